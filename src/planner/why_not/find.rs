//! What the circuit leaves out, and why.

use std::collections::{BTreeMap, BTreeSet};

use super::super::candidates::{Candidate, Pool};
use super::super::context::Context;
use super::super::need::Needs;
use super::super::select::Chosen;
use super::super::shape::{PLANES_FROM_SECS, TISSUE_GROUPS, WARM_UP_WISH_SECS};
use super::super::unused::unused;
use super::WhyNot;
use crate::catalog::Plane;
use crate::domain::{Cause, Group, Hazard, Mode, Phase, Region, Sides, Work};
use crate::safety;

/// All that was left out: first what safety forbids, then what the person asked for, then the rest.
pub fn why_not(context: &Context<'_>, needs: &Needs, pool: &Pool<'_>, chosen: &[Chosen<'_>]) -> Vec<WhyNot> {
    let needed = needed(context, pool, chosen);
    let mut left_out = spared(context, &needed);
    left_out.extend(needed);
    let barred = pool.barred_prescriptions.iter().cloned();
    left_out.extend(barred.map(|(work, bar)| WhyNot::Prescribed { work, bar }));
    left_out.extend(demanded(context, needs, pool, chosen));
    let works = |works: &[Work]| works.to_vec();
    if !pool.unwanted.is_empty() {
        left_out.push(WhyNot::UnwantedWork { works: works(&pool.unwanted) });
    }
    if !pool.long_holds.is_empty() {
        left_out.push(WhyNot::LongHold { works: works(&pool.long_holds) });
    }
    if !pool.percussion.is_empty() {
        left_out.push(WhyNot::Percussion { works: works(&pool.percussion) });
    }
    left_out.extend(tissue_limit(context, pool, chosen));
    let missing = pool.missing_tools.iter();
    left_out.extend(missing.map(|(tools, works)| WhyNot::MissingTool { tools: tools.to_vec(), works: works.clone() }));
    left_out.extend(planes(context, chosen));
    left_out.extend(hurt(context, chosen, &left_out));
    left_out.extend(unused(context, pool, chosen, &left_out));
    let warm_up: u32 = chosen
        .iter()
        .filter(|chosen| chosen.candidate.phase == Phase::WarmUp)
        .map(|chosen| chosen.secs * chosen.candidate.sides.rounds())
        .sum();
    if warm_up < WARM_UP_WISH_SECS {
        left_out.push(WhyNot::ShortWarmUp { minutes: context.target_secs / 60 });
    }
    left_out
}

/// What safety and the person leave out, each region once; those that ask for work have a line of their own in `needed`.
fn spared(context: &Context<'_>, needed: &[WhyNot]) -> Vec<WhyNot> {
    let wrong = context.history.concerns.iter();
    let mut left_out: Vec<WhyNot> =
        wrong.map(|(&region, active)| WhyNot::Wrong { region, concern: active.flag.concern }).collect();
    left_out.extend(context.request.without_regions.iter().map(|&region| WhyNot::Unwanted { region }));
    let mut by_cause = BTreeMap::<Cause, Vec<Region>>::new();
    for (&region, &cause) in context.limits().spared() {
        let is_marked = context.history.concerns.contains_key(&region);
        // What was rated painful today has a line of its own.
        let is_painful = cause == Cause::Painful && context.worst(region) > 0;
        let is_told = |why_not: &WhyNot| matches!(why_not, WhyNot::SparedNeed { region: told, .. } if *told == region);
        let is_told = is_painful || needed.iter().any(is_told);
        if !is_marked && !is_told {
            by_cause.entry(cause).or_default().push(region);
        }
    }
    left_out.extend(by_cause.into_iter().map(|(cause, regions)| WhyNot::Spared { cause, regions }));
    left_out
}

/// Each region that asks for work and has no station, what is left out for a reason of its own apart.
fn needed(context: &Context<'_>, pool: &Pool<'_>, chosen: &[Chosen<'_>]) -> Vec<WhyNot> {
    let worked: BTreeSet<Region> = chosen.iter().flat_map(|chosen| chosen.candidate.regions()).collect();
    let without = Region::all().filter(|&region| {
        let is_told =
            context.history.concerns.contains_key(&region) || context.request.without_regions.contains(&region);
        context.is_need(region) && !worked.contains(&region) && !is_told
    });
    without.map(|region| needed_region(context, pool, chosen, region)).collect()
}

fn needed_region(context: &Context<'_>, pool: &Pool<'_>, chosen: &[Chosen<'_>], region: Region) -> WhyNot {
    let rating = context.rating(region);
    if let Some(soreness) = rating.soreness.filter(|_| safety::worked_around(&rating)) {
        return WhyNot::Painful { region, soreness };
    }
    if let Some(cause) = context.limits().cause(region) {
        return WhyNot::SparedNeed { region, cause };
    }
    let moves = |candidate: &Candidate<'_>| match candidate.sides {
        Sides::One(side) => side == region.side() && moves_along(candidate, region.group()),
        Sides::Each | Sides::Together => moves_along(candidate, region.group()),
    };
    if let Some(along) = chosen.iter().map(|chosen| chosen.candidate).find(|candidate| moves(candidate)) {
        return WhyNot::AlongWith { region, work: along.work.clone() };
    }
    let serving: Vec<&Candidate<'_>> =
        pool.candidates.iter().filter(|candidate| candidate.regions().any(|served| served == region)).collect();
    if serving.iter().any(|candidate| candidate.missing.is_none()) {
        let (soreness, stiffness) = (rating.soreness, rating.stiffness);
        WhyNot::NoTime { region, soreness, stiffness, minutes: context.target_secs / 60 }
    } else if let Some(tools) = serving.iter().find_map(|candidate| candidate.missing) {
        WhyNot::NoTool { region, tools: tools.to_vec() }
    } else {
        let cause = cause_of_nothing(context, region);
        cause.map_or(WhyNot::NothingSuits { region }, |cause| WhyNot::SparedNeed { region, cause })
    }
}

/// What safety forbids of a region that could be worked but that nothing suits.
fn cause_of_nothing(context: &Context<'_>, region: Region) -> Option<Cause> {
    let limits = context.limits();
    let forbids = || Hazard::ALL.into_iter().find_map(|hazard| limits.forbids(hazard, region)).map(Cause::Condition);
    limits.may_press(region).err().or_else(|| limits.may_hold(region).err()).or_else(forbids)
}

/// Whether a station for another group moves this one as well.
fn moves_along(candidate: &Candidate<'_>, group: Group) -> bool {
    matches!(candidate.phase, Phase::WarmUp | Phase::Motion | Phase::Active | Phase::Pattern)
        && candidate.groups.contains(&group)
}

/// Each group that the next training asks for first and that no station serves.
fn demanded(context: &Context<'_>, needs: &Needs, pool: &Pool<'_>, chosen: &[Chosen<'_>]) -> Vec<WhyNot> {
    let serves = |candidate: &Candidate<'_>, group: Group| candidate.group == group;
    let without = needs.demanded_groups().filter(|&group| {
        // What is wrong or painful there has been said already.
        let is_told = group.regions().any(|region| !context.may_work(region));
        !is_told && !chosen.iter().any(|chosen| serves(chosen.candidate, group))
    });
    without
        .map(|group| {
            let mut stations = chosen.iter().map(|chosen| chosen.candidate);
            if let Some(along) = stations.find(|candidate| moves_along(candidate, group)) {
                WhyNot::DemandAlong { group, work: along.work.clone() }
            } else if pool.at_hand().any(|candidate| serves(candidate, group)) {
                WhyNot::DemandNotMet { group, minutes: context.target_secs / 60 }
            } else {
                WhyNot::DemandBarred { group }
            }
        })
        .collect()
}

/// The works that hurt lately and are not in the circuit, as far as nothing else was said of them.
fn hurt(context: &Context<'_>, chosen: &[Chosen<'_>], told: &[WhyNot]) -> Option<WhyNot> {
    let taken = chosen.iter().map(|chosen| &chosen.candidate.work);
    let known: BTreeSet<&Work> = taken.chain(told.iter().flat_map(WhyNot::works)).collect();
    let hurt = context.history.skips.hurt().map(|(work, _)| work).filter(|work| context.catalog.takes_part(work));
    let works: BTreeSet<Work> = hurt.filter(|work| !known.contains(work)).cloned().collect();
    (!works.is_empty()).then(|| WhyNot::Hurt { works: works.into_iter().collect() })
}

fn tissue_limit(context: &Context<'_>, pool: &Pool<'_>, chosen: &[Chosen<'_>]) -> Option<WhyNot> {
    let pressed: BTreeSet<Group> = chosen
        .iter()
        .map(|chosen| chosen.candidate)
        .filter(|candidate| candidate.phase == Phase::Tissue)
        .map(|candidate| candidate.group)
        .collect();
    let is_full = context.mode == Mode::BeforeTraining && pressed.len() >= TISSUE_GROUPS;
    let has_more =
        pool.at_hand().any(|candidate| candidate.phase == Phase::Tissue && !pressed.contains(&candidate.group));
    (is_full && has_more).then_some(WhyNot::TissueLimit)
}

/// Each plane that a circuit of this length should cover and does not.
fn planes(context: &Context<'_>, chosen: &[Chosen<'_>]) -> impl Iterator<Item = WhyNot> {
    let should = context.target_secs >= PLANES_FROM_SECS;
    let all = [Plane::Sagittal, Plane::Frontal, Plane::Transverse].into_iter().filter(move |_| should);
    all.filter(|plane| !chosen.iter().any(|chosen| chosen.candidate.planes.contains(plane))).map(WhyNot::Plane)
}
