//! Circuits that the made-up person followed, from the catalogue's own entries, and how the tissues answered.
//!
//! On the hamstrings the roller ([`HELPS`]) eases more often than the others and leaves less soreness next morning; the
//! stick ([`HELPS_NOT`]) does neither. All others lie between.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;

use super::{chance, noise};
use crate::catalog::{Catalog, Drill, DrillKind, Laterality, SessionType, Technique};
use crate::domain::{
    Circuit, CircuitRecord, Effort, Group, Mode, Outcome, Phase, Pressure, PressureClass, PressureTarget, Response,
    Side, Sides, Station, StationDone, Tool, Work,
};

/// The technique that helps: hamstring roll.
pub(super) const HELPS: &str = "s02";
/// The technique that does not: stick roller sweep.
pub(super) const HELPS_NOT: &str = "s22";

/// How many groups get soft-tissue work in a recovery circuit.
const TREATED: usize = 3;

/// Makes circuits from a catalogue and the tools at hand.
pub(super) struct Builder<'a> {
    pub catalog: &'a Catalog,
    pub tools: &'a BTreeSet<Tool>,
}

impl Builder<'_> {
    /// A recovery circuit for the groups in most need, the neediest first; `None` where no technique fits any of them.
    pub(super) fn recovery(&self, groups: &[Group], rng: &mut Rng) -> Option<Circuit> {
        let mode = Mode::Recovery;
        let tissue: Vec<Station> =
            groups.iter().filter_map(|&group| self.technique(group, mode, rng)).take(TREATED).collect();
        let first = tissue.first()?.group;
        let treated: Vec<Group> = tissue.iter().map(|station| station.group).collect();
        let mut stations = Vec::new();
        stations.extend(self.drill(first, Phase::WarmUp, mode, rng));
        stations.extend(tissue);
        stations.extend(treated.iter().take(2).filter_map(|&group| self.drill(group, Phase::Motion, mode, rng)));
        stations.extend(treated.iter().find_map(|&group| self.drill(group, Phase::Active, mode, rng)));
        stations.extend(self.breathing(first));
        Some(circuit(mode, stations))
    }

    /// A brief circuit before a training.
    pub(super) fn before(&self, session: &SessionType, rng: &mut Rng) -> Option<Circuit> {
        let mode = Mode::BeforeTraining;
        let mut stations = Vec::new();
        let joints = &session.joint_groups;
        stations.extend(joints.first().and_then(|&group| self.drill(group, Phase::WarmUp, mode, rng)));
        stations.extend(session.tissues.iter().find_map(|&group| self.technique(group, mode, rng)));
        stations.extend(joints.iter().take(2).filter_map(|&group| self.drill(group, Phase::Motion, mode, rng)));
        stations.extend(session.rehearsal.iter().find_map(|id| {
            let drill = self.catalog.drill(id).filter(|drill| drill.needs.is_met_by(self.tools))?;
            drill_station(drill, *drill.groups.first()?, Phase::Pattern, mode)
        }));
        (!stations.is_empty()).then(|| circuit(mode, stations))
    }

    fn technique(&self, group: Group, mode: Mode, rng: &mut Rng) -> Option<Station> {
        let class = group.info().pressure;
        let fits = |technique: &&Technique| {
            technique.groups.contains(&group)
                && technique.dose(mode).is_some()
                && technique.needs.is_met_by(self.tools)
                && (class == PressureClass::Full || technique.gentle)
        };
        let fitting = self.catalog.techniques().iter().filter(fits);
        // People turn to what is made for the place more often than to what goes anywhere.
        let (own, anywhere): (Vec<&Technique>, Vec<_>) = fitting.partition(|technique| technique.groups.len() <= 6);
        let to_hand = if own.is_empty() || chance(rng, 0.2) { &anywhere } else { &own };
        let technique = rng.choice(to_hand).or_else(|| own.first())?;
        let cap = match mode {
            Mode::BeforeTraining => 3,
            Mode::Recovery => 4,
        };
        let to = class.ceiling()?.min(technique.max_pressure.get()).min(cap);
        let pressure = |value| Pressure::try_from(value).unwrap_or(Pressure::MIN);
        Some(Station {
            phase: Phase::Tissue,
            work: Work::Technique(technique.id.clone()),
            group,
            sides: sides(technique.laterality, group),
            secs_per_side: technique.dose(mode)?.usual,
            pressure: Some(PressureTarget { from: pressure(to.saturating_sub(1)), to: pressure(to) }),
        })
    }

    fn drill(&self, group: Group, phase: Phase, mode: Mode, rng: &mut Rng) -> Option<Station> {
        let kinds: &[DrillKind] = match phase {
            Phase::WarmUp => &[DrillKind::Circle, DrillKind::Dynamic],
            Phase::Active => &[DrillKind::ActiveEndRange],
            _ => &[DrillKind::Dynamic, DrillKind::Hold],
        };
        let fits = |drill: &&Drill| {
            drill.groups.contains(&group)
                && drill.dose(mode).is_some()
                && drill.needs.is_met_by(self.tools)
                && drill.kinds.iter().any(|kind| kinds.contains(kind))
        };
        let fitting: Vec<&Drill> = self.catalog.drills().iter().filter(fits).collect();
        drill_station(rng.choice(fitting)?, group, phase, mode)
    }

    fn breathing(&self, group: Group) -> Option<Station> {
        let breathing = |drill: &&Drill| drill.kinds.contains(&DrillKind::Breathing);
        let drill = self.catalog.drills().iter().find(breathing)?;
        drill_station(drill, group, Phase::Breathing, Mode::Recovery)
    }
}

