//! What a screen shows of a run at one moment.

use std::time::Duration;

use super::course::Course;
use super::progress::Progress;
use super::segment::{Round, Segment, SegmentKind};
use crate::domain::Phase;

/// Whether the time of a run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// It goes on.
    Running,
    /// It stands until resumed.
    Paused,
    /// The circuit is at its end, for good.
    Finished,
}

/// A run at one moment. Once finished it shows the last station with nothing left.
///
/// In plain intervals each round counts as a station.
#[derive(Clone, Debug, PartialEq)]
pub struct RunView {
    /// Whether the time goes on.
    pub state: RunState,
    /// The part of the circuit that the station belongs to; plain intervals have none.
    pub phase: Option<Phase>,
    /// Index in the circuit of the station that is worked or got ready for.
    pub station: usize,
    /// How many stations the circuit has.
    pub station_count: usize,
    /// What the current segment is for.
    pub kind: SegmentKind,
    /// The side that is worked or got ready for; together in plain intervals.
    pub round: Round,
    /// Seconds left of the current segment, begun ones counted whole.
    pub remaining_secs: u32,
    /// Time spent in the current segment.
    pub spent: Duration,
    /// How much of the current segment is over, 0 to 1.
    pub fraction: f32,
    /// Seconds left of the whole circuit, begun ones counted whole.
    pub total_left_secs: u32,
    /// Each station of the circuit, for a bar of the whole.
    pub stations: Vec<StationProgress>,
    /// The round of work after the one that is worked or got ready for; none when that is the last.
    pub next: Option<NextUp>,
    /// How long until a number of seconds here changes by itself; none while the time stands.
    pub next_change_in: Option<Duration>,
}

/// One station within the bar of the whole circuit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StationProgress {
    /// Its length with the gaps before and in it, in seconds.
    pub secs: f32,
    /// How much of it lies behind, done or skipped, 0 to 1.
    pub fraction: f32,
    /// Whole seconds worked so far, as its record will say them.
    pub done_secs: u32,
}

/// The round of work to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextUp {
    /// Index of its station in the circuit.
    pub station: usize,
    /// Its side.
    pub round: Round,
    /// Seconds of the gap before it, to change side or place.
    pub gap_secs: u32,
}

pub(super) fn view(course: &Course, segments: &[Segment], progress: &Progress) -> RunView {
    let finished = progress.is_finished(segments);
    let last = segments.len().saturating_sub(1);
    // A run has at least one segment, so this index always exists.
    let segment = segments[progress.current.min(last)];
    let remaining = progress.remaining();
    let later: Duration = segments.iter().skip(progress.current + 1).map(|segment| segment.length).sum();
    let state = match () {
        () if finished => RunState::Finished,
        () if progress.is_paused() => RunState::Paused,
        () => RunState::Running,
    };
    RunView {
        state,
        phase: course.phase(segment.station),
        station: segment.station,
        station_count: course.station_count(),
        kind: segment.kind,
        round: segment.round,
        remaining_secs: begun_secs(remaining),
        spent: progress.spent,
        fraction: if finished { 1.0 } else { ratio(progress.spent, progress.length) },
        total_left_secs: begun_secs(remaining + later),
        stations: (0..course.station_count()).map(|station| station_progress(station, segments, progress)).collect(),
        next: next_up(segments, progress.current),
        next_change_in: (state == RunState::Running).then(|| until_next_second(remaining)),
    }
}

fn station_progress(station: usize, segments: &[Segment], progress: &Progress) -> StationProgress {
    let mut total = Duration::ZERO;
    let mut behind = Duration::ZERO;
    for (index, segment) in segments.iter().enumerate().filter(|(_, segment)| segment.station == station) {
        let (length, spent) = match index.cmp(&progress.current) {
            std::cmp::Ordering::Less => (segment.length, segment.length),
            std::cmp::Ordering::Equal => (progress.length, progress.spent),
            std::cmp::Ordering::Greater => (segment.length, Duration::ZERO),
        };
        total += length;
        behind += spent;
    }
    let done_secs = progress.worked.get(station).map_or(0, |worked| worked.whole_secs());
    StationProgress { secs: total.as_secs_f32(), fraction: ratio(behind, total), done_secs }
}

fn next_up(segments: &[Segment], current: usize) -> Option<NextUp> {
    let is_work = |index: &usize| segments[*index].kind == SegmentKind::Work;
    let this = (current..segments.len()).find(is_work)?;
    let next = (this + 1..segments.len()).find(is_work)?;
    let gap: Duration = segments[this + 1..next].iter().map(|segment| segment.length).sum();
    let Segment { station, round, kind: _, length: _ } = segments[next];
    Some(NextUp { station, round, gap_secs: begun_secs(gap) })
}

/// Whole seconds, rounded up.
fn begun_secs(time: Duration) -> u32 {
    let begun = u64::from(time.subsec_nanos() > 0);
    u32::try_from(time.as_secs() + begun).unwrap_or(u32::MAX)
}

/// How long a number rounded up to whole seconds stays the same.
fn until_next_second(remaining: Duration) -> Duration {
    match remaining.subsec_nanos() {
        0 => Duration::from_secs(1),
        nanos => Duration::from_nanos(nanos.into()),
    }
}

fn ratio(part: Duration, whole: Duration) -> f32 {
    if whole.is_zero() { 0.0 } else { part.div_duration_f32(whole).min(1.0) }
}
