//! The model by its commands: a person's day in microseconds.

use std::sync::Arc;
use std::time::Duration;

use jiff::{ToSpan as _, Zoned};

use super::super::{Command, Effect, MapCommand, Model, Moment, Place, Saving, Scale};
use crate::catalog::Catalog;
use crate::circuit::RunCommand;
use crate::domain::{
    Body, Concern, Document, Effort, Intensity, Outcome, Profile, Rating, Readiness, Region, Settings, Stamp, Tool,
    Training,
};

/// A model with a clock that the test moves.
pub(super) struct Day {
    pub(super) model: Model,
    pub(super) start: Zoned,
    elapsed: Duration,
    random: u128,
}

impl Day {
    pub(super) fn new() -> Self {
        Self::at(Place::default())
    }

    fn at(place: Place) -> Self {
        let start: Zoned = "2026-11-22T08:00:00+01:00[Europe/Berlin]".parse().expect("a moment");
        let catalog = Arc::new(Catalog::built_in().expect("the built-in catalogue parses"));
        let moment = Moment { wall: start.clone(), monotonic: Duration::ZERO, random: 0 };
        Self {
            model: Model::new(catalog, Document::default(), place, &moment),
            start,
            elapsed: Duration::ZERO,
            random: 0,
        }
    }

    pub(super) fn give(&mut self, command: Command) -> Vec<Effect> {
        self.random += 1;
        let passed = i64::try_from(self.elapsed.as_millis()).expect("a short test").milliseconds();
        let wall = self.start.checked_add(passed).expect("a day of the calendar");
        self.model.update(command, &Moment { wall, monotonic: self.elapsed, random: self.random })
    }

    pub(super) fn wait(&mut self, duration: Duration) {
        self.elapsed += duration;
    }

    pub(super) fn rate(&mut self, region: &str, value: u8) -> Vec<Effect> {
        self.give(Command::Rate(id(region), Scale::Soreness, Rating::try_from(value).ok()))
    }

    pub(super) fn soreness(&self, region: &str) -> Option<u8> {
        let rating = self.model.derived().regions_today().get(&id(region))?;
        rating.soreness.map(Rating::get)
    }
}

pub(super) fn id(region: &str) -> Region {
    region.parse().expect("a known region")
}

fn hours(count: u64) -> Duration {
    Duration::from_hours(count)
}

#[test]
fn answers_within_four_hours_belong_to_one_check_in_and_later_ones_to_another() {
    let mut day = Day::new();
    day.rate("calf_left", 4);
    day.wait(hours(3));
    day.rate("calf_right", 5);
    assert_eq!(day.model.document().record_count(), 1);
    day.wait(hours(2));
    day.rate("calf_left", 2);
    assert_eq!(day.model.document().record_count(), 2);
    assert_eq!(day.soreness("calf_left"), Some(2), "the later answer holds");
    assert_eq!(day.soreness("calf_right"), Some(5), "the earlier one still speaks of the other side");
}

#[test]
fn a_check_in_before_midnight_is_not_continued_after_it() {
    let mut day = Day::new();
    day.wait(hours(15));
    day.rate("calf_left", 4);
    day.wait(hours(2));
    day.rate("calf_left", 3);
    assert_eq!(day.model.document().record_count(), 2);
    assert_eq!(day.soreness("calf_left"), Some(3));
}

#[test]
fn a_change_asks_to_save_and_a_command_that_changes_nothing_does_not() {
    let mut day = Day::new();
    let saves = |effects: Vec<Effect>| effects.iter().filter(|effect| matches!(effect, Effect::Save { .. })).count();
    assert_eq!(saves(day.rate("calf_left", 4)), 1);
    assert_eq!(saves(day.rate("calf_left", 4)), 0);
    assert_eq!(day.model.undo_label(), Some("Soreness of your left calf: 4"));
    assert_eq!(saves(day.give(Command::SelectRegion(Some(id("calf_left"))))), 0);
    assert_eq!(saves(day.give(Command::Undo)), 1);
    assert_eq!(day.soreness("calf_left"), None);
    assert_eq!(saves(day.give(Command::Redo)), 1);
    assert_eq!(day.soreness("calf_left"), Some(4));
}

