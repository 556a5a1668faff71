//! Figures at random, all of which can be drawn. The strategies are boxed: by value they exhaust the stack of a test.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::domain::figure::{
    Anchor, Arrow, Bone, Camera, Ease, Figure, Frame, Goal, Ground, Hand, Highlight, Joint, Key, Limb, LimbName,
    LimbSide, Mark, Part, Piece, Prop, PropShape, Repeat, Tone, Xyz,
};
use crate::domain::{Depiction, Work};

/// How something may be drawn.
pub fn depiction() -> BoxedStrategy<Depiction> {
    let like = select(vec![Work::Drill("d01".into()), Work::Technique("s24".into())]);
    prop_oneof![like.prop_map(Depiction::Like), figure().prop_map(|figure| Depiction::Composed(figure.into()))].boxed()
}

/// A figure of one to three poses.
pub fn figure() -> BoxedStrategy<Figure> {
    let view = (-180.0..180.0_f32, prop_oneof![Just(0.0), -90.0..90.0_f32]);
    let ground = prop_oneof![Just(Ground::Line), Just(Ground::None), Just(Ground::Mat(-0.3, 0.32, -0.4, 0.3))];
    let rhythm = (any::<bool>(), any::<bool>(), option::of(0.0..0.2_f32), option::of(0.0..0.1_f32));
    let lit = select(vec![Highlight::R(Part::Quad), Highlight::L(Part::Neck), Highlight::Both(Part::Abs)]);
    let slides = vec(select(vec![LimbName::LegR, LimbName::ArmL]), 0..3);
    let around = (vec(prop(), 0..3), vec(arrow(), 0..2), vec(mark(), 0..2));
    let all = (view, 0.1..2.0_f32, rhythm, (vec(lit, 0..3), order(), slides), vec(key(), 1..4), around, ground);
    all.prop_map(|(view, size, rhythm, (highlight, order, slides), keys, (props, arrows, marks), ground)| {
        let (is_cyclic, is_flowing, breath, gap) = rhythm;
        Figure {
            view: Camera { yaw: view.0, elevation: view.1 },
            bounds: [-size / 2.0, -0.1, size, size],
            repeat: if is_cyclic { Repeat::Cyclic } else { Repeat::PingPong },
            ease: if is_flowing { Ease::Flow } else { Ease::InOut },
            highlight,
            keys,
            props,
            arrows,
            marks,
            breath: (breath.unwrap_or(0.012), 4.0),
            ground,
            order,
            slides,
            gap: gap.unwrap_or(0.0125),
        }
    })
    .boxed()
}

fn order() -> impl Strategy<Value = BTreeMap<Piece, f32>> {
    btree_map(select(vec![Piece::ArmL, Piece::Head]), -1.0..1.0_f32, 0..2)
}

fn xyz() -> impl Strategy<Value = Xyz> {
    let number = || prop_oneof![Just(0.0), -1.5..1.5_f32];
    (number(), number(), number()).prop_map(|(x, y, z)| [x, y, z])
}

fn direction() -> impl Strategy<Value = Xyz> {
    (0.1..1.0_f32, -1.0..1.0_f32, -1.0..1.0_f32).prop_map(|(x, y, z)| [x, y, z])
}

fn key() -> BoxedStrategy<Key> {
    let times = (0.1..3.0_f32, prop_oneof![Just(0.0), 0.0..9.0_f32]);
    let turns = (xyz(), xyz(), xyz(), option::of(xyz()), -9.0..9.0_f32);
    let breath = (-0.1..0.1_f32, -0.1..0.1_f32, 0.0..1.0_f32, 0.0..1.0_f32);
    (times, xyz(), turns, breath, (limb(), limb(), limb(), limb()), order())
        .prop_map(
            |((travel, hold), pelvis, turns, (forward, up, inhale, glow), (leg_r, leg_l, arm_r, arm_l), order)| {
                let (pelvis_rot, chest_rot, head_rot, neck_rot, s_curve) = turns;
                Key {
                    travel,
                    hold,
                    pelvis,
                    pelvis_rot,
                    chest_rot,
                    head_rot,
                    neck_rot,
                    s_curve,
                    shoulder: (forward, up),
                    inhale,
                    glow,
                    leg_r,
                    leg_l,
                    arm_r,
                    arm_l,
                    order,
                }
            },
        )
        .boxed()
}

