//! The shapes of version 2 of the files of records, and of version 1 of the plan's, that have changed since. Frozen:
//! never edit them, so that old files always load.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::version_3::{RetestOf3, StationDoneOf3};
use crate::domain::{
    self, Body, CircuitRecord, Columns, Concern, Effort, Health, MetricId, MetricValue, Mode, Outcome, Ramp, Rating,
    Readiness, RecordId, Region, Shown, Stamp, ThemeChoice, Tool, Training,
};

/// A record of version 2.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    id: RecordId,
    rev: u32,
    when: Stamp,
    body: BodyOf2,
}

#[derive(Deserialize)]
#[serde(rename = "Body")]
enum BodyOf2 {
    CheckIn(CheckInOf2),
    Training(Training),
    Circuit(CircuitOf2),
    Retest(RetestOf3),
}

/// A check-in before wellness, habits, mornings and flags that end.
#[derive(Deserialize)]
#[serde(rename = "CheckIn", deny_unknown_fields)]
struct CheckInOf2 {
    #[serde(default)]
    regions: BTreeMap<Region, RegionRating>,
    #[serde(default)]
    readiness: Option<Readiness>,
    #[serde(default)]
    metrics: BTreeMap<MetricId, MetricValue>,
    #[serde(default)]
    note: String,
}

/// A rating before flags could end by themselves; of versions 1 and 2.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RegionRating {
    #[serde(default)]
    soreness: Option<Rating>,
    #[serde(default)]
    stiffness: Option<Rating>,
    #[serde(default)]
    wrong: Option<ConcernOf2>,
}

#[derive(Deserialize)]
#[serde(rename = "Concern")]
enum ConcernOf2 {
    SharpPain,
    Swelling,
    Numbness,
    Wound,
}

/// A circuit before it said what was spared; of versions 1 and 2.
#[derive(Deserialize)]
#[serde(rename = "CircuitRecord", deny_unknown_fields)]
pub(super) struct CircuitOf2 {
    mode: Mode,
    outcome: Outcome,
    planned_secs: u32,
    elapsed_secs: u32,
    stations: Vec<StationDoneOf3>,
    #[serde(default)]
    effort: Option<Effort>,
    #[serde(default)]
    note: String,
}

impl From<Record> for domain::Record {
    fn from(Record { id, rev, when, body }: Record) -> Self {
        let body = match body {
            BodyOf2::CheckIn(CheckInOf2 { regions, readiness, metrics, note }) => {
                Body::CheckIn(domain::CheckIn { readiness, metrics, note, ..of_regions(regions) })
            }
            BodyOf2::Training(training) => Body::Training(training),
            BodyOf2::Circuit(circuit) => Body::Circuit(circuit.into()),
            BodyOf2::Retest(retest) => Body::Retest(retest.into()),
        };
        Self { id, rev, when, body }
    }
}

/// A check-in that holds these ratings alone.
pub(super) fn of_regions(regions: BTreeMap<Region, RegionRating>) -> domain::CheckIn {
    let regions = regions.into_iter().map(|(region, rating)| (region, rating.into())).collect();
    domain::CheckIn { regions, ..domain::CheckIn::default() }
}

impl From<RegionRating> for domain::RegionRating {
    fn from(RegionRating { soreness, stiffness, wrong }: RegionRating) -> Self {
        let concern = wrong.map(|concern| match concern {
            ConcernOf2::SharpPain => Concern::SharpPain,
            ConcernOf2::Swelling => Concern::Swelling,
            ConcernOf2::Numbness => Concern::Numbness,
            ConcernOf2::Wound => Concern::Wound,
        });
        Self { soreness, stiffness, wrong: concern.map(Into::into) }
    }
}

impl From<CircuitOf2> for CircuitRecord {
    fn from(circuit: CircuitOf2) -> Self {
        let CircuitOf2 { mode, outcome, planned_secs, elapsed_secs, stations, effort, note } = circuit;
        let stations = stations.into_iter().map(Into::into).collect();
        let (spared, name, seed, felt) = (BTreeMap::new(), String::new(), None, BTreeMap::new());
        Self { mode, outcome, planned_secs, elapsed_secs, stations, effort, spared, name, seed, felt, note }
    }
}

/// A profile before it knew of health and of metrics; of version 1 of the plan.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    tools: BTreeSet<Tool>,
    minutes: u32,
}

impl Default for Profile {
    fn default() -> Self {
        Self { tools: BTreeSet::from([Tool::Roller, Tool::Ball, Tool::Wall]), minutes: 12 }
    }
}

impl From<Profile> for domain::Profile {
    fn from(Profile { tools, minutes }: Profile) -> Self {
        let (health, metrics, own_metrics) = (Health::default(), Vec::new(), BTreeMap::new());
        Self { tools, minutes, health, metrics, own_metrics, ..Self::default() }
    }
}

/// Settings before there was a choice of ramp; of version 1 of the plan.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    theme: ThemeChoice,
    reduce_motion: bool,
    sound: bool,
    transition_secs: u32,
    switch_secs: u32,
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
            csv_columns: BTreeMap::new(),
        }
    }
}

impl From<Settings> for domain::Settings {
    fn from(settings: Settings) -> Self {
        let Settings { theme, reduce_motion, sound, transition_secs, switch_secs, csv_columns } = settings;
        let (ramp, shown) = (Ramp::Usual, Shown::default());
        Self { theme, reduce_motion, sound, transition_secs, switch_secs, ramp, shown, csv_columns, ..Self::default() }
    }
}
