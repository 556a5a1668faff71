//! What the map shows of a region: ratings of one moment, means of several days, or a change.

use std::collections::BTreeMap;

use crate::domain::{Rating, Region, RegionRating, Scale};

/// What is known of a region, as the map shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sign {
    /// What was said of it.
    Rated(RegionRating),
    /// Means of several days, 0–10.
    Mean {
        /// How sore, if enough was rated.
        soreness: Option<f32>,
        /// How stiff, if enough was rated.
        stiffness: Option<f32>,
    },
    /// Higher by so many points, lower where negative.
    Change(f32),
    /// No clear difference.
    NoChange,
    /// Too few ratings to say anything.
    TooFew,
}

impl Sign {
    /// Whether something is wrong there.
    pub fn is_wrong(self) -> bool {
        matches!(self, Self::Rated(rating) if rating.wrong.is_some())
    }

    /// The values shown as colour and hatching, 0–10.
    pub fn levels(self) -> [(Scale, Option<f32>); 2] {
        let level = |rating: Option<Rating>| rating.map(|rating| f32::from(rating.get()));
        let (soreness, stiffness) = match self {
            Self::Rated(rating) => (level(rating.soreness), level(rating.stiffness)),
            Self::Mean { soreness, stiffness } => (soreness, stiffness),
            Self::Change(_) | Self::NoChange | Self::TooFew => (None, None),
        };
        [(Scale::Soreness, soreness), (Scale::Stiffness, stiffness)]
    }

    /// What a screen reader says of it.
    pub fn words(self) -> String {
        if self.is_wrong() {
            return "something is wrong here".to_owned();
        }
        let said = |mean: &str, text: fn(f32) -> String| {
            let parts = self.levels().into_iter().filter_map(|(scale, level)| Some((scale, level?)));
            let parts: Vec<String> =
                parts.map(|(scale, level)| format!("{mean}{} {}", scale.word(), text(level))).collect();
            if parts.is_empty() { "not rated".to_owned() } else { parts.join(", ") }
        };
        match self {
            Self::Rated(_) => said("", |level| level.to_string()),
            Self::Mean { .. } => said("mean ", mean_text),
            Self::Change(by) if by < 0.0 => format!("lower by {}", -by),
            Self::Change(by) => format!("higher by {by}"),
            Self::NoChange => "no clear difference".to_owned(),
            Self::TooFew => "too few ratings".to_owned(),
        }
    }
}

/// A mean as people write it: to one decimal, whole numbers without one.
pub fn mean_text(mean: f32) -> String {
    let tenths = (mean * 10.0).round() / 10.0;
    tenths.to_string()
}

/// A change with its sign.
pub fn change_text(by: f32) -> String {
    if by < 0.0 { format!("−{}", -by) } else { format!("+{by}") }
}

/// Where signs come from: ratings as they are kept, or anything else a layer shows.
#[derive(Clone, Copy, Debug)]
pub enum Signs<'a> {
    /// Nothing is known.
    None,
    /// What was said of each region.
    Ratings(&'a BTreeMap<Region, RegionRating>),
    /// What a layer shows.
    Layer(&'a BTreeMap<Region, Sign>),
}

impl Signs<'_> {
    /// The sign of a region, if it has one.
    pub fn of(self, region: Region) -> Option<Sign> {
        match self {
            Self::None => None,
            Self::Ratings(ratings) => ratings.get(&region).copied().map(Sign::Rated),
            Self::Layer(signs) => signs.get(&region).copied(),
        }
    }

    /// All regions with their signs.
    pub fn all(self) -> BTreeMap<Region, Sign> {
        match self {
            Self::None => BTreeMap::new(),
            Self::Ratings(ratings) => ratings.iter().map(|(&region, &rating)| (region, Sign::Rated(rating))).collect(),
            Self::Layer(signs) => signs.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_said_in_words_with_its_number() {
        let check = |sign: Sign, words: &str| assert_eq!(sign.words(), words);
        let rating = |value: u8| Rating::try_from(value).ok();
        check(Sign::Rated(RegionRating::default()), "not rated");
        let both = RegionRating { soreness: rating(4), stiffness: rating(0), wrong: None };
        check(Sign::Rated(both), "soreness 4, stiffness 0");
        check(Sign::Mean { soreness: Some(4.26), stiffness: Some(3.0) }, "mean soreness 4.3, mean stiffness 3");
        check(Sign::Change(-2.5), "lower by 2.5");
        check(Sign::Change(2.0), "higher by 2");
        check(Sign::NoChange, "no clear difference");
        check(Sign::TooFew, "too few ratings");
        assert_eq!((change_text(-2.0), change_text(3.5)), ("−2".to_owned(), "+3.5".to_owned()));
    }
}
