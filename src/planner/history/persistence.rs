//! Regions that stay stiff: the ones that deserve a larger share of the time (P14).

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::{CheckIn, Rating, Record, Region};
use crate::insight::{MIN_RATINGS, NOTICEABLE_POINTS, median};

/// Days looked at.
const DAYS: i32 = 21;
/// The later half of them.
const LATER_DAYS: i32 = 10;
/// From this rating on a region counts as stiff.
const STIFF_FROM: u8 = 3;

/// A region that was stiff on most days with a check-in of the last three weeks, without getting better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Persistence {
    /// Days on which it was rated stiff.
    pub stiff_days: usize,
    /// Days with a check-in.
    pub days: usize,
    /// The median stiffness of the days on which it was rated, rounded down.
    pub usual: u8,
}

/// The regions that stay stiff, of check-ins oldest first. A day on which a region was not rated is a day on which it was
/// not stiff: people tap what they feel.
pub(super) fn persistence(check_ins: &[(&Record, &CheckIn)], today: Date) -> BTreeMap<Region, Persistence> {
    let first = today.saturating_sub((DAYS - 1).days());
    let later = today.saturating_sub((LATER_DAYS - 1).days());
    let mut days = BTreeSet::new();
    let mut stiffness = BTreeMap::<Region, BTreeMap<Date, Rating>>::new();
    for (record, check_in) in check_ins.iter().filter(|(record, _)| record.when.day() >= first) {
        days.insert(record.when.day());
        for (&region, rating) in &check_in.regions {
            if let Some(stiff) = rating.stiffness {
                stiffness.entry(region).or_default().insert(record.when.day(), stiff);
            }
        }
    }
    if days.len() < MIN_RATINGS {
        return BTreeMap::new();
    }
    let stays = |ratings: &BTreeMap<Date, Rating>| {
        let stiff_days = ratings.values().filter(|rating| rating.get() >= STIFF_FROM).count();
        let of = |from, to| median(ratings.range(from..to).map(|(_, &rating)| f64::from(rating)));
        let before = of(first, later);
        let after = median(ratings.range(later..).map(|(_, &rating)| f64::from(rating)));
        let is_better = before.zip(after).is_some_and(|(before, after)| before - after >= NOTICEABLE_POINTS);
        let usual = median(ratings.values().map(|&rating| f64::from(rating)))?;
        let stays = stiff_days * 2 > days.len() && !is_better;
        stays.then_some(Persistence { stiff_days, days: days.len(), usual: usual as u8 })
    };
    stiffness.iter().filter_map(|(&region, ratings)| Some((region, stays(ratings)?))).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;

    use super::*;
    use crate::domain::{Body, Group, RecordId, RegionRating, Stamp};

    fn ankle() -> Region {
        Region::new(Group::Ankle, crate::domain::Side::Left).expect("sided")
    }

    /// What is found on 22 November 2026 after these check-ins, given as (days ago, stiffness of the ankle or none).
    fn found(check_ins: &[(i64, Option<u8>)]) -> Option<Persistence> {
        let records: Vec<(Record, CheckIn)> = check_ins
            .iter()
            .map(|&(days_ago, stiff)| {
                let at = Timestamp::from_second(
                    date(2026, 11, 22)
                        .at(12, 0, 0, 0)
                        .to_zoned(jiff::tz::TimeZone::UTC)
                        .expect("a moment")
                        .timestamp()
                        .as_second()
                        - days_ago * 86_400,
                )
                .expect("in range");
                let stiffness = stiff.and_then(|stiff| Rating::try_from(stiff).ok());
                let rating = RegionRating { stiffness, ..RegionRating::default() };
                let regions = stiff.map(|_| (ankle(), rating)).into_iter().collect();
                let check_in = CheckIn { regions, ..CheckIn::default() };
                let when = Stamp { at, offset_secs: 0, zone: String::new() };
                let id = RecordId::new(at, 1);
                (Record { id, rev: 1, when, body: Body::CheckIn(check_in.clone()) }, check_in)
            })
            .collect();
        let check_ins: Vec<(&Record, &CheckIn)> = records.iter().map(|(record, check_in)| (record, check_in)).collect();
        persistence(&check_ins, date(2026, 11, 22)).remove(&ankle())
    }

    #[test]
    fn a_region_stays_stiff_that_is_so_on_most_days_of_three_weeks_and_gets_no_better() {
        let days = |count: i64, stiff: Option<u8>| (0..count).map(move |day| (20 - day, stiff)).collect::<Vec<_>>();
        let check = |check_ins: Vec<(i64, Option<u8>)>, expected: Option<(usize, usize, u8)>| {
            let found = found(&check_ins).map(|stays| (stays.stiff_days, stays.days, stays.usual));
            assert_eq!(found, expected, "{check_ins:?}");
        };
        check(days(21, Some(5)), Some((21, 21, 5)));
        check(days(5, Some(3)), Some((5, 5, 3)));
        check(days(4, Some(9)), None);
        check(days(21, Some(2)), None);
        // Stiff on exactly half of the days is not most of them; silence is a day without stiffness.
        let half = |stiff: i64| (0..20).map(move |day| (day, (day % 2 < stiff).then_some(5))).collect::<Vec<_>>();
        check(half(1), None);
        check([half(1), vec![(20, Some(5))]].concat(), Some((11, 21, 5)));
        // Older than three weeks.
        check((21..40).map(|day| (day, Some(5))).collect(), None);
        // Two points better in the later half is getting better, one is not.
        let falls = |to: u8| (0..20).map(move |day| (day, Some(if day < 10 { to } else { 6 }))).collect::<Vec<_>>();
        check(falls(4), None);
        check(falls(5), Some((20, 20, 5)));
    }
}
