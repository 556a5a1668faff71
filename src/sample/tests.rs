//! Whether the sample life really holds what its module promises.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};

use super::circuits::{HELPS, HELPS_NOT};
use super::retests::TESTED;
use super::{MONTHS_MAX, document};
use crate::catalog::Catalog;
use crate::domain::{
    Body, CircuitRecord, Concern, Document, Group, Intensity, Rating, Record, Region, Response, Retest, Scale, Work,
};
use crate::insight::{Series, median};

fn catalog() -> Catalog {
    Catalog::built_in().expect("the built-in catalogue parses")
}

fn now() -> Zoned {
    "2026-11-22T15:04:05+01:00[Europe/Berlin]".parse().expect("a moment")
}

fn life(months: u32, seed: u64) -> Document {
    document(&catalog(), &now(), months, seed)
}

fn region(id: &str) -> Region {
    id.parse().expect("a known region")
}

fn circuits(document: &Document) -> impl Iterator<Item = (&Record, &CircuitRecord)> {
    document.records().filter_map(|record| match &record.body {
        Body::Circuit(circuit) => Some((record.as_ref(), circuit)),
        _ => None,
    })
}

fn retests<'a>(document: &'a Document, id: &'a str) -> Vec<(Date, &'a Retest)> {
    let of_id = document.records().filter_map(|record| match &record.body {
        Body::Retest(retest) if retest.benchmark.as_str() == id => Some((record.when.day(), retest)),
        _ => None,
    });
    of_id.collect()
}

/// Median of the ratings of a region on the days `from..to` before today.
fn median_of(document: &Document, id: &str, scale: Scale, from: i32, to: i32) -> f64 {
    let today = now().date();
    let series = Series::new(document, region(id), scale);
    let points = series.between(today.saturating_sub((to - 1).days()), today.saturating_sub(from.days()));
    median(points.iter().map(|point| f64::from(point.rating))).expect("there are ratings")
}

#[test]
fn the_same_inputs_give_the_same_bytes_and_another_seed_does_not() {
    let bytes = |seed| {
        let document = life(3, seed);
        let records: Vec<String> =
            document.records().map(|record| ron::to_string(record.as_ref()).expect("a record serialises")).collect();
        records.join("\n")
    };
    assert_eq!(bytes(1), bytes(1));
    assert_ne!(bytes(1), bytes(2));
}

#[test]
fn eighteen_months_hold_about_two_thousand_records_of_every_kind() {
    for seed in 0..2 {
        let document = life(18, seed);
        let count = document.record_count();
        assert!((1_500..=2_500).contains(&count), "{count}");
        let first = document.timeline().first().expect("there are records").when.day();
        assert!(first < now().date().saturating_sub(17.months()));
        assert!(document.check_ins(..).count() > 450);
        assert!(document.trainings(..).count() > 280);
        assert!(circuits(&document).count() > 350);
    }
}

#[test]
fn every_id_resolves_in_the_catalogue() {
    let catalog = catalog();
    for record in life(18, 7).records() {
        match &record.body {
            Body::CheckIn(_) => {}
            Body::Training(training) => {
                assert!(!training.types.is_empty());
                assert!(training.types.iter().all(|id| catalog.session_type(id).is_some()));
            }
            Body::Circuit(circuit) => {
                assert!(!circuit.stations.is_empty());
                for done in &circuit.stations {
                    match &done.station.work {
                        Work::Drill(id) => assert!(catalog.drill(id).is_some()),
                        Work::Technique(id) => assert!(catalog.technique(id).is_some()),
                    }
                }
            }
            Body::Retest(retest) => assert!(catalog.benchmark(&retest.benchmark).is_some()),
        }
    }
}

