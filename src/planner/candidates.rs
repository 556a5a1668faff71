//! What could be done today: every drill and technique on every group it serves, with its sides, phase, dose and worth,
//! and what falls out for a reason that holds whatever the time.

use std::collections::BTreeMap;

use super::context::Context;
use super::need::Needs;
use super::shape;
use crate::catalog::{Dose, Drill, DrillKind, Laterality, Plane, Technique};
use crate::domain::{Group, Mode, Phase, Pressure, PressureClass, PressureTarget, Region, Side, Sides, Tool, Work};
use crate::safety;

/// Doses move in these steps.
pub const STEP_SECS: u32 = 5;
/// The lightest useful pressure (P6).
const PRESSURE_FROM: u8 = 3;
/// The most pressure where a region is as sore as this: light tissue work.
const SORE: u8 = 5;
const SORE_CEILING: u8 = 4;
/// How far the seed may move a worth, in percent either way: enough to vary between equals, too little to overrule a
/// rating.
const JITTER_PERCENT: u32 = 6;

/// One way to use a drill or technique in this circuit.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate<'a> {
    pub phase: Phase,
    pub work: Work,
    /// The group it would be done for.
    pub group: Group,
    pub sides: Sides,
    /// Seconds of a round; all three are multiples of [`STEP_SECS`].
    pub dose: Dose,
    pub pressure: Option<PressureTarget>,
    /// What it is worth today, in points of need.
    pub worth: u32,
    /// The groups it moves or presses.
    pub groups: &'a [Group],
    pub planes: &'a [Plane],
    pub is_hold: bool,
    /// Easy aerobic movement, which is long by nature.
    pub is_aerobic: bool,
    /// The tools that are missing for it, if any.
    pub missing: Option<&'a [Tool]>,
}

impl Candidate<'_> {
    /// The regions it would be a station for.
    pub fn regions(&self) -> impl Iterator<Item = Region> {
        let sides = self.sides;
        self.group.regions().filter(move |region| match sides {
            Sides::One(side) => region.side() == side,
            Sides::Each | Sides::Together => true,
        })
    }

    /// Whether both would be stations for a region in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.group == other.group && self.regions().any(|region| other.regions().any(|known| known == region))
    }
}

/// All candidates, with what was left out before time had a say.
pub struct Pool<'a> {
    /// In the order of the catalogue; those whose tools are missing are marked, not left out.
    pub candidates: Vec<Candidate<'a>>,
    /// Works that wait for a tool, by the choice of tools of which one is missing.
    pub missing_tools: BTreeMap<&'a [Tool], Vec<Work>>,
    /// Holds that do not belong before training.
    pub long_holds: Vec<Work>,
    /// Percussion that does not belong before explosive work.
    pub percussion: Vec<Work>,
}

impl<'a> Pool<'a> {
    pub fn new(context: &Context<'a>, needs: &Needs) -> Self {
        let mut pool = Self {
            candidates: Vec::new(),
            missing_tools: BTreeMap::new(),
            long_holds: Vec::new(),
            percussion: Vec::new(),
        };
        for drill in context.catalog.drills() {
            pool.add_drill(context, needs, drill);
        }
        for technique in context.catalog.techniques() {
            pool.add_technique(context, needs, technique);
        }
        let mut rng = fastrand::Rng::with_seed(context.request.seed);
        for candidate in &mut pool.candidates {
            candidate.worth = candidate.worth * rng.u32(100 - JITTER_PERCENT..=100 + JITTER_PERCENT) / 100;
        }
        pool
    }

