//! What arrives, what needs attention, and what waits for a backup, by commands.

use super::super::tests::{Day, id};
use super::*;
use crate::domain::{Circuit, Difference, Document, Entry, Favourite, Rating, RecordId, Scale};
use crate::model::{Arrival, Attention, Findings, Matter, News, Origin, Saving, Versions};

/// A document in which another device has rated a region.
fn rated_elsewhere(day: &Day, number: u128, soreness: u8) -> Record {
    let mut other = Day::new();
    other.give(Command::Rate(id("quads_left"), Scale::Soreness, Rating::try_from(soreness).ok()));
    let record = other.model.document().records().next().expect("a check-in");
    Record { id: RecordId::new(day.start.timestamp(), number), ..Record::clone(record) }
}

fn with(document: &Document, record: &Record) -> Document {
    let mut document = document.clone();
    document.apply(Edit::Put(Box::new(record.clone())));
    document
}

fn arrive(day: &mut Day, before: &Document, after: &Document, names: &[&str]) -> Vec<Effect> {
    let origin = Origin::Devices(names.iter().map(|&name| name.to_owned()).collect());
    let difference = Difference::between(before, after);
    day.give(Command::News(Box::new(News::Arrived(Arrival { difference, origin, findings: Findings::default() }))))
}

fn notices(day: &Day) -> Vec<&str> {
    day.model.notices().iter().map(|notice| notice.text.as_str()).collect()
}

#[test]
fn what_arrives_is_there_and_no_undo_takes_it_away() {
    let mut day = Day::new();
    day.rate("calf_left", 4);
    let before = day.model.document().clone();
    day.give(Command::Saved(1));
    let theirs = rated_elsewhere(&day, 900, 6);
    assert_eq!(arrive(&mut day, &before, &with(&before, &theirs), &["Desk"]), []);
    assert_eq!(notices(&day), ["1 record from Desk arrived."]);
    assert!(matches!(day.model.saving(), Saving::Saved(_)), "what came from the disk is on it");
    for (command, mine) in [(Command::Undo, None), (Command::Redo, Some(4)), (Command::Undo, None)] {
        let saves = day.give(command);
        assert!(day.model.document().record(theirs.id).is_some());
        assert_eq!(day.soreness("calf_left"), mine);
        let [Effect::Save { arrivals: 1, .. }] = saves[..] else { panic!("one save of all: {saves:?}") };
    }
}

#[test]
fn what_is_not_saved_yet_is_kept_under_what_arrives_and_saved_again() {
    let mut day = Day::new();
    let before = day.model.document().clone();
    day.rate("calf_left", 4);
    let theirs = rated_elsewhere(&day, 900, 6);
    let saves = arrive(&mut day, &before, &with(&before, &theirs), &["Desk", "Lab"]);
    let [Effect::Save { document, revision: 2, arrivals: 1 }] = &saves[..] else { panic!("one save: {saves:?}") };
    assert_eq!(document.record_count(), 2);
    assert_eq!(notices(&day), ["1 record from Desk and Lab arrived."]);
    day.give(Command::Saved(1));
    assert_eq!(*day.model.saving(), Saving::Pending, "the answer to the save of before is not the last one");
    day.give(Command::Saved(2));
    assert!(matches!(day.model.saving(), Saving::Saved(Some(_))));
}

#[test]
fn a_record_changed_on_both_sides_keeps_mine_and_is_settled_by_choosing() {
    let mut day = Day::new();
    day.rate("calf_left", 4);
    let before = day.model.document().clone();
    let original = before.records().next().expect("a check-in").clone();
    let theirs = Record { id: original.id, rev: 2, ..rated_elsewhere(&day, 0, 6) };
    day.rate("calf_left", 5);
    arrive(&mut day, &before, &with(&before, &theirs), &["Desk"]);
    assert_eq!(day.soreness("calf_left"), Some(5));
    let model = &day.model;
    let [Versions { shown, other, from }] =
        &model.data().versions(model.document(), original.id).cloned().collect::<Vec<_>>()[..]
    else {
        panic!("two versions")
    };
    assert_eq!((other.as_ref(), from.as_str()), (&theirs, "The other version is from Desk."));
    for chosen in [other, shown] {
        day.give(Command::Data(DataCommand::KeepVersion(chosen.clone())));
        let kept = day.model.document().record(original.id).expect("the record").clone();
        assert!(kept.says_the_same(chosen) && kept.rev > shown.rev.max(other.rev));
        assert_eq!(day.model.data().unsettled(day.model.document()).count(), 0);
        day.give(Command::Undo);
        assert_eq!(day.model.data().unsettled(day.model.document()).count(), 1, "undone, it is open again");
    }
    // Undo of my change itself leaves what the other device made of the record.
    day.give(Command::Undo);
    assert_eq!(day.model.document().record(original.id).map(AsRef::as_ref), Some(&theirs));
}

