use std::time::Duration;

use super::super::{Cue, Round, Run, RunCommand, RunState, SegmentKind};
use super::*;
use crate::domain::{Group, Outcome, Sides, Station, Work};

fn intervals() -> Intervals {
    Intervals { work_secs: 20, rest_secs: 10, rounds: 3, name: "Tabata".to_owned() }
}

fn at(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

#[test]
fn intervals_are_work_and_rest_in_turns_without_a_rest_after_the_last() {
    let run = Run::intervals(intervals(), 5, Duration::ZERO).expect("three rounds");
    let check = |at_secs: u64, kind: SegmentKind, round: usize, remaining: u32, total_left: u32| {
        let view = run.view(at(at_secs));
        assert_eq!(
            (view.kind, view.station, view.remaining_secs, view.total_left_secs),
            (kind, round, remaining, total_left),
            "at {at_secs} s"
        );
        assert_eq!((view.station_count, view.phase, view.round), (3, None, Round::Together));
    };
    check(0, SegmentKind::GetReady, 0, 5, 85);
    check(5, SegmentKind::Work, 0, 20, 80);
    check(25, SegmentKind::Rest, 1, 10, 60);
    check(35, SegmentKind::Work, 1, 20, 50);
    check(65, SegmentKind::Work, 2, 20, 20);
    assert_eq!(run.view(at(85)).state, RunState::Finished);
    assert_eq!(run.view(at(10)).next.map(|next| (next.station, next.gap_secs)), Some((1, 10)));
}

#[test]
fn intervals_cue_each_change() {
    let mut run =
        Run::intervals(Intervals { work_secs: 10, rounds: 2, ..intervals() }, 0, Duration::ZERO).expect("two rounds");
    let mut heard = Vec::new();
    for second in 0..=30 {
        heard.extend(run.tick(at(second)).into_iter().map(|cue| (second, cue)));
    }
    let last = |end: u64| [3, 2, 1].map(|last| (end - u64::from(last), Cue::Last(last)));
    let mut expected = vec![(0, Cue::Start)];
    expected.extend(last(10));
    expected.push((10, Cue::Next));
    expected.extend(last(20));
    expected.push((20, Cue::Start));
    expected.extend(last(30));
    expected.push((30, Cue::Done));
    assert_eq!(heard, expected);
}

#[test]
fn intervals_are_skipped_and_repeated_round_by_round() {
    let mut run = Run::intervals(intervals(), 5, Duration::ZERO).expect("three rounds");
    run.apply(RunCommand::Skip, at(10));
    assert_eq!((run.view(at(10)).kind, run.view(at(10)).station), (SegmentKind::Rest, 1));
    run.apply(RunCommand::Back, at(12));
    assert_eq!((run.view(at(12)).kind, run.view(at(12)).station), (SegmentKind::GetReady, 0));
    let before = run.clone();
    run.apply(RunCommand::SwapSides, at(12));
    assert_eq!(run, before, "there are no sides");
}

#[test]
fn the_record_of_intervals_has_their_name_and_time_and_no_stations() {
    let run = Run::intervals(intervals(), 5, Duration::ZERO).expect("three rounds");
    let record = run.finish(at(500));
    assert_eq!((record.name.as_str(), record.planned_secs, record.elapsed_secs), ("Tabata", 85, 85));
    assert_eq!((record.outcome, record.stations.len()), (Outcome::Finished, 0));
    let mut run = run;
    run.tick(at(500));
    assert_eq!(run.worked(), at(60));
}

#[test]
fn numbers_outside_their_ranges_are_moved_into_them() {
    let wild = Intervals { work_secs: u32::MAX, rest_secs: u32::MAX, rounds: u32::MAX, name: String::new() };
    let run = Run::intervals(wild, u32::MAX, Duration::ZERO).expect("rounds");
    let most = Intervals { work_secs: 1800, rest_secs: 600, rounds: 30, name: String::new() };
    assert_eq!(run.plain(), Some(&most));
    assert!(Run::intervals(Intervals { work_secs: 0, rest_secs: 0, rounds: 0, ..most }, 0, Duration::ZERO).is_ok());
}

#[test]
fn a_circuit_longer_than_a_day_is_refused_before_any_sum_overflows() {
    let station = |secs_per_side| Station {
        phase: Phase::Motion,
        work: Work::Drill("d41".into()),
        group: Group::Ankle,
        sides: Sides::Each,
        secs_per_side,
        pressure: None,
    };
    let check = |secs_per_side: u32, count: usize, gap: u32, expected: Option<NoRun>| {
        let stations = vec![station(secs_per_side); count];
        let circuit = Circuit { mode: Mode::Recovery, stations, transition_secs: gap, switch_secs: gap };
        assert_eq!(Run::start(circuit, Duration::ZERO).err(), expected, "{count} of {secs_per_side} s");
    };
    check(60, 20, 10, None);
    check(u32::MAX, 3, 10, Some(NoRun::TooLong));
    check(60, 20, u32::MAX, Some(NoRun::TooLong));
    check(1, 100_000, 0, Some(NoRun::TooLong));
    check(0, 3, 10, Some(NoRun::Empty));
}
