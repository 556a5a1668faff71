//! What every circuit must obey today: limits, never weights.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Zoned;

use super::{
    ActiveConcern, Level, advice, concerns, no_pressure, spared_from_holds, spared_from_pressure, worked_around,
};
use crate::domain::{Cause, Concern, Condition, Document, Hazard, Region, RegionRating};

/// What must be left out, and why. Everything that it does not name is free.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    no_work: BTreeMap<Region, Cause>,
    no_pressure: BTreeMap<Region, Cause>,
    no_holds: BTreeMap<Region, Cause>,
    emergency: Option<Concern>,
    spared: BTreeMap<Region, Cause>,
}

/// The limits of a moment: from the flags that hold, from today's ratings, and from the person's health.
pub fn limits(document: &Document, now: &Zoned) -> Limits {
    let flags = concerns(document, now);
    Limits::of(&flags, &document.ratings_on(now.date()))
}

impl Limits {
    fn of(flags: &BTreeMap<Region, ActiveConcern>, ratings: &BTreeMap<Region, RegionRating>) -> Self {
        let mut limits = Self::default();
        for (&region, active) in flags {
            let concern = active.flag.concern;
            let cause = Cause::Flagged(concern);
            limits.no_work.insert(region, cause);
            limits.no_pressure.extend(spared_from_pressure(region, concern).into_iter().map(|spared| (spared, cause)));
            limits.no_holds.extend(spared_from_holds(region, concern).into_iter().map(|spared| (spared, cause)));
            if advice(region, concern).level == Level::Emergency {
                limits.emergency = limits.emergency.max(Some(concern));
            }
        }
        for (&region, rating) in ratings {
            if worked_around(rating) {
                limits.no_work.entry(region).or_insert(Cause::Painful);
            }
            if no_pressure(rating) {
                limits.no_pressure.entry(region).or_insert(Cause::Painful);
            }
        }
        limits.spared.clone_from(&limits.no_pressure);
        limits.spared.extend(&limits.no_work);
        limits
    }

    /// Why a region gets no work at all; `None` where it may be worked.
    pub fn cause(&self, region: Region) -> Option<Cause> {
        self.no_work.get(&region).copied()
    }

    /// Whether a region may be pressed, its pressure class aside.
    ///
    /// # Errors
    ///
    /// Why it may not.
    pub fn may_press(&self, region: Region) -> Result<(), Cause> {
        allowed(&self.no_pressure, region)
    }

    /// Whether a region may be held in a stretch.
    ///
    /// # Errors
    ///
    /// Why it may not.
    pub fn may_hold(&self, region: Region) -> Result<(), Cause> {
        allowed(&self.no_holds, region)
    }

    /// The most pressure that a region may get, 0–10; 10 where nothing limits it.
    pub fn pressure_max(&self, region: Region) -> u8 {
        if self.no_pressure.contains_key(&region) { 0 } else { 10 }
    }

    /// The condition that forbids such a work on a region.
    pub fn forbids(&self, _hazard: Hazard, _region: Region) -> Option<Condition> {
        None
    }

    /// What makes it an emergency, if it is one: then nothing may be planned.
    pub fn emergency(&self) -> Option<Concern> {
        self.emergency
    }

    /// The regions that get no work or no pressure, each with its strongest cause.
    pub fn spared(&self) -> &BTreeMap<Region, Cause> {
        &self.spared
    }

    /// The regions that get no work at all.
    pub fn unworked(&self) -> BTreeSet<Region> {
        self.no_work.keys().copied().collect()
    }
}

fn allowed(forbidden: &BTreeMap<Region, Cause>, region: Region) -> Result<(), Cause> {
    forbidden.get(&region).map_or(Ok(()), |&cause| Err(cause))
}
