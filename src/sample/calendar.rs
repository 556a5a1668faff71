//! Which days hold what: training weeks anchored at tomorrow, the two gaps, and the days on which something is wrong.

use std::ops::Range;

use jiff::civil::{Date, Time, time};

use crate::domain::{Concern, Group, Intensity, Region, Side};

/// Days after today for which trainings are planned.
pub(super) const DAYS_AHEAD: i32 = 3;

/// One training of the weekly plan.
pub(super) struct Planned {
    /// Ids of session types.
    pub types: &'static [&'static str],
    pub intensity: Intensity,
    pub starts: Time,
    pub deload: bool,
}

/// The days of a life, counted back from today: 0 is today, 1 yesterday, −1 tomorrow.
pub(super) struct Calendar {
    today: Date,
    holiday: Range<i32>,
    illness: Range<i32>,
    bruise: Range<i32>,
}

impl Calendar {
    pub(super) fn new(first: Date, today: Date) -> Self {
        let days = (today - first).get_days();
        let from = |start: i32, len: i32| start..start + len;
        Self {
            today,
            illness: from((days / 3).min(38), (days / 10).min(6)),
            holiday: from(days * 6 / 10, (days / 8).min(12)),
            bruise: from(days * 3 / 4, (days / 10).min(4)),
        }
    }

    /// Whole days from `day` to today.
    pub(super) fn days_left(&self, day: Date) -> i32 {
        (self.today - day).get_days()
    }

    /// Whether the person is on holiday or ill: no training, nothing written down.
    pub(super) fn in_gap(&self, day: Date) -> bool {
        let left = self.days_left(day);
        self.holiday.contains(&left) || self.illness.contains(&left)
    }

    /// What is written on the first day after a gap.
    pub(super) fn return_note(&self, day: Date) -> &'static str {
        let left = self.days_left(day) + 1;
        if self.holiday.start == left && !self.holiday.is_empty() {
            "Back from holiday."
        } else if self.illness.start == left && !self.illness.is_empty() {
            "First day up after a cold."
        } else {
            ""
        }
    }

    /// The region with something wrong, if any.
    pub(super) fn wrong(&self, day: Date) -> Option<(Region, Concern)> {
        let left = self.days_left(day);
        let (group, side, concern) = if (0..2).contains(&left) {
            (Group::ShoulderFront, Side::Right, Concern::SharpPain)
        } else if self.bruise.contains(&left) {
            (Group::Shin, Side::Left, Concern::Wound)
        } else {
            return None;
        };
        Region::new(group, side).map(|region| (region, concern))
    }

    /// The region that is said to be fine again, on the days after something was wrong.
    pub(super) fn healed(&self, day: Date) -> Option<Region> {
        let left = self.days_left(day);
        // Three days, so that one of them is sure to have a check-in.
        let after = self.bruise.start - 3..self.bruise.start;
        (after.contains(&left) && !self.bruise.is_empty()).then(|| Region::new(Group::Shin, Side::Left)).flatten()
    }

    /// The training of a day, if there is one; the weeks begin tomorrow, so that today is a day of rest.
    pub(super) fn training(&self, day: Date) -> Option<Planned> {
        if self.in_gap(day) {
            return None;
        }
        let from_tomorrow = -1 - self.days_left(day);
        let week = from_tomorrow.div_euclid(7);
        let deload = week.rem_euclid(4) == 2;
        let even = week.rem_euclid(2) == 0;
        let hard = if deload { Intensity::Moderate } else { Intensity::Hard };
        let moderate = if deload { Intensity::Easy } else { Intensity::Moderate };
        let (morning, evening) = (time(7, 0, 0, 0), time(18, 0, 0, 0));
        let (types, intensity, starts): (&[&str], _, _) = match (from_tomorrow.rem_euclid(7), even) {
            (0, _) => (&["squat", "hinge"], hard, morning),
            (1, _) => (&["push_h", "pull"], moderate, evening),
            (3, true) => (&["olympic"], hard, evening),
            (3, false) => (&["jump_run"], hard, evening),
            (4, _) => (&["press_oh", "pull"], hard, evening),
            (5, true) => (&["lunge", "carry"], moderate, morning),
            _ => return None,
        };
        Some(Planned { types, intensity, starts, deload })
    }
}
