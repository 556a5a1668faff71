//! Series, verdicts, words, deficits and the schedule.

use jiff::civil::{Date, date};

use super::*;
use crate::catalog::Catalog;
use crate::domain::{Body, Doubt, Edit, Intensity, Profile, RecordId, Schedule, Settings, Stamp, Training};
use jiff::ToSpan;
use proptest::prelude::*;

fn catalog() -> Catalog {
    Catalog::built_in().expect("the catalogue parses")
}

/// 22 November 2026.
fn today() -> Date {
    date(2026, 11, 22)
}

fn record(day: Date, body: Body) -> Record {
    let at = day.at(17, 0, 0, 0).in_tz("UTC").expect("a moment").timestamp();
    let when = Stamp { at, offset_secs: 0, zone: String::new() };
    Record { id: RecordId::new(at, 7), rev: 1, when, body }
}

/// Retests of one trial a side, every ten days, the last `days_ago`.
fn sided(benchmark: &str, scores: &[(f64, f64)], days_ago: i32) -> Vec<Record> {
    let of = |(to_last, &(left, right)): (i32, &(f64, f64))| {
        let age = days_ago + 10 * to_last;
        let retest = Retest { left: vec![left], right: vec![right], ..Retest::of(benchmark.into()) };
        record(today().saturating_sub(age.days()), Body::Retest(retest))
    };
    let mut records: Vec<Record> = (0..).zip(scores.iter().rev()).map(of).collect();
    records.reverse();
    records
}

fn document(records: Vec<Record>) -> Document {
    Document::new(records, Profile::default(), Settings::default())
}

fn results(id: &str, records: Vec<Record>) -> Results {
    let (catalog, document, id) = (catalog(), document(records), id.into());
    let by_benchmark = retests(&document);
    Results::of(catalog.benchmark(&id).expect("known"), by_benchmark.get(&id).map_or(&[], Vec::as_slice))
}

/// The results of the left side of knee-to-wall (0.7 cm), the right staying at 9.
fn ktw(scores: &[f64]) -> SideResults {
    let both: Vec<(f64, f64)> = scores.iter().map(|&left| (left, 9.0)).collect();
    results("ktw", sided("ktw", &both, 3)).sides.swap_remove(0)
}

#[test]
fn a_score_is_the_mean_of_its_trials_or_their_median_where_one_lies_far_off() {
    let check = |trials: &[f64], expected: Option<(f64, Centre)>| {
        assert_eq!(score(trials, Some(1.0)), expected, "{trials:?}");
    };
    check(&[], None);
    check(&[4.0], Some((4.0, Centre::Mean)));
    check(&[4.0, 9.0], Some((6.5, Centre::Mean)));
    check(&[4.0, 4.0, 6.0], Some((14.0 / 3.0, Centre::Mean)));
    check(&[4.0, 4.0, 6.5], Some((4.0, Centre::Median)));
    check(&[4.0, 4.0, 9.0, 4.0], Some((4.0, Centre::Median)));
    assert_eq!(score(&[4.0, 4.0, 90.0], None).map(|(_, centre)| centre), Some(Centre::Mean));
    assert_eq!(far_trial(&[4.0, 9.0, 4.0], 1.0), Some(1));
    assert_eq!(far_trial(&[4.0, 9.0], 1.0), None);
}

#[test]
fn the_first_of_three_is_practice_and_what_is_doubtful_does_not_count() {
    use Part::{Counted, Doubtful, Practice};

    let parts = |records: Vec<Record>| -> Vec<Part> {
        results("ktw", records).sides[0].sessions.iter().map(|session| session.part).collect()
    };
    assert_eq!(parts(sided("ktw", &[(9.0, 9.0); 2], 3)), [Counted, Counted]);
    let mut records = sided("ktw", &[(9.0, 9.0); 4], 3);
    assert_eq!(parts(records.clone()), [Practice, Counted, Counted, Counted]);
    if let Body::Retest(retest) = &mut records[2].body {
        retest.doubts.insert(Doubt::AfterCircuit);
    }
    assert_eq!(parts(records), [Practice, Counted, Doubtful, Counted]);
}

