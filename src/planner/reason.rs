//! Why a station is in the circuit: typed data that the plan's input supports, and the words for it.

use std::cmp::Reverse;

use super::candidates::Candidate;
use super::context::{Context, Lighter, RATED_FROM};
use super::history::Persistence;
use super::need::Needs;
use super::rotation::Turn;
use super::select::Chosen;
use super::why_not::lower_first;
use super::{CeilingReason, RatingsFrom};
use crate::catalog::{Catalog, Plane};
use crate::domain::{Group, Phase, Rating, Region, SessionTypeId, Sides};
use crate::insight::{Deficit, Shortcoming};

/// How much of a region's name a reason needs beside its station.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// None: the station is for this one region.
    Bare,
    /// Its side: the station is for both.
    Side,
    /// All of it: the station is for another group.
    Full,
}

/// One reason for a station.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// It is prescribed for every day.
    Prescribed,
    /// The person rated a region that it works.
    Rated {
        /// The region.
        region: Region,
        /// How much of its name to say.
        naming: Naming,
        /// How sore.
        soreness: Option<Rating>,
        /// How stiff.
        stiffness: Option<Rating>,
    },
    /// The person pinned a region that it works.
    Pinned {
        /// The region.
        region: Region,
        /// How much of its name to say.
        naming: Naming,
    },
    /// A region that it works stays stiff and gets a larger share of the time (P14).
    Persistent {
        /// The region.
        region: Region,
        /// How much of its name to say.
        naming: Naming,
        /// Days on which it was stiff, of the last three weeks.
        stiff_days: usize,
        /// Days with a check-in.
        days: usize,
    },
    /// A region that it works is behind in a benchmark (P19).
    Behind {
        /// The region, the benchmark, and behind what.
        deficit: Deficit,
        /// How much of the region's name to say.
        naming: Naming,
    },
    /// It takes on the work of a painful neighbour (P6).
    Around {
        /// The painful region.
        region: Region,
        /// Its higher rating, if it was rated lately.
        rating: Option<Rating>,
    },
    /// The next training asks for its group (P9).
    Training {
        /// The group.
        group: Group,
        /// The session types that ask for it.
        sessions: Vec<SessionTypeId>,
        /// Days until then; 0 is today.
        days: i32,
    },
    /// The training just done worked its group (P11).
    Trained {
        /// The group.
        group: Group,
    },
    /// It rehearses the pattern to be trained.
    Rehearsal {
        /// The session types.
        sessions: Vec<SessionTypeId>,
        /// Days until then; 0 is today.
        days: i32,
    },
    /// Every circuit starts so (P5).
    EasyRanges,
    /// It brings a plane of movement into the circuit (P4).
    Plane(Plane),
    /// Its pressure is light because a hard training is near (P3).
    Light,
    /// Its pressure is light because of what its region has been through (P8).
    Lighter(Lighter),
    /// Techniques rotate, and this one is hardly known here (P20).
    NewHere,
    /// Nothing was rated: a general circuit.
    WholeBody,
    /// Time is left after the needs of the day.
    RestOfBody,
    /// Recovery ends with slow breathing (P10).
    SlowBreathing,
    /// The person set it by hand.
    Chosen,
}

impl Reason {
    /// Whether it says how the station is done or what it brings along, not what it is for.
    fn is_beside(&self) -> bool {
        matches!(self, Self::Plane(_) | Self::Light | Self::Lighter(_) | Self::NewHere)
    }

    /// The reason in words, in lower case, to be joined to others by " · ".
    pub fn words(&self, catalog: &Catalog) -> String {
        match self {
            Self::Prescribed => "prescribed".to_owned(),
            Self::Rated { region, naming, soreness, stiffness } => {
                naming.with(*region, &rating_words(*soreness, *stiffness))
            }
            Self::Pinned { region, naming } => naming.with(*region, "pinned by you"),
            Self::Persistent { region, naming, stiff_days, days } => {
                naming.with(*region, &format!("stiff on {stiff_days} of {days} days: half as much time again"))
            }
            Self::Behind { deficit, naming } => naming.with(deficit.region, &deficit_words(catalog, deficit)),
            Self::Around { region, rating: Some(rating) } => format!("around the {}, rated {rating}", region.name()),
            Self::Around { region, rating: None } => format!("around the {}, painful of late", region.name()),
            Self::Training { group, sessions, days } => {
                format!("{} for {} {}", group.name(), session_words(catalog, sessions), day_words(*days))
            }
            Self::Trained { group } => format!("{} trained today", group.name()),
            Self::Rehearsal { sessions, days } => {
                format!("rehearses {} {}", session_words(catalog, sessions), day_words(*days))
            }
            Self::EasyRanges => "every circuit starts in easy ranges".to_owned(),
            Self::Plane(plane) => plane_words(*plane).to_owned(),
            Self::Light => "light: a hard session is near".to_owned(),
            Self::Lighter(Lighter::Rests { hours }) => format!("light: pressed firmly {hours} h ago"),
            Self::Lighter(Lighter::FeltWorse) => "lighter: it felt worse last time".to_owned(),
            Self::NewHere => "new here: techniques take turns".to_owned(),
            Self::WholeBody => "nothing rated today: the whole body, gently".to_owned(),
            Self::RestOfBody => "the rest of the body, gently".to_owned(),
            Self::SlowBreathing => "ends with slow, easy breathing".to_owned(),
            Self::Chosen => "you chose it".to_owned(),
        }
    }
}

