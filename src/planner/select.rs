//! Which candidates make the circuit: the shape of the mode, the highest needs first, and never more than fits.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::candidates::{Candidate, Pool};
use super::context::Context;
use super::fill::{self, Slot, TOLERANCE_SECS};
use super::shape;
use crate::catalog::Plane;
use crate::domain::{Mode, Phase};

/// How often one work may come, where a long circuit has nothing new to offer.
const ROUNDS: usize = 2;
/// What a station takes from a worth that is on the same region in the same phase, there in another phase, moves the
/// region along, or is in the same zone: the worth is divided by 100 plus the sum of these, and multiplied by 100.
const CROWD_SAME_PHASE: u32 = 120;
const CROWD_SAME_REGION: u32 = 80;
const CROWD_ALONG: u32 = 40;
const CROWD_SAME_ZONE: u32 = 15;
/// How much shorter than usual the doses may become for the sake of a rated region, in percent.
const SHRINK_PERCENT: u32 = 10;
/// What it adds to a worth that a rated region is neither moved nor pressed yet, as the case may be, in percent.
const UNSERVED_PERCENT: u32 = 40;
/// What a plane that the circuit does not cover yet adds to a worth, in percent.
const NEW_PLANE_PERCENT: u32 = 30;

/// A candidate that is in the circuit, with the seconds of its rounds.
#[derive(Clone, Debug)]
pub struct Chosen<'p> {
    pub candidate: &'p Candidate<'p>,
    pub secs: u32,
}

/// The chosen stations, not in order yet, with what is missing to the promised length.
pub struct Selection<'p> {
    pub chosen: Vec<Chosen<'p>>,
    pub missing_secs: u32,
}

/// Chooses stations and fills the time; no stations where not even the shortest fits.
pub fn select<'p>(context: &Context<'_>, pool: &'p Pool<'_>) -> Selection<'p> {
    let mut draft = Draft { context, pool, picked: Vec::new() };
    draft.pick_shape();
    draft.pick_planes();
    draft.pick_by_share();
    draft.finish()
}

struct Draft<'c, 'p> {
    context: &'c Context<'c>,
    pool: &'p Pool<'p>,
    picked: Vec<&'p Candidate<'p>>,
}

