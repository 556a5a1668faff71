//! The shelf in the files of plans: saved, removed, merged with what other devices put there, and never lost.

use std::sync::Arc;

use proptest::prelude::*;

use super::memory_fs::{Errno, Fault, Lasts};
use super::*;
use crate::domain::{
    Better, Circuit, Difference, Entry, Favourite, Laterality, Mode, OwnBenchmark, Range, Settings, Station, Tested,
    strategies,
};
use crate::format::{self, Plan, Shelf, Shelved};
use crate::store::{Arrived, SaveError, Warning};

const OWN: &str = "/data/plan/11111.ron";

fn id(number: u128) -> RecordId {
    RecordId::new(Timestamp::UNIX_EPOCH, number)
}

fn favourite(name: &str) -> Entry {
    let station: Station =
        ron::from_str("(phase: Motion, work: Drill(\"d41\"), group: \"ankle\", sides: Together, secs_per_side: 40)")
            .expect("a station");
    let circuit = Circuit { mode: Mode::Recovery, stations: vec![station], transition_secs: 10, switch_secs: 5 };
    Entry::Favourite(Favourite { name: name.to_owned(), circuit })
}

fn shelve(document: &mut Document, number: u128, name: &str) {
    document.apply(Edit::Shelve(id(number), Box::new(favourite(name))));
}

fn names(document: &Document) -> Vec<String> {
    document.shelf().values().map(|entry| entry.name().to_owned()).collect()
}

/// What another device says of its shelf: number, revision, and the name or nothing.
fn said(all: &[(u128, u32, Option<&str>)]) -> String {
    let mut shelf = Shelf::default();
    for (number, rev, name) in all {
        let entry = name.map(|name| Arc::new(favourite(name)));
        shelf.put(id(*number), Shelved { rev: *rev, entry });
    }
    format::encode_plan(&Plan { shelf, ..Plan::default() }).expect("text")
}

#[test]
fn an_entry_is_saved_changed_and_taken_off_and_leaves_a_word_of_that() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    shelve(&mut document, 1, "a");
    shelve(&mut document, 2, "b");
    assert_eq!(store.save(&document).expect("saved").written, [PathBuf::from(OWN)]);
    assert!(store.save(&document).expect("saved").written.is_empty(), "an unchanged shelf writes nothing");
    shelve(&mut document, 1, "a, longer");
    document.apply(Edit::Unshelve(id(2)));
    store.save(&document).expect("saved");
    assert_eq!(fs.text(OWN), said(&[(1, 2, Some("a, longer")), (2, 2, None)]));
    shelve(&mut document, 2, "b again");
    store.save(&document).expect("saved");
    assert_eq!(fs.text(OWN), said(&[(1, 2, Some("a, longer")), (2, 3, Some("b again"))]));
    drop(store);
    assert_eq!(reopened(&fs), document);
}

#[test]
fn what_two_devices_put_there_or_take_off_stays_so_whichever_file_comes_first() {
    let check = |theirs: &[(u128, u32, Option<&str>)], expected: &[&str]| {
        // Read beside the own file at a start.
        let fs = MemoryFs::default();
        fs.put("/data/plan/22222.ron", said(theirs));
        fs.put(OWN, said(&[(1, 1, Some("mine")), (2, 2, Some("both"))]));
        assert_eq!(names(&reopened(&fs)), expected);
        // Arriving while the program runs, over a document in which something was done since.
        let fs = MemoryFs::default();
        fs.put(OWN, said(&[(1, 1, Some("mine")), (2, 2, Some("both"))]));
        let (mut store, mut document) = open_sound(&fs);
        shelve(&mut document, 9, "new here");
        fs.put("/data/plan/22222.ron", said(theirs));
        // A word that changes nothing is no news.
        if let Some(Arrived { before, after, .. }) = store.refresh() {
            document = Difference::between(&before, &after).onto(&document).document;
        }
        store.save(&document).expect("saved");
        drop(store);
        let with_new: Vec<&str> = expected.iter().copied().chain(["new here"]).collect();
        assert_eq!(names(&reopened(&fs)), with_new);
    };
    check(&[(3, 1, Some("theirs"))], &["mine", "both", "theirs"]);
    check(&[(2, 3, None)], &["mine"]);
    check(&[(2, 2, None)], &["mine", "both"]);
    check(&[(2, 3, Some("changed")), (3, 1, None)], &["mine", "changed"]);
}