#[test]
fn an_edit_begun_before_another_version_came_stands_beside_it() {
    let mut day = Day::new();
    day.rate("calf_left", 4);
    let before = day.model.document().clone();
    let original = Record::clone(before.records().next().expect("a check-in"));
    let theirs = Record { id: original.id, rev: 2, ..rated_elsewhere(&day, 0, 6) };
    arrive(&mut day, &before, &with(&before, &theirs), &["Desk"]);
    let later = Record { when: theirs.when.clone(), ..original.clone() };
    let typed = Record { body: original.body.clone(), rev: 1, ..later };
    day.give(Command::ChangeRecord(Box::new(typed)));
    let model = &day.model;
    assert_eq!(model.document().record(original.id).map(|record| record.rev), Some(3));
    let others: Vec<u32> =
        model.data().versions(model.document(), original.id).map(|versions| versions.other.rev).collect();
    assert_eq!(others, [2]);
}

#[test]
fn the_older_records_come_in_silence_and_so_does_what_only_went() {
    let mut day = Day::new();
    let before = day.model.document().clone();
    let after = with(&before, &rated_elsewhere(&day, 900, 6));
    let difference = Difference::between(&before, &after);
    let arrival = Arrival { difference, origin: Origin::Start, findings: Findings::default() };
    day.give(Command::News(Box::new(News::Arrived(arrival))));
    assert_eq!(day.model.document().record_count(), 1);
    arrive(&mut day, &after, &before, &["Desk"]);
    assert_eq!(day.model.document().record_count(), 0);
    assert_eq!(notices(&day), [""; 0]);
}

#[test]
fn a_file_that_needs_attention_is_told_once_and_questions_stand_first() {
    let mut day = Day::new();
    let file = |name: &str, matter| Attention {
        path: name.into(),
        matter,
        line: None,
        happened: "What happened.".to_owned(),
        kept: String::new(),
    };
    let found = Findings {
        attention: vec![file("a.ron", Matter::Damaged), file("b.ron", Matter::Missing)],
        ..Findings::default()
    };
    for told in [1, 0] {
        let difference = Difference::between(&Document::default(), &Document::default());
        let arrival = Arrival { difference, origin: Origin::Start, findings: found.clone() };
        day.give(Command::News(Box::new(News::Arrived(arrival))));
        let text = "2 files need attention. What can be read is shown.";
        let notice = day.model.notices().iter().find(|notice| notice.text == text);
        assert_eq!(notice.iter().count(), told);
        if let Some(notice) = notice {
            let look = Command::clone(&notice.actions[0].command);
            day.give(look);
        }
    }
    assert_eq!(day.model.page(), Page::Files);
    let beside_a_save = Findings { attention: vec![file("a.ron", Matter::Newer)], ..Findings::default() };
    day.give(Command::News(Box::new(News::Found(beside_a_save))));
    let known: Vec<Matter> = day.model.data().attention().iter().map(|attention| attention.matter).collect();
    assert_eq!(known, [Matter::Missing, Matter::Newer], "what was known stays, and each file stands once");
    let first = day.model.data().attention().first().map(|attention| attention.matter);
    assert_eq!(first, Some(Matter::Missing));
}

