//! The files that every later version must read.

use std::path::PathBuf;
use std::sync::Arc;

use super::*;
use crate::domain::{Concern, Entry, Health, Settings, ThemeChoice, Tool};
use crate::format::{self, Content};

const MONTH_1: &str = include_str!("../../../tests/golden/version_1/log/2026/2026-03.k7f2q.ron");
const MONTH_2: &str = include_str!("../../../tests/golden/version_2/log/2026/2026-03.k7f2q.ron");
const MONTH_3: &str = include_str!("../../../tests/golden/version_3/log/2026/2026-03.k7f2q.ron");
const MONTH: &str = include_str!("../../../tests/golden/version_4/log/2026/2026-03.k7f2q.ron");
const PLAN_1: &str = include_str!("../../../tests/golden/version_2/plan/k7f2q.ron");
const PLAN_2: &str = include_str!("../../../tests/golden/version_3/plan/k7f2q.ron");
const PLAN_3: &str = include_str!("../../../tests/golden/version_4/plan/k7f2q.ron");
const PLAN: &str = include_str!("../../../tests/golden/version_5/plan/k7f2q.ron");
const PROFILE: &str = include_str!("../../../tests/golden/version_1/profile.ron");
const SETTINGS: &str = include_str!("../../../tests/golden/version_1/settings.ron");

#[test]
fn files_of_version_1_load_without_a_warning_and_hold_every_kind_of_record() {
    let fs = MemoryFs::default();
    fs.put(month("2026-03.k7f2q"), MONTH_1);
    fs.put("/data/profile.ron", PROFILE);
    fs.put("/data/settings.ron", SETTINGS);
    let document = reopened(&fs);
    let kinds: Vec<&str> = document
        .records()
        .map(|record| match record.body {
            Body::CheckIn(_) => "check-in",
            Body::Training(_) => "training",
            Body::Circuit(_) => "circuit",
            Body::Retest(_) => "retest",
        })
        .collect();
    assert_eq!(kinds, ["check-in", "training", "circuit", "circuit", "retest", "retest", "check-in"]);
    assert_eq!((document.profile.tools.len(), document.profile.minutes), (Tool::ALL.len(), 20));
    let settings = Settings {
        theme: ThemeChoice::Dark,
        reduce_motion: true,
        sound: false,
        transition_secs: 12,
        switch_secs: 6,
        ..Settings::default()
    };
    assert_eq!(*document.settings, settings);
}

/// The numbers of all check-ins.
fn metrics(content: &Content) -> Vec<(String, f64)> {
    let bodies = content.records.values().map(|record| &record.body);
    let check_ins = bodies.filter_map(|body| if let Body::CheckIn(check_in) = body { Some(check_in) } else { None });
    check_ins.flat_map(|check_in| &check_in.metrics).map(|(id, value)| (id.to_string(), value.get())).collect()
}

#[test]
fn version_2_adds_the_metrics_of_a_check_in_and_nothing_else() {
    let old = format::decode(MONTH_1.as_bytes()).expect("a sound file");
    let mut new = format::decode(MONTH_2.as_bytes()).expect("a sound file");
    let expected =
        [("bar_speed", 0.72), ("grip", 51.0), ("jump_height", 41.5), ("resting_heart_rate", 52.0), ("sleep", 6.25)];
    assert_eq!(metrics(&new), expected.map(|(id, value)| (id.to_owned(), value)));
    for record in new.records.values_mut() {
        let mut without = Record::clone(record);
        if let Body::CheckIn(check_in) = &mut without.body {
            check_in.metrics.clear();
        }
        *record = without.into();
    }
    assert_eq!(old, new);
    let disguised = MONTH_2.replacen("version: 2", "version: 1", 1);
    assert!(format::decode(disguised.as_bytes()).is_err(), "version 1 knows no metrics");
}

#[test]
fn version_3_adds_what_else_a_check_in_asks_flags_that_end_and_what_a_circuit_spared() {
    let old = format::decode(MONTH_2.as_bytes()).expect("a sound file");
    let mut new = format::decode(MONTH_3.as_bytes()).expect("a sound file");
    let strained = "foot_sole_right".parse().expect("a region");
    for record in new.records.values_mut() {
        let mut without = Record::clone(record);
        match &mut without.body {
            Body::CheckIn(check_in) => {
                check_in.wellness.clear();
                check_in.habits.clear();
                check_in.mornings.clear();
                check_in.pain_answers.clear();
                if let Some(rating) = check_in.regions.get_mut(&strained) {
                    let until = rating.wrong.and_then(|flag| flag.until);
                    assert_eq!(until.map(|day| day.to_string()).as_deref(), Some("2026-03-04"));
                    rating.wrong = Some(Concern::Wound.into());
                }
            }
            Body::Circuit(circuit) => circuit.spared.clear(),
            Body::Training(_) | Body::Retest(_) => {}
        }
        *record = without.into();
    }
    assert_eq!(old, new);
    let disguised = MONTH_3.replacen("version: 3", "version: 2", 1);
    assert!(format::decode(disguised.as_bytes()).is_err(), "version 2 knows none of it");
}

