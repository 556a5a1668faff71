//! The mannequin solved at one moment.

use glam::{Mat3, Vec3};

use crate::domain::figure::{Hand, LimbName, Piece};

/// How many pieces the spine has; their ends are [`Body::spine`].
pub const SPINE_PIECES: usize = 20;

/// A rigid part: where it is, and its axes as columns: forward, up, right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BodyPart {
    /// Its origin, in the world.
    pub at: Vec3,
    /// Its axes.
    pub axes: Mat3,
}

/// A solved arm or leg, in the world. Lengths of its bones never change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SolvedLimb {
    /// The hip or shoulder joint.
    pub root: Vec3,
    /// The knee or elbow.
    pub mid: Vec3,
    /// The ankle or wrist.
    pub end: Vec3,
    /// Unit direction to which knee or elbow bend, perpendicular to the line from root to end.
    pub bend: Vec3,
    /// Unit direction of toes or fingers.
    pub tip: Vec3,
    /// Degrees that the toes bend up at the ball of the foot.
    pub toes: f32,
    /// How far the arch of the foot is lifted, 0 to 1.
    pub arch: f32,
    /// What the hand does.
    pub hand: Hand,
}

/// A mannequin with all its joints, and the points of what is around it, at one moment of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The pelvis; its origin is the middle between the hip joints.
    pub pelvis: BodyPart,
    /// The ends of the spine's pieces from the pelvis to the base of the neck.
    pub spine: [Vec3; SPINE_PIECES + 1],
    /// The axes at each of these points.
    pub sections: [Mat3; SPINE_PIECES + 1],
    /// The chest; its origin is the base of the neck.
    pub chest: BodyPart,
    /// The neck; its origin is its base.
    pub neck: BodyPart,
    /// The head; its origin is its middle.
    pub head: BodyPart,
    /// The limbs, in the order of [`LimbName`].
    pub limbs: [SolvedLimb; 4],
    /// How full the breath is, 0 to 1.
    pub inhale: f32,
    /// The gentle motion of the chest at this moment, as a share of depth.
    pub breath: f32,
    /// Strength of the highlights, 0 to 1.
    pub glow: f32,
    /// Added to the depth of each piece, in the order of [`Piece`].
    pub order: [f32; 6],
    /// The points of each prop, one for each anchor list that it has by key (`at`, `aim`) or each anchor that is a part
    /// of its shape, in the order of its fields.
    pub props: Vec<Vec<Vec3>>,
    /// The points of each arrow.
    pub arrows: Vec<[Vec3; 3]>,
    /// The points of each mark, in the order of its fields.
    pub marks: Vec<Vec<Vec3>>,
}

impl Body {
    /// A limb by its name.
    pub fn limb(&self, name: LimbName) -> &SolvedLimb {
        &self.limbs[name as usize]
    }

    /// What is added to the depth of a piece.
    pub fn order_of(&self, piece: Piece) -> f32 {
        self.order[piece as usize]
    }
}
