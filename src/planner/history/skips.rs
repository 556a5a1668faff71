//! Why stations were skipped, and what follows for the next time.
//!
//! What hurt does not come again on that region for two weeks; what was dull, or had no room, comes less often for a
//! while. A tool that was not at hand says nothing of the work.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::{CircuitRecord, Record, Region, SkipReason, Work};

/// Work that hurt in a region stays away from it for so many days (design rule).
const HURT_DAYS: i64 = 14;
/// A skip for want of room or pleasure counts for so many days.
const DISLIKED_DAYS: i64 = 60;
/// What each such skip takes from the worth of the work, in percent, and how many of them count.
const DISLIKED_PERCENT: u32 = 25;
const DISLIKED_MOST: u32 = 3;

const DAY_SECS: i64 = 24 * 3600;

/// The skips that still count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Skips {
    /// When each work last hurt in a region.
    hurt: BTreeMap<(Work, Region), Timestamp>,
    /// How often each work was skipped since it was last done, because it was dull or there was no room.
    disliked: BTreeMap<Work, u32>,
}

impl Skips {
    /// The skips in these circuits, oldest first, as they count at `now`.
    pub fn of(circuits: &[(&Record, &CircuitRecord)], now: Timestamp) -> Self {
        let mut skips = Self::default();
        for (record, circuit) in circuits {
            let age_secs = now.as_second() - record.when.at.as_second();
            for done in &circuit.stations {
                let work = &done.station.work;
                match done.skipped {
                    Some(SkipReason::Hurts) if age_secs < HURT_DAYS * DAY_SECS => {
                        let regions = done.station.regions();
                        skips.hurt.extend(regions.map(|region| ((work.clone(), region), record.when.at)));
                    }
                    Some(SkipReason::Dull | SkipReason::NoSpace) if age_secs < DISLIKED_DAYS * DAY_SECS => {
                        *skips.disliked.entry(work.clone()).or_default() += 1;
                    }
                    // Whoever does it again has changed their mind.
                    None if done.done_secs() > 0 => _ = skips.disliked.remove(work),
                    Some(_) | None => {}
                }
            }
        }
        skips
    }

    /// How many days ago a work hurt in a region, where that keeps it away.
    pub fn hurt_days(&self, work: &Work, region: Region, now: Timestamp) -> Option<u32> {
        let at = self.hurt.get(&(work.clone(), region))?;
        Some(((now.as_second() - at.as_second()) / DAY_SECS).max(0) as u32)
    }

    /// The works that hurt in a region of late.
    pub fn hurt(&self) -> impl Iterator<Item = (&Work, Region)> {
        self.hurt.keys().map(|(work, region)| (work, *region))
    }

    /// What a work keeps of its worth, in percent.
    pub fn liked_percent(&self, work: &Work) -> u32 {
        100 - DISLIKED_PERCENT * self.times_disliked(work).min(DISLIKED_MOST)
    }

    /// How often a work was skipped since it was last done, because it was dull or there was no room.
    pub fn times_disliked(&self, work: &Work) -> u32 {
        self.disliked.get(work).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Body, Group, Mode, Outcome, Phase, RecordId, Side, Sides, Stamp, Station, StationDone};

    /// Skips of one drill for the left calf, each so many days ago, oldest first; `None` was done.
    fn skips(told: &[(i64, Option<SkipReason>)]) -> Skips {
        let station = Station {
            phase: Phase::Motion,
            work: Work::Drill("d01".into()),
            group: Group::Calf,
            sides: Sides::One(Side::Left),
            secs_per_side: 30,
            pressure: None,
        };
        let told: Vec<(Record, CircuitRecord)> = told
            .iter()
            .map(|&(days, skipped)| {
                let left_secs = if skipped.is_none() { 30 } else { 0 };
                let done = StationDone { left_secs, skipped, ..StationDone::not_reached(station.clone()) };
                let circuit = CircuitRecord {
                    mode: Mode::Recovery,
                    outcome: Outcome::Finished,
                    planned_secs: 40,
                    elapsed_secs: 40,
                    stations: vec![done],
                    effort: None,
                    spared: BTreeMap::new(),
                    name: String::new(),
                    seed: None,
                    felt: BTreeMap::new(),
                    note: String::new(),
                };
                let at = Timestamp::from_second((100 - days) * DAY_SECS).expect("in range");
                let when = Stamp { at, offset_secs: 0, zone: String::new() };
                let id = RecordId::new(at, 1);
                (Record { id, rev: 1, when, body: Body::Circuit(circuit.clone()) }, circuit)
            })
            .collect();
        let told: Vec<(&Record, &CircuitRecord)> = told.iter().map(|(record, circuit)| (record, circuit)).collect();
        Skips::of(&told, now())
    }

    fn now() -> Timestamp {
        Timestamp::from_second(100 * DAY_SECS).expect("in range")
    }

    #[test]
    fn what_hurt_stays_away_from_that_region_for_two_weeks() {
        let check = |told: &[(i64, Option<SkipReason>)], expected: [Option<u32>; 2]| {
            let skips = skips(told);
            let calf = |side| Region::new(Group::Calf, side).expect("sided");
            let of = |id: &str, side| skips.hurt_days(&Work::Drill(id.into()), calf(side), now());
            assert_eq!([Side::Left, Side::Right].map(|side| of("d01", side)), expected, "{told:?}");
            assert_eq!(of("d02", Side::Left), None);
        };
        check(&[], [None, None]);
        check(&[(13, Some(SkipReason::Hurts))], [Some(13), None]);
        check(&[(14, Some(SkipReason::Hurts))], [None, None]);
        check(&[(13, Some(SkipReason::Hurts)), (2, Some(SkipReason::Hurts))], [Some(2), None]);
        check(&[(1, Some(SkipReason::Dull))], [None, None]);
    }

    #[test]
    fn what_was_dull_or_had_no_room_is_worth_less_until_it_is_done_again_and_a_missing_tool_says_nothing() {
        use SkipReason::{Dull, NoSpace, NoTool};
        let check = |told: &[(i64, Option<SkipReason>)], expected: u32| {
            assert_eq!(skips(told).liked_percent(&Work::Drill("d01".into())), expected, "{told:?}");
        };
        check(&[], 100);
        check(&[(3, Some(Dull))], 75);
        check(&[(9, Some(NoSpace)), (3, Some(Dull))], 50);
        check(&[(9, Some(Dull)), (8, Some(Dull)), (7, Some(Dull)), (3, Some(Dull))], 25);
        check(&[(3, Some(NoTool))], 100);
        check(&[(9, Some(Dull)), (3, None)], 100);
        check(&[(60, Some(Dull))], 100);
        check(&[(59, Some(Dull))], 75);
    }
}
