//! The run, by example.

use super::*;
use crate::domain::{Group, Mode, Phase, Side, Sides, Station, Work};

fn secs(secs: f64) -> Duration {
    Duration::from_secs_f64(secs)
}

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

/// Get ready 10, left 40, switch 5, right 40 (95); get ready 10, left 30 (135); get ready 10, both 60 (205).
fn circuit() -> Circuit {
    Circuit {
        mode: Mode::Recovery,
        stations: vec![station(Sides::Each, 40), station(Sides::One(Side::Left), 30), station(Sides::Together, 60)],
        transition_secs: 10,
        switch_secs: 5,
    }
}

fn run() -> Run {
    Run::start(circuit(), Duration::ZERO).expect("three stations")
}

/// Station, kind, round and remaining seconds, which tell any two places of a run apart.
fn place(run: &Run, at_secs: f64) -> (usize, SegmentKind, Round, u32) {
    let view = run.view(secs(at_secs));
    (view.station, view.kind, view.round, view.remaining_secs)
}

#[test]
fn a_circuit_without_work_is_refused() {
    let check = |stations: Vec<Station>| {
        let circuit = Circuit { stations, ..circuit() };
        assert_eq!(Run::start(circuit, Duration::ZERO), Err(NoRun::Empty));
    };
    check(vec![]);
    check(vec![station(Sides::Each, 0)]);
}

#[test]
fn time_leads_through_the_segments_in_order() {
    let check = |at_secs: f64, expected: (usize, SegmentKind, Round, u32), total_left: u32| {
        assert_eq!(place(&run(), at_secs), expected, "at {at_secs} s");
        assert_eq!(run().view(secs(at_secs)).total_left_secs, total_left, "at {at_secs} s");
    };
    check(0.0, (0, SegmentKind::GetReady, Round::Left, 10), 205);
    check(0.001, (0, SegmentKind::GetReady, Round::Left, 10), 205);
    check(9.999, (0, SegmentKind::GetReady, Round::Left, 1), 196);
    check(10.0, (0, SegmentKind::Work, Round::Left, 40), 195);
    check(50.0, (0, SegmentKind::Switch, Round::Right, 5), 155);
    check(55.0, (0, SegmentKind::Work, Round::Right, 40), 150);
    check(95.0, (1, SegmentKind::GetReady, Round::Left, 10), 110);
    check(105.0, (1, SegmentKind::Work, Round::Left, 30), 100);
    check(145.0, (2, SegmentKind::Work, Round::Together, 60), 60);
    check(205.0, (2, SegmentKind::Work, Round::Together, 0), 0);
    check(999.0, (2, SegmentKind::Work, Round::Together, 0), 0);
}

#[test]
fn the_screen_is_told_when_a_number_changes_next() {
    let mut run = run();
    let check = |run: &Run, at_secs: f64, expected: Option<f64>| {
        assert_eq!(run.view(secs(at_secs)).next_change_in, expected.map(secs), "at {at_secs} s");
    };
    check(&run, 0.0, Some(1.0));
    check(&run, 0.25, Some(0.75));
    check(&run, 300.0, None);
    run.apply(RunCommand::Pause, secs(0.25));
    check(&run, 0.5, None);
}

#[test]
fn next_up_is_the_round_after_the_one_at_hand() {
    let check = |at_secs: f64, expected: Option<(usize, Round, u32)>| {
        let next = run().view(secs(at_secs)).next;
        assert_eq!(next.map(|next| (next.station, next.round, next.gap_secs)), expected, "at {at_secs} s");
    };
    check(0.0, Some((0, Round::Right, 5)));
    check(10.0, Some((0, Round::Right, 5)));
    check(50.0, Some((1, Round::Left, 10)));
    check(60.0, Some((1, Round::Left, 10)));
    check(110.0, Some((2, Round::Together, 10)));
    check(135.0, None);
    check(205.0, None);
}

#[test]
fn the_bar_of_the_whole_fills_by_seconds() {
    let view = run().view(secs(10.0 + 40.0 + 5.0 + 8.0));
    assert_eq!(view.stations.iter().map(|bar| bar.secs).collect::<Vec<_>>(), [95.0, 40.0, 70.0]);
    let fractions: Vec<f32> = view.stations.iter().map(|bar| bar.fraction).collect();
    assert!((fractions[0] - 63.0 / 95.0).abs() < 1e-6, "{fractions:?}");
    assert_eq!(fractions[1..], [0.0, 0.0]);
    assert!((view.fraction - 8.0 / 40.0).abs() < 1e-6);
}

