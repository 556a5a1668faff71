//! The head: skull and jaw, with hair and, where it is turned to the viewer, a face.

use glam::Vec3;

use super::outline::{Outline, Pen};
use crate::pose::body::Body;
use crate::pose::flesh::{HeadRound, JAW, SKULL};
use crate::pose::picture::Ink;

/// A face that is turned away farther than this is not seen.
const TURNED_AWAY: f32 = -0.35;

/// What the head is made of.
pub struct Head {
    /// Its whole shape: skull with jaw, and the nose.
    pub shape: [Outline; 2],
    /// What lies on it, in order, with its ink.
    pub details: [(Ink, Outline); 3],
}

/// The head of a body.
pub fn head(pen: &Pen, body: &Body) -> Head {
    let (at, axes) = (body.head.at, body.head.axes);
    let point = |forward: f32, up: f32| at + axes * Vec3::new(forward, up, 0.0);
    let ellipsoid = |round: HeadRound| {
        let [middle, half_axes @ ..] = round.in_world(body);
        pen.ellipsoid(middle, half_axes)
    };
    let round = |forward, up, half_axes| ellipsoid(HeadRound { forward, up, half_axes });
    let skull = ellipsoid(SKULL);
    let jaw = ellipsoid(JAW);
    let [bridge, tip, below] = [(0.044, 0.004, 0.008), (0.057, -0.012, 0.0055), (0.044, -0.016, 0.008)]
        .map(|(forward, up, radius)| pen.circle(point(forward, up), radius));
    let nose = pen.hull(&pen.hull(&bridge, &tip), &below);
    let hair = round(-0.006, 0.009, [0.0555, 0.058, 0.0475]);
    let body = Ink::Body { far: 0.0 };
    let details = if axes.x_axis.dot(pen.projection.toward) > TURNED_AWAY {
        let face = pen.hull(&round(0.026, -0.008, [0.029, 0.040, 0.036]), &jaw);
        [(Ink::Hair, hair), (body, face), (body, nose)]
    } else {
        [(Ink::Hair, hair), (body, jaw), (Ink::Hair, hair)]
    };
    Head { shape: [pen.hull(&skull, &jaw), nose], details }
}
