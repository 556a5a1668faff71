//! What is on offer: each drill and technique once, in the course and for the group where it is worth most.
//!
//! The offers do not depend on the minutes (easy aerobic movement apart, which needs a long circuit), so that a longer
//! circuit chooses among at least as much as a shorter one.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::candidates::{Candidate, Pool};
use super::context::Context;
use super::history::History;
use super::knapsack::{self, Block, Offer, Presence, Solution};
use super::rotation::Turn;
use super::shape::{self, Course};
use crate::domain::{Phase, TechniqueId, Work};

/// What it is worth that a course which belongs there is not left out: more than all needs together.
const COURSE_WORTH: u64 = 1_000_000_000;
/// What it adds to the first offer for a region that asks for work, in percent: each should have one before any has two.
const FIRST_PERCENT: u32 = 60;
/// What a prescription is worth, in points: more than all needs together.
const PRESCRIBED_WORTH: u32 = 1_000_000;

/// One candidate on offer.
pub struct Offered<'p> {
    pub candidate: &'p Candidate<'p>,
    /// What it is worth here: less than alone where others for the same region are on offer as well.
    worth: u32,
    pub presence: Presence,
    /// The choice between techniques that it comes from.
    pub turn: Option<Turn>,
}

/// The offers of each course.
pub struct Menu<'c, 'p> {
    context: &'c Context<'c>,
    courses: Vec<(&'static Course, Vec<Offered<'p>>)>,
}

impl<'c, 'p> Menu<'c, 'p> {
    pub fn new(context: &'c Context<'c>, pool: &'p Pool<'_>) -> Self {
        let menu = Self::with(context, pool, None);
        // Where needs have taken every easy drill, the best of them is kept for the warm-up.
        let is_easy = |candidate: &Candidate<'_>| candidate.phase == Phase::WarmUp;
        if menu.offers().any(|offered| is_easy(offered.candidate)) {
            return menu;
        }
        let easy = pool.at_hand().filter(|candidate| is_easy(candidate) && !candidate.is_aerobic);
        let easiest = easy.min_by_key(|candidate| Reverse(candidate.worth));
        if easiest.is_some() { Self::with(context, pool, easiest) } else { menu }
    }

    /// The offers, of which `kept` is one.
    fn with(context: &'c Context<'c>, pool: &'p Pool<'_>, kept: Option<&'p Candidate<'p>>) -> Self {
        let courses = shape::courses(context.mode).iter().map(|course| (course, Vec::new())).collect();
        let mut menu = Self { context, courses };
        let (prescribed, mut left): (Vec<&Candidate<'_>>, _) = pool.at_hand().partition(|known| known.is_prescribed);
        for prescribed in prescribed {
            menu.offer(prescribed, PRESCRIBED_WORTH, None);
        }
        if let Some(kept) = kept {
            menu.offer(kept, kept.worth, None);
            left.retain(|candidate| candidate.entry != kept.entry);
        }
        // The closest rehearsal and the breathing are that whatever else they could be used for.
        let closing = |candidate: &&Candidate<'_>| {
            matches!(candidate.phase, Phase::Pattern | Phase::Breathing) && menu.worth(candidate).is_some()
        };
        if let Some(closing) = left.iter().copied().filter(closing).min_by_key(|candidate| Reverse(candidate.worth)) {
            menu.offer(closing, closing.worth, None);
            left.retain(|candidate| candidate.entry != closing.entry);
        }
        while let Some((worth, best)) = menu.best(&left) {
            let (taken, turn) = menu.rotate(best, &left);
            menu.offer(taken, worth, turn);
            left.retain(|candidate| candidate.entry != taken.entry);
        }
        menu
    }

    /// The choice among the offers that makes the length, with what it is worth.
    pub fn solve(&self) -> Option<Solution> {
        let blocks: Vec<Block> = self.courses.iter().map(|(course, offers)| self.block(course, offers)).collect();
        let prescribed = blocks.iter().map(|block| totals(block, Presence::Prescribed).sum::<u32>()).sum();
        knapsack::solve(&blocks, self.context.target_secs.max(prescribed))
    }

