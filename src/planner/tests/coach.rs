//! The table of scenarios in `tests/plans/scenarios.ron`: what a coach expects in a plan, and what not.

use serde::Deserialize;

use super::*;
use crate::catalog::{DrillKind, Plane};
use crate::domain::{Condition, Exclusion, Group, Health, Response, Scope, Work};

/// A person at 18:00 on 22 November 2026, what they ask for, and what the plan must and must not hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: String,
    minutes: u32,
    #[serde(default)]
    tools: Vec<Tool>,
    #[serde(default)]
    mode: Option<Mode>,
    /// Region, soreness, stiffness, as rated an hour ago.
    #[serde(default)]
    rated: Vec<(Region, u8, u8)>,
    /// Region, stiffness, days: as rated on each day up to yesterday.
    #[serde(default)]
    stiff_for: Vec<(Region, u8, i64)>,
    #[serde(default)]
    marked: Vec<(Region, Concern)>,
    #[serde(default)]
    conditions: Vec<Condition>,
    #[serde(default)]
    excluded: Vec<Region>,
    /// Types, intensity, hours from now; below 0 for one that began before.
    #[serde(default)]
    trainings: Vec<(Vec<String>, Intensity, i64)>,
    /// Group, pressure, hours ago, answer: rolled on each side.
    #[serde(default)]
    pressed: Vec<(Group, u8, i64, Option<Response>)>,
    /// Benchmark, left, right, days ago; the same ten days before.
    #[serde(default)]
    retested: Vec<(String, f64, f64, i64)>,
    #[serde(default)]
    pinned: Vec<Region>,
    #[serde(default)]
    without: Vec<String>,
    must: Vec<Trait>,
    #[serde(default)]
    must_not: Vec<Trait>,
}

/// Something that a plan may have.
#[derive(Debug, Deserialize)]
enum Trait {
    /// A station for the region, of whatever kind.
    Works(Region),
    /// A drill for the region.
    Moves(Region),
    /// A technique on the region.
    Presses(Region),
    /// The drill or technique of this id.
    Uses(String),
    Has(Phase),
    EndsWith(Phase),
    Plane(Plane),
    /// A pressure above this somewhere.
    PressureAbove(u8),
    /// A hold of at least so many seconds on one side.
    HoldOf(u32),
    /// At least so many groups with tissue work.
    TissueOn(usize),
    /// A reason or a why-not with these words.
    Says(String),
    For(Mode),
    /// Its length, within 5 s.
    Minutes(u32),
    /// No plan at all, with these words.
    Refuses(String),
}

impl Scenario {
    fn document(&self) -> Document {
        let mut regions: BTreeMap<Region, RegionRating> =
            self.rated.iter().map(|&(region, sore, stiff)| (region, rating(sore, stiff))).collect();
        for &(region, concern) in &self.marked {
            regions.entry(region).or_default().wrong = wrong(concern).wrong;
        }
        let mut records = Vec::new();
        if !regions.is_empty() {
            records.push(record(-1, Body::CheckIn(CheckIn { regions, ..CheckIn::default() })));
        }
        for &(region, stiff, days) in &self.stiff_for {
            let day = |day: i64| {
                let regions = BTreeMap::from([(region, rating(0, stiff))]);
                record(-24 * day - 8, Body::CheckIn(CheckIn { regions, ..CheckIn::default() }))
            };
            records.extend((1..=days).map(day));
        }
        for (types, intensity, hours) in &self.trainings {
            records.push(training(*hours, &types.iter().map(String::as_str).collect::<Vec<_>>(), *intensity));
        }
        records.extend(self.pressed.iter().map(|&(group, to, hours, response)| pressed(group, to, hours, response)));
        for (benchmark, left, right, days) in &self.retested {
            records.extend([*days, *days + 10].map(|days| retested(benchmark, *left, *right, days)));
        }
        let exclusion =
            |&region: &Region| (region, Exclusion { scope: Scope::AllWork, until: None, why: String::new() });
        let health = Health {
            asked: true,
            conditions: self.conditions.iter().copied().collect(),
            exclusions: self.excluded.iter().map(exclusion).collect(),
        };
        Document::new(records, Profile { health, ..Profile::default() }, Settings::default())
    }

    fn request(&self, seed: u64) -> Request {
        let mut request = Request::new(now(), self.minutes, self.tools.iter().copied().collect(), seed);
        request.mode = self.mode;
        request.pinned = self.pinned.iter().copied().collect();
        for id in &self.without {
            match id.parse() {
                Ok(region) => request.without_regions.insert(region),
                Err(_) if id.starts_with('d') => request.without_works.insert(Work::Drill(id.as_str().into())),
                Err(_) => request.without_works.insert(Work::Technique(id.as_str().into())),
            };
        }
        request
    }
}

