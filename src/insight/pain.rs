//! Pain that lasts or rises: seen in the ratings and marks of some weeks, said calmly, once a week.
//!
//! It claims no cause and names no disease; it says what was written down, since when, and that someone should look at
//! it. The person answers it, and then it is quiet for four weeks.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{ToSpan, Zoned};

use super::series::Series;
use super::stats::{Cusum, median, robust_sd};
use super::trend::NOTICEABLE_POINTS;
use crate::domain::{Document, Flag, Region, RegionRating, around};
use crate::safety::{self, Answer, Level, PAINFUL_FROM, Said};

/// Days that are looked at, today included.
pub const PAIN_DAYS: i32 = 14;
/// On so many of them a region is painful or marked before anything is said: soreness of one training is at its worst for
/// three days at most (24 to 72 h: Lau 2013), so four are more than one training leaves behind.
pub const PAINFUL_DAYS: usize = 4;
/// Days before the ones looked at whose ratings are the usual ones.
pub const USUAL_DAYS: i32 = 28;
/// The fewest ratings that make a usual.
pub const USUAL_RATINGS: usize = 14;
/// The least spread of the usual ratings, in points: ratings are whole numbers. Where most of them are equal the median
/// absolute deviation is 0, and without this a single point more would be a rise without measure.
pub const LEAST_SPREAD: f64 = 1.0;
/// Days for which an answer keeps a trend quiet.
pub const ANSWERED_DAYS: i32 = 28;
/// Days from one showing to the next.
pub const SHOWN_EVERY_DAYS: i32 = 7;
/// A painful day so long before the next one belongs to a time that is over.
const APART_DAYS: i32 = 7;
/// How far back the beginning is looked for.
const LONGEST_DAYS: i32 = 366;

/// A region whose pain lasts or rises.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PainTrend {
    /// The region.
    pub region: Region,
    /// Since which day: the first of the rise, or of the painful days, earlier ones with a week at most between them
    /// included.
    pub since: Date,
    /// What is seen.
    pub kind: PainKind,
}

/// What a pain trend is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PainKind {
    /// Sore at [`PAINFUL_FROM`] or more, or marked with a sign that a clinician should see.
    Lasting {
        /// On so many of the last [`PAIN_DAYS`] days.
        days: usize,
    },
    /// Sorer than usual, by the upper cumulative sum over the last [`PAIN_DAYS`] days.
    Rising {
        /// The median of the [`USUAL_DAYS`] days before, in points.
        usual: f64,
        /// The median of the last seven days, or of those since then if they are fewer, in points.
        lately: f64,
    },
}

impl PainTrend {
    /// What is seen and what to do, in two sentences.
    pub fn words(&self) -> String {
        let Self { region, since, kind } = self;
        let (name, since) = (capitalised(&region.label()), since.strftime("%-d %B"));
        let seen = match kind {
            PainKind::Lasting { days } => format!(
                "sore at {PAINFUL_FROM} or more, or marked, on {days} of the last {PAIN_DAYS} days, since {since}"
            ),
            PainKind::Rising { usual, lately } => {
                format!("sorer than usual since {since}, median {lately} where it was {usual} in the four weeks before")
            }
        };
        format!("{name}: {seen}. It is worth having a clinician look at it.")
    }
}

/// The regions whose pain lasts or rises, as seen on the day of `now` from what was said up to then, from head to foot;
/// without those that the person has answered within [`ANSWERED_DAYS`].
pub fn pain_trends(said: &Said, document: &Document, now: &Zoned) -> Vec<PainTrend> {
    let today = now.date();
    let quiet_from = today.saturating_sub(ANSWERED_DAYS.days());
    let lately = document.check_ins(*around(quiet_from..=today).start()..=now.timestamp());
    let lately = lately.filter(|(record, _)| record.when.day() > quiet_from);
    let answered: BTreeSet<Region> = lately.flat_map(|(_, check_in)| check_in.pain_answers.keys().copied()).collect();
    let trend = |(region, answers): (Region, &[Answer])| {
        let answers = by_day(answers, today);
        let kind_since = lasting(&answers, region, today).or_else(|| rising(&answers, today));
        kind_since.map(|(kind, since)| PainTrend { region, since, kind })
    };
    said.regions().filter(|(region, _)| !answered.contains(region)).filter_map(trend).collect()
}

