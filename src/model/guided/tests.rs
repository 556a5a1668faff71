//! What a guided retest asks, takes and refuses.

use super::*;
use crate::catalog::Catalog;

fn guided(id: &str, doubts: &[Doubt]) -> Guided {
    let catalog = Catalog::built_in().expect("the catalogue parses");
    let now: jiff::Zoned = "2026-11-22T17:00:00+01:00[Europe/Berlin]".parse().expect("a moment");
    let benchmark = catalog.benchmark(&id.into()).expect("known");
    Guided::new(benchmark, doubts.iter().copied().collect(), Vec::new(), Stamp::new(&now))
}

#[test]
fn a_retest_of_two_sides_has_a_practice_and_three_trials_on_each() {
    let mut guided = guided("ktw", &[]);
    assert_eq!(guided.step, GuidedStep::Steps);
    for side in [Side::Left, Side::Right] {
        guided.next();
        if guided.step == GuidedStep::Practice(side) {
            guided.next();
        }
        for _ in 0..TRIALS {
            assert_eq!(guided.step, GuidedStep::Trial(side));
            guided.measured(9.0);
        }
    }
    assert_eq!(guided.step, GuidedStep::Review);
    assert_eq!((guided.retest.left.len(), guided.retest.right.len()), (3, 3));
}

#[test]
fn doubts_are_said_first_and_stay_with_the_retest() {
    let mut guided = guided("sit_reach", &[Doubt::AfterCircuit]);
    assert_eq!(guided.step, GuidedStep::Warning);
    guided.next();
    assert_eq!(guided.step, GuidedStep::Steps);
    guided.back();
    assert_eq!(guided.step, GuidedStep::Warning);
    assert!(guided.retest.doubts.contains(&Doubt::AfterCircuit));
}

#[test]
fn values_are_refused_asked_about_or_taken_at_the_edges_of_the_ranges() {
    // Knee-to-wall: 0 to 25 cm are possible, 2 to 18 usual.
    let check = |value: f64, question: Option<Question>, taken: usize| {
        let mut guided = guided("ktw", &[]);
        guided.next();
        guided.next();
        guided.measured(value);
        assert_eq!((guided.question, guided.retest.left.len()), (question, taken), "{value}");
    };
    check(25.1, Some(Question::Refused(25.1)), 0);
    check(-0.1, Some(Question::Refused(-0.1)), 0);
    check(25.0, Some(Question::Rare(25.0)), 0);
    check(1.9, Some(Question::Rare(1.9)), 0);
    check(18.0, None, 1);
    check(2.0, None, 1);
}

#[test]
fn a_rare_value_is_taken_when_it_is_confirmed_and_dropped_as_a_slip() {
    let mut guided = guided("ktw", &[]);
    guided.next();
    guided.next();
    guided.measured(19.0);
    guided.retype();
    assert_eq!((guided.question, guided.retest.left.len()), (None, 0));
    guided.measured(19.0);
    guided.confirm();
    assert_eq!(guided.retest.left, [19.0]);
    guided.measured(99.0);
    guided.confirm();
    assert_eq!(guided.retest.left, [19.0], "what cannot be true is never taken");
}

#[test]
fn a_trial_more_than_two_standard_errors_from_the_others_asks_for_one_more_once() {
    // The error is 0.7 cm.
    let mut guided = guided("ktw", &[]);
    guided.next();
    guided.next();
    for value in [9.0, 9.0, 10.5] {
        guided.measured(value);
    }
    assert_eq!((guided.step, guided.question), (GuidedStep::Trial(Side::Left), Some(Question::Repeat(10.5))));
    guided.measured(12.0);
    assert_eq!(guided.step, GuidedStep::Practice(Side::Right));
    assert_eq!(guided.retest.left, [9.0, 9.0, 10.5, 12.0]);
}

#[test]
fn an_angle_of_a_photo_is_a_trial_and_its_photo_goes_where_it_goes() {
    let picture = include_bytes!("../../../assets/icon.png");
    let photo = Arc::new(Photo::open(picture).expect("a picture"));
    // 45° and 90° of hip rotation: the second is beyond what can be.
    let (good, steep) = (vec![(0.0, 0.0), (50.0, 50.0)], vec![(0.0, 0.0), (50.0, 0.0)]);
    let mut guided = guided("hip_ir", &[]);
    guided.show_photo(Arc::clone(&photo));
    assert_eq!(guided.photo, None, "no trial is asked for yet");
    guided.next();
    guided.next();
    guided.show_photo(Arc::clone(&photo));
    guided.use_angle(steep, KeepPhoto::Yes);
    assert_eq!((guided.question, guided.shots.len()), (Some(Question::Refused(90.0)), 0));
    assert!(guided.photo.is_some(), "its points can be moved");
    guided.use_angle(good.clone(), KeepPhoto::Yes);
    assert_eq!((guided.retest.left.as_slice(), guided.shots.len()), (&[45.0][..], 1));
    guided.show_photo(Arc::clone(&photo));
    guided.use_angle(good, KeepPhoto::No);
    assert_eq!((guided.retest.left.len(), guided.shots.len()), (2, 1));
    guided.back();
    assert_eq!(guided.shots.len(), 1);
    guided.back();
    assert_eq!((guided.retest.left.len(), guided.shots.len()), (0, 0));
    // A rare angle waits for its confirmation, and so does its photo.
    guided.show_photo(photo);
    guided.use_angle(vec![(0.0, 0.0), (70.0, 20.0)], KeepPhoto::Yes);
    assert_eq!((guided.question, guided.shots.len()), (Some(Question::Rare(74.1)), 0));
    guided.confirm();
    assert_eq!((guided.retest.left.as_slice(), guided.shots.len()), (&[74.1][..], 1));
}

#[test]
fn back_takes_back_the_last_trial_across_sides() {
    let mut guided = guided("ktw", &[]);
    guided.next();
    guided.next();
    for value in [9.0, 9.1, 9.2] {
        guided.measured(value);
    }
    assert_eq!(guided.step, GuidedStep::Practice(Side::Right));
    guided.back();
    assert_eq!((guided.step, guided.retest.left.len()), (GuidedStep::Trial(Side::Left), 2));
    for _ in 0..9 {
        guided.back();
    }
    assert_eq!((guided.step, guided.retest.left.len()), (GuidedStep::Steps, 0));
}
