//! The promises of the planner on the catalogue that ships: `promises` over random people, `scenarios` over chosen ones.

mod by_hand;
mod coach;
mod own;
mod promises;
mod safe;
mod scenarios;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::domain::{
    Body, CheckIn, CircuitRecord, Concern, Group, Outcome, Pressure, PressureTarget, Profile, Rating, Record, RecordId,
    Region, RegionRating, Response, Retest, Settings, Sides, Stamp, StationDone, Training,
};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::built_in().expect("the built-in catalogue parses"));

/// The usual tools of the profile.
const USUAL: &[Tool] = &[Tool::Roller, Tool::Ball, Tool::Wall];

fn now() -> Zoned {
    "2026-11-22T18:00:00+01:00[Europe/Berlin]".parse().expect("a moment")
}

fn record(hours: i64, body: Body) -> Record {
    let when = now().checked_add(SignedDuration::from_hours(hours)).expect("in range");
    let id = RecordId::new(Timestamp::UNIX_EPOCH, u128::from((hours + 1000).unsigned_abs()));
    Record { id, rev: 1, when: Stamp::new(&when), body }
}

fn rating(sore: u8, stiff: u8) -> RegionRating {
    let answer = |value: u8| Rating::try_from(value).ok().filter(|_| value > 0);
    RegionRating { soreness: answer(sore), stiffness: answer(stiff), wrong: None }
}

fn wrong(concern: Concern) -> RegionRating {
    RegionRating { wrong: Some(concern.into()), ..RegionRating::default() }
}

fn region(id: &str) -> Region {
    id.parse().expect("a known region")
}

fn check_in(hours: i64, ratings: &[(&str, RegionRating)]) -> Record {
    let regions: BTreeMap<Region, RegionRating> = ratings.iter().map(|&(id, rating)| (region(id), rating)).collect();
    record(hours, Body::CheckIn(CheckIn { regions, ..CheckIn::default() }))
}

fn training(hours: i64, types: &[&str], intensity: Intensity) -> Record {
    let types = types.iter().map(|&id| id.into()).collect();
    record(hours, Body::Training(Training { types, intensity, note: String::new() }))
}

/// A circuit in which a group was rolled on each side.
fn pressed(group: Group, to: u8, hours_ago: i64, response: Option<Response>) -> Record {
    let pressure = |value| Pressure::try_from(value).expect("in range");
    let station = Station {
        phase: Phase::Tissue,
        work: Work::Technique("s23".into()),
        group,
        sides: Sides::Each,
        secs_per_side: 60,
        pressure: Some(PressureTarget { from: pressure(to - 1), to: pressure(to) }),
    };
    let done = StationDone { left_secs: 60, right_secs: 60, response, ..StationDone::not_reached(station) };
    let circuit = CircuitRecord {
        mode: Mode::Recovery,
        outcome: Outcome::Finished,
        planned_secs: 135,
        elapsed_secs: 135,
        stations: vec![done],
        effort: None,
        spared: BTreeMap::new(),
        name: String::new(),
        seed: None,
        felt: BTreeMap::new(),
        note: String::new(),
    };
    record(-hours_ago, Body::Circuit(circuit))
}

/// A retest of one trial on each side.
fn retested(benchmark: &str, left: f64, right: f64, days_ago: i64) -> Record {
    let (left, right) = (vec![left], vec![right]);
    let retest = Retest { left, right, ..Retest::of(benchmark.into()) };
    record(-24 * days_ago - 2, Body::Retest(retest))
}

fn document(records: impl IntoIterator<Item = Record>) -> Document {
    Document::new(records, Profile::default(), Settings::default())
}

fn request(minutes: u32, mode: Mode, tools: &[Tool]) -> Request {
    Request { mode: Some(mode), ..Request::new(now(), minutes, tools.iter().copied().collect(), 1) }
}

/// The length of a plan as the person sees it, against the promise.
fn is_on_time(plan: &Plan, minutes: u32) -> bool {
    plan.circuit.total_secs().abs_diff(minutes * 60) <= knapsack::TOLERANCE_SECS
}

fn drill_of<'a>(station: &Station, catalog: &'a Catalog) -> Option<&'a crate::catalog::Drill> {
    match &station.work {
        crate::domain::Work::Drill(id) => catalog.drill(id),
        crate::domain::Work::Technique(_) => None,
    }
}

fn technique_of<'a>(station: &Station, catalog: &'a Catalog) -> Option<&'a crate::catalog::Technique> {
    match &station.work {
        crate::domain::Work::Technique(id) => catalog.technique(id),
        crate::domain::Work::Drill(_) => None,
    }
}
