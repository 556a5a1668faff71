//! What one file of records holds, and the rule by which versions of one record are merged.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Body, Record, RecordId};

/// The records and the deletions of a file, each id at most once in each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// Records by id.
    pub records: BTreeMap<RecordId, Arc<Record>>,
    /// Deletions: an id, and the revision that the deletion is. It beats every lower revision of the record.
    pub deleted: BTreeMap<RecordId, u32>,
}

impl Content {
    /// Takes in a version of a record; of two versions the [`later`] stays.
    pub fn put(&mut self, record: Arc<Record>) {
        let known = self.records.get(&record.id);
        if known.is_none_or(|known| later(&record, known).is_gt()) {
            self.records.insert(record.id, record);
        }
    }

    /// Takes in a deletion.
    pub fn delete(&mut self, id: RecordId, rev: u32) {
        let known = self.deleted.entry(id).or_default();
        *known = rev.max(*known);
    }

    /// Takes in all of another content. Neither order nor repetition matters.
    pub fn merge(&mut self, other: &Self) {
        let Self { records, deleted } = other;
        for record in records.values() {
            self.put(record.clone());
        }
        for (&id, &rev) in deleted {
            self.delete(id, rev);
        }
    }

    /// Takes in what an older content holds and this one does not; where both hold a revision, this one's stays.
    /// Returns whether anything was taken in.
    pub fn fill_from(&mut self, older: &Self) -> bool {
        let mut is_filled = false;
        for (&id, record) in &older.records {
            if self.highest_rev(id).is_none_or(|rev| rev < record.rev) {
                self.records.insert(id, record.clone());
                is_filled = true;
            }
        }
        for (&id, &rev) in &older.deleted {
            if self.highest_rev(id).is_none_or(|known| known < rev) {
                self.delete(id, rev);
                is_filled = true;
            }
        }
        is_filled
    }

    /// How many records and deletions it holds.
    pub fn entries(&self) -> usize {
        self.records.len() + self.deleted.len()
    }

    /// The records that no deletion beats. An edit beats a deletion of the same revision.
    pub fn living(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.records.values().filter(|record| self.deleted.get(&record.id).is_none_or(|&rev| rev <= record.rev))
    }

    /// The highest revision of an id, as a record or as a deletion.
    pub fn highest_rev(&self, id: RecordId) -> Option<u32> {
        let record = self.records.get(&id).map(|record| record.rev);
        record.max(self.deleted.get(&id).copied())
    }
}

/// Which version of a record stays: the higher revision, then the later moment, then whatever decides the same way on
/// every machine.
pub fn later(a: &Record, b: &Record) -> Ordering {
    let by_rev = a.rev.cmp(&b.rev).then(a.when.at.cmp(&b.when.at));
    // Text is compared only where all else is equal: it is slow, and says the same everywhere. Of two equal records only
    // fractions can differ in their text: as 0.0 and -0.0.
    let has_fractions = match &a.body {
        Body::CheckIn(check_in) => !check_in.metrics.is_empty(),
        Body::Training(_) | Body::Circuit(_) => false,
        Body::Retest(_) => true,
    };
    let is_same = |a: &Record, b: &Record| a == b && !has_fractions;
    by_rev.then_with(|| if is_same(a, b) { Ordering::Equal } else { format!("{a:?}").cmp(&format!("{b:?}")) })
}
