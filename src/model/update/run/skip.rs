//! Skips and what follows from their reasons; what is to come, made to fit.

use std::time::Duration;

use crate::circuit::{RunCommand, SegmentKind};
use crate::domain::SkipReason;
use crate::model::Running;
use crate::planner::{self, LeaveOut};

use super::{Effect, Model, Moment};

/// For so long into the next work the reason of a skip may still be given.
const REASON_WITHIN: Duration = Duration::from_secs(10);

impl Model {
    pub(in crate::model::update) fn skip_because(&mut self, reason: SkipReason, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        let Some(station) = running.skipped.take() else { return Vec::new() };
        running.run.apply(RunCommand::Because { station, reason }, moment.monotonic);
        self.run_changed(moment)
    }
}

impl Running {
    /// Steers it, and remembers what was skipped.
    pub(super) fn steer(&mut self, command: RunCommand, now: Duration) {
        let before = self.run.view(now);
        self.run.apply(command, now);
        match command {
            RunCommand::Skip if !self.run.is_finished() => {
                self.skipped = Some(before.station);
                self.skipped_round = Some(before.round);
            }
            RunCommand::Skip | RunCommand::Back => self.skipped = None,
            _ => {}
        }
    }

    /// Lets it know what time it is.
    pub(super) fn tick(&mut self, now: Duration) {
        self.run.tick(now);
        if self.skipped.is_none() {
            return;
        }
        let view = self.run.view(now);
        if view.kind == SegmentKind::Work && view.spent >= REASON_WITHIN {
            self.skipped = None;
        }
    }

    /// Makes what is to come fit into the time that is left.
    pub(super) fn fit(&mut self, left_secs: u32, now: Duration) {
        self.run.tick(now);
        let done = self.run.begun();
        let before = u32::try_from(self.run.to_come_before(done).as_secs()).unwrap_or(u32::MAX);
        let fitted = self
            .plan
            .as_ref()
            .and_then(|plan| planner::replan(plan, done, left_secs.saturating_sub(before), &LeaveOut::default()));
        match fitted {
            Some(plan) => {
                self.run.refit(plan.circuit.clone(), done, now);
                self.chances_percent.clone_from(&plan.chances_percent);
                self.plan = Some(plan.into());
            }
            None => self.run.fit(left_secs, now),
        }
    }
}
