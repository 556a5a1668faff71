//! The ways into a run: the plan, a favourite, an earlier circuit, plain intervals.

use crate::circuit::{Intervals, NoRun, Run};
use crate::domain::{Body, Circuit, Entry, RecordId, Stamp};
use crate::model::{RunKind, Running};
use crate::planner::hand::{self, Fitted};
use crate::planner::{NoPlan, Request};
use crate::safety;

use super::{Effect, Model, Moment, Tone};

impl Model {
    pub(in crate::model::update) fn start_run(&mut self, moment: &Moment) -> Vec<Effect> {
        if self.running.is_some() || self.must_wait(moment) {
            return Vec::new();
        }
        let Some(planned) = &self.planned else { return Vec::new() };
        let (plan, seed) = (planned.plan.clone(), planned.seed_of_record());
        // What was said since the plan was made is newly spared, and left out.
        let spared = safety::limits(&planned.from, &moment.wall).spared().clone();
        let run = Run::start(plan.circuit.clone(), moment.monotonic);
        self.begin_run(run, RunKind::Planned, moment, |running| {
            running.seed = seed;
            running.spared = spared;
            running.chances_percent.clone_from(&plan.chances_percent);
            running.plan = Some(plan);
        })
    }

    pub(in crate::model::update) fn start_favourite(&mut self, id: RecordId, moment: &Moment) -> Vec<Effect> {
        let Some(Entry::Favourite(favourite)) = self.document.shelf().get(&id).map(AsRef::as_ref) else {
            return Vec::new();
        };
        let favourite = favourite.clone();
        self.start_again(&favourite.circuit, RunKind::Favourite, favourite.name, moment)
    }

    /// Does the circuit of a record once more, as it was planned then.
    pub(in crate::model::update) fn repeat_circuit(&mut self, id: RecordId, moment: &Moment) -> Vec<Effect> {
        let Some(Body::Circuit(record)) = self.document.record(id).map(|record| &record.body) else {
            return Vec::new();
        };
        let circuit = Circuit {
            mode: record.mode,
            stations: record.stations.iter().map(|done| done.station.clone()).collect(),
            transition_secs: self.document.settings.transition_secs,
            switch_secs: self.document.settings.switch_secs,
        };
        let name = record.name.clone();
        self.start_again(&circuit, RunKind::Repeated, name, moment)
    }

    pub(in crate::model::update) fn start_intervals(&mut self, intervals: Intervals, moment: &Moment) -> Vec<Effect> {
        if self.running.is_some() || self.must_wait(moment) {
            return Vec::new();
        }
        let name = intervals.name.clone();
        let run = Run::intervals(intervals, self.document.settings.transition_secs, moment.monotonic);
        self.begin_run(run, RunKind::Intervals, moment, |running| running.name = name)
    }

    /// Starts a circuit of another day, without what today's limits forbid, and says what that is.
    fn start_again(&mut self, circuit: &Circuit, kind: RunKind, name: String, moment: &Moment) -> Vec<Effect> {
        if self.running.is_some() || self.must_wait(moment) {
            return Vec::new();
        }
        let (minutes, tools) = (self.document.profile.minutes, self.document.profile.tools.clone());
        let request = Request::new(moment.wall.clone(), minutes, tools, 0);
        let fitted = hand::fit_today(circuit, self.derived.planning(), &self.catalog, &request);
        let Fitted { plan, left_out } = match fitted {
            Ok(fitted) => fitted,
            Err(why) => {
                self.notices.show(Tone::Caution, why.to_string(), String::new(), Vec::new(), moment.monotonic);
                return Vec::new();
            }
        };
        if !left_out.is_empty() {
            let lines: Vec<String> = left_out.iter().map(|left_out| left_out.words(&self.catalog)).collect();
            let text = format!("Left out today. {}.", lines.join("; "));
            self.notices.show(Tone::Caution, text, String::new(), Vec::new(), moment.monotonic);
        }
        let run = Run::start(plan.circuit, moment.monotonic);
        self.begin_run(run, kind, moment, |running| running.name = name)
    }

    /// Whether nothing may be started now; if so, the person is told why.
    fn must_wait(&mut self, moment: &Moment) -> bool {
        if self.must_wait_for_records("Start it again", moment) || self.must_wait_for_help(moment) {
            return true;
        }
        let Some(concern) = self.derived.limits().stop() else { return false };
        let text = NoPlan::Stopped { concern }.to_string();
        self.notices.show(Tone::Stop, text, String::new(), Vec::new(), moment.monotonic);
        true
    }

    fn begin_run(
        &mut self,
        run: Result<Run, NoRun>,
        kind: RunKind,
        moment: &Moment,
        complete: impl FnOnce(&mut Running),
    ) -> Vec<Effect> {
        match run {
            Ok(run) => {
                let spared = self.derived.limits().spared().clone();
                let mut running = Running::new(run, kind, Stamp::new(&moment.wall), spared);
                complete(&mut running);
                // What an earlier sitting left behind would be overwritten: what was done of it is written down.
                let mut effects = self.finish_kept(moment);
                self.running = Some(running);
                self.selected = None;
                self.overlay = None;
                effects.extend(self.run_changed(moment));
                effects
            }
            Err(error) => {
                self.notices.show(Tone::Caution, error.to_string(), String::new(), Vec::new(), moment.monotonic);
                Vec::new()
            }
        }
    }
}
