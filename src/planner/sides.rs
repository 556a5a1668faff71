//! On which side or sides a drill or technique may be done for a group: both get equal time, and one alone only where
//! only one has a need.

use std::collections::BTreeSet;

use super::context::Context;
use super::need::Needs;
use crate::catalog::{Drill, DrillKind, Laterality, Technique};
use crate::domain::{Cause, Condition, Group, Hazard, Mode, Phase, Region, Side, Sides, Work};
use crate::safety;

/// The regions of a group on these sides.
pub fn worked(group: Group, sides: Sides) -> impl Iterator<Item = Region> {
    group.regions().filter(move |region| match sides {
        Sides::One(side) => region.side() == side,
        Sides::Each | Sides::Together => true,
    })
}

/// What keeps a region from being worked or moved today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// Safety spares it.
    Spared(Cause),
    /// The person wants it left out of this circuit.
    Unwanted,
    /// A condition forbids what the work asks of it.
    Forbidden(Condition),
    /// The same work hurt there so many days ago.
    Hurt {
        /// Whole days since then.
        days: u32,
    },
}

/// A region with what keeps it from being worked or moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Barred {
    /// The region.
    pub region: Region,
    /// What keeps it.
    pub bar: Bar,
}

/// What keeps a drill from being done for a group on one side today; nothing where it may be.
///
/// A drill that moves a wrong region anywhere is left out on that side, whatever it is done for (P17); so is one that
/// works a painful region, easy ranges apart (P6), or asks for what a condition forbids there. Slow breathing moves
/// nothing, so there only its own group counts; easy aerobic movement needs both legs.
pub fn drill_bar(context: &Context<'_>, drill: &Drill, group: Group, phase: Phase, side: Side) -> Option<Barred> {
    let is = |kind| drill.kinds.contains(&kind);
    let moves = |other: Group| match phase {
        Phase::Breathing => other == group,
        _ => drill.groups.contains(&other) || (is(DrillKind::EasyAerobic) && safety::is_leg(other.info().zone)),
    };
    let is_easy = matches!(phase, Phase::WarmUp | Phase::Breathing);
    let bar = |region: Region| {
        let is_for = region.group() == group;
        // Easy ranges may move a painful region along.
        let of_work = work_bar(context, region, &drill.hazards);
        let of_work = of_work.filter(|bar| *bar != Bar::Spared(Cause::Painful) || !is_easy || is_for);
        let of_hold = || context.limits().may_hold(region).err().map(Bar::Spared);
        of_work.or_else(|| if is(DrillKind::Hold) { of_hold() } else { None })
    };
    let moved = || on_side(side).filter(|region| moves(region.group()));
    let barred = moved().find_map(|region| Some(Barred { region, bar: bar(region)? }));
    barred.or_else(|| hurt_bar(context, &Work::Drill(drill.id.clone()), group, side))
}

/// What keeps a technique from being used on a group on one side today; nothing where it may be.
pub fn technique_bar(context: &Context<'_>, technique: &Technique, group: Group, side: Side) -> Option<Barred> {
    let bar = |region: Region| {
        let of_pressing = || context.limits().may_press(region).err().map(Bar::Spared);
        work_bar(context, region, &technique.hazards).or_else(of_pressing)
    };
    let pressed = || on_side(side).filter(|region| region.group() == group);
    let barred = pressed().find_map(|region| Some(Barred { region, bar: bar(region)? }));
    barred.or_else(|| hurt_bar(context, &Work::Technique(technique.id.clone()), group, side))
}

/// What safety, conditions and the person say of a region. Easy ranges may move a painful region along, so pain comes
/// last.
fn work_bar(context: &Context<'_>, region: Region, hazards: &BTreeSet<Hazard>) -> Option<Bar> {
    let cause = context.limits().cause(region);
    let wrong = cause.filter(|&cause| cause != Cause::Painful).map(Bar::Spared);
    let unwanted = || context.request.without_regions.contains(&region).then_some(Bar::Unwanted);
    let forbidden = || hazards.iter().find_map(|&hazard| context.limits().forbids(hazard, region));
    wrong.or_else(unwanted).or_else(|| forbidden().map(Bar::Forbidden)).or(cause.map(Bar::Spared))
}

/// Work that hurt in a region lately is not offered there.
fn hurt_bar(context: &Context<'_>, work: &Work, group: Group, side: Side) -> Option<Barred> {
    let now = context.request.now.timestamp();
    let hurt = |region| {
        let days = context.history.skips.hurt_days(work, region, now)?;
        Some(Barred { region, bar: Bar::Hurt { days } })
    };
    on_side(side).filter(|region| region.group() == group).find_map(hurt)
}

fn on_side(side: Side) -> impl Iterator<Item = Region> {
    Region::all().filter(move |region| region.side() == side || region.side() == Side::Midline)
}

/// The side or sides on which a drill may be done for a group today, if any.
pub fn drill_sides(context: &Context<'_>, needs: &Needs, drill: &Drill, group: Group, phase: Phase) -> Option<Sides> {
    let is_free = |side: Side| drill_bar(context, drill, group, phase, side).is_none();
    let demanded = needs.demand(group).is_some_and(|demand| demand.is_primary);
    // The easy ranges at the start are for the whole of the person, and training asks for both sides.
    let is_for_all = phase == Phase::WarmUp || context.mode == Mode::BeforeTraining;
    let both = if demanded || is_for_all { OneSided::Never } else { OneSided::WhereNeeded };
    sides(context, needs, drill.laterality, group, is_free, both)
}

/// The side or sides on which a technique may be used on a group today, if any.
pub fn technique_sides(context: &Context<'_>, needs: &Needs, technique: &Technique, group: Group) -> Option<Sides> {
    let is_free = |side: Side| technique_bar(context, technique, group, side).is_none();
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
