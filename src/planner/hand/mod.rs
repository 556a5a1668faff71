//! The person's hand on a circuit: changes that give a new plan, with what each costs.
//!
//! [`change`] makes one [`HandChange`]. What safety forbids, and the limits of dose that several stations share, are
//! refused with a [`Refusal`]; other rules of planning may be broken, and the new plan's [`Cost`]s say so. Every station is
//! looked at anew with each change: what has become forbidden since the plan was made leaves it.
//!
//! [`fit_today`] does the same for a circuit of another day; [`addable`] lists what may be added.

mod addable;
mod cost;
mod refusal;
mod row;
mod today;

use std::collections::BTreeSet;

use super::candidates::{Candidate, Pool};
use super::context::Context;
use super::history::History;
use super::knapsack;
use super::need::Needs;
use super::reason::Reason;
use super::replan::{Backing, LeaveOut, replan};
use super::{NoPlan, Plan, Request, plan_from};
use crate::catalog::{Catalog, Laterality};
use crate::domain::{Group, Mode, Phase, Region, Sides, Station, Work};
use row::{Item, Origin, Row};

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

/// Makes one change of a plan that was made for this request. The mode of the plan stays, whatever the hours say by now.
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

/// What a change needs to know of the moment.
struct Hand<'a, 'c> {
    context: &'c Context<'a>,
    needs: Needs,
    pool: Pool<'a>,
}

/// What was done, where the station stands, and the works that the change is about.
type Outcome = (Done, Option<usize>, BTreeSet<Work>);

impl<'a, 'c> Hand<'a, 'c> {
    fn new(context: &'c Context<'a>) -> Self {
        let needs = Needs::new(context);
        let pool = Pool::new(context, &needs);
        Self { context, needs, pool }
    }

