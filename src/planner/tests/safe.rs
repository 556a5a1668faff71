//! What safety forbids never stands in a plan, whoever asks for it: planner and safety run together.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::RngSeed;

use super::*;
use crate::catalog::DrillKind;
use crate::domain::{Cause, Condition, Hazard, Health, Side, Sides, Work, strategies};
use crate::safety::{self, Level, Limits};

/// A station's drill or technique, as far as safety asks.
struct Asked {
    hazards: std::collections::BTreeSet<Hazard>,
    is_hold: bool,
    /// All regions that it moves or presses.
    moved: Vec<Region>,
}

fn asked(station: &Station) -> Asked {
    let on_side = |region: &Region| match station.sides {
        Sides::One(side) => region.side() == side || region.side() == Side::Midline,
        Sides::Each | Sides::Together => true,
    };
    match &station.work {
        Work::Technique(id) => {
            let technique = CATALOG.technique(id).expect("a known technique");
            Asked { hazards: technique.hazards.clone(), is_hold: false, moved: station.regions().collect() }
        }
        Work::Drill(id) => {
            let drill = CATALOG.drill(id).expect("a known drill");
            let is = |kind| drill.kinds.contains(&kind);
            let moves = |region: &Region| match station.phase {
                // Slow breathing moves nothing.
                Phase::Breathing => region.group() == station.group,
                _ => {
                    drill.groups.contains(&region.group())
                        || (is(DrillKind::EasyAerobic) && safety::is_leg(region.zone()))
                }
            };
            let moved = Region::all().filter(on_side).filter(moves).collect();
            Asked { hazards: drill.hazards.clone(), is_hold: is(DrillKind::Hold), moved }
        }
    }
}

/// Panics where a plan does what the limits forbid.
pub(super) fn check(plan: &Plan, limits: &Limits) {
    assert_eq!((limits.emergency(), limits.stop()), (None, None), "an emergency yields no plan");
    assert!(limits.level() < Some(Level::Emergency));
    for station in &plan.circuit.stations {
        let Asked { hazards, is_hold, moved } = asked(station);
        for region in station.regions() {
            assert_eq!(limits.cause(region), None, "{station:?}");
            if let Some(pressure) = station.pressure {
                assert_eq!(limits.may_press(region), Ok(()), "{station:?}");
                assert!(pressure.to.get() <= limits.pressure_max(region), "{station:?}");
            }
        }
        for region in moved {
            // A painful region may be moved along in the easy ranges of the warm-up; nothing else may.
            let cause = limits.cause(region).filter(|&cause| cause != Cause::Painful || station.phase != Phase::WarmUp);
            assert_eq!(cause, None, "{station:?} moves {region}");
            if is_hold {
                assert_eq!(limits.may_hold(region), Ok(()), "{station:?} holds {region}");
            }
            for &hazard in &hazards {
                assert_eq!(limits.forbids(hazard, region), None, "{station:?} asks {region} for {hazard:?}");
            }
        }
    }
}

proptest! {
    // The same cases in each run: a change turns these red, and not chance.
    #![proptest_config(ProptestConfig { cases: 96, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn a_plan_obeys_all_that_safety_forbids(
        document in strategies::recent_document(&now(), 5),
        minutes in 3_u32..=30,
        mode in prop::option::of(select(vec![Mode::BeforeTraining, Mode::Recovery])),
        tools in subsequence(Tool::ALL.to_vec(), 0..=Tool::ALL.len()),
        seed in any::<u64>(),
    ) {
        let request = Request { mode, ..Request::new(now(), minutes, tools.into_iter().collect(), seed) };
        let limits = safety::limits(&document, &request.now);
        match plan(&document, &CATALOG, &request) {
            Ok(plan) => check(&plan, &limits),
            Err(nothing) => {
                let stopped = limits.stop().map(|concern| NoPlan::Stopped { concern });
                prop_assert!(stopped.is_none_or(|stopped| stopped == nothing), "{}", nothing);
            }
        }
    }

    #[test]
    fn the_level_follows_from_all_that_was_ever_said(document in strategies::document(8)) {
        let limits = safety::limits(&document, &now());
        prop_assert_eq!(limits.emergency().is_some(), limits.level() == Some(Level::Emergency));
        prop_assert!(limits.level().is_none_or(|level| level < Level::Block) || !limits.spared().is_empty());
    }
}

/// A person without any rating who has these conditions.
fn with(conditions: &[Condition]) -> Document {
    let health = Health { asked: true, conditions: conditions.iter().copied().collect(), ..Health::default() };
    Document::new([], Profile { health, ..Profile::default() }, Settings::default())
}

#[test]
fn every_condition_leaves_a_whole_circuit_that_obeys_it() {
    for condition in Condition::ALL {
        for mode in [Mode::Recovery, Mode::BeforeTraining] {
            for minutes in [5, 12, 30] {
                let document = with(&[condition]);
                let request = request(minutes, mode, &Tool::ALL);
                let plan = plan(&document, &CATALOG, &request).expect("a plan");
                check(&plan, &safety::limits(&document, &request.now));
                assert!(is_on_time(&plan, minutes), "{condition:?} {minutes} min {mode:?}: {:?}", plan.shortfall);
            }
        }
    }
}

#[test]
fn all_conditions_together_leave_something_to_do() {
    let document = with(&Condition::ALL);
    for seed in 0..10 {
        let request = Request { seed, ..request(12, Mode::Recovery, &Tool::ALL) };
        let plan = plan(&document, &CATALOG, &request).expect("a plan");
        check(&plan, &safety::limits(&document, &request.now));
    }
}

#[test]
fn an_emergency_or_an_illness_yields_no_plan_and_says_why() {
    for concern in Concern::ALL {
        let document = document([check_in(-30, &[("chest_left", wrong(concern))])]);
        let nothing = plan(&document, &CATALOG, &request(12, Mode::Recovery, USUAL));
        let stops = safety::emergency_words(concern).is_some()
            || [Concern::HotAndIll, Concern::PopOrDeformity].contains(&concern);
        assert_eq!(nothing.err(), stops.then_some(NoPlan::Stopped { concern }));
    }
}
