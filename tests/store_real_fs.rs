//! The store on the real file system. What can go wrong there is tested in `src/store/tests/`, over one in memory.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use supple::domain::{Body, CheckIn, Document, Edit, Record, RecordId, Stamp};
use supple::store::{Access, BackupReason, Folders, Here, Loaded, ReadOnly, RealFs, SaveError, Store, Warning};

const MARCH: &str = "log/2026/2026-03.00000.ron";

fn folders(dir: &Path) -> Folders {
    Folders::under(dir.join("data"))
}

fn open(dir: &Path) -> (Store, Loaded) {
    Store::open(RealFs, folders(dir), &Here { host: "laptop".to_owned(), random: 0 })
}

fn record(id: u128, rev: u32, note: &str) -> Record {
    let at: Timestamp = "2026-03-04T07:12:00Z".parse().expect("a moment");
    Record {
        id: RecordId::new(at, id),
        rev,
        when: Stamp { at, offset_secs: 0, zone: String::new() },
        body: Body::CheckIn(CheckIn { note: note.to_owned(), ..CheckIn::default() }),
    }
}

fn document(records: &[Record]) -> Document {
    let mut document = Document::default();
    for record in records {
        document.apply(Edit::Put(Box::new(record.clone())));
    }
    document
}

#[test]
fn what_was_saved_is_found_again_and_no_temporary_file_stays() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut store, Loaded { document: empty, warnings, .. }) = open(dir.path());
    assert_eq!((empty, warnings), (Document::default(), Vec::new()));
    for note in ["first", "second"] {
        let rev = if note == "first" { 1 } else { 2 };
        let document = document(&[record(1, rev, note), record(2, 1, "other")]);
        let saved = store.save(&document).expect("saved");
        assert_eq!(saved.written, [dir.path().join("data").join(MARCH)]);
    }
    drop(store);
    let (_, loaded) = open(dir.path());
    assert_eq!(loaded.document, document(&[record(1, 2, "second"), record(2, 1, "other")]));
    let names = |folder: &str| {
        let entries = fs::read_dir(dir.path().join("data").join(folder)).expect("a folder");
        let mut names: Vec<_> = entries.map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names(""), [".state", "README.txt", "devices", "log"]);
    assert_eq!(names("log/2026"), ["2026-03.00000.ron"]);
    assert_eq!(names(".state"), ["device.ron", "lock", "manifest.ron"]);
}

#[test]
fn a_second_program_reads_only_until_the_first_has_ended() {
    let dir = tempfile::tempdir().expect("a folder");
    let (first, _) = open(dir.path());
    let (mut second, _) = open(dir.path());
    let why = ReadOnly::OtherInstance { folder: folders(dir.path()).data };
    assert_eq!(second.save(&document(&[record(1, 1, "a")])), Err(SaveError::ReadOnly(why)));
    drop((first, second));
    assert!(matches!(open(dir.path()).0.access(), Access::ReadWrite(_)));
}

#[test]
fn a_folder_below_a_file_is_named_and_the_file_stays() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let (mut store, Loaded { document: empty, warnings, .. }) = open(file.path());
    assert_eq!((empty, warnings), (Document::default(), Vec::new()));
    let said = store.save(&document(&[record(1, 1, "a")])).expect_err("nowhere to save").to_string();
    assert!(said.contains("cannot be used") && said.contains(&file.path().display().to_string()), "{said}");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("it is there").permissions().mode() & 0o777
    }

    #[test]
    fn only_the_owner_can_read_what_is_written() {
        let dir = tempfile::tempdir().expect("a folder");
        let (mut store, _) = open(dir.path());
        store.save(&document(&[record(1, 1, "a")])).expect("saved");
        let data = dir.path().join("data");
        let now = "2026-03-04T07:12[UTC]".parse().expect("a moment");
        let backup = store.back_up(&now, BackupReason::Asked).expect("a backup").backup.path;
        assert_eq!((backup.parent(), mode(&backup)), (Some(&*data.join(".state/backups")), 0o600));
        for folder in ["", "log", "log/2026", ".state", ".state/backups"] {
            assert_eq!(mode(&data.join(folder)), 0o700, "{folder}");
        }
        for file in [MARCH, "README.txt", ".state/lock", ".state/device.ron"] {
            assert_eq!(mode(&data.join(file)), 0o600, "{file}");
        }
    }

    #[test]
    fn a_link_out_of_the_folder_is_neither_read_nor_written_through() {
        let dir = tempfile::tempdir().expect("a folder");
        let elsewhere = tempfile::tempdir().expect("another folder");
        let (mut store, _) = open(elsewhere.path());
        store.save(&document(&[record(1, 1, "elsewhere")])).expect("saved");
        drop(store);
        drop(open(dir.path()));
        let [log, target] = [&dir, &elsewhere].map(|dir| dir.path().join("data/log"));
        symlink(&target, &log).expect("a link");

        let (mut store, Loaded { document: found, warnings, .. }) = open(dir.path());
        assert_eq!(found.record_count(), 0);
        assert!(matches!(warnings.as_slice(), [Warning::Skipped { path, .. }] if *path == log), "{warnings:?}");
        let said = store.save(&document(&[record(2, 1, "here")])).expect_err("refused").to_string();
        assert!(said.contains("not a folder") && said.ends_with(&log.display().to_string()), "{said}");
        drop(store);
        assert_eq!(open(elsewhere.path()).1.document, document(&[record(1, 1, "elsewhere")]));
    }

    #[test]
    fn a_folder_without_permission_to_write_is_shown_and_said() {
        let dir = tempfile::tempdir().expect("a folder");
        let saved = document(&[record(1, 1, "a")]);
        open(dir.path()).0.save(&saved).expect("saved");
        let data = folders(dir.path()).data;
        let set_mode = |mode| fs::set_permissions(&data, fs::Permissions::from_mode(mode)).expect("allowed");
        set_mode(0o500);
        // The administrator may write anywhere; then there is nothing to see here.
        let may_write_anyway = tempfile::NamedTempFile::new_in(&data).is_ok();
        let (store, loaded) = open(dir.path());
        set_mode(0o700);
        assert_eq!(loaded.document, saved);
        if !may_write_anyway {
            let Access::ReadOnly(why) = store.access() else { panic!("{:?}", store.access()) };
            assert!(why.to_string().contains("permission denied"), "{why}");
        }
    }
}
