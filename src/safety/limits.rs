//! What must not be worked today, and why: the constraints that the planner obeys.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{ToSpan, Zoned};

use super::assess::assess;
use super::facts::{FACTS, Reach, Ruling};
use super::said::{Answer, Said};
use super::{ActiveConcern, Level, limb, no_pressure, worked_around};
use crate::domain::{Cause, Concern, Condition, Document, Exclusion, Hazard, Health, Region, Scope};

/// The most pressure, 0 to 10, where nothing limits it.
pub const UNLIMITED_PRESSURE: u8 = 10;
/// A rating from [`PAINFUL_FROM`](super::PAINFUL_FROM) on counts until the region is answered again, at most so many days:
/// soreness of a training is gone by then (Lau 2013), and an older rating says nothing of today.
pub const PAINFUL_DAYS: i32 = 7;

/// The constraints of one moment. Safety answers are constraints, never weights.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    no_work: BTreeMap<Region, Cause>,
    /// Regions that get no work are among these two as well.
    no_pressure: BTreeMap<Region, Cause>,
    no_holds: BTreeMap<Region, Cause>,
    conditions: BTreeSet<Condition>,
    stop: Option<Concern>,
    level: Option<Level>,
}

/// What must not be worked at `now`, from all that was ever said: marks, ratings and the health profile.
///
/// Where several causes spare a region the first of these is named: its own mark, the most serious mark that reaches it
/// from elsewhere, a painful rating, an exclusion of the person's own, a condition.
pub fn limits(document: &Document, now: &Zoned) -> Limits {
    Limits::of(&Said::of(document, now), &document.profile.health, now.date())
}

impl Limits {
    /// What must not be worked on a day, after all that was said and what is known of the person's health.
    pub fn of(said: &Said, health: &Health, today: Date) -> Self {
        let active = said.concerns(today);
        let marked: BTreeMap<Region, Concern> =
            active.iter().map(|(&region, active)| (region, active.flag.concern)).collect();
        let mut limits =
            Self { conditions: health.conditions.clone(), level: assess(&marked, health, today), ..Self::default() };
        limits.add_marks(&active);
        limits.add_ratings(said, today);
        limits.add_health(health, today);
        limits
    }

    /// Why a region gets no work at all; `None` where it may be worked.
    pub fn cause(&self, region: Region) -> Option<Cause> {
        self.no_work.get(&region).copied()
    }

    /// Whether a region may be pressed, its pressure class aside; if not, why.
    pub fn may_press(&self, region: Region) -> Result<(), Cause> {
        allowed(&self.no_pressure, region)
    }

    /// Whether a region may be held in a static stretch; if not, why.
    pub fn may_hold(&self, region: Region) -> Result<(), Cause> {
        allowed(&self.no_holds, region)
    }

    /// The most pressure on a region, 0 to 10: 0 where it may not be pressed, [`UNLIMITED_PRESSURE`] where nothing here
    /// limits it.
    pub fn pressure_max(&self, region: Region) -> u8 {
        if self.no_pressure.contains_key(&region) {
            return 0;
        }
        let of_conditions = self.conditions.iter().map(|&condition| pressure_of(condition, region));
        of_conditions.min().unwrap_or(UNLIMITED_PRESSURE)
    }

    /// The condition that forbids what a drill or technique asks of a region, if any does.
    pub fn forbids(&self, hazard: Hazard, region: Region) -> Option<Condition> {
        let forbids = |condition: &Condition| {
            let bans = &FACTS.condition(*condition).forbids;
            bans.iter().any(|ban| ban.hazards.contains(&hazard) && ban.at.hold(region))
        };
        self.conditions.iter().copied().find(forbids)
    }

    /// The emergency, if a sign of one holds: then nothing may be planned.
    pub fn emergency(&self) -> Option<Concern> {
        self.stop.filter(|_| self.level == Some(Level::Emergency))
    }

    /// The most serious sign that spares all of the body, an emergency or one that needs care the same day: then nothing
    /// may be planned.
    pub fn stop(&self) -> Option<Concern> {
        self.stop
    }

