//! What each command does. The dispatcher is here; the areas have a file each.

mod check_in;
mod daily;
mod data;
mod hand;
mod map;
mod records;
mod retest;
mod run;
mod safety;
mod shelf;
#[cfg(test)]
mod tests;

use crate::domain::{Document, Edit, Settings};

use super::history::{Current, Part};
use super::notice::{NoticeAction, Tone};
use super::{Command, Effect, Model, Moment, Page, Saving, Screen};

/// For how many hours after it was begun a check-in still takes answers; later answers begin a new one.
pub const CHECK_IN_OPEN_HOURS: i64 = 4;

impl Model {
    /// Does what a command asks at a moment, and says what the outside world has to do.
    pub fn update(&mut self, command: Command, moment: &Moment) -> Vec<Effect> {
        self.notices.expire(moment.monotonic);
        self.notices.dismiss_answered(&command);
        // Before as well: the computer may have slept since, and the command must not act on yesterday.
        self.refresh_derived(moment);
        let was_running = self.running.is_some();
        let mut effects = self.dispatch(command, moment);
        effects.extend(self.tick_run(moment));
        self.refresh_derived(moment);
        if was_running && self.running.is_none() {
            self.history.forget_plans();
        }
        self.follow_profile(moment);
        effects.extend(self.stop_for_emergency(moment));
        effects.extend(self.leave_out_newly_spared(moment));
        effects.extend(self.remember_pain_advice(moment));
        self.refresh_derived(moment);
        effects
    }

    fn refresh_derived(&mut self, moment: &Moment) {
        self.refresh_catalog();
        if !self.derived.holds(self.revision, &moment.wall) {
            self.derived = self.derived.next(&self.document, &self.catalog, self.revision, &moment.wall).into();
        }
    }

    fn dispatch(&mut self, command: Command, moment: &Moment) -> Vec<Effect> {
        let label = command.title();
        match command {
            Command::GoTo(screen) => {
                self.screen = screen;
                self.page = Page::Settings;
                self.selected = None;
                self.overlay = None;
            }
            Command::OpenPage(page) => return self.open_page(page),
            Command::ShowOverlay(overlay) => self.overlay = overlay,
            Command::SelectRegion(region) => self.selected = region,
            Command::Rate(region, scale, rating) => return self.rate(region, scale, rating, moment),
            Command::SetFlag(region, flag) => return self.set_flag(region, flag, moment),
            Command::Map(command) => return self.map_command(command, moment),
            Command::CopyLastCheckIn => return self.copy_last_check_in(moment),
            Command::SetReadiness(readiness) => return self.set_readiness(readiness, moment),
            Command::SetMinutes(minutes) => return self.set_minutes(minutes),
            Command::ToggleTool(tool) => return self.toggle_tool(tool),
            Command::SaveTraining(id, when, training) => return self.save_training(id, when, training, moment),
            Command::BuildCircuit => self.build_circuit(moment),
            Command::DropCircuit => self.drop_circuit(),
            Command::Hand(command) => return self.hand(command, moment),
            Command::StartRun => return self.start_run(moment),
            Command::StartFavourite(id) => return self.start_favourite(id, moment),
            Command::RepeatCircuit(id) => return self.repeat_circuit(id, moment),
            Command::StartIntervals(intervals) => return self.start_intervals(intervals, moment),
            Command::Run(command) => return self.steer_run(command, moment),
            Command::FitRun { left_secs } => return self.fit_run(left_secs, moment),
            Command::SkipBecause(reason) => return self.skip_because(reason, moment),
            Command::AskInRun(region) => return self.ask_in_run(region, moment),
            Command::LeaveRun => return self.leave_run(moment),
            Command::StayInRun => return self.stay_in_run(moment),
            Command::FinishRun => return self.finish_run(moment),
            Command::DiscardRun => return self.discard_run(),
            Command::Slept { since } => return self.slept(since, moment),
            Command::SetEffort(effort) => return self.answer_run(moment, |running| running.effort = effort),
            Command::SetFelt(region, felt) => return self.set_felt(region, felt, moment),
            Command::SetRunNote(note) => return self.answer_run(moment, |running| running.note = note),
            Command::OfferKept(kept) => return self.offer_kept(*kept, moment),
            Command::ResumeKept => return self.resume_kept(moment),
            Command::FinishKept => return self.finish_kept(moment),
            Command::DiscardKept => return self.discard_kept(moment),
            Command::OpenRecord(id) => {
                self.opened = id;
                if id.is_some() {
                    self.screen = Screen::Journal;
                }
            }
            Command::SetWellness(item, answer) => return self.set_wellness(item, answer, moment),
            Command::SetHabit(habit, amount) => return self.set_habit(habit, amount, moment),
            Command::SetMetric(id, value) => return self.set_metric(id, value, moment),
            Command::ToggleMetric(id) => return self.toggle_metric(id),
            Command::AddMetric(own) => return self.add_metric(&own),
            Command::AnswerMorning(answers) => return self.answer_morning(answers, moment),
            Command::SkipMorning => return self.skip_morning(moment),
            Command::AnswerPain(region, answer) => return self.answer_pain(region, answer, moment),
            Command::ChangeHealth(health) => return self.change_health(*health),
            Command::HelpCame => self.help_came(),
            Command::TakeBackEmergency => return self.take_back_emergency(moment),
            Command::ChangeRecord(record) => return self.change_record(*record),
            Command::DeleteRecord(id) => return self.delete_record(id, moment),
            Command::Shelve(place, entry) => return self.shelve(place, *entry, moment),
            Command::Unshelve(place) => return self.unshelve(place, moment),
            Command::Retest(command) => return self.retest_command(command, moment),
            Command::ScheduleRetest(benchmark, schedule) => return self.schedule_retest(benchmark, schedule),
            Command::Undo => return self.undo(moment),
            Command::Redo => return self.redo(moment),
            Command::DismissNotice(id) => self.notices.dismiss(id),
            Command::ChangeSettings(settings) => {
                let theme = settings.theme;
                let mut effects = self.edit(label, Edit::Settings(*settings));
                effects.push(Effect::UseTheme(theme));
                effects.extend(self.schedule());
                return effects;
            }
            Command::AdvanceRun => return self.advance_run(moment),
            Command::StopForPain => return self.stop_for_pain(moment),
            Command::ToggleMute => return self.toggle_mute(moment),
            Command::TestCue(test) => return self.test_cue(test, moment),
            Command::ToggleFullScreen => return vec![Effect::ToggleFullScreen],
            Command::OpenDataFolder => return vec![Effect::OpenDataFolder],
            Command::Data(command) => return self.data_command(command, moment),
            Command::News(news) => return self.news(*news, moment),
            Command::SaveNow => return self.save(),
            Command::Tick => {}
            Command::Saved(revision) => self.saved(revision, moment),
            Command::SaveFailed(text, details) => {
                self.saving = Saving::Failed;
                let actions = [("Try again", Command::SaveNow), ("Save a copy…", Command::OpenPage(Page::Exchange))];
                let actions = actions.map(|(label, command)| NoticeAction { label, command: Box::new(command) });
                self.notices.show(Tone::Stop, text, details, actions.into(), moment.monotonic);
            }
            Command::Trouble(text, details) => {
                self.notices.show(Tone::Caution, text, details, Vec::new(), moment.monotonic);
            }
        }
        Vec::new()
    }

