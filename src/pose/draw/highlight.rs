//! Lit parts: spindles on the body, each drawn right after the piece that it lies on.

use std::f32::consts::PI;

use glam::Vec3;

use super::limbs::Flesh;
use super::outline::{Outline, Pen};
use super::torso::{Section, neck, spine_at};
use crate::domain::figure::{Highlight, LimbName, Part, Piece};
use crate::pose::body::{Body, SolvedLimb};

/// The pieces of a spindle, where round outlines are drawn with less detail.
const PIECES: usize = 6;

/// How strongly a part of a limb, or of the torso, is lit where it faces away.
const AWAY_ON_LIMB: f32 = 0.60;
const AWAY_ON_TORSO: f32 = 0.55;

/// A lit part on one side: its shapes, and how strongly it is lit by the way it faces.
pub struct Lit {
    /// The shapes, which touch.
    pub shapes: Vec<Outline>,
    /// 0 to 1.
    pub strength: f32,
}

/// Where a part of a limb lies.
#[derive(Clone, Copy)]
struct OnLimb {
    /// 0 = the upper bone, 1 = the lower.
    bone: usize,
    from: f32,
    to: f32,
    /// How much it faces to the front, and outward.
    faces: [f32; 2],
}

/// Where a part of the torso lies.
#[derive(Clone, Copy)]
struct OnTorso {
    from: f32,
    to: f32,
    /// Before the spine, as a share of the depth there.
    front: f32,
    /// To the side, as a share of the width there; 0 on the midline.
    side: f32,
    radius: f32,
}

#[derive(Clone, Copy)]
enum Place {
    Leg(OnLimb),
    Arm(OnLimb),
    Ankle,
    Foot,
    Torso(OnTorso),
    Neck,
}

const fn on_limb(bone: usize, from: f32, to: f32, front: f32, out: f32) -> OnLimb {
    OnLimb { bone, from, to, faces: [front, out] }
}

const fn on_torso(from: f32, to: f32, front: f32, side: f32, radius: f32) -> Place {
    Place::Torso(OnTorso { from, to, front, side, radius })
}

fn place(part: Part) -> Place {
    match part {
        Part::Quad => Place::Leg(on_limb(0, 0.12, 0.86, 1.0, 0.0)),
        Part::Hamstring => Place::Leg(on_limb(0, 0.14, 0.90, -1.0, 0.0)),
        Part::Adductor => Place::Leg(on_limb(0, 0.04, 0.74, 0.0, -1.0)),
        Part::Tfl => Place::Leg(on_limb(0, -0.12, 0.26, 0.35, 1.0)),
        Part::OuterThigh => Place::Leg(on_limb(0, 0.20, 0.88, 0.2, 1.0)),
        Part::Glute => Place::Leg(on_limb(0, -0.20, 0.16, -1.0, 0.25)),
        Part::HipRotators => Place::Leg(on_limb(0, -0.16, 0.18, -0.5, 0.8)),
        Part::HipFlexor => Place::Leg(on_limb(0, -0.14, 0.22, 1.0, 0.0)),
        Part::Knee => Place::Leg(on_limb(0, 0.94, 1.06, 0.6, 0.0)),
        Part::Calf => Place::Leg(on_limb(1, 0.04, 0.58, -1.0, 0.0)),
        Part::Soleus => Place::Leg(on_limb(1, 0.42, 0.88, -1.0, 0.0)),
        Part::Shin => Place::Leg(on_limb(1, 0.10, 0.74, 1.0, 0.3)),
        Part::Ankle => Place::Ankle,
        Part::Foot => Place::Foot,
        Part::ShoulderFront => Place::Arm(on_limb(0, -0.04, 0.34, 1.0, 0.2)),
        Part::ShoulderRear => Place::Arm(on_limb(0, -0.06, 0.32, -1.0, 0.2)),
        Part::Biceps => Place::Arm(on_limb(0, 0.26, 0.90, 1.0, 0.0)),
        Part::Triceps => Place::Arm(on_limb(0, 0.22, 0.92, -1.0, 0.0)),
        Part::ForearmFlexors => Place::Arm(on_limb(1, 0.05, 0.72, 1.0, 0.0)),
        Part::ForearmExtensors => Place::Arm(on_limb(1, 0.05, 0.72, -1.0, 0.0)),
        Part::Wrist => Place::Arm(on_limb(1, 0.88, 1.10, 0.0, 0.0)),
        Part::ThoracicSpine => on_torso(0.52, 0.93, -0.62, 0.0, 0.021),
        Part::LowBack => on_torso(0.10, 0.46, -0.62, 0.0, 0.021),
        Part::Abs => on_torso(0.18, 0.62, 0.60, 0.0, 0.021),
        Part::Obliques => on_torso(0.22, 0.60, 0.05, 0.62, 0.024),
        Part::Pec => on_torso(0.70, 0.90, 0.55, 0.45, 0.026),
        Part::Lat => on_torso(0.42, 0.84, -0.42, 0.66, 0.023),
        Part::UpperTrap => on_torso(0.86, 1.0, -0.10, 0.52, 0.019),
        Part::Rhomboid => on_torso(0.60, 0.90, -0.60, 0.35, 0.020),
        Part::Neck => Place::Neck,
    }
}

