//! What the retests tell the planner: a side that is behind the other, or a benchmark that has gone back, by more than
//! the test errs (P19).

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Asymmetry, Results, Verdict, is_rough_look};
use crate::catalog::{Benchmark, Catalog};
use crate::domain::{BenchmarkId, Record, Region, Retest, Side};

/// A retest older than this says nothing of today.
const CURRENT_DAYS: i32 = 84;

/// A region that a benchmark shows to be behind.
#[derive(Clone, Debug, PartialEq)]
pub struct Deficit {
    /// The benchmark.
    pub benchmark: BenchmarkId,
    /// The main region that it reflects.
    pub region: Region,
    /// Behind what, and by how much.
    pub shortcoming: Shortcoming,
}

/// What a region is behind, in the unit of its benchmark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shortcoming {
    /// The other side, beyond error in two retests in a row.
    OtherSide {
        /// How much in the latest, above 0.
        by: f64,
    },
    /// Its own baseline: it has declined beyond error in two retests in a row.
    Baseline {
        /// How much the latest is, above 0.
        by: f64,
    },
}

/// All deficits, of retests oldest first; of one region and benchmark the one against the baseline.
///
/// Norms of other people make no deficit: they are shown, never a mark to reach (science.md 1.3).
pub fn deficits(retests: &[(&Record, &Retest)], catalog: &Catalog, today: Date) -> Vec<Deficit> {
    let mut by_benchmark = BTreeMap::<BenchmarkId, Vec<(&Record, &Retest)>>::new();
    for &(record, retest) in retests {
        by_benchmark.entry(retest.benchmark.clone()).or_default().push((record, retest));
    }
    let oldest = today.saturating_sub(CURRENT_DAYS.days());
    let is_current = |id: &BenchmarkId| {
        by_benchmark.get(id).and_then(|of| of.last()).is_some_and(|(record, _)| record.when.day() >= oldest)
    };
    if !by_benchmark.keys().any(is_current) {
        return Vec::new();
    }
    let results = Results::of_all(&by_benchmark, catalog);
    let asked = catalog.benchmarks().iter().filter(|benchmark| !is_rough_look(benchmark) && is_current(&benchmark.id));
    asked.filter_map(|benchmark| Some(of_results(benchmark, results.get(&benchmark.id)?))).flatten().collect()
}

fn of_results(benchmark: &Benchmark, results: &Results) -> Vec<Deficit> {
    let Some(&group) = benchmark.groups.first() else { return Vec::new() };
    let deficit = |region: Region| {
        // A test without sides shows both to be behind.
        let tested = if benchmark.sided { region.side() } else { Side::Midline };
        let shortcoming = declined(results, tested).or_else(|| behind_other(results, tested))?;
        Some(Deficit { benchmark: benchmark.id.clone(), region, shortcoming })
    };
    group.regions().filter_map(deficit).collect()
}

fn declined(results: &Results, side: Side) -> Option<Shortcoming> {
    let side = results.side(side).filter(|side| side.verdict == Verdict::Declined)?;
    Some(Shortcoming::Baseline { by: side.since_baseline()?.abs() })
}

fn behind_other(results: &Results, side: Side) -> Option<Shortcoming> {
    match results.asymmetry {
        Asymmetry::BeyondError { by, limit: _, behind } if behind == side => Some(Shortcoming::OtherSide { by }),
        Asymmetry::BeyondError { .. }
        | Asymmetry::WithinError { .. }
        | Asymmetry::WithinArc { .. }
        | Asymmetry::CantTellYet
        | Asymmetry::Unasked => None,
    }
}
