//! A circuit being followed: which segment runs, what remains, what to say, and what was really done.
//!
//! Time is a parameter: every call takes `now`, a [`Duration`] on a monotonic scale whose origin is the caller's own.
//! A `now` before an earlier one is taken for that earlier one. However the calls are spaced, the same commands at the
//! same moments leave the same record: one late [`Run::tick`] equals many small ones.
//!
//! ```
//! use std::time::Duration;
//! use supple::circuit::{Cue, Run, SegmentKind};
//! use supple::domain::{Circuit, Group, Mode, Phase, Sides, Station, Work};
//!
//! let stretch = Station {
//!     phase: Phase::Motion,
//!     work: Work::Drill("d41".into()),
//!     group: Group::Ankle,
//!     sides: Sides::Each,
//!     secs_per_side: 40,
//!     pressure: None,
//! };
//! let circuit = Circuit { mode: Mode::Recovery, stations: vec![stretch], transition_secs: 10, switch_secs: 5 };
//! let mut run = Run::start(circuit, Duration::ZERO)?;
//! assert_eq!(run.tick(Duration::from_secs(10)), [Cue::Start]);
//! let view = run.view(Duration::from_secs(12));
//! assert_eq!((view.kind, view.remaining_secs, view.total_left_secs), (SegmentKind::Work, 38, 83));
//! # Ok::<(), supple::circuit::NoRun>(())
//! ```
//!
//! Architecture invariant: nothing here reads a clock, plays a sound or knows of windows.

mod course;
mod cue;
mod keep;
mod progress;
mod refit;
mod segment;
mod swap;
mod view;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use course::{Intervals, NoRun};
pub use cue::{Cue, DueCue};
pub use keep::KeptRun;
pub use segment::{Round, SegmentKind};
pub use view::{NextUp, RunState, RunView, StationProgress};

use crate::domain::{Circuit, CircuitRecord, Outcome, Pressure, Response, SkipReason, StationDone};
use course::Course;
use progress::Progress;
use segment::Segment;

/// What the person can do to a run. Once a run is finished only the answers still act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunCommand {
    /// Pauses a running run, resumes a paused one.
    TogglePause,
    /// Stops the time.
    Pause,
    /// Lets the time go on.
    Resume,
    /// To the start of this station, its get-ready included.
    /// While its first round has not yet run for 3 s: to the start of the station before, if there is one.
    Back,
    /// From the first side of a station that works each side: to the other side.
    /// From anywhere else, its get-ready and its switch included: to the next station, or to the end.
    Skip,
    /// Lengthens or shortens the current segment, and only this one.
    /// What remains is at least 0, which moves on at once, and at most 30 minutes.
    AddSecs(i32),
    /// Turns round the order of the sides in what remains of this station. In the middle of a side the other one comes
    /// first, after a gap to change side, and the rest of this one after it.
    SwapSides,
    /// How the tissue answered a station; a later answer replaces an earlier one, and none takes it back.
    Answer {
        /// Index of the station in the circuit; one that does not exist is ignored.
        station: usize,
        /// The answer.
        response: Option<Response>,
    },
    /// How hard the pressure felt at a station.
    Felt {
        /// Index of the station in the circuit; one that does not exist is ignored.
        station: usize,
        /// The answer, or none to take it back.
        pressure: Option<Pressure>,
    },
    /// Why a station was skipped.
    Because {
        /// Index of the station in the circuit; one that does not exist is ignored.
        station: usize,
        /// The reason.
        reason: SkipReason,
    },
}

/// What was answered about one station, each as far as asked and answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// How the tissue answered.
    pub response: Option<Response>,
    /// The pressure really felt.
    pub felt: Option<Pressure>,
    /// Why it was skipped.
    pub skipped: Option<SkipReason>,
}

/// A circuit, or plain intervals, being followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    course: Course,
    segments: Vec<Segment>,
    progress: Progress,
    /// One for each station.
    answers: Vec<Answers>,
    /// The length promised at the start.
    planned_secs: u32,
}

impl Run {
    /// A run that begins at `now` with getting ready for the first station.
    pub fn start(circuit: Circuit, now: Duration) -> Result<Self, NoRun> {
        Self::follow(Course::Circuit(circuit), now)
    }

    /// Plain intervals that begin at `now` with so many seconds to get ready. Numbers outside their ranges are moved into
    /// them, and more than an hour to get ready is taken for an hour.
    pub fn intervals(intervals: Intervals, get_ready_secs: u32, now: Duration) -> Result<Self, NoRun> {
        let intervals = intervals.within_limits();
        Self::follow(Course::Intervals { intervals, get_ready_secs: get_ready_secs.min(3600) }, now)
    }

    fn follow(course: Course, now: Duration) -> Result<Self, NoRun> {
        let segments = course.segments()?;
        let stations = course.station_count();
        let progress = Progress::start(&segments, stations, now).ok_or(NoRun::Empty)?;
        let planned_secs = course.total_secs();
        Ok(Self { course, segments, progress, answers: vec![Answers::default(); stations], planned_secs })
    }

