//! What has changed in the ratings of a region, said with its window and its number of ratings, and without a cause.

use jiff::ToSpan;
use jiff::civil::Date;

use super::series::Series;
use super::stats::median;
use crate::domain::{Region, Scale};

/// Days of each of the two windows compared.
pub const WINDOW_DAYS: i32 = 28;
/// The fewest ratings of a window that can be compared.
pub const MIN_RATINGS: usize = 5;
/// The difference of two medians that counts: the size people with pain usually notice (Farrar 2001, Pain 94:149;
/// Salaffi 2004, Eur J Pain). No such figure is known for everyday training soreness.
pub const NOTICEABLE_POINTS: f64 = 2.0;

/// The ratings of a stretch of days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Days with a rating.
    pub ratings: usize,
    /// Their median; `None` without ratings.
    pub median: Option<f64>,
}

impl Window {
    fn new(series: &Series, first: Date, last: Date) -> Self {
        let points = series.between(first, last);
        let median = median(points.iter().map(|point| f64::from(point.rating)));
        Self { first, last, ratings: points.len(), median }
    }

    /// The median, where there are enough ratings to compare it.
    pub fn comparable_median(&self) -> Option<f64> {
        self.median.filter(|_| self.ratings >= MIN_RATINGS)
    }
}

/// How the median of the last window stands to that of the one before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Comparison {
    /// A window has too few ratings.
    NotEnough,
    /// Lower by at least [`NOTICEABLE_POINTS`].
    Lower {
        /// Points, above 0.
        by: f64,
    },
    /// Higher by at least [`NOTICEABLE_POINTS`].
    Higher {
        /// Points, above 0.
        by: f64,
    },
    /// The medians differ by less than [`NOTICEABLE_POINTS`].
    NoClearDifference,
}

/// The last [`WINDOW_DAYS`] of a region against as many days before them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// The region.
    pub region: Region,
    /// The scale.
    pub scale: Scale,
    /// The window that ends today.
    pub last: Window,
    /// The window that ends where `last` begins.
    pub before: Window,
    /// What may be said of the two.
    pub comparison: Comparison,
}

impl Trend {
    /// The trend of a region's series, seen from `today`.
    pub fn new(region: Region, scale: Scale, series: &Series, today: Date) -> Self {
        let first_of_last = today.saturating_sub((WINDOW_DAYS - 1).days());
        let last = Window::new(series, first_of_last, today);
        let first_of_before = first_of_last.saturating_sub(WINDOW_DAYS.days());
        let before = Window::new(series, first_of_before, first_of_last.saturating_sub(1.day()));
        let comparison = match (last.comparable_median(), before.comparable_median()) {
            (Some(now), Some(then)) if then - now >= NOTICEABLE_POINTS => Comparison::Lower { by: then - now },
            (Some(now), Some(then)) if now - then >= NOTICEABLE_POINTS => Comparison::Higher { by: now - then },
            (Some(_), Some(_)) => Comparison::NoClearDifference,
            _ => Comparison::NotEnough,
        };
        Self { region, scale, last, before, comparison }
    }

    /// The sentence above the chart: what was rated, in which window, how often.
    pub fn sentence(&self) -> String {
        let Self { region, scale, last, before, comparison: _ } = self;
        let what = format!("{} {}", capitalised(&region.name()), scale.word());
        let counts = format!("({} and {} ratings)", last.ratings, before.ratings);
        match (last.median, before.median) {
            (Some(now), Some(then)) => format!(
                "{what}: median {} in the last {WINDOW_DAYS} days, {} in the {WINDOW_DAYS} days before {counts}.",
                points(now),
                points(then),
            ),
            (Some(now), None) => format!(
                "{what}: median {} in the last {WINDOW_DAYS} days, no rating in the {WINDOW_DAYS} days before {counts}.",
                points(now),
            ),
            (None, _) => format!("{what}: no rating in the last {WINDOW_DAYS} days {counts}."),
        }
    }

    /// The quiet line under the sentence: what may be concluded.
    pub fn conclusion(&self) -> String {
        match self.comparison {
            Comparison::NotEnough => {
                format!("Under {MIN_RATINGS} ratings in a window: not enough to compare.")
            }
            Comparison::Lower { by } => {
                format!("Lower by {}. This shows that a rating changed, not why.", points(by))
            }
            Comparison::Higher { by } => {
                format!("Higher by {}. This shows that a rating changed, not why.", points(by))
            }
            Comparison::NoClearDifference => {
                format!("No clear difference: the medians are less than {} points apart.", points(NOTICEABLE_POINTS))
            }
        }
    }
}

