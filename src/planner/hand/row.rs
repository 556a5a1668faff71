//! The stations of a circuit while it is changed by hand, and the rules that bind them together.

use std::collections::BTreeSet;

use super::super::Plan;
use super::super::candidates::{Candidate, Pool};
use super::super::context::Context;
use super::super::knapsack::{Offer, Presence};
use super::super::need::Needs;
use super::super::reason::{self, Reason};
use super::super::replan::Backing;
use super::super::select::Chosen;
use super::super::shape;
use super::super::why_not::{self, WhyNot};
use super::refusal::Refusal;
use crate::domain::{Circuit, Group, Mode, Phase, Profile, Region, Station};

/// One station.
#[derive(Clone)]
pub struct Item<'a> {
    pub candidate: Candidate<'a>,
    pub secs: u32,
    pub backing: Backing,
    pub chance_percent: Option<u8>,
    pub origin: Origin,
}

/// Where a station comes from.
#[derive(Clone, PartialEq)]
pub enum Origin {
    /// The planner chose it, for these reasons.
    Planned(Vec<Reason>),
    /// The planner chose it, and only a part of it may still be done.
    Changed,
    /// The person chose it.
    Chosen,
}

/// The stations in order.
#[derive(Clone, Default)]
pub struct Row<'a> {
    pub items: Vec<Item<'a>>,
}

impl<'a> Item<'a> {
    /// A station that the person chose to stand beside those of a row.
    pub fn chosen(context: &Context<'_>, row: &Row<'_>, candidate: Candidate<'a>, secs: u32) -> Self {
        let same = row.items.iter().filter(|item| item.candidate.overlaps(&candidate)).count() as u32;
        let rounds = candidate.sides.rounds();
        let offer = Offer {
            dose: candidate.dose,
            rounds,
            fixed_secs: context.transition_secs + context.switch_secs * (rounds - 1),
            top_secs: shape::top_secs(context.mode, &candidate),
            weight: candidate.worth * candidate.spread_percent / 100 / (same + 1),
            presence: Presence::Free,
        };
        let backing = Backing::of(context, &candidate, offer);
        Self { candidate, secs, backing, chance_percent: None, origin: Origin::Chosen }
    }

    pub fn station(&self) -> Station {
        let Candidate { phase, ref work, group, sides, pressure, .. } = self.candidate;
        Station { phase, work: work.clone(), group, sides, secs_per_side: self.secs, pressure }
    }

    /// Seconds with the change of place before it and the switch of sides in it.
    pub fn total_secs(&self) -> u32 {
        self.backing.offer.fixed_secs + self.secs * self.candidate.sides.rounds()
    }
}

impl<'a> Row<'a> {
    pub fn total_secs(&self) -> u32 {
        self.items.iter().map(Item::total_secs).sum()
    }

    /// Whether a station may join, by the limits that several stations share; doses, holds, areas and minutes of tissue
    /// work. They bind the person's hand as well: no sum of stations becomes more than one plan would press or hold.
    pub fn may_take(&self, context: &Context<'_>, new: &Candidate<'_>, secs: u32) -> Result<(), Refusal> {
        let known = || self.items.iter().map(|item| &item.candidate);
        let rounds = new.sides.rounds();
        let added_secs = context.transition_secs + context.switch_secs * (rounds - 1) + secs * rounds;
        if known().any(|known| known.work == new.work && known.overlaps(new)) {
            return Err(Refusal::Twice);
        }
        if new.phase == Phase::Tissue {
            let tissue = || self.items.iter().filter(|item| item.candidate.phase == Phase::Tissue);
            if !new.is_prescribed && tissue().any(|item| item.candidate.overlaps(new)) {
                return Err(Refusal::PressedTwice { group: new.group });
            }
            let groups: BTreeSet<Group> = tissue().map(|item| item.candidate.group).chain([new.group]).collect();
            let is_before = context.mode == Mode::BeforeTraining;
            if is_before && groups.len() > shape::TISSUE_GROUPS {
                return Err(Refusal::TissueGroups);
            }
            if tissue().map(Item::total_secs).sum::<u32>() + added_secs > shape::TISSUE_MOST_SECS {
                return Err(Refusal::TissueTime);
            }
        }
        if new.is_hold {
            let same = self.items.iter().filter(|item| item.candidate.is_hold && item.candidate.overlaps(new));
            if same.map(|item| item.secs).sum::<u32>() + secs > shape::holds_secs(context.mode) {
                return Err(Refusal::HeldEnough { group: new.group });
            }
        }
        if self.total_secs() + added_secs > Profile::MINUTES_MAX * 60 {
            return Err(Refusal::TooLong);
        }
        Ok(())
    }

