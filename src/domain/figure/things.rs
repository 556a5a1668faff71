//! What is around the body of a figure, and what is pointed out and measured on it.

use serde::{Deserialize, Serialize};

use super::{Frame, Xyz, is_default, is_same};

/// A point of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The frame.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rel: Frame,
    /// The point in it.
    pub p: Xyz,
}

/// A thing around the body. Where a list of anchors has one, it rests there; else there is one for each key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prop {
    /// What it is.
    pub shape: PropShape,
    /// Added to its depth: -9 behind all, 9 before all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub layer: f32,
    /// Its tone, where it is not the usual one of its shape.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tone: Option<Tone>,
}

/// The shapes of things.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PropShape {
    /// Walls, chairs, benches, steps and pads: corners in the world, or around anchors.
    Box {
        /// The least corner.
        min: Xyz,
        /// The greatest corner.
        max: Xyz,
        /// What the corners are relative to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        at: Vec<Anchor>,
    },
    /// A ball.
    Ball {
        /// Its middle.
        at: Vec<Anchor>,
        /// Its radius.
        r: f32,
    },
    /// A foam roller.
    Roller {
        /// Its middle.
        at: Vec<Anchor>,
        /// The direction of its axis.
        axis: Xyz,
        /// Its radius.
        r: f32,
        /// Its length.
        len: f32,
    },
    /// A stick, strap, band, post or bar: round-ended pieces between anchors.
    Line {
        /// Its points, in order.
        pts: Vec<Anchor>,
        /// Half its width.
        r: f32,
        /// How much longer it is at both ends.
        #[serde(default, skip_serializing_if = "is_default")]
        extend: f32,
    },
    /// A massage gun.
    Gun {
        /// Where it is held.
        hand: Anchor,
        /// What it is held against.
        aim: Vec<Anchor>,
    },
    /// A phone, as an inclinometer lies: 0.085 long, 0.042 wide, 0.006 thick.
    Phone {
        /// Its middle.
        at: Anchor,
        /// The direction of its long edge, in the frame of `at`.
        along: Xyz,
        /// The direction its screen faces, in the frame of `at`.
        face: Xyz,
    },
    /// A tape measure, pulled from one point to the other.
    Tape {
        /// Its zero.
        from: Anchor,
        /// Where it is read.
        to: Anchor,
    },
}

/// Tones that props are painted in; the theme has their colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    /// Walls and furniture.
    Prop,
    /// The same, in the shade or further back.
    Prop2,
    /// Posts and bars.
    Prop3,
    /// Tools.
    Accent,
    /// Tools, in the shade.
    Accent2,
}

/// A curved arrow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrow {
    /// The three points of a quadratic curve.
    pub pts: [Anchor; 3],
    /// Half its width.
    #[serde(default = "Arrow::usual_width", skip_serializing_if = "Arrow::is_usual_width")]
    pub w: f32,
    /// Seconds in which it pulses once.
    #[serde(default = "Arrow::usual_period", skip_serializing_if = "Arrow::is_usual_period")]
    pub period: f32,
}

/// What is measured, drawn over the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Mark {
    /// The angle at a point between the directions to two others: both arms, and an arc between them.
    Angle {
        /// The corner.
        at: Anchor,
        /// Where one arm ends.
        from: Anchor,
        /// Where the other ends.
        to: Anchor,
        /// The radius of the arc.
        r: f32,
    },
    /// The distance between two points: a line with an end stroke at each.
    Length {
        /// From here.
        from: Anchor,
        /// To here.
        to: Anchor,
    },
    /// A line to be kept in mind, such as the vertical: broken, without ends.
    Guide {
        /// From here.
        from: Anchor,
        /// To here.
        to: Anchor,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
impl Arrow {
    fn usual_width() -> f32 {
        0.0055
    }

    fn is_usual_width(width: &f32) -> bool {
        is_same(*width, Self::usual_width())
    }

    fn usual_period() -> f32 {
        2.0
    }

    fn is_usual_period(period: &f32) -> bool {
        is_same(*period, Self::usual_period())
    }
}