/// A median as people write it: "3" or "3.5". Medians of whole numbers have no other form.
fn points(value: f64) -> String {
    format!("{value}")
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::series::tests::{document, region};
    use super::*;

    /// The trend seen from 22 November 2026 of one rating a day, given as (days ago, rating).
    fn trend(ratings: &[(i32, u8)]) -> Trend {
        let today = date(2026, 11, 22);
        let moments: Vec<(String, u8)> = ratings
            .iter()
            .map(|&(days_ago, rating)| (format!("{}T07:00+00:00[UTC]", today.saturating_sub(days_ago.days())), rating))
            .collect();
        let moments: Vec<(&str, u8)> = moments.iter().map(|(moment, rating)| (moment.as_str(), *rating)).collect();
        let series = Series::new(&document(&moments), region(), Scale::Soreness);
        Trend::new(region(), Scale::Soreness, &series, today)
    }

    /// `count` ratings of one value on consecutive days, the last `days_ago`.
    fn run(days_ago: i32, count: i32, rating: u8) -> impl Iterator<Item = (i32, u8)> {
        (days_ago..days_ago + count).map(move |day| (day, rating))
    }

    #[test]
    fn two_points_between_medians_of_five_ratings_are_a_difference_and_less_is_none() {
        let check = |last: (i32, u8), before: (i32, u8), expected: Comparison| {
            let ratings: Vec<(i32, u8)> = run(0, last.0, last.1).chain(run(28, before.0, before.1)).collect();
            assert_eq!(trend(&ratings).comparison, expected, "{last:?} {before:?}");
        };
        check((5, 3), (5, 5), Comparison::Lower { by: 2.0 });
        check((5, 5), (5, 3), Comparison::Higher { by: 2.0 });
        check((28, 0), (28, 10), Comparison::Lower { by: 10.0 });
        check((5, 4), (5, 5), Comparison::NoClearDifference);
        check((5, 5), (5, 5), Comparison::NoClearDifference);
        check((4, 3), (28, 9), Comparison::NotEnough);
        check((28, 3), (4, 9), Comparison::NotEnough);
        check((28, 3), (0, 0), Comparison::NotEnough);
        check((0, 0), (0, 0), Comparison::NotEnough);
    }

    #[test]
    fn a_difference_of_one_and_a_half_points_is_not_clear() {
        let half: Vec<(i32, u8)> = run(0, 3, 3).chain(run(3, 3, 4)).chain(run(28, 6, 5)).collect();
        let trend = trend(&half);
        assert_eq!(trend.last.median, Some(3.5));
        assert_eq!(trend.comparison, Comparison::NoClearDifference);
    }

    #[test]
    fn the_windows_meet_without_overlap_and_leave_out_older_days() {
        let trend = trend(&[(0, 1), (27, 1), (28, 9), (55, 9), (56, 4)]);
        assert_eq!((trend.last.first, trend.last.last), (date(2026, 10, 26), date(2026, 11, 22)));
        assert_eq!((trend.before.first, trend.before.last), (date(2026, 9, 28), date(2026, 10, 25)));
        assert_eq!((trend.last.ratings, trend.last.median), (2, Some(1.0)));
        assert_eq!((trend.before.ratings, trend.before.median), (2, Some(9.0)));
    }

    #[test]
    fn the_words_state_window_and_number_and_claim_no_cause() {
        let check = |ratings: Vec<(i32, u8)>, sentence: &str, conclusion: &str| {
            let trend = trend(&ratings);
            assert_eq!(trend.sentence(), sentence);
            assert_eq!(trend.conclusion(), conclusion);
        };
        check(
            run(0, 24, 3).chain(run(28, 21, 5)).collect(),
            "Right soleus soreness: median 3 in the last 28 days, 5 in the 28 days before (24 and 21 ratings).",
            "Lower by 2. This shows that a rating changed, not why.",
        );
        check(
            run(0, 6, 5).chain(run(28, 3, 3)).chain(run(31, 3, 4)).collect(),
            "Right soleus soreness: median 5 in the last 28 days, 3.5 in the 28 days before (6 and 6 ratings).",
            "No clear difference: the medians are less than 2 points apart.",
        );
        check(
            run(0, 4, 8).chain(run(28, 6, 2)).collect(),
            "Right soleus soreness: median 8 in the last 28 days, 2 in the 28 days before (4 and 6 ratings).",
            "Under 5 ratings in a window: not enough to compare.",
        );
        check(
            vec![(0, 8)],
            "Right soleus soreness: median 8 in the last 28 days, no rating in the 28 days before (1 and 0 ratings).",
            "Under 5 ratings in a window: not enough to compare.",
        );
        check(
            vec![(40, 8)],
            "Right soleus soreness: no rating in the last 28 days (0 and 1 ratings).",
            "Under 5 ratings in a window: not enough to compare.",
        );
    }
}
