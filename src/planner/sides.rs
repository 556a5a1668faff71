//! On which side or sides a drill or technique may be done for a group: both get equal time, and one alone only where
//! only one has a need.

use super::context::Context;
use super::need::Needs;
use super::prescribed::Bar;
use crate::catalog::{Drill, DrillKind, Laterality, Technique};
use crate::domain::{Group, Mode, Phase, Region, Side, Sides, Work};
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
    let is_free = |side| drill_bar(context, drill, group, phase, side).is_none();
    let demanded = needs.demand(group).is_some_and(|demand| demand.is_primary);
    // The easy ranges at the start are for the whole of the person, and training asks for both sides.
    let is_for_all = phase == Phase::WarmUp || context.mode == Mode::BeforeTraining;
    let both = if demanded || is_for_all { OneSided::Never } else { OneSided::WhereNeeded };
    sides(context, needs, drill.laterality, group, is_free, both)
}

pub fn technique_sides(context: &Context<'_>, needs: &Needs, technique: &Technique, group: Group) -> Option<Sides> {
    let is_free = |side| technique_bar(context, technique, group, side).is_none();
    let demanded = needs.demand(group).is_some_and(|demand| demand.is_primary);
    let both = if demanded && context.mode == Mode::BeforeTraining { OneSided::Never } else { OneSided::WhereNeeded };
    sides(context, needs, technique.laterality, group, is_free, both)
}

/// The side or sides of a drill that is prescribed: both, and one alone only where the other may not be worked.
pub fn prescribed_drill_sides(context: &Context<'_>, drill: &Drill, group: Group, phase: Phase) -> Result<Sides, Bar> {
    prescribed_sides(drill.laterality, group, |side| drill_bar(context, drill, group, phase, side))
}

/// The same of a technique.
pub fn prescribed_technique_sides(context: &Context<'_>, technique: &Technique, group: Group) -> Result<Sides, Bar> {
    prescribed_sides(technique.laterality, group, |side| technique_bar(context, technique, group, side))
}

fn prescribed_sides(laterality: Laterality, group: Group, bar: impl Fn(Side) -> Option<Bar>) -> Result<Sides, Bar> {
    match (laterality, bar(Side::Left), bar(Side::Right)) {
        (Laterality::Together, None, None) => Ok(Sides::Together),
        (Laterality::PerSide, None, None) => Ok(Sides::Each),
        (Laterality::PerSide, None, Some(_)) if group.info().sided => Ok(Sides::One(Side::Left)),
        (Laterality::PerSide, Some(_), None) if group.info().sided => Ok(Sides::One(Side::Right)),
        (_, left, right) => left.or(right).map_or(Ok(Sides::Together), Err),
    }
}

/// What keeps a drill from being done on a side for a group.
pub fn drill_bar(context: &Context<'_>, drill: &Drill, group: Group, phase: Phase, side: Side) -> Option<Bar> {
    let is = |kind| drill.kinds.contains(&kind);
    let moves = |other: Group| match phase {
        Phase::Breathing => other == group,
        _ => drill.groups.contains(&other) || (is(DrillKind::EasyAerobic) && safety::is_leg(other.info().zone)),
    };
    let is_easy = matches!(phase, Phase::WarmUp | Phase::Breathing);
    let bar = |region: Region| {
        let is_for = region.group() == group;
        let may_be_painful = is_easy && !is_for;
        let work = context.spares(region).filter(|bar| !(may_be_painful && bar.is_pain()));
        let hold = || context.limits().may_hold(region).err().filter(|_| is(DrillKind::Hold));
        work.or_else(|| context.forbids(region, &drill.hazards))
            .or_else(|| hold().map(|cause| Bar::Region { region, cause }))
    };
    let barred = on_side(side).filter(|region| moves(region.group())).find_map(bar);
    barred.or_else(|| hurt_bar(context, &Work::Drill(drill.id.clone()), group, side))
}

/// What keeps a technique from being done on a side of a group, its pressure class apart.
pub fn technique_bar(context: &Context<'_>, technique: &Technique, group: Group, side: Side) -> Option<Bar> {
    let bar = |region: Region| {
        let press = || context.limits().may_press(region).err();
        context
            .spares(region)
            .or_else(|| press().map(|cause| Bar::Region { region, cause }))
            .or_else(|| context.forbids(region, &technique.hazards))
    };
    let barred = on_side(side).filter(|region| region.group() == group).find_map(bar);
    barred.or_else(|| hurt_bar(context, &Work::Technique(technique.id.clone()), group, side))
}

/// Work that hurt in a region lately is not offered there.
fn hurt_bar(context: &Context<'_>, work: &Work, group: Group, side: Side) -> Option<Bar> {
    let now = context.request.now.timestamp();
    let hurt = |region| Some(Bar::Hurt { region, days: context.history.skips.hurt_days(work, region, now)? });
    on_side(side).filter(|region| region.group() == group).find_map(hurt)
}

/// The regions of a side, and those on the midline.
fn on_side(side: Side) -> impl Iterator<Item = Region> {
    Region::all().filter(move |region| region.side() == side || region.side() == Side::Midline)
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
