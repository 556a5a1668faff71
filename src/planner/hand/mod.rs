//! The person's hand on a circuit: changes that give a new plan, with what each costs.
//!
//! [`change`] makes one [`HandChange`]. What safety forbids, and the limits of dose that several stations share, are
//! refused with a [`Refusal`]; other rules of planning may be broken, and the new plan's [`Cost`]s say so. Every
//! station is looked at anew with each change: what has become forbidden since the plan was made leaves it.
//!
//! [`fit_today`] does the same for a circuit of another day; [`additions`] lists what may be added.

mod addable;
mod cost;
mod moves;
mod refusal;
mod row;
mod today;

use std::collections::BTreeSet;

use super::context::Context;
use super::history::History;
use super::need::Needs;
use super::replan::{LeaveOut, replan};
use super::{NoPlan, Plan, Request, plan_from};
use crate::catalog::Catalog;
use crate::domain::{Group, Mode, Region, Work};
use moves::Hand;
use row::Row;

pub use addable::{Addable, Additions, additions};
pub use cost::{Cost, Departure};
pub use refusal::Refusal;
pub use today::{Fitted, LeftOut, fit_today};

/// A press of "longer" or "shorter" changes a round by so many seconds.
pub const DOSE_STEP_SECS: u32 = 15;

/// One change by hand. Stations are named by their place, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandChange {
    /// These regions must be in the circuit.
    Pin(BTreeSet<Region>),
    /// They need not be.
    Unpin(BTreeSet<Region>),
    /// Nothing may work or move these regions.
    Exclude(BTreeSet<Region>),
    /// It may again.
    Include(BTreeSet<Region>),
    /// A station, and its work for as long as this circuit is planned again.
    LeaveOut(usize),
    /// The next best of the same purpose in place of a station; after the last the first again.
    Swap(usize),
    /// A drill or technique more, for a group or for what it serves best.
    Add(Work, Option<Group>),
    /// A station 15 s longer on each side, or as far as its dose goes.
    Longer(usize),
    /// A station 15 s shorter on each side, or as far as its dose goes.
    Shorter(usize),
    /// A station in another place.
    Move {
        /// Its place.
        from: usize,
        /// Its new place among the others.
        to: usize,
    },
    /// What the circuit is for; `None` lets the hours to the next training decide. It is planned anew.
    SetMode(Option<Mode>),
    /// Seconds and stations so that the circuit takes the minutes asked for.
    Fit,
}

/// What a change did, for undo and for the notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// Regions were pinned.
    Pinned(BTreeSet<Region>),
    /// They no longer are.
    Unpinned(BTreeSet<Region>),
    /// Regions were excluded.
    Excluded(BTreeSet<Region>),
    /// They no longer are.
    Included(BTreeSet<Region>),
    /// A station was left out.
    LeftOut(Work),
    /// One work stands in the place of another.
    Swapped(Work, Work),
    /// A work was added for a group.
    Added(Work, Group),
    /// A station takes so many seconds on each side.
    Lasts(Work, u32),
    /// A station stands at this place, from 0.
    Moved(Work, usize),
    /// The circuit is for something else.
    Planned(Mode),
    /// It takes so many minutes.
    Fitted(u32),
}

/// The outcome of a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// The new plan.
    pub plan: Plan,
    /// The request with the wishes that building again keeps.
    pub request: Request,
    /// What was done.
    pub done: Done,
    /// What it costs.
    pub costs: Vec<Cost>,
    /// Where the station now stands that the change was about.
    pub place: Option<usize>,
}

impl Done {
    /// What was done, in words for the list of changes.
    pub fn words(&self, catalog: &Catalog) -> String {
        let name = |work: &Work| super::why_not::lower_first(catalog.work_name(work));
        match self {
            Self::Pinned(regions) => format!("Pinned {}", names(regions)),
            Self::Unpinned(regions) => format!("No longer pinned: {}", names(regions)),
            Self::Excluded(regions) => format!("Left out {}", names(regions)),
            Self::Included(regions) => format!("No longer left out: {}", names(regions)),
            Self::LeftOut(work) => format!("Left out {}", name(work)),
            Self::Swapped(from, to) => format!("{} in place of {}", catalog.work_name(to), name(from)),
            Self::Added(work, group) => format!("Added {} for {}", name(work), group.name()),
            Self::Lasts(work, secs) => format!("{}: {secs} s", catalog.work_name(work)),
            Self::Moved(work, place) => format!("Moved {} to place {}", name(work), place + 1),
            Self::Planned(Mode::BeforeTraining) => "Planned for before training".to_owned(),
            Self::Planned(Mode::Recovery) => "Planned for recovery".to_owned(),
            Self::Fitted(minutes) => format!("Fitted to {minutes} min"),
        }
    }
}

