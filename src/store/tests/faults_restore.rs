//! Every call made to fail while a backup is brought back, as one whole: it is read, the files are backed up as they
//! are, and what it holds is saved as an edit.

use std::path::Path;

use jiff::Zoned;

use super::faults::{assert_nothing_lost, at_each_step, with_fault};
use super::*;
use crate::domain::Profile;
use crate::exchange::{self, Take};
use crate::store::{BackupReason, Saved};

fn now() -> Zoned {
    "2026-03-04T07:12[Europe/Berlin]".parse().expect("a date and time")
}

/// A backup, and a document in which much has changed since.
fn changed_since() -> (MemoryFs, PathBuf, Document) {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    for (id, at, note) in [
        (1, "2026-03-01T10:00:00Z", "stays"),
        (2, "2026-03-02T10:00:00Z", "as it was"),
        (3, "2026-03-03T10:00:00Z", "is deleted"),
        (4, "2026-03-03T11:00:00Z", "moves to May"),
    ] {
        put(&mut document, record(id, 1, at, note));
    }
    document.apply(Edit::Profile(Profile { minutes: 20, ..Profile::default() }));
    store.save(&document).expect("saved");
    let backup = store.back_up(&now(), BackupReason::Asked).expect("a backup").backup.path;
    put(&mut document, record(2, 2, "2026-03-02T10:00:00Z", "was edited"));
    put(&mut document, record(4, 2, "2026-05-03T10:00:00Z", "moved to May"));
    put(&mut document, record(5, 1, "2026-04-05T10:00:00Z", "is new"));
    document.apply(Edit::Delete(record(3, 1, "2026-03-03T10:00:00Z", "").id));
    document.apply(Edit::Profile(Profile { minutes: 33, ..Profile::default() }));
    store.save(&document).expect("saved");
    (fs, backup, document)
}

/// What the program does when it is asked to: each step only after the one before it; or why it stopped.
fn restore(store: &mut Store, backup: &Path, document: &Document) -> Result<Document, String> {
    let contents = store.read_backup(backup).map_err(|error| error.to_string())?;
    assert_eq!(contents.flaws, []);
    let import = exchange::of_document(&contents.document, document);
    store.back_up(&now(), BackupReason::BeforeRestore).map_err(|error| error.to_string())?;
    let after = import.apply(document, Take::All);
    let Saved { written: _, warnings: _ } = store.save(&after).map_err(|error| error.to_string())?;
    Ok(after)
}

#[test]
fn whatever_step_of_a_restore_fails_nothing_is_lost_and_it_can_be_done_again() {
    let (fs, backup, old) = changed_since();
    let new = restore(&mut open_sound(&fs.copied()).0, &backup, &old).expect("nothing fails");
    let notes: Vec<String> = new.records().map(|record| note(record)).collect();
    for expected in ["stays", "as it was", "is deleted", "moves to May", "is new"] {
        assert!(notes.iter().any(|note| note == expected), "{expected}: {notes:?}");
    }
    assert_eq!((notes.len(), new.profile.minutes), (5, 20));
    let archive = fs.files("/state/backups");
    at_each_step(|fault| {
        let fs = fs.copied();
        let (mut store, found) = open_sound(&fs);
        assert_eq!(found, old);
        let (restored, steps) = with_fault(&fs, fault, || restore(&mut store, &backup, &old));
        for left in [fs.copied(), fs.after_power_cut()] {
            assert_nothing_lost(&left, &old, &new, fault);
            assert!(archive.iter().all(|(path, bytes)| left.files("/state/backups").get(path) == Some(bytes)));
        }
        if let Err(said) = restored {
            assert!(said.contains(fault.error.cause()), "{fault:?}: {said}");
            assert!(said.contains("ath: /") || said.contains("File: /"), "{fault:?}: {said}");
            restore(&mut store, &backup, &old).unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        }
        let after_power_cut = reopened(&fs.after_power_cut());
        drop(store);
        for found in [after_power_cut, reopened(&fs)] {
            assert_eq!((contents(&found), &found.profile), (contents(&new), &new.profile), "{fault:?}");
        }
        steps
    });
}
