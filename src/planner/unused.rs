//! Why each drill and technique that is not in the circuit is not: every one of the catalogue is accounted for once.

use std::collections::BTreeSet;

use super::candidates::{Candidate, Pool};
use super::context::Context;
use super::select::Chosen;
use super::why_not::WhyNot;
use crate::domain::{Group, Phase, Work};

/// The works that are neither in the circuit nor left out for a reason that is `told` already.
pub fn unused(context: &Context<'_>, pool: &Pool<'_>, chosen: &[Chosen<'_>], told: &[WhyNot]) -> Vec<WhyNot> {
    let taken = chosen.iter().map(|chosen| &chosen.candidate.work);
    let known: BTreeSet<&Work> = taken.chain(told.iter().flat_map(WhyNot::works)).collect();
    let pressed = chosen.iter().map(|chosen| chosen.candidate).filter(|candidate| candidate.phase == Phase::Tissue);
    let pressed: BTreeSet<Group> = pressed.map(|candidate| candidate.group).collect();
    let waits = |candidate: &Candidate<'_>| candidate.phase == Phase::Tissue && pressed.contains(&candidate.group);

    let (mut other_mode, mut barred, mut other_turn, mut less_needed) = (vec![], vec![], vec![], vec![]);
    for (work, has_dose) in works(context) {
        if known.contains(&work) {
            continue;
        }
        let mut candidates = pool.candidates.iter().filter(|candidate| candidate.work == work).peekable();
        if !has_dose {
            other_mode.push(work);
        } else if candidates.peek().is_none() {
            barred.push(work);
        } else if candidates.any(waits) {
            other_turn.push(work);
        } else {
            less_needed.push(work);
        }
    }
    let left_out = [
        WhyNot::OtherTurn { works: other_turn },
        WhyNot::LessNeeded { works: less_needed },
        WhyNot::Barred { works: barred },
        WhyNot::OtherMode { mode: context.mode, works: other_mode },
    ];
    left_out.into_iter().filter(|why_not| !why_not.works().is_empty()).collect()
}

/// All drills and techniques that take part, and whether each has a dose for this kind of circuit.
fn works<'a>(context: &Context<'a>) -> impl Iterator<Item = (Work, bool)> + use<'a> {
    let (catalog, mode) = (context.catalog, context.mode);
    let drills = catalog.drills().iter();
    let techniques = catalog.techniques().iter();
    drills
        .map(move |drill| (Work::Drill(drill.id.clone()), drill.dose(mode).is_some()))
        .chain(techniques.map(move |known| (Work::Technique(known.id.clone()), known.dose(mode).is_some())))
        .filter(|(work, _)| catalog.takes_part(work))
}