impl Naming {
    /// The words about a region, with as much of its name as is needed.
    fn with(self, region: Region, words: &str) -> String {
        match self {
            Self::Bare => words.to_owned(),
            Self::Side => format!("{} {words}", region.side().word()),
            Self::Full => format!("{} {words}", region.name()),
        }
    }
}

/// "2.5 cm behind the other side in knee to wall".
fn deficit_words(catalog: &Catalog, deficit: &Deficit) -> String {
    let benchmark = catalog.benchmark(&deficit.benchmark);
    let unit = benchmark.map_or("", |benchmark| benchmark.unit.suffix());
    let name = benchmark.map_or_else(|| deficit.benchmark.to_string(), |benchmark| lower_first(&benchmark.name));
    match deficit.shortcoming {
        Shortcoming::OtherSide { by } => format!("{by:.1}{unit} behind the other side in {name}"),
        Shortcoming::Baseline { by } => format!("{by:.1}{unit} behind its baseline in {name}"),
    }
}

/// "sore 6, stiff 4".
pub fn rating_words(soreness: Option<Rating>, stiffness: Option<Rating>) -> String {
    let sore = soreness.filter(|&rating| rating > Rating::MIN).map(|rating| format!("sore {rating}"));
    let stiff = stiffness.filter(|&rating| rating > Rating::MIN).map(|rating| format!("stiff {rating}"));
    sore.into_iter().chain(stiff).collect::<Vec<_>>().join(", ")
}

/// "side-to-side plane".
pub fn plane_words(plane: Plane) -> &'static str {
    match plane {
        Plane::Sagittal => "front-to-back plane",
        Plane::Frontal => "side-to-side plane",
        Plane::Transverse => "turning plane",
    }
}

/// "squat + deadlift or hinge"; "training" where the catalogue knows none of them.
pub fn session_words(catalog: &Catalog, sessions: &[SessionTypeId]) -> String {
    let names: Vec<&str> =
        sessions.iter().filter_map(|id| catalog.session_type(id)).map(|session| session.short.as_str()).collect();
    if names.is_empty() { "training".to_owned() } else { names.join(" + ") }
}

/// "today", "tomorrow", "in 3 days".
pub fn day_words(days: i32) -> String {
    match days {
        ..=0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}

/// The reasons of each station, the strongest first; never none.
pub fn reasons(context: &Context<'_>, needs: &Needs, chosen: &[Chosen<'_>]) -> Vec<Vec<Reason>> {
    let planes = plane_bringers(context, chosen);
    let of_station = |(index, chosen): (usize, &Chosen<'_>)| {
        let candidate = chosen.candidate;
        let mut reasons = own(context, candidate);
        let is_for_rated = !reasons.is_empty();
        if candidate.is_prescribed {
            reasons.insert(0, Reason::Prescribed);
        }
        reasons.extend(around(context, needs, candidate));
        reasons.extend(training(context, needs, candidate));
        if !is_for_rated {
            reasons.extend(rated_along(context, candidate));
        }
        match candidate.phase {
            Phase::WarmUp if index == 0 || reasons.is_empty() => reasons.push(Reason::EasyRanges),
            Phase::Breathing => reasons.push(Reason::SlowBreathing),
            Phase::Tissue if matches!(context.ceiling_reason, CeilingReason::HardTraining { .. }) => {
                reasons.push(Reason::Light);
            }
            Phase::WarmUp | Phase::Tissue | Phase::Motion | Phase::Active | Phase::Pattern => {}
        }
        if candidate.phase == Phase::Tissue {
            let lighter = candidate.regions().find_map(|region| binding(context, candidate, region));
            reasons.extend(lighter.map(Reason::Lighter));
            if chosen.turn.as_ref().is_some_and(Turn::is_new) {
                reasons.push(Reason::NewHere);
            }
        }
        let brought = planes.iter().filter(|&&(_, bringer)| bringer == index).map(|&(plane, _)| plane);
        reasons.extend(brought.map(Reason::Plane));
        let is_general = context.next.is_none() && context.ratings_from == RatingsFrom::Nothing;
        if is_general && candidate.phase != Phase::Breathing && !candidate.is_prescribed {
            reasons.push(Reason::WholeBody);
        } else if reasons.iter().all(Reason::is_beside) {
            reasons.push(Reason::RestOfBody);
        }
        reasons
    };
    chosen.iter().enumerate().map(of_station).collect()
}

/// How much of the name of one of its regions a station's reason needs.
pub fn naming(candidate: &Candidate<'_>) -> Naming {
    match candidate.sides {
        Sides::Each | Sides::Together if candidate.group.info().sided => Naming::Side,
        Sides::One(_) | Sides::Each | Sides::Together => Naming::Bare,
    }
}

