//! Which stations make the circuit, and the seconds of each: the best choice from the menu that keeps every promise.

use std::collections::BTreeSet;

use super::candidates::{Candidate, Pool};
use super::context::Context;
use super::knapsack::{Offer, Presence};
use super::menu::Menu;
use super::order;
use super::rotation::Turn;
use super::shape;
use crate::catalog::Plane;
use crate::domain::{Mode, Phase};

/// What each plane is worth in a circuit that should cover all: more than all needs together.
const PLANE_WORTH: u64 = 1_000_000_000;
/// How often a choice may be mended.
const MENDS_MOST: usize = 8;
/// How much shorter the circuit is that a mended one must be worth.
const SHORTER_SECS: u32 = 60;
/// Where all doses together can grow by more than this, more time is worth more; below it a shorter circuit is looked at.
const ROOM_TO_GROW_SECS: u32 = 3 * SHORTER_SECS;

/// A candidate that is in the circuit, with the seconds of its rounds.
#[derive(Clone, Debug)]
pub struct Chosen<'p> {
    pub candidate: &'p Candidate<'p>,
    pub secs: u32,
    /// What its seconds are worth.
    pub offer: Offer,
    /// The choice between techniques that it comes from.
    pub turn: Option<Turn>,
}

/// The stations in order, with what is missing to the promised length.
pub struct Selection<'p> {
    pub chosen: Vec<Chosen<'p>>,
    pub missing_secs: u32,
    /// What the choice is worth, in thousandths of a point.
    pub benefit: u64,
}

impl Selection<'_> {
    /// By how many seconds the doses of its stations can still grow.
    fn growth_secs(&self) -> u32 {
        self.chosen.iter().map(|chosen| chosen.offer.dose.max.saturating_sub(chosen.secs) * chosen.offer.rounds).sum()
    }
}

/// What a choice that is best by worth may lack, since the knapsack does not know of it.
enum Flaw<'p> {
    /// No station moves in this plane.
    Plane(Plane),
    /// A hold before training that no dynamic work follows.
    Hold(&'p Candidate<'p>),
    /// The same, where the hold is prescribed: dynamic work in its phase or a later one must come in.
    PrescribedHold(Phase),
    /// A station that follows another on the same region and side.
    Twice(&'p Candidate<'p>),
}

/// Chooses stations and seconds; no stations where not even the shortest fits.
///
/// The knapsack finds the best choice; where that breaks a promise, the menu is changed in one place and solved again.
///
/// What is mended may be worth less than a shorter circuit that needed no mending; then that one is stretched. Where the
/// doses can hardly grow any more, one more station may cost the others more than it is worth; then the shorter circuit
/// is kept as it is, and its shortfall says so. Both see to it that more time is never worth less.
pub fn select<'p>(context: &Context<'_>, pool: &'p Pool<'_>) -> Selection<'p> {
    let selection = best_of_length(context, pool);
    if context.target_secs <= SHORTER_SECS || selection.growth_secs() > ROOM_TO_GROW_SECS {
        return selection;
    }
    let shorter = select(&context.shorter_by(SHORTER_SECS), pool);
    if shorter.benefit > selection.benefit {
        Selection { missing_secs: shorter.missing_secs + SHORTER_SECS, ..shorter }
    } else {
        selection
    }
}

/// The best choice of the promised length.
fn best_of_length<'p>(context: &Context<'_>, pool: &'p Pool<'_>) -> Selection<'p> {
    let mut menu = Menu::new(context, pool);
    let best = solve(context, &menu);
    let unmended = best.benefit;
    let selection = mend(context, &mut menu, best);
    if selection.benefit == unmended || context.target_secs <= SHORTER_SECS {
        return selection;
    }
    let shorter = context.shorter_by(SHORTER_SECS);
    let shorter: BTreeSet<usize> = select(&shorter, pool).chosen.iter().map(|chosen| chosen.candidate.entry).collect();
    let mut menu = Menu::new(context, pool);
    menu.keep_only(&shorter);
    let stretched = solve(context, &menu);
    let is_better = stretched.benefit > selection.benefit && stretched.missing_secs <= selection.missing_secs;
    if is_better && flaw(context, &menu, &stretched.chosen).is_none() { stretched } else { selection }
}

fn mend<'p>(context: &Context<'_>, menu: &mut Menu<'_, 'p>, mut selection: Selection<'p>) -> Selection<'p> {
    for _ in 0..MENDS_MOST {
        let Some(flaw) = flaw(context, menu, &selection.chosen) else { break };
        match flaw {
            Flaw::Plane(plane) => require(menu, plane),
            Flaw::PrescribedHold(phase) => {
                if let Some(offered) = menu.best_where(|known| known.is_dynamic() && known.phase >= phase) {
                    offered.presence = Presence::Required;
                }
            }
            Flaw::Hold(candidate) | Flaw::Twice(candidate) => menu.withdraw(candidate),
        }
        let mended = solve(context, menu);
        if mended.chosen.is_empty() {
            break;
        }
        selection = mended;
    }
    selection
}

