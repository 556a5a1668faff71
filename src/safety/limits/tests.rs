use std::collections::BTreeMap;

use super::*;
use crate::domain::{Body, CheckIn, Flag, Profile, Rating, Record, RecordId, RegionRating, Settings, Stamp};

fn now() -> Zoned {
    "2026-11-22T18:00:00+01:00[Europe/Berlin]".parse().expect("a moment")
}

fn region(id: &str) -> Region {
    id.parse().expect("a known region")
}

fn flag(concern: Concern, until: Option<&str>) -> RegionRating {
    let until = until.map(|day| day.parse().expect("a date"));
    RegionRating { wrong: Some(Flag { concern, until }), ..RegionRating::default() }
}

fn rated(soreness: u8, stiffness: u8) -> RegionRating {
    let rating = |value: u8| Rating::try_from(value).ok();
    RegionRating { soreness: rating(soreness), stiffness: rating(stiffness), wrong: None }
}

/// A check-in on each of these days ago.
fn document(said: &[(i32, &str, RegionRating)], health: Health) -> Document {
    let records = said.iter().enumerate().map(|(place, &(days_ago, id, rating))| Record {
        id: RecordId::new(jiff::Timestamp::UNIX_EPOCH, place as u128),
        rev: 1,
        when: Stamp::new(&now().saturating_sub(days_ago.days()).saturating_sub(1.hour())),
        body: Body::CheckIn(CheckIn { regions: BTreeMap::from([(region(id), rating)]), ..CheckIn::default() }),
    });
    Document::new(records, Profile { health, ..Profile::default() }, Settings::default())
}

fn of_marks(said: &[(i32, &str, RegionRating)]) -> Limits {
    limits(&document(said, Health::default()), &now())
}

fn of_condition(condition: Condition) -> Limits {
    let health = Health { conditions: BTreeSet::from([condition]), ..Health::default() };
    limits(&document(&[], health), &now())
}

#[test]
fn nothing_said_limits_nothing() {
    let limits = of_marks(&[]);
    assert_eq!(limits, Limits::default());
    for region in Region::all() {
        assert_eq!((limits.cause(region), limits.may_press(region), limits.may_hold(region)), (None, Ok(()), Ok(())));
        assert_eq!(limits.pressure_max(region), UNLIMITED_PRESSURE);
        assert!(Hazard::ALL.into_iter().all(|hazard| limits.forbids(hazard, region).is_none()));
    }
}

#[test]
fn swelling_spares_the_limb_from_pressure_and_numbness_from_holds_as_well() {
    let check = |concern: Concern, pressed: bool, held: bool, worked: bool| {
        let limits = of_marks(&[(0, "knee_front_left", flag(concern, None))]);
        let (knee, calf) = (region("knee_front_left"), region("calf_left"));
        assert_eq!(limits.cause(knee), Some(Cause::Flagged(concern)));
        assert_eq!((limits.may_press(knee).is_ok(), limits.may_hold(knee).is_ok()), (false, false));
        assert_eq!((limits.may_press(calf).is_ok(), limits.may_hold(calf).is_ok()), (pressed, held), "{concern:?}");
        assert_eq!(limits.cause(calf).is_none(), worked, "{concern:?}");
        assert_eq!(limits.may_press(calf.mirrored()).is_ok(), worked, "{concern:?}");
        assert_eq!(limits.pressure_max(calf) > 0, pressed, "{concern:?}");
    };
    check(Concern::SharpPain, true, true, true);
    check(Concern::Wound, true, true, true);
    check(Concern::Swelling, false, true, true);
    check(Concern::Numbness, false, false, true);
    check(Concern::PopOrDeformity, false, false, false);
    check(Concern::HotAndIll, false, false, false);
}

#[test]
fn an_injured_arm_is_spared_whole_and_an_injured_leg_stops_everything() {
    let of = |id: &str| of_marks(&[(0, id, flag(Concern::PopOrDeformity, None))]);
    let arm = of("elbow_right");
    assert!(arm.cause(region("hand_right")).is_some() && arm.cause(region("hand_left")).is_none());
    assert!(arm.cause(region("calf_left")).is_none());
    assert_eq!(of("ankle_right").spared().len(), Region::COUNT);
    assert_eq!((arm.stop(), of("ankle_right").stop()), (None, Some(Concern::PopOrDeformity)));
    assert_eq!(of("ankle_right").emergency(), None);
}

