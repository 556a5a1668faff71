//! What is around the body: furniture, tools and what measures.

use glam::{Vec2, Vec3};

use super::canvas::Canvas;
use crate::domain::figure::{Prop, PropShape, Tone, Xyz};
use crate::pose::picture::Ink;

/// A side of a box that faces the viewer less than this is in the shade.
const SHADE: f32 = 0.6;

/// Half the edges of a phone: along it, across it, and its thickness.
const PHONE: [f32; 3] = [0.0425, 0.021, 0.003];
/// The share of a phone's face that is its screen.
const SCREEN: f32 = 0.82;

/// How far it is from mark to mark of a tape measure.
const TAPE_STEP: f32 = 0.05;
/// The most marks that are drawn on a tape.
const TAPE_MARKS: u16 = 60;

/// How near a prop is, before its `layer`: where its points are in the mean.
pub fn middle(prop: &Prop, points: &[Vec3]) -> Vec3 {
    let at = points.iter().sum::<Vec3>() / (points.len().max(1) as f32);
    match &prop.shape {
        PropShape::Box { min, max, .. } => at + (Vec3::from(*min) + Vec3::from(*max)) / 2.0,
        PropShape::Phone { .. } => points.first().copied().unwrap_or_default(),
        _ => at,
    }
}

/// Draws a prop; `points` are those that were solved for it.
pub fn draw_prop(canvas: &mut Canvas<'_>, prop: &Prop, points: &[Vec3]) {
    let tone = |usual: Tone| prop.tone.unwrap_or(usual);
    match (&prop.shape, points) {
        (PropShape::Box { min, max, .. }, _) => {
            let half = (Vec3::from(*max) - Vec3::from(*min)) / 2.0;
            let edges = [Vec3::X * half.x, Vec3::Y * half.y, Vec3::Z * half.z];
            sides(canvas, middle(prop, points), edges, tone(Tone::Prop));
        }
        (PropShape::Ball { r, .. }, &[at, ..]) => ball(canvas, at, *r, tone(Tone::Accent)),
        (PropShape::Roller { axis, r, len, .. }, &[at, ..]) => {
            Roller::new(at, *axis, *r, *len).draw(canvas, tone(Tone::Accent));
        }
        (PropShape::Line { r, extend, .. }, points) => line(canvas, points, *r, *extend, tone(Tone::Accent)),
        (PropShape::Gun { .. }, &[hand, aim, ..]) => gun(canvas, hand, aim, tone(Tone::Accent)),
        (PropShape::Phone { .. }, &[at, along, face, ..]) => phone(canvas, at, along, face),
        (PropShape::Tape { .. }, &[from, to, ..]) => tape(canvas, from, to, tone(Tone::Accent)),
        // A body solved for another figure has other points.
        _ => {}
    }
}

/// The sides of a box that are turned to the viewer.
fn sides(canvas: &mut Canvas<'_>, centre: Vec3, half_edges: [Vec3; 3], tone: Tone) {
    let projection = canvas.pen.projection;
    for (index, &out) in half_edges.iter().enumerate() {
        let [a, b] = [half_edges[(index + 1) % 3], half_edges[(index + 2) % 3]];
        let faces = out.normalize_or_zero().dot(projection.toward);
        let out = out * faces.signum();
        if faces.abs() > 1e-6 {
            let corners = [a + b, b - a, -a - b, a - b].map(|corner| projection.flat(centre + out + corner));
            let tone = if faces.abs() > SHADE { tone } else { Tone::Prop2 };
            canvas.polygon(Ink::Prop(tone), &corners);
        }
    }
}

fn ball(canvas: &mut Canvas<'_>, at: Vec3, radius: f32, tone: Tone) {
    let pen = canvas.pen;
    let at = pen.projection.flat(at);
    let shine = pen.disc(at + Vec2::new(-0.30, 0.30) * radius, 0.34 * radius);
    let whole = pen.disc(at, radius);
    canvas.clear(&whole);
    canvas.fill(Ink::Prop(tone), &whole);
    canvas.fill(Ink::Prop(other(tone)), &shine);
}

/// The tone of what is seen on a thing of this tone.
fn other(tone: Tone) -> Tone {
    if tone == Tone::Accent2 { Tone::Accent } else { Tone::Accent2 }
}

/// A foam roller, which turns as it moves.
struct Roller {
    at: Vec3,
    /// Unit direction.
    axis: Vec3,
    /// Two unit directions of its ends.
    across: [Vec3; 2],
    radius: f32,
    half_length: f32,
}

