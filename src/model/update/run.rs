//! Following a circuit: start, steer, leave, and the record it leaves behind.

use crate::circuit::{Run, RunCommand};
use crate::domain::{Body, CircuitRecord, Edit, Record, RecordId, Stamp};

use super::{Command, Effect, Model, Moment, NoticeAction, Tone};
use crate::model::{Running, Screen};

impl Model {
    pub(super) fn start_run(&mut self, moment: &Moment) {
        if self.running.is_some() || self.must_wait_for_help(moment) {
            return;
        }
        let Some(planned) = &self.planned else { return };
        match Run::start(planned.plan.circuit.clone(), moment.monotonic) {
            Ok(run) => {
                let started = Stamp::new(&moment.wall);
                let spared = self.derived.limits().spared().clone();
                self.running = Some(Running { run, started, spared, leaving: false, effort: None });
                self.selected = None;
                self.overlay = None;
            }
            Err(empty) => {
                self.notices.show(Tone::Caution, empty.to_string(), String::new(), Vec::new(), moment.monotonic);
            }
        }
    }

    pub(super) fn steer_run(&mut self, command: RunCommand, moment: &Moment) {
        if let Some(running) = &mut self.running {
            running.run.apply(command, moment.monotonic);
        }
    }

    /// Pauses and asks how to leave; a finished run has nothing to ask.
    pub(super) fn leave_run(&mut self, moment: &Moment) {
        if let Some(running) = &mut self.running {
            running.run.apply(RunCommand::Pause, moment.monotonic);
            running.leaving = !running.run.is_finished();
        }
    }

    pub(super) fn stay_in_run(&mut self, moment: &Moment) {
        if let Some(running) = &mut self.running {
            running.leaving = false;
            running.run.apply(RunCommand::Resume, moment.monotonic);
        }
    }

    /// Ends the run and writes down what was done; a run that was only skipped through leaves nothing.
    pub(super) fn finish_run(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(running) = self.running.take() else { return Vec::new() };
        let Running { run, started, spared, leaving: _, effort } = running;
        let circuit = CircuitRecord { effort, spared, ..run.finish(moment.monotonic) };
        self.screen = Screen::Today;
        if circuit.done_secs() == 0 {
            let text = "Nothing was done, so nothing was kept.".to_owned();
            self.notices.show(Tone::Quiet, text, String::new(), Vec::new(), moment.monotonic);
            return Vec::new();
        }
        let id = RecordId::new(moment.wall.timestamp(), moment.random);
        self.planned = None;
        let action = NoticeAction { label: "Open", command: Box::new(Command::OpenRecord(Some(id))) };
        let minutes = circuit.elapsed_secs.div_ceil(60);
        let text = format!("Circuit kept in the journal: {minutes} min.");
        self.notices.show(Tone::Quiet, text, String::new(), vec![action], moment.monotonic);
        let record = Record { id, rev: 1, when: started, body: Body::Circuit(circuit) };
        self.edit("Circuit record".to_owned(), Edit::Put(Box::new(record)))
    }

    /// Lets the run know what time it is, and passes on what it has to say.
    pub(super) fn tick_run(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        let cues = running.run.tick(moment.monotonic);
        if !self.document.settings.sound {
            return Vec::new();
        }
        cues.into_iter().map(Effect::Sound).collect()
    }
}
