//! Curved arrows: which way something moves.

use std::f32::consts::TAU;

use glam::{Vec2, Vec3};

use super::canvas::Canvas;
use crate::domain::figure::Arrow;
use crate::pose::picture::Ink;

/// The straight pieces of the curve.
const PIECES: u8 = 12;

/// Draws an arrow along its three points, as it pulses.
pub fn draw_arrow(canvas: &mut Canvas<'_>, arrow: &Arrow, points: &[Vec3; 3], secs: f32) {
    let [start, middle, end] = points.map(|point| canvas.pen.projection.flat(point));
    let pulse = 0.5 + 0.5 * (TAU * secs / arrow.period.max(0.1)).sin();
    // Never so faint that it is lost on the body.
    let ink = Ink::Arrow { strength: 0.7 + 0.3 * pulse };
    let at = |piece: u8| {
        let share = f32::from(piece) / f32::from(PIECES);
        start.lerp(middle, share).lerp(middle.lerp(end, share), share)
    };
    canvas.strokes(ink, (0..PIECES).map(|piece| [at(piece), at(piece + 1)]), arrow.w);
    let ahead = (end - middle).normalize_or(Vec2::X);
    let (ahead, across) = (ahead * (5.0 * arrow.w), ahead.perp() * (5.0 * arrow.w));
    let base = end - ahead * 0.1;
    canvas.polygon(ink, &[end + ahead * 0.9, base + across * 0.62, base - across * 0.62]);
}
