//! One rating a day of one region, and what stands beside it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::stats::median;
use crate::domain::{Document, Intensity, Rating, Region, Scale};

/// The rating of one civil day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day, at the place where the rating was made.
    pub day: Date,
    /// The last rating of that day.
    pub rating: Rating,
}

/// The ratings of one region on one scale, at most one a day, oldest first. A day without a rating has no point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    points: Vec<Point>,
}

/// The median of the ratings of the seven days that end on `day`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeekMedian {
    /// A day with a rating.
    pub day: Date,
    /// The median, 0 to 10.
    pub median: f64,
}

impl Series {
    /// Days under a [`WeekMedian`]. A single day is too noisy to trend (science: single soreness ratings vary by 45–49 %).
    pub const MEDIAN_DAYS: i32 = 7;
    /// The fewest ratings that make a [`WeekMedian`].
    pub const MEDIAN_RATINGS: usize = 3;
    /// The most days between two ratings that a line may cross; a longer time is a gap and shows as one.
    pub const GAP_DAYS: i32 = 3;

    /// The ratings that the document holds.
    pub fn new(document: &Document, region: Region, scale: Scale) -> Self {
        let rated = document.check_ins(..).filter_map(|(record, check_in)| {
            let rating = scale.of(*check_in.regions.get(&region)?)?;
            Some((record.when.day(), rating))
        });
        let last_of_day: BTreeMap<Date, Rating> = rated.collect();
        Self { points: last_of_day.into_iter().map(|(day, rating)| Point { day, rating }).collect() }
    }

    /// A series of points, at most one a day, oldest first.
    pub(super) fn of_points(points: Vec<Point>) -> Self {
        Self { points }
    }

    /// All points, oldest first.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The points from `first` to `last`, both included.
    pub fn between(&self, first: Date, last: Date) -> &[Point] {
        let start = self.points.partition_point(|point| point.day < first);
        let end = self.points.partition_point(|point| point.day <= last);
        &self.points[start..end.max(start)]
    }

    /// The seven-day medians as lines: one for each stretch of days without a gap.
    ///
    /// A day with fewer than [`Self::MEDIAN_RATINGS`] in its seven days has no median, so a stretch may begin late.
    pub fn median_lines(&self) -> Vec<Vec<WeekMedian>> {
        let mut lines: Vec<Vec<WeekMedian>> = Vec::new();
        let mut previous: Option<Date> = None;
        for point in &self.points {
            let first = point.day.saturating_sub((Self::MEDIAN_DAYS - 1).days());
            let week = self.between(first, point.day);
            let in_gap = previous.is_none_or(|previous| (point.day - previous).get_days() > Self::GAP_DAYS);
            previous = Some(point.day);
            if in_gap {
                lines.push(Vec::new());
            }
            if week.len() < Self::MEDIAN_RATINGS {
                continue;
            }
            let ratings = week.iter().map(|point| f64::from(point.rating));
            if let (Some(line), Some(median)) = (lines.last_mut(), median(ratings)) {
                line.push(WeekMedian { day: point.day, median });
            }
        }
        lines.retain(|line| !line.is_empty());
        lines
    }
}

/// The regions rated on a scale with the number of days on which they were, most days first, then from head to foot.
pub fn rated_regions(document: &Document, scale: Scale) -> Vec<(Region, usize)> {
    let mut days = BTreeMap::<Region, BTreeSet<Date>>::new();
    for (record, check_in) in document.check_ins(..) {
        let day = record.when.day();
        for (&region, &rating) in &check_in.regions {
            if scale.of(rating).is_some() {
                days.entry(region).or_default().insert(day);
            }
        }
    }
    let mut counted: Vec<(Region, usize)> = days.into_iter().map(|(region, days)| (region, days.len())).collect();
    counted.sort_by_key(|&(region, days)| (std::cmp::Reverse(days), region));
    counted
}

