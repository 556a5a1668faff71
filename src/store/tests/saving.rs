//! What a save writes, and what a later start finds.

use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::domain::strategies;
use crate::domain::{Profile, Settings};
use crate::store::{ReadOnly, SaveError, Saved, Store, Warning};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_was_saved_is_found_again_and_saving_it_again_writes_nothing(document in strategies::document(12)) {
        let fs = MemoryFs::default();
        let (mut store, empty) = open_sound(&fs);
        prop_assert_eq!(empty, Document::default());
        store.save(&document).expect("saved");
        prop_assert_eq!(store.save(&document).expect("saved"), Saved::default());
        drop(store);

        let (mut store, found) = open_sound(&fs);
        prop_assert_eq!(&found, &document);
        prop_assert_eq!(store.save(&document).expect("saved"), Saved::default());
    }

    #[test]
    fn the_same_records_give_the_same_bytes_whatever_the_way_to_them(
        first in strategies::document(8),
        last in strategies::document(8),
    ) {
        // Revisions rise on the longer way, so each record keeps its place but not its number.
        let detour = MemoryFs::default();
        let (mut store, _) = open_sound(&detour);
        store.save(&first).expect("saved");
        store.save(&last).expect("saved");
        drop(store);
        let found = reopened(&detour);
        prop_assert_eq!(contents(&found), contents(&last));

        let straight = MemoryFs::default();
        open_sound(&straight).0.save(&found).expect("saved");
        let records = |text: String| text.split("  deleted: [").next().map(str::to_owned);
        for (path, text) in straight.files("/data/log") {
            let other = records(detour.text(&path)).expect("a first part");
            prop_assert!(records(text).expect("a first part").starts_with(other.trim_end_matches(")\n")));
        }
    }
}

fn saved_paths(store: &mut Store, document: &Document) -> Vec<PathBuf> {
    let Saved { written, warnings } = store.save(document).expect("saved");
    assert_eq!(warnings, []);
    written
}

#[test]
fn a_new_folder_gets_a_note_of_what_it_is_and_an_id_that_stays() {
    let fs = MemoryFs::default();
    let (store, document) = open_sound(&fs);
    assert_eq!(document, Document::default());
    assert!(fs.text("/data/README.txt").contains("your Supple journal"));
    assert_eq!(fs.text("/state/device.ron"), "(version: 1, device: \"11111\", host: \"laptop\")\n");
    drop(store);
    let again = Store::open(fs.clone(), folders(), &here(77));
    assert_eq!(fs.text("/state/device.ron"), "(version: 1, device: \"11111\", host: \"laptop\")\n");
    drop(again);
    fs.remove(&PathBuf::from("/data/README.txt"));
    fs.put(month("2026-03.other"), "(version: 1, records: [])");
    drop(open(&fs));
    assert!(!fs.files("/data").contains_key(&PathBuf::from("/data/README.txt")));
}

#[test]
fn only_the_months_that_changed_are_written() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-03-31T23:00:00Z", "a"));
    put(&mut document, record(2, 1, "2026-04-01T00:00:00Z", "b"));
    assert_eq!(saved_paths(&mut store, &document), [month("2026-03.11111"), month("2026-04.11111")]);

    put(&mut document, record(2, 2, "2026-04-01T00:00:00Z", "c"));
    assert_eq!(saved_paths(&mut store, &document), [month("2026-04.11111")]);

    document.apply(Edit::Profile(Profile { minutes: 7, ..Profile::default() }));
    assert_eq!(saved_paths(&mut store, &document), [PathBuf::from("/data/plan/11111.ron")]);

    document.apply(Edit::Settings(Settings { sound: false, ..Settings::default() }));
    assert_eq!(saved_paths(&mut store, &document), [PathBuf::from("/data/plan/11111.ron")]);
    drop(store);
    assert_eq!(reopened(&fs), document);
}

#[test]
fn a_month_is_the_one_on_the_calendar_where_the_record_was_made() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    let mut in_auckland = record(1, 1, "2026-03-31T11:30:00Z", "already April");
    in_auckland.when.offset_secs = 13 * 3600;
    put(&mut document, in_auckland);
    assert_eq!(saved_paths(&mut store, &document), [month("2026-04.11111")]);
}

#[test]
fn the_text_of_a_month_is_one_that_people_can_read() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    let mut check_in = record(1, 1, "2026-03-04T07:12:00Z", "didn't \"sleep\"\nat all");
    check_in.when.zone = "Europe/London".to_owned();
    if let Body::CheckIn(check_in) = &mut check_in.body {
        let rating = crate::domain::RegionRating { soreness: 4.try_into().ok(), ..Default::default() };
        check_in.regions.insert("hamstrings_left".parse().expect("a region"), rating);
    }
    put(&mut document, check_in);
    put(&mut document, record(2, 1, "2026-03-05T07:12:00Z", ""));
    store.save(&document).expect("saved");
    document.apply(Edit::Delete(record(2, 1, "2026-03-05T07:12:00Z", "").id));
    store.save(&document).expect("saved");
    let expected = r#"(
  version: 4,
  records: [
    (
      id: "00000000000000000000000001",
      rev: 1,
      when: (at: "2026-03-04T07:12:00Z", offset_secs: 0, zone: "Europe/London"),
      body: CheckIn((
        regions: {
          "hamstrings_left": (soreness: Some(4)),
        },
        note: "didn't \"sleep\"\nat all",
      )),
    ),
  ],
  deleted: [
    (id: "00000000000000000000000002", rev: 2),
  ],
)
"#;
    assert_eq!(fs.text(month("2026-03.11111")), expected);
}

