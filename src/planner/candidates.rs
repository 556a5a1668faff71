//! What could be done today: every drill and technique on every group it serves, with its sides, phase, dose and worth,
//! and what falls out for a reason that holds whatever the time.

use std::collections::BTreeMap;

use super::context::Context;
use super::knapsack::STEP_SECS;
use super::need::Needs;
use super::prescribed::{Bar, Taken};
use super::shape;
use super::sides::{drill_sides, technique_sides, worked};
use super::worth::{self, Use};
use crate::catalog::{Dose, Drill, DrillKind, Plane, Position, Technique};
use crate::domain::{
    Group, Mode, Phase, Pressure, PressureClass, PressureTarget, Region, Side, Sides, Tool, ToolNeed, Work,
};
use crate::safety;

/// The lightest useful pressure (P6).
pub const PRESSURE_FROM: u8 = 3;
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
    /// Which drill or technique it is, as a number: candidates of one work share it, and it compares at once.
    pub entry: usize,
    /// The group it would be done for.
    pub group: Group,
    pub sides: Sides,
    /// Seconds of a round; all three are multiples of [`STEP_SECS`].
    pub dose: Dose,
    pub pressure: Option<PressureTarget>,
    /// What it is worth today, in points of need.
    pub worth: u32,
    /// What it is worth to all regions that it works against the one that needs it most, in percent.
    pub spread_percent: u32,
    /// The groups it moves or presses.
    pub groups: &'a [Group],
    pub position: Position,
    /// The tool in hand, a wall apart.
    pub tool: Option<Tool>,
    pub planes: &'a [Plane],
    pub is_hold: bool,
    /// Easy aerobic movement, which is long by nature.
    pub is_aerobic: bool,
    /// Whether it is in the circuit whatever it is worth, with the one dose that it has.
    pub is_prescribed: bool,
    /// The tools that are missing for it, if any.
    pub missing: Option<&'a [Tool]>,
}

impl<'a> Candidate<'a> {
    /// One use of a drill, the `entry`th work of the catalogue.
    pub fn of_drill(
        context: &Context<'_>,
        needs: &Needs,
        (entry, drill): (usize, &'a Drill),
        one: Use,
        dose: Dose,
    ) -> Self {
        let Use { phase, group, place: _, sides } = one;
        Candidate {
            phase,
            work: Work::Drill(drill.id.clone()),
            entry,
            group,
            sides,
            dose,
            pressure: None,
            worth: worth::of_drill(context, needs, drill, one),
            spread_percent: worth::spread_percent(group, sides, |region| needs.of(region).motion),
            groups: &drill.groups,
            position: drill.position,
            tool: tool_in_hand(context, &drill.needs),
            planes: &drill.planes,
            is_hold: drill.kinds.contains(&DrillKind::Hold),
            is_aerobic: drill.kinds.contains(&DrillKind::EasyAerobic),
            is_prescribed: false,
            missing: drill.needs.first_missing(&context.request.tools),
        }
    }

    /// The use of a technique, the `entry`th work of the catalogue, on a group.
    pub fn of_technique(
        context: &Context<'_>,
        needs: &Needs,
        (entry, technique): (usize, &'a Technique),
        (group, sides): (Group, Sides),
        dose: Dose,
        pressure: PressureTarget,
    ) -> Self {
        Candidate {
            phase: Phase::Tissue,
            work: Work::Technique(technique.id.clone()),
            entry,
            group,
            sides,
            dose,
            pressure: Some(pressure),
            worth: worth::of_technique(needs, technique, group, sides),
            spread_percent: worth::spread_percent(group, sides, |region| needs.of(region).tissue),
            groups: &technique.groups,
            position: technique.position,
            tool: tool_in_hand(context, &technique.needs),
            planes: &[],
            is_hold: false,
            is_aerobic: false,
            is_prescribed: false,
            missing: technique.needs.first_missing(&context.request.tools),
        }
    }
}

impl Candidate<'_> {
    /// The regions it would be a station for.
    pub fn regions(&self) -> impl Iterator<Item = Region> + use<> {
        worked(self.group, self.sides)
    }

    /// Every region that it moves or presses. Slow breathing moves nothing; easy aerobic movement takes both legs.
    pub fn moved(&self) -> impl Iterator<Item = Region> {
        let on_side = |region: &Region| match self.sides {
            Sides::One(side) => region.side() == side || region.side() == Side::Midline,
            Sides::Each | Sides::Together => true,
        };
        let moves = |region: &Region| match self.phase {
            Phase::Breathing | Phase::Tissue => region.group() == self.group,
            Phase::WarmUp | Phase::Motion | Phase::Active | Phase::Pattern => {
                self.groups.contains(&region.group()) || (self.is_aerobic && safety::is_leg(region.zone()))
            }
        };
        Region::all().filter(on_side).filter(moves)
    }

    /// Whether it moves through range, so that it may follow a hold before training.
    pub fn is_dynamic(&self) -> bool {
        !self.is_hold && matches!(self.phase, Phase::Motion | Phase::Active | Phase::Pattern)
    }

    /// Whether one right after the other would be two stations in a row for one region. Breathing works none.
    pub fn repeats(&self, other: &Self) -> bool {
        self.overlaps(other) && self.phase != Phase::Breathing && other.phase != Phase::Breathing
    }

    /// Whether both would be stations for a region in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        let are_opposite = matches!((self.sides, other.sides), (Sides::One(one), Sides::One(two)) if one != two);
        self.group == other.group && !are_opposite
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
    /// Works that the person does not want.
    pub unwanted: Vec<Work>,
    /// Percussion that does not belong before explosive work.
    pub percussion: Vec<Work>,
    /// What is prescribed and left out all the same, with the rule.
    pub barred_prescriptions: Vec<(Work, Bar)>,
}

impl<'a> Pool<'a> {
    pub fn new(context: &Context<'a>, needs: &Needs) -> Self {
        let mut pool = Self {
            candidates: Vec::new(),
            missing_tools: BTreeMap::new(),
            long_holds: Vec::new(),
            unwanted: Vec::new(),
            percussion: Vec::new(),
            barred_prescriptions: Vec::new(),
        };
        let mut taken = Taken::default();
        let drills = context.catalog.drills();
        for (entry, drill) in drills.iter().enumerate() {
            let work = Work::Drill(drill.id.clone());
            if let Some(secs) = context.catalog.prescribed_secs(&work) {
                pool.prescribe_drill(context, needs, &mut taken, entry, drill, secs);
            } else if context.catalog.takes_part(&work) {
                pool.add_drill(context, needs, entry, drill, work);
            }
        }
        for (entry, technique) in context.catalog.techniques().iter().enumerate() {
            let (entry, work) = (drills.len() + entry, Work::Technique(technique.id.clone()));
            if let Some(secs) = context.catalog.prescribed_secs(&work) {
                pool.prescribe_technique(context, needs, &mut taken, entry, technique, secs);
            } else if context.catalog.takes_part(&work) {
                pool.add_technique(context, needs, entry, technique, work);
            }
        }
        let mut rng = fastrand::Rng::with_seed(context.request.seed);
        for candidate in &mut pool.candidates {
            let liked_percent = context.history.skips.liked_percent(&candidate.work);
            let jitter_percent = rng.u32(100 - JITTER_PERCENT..=100 + JITTER_PERCENT);
            candidate.worth = candidate.worth * jitter_percent / 100 * liked_percent / 100;
        }
        pool
    }

