//! Runs that are kept and taken up again.

use super::*;

#[test]
fn a_run_is_kept_each_second_while_it_goes_on_and_not_while_it_stands() {
    let mut day = started_favourite();
    let mut keeps = |count: u32, step: Duration| {
        let kept_at = |_| {
            day.wait(step);
            kept(&day.give(Command::Tick)).is_some()
        };
        (0..count).map(kept_at).filter(|kept| *kept).count()
    };
    assert_eq!(keeps(40, Duration::from_millis(250)), 10);
    assert_eq!(keeps(5, secs(1)), 5);
    day.give(Command::Run(RunCommand::Pause));
    day.wait(secs(5));
    assert_eq!(kept(&day.give(Command::Tick)), None);
}

#[test]
fn a_run_left_behind_goes_on_where_it_was() {
    let mut day = started_favourite();
    day.wait(secs(62));
    let left_behind = kept(&day.give(Command::Tick)).expect("kept each second").clone();
    let text = ron::to_string(&left_behind).expect("it is written");
    let left_behind: KeptState = ron::from_str(&text).expect("and read");

    let mut next = Day::new();
    next.wait(secs(3));
    next.give(Command::OfferKept(Box::new(left_behind.clone())));
    assert_eq!(next.model.kept(), Some(&left_behind));
    next.give(Command::ResumeKept);
    assert!(next.model.kept().is_none());
    let view = running(&next).run.view(secs(3));
    assert_eq!((view.state, view.round, view.remaining_secs), (RunState::Paused, crate::circuit::Round::Right, 33));
    next.give(Command::Run(RunCommand::Resume));
    next.wait(secs(33));
    next.give(Command::FinishRun);
    let record = record(&next);
    assert_eq!((record.name.as_str(), record.elapsed_secs), ("Evening", 95));
    assert_eq!((record.stations[0].left_secs, record.stations[0].right_secs), (40, 40));
}

#[test]
fn a_run_left_behind_is_finished_at_its_own_time_or_discarded() {
    let mut day = started_favourite();
    day.wait(secs(62));
    let left_behind = kept(&day.give(Command::Tick)).expect("kept each second").clone();

    let mut next = Day::new();
    next.wait(Duration::from_hours(20));
    next.give(Command::OfferKept(Box::new(left_behind.clone())));
    let effects = next.give(Command::DiscardKept);
    assert!(effects.contains(&Effect::KeepRun(None)) && next.model.kept().is_none());
    let undo = next.model.notices().iter().next().expect("a notice").actions[0].command.as_ref().clone();
    next.give(undo);
    assert!(next.model.kept().is_some());

    assert!(next.give(Command::FinishKept).contains(&Effect::KeepRun(None)));
    let record = next.model.document().records().next().expect("a record");
    assert_eq!(record.when, left_behind.started);
    let Body::Circuit(circuit) = &record.body else { panic!("not a circuit: {record:?}") };
    assert_eq!((circuit.outcome, circuit.elapsed_secs), (Outcome::Abandoned, 62));
}

#[test]
fn what_was_left_behind_is_written_down_before_another_run_takes_its_place() {
    let mut day = started_favourite();
    day.wait(secs(62));
    let left_behind = kept(&day.give(Command::Tick)).expect("kept each second").clone();
    let mut next = Day::new();
    next.give(Command::BuildCircuit);
    next.give(Command::OfferKept(Box::new(left_behind)));
    next.give(Command::StartRun);
    assert!(next.model.kept().is_none() && next.model.running().is_some());
    assert_eq!(record(&next).name, "Evening");
}

#[test]
fn what_is_said_after_a_run_was_left_behind_counts_when_it_is_taken_up() {
    let mut day = started_favourite();
    day.wait(secs(20));
    let left_behind = kept(&day.give(Command::Tick)).expect("kept each second").clone();
    let mut next = Day::new();
    next.give(Command::SetFlag(id("hamstrings_left"), Some(Concern::SharpPain.into())));
    next.give(Command::OfferKept(Box::new(left_behind)));
    next.give(Command::ResumeKept);
    assert!(!works(&next).contains(&"s02".to_owned()), "{:?}", works(&next));
}
