//! Pelvis, spine, chest, neck and head: each turned on its own, joined into one chain.

use glam::{Mat3, Vec3};

use super::blend::Mix;
use super::body::{BodyPart, SPINE_PIECES};
use super::skeleton::{HEAD, NECK, SPINE, rotation, up_axis};
use crate::domain::figure::{Key, Xyz};

/// The body without its limbs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Trunk {
    pub pelvis: BodyPart,
    pub spine: [Vec3; SPINE_PIECES + 1],
    pub sections: [Mat3; SPINE_PIECES + 1],
    pub chest: BodyPart,
    pub neck: BodyPart,
    pub head: BodyPart,
}

/// How the trunk is turned: angles in degrees.
struct Turns {
    pelvis: Vec3,
    chest: Vec3,
    s_curve: f32,
}

impl Trunk {
    pub fn of(mix: &Mix) -> Self {
        let turns = Turns {
            pelvis: mix.point(|key| key.pelvis_rot),
            chest: mix.point(|key| key.chest_rot),
            s_curve: mix.number(|key| key.s_curve),
        };
        let pelvis = BodyPart { at: mix.point(|key| key.pelvis), axes: rotation(turns.pelvis) };
        let mut spine = [pelvis.at; SPINE_PIECES + 1];
        let mut sections = [pelvis.axes; SPINE_PIECES + 1];
        let piece = 1.0 / SPINE_PIECES as f32;
        for index in 0..SPINE_PIECES {
            let share = index as f32 * piece;
            spine[index + 1] = spine[index] + SPINE * piece * up_axis(turns.at(share + piece / 2.0));
            sections[index + 1] = rotation(turns.at(share + piece));
        }
        let chest = BodyPart { at: spine[SPINE_PIECES], axes: rotation(turns.chest) };
        let neck = BodyPart { at: chest.at, axes: rotation(mix.point(neck_turn)) };
        let axes = rotation(mix.point(|key| key.head_rot));
        let neck_top = neck.at + NECK * neck.axes.y_axis;
        let head = BodyPart { at: neck_top + axes * HEAD, axes };
        Self { pelvis, spine, sections, chest, neck, head }
    }
}

impl Turns {
    /// At a share of the spine's length, 0 at the pelvis and 1 at the base of the neck.
    fn at(&self, share: f32) -> Vec3 {
        let s_curve = self.s_curve * (std::f32::consts::TAU * share).sin();
        self.pelvis.lerp(self.chest, smoothstep(share, 0.08, 0.92)) + Vec3::new(s_curve, 0.0, 0.0)
    }
}

/// Between chest and head, where a key does not say.
fn neck_turn(key: &Key) -> Xyz {
    let between = || (0.45 * Vec3::from(key.head_rot) + 0.55 * Vec3::from(key.chest_rot)).to_array();
    key.neck_rot.unwrap_or_else(between)
}

fn smoothstep(x: f32, from: f32, to: f32) -> f32 {
    let share = ((x - from) / (to - from)).clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}
