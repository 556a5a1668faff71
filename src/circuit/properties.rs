//! The run, for any circuit and any commands at any moments.

use proptest::prelude::*;

use super::*;
use crate::domain::{Group, Mode, Phase, Pressure, Side, Sides, SkipReason, Station, StationDone, Work};

/// Something that happens to a run, so many milliseconds after what happened before.
pub(super) type Step = (u64, Option<RunCommand>);

pub(super) fn any_circuit() -> impl Strategy<Value = Circuit> {
    let sides = prop_oneof![
        Just(Sides::Each),
        Just(Sides::Together),
        Just(Sides::One(Side::Left)),
        Just(Sides::One(Side::Right)),
    ];
    let station = (sides, 1_u32..90).prop_map(|(sides, secs_per_side)| Station {
        phase: Phase::Motion,
        work: Work::Drill("d41".into()),
        group: Group::Ankle,
        sides,
        secs_per_side,
        pressure: None,
    });
    (prop::collection::vec(station, 1..6), 0_u32..12, 0_u32..7).prop_map(|(stations, transition_secs, switch_secs)| {
        Circuit { mode: Mode::Recovery, stations, transition_secs, switch_secs }
    })
}

pub(super) fn any_command() -> impl Strategy<Value = RunCommand> {
    prop_oneof![
        4 => Just(RunCommand::TogglePause),
        1 => Just(RunCommand::Pause),
        4 => Just(RunCommand::Resume),
        2 => Just(RunCommand::Back),
        2 => Just(RunCommand::Skip),
        3 => prop_oneof![Just(15), Just(-15), any::<i32>()].prop_map(RunCommand::AddSecs),
        2 => Just(RunCommand::SwapSides),
        1 => (0_usize..8).prop_map(|station| RunCommand::Because { station, reason: SkipReason::Dull }),
        1 => (0_usize..8).prop_map(|station| RunCommand::Felt { station, pressure: Some(Pressure::MAX) }),
        1 => (0_usize..8).prop_map(|station| RunCommand::Answer { station, response: Some(Response::Eased) }),
    ]
}

pub(super) fn any_steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0_u64..30_000, prop::option::of(any_command())), 0..30)
}

/// A monotonic scale rarely begins at zero.
pub(super) const ORIGIN: Duration = Duration::from_secs(1234);

pub(super) fn start(circuit: Circuit) -> Run {
    Run::start(circuit, ORIGIN).expect("at least one station has work")
}

/// Does the steps from the moment `now` on, and returns the moment of the last one.
pub(super) fn play(run: &mut Run, mut now: Duration, steps: &[Step]) -> Duration {
    for &(after_millis, command) in steps {
        now += Duration::from_millis(after_millis);
        if let Some(command) = command {
            run.apply(command, now);
        }
    }
    now
}

/// The moment at which an untouched run ends.
fn end_of(circuit: &Circuit) -> Duration {
    ORIGIN + Duration::from_secs(circuit.total_secs().into())
}

/// All that a run says from the moment `now` on, with a tick each so many milliseconds.
fn heard(run: &mut Run, mut now: Duration, step_millis: u64) -> Vec<Cue> {
    let mut cues = run.tick(now);
    // The longest possible: 30 minutes added to each of the segments.
    for _ in 0..200_000 {
        if run.is_finished() || run.is_paused() {
            break;
        }
        now += Duration::from_millis(step_millis);
        cues.extend(run.tick(now));
    }
    cues
}