impl Roller {
    fn new(at: Vec3, axis: Xyz, radius: f32, length: f32) -> Self {
        let axis = Vec3::from(axis).normalize_or(Vec3::Z);
        let up = (Vec3::Y - axis * axis.y).normalize_or(axis.any_orthonormal_vector());
        Self { at, axis, across: [up, axis.cross(up)], radius, half_length: length / 2.0 }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, tone: Tone) {
        let pen = canvas.pen;
        let &Self { at, axis, across, radius, half_length } = self;
        let disc = |along: f32, share: f32| {
            let [a, b] = across.map(|direction| direction * (radius * share));
            pen.ellipsoid(at + axis * along, [a, b, Vec3::ZERO])
        };
        let whole = pen.hull(&disc(-half_length, 1.0), &disc(half_length, 1.0));
        canvas.clear(&whole);
        canvas.fill(Ink::Prop(tone), &whole);
        let faces = axis.dot(pen.projection.toward);
        if faces.abs() > 0.2 {
            let near = half_length * faces.signum();
            canvas.fill(Ink::Prop(other(tone)), &disc(near, 1.0));
            canvas.fill(Ink::Prop(tone), &disc(near, 0.55));
            let (sin, cos) = (-(at.x + at.z) / radius).sin_cos();
            let dot = at + axis * near + (across[0] * cos + across[1] * sin) * (0.78 * radius);
            canvas.fill(Ink::Prop(tone), &pen.circle(dot, 0.11 * radius));
        } else {
            for ring in [-0.5, 0.0, 0.5].map(|share| share * half_length) {
                let ring = pen.hull(&disc(ring - 0.004, 1.0), &disc(ring + 0.004, 1.0));
                canvas.fill(Ink::Prop(other(tone)), &ring);
            }
        }
    }
}

fn line(canvas: &mut Canvas<'_>, points: &[Vec3], radius: f32, extend: f32, tone: Tone) {
    let last = points.len().saturating_sub(1);
    let end = |index: usize, toward: usize| {
        let away = (points[index] - points[toward]).normalize_or_zero();
        points[index] + away * extend
    };
    for index in 0..last {
        let from = if index == 0 { end(0, 1) } else { points[index] };
        let to = if index + 1 == last { end(last, index) } else { points[index + 1] };
        canvas.fill(Ink::Prop(tone), &canvas.pen.bar(from, to, radius));
    }
}

fn gun(canvas: &mut Canvas<'_>, hand: Vec3, aim: Vec3, tone: Tone) {
    let pen = canvas.pen;
    let along = (aim - hand).normalize_or_zero();
    let back = |far: f32| aim - along * far;
    canvas.set_apart([
        (Ink::Prop(other(tone)), pen.circle(back(0.014), 0.018)),
        (Ink::Prop(Tone::Prop3), pen.bar(back(0.045), back(0.014), 0.008)),
        (Ink::Prop(tone), pen.bar(back(0.120), back(0.060), 0.026)),
        (Ink::Prop(tone), pen.bar(back(0.090), hand, 0.015)),
    ]);
}

fn phone(canvas: &mut Canvas<'_>, at: Vec3, along: Vec3, face: Vec3) {
    let pen = canvas.pen;
    let along = along.normalize_or(Vec3::Y);
    let face = (face - along * face.dot(along)).normalize_or(along.any_orthonormal_vector());
    let half = [along * PHONE[0], along.cross(face) * PHONE[1], face * PHONE[2]];
    canvas.set_apart([(Ink::Prop(Tone::Accent), pen.block(at, half))]);
    if face.dot(pen.projection.toward) > 0.05 {
        let [a, b] = [half[0] * SCREEN, half[1] * SCREEN];
        let corners = [a + b, b - a, -a - b, a - b].map(|corner| pen.projection.flat(at + half[2] + corner));
        canvas.polygon(Ink::Prop(Tone::Prop2), &corners);
    }
}

fn tape(canvas: &mut Canvas<'_>, from: Vec3, to: Vec3, tone: Tone) {
    let pen = canvas.pen;
    let [start, end] = [from, to].map(|point| pen.projection.flat(point));
    let along = (end - start).normalize_or(Vec2::X);
    let across = along.perp();
    let half_width = 0.007;
    let corner = across * half_width;
    let length = from.distance(to);
    canvas.set_apart([(Ink::Prop(tone), pen.stroke(start, end, half_width))]);
    let marks = ((length / TAPE_STEP) as u16).min(TAPE_MARKS);
    for mark in 1..=marks {
        let at = start.lerp(end, f32::from(mark) * TAPE_STEP / length);
        let tick = [at - along * 0.0015, at + along * 0.0015];
        canvas.polygon(Ink::Paper, &[tick[0], tick[1], tick[1] + corner, tick[0] + corner]);
    }
    let case = [pen.disc(end, 0.020), pen.disc(end, 0.009)];
    canvas.set_apart([(Ink::Prop(tone), case[0]), (Ink::Prop(other(tone)), case[1])]);
}
