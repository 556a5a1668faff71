//! What today's limits leave of a circuit that was made on another day.

use crate::catalog::Catalog;
use crate::domain::{
    Circuit, Drill, DrillKind, Hazard, Phase, Pressure, PressureTarget, Region, Side, Sides, Station, Technique, Work,
};
use crate::safety::Limits;

/// A circuit as it may be done today.
pub(super) struct Limited {
    /// What may be done.
    pub circuit: Circuit,
    /// The stations that were left out, or that lost a side.
    left_out: Vec<Station>,
}

/// Leaves out, side by side, what may not be done today, and lowers the pressure where it must be lower.
pub(super) fn limited(circuit: &Circuit, limits: &Limits, catalog: &Catalog) -> Limited {
    let mut left_out = Vec::new();
    let mut kept = Vec::new();
    for station in &circuit.stations {
        let sides = sides_allowed(station, limits, catalog);
        if sides != Some(station.sides) {
            left_out.push(station.clone());
        }
        let fitted = sides.and_then(|sides| with_pressure(Station { sides, ..station.clone() }, limits));
        match fitted {
            Some(fitted) => kept.push(fitted),
            None if sides == Some(station.sides) => left_out.push(station.clone()),
            None => {}
        }
    }
    Limited { circuit: Circuit { stations: kept, ..circuit.clone() }, left_out }
}

impl Limited {
    /// What was left out, in words; nothing where all of it may be done.
    pub fn words(&self, catalog: &Catalog) -> Option<String> {
        let name = |station: &Station| format!("{} for the {}", catalog.work_name(&station.work), station.group.name());
        let names: Vec<String> = self.left_out.iter().map(name).collect();
        (!names.is_empty())
            .then(|| format!("Left out, wholly or on one side, by what holds today: {}.", names.join(", ")))
    }
}

/// The sides of a station that may be done; work that the catalogue no longer knows may not.
fn sides_allowed(station: &Station, limits: &Limits, catalog: &Catalog) -> Option<Sides> {
    let may = |side: Side| match &station.work {
        Work::Drill(id) => catalog.drill(id).is_some_and(|drill| may_move(station, drill, side, limits)),
        Work::Technique(id) => {
            catalog.technique(id).is_some_and(|technique| may_press(station, technique, side, limits))
        }
    };
    match station.sides {
        Sides::One(side) => may(side).then_some(station.sides),
        Sides::Together => (may(Side::Left) && may(Side::Right)).then_some(station.sides),
        Sides::Each => match (may(Side::Left), may(Side::Right)) {
            (true, true) => Some(Sides::Each),
            (true, false) => Some(Sides::One(Side::Left)),
            (false, true) => Some(Sides::One(Side::Right)),
            (false, false) => None,
        },
    }
}

/// The regions of these groups on a side, the midline included.
fn on_side(groups: &[crate::domain::Group], side: Side) -> impl Iterator<Item = Region> {
    let regions = groups.iter().flat_map(|group| group.regions());
    regions.filter(move |region| region.side() == side || region.side() == Side::Midline)
}

fn may_move(station: &Station, drill: &Drill, side: Side, limits: &Limits) -> bool {
    if station.phase == Phase::Breathing {
        return on_side(&[station.group], side).all(|region| limits.cause(region).is_none());
    }
    let holds = drill.kinds.contains(&DrillKind::Hold);
    on_side(&drill.groups, side).all(|region| {
        limits.cause(region).is_none()
            && suits(&drill.hazards, region, limits)
            && (!holds || limits.may_hold(region).is_ok())
    })
}

fn may_press(station: &Station, technique: &Technique, side: Side, limits: &Limits) -> bool {
    on_side(&[station.group], side).all(|region| {
        limits.cause(region).is_none() && limits.may_press(region).is_ok() && suits(&technique.hazards, region, limits)
    })
}

fn suits<'h>(hazards: impl IntoIterator<Item = &'h Hazard>, region: Region, limits: &Limits) -> bool {
    hazards.into_iter().all(|&hazard| limits.forbids(hazard, region).is_none())
}

/// The station with its pressure lowered to what its regions may bear; none where that is no pressure at all.
fn with_pressure(station: Station, limits: &Limits) -> Option<Station> {
    let Some(target) = station.pressure else { return Some(station) };
    let most = station.regions().map(|region| limits.pressure_max(region)).min()?;
    let lower = |pressure: Pressure| Pressure::try_from(pressure.get().min(most)).ok();
    let target = PressureTarget { from: lower(target.from)?, to: lower(target.to)? };
    (most > 0).then_some(Station { pressure: Some(target), ..station })
}