/// "left calf", "both calves" as "left calf, right calf".
fn names(regions: &BTreeSet<Region>) -> String {
    regions.iter().map(|region| region.name()).collect::<Vec<_>>().join(", ")
}

impl Changed {
    /// What was done and what it costs, in one line.
    pub fn words(&self, catalog: &Catalog) -> String {
        let costs = Cost::all_words(&self.costs, catalog);
        format!("{}. {costs}.", self.done.words(catalog))
    }
}

/// A plan without a station, to which stations are added by hand. An error where nothing may be worked.
pub fn empty(history: &History, catalog: &Catalog, request: &Request) -> Result<Plan, NoPlan> {
    let context = Context::new(history, catalog, request);
    if let Some(concern) = context.limits().stop() {
        return Err(NoPlan::Stopped { concern });
    }
    Ok(Row::default().into_plan(&context, &Needs::new(&context)))
}

/// Makes one change of a plan that was made for this request. The mode of the plan stays, whatever the hours say by
/// now.
pub fn change(
    history: &History,
    catalog: &Catalog,
    request: &Request,
    plan: &Plan,
    change: &HandChange,
) -> Result<Changed, Refusal> {
    if let Some(concern) = history.limits.stop() {
        return Err(Refusal::Stopped { concern });
    }
    if let HandChange::SetMode(mode) = change {
        return replanned(history, catalog, request, plan, *mode);
    }
    if *change == HandChange::Fit {
        return fitted(catalog, request, plan);
    }
    let wishes = wishes(request, plan, change)?;
    let at_mode = Request { mode: Some(plan.circuit.mode), ..wishes.clone() };
    let context = Context::new(history, catalog, &at_mode);
    let hand = Hand::new(&context);
    let mut row = hand.row_of(plan);
    let (done, place, meant) = hand.change(&mut row, plan, change)?;
    let after = row.into_plan_from(&context, &hand.needs, &hand.pool);
    let costs = cost::costs(plan, &after, catalog, &meant);
    Ok(Changed { plan: after, request: wishes, done, costs, place })
}

/// The request after a change: with the wishes that building again keeps.
fn wishes(request: &Request, plan: &Plan, change: &HandChange) -> Result<Request, Refusal> {
    let mut wishes = request.clone();
    match change {
        HandChange::Pin(regions) => {
            wishes.without_regions.retain(|region| !regions.contains(region));
            wishes.pinned.extend(regions);
        }
        HandChange::Unpin(regions) => wishes.pinned.retain(|region| !regions.contains(region)),
        HandChange::Exclude(regions) => {
            wishes.pinned.retain(|region| !regions.contains(region));
            wishes.without_regions.extend(regions);
        }
        HandChange::Include(regions) => wishes.without_regions.retain(|region| !regions.contains(region)),
        HandChange::LeaveOut(place) => {
            let station = plan.circuit.stations.get(*place).ok_or(Refusal::NoStation)?;
            wishes.without_works.insert(station.work.clone());
        }
        HandChange::Add(work, _) => _ = wishes.without_works.remove(work),
        HandChange::Swap(_)
        | HandChange::Longer(_)
        | HandChange::Shorter(_)
        | HandChange::Move { .. }
        | HandChange::SetMode(_)
        | HandChange::Fit => {}
    }
    Ok(wishes)
}

fn replanned(
    history: &History,
    catalog: &Catalog,
    request: &Request,
    plan: &Plan,
    mode: Option<Mode>,
) -> Result<Changed, Refusal> {
    let request = Request { mode, ..request.clone() };
    let after = plan_from(history, catalog, &request).map_err(|none| match none {
        NoPlan::Stopped { concern } => Refusal::Stopped { concern },
        NoPlan::TooShort { .. } | NoPlan::NothingLeft { .. } => Refusal::DoesNotFit,
    })?;
    let all = |plan: &Plan| plan.circuit.stations.iter().map(|station| station.work.clone()).collect::<BTreeSet<_>>();
    let meant = all(plan).union(&all(&after)).cloned().collect();
    let costs = cost::costs(plan, &after, catalog, &meant);
    Ok(Changed { done: Done::Planned(after.circuit.mode), plan: after, request, costs, place: None })
}

fn fitted(catalog: &Catalog, request: &Request, plan: &Plan) -> Result<Changed, Refusal> {
    let mut after = replan(plan, 0, request.minutes * 60, &LeaveOut::default()).ok_or(Refusal::DoesNotFit)?;
    // The length that is missing stands beside the minutes; what else is possible may still be added.
    after.shortfall = None;
    let costs = cost::costs(plan, &after, catalog, &BTreeSet::new());
    Ok(Changed { plan: after, request: request.clone(), done: Done::Fitted(request.minutes), costs, place: None })
}
