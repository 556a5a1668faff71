//! What is to come, told ahead: the cues of a run, its end, and a sleep.

use super::*;

#[test]
fn the_cues_are_scheduled_when_something_changes_and_not_each_second() {
    let mut day = Day::new();
    day.give(Command::BuildCircuit);
    let effects = day.give(Command::StartRun);
    let first = scheduled(&effects).and_then(<[_]>::first).expect("a first cue").clone();
    assert_eq!((first.due, first.cue), (Duration::ZERO, Cue::Next));
    assert!(first.say.starts_with("next: "), "{}", first.say);
    assert!(effects.contains(&Effect::Awake(Awake::Yes)));
    day.wait(secs(1));
    assert_eq!(scheduled(&day.give(Command::Tick)), None);
    let check = |day: &mut Day, command: Command, awake: Awake, comes: bool| {
        let name = command.title();
        let effects = day.give(command);
        assert_eq!(scheduled(&effects).map(|all| !all.is_empty()), Some(comes), "{name}");
        assert!(effects.contains(&Effect::Awake(awake)), "{name}");
    };
    check(&mut day, Command::Run(RunCommand::Pause), Awake::No, false);
    check(&mut day, Command::Run(RunCommand::Skip), Awake::No, false);
    check(&mut day, Command::Run(RunCommand::Resume), Awake::Yes, true);
    check(&mut day, Command::FitRun { left_secs: 300 }, Awake::Yes, true);
    check(&mut day, Command::LeaveRun, Awake::No, false);
    check(&mut day, Command::StayInRun, Awake::Yes, true);
    let effects = day.give(Command::DiscardRun);
    assert_eq!(scheduled(&effects), Some(&[][..]));
    assert!(effects.contains(&Effect::Awake(Awake::No)) && effects.contains(&Effect::KeepRun(None)));
}

#[test]
fn the_end_is_told_once_and_what_was_done_stays_kept_until_it_is_written_down() {
    let mut day = started_favourite();
    day.wait(secs(500));
    let effects = day.give(Command::Tick);
    assert!(effects.contains(&Effect::NotifyDone("Circuit finished: 7 min.".to_owned())));
    assert!(kept(&effects).is_some() && effects.contains(&Effect::Awake(Awake::No)));
    day.wait(secs(500));
    assert_eq!(day.give(Command::Tick), []);
    assert!(day.give(Command::FinishRun).contains(&Effect::KeepRun(None)));
}

#[test]
fn a_run_stands_as_it_stood_before_the_computer_slept() {
    let mut day = started_favourite();
    day.wait(secs(30));
    day.give(Command::Tick);
    day.wait(Duration::from_hours(2));
    day.give(Command::Slept { since: secs(31) });
    day.give(Command::Tick);
    let view = running(&day).run.view(Duration::from_hours(3));
    assert_eq!((view.state, view.total_left_secs), (RunState::Paused, 4 * 95 - 31));
    let notice = day.model.notices().iter().next().expect("a notice");
    assert!(notice.text.contains("slept"), "{}", notice.text);
    let go_on = notice.actions[0].command.as_ref().clone();
    day.give(go_on);
    assert!(!running(&day).run.is_paused());
    assert!(notices(&day).is_empty(), "the notice is answered");
}

#[test]
fn a_run_that_stood_anyway_is_not_spoken_of_after_a_sleep() {
    let mut day = started_favourite();
    day.give(Command::Run(RunCommand::Pause));
    day.wait(Duration::from_hours(2));
    day.give(Command::Slept { since: secs(1) });
    assert!(notices(&day).is_empty());
}

/// Gives the scheduled cues at their time, as the thread of the clock does.
#[derive(Default)]
struct Receiver {
    scheduled: Vec<Announcement>,
    given: Vec<(Duration, Cue)>,
}

impl Receiver {
    fn take(&mut self, effects: &[Effect]) {
        if let Some(announcements) = scheduled(effects) {
            self.scheduled = announcements.to_vec();
        }
    }

    fn give_until(&mut self, now: Duration) {
        let (due, later): (Vec<_>, Vec<_>) = self.scheduled.drain(..).partition(|cue| cue.due <= now);
        self.scheduled = later;
        let due = due.into_iter().map(|cue| (cue.due, cue.cue));
        let new: Vec<_> = due.filter(|cue| !self.given.contains(cue)).collect();
        self.given.extend(new);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_done_the_scheduled_cues_come_once_in_order_and_to_the_end(
        steps in prop::collection::vec((0_u64..9_000, 0_usize..9), 1..40),
    ) {
        let mut day = started_favourite();
        let mut receiver = Receiver::default();
        let mut now = Duration::ZERO;
        // The favourite was started before the receiver listened.
        receiver.take(&day.give(Command::Run(RunCommand::Resume)));
        for (after_millis, nth) in steps {
            let step = Duration::from_millis(after_millis);
            now += step;
            day.wait(step);
            receiver.give_until(now);
            let command = match nth {
                0 => Command::Run(RunCommand::TogglePause),
                1 => Command::Run(RunCommand::Skip),
                2 => Command::Run(RunCommand::Back),
                3 => Command::Run(RunCommand::SwapSides),
                4 => Command::Run(RunCommand::AddSecs(-15)),
                5 => Command::FitRun { left_secs: 120 },
                6 => Command::SkipBecause(SkipReason::NoTool),
                _ => Command::Tick,
            };
            receiver.take(&day.give(command));
            receiver.give_until(now);
            prop_assert!(receiver.scheduled.iter().all(|cue| cue.due > now));
        }
        receiver.take(&day.give(Command::Run(RunCommand::Resume)));
        receiver.give_until(now + Duration::from_hours(2));
        prop_assert!(receiver.given.is_sorted_by_key(|(due, _)| *due), "{:?}", receiver.given);
        let ends = receiver.given.iter().filter(|(_, cue)| *cue == Cue::Done).count();
        prop_assert_eq!(ends, 1, "{:?}", receiver.given);
    }
}
