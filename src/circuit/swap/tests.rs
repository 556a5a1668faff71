use std::time::Duration;

use proptest::prelude::*;

use super::super::properties::{ORIGIN, any_circuit, play, start};
use super::super::{Cue, Round, Run, RunCommand, SegmentKind};
use crate::domain::{Circuit, Group, Mode, Phase, Side, Sides, Station, Work};

/// Get ready 10, left 40, switch 5, right 40 (95); then one round of 30 after 10.
fn circuit(second: Sides) -> Circuit {
    let station = |sides, secs_per_side| Station {
        phase: Phase::Motion,
        work: Work::Drill("d41".into()),
        group: Group::Ankle,
        sides,
        secs_per_side,
        pressure: None,
    };
    Circuit {
        mode: Mode::Recovery,
        stations: vec![station(Sides::Each, 40), station(second, 30)],
        transition_secs: 10,
        switch_secs: 5,
    }
}

fn at(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

/// Kind, round and seconds of each segment still to come, the current one first.
fn to_come(run: &Run, mut now: Duration) -> Vec<(SegmentKind, Round, u32)> {
    let mut segments = Vec::new();
    for _ in 0..20 {
        let view = run.view(now);
        if view.remaining_secs == 0 {
            break;
        }
        segments.push((view.kind, view.round, view.remaining_secs));
        now += at(view.remaining_secs.into());
    }
    segments
}

#[test]
fn what_remains_of_a_station_comes_in_the_other_order() {
    use Round::{Left, Right, Together};
    use SegmentKind::{GetReady, Switch, Work};
    let check = |at_secs: u64, expected: &[(SegmentKind, Round, u32)]| {
        let mut run = Run::start(circuit(Sides::Together), Duration::ZERO).expect("two stations");
        run.apply(RunCommand::SwapSides, at(at_secs));
        let mut expected = expected.to_vec();
        expected.extend([(GetReady, Together, 10), (Work, Together, 30)]);
        assert_eq!(to_come(&run, at(at_secs)), expected, "at {at_secs} s");
    };
    check(4, &[(GetReady, Right, 6), (Work, Right, 40), (Switch, Left, 5), (Work, Left, 40)]);
    check(10, &[(Work, Right, 40), (Switch, Left, 5), (Work, Left, 40)]);
    check(22, &[(Switch, Right, 5), (Work, Right, 40), (Switch, Left, 5), (Work, Left, 28)]);
    check(52, &[(Switch, Right, 3), (Work, Right, 40)]);
    check(60, &[(Work, Right, 35)]);
}

#[test]
fn a_second_swap_comes_back_to_the_first_side() {
    let mut run = Run::start(circuit(Sides::Together), Duration::ZERO).expect("two stations");
    run.apply(RunCommand::SwapSides, at(22));
    run.apply(RunCommand::SwapSides, at(37));
    let view = run.view(at(37));
    assert_eq!((view.kind, view.round), (SegmentKind::Switch, Round::Left));
    let view = run.view(at(42));
    assert_eq!((view.kind, view.round, view.remaining_secs), (SegmentKind::Work, Round::Left, 28));
    let done = run.finish(at(999)).stations.swap_remove(0);
    assert_eq!((done.left_secs, done.right_secs), (40, 40), "each side has had its time");
}

#[test]
fn where_one_round_remains_there_is_nothing_to_swap() {
    let check = |second: Sides| {
        let mut run = Run::start(circuit(second), Duration::ZERO).expect("two stations");
        run.tick(at(107));
        let before = run.clone();
        run.apply(RunCommand::SwapSides, at(107));
        assert_eq!(run, before, "{second:?}");
    };
    check(Sides::Together);
    check(Sides::One(Side::Left));
}

#[test]
fn a_swap_is_heard_at_once_and_in_a_pause_when_the_time_goes_on() {
    let mut run = Run::start(circuit(Sides::Together), Duration::ZERO).expect("two stations");
    run.tick(at(4));
    run.apply(RunCommand::SwapSides, at(4));
    assert_eq!(run.tick(at(4)), [Cue::Switch]);
    run.apply(RunCommand::Pause, at(22));
    run.apply(RunCommand::SwapSides, at(23));
    run.tick(at(30));
    assert_eq!(run.upcoming(), []);
    run.apply(RunCommand::Resume, at(40));
    assert_eq!(run.tick(at(40)), [Cue::Switch]);
}

proptest! {
    #[test]
    fn however_often_sides_are_swapped_each_gets_its_time(
        circuit in any_circuit(),
        swaps in prop::collection::vec((0_u64..20_000).prop_map(|after| (after, Some(RunCommand::SwapSides))), 0..20),
    ) {
        let mut run = start(circuit.clone());
        let now = play(&mut run, ORIGIN, &swaps);
        let end = run.upcoming().last().map_or(now, |cue| cue.due);
        let record = run.finish(end);
        for (done, station) in record.stations.iter().zip(&circuit.stations) {
            prop_assert_eq!(done.done_secs(), station.work_secs());
            if station.sides == Sides::Each {
                prop_assert_eq!(done.left_secs, done.right_secs);
            }
        }
    }
}
