//! What is wrong, emergencies, the advice about lasting pain, the day after, and the answers about health.

use std::collections::BTreeMap;

use crate::domain::{Edit, Health, PainAnswer, Profile, Region, Response, Settings, Shown};

use super::{Command, Effect, Model, Moment, NoticeAction, Tone};

impl Model {
    /// Whether an emergency forbids every circuit; if so, the person is told.
    pub(super) fn must_wait_for_help(&mut self, moment: &Moment) -> bool {
        let is_emergency = self.derived.limits().emergency().is_some();
        if is_emergency {
            let text = "No circuit while an emergency stands. It ends when you say that a clinician has cleared it.";
            self.notices.show(Tone::Stop, text.to_owned(), String::new(), Vec::new(), moment.monotonic);
        }
        is_emergency
    }

    /// An emergency that was said here, or that arrived from another device, ends a run and puts the circuit aside.
    pub(super) fn stop_for_emergency(&mut self, moment: &Moment) -> Vec<Effect> {
        if self.derived.limits().emergency().is_none() {
            return Vec::new();
        }
        self.planned = None;
        if self.running.is_none() {
            return Vec::new();
        }
        // The answer may have made a record at this very moment: the record of the run needs an id of its own.
        let moment = Moment { random: moment.random.wrapping_add(1), ..moment.clone() };
        let effects = self.finish_run(&moment);
        self.planned = None;
        effects
    }

    /// The screen gives way; the flag stays, and with it the block, until the person says that it is cleared.
    pub(super) fn help_came(&mut self) {
        let standing = self.derived.emergencies();
        self.helped = standing.map(|(region, active)| (region, active.flag.concern)).collect();
    }

    /// What is said of a region is said anew: an emergency that was over takes the screen again.
    pub(super) fn forget_help(&mut self, region: Region) {
        self.helped.retain(|(helped, _)| *helped != region);
    }

    /// Takes back the answer that made it an emergency: by undo where it was the last change, else by its own answer.
    pub(super) fn take_back_emergency(&mut self, moment: &Moment) -> Vec<Effect> {
        let standing: Vec<_> = self.derived.emergencies().collect();
        let said = standing.iter().map(|&(region, active)| Command::SetFlag(region, Some(active.flag)).title());
        if said.into_iter().any(|title| self.history.undo_label() == Some(title.as_str())) {
            return self.undo(moment);
        }
        standing.into_iter().flat_map(|(region, _)| self.set_flag(region, None, moment)).collect()
    }

    pub(super) fn answer_morning(&mut self, answers: BTreeMap<Region, Response>, moment: &Moment) -> Vec<Effect> {
        let label = Command::AnswerMorning(answers.clone()).title();
        let effects = self.edit_check_in(label, moment, |check_in| check_in.mornings.extend(answers));
        self.refresh_derived(moment);
        if self.derived.morning().is_none() {
            let action = NoticeAction { label: "Undo", command: Box::new(Command::Undo) };
            let text = "How yesterday's regions feel is written down.".to_owned();
            self.notices.show(Tone::Quiet, text, String::new(), vec![action], moment.monotonic);
        }
        effects
    }

    pub(super) fn skip_morning(&mut self, moment: &Moment) -> Vec<Effect> {
        let today = moment.wall.date();
        self.remember_shown(|shown| shown.morning = Some(today))
    }

    pub(super) fn answer_pain(&mut self, region: Region, answer: PainAnswer, moment: &Moment) -> Vec<Effect> {
        self.edit_check_in(Command::AnswerPain(region, answer).title(), moment, |check_in| {
            check_in.pain_answers.insert(region, answer);
        })
    }

    /// Remembers on which day the advice about lasting pain was on screen: it is shown on one day of a week.
    pub(super) fn remember_pain_advice(&mut self, moment: &Moment) -> Vec<Effect> {
        let is_seen = self.screen == super::Screen::Today && self.running.is_none() && !self.data.is_reading();
        if !is_seen || self.planned.is_some() {
            return Vec::new();
        }
        let today = moment.wall.date();
        let regions: Vec<Region> = self.derived.pain().iter().map(|trend| trend.region).collect();
        self.remember_shown(|shown| shown.pain.extend(regions.into_iter().map(|region| (region, today))))
    }