impl<'p> Draft<'_, 'p> {
    /// One station of each phase that the length asks for.
    fn pick_shape(&mut self) {
        let target = self.context.target_secs;
        // The closing comes first, so that no other phase takes the closest rehearsal away.
        if target >= shape::CLOSING_FROM_SECS {
            self.pick(&[Phase::Pattern, Phase::Breathing]);
        }
        self.pick(&[Phase::WarmUp]);
        self.pick(&[Phase::Motion, Phase::Active]);
        if target >= shape::TISSUE_FROM_SECS {
            self.pick(&[Phase::Tissue]);
        }
        // The warm-up has its share before anything else grows (P5).
        let share = shape::share_secs(self.context, Phase::WarmUp);
        while self.spent(&[Phase::WarmUp]) < share && self.pick(&[Phase::WarmUp]) {}
    }

    /// A station for each plane that is not covered yet.
    fn pick_planes(&mut self) {
        if self.context.target_secs < shape::PLANES_FROM_SECS {
            return;
        }
        for plane in [Plane::Transverse, Plane::Frontal, Plane::Sagittal] {
            if !self.picked.iter().any(|known| known.planes.contains(&plane)) {
                let best =
                    self.best(1, |candidate| candidate.planes.contains(&plane) && candidate.phase != Phase::Pattern);
                self.picked.extend(best);
            }
        }
    }

    /// Stations of the phase that lags most behind its share, until the usual doses make the length.
    fn pick_by_share(&mut self) {
        let target = self.context.target_secs;
        while let Some(next) = self.next(1) {
            let without = self.usual_secs();
            let over = (without + self.usual_secs_of(next)).saturating_sub(target);
            // A station that would overshoot by more than is missing now is stretched for instead; for a rated region
            // all doses may shrink a little.
            let may_shrink = if self.serves_new(next) { target * SHRINK_PERCENT / 100 } else { 0 };
            if over > target.saturating_sub(without) + may_shrink {
                return;
            }
            self.picked.push(next);
        }
    }

    /// Fills the time exactly; where even the longest doses leave some, with further stations, new works first.
    fn finish(mut self) -> Selection<'p> {
        loop {
            let fixed: u32 = self.picked.iter().map(|candidate| self.fixed_secs_of(candidate)).sum();
            let work_secs = self.context.target_secs.saturating_sub(fixed);
            let slots: Vec<Slot> = self.picked.iter().map(|candidate| slot(candidate)).collect();
            let missing_secs = work_secs.saturating_sub(fill::most_secs(&slots));
            if missing_secs > TOLERANCE_SECS
                && let Some(next) = (1..=ROUNDS).find_map(|round| self.next(round))
            {
                self.picked.push(next);
                continue;
            }
            let longest = || slots.iter().map(|slot| slot.dose.max).collect();
            let secs = fill::fill(&slots, work_secs).unwrap_or_else(longest);
            let chosen = self.picked.iter().zip(secs).map(|(&candidate, secs)| Chosen { candidate, secs }).collect();
            return Selection { chosen, missing_secs };
        }
    }

    /// Picks the best station of the first of these phases that has one; whether there was any.
    fn pick(&mut self, phases: &[Phase]) -> bool {
        let best = phases.iter().find_map(|&phase| self.best(1, |candidate| candidate.phase == phase));
        self.picked.extend(best);
        best.is_some()
    }

    /// The best station of the phases that lag most behind their share.
    fn next(&self, round: usize) -> Option<&'p Candidate<'p>> {
        let mut lags: Vec<(i64, &[Phase])> = shape::shares(self.context.mode)
            .iter()
            .map(|share| {
                let lag = i64::from(share.secs(self.context)) - i64::from(self.spent(share.phases));
                (lag, share.phases)
            })
            .collect();
        lags.sort_by_key(|&(lag, phases)| (Reverse(lag), phases));
        lags.iter().find_map(|&(_, phases)| self.best(round, |candidate| phases.contains(&candidate.phase)))
    }

    fn best(&self, round: usize, suits: impl Fn(&Candidate<'_>) -> bool) -> Option<&'p Candidate<'p>> {
        let least: u32 = self.picked.iter().map(|known| self.least_secs_of(known)).sum();
        let left = (self.context.target_secs + TOLERANCE_SECS).saturating_sub(least);
        let fits = |candidate: &&Candidate<'_>| suits(candidate) && self.least_secs_of(candidate) <= left;
        let candidates = self.pool.at_hand().filter(fits).filter(|candidate| self.admits(candidate, round));
        // Of equals the first in the catalogue: `min_by_key` keeps the first, `max_by_key` would keep the last.
        candidates.min_by_key(|candidate| Reverse(self.worth(candidate)))
    }

    /// What a candidate adds to what is picked: less with each station of its kind on the same region, less in a zone
    /// that has some; more where a rated region is new to its kind or a plane is new to the circuit.
    ///
    /// The two kinds are pressing and moving: they belong together on one region (P1), so neither crowds the other.
    fn worth(&self, candidate: &Candidate<'_>) -> u32 {
        // The closest rehearsal and the fitting breathing are that whatever else was done.
        if matches!(candidate.phase, Phase::Pattern | Phase::Breathing) {
            return candidate.worth;
        }
        let crowd = |known: &Candidate<'_>| match (known.overlaps(candidate), known.phase == candidate.phase) {
            (true, true) => CROWD_SAME_PHASE,
            (true, false) => CROWD_SAME_REGION,
            (false, _) if known.phase != Phase::Tissue && known.groups.contains(&candidate.group) => CROWD_ALONG,
            (false, _) if known.group.info().zone == candidate.group.info().zone => CROWD_SAME_ZONE,
            (false, _) => 0,
        };
        let crowd: u32 = self.of_kind(candidate.phase).map(|known| crowd(known)).sum();
        let unserved = if self.serves_new(candidate) { UNSERVED_PERCENT } else { 0 };
        let is_new = |plane: &&Plane| !self.picked.iter().any(|known| known.planes.contains(plane));
        let new_planes = NEW_PLANE_PERCENT * candidate.planes.iter().filter(is_new).count() as u32;
        candidate.worth * (100 + unserved + new_planes) / (100 + crowd)
    }

    /// Whether a candidate is for a rated region that nothing picked presses or moves yet, as the case may be.
    fn serves_new(&self, candidate: &Candidate<'_>) -> bool {
        let is_served =
            |region| self.of_kind(candidate.phase).any(|known| known.regions().any(|worked| worked == region));
        candidate.regions().any(|region| self.context.is_rated(region) && !is_served(region))
    }

    /// What was picked to press, or to move, as the phase does.
    fn of_kind(&self, phase: Phase) -> impl Iterator<Item = &&'p Candidate<'p>> {
        self.picked.iter().filter(move |known| (known.phase == Phase::Tissue) == (phase == Phase::Tissue))
    }

    /// Whether a candidate may join what is picked, its length apart.
    fn admits(&self, candidate: &Candidate<'_>, round: usize) -> bool {
        let uses = self.picked.iter().filter(|known| known.entry == candidate.entry).count();
        uses < round
            && match candidate.phase {
                Phase::WarmUp => self.admits_warm_up(candidate),
                Phase::Tissue => self.admits_tissue(candidate),
                Phase::Motion | Phase::Active => self.admits_hold(candidate),
                Phase::Pattern => self.in_phase(Phase::Pattern).count() < shape::PATTERN_MOST,
                Phase::Breathing => self.in_phase(Phase::Breathing).next().is_none(),
            }
    }

    fn admits_warm_up(&self, candidate: &Candidate<'_>) -> bool {
        let is_short = !candidate.is_aerobic || candidate.dose.usual * shape::AEROBIC_PART <= self.context.target_secs;
        is_short && self.spent(&[Phase::WarmUp]) + self.usual_secs_of(candidate) <= shape::WARM_UP_MOST_SECS
    }

    fn admits_tissue(&self, candidate: &Candidate<'_>) -> bool {
        let mut groups: BTreeSet<_> = self.in_phase(Phase::Tissue).map(|known| known.group).collect();
        groups.insert(candidate.group);
        let all = self.in_phase(Phase::Tissue).copied().chain([candidate]);
        let most = all.map(|known| known.dose.max * known.sides.rounds());
        groups.len() <= shape::tissue_groups(self.context)
            && most.sum::<u32>() <= shape::TISSUE_MOST_SECS
            && !self.in_phase(Phase::Tissue).any(|known| known.overlaps(candidate))
    }

    /// Holds are limited for each group; before training one needs dynamic work to follow it.
    fn admits_hold(&self, candidate: &Candidate<'_>) -> bool {
        if !candidate.is_hold {
            return true;
        }
        let held = self.picked.iter().filter(|known| known.is_hold && known.overlaps(candidate));
        let held: u32 = held.map(|known| known.dose.max).sum();
        let is_followed = self.context.mode == Mode::Recovery
            || self.picked.iter().any(|known| known.phase == Phase::Motion && !known.is_hold);
        is_followed && held + candidate.dose.max <= shape::holds_secs(self.context.mode)
    }

    fn in_phase(&self, phase: Phase) -> impl Iterator<Item = &&'p Candidate<'p>> {
        self.picked.iter().filter(move |known| known.phase == phase)
    }

    fn spent(&self, phases: &[Phase]) -> u32 {
        let in_phases = self.picked.iter().filter(|known| phases.contains(&known.phase));
        in_phases.map(|known| self.usual_secs_of(known)).sum()
    }

    fn usual_secs(&self) -> u32 {
        self.picked.iter().map(|candidate| self.usual_secs_of(candidate)).sum()
    }

    fn usual_secs_of(&self, candidate: &Candidate<'_>) -> u32 {
        self.fixed_secs_of(candidate) + candidate.dose.usual * candidate.sides.rounds()
    }

    fn least_secs_of(&self, candidate: &Candidate<'_>) -> u32 {
        self.fixed_secs_of(candidate) + candidate.dose.min * candidate.sides.rounds()
    }

    /// Changing place and sides: the same whatever the dose.
    fn fixed_secs_of(&self, candidate: &Candidate<'_>) -> u32 {
        self.context.transition_secs + self.context.switch_secs * (candidate.sides.rounds() - 1)
    }
}

/// The slot of a candidate: where regions differ in need, up to half as much again for a high one.
fn slot(candidate: &Candidate<'_>) -> Slot {
    let need = match candidate.phase {
        Phase::Tissue | Phase::Motion | Phase::Active => candidate.worth.min(200),
        Phase::WarmUp | Phase::Pattern | Phase::Breathing => 0,
    };
    Slot { dose: candidate.dose, rounds: candidate.sides.rounds(), weight: 100 + need / 4 }
}