#[test]
fn an_edited_record_moves_to_its_new_month() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-03-10T08:00:00Z", "moves to April"));
    put(&mut document, record(2, 1, "2026-04-10T08:00:00Z", "moves to March"));
    put(&mut document, record(3, 1, "2026-03-11T08:00:00Z", "stays"));
    store.save(&document).expect("saved");
    put(&mut document, record(1, 2, "2026-04-11T08:00:00Z", "moved to April"));
    put(&mut document, record(2, 2, "2026-03-12T08:00:00Z", "moved to March"));
    assert_eq!(saved_paths(&mut store, &document), [month("2026-03.11111"), month("2026-04.11111")]);
    drop(store);
    let [march, april] = ["2026-03.11111", "2026-04.11111"].map(|name| fs.text(month(name)));
    assert!(march.contains("moved to March") && march.contains("stays") && !march.contains("April"), "{march}");
    assert!(april.contains("moved to April") && !april.contains("March"), "{april}");
    assert_eq!(reopened(&fs), document);
}

#[test]
fn a_deleted_record_stays_deleted_and_an_undone_deletion_brings_it_back_above_it() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-03-10T08:00:00Z", "a"));
    put(&mut document, record(2, 1, "2026-03-10T09:00:00Z", "b"));
    store.save(&document).expect("saved");
    let before = document.clone();
    document.apply(Edit::Delete(record(1, 1, "2026-03-10T08:00:00Z", "a").id));
    store.save(&document).expect("saved");
    drop(store);

    let (mut store, found) = open_sound(&fs);
    assert_eq!(notes(&found), [(1, "b".to_owned())]);
    store.save(&before).expect("saved");
    assert_eq!(store.save(&before).expect("saved"), Saved::default());
    drop(store);
    assert_eq!(notes(&reopened(&fs)), [(3, "a".to_owned()), (1, "b".to_owned())]);
    assert!(!fs.text(month("2026-03.11111")).contains("deleted"));
}

#[test]
fn an_undone_edit_is_written_above_the_edit() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-03-10T08:00:00Z", "first"));
    store.save(&document).expect("saved");
    let before = document.clone();
    put(&mut document, record(1, 2, "2026-03-10T08:00:00Z", "second"));
    store.save(&document).expect("saved");
    store.save(&before).expect("saved");
    // The model still counts from 1: its next edit is a second revision to it, and a fourth to the disk.
    put(&mut document, record(1, 2, "2026-03-10T08:00:00Z", "third"));
    store.save(&document).expect("saved");
    drop(store);
    assert_eq!(notes(&reopened(&fs)), [(4, "third".to_owned())]);
}

#[test]
fn a_file_that_another_program_changed_keeps_what_it_wrote_and_takes_what_is_saved() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-03-10T08:00:00Z", "here before"));
    put(&mut document, record(2, 1, "2026-03-10T09:00:00Z", "cut out by the other"));
    store.save(&document).expect("saved");
    let stolen = MemoryFs::default();
    let mut other = Document::default();
    put(&mut other, record(1, 2, "2026-03-10T08:00:00Z", "changed by the other"));
    put(&mut other, record(3, 1, "2026-03-10T10:00:00Z", "added by the other"));
    open_sound(&stolen).0.save(&other).expect("saved");
    fs.put(month("2026-03.11111"), stolen.text(month("2026-03.11111")));

    put(&mut document, record(4, 1, "2026-03-10T11:00:00Z", "new here"));
    let saved = store.save(&document).expect("saved");
    // Only another computer can have added a record under our id.
    assert_eq!(saved.warnings, [Warning::NewId { path: PathBuf::from("/data/log") }]);
    assert_eq!(store.save(&document).expect("saved"), Saved::default());
    drop(store);
    let expected = ["changed by the other", "cut out by the other", "added by the other", "new here"];
    let found: Vec<String> = notes(&reopened(&fs)).into_iter().map(|(_, note)| note).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_file_that_another_program_cut_down_to_just_what_is_saved_gets_the_rest_back() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-03-10T08:00:00Z", "a"));
    store.save(&document).expect("saved");
    let theirs = MemoryFs::default();
    let mut only = Document::default();
    put(&mut only, record(2, 1, "2026-03-10T09:00:00Z", "b"));
    open_sound(&theirs).0.save(&only).expect("saved");
    fs.put(month("2026-03.11111"), theirs.text(month("2026-03.11111")));
    put(&mut document, record(2, 1, "2026-03-10T09:00:00Z", "b"));
    store.save(&document).expect("saved");
    drop(store);
    assert_eq!(reopened(&fs), document);
}