fn drill_station(drill: &Drill, group: Group, phase: Phase, mode: Mode) -> Option<Station> {
    Some(Station {
        phase,
        work: Work::Drill(drill.id.clone()),
        group,
        sides: sides(drill.laterality, group),
        secs_per_side: drill.dose(mode)?.usual,
        pressure: None,
    })
}

fn sides(laterality: Laterality, group: Group) -> Sides {
    match laterality {
        Laterality::PerSide if group.info().sided => Sides::Each,
        Laterality::PerSide | Laterality::Together => Sides::Together,
    }
}

fn circuit(mode: Mode, stations: Vec<Station>) -> Circuit {
    Circuit { mode, stations, transition_secs: 10, switch_secs: 5 }
}

/// The record of a circuit that was followed, mostly to its end.
pub(super) fn follow(circuit: Circuit, rng: &mut Rng) -> CircuitRecord {
    let count = circuit.stations.len();
    let abandoned = chance(rng, 0.07);
    let reached = if abandoned { rng.usize(1..count.max(2)).min(count) } else { count };
    let elapsed_secs = circuit.stations.iter().take(reached).map(|station| circuit.station_secs(station)).sum();
    CircuitRecord {
        mode: circuit.mode,
        outcome: if abandoned { Outcome::Abandoned } else { Outcome::Finished },
        planned_secs: circuit.total_secs(),
        elapsed_secs,
        effort: (!abandoned).then(|| if chance(rng, 0.6) { 2 } else { 3 }).and_then(|e| Effort::try_from(e).ok()),
        spared: BTreeMap::new(),
        name: String::new(),
        seed: None,
        felt: BTreeMap::new(),
        note: String::new(),
        stations: circuit
            .stations
            .into_iter()
            .enumerate()
            .map(
                |(index, station)| if index < reached { done(station, rng) } else { StationDone::not_reached(station) },
            )
            .collect(),
    }
}

fn done(station: Station, rng: &mut Rng) -> StationDone {
    let secs = station.secs_per_side;
    let (left_secs, right_secs, together_secs) = match station.sides {
        Sides::Each => (secs, secs, 0),
        Sides::One(Side::Left) => (secs, 0, 0),
        Sides::One(_) => (0, secs, 0),
        Sides::Together => (0, 0, secs),
    };
    let response = if chance(rng, 0.85) { response(&station.work, rng) } else { None };
    StationDone { left_secs, right_secs, together_secs, response, ..StationDone::not_reached(station) }
}

/// How a tissue answers a technique; drills are not asked about.
fn response(work: &Work, rng: &mut Rng) -> Option<Response> {
    let Work::Technique(id) = work else { return None };
    let (eased, same) = match id.as_str() {
        HELPS => (0.75, 0.22),
        HELPS_NOT => (0.22, 0.66),
        _ => (0.45, 0.47),
    };
    let draw = rng.f64();
    Some(match draw {
        _ if draw < eased => Response::Eased,
        _ if draw < eased + same => Response::Same,
        _ => Response::Worse,
    })
}

/// Points by which a technique eases the next morning's soreness.
pub(super) fn relief(work: &Work, rng: &mut Rng) -> f64 {
    let mean = match work {
        Work::Drill(_) => return 0.0,
        Work::Technique(id) => match id.as_str() {
            HELPS => 1.4,
            HELPS_NOT => 0.0,
            _ => 0.5,
        },
    };
    (mean + noise(rng, 0.3)).max(0.0)
}