    /// The circuit, as it was last fitted; none of plain intervals.
    pub fn circuit(&self) -> Option<&Circuit> {
        match &self.course {
            Course::Circuit(circuit) => Some(circuit),
            Course::Intervals { .. } => None,
        }
    }

    /// The plain intervals; none of a circuit.
    pub fn plain(&self) -> Option<&Intervals> {
        match &self.course {
            Course::Circuit(_) => None,
            Course::Intervals { intervals, .. } => Some(intervals),
        }
    }

    /// What was answered about each station, in their order.
    pub fn answers(&self) -> &[Answers] {
        &self.answers
    }

    /// Whether the last tick or command came to the end.
    pub fn is_finished(&self) -> bool {
        self.progress.is_finished(&self.segments)
    }

    /// Whether the time stands, and the run is not at its end.
    pub fn is_paused(&self) -> bool {
        self.progress.is_paused() && !self.is_finished()
    }

    /// Time from the start to the last tick or command, pauses left out.
    pub fn elapsed(&self) -> Duration {
        self.progress.elapsed()
    }

    /// Time of work up to the last tick or command, gaps and pauses left out.
    pub fn worked(&self) -> Duration {
        self.progress.worked.iter().map(|worked| worked.total()).sum()
    }

    /// Does what the person asked, after counting the time up to `now`.
    pub fn apply(&mut self, command: RunCommand, now: Duration) {
        let Self { course, segments, progress, answers, planned_secs: _ } = self;
        progress.advance(segments, now);
        match command {
            RunCommand::TogglePause if progress.is_paused() => progress.resume(),
            RunCommand::TogglePause | RunCommand::Pause => progress.pause(),
            RunCommand::Resume => progress.resume(),
            RunCommand::Back => progress.back(segments),
            RunCommand::Skip => progress.skip(segments),
            RunCommand::AddSecs(secs) => progress.add_secs(segments, secs),
            RunCommand::SwapSides => swap::swap_sides(segments, progress, course.switch()),
            RunCommand::Answer { station, response } => {
                if let Some(answers) = answers.get_mut(station) {
                    answers.response = response;
                }
            }
            RunCommand::Felt { station, pressure } => {
                if let Some(answers) = answers.get_mut(station) {
                    answers.felt = pressure;
                }
            }
            RunCommand::Because { station, reason } => {
                if let Some(answers) = answers.get_mut(station) {
                    answers.skipped = Some(reason);
                }
            }
        }
    }

    /// The cues still to come if nothing is done, each with its moment on the caller's scale, those that the last command
    /// gave included. None while the run is paused.
    pub fn upcoming(&self) -> Vec<DueCue> {
        self.progress.upcoming(&self.segments)
    }

    /// Where the run stands at `now`, to be written down.
    pub fn keep(&self, now: Duration) -> KeptRun {
        KeptRun::of(self, self.progress_at(now))
    }

    /// Counts the time up to `now` and returns the cues that came due since the last call, oldest first.
    ///
    /// A cue that is a second late or more has lost its sense and is left out, except the last one that says what
    /// begins: after a long sleep it alone tells where the run has got to.
    pub fn tick(&mut self, now: Duration) -> Vec<Cue> {
        self.progress.advance(&self.segments, now);
        self.progress.take_cues()
    }

    /// Everything a screen needs to show at `now`, whether or not [`Self::tick`] was called for it.
    pub fn view(&self, now: Duration) -> RunView {
        view::view(&self.course, &self.segments, &self.progress_at(now))
    }

    /// What the run leaves behind if it ends at `now`; what the run does not know of is for the caller to add.
    ///
    /// Seconds are whole ones, begun but incomplete ones left out. A run that is not yet finished is abandoned. Plain
    /// intervals leave no stations.
    pub fn finish(&self, now: Duration) -> CircuitRecord {
        let progress = self.progress_at(now);
        let stations = self.circuit().map_or(&[][..], |circuit| &circuit.stations);
        let stations = stations.iter().zip(&progress.worked).zip(&self.answers);
        CircuitRecord {
            mode: self.course.mode(),
            outcome: if progress.is_finished(&self.segments) { Outcome::Finished } else { Outcome::Abandoned },
            planned_secs: self.planned_secs,
            elapsed_secs: whole_secs(progress.elapsed()),
            stations: stations
                .map(|((station, worked), &Answers { response, felt, skipped })| StationDone {
                    left_secs: whole_secs(worked.left),
                    right_secs: whole_secs(worked.right),
                    together_secs: whole_secs(worked.together),
                    response,
                    felt,
                    skipped,
                    ..StationDone::not_reached(station.clone())
                })
                .collect(),
            effort: None,
            spared: BTreeMap::new(),
            name: self.plain().map(|intervals| intervals.name.clone()).unwrap_or_default(),
            seed: None,
            felt: BTreeMap::new(),
            note: String::new(),
        }
    }

    fn progress_at(&self, now: Duration) -> Progress {
        let mut progress = self.progress.clone();
        progress.advance(&self.segments, now);
        progress
    }
}

/// Whole seconds, rounded down.
fn whole_secs(time: Duration) -> u32 {
    u32::try_from(time.as_secs()).unwrap_or(u32::MAX)
}
