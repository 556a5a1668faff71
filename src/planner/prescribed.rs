//! What is prescribed: in every circuit, with its fixed dose, for its main group.
//!
//! A prescription is no need that competes with others. It is in the circuit whatever else asks for the time, in both
//! modes, on both sides where it has sides; only safety, a missing tool and the promises of the mode leave it out, and
//! then [`Bar`] says which. Where several are prescribed for one region they may follow each other.

use super::candidates::{Candidate, Pool, is_percussion, pressure};
use super::context::Context;
use super::knapsack::STEP_SECS;
use super::need::Needs;
use super::shape;
use super::sides::{prescribed_drill_sides, prescribed_technique_sides};
use super::worth::Use;
use crate::catalog::{Dose, Drill, DrillKind, Technique};
use crate::domain::{Cause, Condition, Group, Mode, Phase, Region, Tool, Work};

/// The longest round of a prescription.
const SECS_MOST: u32 = 600;

/// The rule that leaves out what is prescribed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bar {
    /// The person wants it left out.
    Unwanted,
    /// The person wants a region left out that it works.
    UnwantedRegion(Region),
    /// A region that it works is spared.
    Region {
        /// The region.
        region: Region,
        /// Why.
        cause: Cause,
    },
    /// It hurt in a region so many days ago, and the person skipped it.
    Hurt {
        /// The region.
        region: Region,
        /// Whole days since then.
        days: u32,
    },
    /// A condition forbids what it asks of the body.
    Condition(Condition),
    /// Its group is never pressed, or not so firmly (the pressure class).
    Class(Group),
    /// One of these tools is needed.
    Tool(Vec<Tool>),
    /// Holds of so long a time do not belong before training.
    LongHold,
    /// Percussion does not belong before explosive work.
    Percussion,
    /// Slow breathing is for days of recovery.
    Breathing,
    /// Tissue work on more groups, or for longer, than belongs in one circuit.
    TissueLimit,
}

impl Bar {
    /// Whether it is a painful rating.
    pub fn is_pain(&self) -> bool {
        matches!(self, Self::Region { cause: Cause::Painful, .. })
    }
}

/// What prescriptions have taken of a limit that several share.
#[derive(Default)]
pub struct Taken {
    holds: Vec<(Group, u32)>,
    tissue_groups: Vec<Group>,
    tissue_secs: u32,
}

impl<'a> Pool<'a> {
    /// Takes a drill in that is prescribed, or notes what bars it.
    pub fn prescribe_drill(
        &mut self,
        context: &Context<'a>,
        needs: &Needs,
        taken: &mut Taken,
        entry: usize,
        drill: &'a Drill,
        secs: u32,
    ) {
        let work = Work::Drill(drill.id.clone());
        match prescribed_drill(context, needs, taken, entry, drill, secs) {
            Ok(candidate) => self.candidates.push(candidate),
            Err(bar) => self.barred_prescriptions.push((work, bar)),
        }
    }

    /// Takes a technique in that is prescribed, or notes what bars it.
    pub fn prescribe_technique(
        &mut self,
        context: &Context<'a>,
        needs: &Needs,
        taken: &mut Taken,
        entry: usize,
        technique: &'a Technique,
        secs: u32,
    ) {
        let work = Work::Technique(technique.id.clone());
        match prescribed_technique(context, needs, taken, entry, technique, secs) {
            Ok(candidate) => self.candidates.push(candidate),
            Err(bar) => self.barred_prescriptions.push((work, bar)),
        }
    }
}

/// A dose that cannot be another.
pub fn fixed(secs: u32) -> Dose {
    let secs = secs.clamp(STEP_SECS, SECS_MOST).next_multiple_of(STEP_SECS);
    Dose { min: secs, usual: secs, max: secs }
}

fn check_wish(context: &Context<'_>, work: &Work) -> Result<(), Bar> {
    if context.request.without_works.contains(work) { Err(Bar::Unwanted) } else { Ok(()) }
}

