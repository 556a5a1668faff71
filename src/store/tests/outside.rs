//! What others do to the files: another device, a sync tool, a person with an editor, a failing disk.

use super::*;
use crate::domain::Profile;
use crate::store::{Arrived, BackupReason, Device, Warning, Whole};

fn march() -> PathBuf {
    month("2026-03.11111")
}

/// A sound folder with records `a` and `b` in March, closed again.
fn two() -> (MemoryFs, Document) {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-03-01T10:00:00Z", "a"));
    put(&mut document, record(2, 1, "2026-03-02T10:00:00Z", "b"));
    store.save(&document).expect("saved");
    drop(store);
    (fs, document)
}

/// The same files as another installation sees them.
fn other_folders() -> Folders {
    Folders { data: PathBuf::from("/data"), state: PathBuf::from("/elsewhere") }
}

fn open_other(fs: &MemoryFs) -> (Store, Document) {
    let there = Here { host: "desktop".to_owned(), random: 0x0421_0842 };
    let (store, Loaded { document, .. }) = Store::open(fs.clone(), other_folders(), &there);
    (store, document)
}

fn only_warning(warnings: &[Warning]) -> &Warning {
    let [warning] = warnings else { panic!("{warnings:?}") };
    warning
}

#[test]
fn what_another_device_writes_arrives_with_its_name_and_is_not_taken_for_deleted_by_the_next_save() {
    let (fs, _) = two();
    let (mut ours, mut document) = open_sound(&fs);
    assert!(ours.refresh().is_none());
    let (mut theirs, mut seen_there) = open_other(&fs);
    put(&mut seen_there, record(3, 1, "2026-03-03T10:00:00Z", "c from there"));
    put(&mut seen_there, record(1, 2, "2026-03-01T10:00:00Z", "a edited there"));
    seen_there.apply(Edit::Delete(record(2, 1, "2026-03-02T10:00:00Z", "").id));
    theirs.save(&seen_there).expect("saved");

    let Arrived { before, after, warnings, versions, from } = ours.refresh().expect("something has come");
    assert_eq!((before, &after), (document, &seen_there));
    assert_eq!((warnings, versions), (Vec::new(), Vec::new()));
    assert_eq!(from, ["desktop"]);
    assert!(ours.refresh().is_none(), "once");
    document = after;
    put(&mut document, record(4, 1, "2026-03-04T10:00:00Z", "d"));
    ours.save(&document).expect("saved");
    assert_eq!(theirs.refresh().map(|arrived| arrived.after), Some(document.clone()));
    let names: Vec<Device> = ours.devices();
    assert_eq!(
        names.iter().map(|device| (device.name.as_str(), device.is_this)).collect::<Vec<_>>(),
        [("laptop", true), ("desktop", false)]
    );
    drop((ours, theirs));
    assert_eq!(reopened(&fs), document);
}

#[test]
fn two_versions_found_on_the_way_to_a_save_are_told_by_the_next_look() {
    let (fs, _) = two();
    let (mut ours, mut document) = open_sound(&fs);
    let theirs = fs.text(march()).replace("rev: 1", "rev: 2").replace("note: \"a\"", "note: \"from there\"");
    put(&mut document, record(1, 2, "2026-03-01T10:00:00Z", "one of ours, which stays shown"));
    ours.save(&document).expect("saved");
    fs.put(month("2026-03.zzzzz"), theirs);
    put(&mut document, record(3, 1, "2026-03-03T10:00:00Z", "c"));
    ours.save(&document).expect("saved");
    let Arrived { versions, .. } = ours.refresh().expect("two versions");
    assert_eq!(versions.len(), 1, "{versions:?}");
    assert!(ours.refresh().is_none());
}

