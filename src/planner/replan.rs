//! Re-planning in the middle of a run: what remains, made anew for the time that is left.

use std::collections::BTreeSet;

use super::candidates::Candidate;
use super::context::Context;
use super::knapsack::{self, Block, Offer, Presence};
use super::{Plan, Shortfall, WhyNot};
use crate::catalog::Catalog;
use crate::domain::{Mode, Phase, Region, Station, Tool, Work};

/// What must not come any more in a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeaveOut {
    /// Drills and techniques.
    pub works: BTreeSet<Work>,
    /// Regions that nothing may work or move: something hurts there.
    pub regions: BTreeSet<Region>,
    /// Tools that turned out not to be at hand.
    pub tools: BTreeSet<Tool>,
}

/// What a plan keeps of a station beyond what is run, so that the station can be fitted in anew.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Backing {
    /// What its seconds are worth.
    pub offer: Offer,
    /// Whether it is a hold, or moves through range.
    pub effort: Effort,
    /// Every region that it moves or presses.
    pub moved: BTreeSet<Region>,
    /// For each tool that it needs, those at hand that will do.
    pub tools: Vec<BTreeSet<Tool>>,
}

/// How a station uses the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    Hold,
    Dynamic,
    Other,
}

impl Backing {
    pub fn of(context: &Context<'_>, candidate: &Candidate<'_>, offer: Offer) -> Self {
        let effort = match (candidate.is_hold, candidate.is_dynamic()) {
            (true, _) => Effort::Hold,
            (false, true) => Effort::Dynamic,
            (false, false) => Effort::Other,
        };
        let at_hand = &context.request.tools;
        let needs = needs(context.catalog, &candidate.work);
        let tools = needs.iter().map(|choice| choice.iter().filter(|tool| at_hand.contains(tool)).copied().collect());
        Self { offer, effort, moved: candidate.moved().collect(), tools: tools.collect() }
    }
}

fn needs<'a>(catalog: &'a Catalog, work: &Work) -> &'a [Vec<Tool>] {
    let needs = match work {
        Work::Drill(id) => catalog.drill(id).map(|drill| &drill.needs),
        Work::Technique(id) => catalog.technique(id).map(|technique| &technique.needs),
    };
    needs.map_or(&[], |needs| &needs.0)
}

impl LeaveOut {
    /// Whether a station must not come.
    fn takes(&self, station: &Station, backing: &Backing) -> bool {
        let lacks_tool = backing.tools.iter().any(|choice| !choice.is_empty() && choice.is_subset(&self.tools));
        self.works.contains(&station.work) || lacks_tool || !self.regions.is_disjoint(&backing.moved)
    }
}

/// The plan with its first `done` stations as they are and the rest fitted into `left_secs`, without what must not come:
/// doses give way first, then the stations of least worth are dropped. `None` where not one of them fits.
///
/// Nothing new comes in: whoever runs a circuit knows what is still to come. Before training dynamic work still follows
/// every hold (Behm 2016); a hold for which there is none any more is dropped.
pub fn replan(plan: &Plan, done: usize, left_secs: u32, leave_out: &LeaveOut) -> Option<Plan> {
    let stations = &plan.circuit.stations;
    let done = done.min(stations.len());
    let may_come = |&index: &usize| !leave_out.takes(&stations[index], &plan.backings[index]);
    let mut rest = Rest {
        plan,
        done,
        kept: (done..stations.len()).filter(may_come).collect(),
        required: Vec::new(),
        is_hold_done_alone: false,
    };
    let secs = rest.fit(left_secs)?;
    (!secs.is_empty()).then(|| fitted(plan, done, &secs, left_secs, leave_out))
}

/// What is still to come, while it is fitted.
struct Rest<'p> {
    plan: &'p Plan,
    done: usize,
    /// Stations that may still come.
    kept: Vec<usize>,
    /// Holds, each with the dynamic work after it that must come.
    required: Vec<(usize, usize)>,
    /// Whether no dynamic work can follow a hold that is done already.
    is_hold_done_alone: bool,
}