#[test]
fn undo_takes_off_the_shelf_only_what_was_put_there_on_this_device() {
    let favourite = |name: &str| {
        let station = crate::domain::Station {
            phase: crate::domain::Phase::Motion,
            work: crate::domain::Work::Drill("d41".into()),
            group: crate::domain::Group::Ankle,
            sides: crate::domain::Sides::Together,
            secs_per_side: 40,
            pressure: None,
        };
        let mode = crate::domain::Mode::Recovery;
        let circuit = Circuit { mode, stations: vec![station], transition_secs: 10, switch_secs: 5 };
        Box::new(Entry::Favourite(Favourite { name: name.to_owned(), circuit }))
    };
    let names = |day: &Day| -> Vec<String> {
        day.model.document().shelf().values().map(|entry| entry.name().to_owned()).collect()
    };
    let number = |number| RecordId::new(jiff::Timestamp::UNIX_EPOCH, number);
    let mut day = Day::new();
    let start = day.model.document().clone();
    day.give(Command::Shelve(Some(number(1)), favourite("mine")));
    let mut theirs = start.clone();
    theirs.apply(Edit::Shelve(number(2), favourite("theirs")));
    arrive(&mut day, &start, &theirs, &["Desk"]);
    assert_eq!(names(&day), ["mine", "theirs"]);
    day.give(Command::Undo);
    assert_eq!(names(&day), ["theirs"], "what arrived stays");
    day.give(Command::Redo);
    assert_eq!(names(&day), ["mine", "theirs"]);
    // Where both changed one entry, mine stands, and undo leaves theirs.
    let before = day.model.document().clone();
    let mut theirs = before.clone();
    theirs.apply(Edit::Shelve(number(1), favourite("renamed there")));
    day.give(Command::Shelve(Some(number(1)), favourite("renamed here")));
    arrive(&mut day, &before, &theirs, &["Desk"]);
    assert_eq!(names(&day), ["renamed here", "theirs"]);
    day.give(Command::Undo);
    assert_eq!(names(&day), ["renamed there", "theirs"]);
}

#[test]
fn a_photo_is_known_by_the_name_under_which_it_lies_and_one_that_was_not_kept_is_told() {
    let mut day = Day::new();
    let failure = || Failure { text: "The photo was not kept.".to_owned(), details: "the disk is full".to_owned() };
    let give = |day: &mut Day, news| drop(day.give(Command::News(Box::new(news))));
    give(&mut day, News::PhotoAdded("a.jpg".to_owned(), Ok("a-2.jpg".to_owned())));
    give(&mut day, News::PhotoAdded("b.jpg".to_owned(), Err(failure())));
    let data = day.model.data();
    assert_eq!((data.kept_photo("a.jpg"), data.kept_photo("b.jpg")), (Some("a-2.jpg"), None));
    assert_eq!(notices(&day), ["The photo was not kept."]);
    let picture = include_bytes!("../../../../assets/icon.png");
    let photo = std::sync::Arc::new(crate::goniometer::Photo::open(picture).expect("a picture"));
    give(&mut day, News::PhotoRead("a-2.jpg".to_owned(), Ok(photo.clone())));
    let data = day.model.data();
    assert_eq!((data.photo("a-2.jpg"), data.photo("a.jpg")), (Some(&photo), None));
}

#[test]
fn nothing_is_exported_before_all_is_read() {
    let mut day = Day::new();
    let export = || Command::Data(DataCommand::Export(Form::Ron, "all.ron".into()));
    day.give(Command::Data(DataCommand::ReadAll));
    assert_eq!(day.give(export()), []);
    day.give(Command::News(Box::new(News::Done(Job::ReadAll, Ok(())))));
    assert_eq!(day.give(export()), [Effect::Keep(Job::Export(Form::Ron, "all.ron".into(), Document::default()))]);
}

#[test]
fn no_circuit_is_built_before_all_is_read_because_an_old_record_may_forbid_a_region() {
    let mut day = Day::new();
    day.give(Command::Data(DataCommand::ReadAll));
    day.give(Command::BuildCircuit);
    assert!(day.model.planned().is_none());
    assert_eq!(notices(&day), ["Older records are still being read. Build the circuit again in a moment."]);
    day.give(Command::News(Box::new(News::Done(Job::ReadAll, Ok(())))));
    day.give(Command::BuildCircuit);
    assert!(day.model.planned().is_some());
}

#[test]
fn a_repair_waits_for_its_backup_and_does_not_go_on_without_one() {
    let check = |outcome: Result<(), Failure>, expected: &[Job], said: &[&str]| {
        let mut day = Day::new();
        let path = PathBuf::from("a.ron");
        let asked = day.give(Command::Data(DataCommand::Repair(path)));
        assert_eq!(asked, [Effect::Keep(Job::BackUp(BackupReason::BeforeRepair))]);
        assert!(day.model.data().under_way().is_some());
        let next = day.give(Command::News(Box::new(News::BackedUp(BackupReason::BeforeRepair, outcome))));
        assert_eq!(next, expected.iter().cloned().map(Effect::Keep).collect::<Vec<_>>());
        assert_eq!(notices(&day), said);
    };
    check(Ok(()), &[Job::Repair("a.ron".into())], &[]);
    let failure = Failure { text: "No backup could be made.".to_owned(), details: "disk full".to_owned() };
    check(Err(failure), &[], &["No backup could be made. So the file was not touched."]);
}
