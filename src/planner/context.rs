//! The facts of the moment for one request: what the body says, what comes next, and the limits that follow from both.

use std::collections::BTreeMap;

use super::candidates::PRESSURE_FROM;
use super::history::History;
use super::prescribed::Bar;
use super::{CeilingReason, NextTraining, RatingsFrom, Request};
use crate::catalog::{Catalog, SessionType};
use crate::domain::{Cause, Hazard, Intensity, Mode, Profile, Region, RegionRating};
use crate::insight::Deficit;
use crate::safety::Limits;

/// Without a choice of the person's own, a circuit is for the training that starts within these hours (P12) …
pub const BEFORE_TRAINING_HOURS: i64 = 3;
/// … or within these where it is hard: brief and precise before hard work (P10).
pub const BEFORE_HARD_HOURS: i64 = 6;
/// Within these hours before a hard training performance has priority: light pressure, no percussion before explosive
/// work (P3; Ferreira 2023, JFMK 8:138).
pub const PERFORMANCE_HOURS: i64 = 24;
/// A region that was pressed with more than [`PRESSURE_FROM`] rests from it for these hours (P12: not too often).
const REST_HOURS: i64 = 48;
/// The usual most pressure (P6; Grabow 2018: more is not better).
const USUAL_CEILING: u8 = 5;
/// The most pressure while performance has priority.
const PERFORMANCE_CEILING: u8 = 3;
/// A region rated from here on is a need of its own: it gets a station or a why-not.
pub const RATED_FROM: u8 = 3;

const HOUR_SECS: i64 = 3600;

/// The session types of a training that the catalogue knows, with what the rest of the planner asks of it.
#[derive(Clone)]
pub struct Next<'a> {
    pub types: Vec<&'a SessionType>,
    pub training: NextTraining,
}

/// Why a region gets less pressure than others today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lighter {
    /// It was pressed firmly so many hours ago.
    Rests {
        /// Whole hours since then.
        hours: u32,
    },
    /// It felt worse after the last time.
    FeltWorse,
}

/// All that does not change while one circuit is composed.
#[derive(Clone)]
pub struct Context<'a> {
    pub catalog: &'a Catalog,
    pub history: &'a History,
    pub request: &'a Request,
    pub mode: Mode,
    pub target_secs: u32,
    pub transition_secs: u32,
    pub switch_secs: u32,
    pub ratings_from: RatingsFrom,
    pub next: Option<Next<'a>>,
    /// The session types of the training that a circuit in recovery comes after.
    pub done: Vec<&'a SessionType>,
    pub ceiling: u8,
    pub ceiling_reason: CeilingReason,
}

impl<'a> Context<'a> {
    pub fn new(history: &'a History, catalog: &'a Catalog, request: &'a Request) -> Self {
        let next = next_training(history, catalog, request);
        let mode = request.mode.unwrap_or_else(|| mode(next.as_ref().map(|next| &next.training)));
        let done = history.done.iter().filter(|_| mode == Mode::Recovery).flat_map(|training| &training.types);
        let (ceiling, ceiling_reason) = ceiling(history, request);
        Self {
            catalog,
            history,
            request,
            mode,
            target_secs: request.minutes.min(Profile::MINUTES_MAX) * 60,
            transition_secs: history.transition_secs,
            switch_secs: history.switch_secs,
            ratings_from: history.ratings_from,
            next,
            done: done.filter_map(|id| catalog.session_type(id)).collect(),
            ceiling,
            ceiling_reason,
        }
    }

    /// The same moment with less time.
    pub fn shorter_by(&self, secs: u32) -> Self {
        Self { target_secs: self.target_secs.saturating_sub(secs), ..self.clone() }
    }