#[test]
fn the_first_look_shows_the_newest_months_and_the_rest_arrives() {
    let (fs, mut document) = two();
    let (mut store, _) = open_sound(&fs);
    for (id, at) in [(3, "2025-11-01T10:00:00Z"), (4, "2026-04-01T10:00:00Z"), (5, "2026-05-01T10:00:00Z")] {
        put(&mut document, record(id, 1, at, "more"));
    }
    document.apply(Edit::Profile(Profile { minutes: 21, ..Profile::default() }));
    store.save(&document).expect("saved");
    drop(store);
    let opening = Store::begin(fs.clone(), folders(), &here(OURS));
    let first = opening.first().clone();
    assert_eq!(
        first.records().map(|record| record.when.day().to_string()).collect::<Vec<_>>(),
        ["2026-04-01", "2026-05-01"]
    );
    assert_eq!(first.profile.minutes, 21);
    let (_, Arrived { before, after, .. }) = opening.complete();
    assert_eq!((before, after), (first, document));
}

#[test]
fn a_missing_file_is_asked_about_deletes_nothing_and_is_not_written_until_answered() {
    let (fs, mut document) = two();
    fs.remove(&march());
    let (mut store, Loaded { document: left, warnings, .. }) = open(&fs);
    assert_eq!(left.record_count(), 0);
    assert_eq!(*only_warning(&warnings), Warning::Missing { path: march(), files: 1, entries: 2 });
    let said = warnings[0].to_string();
    assert!(said.contains("with 2 entries") && said.ends_with("File: /data/log/2026/2026-03.11111.ron"), "{said}");

    let mut now = left;
    put(&mut now, record(3, 1, "2026-03-03T10:00:00Z", "c"));
    assert_eq!(store.save(&now).expect("saved").written, [month("2026-03.11111-2")]);
    drop(store);
    // It is asked again at each start until it is answered, and a file that comes back answers it.
    let (mut store, Loaded { warnings, .. }) = open(&fs);
    assert!(matches!(only_warning(&warnings), Warning::Missing { entries: 2, .. }));
    let with_two = two().0.text(march());
    fs.put(march(), &with_two);
    let arrived = store.refresh().expect("it is back");
    put(&mut document, record(3, 1, "2026-03-03T10:00:00Z", "c"));
    assert_eq!((arrived.after, arrived.warnings), (document.clone(), Vec::new()));
    drop(store);
    assert_eq!(reopened(&fs), document);

    fs.remove(&march());
    let (mut store, _) = open(&fs);
    assert_eq!(store.accept(&march()).warnings, []);
    drop(store);
    let (mut store, mut now) = open_sound(&fs);
    put(&mut now, record(4, 1, "2026-03-04T10:00:00Z", "d"));
    assert_eq!(store.save(&now).expect("saved").written, [month("2026-03.11111")]);
}

#[test]
fn a_folder_of_many_files_that_is_gone_is_one_question() {
    let (fs, mut document) = two();
    let (mut store, _) = open_sound(&fs);
    for number in 3..=5 {
        put(&mut document, record(number, 2, &format!("2025-0{number}-01T10:00:00Z"), "old"));
    }
    store.save(&document).expect("saved");
    drop(store);
    fs.files("/data/log").keys().for_each(|path| fs.remove(path));
    let (mut store, Loaded { warnings, .. }) = open(&fs);
    let log = PathBuf::from("/data/log");
    assert!(
        matches!(only_warning(&warnings), Warning::Missing { path, files: 4, entries: 5 } if *path == log),
        "{warnings:?}"
    );
    assert_eq!(store.accept(&log).warnings, []);
    drop(store);
    assert_eq!(reopened(&fs).record_count(), 0);
}

#[test]
fn a_file_of_ours_that_holds_less_than_it_did_is_asked_about_and_left_alone() {
    let (fs, _) = two();
    let text = fs.text(march());
    let second = text.find("    (\n      id: \"00000000000000000000000002\"").expect("a second record");
    let shorter = format!("{}  ],\n)\n", &text[..second]);
    fs.put(march(), &shorter);
    let (mut store, Loaded { mut document, warnings, .. }) = open(&fs);
    assert_eq!(*only_warning(&warnings), Warning::Shrunk { path: march(), before: 2, now: 1 });
    put(&mut document, record(3, 1, "2026-03-03T10:00:00Z", "c"));
    store.save(&document).expect("saved");
    assert_eq!(fs.text(march()), shorter);
    assert_eq!(store.accept(&march()).warnings, []);
    drop(store);
    assert_eq!(reopened(&fs), document);
}

