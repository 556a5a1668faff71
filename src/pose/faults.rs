//! What a body cannot do, found in a figure: so that whoever draws one sees it at once.

use std::collections::BTreeMap;
use std::fmt;

use glam::Vec3;

use super::body::Body;
use super::flesh::lowest;
use super::skeleton::{Bones, HEAD, NECK, SPINE};
use super::solve::solve;
use super::timing::{key_moments, period, ways};
use crate::domain::figure::{Bone, Figure, Frame, Goal, Joint, Key, Limb, LimbName, LimbSide};

/// At how many moments, spread evenly over the loop, a figure is looked at; besides those of its keys.
const MOMENTS: u16 = 40;
/// At how many moments each way between two keys is looked at.
const ON_THE_WAY: u8 = 12;
/// The time of one picture, in seconds.
const FRAME_SECS: f32 = 1.0 / 60.0;
/// How many parts of a frame are looked at where something moves, and how far it moves in a frame before it counts.
const PARTS: u8 = 8;
const MOVES: f32 = 0.004;
/// No movement of the figures is faster, in body heights per second.
const FASTEST: f32 = 2.0;
/// Goals nearer to each other are one place.
const SAME_PLACE: f32 = 0.001;
/// The ball of a foot that is not higher stands on the floor.
const STANDING_BALL: f32 = 0.022;

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It has no place: numbers of the figure are not finite.
    Placeless,
    /// Its limb stands in a frame that depends on itself.
    Circular,
    /// A bone has not its length.
    Stretches,
    /// It is below the floor.
    Sinks,
    /// It moves though it is planted.
    Slides,
    /// It is faster than anything a person does here.
    Rushes,
    /// It is elsewhere from one moment to the next.
    Jumps,
    /// It is elsewhere when the loop begins anew.
    Opens,
}

/// Something about a figure that a body cannot do. Its text says it in full.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PoseFault {
    /// What is wrong.
    pub fault: Fault,
    /// With which part: a joint (`Toe` is the foot, `Hand` the hand), a bone, the head,
    /// the torso (`Chest`) or the pelvis.
    pub what: Frame,
    /// When it is worst, in seconds from the beginning of the loop.
    pub secs: f32,
    /// By how much, in body heights; a stretched bone by a share of its length. The speed of what rushes, in body heights
    /// a second.
    pub by: f32,
}

impl Fault {
    /// What passes as none, in the unit of [`PoseFault::by`].
    ///
    /// Flesh gives way on the floor; what the built-in figures show leaves a gap between 0.011 and 0.015.
    const fn allowed(self) -> f32 {
        match self {
            Self::Placeless | Self::Circular => 0.0,
            Self::Stretches | Self::Slides => 0.010,
            Self::Sinks => 0.012,
            Self::Rushes => FASTEST,
            Self::Jumps => MOVES / 2.0,
            Self::Opens => SAME_PLACE,
        }
    }
}

impl PoseFault {
    /// The part that is wrong, in words: "the right foot".
    pub fn part(&self) -> String {
        words(self.what)
    }
}

impl fmt::Display for PoseFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { fault, what: _, secs, by } = *self;
        let what = self.part();
        match fault {
            Fault::Placeless => write!(f, "{what} has no place at {secs:.2} s: a number is not finite"),
            Fault::Circular => write!(f, "{what} is placed by what depends on itself"),
            Fault::Stretches => write!(f, "{what} is {:.1} % off its length at {secs:.2} s", by * 100.0),
            Fault::Sinks => write!(f, "{what} is {by:.3} below the floor at {secs:.2} s"),
            Fault::Slides => write!(f, "{what} slides by {by:.3} until {secs:.2} s, though it is planted"),
            Fault::Rushes => write!(f, "{what} moves {by:.1} body heights a second at {secs:.2} s"),
            Fault::Jumps => write!(f, "{what} jumps by {by:.3} at {secs:.2} s"),
            Fault::Opens => write!(f, "{what} is {by:.3} elsewhere when the loop begins anew"),
        }
    }
}