    /// The candidates for which every tool is at hand.
    pub fn at_hand(&self) -> impl Iterator<Item = &Candidate<'a>> {
        self.candidates.iter().filter(|candidate| candidate.missing.is_none())
    }

    fn add_drill(&mut self, context: &Context<'a>, needs: &Needs, entry: usize, drill: &'a Drill, work: Work) {
        if context.request.without_works.contains(&work) {
            self.unwanted.push(work);
            return;
        }
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
                let one = Use { phase, group, place, sides };
                self.candidates.push(Candidate::of_drill(context, needs, (entry, drill), one, dose));
            }
        }
        self.note_missing(first_new, missing, work);
    }

    fn add_technique(
        &mut self,
        context: &Context<'a>,
        needs: &Needs,
        entry: usize,
        technique: &'a Technique,
        work: Work,
    ) {
        if context.request.without_works.contains(&work) {
            self.unwanted.push(work);
            return;
        }
        if is_percussion(technique) && context.is_before_explosive() {
            self.percussion.push(work);
            return;
        }
        let Some(dose) = technique.dose(context.mode).and_then(|dose| in_steps(dose, u32::MAX)) else { return };
        let missing = technique.needs.first_missing(&context.request.tools);
        let first_new = self.candidates.len();
        for &group in &technique.groups {
            let Some(sides) = technique_sides(context, needs, technique, group) else { continue };
            let Some(pressure) = pressure(context, technique, group, sides) else { continue };
            let known = (entry, technique);
            self.candidates.push(Candidate::of_technique(context, needs, known, (group, sides), dose, pressure));
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

/// The first tool at hand that work needs, a wall apart: that is a place.
fn tool_in_hand(context: &Context<'_>, needs: &ToolNeed) -> Option<Tool> {
    let mut tools = needs.0.iter().flatten().copied().filter(|&tool| tool != Tool::Wall);
    tools.find(|tool| context.request.tools.contains(tool))
}

/// Whether a technique may be done with a massage gun.
pub fn is_percussion(technique: &Technique) -> bool {
    technique.needs.0.iter().flatten().any(|&tool| tool == Tool::Percussion)
}

/// Whether a group asks for work by a rating, by the next training or for a painful neighbour. For breathing any group
/// will do that nothing is wrong with.
fn asks(context: &Context<'_>, needs: &Needs, group: Group, phase: Phase) -> bool {
    let asks = |region| context.is_need(region) || needs.painful_neighbour(region).is_some();
    phase == Phase::Breathing || needs.demand(group).is_some() || group.regions().any(asks)
}

/// A dose in whole steps inside its limits and the cap, if there is any.
pub fn in_steps(dose: Dose, cap_secs: u32) -> Option<Dose> {
    let min = dose.min.div_ceil(STEP_SECS).max(1) * STEP_SECS;
    let max = dose.max.min(cap_secs) / STEP_SECS * STEP_SECS;
    (min <= max).then(|| Dose { min, usual: (dose.usual / STEP_SECS * STEP_SECS).clamp(min, max), max })
}

pub fn drill_dose(mode: Mode, drill: &Drill) -> Option<Dose> {
    let is_short_hold = mode == Mode::BeforeTraining && drill.kinds.contains(&DrillKind::Hold);
    let cap_secs = if is_short_hold { shape::HOLDS_BEFORE_SECS } else { u32::MAX };
    drill.dose(mode).and_then(|dose| in_steps(dose, cap_secs))
}

/// The phases that a drill may stand in (design rule, P11).
fn phases(context: &Context<'_>, drill: &Drill) -> Vec<Phase> {
    let phase = own_phase(drill);
    match phase {
        Phase::Breathing if context.mode == Mode::BeforeTraining => return Vec::new(),
        Phase::Breathing | Phase::WarmUp => return vec![phase],
        Phase::Tissue | Phase::Motion | Phase::Active | Phase::Pattern => {}
    }
    let mut phases = Vec::new();
    if is_easy(drill) {
        phases.push(Phase::WarmUp);
    }
    phases.push(phase);
    if rehearsal_rank(context, drill).is_some() {
        phases.push(Phase::Pattern);
    }
    phases
}

/// The phase that a drill belongs to by what it is.
pub fn own_phase(drill: &Drill) -> Phase {
    let is = |kind| drill.kinds.contains(&kind);
    if is(DrillKind::Breathing) {
        Phase::Breathing
    } else if is(DrillKind::EasyAerobic) {
        Phase::WarmUp
    } else if is(DrillKind::ActiveEndRange) {
        Phase::Active
    } else {
        Phase::Motion
    }
}

/// Whether a drill is an easy range to start with (P5): a joint circle, or a dynamic drill that belongs to recovery as
/// well, with nothing to fetch but a wall.
fn is_easy(drill: &Drill) -> bool {
    let only_moves = drill.kinds.iter().all(|kind| matches!(kind, DrillKind::Circle | DrillKind::Dynamic));
    let only_wall = drill.needs.0.iter().all(|choice| choice.contains(&Tool::Wall));
    only_moves && only_wall && drill.recovery.is_some()
}

/// How close a drill is to a pattern of the next training: 0 is the closest; `None` in recovery and for other drills.
pub fn rehearsal_rank(context: &Context<'_>, drill: &Drill) -> Option<usize> {
    let next = context.next.as_ref().filter(|_| context.mode == Mode::BeforeTraining)?;
    let ranks = next.types.iter().filter_map(|session| session.rehearsal.iter().position(|id| *id == drill.id));
    ranks.min()
}

/// The pressure to aim for on a group: never above the circuit's ceiling, what safety and the past allow its regions, their
/// class or the technique's most; `None` where the group may not be pressed in this way.
///
/// The band is 3 to the most allowed; where the most is 3 or less it is the last point below it, so that "light" is
/// not a single point that nobody can feel for.
pub fn pressure(context: &Context<'_>, technique: &Technique, group: Group, sides: Sides) -> Option<PressureTarget> {
    let class = group.info().pressure;
    let of_class = class.ceiling()?;
    if class == PressureClass::Gentle && !technique.gentle {
        return None;
    }
    let is_sore = worked(group, sides)
        .any(|region| context.rating(region).soreness.is_some_and(|soreness| soreness.get() >= SORE));
    let of_soreness = if is_sore { SORE_CEILING } else { u8::MAX };
    let of_region = |region| {
        let of_past = context.lighter(region).map_or(u8::MAX, |(most, _)| most);
        context.limits().pressure_max(region).min(of_past)
    };
    let of_regions = worked(group, sides).map(of_region).min()?;
    let most = context.ceiling.min(of_class).min(technique.max_pressure.get()).min(of_soreness).min(of_regions);
    let least = if most > PRESSURE_FROM { PRESSURE_FROM } else { most.saturating_sub(1) };
    Some(PressureTarget { from: Pressure::try_from(least).ok()?, to: Pressure::try_from(most).ok()? })
}
