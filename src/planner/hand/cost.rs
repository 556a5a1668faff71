//! What a change by hand costs: typed data, and the words for it.

use std::collections::BTreeSet;

use super::super::Plan;
use super::super::reason::plane_words;
use super::super::replan::{Effort, repeats};
use super::super::shape;
use super::super::why_not::{upper_first, work_words};
use crate::catalog::{Catalog, Plane};
use crate::domain::{Mode, Phase, Region, Station, Work};

/// One thing that a change costs, or gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cost {
    /// The circuit is so much longer.
    Adds {
        /// Seconds.
        secs: u32,
    },
    /// The circuit is so much shorter.
    Shortens {
        /// Seconds.
        secs: u32,
    },
    /// A plane of movement is no longer covered (P4).
    DropsPlane(Plane),
    /// A plane of movement is covered now.
    BringsPlane(Plane),
    /// Works that went along with the change.
    LeftOut {
        /// The works.
        works: Vec<Work>,
    },
    /// Works that came along with it.
    Brought {
        /// The works.
        works: Vec<Work>,
    },
    /// Rated regions that no station is for any more.
    NothingFor {
        /// The regions.
        regions: Vec<Region>,
    },
    /// The circuit departs from a rule that does no harm.
    Departs(Departure),
}

/// A rule of planning that a circuit changed by hand departs from, where no harm follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Departure {
    /// It does not start in easy ranges (P5).
    NoWarmUp,
    /// Its phases do not come in their order (P11).
    PhaseOrder,
    /// Two stations in a row are for one region.
    TwoInARow,
    /// Before training a hold comes after all dynamic work.
    HoldLast,
}

impl Departure {
    /// All that a circuit departs from.
    pub fn of(plan: &Plan) -> BTreeSet<Self> {
        let stations = &plan.circuit.stations;
        let last = |effort| plan.backings.iter().rposition(|backing| backing.effort == effort);
        let is_hold_last = last(Effort::Hold).is_some_and(|hold| last(Effort::Dynamic).is_none_or(|next| next < hold));
        let found = [
            (Self::NoWarmUp, stations.first().is_some_and(|first| first.phase != Phase::WarmUp)),
            (Self::PhaseOrder, !stations.is_sorted_by_key(|station| station.phase)),
            (Self::TwoInARow, stations.windows(2).any(|pair| repeats(&pair[0], &pair[1]))),
            (Self::HoldLast, plan.circuit.mode == Mode::BeforeTraining && is_hold_last),
        ];
        found.into_iter().filter(|(_, departs)| *departs).map(|(departure, _)| departure).collect()
    }

    /// The departure in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoWarmUp => "starts without easy ranges",
            Self::PhaseOrder => "leaves the usual order of phases",
            Self::TwoInARow => "works one area twice in a row",
            Self::HoldLast => "leaves a hold without dynamic work after it",
        }
    }
}

impl Cost {
    /// The cost in words, to be joined to others by a comma.
    pub fn words(&self, catalog: &Catalog) -> String {
        let length = |secs: u32| format!("{}:{:02}", secs / 60, secs % 60);
        match self {
            Self::Adds { secs } => format!("adds {}", length(*secs)),
            Self::Shortens { secs } => format!("{} shorter", length(*secs)),
            Self::DropsPlane(plane) => format!("drops the {}", plane_words(*plane)),
            Self::BringsPlane(plane) => format!("brings the {}", plane_words(*plane)),
            Self::LeftOut { works } => format!("left out: {}", work_words(catalog, works)),
            Self::Brought { works } => format!("brought in: {}", work_words(catalog, works)),
            Self::NothingFor { regions } => {
                let names: Vec<String> = regions.iter().map(|region| region.name()).collect();
                format!("no station for {} any more", names.join(", "))
            }
            Self::Departs(departure) => departure.words().to_owned(),
        }
    }

    /// All costs in words; the length first. "Same length" where there is none.
    pub fn all_words(costs: &[Self], catalog: &Catalog) -> String {
        if costs.is_empty() {
            return "Same length".to_owned();
        }
        upper_first(&costs.iter().map(|cost| cost.words(catalog)).collect::<Vec<_>>().join(", "))
    }
}

/// What it costs to have `after` in place of `before`; the stations that the change is about, `meant`, are not named
/// again.
pub fn costs(before: &Plan, after: &Plan, catalog: &Catalog, meant: &BTreeSet<Work>) -> Vec<Cost> {
    let (was, is) = (before.circuit.total_secs(), after.circuit.total_secs());
    let mut costs = Vec::new();
    if is > was {
        costs.push(Cost::Adds { secs: is - was });
    } else if is < was {
        costs.push(Cost::Shortens { secs: was - is });
    }
    let planes = (planes(before, catalog), planes(after, catalog));
    let should_cover = was.max(is) >= shape::PLANES_FROM_SECS;
    if should_cover {
        costs.extend(planes.0.difference(&planes.1).map(|&plane| Cost::DropsPlane(plane)));
        costs.extend(planes.1.difference(&planes.0).map(|&plane| Cost::BringsPlane(plane)));
    }
    let (gone, came) = (beyond(before, after, meant), beyond(after, before, meant));
    if !gone.is_empty() {
        costs.push(Cost::LeftOut { works: gone });
    }
    if !came.is_empty() {
        costs.push(Cost::Brought { works: came });
    }
    let served = |plan: &Plan| plan.circuit.stations.iter().flat_map(Station::regions).collect::<BTreeSet<Region>>();
    let (served_before, served_after) = (served(before), served(after));
    let asks = |region: &Region| after.asks.contains(region);
    let regions: Vec<Region> = served_before.difference(&served_after).copied().filter(asks).collect();
    if !regions.is_empty() {
        costs.push(Cost::NothingFor { regions });
    }
    let departed = Departure::of(before);
    costs.extend(Departure::of(after).difference(&departed).map(|&departure| Cost::Departs(departure)));
    costs
}

/// The works of one plan that the other has not.
fn beyond(plan: &Plan, other: &Plan, meant: &BTreeSet<Work>) -> Vec<Work> {
    let is_there = |work: &Work| other.circuit.stations.iter().any(|station| station.work == *work);
    let works: BTreeSet<&Work> = plan.circuit.stations.iter().map(|station| &station.work).collect();
    works.into_iter().filter(|work| !meant.contains(*work) && !is_there(work)).cloned().collect()
}

fn planes(plan: &Plan, catalog: &Catalog) -> BTreeSet<Plane> {
    let drills = plan.circuit.stations.iter().filter_map(|station| match &station.work {
        Work::Drill(id) => catalog.drill(id),
        Work::Technique(_) => None,
    });
    drills.flat_map(|drill| drill.planes.iter().copied()).collect()
}