#[test]
fn only_the_answer_to_the_newest_change_counts_as_saved() {
    let mut day = Day::new();
    day.rate("calf_left", 4);
    day.rate("calf_left", 5);
    day.give(Command::Saved(1));
    assert_eq!(*day.model.saving(), Saving::Pending);
    day.give(Command::Saved(2));
    assert!(matches!(day.model.saving(), Saving::Saved(Some(_))));
    day.give(Command::SaveFailed("Not saved.".to_owned(), "disk full".to_owned()));
    assert_eq!(*day.model.saving(), Saving::Failed);
    assert_eq!(day.give(Command::SaveNow).len(), 1, "trying again saves again");
    assert_eq!(day.model.notices().iter().count(), 0, "the notice has been answered");
}

#[test]
fn a_folder_that_cannot_be_written_is_never_asked_to() {
    let mut day = Day::at(Place { read_only: Some("another Supple is open".to_owned()), ..Place::default() });
    assert!(day.rate("calf_left", 4).is_empty());
    assert_eq!(day.soreness("calf_left"), Some(4), "it is kept in memory");
}

#[test]
fn copying_the_last_check_in_fills_only_what_was_not_answered_today() {
    let mut day = Day::new();
    day.rate("calf_left", 4);
    day.rate("calf_right", 6);
    day.wait(hours(24));
    day.rate("calf_left", 1);
    day.give(Command::CopyLastCheckIn);
    assert_eq!((day.soreness("calf_left"), day.soreness("calf_right")), (Some(1), Some(6)));
    day.give(Command::Undo);
    assert_eq!(day.soreness("calf_right"), None, "one undo takes the whole copy back");
}

#[test]
fn a_concern_stays_through_days_and_ratings_until_it_is_answered() {
    let mut day = Day::new();
    let calf = id("calf_left");
    let is_wrong = |day: &Day| day.model.derived().regions_today().get(&calf).and_then(|rating| rating.wrong);
    day.give(Command::SetFlag(calf, Some(Concern::Swelling.into())));
    day.wait(hours(48));
    day.rate("calf_left", 3);
    assert_eq!(is_wrong(&day), Some(Concern::Swelling.into()));
    day.give(Command::Map(MapCommand::Clear([calf].into())));
    assert_eq!((is_wrong(&day), day.soreness("calf_left")), (Some(Concern::Swelling.into()), None));
    day.give(Command::SetFlag(calf, None));
    assert_eq!(is_wrong(&day), None);
}

#[test]
fn the_day_is_answered_within_its_limits() {
    let mut day = Day::new();
    for (minutes, kept) in [(0, Profile::MINUTES_MIN), (25, 25), (500, Profile::MINUTES_MAX)] {
        day.give(Command::SetMinutes(minutes));
        assert_eq!(day.model.document().profile.minutes, kept);
    }
    let has_bar = |day: &Day| day.model.document().profile.tools.contains(&Tool::Bar);
    day.give(Command::ToggleTool(Tool::Bar));
    assert!(has_bar(&day));
    day.give(Command::ToggleTool(Tool::Bar));
    assert!(!has_bar(&day));
    day.give(Command::SetReadiness(Readiness::try_from(4).ok()));
    assert_eq!(day.model.document().record_count(), 1, "readiness alone is a check-in");
    day.give(Command::SetReadiness(None));
    assert_eq!(day.model.document().record_count(), 0, "without any answer it is none");
}

#[test]
fn a_training_needs_a_type_and_is_next_until_it_starts() {
    let mut day = Day::new();
    let starts = Stamp::new(&day.start.checked_add(2.hours()).expect("a day of the calendar"));
    let training = |types: &[&str]| Training {
        types: types.iter().map(|&id| id.into()).collect(),
        intensity: Intensity::Hard,
        note: String::new(),
    };
    assert!(day.give(Command::SaveTraining(None, starts.clone(), training(&[]))).is_empty());
    day.give(Command::SaveTraining(None, starts, training(&["squat"])));
    assert!(day.model.derived().next_training().is_some());
    day.wait(hours(3));
    day.give(Command::Tick);
    assert!(day.model.derived().next_training().is_none());
}

