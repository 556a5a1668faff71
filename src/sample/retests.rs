//! Retests of four benchmarks, each with the measurement error that the catalogue states.

use fastrand::Rng;

use super::noise;
use crate::catalog::{Benchmark, Better, Unit};
use crate::domain::{Retest, Side};

/// The benchmarks that the made-up person tests.
pub(super) const TESTED: [&str; 4] = ["ktw", "slr", "sit_reach", "hip_ir"];

/// Trials of one side in one session.
const TRIALS: usize = 3;

/// Whether a session is the first of its benchmark, made to learn the test.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Session {
    Practice,
    Counted,
}

/// The true value on a day, in the benchmark's unit; `None` for a side that is not tested.
///
/// Knee-to-wall on the left gains 2 cm in the last 365 days; everything else stays.
pub(super) fn level(id: &str, side: Side, days_left: i32) -> Option<f64> {
    let value = match (id, side) {
        ("ktw", Side::Left) => 11.0 - 2.0 * f64::from(days_left.clamp(0, 365)) / 365.0,
        ("ktw", Side::Right) => 8.3,
        ("slr", Side::Left) => 78.0,
        ("slr", Side::Right) => 75.0,
        ("hip_ir", Side::Left) => 38.0,
        ("hip_ir", Side::Right) => 35.0,
        ("sit_reach", Side::Midline) => 4.0,
        _ => return None,
    };
    Some(value)
}

/// One session: the day's own error on every side, and a smaller one on each trial.
pub(super) fn retest(benchmark: &Benchmark, days_left: i32, session: Session, rng: &mut Rng) -> Retest {
    let sem = benchmark.error.as_ref().map_or(1.0, |error| error.sem);
    let step = if benchmark.unit == Unit::Cm { 0.5 } else { 1.0 };
    let learning = match (session, benchmark.better) {
        (Session::Counted, _) => 0.0,
        (Session::Practice, Better::Up) => -sem,
        (Session::Practice, Better::Down) => sem,
    };
    let mut trials = |side| match level(benchmark.id.as_str(), side, days_left) {
        None => Vec::new(),
        Some(level) => {
            let of_day = level + learning + noise(rng, sem);
            let mut trial = || {
                let value = of_day + noise(rng, sem / 3.0);
                ((value / step).round() * step).clamp(benchmark.hard.min, benchmark.hard.max)
            };
            (0..TRIALS).map(|_| trial()).collect()
        }
    };
    Retest {
        left: trials(Side::Left),
        right: trials(Side::Right),
        both: trials(Side::Midline),
        note: if session == Session::Practice { "Practice.".to_owned() } else { String::new() },
        ..Retest::of(benchmark.id.clone())
    }
}
