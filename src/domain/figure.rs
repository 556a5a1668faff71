//! Moving figures: keyframes of one mannequin with the things around it, as data. The module `pose` solves and draws
//! them; the built-in ones are in `assets/poses/`, and one of the person's own stands on their shelf.
//!
//! Units: body height = 1, the floor is y = 0; x = forward, y = up, z = the person's right. Angles are in degrees,
//! times in seconds. What works one side is drawn for the right side; the left is its mirror image.

mod frame;
mod things;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use frame::{Bone, Frame, Joint, LimbName, LimbSide};
pub use things::{Anchor, Arrow, Mark, Prop, PropShape, Tone};

/// A point or direction `(x, y, z)`, in body heights.
pub type Xyz = [f32; 3];

/// A short loop of keyframes of one mannequin, with what it uses, what it works and what is pointed out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The camera.
    pub view: Camera,
    /// The visible rectangle in screen units, y up: left, bottom, width, height.
    pub bounds: [f32; 4],
    /// How the keys follow each other.
    #[serde(default, skip_serializing_if = "is_default")]
    pub repeat: Repeat,
    /// How the way from key to key is gone.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ease: Ease,
    /// What is worked, lit on the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub highlight: Vec<Highlight>,
    /// The poses; at least one.
    pub keys: Vec<Key>,
    /// What is around the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub props: Vec<Prop>,
    /// Which way something moves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arrows: Vec<Arrow>,
    /// What is measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// The gentle motion of the chest: its amplitude as a share of depth, and its period in seconds.
    #[serde(default = "Figure::usual_breath", skip_serializing_if = "Figure::is_usual_breath")]
    pub breath: (f32, f32),
    /// What the body stands or lies on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ground: Ground,
    /// Numbers added to the depth of pieces, where the painter's order is wrong without.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub order: BTreeMap<Piece, f32>,
    /// Limbs whose contact with the floor moves on purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slides: Vec<LimbName>,
    /// Width of the seam around each piece.
    #[serde(default = "Figure::usual_gap", skip_serializing_if = "Figure::is_usual_gap")]
    pub gap: f32,
}

/// A parallel camera.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Camera {
    /// 0 = from the person's right (facing right on the screen), 90 = from the front, -90 = from behind, 180 = from the
    /// left.
    pub yaw: f32,
    /// Above 0 it looks down.
    #[serde(default, skip_serializing_if = "is_default")]
    pub elevation: f32,
}

/// How the keys follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Repeat {
    /// There and back.
    #[default]
    PingPong,
    /// From the last again to the first.
    Cyclic,
}

/// How the way from key to key is gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ease {
    /// Starting and stopping softly at each key.
    #[default]
    InOut,
    /// Through the keys without stopping (Catmull–Rom).
    Flow,
}

/// What the body stands or lies on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Ground {
    /// A line at the height of the floor.
    #[default]
    Line,
    /// A rectangle of the floor, seen where the camera looks down, else a line: from x, to x, from z, to z.
    Mat(f32, f32, f32, f32),
    /// Nothing drawn: the picture does not reach the floor.
    None,
}

/// One pose, and the time it takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Seconds to arrive here from the key before.
    pub travel: f32,
    /// Seconds spent here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hold: f32,
    /// The middle between the hip joints.
    pub pelvis: Xyz,
    /// Pitch, lean and twist of the pelvis, in the world.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pelvis_rot: Xyz,
    /// Pitch, lean and twist of the chest, in the world.
    #[serde(default, skip_serializing_if = "is_default")]
    pub chest_rot: Xyz,
    /// Pitch, lean and twist of the head, in the world.
    #[serde(default, skip_serializing_if = "is_default")]
    pub head_rot: Xyz,
    /// Pitch, lean and twist of the neck; between chest and head where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neck_rot: Option<Xyz>,
    /// Degrees of an S-curve added along the spine.
    #[serde(default, skip_serializing_if = "is_default")]
    pub s_curve: f32,
    /// How far both shoulders are moved forward and up.
    #[serde(default, skip_serializing_if = "is_default")]
    pub shoulder: (f32, f32),
    /// How full the breath is, 0 to 1.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inhale: f32,
    /// Strength of the highlights, 0 to 1.
    #[serde(default = "Key::usual_glow", skip_serializing_if = "Key::is_usual_glow")]
    pub glow: f32,
    /// The right leg.
    pub leg_r: Limb,
    /// The left leg.
    pub leg_l: Limb,
    /// The right arm.
    pub arm_r: Limb,
    /// The left arm.
    pub arm_l: Limb,
    /// Numbers added to the figure's `order` near this key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub order: BTreeMap<Piece, f32>,
}

