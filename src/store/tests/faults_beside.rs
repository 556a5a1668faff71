//! Every call made to fail while the store takes in other files, mends a damaged one, or moves one to a later version.

use super::faults::{at_each_step, with_fault};
use super::*;
use crate::store::{Warning, Whole};

const VERSION_1: &str = include_str!("../../../tests/golden/version_1/log/2026/2026-03.k7f2q.ron");

fn march() -> PathBuf {
    month("2026-03.11111")
}

/// Three records in March and one in April, closed again.
fn four() -> (MemoryFs, Document) {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    for (id, at) in [(1, "2026-03-01"), (2, "2026-03-02"), (3, "2026-03-03"), (4, "2026-04-04")] {
        put(&mut document, record(id, 1, &format!("{at}T10:00:00Z"), at));
    }
    store.save(&document).expect("saved");
    drop(store);
    (fs, document)
}

#[test]
fn what_could_not_be_taken_in_at_once_is_taken_in_at_the_next_look() {
    let (fs, old) = four();
    let (theirs, mut new) = four();
    let (mut store, _) = open_sound(&theirs);
    put(&mut new, record(2, 2, "2026-03-02T10:00:00Z", "edited there"));
    store.save(&new).expect("saved");
    drop(store);
    let text = theirs.text(march());
    at_each_step(|fault| {
        let fs = fs.copied();
        let (mut store, found) = open_sound(&fs);
        assert_eq!(found, old);
        fs.put(month("2026-03.zzzzz"), &text);
        let (first, calls) = with_fault(&fs, fault, || store.refresh());
        for warning in first.iter().flat_map(|arrived| &arrived.warnings) {
            let said = warning.to_string();
            assert!(said.contains(fault.error.cause()) && said.contains("Path: /"), "{fault:?}: {said}");
        }
        let second = store.refresh();
        let mut document = second.or(first).expect("something has come").after;
        assert_eq!(contents(&document), contents(&new), "{fault:?}");
        put(&mut document, record(5, 1, "2026-03-05T10:00:00Z", "here"));
        store.save(&document).expect("saved");
        drop(store);
        assert_eq!(contents(&open(&fs).1.document), contents(&document), "{fault:?}");
        calls
    });
}

#[test]
fn a_repair_that_fails_leaves_everything_as_it_was_and_can_be_made_again() {
    let (fs, document) = four();
    let sound = fs.text(march());
    let backup = Whole::Records(crate::format::decode(sound.as_bytes()).expect("it was sound"));
    let damaged = sound.replacen("rev: 1", "rev: x", 1);
    fs.put(march(), &damaged);
    at_each_step(|fault| {
        let fs = fs.copied();
        let (mut store, Loaded { warnings, .. }) = open(&fs);
        assert!(matches!(warnings.as_slice(), [Warning::Damaged { .. }]), "{warnings:?}");
        let (repaired, calls) = with_fault(&fs, fault, || store.repair(&march(), Some(backup.clone())));
        if let Err(error) = repaired {
            let said = error.to_string();
            assert!(said.contains("Not saved: ") && said.contains(" Path: /"), "{said}");
            assert!(said.contains(fault.error.cause()), "{fault:?}: {said}");
            assert!([&damaged, &sound].contains(&&fs.text(march())), "{fault:?}");
            store.repair(&march(), Some(backup.clone())).unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        }
        drop(store);
        assert!(fs.files("/state/quarantine").values().any(|copy| *copy == damaged), "{fault:?}");
        assert_eq!(contents(&open(&fs.after_power_cut()).1.document), contents(&document), "{fault:?}");
        calls
    });
}

#[test]
fn a_file_of_version_1_that_is_written_again_loses_nothing_at_any_call() {
    let fs = MemoryFs::default();
    drop(open_sound(&fs));
    fs.put(march(), VERSION_1);
    let (store, old) = open_sound(&fs);
    drop(store);
    let mut new = old.clone();
    put(&mut new, record(9, 1, "2026-03-09T10:00:00Z", "new"));
    at_each_step(|fault| {
        let fs = fs.copied();
        let (mut store, _) = open_sound(&fs);
        let (saved, calls) = with_fault(&fs, fault, || store.save(&new));
        for left in [fs.copied(), fs.after_power_cut()] {
            let found = contents(&open(&left).1.document);
            assert!(contents(&old).iter().all(|(id, content)| found.get(id) == Some(content)), "{fault:?}");
        }
        if let Err(error) = saved {
            let said = error.to_string();
            assert!(said.contains(fault.error.cause()) && said.contains(" Path: /"), "{fault:?}: {said}");
            store.save(&new).unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        }
        drop(store);
        assert_eq!(contents(&open(&fs.after_power_cut()).1.document), contents(&new), "{fault:?}");
        calls
    });
}