#[test]
fn a_verdict_needs_a_baseline_and_a_change_two_retests_in_a_row() {
    let check = |scores: &[f64], expected: Verdict| assert_eq!(ktw(scores).verdict, expected, "{scores:?}");
    let missing = |more| Verdict::CantTellYet(Missing::Retests { more });
    check(&[9.0], missing(3));
    check(&[9.0, 14.0], missing(2));
    check(&[9.0, 14.0, 14.0], missing(1));
    // With a baseline of two the limit is 2.1 · 0.7 · √1.5 = 1.80. Three equal tests before the latest two make the error
    // 0.7 · √(6/7.33) = 0.63, and the limit 2.1 · 0.63 · √(4/3) = 1.53.
    check(&[5.0, 9.0, 9.0, 9.8], Verdict::Within);
    check(&[5.0, 9.0, 9.0, 9.9], Verdict::MayBeChanging);
    check(&[5.0, 9.0, 9.0, 10.9], Verdict::FirstSign(Course::Better));
    check(&[5.0, 9.0, 9.0, 10.9, 10.9], Verdict::Improved);
    check(&[5.0, 9.0, 9.0, 7.1, 7.1], Verdict::Declined);
    check(&[5.0, 9.0, 9.0, 10.9, 7.1], Verdict::FirstSign(Course::Worse));
    check(&[5.0, 9.0, 9.0, 9.0, 10.6, 10.6], Verdict::Improved);
    check(&[5.0, 9.0, 9.0, 9.0, 10.5, 10.6], Verdict::FirstSign(Course::Better));
}

#[test]
fn less_is_better_where_the_benchmark_says_so_and_rough_looks_claim_nothing() {
    let both = |value: f64| (value, 30.0);
    let of = |id: &str, first: f64, last: f64| {
        let scores = [both(first), both(first), both(first), both(first), both(last), both(last)];
        results(id, sided(id, &scores, 3)).sides.swap_remove(0).verdict
    };
    // A deficit of active knee extension that falls is better.
    assert_eq!(of("ake", 30.0, 15.0), Verdict::Improved);
    assert_eq!(of("ake", 15.0, 30.0), Verdict::Declined);
    assert_eq!(of("neck_rot", 60.0, 90.0), Verdict::RoughLook);
    assert_eq!(results("neck_rot", sided("neck_rot", &[both(60.0); 9], 3)).asymmetry, Asymmetry::Unasked);
}

#[test]
fn sides_are_behind_after_two_retests_beyond_error() {
    let check = |scores: &[(f64, f64)], expected: &str| {
        let catalog = catalog();
        let benchmark = catalog.benchmark(&"ktw".into()).expect("known");
        let found = results("ktw", sided("ktw", scores, 3)).asymmetry.words(benchmark);
        assert!(found.contains(expected), "{scores:?}: {found}");
    };
    check(&[(12.0, 9.0)], "from two retests");
    check(&[(12.0, 9.0), (12.0, 9.0)], "differ by 3.0 cm, more than test error (1.9), twice; the right is behind");
    check(&[(9.0, 12.0), (9.0, 12.0)], "the left is behind");
    check(&[(12.0, 9.0), (10.0, 9.0)], "differ by 1.0 cm; from 1.9 on");
    check(&[(12.0, 9.0), (9.0, 12.0)], "differ by 3.0 cm; from 1.9 on");
}

#[test]
fn the_words_are_numbers_with_their_error() {
    let catalog = catalog();
    let benchmark = catalog.benchmark(&"ktw".into()).expect("known");
    let check = |scores: &[f64], numbers: &str, remark: &str, baseline: &str| {
        let side = ktw(scores);
        assert_eq!(side.numbers(benchmark), numbers);
        assert_eq!(side.verdict.remark(), remark);
        assert_eq!(side.baseline_words(), baseline);
    };
    check(
        &[9.0],
        "9.0 cm; two single tests can differ by ±2.1 by error alone.",
        "3 more retests are needed.",
        "1 retest counts",
    );
    check(
        &[5.0, 9.0, 9.0],
        "9.0 cm; two single tests can differ by ±2.1 by error alone.",
        "One more retest is needed.",
        "2 retests count",
    );
    check(
        &[5.0, 9.0, 9.0, 9.0, 10.8, 10.8],
        "10.8 cm, +1.8 since baseline; your test can wobble ±1.5.",
        "Two retests in a row agree.",
        "Baseline: retests 2–4. 5 retests count; error learned from your own repeats and published values.",
    );
    assert_eq!([number(-2.04, benchmark), number(-0.04, benchmark)], ["−2.0", "0.0"]);
    assert_eq!([signed(0.04, benchmark), signed(-0.2, benchmark), signed(0.2, benchmark)], ["±0.0", "−0.2", "+0.2"]);
}