/// Where an arm or a leg is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limb {
    /// Where the ankle or the wrist is.
    pub to: Goal,
    /// The frame of `to`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rel: Frame,
    /// The direction in the world to which knee or elbow bend; forward for knees, back and out for elbows where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pole: Option<Xyz>,
    /// The direction of toes or fingers; where absent feet are at a right angle and hands straight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tip: Option<Xyz>,
    /// The frame of `tip`: the world, pelvis, chest or head.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tip_rel: Frame,
    /// Degrees that the toes bend up at the ball of the foot.
    #[serde(default, skip_serializing_if = "is_default")]
    pub toes: f32,
    /// How far the arch of the foot is lifted, 0 to 1.
    #[serde(default, skip_serializing_if = "is_default")]
    pub arch: f32,
    /// Whether the hand is a fist.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hand: Hand,
}

/// Where an ankle or a wrist is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Goal {
    /// At this point of the frame.
    At(f32, f32, f32),
    /// In a direction from hip or shoulder, by angles in the axes of the frame (world, pelvis or chest): swing forward
    /// (0 = hanging, 90 = forward, 180 = overhead), out to its own side, and bend of knee or elbow.
    Angles(f32, f32, f32),
}

/// What a hand does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hand {
    /// It is open.
    #[default]
    Open,
    /// It holds something, or is a fist.
    Fist,
}

/// What is painted as one: a limb, the head or the torso.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Piece {
    /// The right leg.
    LegR,
    /// The left leg.
    LegL,
    /// The right arm.
    ArmR,
    /// The left arm.
    ArmL,
    /// The head.
    Head,
    /// The torso.
    Torso,
}

/// A part of the body that is lit, on one side or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Highlight {
    /// Of the person's right.
    R(Part),
    /// Of the person's left.
    L(Part),
    /// Of both sides, or on the midline.
    Both(Part),
}

/// The parts of the body that can be lit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of anatomy")]
pub enum Part {
    Quad,
    Hamstring,
    Adductor,
    Tfl,
    OuterThigh,
    Glute,
    HipRotators,
    HipFlexor,
    Calf,
    Soleus,
    Shin,
    Knee,
    Ankle,
    Foot,
    ShoulderFront,
    ShoulderRear,
    Biceps,
    Triceps,
    ForearmFlexors,
    ForearmExtensors,
    Wrist,
    ThoracicSpine,
    LowBack,
    Abs,
    Obliques,
    Pec,
    Lat,
    UpperTrap,
    Rhomboid,
    Neck,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
impl Figure {
    /// How many times as wide as high the visible rectangle is.
    pub fn aspect(&self) -> f32 {
        let [_, _, width, height] = self.bounds;
        width / height
    }

    fn usual_breath() -> (f32, f32) {
        (0.012, 4.0)
    }

    fn is_usual_breath(breath: &(f32, f32)) -> bool {
        *breath == Self::usual_breath()
    }

    fn usual_gap() -> f32 {
        0.0125
    }

    fn is_usual_gap(gap: &f32) -> bool {
        is_same(*gap, Self::usual_gap())
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
impl Key {
    /// Where one of its limbs is.
    pub fn limb(&self, name: LimbName) -> &Limb {
        match name {
            LimbName::LegR => &self.leg_r,
            LimbName::LegL => &self.leg_l,
            LimbName::ArmR => &self.arm_r,
            LimbName::ArmL => &self.arm_l,
        }
    }

    /// Where one of its limbs is, to be changed.
    pub fn limb_mut(&mut self, name: LimbName) -> &mut Limb {
        match name {
            LimbName::LegR => &mut self.leg_r,
            LimbName::LegL => &mut self.leg_l,
            LimbName::ArmR => &mut self.arm_r,
            LimbName::ArmL => &mut self.arm_l,
        }
    }

    fn usual_glow() -> f32 {
        1.0
    }

    fn is_usual_glow(glow: &f32) -> bool {
        is_same(*glow, Self::usual_glow())
    }
}

/// Left out of a file only where it is the very number that reading puts in its place.
fn is_same(a: f32, b: f32) -> bool {
    a.to_bits() == b.to_bits()
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
