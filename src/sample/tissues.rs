//! How sore and stiff the made-up person's regions are, before whole numbers and noise.

use std::collections::BTreeMap;

use crate::catalog::SessionType;
use crate::domain::{Group, Intensity, Region, Side};

/// The share of a training's soreness that is left on the first to fourth morning after it.
const FADE: [f64; 4] = [1.0, 0.75, 0.4, 0.15];

/// The most that training alone makes sore; nobody calls that the worst imaginable.
const MOST: f64 = 7.0;

/// The groups that are rated at nearly every check-in, sore or not.
pub(super) const WATCHED: [Group; 4] = [Group::LowBack, Group::HipFlexors, Group::Hamstrings, Group::Soleus];

/// From this soreness on a region is rated that nobody watches.
pub(super) const NOTICED: f64 = 3.5;

/// The state of the body on one morning.
#[derive(Default)]
pub(super) struct Tissues {
    /// Soreness that the trainings of the last four days leave at its height, yesterday's first.
    loads: BTreeMap<Region, [f64; 4]>,
    /// Points by which last evening's circuit eases this morning's soreness.
    relief: BTreeMap<Region, f64>,
    /// What today adds for tomorrow.
    load_today: BTreeMap<Region, f64>,
    relief_today: BTreeMap<Region, f64>,
}

impl Tissues {
    /// Counts a training of today.
    pub(super) fn train(&mut self, session: &SessionType, intensity: Intensity) {
        let points = match intensity {
            Intensity::Easy => 1.0,
            Intensity::Moderate => 2.0,
            Intensity::Hard => 4.0,
        };
        let main = session.tissues.iter().map(|&group| (group, points));
        let near = session.neighbours.iter().map(|&group| (group, points * 0.5));
        for (group, points) in main.chain(near) {
            for region in group.regions() {
                let load = self.load_today.entry(region).or_default();
                *load = load.max(points * side_share(region));
            }
        }
    }

    /// Counts soft-tissue work of this evening.
    pub(super) fn ease(&mut self, region: Region, points: f64) {
        self.relief_today.insert(region, points);
    }

    /// Goes on to the next morning.
    pub(super) fn sleep(&mut self) {
        let Self { loads, relief, load_today, relief_today } = self;
        for region in Region::all() {
            let today = load_today.remove(&region).unwrap_or(0.0);
            let [one, two, three, _] = loads.get(&region).copied().unwrap_or_default();
            loads.insert(region, [today, one, two, three]);
        }
        *relief = std::mem::take(relief_today);
    }

    /// Soreness on this morning, 0 to [`MOST`].
    pub(super) fn soreness(&self, region: Region) -> f64 {
        let loads = self.loads.get(&region).copied().unwrap_or_default();
        let sore: f64 = loads.iter().zip(FADE).map(|(load, fade)| load * fade).sum();
        let relief = self.relief.get(&region).copied().unwrap_or_default();
        (sore - relief).clamp(0.0, MOST)
    }

    /// Stiffness on this morning, 0 or more; `days_left` counts back from today.
    pub(super) fn stiffness(&self, region: Region, days_left: i32) -> f64 {
        let from_soreness = 0.3 * self.soreness(region);
        match (region.group(), region.side()) {
            (Group::Soleus, Side::Right) => 5.5,
            (Group::HipFlexors, Side::Right) => 3.0 + 2.0 * f64::from((days_left - 24).clamp(0, 8)) / 8.0,
            (Group::Hamstrings, _) => 3.0 + from_soreness,
            (Group::LowBack, _) => 1.8 + from_soreness,
            (group, _) if WATCHED.contains(&group) => 1.0 + from_soreness,
            _ => from_soreness,
        }
    }

    /// What a circuit would attend to first: soreness, and half of the stiffness.
    pub(super) fn need(&self, group: Group, days_left: i32) -> f64 {
        let need = |region| self.soreness(region) + 0.5 * self.stiffness(region, days_left);
        group.regions().map(need).fold(0.0, f64::max)
    }
}

/// The right side gets sorer than the left from the same work.
fn side_share(region: Region) -> f64 {
    match region.side() {
        Side::Left => 0.8,
        Side::Right => 1.15,
        Side::Midline => 1.0,
    }
}