#[test]
fn a_drift_is_rough_from_four_retests_and_a_trend_from_six() {
    let drift = |scores: &[f64]| {
        let mut all = vec![0.0];
        all.extend(scores);
        ktw(&all).drift
    };
    let claim = |scores: &[f64]| drift(scores).expect("four and more over thirty days").claim;
    assert_eq!(drift(&[9.0, 9.1, 9.2]), None);
    let rough = drift(&[9.0, 9.1, 9.2, 9.3]).expect("four over thirty days");
    assert!(rough.claim == Claim::Rough && (rough.per_28_days - 0.28).abs() < 1e-6, "{rough:?}");
    assert_eq!(claim(&[9.0, 9.1, 9.2, 9.3, 9.4]), Claim::Trend, "five that all rise");
    assert_eq!(claim(&[9.0, 9.1, 9.2, 9.4, 9.3]), Claim::Rough);
    assert_eq!(claim(&[9.0, 9.1, 9.2, 9.4, 9.3, 9.5]), Claim::Trend);
    assert_eq!(claim(&[9.5, 9.1, 9.2, 9.4, 9.3, 9.0]), Claim::Unclear);
}

#[test]
fn a_plateau_needs_eight_retests_and_a_bound_below_what_is_worth_having() {
    // A fifth of the 2.8 cm between people is 0.56 cm. Every ten days, the first for practice.
    let claim = |flat: usize, step: f64| {
        let scores: Vec<f64> =
            (0..=flat).map(|index| 9.0 + step * index as f64 + if index % 2 == 0 { 0.05 } else { 0.0 }).collect();
        let side = ktw(&scores);
        (side.drift.expect("over three weeks").claim, side)
    };
    assert_eq!(claim(7, 0.0).0, Claim::Unclear, "seven are too few");
    let (found, side) = claim(10, 0.0);
    let Claim::Plateau { fastest, worthwhile } = found else { panic!("{found:?}") };
    assert!(fastest < 0.56 && (worthwhile - 0.56).abs() < 1e-9, "{fastest} {worthwhile}");
    let catalog = catalog();
    let benchmark = catalog.benchmark(&"ktw".into()).expect("known");
    let words = side.drift.expect("there").words(benchmark);
    assert!(words.starts_with("a plateau: at most 0.") && words.contains("worth having (0.56)"), "{words}");
    assert_eq!(claim(10, 0.2).0, Claim::Trend);
    // Nobody knows what is worth having where nobody reported how far people differ.
    let scores = [(20.0, 20.0); 12];
    let drift = results("sh_flex", sided("sh_flex", &scores, 3)).sides[0].drift.expect("long enough");
    assert_eq!(drift.claim, Claim::Unclear);
    assert!(drift.words(benchmark).starts_with("no clear trend yet, whether a plateau or slow progress"));
}

#[test]
fn a_confirmed_change_is_not_followed_by_no_clear_trend() {
    let catalog = catalog();
    let benchmark = catalog.benchmark(&"ktw".into()).expect("known");
    let check = |values: &[f64], verdict: Verdict, is_said: bool| {
        let side = ktw(values);
        assert_eq!(side.verdict, verdict, "{values:?}");
        assert_eq!(side.drift.map(|drift| drift.claim), Some(Claim::Unclear), "{values:?}");
        assert_eq!(side.drift_words(benchmark).is_some(), is_said, "{values:?}");
    };
    check(&[9.0, 9.0, 9.4, 9.0, 9.3, 8.9, 9.2], Verdict::Within, true);
    check(&[9.0, 9.0, 9.4, 9.0, 8.8, 11.8, 11.7], Verdict::Improved, false);
}

#[test]
fn three_chances_are_said_of_a_change_where_it_is_known_what_is_worth_having() {
    let catalog = catalog();
    let of = |id: &str| catalog.benchmark(&id.into()).expect("known");
    let side = ktw(&[9.0, 9.0, 9.0, 9.0, 10.8, 10.8]);
    let worth = change_worth(of("ktw"), &side).expect("a baseline and a spread");
    assert!(worth.better > 0.9 && worth.worse < 0.01, "{worth:?}");
    assert!((worth.better + worth.trivial + worth.worse - 1.0).abs() < 1e-9);
    let words = worth_words(of("ktw"), &side);
    assert!(words.contains("worth having: 9") && words.ends_with("for the worse: below 1\u{a0}%."), "{words}");
    // Before a verdict, without a known spread, and of a rough look nothing is said.
    assert_eq!(worth_words(of("ktw"), &ktw(&[9.0, 9.0])), "");
    for id in ["sh_flex", "neck_rot"] {
        let side = results(id, sided(id, &[(60.0, 60.0); 6], 3)).sides.swap_remove(0);
        assert_eq!(worth_words(of(id), &side), "", "{id}");
    }
    // Less is better: a deficit that falls is for the better.
    let fallen = results("ake", sided("ake", &[30.0, 30.0, 30.0, 30.0, 15.0, 15.0].map(|value| (value, 30.0)), 3));
    assert!(change_worth(of("ake"), &fallen.sides[0]).expect("known").better > 0.9);
}

