//! What must not be worked on, and what to say about it. Safety answers are constraints, never weights.
//!
//! The facts stand in `assets/safety/`: the signs that something is wrong with their levels, questions and words, and what
//! each condition forbids. They follow the Delphi consensus on self-massage (Bartsch et al. 2021, J Clin Med 10:5360) and
//! the usual red flags. Nothing here diagnoses: a concern is what the person said, and the advice says whom to ask.
//!
//! [`limits`] is what the planner asks; [`signs`], [`advice`], [`emergency_words`] and [`condition_words`] are what the
//! window says.
//! Architecture invariant: pure; the moment comes in as an argument.

mod advice;
mod assess;
mod facts;
mod limits;
mod said;

use jiff::civil::Date;

use crate::domain::{Flag, Region, RegionRating, Zone};

pub use advice::{
    Advice, ConditionWords, EmergencyWords, Ending, Further, Level, Sign, advice, choice, condition_words,
    emergency_words, level, signs,
};
pub use assess::assess;
pub use limits::{Limits, PAINFUL_DAYS, UNLIMITED_PRESSURE, limits};
pub use said::{Answer, Said};

/// From this rating on a region is not pressed; its neighbours take the work (P6: stop at 7).
pub const PAINFUL_FROM: u8 = 7;

const LEG: &[Zone] = &[Zone::Hip, Zone::Thigh, Zone::Knee, Zone::LowerLeg, Zone::Foot];
const ARM: &[Zone] = &[Zone::Shoulder, Zone::Arm, Zone::Forearm];

/// A flag that the latest word about its region still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActiveConcern {
    /// What is wrong, and when it ends by itself.
    pub flag: Flag,
    /// The first day of the unbroken run of check-ins that name the region wrong.
    pub since: Date,
}

/// Whether a flag holds on a day.
fn lasts(flag: Flag, day: Date) -> bool {
    flag.until.is_none_or(|until| day < until)
}

/// Whether a region so rated gets no pressure: sore or stiff 7 or more.
pub fn no_pressure(rating: &RegionRating) -> bool {
    rating.worst().is_some_and(|worst| worst.get() >= PAINFUL_FROM)
}

/// Whether a region so rated is worked around altogether: sore 7 or more. Stiffness alone still lets it move.
pub fn worked_around(rating: &RegionRating) -> bool {
    rating.soreness.is_some_and(|soreness| soreness.get() >= PAINFUL_FROM)
}

/// Whether a zone belongs to the leg. For clots and for walking the hip does.
pub fn is_leg(zone: Zone) -> bool {
    LEG.contains(&zone)
}

/// The regions of the same leg or arm; elsewhere only the region itself.
fn limb(region: Region) -> Vec<Region> {
    let zones = [LEG, ARM].into_iter().find(|zones| zones.contains(&region.zone()));
    zones.map_or_else(
        || vec![region],
        |zones| Region::all().filter(|part| part.side() == region.side() && zones.contains(&part.zone())).collect(),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::domain::{
        Body, CheckIn, Concern, Document, Group, Profile, Rating, Record, RecordId, Settings, Side, Stamp,
    };

    fn knee() -> Region {
        Region::new(Group::KneeFront, Side::Left).expect("sided")
    }

    fn check_in(hour: i64, rating: RegionRating) -> Record {
        let at = Timestamp::from_second(hour * 3600).expect("in range");
        Record {
            id: RecordId::new(at, 1),
            rev: 1,
            when: Stamp { at, offset_secs: 0, zone: String::new() },
            body: Body::CheckIn(CheckIn { regions: BTreeMap::from([(knee(), rating)]), ..CheckIn::default() }),
        }
    }

    fn wrong(concern: Concern) -> RegionRating {
        RegionRating { wrong: Some(concern.into()), ..RegionRating::default() }
    }

    fn sore(value: u8) -> RegionRating {
        RegionRating { soreness: Rating::try_from(value).ok(), ..RegionRating::default() }
    }

    #[test]
    fn the_latest_word_about_a_region_decides_and_the_run_keeps_its_first_day() {
        let check = |said: &[(i64, RegionRating)], expected: Option<(Concern, &str)>| {
            let records = said.iter().map(|&(hour, rating)| check_in(hour, rating));
            let document = Document::new(records, Profile::default(), Settings::default());
            let now = Timestamp::from_second(100 * 3600).expect("in range").to_zoned(TimeZone::UTC);
            let found = Said::of(&document, &now).concerns(now.date());
            let found = found.get(&knee()).map(|active| (active.flag.concern, active.since.to_string()));
            assert_eq!(found, expected.map(|(concern, day)| (concern, day.to_owned())));
        };
        let strain = |until: &str| {
            let flag = Flag { concern: Concern::FreshStrain, until: until.parse().ok() };
            RegionRating { wrong: Some(flag), ..RegionRating::default() }
        };
        check(&[(1, strain("1970-01-06"))], Some((Concern::FreshStrain, "1970-01-01")));
        check(&[(1, strain("1970-01-05"))], None);
        check(&[(1, strain("1970-01-02")), (30, strain("1970-01-07"))], Some((Concern::FreshStrain, "1970-01-02")));
        let (pain, swelling) = (wrong(Concern::SharpPain), wrong(Concern::Swelling));
        check(&[], None);
        check(&[(1, pain)], Some((Concern::SharpPain, "1970-01-01")));
        check(&[(1, pain), (30, swelling)], Some((Concern::Swelling, "1970-01-01")));
        check(&[(1, pain), (30, sore(2))], None);
        check(&[(1, pain), (30, RegionRating::default())], None);
        check(&[(1, pain), (30, sore(2)), (50, pain)], Some((Concern::SharpPain, "1970-01-03")));
        check(&[(50, sore(2)), (30, pain)], None);
        check(&[(101, pain)], None);
    }

    #[test]
    fn pressure_stops_at_seven_and_soreness_of_seven_is_worked_around() {
        let stiff = |value| RegionRating { stiffness: Rating::try_from(value).ok(), ..RegionRating::default() };
        let check = |rating: RegionRating, pressed: bool, worked: bool| {
            assert_eq!((!no_pressure(&rating), !worked_around(&rating)), (pressed, worked), "{rating:?}");
        };
        check(RegionRating::default(), true, true);
        check(sore(6), true, true);
        check(sore(7), false, false);
        check(stiff(6), true, true);
        check(stiff(7), false, true);
    }
}
