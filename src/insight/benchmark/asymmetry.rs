//! How left and right compare.

use super::session::Session;
use super::{Part, SideResults, is_rough_look};
use crate::catalog::{Benchmark, Better};
use crate::domain::Side;
use crate::insight::stats::{asymmetry_beyond_error, mdc95};

/// What may be said of the difference between the sides, in the unit of the benchmark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asymmetry {
    /// It has no sides, or its error is too large or unknown.
    Unasked,
    /// Fewer than two retests of both sides count.
    CantTellYet,
    /// Less than error or than what is notable, or not in two retests in a row.
    WithinError {
        /// How much the sides differ in the latest retest, at least 0.
        by: f64,
        /// From how much on it would count.
        limit: f64,
    },
    /// More than both, but of a rotation that makes a total arc with another one, and the arcs do not differ; or nothing
    /// is known of them.
    WithinArc {
        /// How much the sides differ in the latest retest, above 0.
        by: f64,
        /// How much their total arcs differ; `None` where the other rotation was not tested on both sides.
        arcs: Option<f64>,
    },
    /// More than both, in two retests in a row.
    BeyondError {
        /// How much the sides differ in the latest retest, above 0.
        by: f64,
        /// From how much on it counts.
        limit: f64,
        /// The side that is behind.
        behind: Side,
    },
}

impl Asymmetry {
    pub(super) fn of(benchmark: &Benchmark, sides: &[SideResults]) -> Self {
        let [left, right] = sides else { return Self::Unasked };
        let (Some(of_left), Some(of_right)) = (left.error, right.error) else { return Self::Unasked };
        if is_rough_look(benchmark) {
            return Self::Unasked;
        }
        let differences = differences(left, right);
        let Some(&latest) = differences.last().filter(|_| differences.len() > 1) else { return Self::CantTellYet };
        // The error of a difference is that of both sides together.
        let sem = (of_left.sem.hypot(of_right.sem)) / std::f64::consts::SQRT_2;
        let notable = benchmark.error.as_ref().and_then(|error| error.asymmetry).unwrap_or_default();
        let limit = notable.max(mdc95(sem, 1, 1));
        match asymmetry_beyond_error(&differences, notable, sem) {
            None => Self::WithinError { by: latest.abs(), limit },
            Some(difference) => {
                let is_left_ahead = (difference > 0.0) == (benchmark.better == Better::Up);
                let behind = if is_left_ahead { Side::Right } else { Side::Left };
                Self::BeyondError { by: difference.abs(), limit, behind }
            }
        }
    }
}

impl Asymmetry {
    /// What is left of it beside the results of the rotation that makes a total arc with its own: a difference between
    /// sides whose arcs do not differ is turned, and not behind (Vairo 2012, SMARTT 4:33).
    pub(super) fn within_arc(self, gap: f64, own: &[SideResults], other: Option<&[SideResults]>) -> Self {
        let Self::BeyondError { by, limit: _, behind: _ } = self else { return self };
        let latest = |sides: &[SideResults]| match sides {
            [left, right] => Some([left.latest()?.score, right.latest()?.score]),
            _ => None,
        };
        let arcs = latest(own).zip(other.and_then(latest));
        let arcs =
            arcs.map(|([left, right], [other_left, other_right])| (left + other_left - right - other_right).abs());
        if arcs.is_some_and(|arcs| arcs > gap) { self } else { Self::WithinArc { by, arcs } }
    }
}

/// Left less right of each retest that measured both and counts.
fn differences(left: &SideResults, right: &SideResults) -> Vec<f64> {
    let counts = |session: &&Session| session.part == Part::Counted;
    let of_both = |session: &Session| {
        let other = right.sessions.iter().filter(counts).find(|other| other.record == session.record)?;
        Some(session.score - other.score)
    };
    left.sessions.iter().filter(counts).filter_map(of_both).collect()
}