#[test]
fn an_emergency_leaves_nothing_to_work_wherever_it_was_said() {
    for concern in Concern::ALL {
        let limits = of_marks(&[(40, "chest_left", flag(concern, None))]);
        let is_emergency = crate::safety::emergency_words(concern).is_some();
        assert_eq!(limits.emergency(), is_emergency.then_some(concern));
        assert_eq!(limits.level() == Some(Level::Emergency), is_emergency);
        if is_emergency {
            assert!(Region::all().all(|region| limits.cause(region).is_some()));
        }
    }
}

#[test]
fn a_flag_ends_on_its_day_or_by_an_answer_and_never_by_silence() {
    let check = |said: &[(i32, &str, RegionRating)], is_spared: bool| {
        assert_eq!(of_marks(said).cause(region("quads_left")).is_some(), is_spared, "{said:?}");
    };
    let strain = |until: &str| flag(Concern::FreshStrain, Some(until));
    check(&[(2, "quads_left", strain("2026-11-23"))], true);
    check(&[(3, "quads_left", strain("2026-11-22"))], false);
    check(&[(300, "quads_left", flag(Concern::Wound, None))], true);
    check(&[(300, "quads_left", flag(Concern::Wound, None)), (1, "quads_left", rated(2, 0))], false);
    check(&[(300, "quads_left", flag(Concern::Wound, None)), (1, "quads_left", RegionRating::default())], false);
}

#[test]
fn a_painful_rating_counts_until_it_is_answered_again_or_a_week_is_over() {
    let check = |said: &[(i32, &str, RegionRating)], cause: Option<Cause>, pressed: Result<(), Cause>| {
        let limits = of_marks(said);
        let quads = region("quads_left");
        assert_eq!((limits.cause(quads), limits.may_press(quads)), (cause, pressed), "{said:?}");
    };
    let painful = Cause::Painful;
    check(&[(0, "quads_left", rated(6, 6))], None, Ok(()));
    check(&[(0, "quads_left", rated(7, 0))], Some(painful), Err(painful));
    check(&[(0, "quads_left", rated(0, 7))], None, Err(painful));
    check(&[(6, "quads_left", rated(8, 0))], Some(painful), Err(painful));
    check(&[(7, "quads_left", rated(8, 0))], None, Ok(()));
    check(&[(2, "quads_left", rated(8, 0)), (1, "quads_left", rated(3, 3))], None, Ok(()));
    check(&[(2, "quads_left", rated(8, 0)), (1, "calf_left", rated(3, 3))], Some(painful), Err(painful));
}

#[test]
fn an_exclusion_has_a_scope_and_may_have_an_end() {
    let check = |scope: Scope, until: Option<&str>, cause: Option<Cause>, pressed: Result<(), Cause>| {
        let until = until.map(|day| day.parse().expect("a date"));
        let exclusion = Exclusion { scope, until, why: String::new() };
        let exclusions = BTreeMap::from([(region("calf_right"), exclusion)]);
        let limits = limits(&document(&[], Health { exclusions, ..Health::default() }), &now());
        let calf = region("calf_right");
        assert_eq!((limits.cause(calf), limits.may_press(calf)), (cause, pressed), "{scope:?} {until:?}");
    };
    let excluded = Cause::Excluded;
    check(Scope::AllWork, None, Some(excluded), Err(excluded));
    check(Scope::Pressure, None, None, Err(excluded));
    check(Scope::AllWork, Some("2026-11-23"), Some(excluded), Err(excluded));
    check(Scope::AllWork, Some("2026-11-22"), None, Ok(()));
    check(Scope::Pressure, Some("2026-11-22"), None, Ok(()));
}