#[test]
fn a_record_that_moves_away_makes_its_file_smaller_without_a_question_also_after_a_crash() {
    let (fs, mut document) = two();
    let (mut store, _) = open_sound(&fs);
    put(&mut document, record(2, 2, "2026-04-02T10:00:00Z", "b in April"));
    store.save(&document).expect("saved");
    let crashed = fs.after_power_cut();
    drop(store);
    assert_eq!(reopened(&fs), document);
    assert_eq!(reopened(&crashed), document);
}

#[test]
fn bytes_that_changed_under_an_old_date_are_told_and_a_repair_takes_the_backup() {
    let (fs, document) = two();
    let sound = fs.text(march());
    // A flipped bit that still parses: note "a" becomes note "c".
    fs.rot(&march(), sound.replace("note: \"a\"", "note: \"c\""));
    for _ in 0..2 {
        let (store, Loaded { warnings, .. }) = open(&fs);
        let Warning::Damaged { cause, .. } = only_warning(&warnings) else { panic!("{warnings:?}") };
        assert!(cause.contains("nobody wrote it"), "{cause}");
        drop(store);
    }
    let (mut store, _) = open(&fs);
    let backup = crate::format::decode(sound.as_bytes()).expect("it was sound");
    let Arrived { after, warnings, .. } = store.repair(&march(), Some(Whole::Records(backup))).expect("repaired");
    assert_eq!((after, warnings), (document.clone(), Vec::new()));
    drop(store);
    assert_eq!(reopened(&fs), document);
    assert_eq!(fs.text(march()), sound);
}

#[test]
fn a_damaged_file_that_is_written_again_as_it_was_is_still_damaged() {
    let (fs, _) = two();
    let broken = fs.text(march()).replacen("rev: 1", "rev: x", 1);
    fs.put(march(), &broken);
    let (mut store, Loaded { warnings, .. }) = open(&fs);
    assert!(matches!(only_warning(&warnings), Warning::Damaged { .. }));
    fs.put(march(), &broken);
    assert!(store.refresh().is_none());
    let arrived = store.accept(&PathBuf::from("/data/nothing"));
    assert!(matches!(only_warning(&arrived.warnings), Warning::Damaged { .. }));
}

#[test]
fn a_repair_keeps_what_can_be_read_and_gets_the_rest_from_a_backup() {
    let check = |has_backup, expected: &[&str]| {
        let (fs, _) = two();
        let sound = fs.text(march());
        fs.put(march(), sound.replacen("rev: 1", "rev: x", 1));
        let (mut store, Loaded { warnings, .. }) = open(&fs);
        assert!(matches!(only_warning(&warnings), Warning::Damaged { .. }));
        let backup = crate::format::decode(sound.as_bytes()).ok().filter(|_| has_backup).map(Whole::Records);
        let arrived = store.repair(&march(), backup).expect("repaired");
        assert_eq!(arrived.warnings, []);
        let found: Vec<String> = notes(&arrived.after).into_iter().map(|(_, note)| note).collect();
        assert_eq!(found, expected);
        assert_eq!(fs.files("/state/quarantine").len(), 1);
        drop(store);
        assert_eq!(reopened(&fs), arrived.after);
    };
    check(false, &["b"]);
    check(true, &["a", "b"]);
}

#[test]
fn what_can_be_read_of_another_devices_damaged_file_is_written_into_ours() {
    let (fs, document) = two();
    let theirs = month("2026-03.zzzzz");
    let broken = two().0.text(march()).replace("0000000002", "0000000009").replacen("rev: 1", "rev: x", 1);
    fs.put(&theirs, &broken);
    let (mut store, Loaded { warnings, .. }) = open(&fs);
    assert!(matches!(only_warning(&warnings), Warning::Damaged { .. }));
    assert_eq!(store.repair(&theirs, None).expect("adopted").warnings, []);
    drop(store);
    assert_eq!(fs.text(&theirs), broken);
    assert_eq!(reopened(&fs).record_count(), 3, "and no more word about it");
    fs.remove(&theirs);
    assert_eq!(open(&fs).1.document.record_count(), document.record_count() + 1);
}

