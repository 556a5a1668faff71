//! What the body map shows besides today: other days, means of several days, and the change between two windows.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::series::{Point, Series};
use super::trend::{MIN_RATINGS, Trend, WINDOW_DAYS};
use crate::domain::{Document, Region, RegionRating, Scale, around};

/// What was said of each region on each of the last days, gathered in one pass over the check-ins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapHistory {
    days: BTreeMap<Date, BTreeMap<Region, RegionRating>>,
}

/// The mean of the ratings of some days, one rating a day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    /// Days with a rating.
    pub ratings: usize,
    /// Their mean, 0 to 10; `None` where there are too few.
    pub mean: Option<f64>,
}

/// The means of a region on both scales.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Means {
    /// How sore.
    pub soreness: Mean,
    /// How stiff.
    pub stiffness: Mean,
}

/// The days a mean is taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Seven days.
    Week,
    /// Twenty-eight days.
    FourWeeks,
}

impl Span {
    /// How many days.
    pub fn days(self) -> i32 {
        match self {
            Self::Week => Series::MEDIAN_DAYS,
            Self::FourWeeks => WINDOW_DAYS,
        }
    }

    /// The fewest ratings that make a mean: a single day is too noisy (science: single ratings vary by 45–49 %).
    pub fn least_ratings(self) -> usize {
        match self {
            Self::Week => Series::MEDIAN_RATINGS,
            Self::FourWeeks => MIN_RATINGS,
        }
    }
}

impl MapHistory {
    /// How many days back the map can be shown, today included.
    pub const DAYS: i32 = 90;

    /// The history that ends on `today`: as far back as a change seen [`Self::DAYS`] ago needs.
    pub fn new(document: &Document, today: Date) -> Self {
        let first = today.saturating_sub((Self::DAYS - 1 + 2 * WINDOW_DAYS).days());
        let mut days = BTreeMap::<Date, BTreeMap<Region, RegionRating>>::new();
        for (record, check_in) in document.check_ins(around(first..=today)) {
            let day = record.when.day();
            if (first..=today).contains(&day) {
                days.entry(day).or_default().extend(&check_in.regions);
            }
        }
        for ratings in days.values_mut() {
            ratings.retain(|_, rating| !rating.is_empty());
        }
        days.retain(|_, ratings| !ratings.is_empty());
        Self { days }
    }

