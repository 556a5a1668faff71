//! Every single step of a start and of a save, made to fail.

use super::memory_fs::{Errno, Fault, Lasts};
use super::*;
use crate::domain::Profile;
use crate::store::{SaveError, Warning};

/// A folder with two months, and the document in it.
fn before() -> (MemoryFs, Document) {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    for (id, at, note) in [
        (1, "2026-03-01T10:00:00Z", "stays"),
        (2, "2026-03-02T10:00:00Z", "is edited"),
        (3, "2026-03-03T10:00:00Z", "moves to April"),
        (4, "2026-04-04T10:00:00Z", "moves to March"),
        (5, "2026-04-05T10:00:00Z", "is deleted"),
        (6, "2026-04-06T10:00:00Z", "moves to May"),
    ] {
        put(&mut document, record(id, 1, at, note));
    }
    store.save(&document).expect("saved");
    (fs, document)
}

/// The same document after one change of every kind.
fn after(mut document: Document) -> Document {
    put(&mut document, record(2, 2, "2026-03-02T10:00:00Z", "was edited"));
    put(&mut document, record(3, 2, "2026-04-03T10:00:00Z", "moved to April"));
    put(&mut document, record(4, 2, "2026-03-04T10:00:00Z", "moved to March"));
    put(&mut document, record(6, 2, "2026-05-06T10:00:00Z", "moved to May"));
    put(&mut document, record(7, 1, "2026-06-07T10:00:00Z", "is new"));
    document.apply(Edit::Delete(record(5, 1, "2026-04-05T10:00:00Z", "").id));
    document.apply(Edit::Profile(Profile { minutes: 33, ..Profile::default() }));
    document
}

/// Runs `check` with each kind of fault at each step, until a run has no more steps than the fault waits for.
pub(super) fn at_each_step(mut check: impl FnMut(Fault) -> usize) {
    for error in Errno::ALL {
        for lasts in [Lasts::Once, Lasts::ForGood] {
            let mut step = 0;
            while check(Fault { step, error, lasts }) > step {
                step += 1;
                assert!(step < 2_000, "it comes to an end");
            }
            assert!(step > 3, "there are steps to fail at");
        }
    }
}

/// The calls of `work`, of which the fault makes one fail.
pub(super) fn with_fault<T>(fs: &MemoryFs, fault: Fault, work: impl FnOnce() -> T) -> (T, usize) {
    fs.set_fault(Some(fault));
    let result = work();
    let steps = fs.steps();
    fs.set_fault(None);
    (result, steps)
}

/// What is on the disk is, record for record, from before or from after; nothing is missing and nothing is damaged.
pub(super) fn assert_nothing_lost(fs: &MemoryFs, old: &Document, new: &Document, fault: Fault) {
    let (_, Loaded { document: found, mut warnings, .. }) = open(&fs.copied());
    warnings.retain(|warning| !matches!(warning, Warning::Recovered { .. }));
    assert_eq!(warnings, [], "{fault:?}");
    let (old, new, found) = (contents(old), contents(new), contents(&found));
    for (id, content) in &found {
        assert!(old.get(id) == Some(content) || new.get(id) == Some(content), "{fault:?}: {id}");
    }
    for id in old.keys().filter(|id| new.contains_key(id)) {
        assert!(found.contains_key(id), "{fault:?}: {id} is lost");
    }
}

#[test]
fn whatever_step_of_a_save_fails_nothing_is_lost_and_the_next_save_completes_it() {
    let (fs, old) = before();
    let new = after(old.clone());
    at_each_step(|fault| {
        let fs = fs.copied();
        let (mut store, found) = open_sound(&fs);
        assert_eq!(found, old);
        let (result, steps) = with_fault(&fs, fault, || store.save(&new));
        assert_nothing_lost(&fs, &old, &new, fault);
        assert_nothing_lost(&fs.after_power_cut(), &old, &new, fault);
        match result {
            Ok(_) => assert_eq!(reopened(&fs.after_power_cut()), new, "{fault:?}"),
            Err(error) => {
                assert!(matches!(error, SaveError::Path { .. }), "{error:?}");
                let said = error.to_string();
                assert!(said.starts_with("Not saved: ") && said.contains(" Path: /data"), "{said}");
                assert!(!["edited", "moved", "is new"].iter().any(|note| said.contains(note)), "no record in {said}");
                let mut left = fs.files("/data").into_keys();
                let is_temporary = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "tmp");
                let left = left.find(is_temporary);
                assert!(fault.lasts == Lasts::ForGood || left.is_none(), "{fault:?}: {left:?}");
                let remedy = match fault.error {
                    Errno::Io => "Check the disk",
                    Errno::NoSpace => "Free some space",
                    Errno::Access => "Allow writing there",
                };
                assert!(said.contains(fault.error.cause()) && said.contains(remedy), "{said}");
            }
        }
        let saved = store.save(&new).unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        assert_eq!(saved.warnings, [], "{fault:?}");
        drop(store);
        assert_eq!(reopened(&fs.after_power_cut()), new, "{fault:?}");
        steps
    });
}

#[test]
fn whatever_step_of_a_start_fails_what_is_written_after_it_takes_nothing_away() {
    let (fs, old) = before();
    fs.put("/data/profile.ron", "(version: 1, profile: (minutes: 20))");
    at_each_step(|fault| {
        let fs = fs.copied();
        let ((mut store, Loaded { mut document, warnings, .. }), steps) = with_fault(&fs, fault, || open(&fs));
        let is_whole = contents(&document) == contents(&old);
        assert!(is_whole || !warnings.is_empty() || matches!(store.access(), Access::ReadOnly(_)), "{fault:?}");
        let said = warnings.iter().map(ToString::to_string).chain(store.access().read_only().map(ToString::to_string));
        for said in said {
            assert!(said.contains(fault.error.cause()) && said.contains("Path: /"), "{fault:?}: {said}");
        }

        put(&mut document, record(8, 1, "2026-03-08T10:00:00Z", "new"));
        let saved = store.save(&document);
        drop(store);
        let mut expected = contents(&old);
        match saved {
            Ok(_) => contents(&document).into_iter().for_each(|(id, content)| {
                expected.entry(id).or_insert(content);
            }),
            Err(error) => assert!(matches!(error, SaveError::ReadOnly(_)), "{fault:?}: {error:?}"),
        }
        let found = reopened(&fs);
        assert_eq!(contents(&found), expected, "{fault:?}");
        assert_eq!(found.profile.minutes, 20, "{fault:?}");
        steps
    });
}

#[test]
fn a_save_beside_a_damaged_file_loses_nothing_at_any_step() {
    let (fs, _) = before();
    let march = fs.text(month("2026-03.11111"));
    fs.put(month("2026-03.11111"), march.replace("\n  records", "\n  recrods"));
    let old = open(&fs).1.document;
    let new = after(old.clone());
    at_each_step(|fault| {
        let fs = fs.copied();
        let (mut store, _) = open(&fs);
        let (result, steps) = with_fault(&fs, fault, || store.save(&new));
        let (_, Loaded { document: found, .. }) = open(&fs.copied());
        for record in old.records().filter(|record| new.record(record.id).is_some()) {
            assert!(found.record(record.id).is_some(), "{fault:?}: {} is lost", note(record));
        }
        if result.is_err() {
            store.save(&new).unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        }
        drop(store);
        assert_eq!(contents(&open(&fs).1.document), contents(&new), "{fault:?}");
        steps
    });
}
