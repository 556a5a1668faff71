//! Arms and legs: circles along the bones, feet and hands.

use glam::Vec3;

use super::outline::{Outline, Pen};
use crate::domain::figure::{Hand, LimbName};
use crate::pose::body::{Body, SolvedLimb};

/// A circle of a bone's outline.
#[derive(Clone, Copy, Debug)]
struct Round {
    /// The share of the way along the bone.
    along: f32,
    radius: f32,
    /// How far it is moved to where the joint bends.
    offset: f32,
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

/// A bone with the flesh around it.
#[derive(Clone, Copy, Debug)]
pub struct Flesh {
    from: Vec3,
    to: Vec3,
    bend: Vec3,
    rounds: &'static [Round],
}

impl Flesh {
    /// The upper and the lower part of a limb.
    pub fn of(name: LimbName, limb: &SolvedLimb) -> [Self; 2] {
        let (upper, lower): (&[Round], &[Round]) = if is_leg(name) { (&THIGH, &SHIN) } else { (&UPPER_ARM, &FOREARM) };
        let &SolvedLimb { root, mid, end, bend, .. } = limb;
        [Self { from: root, to: mid, bend, rounds: upper }, Self { from: mid, to: end, bend, rounds: lower }]
    }

    /// A point of the bone, or of its line beyond.
    pub fn point(&self, along: f32) -> Vec3 {
        self.from.lerp(self.to, along)
    }

    /// Half the thickness.
    pub fn radius(&self, along: f32) -> f32 {
        let above = self.rounds.iter().position(|round| round.along >= along).unwrap_or(self.rounds.len() - 1).max(1);
        let (low, high) = (self.rounds[above - 1], self.rounds[above]);
        let part = ((along - low.along) / (high.along - low.along)).clamp(0.0, 1.0);
        low.radius + (high.radius - low.radius) * part
    }

    /// Unit directions in which its front and its outer side face: the front of arms is the inside of the elbow.
    pub fn front_and_out(&self, name: LimbName) -> [Vec3; 2] {
        let along = (self.to - self.from).normalize_or_zero();
        let bend = (self.bend - along * self.bend.dot(along)).normalize_or_zero();
        let out = bend.cross(along) * side_of(name);
        if is_leg(name) { [bend, out] } else { [-bend, -out] }
    }

    fn outline(&self, pen: &Pen, shapes: &mut Vec<Outline>) {
        let circle = |round: &Round| pen.circle(self.point(round.along) + self.bend * round.offset, round.radius);
        pen.chain(self.rounds.iter().map(circle), |shape| shapes.push(shape));
    }
}

/// Whether a limb is a leg.
pub fn is_leg(name: LimbName) -> bool {
    matches!(name, LimbName::LegR | LimbName::LegL)
}

/// 1 for a right limb, -1 for a left one.
pub fn side_of(name: LimbName) -> f32 {
    match name {
        LimbName::LegR | LimbName::ArmR => 1.0,
        LimbName::LegL | LimbName::ArmL => -1.0,
    }
}

/// A limb from its root to its end; the first shape is where it leaves the torso.
pub fn limb(pen: &Pen, body: &Body, name: LimbName, shapes: &mut Vec<Outline>) {
    let limb = body.limb(name);
    for flesh in Flesh::of(name, limb) {
        flesh.outline(pen, shapes);
    }
    if is_leg(name) {
        Foot::of(limb).outline(pen, shapes);
    } else {
        hand(pen, body, name, shapes);
    }
}

/// The points of a foot.
#[derive(Clone, Copy, Debug)]
pub struct Foot {
    /// The ankle joint.
    pub ankle: Vec3,
    /// The middle of the heel.
    pub heel: Vec3,
    /// The ball, where the toes bend.
    pub ball: Vec3,
    /// The end of the toes.
    pub toe: Vec3,
    /// Unit direction from heel to ball.
    pub along: Vec3,
    /// Unit direction from the sole to the back of the foot.
    pub up: Vec3,
    /// Unit direction of the toes.
    pub toes: Vec3,
    across: Vec3,
}

impl Foot {
    /// The foot of a leg.
    pub fn of(leg: &SolvedLimb) -> Self {
        let &SolvedLimb { mid, end: ankle, bend, tip: along, .. } = leg;
        let low = (ankle - mid).normalize_or_zero();
        let front = (bend - low * bend.dot(low)).normalize_or_zero();
        let across = front.cross(low);
        let across = (across - along * across.dot(along)).normalize_or(along.any_orthonormal_vector());
        let up = along.cross(across);
        let ball = ankle + along * 0.082 - up * 0.029;
        let (sin, cos) = leg.toes.to_radians().sin_cos();
        let toes = along * cos + up * sin;
        Self {
            ankle,
            heel: ankle - along * 0.032 - up * 0.022,
            ball,
            toe: ball + toes * 0.042,
            along,
            up,
            toes,
            across,
        }
    }