#[test]
fn a_rotation_that_differs_between_sides_counts_only_where_the_total_arcs_differ_too() {
    let catalog = catalog();
    let check = |inner: (f64, f64), outer: Option<(f64, f64)>, expected: &str, is_deficit: bool| {
        let mut records = sided("sh_ir90", &[inner; 2], 3);
        if let Some(outer) = outer {
            let mut others = sided("sh_er90", &[outer; 2], 4);
            for (index, record) in (100..).zip(&mut others) {
                record.id = RecordId::new(record.when.at, index);
            }
            records.extend(others);
        }
        let document = document(records);
        let by_benchmark = retests(&document);
        let all = Results::of_all(&by_benchmark, &catalog);
        let id = BenchmarkId::from("sh_ir90");
        let words = all[&id].asymmetry.words(catalog.benchmark(&id).expect("known"));
        assert!(words.contains(expected), "{words}");
        let flat: Vec<(&Record, &Retest)> = by_benchmark.values().flatten().copied().collect();
        let has_deficit = deficits(&flat, &catalog, today()).iter().any(|deficit| deficit.benchmark == id);
        assert_eq!(has_deficit, is_deficit, "{words}");
    };
    // 20° between the sides, and 20° the other way outward: turned.
    check((65.0, 45.0), Some((90.0, 110.0)), "both rotations together only by 0°", false);
    check((65.0, 45.0), Some((90.0, 105.0)), "both rotations together only by 5°", false);
    check((65.0, 45.0), Some((90.0, 104.0)), "the right is behind", true);
    check((65.0, 45.0), None, "test the external one too", false);
    check((65.0, 48.0), None, "from 18 on", false);
}

#[test]
fn a_hard_session_of_the_last_day_and_another_time_of_day_speak_against_a_retest() {
    let hard = |intensity| Training { types: ["squat".into()].into(), intensity, note: String::new() };
    let day = |days_ago: i32| today().saturating_sub(days_ago.days());
    let check = |records: Vec<Record>, hour: i8, minute: i8, expected: &[Doubt]| {
        let now = today().at(hour, minute, 0, 0).in_tz("UTC").expect("a moment");
        let found = doubts(&document(records), &"ktw".into(), &now);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{hour}:{minute:02}");
    };
    // All records stand at 17:00.
    let training = |intensity| vec![record(day(1), Body::Training(hard(intensity)))];
    check(training(Intensity::Hard), 16, 59, &[Doubt::AfterHardTraining]);
    check(training(Intensity::Hard), 17, 0, &[]);
    check(training(Intensity::Moderate), 16, 0, &[]);
    let retest = |id: &str| vec![record(day(9), Body::Retest(Retest::of(id.into())))];
    check(retest("ktw"), 19, 0, &[]);
    check(retest("ktw"), 15, 0, &[]);
    check(retest("ktw"), 19, 1, &[Doubt::OtherTimeOfDay]);
    check(retest("ktw"), 14, 59, &[Doubt::OtherTimeOfDay]);
    check(retest("ake"), 9, 0, &[]);
}

#[test]
fn deficits_are_declines_and_sides_behind_beyond_error_in_retests_of_the_last_weeks() {
    let catalog = catalog();
    let check = |records: Vec<Record>, expected: &[(&str, Shortcoming)]| {
        let document = document(records);
        let all: Vec<(&Record, &Retest)> = retests(&document).into_values().flatten().collect();
        let found = deficits(&all, &catalog, today());
        let found: Vec<(String, Shortcoming)> =
            found.into_iter().map(|deficit| (deficit.region.to_string(), deficit.shortcoming)).collect();
        let expected: Vec<(String, Shortcoming)> =
            expected.iter().map(|&(region, shortcoming)| (region.to_owned(), shortcoming)).collect();
        assert_eq!(found, expected);
    };
    let behind = [("ankle_right", Shortcoming::OtherSide { by: 3.0 })];
    check(sided("ktw", &[(12.0, 9.0), (12.0, 9.0)], 3), &behind);
    check(sided("ktw", &[(12.0, 9.0), (12.0, 9.0)], 84), &behind);
    check(sided("ktw", &[(12.0, 9.0), (12.0, 9.0)], 85), &[]);
    check(sided("ktw", &[(12.0, 9.0)], 3), &[]);
    let gone_back = [(9.0, 9.0), (9.0, 9.0), (9.0, 9.0), (9.0, 9.0), (9.0, 7.0), (9.0, 7.0)];
    check(sided("ktw", &gone_back, 3), &[("ankle_right", Shortcoming::Baseline { by: 2.0 })]);
    check(sided("neck_rot", &[(90.0, 40.0), (90.0, 40.0)], 3), &[]);
}

