//! The plan of a run: the segments of time that a circuit falls into.

use std::time::Duration;

use crate::domain::{Circuit, Side, Sides};

/// What a segment of time is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    /// Changing place before a station.
    GetReady,
    /// One round of work.
    Work,
    /// Changing side within a station.
    Switch,
}

/// The side of one round of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// The person's left.
    Left,
    /// The person's right.
    Right,
    /// Both at once, or the midline.
    Together,
}

/// A stretch of time of one kind, never of length zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Segment {
    /// Index of the station in the circuit.
    pub station: usize,
    pub kind: SegmentKind,
    /// The round it works or leads to.
    pub round: Round,
    pub length: Duration,
}

/// The segments of a circuit in order. Gaps of length zero vanish, and so do stations without work.
pub(super) fn segments_of(circuit: &Circuit) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (index, station) in circuit.stations.iter().enumerate().filter(|(_, station)| station.secs_per_side > 0) {
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

/// The rounds in the order in which they come.
fn rounds(sides: Sides) -> &'static [Round] {
    match sides {
        Sides::One(Side::Left) => &[Round::Left],
        Sides::One(Side::Right) => &[Round::Right],
        Sides::One(Side::Midline) | Sides::Together => &[Round::Together],
        Sides::Each => &[Round::Left, Round::Right],
    }
}
