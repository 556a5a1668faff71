//! Everything the user owns, as one value that is cheap to copy.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::{Bound, RangeBounds, RangeInclusive};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::records::{Kind, Records};
use super::{
    Body, CheckIn, CircuitRecord, Entry, Profile, Record, RecordId, Region, RegionRating, Retest, Settings, Training,
};

/// The records, the shelf, the profile and the settings. Parts stand behind [`Arc`], so a clone for undo or for saving
/// costs little.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    records: Arc<Records>,
    shelf: Arc<BTreeMap<RecordId, Arc<Entry>>>,
    /// What the person has and likes.
    pub profile: Arc<Profile>,
    /// How the program behaves.
    pub settings: Arc<Settings>,
}

/// One change of a [`Document`].
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Adds a record, or replaces the one of the same id.
    Put(Box<Record>),
    /// Removes a record.
    Delete(RecordId),
    /// Replaces the profile.
    Profile(Profile),
    /// Replaces the settings.
    Settings(Settings),
    /// Puts something on the shelf, or replaces what has the same id.
    Shelve(RecordId, Box<Entry>),
    /// Takes something off the shelf.
    Unshelve(RecordId),
}

impl Document {
    /// A document of these parts; of two records with one id the later revision stays.
    pub fn new(records: impl IntoIterator<Item = Record>, profile: Profile, settings: Settings) -> Self {
        let mut map = BTreeMap::<RecordId, Arc<Record>>::new();
        for record in records {
            let known = map.get(&record.id);
            if known.is_none_or(|known| known.rev < record.rev) {
                map.insert(record.id, Arc::new(record));
            }
        }
        let shelf = Arc::default();
        let records = Arc::new(map.into_values().collect());
        Self { records, shelf, profile: Arc::new(profile), settings: Arc::new(settings) }
    }

    /// A document of parts that are shared already, each record once.
    pub fn from_shared(
        records: impl IntoIterator<Item = Arc<Record>>,
        profile: Arc<Profile>,
        settings: Arc<Settings>,
    ) -> Self {
        Self { records: Arc::new(records.into_iter().collect()), shelf: Arc::default(), profile, settings }
    }

    /// The same document with these things on its shelf.
    pub fn with_shelf(self, shelf: impl IntoIterator<Item = (RecordId, Arc<Entry>)>) -> Self {
        Self { shelf: Arc::new(shelf.into_iter().collect()), ..self }
    }

    /// What is on the shelf, by id.
    pub fn shelf(&self) -> &Arc<BTreeMap<RecordId, Arc<Entry>>> {
        &self.shelf
    }

    /// The record of an id.
    pub fn record(&self, id: RecordId) -> Option<&Arc<Record>> {
        self.records.get(id)
    }

    /// All records, in the order of their ids (so of their making, not of the days they belong to).
    pub fn records(&self) -> impl DoubleEndedIterator<Item = &Arc<Record>> {
        self.records.iter().map(|(_, record)| record)
    }

    /// How many records there are.
    pub fn record_count(&self) -> usize {
        self.records.len()
    }

    /// All records by the moment they belong to, oldest first; those of one moment by id.
    pub fn timeline(&self) -> Vec<Arc<Record>> {
        let mut all: Vec<Arc<Record>> = self.records().cloned().collect();
        all.sort_by_key(|record| (record.when.at, record.id));
        all
    }

    /// The check-ins that belong to some time with their records, oldest first.
    pub fn check_ins(&self, time: impl RangeBounds<Timestamp>) -> impl DoubleEndedIterator<Item = (&Record, &CheckIn)> {
        self.records.of_kind(Kind::CheckIn, time).filter_map(|record| match &record.body {
            Body::CheckIn(check_in) => Some((record.as_ref(), check_in)),
            Body::Training(_) | Body::Circuit(_) | Body::Retest(_) => None,
        })
    }

    /// The trainings that start in some time with their records, the earliest first.
    pub fn trainings(
        &self,
        time: impl RangeBounds<Timestamp>,
    ) -> impl DoubleEndedIterator<Item = (&Record, &Training)> {
        self.records.of_kind(Kind::Training, time).filter_map(|record| match &record.body {
            Body::Training(training) => Some((record.as_ref(), training)),
            Body::CheckIn(_) | Body::Circuit(_) | Body::Retest(_) => None,
        })
    }

