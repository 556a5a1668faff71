use std::time::Duration;

use proptest::prelude::*;

use super::super::properties::{ORIGIN, any_circuit, any_command, any_steps, play, start};
use super::super::{Intervals, Run, RunCommand};
use super::*;

fn text_of(run: &Run, now: Duration) -> String {
    ron::to_string(&run.keep(now)).expect("a kept run is written")
}

fn read(text: &str) -> Option<KeptRun> {
    ron::from_str(text).ok()
}

/// A text with the number of an index replaced by another.
fn with_number(text: &str, nth: usize, number: &str) -> String {
    let mut pieces: Vec<String> = Vec::new();
    for letter in text.chars() {
        match pieces.last_mut() {
            Some(piece) if piece.ends_with(|last: char| last.is_ascii_digit()) == letter.is_ascii_digit() => {
                piece.push(letter);
            }
            _ => pieces.push(letter.to_string()),
        }
    }
    let is_number = |piece: &String| piece.starts_with(|first: char| first.is_ascii_digit());
    let numbers: Vec<usize> = (0..pieces.len()).filter(|&index| is_number(&pieces[index])).collect();
    if let Some(&index) = numbers.get(nth % numbers.len().max(1)) {
        number.clone_into(&mut pieces[index]);
    }
    pieces.concat()
}

#[test]
fn a_kept_run_that_does_not_fit_its_circuit_is_refused() {
    let intervals = Intervals { work_secs: 20, rest_secs: 10, rounds: 2, name: "Tabata".to_owned() };
    let run = Run::intervals(intervals, 10, Duration::ZERO).expect("two rounds");
    let text = text_of(&run, Duration::from_secs(12));
    assert!(read(&text).is_some(), "{text}");
    let check = |from: &str, to: &str| {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from} is in {text}");
        assert_eq!(read(&changed), None, "{from} became {to}");
    };
    check("current:1", "current:5");
    check("current:1", "current:18446744073709551615");
    check("current:1", "current:4");
    check("spent:(secs:2", "spent:(secs:20");
    check("length:(secs:20,nanos:0),spent", "length:(secs:18446744073709551615,nanos:0),spent");
    check("segments:[", "segments:[(station:7,kind:Work,round:Together,length:(secs:9,nanos:0)),");
    check("segments:[", "segments:[(station:0,kind:Switch,round:Left,length:(secs:9,nanos:0)),");
    check("segments:[", "segments:[(station:0,kind:Work,round:Left,length:(secs:0,nanos:0)),");
    check("segments:[", "segments:[(station:1,kind:Work,round:Left,length:(secs:9,nanos:0)),");
    check("rounds:2", "rounds:4000000000");
    check("rounds:2", "rounds:3");
    check("work_secs:20", "work_secs:4294967295");
    check("get_ready_secs:10", "get_ready_secs:4294967295");
    check("gaps:(secs:10", "gaps:(secs:18446744073709551615");
    check("worked:[", "worked:[(left:(secs:0,nanos:0),right:(secs:0,nanos:0),together:(secs:0,nanos:0)),");
    check("answers:[", "answers:[(response:None,felt:None,skipped:None),");
    check("planned_secs", "plan_secs");
}

proptest! {
    #[test]
    fn a_run_taken_up_again_goes_on_as_after_a_pause(
        circuit in any_circuit(),
        before in any_steps(),
        after in any_steps(),
        asleep_millis in 0_u64..90_000_000,
    ) {
        let mut paused = start(circuit);
        let now = play(&mut paused, ORIGIN, &before);
        paused.apply(RunCommand::Pause, now);
        paused.tick(now);
        let kept = read(&text_of(&paused, now)).expect("what is written is read");
        // The other sitting has a time scale of its own.
        let later = Duration::from_millis(asleep_millis);
        let mut resumed = kept.resume(later);
        prop_assert_eq!(resumed.view(later), paused.view(now));
        prop_assert_eq!(resumed.finish(later), paused.finish(now));
        prop_assert_eq!(resumed.is_paused(), paused.is_paused());

        paused.apply(RunCommand::Resume, now);
        resumed.apply(RunCommand::Resume, later);
        let on = |cues: Vec<super::super::DueCue>, origin: Duration| -> Vec<_> {
            cues.into_iter().map(|cue| (cue.due.saturating_sub(origin), cue.cue)).collect()
        };
        if !paused.is_finished() {
            prop_assert_eq!(on(resumed.upcoming(), later), on(paused.upcoming(), now));
        }
        let paused_end = play(&mut paused, now, &after);
        let resumed_end = play(&mut resumed, later, &after);
        prop_assert_eq!(resumed.view(resumed_end), paused.view(paused_end));
        prop_assert_eq!(resumed.finish(resumed_end), paused.finish(paused_end));
    }

    #[test]
    fn what_came_after_the_keep_is_all_that_is_lost(circuit in any_circuit(), kept_at in 0_u64..300, lost_millis in 0_u64..1000) {
        let run = start(circuit);
        let kept = ORIGIN + Duration::from_secs(kept_at);
        let crashed = kept + Duration::from_millis(lost_millis);
        let resumed = run.keep(kept).resume(Duration::ZERO);
        let lost = run.finish(crashed).elapsed_secs - resumed.finish(Duration::ZERO).elapsed_secs;
        prop_assert!(lost <= 1);
    }

    #[test]
    fn a_run_with_a_wrong_number_in_it_is_refused_or_can_be_followed(
        circuit in any_circuit(),
        steps in any_steps(),
        nth in 0_usize..400,
        number in prop_oneof![Just(u64::MAX), Just(u64::from(u32::MAX)), any::<u64>(), 0_u64..100, Just(604_800)],
        commands in prop::collection::vec(any_command(), 0..12),
    ) {
        let mut run = start(circuit);
        let now = play(&mut run, ORIGIN, &steps);
        let text = with_number(&text_of(&run, now), nth, &number.to_string());
        if let Some(kept) = read(&text) {
            let mut run = kept.resume(ORIGIN);
            let mut now = ORIGIN;
            run.apply(RunCommand::Resume, now);
            for command in commands {
                now += Duration::from_secs(20);
                run.apply(command, now);
                run.view(now);
                run.upcoming();
                run.tick(now);
                run.finish(now);
                read(&text_of(&run, now));
            }
        }
    }
}