#[test]
fn only_planned_trainings_lie_ahead_whatever_the_hour() {
    for hour in [0, 5, 8, 15, 23] {
        let now = now().date().at(hour, 30, 0, 0).in_tz("America/New_York").expect("the zone is known");
        let document = document(&catalog(), &now, 2, 3);
        let ahead: Vec<Body> =
            document.records().filter(|r| r.when.at > now.timestamp()).map(|r| r.body.clone()).collect();
        assert!(ahead.iter().all(|body| matches!(body, Body::Training(_))), "{hour}");
        let (next, training) = document.next_training(now.timestamp()).expect("a training is planned");
        let tomorrow = now.date().tomorrow().expect("there is a tomorrow");
        assert_eq!(next.when.civil(), tomorrow.at(7, 0, 0, 0));
        assert_eq!(training.intensity, Intensity::Hard);
        assert_eq!(training.types, BTreeSet::from(["hinge".into(), "squat".into()]));
        let (last, _) = document.latest_check_in(now.timestamp()).expect("there is a check-in");
        assert_eq!(now.timestamp().duration_since(last.when.at), SignedDuration::from_hours(8), "{hour}");
    }
}

#[test]
fn a_life_of_any_length_can_be_made() {
    for months in [0, 1, 2, 5] {
        let document = life(months, 1);
        assert!(document.check_ins(..).count() > 0, "{months}");
        assert!(document.next_training(now().timestamp()).is_some(), "{months}");
    }
    let first = life(u32::MAX, 1).timeline().first().expect("there are records").when.day();
    let bound = now().date().saturating_sub(i64::from(MONTHS_MAX).months());
    assert!(first >= bound && first < bound.saturating_add(1.month()));
}

#[test]
fn some_days_are_missing_and_two_gaps_are_long() {
    let document = life(18, 11);
    let days: BTreeSet<Date> = document.check_ins(..).map(|(record, _)| record.when.day()).collect();
    let days: Vec<Date> = days.into_iter().collect();
    let steps: Vec<i32> = days.windows(2).map(|pair| (pair[1] - pair[0]).get_days()).collect();
    assert!(steps.iter().filter(|&&step| step >= 6).count() == 2, "{steps:?}");
    // A day that was forgotten beside the holiday makes the step longer.
    assert!(steps.iter().any(|step| (13..=15).contains(step)), "the holiday lasts twelve days: {steps:?}");
    let missing: i32 = steps.iter().map(|step| step - 1).sum();
    assert!((30..120).contains(&missing), "{missing}");
}

#[test]
fn the_right_soleus_stays_stiff_and_the_front_of_the_right_hip_falls_by_two() {
    for seed in 0..4 {
        let document = life(18, seed);
        for (from, to) in [(0, 28), (28, 56), (100, 200)] {
            let soleus = median_of(&document, "soleus_right", Scale::Stiffness, from, to);
            assert!((5.0..=6.0).contains(&soleus), "{soleus}");
        }
        let hip = |from, to| median_of(&document, "hip_flexors_right", Scale::Stiffness, from, to);
        assert!(hip(28, 56) - hip(0, 28) >= 2.0, "{} {}", hip(28, 56), hip(0, 28));
        assert!(hip(56, 200) >= 4.5);
    }
}

#[test]
fn the_right_side_is_sorer_than_the_left_and_hard_work_shows_on_the_next_day() {
    let document = life(18, 5);
    let soreness = |id: &str| Series::new(&document, region(id), Scale::Soreness);
    let mean = |series: &Series| {
        let ratings = series.points().iter().map(|point| f64::from(point.rating));
        ratings.sum::<f64>() / series.points().len() as f64
    };
    for group in ["quads", "hamstrings", "glute_max"] {
        assert!(mean(&soreness(&format!("{group}_right"))) > mean(&soreness(&format!("{group}_left"))) + 0.4);
    }
    // Heavy hinges: the hamstrings, which are rated sore or not, a day later against six and seven days later.
    let hamstrings = soreness("hamstrings_right");
    let after = |days: std::ops::RangeInclusive<i32>| {
        let heavy = document
            .trainings(..)
            .filter(|(_, training)| training.intensity == Intensity::Hard && training.types.contains(&"hinge".into()));
        let ratings = heavy.flat_map(|(record, _)| {
            let day = record.when.day();
            hamstrings.between(day.saturating_add(days.start().days()), day.saturating_add(days.end().days()))
        });
        median(ratings.map(|point| f64::from(point.rating))).expect("there are ratings")
    };
    assert!(after(1..=1) >= after(6..=7) + 2.0, "{} {}", after(1..=1), after(6..=7));
}

