//! What is measured: angles, lengths and guides, thin and over all else.

use glam::{Quat, Vec2, Vec3};

use super::canvas::Canvas;
use crate::domain::figure::Mark;
use crate::pose::picture::Ink;

/// Sizes as shares of the visible rectangle's longer side, so that marks are as thin in a close view as in a wide one.
const HALF_WIDTH: f32 = 0.0038;
const HALF_END_STROKE: f32 = 0.020;
const DASH: f32 = 0.024;
const DASH_GAP: f32 = 0.018;

/// The most dashes of a guide, and the pieces of an arc.
const DASHES: u16 = 80;
const ARC_PIECES: u8 = 16;

/// Draws a mark through its points, which are in the order of its fields.
pub fn draw_mark(canvas: &mut Canvas<'_>, mark: &Mark, points: &[Vec3]) {
    let [_, _, width, height] = canvas.bounds();
    let unit = width.max(height);
    match (mark, points) {
        (Mark::Angle { r, .. }, &[at, from, to, ..]) => angle(canvas, [at, from, to], *r, unit),
        (Mark::Length { .. }, &[from, to, ..]) => length(canvas, [from, to], unit),
        (Mark::Guide { .. }, &[from, to, ..]) => guide(canvas, [from, to], unit),
        // A body solved for another figure has other points.
        _ => {}
    }
}

fn angle(canvas: &mut Canvas<'_>, [at, from, to]: [Vec3; 3], radius: f32, unit: f32) {
    let pen = canvas.pen;
    let [first, second] = [from - at, to - at].map(|arm| arm.normalize_or(Vec3::Y));
    // Arms in one line have no plane of their own: theirs is the one that is seen.
    let axis = first.cross(second).normalize_or(pen.projection.toward);
    let turn = first.angle_between(second);
    let arc = |piece: u8| {
        let part = turn * f32::from(piece) / f32::from(ARC_PIECES);
        pen.projection.flat(at + Quat::from_axis_angle(axis, part) * first * radius)
    };
    let mut sector = [pen.projection.flat(at); ARC_PIECES as usize + 2];
    for (corner, piece) in sector[1..].iter_mut().zip(0..) {
        *corner = arc(piece);
    }
    canvas.polygon(Ink::Sector, &sector);
    let corner = sector[0];
    let arms = [from, to].map(|end| [corner, pen.projection.flat(end)]);
    let rim = sector[1..].windows(2).map(|pair| [pair[0], pair[1]]);
    canvas.strokes_apart(Ink::Mark, arms.into_iter().chain(rim), HALF_WIDTH * unit);
}

fn length(canvas: &mut Canvas<'_>, ends: [Vec3; 2], unit: f32) {
    let pen = canvas.pen;
    let [from, to] = ends.map(|end| pen.projection.flat(end));
    let across = (to - from).normalize_or(Vec2::X).perp() * (HALF_END_STROKE * unit);
    let strokes = [[from, to], [from - across, from + across], [to - across, to + across]];
    canvas.strokes_apart(Ink::Mark, strokes, HALF_WIDTH * unit);
}

fn guide(canvas: &mut Canvas<'_>, ends: [Vec3; 2], unit: f32) {
    let pen = canvas.pen;
    let [from, to] = ends.map(|end| pen.projection.flat(end));
    let length = from.distance(to);
    let along = (to - from).normalize_or_zero();
    let step = (DASH + DASH_GAP) * unit;
    let count = ((length / step).ceil() as u16).min(DASHES);
    let dashes = (0..count).map(|dash| {
        let start = f32::from(dash) * step;
        let end = (start + DASH * unit).min(length);
        [from + along * start, from + along * end]
    });
    canvas.strokes_apart(Ink::Mark, dashes, HALF_WIDTH * unit);
}
