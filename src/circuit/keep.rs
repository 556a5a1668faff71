//! A run as it is written down while it goes on, to be taken up again after a crash or a closed window.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::course::Course;
use super::cue::Cue;
use super::progress::{Progress, Worked};
use super::segment::{Segment, SegmentKind};
use super::{Answers, Run};

/// More than any run has, however often its sides were swapped.
const SEGMENTS_MAX: usize = 20_000;
/// No part of a run lasts longer than a week; the sum of the most segments is far from what a `Duration` can hold.
const PART_MAX: Duration = Duration::from_hours(7 * 24);

/// Where a run stands, what was done and what was answered. A value that exists fits the circuit that it is a run of, also
/// when it was read from a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct KeptRun {
    course: Course,
    segments: Vec<Segment>,
    /// Index of the current segment; the number of segments once finished.
    current: usize,
    length: Duration,
    spent: Duration,
    halfway_told: bool,
    untold: Option<Cue>,
    worked: Vec<Worked>,
    gaps: Duration,
    answers: Vec<Answers>,
    planned_secs: u32,
}

/// A kept run as it stands in a file, before it is known to fit its circuit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    course: Course,
    segments: Vec<Segment>,
    current: usize,
    length: Duration,
    spent: Duration,
    halfway_told: bool,
    untold: Option<Cue>,
    worked: Vec<Worked>,
    gaps: Duration,
    answers: Vec<Answers>,
    planned_secs: u32,
}

/// What was read is no run of its circuit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the run does not fit its circuit")]
struct NoFit;

impl KeptRun {
    pub(super) fn of(run: &Run, progress: Progress) -> Self {
        let Run { course, segments, progress: _, answers, planned_secs } = run.clone();
        let Progress { current, length, spent, worked, gaps, halfway_told, untold, .. } = progress;
        Self { course, segments, current, length, spent, halfway_told, untold, worked, gaps, answers, planned_secs }
    }

    /// The run at the place where it was, paused, on a time scale on which it is `now`.
    pub fn resume(&self, now: Duration) -> Run {
        let Self {
            course,
            segments,
            current,
            length,
            spent,
            halfway_told,
            untold,
            worked,
            gaps,
            answers,
            planned_secs,
        } = self.clone();
        let mut progress = Progress::standing_at(now);
        (progress.current, progress.length, progress.spent) = (current, length, spent);
        (progress.worked, progress.gaps) = (worked, gaps);
        (progress.halfway_told, progress.untold) = (halfway_told, untold);
        Run { course, segments, progress, answers, planned_secs }
    }
}

impl TryFrom<Unchecked> for KeptRun {
    type Error = NoFit;

    fn try_from(read: Unchecked) -> Result<Self, NoFit> {
        let fits = fits(&read);
        let Unchecked {
            course,
            segments,
            current,
            length,
            spent,
            halfway_told,
            untold,
            worked,
            gaps,
            answers,
            planned_secs,
        } = read;
        let kept = Self {
            course,
            segments,
            current,
            length,
            spent,
            halfway_told,
            untold,
            worked,
            gaps,
            answers,
            planned_secs,
        };
        if fits { Ok(kept) } else { Err(NoFit) }
    }
}

/// Whether nothing of it leads outside: every index has its station, every time can be added up.
fn fits(read: &Unchecked) -> bool {
    let Unchecked { course, segments, current, length, spent, worked, gaps, answers, .. } = read;
    let stations = course.station_count();
    if course.check_length().is_err() || segments.is_empty() || segments.len() > SEGMENTS_MAX {
        return false;
    }
    let is_of_course = |segment: &Segment| match (course, segment.kind) {
        (Course::Circuit(_), SegmentKind::Rest) | (Course::Intervals { .. }, SegmentKind::Switch) => false,
        (_, _) => segment.station < stations && !segment.length.is_zero() && segment.length <= PART_MAX,
    };
    let in_order = segments.windows(2).all(|pair| pair[0].station <= pair[1].station);
    let stands = match current.cmp(&segments.len()) {
        std::cmp::Ordering::Less => spent < length && *length <= PART_MAX,
        std::cmp::Ordering::Equal => spent.is_zero() && length.is_zero(),
        std::cmp::Ordering::Greater => false,
    };
    let can_be_counted = |worked: &Worked| [worked.left, worked.right, worked.together].iter().all(|&t| t <= PART_MAX);
    segments.iter().all(is_of_course)
        && in_order
        && stands
        && worked.len() == stations
        && answers.len() == stations
        && worked.iter().all(can_be_counted)
        && *gaps <= PART_MAX
}

#[cfg(test)]
mod tests;
