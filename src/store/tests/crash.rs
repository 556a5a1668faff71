//! A power cut at every moment of a start and of a save, with every state in which it may leave the disk.
//!
//! In each of them the next start must find everything readable, and of each record what was last acknowledged, or what
//! was being saved; and the next save must bring the whole document to the disk.

use std::fmt::Write as _;

use super::crash_fs::{CrashFs, Disk, Syncs, memory};
use super::*;
use crate::domain::Profile;

/// How often states were looked at.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) combinations: usize,
    pub(super) states: usize,
}

pub(super) fn open_on(fs: &CrashFs) -> (Store, Document) {
    let (store, Loaded { document, warnings, .. }) = Store::open(fs.clone(), folders(), &here(OURS));
    assert!(matches!(store.access(), Access::ReadWrite(_)), "{:?}", store.access());
    assert_eq!(warnings, []);
    (store, document)
}

/// What a start finds on this disk, and that saving goes on from there.
pub(super) fn check_state(disk: &Disk, old: &Document, new: &Document) {
    let fs = memory(disk);
    // If the id of this installation did not reach the disk, another one takes its place.
    let (mut store, Loaded { document: found, warnings, .. }) = Store::open(fs.clone(), folders(), &here(77));
    assert!(matches!(store.access(), Access::ReadWrite(_)), "{:?} {disk:?}", store.access());
    assert_eq!(warnings, [], "{disk:?}");
    let (before, after, shown) = (contents(old), contents(new), contents(&found));
    for id in before.keys().chain(after.keys()).chain(shown.keys()) {
        let is_old_or_new = shown.get(id) == before.get(id) || shown.get(id) == after.get(id);
        assert!(is_old_or_new, "{id} is {:?} on {disk:#?}", shown.get(id));
    }
    assert!([&old.profile, &new.profile].contains(&&found.profile), "{:?} on {disk:?}", found.profile);
    assert!([&old.settings, &new.settings].contains(&&found.settings), "{:?} on {disk:?}", found.settings);
    store.save(new).expect("saved");
    drop(store);
    let (_, Loaded { document: found, .. }) = Store::open(fs, folders(), &here(77));
    assert_eq!(contents(&found), contents(new), "{disk:?}");
}

/// Saves one document after another, and cuts the power at every moment; returns the disk at the end.
fn check_saves(disk: &Disk, saves: &[Document], tally: &mut Tally) -> Disk {
    let fs = CrashFs::new(disk, Syncs::Truly);
    let (mut store, mut acknowledged) = open_on(&fs);
    check_between(&fs, 0, &acknowledged, &acknowledged, tally);
    for document in saves {
        let begin = fs.events();
        store.save(document).expect("saved");
        check_between(&fs, begin, &acknowledged, document, tally);
        // From now on the old state is no longer good enough.
        acknowledged = document.clone();
        check_between(&fs, fs.events(), &acknowledged, document, tally);
    }
    fs.disk()
}

fn check_between(fs: &CrashFs, from: usize, old: &Document, new: &Document, tally: &mut Tally) {
    let (states, combinations) = fs.states(from, fs.events());
    tally.combinations += combinations;
    tally.states += states.len();
    for disk in &states {
        check_state(disk, old, new);
    }
}

/// Records in two months of two years.
pub(super) fn first() -> Document {
    let mut document = Document::default();
    for (id, at, note) in [
        (1, "2025-12-30T10:00:00Z", "stays in December"),
        (2, "2026-03-02T10:00:00Z", "is edited"),
        (3, "2026-03-03T10:00:00Z", "moves"),
        (4, "2026-03-04T10:00:00Z", "is deleted"),
    ] {
        put(&mut document, record(id, 1, at, note));
    }
    document
}

type Step = fn(&mut Document);

const STEPS: [(&str, Step); 8] = [
    ("an edit", |document| put(document, record(2, 2, "2026-03-02T10:00:00Z", "was edited"))),
    ("a move to a month that is there", |document| put(document, record(3, 2, "2025-12-03T10:00:00Z", "moved"))),
    ("a move to a new month", |document| put(document, record(3, 2, "2026-05-03T10:00:00Z", "moved"))),
    ("a deletion", |document| document.apply(Edit::Delete(record(4, 1, "2026-03-04T10:00:00Z", "").id))),
    ("a new month in a new year", |document| put(document, record(5, 1, "2027-01-01T10:00:00Z", "new"))),
    ("the profile", |document| document.apply(Edit::Profile(Profile { minutes: 33, ..Profile::default() }))),
    ("two moves across", |document| {
        put(document, record(1, 2, "2026-03-30T10:00:00Z", "moved"));
        put(document, record(3, 2, "2025-12-03T10:00:00Z", "moved"));
    }),
    ("all at once", |document| {
        STEPS[..7].iter().for_each(|(_, step)| step(document));
    }),
];

#[test]
#[expect(clippy::print_stdout, reason = "the numbers are for people to read")]
fn wherever_the_power_goes_everything_is_readable_and_no_acknowledged_save_is_lost() {
    let mut table = "step                              combinations  different disks\n".to_owned();
    let mut all = Tally::default();
    let mut row = |name: &str, Tally { combinations, states }: Tally| {
        writeln!(table, "{name:<34}{combinations:>12}{states:>17}").expect("text can grow");
        all.combinations += combinations;
        all.states += states;
    };
    let mut tally = Tally::default();
    let empty = check_saves(&Disk::new(), &[], &mut tally);
    row("the first start", tally);
    let mut tally = Tally::default();
    let disk = check_saves(&empty, &[first()], &mut tally);
    row("the first save", tally);
    for (name, step) in STEPS {
        let mut tally = Tally::default();
        let mut changed = first();
        step(&mut changed);
        // And back again: undo.
        check_saves(&disk, &[changed, first()], &mut tally);
        row(name, tally);
    }
    let Tally { combinations, states } = all;
    writeln!(table, "{:<34}{combinations:>12}{states:>17}", "together").expect("text can grow");
    println!("{table}0 unreadable, 0 acknowledged saves lost");
}

#[test]
#[should_panic(expected = "00000000000000000000000001 is None")]
fn a_save_that_forgot_to_sync_its_folders_would_be_found_out() {
    let empty = check_saves(&Disk::new(), &[], &mut Tally::default());
    let fs = CrashFs::new(&empty, Syncs::Never);
    let (mut store, _) = open_on(&fs);
    let mut document = Document::default();
    put(&mut document, record(1, 1, "2026-03-02T10:00:00Z", "acknowledged"));
    store.save(&document).expect("saved");
    check_between(&fs, fs.events(), &document, &document, &mut Tally::default());
}