    fn saved(&mut self, revision: u64, moment: &Moment) {
        if revision == self.revision {
            self.saving = Saving::Saved(Some(crate::domain::Stamp::new(&moment.wall)));
        }
    }

    /// Makes one change that can be undone, and asks to save it. A change that changes nothing is not remembered.
    fn edit(&mut self, label: String, edit: Edit) -> Vec<Effect> {
        let before = self.document.clone();
        self.document.apply(edit);
        if self.document == before {
            return Vec::new();
        }
        self.history.record(label, before);
        self.changed()
    }

    fn undo(&mut self, moment: &Moment) -> Vec<Effect> {
        let current = Current { document: &self.document, planned: self.planned.as_ref() };
        let Some((label, part)) = self.history.undo(current) else { return Vec::new() };
        let action = NoticeAction { label: "Redo", command: Box::new(Command::Redo) };
        self.notices.show(Tone::Quiet, format!("Undone: {label}"), String::new(), vec![action], moment.monotonic);
        self.put_back(part)
    }

    fn redo(&mut self, moment: &Moment) -> Vec<Effect> {
        let current = Current { document: &self.document, planned: self.planned.as_ref() };
        let Some((label, part)) = self.history.redo(current) else { return Vec::new() };
        let action = NoticeAction { label: "Undo", command: Box::new(Command::Undo) };
        self.notices.show(Tone::Quiet, format!("Done again: {label}"), String::new(), vec![action], moment.monotonic);
        self.put_back(part)
    }

    fn put_back(&mut self, part: Part) -> Vec<Effect> {
        match part {
            Part::Document(document) => self.replace(document),
            Part::Plan(planned) => {
                self.planned = planned.map(|planned| *planned);
                self.screen = Screen::Today;
                Vec::new()
            }
        }
    }

    fn replace(&mut self, mut document: Document) -> Vec<Effect> {
        // What was shown stays shown, whatever is undone: it is no change of the person's own.
        let settings = Settings { shown: self.document.settings.shown.clone(), ..Settings::clone(&document.settings) };
        document.apply(Edit::Settings(settings));
        let theme = document.settings.theme;
        let theme_changed = theme != self.document.settings.theme;
        self.document = document;
        let mut effects = self.changed();
        if theme_changed {
            effects.push(Effect::UseTheme(theme));
        }
        effects
    }

    fn changed(&mut self) -> Vec<Effect> {
        self.revision += 1;
        self.save()
    }

    fn save(&mut self) -> Vec<Effect> {
        if self.place.read_only.is_some() {
            self.saving = Saving::Failed;
            return Vec::new();
        }
        self.saving = Saving::Pending;
        let (document, revision, arrivals) = (self.document.clone(), self.revision, self.arrivals);
        vec![Effect::Save { document, revision, arrivals }]
    }
}