impl Rest<'_> {
    /// The stations that come, each with the seconds of a round. Each step takes one away or requires one more, so this
    /// ends.
    fn fit(&mut self, left_secs: u32) -> Option<Vec<(usize, u32)>> {
        loop {
            let Some(taken) = self.solve(left_secs) else {
                // The dynamic work that must follow does not fit, so the hold does not come either.
                let (hold, _) = self.required.pop()?;
                self.give_up(hold);
                continue;
            };
            let indices: Vec<usize> = taken.iter().map(|&(index, _)| index).collect();
            if let Some(lesser) = self.lesser_of_two_in_a_row(&indices) {
                self.drop(lesser);
            } else if let Some(hold) = self.hold_alone(&indices) {
                match self.dynamic_after(hold, &indices) {
                    Some(dynamic) => self.required.push((hold, dynamic)),
                    None => self.give_up(hold),
                }
            } else {
                return Some(taken);
            }
        }
    }

    fn solve(&self, left_secs: u32) -> Option<Vec<(usize, u32)>> {
        let is_required = |index: usize| self.required.iter().any(|&(_, dynamic)| dynamic == index);
        let offer = |&index: &usize| {
            let presence = if is_required(index) { Presence::Required } else { Presence::Free };
            Offer { presence, ..self.plan.backings[index].offer }
        };
        let secs = solve(self.kept.iter().map(offer).collect(), left_secs)?;
        Some(self.kept.iter().zip(secs).filter_map(|(&index, secs)| Some((index, secs?))).collect())
    }

    fn drop(&mut self, index: usize) {
        self.kept.retain(|&kept| kept != index);
        self.required.retain(|&(hold, dynamic)| hold != index && dynamic != index);
    }

    fn give_up(&mut self, hold: usize) {
        if hold >= self.done {
            self.drop(hold);
        } else {
            self.is_hold_done_alone = true;
        }
    }

    /// Of two stations for one region between which something was dropped, the one that goes as well.
    fn lesser_of_two_in_a_row(&self, taken: &[usize]) -> Option<usize> {
        let before = self.done.checked_sub(1);
        let row: Vec<usize> = before.into_iter().chain(taken.iter().copied()).collect();
        let stations = &self.plan.circuit.stations;
        // What is prescribed for one region may follow each other.
        let is_prescribed = |&index: &usize| self.plan.backings[index].offer.presence == Presence::Prescribed;
        let mut pairs = row.windows(2).filter(|pair| !pair.iter().all(is_prescribed));
        let pair = pairs.find(|pair| repeats(&stations[pair[0]], &stations[pair[1]]))?;
        let to_come = pair.iter().copied().filter(|&index| index >= self.done);
        to_come.min_by_key(|&index| self.plan.backings[index].offer.weight)
    }

    /// The last hold, where no dynamic work follows it before training.
    fn hold_alone(&self, taken: &[usize]) -> Option<usize> {
        if self.plan.circuit.mode != Mode::BeforeTraining {
            return None;
        }
        let last = |effort: Effort| {
            let done = (0..self.done).filter(|&index| self.effort(index) == effort);
            done.chain(taken.iter().copied().filter(|&index| self.effort(index) == effort)).last()
        };
        let hold = last(Effort::Hold)?;
        let is_given_up = hold < self.done && self.is_hold_done_alone;
        let is_alone = last(Effort::Dynamic).is_none_or(|dynamic| dynamic < hold);
        (is_alone && !is_given_up).then_some(hold)
    }

    /// The dynamic work of most worth that may follow a hold and does not come so far.
    fn dynamic_after(&self, hold: usize, taken: &[usize]) -> Option<usize> {
        let may_follow = |&index: &usize| index > hold && self.effort(index) == Effort::Dynamic;
        let left = self.kept.iter().copied().filter(may_follow).filter(|index| !taken.contains(index));
        left.max_by_key(|&index| self.plan.backings[index].offer.weight)
    }

    fn effort(&self, index: usize) -> Effort {
        self.plan.backings[index].effort
    }
}

/// The seconds of each offer that make the time, or nothing where it is dropped.
fn solve(offers: Vec<Offer>, left_secs: u32) -> Option<Vec<Option<u32>>> {
    let stations_max = offers.len().max(1);
    let block = Block { offers, stations_max, secs_max: u32::MAX, share_secs: 0, share_worth: 0, presence_worth: 0 };
    knapsack::solve(&[block], left_secs)?.secs.into_iter().next()
}

/// Whether one right after the other would be two stations in a row for one region. Breathing works none.
pub(super) fn repeats(one: &Station, other: &Station) -> bool {
    let regions: Vec<Region> = one.regions().collect();
    let works = one.phase != Phase::Breathing && other.phase != Phase::Breathing;
    works && other.regions().any(|region| regions.contains(&region))
}

fn fitted(plan: &Plan, done: usize, secs: &[(usize, u32)], left_secs: u32, leave_out: &LeaveOut) -> Plan {
    let stations = &plan.circuit.stations;
    let stays = |index: usize| index < done || secs.iter().any(|&(taken, _)| taken == index);
    let gone = (0..stations.len()).filter(|&index| !stays(index));
    let (unwanted, dropped): (Vec<usize>, Vec<usize>) =
        gone.partition(|&index| leave_out.takes(&stations[index], &plan.backings[index]));
    let works = |indices: &[usize]| indices.iter().map(|&index| stations[index].work.clone()).collect();
    let rows: Vec<usize> = (0..done).chain(secs.iter().map(|&(index, _)| index)).collect();
    let mut fitted = plan.clone();
    fitted.circuit.stations = rows.iter().map(|&index| stations[index].clone()).collect();
    for (station, &(_, secs)) in fitted.circuit.stations[done..].iter_mut().zip(secs) {
        station.secs_per_side = secs;
    }
    fitted.reasons = rows.iter().map(|&index| plan.reasons[index].clone()).collect();
    fitted.chances_percent = rows.iter().map(|&index| plan.chances_percent[index]).collect();
    fitted.overrun = None;
    fitted.backings = rows.iter().map(|&index| plan.backings[index].clone()).collect();
    if !unwanted.is_empty() {
        fitted.why_not.insert(0, WhyNot::UnwantedWork { works: works(&unwanted) });
    }
    if !dropped.is_empty() {
        fitted.why_not.insert(0, WhyNot::Dropped { works: works(&dropped) });
    }
    let to_come = fitted.circuit.stations[done..].iter().map(|station| fitted.circuit.station_secs(station));
    let missing_secs = left_secs.saturating_sub(to_come.sum());
    fitted.shortfall = (missing_secs > knapsack::TOLERANCE_SECS).then_some(Shortfall { missing_secs });
    fitted
}
