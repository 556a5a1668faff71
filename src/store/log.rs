//! All records as the files hold them: who says what, and what holds.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::layout::Slot;
use super::report::Versions;
use super::{OnDisk, OwnFile};
use crate::domain::{Record, RecordId};
use crate::format::Content;

/// The records of all files as last read or written.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// Those that this device writes.
    pub(super) own: BTreeMap<Slot, OwnFile>,
    /// What all of them hold together. It only grows: a file that goes away takes nothing with it.
    pub(super) merged: Content,
    /// Where each version in `merged` was found.
    found_in: BTreeMap<RecordId, Arc<Path>>,
    /// Versions as high as the one in `merged`, and different.
    twins: BTreeMap<RecordId, Versions>,
}

impl Log {
    /// Takes in what a file says now. Where the same file said something else of the same revision before, someone has
    /// corrected it by hand, and the correction holds.
    pub(super) fn take(&mut self, path: &Path, content: &Content) {
        let path: Arc<Path> = path.into();
        for record in content.records.values() {
            self.take_record(&path, record);
        }
        for (&id, &rev) in &content.deleted {
            self.merged.delete(id, rev);
        }
    }

    /// Notes versions that stand in the same file as a record of their revision, where nothing tells which is true.
    pub(super) fn doubt(&mut self, path: &Path, twins: Vec<Arc<Record>>) {
        for other in twins {
            let shown = self.merged.records.get(&other.id).filter(|shown| shown.rev == other.rev);
            if let Some(shown) = shown.filter(|shown| !shown.says_the_same(&other)).cloned() {
                self.twins.insert(other.id, Versions { shown, other, path: path.to_path_buf() });
            }
        }
    }

    fn take_record(&mut self, path: &Arc<Path>, record: &Arc<Record>) {
        let id = record.id;
        let Some(known) = self.merged.records.get(&id).cloned() else {
            self.merged.put(record.clone());
            self.found_in.insert(id, path.clone());
            return;
        };
        if known.rev == record.rev && !known.says_the_same(record) {
            if self.found_in.get(&id) == Some(path) {
                self.merged.records.insert(id, record.clone());
                return;
            }
            self.put(path, record);
            let is_shown = self.merged.records.get(&id).is_some_and(|shown| Arc::ptr_eq(shown, record));
            let (shown, other) = if is_shown { (record.clone(), known) } else { (known, record.clone()) };
            self.twins.insert(id, Versions { shown, other, path: path.to_path_buf() });
        } else {
            self.put(path, record);
        }
    }

    /// Keeps the later of two versions, and where it was found.
    fn put(&mut self, path: &Arc<Path>, record: &Arc<Record>) {
        self.merged.put(record.clone());
        if self.merged.records.get(&record.id).is_some_and(|held| Arc::ptr_eq(held, record)) {
            self.found_in.insert(record.id, path.clone());
        }
    }

    /// The highest revision of an id in any file, as a record or as a deletion.
    pub(super) fn seen(&self, id: RecordId) -> Option<u32> {
        self.merged.highest_rev(id)
    }

    /// The records of which two versions stand equal, and no higher one settles it.
    pub(super) fn unsettled(&self) -> impl Iterator<Item = &Versions> {
        self.twins.values().filter(|twin| self.seen(twin.shown.id) == Some(twin.shown.rev))
    }

    /// What a file of this device holds, and how the disk stands to it; nothing where it was never read.
    pub(super) fn own(&self, slot: Slot) -> OwnFile {
        let absent = || OwnFile { content: Content::default(), on_disk: OnDisk::Absent };
        self.own.get(&slot).cloned().unwrap_or_else(absent)
    }
}
