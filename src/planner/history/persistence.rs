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