    /// All offers, in the order in which [`Solution::secs`] has them.
    pub fn offers(&self) -> impl Iterator<Item = &Offered<'p>> {
        self.courses.iter().flat_map(|(_, offers)| offers)
    }

    /// The offer of most worth for which something holds, to change whether it may be left out.
    pub fn best_where(&mut self, suits: impl Fn(&Candidate<'_>) -> bool) -> Option<&mut Offered<'p>> {
        let offers = self.courses.iter_mut().flat_map(|(_, offers)| offers);
        offers.filter(|offered| suits(offered.candidate)).min_by_key(|offered| Reverse(offered.worth))
    }

    /// Takes back all but these, which must be taken.
    pub fn keep_only(&mut self, entries: &BTreeSet<usize>) {
        for (_, offers) in &mut self.courses {
            offers.retain(|offered| entries.contains(&offered.candidate.entry));
            for offered in offers {
                if offered.presence == Presence::Free {
                    offered.presence = Presence::Required;
                }
            }
        }
    }

    /// Takes an offer back.
    pub fn withdraw(&mut self, candidate: &Candidate<'_>) {
        for (_, offers) in &mut self.courses {
            offers.retain(|offered| offered.candidate.entry != candidate.entry);
        }
    }

    /// The candidate that adds most to the offers, with its worth beside them. Of equals the first in the catalogue.
    fn best(&self, left: &[&'p Candidate<'p>]) -> Option<(u32, &'p Candidate<'p>)> {
        let worths = left.iter().filter_map(|&candidate| Some((self.worth(candidate)?, candidate)));
        worths.min_by_key(|&(worth, _)| Reverse(worth))
    }

    /// What a candidate is worth beside what is on offer in its course: half where there is one for the same region
    /// already, a third where there are two; `None` where it may not join them.
    fn worth(&self, candidate: &Candidate<'_>) -> Option<u32> {
        let course = self.offers_of(candidate.phase)?;
        let same: Vec<&Offered<'_>> = course.iter().filter(|known| known.candidate.overlaps(candidate)).collect();
        let may_join = match candidate.phase {
            Phase::WarmUp => self.may_warm_up(candidate, course),
            Phase::Tissue => same.is_empty(),
            Phase::Motion | Phase::Active => {
                let held = same.iter().filter(|known| known.candidate.is_hold);
                let held: u32 = held.map(|known| known.candidate.dose.max).sum();
                !candidate.is_hold || held + candidate.dose.max <= shape::holds_secs(self.context.mode)
            }
            Phase::Pattern => true,
            Phase::Breathing => Course::BREATHING.belongs(self.context),
        };
        let first = if self.is_first(candidate) { FIRST_PERCENT } else { 0 };
        may_join.then_some(candidate.worth * (100 + first) / 100 / (same.len() as u32 + 1))
    }

    /// Whether a candidate is for a region that asks for work and that nothing on offer is for, easy ranges apart.
    fn is_first(&self, candidate: &Candidate<'_>) -> bool {
        let offers = || self.offers().filter(|known| known.candidate.phase != Phase::WarmUp);
        let is_served = |region| offers().any(|known| known.candidate.regions().any(|served| served == region));
        let mut asking = candidate.regions().filter(|&region| self.context.is_need(region));
        candidate.phase != Phase::WarmUp && asking.any(|region| !is_served(region))
    }

    /// The warm-up takes as many drills as usually fill the time wished for; the rest stay for the other courses.
    fn may_warm_up(&self, candidate: &Candidate<'_>, course: &[Offered<'_>]) -> bool {
        if candidate.is_aerobic {
            return shape::has_room_for_aerobic(self.context, candidate.dose.usual);
        }
        let usual = |offered: &Offered<'_>| {
            self.fixed_secs(offered.candidate) + offered.candidate.dose.usual * offered.candidate.sides.rounds()
        };
        course.iter().filter(|known| !known.candidate.is_aerobic).map(usual).sum::<u32>() < shape::WARM_UP_WISH_SECS
    }

    /// The technique whose turn it is among those for the same group, and the choice; a drill stays as it is.
    fn rotate(&self, best: &'p Candidate<'p>, left: &[&'p Candidate<'p>]) -> (&'p Candidate<'p>, Option<Turn>) {
        let for_group = left.iter().filter(|known| known.phase == Phase::Tissue && known.group == best.group);
        let techniques = for_group.filter_map(|&known| match &known.work {
            Work::Technique(id) => Some((known, id)),
            Work::Drill(_) => None,
        });
        let (techniques, ids): (Vec<&'p Candidate<'p>>, Vec<&TechniqueId>) = techniques.unzip();
        if best.phase != Phase::Tissue || techniques.is_empty() {
            return (best, None);
        }
        let History { uses, skips, .. } = self.context.history;
        let turn = Turn::new(uses, skips, best.group, &ids, self.context.request.seed);
        (techniques[turn.choice()], Some(turn))
    }

    fn offer(&mut self, candidate: &'p Candidate<'p>, worth: u32, turn: Option<Turn>) {
        let course = self.courses.iter_mut().find(|(course, _)| course.phases.contains(&candidate.phase));
        if let Some((_, offers)) = course {
            let presence = if candidate.is_prescribed { Presence::Prescribed } else { Presence::Free };
            offers.push(Offered { candidate, worth, presence, turn });
        }
    }

    fn offers_of(&self, phase: Phase) -> Option<&[Offered<'p>]> {
        self.courses.iter().find(|(course, _)| course.phases.contains(&phase)).map(|(_, offers)| offers.as_slice())
    }

    /// What the seconds of an offer are worth, and what they cost.
    pub fn priced(&self, offered: &Offered<'_>) -> Offer {
        let candidate = offered.candidate;
        Offer {
            dose: candidate.dose,
            rounds: candidate.sides.rounds(),
            fixed_secs: self.fixed_secs(candidate),
            top_secs: shape::top_secs(self.context.mode, candidate),
            weight: offered.worth * candidate.spread_percent / 100,
            presence: offered.presence,
        }
    }

    fn block(&self, course: &Course, offers: &[Offered<'_>]) -> Block {
        let belongs = course.belongs(self.context);
        let block = Block {
            offers: offers.iter().map(|offered| self.priced(offered)).collect(),
            stations_max: course.stations_max(self.context),
            secs_max: course.secs_max(),
            share_secs: course.share_secs(self.context),
            share_worth: if belongs { course.share_worth } else { 0 },
            presence_worth: if belongs { COURSE_WORTH } else { 0 },
        };
        // What is prescribed is in it however much that is.
        let prescribed: Vec<u32> = totals(&block, Presence::Prescribed).collect();
        Block {
            stations_max: block.stations_max.max(prescribed.len()),
            secs_max: block.secs_max.max(prescribed.iter().sum()),
            ..block
        }
    }

    /// Seconds to change place and sides: the same whatever the dose.
    fn fixed_secs(&self, candidate: &Candidate<'_>) -> u32 {
        self.context.transition_secs + self.context.switch_secs * (candidate.sides.rounds() - 1)
    }
}

/// The whole lengths of the offers that are in a block in such a way, of the longest dose.
fn totals(block: &Block, presence: Presence) -> impl Iterator<Item = u32> {
    let offers = block.offers.iter().filter(move |offer| offer.presence == presence);
    offers.map(|offer| offer.total_secs(offer.dose.max))
}
