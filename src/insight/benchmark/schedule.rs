//! When benchmarks are due: each every 7 to 28 days, spread so that no day asks for much.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use super::retests;
use crate::catalog::{Benchmark, Catalog};
use crate::domain::{BenchmarkId, Document, Schedule, SessionTypeId, around};

/// No day asks for more minutes of retests.
pub const DAY_MINUTES: u32 = 15;

/// Days between two retests where the person did not say (G6: 7 to 14).
pub const EVERY_DAYS: u8 = 14;

/// Trainings of so many days say which sports the person does.
const SPORT_DAYS: i32 = 56;

/// The last place of the suggested set goes to one of these, by sport (science.md 1.1).
const BY_SPORT: [&str; 2] = ["wrist_ext", "comb_el"];

/// Seconds to get ready for a benchmark, and of one trial.
const READY_SECS: u32 = 60;
const TRIAL_SECS: u32 = 20;
/// One for practice and three that count (G4).
const TRIALS: u32 = 4;

/// When a benchmark is to be retested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The benchmark.
    pub benchmark: BenchmarkId,
    /// The day: today or later.
    pub day: Date,
    /// When it was tested last.
    pub last: Option<Date>,
    /// How long it takes, about.
    pub minutes: u32,
}

/// Whether a benchmark is a rough look only: its error is large or unknown, and it takes part in no claim.
pub fn is_rough_look(benchmark: &Benchmark) -> bool {
    benchmark.tier == 3
}

/// About how many minutes a retest of a benchmark takes.
pub fn minutes_of(benchmark: &Benchmark) -> u32 {
    let sides = if benchmark.sided { 2 } else { 1 };
    (READY_SECS + sides * TRIALS * TRIAL_SECS).div_ceil(60)
}

/// The suggested set: tier 1, and by sport one more; those first that inform most of the person's trainings of the last
/// eight weeks and of the time to come, then in the order of the catalogue.
pub fn suggested(document: &Document, catalog: &Catalog, today: Date) -> Vec<BenchmarkId> {
    let weights = weights(document, catalog, today);
    let weight = |id: &BenchmarkId| weights.get(id).copied().unwrap_or_default();
    let by_sport = BY_SPORT.iter().filter_map(|&id| catalog.benchmark(&id.into()));
    // Of equals the first.
    let by_sport = by_sport.min_by_key(|benchmark| Reverse(weight(&benchmark.id)));
    let is_chosen = |benchmark: &&Benchmark| {
        let is_by_sport = BY_SPORT.contains(&benchmark.id.as_str());
        if is_by_sport { by_sport.is_some_and(|chosen| chosen.id == benchmark.id) } else { benchmark.tier == 1 }
    };
    let mut chosen: Vec<BenchmarkId> =
        catalog.benchmarks().iter().filter(is_chosen).map(|benchmark| benchmark.id.clone()).collect();
    chosen.sort_by_key(|id| Reverse(weight(id)));
    chosen
}

/// How many trainings each benchmark informs.
fn weights(document: &Document, catalog: &Catalog, today: Date) -> BTreeMap<BenchmarkId, usize> {
    let from = today.saturating_sub(SPORT_DAYS.days());
    let mut trainings = BTreeMap::<&SessionTypeId, usize>::new();
    for (_, training) in
        document.trainings(around(from..=today).start()..).filter(|(record, _)| record.when.day() >= from)
    {
        for id in &training.types {
            *trainings.entry(id).or_default() += 1;
        }
    }
    let mut weights = BTreeMap::new();
    for (id, count) in trainings {
        for benchmark in catalog.session_type(id).into_iter().flat_map(|session| &session.benchmarks) {
            *weights.entry(benchmark.clone()).or_default() += count;
        }
    }
    weights
}

/// The benchmarks to be retested, the most important first, each with the days between two retests: those that the
/// person scheduled or has tested, and the suggested ones, less those they do not want. A benchmark that the person
/// scheduled takes the place of the one it is an alternative to.
pub fn wanted(document: &Document, catalog: &Catalog, today: Date) -> Vec<(BenchmarkId, u8)> {
    let said = &document.profile.retests;
    let tested: BTreeSet<BenchmarkId> = retests(document).into_keys().collect();
    let replaced: BTreeSet<&BenchmarkId> = said
        .iter()
        .filter(|(_, schedule)| schedule.every_days.is_some())
        .filter_map(|(id, _)| catalog.benchmark(id)?.alternative_to.as_ref())
        .filter(|main| !said.contains_key(*main))
        .collect();
    let mut all = suggested(document, catalog, today);
    let others = catalog.benchmarks().iter().map(|benchmark| &benchmark.id);
    let others: Vec<BenchmarkId> =
        others.filter(|id| !all.contains(id) && (said.contains_key(*id) || tested.contains(*id))).cloned().collect();
    all.extend(others);
    let every_days = |id: &BenchmarkId| match said.get(id) {
        Some(schedule) => schedule.every_days,
        None => Some(EVERY_DAYS).filter(|_| !replaced.contains(id)),
    };
    all.into_iter().filter_map(|id| every_days(&id).map(|days| (id, days))).collect()
}

/// When each wanted benchmark is due, the earliest first: as many days after the last retest as it is to be, not before
/// it was put off to, and on a day that asks for no more than [`DAY_MINUTES`] in all.
pub fn due(document: &Document, catalog: &Catalog, today: Date) -> Vec<Due> {
    let tested = retests(document);
    let last = |id: &BenchmarkId| tested.get(id)?.last().map(|(record, _)| record.when.day());
    let mut open: Vec<(Date, Due)> = Vec::new();
    let mut taken = BTreeMap::<Date, u32>::new();
    for (id, every_days) in wanted(document, catalog, today) {
        let Some(benchmark) = catalog.benchmark(&id) else { continue };
        let (last, minutes) = (last(&id), minutes_of(benchmark));
        if last == Some(today) {
            *taken.entry(today).or_default() += minutes;
        }
        let every_days = every_days.clamp(*Schedule::DAYS.start(), *Schedule::DAYS.end());
        let by_interval = last.map_or(today, |last| last.saturating_add(i32::from(every_days).days()));
        let snoozed = document.profile.retests.get(&id).and_then(|schedule| schedule.snoozed_until);
        let earliest = by_interval.max(snoozed.unwrap_or(by_interval));
        open.push((earliest, Due { benchmark: id, day: earliest.max(today), last, minutes }));
    }
    // A series is kept going before another is begun; what waits longest comes first; of equals the more important.
    open.sort_by_key(|(earliest, due)| (due.last.is_none(), *earliest));
    let mut due: Vec<Due> = open.into_iter().map(|(_, due)| spread(due, &mut taken)).collect();
    due.sort_by_key(|due| due.day);
    due
}

/// Moves a retest to the first day with room for it.
fn spread(mut due: Due, taken: &mut BTreeMap<Date, u32>) -> Due {
    // A benchmark alone on its day always fits, so so many steps are enough.
    for _ in 0..=taken.len() {
        let minutes = taken.get(&due.day).copied().unwrap_or_default();
        if minutes == 0 || minutes + due.minutes <= DAY_MINUTES {
            break;
        }
        due.day = due.day.saturating_add(1.day());
    }
    *taken.entry(due.day).or_default() += due.minutes;
    due
}