    pub(super) fn change_health(&mut self, health: Health) -> Vec<Effect> {
        let label = Command::ChangeHealth(Box::new(health.clone())).title();
        let profile = Profile { health, ..Profile::clone(&self.document.profile) };
        self.edit(label, Edit::Profile(profile))
    }

    /// Remembers what was shown. It is no step of undo: what was seen stays seen.
    fn remember_shown(&mut self, change: impl FnOnce(&mut Shown)) -> Vec<Effect> {
        let mut settings = Settings::clone(&self.document.settings);
        change(&mut settings.shown);
        if settings == *self.document.settings {
            return Vec::new();
        }
        self.document.apply(Edit::Settings(settings));
        self.changed()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::tests::{Day, id};
    use super::*;
    use crate::domain::{Body, Cause, Concern, Flag, Outcome};

    #[test]
    fn an_emergency_ends_the_run_keeps_what_was_done_and_lets_nothing_be_built() {
        let mut day = Day::new();
        day.give(Command::BuildCircuit);
        day.give(Command::StartRun);
        day.wait(Duration::from_mins(3));
        day.give(Command::SetFlag(id("chest_left"), Some(Concern::BreathOrChest.into())));
        assert!(day.model.running().is_none() && day.model.planned().is_none());
        assert_eq!(day.model.document().record_count(), 2, "the answer and the run");
        let kept = day
            .model
            .document()
            .records()
            .any(|record| matches!(&record.body, Body::Circuit(circuit) if circuit.outcome == Outcome::Abandoned));
        assert!(kept, "three minutes were done");
        assert!(day.model.emergency().is_some());
        day.give(Command::HelpCame);
        assert!(day.model.emergency().is_none(), "the screen gives way");
        day.give(Command::BuildCircuit);
        assert!(day.model.planned().is_none(), "the block stays");
        day.give(Command::SetFlag(id("chest_left"), None));
        day.give(Command::BuildCircuit);
        assert!(day.model.planned().is_some());
        day.give(Command::SetFlag(id("chest_left"), Some(Concern::BreathOrChest.into())));
        assert!(day.model.emergency().is_some(), "said anew, it takes the screen anew");
    }

    #[test]
    fn a_wrong_tap_is_undone_and_an_old_emergency_is_answered() {
        let mut day = Day::new();
        let flag = Flag::from(Concern::SaddleOrBladder);
        day.give(Command::SetFlag(id("sacrum"), Some(flag)));
        day.give(Command::TakeBackEmergency);
        assert_eq!(day.model.document().record_count(), 0, "undone");
        day.give(Command::SetFlag(id("sacrum"), Some(flag)));
        day.give(Command::SetMinutes(20));
        day.give(Command::TakeBackEmergency);
        assert!(day.model.derived().concerns().is_empty());
        assert_eq!(day.model.document().profile.minutes, 20, "what came after it stays");
    }

    #[test]
    fn what_was_shown_is_no_step_of_undo_and_outlives_one() {
        let mut day = Day::new();
        day.give(Command::SetMinutes(20));
        day.give(Command::SkipMorning);
        assert_eq!(day.model.undo_label(), Some("20 minutes"));
        day.give(Command::Undo);
        assert_eq!(day.model.document().settings.shown.morning, Some(day.start.date()));
        assert_eq!(day.model.redo_label(), Some("20 minutes"));
    }

    #[test]
    fn a_run_remembers_what_was_left_out_when_it_was_started() {
        let mut day = Day::new();
        day.rate("calf_left", 8);
        day.give(Command::BuildCircuit);
        day.give(Command::StartRun);
        day.wait(Duration::from_mins(3));
        day.give(Command::FinishRun);
        let spared = day.model.document().records().find_map(|record| match &record.body {
            Body::Circuit(circuit) => circuit.spared.get(&id("calf_left")).copied(),
            _ => None,
        });
        assert_eq!(spared, Some(Cause::Painful));
    }
}
