//! How far a run has got: the part that moves.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::cue::{self, Cue, DueCue};
use super::segment::{Round, Segment, SegmentKind, first_of};
use super::whole_secs;

/// Rounds shorter than this have no halfway cue: it would crowd the last seconds.
const HALFWAY_FROM: Duration = Duration::from_secs(20);
/// Within so much of a station's first round, back goes to the station before.
const BACK_TO_PREVIOUS_WITHIN: Duration = Duration::from_secs(3);
/// The most that can remain of a segment by adding to it.
const MAX_REMAINING: Duration = Duration::from_mins(30);

/// Time really worked at one station.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Worked {
    pub left: Duration,
    pub right: Duration,
    pub together: Duration,
}

impl Worked {
    /// All of it.
    pub fn total(self) -> Duration {
        self.left + self.right + self.together
    }

    /// The whole seconds of each, begun but incomplete ones left out.
    pub fn whole_secs(self) -> u32 {
        whole_secs(self.left) + whole_secs(self.right) + whole_secs(self.together)
    }
}

/// Where a run stands, and what it has counted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Progress {
    /// Index of the current segment; the number of segments once finished.
    pub current: usize,
    /// Length of the current segment, as adjusted.
    pub length: Duration,
    /// Time spent in the current segment, less than its length.
    pub spent: Duration,
    paused: bool,
    /// One for each station.
    pub worked: Vec<Worked>,
    /// Time spent in gaps.
    pub gaps: Duration,
    /// The moment up to which time is counted, on the caller's scale.
    pub counted_to: Duration,
    /// The halfway cue comes once a round, however its length is adjusted.
    pub halfway_told: bool,
    /// What began while the time stood, to be said when it goes on.
    pub untold: Option<Cue>,
    cues: Vec<DueCue>,
}

impl Progress {
    /// The beginning of the first segment, if there is one.
    pub fn start(segments: &[Segment], station_count: usize, now: Duration) -> Option<Self> {
        segments.first()?;
        let worked = vec![Worked::default(); station_count];
        let mut progress = Self { worked, paused: false, ..Self::standing_at(now) };
        progress.enter(segments, 0, now);
        Some(progress)
    }

    /// Nowhere yet, paused at `now`.
    pub fn standing_at(now: Duration) -> Self {
        Self {
            current: 0,
            length: Duration::ZERO,
            spent: Duration::ZERO,
            paused: true,
            worked: Vec::new(),
            gaps: Duration::ZERO,
            counted_to: now,
            halfway_told: false,
            untold: None,
            cues: Vec::new(),
        }
    }

    pub fn is_finished(&self, segments: &[Segment]) -> bool {
        self.current >= segments.len()
    }

    /// What remains of the current segment.
    pub fn remaining(&self) -> Duration {
        self.length.saturating_sub(self.spent)
    }

    /// Time worked and spent in gaps; pauses are left out.
    pub fn elapsed(&self) -> Duration {
        let worked: Duration = self.worked.iter().map(|worked| worked.total()).sum();
        worked + self.gaps
    }

    /// Counts the time up to `now`, moving over every boundary on the way.
    pub fn advance(&mut self, segments: &[Segment], now: Duration) {
        let mut at = self.counted_to;
        self.counted_to = at.max(now);
        if self.paused {
            return;
        }
        while let Some(&segment) = segments.get(self.current) {
            let step = self.counted_to.saturating_sub(at).min(self.remaining());
            self.tell_cues_within(segment, step, at);
            self.count(segment, step);
            self.spent += step;
            at += step;
            if !self.remaining().is_zero() {
                break;
            }
            self.enter(segments, self.current + 1, at);
        }
    }

    pub fn back(&mut self, segments: &[Segment]) {
        let Some(segment) = segments.get(self.current) else { return };
        let start = first_of(segments, segment.station);
        let just_begun = match segment.kind {
            SegmentKind::GetReady | SegmentKind::Rest => true,
            SegmentKind::Work => {
                let is_first_round = segments[start..self.current].iter().all(|gap| gap.kind.leads_to_station());
                is_first_round && self.spent < BACK_TO_PREVIOUS_WITHIN
            }
            SegmentKind::Switch => false,
        };
        let target = match start.checked_sub(1) {
            Some(before) if just_begun => first_of(segments, segments[before].station),
            _ => start,
        };
        self.jump(segments, target);
    }

