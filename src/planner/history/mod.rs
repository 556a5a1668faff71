//! What the planner knows of the person at one moment, worked out once: a plan made from it does not look at the records
//! again, however many there are.

mod persistence;
mod pressure;
mod skips;
mod uses;

use std::collections::BTreeMap;
use std::ops::Bound;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, Zoned};

use super::RatingsFrom;
use crate::catalog::Catalog;
use crate::domain::{CheckIn, CircuitRecord, Document, Intensity, Record, Region, RegionRating, Retest, Training};
use crate::insight::{self, Deficit};
use crate::safety::{ActiveConcern, Limits, Said};

pub use persistence::Persistence;
pub use pressure::PressurePast;
pub use skips::Skips;
pub use uses::{Answers, Uses};

/// Ratings older than this say nothing of today (soreness after training rises and falls within days: Vickers 2001,
/// BMC MSK 2:5).
const RATINGS_HOURS: i64 = 24;
/// A training that began within these hours is what a circuit comes after.
const AFTER_TRAINING_HOURS: i64 = 6;
/// How long ago an answer of the body still counts for the next dose and the choice of technique (design rule).
const ANSWERS_DAYS: i64 = 182;

const HOUR_SECS: i64 = 3600;

/// The facts of one moment. They hold for the document they were made of and for about a minute.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    pub(super) transition_secs: u32,
    pub(super) switch_secs: u32,
    /// What every circuit must obey.
    pub limits: Limits,
    pub(super) concerns: BTreeMap<Region, ActiveConcern>,
    pub(super) ratings: BTreeMap<Region, RegionRating>,
    pub(super) ratings_from: RatingsFrom,
    /// The next training: when it starts, on which day there, and what it is.
    pub(super) next: Option<(Timestamp, Date, Training)>,
    /// When the next hard training starts.
    pub(super) hard_at: Option<Timestamp>,
    /// The training that has just been done.
    pub(super) done: Option<Training>,
    pub(super) persistence: BTreeMap<Region, Persistence>,
    pub(super) deficits: Vec<Deficit>,
    pub(super) pressure: BTreeMap<Region, PressurePast>,
    pub(super) uses: Uses,
    pub(super) skips: Skips,
}

/// The records that may count, by kind, oldest first.
struct Recent<'d> {
    check_ins: Vec<(&'d Record, &'d CheckIn)>,
    circuits: Vec<(&'d Record, &'d CircuitRecord)>,
}

impl History {
    /// The facts of a document at a moment.
    pub fn of(document: &Document, catalog: &Catalog, now: &Zoned) -> Self {
        Self::with(document, now, &Said::of(document, now), deficits(document, catalog, now))
    }

    /// The facts of a document at a moment, where it is known what was said up to then and what the retests show.
    pub fn with(document: &Document, now: &Zoned, said: &Said, deficits: Vec<Deficit>) -> Self {
        let recent = Recent::of(document, now.timestamp());
        let (ratings, ratings_from) = ratings(&recent, now);
        let mut ahead = document.trainings((Bound::Excluded(now.timestamp()), Bound::Unbounded));
        let next = document.next_training(now.timestamp());
        let hard = ahead.find(|(_, training)| training.intensity == Intensity::Hard);
        Self {
            transition_secs: document.settings.transition_secs,
            switch_secs: document.settings.switch_secs,
            limits: Limits::of(said, &document.profile.health, now.date()),
            concerns: said.concerns(now.date()),
            ratings,
            ratings_from,
            next: next.map(|(record, training)| (record.when.at, record.when.day(), training.clone())),
            hard_at: hard.map(|(record, _)| record.when.at),
            done: done_training(document, now.timestamp()),
            persistence: persistence::persistence(&recent.check_ins, now.date()),
            deficits,
            pressure: pressure::pressure(&recent.circuits, &recent.check_ins),
            uses: Uses::of(&recent.circuits),
            skips: Skips::of(&recent.circuits, now.timestamp()),
        }
    }
}

impl<'d> Recent<'d> {
    /// The check-ins and circuits whose answers still count.
    fn of(document: &'d Document, now: Timestamp) -> Self {
        let from = now.saturating_sub((ANSWERS_DAYS * 24).hours()).unwrap_or(now);
        Self { check_ins: document.check_ins(from..=now).collect(), circuits: document.circuits(from..=now).collect() }
    }
}

/// What the retests show: all of them, for a baseline may be old.
pub fn deficits(document: &Document, catalog: &Catalog, now: &Zoned) -> Vec<Deficit> {
    let retests: Vec<(&Record, &Retest)> = document.retests(..=now.timestamp()).collect();
    insight::deficits(&retests, catalog, now.date())
}

/// Today's ratings, or those of the latest check-in of the last 24 h that rated anything.
fn ratings(recent: &Recent<'_>, now: &Zoned) -> (BTreeMap<Region, RegionRating>, RatingsFrom) {
    let of_today = recent.check_ins.iter().filter(|(record, _)| record.when.day() == now.date());
    let said = of_today.flat_map(|(_, check_in)| &check_in.regions);
    let today: BTreeMap<_, _> =
        said.filter(|(_, rating)| !rating.is_empty()).map(|(&region, &rating)| (region, rating)).collect();
    if !today.is_empty() {
        return (today, RatingsFrom::Today);
    }
    let rated = |check_in: &CheckIn| check_in.regions.values().any(|rating| !rating.is_empty());
    let latest = recent.check_ins.iter().rfind(|(_, check_in)| rated(check_in));
    let Some((record, check_in)) = latest else { return (BTreeMap::new(), RatingsFrom::Nothing) };
    let age_secs = now.timestamp().as_second() - record.when.at.as_second();
    if age_secs > RATINGS_HOURS * HOUR_SECS {
        return (BTreeMap::new(), RatingsFrom::Nothing);
    }
    (check_in.regions.clone(), RatingsFrom::Earlier { hours: (age_secs / HOUR_SECS) as u32 })
}

/// The latest training that began within [`AFTER_TRAINING_HOURS`].
fn done_training(document: &Document, now: Timestamp) -> Option<Training> {
    let from = now.saturating_sub(AFTER_TRAINING_HOURS.hours()).unwrap_or(now);
    document.trainings(from..=now).next_back().map(|(_, training)| training.clone())
}