#[test]
fn whole_numbers_make_ties() {
    let series = Series::new(&life(18, 5), region("soleus_right"), Scale::Stiffness);
    let values: BTreeSet<Rating> = series.points().iter().map(|point| point.rating).collect();
    assert!(values.len() * 10 < series.points().len());
}

#[test]
fn one_technique_helps_and_one_does_not() {
    let mut next_day = [Vec::new(), Vec::new()];
    let mut eased = [0.0, 0.0];
    let mut answered = [0.0, 0.0];
    for seed in 0..4 {
        let document = life(18, seed);
        let ratings: BTreeMap<(Region, Date), Rating> = Group::Hamstrings
            .regions()
            .flat_map(|region| {
                let series = Series::new(&document, region, Scale::Soreness);
                series.points().iter().map(|point| ((region, point.day), point.rating)).collect::<Vec<_>>()
            })
            .collect();
        for (record, circuit) in circuits(&document) {
            for done in circuit.stations.iter().filter(|done| done.station.group == Group::Hamstrings) {
                let Some(which) = [HELPS, HELPS_NOT].iter().position(|&id| done.station.work.id() == id) else {
                    continue;
                };
                if let Some(response) = done.response {
                    answered[which] += 1.0;
                    eased[which] += f64::from(u8::from(response == Response::Eased));
                }
                let tomorrow = record.when.day().tomorrow().expect("there is a tomorrow");
                let rated = done.station.regions().filter_map(|region| ratings.get(&(region, tomorrow)));
                next_day[which].extend(rated.map(|&rating| f64::from(rating)));
            }
        }
    }
    let share = |which: usize| eased[which] / answered[which];
    assert!(answered[0] > 60.0 && answered[1] > 60.0, "{answered:?}");
    assert!(share(0) > share(1) + 0.3, "{} {}", share(0), share(1));
    let mean = |which: usize| next_day[which].iter().sum::<f64>() / next_day[which].len() as f64;
    assert!(mean(0) + 0.5 < mean(1), "{} {}", mean(0), mean(1));
}

#[test]
fn retests_come_every_one_to_three_weeks_and_the_first_is_practice() {
    let document = life(18, 9);
    for id in TESTED {
        let sessions = retests(&document, id);
        assert!(sessions.len() > 25, "{id}: {}", sessions.len());
        assert_eq!(sessions[0].1.note, "Practice.", "{id}");
        assert!(sessions[1..].iter().all(|(_, retest)| retest.note.is_empty()));
        let steps: Vec<i32> = sessions.windows(2).map(|pair| (pair[1].0 - pair[0].0).get_days()).collect();
        assert!(steps.iter().all(|&step| step >= 7), "{id}: {steps:?}");
        assert!(steps.iter().filter(|&&step| step > 21).count() <= 2, "{id}: {steps:?}");
    }
}

#[test]
fn knee_to_wall_gains_two_centimetres_in_a_year_on_the_left_and_nothing_on_the_right() {
    let mut gains = [0.0, 0.0];
    let lives = 4_u8;
    for seed in 0..lives {
        let document = life(14, seed.into());
        let sessions = retests(&document, "ktw");
        let value = |side: fn(&Retest) -> &Vec<f64>, days: std::ops::Range<i32>| {
            let near = sessions.iter().filter(|(day, _)| days.contains(&(now().date() - *day).get_days()));
            median(near.flat_map(|(_, retest)| side(retest)).copied()).expect("there are retests")
        };
        let sides: [fn(&Retest) -> &Vec<f64>; 2] = [|retest| &retest.left, |retest| &retest.right];
        for (gain, side) in gains.iter_mut().zip(sides) {
            *gain += (value(side, 0..60) - value(side, 335..425)) / f64::from(lives);
        }
    }
    let [left, right] = gains;
    assert!((1.2..=2.6).contains(&left), "{left}");
    assert!(right.abs() <= 0.7, "{right}");
}

