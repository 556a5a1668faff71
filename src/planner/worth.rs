//! What a drill or technique is worth for a group today, in points of need.

use super::candidates::rehearsal_rank;
use super::context::Context;
use super::need::{Need, Needs, base};
use super::shape;
use super::sides::worked;
use crate::catalog::{Drill, DrillKind, Laterality, Technique};
use crate::domain::{Group, Phase, Region, Sides};

/// Of equal needs moving comes before using the range and before holding it (stretching is no better than rest
/// for recovery: Afonso 2021, Front Physiol 12:677581).
const ACTIVE_PERCENT: u32 = 90;
const HOLD_PERCENT: u32 = 90;
/// What all that a drill moves adds to its worth: one part in so many of the needs there.
const ALONG_PART: u32 = 16;

/// What work on both sides at once does for the two, against work on each, in percent.
const TOGETHER_PERCENT: u32 = 75;

/// One use of a drill: where it would stand, and for what.
#[derive(Clone, Copy)]
pub struct Use {
    pub phase: Phase,
    pub group: Group,
    /// The place of the group among those that the drill moves; 0 is the main one.
    pub place: usize,
    pub sides: Sides,
}

/// What a drill is worth in one use.
pub fn of_drill(context: &Context<'_>, needs: &Needs, drill: &Drill, one: Use) -> u32 {
    let is = |kind| drill.kinds.contains(&kind);
    let most = |of: fn(Need) -> u32| worked(one.group, one.sides).map(|region| of(needs.of(region))).max().unwrap_or(0);
    let motion = most(|need| need.motion);
    // The main group of a drill gets the most of it.
    let share = [100, 75, 60].get(one.place).copied().unwrap_or(40);
    match one.phase {
        // General first: both sides at once, several planes, the whole body; then what the next training asks for. What
        // is rated has its turn after the tissue work.
        Phase::WarmUp => {
            let together = if drill.laterality == Laterality::Together { 10 } else { 0 };
            let aerobic = if is(DrillKind::EasyAerobic) { 80 } else { 0 };
            let asked = base(one.group.info().zone) + needs.demand(one.group).map_or(0, |demand| demand.motion);
            5 * drill.planes.len() as u32 + together + aerobic + asked * share / 100
        }
        // The closest rehearsal of the pattern.
        Phase::Pattern => {
            let rank = rehearsal_rank(context, drill).map_or(0, |rank| rank.min(4) as u32);
            (2 * share).saturating_sub(30 * rank)
        }
        // The breathing whose usual length suits the length of the circuit.
        Phase::Breathing => {
            let usual = drill.dose(context.mode).map_or(0, |dose| dose.usual);
            (2 * share).saturating_sub(usual.abs_diff(shape::share_secs(context, one.phase)) / 2)
        }
        Phase::Tissue | Phase::Motion | Phase::Active => {
            let own = if is(DrillKind::Hold) {
                most(|need| need.hold) * HOLD_PERCENT / 100
            } else if one.phase == Phase::Active {
                motion * ACTIVE_PERCENT / 100
            } else {
                motion
            };
            let all = drill.groups.iter().flat_map(|group| group.regions());
            let along: u32 = all.map(|region| needs.of(region).motion).sum();
            own * share / 100 + along / ALONG_PART
        }
    }
}

/// What a technique is worth on a group: a way made for few groups a little more than one that serves any muscle.
pub fn of_technique(needs: &Needs, technique: &Technique, group: Group, sides: Sides) -> u32 {
    let need = worked(group, sides).map(|region| needs.of(region).tissue).max().unwrap_or(0);
    let general = technique.groups.len().min(10) as u32;
    need * (100 - 2 * general) / 100
}

/// What work is worth to all regions that it works against the one that needs it most, in percent.
///
/// Each side gets its own seconds, so the needs add up; work on both at once does a little less for each.
pub fn spread_percent(group: Group, sides: Sides, need: impl Fn(Region) -> u32) -> u32 {
    let needs: Vec<u32> = worked(group, sides).map(need).collect();
    let most = needs.iter().copied().max().unwrap_or(0).max(1);
    let all = needs.iter().sum::<u32>() * 100 / most;
    match sides {
        Sides::One(_) => 100,
        Sides::Each => all.max(100),
        Sides::Together => (all * TOGETHER_PERCENT / 100).max(100),
    }
}
