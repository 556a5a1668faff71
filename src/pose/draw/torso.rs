//! The torso with the neck: ellipsoids along the spine, the shoulders and the hips.

use glam::{Mat3, Vec3};

use super::outline::{Outline, Pen};
use crate::domain::figure::{LimbName, LimbSide};
use crate::pose::body::{Body, SPINE_PIECES};
use crate::pose::skeleton::{NECK, SPINE};

/// The torso's cross-section at a point of the spine.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// 0 at the pelvis, 1 at the base of the neck.
    at: f32,
    /// Half its width.
    pub lateral: f32,
    /// Half its depth.
    pub depth: f32,
    /// How far its middle is before the spine.
    pub offset: f32,
    /// Half its length along the spine.
    axial: f32,
}

const fn section(at: f32, lateral: f32, depth: f32, offset: f32, axial: f32) -> Section {
    Section { at, lateral, depth, offset, axial }
}

const SECTIONS: [Section; 10] = [
    section(-0.10, 0.076, 0.048, -0.010, 0.036),
    section(0.00, 0.102, 0.0605, -0.011, 0.040),
    section(0.15, 0.099, 0.057, -0.006, 0.034),
    section(0.30, 0.085, 0.050, 0.003, 0.030),
    section(0.44, 0.075, 0.047, 0.006, 0.028),
    section(0.60, 0.084, 0.054, 0.005, 0.028),
    section(0.76, 0.096, 0.061, 0.004, 0.028),
    section(0.87, 0.097, 0.057, -0.001, 0.024),
    section(0.95, 0.068, 0.042, -0.007, 0.020),
    section(1.00, 0.040, 0.034, -0.006, 0.018),
];

impl Section {
    /// The cross-section anywhere on the spine.
    pub fn at(share: f32) -> Self {
        let above = SECTIONS.iter().position(|section| section.at >= share).unwrap_or(SECTIONS.len() - 1).max(1);
        let (low, high) = (SECTIONS[above - 1], SECTIONS[above]);
        let part = ((share - low.at) / (high.at - low.at)).clamp(0.0, 1.0);
        let between = |of: fn(&Self) -> f32| of(&low) + (of(&high) - of(&low)) * part;
        Self {
            at: share,
            lateral: between(|section| section.lateral),
            depth: between(|section| section.depth),
            offset: between(|section| section.offset),
            axial: between(|section| section.axial),
        }
    }

    /// The same while the chest moves with the breath, and with the belly as full as it is.
    fn breathing(self, breath: f32, inhale: f32) -> Self {
        let moves = if self.at > 0.3 {
            breath
        } else if self.at > 0.1 {
            0.8 * breath
        } else {
            0.0
        };
        let belly = (-((self.at - 0.42) / 0.24).powi(2)).exp();
        let depth = self.depth * (1.0 + 1.5 * moves + 0.30 * inhale * belly);
        Self {
            lateral: self.lateral * (1.0 + 0.6 * moves),
            depth,
            offset: self.offset + 0.6 * (depth - self.depth),
            ..self
        }
    }
}

/// A point of the spine and the axes there; below 0 it goes on straight from the pelvis.
pub fn spine_at(body: &Body, share: f32) -> (Vec3, Mat3) {
    let place = share * SPINE_PIECES as f32;
    let axes = body.sections[((place + 0.5).floor().max(0.0) as usize).min(SPINE_PIECES)];
    if share < 0.0 {
        return (body.pelvis.at + body.pelvis.axes.y_axis * (share * SPINE), body.pelvis.axes);
    }
    let piece = (place as usize).min(SPINE_PIECES - 1);
    (body.spine[piece].lerp(body.spine[piece + 1], place - piece as f32), axes)
}

/// The ellipsoids along the spine: of each the middle, and the half-axes of depth, height and width.
pub fn ellipsoids(body: &Body) -> [[Vec3; 4]; SECTIONS.len()] {
    SECTIONS.map(|section| {
        let (at, axes) = spine_at(body, section.at);
        let section = section.breathing(body.breath, body.inhale);
        [
            at + axes.x_axis * section.offset,
            axes.x_axis * section.depth,
            axes.y_axis * section.axial,
            axes.z_axis * section.lateral,
        ]
    })
}

/// The torso and the neck.
pub fn torso(pen: &Pen, body: &Body, shapes: &mut Vec<Outline>) {
    let links = ellipsoids(body);
    let ellipsoid =
        |pen: &Pen, [centre, depth, axial, lateral]: [Vec3; 4]| pen.ellipsoid(centre, [depth, axial, lateral]);
    pen.smooth_chain(&links, ellipsoid, |shape| shapes.push(shape));

    let (chest, hips) = (spine_at(body, 0.80), spine_at(body, 0.06));
    for side in [LimbSide::R, LimbSide::L] {
        let shoulder = pen.circle(body.limb(LimbName::arm(side)).root, 0.0345);
        let hip = pen.circle(body.limb(LimbName::leg(side)).root, 0.057);
        let side = side.sign();
        let (at, axes) = chest;
        let ribs = [axes.x_axis * 0.045, axes.y_axis * 0.03, axes.z_axis * 0.03];
        shapes.push(pen.hull(&pen.ellipsoid(at + axes.z_axis * (side * 0.055), ribs), &shoulder));
        let axes = body.chest.axes;
        let collar = body.chest.at + axes * Vec3::new(-0.006, 0.004, side * 0.018);
        shapes.push(pen.hull(&pen.circle(collar, 0.021), &shoulder));
        let (at, axes) = hips;
        let buttock = at + axes * Vec3::new(-0.008, 0.0, side * 0.034);
        shapes.push(pen.hull(&pen.circle(buttock, 0.060), &hip));
    }

    let (base, top) = neck(body);
    let head = body.head.axes;
    let links = [
        pen.circle(base - body.chest.axes.y_axis * 0.012, 0.036),
        pen.circle(base.lerp(top, 0.6), 0.0285),
        pen.circle(top + head.y_axis * 0.012 - head.x_axis * 0.004, 0.0285),
    ];
    pen.chain(links, |shape| shapes.push(shape));
}

/// The base and the top of the neck.
pub fn neck(body: &Body) -> (Vec3, Vec3) {
    (body.neck.at, body.neck.at + body.neck.axes.y_axis * NECK)
}