#[test]
fn a_bruise_is_long_past_and_sharp_pain_is_two_days_old() {
    let document = life(18, 2);
    let flagged = |id: &str| -> Vec<(i32, Concern)> {
        let region = region(id);
        let found = document.check_ins(..).filter_map(|(record, check_in)| {
            let concern = check_in.regions.get(&region)?.wrong?.concern;
            Some(((now().date() - record.when.day()).get_days(), concern))
        });
        found.collect()
    };
    assert_eq!(flagged("shoulder_front_right"), [(1, Concern::SharpPain), (0, Concern::SharpPain)]);
    let shin = flagged("shin_left");
    assert_eq!(shin.len(), 4);
    assert!(shin.iter().all(|&(days_ago, concern)| days_ago > 300 && concern == Concern::Wound));
}

#[test]
fn what_is_over_is_said_to_be_over() {
    for months in [6, 18] {
        let active = crate::safety::Said::of(&life(months, 3), &now()).concerns(now().date());
        let ids: Vec<String> = active.keys().map(|region| region.id()).collect();
        assert_eq!(ids, ["shoulder_front_right"], "{months} months");
    }
}

#[test]
fn no_pressure_goes_where_it_is_forbidden_or_something_is_wrong() {
    let document = life(18, 13);
    let wrong: BTreeSet<(Date, Region)> = document
        .check_ins(..)
        .flat_map(|(record, check_in)| check_in.regions.iter().map(move |(&region, rating)| (record, region, rating)))
        .filter(|(_, _, rating)| rating.wrong.is_some())
        .map(|(record, region, _)| (record.when.day(), region))
        .collect();
    for (record, circuit) in circuits(&document) {
        for done in circuit.stations.iter().filter(|done| matches!(done.station.work, Work::Technique(_))) {
            let ceiling = done.station.group.info().pressure.ceiling().expect("pressure is allowed there");
            assert!(done.station.pressure.expect("a technique has a target").to.get() <= ceiling);
            assert!(done.station.regions().all(|region| !wrong.contains(&(record.when.day(), region))));
        }
    }
}

#[test]
fn ids_sort_by_the_moment_of_writing() {
    let document = life(2, 4);
    let moments: Vec<Timestamp> =
        document.records().filter(|record| record.when.at <= now().timestamp()).map(|record| record.when.at).collect();
    assert!(moments.is_sorted());
}

#[test]
fn mornings_look_back_at_what_was_treated_the_evening_before_and_measurements_can_be_true() {
    let document = life(18, 4);
    let mut treated: BTreeSet<(Date, Region)> = BTreeSet::new();
    for (record, circuit) in circuits(&document) {
        let done = circuit.stations.iter().filter(|done| done.done_secs() > 0);
        let regions = done.flat_map(|done| done.station.regions());
        treated.extend(regions.map(|region| (record.when.day(), region)));
    }
    let (mut mornings, mut wellness, mut jumps) = (0, 0, 0);
    for (record, check_in) in document.check_ins(..) {
        let before = record.when.day().yesterday().expect("there is a day before");
        assert!(check_in.mornings.keys().all(|&region| treated.contains(&(before, region))), "{before}");
        assert!(crate::format::invalid(record).is_none());
        mornings += usize::from(!check_in.mornings.is_empty());
        wellness += usize::from(check_in.wellness.len() == 5);
        jumps += usize::from(check_in.metrics.contains_key(&"jump_height".into()));
    }
    assert!(mornings > 150 && wellness > 300 && jumps > 50, "{mornings} {wellness} {jumps}");
    let (_, last) = document.latest_check_in(now().timestamp()).expect("there is a check-in");
    assert!(last.mornings.is_empty(), "today is still to be asked");
}