#[test]
fn an_edit_is_written_above_the_one_that_another_program_made_of_the_same_record() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-03-10T08:00:00Z", "first"));
    store.save(&document).expect("saved");
    let theirs = fs.text(month("2026-03.11111")).replace("rev: 1", "rev: 6").replace("first", "theirs");
    fs.put(month("2026-03.11111"), theirs);
    put(&mut document, record(1, 2, "2026-03-10T08:00:00Z", "ours"));
    store.save(&document).expect("saved");
    drop(store);
    assert_eq!(notes(&reopened(&fs)), [(7, "ours".to_owned())]);
}

#[test]
fn a_file_that_vanished_is_written_again_whole() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-03-10T08:00:00Z", "a"));
    store.save(&document).expect("saved");
    fs.remove(&month("2026-03.11111"));
    put(&mut document, record(2, 1, "2026-03-10T09:00:00Z", "b"));
    store.save(&document).expect("saved");
    drop(store);
    assert_eq!(reopened(&fs), document);
}

#[test]
fn settings_that_another_program_wrote_over_are_left_there_and_written_beside() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    let settings = |reduce_motion| Edit::Settings(Settings { reduce_motion, ..Settings::default() });
    document.apply(settings(true));
    store.save(&document).expect("saved");
    fs.put("/data/plan/11111.ron", "garbage");
    document.apply(settings(false));
    assert_eq!(store.save(&document).expect("saved").written, [PathBuf::from("/data/plan/11111-2.ron")]);
    assert_eq!(fs.text("/data/plan/11111.ron"), "garbage");
    drop(store);
    assert_eq!(open(&fs).1.document, document);
}

#[test]
fn the_profile_and_the_settings_of_two_devices_are_merged_each_by_its_own_count() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    document.apply(Edit::Profile(Profile { minutes: 7, ..Profile::default() }));
    store.save(&document).expect("saved");
    fs.put("/data/plan/other.ron", "(version: 1, profile: Some((rev: 1, value: (minutes: 9))))");
    fs.put("/data/plan/third.ron", "(version: 1, settings: Some((rev: 4, value: (sound: false))))");
    let arrived = store.refresh().expect("settings of another device");
    assert!(!arrived.after.settings.sound);
    let theirs = arrived.after.profile.minutes;
    assert!([7, 9].contains(&theirs), "of equal revisions one holds, the same on every device: {theirs}");
    document = arrived.after;
    document.apply(Edit::Profile(Profile { minutes: 11, ..Profile::default() }));
    store.save(&document).expect("saved");
    assert!(fs.text("/data/plan/11111.ron").contains("rev: 2"), "above both");
    drop(store);
    assert_eq!(reopened(&fs), document);
}

#[test]
fn a_record_with_a_trial_that_is_no_number_is_refused_by_name_and_everything_else_is_saved() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-02-10T08:00:00Z", "sound"));
    let mut odd = record(2, 1, "2026-03-10T08:00:00Z", "");
    odd.body =
        Body::Retest(crate::domain::Retest { left: vec![1.0, f64::NAN], ..crate::domain::Retest::of("ktw".into()) });
    let id = odd.id;
    put(&mut document, odd);
    for _ in 0..2 {
        let error = store.save(&document).expect_err("refused");
        assert_eq!(error, SaveError::Invalid { id, cause: "trial NaN is not a number".to_owned() });
    }
    put(&mut document, record(2, 1, "2026-03-10T08:00:00Z", "corrected"));
    assert_eq!(saved_paths(&mut store, &document), [month("2026-03.11111")]);
    drop(store);
    assert_eq!(reopened(&fs), document);
}

#[test]
fn a_second_window_shows_everything_and_saves_nothing() {
    let fs = MemoryFs::default();
    let (mut first, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-03-10T08:00:00Z", "a"));
    first.save(&document).expect("saved");
    let before = fs.files("/");

    let (mut second, Loaded { document: shown, warnings, .. }) = open(&fs);
    assert_eq!((shown, warnings), (document.clone(), Vec::new()));
    put(&mut document, record(2, 1, "2026-03-10T08:00:00Z", "b"));
    let why = ReadOnly::OtherInstance { folder: PathBuf::from("/data") };
    assert_eq!(second.save(&document), Err(SaveError::ReadOnly(why)));
    assert_eq!(fs.files("/"), before);
    drop((first, second));
    open_sound(&fs);
}

#[test]
fn a_folder_that_cannot_be_used_leaves_an_empty_document_in_memory_and_says_why() {
    let fs = MemoryFs::default();
    fs.put("/data", "a file where the folder belongs");
    let (mut store, Loaded { document, warnings, .. }) = open(&fs);
    assert_eq!((document, warnings), (Document::default(), Vec::new()));
    let error = store.save(&Document::default()).expect_err("nothing can be saved").to_string();
    assert!(error.contains("not a folder") && error.ends_with("Path: /data"), "{error}");
    assert_eq!(fs.text("/data"), "a file where the folder belongs");
}
