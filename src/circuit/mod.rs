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
//! # Ok::<(), supple::circuit::EmptyCircuit>(())
//! ```
//!
//! Architecture invariant: nothing here reads a clock, plays a sound or knows of windows.

mod cue;
mod progress;
mod segment;
mod view;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::Duration;

pub use cue::Cue;
pub use segment::{Round, SegmentKind};
pub use view::{NextUp, RunState, RunView, StationProgress};

use crate::domain::{Circuit, CircuitRecord, Outcome, Response, StationDone};
use progress::Progress;
use segment::Segment;

/// A circuit in which no station has any work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the circuit has no station to do")]
pub struct EmptyCircuit;

/// What the person can do to a run. Once a run is finished only [`Self::Answer`] still acts.
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
    /// How the tissue answered the station of this index; a later answer replaces an earlier one.
    Answer {
        /// Index of the station in the circuit; one that does not exist is ignored.
        station: usize,
        /// The answer.
        response: Response,
    },
}

/// A circuit being followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    circuit: Circuit,
    segments: Vec<Segment>,
    progress: Progress,
    /// One for each station.
    responses: Vec<Option<Response>>,
}

impl Run {
    /// A run that begins at `now` with getting ready for the first station.
    pub fn start(circuit: Circuit, now: Duration) -> Result<Self, EmptyCircuit> {
        let segments = segment::segments_of(&circuit);
        let station_count = circuit.stations.len();
        let progress = Progress::start(&segments, station_count, now).ok_or(EmptyCircuit)?;
        Ok(Self { circuit, segments, progress, responses: vec![None; station_count] })
    }

    /// The circuit as planned.
    pub fn circuit(&self) -> &Circuit {
        &self.circuit
    }

    /// Whether the last tick or command came to the end.
    pub fn is_finished(&self) -> bool {
        self.progress.is_finished(&self.segments)
    }

    /// Does what the person asked, after counting the time up to `now`.
    pub fn apply(&mut self, command: RunCommand, now: Duration) {
        let Self { circuit: _, segments, progress, responses } = self;
        progress.advance(segments, now);
        match command {
            RunCommand::TogglePause => progress.paused = !progress.paused,
            RunCommand::Pause => progress.paused = true,
            RunCommand::Resume => progress.paused = false,
            RunCommand::Back => progress.back(segments),
            RunCommand::Skip => progress.skip(segments),
            RunCommand::AddSecs(secs) => progress.add_secs(segments, secs),
            RunCommand::Answer { station, response } => {
                if let Some(answer) = responses.get_mut(station) {
                    *answer = Some(response);
                }
            }
        }
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
        view::view(&self.circuit, &self.segments, &self.progress_at(now))
    }

    /// What the run leaves behind if it ends at `now`; effort and note are for the caller to add.
    ///
    /// Seconds are whole ones, begun but incomplete ones left out. A run that is not yet finished is abandoned.
    pub fn finish(&self, now: Duration) -> CircuitRecord {
        let progress = self.progress_at(now);
        let stations = self.circuit.stations.iter().zip(&progress.worked).zip(&self.responses);
        CircuitRecord {
            mode: self.circuit.mode,
            outcome: if progress.is_finished(&self.segments) { Outcome::Finished } else { Outcome::Abandoned },
            planned_secs: self.circuit.total_secs(),
            elapsed_secs: whole_secs(progress.elapsed()),
            stations: stations
                .map(|((station, worked), &response)| StationDone {
                    left_secs: whole_secs(worked.left),
                    right_secs: whole_secs(worked.right),
                    together_secs: whole_secs(worked.together),
                    response,
                    ..StationDone::not_reached(station.clone())
                })
                .collect(),
            effort: None,
            spared: BTreeMap::new(),
            name: String::new(),
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