#[test]
fn each_condition_limits_what_its_caution_names() {
    use Hazard::{Ball, BreathHold, EndRangeHold, FirmRoller, HeadDown, LoadedFlexionOrTwist, OnTheBack, Percussion};
    let check = |condition: Condition, id: &str, most: u8, forbidden: &[Hazard], free: &[Hazard]| {
        let limits = of_condition(condition);
        assert_eq!(limits.pressure_max(region(id)), most, "{condition:?} {id}");
        for &hazard in forbidden {
            assert_eq!(limits.forbids(hazard, region(id)), Some(condition), "{hazard:?} {id}");
        }
        for &hazard in free {
            assert_eq!(limits.forbids(hazard, region(id)), None, "{hazard:?} {id}");
        }
        assert_eq!((limits.emergency(), limits.level()), (None, Some(Level::Caution)));
    };
    check(Condition::BloodThinners, "quads_left", 2, &[Percussion, Ball], &[FirmRoller, EndRangeHold]);
    check(Condition::BloodThinners, "neck_back_left", 2, &[Percussion, Ball], &[]);
    check(Condition::Pregnancy, "abs", 0, &[OnTheBack], &[EndRangeHold]);
    check(Condition::Pregnancy, "calf_left", 2, &[OnTheBack, FirmRoller, Ball, Percussion], &[]);
    check(Condition::Pregnancy, "adductors_right", 2, &[FirmRoller], &[HeadDown]);
    check(Condition::Pregnancy, "quads_right", 10, &[OnTheBack], &[FirmRoller]);
    check(Condition::Osteoporosis, "thoracic_spine", 10, &[FirmRoller, LoadedFlexionOrTwist], &[HeadDown]);
    check(Condition::Osteoporosis, "quads_left", 10, &[LoadedFlexionOrTwist], &[FirmRoller, Ball]);
    check(Condition::Neuropathy, "foot_sole_left", 2, &[FirmRoller, Ball, Percussion], &[EndRangeHold]);
    check(Condition::Hypermobility, "hamstrings_left", 10, &[EndRangeHold], &[LoadedFlexionOrTwist, Ball]);
    check(Condition::HighBloodPressure, "low_back_left", 10, &[HeadDown, BreathHold], &[OnTheBack, Percussion]);
    check(Condition::VaricoseVeins, "calf_left", 10, &[Percussion], &[FirmRoller, Ball]);
    check(Condition::VaricoseVeins, "lats_left", 10, &[], &[Percussion]);
}

#[test]
fn of_several_causes_a_regions_own_mark_is_named_then_what_reaches_it_then_pain_then_an_exclusion() {
    let calf = region("calf_left");
    let exclusion = Exclusion { scope: Scope::Pressure, until: None, why: String::new() };
    let health = Health {
        conditions: BTreeSet::from([Condition::Pregnancy]),
        exclusions: BTreeMap::from([(calf, exclusion.clone()), (region("abs"), exclusion)]),
        ..Health::default()
    };
    let check = |said: &[(i32, &str, RegionRating)], id: &str, cause: Cause| {
        let limits = limits(&document(said, health.clone()), &now());
        assert_eq!(limits.may_press(region(id)), Err(cause), "{said:?}");
        assert_eq!(limits.spared().get(&region(id)), Some(&cause));
    };
    check(&[], "calf_left", Cause::Excluded);
    check(&[], "abs", Cause::Excluded);
    check(&[], "obliques_left", Cause::Condition(Condition::Pregnancy));
    check(&[(0, "calf_left", rated(0, 9))], "calf_left", Cause::Painful);
    let swollen = (0, "knee_back_left", flag(Concern::Swelling, None));
    check(&[(1, "calf_left", rated(0, 9)), swollen], "calf_left", Cause::Flagged(Concern::Swelling));
    let wound = (0, "calf_left", flag(Concern::Wound, None));
    check(&[wound, swollen], "calf_left", Cause::Flagged(Concern::Wound));
}

#[test]
fn a_region_without_work_is_neither_pressed_nor_held() {
    let limits = of_marks(&[
        (0, "knee_front_left", flag(Concern::Wound, None)),
        (0, "hand_right", flag(Concern::PopOrDeformity, None)),
        (0, "calf_right", rated(9, 0)),
    ]);
    let spared: Vec<Region> = Region::all().filter(|&region| limits.cause(region).is_some()).collect();
    assert!(spared.len() > 5);
    for region in spared {
        assert!(
            limits.may_press(region).is_err() && limits.may_hold(region).is_err() && limits.pressure_max(region) == 0
        );
    }
}