/// The days with a hard training that had begun by `now`.
pub fn hard_session_days(document: &Document, now: Timestamp) -> BTreeSet<Date> {
    let hard = document.trainings(..=now).filter(|(_, training)| training.intensity == Intensity::Hard);
    hard.map(|(record, _)| record.when.day()).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::{
        Body, CheckIn, Group, Profile, Record, RecordId, RegionRating, Settings, Side, Stamp, Training,
    };

    /// The region under test.
    pub(in crate::insight) fn region() -> Region {
        Region::new(Group::Soleus, Side::Right).expect("the right soleus exists")
    }

    /// A document with one check-in for each of `(moment, soreness)`, all about [`region`].
    pub(in crate::insight) fn document(ratings: &[(&str, u8)]) -> Document {
        let records = ratings.iter().enumerate().map(|(index, &(moment, soreness))| {
            let soreness = Some(Rating::try_from(soreness).expect("a rating"));
            let rating = RegionRating { soreness, ..RegionRating::default() };
            let check_in = CheckIn { regions: BTreeMap::from([(region(), rating)]), ..CheckIn::default() };
            record(index, moment, Body::CheckIn(check_in))
        });
        Document::new(records, Profile::default(), Settings::default())
    }

    fn record(index: usize, moment: &str, body: Body) -> Record {
        let moment: jiff::Zoned = moment.parse().expect("a moment");
        let id = RecordId::new(Timestamp::UNIX_EPOCH, index as u128);
        Record { id, rev: 1, when: Stamp::new(&moment), body }
    }

    /// Ratings on days of November 2026, given as (day, rating).
    fn november(days: &[(i8, u8)]) -> Series {
        let points = days.iter().map(|&(day, rating)| Point {
            day: date(2026, 11, day),
            rating: Rating::try_from(rating).expect("a rating"),
        });
        Series { points: points.collect() }
    }

    #[test]
    fn a_day_has_the_last_rating_said_on_it_at_the_place_where_it_was_said() {
        let check = |ratings: &[(&str, u8)], expected: &[(&str, u8)]| {
            let series = Series::new(&document(ratings), region(), Scale::Soreness);
            let found: Vec<(String, u8)> =
                series.points().iter().map(|point| (point.day.to_string(), point.rating.get())).collect();
            let expected: Vec<(String, u8)> = expected.iter().map(|&(day, rating)| (day.to_owned(), rating)).collect();
            assert_eq!(found, expected);
        };
        check(&[], &[]);
        check(
            &[("2026-11-02T21:00+01:00[Europe/Berlin]", 2), ("2026-11-02T07:00+01:00[Europe/Berlin]", 6)],
            &[("2026-11-02", 2)],
        );
        // 23:50 and 00:10 in Auckland are one day in UTC and two days there.
        check(
            &[("2026-11-02T23:50+13:00[Pacific/Auckland]", 3), ("2026-11-03T00:10+13:00[Pacific/Auckland]", 4)],
            &[("2026-11-02", 3), ("2026-11-03", 4)],
        );
        check(
            &[("2028-02-29T12:00+00:00[UTC]", 0), ("2027-12-31T12:00+00:00[UTC]", 10)],
            &[("2027-12-31", 10), ("2028-02-29", 0)],
        );
    }

    #[test]
    fn a_scale_sees_only_its_own_ratings() {
        let document = document(&[("2026-11-02T07:00+00:00[UTC]", 4)]);
        assert_eq!(Series::new(&document, region(), Scale::Stiffness).points(), []);
        assert_eq!(rated_regions(&document, Scale::Stiffness), []);
        assert_eq!(rated_regions(&document, Scale::Soreness), [(region(), 1)]);
    }

    #[test]
    fn between_includes_both_ends() {
        let series = november(&[(2, 1), (5, 2), (9, 3)]);
        let check = |first, last, expected: usize| {
            assert_eq!(series.between(date(2026, 11, first), date(2026, 11, last)).len(), expected, "{first} {last}");
        };
        check(2, 9, 3);
        check(3, 8, 1);
        check(5, 5, 1);
        check(6, 8, 0);
        check(9, 2, 0);
        check(10, 30, 0);
    }

    #[test]
    fn a_median_line_needs_three_ratings_in_seven_days_and_breaks_over_a_gap() {
        let check = |days: &[(i8, u8)], expected: &[&[(i8, f64)]]| {
            let lines = november(days).median_lines();
            let found: Vec<Vec<(i8, f64)>> =
                lines.iter().map(|line| line.iter().map(|point| (point.day.day(), point.median)).collect()).collect();
            assert_eq!(found, expected, "{days:?}");
        };
        check(&[], &[]);
        check(&[(1, 5), (2, 5)], &[]);
        check(&[(1, 5), (2, 1), (3, 2)], &[&[(3, 2.0)]]);
        // The eighth day no longer counts the first.
        check(&[(1, 9), (4, 9), (6, 1), (8, 1)], &[&[(6, 9.0), (8, 1.0)]]);
        // Three days apart is no gap, four are; after a gap of a week the line begins anew.
        check(&[(1, 2), (2, 2), (3, 2), (6, 4)], &[&[(3, 2.0), (6, 2.0)]]);
        check(&[(1, 2), (2, 2), (3, 2), (7, 4)], &[&[(3, 2.0)], &[(7, 2.0)]]);
        check(&[(1, 2), (2, 2), (3, 2), (14, 4), (15, 4), (16, 5)], &[&[(3, 2.0)], &[(16, 4.0)]]);
        // Four ratings have a median between whole numbers.
        check(&[(1, 2), (2, 3), (3, 4), (4, 5)], &[&[(3, 3.0), (4, 3.5)]]);
    }

    #[test]
    fn only_hard_trainings_that_have_begun_are_counted() {
        let training = |index, moment, intensity| {
            let training = Training { types: BTreeSet::from(["squat".into()]), intensity, note: String::new() };
            record(index, moment, Body::Training(training))
        };
        let records = [
            training(0, "2026-11-02T07:00+00:00[UTC]", Intensity::Hard),
            training(1, "2026-11-02T18:00+00:00[UTC]", Intensity::Hard),
            training(2, "2026-11-03T07:00+00:00[UTC]", Intensity::Moderate),
            training(3, "2026-11-04T07:00+00:00[UTC]", Intensity::Hard),
        ];
        let document = Document::new(records, Profile::default(), Settings::default());
        let days = |now: &str| hard_session_days(&document, now.parse().expect("a moment")).len();
        assert_eq!(days("2026-11-02T06:59Z"), 0);
        assert_eq!(days("2026-11-04T06:59Z"), 1);
        assert_eq!(days("2026-11-04T07:00Z"), 2);
    }
}
