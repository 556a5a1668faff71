//! What the retests say: a side that is behind the other, or a benchmark that has gone back, by more than the test errs
//! (P19).

use jiff::ToSpan;
use jiff::civil::Date;

use crate::catalog::{Benchmark, Better, Catalog, TestError};
use crate::domain::{BenchmarkId, Record, Region, Retest, Side};

/// A retest older than this says nothing of today.
const CURRENT_DAYS: i32 = 84;
/// Sessions of a baseline: 2 or 3, after the first one, which is for learning the test (science 1.0, G5).
const BASELINE: std::ops::RangeInclusive<usize> = 2..=3;
/// A difference of so many standard errors is more than the test errs in 95 of 100 cases.
const Z: f64 = 1.96;

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
    /// The other side, in the latest retest, by at least the asymmetry that is worth a note.
    OtherSide {
        /// How much, above 0.
        by: f64,
    },
    /// Its own baseline, in two retests in a row, each by more than 1.96 standard errors (science 5.2).
    Baseline {
        /// How much the latest is, above 0.
        by: f64,
    },
}

/// All deficits, of retests oldest first; of one region and benchmark the one against the baseline.
pub(super) fn deficits(retests: &[(&Record, &Retest)], catalog: &Catalog, today: Date) -> Vec<Deficit> {
    let mut found = Vec::new();
    for benchmark in catalog.benchmarks() {
        let Some(error) = &benchmark.error else { continue };
        let sessions: Vec<(Date, &Retest)> = retests
            .iter()
            .filter(|(_, retest)| retest.benchmark == benchmark.id)
            .map(|(record, retest)| (record.when.day(), *retest))
            .collect();
        let is_current = sessions.last().is_some_and(|(day, _)| *day >= today.saturating_sub(CURRENT_DAYS.days()));
        if is_current {
            found.extend(of_benchmark(benchmark, error, &sessions));
        }
    }
    found
}

fn of_benchmark(benchmark: &Benchmark, error: &TestError, sessions: &[(Date, &Retest)]) -> Vec<Deficit> {
    let Some(&group) = benchmark.groups.first() else { return Vec::new() };
    // Turned so that more is better.
    let score = |trials: &[f64]| {
        let mean = (!trials.is_empty()).then(|| trials.iter().sum::<f64>() / trials.len() as f64);
        mean.map(|mean| if benchmark.better == Better::Up { mean } else { -mean })
    };
    let of_side = |retest: &Retest, side: Side| match side {
        Side::Left => score(&retest.left),
        Side::Right => score(&retest.right),
        Side::Midline => score(&retest.both),
    };
    let deficit = |region: Region| {
        // A test without sides shows both to be behind.
        let tested = if benchmark.sided { region.side() } else { Side::Midline };
        let scores: Vec<f64> = sessions.iter().filter_map(|(_, retest)| of_side(retest, tested)).collect();
        let latest = sessions.last().map(|(_, retest)| *retest);
        let other = || Some(of_side(latest?, tested.opposite())? - of_side(latest?, tested)?);
        let behind_other = || error.asymmetry.and_then(|least| other().filter(|&by| benchmark.sided && by >= least));
        let of_baseline = behind_baseline(&scores, error.sem).map(|by| Shortcoming::Baseline { by });
        let shortcoming = of_baseline.or_else(|| behind_other().map(|by| Shortcoming::OtherSide { by }))?;
        Some(Deficit { benchmark: benchmark.id.clone(), region, shortcoming })
    };
    group.regions().filter_map(deficit).collect()
}

/// How far the latest score is behind the mean of the baseline, where the last two both are by more than error.
fn behind_baseline(scores: &[f64], sem: f64) -> Option<f64> {
    let (later, last_two) = scores.get(1..)?.split_last_chunk::<2>()?;
    let baseline = &later[..later.len().min(*BASELINE.end())];
    if baseline.len() < *BASELINE.start() {
        return None;
    }
    let mean = baseline.iter().sum::<f64>() / baseline.len() as f64;
    let error = Z * sem * (1.0 / baseline.len() as f64 + 1.0).sqrt();
    let behind = last_two.iter().all(|score| mean - score >= error);
    behind.then(|| mean - last_two[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_benchmark_has_gone_back_after_two_retests_in_a_row_beyond_error() {
        let check = |scores: &[f64], expected: Option<f64>| {
            assert_eq!(behind_baseline(scores, 1.0), expected, "{scores:?}");
        };
        // With a baseline of three the error of one later session is 1.96 · √(1/3 + 1) = 2.26 (science 5.2).
        check(&[0.0, 10.0, 10.0, 10.0, 7.7, 7.7], Some(2.3));
        check(&[0.0, 10.0, 10.0, 10.0, 7.8, 7.7], None);
        check(&[0.0, 10.0, 10.0, 10.0, 7.7, 7.8], None);
        // With a baseline of two it is 1.96 · √(1/2 + 1) = 2.40.
        check(&[0.0, 10.0, 10.0, 7.5, 7.5], Some(2.5));
        check(&[0.0, 10.0, 10.0, 7.7, 7.7], None);
        // The first session is for learning, and one session is no baseline.
        check(&[10.0, 10.0, 5.0, 5.0], None);
        check(&[10.0], None);
        check(&[], None);
    }
}
