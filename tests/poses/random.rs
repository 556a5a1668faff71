//! Any figure gives a body: finite, and with bones of their length.

use glam::Vec3;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use supple::domain::figure::{
    Anchor, Bone, Ease, Figure, Frame, Goal, Hand, Joint, Key, Limb, LimbSide, Prop, PropShape, Repeat, Xyz,
};
use supple::pose::{Body, figure, key_moments, period, poster, solve};

/// Lengths of upper and lower bone, in the order of limbs.
const BONES: [[f32; 2]; 4] = [[0.245, 0.235], [0.245, 0.235], [0.170, 0.150], [0.170, 0.150]];
const SPINE: f32 = 0.330;

fn xyz(most: f32) -> BoxedStrategy<Xyz> {
    // Zero and the axes are where directions are undefined or lie along a limb.
    let number = move || prop_oneof![4 => -most..=most, 1 => Just(0.0), 1 => Just(most)];
    [number(), number(), number()].boxed()
}

fn frames() -> BoxedStrategy<Frame> {
    use Joint::{Ankle, Elbow, Hand, Hip, Knee, Shoulder, Toe, Wrist};
    let side = || prop_oneof![Just(LimbSide::R), Just(LimbSide::L)];
    let joints = prop::sample::select(vec![Hip, Knee, Ankle, Toe, Shoulder, Elbow, Wrist, Hand]);
    let bones = prop::sample::select(vec![Bone::Thigh, Bone::Shin, Bone::UpperArm, Bone::Forearm]);
    prop_oneof![
        3 => Just(Frame::World),
        1 => Just(Frame::Pelvis),
        1 => Just(Frame::Chest),
        1 => Just(Frame::Head),
        1 => (joints, side()).prop_map(|(joint, side)| Frame::Joint(joint, side)),
        1 => (bones, side()).prop_map(|(bone, side)| Frame::Bone(bone, side)),
    ]
    .boxed()
}

fn limbs() -> BoxedStrategy<Limb> {
    let goals = prop_oneof![
        xyz(1.5).prop_map(|[x, y, z]| Goal::At(x, y, z)),
        xyz(400.0).prop_map(|[x, y, z]| Goal::Angles(x, y, z)),
    ];
    (goals, frames(), option::of(xyz(1.0)), option::of(xyz(1.0)), frames(), -90.0..90.0_f32)
        .prop_map(|(to, rel, pole, tip, tip_rel, toes)| Limb {
            to,
            rel,
            pole,
            tip,
            tip_rel,
            toes,
            arch: 0.0,
            hand: Hand::Open,
        })
        .boxed()
}

fn keys() -> BoxedStrategy<Key> {
    let turns = (xyz(400.0), xyz(400.0), xyz(400.0), option::of(xyz(400.0)));
    let times = (prop_oneof![Just(0.0), 0.0..3.0_f32], prop_oneof![Just(0.0), 0.0..3.0_f32]);
    let limbs = (limbs(), limbs(), limbs(), limbs());
    (times, xyz(1.0), turns, -60.0..60.0_f32, limbs)
        .prop_map(|((travel, hold), pelvis, turns, s_curve, limbs)| {
            let (pelvis_rot, chest_rot, head_rot, neck_rot) = turns;
            let (leg_r, leg_l, arm_r, arm_l) = limbs;
            let first = figure("d01").expect("d01 is built in").keys[0].clone();
            let moved = Key { travel, hold, pelvis, pelvis_rot, chest_rot, head_rot, neck_rot, s_curve, ..first };
            Key { leg_r, leg_l, arm_r, arm_l, ..moved }
        })
        .boxed()
}

fn figures() -> impl Strategy<Value = Figure> {
    let repeat = prop_oneof![Just(Repeat::PingPong), Just(Repeat::Cyclic)];
    let ease = prop_oneof![Just(Ease::InOut), Just(Ease::Flow)];
    let anchors = vec((frames(), xyz(1.0)).prop_map(|(rel, p)| Anchor { rel, p }), 0..5);
    (vec(keys(), 1..5), repeat, ease, anchors).prop_map(|(keys, repeat, ease, at)| {
        let ball = Prop { shape: PropShape::Ball { at, r: 0.04 }, layer: 0.0, tone: None };
        Figure { keys, repeat, ease, props: vec![ball], ..figure("d01").expect("d01 is built in").clone() }
    })
}

fn check(body: &Body) -> Result<(), TestCaseError> {
    for (limb, [upper, lower]) in body.limbs.iter().zip(BONES) {
        prop_assert!((limb.root.distance(limb.mid) / upper - 1.0).abs() < 0.01, "upper bone of {limb:?}");
        prop_assert!((limb.mid.distance(limb.end) / lower - 1.0).abs() < 0.01, "lower bone of {limb:?}");
        prop_assert!((limb.bend.length() - 1.0).abs() < 1e-3, "bend of {limb:?}");
        prop_assert!((limb.tip.length() - 1.0).abs() < 1e-3, "tip of {limb:?}");
        let foot = limb.foot();
        prop_assert!([foot.heel, foot.ball, foot.toe_end].iter().all(|point| point.is_finite()), "{foot:?}");
    }
    let spine: f32 = body.spine.windows(2).map(|piece| piece[0].distance(piece[1])).sum();
    prop_assert!((spine / SPINE - 1.0).abs() < 0.01, "a spine of {spine}");
    let points: Vec<Vec3> = body.props.concat();
    prop_assert!(points.iter().chain([&body.head.at]).all(|point| point.is_finite()), "{points:?}");
    Ok(())
}

proptest! {
    #[test]
    fn any_figure_gives_a_body_with_bones_of_their_length(figure in figures(), share in 0.0..3.0_f32) {
        let period = period(&figure);
        prop_assert!(period > 0.0);
        check(&solve(&figure, share * period))?;
        check(&solve(&figure, poster(&figure)))?;
        let moments = key_moments(&figure);
        prop_assert_eq!(moments.len(), figure.keys.len());
        prop_assert!(moments.iter().all(|secs| (0.0..=period).contains(secs)), "{:?} of {}", moments, period);
    }
}

#[test]
fn a_figure_without_keys_stands() {
    let empty = Figure { keys: Vec::new(), ..figure("d01").expect("d01 is built in").clone() };
    let body = solve(&empty, poster(&empty));
    assert!(body.head.at.y > 0.9 && body.limbs[0].end.y > 0.0, "{body:?}");
}
