//! Skips and what follows from their reasons, and what must not come any more.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::catalog::Catalog;
use crate::circuit::{DueCue, Round, RunCommand, SegmentKind};
use crate::domain::{Circuit, Region, Side, Sides, SkipReason, Station, Tool, ToolNeed, Work};
use crate::model::Running;
use crate::planner::{self, LeaveOut};

use super::{Effect, Model, Moment, Tone};

/// For so long into the next work the reason of a skip may still be given.
const REASON_WITHIN: Duration = Duration::from_secs(10);

impl Model {
    /// Keeps why the last skipped station was skipped, and acts on it at once.
    ///
    /// Where it hurts, the run stands, the questions of the safety gate open, and nothing more comes for the side that
    /// was skipped, whatever is answered. Without the tool nothing more comes that needs it. No space and no wish are only
    /// kept: they say nothing of what is to come.
    pub(in crate::model::update) fn skip_because(&mut self, reason: SkipReason, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        let Some(index) = running.skipped.take() else { return Vec::new() };
        let round = running.skipped_round.take();
        running.run.apply(RunCommand::Because { station: index, reason }, moment.monotonic);
        let station = running.run.circuit().and_then(|circuit| circuit.stations.get(index)).cloned();
        let Some(station) = station else { return self.run_changed(moment) };
        match reason {
            SkipReason::Hurts => {
                let regions: Vec<Region> = station.regions().filter(|&region| is_of(round, region)).collect();
                running.run.apply(RunCommand::Pause, moment.monotonic);
                running.asking = regions.first().copied();
                running.without.regions.extend(regions);
            }
            SkipReason::NoTool => {
                running.without.tools.extend(missing_tools(&station.work, &self.catalog, &self.document.profile.tools));
                running.without.works.insert(station.work);
            }
            SkipReason::NoSpace | SkipReason::Dull => return self.run_changed(moment),
        }
        self.leave_out(reason, moment)
    }

    /// What was said of the body while a run goes on, here or on another device, counts for the rest of it.
    pub(in crate::model::update) fn leave_out_newly_spared(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        let spared = self.derived.limits().spared();
        let new: Vec<_> = spared.iter().filter(|(region, _)| !running.spared.contains_key(region)).collect();
        if new.is_empty() {
            return Vec::new();
        }
        running.spared.extend(new.iter().map(|&(&region, &cause)| (region, cause)));
        running.without.regions.extend(new.into_iter().map(|(&region, _)| region));
        if running.run.circuit().is_none() && self.derived.limits().stop().is_some() {
            // Plain intervals say nothing of regions: they end where nothing at all may be done.
            running.run.drop_to_come(&running.run.stations_to_come(), moment.monotonic);
        }
        self.leave_out(SkipReason::Hurts, moment)
    }

    /// Takes out of what is to come all that must not come any more, and says what that is.
    fn leave_out(&mut self, reason: SkipReason, moment: &Moment) -> Vec<Effect> {
        let Some(running) = &mut self.running else { return Vec::new() };
        if running.end_told {
            return self.run_changed(moment);
        }
        let gone = running.leave_out(reason, &self.catalog, moment.monotonic);
        let names: Vec<&str> = gone.iter().map(|work| self.catalog.work_name(work)).collect();
        let text = match (names.is_empty(), running.run.is_finished()) {
            (_, true) => "Nothing is left of this circuit that may be done, so it ends here.".to_owned(),
            (true, false) => return self.run_changed(moment),
            (false, false) => format!("Left out from here on: {}.", names.join(", ")),
        };
        self.notices.show(Tone::Quiet, text, String::new(), Vec::new(), moment.monotonic);
        self.run_changed(moment)
    }
}

impl Running {
    /// Steers it, and remembers what was skipped.
    pub(super) fn steer(&mut self, command: RunCommand, now: Duration) {
        let before = self.run.view(now);
        self.run.tick(now);
        let was_finished = self.run.is_finished();
        self.run.apply(command, now);
        match command {
            RunCommand::Skip if !was_finished => {
                self.skipped = Some(before.station);
                self.skipped_round = Some(before.round);
            }
            RunCommand::Back => self.skipped = None,
            _ => {}
        }
    }

    /// Lets it know what time it is.
    pub(super) fn tick(&mut self, now: Duration) {
        if let Some(cue) = self.run.tick(now).pop() {
            self.cued = Some(DueCue { cue, due: now });
        }
        if self.skipped.is_none() || self.run.is_finished() {
            return;
        }
        let view = self.run.view(now);
        if view.kind == SegmentKind::Work && view.spent >= REASON_WITHIN {
            self.skipped = None;
        }
    }

    /// Makes what is to come fit into the time that is left: by the plan where there is one, which then drops what is worth
    /// least; else by the rule of [`Run::fit`](crate::circuit::Run::fit).
    pub(super) fn fit(&mut self, left_secs: u32, now: Duration) {
        self.run.tick(now);
        if !self.refit_by_plan(left_secs, now) {
            self.run.fit(left_secs, now);
        }
    }

