//! On which side or sides a drill or technique may be done for a group: both get equal time, and one alone only where
//! only one has a need.

use super::context::Context;
use super::need::Needs;
use crate::catalog::{Drill, DrillKind, Laterality, Technique};
use crate::domain::{Group, Mode, Phase, Region, Side, Sides};
use crate::safety;

/// The regions of a group on these sides.
pub fn worked(group: Group, sides: Sides) -> impl Iterator<Item = Region> {
    group.regions().filter(move |region| match sides {
        Sides::One(side) => region.side() == side,
        Sides::Each | Sides::Together => true,
    })
}

/// The side or sides on which a drill may be done for a group today, if any.
///
/// A drill that moves a wrong region anywhere is left out on that side, whatever it is done for (P17); so is one that
/// works a painful region, easy ranges apart (P6), or asks for what a condition forbids there. Slow breathing moves
/// nothing, so there only its own group counts; easy aerobic movement needs both legs.
pub fn drill_sides(context: &Context<'_>, needs: &Needs, drill: &Drill, group: Group, phase: Phase) -> Option<Sides> {
    let is = |kind| drill.kinds.contains(&kind);
    let moves = |other: Group| match phase {
        Phase::Breathing => other == group,
        _ => drill.groups.contains(&other) || (is(DrillKind::EasyAerobic) && safety::is_leg(other.info().zone)),
    };
    let is_easy = matches!(phase, Phase::WarmUp | Phase::Breathing);
    let moves_freely = |region: Region| {
        let is_for = region.group() == group;
        let is_painless = (is_easy && !is_for) || context.may_work(region);
        let is_allowed = !context.is_wrong(region) && context.suits(region, &drill.hazards);
        is_allowed && is_painless && (!is(DrillKind::Hold) || context.may_hold(region))
    };
    let is_free = |side: Side| {
        let on_side = |region: &Region| region.side() == side || region.side() == Side::Midline;
        Region::all().filter(on_side).filter(|region| moves(region.group())).all(moves_freely)
    };
    let demanded = needs.demand(group).is_some_and(|demand| demand.is_primary);
    // The easy ranges at the start are for the whole of the person, and training asks for both sides.
    let is_for_all = phase == Phase::WarmUp || context.mode == Mode::BeforeTraining;
    let both = if demanded || is_for_all { OneSided::Never } else { OneSided::WhereNeeded };
    sides(context, needs, drill.laterality, group, is_free, both)
}

pub fn technique_sides(context: &Context<'_>, needs: &Needs, technique: &Technique, group: Group) -> Option<Sides> {
    let is_free = |side: Side| {
        let on_side = |region: &Region| region.side() == side || region.side() == Side::Midline;
        let is_allowed = |region: Region| {
            context.may_work(region) && context.may_press(region) && context.suits(region, &technique.hazards)
        };
        group.regions().filter(on_side).all(is_allowed)
    };
    let demanded = needs.demand(group).is_some_and(|demand| demand.is_primary);
    let both = if demanded && context.mode == Mode::BeforeTraining { OneSided::Never } else { OneSided::WhereNeeded };
    sides(context, needs, technique.laterality, group, is_free, both)
}

/// Whether work that could be done on both sides may be done on one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OneSided {
    Never,
    /// Where only one side asks for work of its own.
    WhereNeeded,
}

fn sides(
    context: &Context<'_>,
    needs: &Needs,
    laterality: Laterality,
    group: Group,
    is_free: impl Fn(Side) -> bool,
    one_sided: OneSided,
) -> Option<Sides> {
    let (left, right) = (is_free(Side::Left), is_free(Side::Right));
    let is_need = |side| Region::new(group, side).is_some_and(|region| context.is_need(region));
    match (laterality, left, right) {
        (Laterality::Together, true, true) => Some(Sides::Together),
        (Laterality::PerSide, true, true) => match (is_need(Side::Left), is_need(Side::Right)) {
            (true, false) if one_sided == OneSided::WhereNeeded => Some(Sides::One(Side::Left)),
            (false, true) if one_sided == OneSided::WhereNeeded => Some(Sides::One(Side::Right)),
            _ => Some(Sides::Each),
        },
        (Laterality::Together, _, _) | (Laterality::PerSide, false, false) => None,
        // The other side may not be worked: this one is, if it has a need of its own.
        (Laterality::PerSide, left, _) => {
            let side = if left { Side::Left } else { Side::Right };
            let demanded = needs.demand(group).is_some_and(|demand| demand.is_primary);
            let takes_over = Region::new(group, side).and_then(|region| needs.painful_neighbour(region)).is_some();
            let has_need = group.info().sided && (is_need(side) || demanded || takes_over);
            has_need.then_some(Sides::One(side))
        }
    }
}
