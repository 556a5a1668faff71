//! The parts of a body by name, and the frames that points are given in.

use serde::{Deserialize, Serialize};

/// A frame that points are given in. `R` is the person's right, `L` the left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Frame {
    /// The world.
    #[default]
    World,
    /// Origin at the pelvis; axes forward, up and right of it.
    Pelvis,
    /// Origin at the base of the neck; axes of the chest.
    Chest,
    /// Origin in the middle of the head; its axes.
    Head,
    /// Origin at a joint; axes of the world.
    Joint(Joint, LimbSide),
    /// Origin at the upper end of a bone; x = front of the bone, y = along it away from the body, z = outward for legs
    /// and inward for arms.
    Bone(Bone, LimbSide),
}

/// Joints and ends of limbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Joint {
    /// The hip joint.
    Hip,
    /// The knee.
    Knee,
    /// The ankle.
    Ankle,
    /// The end of the toes.
    Toe,
    /// The shoulder joint.
    Shoulder,
    /// The elbow.
    Elbow,
    /// The wrist.
    Wrist,
    /// The grip of the hand, 0.040 beyond the wrist.
    Hand,
}

/// Bones of limbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Bone {
    /// Hip to knee.
    Thigh,
    /// Knee to ankle.
    Shin,
    /// Shoulder to elbow.
    UpperArm,
    /// Elbow to wrist.
    Forearm,
}

/// The side of a limb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LimbSide {
    /// The person's right.
    R,
    /// The person's left.
    L,
}

/// The four limbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LimbName {
    /// The right leg.
    LegR,
    /// The left leg.
    LegL,
    /// The right arm.
    ArmR,
    /// The left arm.
    ArmL,
}

impl LimbName {
    /// All four, in order.
    pub const ALL: [Self; 4] = [Self::LegR, Self::LegL, Self::ArmR, Self::ArmL];

    /// The leg of a side.
    pub fn leg(side: LimbSide) -> Self {
        match side {
            LimbSide::R => Self::LegR,
            LimbSide::L => Self::LegL,
        }
    }

    /// The arm of a side.
    pub fn arm(side: LimbSide) -> Self {
        match side {
            LimbSide::R => Self::ArmR,
            LimbSide::L => Self::ArmL,
        }
    }

    /// Its side.
    pub fn side(self) -> LimbSide {
        match self {
            Self::LegR | Self::ArmR => LimbSide::R,
            Self::LegL | Self::ArmL => LimbSide::L,
        }
    }

    /// Whether it is a leg, not an arm.
    pub fn is_leg(self) -> bool {
        matches!(self, Self::LegR | Self::LegL)
    }
}

impl LimbSide {
    /// 1 for the right, whose direction is +z; -1 for the left.
    pub fn sign(self) -> f32 {
        match self {
            Self::R => 1.0,
            Self::L => -1.0,
        }
    }
}

impl Frame {
    /// The limb that must be solved before the frame is known.
    pub fn limb(self) -> Option<LimbName> {
        match self {
            Self::World | Self::Pelvis | Self::Chest | Self::Head => None,
            Self::Joint(Joint::Hip | Joint::Knee | Joint::Ankle | Joint::Toe, side)
            | Self::Bone(Bone::Thigh | Bone::Shin, side) => Some(LimbName::leg(side)),
            Self::Joint(Joint::Shoulder | Joint::Elbow | Joint::Wrist | Joint::Hand, side)
            | Self::Bone(Bone::UpperArm | Bone::Forearm, side) => Some(LimbName::arm(side)),
        }
    }
}