    /// The candidates for which every tool is at hand.
    pub fn at_hand(&self) -> impl Iterator<Item = &Candidate<'a>> {
        self.candidates.iter().filter(|candidate| candidate.missing.is_none())
    }

    fn add_drill(&mut self, context: &Context<'a>, needs: &Needs, drill: &'a Drill) {
        let work = Work::Drill(drill.id.clone());
        let is_hold = drill.kinds.contains(&DrillKind::Hold);
        let Some(dose) = drill_dose(context.mode, drill) else {
            if is_hold && context.mode == Mode::BeforeTraining {
                self.long_holds.push(work);
            }
            return;
        };
        let missing = drill.needs.first_missing(&context.request.tools);
        let first_new = self.candidates.len();
        for phase in phases(context, drill) {
            for (place, &group) in drill.groups.iter().enumerate() {
                // A drill is for its main group, or for another that asks for more than every part of the body does.
                if place > 0 && !asks(context, needs, group, phase) {
                    continue;
                }
                let Some(sides) = drill_sides(context, needs, drill, group, phase) else { continue };
                let worth = drill_worth(context, needs, drill, (place, group), sides, phase);
                self.candidates.push(Candidate {
                    phase,
                    work: work.clone(),
                    group,
                    sides,
                    dose,
                    pressure: None,
                    worth,
                    groups: &drill.groups,
                    planes: &drill.planes,
                    is_hold,
                    is_aerobic: drill.kinds.contains(&DrillKind::EasyAerobic),
                    missing,
                });
            }
        }
        self.note_missing(first_new, missing, work);
    }

    fn add_technique(&mut self, context: &Context<'a>, needs: &Needs, technique: &'a Technique) {
        let work = Work::Technique(technique.id.clone());
        let is_percussion = technique.needs.0.iter().flatten().any(|&tool| tool == Tool::Percussion);
        if is_percussion && context.is_before_explosive() {
            self.percussion.push(work);
            return;
        }
        let Some(dose) = technique.dose(context.mode).and_then(|dose| in_steps(dose, u32::MAX)) else { return };
        let missing = technique.needs.first_missing(&context.request.tools);
        let first_new = self.candidates.len();
        for &group in &technique.groups {
            let Some(sides) = technique_sides(context, needs, technique, group) else { continue };
            let Some(pressure) = pressure(context, technique, group, sides) else { continue };
            let need = worked(group, sides).map(|region| needs.of(region).tissue).max().unwrap_or(0);
            // A way made for a few groups is worth a little more there than one that serves any muscle.
            let specific = 100 - 2 * technique.groups.len().min(10) as u32;
            self.candidates.push(Candidate {
                phase: Phase::Tissue,
                work: work.clone(),
                group,
                sides,
                dose,
                pressure: Some(pressure),
                worth: need * specific / 100,
                groups: &technique.groups,
                planes: &[],
                is_hold: false,
                is_aerobic: false,
                missing,
            });
        }
        self.note_missing(first_new, missing, work);
    }

    /// Notes the missing tools of a work that could be used today but for them.
    fn note_missing(&mut self, first_new: usize, missing: Option<&'a [Tool]>, work: Work) {
        if let Some(tools) = missing.filter(|_| self.candidates.len() > first_new) {
            self.missing_tools.entry(tools).or_default().push(work);
        }
    }
}

/// Whether a group asks for work by a rating, by the next training or for a painful neighbour. For breathing any group
/// will do that nothing is wrong with.
fn asks(context: &Context<'_>, needs: &Needs, group: Group, phase: Phase) -> bool {
    let asks = |region| context.is_rated(region) || needs.painful_neighbour(region).is_some();
    phase == Phase::Breathing || needs.demand(group).is_some() || group.regions().any(asks)
}

/// A dose in whole steps inside its limits and the cap, if there is any.
fn in_steps(dose: Dose, cap_secs: u32) -> Option<Dose> {
    let min = dose.min.div_ceil(STEP_SECS).max(1) * STEP_SECS;
    let max = dose.max.min(cap_secs) / STEP_SECS * STEP_SECS;
    (min <= max).then(|| Dose { min, usual: (dose.usual / STEP_SECS * STEP_SECS).clamp(min, max), max })
}

fn drill_dose(mode: Mode, drill: &Drill) -> Option<Dose> {
    let is_short_hold = mode == Mode::BeforeTraining && drill.kinds.contains(&DrillKind::Hold);
    let cap_secs = if is_short_hold { shape::HOLDS_BEFORE_SECS } else { u32::MAX };
    drill.dose(mode).and_then(|dose| in_steps(dose, cap_secs))
}