#[test]
fn a_damaged_profile_is_mended_with_what_a_backup_and_the_other_files_know() {
    let now: jiff::Zoned = "2026-03-04T07:12[Europe/Berlin]".parse().expect("a date and time");
    let check = |file: &str, has_backup, expected| {
        let fs = MemoryFs::default();
        let (mut store, mut document) = open_sound(&fs);
        document.apply(Edit::Profile(Profile { minutes: 33, ..Profile::default() }));
        store.save(&document).expect("saved");
        let own = fs.text("/data/plan/11111.ron");
        fs.put(file, &own);
        if has_backup {
            store.back_up(&now, BackupReason::Asked).expect("a backup");
        }
        drop(store);
        if file != "/data/plan/11111.ron" {
            fs.remove(&PathBuf::from("/data/plan/11111.ron"));
        }
        fs.put(file, own.replacen("33", "3x", 1));
        let (mut store, Loaded { warnings, .. }) = open(&fs);
        assert!(matches!(only_warning(&warnings), Warning::Damaged { .. }));
        let path = PathBuf::from(file);
        let backup = store.sound_in_backup(&path).map(|file| file.content);
        assert_eq!(backup.is_some(), has_backup);
        let arrived = store.repair(&path, backup).expect("repaired");
        assert_eq!((arrived.warnings, arrived.after.profile.minutes), (Vec::new(), expected), "{file}");
        drop(store);
        assert_eq!(reopened(&fs).profile.minutes, expected, "{file}");
    };
    let usual = Profile::default().minutes;
    check("/data/plan/11111.ron", true, 33);
    check("/data/plan/11111.ron", false, usual);
    check("/data/plan/22222.ron", true, 33);
    check("/data/plan/22222.ron", false, usual);
}

#[test]
fn a_state_folder_copied_to_another_machine_gets_an_id_of_its_own() {
    let (fs, document) = two();
    let there = Here { host: "desktop".to_owned(), random: 77 };
    let (mut store, Loaded { document: mut found, .. }) = Store::open(fs.clone(), folders(), &there);
    assert_eq!(found, document);
    put(&mut found, record(1, 2, "2026-03-01T10:00:00Z", "a edited there"));
    let written = store.save(&found).expect("saved").written;
    assert_ne!(written, [march()]);
    drop(store);
    assert_eq!(fs.text(march()), two().0.text(march()));

    // A stick that goes back and forth makes no third id.
    let (mut store, mut found) = open_sound(&fs);
    put(&mut found, record(3, 1, "2026-03-03T10:00:00Z", "here again"));
    assert_eq!(store.save(&found).expect("saved").written, [march()]);
    drop(store);
    let other = Here { host: "desktop".to_owned(), random: 78 };
    let (mut store, Loaded { document: mut found, .. }) = Store::open(fs.clone(), folders(), &other);
    put(&mut found, record(4, 1, "2026-03-04T10:00:00Z", "there again"));
    assert_eq!(store.save(&found).expect("saved").written, written);
}

#[test]
fn changes_that_could_not_be_saved_are_back_at_the_next_start_and_go_with_the_next_save() {
    use super::memory_fs::{Errno, Fault, Lasts};
    let (before, old) = two();
    let mut document = old.clone();
    put(&mut document, record(3, 1, "2026-03-03T10:00:00Z", "c"));
    document.apply(Edit::Delete(record(2, 1, "2026-03-02T10:00:00Z", "").id));
    document.apply(Edit::Profile(Profile { minutes: 33, ..Profile::default() }));
    // The first step that fails before anything has reached the folder.
    let unsaved = (0..100).find_map(|step| {
        let fs = before.copied();
        let (mut store, _) = open_sound(&fs);
        fs.set_fault(Some(Fault { step, error: Errno::NoSpace, lasts: Lasts::Once }));
        let is_refused = store.save(&document).is_err();
        fs.set_fault(None);
        (is_refused && fs.text(march()) == before.text(march())).then_some(fs)
    });
    let fs = unsaved.expect("some step can fail");
    let (mut store, Loaded { document: found, warnings, .. }) = open(&fs);
    assert_eq!(*only_warning(&warnings), Warning::Recovered { changes: 3 });
    assert_eq!(found, document);
    store.save(&found).expect("saved");
    drop(store);
    assert_eq!(reopened(&fs), document);
    assert_eq!(fs.files("/state/drafts").len(), 0);
}
