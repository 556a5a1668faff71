//! How far the body reaches around its bones: the thickness that rests on the floor.

use glam::Vec3;

use super::body::{Body, SolvedLimb};
use super::draw::ellipsoids;
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

/// An ellipsoid of the head, in its axes, from its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct HeadRound {
    pub forward: f32,
    pub up: f32,
    /// Half its depth, height and width.
    pub half_axes: [f32; 3],
}

/// The skull.
pub(super) const SKULL: HeadRound = HeadRound { forward: -0.004, up: 0.006, half_axes: [0.054, 0.058, 0.046] };
/// The jaw.
pub(super) const JAW: HeadRound = HeadRound { forward: 0.020, up: -0.036, half_axes: [0.029, 0.026, 0.027] };

impl HeadRound {
    /// Its middle and its half-axes.
    pub fn in_world(self, body: &Body) -> [Vec3; 4] {
        let (head, [depth, height, width]) = (body.head, self.half_axes);
        let middle = head.point(Vec3::new(self.forward, self.up, 0.0));
        [middle, depth * head.axes.x_axis, height * head.axes.y_axis, width * head.axes.z_axis]
    }
}

/// The heights of the lowest points of a body, each with what it belongs to: a bone, a foot (its `Toe`), a hand, the
/// head or the torso (the chest).
pub(super) fn lowest(body: &Body) -> impl Iterator<Item = (Frame, f32)> {
    let [leg_r, leg_l, arm_r, arm_l] = LimbName::ALL.map(|name| {
        let (limb, side) = (body.limb(name), name.side());
        let (upper, lower, joint, end) = if name.is_leg() {
            (Bone::Thigh, Bone::Shin, Joint::Toe, lowest_of_foot(limb))
        } else {
            (Bone::UpperArm, Bone::Forearm, Joint::Hand, lowest_of_hand(body, name))
        };
        [
            (Frame::Bone(upper, side), lowest_of_bone(limb.root, limb.mid, limb.bend, upper)),
            (Frame::Bone(lower, side), lowest_of_bone(limb.mid, limb.end, limb.bend, lower)),
            (Frame::Joint(joint, side), end),
        ]
    });
    let least = |rounds: &[[Vec3; 4]]| {
        let heights = rounds.iter().map(|[middle, half_axes @ ..]| lowest_of_ellipsoid(*middle, *half_axes));
        heights.fold(f32::INFINITY, f32::min)
    };
    let head = (Frame::Head, least(&[SKULL, JAW].map(|round| round.in_world(body))));
    let torso = (Frame::Chest, least(&ellipsoids(body)));
    leg_r.into_iter().chain(leg_l).chain(arm_r).chain(arm_l).chain([head, torso])
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
