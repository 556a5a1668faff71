//! How far the limbs reach around their bones: the thickness that rests on the floor.

use glam::Vec3;

use super::body::{Body, SolvedLimb};
use super::skeleton::{GRIP, perpendicular};
use crate::domain::figure::{Bone, Frame, Hand, Joint, LimbName};

/// A round of a limb: the share of the way along its bone, its radius, and how far it is moved to where the limb bends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Round {
    pub along: f32,
    pub radius: f32,
    pub offset: f32,
}

const fn round(along: f32, radius: f32, offset: f32) -> Round {
    Round { along, radius, offset }
}

const THIGH: [Round; 4] =
    [round(0.0, 0.058, 0.0), round(0.25, 0.058, 0.004), round(0.6, 0.047, 0.004), round(1.0, 0.037, 0.0)];
const SHIN: [Round; 5] = [
    round(0.0, 0.037, 0.0),
    round(0.12, 0.036, -0.003),
    round(0.30, 0.040, -0.008),
    round(0.55, 0.033, -0.005),
    round(1.0, 0.0225, 0.0),
];
const UPPER_ARM: [Round; 4] =
    [round(0.0, 0.037, 0.0), round(0.2, 0.035, 0.0), round(0.5, 0.029, -0.002), round(1.0, 0.0235, 0.0)];
const FOREARM: [Round; 4] =
    [round(0.0, 0.0235, 0.0), round(0.25, 0.0255, -0.002), round(0.6, 0.021, 0.0), round(1.0, 0.0155, 0.0)];

pub(super) const fn rounds(bone: Bone) -> &'static [Round] {
    match bone {
        Bone::Thigh => &THIGH,
        Bone::Shin => &SHIN,
        Bone::UpperArm => &UPPER_ARM,
        Bone::Forearm => &FOREARM,
    }
}

/// The heights of the lowest points of the limbs, each with what it belongs to: a bone, a foot (its `Toe`) or a hand.
pub(super) fn lowest(body: &Body) -> [(Frame, f32); 12] {
    let parts = LimbName::ALL.map(|name| {
        let limb = body.limb(name);
        let side = name.side();
        let [upper, lower, end] = if name.is_leg() {
            [Frame::Bone(Bone::Thigh, side), Frame::Bone(Bone::Shin, side), Frame::Joint(Joint::Toe, side)]
        } else {
            [Frame::Bone(Bone::UpperArm, side), Frame::Bone(Bone::Forearm, side), Frame::Joint(Joint::Hand, side)]
        };
        let [upper_bone, lower_bone] =
            if name.is_leg() { [Bone::Thigh, Bone::Shin] } else { [Bone::UpperArm, Bone::Forearm] };
        [
            (upper, lowest_of_bone(limb.root, limb.mid, limb.bend, upper_bone)),
            (lower, lowest_of_bone(limb.mid, limb.end, limb.bend, lower_bone)),
            (end, if name.is_leg() { lowest_of_foot(limb) } else { lowest_of_hand(body, name) }),
        ]
    });
    let [a, b, c, d] = parts;
    [a[0], a[1], a[2], b[0], b[1], b[2], c[0], c[1], c[2], d[0], d[1], d[2]]
}

fn lowest_of_bone(from: Vec3, to: Vec3, bend: Vec3, bone: Bone) -> f32 {
    let height = |round: &Round| (from.lerp(to, round.along) + bend * round.offset).y - round.radius;
    rounds(bone).iter().map(height).fold(f32::INFINITY, f32::min)
}

fn lowest_of_foot(limb: &SolvedLimb) -> f32 {
    let foot = limb.foot();
    let across_toes = foot.across.cross(foot.toes);
    let middle = limb.end + 0.035 * foot.along - 0.010 * foot.up;
    let ball = foot.ball + 0.002 * foot.up;
    let toes = foot.toe_end - 0.012 * foot.toes;
    [
        foot.heel.y - 0.020,
        middle.y - 0.0215,
        lowest_of_ellipsoid(ball, [0.017 * foot.along, 0.0145 * foot.up, 0.027 * foot.across]),
        lowest_of_ellipsoid(toes, [0.014 * foot.toes, 0.0105 * across_toes, 0.022 * foot.across]),
    ]
    .into_iter()
    .fold(f32::INFINITY, f32::min)
}

fn lowest_of_hand(body: &Body, name: LimbName) -> f32 {
    let limb = body.limb(name);
    let inward = body.chest.axes * Vec3::new(0.5, 0.3, -0.9 * name.side().sign());
    let thumb = perpendicular(inward, limb.tip).unwrap_or_else(|| limb.tip.any_orthonormal_vector());
    let palm = limb.tip.cross(thumb);
    let round = |ahead: f32, [along, wide, thick]: [f32; 3]| {
        lowest_of_ellipsoid(limb.end + ahead * limb.tip, [along * limb.tip, wide * thumb, thick * palm])
    };
    let fingers = match limb.hand {
        Hand::Open => f32::min(round(GRIP, [0.014, 0.0215, 0.0135]), round(0.076, [0.010, 0.0135, 0.0085])),
        Hand::Fist => round(0.034, [0.026, 0.024, 0.020]),
    };
    fingers.min(limb.end.y - 0.0158)
}

/// Of an ellipsoid by its middle and its half-axes.
fn lowest_of_ellipsoid(middle: Vec3, axes: [Vec3; 3]) -> f32 {
    middle.y - axes.map(|axis| axis.y * axis.y).iter().sum::<f32>().sqrt()
}
