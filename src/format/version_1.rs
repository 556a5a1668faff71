//! The shapes of version 1 that have changed since. Frozen: never edit them, so that old files always load.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::version_2::{CircuitOf2, RegionRating, of_regions};
use super::version_3::RetestOf3;
use crate::domain::{self, Body, CheckIn, Readiness, RecordId, Region, Stamp, Training};

/// A record of version 1.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    id: RecordId,
    rev: u32,
    when: Stamp,
    body: BodyOf1,
}

#[derive(Deserialize)]
#[serde(rename = "Body")]
enum BodyOf1 {
    CheckIn(CheckInOf1),
    Training(Training),
    Circuit(CircuitOf2),
    Retest(RetestOf3),
}

/// A check-in before there were metrics.
#[derive(Deserialize)]
#[serde(rename = "CheckIn", deny_unknown_fields)]
struct CheckInOf1 {
    #[serde(default)]
    regions: BTreeMap<Region, RegionRating>,
    #[serde(default)]
    readiness: Option<Readiness>,
    #[serde(default)]
    note: String,
}

impl From<Record> for domain::Record {
    fn from(Record { id, rev, when, body }: Record) -> Self {
        let body = match body {
            BodyOf1::CheckIn(CheckInOf1 { regions, readiness, note }) => {
                Body::CheckIn(CheckIn { readiness, note, ..of_regions(regions) })
            }
            BodyOf1::Training(training) => Body::Training(training),
            BodyOf1::Circuit(circuit) => Body::Circuit(circuit.into()),
            BodyOf1::Retest(retest) => Body::Retest(retest.into()),
        };
        Self { id, rev, when, body }
    }
}