    /// Takes out of what is to come all that must not come any more, and returns it. The station at hand is left if it is
    /// among it. By the plan, where there is one, the time is given to what remains.
    fn leave_out(&mut self, reason: SkipReason, catalog: &Catalog, now: Duration) -> Vec<Work> {
        self.run.tick(now);
        let Some(circuit) = self.run.circuit().cloned() else { return Vec::new() };
        let begun = self.run.begun();
        let left_secs = self.run.view(now).total_left_secs;
        let must_go = |station: &Station| takes(&self.without, station, catalog);
        let to_come = self.run.stations_to_come();
        let of_begun: BTreeSet<usize> = circuit
            .stations
            .iter()
            .enumerate()
            .take(begun)
            .filter(|(index, station)| to_come.contains(index) && must_go(station))
            .map(|(index, _)| index)
            .collect();
        let is_kept: Vec<bool> =
            circuit.stations.iter().enumerate().map(|(index, station)| index < begun || !must_go(station)).collect();
        let mut gone: Vec<Work> = of_begun.iter().map(|&index| circuit.stations[index].work.clone()).collect();
        self.run.drop_to_come(&of_begun, now);
        for &station in &of_begun {
            self.run.apply(RunCommand::Because { station, reason }, now);
        }
        let before: Vec<Work> = circuit.stations[begun..].iter().map(|station| station.work.clone()).collect();
        if is_kept.iter().any(|kept| !kept) && !self.refit_by_plan(left_secs, now) {
            let mut kept = is_kept.iter();
            let mut stations = circuit.stations;
            stations.retain(|_| kept.next() == Some(&true));
            let mut kept = is_kept.iter();
            self.chances_percent.retain(|_| kept.next() == Some(&true));
            self.run.refit(Circuit { stations, ..circuit }, begun, now);
        }
        let after =
            self.run.circuit().map_or(&[][..], |circuit| &circuit.stations[begun.min(circuit.stations.len())..]);
        gone.extend(before.into_iter().filter(|work| after.iter().all(|station| station.work != *work)));
        gone
    }

    /// Whether the plan could make what is to come anew for this time, without what must not come.
    fn refit_by_plan(&mut self, left_secs: u32, now: Duration) -> bool {
        let Some(plan) = &self.plan else { return false };
        let done = self.run.begun();
        let left = self.run.left_for_new(Duration::from_secs(left_secs.into()));
        let left_secs = u32::try_from(left.as_secs()).unwrap_or(u32::MAX);
        let Some(plan) = planner::replan(plan, done, left_secs, &self.without) else {
            return false;
        };
        self.run.refit(plan.circuit.clone(), done, now);
        self.chances_percent.clone_from(&plan.chances_percent);
        self.plan = Some(plan.into());
        true
    }
}

/// Whether a round works this region; without a round every one is meant.
fn is_of(round: Option<Round>, region: Region) -> bool {
    match round {
        Some(Round::Left) => region.side() != Side::Right,
        Some(Round::Right) => region.side() != Side::Left,
        Some(Round::Together) | None => true,
    }
}

/// The tools whose lack makes this work impossible: those at hand that would serve its first need, which is the main one.
fn missing_tools(work: &Work, catalog: &Catalog, at_hand: &BTreeSet<Tool>) -> BTreeSet<Tool> {
    let Some(ToolNeed(needs)) = needs_of(work, catalog) else { return BTreeSet::new() };
    let first: BTreeSet<Tool> = needs.first().into_iter().flatten().copied().collect();
    let known: BTreeSet<Tool> = first.intersection(at_hand).copied().collect();
    if known.is_empty() { first } else { known }
}

fn needs_of<'a>(work: &Work, catalog: &'a Catalog) -> Option<&'a ToolNeed> {
    match work {
        Work::Drill(id) => catalog.drill(id).map(|drill| &drill.needs),
        Work::Technique(id) => catalog.technique(id).map(|technique| &technique.needs),
    }
}

/// Whether a station must not come.
fn takes(without: &LeaveOut, station: &Station, catalog: &Catalog) -> bool {
    let LeaveOut { works, regions, tools } = without;
    let lacks_tool = needs_of(&station.work, catalog).is_some_and(|ToolNeed(needs)| {
        needs.iter().any(|choice| !choice.is_empty() && choice.iter().all(|tool| tools.contains(tool)))
    });
    let is_on_side = |region: &Region| match station.sides {
        Sides::One(side) => region.side() == side || region.side() == Side::Midline,
        Sides::Each | Sides::Together => true,
    };
    let moved = match &station.work {
        Work::Drill(id) => catalog.drill(id).map_or(&[][..], |drill| &drill.groups),
        Work::Technique(_) => &[],
    };
    let moved = moved.iter().flat_map(|group| group.regions()).filter(is_on_side);
    let touches = station.regions().chain(moved).any(|region| regions.contains(&region));
    works.contains(&station.work) || lacks_tool || touches
}