/// The pain trends to show today: those that were not shown in the last [`SHOWN_EVERY_DAYS`], or were shown today already.
pub fn due_pain_trends(said: &Said, document: &Document, now: &Zoned) -> Vec<PainTrend> {
    let shown = &document.settings.shown.pain;
    let is_due = |trend: &PainTrend| {
        let days = shown.get(&trend.region).map(|&day| (now.date() - day).get_days());
        days.is_none_or(|days| !(1..SHOWN_EVERY_DAYS).contains(&days))
    };
    pain_trends(said, document, now).into_iter().filter(is_due).collect()
}

/// The last answer of each day that is looked at, with the one that held when the first of them began.
fn by_day(answers: &[Answer], today: Date) -> BTreeMap<Date, RegionRating> {
    let first = today.saturating_sub(LONGEST_DAYS.days());
    let before = answers.iter().rposition(|answer| answer.day < first).unwrap_or_default();
    answers[before..].iter().map(|answer| (answer.day, answer.rating)).collect()
}

/// Whether a region was painful on a day, or marked with a sign for a clinician. A mark stays until the next answer, or
/// until its own end.
fn is_painful(answers: &BTreeMap<Date, RegionRating>, region: Region, day: Date) -> bool {
    let is_sore = answers.get(&day).and_then(|rating| rating.soreness).is_some_and(|it| it.get() >= PAINFUL_FROM);
    let is_serious = |Flag { concern, until }: Flag| {
        safety::advice(region, concern).level >= Level::Clinician && until.is_none_or(|until| day < until)
    };
    let last = answers.range(..=day).next_back();
    is_sore || last.and_then(|(_, rating)| rating.wrong).is_some_and(is_serious)
}

fn lasting(answers: &BTreeMap<Date, RegionRating>, region: Region, today: Date) -> Option<(PainKind, Date)> {
    let painful = |days_ago: i32| {
        let day = today.saturating_sub(days_ago.days());
        is_painful(answers, region, day).then_some(day)
    };
    let recent: Vec<Date> = (0..PAIN_DAYS).filter_map(painful).collect();
    let days = recent.len();
    let mut since = *recent.last().filter(|_| days >= PAINFUL_DAYS)?;
    for day in (PAIN_DAYS..LONGEST_DAYS).filter_map(painful) {
        if (since - day).get_days() > APART_DAYS {
            break;
        }
        since = day;
    }
    Some((PainKind::Lasting { days }, since))
}

/// A rise: the upper cumulative sum over the last days, against the median and the robust spread of the four weeks before
/// them, which must hold enough ratings, if the last week still lies so much higher that people notice it.
///
/// The usual weeks end where the days looked at begin, so that a rise does not become its own measure.
fn rising(answers: &BTreeMap<Date, RegionRating>, today: Date) -> Option<(PainKind, Date)> {
    let between = |first: Date, last: Date| {
        let days = answers.range(first..=last);
        days.filter_map(|(&day, rating)| rating.soreness.map(|soreness| (day, f64::from(soreness)))).collect::<Vec<_>>()
    };
    let values = |ratings: &[(Date, f64)]| ratings.iter().map(|&(_, rating)| rating).collect::<Vec<f64>>();
    let first = today.saturating_sub((PAIN_DAYS - 1).days());
    let usual_ratings = values(&between(first.saturating_sub(USUAL_DAYS.days()), first.saturating_sub(1.day())));
    if usual_ratings.len() < USUAL_RATINGS {
        return None;
    }
    let usual = median(usual_ratings.iter().copied())?;
    let spread = robust_sd(&usual_ratings)?.max(LEAST_SPREAD);
    let recent = between(first, today);
    let mut cusum = Cusum::default();
    for (_, rating) in &recent {
        cusum.push((rating - usual) / spread);
    }
    let (since, _) = *recent.get(recent.len() - cusum.run())?;
    let week = today.saturating_sub((Series::MEDIAN_DAYS - 1).days());
    let lately = median(values(&between(since.max(week), today)))?;
    let is_noticed = lately - usual >= NOTICEABLE_POINTS;
    (cusum.is_signal() && is_noticed).then_some((PainKind::Rising { usual, lately }, since))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

#[cfg(test)]
mod tests;