    /// The place at which a new station disturbs the order least: with its phase, away from others for its region, a
    /// hold before the dynamic work.
    pub fn place_for(&self, new: &Candidate<'_>) -> usize {
        let end = self.items.iter().rposition(|item| item.candidate.phase <= new.phase).map_or(0, |last| last + 1);
        let of_phase = self.items[..end].iter().rev().take_while(|item| item.candidate.phase == new.phase);
        let start = end - of_phase.count();
        let is_apart = |&place: &usize| {
            let before = place.checked_sub(1).map(|before| &self.items[before].candidate);
            let after = self.items.get(place).map(|item| &item.candidate);
            !before.into_iter().chain(after).any(|neighbour| neighbour.repeats(new))
        };
        let apart = if new.is_hold { (start..=end).find(is_apart) } else { (start..=end).rev().find(is_apart) };
        apart.unwrap_or(end)
    }

    /// The plan that this row is.
    pub fn into_plan(self, context: &Context<'_>, needs: &Needs) -> Plan {
        let pool = Pool::new(context, needs);
        self.into_plan_from(context, needs, &pool)
    }

    /// The same, where the pool of all that is possible is known.
    pub fn into_plan_from(self, context: &Context<'_>, needs: &Needs, pool: &Pool<'_>) -> Plan {
        let offer = |item: &Item<'a>| item.backing.offer;
        let chosen: Vec<Chosen<'_>> = self
            .items
            .iter()
            .map(|item| Chosen { candidate: &item.candidate, secs: item.secs, offer: offer(item), turn: None })
            .collect();
        let found = reason::reasons(context, needs, &chosen);
        let reasons = self.items.iter().zip(found).map(|(item, found)| match &item.origin {
            Origin::Planned(reasons) => reasons.clone(),
            Origin::Changed => found,
            Origin::Chosen => chosen_reasons(found),
        });
        let left_out = why_not::why_not(context, needs, pool, &chosen);
        let benefit = self.items.iter().map(|item| item.backing.offer.benefit(item.secs)).sum();
        Plan {
            circuit: Circuit {
                mode: context.mode,
                stations: self.items.iter().map(Item::station).collect(),
                transition_secs: context.transition_secs,
                switch_secs: context.switch_secs,
            },
            reasons: reasons.collect(),
            chances_percent: self.items.iter().map(|item| item.chance_percent).collect(),
            why_not: left_out.into_iter().map(WhyNot::by_hand).collect(),
            pressure_ceiling: context.ceiling,
            ceiling_reason: context.ceiling_reason,
            ratings_from: context.ratings_from,
            next: context.next.as_ref().map(|next| next.training.clone()),
            benefit,
            shortfall: None,
            overrun: None,
            asks: Region::all().filter(|&region| context.is_need(region)).collect(),
            backings: self.items.iter().map(|item| item.backing.clone()).collect(),
        }
    }
}

/// The reasons of a station that the person chose: that, and what else the data say for it.
fn chosen_reasons(found: Vec<Reason>) -> Vec<Reason> {
    let says = found.into_iter().filter(|reason| !matches!(reason, Reason::RestOfBody | Reason::WholeBody));
    [Reason::Chosen].into_iter().chain(says).collect()
}