/// What is lit of a piece.
pub fn lit_on<'a>(
    pen: &'a Pen,
    body: &'a Body,
    piece: Piece,
    highlights: &'a [Highlight],
) -> impl Iterator<Item = Lit> + 'a {
    highlights.iter().flat_map(move |highlight| {
        let (part, sides): (Part, &[f32]) = match *highlight {
            Highlight::R(part) => (part, &[1.0]),
            Highlight::L(part) => (part, &[-1.0]),
            Highlight::Both(part) => (part, &[1.0, -1.0]),
        };
        let place = place(part);
        let sides = if is_on_midline(&place) { &sides[..1] } else { sides };
        sides.iter().filter_map(move |&side| on_piece(pen, body, piece, &place, side))
    })
}

fn is_on_midline(place: &Place) -> bool {
    match place {
        Place::Neck => true,
        Place::Torso(OnTorso { side, .. }) => *side == 0.0,
        Place::Leg(_) | Place::Arm(_) | Place::Ankle | Place::Foot => false,
    }
}

fn on_piece(pen: &Pen, body: &Body, piece: Piece, place: &Place, side: f32) -> Option<Lit> {
    let limb = limb_of(piece).filter(|&limb| limb.side().sign() * side > 0.0);
    let (leg, arm) = (limb.filter(|&limb| limb.is_leg()), limb.filter(|&limb| !limb.is_leg()));
    match place {
        Place::Leg(part) => leg.map(|leg| on_a_limb(pen, body, leg, part)),
        Place::Arm(part) => arm.map(|arm| on_a_limb(pen, body, arm, part)),
        Place::Ankle => leg.map(|leg| on_the_ankle(pen, body.limb(leg))),
        Place::Foot => leg.map(|leg| on_the_foot(pen, body.limb(leg))),
        Place::Torso(part) => (piece == Piece::Torso).then(|| on_the_torso(pen, body, part, side)),
        Place::Neck => (piece == Piece::Torso).then(|| on_the_neck(pen, body)),
    }
}

/// The limb that a piece is.
pub fn limb_of(piece: Piece) -> Option<LimbName> {
    match piece {
        Piece::LegR => Some(LimbName::LegR),
        Piece::LegL => Some(LimbName::LegL),
        Piece::ArmR => Some(LimbName::ArmR),
        Piece::ArmL => Some(LimbName::ArmL),
        Piece::Head | Piece::Torso => None,
    }
}