proptest! {
    #[test]
    fn the_segments_sum_to_the_promised_length(circuit in any_circuit()) {
        let run = start(circuit.clone());
        let view = run.view(ORIGIN);
        prop_assert_eq!(view.total_left_secs, circuit.total_secs());
        let bars: f32 = view.stations.iter().map(|bar| bar.secs).sum();
        prop_assert!((bars - circuit.total_secs() as f32).abs() < 0.01);
    }

    #[test]
    fn pausing_at_any_moments_never_changes_what_remains(
        circuit in any_circuit(),
        pauses in prop::collection::vec((0_u64..40_000, 0_u64..9_000_000), 0..12),
    ) {
        let mut paused = start(circuit.clone());
        let (mut now, mut running, mut stood) = (ORIGIN, Duration::ZERO, Duration::ZERO);
        for (run_millis, pause_millis) in pauses {
            now += Duration::from_millis(run_millis);
            running += Duration::from_millis(run_millis);
            paused.apply(RunCommand::Pause, now);
            now += Duration::from_millis(pause_millis);
            stood += Duration::from_millis(pause_millis);
            paused.apply(RunCommand::Resume, now);
        }
        let plain = start(circuit);
        prop_assert_eq!(paused.view(now), plain.view(ORIGIN + running));
        let end = |run: &Run| run.upcoming().last().map(|cue| cue.due);
        let mut ticked = plain;
        ticked.tick(ORIGIN + running);
        prop_assert_eq!(end(&paused), end(&ticked).map(|end| end + stood));
    }

    #[test]
    fn what_is_upcoming_is_what_ticks_then_give(
        circuit in any_circuit(),
        steps in any_steps(),
        command in any_command(),
        step_millis in 100_u64..900,
    ) {
        let mut run = start(circuit);
        let now = play(&mut run, ORIGIN, &steps);
        run.tick(now);
        run.apply(command, now);
        let upcoming = run.upcoming();
        prop_assert!(upcoming.is_sorted_by_key(|cue| cue.due));
        prop_assert!(upcoming.iter().all(|cue| cue.due >= now));
        let twice = upcoming.windows(2).any(|pair| pair[0] == pair[1]);
        prop_assert!(!twice, "{:?}", upcoming);
        let upcoming: Vec<Cue> = upcoming.into_iter().map(|cue| cue.cue).collect();
        prop_assert_eq!(heard(&mut run, now, step_millis), upcoming);
    }

    #[test]
    fn whatever_was_done_before_no_cue_is_stale_and_none_comes_twice(circuit in any_circuit(), steps in any_steps()) {
        let mut run = start(circuit);
        let mut now = ORIGIN;
        for step in &steps {
            now = play(&mut run, now, std::slice::from_ref(step));
            run.tick(now);
            prop_assert_eq!(run.tick(now), [], "said already");
            prop_assert!(run.upcoming().iter().all(|cue| cue.due >= now));
        }
    }

    #[test]
    fn back_to_the_station_before_and_skips_return(circuit in any_circuit(), at_millis in 0_u64..600_000) {
        let now = ORIGIN + Duration::from_millis(at_millis);
        let mut run = start(circuit);
        let before = run.view(now);
        run.apply(RunCommand::Back, now);
        let back = run.view(now);
        if back.station < before.station {
            // One skip leaves the time to get ready; where there is none, one leaves each side.
            for _ in 0..2 {
                if run.view(now).station == back.station {
                    run.apply(RunCommand::Skip, now);
                }
            }
            let returned = run.view(now);
            prop_assert_eq!((returned.station, returned.spent), (before.station, Duration::ZERO));
        }
    }

    #[test]
    fn an_hour_ends_to_the_nanosecond_however_it_is_ticked(
        circuit in any_circuit(),
        ticks in prop::collection::vec(1_u64..60_000_000_000, 1..60),
    ) {
        let hour = Circuit { stations: circuit.stations.iter().cycle().take(60).cloned().collect(), ..circuit };
        let end = end_of(&hour);
        let mut run = start(hour);
        let mut now = ORIGIN;
        for nanos in ticks {
            now += Duration::from_nanos(nanos);
            run.tick(now);
            if !run.is_finished() {
                prop_assert_eq!(run.upcoming().last().map(|cue| cue.due), Some(end));
            }
        }
    }

    #[test]
    fn work_gaps_and_pauses_make_up_the_wall_time(circuit in any_circuit(), steps in any_steps()) {
        let mut run = start(circuit);
        let mut now = ORIGIN;
        let mut running = Duration::ZERO;
        for (after_millis, command) in steps {
            let step = Duration::from_millis(after_millis);
            let before = run.view(now).state;
            now += step;
            let after = run.view(now).state;
            if before == RunState::Running {
                running += step;
            }
            let elapsed = run.progress_at(now).elapsed();
            if after == RunState::Finished {
                prop_assert!(elapsed <= running);
                running = elapsed;
            } else {
                prop_assert_eq!(elapsed, running);
            }
            if let Some(command) = command {
                run.apply(command, now);
            }
        }
        let record = run.finish(now);
        prop_assert!(record.done_secs() <= record.elapsed_secs);
    }

    #[test]
    fn nothing_is_ever_out_of_range(circuit in any_circuit(), steps in any_steps()) {
        let mut run = start(circuit);
        let mut now = ORIGIN;
        for step in &steps {
            now = play(&mut run, now, std::slice::from_ref(step));
            let view = run.view(now);
            prop_assert!((0.0..=1.0).contains(&view.fraction));
            prop_assert!(view.stations.iter().all(|bar| (0.0..=1.0).contains(&bar.fraction)));
            prop_assert!(view.station < view.station_count);
            prop_assert!(view.remaining_secs <= view.total_left_secs);
            prop_assert_eq!(view.remaining_secs == 0, view.state == RunState::Finished);
            prop_assert!(view.next_change_in.is_none_or(|wait| !wait.is_zero() && wait <= Duration::from_secs(1)));
        }
    }

    #[test]
    fn the_screen_counts_the_seconds_of_a_station_as_its_record_does(circuit in any_circuit(), steps in any_steps()) {
        let mut run = start(circuit);
        let end = play(&mut run, ORIGIN, &steps);
        let on_screen: Vec<u32> = run.view(end).stations.iter().map(|station| station.done_secs).collect();
        let recorded: Vec<u32> = run.finish(end).stations.iter().map(StationDone::done_secs).collect();
        prop_assert_eq!(on_screen, recorded);
    }

    #[test]
    fn one_late_tick_equals_many_small_ones(
        circuit in any_circuit(),
        steps in any_steps(),
        ticks in prop::collection::vec(0_u64..600_000, 0..60),
    ) {
        let mut plain = start(circuit.clone());
        let end = play(&mut plain, ORIGIN, &steps);

        let mut ticked = start(circuit);
        let mut moments: Vec<(u64, Option<RunCommand>)> = Vec::new();
        let mut at = 0;
        for (after_millis, command) in steps {
            at += after_millis;
            moments.push((at, command));
        }
        moments.extend(ticks.into_iter().filter(|&tick| tick <= at).map(|tick| (tick, None)));
        moments.sort_by_key(|&(at, _)| at);
        for (at, command) in moments {
            let now = ORIGIN + Duration::from_millis(at);
            match command {
                Some(command) => ticked.apply(command, now),
                None => {
                    ticked.tick(now);
                }
            }
        }
        prop_assert_eq!(ticked.view(end), plain.view(end));
        prop_assert_eq!(ticked.finish(end), plain.finish(end));
    }

    #[test]
    fn an_untouched_run_does_exactly_what_was_planned(circuit in any_circuit(), late_millis in 0_u64..100_000) {
        let end = end_of(&circuit);
        let run = start(circuit.clone());
        let before_end = run.view(end.saturating_sub(Duration::from_millis(1)));
        prop_assert_eq!((before_end.state, before_end.total_left_secs), (RunState::Running, 1));

        let record = run.finish(end + Duration::from_millis(late_millis));
        prop_assert_eq!(record.outcome, Outcome::Finished);
        prop_assert_eq!(record.elapsed_secs, circuit.total_secs());
        for done in &record.stations {
            let planned = done.station.secs_per_side;
            let expected = match done.station.sides {
                Sides::Each => (planned, planned, 0),
                Sides::One(Side::Left) => (planned, 0, 0),
                Sides::One(Side::Right) => (0, planned, 0),
                Sides::One(Side::Midline) | Sides::Together => (0, 0, planned),
            };
            prop_assert_eq!((done.left_secs, done.right_secs, done.together_secs), expected);
        }
    }

    #[test]
    fn a_pause_freezes_the_view(circuit in any_circuit(), steps in any_steps(), pause_millis in 0_u64..10_000_000) {
        let mut run = start(circuit);
        let now = play(&mut run, ORIGIN, &steps);
        run.apply(RunCommand::Pause, now);
        let frozen = run.view(now);
        let later = now + Duration::from_millis(pause_millis);
        run.tick(later);
        prop_assert_eq!(&run.view(later), &frozen);
        run.apply(RunCommand::Resume, later);
        prop_assert_eq!(run.view(later).spent, frozen.spent);
    }

    #[test]
    fn finished_is_final(circuit in any_circuit(), commands in prop::collection::vec(any_command(), 0..10)) {
        let end = end_of(&circuit);
        let mut run = start(circuit);
        let finished = run.view(end);
        prop_assert_eq!(finished.state, RunState::Finished);
        for command in commands {
            run.apply(command, end + Duration::from_secs(1));
        }
        prop_assert_eq!(run.view(end + Duration::from_mins(1)), finished);
    }

    #[test]
    fn time_going_backwards_is_ignored(circuit in any_circuit(), steps in any_steps(), back_millis in 0_u64..2_000_000) {
        let mut run = start(circuit);
        let now = play(&mut run, ORIGIN, &steps);
        run.tick(now);
        let earlier = now.saturating_sub(Duration::from_millis(back_millis));
        let before = run.clone();
        prop_assert_eq!(run.tick(earlier), []);
        prop_assert_eq!(run.view(earlier), before.view(now));
        prop_assert_eq!(run.view(now), before.view(now));
    }

    #[test]
    fn rare_ticks_give_no_cue_that_frequent_ones_do_not(circuit in any_circuit(), step_millis in 1_u64..20_000) {
        let end = end_of(&circuit);
        let cues_every = |step: Duration| {
            let mut run = start(circuit.clone());
            let mut now = ORIGIN;
            let mut cues = run.tick(now);
            while now < end {
                now = end.min(now + step);
                cues.extend(run.tick(now));
            }
            cues
        };
        let all = cues_every(Duration::from_millis(500));
        let rare = cues_every(Duration::from_millis(step_millis));
        prop_assert_eq!(rare.last(), Some(&Cue::Done));
        if step_millis < 1000 {
            prop_assert_eq!(&rare, &all);
        }
        let mut of_all = all.iter();
        prop_assert!(rare.iter().all(|cue| of_all.any(|other| other == cue)), "{rare:?} is not within {all:?}");
    }
}
