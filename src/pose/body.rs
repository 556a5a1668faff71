//! The mannequin solved at one moment.

use glam::{Mat3, Vec3};

use super::skeleton::{BALL, FINGERS, GRIP, HEEL, TOES, perpendicular};
use crate::domain::figure::{Anchor, Bone, Frame, Hand, Joint, LimbName, LimbSide, Piece};

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

/// The points of a foot, in the world, and its axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foot {
    /// The middle of the heel.
    pub heel: Vec3,
    /// The ball of the foot, where the toes bend.
    pub ball: Vec3,
    /// The end of the toes.
    pub toe_end: Vec3,
    /// Unit direction from heel to ball.
    pub along: Vec3,
    /// Unit direction from the sole up to the instep.
    pub up: Vec3,
    /// Unit direction across the foot, to the person's left where the foot stands as usual.
    pub across: Vec3,
    /// Unit direction from the ball to the end of the toes.
    pub toes: Vec3,
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
    /// of its shape, in the order of its fields; a list without anchors has no point. The two directions of a phone
    /// follow its point, as unit vectors in the world.
    pub props: Vec<Vec<Vec3>>,
    /// The points of each arrow.
    pub arrows: Vec<[Vec3; 3]>,
    /// The points of each mark, in the order of its fields.
    pub marks: Vec<Vec<Vec3>>,
}

impl SolvedLimb {
    /// Unit direction of the upper bone, away from the body.
    pub fn upper(&self) -> Vec3 {
        (self.mid - self.root).normalize_or(Vec3::NEG_Y)
    }

    /// Unit direction of the lower bone, away from the body.
    pub fn lower(&self) -> Vec3 {
        (self.end - self.mid).normalize_or(Vec3::NEG_Y)
    }

    /// The direction to which the joint bends, perpendicular to one of the limb's bones.
    pub fn bend_across(&self, bone: Vec3) -> Vec3 {
        perpendicular(self.bend, bone).unwrap_or_else(|| bone.any_orthonormal_vector())
    }

    /// The foot at the end of a leg.
    pub fn foot(&self) -> Foot {
        let (along, low) = (self.tip, self.lower());
        let sideways = -low.cross(self.bend_across(low));
        let across = perpendicular(sideways, along).unwrap_or_else(|| along.any_orthonormal_vector());
        let up = along.cross(across);
        let from_ankle = |(ahead, down): (f32, f32)| self.end + ahead * along - down * up;
        let ball = from_ankle(BALL);
        let (sin, cos) = self.toes.to_radians().sin_cos();
        let toes = cos * along + sin * up;
        Foot { heel: from_ankle(HEEL), ball, toe_end: ball + TOES * toes, along, up, across, toes }
    }

    /// The middle of the grip of the hand at the end of an arm.
    pub fn grip(&self) -> Vec3 {
        self.end + GRIP * self.tip
    }

    /// The ends of the fingers of the hand at the end of an arm.
    pub fn finger_end(&self) -> Vec3 {
        self.end + FINGERS * self.tip
    }
}

impl BodyPart {
    /// A point of its frame, in the world.
    pub fn point(&self, point: Vec3) -> Vec3 {
        self.at + self.axes * point
    }
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

    /// A frame that points can be given in.
    pub fn frame(&self, frame: Frame) -> BodyPart {
        match frame {
            Frame::World => BodyPart { at: Vec3::ZERO, axes: Mat3::IDENTITY },
            Frame::Pelvis => self.pelvis,
            Frame::Chest => self.chest,
            Frame::Head => self.head,
            Frame::Joint(joint, side) => BodyPart { at: self.joint(joint, side), axes: Mat3::IDENTITY },
            Frame::Bone(bone, side) => self.bone(bone, side),
        }
    }

    /// An anchor's point in the world.
    pub fn anchor(&self, anchor: &Anchor) -> Vec3 {
        self.frame(anchor.rel).point(Vec3::from(anchor.p))
    }

    /// A joint or the end of a limb.
    pub fn joint(&self, joint: Joint, side: LimbSide) -> Vec3 {
        let (leg, arm) = (self.limb(LimbName::leg(side)), self.limb(LimbName::arm(side)));
        match joint {
            Joint::Hip => leg.root,
            Joint::Knee => leg.mid,
            Joint::Ankle => leg.end,
            Joint::Toe => leg.foot().toe_end,
            Joint::Shoulder => arm.root,
            Joint::Elbow => arm.mid,
            Joint::Wrist => arm.end,
            Joint::Hand => arm.grip(),
        }
    }

    /// A bone: at its upper end; axes (columns) to its front, along it away from the body, and outward for legs but
    /// inward for arms. The front is where the knee bends to, and where the elbow does not.
    pub fn bone(&self, bone: Bone, side: LimbSide) -> BodyPart {
        let (leg, arm) = (self.limb(LimbName::leg(side)), self.limb(LimbName::arm(side)));
        let (limb, at, along, front_sign) = match bone {
            Bone::Thigh => (leg, leg.root, leg.upper(), 1.0),
            Bone::Shin => (leg, leg.mid, leg.lower(), 1.0),
            Bone::UpperArm => (arm, arm.root, arm.upper(), -1.0),
            Bone::Forearm => (arm, arm.mid, arm.lower(), -1.0),
        };
        let bend = limb.bend_across(along);
        let outward = side.sign() * along.cross(bend);
        BodyPart { at, axes: Mat3::from_cols(front_sign * bend, along, outward) }
    }
}