fn on_a_limb(pen: &Pen, body: &Body, name: LimbName, part: &OnLimb) -> Lit {
    let &OnLimb { bone, from, to, faces } = part;
    let flesh = Flesh::of(name, body.limb(name))[bone];
    let [front, out] = flesh.front_and_out(name);
    let direction = (front * faces[0] + out * faces[1]).normalize_or_zero();
    let radius = flesh.radius((from + to) / 2.0);
    let offset = direction * (0.36 * radius);
    let shapes = spindle(pen, 0.58 * radius, 0.30, |share| flesh.point(from + (to - from) * share) + offset);
    let is_away = direction.dot(pen.projection.toward) <= -0.55;
    Lit { shapes, strength: if is_away { AWAY_ON_LIMB } else { 1.0 } }
}

fn on_the_torso(pen: &Pen, body: &Body, part: &OnTorso, side: f32) -> Lit {
    let &OnTorso { from, to, front, side: lateral, radius } = part;
    let offset = |share: f32| {
        let section = Section::at(share);
        let (_, axes) = spine_at(body, share);
        axes.x_axis * (section.offset + section.depth * front) + axes.z_axis * (side * section.lateral * lateral)
    };
    let at = |share: f32| from + (to - from) * share;
    let shapes = spindle(pen, radius, 0.35, |share| spine_at(body, at(share)).0 + offset(at(share)));
    let toward = |share: f32| {
        let offset = offset(at(share));
        offset.dot(pen.projection.toward) / offset.length().max(0.02)
    };
    let mean = shares(pen).map(toward).sum::<f32>() / shares(pen).count() as f32;
    let is_away = mean <= -0.25;
    Lit { shapes, strength: if is_away { AWAY_ON_TORSO } else { 1.0 } }
}

fn on_the_neck(pen: &Pen, body: &Body) -> Lit {
    let (base, top) = neck(body);
    let (neck, head) = (body.neck.axes, body.head.axes);
    let links = [
        pen.circle(base - neck.y_axis * 0.004 - neck.x_axis * 0.012, 0.012),
        pen.circle(base.midpoint(top) - neck.x_axis * 0.010, 0.0165),
        pen.circle(top - head.x_axis * 0.012 + head.y_axis * 0.006, 0.012),
    ];
    Lit { shapes: chain(pen, links), strength: 1.0 }
}

fn on_the_ankle(pen: &Pen, leg: &SolvedLimb) -> Lit {
    Lit { shapes: vec![pen.circle(leg.end + leg.tip * 0.004, 0.0205)], strength: 1.0 }
}

fn on_the_foot(pen: &Pen, leg: &SolvedLimb) -> Lit {
    let foot = leg.foot();
    let links = [
        pen.circle(foot.heel + foot.along * 0.004 - foot.up * 0.002, 0.010),
        pen.circle(foot.heel.midpoint(foot.ball) - foot.up * 0.001, 0.011),
        pen.circle(foot.ball, 0.010),
        pen.circle(foot.toe_end - foot.toes * 0.014, 0.006),
    ];
    Lit { shapes: chain(pen, links), strength: 1.0 }
}

/// From 0 to 1, once for each circle of a spindle.
fn shares(pen: &Pen) -> impl Iterator<Item = f32> + Clone {
    let pieces = PIECES * pen.pieces;
    (0..=pieces).map(move |piece| piece as f32 / pieces as f32)
}

/// A shape that is thick in the middle; its ends have the share `least` of the radius.
fn spindle(pen: &Pen, radius: f32, least: f32, point: impl Fn(f32) -> Vec3) -> Vec<Outline> {
    let circle = |share: f32| {
        let swell = (PI * share).sin().max(0.0).powf(0.7);
        pen.circle(point(share), radius * (least + (1.0 - least) * swell))
    };
    chain(pen, shares(pen).map(circle))
}

fn chain(pen: &Pen, links: impl IntoIterator<Item = Outline>) -> Vec<Outline> {
    let mut shapes = Vec::new();
    pen.chain(links, |shape| shapes.push(shape));
    shapes
}