    fn outline(&self, pen: &Pen, shapes: &mut Vec<Outline>) {
        let &Self { ankle, heel, ball, toe, along, up, toes, across } = self;
        let shin = pen.circle(ankle, 0.0235);
        let instep = pen.circle(ankle + along * 0.035 - up * 0.010, 0.0215);
        let ball = pen.ellipsoid(ball + up * 0.002, [along * 0.017, up * 0.0145, across * 0.027]);
        let toe_up = toes.cross(across);
        let tips = pen.ellipsoid(toe - toes * 0.012, [toes * 0.014, toe_up * 0.0105, across * 0.022]);
        let heel = pen.circle(heel, 0.020);
        shapes.push(pen.hull(&pen.hull(&shin, &heel), &instep));
        shapes.push(pen.hull(&pen.hull(&heel, &instep), &ball));
        shapes.push(pen.hull(&ball, &tips));
    }

    /// The lifted arch: half an ellipse that is cut out of the sole, `lift` 0 to 1.
    pub fn arch(&self, lift: f32) -> impl Iterator<Item = Vec3> {
        /// The corners of its round side, less one.
        const STEPS: u8 = 12;
        let &Self { heel, ball, along, up, .. } = self;
        let middle = heel * 0.42 + ball * 0.58 - up * 0.0175;
        (0..=STEPS).map(move |step| {
            let (sin, cos) = (std::f32::consts::PI * f32::from(step) / f32::from(STEPS)).sin_cos();
            middle + along * (0.036 * cos) + up * (0.0165 * lift * sin)
        })
    }
}

fn hand(pen: &Pen, body: &Body, name: LimbName, shapes: &mut Vec<Outline>) {
    let &SolvedLimb { end: wrist, tip: along, hand, .. } = body.limb(name);
    let thumb = body.chest.axes * Vec3::new(0.5, 0.3, -0.9 * side_of(name));
    let thumb = (thumb - along * thumb.dot(along)).normalize_or(along.any_orthonormal_vector());
    let palm = along.cross(thumb);
    let flat = |at: f32, [long, wide, thick]: [f32; 3]| {
        pen.ellipsoid(wrist + along * at, [along * long, thumb * wide, palm * thick])
    };
    let joint = pen.circle(wrist, 0.0158);
    match hand {
        Hand::Open => {
            let knuckles = flat(0.040, [0.014, 0.0215, 0.0135]);
            shapes.push(pen.hull(&joint, &knuckles));
            shapes.push(pen.hull(&knuckles, &flat(0.076, [0.010, 0.0135, 0.0085])));
            let [base, tip] = [(0.016, 0.010, 0.0095), (0.044, 0.029, 0.0072)]
                .map(|(far, wide, radius)| pen.circle(wrist + along * far + thumb * wide, radius));
            shapes.push(pen.hull(&base, &tip));
        }
        Hand::Fist => shapes.push(pen.hull(&joint, &flat(0.034, [0.026, 0.024, 0.020]))),
    }
}
