//! Following a circuit: steer, answer, leave, and the record it leaves behind.

mod channels;
mod kept;
mod say;
mod skip;
mod start;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::circuit::RunCommand;
use crate::domain::{BeforeAfter, Body, CircuitRecord, Edit, Record, RecordId, Region, Scale, Stamp};

use super::{Command, Effect, Model, Moment, NoticeAction, Tone};
use crate::model::{Awake, Running, Screen};

impl Model {
    pub(super) fn steer_run(&mut self, command: RunCommand, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        running.steer(command, moment.monotonic);
        self.run_changed(moment)
    }

    /// Makes what is to come fit: by the plan where there is one, else by the rule of [`Run::fit`](crate::circuit::Run::fit).
    pub(super) fn fit_run(&mut self, left_secs: u32, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        running.fit(left_secs, moment.monotonic);
        self.run_changed(moment)
    }

    /// Takes an answer that changes nothing of what is to come.
    pub(super) fn answer_run(&mut self, moment: &Moment, answer: impl FnOnce(&mut Running)) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        answer(running);
        vec![running.keep_effect(moment)]
    }

    pub(super) fn set_felt(&mut self, region: Region, felt: Option<BeforeAfter>, moment: &Moment) -> Vec<Effect> {
        let rating = self.derived.regions_today().get(&region);
        let before = |scale| match scale {
            Scale::Soreness => rating.and_then(|rating| rating.soreness),
            Scale::Stiffness => rating.and_then(|rating| rating.stiffness),
        };
        let felt = felt.map(|felt| BeforeAfter { before: before(felt.scale), ..felt });
        self.answer_run(moment, |running| {
            match felt {
                Some(felt) => running.felt.insert(region, felt),
                None => running.felt.remove(&region),
            };
        })
    }

    /// Opens the questions about what is wrong, for which the run stands, or closes them.
    pub(super) fn ask_in_run(&mut self, region: Option<Region>, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        running.asking = region;
        if region.is_some() {
            running.run.apply(RunCommand::Pause, moment.monotonic);
        }
        self.run_changed(moment)
    }

    /// Pauses and asks how to leave; a finished run has nothing to ask.
    pub(super) fn leave_run(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        running.run.apply(RunCommand::Pause, moment.monotonic);
        running.leaving = !running.run.is_finished();
        self.run_changed(moment)
    }

    pub(super) fn stay_in_run(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        running.leaving = false;
        running.run.apply(RunCommand::Resume, moment.monotonic);
        self.run_changed(moment)
    }

    /// The computer slept: the run stands as it stood before, and the person is told why.
    ///
    /// This must come before any tick of a later moment, for a run that was let go on cannot be taken back.
    pub(super) fn slept(&mut self, since: Duration, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        let was_going_on = !running.run.is_paused() && !running.run.is_finished();
        running.run.apply(RunCommand::Pause, since);
        if !was_going_on || running.run.is_finished() {
            return Vec::new();
        }
        let action = NoticeAction { label: "Go on", command: Box::new(Command::Run(RunCommand::Resume)) };
        let text = "The computer slept, so the circuit is paused where it was.".to_owned();
        self.notices.show(Tone::Caution, text, String::new(), vec![action], moment.monotonic);
        self.run_changed(moment)
    }

    /// Ends the run and writes down what was done; a run that was only skipped through leaves nothing.
    pub(super) fn finish_run(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(running) = self.running.take() else { return Vec::new() };
        self.screen = Screen::Today;
        let mut effects = ending();
        if let Some(saving) = self.write_down(running, moment) {
            self.planned = None;
            effects.extend(saving);
        }
        effects
    }

    pub(super) fn discard_run(&mut self) -> Vec<Effect> {
        if self.running.take().is_none() {
            return Vec::new();
        }
        ending()
    }

    /// Makes the record of a run that is over; none where nothing was done.
    fn write_down(&mut self, running: Running, moment: &Moment) -> Option<Vec<Effect>> {
        let worked = !running.worked_at(moment.monotonic).is_zero();
        let started = running.started.clone();
        let circuit = running.into_record(moment.monotonic);
        if !worked {
            let text = "Nothing was done, so nothing was kept.".to_owned();
            self.notices.show(Tone::Quiet, text, String::new(), Vec::new(), moment.monotonic);
            return None;
        }
        let id = RecordId::new(moment.wall.timestamp(), moment.random);
        let action = NoticeAction { label: "Open", command: Box::new(Command::OpenRecord(Some(id))) };
        let minutes = circuit.elapsed_secs.div_ceil(60);
        let text = format!("Circuit kept in the journal: {minutes} min.");
        self.notices.show(Tone::Quiet, text, String::new(), vec![action], moment.monotonic);
        let record = Record { id, rev: 1, when: started, body: Body::Circuit(circuit) };
        Some(self.edit("Circuit record".to_owned(), Edit::Put(Box::new(record))))
    }

    /// Lets the run know what time it is, keeps it each second, and tells its end once.
    pub(super) fn tick_run(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        running.tick(moment.monotonic);
        if running.run.is_finished() && !running.end_told {
            running.end_told = true;
            self.overlay = None;
            let minutes = running.run.elapsed().as_secs().div_ceil(60);
            let done = Effect::NotifyDone(format!("Circuit finished: {minutes} min."));
            return vec![done, Effect::Awake(Awake::No), running.keep_effect(moment)];
        }
        let second = running.run.elapsed().as_secs();
        if running.kept_second == Some(second) {
            return Vec::new();
        }
        vec![running.keep_effect(moment)]
    }

    /// What follows when a run was started, steered, paused or fitted anew.
    fn run_changed(&mut self, moment: &Moment) -> Vec<Effect> {
        let schedule = self.schedule();
        let Some(running) = &mut self.running else { return Vec::new() };
        let goes_on = !running.run.is_paused() && !running.run.is_finished();
        let awake = Effect::Awake(if goes_on { Awake::Yes } else { Awake::No });
        schedule.into_iter().chain([awake, running.keep_effect(moment)]).collect()
    }

    /// What is to come of the run that goes on, to be given at its time.
    pub(super) fn schedule(&self) -> Option<Effect> {
        let running = self.running.as_ref()?;
        if running.muted {
            return Some(Effect::Schedule(Vec::new()));
        }
        Some(Effect::Schedule(say::announcements(running, &self.catalog, &self.document)))
    }
}

/// What follows when there is no run any more.
fn ending() -> Vec<Effect> {
    vec![Effect::Schedule(Vec::new()), Effect::Awake(Awake::No), Effect::KeepRun(None)]
}

impl Running {
    /// Keeps it as it stands at a moment.
    fn keep_effect(&mut self, moment: &Moment) -> Effect {
        self.kept_second = Some(self.run.elapsed().as_secs());
        Effect::KeepRun(Some(self.keep(moment.monotonic, Stamp::new(&moment.wall))))
    }

    /// Time of work, as of a moment.
    fn worked_at(&self, now: Duration) -> Duration {
        let mut run = self.run.clone();
        run.tick(now);
        run.worked()
    }

    /// Its record, if it ends at `now`.
    fn into_record(self, now: Duration) -> CircuitRecord {
        let Self { run, kind: _, started: _, spared, name, seed, leaving: _, skipped: _, effort, felt, note, .. } =
            self;
        let mut record = CircuitRecord { effort, spared, name, seed, felt, note, ..run.finish(now) };
        for (done, chance) in record.stations.iter_mut().zip(self.chances_percent) {
            done.chance_percent = chance;
        }
        record
    }
}
