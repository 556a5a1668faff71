//! What the keeper promises while it works.

use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::domain::{Body, CheckIn, Edit, Profile, Record, RecordId, Settings, Stamp};
use crate::store::{Folders, Here, RealFs};

fn with_minutes(document: &Document, minutes: u32) -> Document {
    let mut document = document.clone();
    document.apply(Edit::Profile(Profile { minutes, ..Profile::default() }));
    document
}

fn with_gap(document: &Document, switch_secs: u32) -> Document {
    let mut document = document.clone();
    document.apply(Edit::Settings(Settings { switch_secs, ..Settings::default() }));
    document
}

#[test]
fn a_document_of_before_is_saved_with_all_that_arrived_since() {
    let start = Document::default();
    let first = with_minutes(&start, 20);
    let second = with_minutes(&first, 30);
    let mut arrivals = Arrivals::default();
    arrivals.push(Difference::between(&start, &first));
    arrivals.push(Difference::between(&first, &second));
    // What the person did, in a document that knows none, one or both of them.
    for (knows, document) in [(0, &start), (1, &first), (2, &second), (2, &second)] {
        let draft = Draft { document: with_gap(document, 9), revision: 1, arrivals: knows };
        assert_eq!(arrivals.bring_up_to_date(&draft), with_gap(&second, 9), "with {knows}");
    }
    let third = with_minutes(&second, 40);
    arrivals.push(Difference::between(&second, &third));
    let draft = Draft { document: with_gap(&second, 9), revision: 2, arrivals: 2 };
    assert_eq!(arrivals.bring_up_to_date(&draft), with_gap(&third, 9));
}

#[test]
fn a_save_asked_for_before_an_arrival_was_heard_of_deletes_nothing() {
    let (data, states) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let open = |device: &str, random: u64| {
        let folders = Folders { data: data.path().to_owned(), state: states.path().join(device) };
        Store::begin(RealFs, folders, &Here { host: device.to_owned(), random })
    };
    let now: Zoned = "2026-11-22T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment");
    let record = |number: u128| {
        let id = RecordId::new(now.timestamp(), number);
        Edit::Put(Box::new(Record { id, rev: 1, when: Stamp::new(&now), body: Body::CheckIn(CheckIn::default()) }))
    };
    let opening = open("laptop", 1);
    let mut mine = opening.first().clone();
    let (mut elsewhere, other) = open("desk", 2).complete();
    let mut theirs = other.after;
    theirs.apply(record(1));
    elsewhere.save(&theirs).expect("the other device can write");

    let keeper = Keeper::start(opening, Arc::new(Duration::default), Arc::new(|| ()));
    mine.apply(record(2));
    // Nobody has heard the answer to the first when the second is asked for, as when the window closes.
    keeper.keep(Job::Refresh, now.clone());
    keeper.save(Draft { document: mine, revision: 1, arrivals: 0 }, now.clone());
    drop(keeper);
    let ids: Vec<RecordId> = open("laptop", 1).complete().1.after.records().map(|record| record.id).collect();
    assert_eq!(ids, [1, 2].map(|number| RecordId::new(now.timestamp(), number)));
}

#[test]
fn of_saves_that_wait_only_the_newest_is_made_and_other_work_keeps_its_place() {
    let save = |revision| Task::Save(Draft { document: Document::default(), revision, arrivals: 0 });
    let check = |before: Task, next: Task, expected: bool| {
        assert_eq!(next.includes(&before), expected, "{before:?}, then {next:?}");
    };
    check(save(1), save(2), true);
    check(Task::Job(Job::Refresh), Task::Job(Job::Refresh), true);
    check(save(1), Task::Job(Job::BackUp(BackupReason::Asked)), false);
    check(Task::Job(Job::ListBackups), save(1), false);
}

#[test]
fn no_save_waits_for_photos() {
    let data = tempfile::tempdir().expect("a folder");
    let folders = Folders { data: data.path().join("data"), state: data.path().join("state") };
    let opening = Store::begin(RealFs, folders, &Here { host: "laptop".to_owned(), random: 1 });
    let document = with_minutes(opening.first(), 20);
    let file = data.path().join("large.png");
    let picture = image::GrayImage::from_raw(3_000, 2_000, vec![90; 6_000_000]).expect("a byte a pixel");
    picture.save(&file).expect("the folder is writable");
    let now: Zoned = "2026-11-22T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment");
    let keeper = Keeper::start(opening, Arc::new(Duration::default), Arc::new(|| ()));
    for _ in 0..6 {
        keeper.keep(Job::OpenPhoto(file.clone()), now.clone());
    }
    keeper.save(Draft { document, revision: 1, arrivals: 0 }, now);
    let (mut opened, mut is_saved) = (0, false);
    for _ in 0..60_000 {
        match keeper.take_news() {
            Some(Command::Saved(1)) => is_saved = true,
            Some(Command::News(news)) if matches!(*news, News::PhotoOpened(_, Ok(_))) => opened += 1,
            Some(Command::News(news)) if matches!(*news, News::PhotoOpened(..)) => panic!("{news:?}"),
            Some(_) => {}
            None => std::thread::sleep(Duration::from_millis(1)),
        }
        if is_saved {
            break;
        }
    }
    assert!(is_saved && opened < 6, "{opened} photos were opened first");
}
