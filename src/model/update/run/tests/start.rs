//! The ways into a run, and what it leaves behind.

use super::*;

#[test]
fn a_favourite_is_started_and_remembered_by_its_name() {
    let mut day = started_favourite();
    assert_eq!(running(&day).kind, RunKind::Favourite);
    day.wait(secs(60));
    day.give(Command::FinishRun);
    let record = record(&day);
    assert_eq!((record.name.as_str(), record.seed, record.stations.len()), ("Evening", None, 4));
}

#[test]
fn what_holds_today_is_left_out_of_a_circuit_of_another_day() {
    let mut day = started_favourite();
    day.wait(secs(450));
    day.give(Command::FinishRun);
    let last = day.model.document().records().last().expect("a record").id;
    day.rate("calf_left", 8);
    day.give(Command::SetFlag(id("hamstrings_left"), Some(Concern::SharpPain.into())));
    day.give(Command::SetFlag(id("hamstrings_right"), Some(Concern::SharpPain.into())));
    day.give(Command::RepeatCircuit(last));
    assert_eq!(running(&day).kind, RunKind::Repeated);
    let circuit = running(&day).run.circuit().expect("a circuit");
    assert!(circuit.stations.iter().all(|station| station.group != Group::Hamstrings));
    let calf = circuit.stations.iter().find(|station| station.group == Group::Calf);
    assert!(calf.is_none_or(|station| station.regions().all(|region| region != id("calf_left"))));
    assert!(notices(&day).iter().any(|text| text.contains("Left out")), "{:?}", notices(&day));
}

#[test]
fn nothing_is_started_while_an_emergency_or_care_the_same_day_is_due() {
    for concern in [Concern::BreathOrChest, Concern::SaddleOrBladder] {
        let mut day = started_favourite();
        day.give(Command::DiscardRun);
        let favourite = *day.model.document().shelf().keys().next().expect("a favourite");
        day.give(Command::SetFlag(id("chest_left"), Some(concern.into())));
        let intervals = Intervals { work_secs: 20, rest_secs: 10, rounds: 8, name: String::new() };
        day.give(Command::StartFavourite(favourite));
        day.give(Command::StartIntervals(intervals));
        assert!(day.model.running().is_none(), "{concern:?}");
    }
}

#[test]
fn only_one_run_goes_on_at_a_time() {
    let mut day = started_favourite();
    let intervals = Intervals { work_secs: 20, rest_secs: 10, rounds: 8, name: String::new() };
    day.give(Command::StartIntervals(intervals));
    assert_eq!(running(&day).kind, RunKind::Favourite);
}

#[test]
fn intervals_leave_a_record_with_their_name() {
    let mut day = Day::new();
    let intervals = Intervals { work_secs: 20, rest_secs: 10, rounds: 3, name: "Tabata".to_owned() };
    day.give(Command::StartIntervals(intervals));
    assert_eq!(running(&day).run.view(Duration::ZERO).kind, SegmentKind::GetReady);
    day.wait(secs(45));
    day.give(Command::FitRun { left_secs: 10 });
    day.wait(secs(60));
    day.give(Command::FinishRun);
    let record = record(&day);
    assert_eq!((record.name.as_str(), record.outcome, record.stations.len()), ("Tabata", Outcome::Finished, 0));
    assert_eq!(record.elapsed_secs, 10 + 20 + 10 + 20, "the third round was dropped");
}

#[test]
fn answers_go_into_the_record() {
    let mut day = planned_run();
    let seed = day.model.planned().expect("a plan").seed;
    day.wait(secs(100));
    day.give(Command::Run(RunCommand::Answer { station: 0, response: Some(Response::Eased) }));
    day.give(Command::Run(RunCommand::Felt { station: 0, pressure: Pressure::try_from(4).ok() }));
    let felt = |after: u8| BeforeAfter {
        scale: Scale::Soreness,
        before: None,
        after: Rating::try_from(after).expect("within 0 to 10"),
    };
    day.give(Command::SetFelt(id("calf_left"), Some(felt(2))));
    day.give(Command::SetFelt(id("quads_right"), Some(felt(1))));
    day.give(Command::SetFelt(id("quads_right"), None));
    day.give(Command::SetRunNote("calm".to_owned()));
    day.give(Command::SetEffort(Effort::try_from(2).ok()));
    day.give(Command::FinishRun);
    let record = record(&day);
    assert_eq!((record.note.as_str(), record.effort, record.seed), ("calm", Effort::try_from(2).ok(), Some(seed)));
    assert_eq!(
        (record.stations[0].response, record.stations[0].felt),
        (Some(Response::Eased), Pressure::try_from(4).ok())
    );
    let before = Rating::try_from(5).ok();
    assert_eq!(record.felt, [(id("calf_left"), BeforeAfter { before, ..felt(2) })].into());
    assert!(record.stations.iter().any(|done| done.chance_percent.is_some()), "rotation had a choice somewhere");
}
