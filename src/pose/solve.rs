//! From the keyframes of a figure to the mannequin at one moment.

use std::f32::consts::TAU;

use glam::Vec3;

use super::blend::{Mix, Mixed};
use super::body::{Body, SolvedLimb};
use super::skeleton::{Bones, HIP, SHOULDER, perpendicular, sided};
use super::timing::{Moment, key_moments};
use super::trunk::Trunk;
use crate::domain::figure::{Anchor, Figure, Frame, Goal, Hand, Limb, LimbName, Mark, Piece, PropShape, Xyz};

/// The shoulder girdle follows the hand: so much forward, up and inward for a hand straight ahead or straight up.
const GIRDLE: Vec3 = Vec3::new(0.014, 0.030, -0.012);
const PIECES: [Piece; 6] = [Piece::LegR, Piece::LegL, Piece::ArmR, Piece::ArmL, Piece::Head, Piece::Torso];

/// The mannequin of a figure at a moment, in seconds from the beginning of its loop; any number of loops may have
/// passed. Any numbers of the figure give a body whose bones have their lengths: what is out of reach is not reached.
pub fn solve(figure: &Figure, secs: f32) -> Body {
    let moment = Moment::of(figure, secs);
    let mix = Mix::of(figure, moment);
    let Trunk { pelvis, spine, sections, chest, neck, head } = Trunk::of(&mix);
    let mut body = Body {
        pelvis,
        spine,
        sections,
        chest,
        neck,
        head,
        limbs: [SolvedLimb::hanging(Vec3::ZERO); 4],
        inhale: mix.number(|key| key.inhale).clamp(0.0, 1.0),
        breath: figure.breath.0 * (TAU * secs / figure.breath.1.max(0.1)).sin(),
        glow: mix.number(|key| key.glow).clamp(0.0, 1.0),
        order: order(figure, &mix),
        props: Vec::new(),
        arrows: Vec::new(),
        marks: Vec::new(),
    };
    solve_limbs(&mut body, &mix);
    body.props = figure.props.iter().map(|prop| prop_points(&body, &mix, &prop.shape)).collect();
    body.arrows = figure.arrows.iter().map(|arrow| arrow.pts.map(|anchor| body.anchor(&anchor))).collect();
    body.marks = figure.marks.iter().map(|mark| mark_points(&body, mark)).collect();
    body
}

/// The most telling moment of a figure, in seconds: of the key that differs most from the first, and where something is
/// measured, of the last.
pub fn poster(figure: &Figure) -> f32 {
    let moments = key_moments(figure);
    let first = moments.first().copied().unwrap_or_default();
    if !figure.marks.is_empty() {
        return moments.last().copied().unwrap_or_default();
    }
    let start = solve(figure, first);
    let (_, most_telling) = moments.into_iter().fold((0.0, first), |most, secs| {
        let difference = difference(&start, &solve(figure, secs));
        if difference > most.0 { (difference, secs) } else { most }
    });
    most_telling
}

/// How far apart two poses are: the sum of the squared distances of head, neck and joints.
fn difference(a: &Body, b: &Body) -> f32 {
    let points = |body: &Body| {
        let limbs = body.limbs.map(|limb| [limb.mid, limb.end, limb.end + limb.tip * 0.1]);
        [limbs.as_flattened(), &[body.pelvis.at, body.chest.at, body.head.at, body.head.point(Vec3::X * 0.1)]].concat()
    };
    points(a).iter().zip(points(b)).map(|(a, b)| a.distance_squared(b)).sum()
}

impl SolvedLimb {
    /// A limb before it is solved.
    fn hanging(root: Vec3) -> Self {
        Self {
            root,
            mid: root + Vec3::NEG_Y,
            end: root + 2.0 * Vec3::NEG_Y,
            bend: Vec3::X,
            tip: Vec3::NEG_Y,
            toes: 0.0,
            arch: 0.0,
            hand: Hand::Open,
        }
    }
}

/// Solves each limb after those that its frame names, else in the order of [`LimbName`]. Limbs that name each other in a
/// circle find the others hanging.
fn solve_limbs(body: &mut Body, mix: &Mix) {
    for name in LimbName::ALL {
        body.limbs[name as usize] = SolvedLimb::hanging(root(body, name));
    }
    let mut is_solved = [false; 4];
    for _ in LimbName::ALL {
        let is_open = |name: &LimbName| !is_solved[*name as usize];
        let is_ready = |name: &LimbName| {
            let (from, to, _) = mix.limb(*name);
            [from.rel, to.rel].iter().filter_map(|frame| frame.limb()).all(|other| other == *name || !is_open(&other))
        };
        let mut open = LimbName::ALL.into_iter().filter(is_open);
        let Some(name) = open.clone().find(is_ready).or_else(|| open.next()) else { return };
        body.limbs[name as usize] = solve_limb(body, mix, name);
        is_solved[name as usize] = true;
    }
}

/// The hip joint, or the shoulder joint of a hanging arm.
fn root(body: &Body, name: LimbName) -> Vec3 {
    let sign = name.side().sign();
    if name.is_leg() { body.pelvis.point(sided(HIP, sign)) } else { body.chest.point(sided(SHOULDER, sign)) }
}

