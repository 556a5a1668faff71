//! Runs by the commands of the model.

use std::collections::BTreeSet;
use std::time::Duration;

use proptest::prelude::*;

use super::super::tests::{Day, id};
use super::*;
use crate::circuit::{Cue, Intervals, RunState, SegmentKind};
use crate::domain::{
    Circuit, Concern, Effort, Entry, Favourite, Group, Mode, Outcome, Phase, Pressure, Rating, Response, Sides,
    SkipReason, Station, Tool, Work,
};
use crate::model::{Announcement, KeptState, MapCommand, RunKind};

fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

fn station(phase: Phase, work: Work, group: Group) -> Station {
    Station { phase, work, group, sides: Sides::Each, secs_per_side: 40, pressure: None }
}

/// Calf with the roller, ankle, hamstrings with the roller, hip flexors with the ball: 95 s each.
fn circuit() -> Circuit {
    let technique = |id: &str| Work::Technique(id.into());
    let stations = vec![
        station(Phase::Tissue, technique("s03"), Group::Calf),
        station(Phase::Motion, Work::Drill("d41".into()), Group::Ankle),
        station(Phase::Tissue, technique("s02"), Group::Hamstrings),
        station(Phase::Tissue, technique("s10"), Group::HipFlexors),
    ];
    Circuit { mode: Mode::Recovery, stations, transition_secs: 10, switch_secs: 5 }
}

/// A day on which a favourite of that circuit was started.
fn started_favourite() -> Day {
    let mut day = Day::new();
    let favourite = Favourite { name: "Evening".to_owned(), circuit: circuit() };
    day.give(Command::Shelve(None, Box::new(Entry::Favourite(favourite))));
    let favourite = *day.model.document().shelf().keys().next().expect("a favourite");
    day.give(Command::StartFavourite(favourite));
    day
}

fn planned_run() -> Day {
    let mut day = Day::new();
    for region in ["calf_left", "hamstrings_left", "quads_right"] {
        day.rate(region, 5);
    }
    day.give(Command::BuildCircuit);
    day.give(Command::StartRun);
    day
}

fn running(day: &Day) -> &Running {
    day.model.running().expect("a run")
}

fn works(day: &Day) -> Vec<String> {
    let circuit = running(day).run.circuit().expect("a circuit");
    circuit.stations.iter().map(|station| station.work.id().to_owned()).collect()
}

fn record(day: &Day) -> CircuitRecord {
    let circuits = day.model.document().records().filter_map(|record| match &record.body {
        Body::Circuit(circuit) => Some(circuit.clone()),
        _ => None,
    });
    circuits.last().expect("a circuit was kept")
}

fn scheduled(effects: &[Effect]) -> Option<&[Announcement]> {
    effects.iter().find_map(|effect| match effect {
        Effect::Schedule(announcements) => Some(announcements.as_slice()),
        _ => None,
    })
}

fn kept(effects: &[Effect]) -> Option<&KeptState> {
    effects.iter().rev().find_map(|effect| match effect {
        Effect::KeepRun(kept) => kept.as_ref(),
        _ => None,
    })
}

fn notices(day: &Day) -> Vec<&str> {
    day.model.notices().iter().map(|notice| notice.text.as_str()).collect()
}

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

#[test]
fn clearing_the_map_in_mid_run_brings_nothing_back_and_takes_nothing_away() {
    let mut day = planned_run();
    let before = works(&day);
    day.give(Command::Map(MapCommand::Clear([id("calf_left")].into())));
    assert_eq!(works(&day), before);
}