#[test]
fn version_4_adds_what_a_run_and_a_guided_retest_say() {
    let old = format::decode(MONTH_3.as_bytes()).expect("a sound file");
    let mut new = format::decode(MONTH.as_bytes()).expect("a sound file");
    for record in new.records.values_mut() {
        let mut without = Record::clone(record);
        match &mut without.body {
            Body::Circuit(circuit) => {
                circuit.name.clear();
                circuit.seed = None;
                circuit.felt.clear();
                for done in &mut circuit.stations {
                    (done.felt, done.skipped, done.chance_percent) = (None, None, None);
                }
            }
            Body::Retest(retest) => {
                retest.doubts.clear();
                retest.photos.clear();
            }
            Body::CheckIn(_) | Body::Training(_) => {}
        }
        *record = without.into();
    }
    assert_eq!(old, new);
    for field in ["felt: Some(4)", "skipped:", "chance_percent:", "name:", "seed:", "felt: {", "doubts:", "photos:"] {
        assert!(MONTH.contains(field), "{field} is in use");
    }
    for version in [1, 2, 3] {
        let disguised = MONTH.replacen("version: 4", &format!("version: {version}"), 1);
        assert!(format::decode(disguised.as_bytes()).is_err(), "version {version} knows none of it");
    }
}

#[test]
fn each_new_field_alone_makes_a_file_of_version_3_one_that_is_refused() {
    let check = |version: u32, from: &str, to: &str, expected: bool| {
        let text = MONTH_3.replacen(from, to, 1).replacen("version: 3", &format!("version: {version}"), 1);
        assert_ne!(text, MONTH_3.replacen("version: 3", &format!("version: {version}"), 1), "{from}");
        assert_eq!(format::decode(text.as_bytes()).is_ok(), expected, "{to} in version {version}");
    };
    for (version, is_read) in [(3, false), (4, true)] {
        check(version, "response: Some(Eased)", "response: Some(Eased), felt: Some(3)", is_read);
        check(version, "response: Some(Eased)", "response: Some(Eased), skipped: Some(Dull)", is_read);
        check(version, "response: Some(Eased)", "response: Some(Eased), chance_percent: Some(50)", is_read);
        check(version, "note: \"easy\"", "name: \"a\", note: \"easy\"", is_read);
        check(version, "note: \"easy\"", "seed: Some(1), note: \"easy\"", is_read);
        check(version, "note: \"easy\"", "felt: {}, note: \"easy\"", is_read);
        check(version, "note: \"cold\"", "doubts: [], note: \"cold\"", is_read);
        check(version, "note: \"cold\"", "photos: [], note: \"cold\"", is_read);
    }
    check(4, "response: Some(Eased)", "chance_percent: Some(101)", false);
    check(4, "note: \"cold\"", "photos: [(side: Left, trial: 0, file: \"a.jpg\", points: [(0.0, inf)])]", false);
}

#[test]
fn a_plan_of_version_1_has_no_answers_about_health_and_one_of_version_2_no_shelf() {
    let old = format::decode_plan(PLAN_1.as_bytes()).expect("a sound file");
    let new = format::decode_plan(PLAN_2.as_bytes()).expect("a sound file");
    let (profile, settings) = old.values();
    assert_eq!((profile.minutes, &profile.health, settings.transition_secs), (20, &Health::default(), 12));
    let (profile, settings) = new.values();
    assert_eq!((profile.minutes, profile.health.conditions.len(), profile.health.exclusions.len()), (20, 2, 2));
    assert_eq!((settings.transition_secs, settings.shown.pain.len()), (12, 1));
    assert_eq!((profile.retests.len(), settings.volume_percent), (0, Settings::default().volume_percent));
    assert_eq!(new.shelf, format::Shelf::default());
    let disguised = PLAN_2.replacen("version: 2", "version: 1", 1);
    assert!(format::decode_plan(disguised.as_bytes()).is_err(), "version 1 knows none of it");
}

#[test]
fn a_plan_of_today_holds_a_shelf_and_is_as_it_is_written() {
    let plan = format::decode_plan(PLAN.as_bytes()).expect("a sound file");
    let (profile, settings) = plan.values();
    assert_eq!((profile.retests.len(), settings.volume_percent, settings.breath.in_tenths), (2, 35, 35));
    let names: Vec<String> = plan.shelf.living().map(|(_, entry)| entry.name().to_owned()).collect();
    assert_eq!(names, ["Evening, the long one", "Wall slide", "Spoon", "Dead hang"]);
    assert_eq!(format::encode_plan(&plan).expect("text"), PLAN);
    let older = |text: &str| format::decode_plan(text.replacen("version: 4", "version: 2", 1).as_bytes()).is_err();
    assert!(older(PLAN), "version 2 knows none of it");
    for field in [
        "profile: Some((rev: 1, value: (retests: {})))",
        "settings: Some((rev: 1, value: (speech: true)))",
        "shelf: []",
    ] {
        let text = format!("(version: 4, {field})");
        assert!(format::decode_plan(text.as_bytes()).is_ok() && older(&text), "{field}");
    }
}