/// What is wrong with a figure, at most once for each fault and part of the body, where it is worst:
///
/// - joints without a place, after which nothing else is looked for;
/// - limbs whose frames need each other to be known;
/// - bones more than 1 % off their length;
/// - limbs, head or torso whose outline is more than 0.012 below the floor;
/// - planted hands and feet that slide 0.01 or more. On the way between two successive keys a hand or foot is planted if
///   its goal is one place of the world in both, on the floor, a step or a wall; and the ball of a foot if it stands on
///   the floor in both within 0.01. Limbs among the figure's `slides` are left out;
/// - joints that from one frame to the next move faster than 2 body heights a second;
/// - joints of whose movement in a frame more than half happens within an eighth of it: a leap, not speed;
/// - joints that are elsewhere when the loop begins anew.
pub fn faults(figure: &Figure) -> Vec<PoseFault> {
    let mut found = Found::default();
    for name in circular(figure) {
        found.note(Fault::Circular, end_of(name), 0.0, f32::INFINITY);
    }
    let period = period(figure);
    let spread = (0..MOMENTS).map(|index| period * f32::from(index) / f32::from(MOMENTS));
    for secs in spread.chain(key_moments(figure)) {
        let body = solve(figure, secs);
        found.look_at(&body, secs);
        if found.is_placeless() {
            return found.into_list();
        }
        for ((what, is), (_, again)) in points(&body).into_iter().zip(points(&solve(figure, secs + period))) {
            found.note(Fault::Opens, what, secs, is.distance(again));
        }
    }
    find_slides(figure, &mut found);
    find_jumps(figure, &mut found);
    found.into_list()
}

/// The worst of each fault.
#[derive(Debug, Default)]
struct Found {
    worst: BTreeMap<(Fault, Frame), PoseFault>,
}

impl Found {
    fn note(&mut self, fault: Fault, what: Frame, secs: f32, by: f32) {
        let is_worse = |than: f32| by.is_nan() || by > than;
        if is_worse(self.worst.get(&(fault, what)).map_or(fault.allowed(), |worst| worst.by)) {
            self.worst.insert((fault, what), PoseFault { fault, what, secs, by });
        }
    }

    fn look_at(&mut self, body: &Body, secs: f32) {
        for (what, point) in points(body) {
            if !point.is_finite() {
                self.note(Fault::Placeless, what, secs, f32::INFINITY);
            }
        }
        if self.is_placeless() {
            return;
        }
        for (what, length, right) in lengths(body) {
            self.note(Fault::Stretches, what, secs, (length / right - 1.0).abs());
        }
        for (what, height) in lowest(body) {
            self.note(Fault::Sinks, what, secs, -height);
        }
    }

    fn is_placeless(&self) -> bool {
        self.worst.keys().any(|(fault, _)| *fault == Fault::Placeless)
    }

    fn into_list(self) -> Vec<PoseFault> {
        self.worst.into_values().collect()
    }
}

fn find_slides(figure: &Figure, found: &mut Found) {
    for (way, keys) in ways(figure) {
        let [Some(from), Some(to)] = keys.map(|index| figure.keys.get(index)) else { continue };
        let moment = |step: u8| {
            // Just before its end, which is the next key's already.
            way.start + (way.end - way.start) * 0.999 * f32::from(step) / f32::from(ON_THE_WAY)
        };
        let bodies: Vec<(f32, Body)> =
            (0..=ON_THE_WAY).map(|step| (moment(step), solve(figure, moment(step)))).collect();
        let [(_, start), .., (_, end)] = bodies.as_slice() else { continue };
        for name in LimbName::ALL.into_iter().filter(|name| !figure.slides.contains(name)) {
            let mut must_stay = |point: fn(&Body, LimbName) -> Vec3| {
                for (secs, body) in &bodies {
                    found.note(Fault::Slides, end_of(name), *secs, point(body, name).distance(point(start, name)));
                }
            };
            if is_planted(from, to, name) {
                must_stay(|body, name| body.limb(name).end);
            }
            let balls = [start, end].map(|body| ball(body, name));
            let stands = name.is_leg() && balls.iter().all(|ball| ball.y <= STANDING_BALL);
            if stands && balls[0].distance(balls[1]) <= Fault::Slides.allowed() {
                must_stay(ball);
            }
        }
    }
}

fn is_planted(from: &Key, to: &Key, name: LimbName) -> bool {
    let place = |key: &Key| match key.limb(name) {
        Limb { to: Goal::At(x, y, z), rel: Frame::World, .. } => Some(Vec3::new(*x, *y, *z)),
        _ => None,
    };
    matches!((place(from), place(to)), (Some(from), Some(to)) if from.distance(to) <= SAME_PLACE)
}

fn ball(body: &Body, name: LimbName) -> Vec3 {
    body.limb(name).foot().ball
}

fn find_jumps(figure: &Figure, found: &mut Found) {
    let at = |secs: f32| points(&solve(figure, secs));
    let frames = (period(figure) / FRAME_SECS).ceil() as u32;
    let mut before = at(0.0);
    for frame in 0..frames {
        let start = frame as f32 * FRAME_SECS;
        let after = at(start + FRAME_SECS);
        let movement = |index: usize| before[index].1.distance(after[index].1);
        let moving = || (0..after.len()).filter(|index| movement(*index) > MOVES);
        for index in moving() {
            found.note(Fault::Rushes, after[index].0, start, movement(index) / FRAME_SECS);
        }
        if moving().next().is_some() {
            let part_secs = FRAME_SECS / f32::from(PARTS);
            let mut last = before;
            for part in 1..=PARTS {
                let next = at(start + f32::from(part) * part_secs);
                for index in moving() {
                    let leap = last[index].1.distance(next[index].1);
                    if leap > movement(index) / 2.0 {
                        found.note(Fault::Jumps, after[index].0, start, leap);
                    }
                }
                last = next;
            }
        }
        before = after;
    }
}

