//! Runs by the commands of the model. What the tests share is here.

mod kept;
mod schedule;
mod skip;
mod start;

use std::collections::BTreeSet;
use std::time::Duration;

use proptest::prelude::*;

use super::super::tests::{Day, id};
use super::*;
use crate::circuit::{Cue, Intervals, RunState, SegmentKind};
use crate::domain::{
    Circuit, Concern, Effort, Entry, Favourite, Group, Mode, Outcome, Phase, Pressure, Rating, Response, Sides,
    SkipReason, Station, Tool, Work,
};
use crate::model::{Announcement, KeptState, MapCommand, RunKind};

fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

fn station(phase: Phase, work: Work, group: Group) -> Station {
    Station { phase, work, group, sides: Sides::Each, secs_per_side: 40, pressure: None }
}

/// Calf with the roller, ankle, hamstrings with the roller, hip flexors with the ball: 95 s each.
fn circuit() -> Circuit {
    let technique = |id: &str| Work::Technique(id.into());
    let stations = vec![
        station(Phase::Tissue, technique("s03"), Group::Calf),
        station(Phase::Motion, Work::Drill("d41".into()), Group::Ankle),
        station(Phase::Tissue, technique("s02"), Group::Hamstrings),
        station(Phase::Tissue, technique("s10"), Group::HipFlexors),
    ];
    Circuit { mode: Mode::Recovery, stations, transition_secs: 10, switch_secs: 5 }
}

/// A day on which a favourite of that circuit was started.
fn started_favourite() -> Day {
    let mut day = Day::new();
    let favourite = Favourite { name: "Evening".to_owned(), circuit: circuit() };
    day.give(Command::Shelve(None, Box::new(Entry::Favourite(favourite))));
    let favourite = *day.model.document().shelf().keys().next().expect("a favourite");
    day.give(Command::StartFavourite(favourite));
    day
}

fn planned_run() -> Day {
    let mut day = Day::new();
    for region in ["calf_left", "hamstrings_left", "quads_right"] {
        day.rate(region, 5);
    }
    day.give(Command::BuildCircuit);
    day.give(Command::StartRun);
    day
}

fn running(day: &Day) -> &Running {
    day.model.running().expect("a run")
}

fn works(day: &Day) -> Vec<String> {
    let circuit = running(day).run.circuit().expect("a circuit");
    circuit.stations.iter().map(|station| station.work.id().to_owned()).collect()
}

fn record(day: &Day) -> CircuitRecord {
    let mut circuits = day.model.document().records().filter_map(|record| match &record.body {
        Body::Circuit(circuit) => Some(circuit.clone()),
        _ => None,
    });
    circuits.next_back().expect("a circuit was kept")
}

fn scheduled(effects: &[Effect]) -> Option<&[Announcement]> {
    effects.iter().find_map(|effect| match effect {
        Effect::Schedule(announcements) => Some(announcements.as_slice()),
        _ => None,
    })
}

fn kept(effects: &[Effect]) -> Option<&KeptState> {
    effects.iter().rev().find_map(|effect| match effect {
        Effect::KeepRun(kept) => kept.as_ref(),
        _ => None,
    })
}

fn notices(day: &Day) -> Vec<&str> {
    day.model.notices().iter().map(|notice| notice.text.as_str()).collect()
}