    /// The circuits that were followed in some time with their records, oldest first.
    pub fn circuits(
        &self,
        time: impl RangeBounds<Timestamp>,
    ) -> impl DoubleEndedIterator<Item = (&Record, &CircuitRecord)> {
        self.records.of_kind(Kind::Circuit, time).filter_map(|record| match &record.body {
            Body::Circuit(circuit) => Some((record.as_ref(), circuit)),
            Body::CheckIn(_) | Body::Training(_) | Body::Retest(_) => None,
        })
    }

    /// The retests of some time with their records, oldest first.
    pub fn retests(&self, time: impl RangeBounds<Timestamp>) -> impl DoubleEndedIterator<Item = (&Record, &Retest)> {
        self.records.of_kind(Kind::Retest, time).filter_map(|record| match &record.body {
            Body::Retest(retest) => Some((record.as_ref(), retest)),
            Body::CheckIn(_) | Body::Training(_) | Body::Circuit(_) => None,
        })
    }

    /// The latest check-in that belongs to a moment not after `until`.
    pub fn latest_check_in(&self, until: Timestamp) -> Option<(&Record, &CheckIn)> {
        self.check_ins(..=until).next_back()
    }

    /// The earliest training that starts after `now`.
    pub fn next_training(&self, now: Timestamp) -> Option<(&Record, &Training)> {
        self.trainings((Bound::Excluded(now), Bound::Unbounded)).next()
    }

    /// What was said of each region on a civil day; where several check-ins speak of one region, the last one holds.
    pub fn ratings_on(&self, day: Date) -> BTreeMap<Region, RegionRating> {
        let of_day = self.check_ins(around(day..=day)).filter(|(record, _)| record.when.day() == day);
        let answers = of_day.flat_map(|(_, check_in)| &check_in.regions);
        let mut last: BTreeMap<Region, RegionRating> = answers.map(|(&region, &rating)| (region, rating)).collect();
        // An empty answer takes an earlier one of the day back.
        last.retain(|_, rating| !rating.is_empty());
        last
    }

    /// Whether both hold the very same records, so that nothing made from them can differ. It costs nothing; two that
    /// hold equal records made apart count as different.
    pub fn shares_records_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.records, &other.records)
    }

    /// The moment of the earliest record of a kind that is not the very same in both; none where they share all of them.
    /// Like [`Self::shares_records_with`] it takes equal records that were made apart for different ones.
    pub fn first_difference(&self, kind: Kind, other: &Self) -> Option<Timestamp> {
        self.records.first_difference(kind, &other.records)
    }

    /// Puts a record that is shared already in its place, or leaves the place empty.
    pub(super) fn set(&mut self, id: RecordId, record: Option<Arc<Record>>) {
        let records = Arc::make_mut(&mut self.records);
        match record {
            Some(record) => records.put(record),
            None => records.remove(id),
        }
    }

    /// Puts an entry that is shared already in its place on the shelf, or leaves the place empty.
    pub(super) fn set_entry(&mut self, id: RecordId, entry: Option<Arc<Entry>>) {
        let shelf = Arc::make_mut(&mut self.shelf);
        match entry {
            Some(entry) => shelf.insert(id, entry),
            None => shelf.remove(&id),
        };
    }

    /// The records that are not the very same in both, by id: as they are here, and as they are in the other. What only
    /// one of them holds stands alone.
    pub fn differing<'a>(
        &'a self,
        other: &'a Self,
    ) -> impl Iterator<Item = (Option<&'a Arc<Record>>, Option<&'a Arc<Record>>)> {
        let (mut here, mut there) = (self.records.iter().peekable(), other.records.iter().peekable());
        let pairs = std::iter::from_fn(move || {
            let order = match (here.peek(), there.peek()) {
                (None, None) => return None,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((here, _)), Some((there, _))) => here.cmp(there),
            };
            let here = if order.is_le() { here.next() } else { None };
            let there = if order.is_ge() { there.next() } else { None };
            Some((here.map(|(_, record)| record), there.map(|(_, record)| record)))
        });
        pairs.filter(|pair| !matches!(pair, (Some(here), Some(there)) if Arc::ptr_eq(here, there)))
    }

    /// Makes one change.
    pub fn apply(&mut self, edit: Edit) {
        match edit {
            Edit::Put(record) => {
                Arc::make_mut(&mut self.records).put(Arc::new(*record));
            }
            Edit::Delete(id) => {
                Arc::make_mut(&mut self.records).remove(id);
            }
            Edit::Profile(profile) => self.profile = Arc::new(profile),
            Edit::Settings(settings) => self.settings = Arc::new(settings),
            Edit::Shelve(id, entry) => {
                Arc::make_mut(&mut self.shelf).insert(id, Arc::new(*entry));
            }
            Edit::Unshelve(id) => {
                Arc::make_mut(&mut self.shelf).remove(&id);
            }
        }
    }
}