    /// The days on which something was said of a region, oldest first.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        self.days.keys().copied()
    }

    /// What was said of each region on a day.
    pub fn day(&self, day: Date) -> BTreeMap<Region, RegionRating> {
        self.days.get(&day).cloned().unwrap_or_default()
    }

    /// The means of the days that end on `last`, of every region rated in them.
    pub fn means(&self, last: Date, span: Span) -> BTreeMap<Region, Means> {
        let first = last.saturating_sub((span.days() - 1).days());
        let mut sums = BTreeMap::<Region, [(f64, usize); 2]>::new();
        for (&region, &rating) in self.days.range(first..=last).flat_map(|(_, regions)| regions) {
            for (scale, sum) in Scale::ALL.into_iter().zip(sums.entry(region).or_default()) {
                if let Some(value) = scale.of(rating) {
                    *sum = (sum.0 + f64::from(value), sum.1 + 1);
                }
            }
        }
        let mean = |(sum, ratings): (f64, usize)| Mean {
            ratings,
            mean: (ratings >= span.least_ratings()).then(|| sum / ratings as f64),
        };
        let rated = sums.into_iter().filter(|(_, sums)| sums.iter().any(|&(_, ratings)| ratings > 0));
        rated.map(|(region, [sore, stiff])| (region, Means { soreness: mean(sore), stiffness: mean(stiff) })).collect()
    }

    /// How each region stands in the 28 days that end on `last` against the 28 days before; too few ratings included.
    pub fn changes(&self, last: Date, scale: Scale) -> BTreeMap<Region, Trend> {
        let mut points = BTreeMap::<Region, Vec<Point>>::new();
        for (&day, regions) in &self.days {
            for (&region, &rating) in regions {
                points.entry(region).or_default().extend(scale.of(rating).map(|rating| Point { day, rating }));
            }
        }
        let trend = |region: Region| {
            let series = Series::of_points(points.remove(&region).unwrap_or_default());
            (region, Trend::new(region, scale, &series, last))
        };
        Region::all().map(trend).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::series::tests::{document, region};
    use super::*;
    use crate::domain::Rating;
    use crate::insight::Comparison;

    const TODAY: Date = date(2026, 11, 22);

    /// The history of a soreness a day, given as (days ago, rating).
    fn history(ratings: &[(i32, u8)]) -> MapHistory {
        let moments: Vec<(String, u8)> = ratings
            .iter()
            .map(|&(days_ago, rating)| (format!("{}T07:00+00:00[UTC]", TODAY.saturating_sub(days_ago.days())), rating))
            .collect();
        let moments: Vec<(&str, u8)> = moments.iter().map(|(moment, rating)| (moment.as_str(), *rating)).collect();
        MapHistory::new(&document(&moments), TODAY)
    }

    fn run(days_ago: i32, count: i32, rating: u8) -> Vec<(i32, u8)> {
        (days_ago..days_ago + count).map(|day| (day, rating)).collect()
    }

    #[test]
    fn a_day_holds_the_last_answer_of_that_day_and_a_day_without_one_holds_nothing() {
        let document = document(&[
            ("2026-11-21T21:00+01:00[Europe/Berlin]", 2),
            ("2026-11-21T07:00+01:00[Europe/Berlin]", 6),
            ("2026-11-23T07:00+01:00[Europe/Berlin]", 9),
        ]);
        let history = MapHistory::new(&document, TODAY);
        let soreness = |day| history.day(day).get(&region()).and_then(|rating| rating.soreness).map(Rating::get);
        assert_eq!(soreness(date(2026, 11, 21)), Some(2));
        assert_eq!(history.day(TODAY), BTreeMap::new());
        assert_eq!(soreness(date(2026, 11, 23)), None, "tomorrow is not known");
    }

    #[test]
    fn every_day_is_as_the_document_says_it_was() {
        let moments = ["2026-11-20T07:00+00:00[UTC]", "2026-11-20T19:00+00:00[UTC]", "2026-11-18T07:00+00:00[UTC]"];
        let document = document(&moments.map(|moment| (moment, 3)));
        let history = MapHistory::new(&document, TODAY);
        for days_ago in 0..10 {
            let day = TODAY.saturating_sub(days_ago.days());
            assert_eq!(history.day(day), document.ratings_on(day), "{day}");
        }
    }

    #[test]
    fn a_mean_needs_its_ratings_and_counts_only_its_days() {
        let check = |ratings: &[(i32, u8)], span: Span, expected: Option<(usize, Option<f64>)>| {
            let found = history(ratings).means(TODAY, span).get(&region()).map(|means| means.soreness);
            assert_eq!(found.map(|mean| (mean.ratings, mean.mean)), expected, "{ratings:?} {span:?}");
        };
        check(&[], Span::Week, None);
        check(&[(0, 4), (1, 5)], Span::Week, Some((2, None)));
        check(&[(0, 4), (1, 5), (6, 3)], Span::Week, Some((3, Some(4.0))));
        check(&[(0, 4), (1, 5), (7, 3)], Span::Week, Some((2, None)));
        check(&[(0, 4), (1, 5), (7, 3)], Span::FourWeeks, Some((3, None)));
        check(&run(0, 40, 3), Span::FourWeeks, Some((28, Some(3.0))));
        check(&[(28, 9)], Span::FourWeeks, None);
    }

    #[test]
    fn a_change_is_that_of_the_trends_and_too_few_ratings_are_said_to_be_too_few() {
        let check = |ratings: Vec<(i32, u8)>, expected: Comparison| {
            let changes = history(&ratings).changes(TODAY, Scale::Soreness);
            assert_eq!(changes.len(), Region::COUNT);
            assert_eq!(changes[&region()].comparison, expected, "{ratings:?}");
        };
        check([run(0, 5, 3), run(28, 5, 5)].concat(), Comparison::Lower { by: 2.0 });
        check([run(0, 5, 5), run(28, 5, 5)].concat(), Comparison::NoClearDifference);
        check([run(0, 5, 5), run(28, 4, 1)].concat(), Comparison::NotEnough);
        check(Vec::new(), Comparison::NotEnough);
    }

    #[test]
    fn the_oldest_day_shown_still_has_both_of_its_windows() {
        let oldest = MapHistory::DAYS - 1;
        let ratings = [run(oldest, 6, 2), run(oldest + 50, 6, 6)].concat();
        let changes = history(&ratings).changes(TODAY.saturating_sub(oldest.days()), Scale::Soreness);
        assert_eq!(changes[&region()].comparison, Comparison::Lower { by: 4.0 });
    }
}
