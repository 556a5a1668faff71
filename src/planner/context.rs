//! The facts of the moment: what the body says, what comes next, and the limits that follow from both.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{CeilingReason, NextTraining, RatingsFrom, Request};
use crate::catalog::{Catalog, SessionType};
use crate::domain::{Cause, CheckIn, Document, Hazard, Intensity, Mode, Profile, Region, RegionRating};
use crate::safety::{self, ActiveConcern, Limits};

/// Without a choice of the person's own, a circuit is for the training that starts within these hours (P10, P12).
pub const BEFORE_TRAINING_HOURS: i64 = 3;
/// Within these hours before a hard training performance has priority: light pressure, no percussion before explosive
/// work (P3; Ferreira 2023, JFMK 8:138).
pub const PERFORMANCE_HOURS: i64 = 24;
/// Ratings older than this say nothing of today (soreness after training rises and falls within days: Vickers 2001, BMC MSK 2:5).
const RATINGS_HOURS: i64 = 24;
/// The usual most pressure (P6; Grabow 2018: more is not better).
const USUAL_CEILING: u8 = 5;
/// The most pressure while performance has priority.
const PERFORMANCE_CEILING: u8 = 3;
/// A region rated from here on is a need of its own: it gets a station or a why-not.
const RATED_FROM: u8 = 3;

const HOUR_SECS: i64 = 3600;

/// The session types of the next training that the catalogue knows, with what the rest of the planner asks of it.
pub struct Next<'a> {
    pub types: Vec<&'a SessionType>,
    pub training: NextTraining,
}

/// All that does not change while one circuit is composed.
pub struct Context<'a> {
    pub catalog: &'a Catalog,
    pub request: &'a Request,
    pub mode: Mode,
    pub target_secs: u32,
    pub transition_secs: u32,
    pub switch_secs: u32,
    pub ratings: BTreeMap<Region, RegionRating>,
    pub ratings_from: RatingsFrom,
    pub next: Option<Next<'a>>,
    pub concerns: BTreeMap<Region, ActiveConcern>,
    pub ceiling: u8,
    pub ceiling_reason: CeilingReason,
    pub limits: Limits,
}

impl<'a> Context<'a> {
    pub fn new(document: &Document, catalog: &'a Catalog, request: &'a Request) -> Self {
        let now = request.now.timestamp();
        let concerns = safety::concerns(document, &request.now);
        let (ratings, ratings_from) = ratings(document, request);
        let next = next_training(document, catalog, request);
        let soon = next.as_ref().is_some_and(|next| next.training.in_secs <= BEFORE_TRAINING_HOURS * HOUR_SECS);
        let mode = request.mode.unwrap_or(if soon { Mode::BeforeTraining } else { Mode::Recovery });
        let (ceiling, ceiling_reason) = ceiling(document, now);
        Self {
            limits: safety::limits(document, &request.now),
            catalog,
            request,
            mode,
            target_secs: request.minutes.min(Profile::MINUTES_MAX) * 60,
            transition_secs: document.settings.transition_secs,
            switch_secs: document.settings.switch_secs,
            ratings,
            ratings_from,
            next,
            concerns,
            ceiling,
            ceiling_reason,
        }
    }

    /// The answers about a region; nothing said is a rating without answers.
    pub fn rating(&self, region: Region) -> RegionRating {
        self.ratings.get(&region).copied().unwrap_or_default()
    }

    /// The higher of soreness and stiffness; 0 where nothing was said.
    pub fn worst(&self, region: Region) -> u8 {
        self.rating(region).worst().map_or(0, u8::from)
    }

    /// Whether a region is rated as a need of its own.
    pub fn is_rated(&self, region: Region) -> bool {
        self.worst(region) >= RATED_FROM
    }

    /// Whether nothing may move a region: something is wrong there, or the person wants it left out (P17).
    pub fn is_wrong(&self, region: Region) -> bool {
        self.limits.cause(region).is_some_and(|cause| cause != Cause::Painful)
    }

    /// Whether a region may be what a station is for: not wrong, and not so sore that it is worked around (P6).
    pub fn may_work(&self, region: Region) -> bool {
        self.limits.cause(region).is_none()
    }

    /// Whether a region may be pressed today, its pressure class aside.
    pub fn may_press(&self, region: Region) -> bool {
        self.limits.may_press(region).is_ok()
    }

    /// Whether a region may be held in a stretch today.
    pub fn may_hold(&self, region: Region) -> bool {
        self.limits.may_hold(region).is_ok()
    }

    /// Whether a region may be given work that asks so of the body.
    pub fn suits<'h>(&self, region: Region, hazards: impl IntoIterator<Item = &'h Hazard>) -> bool {
        hazards.into_iter().all(|&hazard| self.limits.forbids(hazard, region).is_none())
    }

    /// Whether the next training is explosive and so near that percussion is left out.
    pub fn is_before_explosive(&self) -> bool {
        self.next.as_ref().is_some_and(|next| {
            let near = self.mode == Mode::BeforeTraining || next.training.in_secs <= PERFORMANCE_HOURS * HOUR_SECS;
            near && next.types.iter().any(|session| session.explosive)
        })
    }
}

/// Today's ratings, or those of the latest check-in of the last 24 h that rated anything.
fn ratings(document: &Document, request: &Request) -> (BTreeMap<Region, RegionRating>, RatingsFrom) {
    let now = request.now.timestamp();
    let today = document.ratings_on(request.now.date());
    if !today.is_empty() {
        return (today, RatingsFrom::Today);
    }
    let rated = |check_in: &CheckIn| check_in.regions.values().any(|rating| !rating.is_empty());
    let latest = document
        .check_ins()
        .filter(|(record, check_in)| record.when.at <= now && rated(check_in))
        .max_by_key(|(record, _)| (record.when.at, record.id));
    let Some((record, check_in)) = latest else { return (BTreeMap::new(), RatingsFrom::Nothing) };
    let age_secs = now.as_second() - record.when.at.as_second();
    if age_secs > RATINGS_HOURS * HOUR_SECS {
        return (BTreeMap::new(), RatingsFrom::Nothing);
    }
    (check_in.regions.clone(), RatingsFrom::Earlier { hours: (age_secs / HOUR_SECS) as u32 })
}

fn next_training<'a>(document: &Document, catalog: &'a Catalog, request: &Request) -> Option<Next<'a>> {
    let now = request.now.timestamp();
    let (record, training) = document.next_training(now)?;
    let days = request.now.date().until(record.when.day()).map_or(0, |span| span.get_days());
    let next = NextTraining {
        types: training.types.iter().cloned().collect(),
        intensity: training.intensity,
        in_secs: record.when.at.as_second() - now.as_second(),
        days: days.max(0),
    };
    let types = training.types.iter().filter_map(|id| catalog.session_type(id)).collect();
    Some(Next { types, training: next })
}

/// The most pressure anywhere in the circuit: light within 24 h before any hard training (P3).
fn ceiling(document: &Document, now: Timestamp) -> (u8, CeilingReason) {
    let ahead = |at: Timestamp| at.as_second() - now.as_second();
    let hard = document
        .trainings()
        .filter(|(record, training)| training.intensity == Intensity::Hard && record.when.at > now)
        .map(|(record, _)| ahead(record.when.at))
        .min();
    match hard {
        Some(secs) if secs <= PERFORMANCE_HOURS * HOUR_SECS => {
            let hours = (secs / HOUR_SECS) as u32;
            (PERFORMANCE_CEILING, CeilingReason::HardTraining { hours })
        }
        _ => (USUAL_CEILING, CeilingReason::Comfort),
    }
}
