//! What speaks against a retest at this moment.

use std::collections::BTreeSet;

use jiff::Zoned;
use jiff::civil::Date;

use crate::catalog::{Benchmark, Unit};
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

/// More often than this adds noise, no news (G6).
const LEAST_DAYS: i32 = 7;

/// What is to be known before a retest of a benchmark that was last tested on a day, beside its steps: the same for every
/// retest, then what its tool asks for (G2, G6–G8, G12).
pub fn notes(benchmark: &Benchmark, last: Option<Date>, today: Date) -> Vec<String> {
    let same = [
        "Barefoot, on the same surface, without rolling or stretching before; the same two minutes of walking, or none.",
        "Stop at the first firm resistance, or at pain above 3 of 10; never force it.",
    ];
    // One of the person's own reflects no group: it may be a jump or a carry.
    let same_of_own = [
        "The same place, shoes, tools and warm-up each time, without rolling or long stretches before.",
        "Stop at pain above 3 of 10; never force it.",
    ];
    let same = if benchmark.groups.is_empty() { same_of_own } else { same };
    let mut notes: Vec<String> = same.map(str::to_owned).into();
    if benchmark.tool.contains("phone") && benchmark.unit == Unit::Degrees {
        notes.push(
            "The phone measures tilt only, never its compass. Apps agree well with other tools; how far off a single \
             reading is, is known less well."
                .to_owned(),
        );
    }
    if let Some(days) = last.map(|last| (today - last).get_days()).filter(|days| (0..LEAST_DAYS).contains(days)) {
        let when = match days {
            0 => "today".to_owned(),
            1 => "yesterday".to_owned(),
            days => format!("{days} days ago"),
        };
        notes.push(format!("Last tested {when}: more often than weekly shows chance, not change."));
    }
    notes
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn times_of_day_are_apart_the_short_way_round() {
        let check = |one, other, expected| assert_eq!(minutes_apart(one, other), expected, "{one} {other}");
        check(time(17, 0, 0, 0), time(19, 0, 0, 0), 120);
        check(time(23, 30, 0, 0), time(0, 30, 0, 0), 60);
        check(time(6, 0, 0, 0), time(18, 0, 0, 0), 720);
    }

    #[test]
    fn what_is_to_be_known_depends_on_the_tool_and_on_how_long_ago_it_was() {
        let catalog = crate::catalog::Catalog::built_in().expect("the catalogue parses");
        let today = date(2026, 11, 22);
        let check = |id: &str, days_ago: Option<i32>, words: &str, expected: bool| {
            let benchmark = catalog.benchmark(&id.into()).expect("known");
            let last = days_ago.map(|days| today.saturating_sub(days.days()));
            let found = notes(benchmark, last, today);
            assert_eq!(found.iter().any(|note| note.contains(words)), expected, "{id}: {found:?}");
        };
        check("ktw", None, "pain above 3 of 10", true);
        check("ktw", None, "Barefoot, on the same surface", true);
        check("ktw", None, "tilt only", false);
        check("ake", None, "tilt only", true);
        check("ohs", None, "tilt only", false);
        check("ktw", None, "more often than weekly", false);
        check("ktw", Some(0), "Last tested today", true);
        check("ktw", Some(6), "Last tested 6 days ago: more often than weekly", true);
        check("ktw", Some(7), "more often than weekly", false);
    }
}