#[test]
fn a_plan_of_version_4_adds_how_own_works_are_drawn_and_nothing_else() {
    let old = format::decode_plan(PLAN_3.as_bytes()).expect("a sound file");
    let mut new = format::decode_plan(PLAN.as_bytes()).expect("a sound file");
    let shelf = std::mem::take(&mut new.shelf);
    let mut undrawn = old.shelf.clone();
    let mut drawn = 0;
    for (id, entry) in shelf.living() {
        drawn += usize::from(entry.depiction().is_some());
        // Revisions are those of the older file; an equal entry adds nothing.
        undrawn.put(id, format::Shelved { rev: 1, entry: Some(Arc::new(Entry::clone(&entry).drawn(None))) });
    }
    assert_eq!((drawn, &undrawn, new.values()), (2, &old.shelf, old.values()));
    let disguised = PLAN.replacen("version: 4", "version: 3", 1);
    assert!(format::decode_plan(disguised.as_bytes()).is_err(), "version 3 knows no figures");
    let renewed = format::encode_plan(&old).expect("text");
    assert_eq!(renewed, PLAN_3.replacen("version: 3", "version: 4", 1));
}

#[test]
fn an_entry_that_cannot_be_is_refused() {
    let check = |from: &str, to: &str, expected: &str| {
        let text = PLAN.replacen(from, to, 1);
        assert_ne!(text, PLAN, "{from}");
        let Err(format::ReadError::Damaged(damage)) = format::decode_plan(text.as_bytes()) else {
            panic!("{to} was read");
        };
        assert_eq!(damage.cause, expected);
    };
    check("max: 300.0", "max: NaN", "the range does not go from less to more");
    check("sem: Some(4.5)", "sem: Some(0.0)", "the standard error is not above 0");
    check("(min: 20, usual: 40, max: 60)", "(min: 20, usual: 70, max: 60)", "a dose is not in order, or above 3600 s");
    check("          secs: 45,", "          secs: 0,", "what is prescribed is outside 1 to 3600 s");
    check(
        "pelvis: (0.0, 0.525, 0.0)",
        "pelvis: (0.0, NaN, 0.0)",
        "The figure cannot be drawn: the pelvis must lie within -10 and 10 (pose 1).",
    );
    check("secs_per_side: 120", "secs_per_side: 4000000000", "a part of the circuit is longer than 3600 s");
}

#[test]
fn a_damaged_file_of_any_version_gives_back_its_whole_records() {
    for text in [MONTH_1, MONTH_2, MONTH_3, MONTH] {
        let whole = format::decode(text.as_bytes()).expect("a sound file");
        let damaged = text.replacen("body: Training((", "body: Training(", 1);
        let format::Salvage { content, twins: _, lost } = format::salvage(damaged.as_bytes());
        assert_eq!((content.records.len(), lost), (whole.records.len() - 1, 1));
        assert!(content.records.iter().all(|(id, record)| whole.records.get(id) == Some(record)));
    }
}

#[test]
fn a_measurement_that_cannot_be_true_is_refused_and_one_of_an_own_metric_is_not() {
    let check = |metric: &str, expected: Option<&str>| {
        let record = format!(
            "(id: \"01KJKSZZ80000000000000000A\", rev: 1, when: (at: \"2026-03-01T06:40:00Z\", offset_secs: 0), body: CheckIn((metrics: {{{metric}}})))"
        );
        let read = format::decode(format!("(version: 4, records: [{record}])").as_bytes());
        let cause = match read {
            Err(format::ReadError::Damaged(damage)) => Some(damage.cause),
            Ok(_) | Err(format::ReadError::Newer(_)) => None,
        };
        assert_eq!(cause.as_deref(), expected, "{metric}");
    };
    check("\"jump_height\": 150.0", None);
    check("\"jump_height\": 150.5", Some("jump height is outside 1 to 150 cm"));
    check("\"sleep\": -1.0", Some("sleep is outside 0 to 24 h"));
    check("\"grip\": 1e300", None);
    check("\"grip\": NaN", Some("a measured value is not a number"));
}

#[test]
fn files_are_in_the_form_in_which_they_are_written_today() {
    let read: Content = format::decode(MONTH.as_bytes()).expect("a sound file");
    assert_eq!(read.deleted.len(), 1);
    assert_eq!(format::encode(&read).expect("text"), MONTH);
}

#[test]
fn a_file_of_another_device_may_bear_any_name_that_ends_in_ron() {
    let fs = MemoryFs::default();
    fs.put(PathBuf::from("/data/log/2026/2026-03.k7f2q.sync-conflict-20260307-120000-ABCDEFG.ron"), MONTH);
    assert_eq!(reopened(&fs).record_count(), 7);
}