impl Trait {
    fn holds(&self, planned: &Result<Plan, NoPlan>) -> bool {
        let plan = match (self, planned) {
            (Self::Refuses(words), Err(nothing)) => return nothing.to_string().contains(words),
            (Self::Refuses(_), Ok(_)) | (_, Err(_)) => return false,
            (_, Ok(plan)) => plan,
        };
        let stations = &plan.circuit.stations;
        let any = |of: &dyn Fn(&Station) -> bool| stations.iter().any(of);
        match self {
            Self::Works(region) => any(&|station| station.regions().any(|worked| worked == *region)),
            Self::Moves(region) => {
                any(&|station| station.pressure.is_none() && station.regions().any(|worked| worked == *region))
            }
            Self::Presses(region) => {
                any(&|station| station.pressure.is_some() && station.regions().any(|worked| worked == *region))
            }
            Self::Uses(id) => any(&|station| station.work.id() == id),
            Self::Has(phase) => any(&|station| station.phase == *phase),
            Self::EndsWith(phase) => stations.last().is_some_and(|station| station.phase == *phase),
            Self::Plane(plane) => {
                any(&|station| drill_of(station, &CATALOG).is_some_and(|drill| drill.planes.contains(plane)))
            }
            Self::PressureAbove(most) => {
                any(&|station| station.pressure.is_some_and(|pressure| pressure.to.get() > *most))
            }
            Self::HoldOf(secs) => any(&|station| {
                let is_hold = drill_of(station, &CATALOG).is_some_and(|drill| drill.kinds.contains(&DrillKind::Hold));
                is_hold && station.secs_per_side >= *secs
            }),
            Self::TissueOn(groups) => {
                stations.iter().filter(|station| station.phase == Phase::Tissue).count() >= *groups
            }
            Self::Says(words) => {
                let reasons = plan.reasons.iter().flatten().map(|reason| reason.words(&CATALOG));
                let left_out = plan.why_not.iter().map(|why_not| why_not.words(&CATALOG));
                reasons.chain(left_out).any(|said| said.contains(words))
            }
            Self::For(mode) => plan.circuit.mode == *mode,
            Self::Minutes(minutes) => is_on_time(plan, *minutes),
            Self::Refuses(_) => false,
        }
    }
}

#[test]
fn plans_hold_what_a_coach_expects_and_nothing_that_does_not_belong() {
    let table = include_str!("../../../tests/plans/scenarios.ron");
    let scenarios: Vec<Scenario> = ron::from_str(table).expect("the table parses");
    assert!(scenarios.len() >= 30, "{}", scenarios.len());
    let mut failures = Vec::new();
    for scenario in scenarios {
        let document = scenario.document();
        for seed in 0..5 {
            let planned = plan(&document, &CATALOG, &scenario.request(seed));
            let missing = scenario.must.iter().filter(|expected| !expected.holds(&planned));
            let forbidden = scenario.must_not.iter().filter(|expected| expected.holds(&planned));
            let wrong: Vec<String> = missing
                .map(|expected| format!("lacks {expected:?}"))
                .chain(forbidden.map(|expected| format!("has {expected:?}")))
                .collect();
            if !wrong.is_empty() {
                failures.push(format!("{}, seed {seed}: {}\n{}", scenario.name, wrong.join(", "), outline(&planned)));
                break;
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// A plan in a few lines, for a failure to be understood.
fn outline(planned: &Result<Plan, NoPlan>) -> String {
    let plan = match planned {
        Ok(plan) => plan,
        Err(nothing) => return nothing.to_string(),
    };
    let line = |(station, reasons): (&Station, &Vec<Reason>)| {
        let name = CATALOG.work_name(&station.work);
        let reasons: Vec<String> = reasons.iter().map(|reason| reason.words(&CATALOG)).collect();
        let pressure = station.pressure.map(|pressure| pressure.to.get());
        let Station { phase, group, sides, secs_per_side, .. } = station;
        format!("  {phase:?} {name} {group:?} {sides:?} {secs_per_side} s {pressure:?}: {}", reasons.join(" · "))
    };
    let stations = plan.circuit.stations.iter().zip(&plan.reasons).map(line);
    let left_out = plan.why_not.iter().map(|why_not| format!("  - {}", why_not.words(&CATALOG)));
    stations.chain(left_out).collect::<Vec<_>>().join("\n")
}
