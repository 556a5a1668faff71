//! Skips with their reasons, and what must not come any more.

use super::*;

#[test]
fn the_reason_of_a_skip_is_asked_for_until_the_next_work_has_begun() {
    let mut day = started_favourite();
    assert_eq!(running(&day).skipped, None);
    day.wait(secs(60));
    day.give(Command::Run(RunCommand::Skip));
    assert_eq!(running(&day).skipped, Some(0));
    for (wait, expected) in [(9, Some(0)), (9, Some(0)), (3, None)] {
        day.wait(secs(wait));
        day.give(Command::Tick);
        assert_eq!(running(&day).skipped, expected);
    }
    day.give(Command::SkipBecause(SkipReason::Dull));
    day.give(Command::Run(RunCommand::Skip));
    day.give(Command::SkipBecause(SkipReason::NoSpace));
    day.give(Command::FinishRun);
    let reasons: Vec<_> = record(&day).stations.iter().map(|done| done.skipped).collect();
    assert_eq!(reasons, [None, Some(SkipReason::NoSpace), None, None]);
}

#[test]
fn without_the_tool_nothing_more_comes_that_needs_it() {
    let mut day = started_favourite();
    day.give(Command::Run(RunCommand::Skip));
    day.give(Command::SkipBecause(SkipReason::NoTool));
    assert_eq!(works(&day), ["s03", "d41", "s10"], "the hamstrings need the roller, too");
    assert_eq!(running(&day).run.answers()[0].skipped, Some(SkipReason::NoTool));
    assert!(notices(&day).iter().any(|text| text.contains("Hamstring roll")), "{:?}", notices(&day));
    assert_eq!(running(&day).run.view(Duration::ZERO).state, RunState::Running);
}

#[test]
fn where_it_hurts_the_run_stands_and_nothing_more_comes_for_that_side() {
    let mut day = Day::new();
    let hamstrings = Group::Hamstrings;
    let roll = |work: &str| station(Phase::Tissue, Work::Technique(work.into()), hamstrings);
    let mut stations = circuit().stations;
    stations.insert(0, Station { sides: Sides::One(crate::domain::Side::Left), ..roll("s02") });
    let favourite = Favourite { name: String::new(), circuit: Circuit { stations, ..circuit() } };
    day.give(Command::Shelve(None, Box::new(Entry::Favourite(favourite))));
    let favourite = *day.model.document().shelf().keys().next().expect("a favourite");
    day.give(Command::StartFavourite(favourite));
    day.wait(secs(20));
    day.give(Command::Run(RunCommand::Skip));
    let effects = day.give(Command::SkipBecause(SkipReason::Hurts));
    assert!(effects.contains(&Effect::Awake(Awake::No)));
    assert_eq!(running(&day).asking, Some(id("hamstrings_left")));
    assert!(running(&day).run.is_paused());
    assert_eq!(works(&day), ["s02", "s03", "d41", "s10"], "the later roll of both sides is left out");

    // What is answered counts for the rest of this run as well.
    day.give(Command::SetFlag(id("hamstrings_left"), Some(Concern::SharpPain.into())));
    assert_eq!(running(&day).asking, None);
    assert!(running(&day).spared.contains_key(&id("hamstrings_left")));
    day.give(Command::SetFlag(id("calf_right"), Some(Concern::SharpPain.into())));
    assert!(!works(&day).contains(&"s03".to_owned()), "{:?}", works(&day));
    day.give(Command::Run(RunCommand::Resume));
    day.wait(secs(500));
    day.give(Command::Tick);
    assert!(running(&day).run.is_finished());
    day.give(Command::FinishRun);
    let record = record(&day);
    assert_eq!(record.stations[0].skipped, Some(SkipReason::Hurts));
    assert_eq!(record.stations[0].left_secs, 10);
}

#[test]
fn questions_answered_with_nothing_leave_the_run_standing() {
    let mut day = started_favourite();
    day.wait(secs(20));
    day.give(Command::Run(RunCommand::Skip));
    assert_eq!(running(&day).skipped, Some(0), "one side of it");
    day.give(Command::SkipBecause(SkipReason::Hurts));
    assert_eq!(running(&day).asking, Some(id("calf_left")));
    day.give(Command::AskInRun(None));
    assert_eq!((running(&day).asking, running(&day).run.is_paused()), (None, true));
}