    /// How serious all that holds is; `None` where nothing does.
    pub fn level(&self) -> Option<Level> {
        self.level
    }

    /// The regions that get no work or no pressure, each with the cause to name.
    pub fn spared(&self) -> &BTreeMap<Region, Cause> {
        &self.no_pressure
    }

    fn spare(&mut self, region: Region, cause: Cause) {
        self.no_work.entry(region).or_insert(cause);
        self.no_pressure.entry(region).or_insert(cause);
        self.no_holds.entry(region).or_insert(cause);
    }

    fn add_marks(&mut self, active: &BTreeMap<Region, ActiveConcern>) {
        // A region's own mark says more than one that reaches it from elsewhere.
        for (&region, active) in active {
            self.spare(region, Cause::Flagged(active.flag.concern));
        }
        let ruled = |(&region, active): (&Region, &ActiveConcern)| {
            let concern = active.flag.concern;
            (region, concern, FACTS.concern(concern).ruling(region))
        };
        let mut ruled: Vec<(Region, Concern, &Ruling)> = active.iter().map(ruled).collect();
        ruled.sort_by_key(|&(region, _, ruling)| (Reverse(ruling.level), region));
        self.stop = ruled.iter().find(|(_, _, ruling)| ruling.work == Reach::Body).map(|&(_, concern, _)| concern);
        for (region, concern, Ruling { work, press, hold, .. }) in ruled {
            let cause = Cause::Flagged(concern);
            for other in within(region, *work) {
                self.spare(other, cause);
            }
            for other in within(region, *press) {
                self.no_pressure.entry(other).or_insert(cause);
            }
            for other in within(region, *hold) {
                self.no_holds.entry(other).or_insert(cause);
            }
        }
    }

    /// What the latest answer about each region calls painful.
    fn add_ratings(&mut self, said: &Said, today: Date) {
        let over = today.saturating_sub(PAINFUL_DAYS.days());
        let latest = said.regions().filter_map(|(region, answers)| Some((region, answers.last()?)));
        for (region, Answer { rating, .. }) in latest.filter(|(_, answer)| answer.day > over) {
            if worked_around(rating) {
                self.spare(region, Cause::Painful);
            }
            if no_pressure(rating) {
                self.no_pressure.entry(region).or_insert(Cause::Painful);
            }
        }
    }

    fn add_health(&mut self, health: &Health, today: Date) {
        let Health { asked: _, conditions, exclusions } = health;
        for (&region, Exclusion { scope, .. }) in exclusions.iter().filter(|(_, exclusion)| excludes(exclusion, today))
        {
            match scope {
                Scope::AllWork => self.spare(region, Cause::Excluded),
                Scope::Pressure => {
                    self.no_pressure.entry(region).or_insert(Cause::Excluded);
                }
            }
        }
        for &condition in conditions {
            for region in Region::all().filter(|&region| pressure_of(condition, region) == 0) {
                self.no_pressure.entry(region).or_insert(Cause::Condition(condition));
            }
        }
    }
}

fn allowed(forbidden: &BTreeMap<Region, Cause>, region: Region) -> Result<(), Cause> {
    forbidden.get(&region).map_or(Ok(()), |&cause| Err(cause))
}

/// Whether an exclusion holds on a day: not on the day that it names as its end, nor later.
pub(super) fn excludes(exclusion: &Exclusion, day: Date) -> bool {
    exclusion.until.is_none_or(|until| day < until)
}

/// The most pressure that a condition leaves to a region.
fn pressure_of(condition: Condition, region: Region) -> u8 {
    let limits = FACTS.condition(condition).pressure.iter().filter(|limit| limit.at.hold(region));
    limits.map(|limit| limit.most).min().unwrap_or(UNLIMITED_PRESSURE)
}

/// The regions within reach of one.
fn within(region: Region, reach: Reach) -> Vec<Region> {
    match reach {
        Reach::Region => vec![region],
        Reach::Limb => limb(region),
        Reach::Body => Region::all().collect(),
    }
}

#[cfg(test)]
mod tests;
