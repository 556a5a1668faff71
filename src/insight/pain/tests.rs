use jiff::Timestamp;

use super::*;
use crate::domain::{
    Body, CheckIn, Concern, Group, PainAnswer, Profile, Rating, Record, RecordId, Settings, Shown, Side, Stamp,
};

fn calf() -> Region {
    Region::new(Group::Calf, Side::Left).expect("sided")
}

fn now() -> Zoned {
    "2026-11-22T18:00:00+01:00[Europe/Berlin]".parse().expect("a moment")
}

fn day(days_ago: i32) -> Date {
    now().date().saturating_sub(days_ago.days())
}

fn sore(value: u8) -> RegionRating {
    RegionRating { soreness: Rating::try_from(value).ok(), ..RegionRating::default() }
}

fn marked(concern: Concern) -> RegionRating {
    RegionRating { wrong: Some(concern.into()), ..RegionRating::default() }
}

fn check_in(days_ago: i32, check_in: CheckIn) -> Record {
    let when = now().saturating_sub(days_ago.days()).saturating_sub(1.hour());
    let id = RecordId::new(Timestamp::UNIX_EPOCH, days_ago.unsigned_abs().into());
    Record { id, rev: 1, when: Stamp::new(&when), body: Body::CheckIn(check_in) }
}

fn said(days_ago: i32, rating: RegionRating) -> Record {
    check_in(days_ago, CheckIn { regions: BTreeMap::from([(calf(), rating)]), ..CheckIn::default() })
}

fn document(records: impl IntoIterator<Item = Record>) -> Document {
    Document::new(records, Profile::default(), Settings::default())
}

/// What is seen of the calf.
fn trend(records: impl IntoIterator<Item = Record>) -> Option<(PainKind, Date)> {
    let document = document(records);
    let trends = pain_trends(&Said::of(&document, &now()), &document, &now());
    assert!(trends.iter().all(|trend| trend.region == calf()) && trends.len() <= 1);
    trends.first().map(|trend| (trend.kind, trend.since))
}

#[test]
fn four_painful_days_of_the_last_fourteen_are_told_with_their_first_day() {
    let check = |days: &[i32], value: u8, expected: Option<(usize, i32)>| {
        let found = trend(days.iter().map(|&days_ago| said(days_ago, sore(value))));
        let expected = expected.map(|(days, since)| (PainKind::Lasting { days }, day(since)));
        assert_eq!(found, expected, "{days:?} {value}");
    };
    check(&[0, 1, 2], 10, None);
    check(&[0, 1, 2, 3], 7, Some((4, 3)));
    check(&[0, 1, 2, 3], 6, None);
    check(&[0, 4, 8, 13], 7, Some((4, 13)));
    check(&[0, 4, 8, 14], 7, None);
    check(&[0, 4, 8, 13, 20, 27], 7, Some((4, 27)));
    check(&[0, 4, 8, 13, 21], 7, Some((4, 13)));
}

#[test]
fn of_each_day_the_last_answer_counts() {
    let earlier = |days_ago: i32| {
        let mut record = said(days_ago, sore(9));
        record.id = RecordId::new(Timestamp::UNIX_EPOCH, 1000 + u128::from(days_ago.unsigned_abs()));
        record.when.at = record.when.at.saturating_sub(1.hour()).expect("in range");
        record
    };
    assert_eq!(trend((0..6).map(earlier)).map(|(kind, _)| kind), Some(PainKind::Lasting { days: 6 }));
    assert_eq!(trend((0..6).flat_map(|days_ago| [earlier(days_ago), said(days_ago, sore(3))])), None);
}

#[test]
fn a_mark_for_a_clinician_counts_every_day_that_it_holds_and_a_wound_does_not() {
    let check = |records: Vec<Record>, expected: Option<(usize, i32)>| {
        let expected = expected.map(|(days, since)| (PainKind::Lasting { days }, day(since)));
        assert_eq!(trend(records), expected);
    };
    check(vec![said(3, marked(Concern::SharpPain))], Some((4, 3)));
    check(vec![said(2, marked(Concern::SharpPain))], None);
    check(vec![said(60, marked(Concern::LastingPain))], Some((14, 60)));
    check(vec![said(60, marked(Concern::LastingPain)), said(5, sore(2))], Some((8, 60)));
    check(vec![said(60, marked(Concern::LastingPain)), said(11, sore(2))], None);
    check(vec![said(60, marked(Concern::Wound))], None);
    check(vec![said(60, marked(Concern::Surgery))], None);
    let until = Flag { concern: Concern::SharpPain, until: Some(day(11)) };
    check(vec![said(60, RegionRating { wrong: Some(until), ..RegionRating::default() })], None);
}

/// Ratings of the usual weeks, one a day, and of the last days.
fn weeks(usual: impl Fn(i32) -> u8, usual_days: i32, lately: impl Fn(i32) -> u8, days: i32) -> Vec<Record> {
    let before = (PAIN_DAYS..PAIN_DAYS + usual_days).map(|days_ago| said(days_ago, sore(usual(days_ago))));
    before.chain((0..days).map(|days_ago| said(days_ago, sore(lately(days_ago))))).collect()
}