#[test]
fn gaps_of_length_zero_vanish_and_their_cue_begins_the_work() {
    let circuit = Circuit { transition_secs: 0, switch_secs: 0, ..circuit() };
    let mut run = Run::start(circuit, Duration::ZERO).expect("three stations");
    let boundaries =
        [(0.0, Cue::Start), (40.0, Cue::Switch), (80.0, Cue::Next), (110.0, Cue::Next), (170.0, Cue::Done)];
    for (at_secs, cue) in boundaries {
        assert_eq!(run.tick(secs(at_secs)), [cue], "at {at_secs} s");
    }
}

#[test]
fn an_untouched_run_cues_each_event_once() {
    let mut run = Run::start(Circuit { stations: vec![station(Sides::Each, 20)], ..circuit() }, Duration::ZERO)
        .expect("one station");
    let mut heard = Vec::new();
    for tenth in 0..700 {
        let at = secs(f64::from(tenth) / 10.0);
        heard.extend(run.tick(at).into_iter().map(|cue| (tenth / 10, cue)));
    }
    let last = |end: i32| [3, 2, 1].map(|last| (end - i32::from(last), Cue::Last(last)));
    let mut expected = vec![(0, Cue::Next)];
    expected.extend(last(10));
    expected.extend([(10, Cue::Start), (20, Cue::Halfway)]);
    expected.extend(last(30));
    expected.push((30, Cue::Switch));
    expected.extend(last(35));
    expected.extend([(35, Cue::Start), (45, Cue::Halfway)]);
    expected.extend(last(55));
    expected.push((55, Cue::Done));
    assert_eq!(heard, expected);
}

#[test]
fn a_round_too_short_for_a_halfway_cue_has_none() {
    let check = |secs_per_side: u32, expected: bool| {
        let circuit = Circuit { stations: vec![station(Sides::Together, secs_per_side)], ..circuit() };
        let mut run = Run::start(circuit, Duration::ZERO).expect("one station");
        let heard = (0..1000).flat_map(|tenth| run.tick(secs(f64::from(tenth) / 10.0))).collect::<Vec<_>>();
        assert_eq!(heard.contains(&Cue::Halfway), expected, "{secs_per_side} s");
    };
    check(19, false);
    check(20, true);
}

#[test]
fn after_a_long_sleep_only_what_begins_now_is_cued() {
    let mut run = run();
    run.tick(secs(1.0));
    assert_eq!(run.tick(secs(80.0)), [Cue::Start], "asleep in the second round, the last beginning");
    assert_eq!(run.tick(secs(92.5)), [Cue::Last(3)], "half a second late is still of use");
    assert_eq!(run.tick(secs(500.0)), [Cue::Done]);
    assert_eq!(run.tick(secs(600.0)), []);
}

#[test]
fn a_skip_moves_to_the_next_station_at_once() {
    let check = |at_secs: f64, expected: (usize, SegmentKind, Round, u32)| {
        let mut run = run();
        run.apply(RunCommand::Skip, secs(at_secs));
        assert_eq!(place(&run, at_secs), expected, "from {at_secs} s");
    };
    check(4.0, (1, SegmentKind::GetReady, Round::Left, 10));
    check(20.0, (0, SegmentKind::Switch, Round::Right, 5));
    check(52.0, (1, SegmentKind::GetReady, Round::Left, 10));
    check(60.0, (1, SegmentKind::GetReady, Round::Left, 10));
    check(110.0, (2, SegmentKind::GetReady, Round::Together, 10));
    check(150.0, (2, SegmentKind::Work, Round::Together, 0));
}

#[test]
fn skipping_the_last_station_finishes_the_run() {
    let mut run = run();
    run.apply(RunCommand::Skip, secs(150.0));
    assert_eq!(run.tick(secs(150.0)), [Cue::Done]);
    assert_eq!(run.view(secs(150.0)).state, RunState::Finished);
    let record = run.finish(secs(400.0));
    assert_eq!((record.outcome, record.elapsed_secs), (Outcome::Finished, 150));
    assert_eq!(record.stations[2].together_secs, 5);
}