#[test]
fn the_suggested_set_is_twelve_and_follows_the_trainings() {
    let catalog = catalog();
    let of = |types: &[&str]| {
        let training =
            |id: &&str| Training { types: [(*id).into()].into(), intensity: Intensity::Hard, note: String::new() };
        let records = types.iter().map(|id| record(today(), Body::Training(training(id)))).collect();
        suggested(&document(records), &catalog, today())
    };
    let none = of(&[]);
    assert_eq!(none.len(), 12);
    assert_eq!(none[0], "ktw".into());
    assert!(none.contains(&"wrist_ext".into()) && !none.contains(&"comb_el".into()));
    let hinge = of(&["hinge"]);
    assert_eq!(hinge[..3], ["ake".into(), "slr".into(), "sit_reach".into()]);
    for id in of(&["swim"]) {
        assert_ne!(id, "wrist_ext".into());
    }
}

#[test]
fn no_day_asks_for_more_than_fifteen_minutes_and_what_was_put_off_waits() {
    let catalog = catalog();
    let mut document = document(sided("ktw", &[(9.0, 9.0)], 20));
    let all = due(&document, &catalog, today());
    assert_eq!(all.len(), 12);
    // Overdue since long ago comes first.
    assert_eq!((all[0].benchmark.as_str(), all[0].day), ("ktw", today()));
    let mut by_day = BTreeMap::<Date, u32>::new();
    for due in &all {
        *by_day.entry(due.day).or_default() += due.minutes;
    }
    assert!(by_day.values().all(|&minutes| minutes <= DAY_MINUTES), "{by_day:?}");
    assert!(by_day.len() >= 3);
    let until = today().saturating_add(9.days());
    let mut profile = Profile::clone(&document.profile);
    profile.retests.insert("ktw".into(), Schedule { every_days: Some(7), snoozed_until: Some(until) });
    profile.retests.insert("slr".into(), Schedule { every_days: None, snoozed_until: None });
    profile.retests.insert("ftf".into(), Schedule { every_days: Some(28), snoozed_until: None });
    document.apply(Edit::Profile(profile));
    let all = due(&document, &catalog, today());
    let day = |id: &str| all.iter().find(|due| due.benchmark.as_str() == id).map(|due| due.day);
    assert_eq!(day("ktw"), Some(until));
    assert_eq!(day("slr"), None);
    // An alternative takes the place of its benchmark.
    assert!(day("ftf").is_some() && day("sit_reach").is_none());
}

#[test]
fn the_schedule_counts_from_the_last_retest() {
    let catalog = catalog();
    let day = |days_ago: i32| {
        let document = document(sided("ktw", &[(9.0, 9.0)], days_ago));
        due(&document, &catalog, today()).into_iter().find(|due| due.benchmark.as_str() == "ktw").expect("wanted").day
    };
    assert_eq!(day(0), today().saturating_add(14.days()));
    assert_eq!(day(13), today().saturating_add(1.days()));
    assert_eq!(day(14), today());
    assert_eq!(day(400), today());
}

proptest! {
    #[test]
    fn below_the_gates_there_is_no_verdict_whatever_was_measured(
        scores in prop::collection::vec((0.0..25.0_f64, 0.0..25.0_f64), 0..4),
    ) {
        let results = results("ktw", sided("ktw", &scores, 3));
        for side in &results.sides {
            prop_assert!(matches!(side.verdict, Verdict::CantTellYet(_)));
        }
        if scores.len() < 2 {
            prop_assert_eq!(results.asymmetry, Asymmetry::CantTellYet);
        }
    }

    #[test]
    fn a_verdict_does_not_mind_where_the_scale_begins(
        scores in prop::collection::vec(0.0..12.0_f64, 4..16), shift in 0.0..12.0_f64,
    ) {
        let moved: Vec<f64> = scores.iter().map(|score| score + shift).collect();
        let (found, moved) = (ktw(&scores), ktw(&moved));
        prop_assert_eq!(found.verdict, moved.verdict);
    }
}

#[test]
fn nothing_was_tested_yet_and_the_results_are_empty() {
    let results = results("ktw", Vec::new());
    assert_eq!((results.count(), results.latest()), (0, None));
    assert_eq!(results.sides[0].wobble().map(|wobble| (wobble * 100.0).round()), Some(208.0));
    assert_eq!(retests(&document(Vec::new())).len(), 0);
}
