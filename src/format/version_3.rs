//! The shapes of version 3 of the files of records, and of version 2 of the plan's, that have changed since. Frozen:
//! never edit them, so that old files always load.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::domain::{
    self, BenchmarkId, Body, Cause, CheckIn, CircuitRecord, Columns, Effort, Health, MetricId, Mode, Outcome,
    OwnMetric, Ramp, RecordId, Region, Response, Shown, Stamp, Station, ThemeChoice, Tool, Training,
};

/// A record of version 3.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    id: RecordId,
    rev: u32,
    when: Stamp,
    body: BodyOf3,
}

#[derive(Deserialize)]
#[serde(rename = "Body")]
enum BodyOf3 {
    CheckIn(CheckIn),
    Training(Training),
    Circuit(CircuitOf3),
    Retest(RetestOf3),
}

/// A circuit before it had a name, a seed, and words on how regions felt.
#[derive(Deserialize)]
#[serde(rename = "CircuitRecord", deny_unknown_fields)]
struct CircuitOf3 {
    mode: Mode,
    outcome: Outcome,
    planned_secs: u32,
    elapsed_secs: u32,
    stations: Vec<StationDoneOf3>,
    #[serde(default)]
    effort: Option<Effort>,
    #[serde(default)]
    spared: BTreeMap<Region, Cause>,
    #[serde(default)]
    note: String,
}

/// A station before felt pressure, reasons of a skip and chances; of versions 1 to 3.
#[derive(Deserialize)]
#[serde(rename = "StationDone", deny_unknown_fields)]
pub(super) struct StationDoneOf3 {
    station: Station,
    #[serde(default)]
    left_secs: u32,
    #[serde(default)]
    right_secs: u32,
    #[serde(default)]
    together_secs: u32,
    #[serde(default)]
    response: Option<Response>,
}

/// A retest before doubts and photos; of versions 1 to 3.
#[derive(Deserialize)]
#[serde(rename = "Retest", deny_unknown_fields)]
pub(super) struct RetestOf3 {
    benchmark: BenchmarkId,
    #[serde(default)]
    left: Vec<f64>,
    #[serde(default)]
    right: Vec<f64>,
    #[serde(default)]
    both: Vec<f64>,
    #[serde(default)]
    note: String,
}

impl From<Record> for domain::Record {
    fn from(Record { id, rev, when, body }: Record) -> Self {
        let body = match body {
            BodyOf3::CheckIn(check_in) => Body::CheckIn(check_in),
            BodyOf3::Training(training) => Body::Training(training),
            BodyOf3::Circuit(circuit) => Body::Circuit(circuit.into()),
            BodyOf3::Retest(retest) => Body::Retest(retest.into()),
        };
        Self { id, rev, when, body }
    }
}

impl From<CircuitOf3> for CircuitRecord {
    fn from(circuit: CircuitOf3) -> Self {
        let CircuitOf3 { mode, outcome, planned_secs, elapsed_secs, stations, effort, spared, note } = circuit;
        let stations = stations.into_iter().map(Into::into).collect();
        let (name, seed, felt) = (String::new(), None, BTreeMap::new());
        Self { mode, outcome, planned_secs, elapsed_secs, stations, effort, spared, name, seed, felt, note }
    }
}

impl From<StationDoneOf3> for domain::StationDone {
    fn from(done: StationDoneOf3) -> Self {
        let StationDoneOf3 { station, left_secs, right_secs, together_secs, response } = done;
        Self { left_secs, right_secs, together_secs, response, ..Self::not_reached(station) }
    }
}

impl From<RetestOf3> for domain::Retest {
    fn from(RetestOf3 { benchmark, left, right, both, note }: RetestOf3) -> Self {
        Self { left, right, both, note, ..Self::of(benchmark) }
    }
}

/// A profile before it said when benchmarks are due; of version 2 of the plan.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    tools: BTreeSet<Tool>,
    minutes: u32,
    health: Health,
    metrics: Vec<MetricId>,
    own_metrics: BTreeMap<MetricId, OwnMetric>,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            tools: BTreeSet::from([Tool::Roller, Tool::Ball, Tool::Wall]),
            minutes: 12,
            health: Health::default(),
            metrics: Vec::new(),
            own_metrics: BTreeMap::new(),
        }
    }
}

impl From<Profile> for domain::Profile {
    fn from(Profile { tools, minutes, health, metrics, own_metrics }: Profile) -> Self {
        Self { tools, minutes, health, metrics, own_metrics, ..Self::default() }
    }
}

/// Settings before volume, voice, flashes and the pace of breathing; of version 2 of the plan.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    theme: ThemeChoice,
    reduce_motion: bool,
    sound: bool,
    transition_secs: u32,
    switch_secs: u32,
    ramp: Ramp,
    shown: Shown,
    csv_columns: BTreeMap<String, Columns>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::System,
            reduce_motion: false,
            sound: true,
            transition_secs: 10,
            switch_secs: 5,
            ramp: Ramp::Usual,
            shown: Shown::default(),
            csv_columns: BTreeMap::new(),
        }
    }
}

impl From<Settings> for domain::Settings {
    fn from(settings: Settings) -> Self {
        let Settings { theme, reduce_motion, sound, transition_secs, switch_secs, ramp, shown, csv_columns } = settings;
        Self { theme, reduce_motion, sound, transition_secs, switch_secs, ramp, shown, csv_columns, ..Self::default() }
    }
}