fn solve_limb(body: &Body, mix: &Mix, name: LimbName) -> SolvedLimb {
    let goal = mix.goal(name);
    let target = |root: Vec3| goal.resolve(|goal, frame| target(body, name, root, goal, frame));
    let mut root = root(body, name);
    if !name.is_leg() {
        let shoulder = Vec3::new(mix.number(|key| key.shoulder.0), mix.number(|key| key.shoulder.1), 0.0);
        root += body.chest.axes * shoulder;
        let toward = body.chest.axes.transpose() * (target(root) - root).normalize_or_zero();
        let up = toward.y.max(0.0);
        root += body.chest.axes * sided(GIRDLE * Vec3::new(toward.x, up, up), name.side().sign());
    }
    let (from, to, way) = mix.limb(name);
    let pole = pole(body, name, from).lerp(pole(body, name, to), way);
    let straight = SolvedLimb {
        toes: from.toes + (to.toes - from.toes) * way,
        arch: from.arch + (to.arch - from.arch) * way,
        hand: mix.nearer().limb(name).hand,
        ..SolvedLimb::hanging(root)
    };
    let bent = bent(straight, Bones::of(name), target(root), pole, fallback_pole(body, name));
    let usual = usual_tip(&bent, name);
    // Each is made a unit vector before they are mixed, so that neither counts for more.
    let in_world = |tip: Xyz, frame: Frame| (body.frame(frame).axes * Vec3::from(tip)).try_normalize();
    let tip = |limb: &Limb| limb.tip.and_then(|tip| in_world(tip, limb.tip_rel)).unwrap_or(usual);
    SolvedLimb { tip: tip(from).lerp(tip(to), way).try_normalize().unwrap_or(usual), ..bent }
}

/// Where the ankle or wrist is to be, in the world.
fn target(body: &Body, name: LimbName, root: Vec3, goal: Goal, frame: Frame) -> Vec3 {
    match goal {
        Goal::At(x, y, z) => body.frame(frame).point(Vec3::new(x, y, z)),
        Goal::Angles(swing, out, bend) => {
            let (sin, cos) = swing.to_radians().sin_cos();
            let (sin_out, cos_out) = out.to_radians().sin_cos();
            let direction = Vec3::new(sin * cos_out, -cos * cos_out, name.side().sign() * sin_out);
            root + body.frame(frame).axes * direction * Bones::of(name).reach(bend)
        }
    }
}

/// The direction in the world to which a limb's joint is to bend.
fn pole(body: &Body, name: LimbName, limb: &Limb) -> Vec3 {
    let usual = || {
        let sign = name.side().sign();
        if name.is_leg() {
            body.pelvis.axes * Vec3::new(1.0, 0.0, sign * 0.12)
        } else {
            body.chest.axes * Vec3::new(-0.7, -0.5, sign * 0.5)
        }
    };
    limb.pole.map_or_else(usual, Vec3::from)
}

/// Where the joint bends to when the pole lies along the limb.
fn fallback_pole(body: &Body, name: LimbName) -> Vec3 {
    if name.is_leg() { body.pelvis.axes.x_axis } else { name.side().sign() * body.chest.axes.z_axis }
}

/// The limb bent so that its end is at the target, or as near to it as its bones reach: the triangle of both bones and
/// the distance, turned about the line from root to target until the joint points to the pole.
fn bent(limb: SolvedLimb, bones: Bones, target: Vec3, pole: Vec3, fallback: Vec3) -> SolvedLimb {
    let Bones { upper, lower } = bones;
    let axis = (target - limb.root).normalize_or(Vec3::NEG_Y);
    let (nearest, furthest) = bones.distances().into_inner();
    let distance = target.distance(limb.root).clamp(nearest, furthest);
    let along = (upper * upper - lower * lower + distance * distance) / (2.0 * distance);
    let aside = (upper * upper - along * along).max(0.0).sqrt();
    let bend = perpendicular(pole, axis)
        .or_else(|| perpendicular(fallback, axis))
        .unwrap_or_else(|| axis.any_orthonormal_vector());
    SolvedLimb { mid: limb.root + along * axis + aside * bend, end: limb.root + distance * axis, bend, ..limb }
}

/// Hands continue the forearm; feet are at a right angle to the shin, a little pointed.
fn usual_tip(limb: &SolvedLimb, name: LimbName) -> Vec3 {
    let low = limb.lower();
    if name.is_leg() { (0.97 * limb.bend_across(low) + 0.16 * low).normalize_or(low) } else { low }
}

fn order(figure: &Figure, mix: &Mix) -> [f32; 6] {
    let near = &mix.nearer().order;
    PIECES.map(|piece| [&figure.order, near].iter().filter_map(|order| order.get(&piece)).sum())
}

fn prop_points(body: &Body, mix: &Mix, shape: &PropShape) -> Vec<Vec3> {
    let point = |value: Vec3, frame: Frame| body.frame(frame).point(value);
    let moving = |anchors: &[Anchor]| mix.anchor(anchors).map(|mixed: Mixed<Vec3>| mixed.resolve(point));
    match shape {
        PropShape::Box { at, min: _, max: _ }
        | PropShape::Ball { at, r: _ }
        | PropShape::Roller { at, axis: _, r: _, len: _ } => moving(at).into_iter().collect(),
        PropShape::Line { pts, r: _, extend: _ } => pts.iter().map(|anchor| body.anchor(anchor)).collect(),
        PropShape::Gun { hand, aim } => std::iter::once(body.anchor(hand)).chain(moving(aim)).collect(),
        PropShape::Phone { at, along, face } => {
            let direction = |axis: Xyz| (body.frame(at.rel).axes * Vec3::from(axis)).normalize_or(Vec3::Y);
            vec![body.anchor(at), direction(*along), direction(*face)]
        }
        PropShape::Tape { from, to } => vec![body.anchor(from), body.anchor(to)],
    }
}

fn mark_points(body: &Body, mark: &Mark) -> Vec<Vec3> {
    match mark {
        Mark::Angle { at, from, to, r: _ } => [at, from, to].map(|anchor| body.anchor(anchor)).to_vec(),
        Mark::Length { from, to } | Mark::Guide { from, to } => [from, to].map(|anchor| body.anchor(anchor)).to_vec(),
    }
}
