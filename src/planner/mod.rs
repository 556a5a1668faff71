//! The planner: the circuit for this body, this next session, these minutes and these tools, with its reasons.
//!
//! [`plan`] is pure and, for a seed, deterministic. It works in five steps, each a module:
//!
//! 1. `history` and `context`: the facts of the moment: ratings, what lasts, what answered how; mode, next training,
//!    limits of pressure.
//! 2. `need`: how much each region asks for.
//! 3. `candidates`, `sides`, `worth`: every drill and technique on every group it may serve today.
//! 4. `shape`, `menu`, `select` and `knapsack`: which of them make the circuit, and the seconds of each, so that it
//!    ends in time.
//! 5. `order`, `reason`, `why_not`: the row in which they come, and the words about it.
//!
//! [`hand`] lets the person change what came out, and [`replan`] fits what remains of a run into less time.
//!
//! Safety answers and limits of dose are constraints in steps 3 and 4; needs are weights and never overrule them. What
//! is prescribed is in every circuit where those constraints allow it (`prescribed`).
//! The principles P1 to P21 are those of the product description; sources stand at the rules.

mod candidates;
mod context;
pub mod hand;
mod history;
mod knapsack;
mod menu;
mod need;
mod order;
mod prescribed;
mod reason;
mod replan;
mod rotation;
mod select;
mod shape;
mod sides;
mod unused;
mod why_not;
mod worth;

use std::collections::BTreeSet;

use jiff::Zoned;

use crate::catalog::Catalog;
use crate::domain::{Circuit, Concern, Document, Intensity, Mode, Phase, Region, SessionTypeId, Station, Tool, Work};
use crate::safety;
use candidates::Pool;
use context::Context;
use need::Needs;
use replan::Backing;
use select::Chosen;

pub use context::{BEFORE_HARD_HOURS, BEFORE_TRAINING_HOURS, Lighter};
pub use history::{History, deficits};
pub use prescribed::Bar;
pub use reason::{Naming, Reason};
pub use replan::{LeaveOut, replan};
pub use why_not::WhyNot;

/// What a circuit is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The moment, with its place.
    pub now: Zoned,
    /// Minutes from start to end, 3–60; more are taken as 60.
    pub minutes: u32,
    /// What the circuit is for; `None` lets the hours to the next training decide.
    pub mode: Option<Mode>,
    /// Tools at hand.
    pub tools: BTreeSet<Tool>,
    /// Regions that the person wants worked, as if they were rated 6.
    pub pinned: BTreeSet<Region>,
    /// Regions that the person wants left out.
    pub without_regions: BTreeSet<Region>,
    /// Drills and techniques that the person wants left out.
    pub without_works: BTreeSet<Work>,
    /// Decides between equals; the same seed gives the same plan.
    pub seed: u64,
}

/// A circuit with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The circuit.
    pub circuit: Circuit,
    /// The reasons of each station, the strongest first; never none.
    pub reasons: Vec<Vec<Reason>>,
    /// For each station how often, in percent, rotation would have come to its technique with another seed; nothing where
    /// it had no choice.
    pub chances_percent: Vec<Option<u8>>,
    /// What was left out, the most important first.
    pub why_not: Vec<WhyNot>,
    /// The most pressure anywhere in the circuit, 0–10.
    pub pressure_ceiling: u8,
    /// Why not more.
    pub ceiling_reason: CeilingReason,
    /// Whose ratings the needs rest on.
    pub ratings_from: RatingsFrom,
    /// The next training, if one is planned.
    pub next: Option<NextTraining>,
    /// What it is worth, in thousandths of a point of need: comparable among plans for one moment.
    pub benefit: u64,
    /// Where even all that is possible does not make the promised length.
    pub shortfall: Option<Shortfall>,
    /// The regions that ask for work of their own.
    asks: BTreeSet<Region>,
    /// Where what is prescribed takes longer than the promised length.
    pub overrun: Option<Overrun>,
    /// What the stations were chosen from, to be chosen from again when time runs short.
    backings: Vec<Backing>,
}

/// Where the pressure ceiling comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CeilingReason {
    /// More is not better (P6; Grabow 2018).
    Comfort,
    /// A hard training starts within a day (P3).
    HardTraining {
        /// Whole hours until then.
        hours: u32,
    },
}

/// Which ratings count as today's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatingsFrom {
    /// Those of today.
    Today,
    /// Those of the latest check-in, within 24 h.
    Earlier {
        /// Whole hours since then.
        hours: u32,
    },
    /// None are recent enough.
    Nothing,
}

/// The training that comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextTraining {
    /// Movement patterns.
    pub types: Vec<SessionTypeId>,
    /// How hard it will be.
    pub intensity: Intensity,
    /// Seconds until it starts.
    pub in_secs: i64,
    /// Days until then by the calendar; 0 is today.
    pub days: i32,
}

/// How much shorter than promised the longest possible circuit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// Seconds that nothing could fill.
    pub missing_secs: u32,
}

/// How much longer than promised the circuit is, since what is prescribed takes that long alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overrun {
    /// Seconds beyond the promised length.
    pub secs: u32,
}

