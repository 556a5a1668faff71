use proptest::prelude::*;

use super::super::properties::{ORIGIN, any_circuit, any_steps, play, start};
use super::super::{Cue, Intervals, RunCommand, RunState, SegmentKind};
use super::*;
use crate::domain::{Group, Mode, Phase, Pressure, Response, Sides, Work};

fn station(sides: Sides, secs_per_side: u32) -> Station {
    Station {
        phase: Phase::Motion,
        work: Work::Drill("d41".into()),
        group: Group::Ankle,
        sides,
        secs_per_side,
        pressure: None,
    }
}

/// Four stations of 10 + 60 s.
fn circuit() -> Circuit {
    let stations = vec![station(Sides::Together, 60); 4];
    Circuit { mode: Mode::Recovery, stations, transition_secs: 10, switch_secs: 5 }
}

fn run() -> Run {
    Run::start(circuit(), Duration::ZERO).expect("four stations")
}

fn at(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

fn secs_of(run: &Run) -> Vec<u32> {
    run.circuit()
        .map(|circuit| circuit.stations.iter().map(|station| station.secs_per_side).collect())
        .unwrap_or_default()
}

#[test]
fn new_stations_come_after_what_was_done() {
    let mut run = run();
    run.apply(RunCommand::Answer { station: 0, response: Some(Response::Eased) }, at(75));
    run.apply(RunCommand::Felt { station: 0, pressure: Pressure::try_from(4).ok() }, at(75));
    run.tick(at(100));
    assert_eq!(run.begun(), 2, "the second station is being worked");
    let mut other = circuit();
    other.stations.truncate(3);
    other.stations[2].secs_per_side = 30;
    run.refit(other, 2, at(100));
    assert_eq!(secs_of(&run), [60, 60, 30]);
    let view = run.view(at(100));
    assert_eq!((view.station, view.kind, view.remaining_secs), (1, SegmentKind::Work, 40));
    assert_eq!(view.total_left_secs, 40 + 10 + 30);
    let record = run.finish(at(999));
    assert_eq!((record.planned_secs, record.elapsed_secs), (280, 140 + 40), "the promise of the start stays");
    assert_eq!(record.stations.iter().map(|done| done.together_secs).collect::<Vec<_>>(), [60, 60, 30]);
    assert_eq!(
        (record.stations[0].response, record.stations[0].felt.map(Pressure::get)),
        (Some(Response::Eased), Some(4))
    );
}

#[test]
fn a_station_that_has_begun_stays_whatever_is_asked() {
    let mut run = run();
    run.tick(at(100));
    run.refit(Circuit { stations: vec![station(Sides::Together, 25)], ..circuit() }, 0, at(100));
    assert_eq!(secs_of(&run), [60, 60, 25]);
}

#[test]
fn the_way_to_a_station_goes_on_when_it_is_still_the_next_and_else_begins_anew() {
    let check = |first_new: Station, expected: (u32, Vec<Cue>)| {
        let mut run = run();
        run.tick(at(74));
        let stations = vec![station(Sides::Together, 60), first_new];
        run.refit(Circuit { stations, ..circuit() }, 1, at(74));
        let view = run.view(at(74));
        assert_eq!((view.station, view.kind), (1, SegmentKind::GetReady));
        assert_eq!((view.remaining_secs, run.tick(at(74))), expected);
    };
    check(station(Sides::Together, 30), (6, vec![]));
    check(station(Sides::Each, 30), (10, vec![Cue::Next]));
}

#[test]
fn with_nothing_to_come_the_run_is_finished() {
    let mut run = run();
    run.tick(at(74));
    run.refit(Circuit { stations: Vec::new(), ..circuit() }, 1, at(74));
    assert_eq!(run.tick(at(74)), [Cue::Done]);
    assert_eq!(run.view(at(74)).state, RunState::Finished);
    assert_eq!(run.finish(at(74)).stations.len(), 1);
}

#[test]
fn a_run_that_has_not_begun_can_be_left_with_nothing_to_come() {
    let mut run = run();
    run.refit(Circuit { stations: Vec::new(), ..circuit() }, 0, at(3));
    assert_eq!(run.tick(at(3)), [Cue::Done]);
    let record = run.finish(at(9));
    assert_eq!((record.done_secs(), record.elapsed_secs, run.view(at(9)).state), (0, 3, RunState::Finished));
}

#[test]
fn less_time_shortens_the_rounds_in_proportion_and_then_drops_the_last_stations() {
    let check = |left_secs: u32, expected: &[u32]| {
        let mut run = run();
        run.tick(at(50));
        // 20 s of the first station and three of 70 s are to come.
        run.fit(left_secs, at(50));
        assert_eq!(secs_of(&run), expected, "{left_secs} s left");
        assert!(run.view(at(50)).total_left_secs <= left_secs.max(20), "{left_secs} s left");
    };
    check(900, &[60, 60, 60, 60]);
    check(230, &[60, 60, 60, 60]);
    check(200, &[60, 50, 50, 50]);
    check(110, &[60, 20, 20, 20]);
    check(105, &[60, 30, 30]);
    check(60, &[60, 30]);
    check(49, &[60]);
    check(0, &[60]);
}

#[test]
fn time_to_get_ready_that_lies_behind_is_not_counted_again() {
    let mut run = run();
    run.tick(at(76));
    run.fit(204, at(76));
    assert_eq!(secs_of(&run), [60, 60, 60, 60]);
}

#[test]
fn less_time_drops_the_last_rounds_of_intervals() {
    let check = |left_secs: u32, expected: u32| {
        let intervals = Intervals { work_secs: 20, rest_secs: 10, rounds: 5, name: String::new() };
        let mut run = Run::intervals(intervals, 10, Duration::ZERO).expect("five rounds");
        run.tick(at(15));
        // 15 s of the first round and four of 30 s are to come.
        run.fit(left_secs, at(15));
        assert_eq!(run.plain().map(|intervals| intervals.rounds), Some(expected), "{left_secs} s left");
        assert_eq!(run.view(at(15)).station_count, expected as usize);
    };
    check(500, 5);
    check(135, 5);
    check(134, 4);
    check(46, 2);
    check(44, 1);
    check(0, 1);
}

proptest! {
    #[test]
    fn a_refit_keeps_what_was_done_and_answered(
        circuit in any_circuit(),
        other in any_circuit(),
        steps in any_steps(),
        done in 0_usize..8,
    ) {
        let mut run = start(circuit);
        let now = play(&mut run, ORIGIN, &steps);
        run.tick(now);
        let (before, begun) = (run.finish(now), run.begun());
        run.refit(other, done, now);
        let after = run.finish(now);
        prop_assert_eq!(after.elapsed_secs, before.elapsed_secs);
        prop_assert_eq!(after.done_secs(), before.done_secs());
        prop_assert_eq!(&after.stations[..begun], &before.stations[..begun]);
        let view = run.view(now);
        prop_assert_eq!(view.station_count, after.stations.len());
    }

    #[test]
    fn to_fit_makes_nothing_longer_and_never_breaks_the_promise_it_can_keep(
        circuit in any_circuit(),
        steps in any_steps(),
        left_secs in 0_u32..600,
    ) {
        let mut run = start(circuit);
        let now = play(&mut run, ORIGIN, &steps);
        run.tick(now);
        let before = run.view(now).total_left_secs;
        let whole = Duration::from_secs(100_000);
        let of_begun = whole.saturating_sub(run.left_for_new(whole));
        run.fit(left_secs, now);
        let after = run.view(now).total_left_secs;
        prop_assert!(after <= before);
        prop_assert!(after <= left_secs.max(u32::try_from(of_begun.as_secs()).expect("short") + 1));
    }
}