#[test]
fn an_entry_of_another_device_is_taken_off_in_our_own_file() {
    let fs = MemoryFs::default();
    fs.put("/data/plan/22222.ron", said(&[(1, 4, Some("theirs"))]));
    let (mut store, mut document) = open_sound(&fs);
    document.apply(Edit::Unshelve(id(1)));
    assert_eq!(store.save(&document).expect("saved").written, [PathBuf::from(OWN)]);
    drop(store);
    assert_eq!(fs.text("/data/plan/22222.ron"), said(&[(1, 4, Some("theirs"))]));
    assert_eq!(fs.text(OWN), said(&[(1, 5, None)]));
    assert!(reopened(&fs).shelf().is_empty());
}

#[test]
fn a_shelf_that_could_not_be_saved_comes_back_with_the_next_start() {
    let before = said(&[(1, 1, Some("old")), (2, 1, Some("to go"))]);
    // The first step that fails before anything has reached the folder.
    let unsaved = (0..100).find_map(|step| {
        let fs = MemoryFs::default();
        fs.put(OWN, &before);
        let (mut store, mut document) = open_sound(&fs);
        shelve(&mut document, 3, "new");
        document.apply(Edit::Unshelve(id(2)));
        fs.set_fault(Some(Fault { step, error: Errno::NoSpace, lasts: Lasts::Once }));
        let is_refused = store.save(&document).is_err();
        fs.set_fault(None);
        (is_refused && fs.text(OWN) == before).then_some((fs, document))
    });
    let (fs, document) = unsaved.expect("some step can fail");
    let (_, Loaded { document: found, warnings, .. }) = open(&fs);
    assert_eq!(warnings, [Warning::Recovered { changes: 1 }]);
    assert_eq!(found, document);
}

#[test]
fn an_entry_that_no_file_may_hold_is_refused_by_name_and_everything_else_is_saved() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    shelve(&mut document, 1, "sound");
    document.apply(Edit::Settings(Settings { sound: false, ..Settings::default() }));
    let odd = OwnBenchmark {
        id: "own-hang".into(),
        name: "Hang".to_owned(),
        unit: "s".to_owned(),
        laterality: Laterality::Together,
        better: Better::Up,
        range: Range { min: 0.0, max: f64::NAN },
        sem: None,
        steps: Vec::new(),
        tested: Tested::Still,
    };
    document.apply(Edit::Shelve(id(2), Box::new(Entry::Benchmark(odd))));
    let error = store.save(&document).expect_err("refused");
    assert_eq!(error, SaveError::Invalid { id: id(2), cause: "the range does not go from less to more".to_owned() });
    drop(store);
    let found = reopened(&fs);
    assert_eq!((names(&found), found.settings.sound), (vec!["sound".to_owned()], false));
}

#[test]
fn a_backup_brings_the_shelf_back() {
    let now: jiff::Zoned = "2026-11-22T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment");
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    shelve(&mut document, 1, "a");
    store.save(&document).expect("saved");
    let backed = store.back_up(&now, crate::store::BackupReason::Asked).expect("made");
    document.apply(Edit::Unshelve(id(1)));
    store.save(&document).expect("saved");
    let contents = store.read_backup(&backed.backup.path).expect("read");
    assert_eq!(names(&contents.document), ["a"]);
    let restored =
        crate::exchange::of_document(&contents.document, &document).apply(&document, crate::exchange::Take::All);
    store.save(&restored).expect("saved");
    drop(store);
    assert_eq!(names(&reopened(&fs)), ["a"], "above the word that it was taken off");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_shelf_survives_being_saved_over_any_other_even_at_the_second_try(
        first in strategies::document(0),
        second in strategies::document(0),
        call in 0..30_usize,
    ) {
        let fs = MemoryFs::default();
        let (mut store, _) = open_sound(&fs);
        store.save(&first).expect("saved");
        fs.set_fault(Some(Fault { step: call, error: Errno::NoSpace, lasts: Lasts::Once }));
        let saved = store.save(&second);
        fs.set_fault(None);
        saved.or_else(|_| store.save(&second)).expect("saved, if at the second try");
        drop(store);
        prop_assert_eq!(reopened(&fs), second);
    }
}