#[test]
fn a_rise_of_two_spreads_is_told_within_days_and_only_against_enough_usual_ratings() {
    let usual = |days_ago: i32| [1, 2, 2, 3][days_ago.unsigned_abs() as usize % 4];
    let check = |usual_days: i32, lately: u8, days: i32, expected: Option<(f64, i32)>| {
        let found = trend(weeks(usual, usual_days, |_| lately, days));
        let expected = expected.map(|(lately, since)| (PainKind::Rising { usual: 2.0, lately }, day(since)));
        assert_eq!(found, expected, "{usual_days} usual days, {lately} for {days} days");
    };
    // The spread is one point at least, so 4 is two spreads above 2: 1.5 a day, and 5 is passed on the fourth.
    check(28, 4, 4, Some((4.0, 3)));
    check(28, 4, 3, None);
    check(28, 6, 2, Some((6.0, 1)));
    check(28, 2, 14, None);
    let enough = i32::try_from(USUAL_RATINGS).expect("a few");
    check(enough, 5, 6, Some((5.0, 5)));
    check(enough - 1, 5, 6, None);
    // A single point more adds up to a signal, but nobody would notice it.
    check(28, 3, 14, None);
}

#[test]
fn where_all_usual_ratings_are_equal_a_point_is_the_measure() {
    let check = |usual: u8, lately: u8, days: i32, is_told: bool| {
        let found = trend(weeks(|_| usual, 28, |_| lately, days));
        let expected = (f64::from(usual), f64::from(lately));
        let told = found.map(|(kind, _)| kind);
        let expected = is_told.then_some(PainKind::Rising { usual: expected.0, lately: expected.1 });
        assert_eq!(told, expected, "{usual} then {lately} for {days} days");
    };
    check(0, 1, 14, false);
    check(0, 2, 3, false);
    check(0, 2, 4, true);
    check(3, 3, 14, false);
    check(5, 1, 14, false);
}

#[test]
fn a_rise_that_is_over_is_not_told() {
    let lately = |days_ago: i32| if days_ago > 7 { 5 } else { 2 };
    assert_eq!(trend(weeks(|_| 2, 28, lately, 14)), None);
    assert_eq!(
        trend(weeks(|_| 2, 28, |days_ago| if days_ago > 3 { 8 } else { 2 }, 14)).map(|(kind, _)| kind),
        Some(PainKind::Lasting { days: 10 })
    );
    assert_eq!(trend(weeks(|_| 2, 28, |days_ago| if days_ago > 3 { 6 } else { 2 }, 14)), None);
    assert!(trend(weeks(|_| 2, 28, |days_ago| if days_ago > 7 { 2 } else { 5 }, 14)).is_some());
}

#[test]
fn an_answer_keeps_it_quiet_for_four_weeks() {
    let check = |days_ago: i32, is_told: bool| {
        for answer in PainAnswer::ALL {
            let pain_answers = BTreeMap::from([(calf(), answer)]);
            let mut answered = check_in(days_ago, CheckIn { pain_answers, ..CheckIn::default() });
            answered.id = RecordId::new(Timestamp::UNIX_EPOCH, 9999);
            let records = [said(60, marked(Concern::LastingPain)), answered];
            assert_eq!(trend(records).is_some(), is_told, "{answer:?} {days_ago} days ago");
        }
    };
    check(0, false);
    check(ANSWERED_DAYS - 1, false);
    check(ANSWERED_DAYS, true);
    check(-1, true);
}

#[test]
fn it_is_shown_once_a_week_and_all_of_the_day_on_which_it_was_shown() {
    let check = |shown: Option<i32>, is_due: bool| {
        let pain = shown.map(|days_ago| (calf(), day(days_ago))).into_iter().collect();
        let settings = Settings { shown: Shown { pain, ..Shown::default() }, ..Settings::default() };
        let document = Document::new([said(60, marked(Concern::SharpPain))], Profile::default(), settings);
        assert_eq!(
            due_pain_trends(&Said::of(&document, &now()), &document, &now()).len(),
            usize::from(is_due),
            "{shown:?}"
        );
    };
    check(None, true);
    check(Some(0), true);
    check(Some(1), false);
    check(Some(6), false);
    check(Some(7), true);
    // A clock that went back must not hide it for ever.
    check(Some(-3), true);
}

#[test]
fn the_words_say_since_when_and_whom_to_ask() {
    let words = |kind| PainTrend { region: calf(), since: day(13), kind }.words();
    assert_eq!(
        words(PainKind::Lasting { days: 6 }),
        "Your left calf: sore at 7 or more, or marked, on 6 of the last 14 days, since 9 November. It is worth having \
         a clinician look at it."
    );
    assert_eq!(
        words(PainKind::Rising { usual: 2.0, lately: 4.5 }),
        "Your left calf: sorer than usual since 9 November, median 4.5 where it was 2 in the four weeks before. It is \
         worth having a clinician look at it."
    );
}

#[test]
fn of_steady_ratings_few_are_told_and_of_a_lasting_rise_most_within_a_fortnight() {
    // Whole-number ratings around 3 with a standard deviation of about 1.2, seen on one day each.
    let told = |rise: f64| {
        let mut rng = fastrand::Rng::with_seed(14);
        let mut rating = |mean: f64| {
            let noise: f64 = (0..12).map(|_| rng.f64()).sum::<f64>() - 6.0;
            (mean + 1.2 * noise).round().clamp(0.0, 10.0) as u8
        };
        let runs = 200;
        let is_told = |_: &i32| {
            let usual: Vec<u8> = (0..USUAL_DAYS).map(|_| rating(3.0)).collect();
            let lately: Vec<u8> = (0..PAIN_DAYS).map(|_| rating(3.0 + rise)).collect();
            let usual_of = |days_ago: i32| usual[(days_ago - PAIN_DAYS) as usize];
            trend(weeks(usual_of, USUAL_DAYS, |days_ago| lately[days_ago as usize], PAIN_DAYS)).is_some()
        };
        (0..runs).filter(is_told).count() as f64 / f64::from(runs)
    };
    let (steady, risen) = (told(0.0), told(3.0));
    assert!(steady <= 0.02, "{steady}");
    assert!(risen >= 0.9, "{risen}");
}
