//! Numbers between keys.

use std::collections::BTreeMap;

use glam::Vec3;

use super::timing::Moment;
use crate::domain::figure::{Anchor, Ease, Figure, Frame, Goal, Hand, Key, Limb, LimbName, Xyz};

/// What a moment is mixed from: four keys along the loop, and the share of each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mix<'a> {
    keys: [&'a Key; 4],
    moment: Moment,
    shares: [f32; 4],
}

/// A point in a frame, or two of them in different frames, to be mixed in the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mixed<T> {
    One(T, Frame),
    Two { from: (T, Frame), to: (T, Frame), way: f32 },
}

const HANGING: Limb = Limb {
    to: Goal::Angles(0.0, 0.0, 0.0),
    rel: Frame::World,
    pole: None,
    tip: None,
    tip_rel: Frame::World,
    toes: 0.0,
    arch: 0.0,
    hand: Hand::Open,
};

static STANDING: Key = Key {
    travel: 0.0,
    hold: 0.0,
    pelvis: [0.0, 0.5245, 0.0],
    pelvis_rot: [0.0; 3],
    chest_rot: [0.0; 3],
    head_rot: [0.0; 3],
    neck_rot: None,
    s_curve: 0.0,
    shoulder: (0.0, 0.0),
    inhale: 0.0,
    glow: 1.0,
    leg_r: HANGING,
    leg_l: HANGING,
    arm_r: HANGING,
    arm_l: HANGING,
    order: BTreeMap::new(),
};

/// The share of each of four keys: of a curve through all of them, or of the straight line between the inner two.
fn shares(ease: Ease, way: f32) -> [f32; 4] {
    match ease {
        Ease::InOut => straight(way),
        // Catmull–Rom.
        Ease::Flow => {
            let (square, cube) = (way * way, way * way * way);
            [
                0.5 * (-way + 2.0 * square - cube),
                0.5 * (2.0 - 5.0 * square + 3.0 * cube),
                0.5 * (way + 4.0 * square - 3.0 * cube),
                0.5 * (cube - square),
            ]
        }
    }
}

fn straight(way: f32) -> [f32; 4] {
    [0.0, 1.0 - way, way, 0.0]
}

fn weighted(values: [Vec3; 4], shares: [f32; 4]) -> Vec3 {
    values.iter().zip(shares).map(|(value, share)| *value * share).sum()
}

impl<'a> Mix<'a> {
    /// A figure without keys stands.
    pub fn of(figure: &'a Figure, moment: Moment) -> Self {
        let keys = moment.keys.map(|index| figure.keys.get(index).unwrap_or(&STANDING));
        Self { keys, moment, shares: shares(figure.ease, moment.way) }
    }

    pub fn number(&self, of: impl Fn(&Key) -> f32) -> f32 {
        self.keys.iter().zip(self.shares).map(|(key, share)| of(key) * share).sum()
    }

    pub fn point(&self, of: impl Fn(&Key) -> Xyz) -> Vec3 {
        weighted(self.keys.map(|key| Vec3::from(of(key))), self.shares)
    }

    /// The key nearer in time.
    pub fn nearer(&self) -> &'a Key {
        if self.moment.way < 0.5 { self.keys[1] } else { self.keys[2] }
    }

    /// The limb in the keys on both sides, and the way between them.
    pub fn limb(&self, name: LimbName) -> (&'a Limb, &'a Limb, f32) {
        (self.keys[1].limb(name), self.keys[2].limb(name), self.moment.way)
    }

    /// Where a limb is to go.
    pub fn goal(&self, name: LimbName) -> Mixed<Goal> {
        let limbs = self.keys.map(|key| key.limb(name));
        let is_alike =
            |a: &Limb, b: &Limb| a.rel == b.rel && std::mem::discriminant(&a.to) == std::mem::discriminant(&b.to);
        let [before, from, to, after] = limbs;
        if !is_alike(from, to) {
            return Mixed::Two { from: (from.to, from.rel), to: (to.to, to.rel), way: self.moment.way };
        }
        let is_alike_throughout = is_alike(before, from) && is_alike(to, after);
        let shares = if is_alike_throughout { self.shares } else { straight(self.moment.way) };
        let numbers = |limb: &Limb| match limb.to {
            Goal::At(x, y, z) | Goal::Angles(x, y, z) => Vec3::new(x, y, z),
        };
        let [x, y, z] = weighted(limbs.map(numbers), shares).to_array();
        let goal = match from.to {
            Goal::At(..) => Goal::At(x, y, z),
            Goal::Angles(..) => Goal::Angles(x, y, z),
        };
        Mixed::One(goal, from.rel)
    }

    /// Where a thing is that rests at its only anchor, or has one for each key. None where it has none.
    pub fn anchor(&self, anchors: &[Anchor]) -> Option<Mixed<Vec3>> {
        if let [only] = anchors {
            return Some(Mixed::One(Vec3::from(only.p), only.rel));
        }
        let last = anchors.len().checked_sub(1)?;
        let each = self.moment.keys.map(|index| anchors[index.min(last)]);
        let [before, from, to, after] = each;
        if from.rel != to.rel {
            let anchor = |anchor: Anchor| (Vec3::from(anchor.p), anchor.rel);
            return Some(Mixed::Two { from: anchor(from), to: anchor(to), way: self.moment.way });
        }
        let is_alike_throughout = before.rel == from.rel && to.rel == after.rel;
        let shares = if is_alike_throughout { self.shares } else { straight(self.moment.way) };
        Some(Mixed::One(weighted(each.map(|anchor| Vec3::from(anchor.p)), shares), from.rel))
    }
}

impl<T: Copy> Mixed<T> {
    /// The point in the world, from what it is in each frame.
    pub fn resolve(self, point: impl Fn(T, Frame) -> Vec3) -> Vec3 {
        match self {
            Self::One(value, frame) => point(value, frame),
            Self::Two { from, to, way } => point(from.0, from.1).lerp(point(to.0, to.1), way),
        }
    }
}