    pub fn ratings(&self) -> &'a BTreeMap<Region, RegionRating> {
        &self.history.ratings
    }

    pub fn limits(&self) -> &'a Limits {
        &self.history.limits
    }

    /// The answers about a region; nothing said is a rating without answers.
    pub fn rating(&self, region: Region) -> RegionRating {
        self.ratings().get(&region).copied().unwrap_or_default()
    }

    /// The higher of soreness and stiffness; 0 where nothing was said.
    pub fn worst(&self, region: Region) -> u8 {
        self.rating(region).worst().map_or(0, u8::from)
    }

    /// Whether a region asks for work of its own: it is rated, pinned, stiff for weeks, or behind in a benchmark.
    pub fn is_need(&self, region: Region) -> bool {
        self.worst(region) >= RATED_FROM
            || self.request.pinned.contains(&region)
            || self.history.persistence.contains_key(&region)
            || self.deficit(region).is_some()
    }

    /// The benchmark in which a region is behind.
    pub fn deficit(&self, region: Region) -> Option<&'a Deficit> {
        self.history.deficits.iter().find(|deficit| deficit.region == region)
    }

    /// Whether nothing may move a region: something is wrong there, or the person wants it left out (P17).
    pub fn is_wrong(&self, region: Region) -> bool {
        let is_forbidden = self.limits().cause(region).is_some_and(|cause| cause != Cause::Painful);
        is_forbidden || self.request.without_regions.contains(&region)
    }

    /// Whether a region may be what a station is for: not wrong, and not so sore that it is worked around (P6).
    pub fn may_work(&self, region: Region) -> bool {
        self.limits().cause(region).is_none() && !self.request.without_regions.contains(&region)
    }

    /// Whether a region may be pressed today, its pressure class aside.
    pub fn may_press(&self, region: Region) -> bool {
        self.limits().may_press(region).is_ok()
    }

    /// Why a region may not be what a station is for, if it may not.
    pub fn spares(&self, region: Region) -> Option<Bar> {
        let wrong = self.limits().cause(region).filter(|cause| *cause != Cause::Painful);
        let unwanted = || self.request.without_regions.contains(&region).then_some(Bar::UnwantedRegion(region));
        let painful = || self.limits().cause(region).map(|cause| Bar::Region { region, cause });
        wrong.map(|cause| Bar::Region { region, cause }).or_else(unwanted).or_else(painful)
    }

    /// The condition that forbids work that asks so of a region, if any does.
    pub fn forbids<'h>(&self, region: Region, hazards: impl IntoIterator<Item = &'h Hazard>) -> Option<Bar> {
        let forbids = |&hazard: &Hazard| self.limits().forbids(hazard, region);
        hazards.into_iter().find_map(forbids).map(Bar::Condition)
    }

    /// The most pressure on a region by its own past, with the reason (P8); nothing where that limits nothing.
    pub fn lighter(&self, region: Region) -> Option<(u8, Lighter)> {
        let past = self.history.pressure.get(&region)?;
        let now = self.request.now.timestamp();
        let hours = past.firm_at.map(|at| (now.as_second() - at.as_second()) / HOUR_SECS);
        let rests = hours.filter(|&hours| hours < REST_HOURS);
        let rests = rests.map(|hours| (PRESSURE_FROM, Lighter::Rests { hours: hours.max(0) as u32 }));
        let felt_worse = past.most.map(|most| (most, Lighter::FeltWorse));
        rests.into_iter().chain(felt_worse).min_by_key(|&(most, _)| most)
    }

    /// Whether the next training is explosive and so near that percussion is left out.
    pub fn is_before_explosive(&self) -> bool {
        self.next.as_ref().is_some_and(|next| {
            let near = self.mode == Mode::BeforeTraining || next.training.in_secs <= PERFORMANCE_HOURS * HOUR_SECS;
            near && next.types.iter().any(|session| session.explosive)
        })
    }
}

/// What a circuit is for, by the hours to the next training.
fn mode(next: Option<&NextTraining>) -> Mode {
    let hours = |next: &NextTraining| {
        if next.intensity == Intensity::Hard { BEFORE_HARD_HOURS } else { BEFORE_TRAINING_HOURS }
    };
    let is_before = next.is_some_and(|next| next.in_secs <= hours(next) * HOUR_SECS);
    if is_before { Mode::BeforeTraining } else { Mode::Recovery }
}

fn next_training<'a>(history: &'a History, catalog: &'a Catalog, request: &Request) -> Option<Next<'a>> {
    let (at, day, training) = history.next.as_ref()?;
    let days = request.now.date().until(*day).map_or(0, |span| span.get_days());
    let next = NextTraining {
        types: training.types.iter().cloned().collect(),
        intensity: training.intensity,
        in_secs: at.as_second() - request.now.timestamp().as_second(),
        days: days.max(0),
    };
    let types = training.types.iter().filter_map(|id| catalog.session_type(id)).collect();
    Some(Next { types, training: next })
}

/// The most pressure anywhere in the circuit: light within 24 h before any hard training (P3).
fn ceiling(history: &History, request: &Request) -> (u8, CeilingReason) {
    let secs = history.hard_at.map(|at| at.as_second() - request.now.timestamp().as_second());
    match secs {
        Some(secs) if secs <= PERFORMANCE_HOURS * HOUR_SECS => {
            let hours = (secs / HOUR_SECS).max(0) as u32;
            (PERFORMANCE_CEILING, CeilingReason::HardTraining { hours })
        }
        _ => (USUAL_CEILING, CeilingReason::Comfort),
    }
}
