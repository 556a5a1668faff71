//! The store as a whole, over a file system in memory where each call can be made to fail.

mod backups;
mod crash;
mod crash_beside;
mod crash_fs;
mod damage;
mod exporting;
mod faults;
mod faults_beside;
mod faults_restore;
mod golden;
mod memory_fs;
mod merging;
mod model;
mod outside;
mod photos;
mod replicas;
mod rot;
mod run_file;
mod saving;
mod shelf;
mod time;

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;

use super::{Access, Folders, Here, Loaded, Store};
use crate::domain::{Body, CheckIn, Document, Edit, Record, RecordId, Stamp};
use memory_fs::MemoryFs;

/// The randomness that makes device `11111`.
const OURS: u64 = 0x0210_8421;

fn folders() -> Folders {
    Folders { data: PathBuf::from("/data"), state: PathBuf::from("/state") }
}

fn here(random: u64) -> Here {
    Here { host: "laptop".to_owned(), random }
}

/// Starts the program: the one that ran before on this file system has ended.
fn open(fs: &MemoryFs) -> (Store, Loaded) {
    Store::open(fs.clone(), folders(), &here(OURS))
}

fn open_sound(fs: &MemoryFs) -> (Store, Document) {
    let (store, Loaded { document, warnings, versions }) = open(fs);
    assert!(matches!(store.access(), Access::ReadWrite(_)), "{:?}", store.access());
    assert_eq!((warnings, versions), (Vec::new(), Vec::new()));
    (store, document)
}

/// The document that a start of the program finds now, with nothing to complain about.
fn reopened(fs: &MemoryFs) -> Document {
    open_sound(fs).1
}

fn month(name: &str) -> PathBuf {
    PathBuf::from("/data/log").join(&name[..4]).join(format!("{name}.ron"))
}

/// A check-in with a note.
fn record(id: u128, rev: u32, at: &str, note: &str) -> Record {
    let at: Timestamp = at.parse().expect("a moment");
    Record {
        id: RecordId::new(Timestamp::UNIX_EPOCH, id),
        rev,
        when: Stamp { at, offset_secs: 0, zone: String::new() },
        body: Body::CheckIn(CheckIn { note: note.to_owned(), ..CheckIn::default() }),
    }
}

fn put(document: &mut Document, record: Record) {
    document.apply(Edit::Put(Box::new(record)));
}

/// The notes of all records, with their revisions, by id.
fn notes(document: &Document) -> Vec<(u32, String)> {
    document.records().map(|record| (record.rev, note(record))).collect()
}

fn note(record: &Record) -> String {
    match &record.body {
        Body::CheckIn(check_in) => check_in.note.clone(),
        Body::Training(_) | Body::Circuit(_) | Body::Retest(_) => String::new(),
    }
}

/// What differs between two documents, without the revisions: those the store may raise.
fn contents(document: &Document) -> BTreeMap<RecordId, (Stamp, Body)> {
    document.records().map(|record| (record.id, (record.when.clone(), record.body.clone()))).collect()
}