    pub fn skip(&mut self, segments: &[Segment]) {
        let Some(segment) = segments.get(self.current) else { return };
        let next = self.current + 1;
        let other_side_follows = segments.get(next).is_some_and(|next| next.station == segment.station);
        if segment.kind == SegmentKind::Work && other_side_follows {
            self.jump(segments, next);
        } else {
            self.jump(segments, first_of(segments, segment.station + 1));
        }
    }

    pub fn add_secs(&mut self, segments: &[Segment], secs: i32) {
        if self.is_finished(segments) {
            return;
        }
        let change = Duration::from_secs(secs.unsigned_abs().into());
        let remaining = self.remaining();
        let remaining = if secs < 0 {
            remaining.saturating_sub(change)
        } else {
            (remaining + change).min(MAX_REMAINING.max(remaining))
        };
        if remaining.is_zero() {
            self.jump(segments, self.current + 1);
        } else {
            self.length = self.spent + remaining;
        }
    }

    /// The cues to give now; what is too late is dropped.
    pub fn take_cues(&mut self) -> Vec<Cue> {
        let cues = std::mem::take(&mut self.cues);
        cue::still_worth_saying(&cues, self.counted_to)
    }

    /// Whether the time stands.
    pub fn is_paused(&self) -> bool {
        self.paused
    }

    pub fn pause(&mut self) {
        self.paused = true;
    }

    /// Lets the time go on. What began while it stood is said now.
    pub fn resume(&mut self) {
        self.paused = false;
        let due = self.counted_to;
        self.cues.extend(self.untold.take().map(|cue| DueCue { due, cue }));
    }

    /// The cues that come if nothing is done, with those that the last command gave; none while the time stands.
    pub fn upcoming(&self, segments: &[Segment]) -> Vec<DueCue> {
        if self.paused && !self.is_finished(segments) {
            return Vec::new();
        }
        let now = self.counted_to;
        let mut ahead = self.clone();
        // What came due before was heard already.
        ahead.cues.retain(|cue| cue.due >= now);
        let later: Duration = segments.iter().skip(self.current + 1).map(|segment| segment.length).sum();
        ahead.advance(segments, now + self.remaining() + later);
        ahead.cues
    }

    /// Moves at the person's wish: the cues of the place left behind no longer matter.
    pub fn jump(&mut self, segments: &[Segment], index: usize) {
        self.cues.clear();
        self.enter(segments, index, self.counted_to);
    }

    fn enter(&mut self, segments: &[Segment], index: usize, at: Duration) {
        self.current = index;
        self.length = segments.get(index).map_or(Duration::ZERO, |segment| segment.length);
        self.spent = Duration::ZERO;
        self.halfway_told = false;
        self.say(segments, Cue::on_entering(segments, index), at);
    }

    /// Says what begins: at once, or when the time goes on. The end is said at once in any case.
    pub fn say(&mut self, segments: &[Segment], cue: Cue, at: Duration) {
        self.untold = None;
        if self.paused && !self.is_finished(segments) {
            self.untold = Some(cue);
        } else {
            self.cues.push(DueCue { due: at, cue });
        }
    }

    fn count(&mut self, segment: Segment, step: Duration) {
        let worked = &mut self.worked[segment.station];
        *match (segment.kind, segment.round) {
            (SegmentKind::GetReady | SegmentKind::Rest | SegmentKind::Switch, _) => &mut self.gaps,
            (SegmentKind::Work, Round::Left) => &mut worked.left,
            (SegmentKind::Work, Round::Right) => &mut worked.right,
            (SegmentKind::Work, Round::Together) => &mut worked.together,
        } += step;
    }

    /// Notes the cues that fall within the next `step` of the segment, which begins at the moment `at`.
    fn tell_cues_within(&mut self, segment: Segment, step: Duration, at: Duration) {
        let spent = self.spent;
        let reached = |mark: Duration| (spent < mark && mark <= spent + step).then(|| at + mark.saturating_sub(spent));
        let half = self.length / 2;
        if segment.kind == SegmentKind::Work
            && self.length >= HALFWAY_FROM
            && !self.halfway_told
            && let Some(due) = reached(half)
        {
            self.halfway_told = true;
            self.cues.push(DueCue { cue: Cue::Halfway, due });
        }
        for last in [3_u8, 2, 1] {
            if let Some(due) = self.length.checked_sub(Duration::from_secs(last.into())).and_then(reached) {
                self.cues.push(DueCue { cue: Cue::Last(last), due });
            }
        }
    }
}
