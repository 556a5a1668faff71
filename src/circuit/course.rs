//! What a run follows: a circuit, or plain intervals.

use std::ops::RangeInclusive;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::segment::{self, Segment};
use crate::domain::{Circuit, Mode, Phase};

/// More stations than anyone has ever done, so that no file makes a run without an end.
const STATIONS_MAX: usize = 1000;
/// A day: what is longer is a mistake.
const TOTAL_SECS_MAX: u64 = 24 * 60 * 60;

/// Plain intervals: work and rest in turns, without a circuit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intervals {
    /// Seconds of work in each round, within [`Self::WORK_SECS`].
    pub work_secs: u32,
    /// Seconds of rest between two rounds, within [`Self::REST_SECS`]; there is none after the last round.
    pub rest_secs: u32,
    /// How many rounds, within [`Self::ROUNDS`].
    pub rounds: u32,
    /// What they are called; may be empty.
    pub name: String,
}

impl Intervals {
    /// The seconds of work that a round may have.
    pub const WORK_SECS: RangeInclusive<u32> = 5..=1800;
    /// The seconds of rest that there may be between two rounds.
    pub const REST_SECS: RangeInclusive<u32> = 0..=600;
    /// How many rounds there may be.
    pub const ROUNDS: RangeInclusive<u32> = 1..=30;

    /// Seconds of all rounds with the rests between them, without the time to get ready.
    pub fn total_secs(&self) -> u32 {
        let Self { work_secs, rest_secs, rounds, name: _ } = self.clone().within_limits();
        work_secs * rounds + rest_secs * rounds.saturating_sub(1)
    }

    /// The same with every number moved into its range.
    pub fn within_limits(self) -> Self {
        let within = |value: u32, range: RangeInclusive<u32>| value.clamp(*range.start(), *range.end());
        let Self { work_secs, rest_secs, rounds, name } = self;
        Self {
            work_secs: within(work_secs, Self::WORK_SECS),
            rest_secs: within(rest_secs, Self::REST_SECS),
            rounds: within(rounds, Self::ROUNDS),
            name,
        }
    }
}

/// Why there is nothing to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRun {
    /// No station has any work.
    #[error("the circuit has no station to do")]
    Empty,
    /// It is longer than a day, or has more stations than that many seconds could hold.
    #[error("the circuit is longer than a day")]
    TooLong,
}

/// What a run follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Course {
    Circuit(Circuit),
    Intervals { intervals: Intervals, get_ready_secs: u32 },
}

impl Course {
    /// The whole of its time in order, never empty.
    pub fn segments(&self) -> Result<Vec<Segment>, NoRun> {
        self.check_length()?;
        let segments = match self {
            Self::Circuit(circuit) => segment::segments_of(circuit, 0),
            Self::Intervals { intervals, get_ready_secs } => segment::segments_of_intervals(intervals, *get_ready_secs),
        };
        if segments.is_empty() { Err(NoRun::Empty) } else { Ok(segments) }
    }

    pub fn station_count(&self) -> usize {
        match self {
            Self::Circuit(circuit) => circuit.stations.len(),
            Self::Intervals { intervals, .. } => intervals.rounds as usize,
        }
    }

    pub fn phase(&self, station: usize) -> Option<Phase> {
        match self {
            Self::Circuit(circuit) => circuit.stations.get(station).map(|station| station.phase),
            Self::Intervals { .. } => None,
        }
    }

    /// The gap to change side.
    pub fn switch(&self) -> Duration {
        match self {
            Self::Circuit(circuit) => Duration::from_secs(circuit.switch_secs.into()),
            Self::Intervals { .. } => Duration::ZERO,
        }
    }

    pub fn mode(&self) -> Mode {
        match self {
            Self::Circuit(circuit) => circuit.mode,
            Self::Intervals { .. } => Mode::Recovery,
        }
    }

    /// Seconds from start to end; only for a course whose length was checked.
    pub fn total_secs(&self) -> u32 {
        match self {
            Self::Circuit(circuit) => circuit.total_secs(),
            Self::Intervals { intervals, get_ready_secs } => get_ready_secs + intervals.total_secs(),
        }
    }

    /// Whether its length is one that can be counted: then no sum of its seconds overflows.
    pub fn check_length(&self) -> Result<(), NoRun> {
        let secs = match self {
            Self::Circuit(circuit) => {
                if circuit.stations.len() > STATIONS_MAX {
                    return Err(NoRun::TooLong);
                }
                let (transition, switch) = (u64::from(circuit.transition_secs), u64::from(circuit.switch_secs));
                let work = circuit.stations.iter().map(|station| 2 * u64::from(station.secs_per_side));
                work.map(|secs| transition + secs + switch).sum()
            }
            Self::Intervals { intervals, get_ready_secs } => {
                if intervals.clone().within_limits() != *intervals {
                    return Err(NoRun::TooLong);
                }
                u64::from(*get_ready_secs) + u64::from(intervals.total_secs())
            }
        };
        if secs > TOTAL_SECS_MAX { Err(NoRun::TooLong) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests;
