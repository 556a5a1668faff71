//! The records of a document, found by their id, and by kind in the order of time.
//!
//! After some years there are ten thousand of them, and most questions are about the last days: those look at the records
//! of these days and at no others.

use std::collections::BTreeMap;
use std::ops::{Bound, RangeBounds};
use std::sync::Arc;

use jiff::Timestamp;

use super::{Body, Record, RecordId};

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Ratings and other answers of one moment.
    CheckIn,
    /// A hard session done elsewhere.
    Training,
    /// A circuit that was followed.
    Circuit,
    /// Trials of one benchmark.
    Retest,
}

/// Records of one kind by the moment they belong to; those of one moment by id.
type ByTime = BTreeMap<(Timestamp, RecordId), Arc<Record>>;

/// Records, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Records {
    by_id: BTreeMap<RecordId, Arc<Record>>,
    /// The same records, those of each [`Kind`] on their own: a copy for undo shares the kinds that nothing changed.
    by_time: [Arc<ByTime>; 4],
}

impl Records {
    /// The record of an id.
    pub fn get(&self, id: RecordId) -> Option<&Arc<Record>> {
        self.by_id.get(&id)
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// All records, in the order of their ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (RecordId, &Arc<Record>)> {
        self.by_id.iter().map(|(&id, record)| (id, record))
    }

    /// The records of a kind that belong to some time, oldest first; those of one moment by id.
    ///
    /// # Panics
    ///
    /// If the time ends before it begins.
    pub fn of_kind(
        &self,
        kind: Kind,
        time: impl RangeBounds<Timestamp>,
    ) -> impl DoubleEndedIterator<Item = &Arc<Record>> {
        let before = |at: Timestamp| (at, RecordId::MIN);
        let after = |at: Timestamp| (at, RecordId::MAX);
        let from = match time.start_bound() {
            Bound::Included(&at) => before(at),
            Bound::Excluded(&at) => after(at),
            Bound::Unbounded => before(Timestamp::MIN),
        };
        let to = match time.end_bound() {
            Bound::Included(&at) => after(at),
            Bound::Excluded(&at) => before(at),
            Bound::Unbounded => after(Timestamp::MAX),
        };
        self.by_time[kind as usize].range(from..=to).map(|(_, record)| record)
    }

    /// The moment of the earliest record of a kind that is not the very same here and there; none where nothing made from
    /// those of this kind can differ.
    pub fn first_difference(&self, kind: Kind, other: &Self) -> Option<Timestamp> {
        let [here, there] = [self, other].map(|records| &records.by_time[kind as usize]);
        if Arc::ptr_eq(here, there) {
            return None;
        }
        let (mut here, mut there) = (here.values(), there.values());
        loop {
            match (here.next(), there.next()) {
                (None, None) => return None,
                (Some(here), Some(there)) if Arc::ptr_eq(here, there) => {}
                (here, there) => return here.into_iter().chain(there).map(|record| record.when.at).min(),
            }
        }
    }

    /// Adds a record, or replaces the one of the same id.
    pub fn put(&mut self, record: Arc<Record>) {
        self.remove(record.id);
        let (kind, place) = place(&record);
        Arc::make_mut(&mut self.by_time[kind as usize]).insert(place, record.clone());
        self.by_id.insert(record.id, record);
    }

    /// Removes the record of an id.
    pub fn remove(&mut self, id: RecordId) {
        if let Some(record) = self.by_id.remove(&id) {
            let (kind, place) = place(&record);
            Arc::make_mut(&mut self.by_time[kind as usize]).remove(&place);
        }
    }
}

/// Of two records with one id the last stays.
impl FromIterator<Arc<Record>> for Records {
    fn from_iter<I: IntoIterator<Item = Arc<Record>>>(records: I) -> Self {
        let by_id: BTreeMap<RecordId, Arc<Record>> = records.into_iter().map(|record| (record.id, record)).collect();
        let mut by_time: [ByTime; 4] = Default::default();
        for record in by_id.values() {
            let (kind, place) = place(record);
            by_time[kind as usize].insert(place, record.clone());
        }
        Self { by_id, by_time: by_time.map(Arc::new) }
    }
}

/// Two copies of a document share nearly all of their records, and what is shared need not be read to be equal.
impl PartialEq for Records {
    fn eq(&self, other: &Self) -> bool {
        let Self { by_id, by_time: _ } = self;
        let is_same = |(one, other): (&Arc<Record>, &Arc<Record>)| Arc::ptr_eq(one, other) || one == other;
        by_id.len() == other.by_id.len() && by_id.values().zip(other.by_id.values()).all(is_same)
    }
}