#[test]
fn back_starts_the_station_again_or_goes_to_the_one_before() {
    let check = |at_secs: f64, expected: (usize, SegmentKind, Round, u32)| {
        let mut run = run();
        run.apply(RunCommand::Back, secs(at_secs));
        assert_eq!(place(&run, at_secs), expected, "from {at_secs} s");
    };
    let first = (0, SegmentKind::GetReady, Round::Left, 10);
    let second = (1, SegmentKind::GetReady, Round::Left, 10);
    check(0.0, first);
    check(11.0, first);
    check(56.0, first);
    check(96.0, first);
    check(104.0, first);
    check(107.9, first);
    check(108.0, second);
    check(134.0, second);
    check(136.0, second);
}

#[test]
fn back_after_a_skip_returns() {
    let mut run = run();
    run.apply(RunCommand::Back, secs(96.0));
    run.apply(RunCommand::Skip, secs(97.0));
    assert_eq!(place(&run, 97.0), (1, SegmentKind::GetReady, Round::Left, 10));
}

#[test]
fn added_seconds_change_the_current_segment_only() {
    let check = |added: i32, expected: (usize, SegmentKind, Round, u32), total_left: u32| {
        let mut run = run();
        run.apply(RunCommand::AddSecs(added), secs(20.0));
        assert_eq!(place(&run, 20.0), expected, "{added} s");
        assert_eq!(run.view(secs(20.0)).total_left_secs, total_left, "{added} s");
    };
    let work = |remaining| (0, SegmentKind::Work, Round::Left, remaining);
    check(15, work(45), 200);
    check(-15, work(15), 170);
    check(-29, work(1), 156);
    check(-30, (0, SegmentKind::Switch, Round::Right, 5), 155);
    check(i32::MIN, (0, SegmentKind::Switch, Round::Right, 5), 155);
    check(i32::MAX, work(1800), 1955);
}

#[test]
fn adding_to_a_round_already_longer_than_the_limit_takes_nothing_away() {
    let circuit = Circuit { stations: vec![station(Sides::Together, 3600)], transition_secs: 0, ..circuit() };
    let mut run = Run::start(circuit, Duration::ZERO).expect("one station");
    run.apply(RunCommand::AddSecs(15), secs(0.0));
    assert_eq!(run.view(secs(0.0)).remaining_secs, 3600);
}

#[test]
fn a_paused_run_stands_until_resumed() {
    let mut run = run();
    run.apply(RunCommand::TogglePause, secs(20.0));
    assert_eq!(run.tick(secs(500.0)), [Cue::Start], "the round that had begun before the pause");
    assert_eq!(place(&run, 500.0), (0, SegmentKind::Work, Round::Left, 30));
    run.apply(RunCommand::TogglePause, secs(500.0));
    assert_eq!(place(&run, 510.0), (0, SegmentKind::Work, Round::Left, 20));
    let record = run.finish(secs(510.0));
    assert_eq!((record.elapsed_secs, record.stations[0].left_secs), (30, 20));
}

#[test]
fn a_paused_run_can_be_moved_and_stays_paused() {
    let mut run = run();
    run.apply(RunCommand::Pause, secs(20.0));
    run.apply(RunCommand::Skip, secs(21.0));
    run.apply(RunCommand::AddSecs(-15), secs(22.0));
    assert_eq!(place(&run, 30.0), (0, SegmentKind::Work, Round::Right, 40));
    assert_eq!(run.view(secs(30.0)).state, RunState::Paused);
    run.apply(RunCommand::Resume, secs(30.0));
    assert_eq!(place(&run, 31.0), (0, SegmentKind::Work, Round::Right, 39));
}

#[test]
fn the_record_has_the_seconds_really_done() {
    let mut run = run();
    run.apply(RunCommand::Skip, secs(22.7));
    run.apply(RunCommand::Answer { station: 0, response: Some(Response::Same) }, secs(23.0));
    run.apply(RunCommand::Answer { station: 0, response: Some(Response::Eased) }, secs(23.5));
    run.apply(RunCommand::Answer { station: 9, response: Some(Response::Worse) }, secs(23.6));
    let record = run.finish(secs(22.7 + 5.0 + 3.0));
    assert_eq!((record.outcome, record.planned_secs, record.elapsed_secs), (Outcome::Abandoned, 205, 30));
    let done: Vec<_> = record.stations.iter().map(|done| (done.left_secs, done.right_secs, done.response)).collect();
    assert_eq!(done, [(12, 3, Some(Response::Eased)), (0, 0, None), (0, 0, None)]);
}

#[test]
fn answers_are_taken_after_the_end() {
    let mut run = run();
    run.apply(RunCommand::Answer { station: 2, response: Some(Response::Worse) }, secs(300.0));
    assert_eq!(run.finish(secs(300.0)).stations[2].response, Some(Response::Worse));
}