fn solve<'p>(context: &Context<'_>, menu: &Menu<'_, 'p>) -> Selection<'p> {
    let Some(solution) = menu.solve() else {
        return Selection { chosen: Vec::new(), missing_secs: context.target_secs, benefit: 0 };
    };
    let secs = solution.secs.iter().flatten();
    let taken = menu.offers().zip(secs).filter_map(|(offered, secs)| Some((offered, (*secs)?)));
    let chosen: Vec<Chosen<'p>> = taken
        .map(|(offered, secs)| Chosen {
            candidate: offered.candidate,
            secs,
            offer: menu.priced(offered),
            turn: offered.turn.clone(),
        })
        .collect();
    let planes_worth =
        if context.target_secs >= shape::PLANES_FROM_SECS { PLANE_WORTH * planes(&chosen).len() as u64 } else { 0 };
    Selection {
        chosen: order::order(context.mode, chosen),
        missing_secs: context.target_secs.saturating_sub(solution.total_secs),
        benefit: solution.benefit + planes_worth,
    }
}

/// Sees to it that the offer of most worth in a plane is taken. The pattern is the closest one whatever its plane.
fn require(menu: &mut Menu<'_, '_>, plane: Plane) {
    let moves = |candidate: &Candidate<'_>| candidate.phase != Phase::Pattern && candidate.planes.contains(&plane);
    if let Some(offered) = menu.best_where(moves) {
        offered.presence = Presence::Required;
    }
}

/// The planes that the stations move in.
fn planes(chosen: &[Chosen<'_>]) -> BTreeSet<Plane> {
    chosen.iter().flat_map(|chosen| chosen.candidate.planes).copied().collect()
}

fn flaw<'p>(context: &Context<'_>, menu: &Menu<'_, 'p>, chosen: &[Chosen<'p>]) -> Option<Flaw<'p>> {
    let stations = || chosen.iter().map(|chosen| chosen.candidate);
    if context.target_secs >= shape::PLANES_FROM_SECS {
        let covered = planes(chosen);
        let possible = |plane: &Plane| {
            let mut free = menu.offers().filter(|offered| offered.presence == Presence::Free);
            free.any(|offered| offered.candidate.phase != Phase::Pattern && offered.candidate.planes.contains(plane))
        };
        let missing = [Plane::Transverse, Plane::Frontal, Plane::Sagittal].into_iter();
        if let Some(plane) = missing.filter(|plane| !covered.contains(plane)).find(possible) {
            return Some(Flaw::Plane(plane));
        }
    }
    if context.mode == Mode::BeforeTraining {
        let last_dynamic = stations().rposition(Candidate::is_dynamic);
        let last_hold = stations().rposition(|candidate| candidate.is_hold);
        if let Some(hold) = last_hold.filter(|&hold| last_dynamic.is_none_or(|dynamic| dynamic < hold)) {
            let hold = chosen[hold].candidate;
            let may_follow = |known: &Candidate<'_>| known.is_dynamic() && known.phase >= hold.phase;
            if !hold.is_prescribed {
                return Some(Flaw::Hold(hold));
            }
            let is_followed = stations().any(may_follow);
            if !is_followed && menu.offers().any(|offered| may_follow(offered.candidate)) {
                return Some(Flaw::PrescribedHold(hold.phase));
            }
        }
    }
    let mut pairs = chosen.windows(2).map(|pair| (pair[0].candidate, pair[1].candidate));
    // What is prescribed for one region may follow each other.
    let (one, other) = pairs.find(|(one, other)| one.repeats(other) && !(one.is_prescribed && other.is_prescribed))?;
    let removable = |candidate: &Candidate<'_>| {
        menu.offers().any(|offered| offered.candidate == candidate && offered.presence == Presence::Free)
    };
    // A course that belongs there keeps its only station, where the other can go.
    let is_needed = |candidate: &&Candidate<'_>| {
        let course = shape::courses(context.mode).iter().find(|course| course.phases.contains(&candidate.phase));
        let of_course = course.filter(|course| course.belongs(context));
        of_course.is_some_and(|course| stations().filter(|known| course.phases.contains(&known.phase)).count() == 1)
    };
    let (needed, others): (Vec<_>, Vec<_>) = [other, one].into_iter().partition(is_needed);
    others.into_iter().chain(needed).find(|candidate| removable(candidate)).map(Flaw::Twice)
}
