//! What today's limits leave of a station, and of a whole circuit that was made at another time.

use super::super::candidates::{Candidate, drill_dose, in_steps, pressure};
use super::super::context::Context;
use super::super::history::History;
use super::super::need::Needs;
use super::super::prescribed::fixed;
use super::super::shape;
use super::super::sides::{drill_bar, technique_bar};
use super::super::worth::Use;
use super::super::{NoPlan, Plan, Request};
use super::refusal::Refusal;
use super::row::{Item, Row};
use crate::catalog::{Catalog, Dose, Drill, DrillKind, Technique};
use crate::domain::{Circuit, Group, Mode, Phase, Side, Sides, Station, Tool, Work};

/// A circuit as today's limits leave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// What may be done, in its old order; perhaps no station at all.
    pub plan: Plan,
    /// What may not, with its reason.
    pub left_out: Vec<LeftOut>,
}

/// A station that today's limits forbid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The station as it was.
    pub station: Station,
    /// Why it is left out.
    pub why: Refusal,
}

impl LeftOut {
    /// "Couch stretch: left hip is spared", as a line of its own.
    pub fn words(&self, catalog: &Catalog) -> String {
        format!("{}: {}", catalog.work_name(&self.station.work), self.why.words())
    }
}

/// A circuit made at another time, a favourite or one from the journal, as today's limits leave it: what safety, the
/// tools at hand and the limits of dose forbid is left out and named, and pressure and seconds are no more than today allows.
/// An error where nothing may be worked at all.
///
/// The circuit is for what the request says, else for what the hours to the next training say.
pub fn fit_today(circuit: &Circuit, history: &History, catalog: &Catalog, request: &Request) -> Result<Fitted, NoPlan> {
    let context = Context::new(history, catalog, request);
    if let Some(concern) = context.limits().stop() {
        return Err(NoPlan::Stopped { concern });
    }
    let needs = Needs::new(&context);
    let (mut row, mut left_out) = (Row::default(), Vec::new());
    for station in &circuit.stations {
        let fitted = today(&context, &needs, station).and_then(|candidate| {
            let secs = station.secs_per_side.min(candidate.dose.max);
            row.may_take(&context, &candidate, secs)?;
            Ok(Item::chosen(&context, &row, candidate, secs))
        });
        match fitted {
            Ok(item) => row.items.push(item),
            Err(why) => left_out.push(LeftOut { station: station.clone(), why }),
        }
    }
    Ok(Fitted { plan: row.into_plan(&context, &needs), left_out })
}

/// The seconds within a dose, in its steps.
pub fn within(dose: Dose, secs: u32) -> u32 {
    let Dose { min, usual: _, max } = dose;
    (secs / 5 * 5).clamp(min, max)
}

/// A station as it may be done today: the same work for the same group on the same sides, with today's dose and
/// pressure.
pub fn today<'a>(context: &Context<'a>, needs: &Needs, station: &Station) -> Result<Candidate<'a>, Refusal> {
    let candidate = match &station.work {
        Work::Drill(id) => {
            let drills = context.catalog.drills();
            let entry = drills.iter().position(|drill| drill.id == *id).ok_or(Refusal::Unknown)?;
            drill_today(context, needs, (entry, &drills[entry]), station)
        }
        Work::Technique(id) => {
            let techniques = context.catalog.techniques();
            let place = techniques.iter().position(|technique| technique.id == *id).ok_or(Refusal::Unknown)?;
            let entry = context.catalog.drills().len() + place;
            technique_today(context, needs, (entry, &techniques[place]), station.group, station.sides)
        }
    }?;
    let prescribed_secs = context.catalog.prescribed_secs(&station.work);
    let candidate = match prescribed_secs {
        // A prescription has its own dose, also in a circuit changed by hand.
        Some(secs) => Candidate { dose: fixed(secs), is_prescribed: true, ..candidate },
        None => candidate,
    };
    match candidate.missing {
        Some(tools) => Err(Refusal::MissingTool { tools: tools.to_vec() }),
        None => Ok(candidate),
    }
}

fn drill_today<'a>(
    context: &Context<'a>,
    needs: &Needs,
    (entry, drill): (usize, &'a Drill),
    station: &Station,
) -> Result<Candidate<'a>, Refusal> {
    let (group, sides) = (station.group, station.sides);
    let place = drill.groups.iter().position(|&known| known == group).ok_or(Refusal::Unknown)?;
    let phase = match station.phase {
        // Rehearsals belong before training; on another day they are movement.
        Phase::Pattern if context.mode == Mode::Recovery => Phase::Motion,
        Phase::Tissue => Phase::Motion,
        phase => phase,
    };
    let barred = both(sides).find_map(|side| drill_bar(context, drill, group, phase, side));
    if let Some(barred) = barred {
        return Err(Refusal::Barred(barred));
    }
    let dose = hand_dose(context.mode, drill).ok_or(Refusal::LongHold)?;
    Ok(Candidate::of_drill(context, needs, (entry, drill), Use { phase, group, place, sides }, dose))
}

/// The dose of a drill in a circuit made by hand. One without a dose for the mode takes that of the other: no harm
/// follows, long holds before training apart.
fn hand_dose(mode: Mode, drill: &Drill) -> Option<Dose> {
    let is_hold = drill.kinds.contains(&DrillKind::Hold);
    let other = || {
        let dose = drill.before.or(drill.recovery)?;
        let is_long = mode == Mode::BeforeTraining && is_hold;
        in_steps(dose, if is_long { shape::HOLDS_BEFORE_SECS } else { u32::MAX })
    };
    drill_dose(mode, drill).or_else(other)
}

fn technique_today<'a>(
    context: &Context<'a>,
    needs: &Needs,
    (entry, technique): (usize, &'a Technique),
    group: Group,
    sides: Sides,
) -> Result<Candidate<'a>, Refusal> {
    if !technique.groups.contains(&group) {
        return Err(Refusal::Unknown);
    }
    let is_percussion = technique.needs.0.iter().flatten().any(|&tool| tool == Tool::Percussion);
    if is_percussion && context.is_before_explosive() {
        return Err(Refusal::Percussion);
    }
    if let Some(barred) = both(sides).find_map(|side| technique_bar(context, technique, group, side)) {
        return Err(Refusal::Barred(barred));
    }
    let dose = technique.dose(context.mode).and_then(|dose| in_steps(dose, u32::MAX));
    let dose = dose.ok_or(Refusal::OtherMode { mode: context.mode })?;
    let pressure = pressure(context, technique, group, sides).ok_or(Refusal::NotPressed { group })?;
    Ok(Candidate::of_technique(context, needs, (entry, technique), (group, sides), dose, pressure))
}

/// The sides that a station touches.
fn both(sides: Sides) -> impl Iterator<Item = Side> {
    let touched = move |side: &Side| match sides {
        Sides::One(one) => one == *side,
        Sides::Each | Sides::Together => true,
    };
    [Side::Left, Side::Right].into_iter().filter(touched)
}
