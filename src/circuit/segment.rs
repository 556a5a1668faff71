//! The plan of a run: the segments of time that a circuit or plain intervals fall into.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Intervals;
use crate::domain::{Circuit, Side, Sides};

/// What a segment of time is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SegmentKind {
    /// Changing place before a station.
    GetReady,
    /// Resting before a round of plain intervals.
    Rest,
    /// One round of work.
    Work,
    /// Changing side within a station.
    Switch,
}

/// The side of one round of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Round {
    /// The person's left.
    Left,
    /// The person's right.
    Right,
    /// Both at once, or the midline.
    Together,
}

impl SegmentKind {
    /// Whether it leads to a station and nothing of the station has begun with it.
    pub(super) fn leads_to_station(self) -> bool {
        match self {
            Self::GetReady | Self::Rest => true,
            Self::Work | Self::Switch => false,
        }
    }
}

/// A stretch of time of one kind, never of length zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Segment {
    /// Index of the station in the circuit, of the round in plain intervals.
    pub station: usize,
    pub kind: SegmentKind,
    /// The round it works or leads to.
    pub round: Round,
    pub length: Duration,
}

/// The segments of a circuit in order, from the station of an index on. Gaps of length zero vanish, and so do stations
/// without work.
pub(super) fn segments_of(circuit: &Circuit, first: usize) -> Vec<Segment> {
    let mut segments = Vec::new();
    let stations = circuit.stations.iter().enumerate().skip(first);
    for (index, station) in stations.filter(|(_, station)| station.secs_per_side > 0) {
        for (nth, &round) in rounds(station.sides).iter().enumerate() {
            let (gap, gap_secs) = match nth {
                0 => (SegmentKind::GetReady, circuit.transition_secs),
                _ => (SegmentKind::Switch, circuit.switch_secs),
            };
            for (kind, secs) in [(gap, gap_secs), (SegmentKind::Work, station.secs_per_side)] {
                segments.push(Segment { station: index, kind, round, length: Duration::from_secs(secs.into()) });
            }
        }
    }
    segments.retain(|segment| !segment.length.is_zero());
    segments
}

/// The segments of plain intervals: a time to get ready, then work with a rest between any two rounds.
pub(super) fn segments_of_intervals(intervals: &Intervals, get_ready_secs: u32) -> Vec<Segment> {
    let mut segments = Vec::new();
    let &Intervals { work_secs, rest_secs, rounds, name: _ } = intervals;
    for station in 0..rounds as usize {
        let gap = match station {
            0 => (SegmentKind::GetReady, get_ready_secs),
            _ => (SegmentKind::Rest, rest_secs),
        };
        for (kind, secs) in [gap, (SegmentKind::Work, work_secs)] {
            segments.push(Segment { station, kind, round: Round::Together, length: Duration::from_secs(secs.into()) });
        }
    }
    segments.retain(|segment| !segment.length.is_zero());
    segments
}

/// Index of the first segment of this station or, where it has none, of a later one.
pub(super) fn first_of(segments: &[Segment], station: usize) -> usize {
    segments.partition_point(|segment| segment.station < station)
}

/// The rounds in the order in which they come.
pub(super) fn rounds(sides: Sides) -> &'static [Round] {
    match sides {
        Sides::One(Side::Left) => &[Round::Left],
        Sides::One(Side::Right) => &[Round::Right],
        Sides::One(Side::Midline) | Sides::Together => &[Round::Together],
        Sides::Each => &[Round::Left, Round::Right],
    }
}
