//! A run in the model: what is followed, what was said of it, and what of it is kept against a crash.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::circuit::{Cue, DueCue, KeptRun, Round, Run};
use crate::domain::{BeforeAfter, Cause, Effort, Region, Stamp};
use crate::planner::{LeaveOut, Plan};

/// Where the circuit of a run came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunKind {
    /// Planned for the day.
    Planned,
    /// A favourite.
    Favourite,
    /// An earlier circuit, once more.
    Repeated,
    /// Plain intervals without a circuit.
    Intervals,
}

/// A circuit, or plain intervals, being followed.
#[derive(Clone, Debug)]
pub struct Running {
    /// The state machine.
    pub run: Run,
    /// Where its circuit came from.
    pub kind: RunKind,
    /// When it was started, for its record.
    pub started: Stamp,
    /// What was left out when it was started, and why.
    pub spared: BTreeMap<Region, Cause>,
    /// The name of the favourite or of the intervals; empty for a circuit planned for the day.
    pub name: String,
    /// The seed of the plan; none for what was made by hand.
    pub seed: Option<u64>,
    /// Whether the person asked to leave and is choosing how.
    pub leaving: bool,
    /// Whether its cues are silenced, all channels of them.
    pub muted: bool,
    /// The cue that was given last, and when it was due or seen to be.
    pub cued: Option<DueCue>,
    /// The station that was skipped last, while its reason may still be given.
    pub skipped: Option<usize>,
    /// The region that the questions about what is wrong stand open for, because something hurt there; the run is paused.
    pub asking: Option<Region>,
    /// The effort answered on the last page.
    pub effort: Option<Effort>,
    /// How treated regions felt before and right after, as far as answered.
    pub felt: BTreeMap<Region, BeforeAfter>,
    /// Free words about the run.
    pub note: String,
    /// What its stations were chosen from, to be fitted anew; none of a favourite, of intervals, and of a run taken up again.
    pub(super) plan: Option<Arc<Plan>>,
    /// For each station how often rotation would have come to its technique, as [`Plan::chances_percent`] says it.
    pub(super) chances_percent: Vec<Option<u8>>,
    /// What must not come any more in this run.
    pub(super) without: LeaveOut,
    /// The side that was worked when the station was skipped.
    pub(super) skipped_round: Option<Round>,
    /// The whole second of the run in which it was kept last.
    pub(super) kept_second: Option<u64>,
    /// Whether the end was told.
    pub(super) end_told: bool,
}

/// A run as it is kept in the state folder while it goes on, so that a crash or a closed window loses at most a second.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptState {
    /// Where it stands.
    pub run: KeptRun,
    /// Where its circuit came from.
    pub kind: RunKind,
    /// When it was started.
    pub started: Stamp,
    /// When it was kept.
    pub kept_at: Stamp,
    /// What was left out when it was started, and why.
    pub spared: BTreeMap<Region, Cause>,
    /// The name of the favourite or of the intervals.
    pub name: String,
    /// The seed of the plan.
    pub seed: Option<u64>,
    /// The chances of rotation, one for each station of the plan.
    pub chances_percent: Vec<Option<u8>>,
    /// The effort, if answered.
    pub effort: Option<Effort>,
    /// How treated regions felt, as far as answered.
    pub felt: BTreeMap<Region, BeforeAfter>,
    /// Free words about the run.
    pub note: String,
}

/// A cue to be given at a moment to come, with what is to be said with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// When, on the monotonic scale of [`Moment`](super::Moment).
    pub due: Duration,
    /// The cue. Whether it is heard or seen is for the settings to say.
    pub cue: Cue,
    /// The words to speak; empty where nothing is to be spoken.
    pub say: String,
}

/// Whether the display is to stay on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awake {
    /// It stays on: a run is going on.
    Yes,
    /// The machine may do as it likes.
    No,
}

impl Running {
    /// A run that has just begun.
    pub(super) fn new(run: Run, kind: RunKind, started: Stamp, spared: BTreeMap<Region, Cause>) -> Self {
        Self {
            run,
            kind,
            started,
            spared,
            name: String::new(),
            seed: None,
            leaving: false,
            muted: false,
            cued: None,
            skipped: None,
            asking: None,
            effort: None,
            felt: BTreeMap::new(),
            note: String::new(),
            plan: None,
            chances_percent: Vec::new(),
            without: LeaveOut::default(),
            skipped_round: None,
            kept_second: None,
            end_told: false,
        }
    }

    /// What is kept of it at a moment.
    pub(super) fn keep(&self, now: Duration, kept_at: Stamp) -> KeptState {
        KeptState {
            run: self.run.keep(now),
            kind: self.kind,
            started: self.started.clone(),
            kept_at,
            spared: self.spared.clone(),
            name: self.name.clone(),
            seed: self.seed,
            chances_percent: self.chances_percent.clone(),
            effort: self.effort,
            felt: self.felt.clone(),
            note: self.note.clone(),
        }
    }

    /// The kept run at the place where it was, paused.
    pub(super) fn resume(kept: KeptState, now: Duration) -> Self {
        let KeptState { run, kind, started, kept_at: _, spared, name, seed, chances_percent, effort, felt, note } =
            kept;
        let run = run.resume(now);
        let end_told = run.is_finished();
        let begun = Self::new(run, kind, started, spared);
        Self { name, seed, effort, felt, note, chances_percent, end_told, ..begun }
    }
}
