//! The promises of the planner, over random documents and requests, on the catalogue that ships.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::domain::{
    Body, CheckIn, Concern, Profile, Rating, Record, RecordId, Region, RegionRating, Settings, Stamp, Training,
};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::built_in().expect("the built-in catalogue parses"));

fn now() -> Zoned {
    "2026-11-22T18:00:00+01:00[Europe/Berlin]".parse().expect("a moment")
}

fn record(hours: i64, body: Body) -> Record {
    let when = now().checked_add(SignedDuration::from_hours(hours)).expect("in range");
    let random = u128::from(hours.unsigned_abs());
    Record { id: RecordId::new(Timestamp::UNIX_EPOCH, random), rev: 1, when: Stamp::new(&when), body }
}

fn rating(sore: u8, stiff: u8) -> RegionRating {
    let some = |value: u8| Rating::try_from(value).ok().filter(|_| value > 0);
    RegionRating { soreness: some(sore), stiffness: some(stiff), wrong: None }
}

fn region(id: &str) -> Region {
    id.parse().expect("a known region")
}

fn document(ratings: &[(&str, RegionRating)], training: Option<(i64, &[&str], Intensity)>) -> Document {
    let regions: BTreeMap<Region, RegionRating> = ratings.iter().map(|&(id, rating)| (region(id), rating)).collect();
    let check_in = CheckIn { regions, ..CheckIn::default() };
    let mut records = vec![record(-1, Body::CheckIn(check_in))];
    if let Some((hours, types, intensity)) = training {
        let types = types.iter().map(|&id| id.into()).collect();
        records.push(record(hours, Body::Training(Training { types, intensity, note: String::new() })));
    }
    Document::new(records, Profile::default(), Settings::default())
}

fn request(minutes: u32, tools: &[Tool]) -> Request {
    Request { now: now(), minutes, mode: None, tools: tools.iter().copied().collect(), seed: 1 }
}

fn show(plan: &Plan) -> String {
    let mut text = String::new();
    let total = plan.circuit.total_secs();
    text += &format!(
        "=== {:?} {}:{:02} pressure <= {} ({}) {:?}\n",
        plan.circuit.mode,
        total / 60,
        total % 60,
        plan.pressure_ceiling,
        plan.ceiling_reason.words(),
        plan.shortfall
    );
    let mut phase = None;
    for (station, reasons) in plan.circuit.stations.iter().zip(&plan.reasons) {
        if phase != Some(station.phase) {
            phase = Some(station.phase);
            text += &format!("{} {}\n", station.phase.label(), plan.phase_secs(station.phase));
        }
        let reasons: Vec<String> = reasons.iter().map(|reason| reason.words(&CATALOG)).collect();
        text += &format!(
            "   {:<30} {:<16} {:<12} {:>3}s {} | {}\n",
            CATALOG.work_name(&station.work),
            station.group.info().id,
            format!("{:?}", station.sides),
            station.secs_per_side,
            station.pressure.map_or(String::new(), |p| format!("p{}-{}", p.from, p.to)),
            reasons.join(" · ")
        );
    }
    for why_not in &plan.why_not {
        text += &format!("   - {}\n", why_not.words(&CATALOG));
    }
    text
}

#[test]
fn scratch() {
    let wrong = RegionRating { wrong: Some(Concern::SharpPain), ..RegionRating::default() };
    let mock: &[(&str, RegionRating)] = &[
        ("hamstrings_left", rating(6, 4)),
        ("hip_flexors_left", rating(0, 5)),
        ("adductors_right", rating(4, 0)),
        ("soleus_right", rating(0, 6)),
        ("low_back_left", rating(2, 0)),
        ("shoulder_front_right", wrong),
    ];
    let usual = [Tool::Roller, Tool::Ball, Tool::Wall];
    let mut out = String::new();
    let mut run = |title: &str, document: &Document, request: &Request| {
        out += &format!("##### {title}\n");
        let start = std::time::SystemTime::UNIX_EPOCH;
        let _ = start;
        match plan(document, &CATALOG, request) {
            Ok(plan) => out += &show(&plan),
            Err(error) => out += &format!("{error}\n"),
        }
    };
    let doc = document(mock, Some((13, &["squat", "hinge"], Intensity::Hard)));
    for minutes in [3, 5, 6, 8, 12, 20, 45, 60] {
        run(&format!("mock {minutes}"), &doc, &request(minutes, &usual));
    }
    run("mock before", &doc, &Request { mode: Some(Mode::BeforeTraining), ..request(12, &usual) });
    run("new user", &document(&[], None), &request(12, &usual));
    run("new user no tools", &document(&[], None), &request(12, &[]));
    run("new user 60 no tools", &document(&[], None), &request(60, &[]));
    let olympic = document(
        &[("quads_left", rating(8, 0)), ("quads_right", rating(8, 0))],
        Some((2, &["olympic"], Intensity::Hard)),
    );
    run("olympic in 2h", &olympic, &request(10, &Tool::ALL));
    run("olympic in 2h 60", &olympic, &request(60, &[]));
    std::fs::write("/tmp/plans.txt", out).unwrap();
}
