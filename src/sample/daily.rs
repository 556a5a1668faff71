//! How the made-up person sleeps, eats and feels beyond the body map, and what they measure.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use jiff::civil::Date;

use super::{chance, noise};
use crate::domain::{
    Amount, CheckIn, Habit, Intensity, MetricId, MetricValue, Region, Response, Wellness, WellnessItem,
};

/// The measurements that the person takes.
pub(super) const MEASURED: [&str; 2] = ["resting_heart_rate", "jump_height"];

/// The days as they are lived. It has chance of its own, so that the rest of the life does not depend on it.
pub(super) struct Daily {
    rng: Rng,
    /// Stress of the last days, 0 none to 1 much; it fades and comes back.
    stress: f64,
    /// What soft-tissue work was done on, on the evening before.
    treated: BTreeSet<Region>,
}

impl Daily {
    pub(super) fn new(rng: Rng) -> Self {
        Self { rng, stress: 0.3, treated: BTreeSet::new() }
    }

    /// Remembers what was treated until the next morning.
    pub(super) fn treat(&mut self, regions: impl Iterator<Item = Region>) {
        self.treated.extend(regions);
    }

    /// Whatever was treated, it was not the evening before.
    pub(super) fn sleep_away(&mut self) {
        self.treated.clear();
    }

    /// Adds the answers of a morning on which the worst soreness is `worst` (0–10); each of them is skipped now and then.
    pub(super) fn answer(&mut self, check_in: &mut CheckIn, day: Date, worst: f64, training: Option<Intensity>) {
        self.stress = (0.85 * self.stress + 0.045 + noise(&mut self.rng, 0.12)).clamp(0.0, 1.0);
        let sleep_hours = (7.4 - 1.6 * self.stress + noise(&mut self.rng, 0.7)).clamp(4.0, 9.75);
        if chance(&mut self.rng, 0.85) {
            let felt = [
                (WellnessItem::Sleep, 1.0 + (sleep_hours - 5.0) * 1.3),
                (WellnessItem::Energy, 4.6 - 0.25 * worst + 0.4 * (sleep_hours - 7.0)),
                (WellnessItem::Mood, 4.4 - 1.8 * self.stress),
                (WellnessItem::Stress, 4.8 - 3.4 * self.stress),
                (WellnessItem::Soreness, 5.0 - 0.42 * worst),
            ];
            check_in.wellness = felt.map(|(item, felt)| (item, self.tapped(felt))).into();
            check_in.habits = Habit::ALL.map(|habit| (habit, self.amount())).into();
        }
        let mut metrics = BTreeMap::from([("sleep", (sleep_hours * 4.0).round() / 4.0)]);
        let heart_rate = 51.0 + 5.0 * self.stress + 0.3 * worst + noise(&mut self.rng, 1.4);
        metrics.insert("resting_heart_rate", heart_rate.round());
        if training == Some(Intensity::Hard) {
            // Half a centimetre a year, less what soreness takes.
            let years = f64::from(day.year()) + f64::from(day.day_of_year()) / 366.0 - 2020.0;
            let jump = 38.0 + 0.5 * years - 0.25 * worst + noise(&mut self.rng, 0.9);
            metrics.insert("jump_height", (jump * 10.0).round() / 10.0);
        }
        for (id, value) in metrics {
            if chance(&mut self.rng, 0.9) {
                check_in.metrics.extend(MetricValue::try_from(value).ok().map(|value| (MetricId::from(id), value)));
            }
        }
    }

    /// Adds how the regions feel that were treated the evening before, as the person mostly says.
    pub(super) fn look_back(&mut self, check_in: &mut CheckIn) {
        if !chance(&mut self.rng, 0.7) {
            return;
        }
        for region in std::mem::take(&mut self.treated) {
            let response = match self.rng.f64() {
                p if p < 0.45 => Response::Eased,
                p if p < 0.92 => Response::Same,
                _ => Response::Worse,
            };
            check_in.mornings.insert(region, response);
        }
    }

    fn tapped(&mut self, felt: f64) -> Wellness {
        let value = (felt + noise(&mut self.rng, 0.5)).round().clamp(1.0, 5.0);
        Wellness::try_from(value as u8).unwrap_or(Wellness::MAX)
    }

    fn amount(&mut self) -> Amount {
        match self.rng.f64() {
            p if p < 0.2 => Amount::Little,
            p if p < 0.9 => Amount::Enough,
            _ => Amount::Plenty,
        }
    }
}
