//! Arms and legs: circles along the bones, feet and hands.

use std::f32::consts::PI;

use glam::{Vec2, Vec3};

use super::outline::{Outline, Pen};
use crate::domain::figure::{Bone, Hand, LimbName};
use crate::pose::body::{Body, Foot, SolvedLimb};
use crate::pose::flesh::{Round, rounds};
use crate::pose::skeleton::perpendicular;

/// The corners of half an ellipse.
const ARCH_CORNERS: usize = 13;

/// The most circles that a bone has.
const MOST_ROUNDS: usize = 5;

/// A bone with the flesh around it.
#[derive(Clone, Copy, Debug)]
pub struct Flesh {
    from: Vec3,
    to: Vec3,
    bend: Vec3,
    rounds: &'static [Round],
}

impl Flesh {
    /// The upper and the lower part of a limb.
    pub fn of(name: LimbName, limb: &SolvedLimb) -> [Self; 2] {
        let [upper, lower] = if name.is_leg() { [Bone::Thigh, Bone::Shin] } else { [Bone::UpperArm, Bone::Forearm] };
        let &SolvedLimb { root, mid, end, bend, .. } = limb;
        [
            Self { from: root, to: mid, bend, rounds: rounds(upper) },
            Self { from: mid, to: end, bend, rounds: rounds(lower) },
        ]
    }

    /// A point of the bone, or of its line beyond.
    pub fn point(&self, along: f32) -> Vec3 {
        self.from.lerp(self.to, along)
    }

    /// Half the thickness.
    pub fn radius(&self, along: f32) -> f32 {
        let above = self.rounds.iter().position(|round| round.along >= along).unwrap_or(self.rounds.len() - 1).max(1);
        let (low, high) = (self.rounds[above - 1], self.rounds[above]);
        let part = ((along - low.along) / (high.along - low.along)).clamp(0.0, 1.0);
        low.radius + (high.radius - low.radius) * part
    }

    /// Unit directions in which its front and its outer side face: the front of arms is the inside of the elbow.
    pub fn front_and_out(&self, name: LimbName) -> [Vec3; 2] {
        let along = (self.to - self.from).normalize_or(Vec3::NEG_Y);
        let bend = perpendicular(self.bend, along).unwrap_or_else(|| along.any_orthonormal_vector());
        let out = along.cross(bend) * name.side().sign();
        if name.is_leg() { [bend, out] } else { [-bend, -out] }
    }

    fn outline(&self, pen: &Pen, shapes: &mut Vec<Outline>) {
        let mut links = [[Vec3::ZERO; 2]; MOST_ROUNDS];
        for (link, round) in links.iter_mut().zip(self.rounds) {
            *link = [self.point(round.along) + self.bend * round.offset, Vec3::X * round.radius];
        }
        let circle = |pen: &Pen, [centre, radius]: [Vec3; 2]| pen.circle(centre, radius.x);
        pen.smooth_chain(&links[..self.rounds.len()], circle, |shape| shapes.push(shape));
    }
}

/// A limb from its root to its end; the first shapes, [`Pen::pieces`] of them, are where it leaves the torso.
pub fn limb(pen: &Pen, body: &Body, name: LimbName, shapes: &mut Vec<Outline>) {
    let limb = body.limb(name);
    for flesh in Flesh::of(name, limb) {
        flesh.outline(pen, shapes);
    }
    if name.is_leg() {
        foot(pen, limb, shapes);
    } else {
        hand(pen, body, name, shapes);
    }
}

fn foot(pen: &Pen, leg: &SolvedLimb, shapes: &mut Vec<Outline>) {
    let Foot { heel, ball, toe_end, along, up, across, toes } = leg.foot();
    let shin = pen.circle(leg.end, 0.0235);
    let heel = pen.circle(heel, 0.020);
    let instep = pen.circle(leg.end + along * 0.035 - up * 0.010, 0.0215);
    let ball = pen.ellipsoid(ball + up * 0.002, [along * 0.017, up * 0.0145, across * 0.027]);
    let thick = toes.cross(across);
    let tips = pen.ellipsoid(toe_end - toes * 0.012, [toes * 0.014, thick * 0.0105, across * 0.022]);
    shapes.push(pen.hull(&pen.hull(&shin, &heel), &instep));
    shapes.push(pen.hull(&pen.hull(&heel, &instep), &ball));
    shapes.push(pen.hull(&ball, &tips));
}

/// Where the arch of a foot is lifted, what is seen through below it: half an ellipse that is cut out of the sole.
pub fn arch(pen: &Pen, leg: &SolvedLimb) -> [Vec2; ARCH_CORNERS] {
    let Foot { heel, ball, along, up, .. } = leg.foot();
    let middle = heel * 0.42 + ball * 0.58 - up * 0.0175;
    std::array::from_fn(|corner| {
        let (sin, cos) = (PI * corner as f32 / (ARCH_CORNERS - 1) as f32).sin_cos();
        pen.projection.flat(middle + along * (0.036 * cos) + up * (0.0165 * leg.arch * sin))
    })
}

fn hand(pen: &Pen, body: &Body, name: LimbName, shapes: &mut Vec<Outline>) {
    let &SolvedLimb { end: wrist, tip: along, hand, .. } = body.limb(name);
    let thumb = body.chest.axes * Vec3::new(0.5, 0.3, -0.9 * name.side().sign());
    let thumb = perpendicular(thumb, along).unwrap_or_else(|| along.any_orthonormal_vector());
    let palm = along.cross(thumb);
    let flat = |at: f32, [long, wide, thick]: [f32; 3]| {
        pen.ellipsoid(wrist + along * at, [along * long, thumb * wide, palm * thick])
    };
    let joint = pen.circle(wrist, 0.0158);
    match hand {
        Hand::Open => {
            let knuckles = flat(0.040, [0.014, 0.0215, 0.0135]);
            shapes.push(pen.hull(&joint, &knuckles));
            shapes.push(pen.hull(&knuckles, &flat(0.076, [0.010, 0.0135, 0.0085])));
            let [base, tip] = [(0.016, 0.010, 0.0095), (0.044, 0.029, 0.0072)]
                .map(|(far, wide, radius)| pen.circle(wrist + along * far + thumb * wide, radius));
            shapes.push(pen.hull(&base, &tip));
        }
        Hand::Fist => shapes.push(pen.hull(&joint, &flat(0.034, [0.026, 0.024, 0.020]))),
    }
}