/// What the person said of the regions it is for, and what their past says.
fn own(context: &Context<'_>, candidate: &Candidate<'_>) -> Vec<Reason> {
    if candidate.phase == Phase::Breathing || candidate.is_aerobic {
        return Vec::new();
    }
    let naming = naming(candidate);
    let mut regions: Vec<Region> = candidate.regions().collect();
    regions.sort_by_key(|&region| Reverse(context.worst(region)));
    let rated = regions.iter().filter(|&&region| context.worst(region) > 0);
    let mut reasons: Vec<Reason> = rated.map(|&region| of_rating(context, region, naming)).collect();
    for region in regions {
        if context.request.pinned.contains(&region) {
            reasons.push(Reason::Pinned { region, naming });
        }
        if let Some(&Persistence { stiff_days, days, usual: _ }) = context.history.persistence.get(&region) {
            reasons.push(Reason::Persistent { region, naming, stiff_days, days });
        }
        // Benchmarks measure range; pressing does not answer to them.
        let deficit = context.deficit(region).filter(|_| candidate.phase != Phase::Tissue);
        reasons.extend(deficit.map(|deficit| Reason::Behind { deficit: deficit.clone(), naming }));
    }
    reasons
}

/// What the person said of the neediest region that it moves along.
fn rated_along(context: &Context<'_>, candidate: &Candidate<'_>) -> Option<Reason> {
    if !matches!(candidate.phase, Phase::WarmUp | Phase::Motion | Phase::Active) || candidate.is_aerobic {
        return None;
    }
    let regions = candidate.groups.iter().flat_map(|group| group.regions()).filter(|region| match candidate.sides {
        Sides::One(side) => region.side() == side,
        Sides::Each | Sides::Together => true,
    });
    let neediest =
        regions.filter(|&region| context.worst(region) >= RATED_FROM).max_by_key(|&region| context.worst(region))?;
    Some(of_rating(context, neediest, Naming::Full))
}

fn of_rating(context: &Context<'_>, region: Region, naming: Naming) -> Reason {
    let rating = context.rating(region);
    Reason::Rated { region, naming, soreness: rating.soreness, stiffness: rating.stiffness }
}

fn around(context: &Context<'_>, needs: &Needs, candidate: &Candidate<'_>) -> Option<Reason> {
    let may_take_over = matches!(candidate.phase, Phase::Tissue | Phase::Motion | Phase::Active);
    let painful = candidate.regions().filter(|_| may_take_over).find_map(|region| needs.painful_neighbour(region))?;
    Some(Reason::Around { region: painful, rating: context.rating(painful).worst() })
}

fn training(context: &Context<'_>, needs: &Needs, candidate: &Candidate<'_>) -> Option<Reason> {
    let Some(next) = &context.next else { return trained(context, needs, candidate) };
    let days = next.training.days;
    if candidate.phase == Phase::Pattern {
        let rehearses = |session: &&crate::catalog::SessionType| {
            session.rehearsal.iter().any(|drill| drill.as_str() == candidate.work.id())
        };
        let sessions = next.types.iter().copied().filter(rehearses).map(|session| session.id.clone()).collect();
        return Some(Reason::Rehearsal { sessions, days });
    }
    if candidate.phase == Phase::Breathing || candidate.is_aerobic {
        return None;
    }
    let demand = needs.demand(candidate.group)?;
    if demand.sessions.is_empty() {
        return trained(context, needs, candidate);
    }
    Some(Reason::Training { group: candidate.group, sessions: demand.sessions.clone(), days })
}

fn trained(context: &Context<'_>, needs: &Needs, candidate: &Candidate<'_>) -> Option<Reason> {
    let may_be_for = matches!(candidate.phase, Phase::WarmUp | Phase::Tissue | Phase::Motion | Phase::Active);
    let is_trained = may_be_for && !candidate.is_aerobic && !context.done.is_empty();
    needs.demand(candidate.group).filter(|_| is_trained).map(|_| Reason::Trained { group: candidate.group })
}

/// Why a region's own past makes the station lighter than it would be.
fn binding(context: &Context<'_>, candidate: &Candidate<'_>, region: Region) -> Option<Lighter> {
    let (most, lighter) = context.lighter(region)?;
    let to = candidate.pressure?.to.get();
    (most <= to && most < context.ceiling).then_some(lighter)
}

/// For each plane the station that brings it: the first that moves in it after the warm-up, else in it. Only planes
/// that not every other station moves in are worth a word, so the commonest one is left out.
fn plane_bringers(context: &Context<'_>, chosen: &[Chosen<'_>]) -> Vec<(Plane, usize)> {
    if context.target_secs < super::shape::PLANES_FROM_SECS {
        return Vec::new();
    }
    let bringer = |plane: Plane| {
        let moves = |index: &usize| chosen[*index].candidate.planes.contains(&plane);
        let after_warm_up = |index: &usize| chosen[*index].candidate.phase != Phase::WarmUp;
        let indices = || 0..chosen.len();
        indices().filter(after_warm_up).find(moves).or_else(|| indices().find(moves))
    };
    [Plane::Frontal, Plane::Transverse].into_iter().filter_map(|plane| Some((plane, bringer(plane)?))).collect()
}