fn place(record: &Record) -> (Kind, (Timestamp, RecordId)) {
    let kind = match record.body {
        Body::CheckIn(_) => Kind::CheckIn,
        Body::Training(_) => Kind::Training,
        Body::Circuit(_) => Kind::Circuit,
        Body::Retest(_) => Kind::Retest,
    };
    (kind, (record.when.at, record.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CheckIn, Intensity, Stamp, Training};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("in range")
    }

    fn record(number: u128, second: i64, body: Body) -> Arc<Record> {
        let when = Stamp { at: at(second), offset_secs: 0, zone: String::new() };
        Arc::new(Record { id: RecordId::new(Timestamp::UNIX_EPOCH, number), rev: 1, when, body })
    }

    fn check_in(number: u128, second: i64) -> Arc<Record> {
        record(number, second, Body::CheckIn(CheckIn::default()))
    }

    fn training(number: u128, second: i64) -> Arc<Record> {
        let training = Training { types: ["squat".into()].into(), intensity: Intensity::Hard, note: String::new() };
        record(number, second, Body::Training(training))
    }

    /// The check-ins of some time, each as its number.
    fn check_ins(records: &Records, time: impl RangeBounds<Timestamp>) -> Vec<u128> {
        let number = |record: &Arc<Record>| {
            (1..10).find(|&number| record.id == RecordId::new(Timestamp::UNIX_EPOCH, number)).expect("a small number")
        };
        records.of_kind(Kind::CheckIn, time).map(number).collect()
    }

    #[test]
    fn the_records_of_a_time_are_of_one_kind_oldest_first_and_those_at_its_ends_as_the_range_says() {
        let all =
            [check_in(3, 10), check_in(1, 20), check_in(2, 10), training(4, 10), check_in(5, 30), training(6, 40)];
        let records: Records = all.into_iter().collect();
        assert_eq!(check_ins(&records, ..), [2, 3, 1, 5]);
        assert_eq!(check_ins(&records, at(10)..at(30)), [2, 3, 1]);
        assert_eq!(check_ins(&records, at(10)..=at(30)), [2, 3, 1, 5]);
        assert_eq!(check_ins(&records, (Bound::Excluded(at(10)), Bound::Unbounded)), [1, 5]);
        assert_eq!(check_ins(&records, ..at(10)), []);
        assert_eq!(check_ins(&records, at(30)..at(30)), []);
    }

    #[test]
    fn a_record_that_moves_in_time_or_is_removed_leaves_its_old_place() {
        let mut records: Records = [check_in(1, 10), check_in(2, 20)].into_iter().collect();
        records.put(check_in(1, 30));
        assert_eq!(check_ins(&records, ..), [2, 1]);
        records.put(training(2, 20));
        assert_eq!(check_ins(&records, ..), [1]);
        records.remove(record(1, 0, Body::CheckIn(CheckIn::default())).id);
        assert_eq!(check_ins(&records, ..), []);
        assert_eq!(records.len(), 1);
    }

    #[test]
    fn the_first_difference_is_the_earliest_record_of_the_kind_that_is_not_shared() {
        let before: Records = [check_in(1, 10), check_in(2, 20), training(3, 5)].into_iter().collect();
        let check = |change: &dyn Fn(&mut Records), expected: Option<i64>| {
            let mut after = before.clone();
            change(&mut after);
            for [one, other] in [[&before, &after], [&after, &before]] {
                assert_eq!(one.first_difference(Kind::CheckIn, other), expected.map(at));
            }
        };
        check(&|_| {}, None);
        check(&|records| records.put(training(3, 6)), None);
        check(&|records| records.put(check_in(4, 15)), Some(15));
        check(&|records| records.put(check_in(4, 30)), Some(30));
        check(&|records| records.put(check_in(2, 20)), Some(20));
        check(&|records| records.put(check_in(2, 5)), Some(5));
        check(&|records| records.remove(check_in(1, 0).id), Some(10));
    }

    #[test]
    fn records_are_equal_by_what_they_say_whether_they_are_shared_or_not() {
        let of = |records: &[Arc<Record>]| records.iter().cloned().collect::<Records>();
        let (one, two) = (check_in(1, 10), check_in(2, 20));
        let all = of(&[one.clone(), two.clone()]);
        assert_eq!(all, all.clone());
        assert_eq!(all, of(&[check_in(1, 10), two.clone()]));
        assert_ne!(all, of(&[one.clone(), check_in(2, 21)]));
        assert_ne!(all, of(std::slice::from_ref(&one)));
        assert_ne!(all, of(&[one, check_in(3, 20)]));
    }
}