fn check_tools(context: &Context<'_>, needs: &crate::domain::ToolNeed) -> Result<(), Bar> {
    needs.first_missing(&context.request.tools).map_or(Ok(()), |tools| Err(Bar::Tool(tools.to_vec())))
}

fn prescribed_drill<'a>(
    context: &Context<'a>,
    needs: &Needs,
    taken: &mut Taken,
    entry: usize,
    drill: &'a Drill,
    secs: u32,
) -> Result<Candidate<'a>, Bar> {
    let is = |kind| drill.kinds.contains(&kind);
    let work = Work::Drill(drill.id.clone());
    let dose = fixed(secs);
    check_wish(context, &work)?;
    check_tools(context, &drill.needs)?;
    let phase = if is(DrillKind::Breathing) {
        Phase::Breathing
    } else if is(DrillKind::EasyAerobic) {
        Phase::WarmUp
    } else if is(DrillKind::ActiveEndRange) {
        Phase::Active
    } else {
        Phase::Motion
    };
    if phase == Phase::Breathing && context.mode == Mode::BeforeTraining {
        return Err(Bar::Breathing);
    }
    let mut found = drill.groups.iter().map(|&group| (group, prescribed_drill_sides(context, drill, group, phase)));
    // For its main group; where that is spared and it moves only breath, for another.
    let (group, sides) = match found.next() {
        Some((group, Ok(sides))) => (group, sides),
        Some((_, Err(bar))) => {
            let other = found.find_map(|(group, sides)| Some((group, sides.ok()?)));
            other.filter(|_| phase == Phase::Breathing).ok_or(bar)?
        }
        None => return Err(Bar::Unwanted),
    };
    if is(DrillKind::Hold) {
        let held: u32 = taken.holds.iter().filter(|(known, _)| *known == group).map(|(_, secs)| secs).sum();
        if held + dose.max > shape::holds_secs(context.mode) {
            return Err(Bar::LongHold);
        }
        taken.holds.push((group, dose.max));
    }
    let place = drill.groups.iter().position(|known| *known == group).unwrap_or(0);
    let one = Use { phase, group, place, sides };
    Ok(Candidate { is_prescribed: true, ..Candidate::of_drill(context, needs, (entry, drill), one, dose) })
}

fn prescribed_technique<'a>(
    context: &Context<'a>,
    needs: &Needs,
    taken: &mut Taken,
    entry: usize,
    technique: &'a Technique,
    secs: u32,
) -> Result<Candidate<'a>, Bar> {
    let work = Work::Technique(technique.id.clone());
    let dose = fixed(secs);
    check_wish(context, &work)?;
    check_tools(context, &technique.needs)?;
    if is_percussion(technique) && context.is_before_explosive() {
        return Err(Bar::Percussion);
    }
    // The first of its groups that may be pressed in this way today.
    let on = |&group: &Group| {
        let sides = prescribed_technique_sides(context, technique, group)?;
        let pressure = pressure(context, technique, group, sides).ok_or(Bar::Class(group))?;
        Ok((group, sides, pressure))
    };
    let mut tried = technique.groups.iter().map(on);
    let (group, sides, pressure) = match tried.next() {
        Some(Ok(found)) => found,
        Some(Err(bar)) => tried.find_map(Result::ok).ok_or(bar)?,
        None => return Err(Bar::Unwanted),
    };
    let tissue_secs = taken.tissue_secs + dose.max * sides.rounds() + context.transition_secs + context.switch_secs;
    let is_new = !taken.tissue_groups.contains(&group);
    let is_full = context.mode == Mode::BeforeTraining && taken.tissue_groups.len() >= shape::TISSUE_GROUPS;
    if (is_new && is_full) || tissue_secs > shape::TISSUE_MOST_SECS {
        return Err(Bar::TissueLimit);
    }
    taken.tissue_secs = tissue_secs;
    if is_new {
        taken.tissue_groups.push(group);
    }
    let known = (entry, technique);
    let candidate = Candidate::of_technique(context, needs, known, (group, sides), dose, pressure);
    Ok(Candidate { is_prescribed: true, ..candidate })
}
