//! A steady drift of the scores, apart from the comparison with the baseline.

use super::session::Session;
use super::worthwhile;
use crate::catalog::{Benchmark, Better};
use crate::insight::stats::{fastest_improvement, mann_kendall, slope_error, theil_sen};

/// How scores drift over time (science.md 5.3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drift {
    /// The slope of Theil and Sen, in the unit of the benchmark for 28 days.
    pub per_28_days: f64,
    /// The slopes that a test at 5 % does not refuse, where there are retests enough for such a test.
    pub interval: Option<(f64, f64)>,
    /// What may be said of it.
    pub claim: Claim,
    /// Retests under it.
    pub retests: usize,
}

/// What may be said of a drift.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Claim {
    /// A number only: there are too few retests, or over too short a time.
    Rough,
    /// A steady trend: p of 5 % or less by the test of Mann and Kendall.
    Trend,
    /// No progress worth having: the fastest that the retests still allow is slower, in the unit of the benchmark for 28
    /// days.
    Plateau {
        /// The fastest improvement that is not refused at 95 %.
        fastest: f64,
        /// The smallest one worth having.
        worthwhile: f64,
    },
    /// Neither is shown.
    Unclear,
}

impl Drift {
    const RETESTS: usize = 4;
    const DAYS: i32 = 21;
    /// Six, or five where S is 10 either way, which is the only S of five with so small a p.
    const TREND_RETESTS: usize = 6;
    const TREND_DAYS: i32 = 35;
    const TREND_P: f64 = 0.05;
    const PLATEAU_RETESTS: usize = 8;
    const PLATEAU_DAYS: i32 = 49;
    const PER_DAYS: f64 = 28.0;

    /// The drift of retests that count, oldest first; `None` below four retests or three weeks. A trend needs six retests
    /// over five weeks and p of 5 %, or five that all rise or all fall; a plateau eight over seven weeks, the error `sem`
    /// of a side that is within its normal variation, and a known spread between people.
    pub(super) fn of(counted: &[&Session], benchmark: &Benchmark, sem: Option<f64>) -> Option<Self> {
        let (first, last) = (counted.first()?.day, counted.last()?.day);
        let days = (last - first).get_days();
        let retests = counted.len();
        if retests < Self::RETESTS || days < Self::DAYS {
            return None;
        }
        let point = |session: &&Session| (f64::from((session.day - first).get_days()), session.score);
        let points: Vec<(f64, f64)> = counted.iter().map(point).collect();
        let line = theil_sen(&points)?;
        let scores: Vec<f64> = points.iter().map(|(_, score)| *score).collect();
        let is_unlikely = mann_kendall(&scores).p_two_sided.is_some_and(|p| p <= Self::TREND_P);
        let per_28_days = line.slope * Self::PER_DAYS;
        let interval = line.interval(Self::TREND_P).map(|(low, high)| (low * Self::PER_DAYS, high * Self::PER_DAYS));
        // A sudden change after many equal scores makes p small, and is no steady drift.
        let is_steady = interval.is_none_or(|(low, high)| low > 0.0 || high < 0.0);
        let is_trend = is_unlikely && is_steady && days >= Self::TREND_DAYS && retests + 1 >= Self::TREND_RETESTS;
        let plateau = || {
            if is_trend || retests < Self::PLATEAU_RETESTS || days < Self::PLATEAU_DAYS {
                return None;
            }
            let times: Vec<f64> = points.iter().map(|(day, _)| *day).collect();
            let error = slope_error(&times, sem?)? * Self::PER_DAYS;
            let better = if benchmark.better == Better::Up { per_28_days } else { -per_28_days };
            let (fastest, worthwhile) = (fastest_improvement(better, error), worthwhile(benchmark)?);
            (fastest < worthwhile).then_some(Claim::Plateau { fastest, worthwhile })
        };
        let is_rough = retests < Self::TREND_RETESTS || days < Self::TREND_DAYS;
        let claim = match plateau() {
            _ if is_trend => Claim::Trend,
            Some(plateau) => plateau,
            None if is_rough => Claim::Rough,
            None => Claim::Unclear,
        };
        Some(Self { per_28_days, interval, claim, retests })
    }

    /// Whether it may be called a trend.
    pub fn is_trend(&self) -> bool {
        self.claim == Claim::Trend
    }
}
