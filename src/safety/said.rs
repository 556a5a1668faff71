//! What was said of each region, from all check-ins: read once, for all that asks what holds now.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

use super::{ActiveConcern, lasts};
use crate::domain::{Document, Flag, Kind, Region, RegionRating};

/// The answers about each region up to a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Of each region that was ever spoken of, oldest first.
    by_region: BTreeMap<Region, Vec<Answer>>,
    until: Timestamp,
}

/// What was said of a region at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    at: Timestamp,
    /// The day on which it was said.
    pub day: Date,
    /// What was said; an empty answer takes back what was said before.
    pub rating: RegionRating,
}

impl Said {
    /// What was said up to `now`.
    pub fn of(document: &Document, now: &Zoned) -> Self {
        Self { by_region: BTreeMap::new(), until: Timestamp::MIN }.read_on(document, now)
    }

    /// What was said up to `now`, where this is what was said in an `earlier` version of the document: of years of
    /// check-ins those are read that are not the same.
    pub fn brought_up_to(&self, earlier: &Document, document: &Document, now: &Zoned) -> Self {
        let changed = document.first_difference(Kind::CheckIn, earlier).unwrap_or(Timestamp::MAX);
        let known = changed.min(self.until).min(now.timestamp());
        let mut by_region = self.by_region.clone();
        for answers in by_region.values_mut() {
            answers.truncate(answers.partition_point(|answer| answer.at < known));
        }
        by_region.retain(|_, answers| !answers.is_empty());
        Self { by_region, until: known }.read_on(document, now)
    }

    /// Adds what was said from the moment on that this reaches to.
    fn read_on(mut self, document: &Document, now: &Zoned) -> Self {
        for (record, check_in) in document.check_ins(self.until..=now.timestamp()) {
            let (at, day) = (record.when.at, record.when.day());
            for (&region, &rating) in &check_in.regions {
                self.by_region.entry(region).or_default().push(Answer { at, day, rating });
            }
        }
        Self { until: now.timestamp(), ..self }
    }

    /// The regions that were ever spoken of, from head to foot, each with its answers, oldest first, at least one.
    pub fn regions(&self) -> impl Iterator<Item = (Region, &[Answer])> {
        self.by_region.iter().map(|(&region, answers)| (region, answers.as_slice()))
    }

    /// The regions that are wrong on a day: of each region the latest answer decides, however long ago it was given.
    /// Silence never clears a flag; its own day of ending does.
    pub fn concerns(&self, today: Date) -> BTreeMap<Region, ActiveConcern> {
        let active = |(region, answers)| Some((region, active(answers).filter(|known| lasts(known.flag, today))?));
        self.regions().filter_map(active).collect()
    }
}

/// The flag that the last of some answers holds, and the day since when one did without a break.
fn active(answers: &[Answer]) -> Option<ActiveConcern> {
    let mut backwards = answers.iter().rev();
    // An empty answer counts: it is how a person says that a region is fine again.
    let last = backwards.next()?;
    let flag = last.rating.wrong?;
    let mut since = last.day;
    for Answer { day, rating, .. } in backwards {
        // A flag that had ended by itself before the next one was said is not the same trouble.
        let went_on = |earlier: Flag| lasts(earlier, since);
        if !rating.wrong.is_some_and(went_on) {
            break;
        }
        since = *day;
    }
    Some(ActiveConcern { flag, since })
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;
    use crate::domain::{Body, CheckIn, Edit, Rating, Record, RecordId, Stamp};

    /// A check-in so many hours after the beginning that calls a calf so sore.
    fn check_in(number: u128, hour: i64, soreness: u8) -> Edit {
        let when = Stamp::new(&start().saturating_add(hour.hours()));
        let rating = RegionRating { soreness: Rating::try_from(soreness).ok(), ..RegionRating::default() };
        let regions = BTreeMap::from([("calf_left".parse().expect("a region"), rating)]);
        let body = Body::CheckIn(CheckIn { regions, ..CheckIn::default() });
        Edit::Put(Box::new(Record { id: RecordId::new(Timestamp::UNIX_EPOCH, number), rev: 1, when, body }))
    }

    fn start() -> Zoned {
        "2026-11-22T08:00:00+01:00[Europe/Berlin]".parse().expect("a moment")
    }

    #[test]
    fn what_is_brought_up_to_a_change_equals_what_is_read_anew() {
        let mut earlier = Document::default();
        for (number, hour, soreness) in [(1, 0, 3), (2, 24, 4), (3, 48, 5), (4, 80, 6)] {
            earlier.apply(check_in(number, hour, soreness));
        }
        let at = |hour: i64| start().saturating_add(hour.hours());
        let check = |edits: &[Edit], hour: i64| {
            let mut document = earlier.clone();
            for edit in edits {
                document.apply(edit.clone());
            }
            let brought = Said::of(&earlier, &at(50)).brought_up_to(&earlier, &document, &at(hour));
            assert_eq!(brought, Said::of(&document, &at(hour)), "{edits:?} at {hour}");
        };
        check(&[], 50);
        check(&[], 90);
        check(&[], 10);
        check(&[check_in(5, 49, 7)], 50);
        check(&[check_in(3, 48, 0)], 50);
        check(&[check_in(1, 70, 2)], 90);
        check(&[Edit::Delete(RecordId::new(Timestamp::UNIX_EPOCH, 1))], 50);
        check(&[check_in(5, -10, 1), check_in(6, 60, 2)], 100);
    }
}