    /// The stations of a plan that may still be done, on the sides on which they may.
    fn row_of(&self, plan: &Plan) -> Row<'a> {
        let mut row = Row::default();
        for (index, station) in plan.circuit.stations.iter().enumerate() {
            let candidate = today::today(self.context, &self.needs, station).ok().or_else(|| self.other_side(station));
            let Some(candidate) = candidate else { continue };
            let is_as_before = candidate.sides == station.sides && candidate.pressure == station.pressure;
            let origin = if is_as_before {
                let mut reasons = plan.reasons[index].clone();
                let pinned = &self.context.request.pinned;
                reasons.retain(|reason| !matches!(reason, Reason::Pinned { region, .. } if !pinned.contains(region)));
                let is_chosen = reasons.first() == Some(&Reason::Chosen);
                if is_chosen || reasons.is_empty() { Origin::Chosen } else { Origin::Planned(reasons) }
            } else {
                Origin::Changed
            };
            let secs = today::within(candidate.dose, station.secs_per_side);
            let known = &plan.backings[index];
            let backing = if is_as_before {
                known.clone()
            } else {
                Backing::of(
                    self.context,
                    &candidate,
                    Item::chosen(self.context, &row, candidate.clone(), secs).backing.offer,
                )
            };
            let chance_percent = plan.chances_percent[index];
            row.items.push(Item { candidate, secs, backing, chance_percent, origin });
        }
        row
    }

    /// The same work on the one side that may still be worked, where it has a need of its own.
    fn other_side(&self, station: &Station) -> Option<Candidate<'a>> {
        let is_same = |candidate: &&Candidate<'a>| {
            candidate.work == station.work && candidate.group == station.group && candidate.phase == station.phase
        };
        self.pool.at_hand().find(is_same).cloned()
    }

    fn change(&self, row: &mut Row<'a>, plan: &Plan, change: &HandChange) -> Result<Outcome, Refusal> {
        let none = BTreeSet::new;
        let stations = &plan.circuit.stations;
        match change {
            HandChange::Pin(regions) => {
                let mut meant = none();
                for &region in regions {
                    meant.extend(self.bring(row, region)?);
                }
                self.say_pinned(row);
                Ok((Done::Pinned(regions.clone()), None, meant))
            }
            HandChange::Unpin(regions) => Ok((Done::Unpinned(regions.clone()), None, none())),
            HandChange::Exclude(regions) => Ok((Done::Excluded(regions.clone()), None, none())),
            HandChange::Include(regions) => Ok((Done::Included(regions.clone()), None, none())),
            HandChange::Add(work, group) => {
                let candidate = self.best_use(row, work, *group)?;
                let (place, group) = self.insert(row, candidate)?;
                Ok((Done::Added(work.clone(), group), Some(place), BTreeSet::from([work.clone()])))
            }
            HandChange::LeaveOut(place) => {
                let work = stations.get(*place).ok_or(Refusal::NoStation)?.work.clone();
                let place = self.find(row, plan, *place)?;
                row.items.remove(place);
                Ok((Done::LeftOut(work.clone()), None, BTreeSet::from([work])))
            }
            HandChange::Swap(place) => {
                let place = self.find(row, plan, *place)?;
                let old = row.items.remove(place);
                let from = old.candidate.work.clone();
                let new = self.next_best(row, &old)?;
                let to = new.candidate.work.clone();
                row.items.insert(place, new);
                Ok((Done::Swapped(from.clone(), to.clone()), Some(place), BTreeSet::from([from, to])))
            }
            HandChange::Longer(place) => self.last(row, plan, *place, |secs, max| (secs + DOSE_STEP_SECS).min(max.max)),
            HandChange::Shorter(place) => {
                self.last(row, plan, *place, |secs, dose| secs.saturating_sub(DOSE_STEP_SECS).max(dose.min))
            }
            HandChange::Move { from, to } => {
                let place = self.find(row, plan, *from)?;
                let to = (*to).min(row.items.len() - 1);
                if place == to {
                    return Err(Refusal::NoPlace);
                }
                let item = row.items.remove(place);
                let work = item.candidate.work.clone();
                row.items.insert(to, item);
                Ok((Done::Moved(work.clone(), to), Some(to), BTreeSet::from([work])))
            }
            // These are made elsewhere: they look at no single station.
            HandChange::SetMode(_) | HandChange::Fit => Err(Refusal::NoStation),
        }
    }

    /// The place of a station in the row, which may have lost others before it.
    fn find(&self, row: &Row<'a>, plan: &Plan, place: usize) -> Result<usize, Refusal> {
        let station = plan.circuit.stations.get(place).ok_or(Refusal::NoStation)?;
        let is_same = |item: &Item<'_>| {
            let candidate = &item.candidate;
            candidate.work == station.work && candidate.group == station.group && candidate.phase == station.phase
        };
        // The same work may stand twice for two sides: the one nearest to its old place is meant.
        let found = (0..row.items.len()).filter(|&index| is_same(&row.items[index]));
        let found = found.min_by_key(|&index| index.abs_diff(place));
        found.ok_or_else(|| today::today(self.context, &self.needs, station).err().unwrap_or(Refusal::NoStation))
    }

    /// Puts another dose to a station.
    fn last(
        &self,
        row: &mut Row<'a>,
        plan: &Plan,
        place: usize,
        dose: impl Fn(u32, crate::catalog::Dose) -> u32,
    ) -> Result<Outcome, Refusal> {
        let place = self.find(row, plan, place)?;
        let mut item = row.items.remove(place);
        let was = item.secs;
        item.secs = dose(was, item.candidate.dose);
        if item.secs == was {
            return Err(Refusal::DoseEnd { secs: was });
        }
        if item.secs > was {
            row.may_take(self.context, &item.candidate, item.secs)?;
        }
        let (work, secs) = (item.candidate.work.clone(), item.secs);
        row.items.insert(place, item);
        Ok((Done::Lasts(work.clone(), secs), Some(place), BTreeSet::from([work])))
    }

    /// Brings in the best work for a region, unless a station is for it already.
    fn bring(&self, row: &mut Row<'a>, region: Region) -> Result<Option<Work>, Refusal> {
        if row.items.iter().any(|item| item.candidate.regions().any(|served| served == region)) {
            return Ok(None);
        }
        let new = self.best_for(row, region)?;
        let work = new.work.clone();
        self.insert(row, new)?;
        Ok(Some(work))
    }

    /// The work of most worth for a region that may join the row.
    fn best_for(&self, row: &Row<'a>, region: Region) -> Result<Candidate<'a>, Refusal> {
        let serves = |candidate: &&Candidate<'a>| {
            let is_own = matches!(candidate.phase, Phase::Tissue | Phase::Motion | Phase::Active);
            is_own && candidate.regions().any(|served| served == region)
        };
        let mut serving: Vec<&Candidate<'a>> = self.pool.at_hand().filter(serves).collect();
        serving.sort_by_key(|candidate| std::cmp::Reverse(candidate.worth));
        let may_join = |candidate: &&&Candidate<'a>| row.may_take(self.context, candidate, usual(candidate)).is_ok();
        let best = serving.iter().find(may_join).map(|candidate| (*candidate).clone());
        best.ok_or_else(|| match serving.first() {
            Some(first) => {
                row.may_take(self.context, first, usual(first)).err().unwrap_or(Refusal::NothingFor { region })
            }
            None => self.region_refusal(region),
        })
    }

    fn region_refusal(&self, region: Region) -> Refusal {
        self.context.spares(region).map_or(Refusal::NothingFor { region }, Refusal::Barred)
    }

    fn insert(&self, row: &mut Row<'a>, candidate: Candidate<'a>) -> Result<(usize, Group), Refusal> {
        let secs = usual(&candidate);
        row.may_take(self.context, &candidate, secs)?;
        let (place, group) = (row.place_for(&candidate), candidate.group);
        let item = Item::chosen(self.context, row, candidate, secs);
        row.items.insert(place, item);
        Ok((place, group))
    }

    /// The best use of a work beside what is there: what the planner would offer, else what today's limits leave of it.
    fn best_use(&self, row: &Row<'a>, work: &Work, group: Option<Group>) -> Result<Candidate<'a>, Refusal> {
        let has_warm_up = row.items.iter().any(|item| item.candidate.phase == Phase::WarmUp);
        let suits = |candidate: &&Candidate<'a>| {
            let is_in_place = !has_warm_up || candidate.phase != Phase::WarmUp || candidate.is_aerobic;
            candidate.work == *work && group.is_none_or(|group| group == candidate.group) && is_in_place
        };
        // Where nothing warms up yet, easy ranges do.
        let rank = |candidate: &&Candidate<'a>| {
            let warms_up = !has_warm_up && candidate.phase == Phase::WarmUp;
            let may_join = row.may_take(self.context, candidate, usual(candidate)).is_ok();
            (may_join, warms_up, candidate.worth)
        };
        match self.pool.at_hand().filter(suits).max_by_key(rank) {
            Some(best) => Ok(best.clone()),
            None => today::today(self.context, &self.needs, &self.plain_use(work, group)?),
        }
    }

    /// A work for its main group on both sides, as far as the catalogue says.
    fn plain_use(&self, work: &Work, group: Option<Group>) -> Result<Station, Refusal> {
        let catalog = self.context.catalog;
        let (phase, groups, laterality) = match work {
            Work::Drill(id) => {
                let drill = catalog.drill(id).ok_or(Refusal::Unknown)?;
                (super::candidates::own_phase(drill), &drill.groups, drill.laterality)
            }
            Work::Technique(id) => {
                let technique = catalog.technique(id).ok_or(Refusal::Unknown)?;
                (Phase::Tissue, &technique.groups, technique.laterality)
            }
        };
        let sides = match laterality {
            Laterality::PerSide => Sides::Each,
            Laterality::Together => Sides::Together,
        };
        let group = group.or_else(|| groups.first().copied()).ok_or(Refusal::Unknown)?;
        Ok(Station { phase, work: work.clone(), group, sides, secs_per_side: knapsack::STEP_SECS, pressure: None })
    }

    /// The next best of the same phase and group, in a ring; the others of the row apart.
    fn next_best(&self, row: &Row<'a>, old: &Item<'a>) -> Result<Item<'a>, Refusal> {
        let Candidate { group, phase, .. } = old.candidate;
        // Easy ranges, rehearsals and breathing are for the whole of the person: any of the phase serves their purpose.
        let is_for_all = matches!(phase, Phase::WarmUp | Phase::Pattern | Phase::Breathing);
        let serves = |candidate: &&Candidate<'a>| {
            let is_for_group = is_for_all || candidate.group == group;
            candidate.phase == phase && is_for_group && candidate.missing.is_none()
        };
        let mut ring: Vec<&Candidate<'a>> = self.pool.candidates.iter().filter(serves).collect();
        ring.sort_by_key(|candidate| (candidate.entry, std::cmp::Reverse(candidate.worth)));
        ring.dedup_by_key(|candidate| candidate.entry);
        ring.sort_by_key(|candidate| (std::cmp::Reverse(candidate.worth), candidate.entry));
        let here = ring.iter().position(|candidate| candidate.work == old.candidate.work);
        let first = here.map_or(0, |here| here + 1);
        let length = ring.len();
        let next = (0..length).map(|step| ring[(first + step) % length]);
        let secs = |candidate: &Candidate<'_>| today::within(candidate.dose, old.secs);
        let may_come = |candidate: &&Candidate<'a>| {
            candidate.work != old.candidate.work && row.may_take(self.context, candidate, secs(candidate)).is_ok()
        };
        let new = next.into_iter().find(may_come).ok_or(Refusal::NothingElse { group })?;
        Ok(Item::chosen(self.context, row, new.clone(), secs(new)))
    }

    /// Stations for a pinned region say so.
    fn say_pinned(&self, row: &mut Row<'a>) {
        let pinned = &self.context.request.pinned;
        for item in &mut row.items {
            let Origin::Planned(reasons) = &mut item.origin else { continue };
            if item.candidate.phase == Phase::Breathing || item.candidate.is_aerobic {
                continue;
            }
            let naming = super::reason::naming(&item.candidate);
            for region in item.candidate.regions().filter(|region| pinned.contains(region)) {
                let reason = Reason::Pinned { region, naming };
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
        }
    }
}

/// The usual seconds of a round.
fn usual(candidate: &Candidate<'_>) -> u32 {
    candidate.dose.usual
}