/// Frames that no limb has to be solved for.
fn body_frame() -> impl Strategy<Value = Frame> {
    select(vec![Frame::World, Frame::Pelvis, Frame::Chest, Frame::Head])
}

fn frame() -> impl Strategy<Value = Frame> {
    let more = select(vec![Frame::Joint(Joint::Hand, LimbSide::R), Frame::Bone(Bone::Shin, LimbSide::L)]);
    prop_oneof![body_frame(), more]
}

fn limb() -> BoxedStrategy<Limb> {
    let to = prop_oneof![
        xyz().prop_map(|[x, y, z]| Goal::At(x, y, z)),
        (-90.0..180.0_f32, 0.0..90.0_f32, 0.0..140.0_f32).prop_map(|(swing, out, bend)| Goal::Angles(swing, out, bend)),
    ];
    let how = (0.0..60.0_f32, 0.0..1.0_f32, any::<bool>());
    (to, body_frame(), option::of(direction()), option::of(direction()), body_frame(), how)
        .prop_map(|(to, rel, pole, tip, tip_rel, (toes, arch, is_fist))| Limb {
            to,
            rel,
            pole,
            tip,
            tip_rel,
            toes,
            arch,
            hand: if is_fist { Hand::Fist } else { Hand::Open },
        })
        .boxed()
}

fn anchor() -> BoxedStrategy<Anchor> {
    (frame(), xyz()).prop_map(|(rel, p)| Anchor { rel, p }).boxed()
}

fn prop() -> BoxedStrategy<Prop> {
    let once = || anchor().prop_map(|anchor| vec![anchor]);
    let shape = prop_oneof![
        (xyz(), xyz(), vec(anchor(), 0..2)).prop_map(|(min, max, at)| PropShape::Box { min, max, at }),
        (once(), 0.01..0.2_f32).prop_map(|(at, r)| PropShape::Ball { at, r }),
        (once(), direction(), 0.01..0.2_f32).prop_map(|(at, axis, r)| PropShape::Roller { at, axis, r, len: 0.3 }),
        (vec(anchor(), 2..4), 0.0..0.1_f32).prop_map(|(pts, extend)| PropShape::Line { pts, r: 0.01, extend }),
        (anchor(), once()).prop_map(|(hand, aim)| PropShape::Gun { hand, aim }),
        (anchor(), direction(), direction()).prop_map(|(at, along, face)| PropShape::Phone { at, along, face }),
        (anchor(), anchor()).prop_map(|(from, to)| PropShape::Tape { from, to }),
    ];
    let tone = option::of(select(vec![Tone::Prop, Tone::Prop2, Tone::Prop3, Tone::Accent, Tone::Accent2]));
    (shape, prop_oneof![Just(0.0), -9.0..9.0_f32], tone)
        .prop_map(|(shape, layer, tone)| Prop { shape, layer, tone })
        .boxed()
}

fn arrow() -> BoxedStrategy<Arrow> {
    (anchor(), anchor(), anchor(), 0.5..4.0_f32)
        .prop_map(|(a, b, c, period)| Arrow { pts: [a, b, c], w: 0.0055, period })
        .boxed()
}

fn mark() -> BoxedStrategy<Mark> {
    prop_oneof![
        (anchor(), anchor(), anchor(), 0.01..0.3_f32).prop_map(|(at, from, to, r)| Mark::Angle { at, from, to, r }),
        (anchor(), anchor()).prop_map(|(from, to)| Mark::Length { from, to }),
        (anchor(), anchor()).prop_map(|(from, to)| Mark::Guide { from, to }),
    ]
    .boxed()
}
