//! What may be added to a circuit today, with what it would cost.

use std::collections::{BTreeMap, BTreeSet};

use super::super::candidates::Candidate;
use super::super::context::Context;
use super::super::history::History;
use super::super::{Plan, Request};
use super::refusal::Refusal;
use super::row::Row;
use super::{Hand, usual};
use crate::catalog::Catalog;
use crate::domain::{Group, Phase, Region, Sides, Work};

/// A drill or technique that may join a circuit, for the group where it does most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addable {
    /// The drill or technique.
    pub work: Work,
    /// The group.
    pub group: Group,
    /// The part of the circuit that it would stand in.
    pub phase: Phase,
    /// The side or sides.
    pub sides: Sides,
    /// Seconds that it would add, the change of place included.
    pub adds_secs: u32,
}

/// All that may be added, and why the rest may not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Additions {
    /// By work, in the order of the catalogue; techniques once for each group that they may be used on.
    pub works: Vec<Addable>,
    /// What the best work for each region that asks for one would add.
    pub regions: BTreeMap<Region, Addable>,
    /// Works that may not be added, with the reason.
    pub refused: BTreeMap<Work, Refusal>,
}

impl Additions {
    /// The best use of a work.
    pub fn of(&self, work: &Work) -> Option<&Addable> {
        self.works.iter().find(|addable| addable.work == *work)
    }
}

/// All that may be added to a plan that was made for this request.
pub fn additions(history: &History, catalog: &Catalog, request: &Request, plan: &Plan) -> Additions {
    // What was left out by hand may be added again.
    let request = Request { mode: Some(plan.circuit.mode), without_works: BTreeSet::new(), ..request.clone() };
    let context = Context::new(history, catalog, &request);
    let hand = Hand::new(&context);
    let row = hand.row_of(plan);
    let mut additions = Additions::default();
    let drills = catalog.drills().iter().map(|drill| (Work::Drill(drill.id.clone()), Vec::new()));
    let techniques = catalog.techniques().iter();
    let techniques = techniques.map(|known| (Work::Technique(known.id.clone()), known.groups.clone()));
    for (work, groups) in drills.chain(techniques) {
        match hand.addable(&row, &work, None) {
            Ok(best) => {
                let others = groups.into_iter().filter(|&group| group != best.group);
                let others: Vec<Addable> =
                    others.filter_map(|group| hand.addable(&row, &work, Some(group)).ok()).collect();
                additions.works.push(best);
                additions.works.extend(others);
            }
            Err(why) => _ = additions.refused.insert(work, why),
        }
    }
    let asks = |region: &Region| context.is_need(*region);
    let served: BTreeSet<Region> = row.items.iter().flat_map(|item| item.candidate.regions()).collect();
    for region in Region::all().filter(asks).filter(|region| !served.contains(region)) {
        if let Ok(best) = hand.best_for(&row, region) {
            additions.regions.insert(region, addable(&context, &best));
        }
    }
    additions
}

impl<'a> Hand<'a, '_> {
    fn addable(&self, row: &Row<'a>, work: &Work, group: Option<Group>) -> Result<Addable, Refusal> {
        let best = self.best_use(row, work, group)?;
        row.may_take(self.context, &best, usual(&best))?;
        Ok(addable(self.context, &best))
    }
}

fn addable(context: &Context<'_>, candidate: &Candidate<'_>) -> Addable {
    let Candidate { phase, work, group, sides, .. } = candidate;
    let rounds = sides.rounds();
    let adds_secs = context.transition_secs + context.switch_secs * (rounds - 1) + usual(candidate) * rounds;
    Addable { work: work.clone(), group: *group, phase: *phase, sides: *sides, adds_secs }
}