/// A time that holds all that belongs to these civil days anywhere on earth, with about a day more before and after them:
/// whoever asks for a day looks at the records around it only, and at the day of each.
pub fn around(days: RangeInclusive<Date>) -> RangeInclusive<Timestamp> {
    let (first, last) = days.into_inner();
    let start = Offset::MAX.to_timestamp(first.at(0, 0, 0, 0)).unwrap_or(Timestamp::MIN);
    let end = Offset::MIN.to_timestamp(last.to_datetime(Time::MAX)).unwrap_or(Timestamp::MAX);
    start..=end
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::domain::{CheckIn, Stamp};

    fn record(second: i64, rev: u32) -> Record {
        let at = Timestamp::from_second(second).expect("in range");
        Record {
            id: RecordId::new(Timestamp::UNIX_EPOCH, 7),
            rev,
            when: Stamp { at, offset_secs: 0, zone: String::new() },
            body: Body::CheckIn(CheckIn::default()),
        }
    }

    #[test]
    fn of_two_records_with_one_id_the_later_revision_stays() {
        for order in [[1, 2], [2, 1]] {
            let records = order.map(|rev| record(i64::from(rev), rev));
            let document = Document::new(records, Profile::default(), Settings::default());
            let kept: Vec<u32> = document.records().map(|record| record.rev).collect();
            assert_eq!(kept, [2]);
        }
    }

    #[test]
    fn what_differs_stands_in_pairs_by_id_and_what_one_alone_holds_stands_alone() {
        let with = |numbers: &[(u128, u32)]| {
            let of = |&(number, rev): &(u128, u32)| Record {
                id: RecordId::new(Timestamp::UNIX_EPOCH, number),
                ..record(0, rev)
            };
            Document::new(numbers.iter().map(of), Profile::default(), Settings::default())
        };
        let before = with(&[(1, 1), (2, 1), (4, 1)]);
        let mut after = before.clone();
        assert_eq!(before.differing(&after).count(), 0);
        after.apply(Edit::Put(Box::new(Record { rev: 2, ..Record::clone(before.records().next().expect("three")) })));
        after.apply(Edit::Delete(RecordId::new(Timestamp::UNIX_EPOCH, 2)));
        after.apply(Edit::Put(Box::new(Record { id: RecordId::new(Timestamp::UNIX_EPOCH, 3), ..record(0, 7) })));
        let rev = |record: Option<&Arc<Record>>| record.map(|record| record.rev);
        let found: Vec<_> = before.differing(&after).map(|(before, after)| (rev(before), rev(after))).collect();
        assert_eq!(found, [(Some(1), Some(2)), (Some(1), None), (None, Some(7))]);
    }

    #[test]
    fn a_copy_made_before_an_edit_is_not_changed_by_it() {
        let mut document = Document::default();
        document.apply(Edit::Put(Box::new(record(1, 1))));
        let before = document.clone();
        document.apply(Edit::Delete(record(1, 1).id));
        assert_eq!(document.record_count(), 0);
        assert_eq!(before.record_count(), 1);
    }

    #[test]
    fn all_that_belongs_to_a_day_anywhere_on_earth_lies_around_it() {
        let day = jiff::civil::date(2026, 11, 22);
        let around = around(day..=day);
        for offset_secs in [Offset::MIN.seconds(), -39_600, 0, 50_400, Offset::MAX.seconds()] {
            let offset = Offset::from_seconds(offset_secs).expect("in range");
            for time in [Time::MIN, Time::constant(12, 0, 0, 0), Time::constant(23, 59, 59, 0)] {
                let at = offset.to_timestamp(day.to_datetime(time)).expect("in range");
                let stamp = Stamp { at, offset_secs, zone: String::new() };
                assert!(stamp.day() == day && around.contains(&at), "{time} at {offset}");
            }
        }
    }
}
