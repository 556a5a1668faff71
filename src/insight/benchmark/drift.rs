//! A steady drift of the scores, apart from the comparison with the baseline.

use super::session::Session;
use crate::insight::stats::{mann_kendall, theil_sen};

/// How scores drift over time (science.md 5.3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drift {
    /// The slope of Theil and Sen, in the unit of the benchmark for 28 days.
    pub per_28_days: f64,
    /// The slopes that a test at 5 % does not refuse, where there are retests enough for such a test.
    pub interval: Option<(f64, f64)>,
    /// Whether it may be called a trend; else it is a rough number.
    pub is_trend: bool,
    /// Retests under it.
    pub retests: usize,
}

impl Drift {
    const RETESTS: usize = 4;
    const DAYS: i32 = 21;
    const TREND_RETESTS: usize = 5;
    const TREND_DAYS: i32 = 35;
    const TREND_P: f64 = 0.05;
    const PER_DAYS: f64 = 28.0;

    /// The drift of retests that count, oldest first; `None` below four retests or three weeks. A trend needs six retests
    /// over five weeks and p of 5 %, or five that all rise or all fall.
    pub(super) fn of(counted: &[&Session]) -> Option<Self> {
        let (first, last) = (counted.first()?.day, counted.last()?.day);
        let days = (last - first).get_days();
        if counted.len() < Self::RETESTS || days < Self::DAYS {
            return None;
        }
        let point = |session: &&Session| (f64::from((session.day - first).get_days()), session.score);
        let points: Vec<(f64, f64)> = counted.iter().map(point).collect();
        let line = theil_sen(&points)?;
        let scores: Vec<f64> = points.iter().map(|(_, score)| *score).collect();
        let p = mann_kendall(&scores).p_two_sided;
        // With five, only S of 10 either way has so small a p.
        let is_long = counted.len() >= Self::TREND_RETESTS && days >= Self::TREND_DAYS;
        let interval = line.interval(Self::TREND_P).map(|(low, high)| (low * Self::PER_DAYS, high * Self::PER_DAYS));
        // A sudden change after many equal scores makes p small, and is no steady drift.
        let is_steady = interval.is_none_or(|(low, high)| low > 0.0 || high < 0.0);
        Some(Self {
            per_28_days: line.slope * Self::PER_DAYS,
            interval,
            is_trend: is_long && is_steady && p.is_some_and(|p| p <= Self::TREND_P),
            retests: counted.len(),
        })
    }
}