/// The limbs that are placed by themselves, directly or by way of others.
fn circular(figure: &Figure) -> impl Iterator<Item = LimbName> {
    let needs = |limb: LimbName| figure.keys.iter().filter_map(move |key| key.limb(limb).rel.limb());
    LimbName::ALL.into_iter().filter(move |limb| {
        let mut reached = [false; 4];
        let mut open = vec![*limb];
        while let Some(next) = open.pop() {
            for other in needs(next) {
                if !std::mem::replace(&mut reached[other as usize], true) {
                    open.push(other);
                }
            }
        }
        reached[*limb as usize]
    })
}

/// The joints, and the origins of the other parts.
fn points(body: &Body) -> [(Frame, Vec3); 19] {
    use Joint::{Ankle, Elbow, Hand, Hip, Knee, Shoulder, Toe, Wrist};
    use LimbSide::{L, R};
    const FRAMES: [Frame; 19] = [
        Frame::Pelvis,
        Frame::Chest,
        Frame::Head,
        Frame::Joint(Hip, R),
        Frame::Joint(Hip, L),
        Frame::Joint(Knee, R),
        Frame::Joint(Knee, L),
        Frame::Joint(Ankle, R),
        Frame::Joint(Ankle, L),
        Frame::Joint(Toe, R),
        Frame::Joint(Toe, L),
        Frame::Joint(Shoulder, R),
        Frame::Joint(Shoulder, L),
        Frame::Joint(Elbow, R),
        Frame::Joint(Elbow, L),
        Frame::Joint(Wrist, R),
        Frame::Joint(Wrist, L),
        Frame::Joint(Hand, R),
        Frame::Joint(Hand, L),
    ];
    FRAMES.map(|frame| (frame, body.frame(frame).at))
}

/// The length of each bone, and what it should be; the spine counts as the chest's, the neck as the head's.
fn lengths(body: &Body) -> impl Iterator<Item = (Frame, f32, f32)> {
    let limbs = LimbName::ALL.into_iter().flat_map(|name| {
        let (limb, Bones { upper, lower }) = (body.limb(name), Bones::of(name));
        let [upper_bone, lower_bone] =
            if name.is_leg() { [Bone::Thigh, Bone::Shin] } else { [Bone::UpperArm, Bone::Forearm] };
        [
            (Frame::Bone(upper_bone, name.side()), limb.root.distance(limb.mid), upper),
            (Frame::Bone(lower_bone, name.side()), limb.mid.distance(limb.end), lower),
        ]
    });
    let spine: f32 = body.spine.windows(2).map(|piece| piece[0].distance(piece[1])).sum();
    let neck_top = body.head.at - body.head.axes * HEAD;
    limbs.chain([(Frame::Chest, spine, SPINE), (Frame::Head, neck_top.distance(body.neck.at), NECK)])
}

/// The foot or hand of a limb.
fn end_of(name: LimbName) -> Frame {
    Frame::Joint(if name.is_leg() { Joint::Toe } else { Joint::Hand }, name.side())
}

fn words(what: Frame) -> String {
    let (side, part) = match what {
        Frame::World => return "the figure".to_owned(),
        Frame::Pelvis => return "the pelvis".to_owned(),
        Frame::Chest => return "the torso".to_owned(),
        Frame::Head => return "the head".to_owned(),
        Frame::Joint(joint, side) => (side, joint_word(joint)),
        Frame::Bone(bone, side) => (side, bone_word(bone)),
    };
    let side = match side {
        LimbSide::R => "right",
        LimbSide::L => "left",
    };
    format!("the {side} {part}")
}

fn joint_word(joint: Joint) -> &'static str {
    match joint {
        Joint::Hip => "hip",
        Joint::Knee => "knee",
        Joint::Ankle => "ankle",
        Joint::Toe => "foot",
        Joint::Shoulder => "shoulder",
        Joint::Elbow => "elbow",
        Joint::Wrist => "wrist",
        Joint::Hand => "hand",
    }
}

fn bone_word(bone: Bone) -> &'static str {
    match bone {
        Bone::Thigh => "thigh",
        Bone::Shin => "lower leg",
        Bone::UpperArm => "upper arm",
        Bone::Forearm => "forearm",
    }
}