/// The phases that a drill may stand in (science.md 4.1).
fn phases(context: &Context<'_>, drill: &Drill) -> Vec<Phase> {
    let is = |kind| drill.kinds.contains(&kind);
    if is(DrillKind::Breathing) {
        return if context.mode == Mode::Recovery { vec![Phase::Breathing] } else { Vec::new() };
    }
    if is(DrillKind::EasyAerobic) {
        return vec![Phase::WarmUp];
    }
    let mut phases = Vec::new();
    if is_easy(drill) {
        phases.push(Phase::WarmUp);
    }
    phases.push(if is(DrillKind::ActiveEndRange) { Phase::Active } else { Phase::Motion });
    if rehearsal_rank(context, drill).is_some() {
        phases.push(Phase::Pattern);
    }
    phases
}

/// Whether a drill is an easy range to start with (P5): a joint circle, or a dynamic drill that belongs to recovery as
/// well, with nothing to fetch but a wall.
fn is_easy(drill: &Drill) -> bool {
    let only_moves = drill.kinds.iter().all(|kind| matches!(kind, DrillKind::Circle | DrillKind::Dynamic));
    let only_wall = drill.needs.0.iter().all(|choice| choice.contains(&Tool::Wall));
    only_moves && only_wall && drill.recovery.is_some()
}

/// How close a drill is to a pattern of the next training: 0 is the closest; `None` in recovery and for other drills.
fn rehearsal_rank(context: &Context<'_>, drill: &Drill) -> Option<usize> {
    let next = context.next.as_ref().filter(|_| context.mode == Mode::BeforeTraining)?;
    let ranks = next.types.iter().filter_map(|session| session.rehearsal.iter().position(|id| *id == drill.id));
    ranks.min()
}

fn worked(group: Group, sides: Sides) -> impl Iterator<Item = Region> {
    group.regions().filter(move |region| match sides {
        Sides::One(side) => region.side() == side,
        Sides::Each | Sides::Together => true,
    })
}

/// The side or sides on which a drill may be done for a group today, if any.
///
/// A drill that moves a wrong region anywhere is left out on that side, whatever it is done for (P17); so is one that
/// works a painful region, easy ranges apart (P6). Slow breathing moves nothing, so there only its own group counts;
/// easy aerobic movement needs both legs.
fn drill_sides(context: &Context<'_>, needs: &Needs, drill: &Drill, group: Group, phase: Phase) -> Option<Sides> {
    let is = |kind| drill.kinds.contains(&kind);
    let moves = |other: Group| match phase {
        Phase::Breathing => other == group,
        _ => drill.groups.contains(&other) || (is(DrillKind::EasyAerobic) && safety::is_leg(other.info().zone)),
    };
    let is_easy = matches!(phase, Phase::WarmUp | Phase::Breathing);
    let moves_freely = |region: Region| {
        let is_for = region.group() == group;
        let is_painless = (is_easy && !is_for) || context.may_work(region);
        !context.is_wrong(region) && is_painless && (!is(DrillKind::Hold) || context.may_hold(region))
    };
    let is_free = |side: Side| {
        let on_side = |region: &Region| region.side() == side || region.side() == Side::Midline;
        Region::all().filter(on_side).filter(|region| moves(region.group())).all(moves_freely)
    };
    let demanded = needs.demand(group).is_some_and(|demand| demand.is_primary);
    // The easy ranges at the start are for the whole of the person, and training asks for both sides.
    let is_for_all = phase == Phase::WarmUp || context.mode == Mode::BeforeTraining;
    let both = if demanded || is_for_all { OneSided::Never } else { OneSided::WhereRated };
    sides(context, needs, drill.laterality, group, is_free, both)
}

fn technique_sides(context: &Context<'_>, needs: &Needs, technique: &Technique, group: Group) -> Option<Sides> {
    let is_free = |side: Side| {
        let on_side = |region: &Region| region.side() == side || region.side() == Side::Midline;
        group.regions().filter(on_side).all(|region| context.may_work(region) && context.may_press(region))
    };
    let demanded = needs.demand(group).is_some_and(|demand| demand.is_primary);
    let both = if demanded && context.mode == Mode::BeforeTraining { OneSided::Never } else { OneSided::WhereRated };
    sides(context, needs, technique.laterality, group, is_free, both)
}

