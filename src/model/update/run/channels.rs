//! What a person does to a run beyond steering it: silence its cues, try them, go on with one button, stop for pain.

use super::{Effect, Model, Moment};
use crate::circuit::{Cue, RunCommand, SegmentKind};
use crate::domain::SkipReason;
use crate::model::{Announcement, TestOf};

impl Model {
    pub(in crate::model::update) fn toggle_mute(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        running.muted = !running.muted;
        self.run_changed(moment)
    }

    /// Gives one cue now, by the channels that are on. It is offered outside a run only, whose schedule it would replace.
    pub(in crate::model::update) fn test_cue(&self, test: TestOf, moment: &Moment) -> Vec<Effect> {
        if self.running.is_some() {
            return Vec::new();
        }
        let (cue, say) = match test {
            TestOf::Sound => (Cue::Start, String::new()),
            TestOf::Voice => (Cue::Next, "next: left hamstrings, roller".to_owned()),
        };
        vec![Effect::Schedule(vec![Announcement { due: moment.monotonic, cue, say }])]
    }

    /// Begins the work that a gap leads to, or leaves work for what follows it.
    pub(in crate::model::update) fn advance_run(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &self.running else { return Vec::new() };
        let view = running.run.view(moment.monotonic);
        let command = match view.kind {
            SegmentKind::Work => RunCommand::Skip,
            SegmentKind::GetReady | SegmentKind::Rest | SegmentKind::Switch => {
                RunCommand::AddSecs(-i32::try_from(view.remaining_secs).unwrap_or(i32::MAX))
            }
        };
        self.steer_run(command, moment)
    }

    /// Leaves what is worked and says why. In a gap before a station it is the station before that hurt.
    pub(in crate::model::update) fn stop_for_pain(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        let view = running.run.view(moment.monotonic);
        let worked_before = match view.kind {
            SegmentKind::GetReady | SegmentKind::Rest => view.station.checked_sub(1),
            SegmentKind::Work | SegmentKind::Switch => None,
        };
        if worked_before.is_none() {
            running.steer(RunCommand::Skip, moment.monotonic);
        }
        // The last station, too, has a reason, though nothing can be left out after it.
        running.skipped = Some(worked_before.unwrap_or(view.station));
        // Which of its sides hurt is not known in the gap after it.
        running.skipped_round = worked_before.is_none().then_some(view.round);
        self.skip_because(SkipReason::Hurts, moment)
    }
}
