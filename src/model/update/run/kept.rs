//! The run that an earlier sitting left behind.

use crate::model::{Command, KeptState, Running};

use super::{Effect, Model, Moment, NoticeAction, Tone};

impl Model {
    /// Remembers it. Where another run goes on already, what was done of it is written down.
    pub(in crate::model::update) fn offer_kept(&mut self, kept: KeptState, moment: &Moment) -> Vec<Effect> {
        if self.running.is_some() {
            return self.write_down(Running::resume(kept, moment.monotonic), moment).unwrap_or_default();
        }
        self.kept = Some(kept.clone());
        vec![Effect::KeepRun(Some(kept))]
    }

    /// Takes it up, paused at the place where it was.
    pub(in crate::model::update) fn resume_kept(&mut self, moment: &Moment) -> Vec<Effect> {
        let must_wait = self.must_wait_for_records("Resume it", moment) || self.must_wait_for_help(moment);
        if self.running.is_some() || must_wait {
            return Vec::new();
        }
        let Some(kept) = self.kept.take() else { return Vec::new() };
        self.running = Some(Running::resume(kept, moment.monotonic));
        self.selected = None;
        self.overlay = None;
        self.run_changed(moment)
    }

    /// Writes down what was done of it, at the moment when it was started.
    pub(in crate::model::update) fn finish_kept(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(kept) = self.kept.take() else { return Vec::new() };
        let mut effects = vec![Effect::KeepRun(None)];
        let saving = self.write_down(Running::resume(kept, moment.monotonic), moment);
        effects.extend(saving.unwrap_or_default());
        effects
    }

    /// Forgets it; for as long as the notice stands it can be had back.
    pub(in crate::model::update) fn discard_kept(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(kept) = self.kept.take() else { return Vec::new() };
        let action = NoticeAction { label: "Undo", command: Box::new(Command::OfferKept(Box::new(kept))) };
        let text = "The circuit that was left behind is discarded.".to_owned();
        self.notices.show(Tone::Quiet, text, String::new(), vec![action], moment.monotonic);
        vec![Effect::KeepRun(None)]
    }
}