/// Whether work that could be done on both sides may be done on one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OneSided {
    Never,
    /// Where only one side is rated as a need.
    WhereRated,
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
    let is_rated = |side| Region::new(group, side).is_some_and(|region| context.is_rated(region));
    match (laterality, left, right) {
        (_, false, false) => None,
        (Laterality::Together, true, true) => Some(Sides::Together),
        (Laterality::PerSide, true, true) => match (is_rated(Side::Left), is_rated(Side::Right)) {
            (true, false) if one_sided == OneSided::WhereRated => Some(Sides::One(Side::Left)),
            (false, true) if one_sided == OneSided::WhereRated => Some(Sides::One(Side::Right)),
            _ => Some(Sides::Each),
        },
        (Laterality::Together, _, _) => None,
        // The other side may not be worked: this one is, if it has a need of its own.
        (Laterality::PerSide, left, _) => {
            let side = if left { Side::Left } else { Side::Right };
            let demanded = needs.demand(group).is_some_and(|demand| demand.is_primary);
            let takes_over = Region::new(group, side).and_then(|region| needs.painful_neighbour(region)).is_some();
            let has_need = group.info().sided && (is_rated(side) || demanded || takes_over);
            has_need.then_some(Sides::One(side))
        }
    }
}

/// The pressure to aim for on a group: never above the circuit's ceiling, the region's class or the technique's most;
/// `None` where the group may not be pressed in this way.
///
/// The band is 3 to the most allowed; where the most is 3 or less it is the last point below it, so that "light" is
/// not a single point that nobody can feel for.
fn pressure(context: &Context<'_>, technique: &Technique, group: Group, sides: Sides) -> Option<PressureTarget> {
    let class = group.info().pressure;
    let of_class = class.ceiling()?;
    if class == PressureClass::Gentle && !technique.gentle {
        return None;
    }
    let is_sore = worked(group, sides)
        .any(|region| context.rating(region).soreness.is_some_and(|soreness| soreness.get() >= SORE));
    let of_soreness = if is_sore { SORE_CEILING } else { u8::MAX };
    let most = context.ceiling.min(of_class).min(technique.max_pressure.get()).min(of_soreness);
    let least = if most > PRESSURE_FROM { PRESSURE_FROM } else { most.saturating_sub(1) };
    Some(PressureTarget { from: Pressure::try_from(least).ok()?, to: Pressure::try_from(most).ok()? })
}

/// What a drill is worth for a group today.
fn drill_worth(
    context: &Context<'_>,
    needs: &Needs,
    drill: &Drill,
    (place, group): (usize, Group),
    sides: Sides,
    phase: Phase,
) -> u32 {
    let is = |kind| drill.kinds.contains(&kind);
    let most = |of: fn(&super::need::Need) -> u32| worked(group, sides).map(|region| of(&needs.of(region))).max();
    let motion = most(|need| need.motion).unwrap_or(0);
    let hold = most(|need| need.hold).unwrap_or(0);
    // The main group of a drill gets the most of it.
    let share = [100, 75, 60].get(place).copied().unwrap_or(40);
    match phase {
        Phase::WarmUp => {
            let together = if drill.laterality == Laterality::Together { 20 } else { 0 };
            let aerobic = if is(DrillKind::EasyAerobic) { 80 } else { 0 };
            40 + 10 * drill.planes.len() as u32 + together + aerobic + motion * share / 300
        }
        Phase::Pattern => {
            let rank = rehearsal_rank(context, drill).map_or(0, |rank| rank.min(4) as u32);
            (2 * share).saturating_sub(20 * rank)
        }
        // The breathing whose usual length suits the length of the circuit.
        Phase::Breathing => {
            let usual = drill.dose(context.mode).map_or(0, |dose| dose.usual);
            (200 * share / 100).saturating_sub(usual.abs_diff(shape::share_secs(context, phase)) / 2)
        }
        Phase::Tissue | Phase::Motion | Phase::Active => {
            let own = if is(DrillKind::Hold) {
                hold * 90 / 100
            } else if phase == Phase::Active {
                motion * 90 / 100
            } else {
                motion
            };
            let all = drill.groups.iter().flat_map(|group| group.regions());
            own * share / 100 + all.map(|region| needs.of(region).motion).sum::<u32>() / 16
        }
    }
}