#[test]
fn a_finished_run_leaves_its_record_at_the_moment_it_started() {
    let mut day = Day::new();
    day.give(Command::BuildCircuit);
    day.wait(Duration::from_mins(1));
    day.give(Command::StartRun);
    day.wait(Duration::from_mins(13));
    let effects = day.give(Command::Tick);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::NotifyDone(_))));
    day.give(Command::SetEffort(Effort::try_from(3).ok()));
    day.give(Command::FinishRun);
    assert!(day.model.running().is_none() && day.model.planned().is_none());
    let record = day.model.document().records().next().expect("a record");
    let Body::Circuit(circuit) = &record.body else { panic!("not a circuit: {record:?}") };
    assert_eq!(record.when.civil().to_string(), "2026-11-22T08:01:00");
    assert_eq!(
        (circuit.outcome, circuit.elapsed_secs, circuit.effort),
        (Outcome::Finished, 720, Effort::try_from(3).ok())
    );
}

#[test]
fn leaving_pauses_and_a_discarded_run_leaves_nothing() {
    let mut day = Day::new();
    day.give(Command::BuildCircuit);
    day.give(Command::StartRun);
    day.wait(Duration::from_secs(30));
    day.give(Command::LeaveRun);
    day.wait(hours(1));
    day.give(Command::StayInRun);
    let left = day.model.running().expect("a run").run.view(day.elapsed).total_left_secs;
    assert_eq!(left, 12 * 60 - 30, "the hour of the question does not count");
    day.give(Command::DiscardRun);
    assert_eq!(day.model.document().record_count(), 0);
    assert!(day.model.planned().is_some(), "the circuit is still there to start again");
}

#[test]
fn a_run_that_was_only_skipped_through_leaves_nothing() {
    let mut day = Day::new();
    day.give(Command::BuildCircuit);
    day.give(Command::StartRun);
    for _ in 0..60 {
        day.give(Command::Run(RunCommand::Skip));
    }
    day.give(Command::FinishRun);
    assert_eq!(day.model.document().record_count(), 0);
    assert!(day.model.running().is_none() && day.model.planned().is_some());
}

#[test]
fn a_circuit_is_outdated_by_what_it_was_made_from_and_by_nothing_else() {
    let mut day = Day::new();
    day.give(Command::BuildCircuit);
    let sound_off = Settings { sound: false, ..Settings::default() };
    let no_gap = Settings { transition_secs: 0, ..Settings::default() };
    let changes = [
        (Command::ChangeSettings(Box::new(sound_off)), false),
        (Command::ChangeSettings(Box::new(no_gap)), true),
        // A circuit that nobody has touched follows the minutes and the tools.
        (Command::SetMinutes(20), false),
        (Command::ToggleTool(Tool::Bar), false),
        (Command::Rate(id("calf_left"), Scale::Stiffness, Rating::try_from(6).ok()), true),
    ];
    for (change, outdates) in changes {
        let name = change.title();
        day.give(change);
        assert_eq!(day.model.plan_is_outdated(), outdates, "{name}");
        day.give(Command::Undo);
        assert!(!day.model.plan_is_outdated(), "{name} taken back");
    }
}

#[test]
fn building_again_tries_another_seed() {
    let mut day = Day::new();
    day.give(Command::BuildCircuit);
    let first = day.model.planned().expect("a circuit").seed;
    day.random -= 1;
    day.give(Command::BuildCircuit);
    assert_ne!(day.model.planned().expect("a circuit").seed, first);
}

#[test]
fn a_deleted_record_is_closed_and_can_be_had_back_from_its_notice() {
    let mut day = Day::new();
    day.rate("calf_left", 4);
    let record = day.model.document().records().next().expect("a record").id;
    day.give(Command::OpenRecord(Some(record)));
    day.give(Command::DeleteRecord(record));
    assert_eq!((day.model.opened(), day.model.document().record_count()), (None, 0));
    let notice = day.model.notices().iter().next().expect("a notice");
    let action = notice.actions.first().expect("an action").command.as_ref().clone();
    day.give(action);
    assert_eq!(day.model.document().record_count(), 1);
}
