//! What speaks against a retest at this moment.

use std::collections::BTreeSet;

use jiff::Zoned;

use crate::domain::{BenchmarkId, Body, Document, Doubt, Intensity, Stamp};

/// So long after a circuit its effect on range may last (science.md 0, fact 2: under 30 min after a stretch, 30 min and
/// more after rolling).
const CIRCUIT_SECS: i64 = 60 * 60;
/// So long a hard training limits range (G3).
const HARD_SECS: i64 = 24 * 60 * 60;
/// Retests are comparable within so long of the same time of day (G1).
const SAME_TIME_MINUTES: i32 = 120;

/// What speaks against retesting a benchmark now (G1–G3).
pub fn doubts(document: &Document, benchmark: &BenchmarkId, now: &Zoned) -> BTreeSet<Doubt> {
    let is_within = |when: &Stamp, secs: i64| {
        let age = now.timestamp().as_second() - when.at.as_second();
        (0..secs).contains(&age)
    };
    let mut doubts = BTreeSet::new();
    let mut last = None;
    for record in document.records() {
        match &record.body {
            Body::Circuit(_) if is_within(&record.when, CIRCUIT_SECS) => {
                doubts.insert(Doubt::AfterCircuit);
            }
            Body::Training(training) if training.intensity == Intensity::Hard && is_within(&record.when, HARD_SECS) => {
                doubts.insert(Doubt::AfterHardTraining);
            }
            Body::Retest(retest) if retest.benchmark == *benchmark && record.when.at < now.timestamp() => {
                last = last.max(Some((record.when.at, record.when.civil())));
            }
            Body::Circuit(_) | Body::Training(_) | Body::Retest(_) | Body::CheckIn(_) => {}
        }
    }
    if last.is_some_and(|(_, before)| minutes_apart(before.time(), now.time()) > SAME_TIME_MINUTES) {
        doubts.insert(Doubt::OtherTimeOfDay);
    }
    doubts
}

/// How far two times of day are apart, around midnight where that is shorter.
fn minutes_apart(one: jiff::civil::Time, other: jiff::civil::Time) -> i32 {
    let minutes = |time: jiff::civil::Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
    let apart = (minutes(one) - minutes(other)).abs();
    apart.min(24 * 60 - apart)
}

/// What a doubt means, for the person who is about to retest.
pub fn doubt_words(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::AfterCircuit => {
            "A circuit ended within the last hour: its effect on range passes, and would look like progress."
        }
        Doubt::AfterHardTraining => "A hard session began within the last 24 h: sore tissue limits range.",
        Doubt::OtherTimeOfDay => {
            "The last retest was at another time of day, more than 2 h away: range changes over the day."
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    #[test]
    fn times_of_day_are_apart_the_short_way_round() {
        let check = |one, other, expected| assert_eq!(minutes_apart(one, other), expected, "{one} {other}");
        check(time(17, 0, 0, 0), time(19, 0, 0, 0), 120);
        check(time(23, 30, 0, 0), time(0, 30, 0, 0), 60);
        check(time(6, 0, 0, 0), time(18, 0, 0, 0), 720);
    }
}