/// Why there is no circuit at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPlan {
    /// A sign holds that stops everything: an emergency, or one that needs care the same day.
    #[error("Nothing is planned until this has been seen to: {}.", safety::choice(*.concern))]
    Stopped {
        /// The most serious one.
        concern: Concern,
    },
    /// Not even one station with its change of place fits.
    #[error("{minutes} min is too short for a station and the time to get to it. Give it more minutes.")]
    TooShort {
        /// The minutes asked for.
        minutes: u32,
    },
    /// Everything is wrong, painful or out of reach of the tools at hand.
    #[error("Nothing can be worked today: {marked} regions are marked or rated 7 and more. Rest, and check in again.")]
    NothingLeft {
        /// Regions that are not worked.
        marked: usize,
    },
}

impl Request {
    /// A circuit of so many minutes with these tools, without wishes of the person's own.
    pub fn new(now: Zoned, minutes: u32, tools: BTreeSet<Tool>, seed: u64) -> Self {
        Self {
            now,
            minutes,
            mode: None,
            tools,
            pinned: BTreeSet::new(),
            without_regions: BTreeSet::new(),
            without_works: BTreeSet::new(),
            seed,
        }
    }
}

impl CeilingReason {
    /// The reason in words.
    pub fn words(self) -> String {
        match self {
            Self::Comfort => "a comfortable ache does as well as more".to_owned(),
            Self::HardTraining { hours } => format!("hard session in {hours} h"),
        }
    }
}

impl RatingsFrom {
    /// Where the ratings come from, in words.
    pub fn words(self) -> String {
        match self {
            Self::Today => "rated today".to_owned(),
            Self::Earlier { hours } => format!("rated {hours} h ago"),
            Self::Nothing => "nothing rated today".to_owned(),
        }
    }
}

impl Shortfall {
    /// The shortfall in words.
    pub fn words(self) -> String {
        let Self { missing_secs } = self;
        format!("{}:{:02} shorter than asked: nothing more fits today", missing_secs / 60, missing_secs % 60)
    }
}

impl Overrun {
    /// The overrun in words.
    pub fn words(self) -> String {
        let Self { secs } = self;
        format!("{}:{:02} longer than asked: what is prescribed takes that long alone", secs / 60, secs % 60)
    }
}

impl Plan {
    /// Seconds of one phase, transitions and side switches included.
    pub fn phase_secs(&self, phase: Phase) -> u32 {
        let stations = self.circuit.stations.iter().filter(|station| station.phase == phase);
        stations.map(|station| self.circuit.station_secs(station)).sum()
    }
}

/// The circuit for a moment, from all records. Whoever plans again and again keeps the [`History`] and asks
/// [`plan_from`].
pub fn plan(document: &Document, catalog: &Catalog, request: &Request) -> Result<Plan, NoPlan> {
    plan_from(&History::of(document, catalog, &request.now), catalog, request)
}

/// The circuit for a moment, from what the history of the same moment says.
///
/// Its length is the promised one within 5 s, unless [`Plan::shortfall`] says that all that is possible is shorter, or
/// [`Plan::overrun`] that what is prescribed is longer.
pub fn plan_from(history: &History, catalog: &Catalog, request: &Request) -> Result<Plan, NoPlan> {
    let context = Context::new(history, catalog, request);
    if let Some(concern) = context.limits().stop() {
        return Err(NoPlan::Stopped { concern });
    }
    let needs = Needs::new(&context);
    let pool = Pool::new(&context, &needs);
    if pool.at_hand().all(|candidate| candidate.phase == Phase::Breathing) {
        let marked = Region::all().filter(|&region| !context.may_work(region)).count();
        return Err(NoPlan::NothingLeft { marked });
    }
    let selection = select::select(&context, &pool);
    if selection.chosen.is_empty() {
        return Err(NoPlan::TooShort { minutes: request.minutes });
    }
    let chosen = selection.chosen;
    let reasons = reason::reasons(&context, &needs, &chosen);
    let why_not = why_not::why_not(&context, &needs, &pool, &chosen);
    let circuit = Circuit {
        mode: context.mode,
        stations: chosen.iter().map(station).collect(),
        transition_secs: context.transition_secs,
        switch_secs: context.switch_secs,
    };
    let chances_percent = chosen.iter().map(|chosen| Some(chosen.turn.as_ref()?.probability_percent())).collect();
    let asks = Region::all().filter(|&region| context.is_need(region)).collect();
    let backings = chosen.iter().map(|chosen| Backing::of(&context, chosen.candidate, chosen.offer)).collect();
    let missing_secs = selection.missing_secs;
    let over_secs = circuit.total_secs().saturating_sub(context.target_secs);
    Ok(Plan {
        circuit,
        reasons,
        chances_percent,
        why_not,
        pressure_ceiling: context.ceiling,
        ceiling_reason: context.ceiling_reason,
        ratings_from: context.ratings_from,
        next: context.next.map(|next| next.training),
        benefit: selection.benefit,
        asks,
        backings,
        shortfall: (missing_secs > knapsack::TOLERANCE_SECS).then_some(Shortfall { missing_secs }),
        overrun: (over_secs > knapsack::TOLERANCE_SECS).then_some(Overrun { secs: over_secs }),
    })
}

fn station(chosen: &Chosen<'_>) -> Station {
    let candidate = chosen.candidate;
    Station {
        phase: candidate.phase,
        work: candidate.work.clone(),
        group: candidate.group,
        sides: candidate.sides,
        secs_per_side: chosen.secs,
        pressure: candidate.pressure,
    }
}

#[cfg(test)]
mod tests;
