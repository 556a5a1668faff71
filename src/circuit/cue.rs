//! What a run has to say, and when.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::segment::{Segment, SegmentKind};

/// Something to hear or to see at a moment of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cue {
    /// Work begins.
    Start,
    /// Half of a round of 20 s or more is done.
    Halfway,
    /// So many seconds remain of a round or of a gap: 3, 2 or 1.
    Last(u8),
    /// Change side. Where the gap has no length the other side's work begins with it.
    Switch,
    /// Change to the next station. Where the gap has no length its work begins with it.
    Next,
    /// The circuit is finished.
    Done,
}

impl Cue {
    /// Whether it says what begins now, which stays true until something else begins.
    pub(super) fn says_what_begins(self) -> bool {
        match self {
            Self::Start | Self::Switch | Self::Next | Self::Done => true,
            Self::Halfway | Self::Last(_) => false,
        }
    }

    /// The cue of entering the segment of an index; past the last one the run is done.
    pub(super) fn on_entering(segments: &[Segment], index: usize) -> Self {
        let Some(segment) = segments.get(index) else { return Self::Done };
        let before = index.checked_sub(1).and_then(|before| segments.get(before));
        match (segment.kind, before) {
            (SegmentKind::GetReady | SegmentKind::Rest, _) => Self::Next,
            (SegmentKind::Switch, _) => Self::Switch,
            (SegmentKind::Work, None) => Self::Start,
            (SegmentKind::Work, Some(before)) => match before.kind {
                SegmentKind::GetReady | SegmentKind::Rest | SegmentKind::Switch => Self::Start,
                SegmentKind::Work if before.station == segment.station => Self::Switch,
                SegmentKind::Work => Self::Next,
            },
        }
    }
}

/// A cue and the moment it was due, on the caller's time scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueCue {
    /// When.
    pub due: Duration,
    /// What.
    pub cue: Cue,
}

/// A cue that is this late has lost its sense.
const STALE_AFTER: Duration = Duration::from_secs(1);

/// Keeps the cues that still make sense at `now`, in their order.
pub(super) fn still_worth_saying(cues: &[DueCue], now: Duration) -> Vec<Cue> {
    let latest_beginning = cues.iter().rposition(|due| due.cue.says_what_begins());
    let is_fresh = |due: &DueCue| now.saturating_sub(due.due) < STALE_AFTER;
    let kept = cues.iter().enumerate().filter(|(at, due)| Some(*at) == latest_beginning || is_fresh(due));
    kept.map(|(_, due)| due.cue).collect()
}