#[test]
fn a_station_at_hand_that_must_not_go_on_is_left_at_once() {
    let mut day = started_favourite();
    day.wait(secs(20));
    day.give(Command::SetFlag(id("calf_left"), Some(Concern::SharpPain.into())));
    let view = running(&day).run.view(secs(20));
    assert_eq!(running(&day).run.answers()[0].skipped, Some(SkipReason::Hurts));
    assert!(view.station > 0, "{view:?}");
}

#[test]
fn a_planned_run_is_fitted_by_its_plan() {
    let mut day = planned_run();
    day.wait(secs(120));
    day.give(Command::Tick);
    let before = running(&day).run.view(secs(120));
    day.give(Command::FitRun { left_secs: 240 });
    let after = running(&day).run.view(secs(120));
    assert_eq!((after.station, after.kind, after.spent), (before.station, before.kind, before.spent));
    assert!((235..=245).contains(&after.total_left_secs), "{} s left", after.total_left_secs);
}

#[test]
fn a_planned_run_leaves_out_what_needs_the_missing_tool() {
    let mut day = Day::new();
    for region in ["quads_left", "quads_right", "hamstrings_left", "hamstrings_right"] {
        day.rate(region, 5);
    }
    day.give(Command::SetMinutes(30));
    day.give(Command::BuildCircuit);
    day.give(Command::StartRun);
    let needs_roller: BTreeSet<String> = {
        let is_roller = |needs: &[Vec<Tool>]| needs.iter().any(|choice| choice == &[Tool::Roller]);
        let techniques = day.model.catalog().techniques().iter();
        techniques.filter(|technique| is_roller(&technique.needs.0)).map(|technique| technique.id.to_string()).collect()
    };
    let mut skipped = None;
    for _ in 0..60 {
        let here = running(&day).run.view(Duration::ZERO).station;
        day.give(Command::Run(RunCommand::Skip));
        if needs_roller.contains(&works(&day)[here]) {
            skipped = Some(here);
            break;
        }
    }
    let skipped = skipped.expect("a station with the roller");
    let to_come =
        |day: &Day| works(day).into_iter().skip(skipped + 1).filter(|work| needs_roller.contains(work)).count();
    assert!(to_come(&day) > 0, "{:?}", works(&day));
    day.give(Command::SkipBecause(SkipReason::NoTool));
    assert_eq!(to_come(&day), 0, "{:?}", works(&day));
    assert!(running(&day).plan.as_ref().is_some_and(|plan| Some(&plan.circuit) == running(&day).run.circuit()));
}

#[test]
fn a_plan_that_is_older_than_what_was_said_is_started_without_it() {
    let mut day = Day::new();
    day.rate("calf_left", 5);
    day.rate("hamstrings_left", 5);
    day.give(Command::BuildCircuit);
    day.give(Command::SetFlag(id("calf_left"), Some(Concern::SharpPain.into())));
    day.give(Command::StartRun);
    let circuit = running(&day).run.circuit().expect("a circuit");
    let is_for_calf = |station: &Station| station.regions().any(|region| region == id("calf_left"));
    assert!(!circuit.stations.iter().any(is_for_calf), "{circuit:?}");
}

#[test]
fn clearing_the_map_in_mid_run_brings_nothing_back_and_takes_nothing_away() {
    let mut day = planned_run();
    let before = works(&day);
    day.give(Command::Map(MapCommand::Clear([id("calf_left")].into())));
    assert_eq!(works(&day), before);
}

#[test]
fn what_hurt_is_the_side_at_work_and_in_a_gap_all_of_the_station_before() {
    let check = |at_secs: u64, station: usize, without: &[&str]| {
        let mut day = started_favourite();
        day.wait(secs(at_secs));
        day.give(Command::StopForPain);
        let running = running(&day);
        let regions: Vec<String> = running.without.regions.iter().map(|region| region.id()).collect();
        assert_eq!(regions, without, "at {at_secs} s");
        assert_eq!(running.run.answers()[station].skipped, Some(SkipReason::Hurts), "at {at_secs} s");
        assert!(running.run.is_paused() && running.asking.is_some(), "at {at_secs} s");
    };
    check(20, 0, &["calf_left"]);
    check(60, 0, &["calf_right"]);
    check(100, 0, &["calf_left", "calf_right"]);
    check(110, 1, &["ankle_left"]);
}
