//! What the circuit leaves out, and why: typed data, and the words for it.

use std::collections::{BTreeMap, BTreeSet};

use super::candidates::{Candidate, Pool};
use super::context::Context;
use super::need::Needs;
use super::reason::{plane_words, rating_words};
use super::select::Chosen;
use super::shape::{PLANES_FROM_SECS, TISSUE_GROUPS, WARM_UP_WISH_SECS};
use super::unused::unused;
use crate::catalog::{Catalog, Plane};
use crate::domain::{Cause, Concern, Group, Mode, Phase, Rating, Region, Sides, Tool, Work};
use crate::safety;

/// One thing that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// Something is wrong in a region, so nothing works it (P17).
    Wrong {
        /// The region.
        region: Region,
        /// What is wrong.
        concern: Concern,
    },
    /// Regions that get no work or no pressure for a cause that lies elsewhere.
    Spared {
        /// The cause.
        cause: Cause,
        /// The regions.
        regions: Vec<Region>,
    },
    /// A region that the person wants left out.
    Unwanted {
        /// The region.
        region: Region,
    },
    /// Works that the person does not want.
    UnwantedWork {
        /// The works.
        works: Vec<Work>,
    },
    /// A region is too sore to be worked; its neighbours take over (P6).
    Painful {
        /// The region.
        region: Region,
        /// How sore.
        soreness: Rating,
    },
    /// A rated region has no station of its own, but one moves it along.
    AlongWith {
        /// The region.
        region: Region,
        /// What moves it.
        work: Work,
    },
    /// A rated region, for which the minutes did not suffice.
    NoTime {
        /// The region.
        region: Region,
        /// How sore.
        soreness: Option<Rating>,
        /// How stiff.
        stiffness: Option<Rating>,
        /// The minutes there were.
        minutes: u32,
    },
    /// A rated region that no station of a circuit made by hand is for.
    NoStation {
        /// The region.
        region: Region,
        /// How sore.
        soreness: Option<Rating>,
        /// How stiff.
        stiffness: Option<Rating>,
    },
    /// A group that the next training asks for and that no station of a circuit made by hand is for.
    DemandNoStation {
        /// The group.
        group: Group,
    },
    /// A rated region that only tools which are not at hand could serve.
    NoTool {
        /// The region.
        region: Region,
        /// One of these would do.
        tools: Vec<Tool>,
    },
    /// A rated region that nothing in the catalogue may serve today.
    NothingSuits {
        /// The region.
        region: Region,
    },
    /// A group that the next training asks for, without a station.
    DemandNotMet {
        /// The group.
        group: Group,
        /// The minutes there were.
        minutes: u32,
    },
    /// A group that the next training asks for has no station of its own, but one moves it along.
    DemandAlong {
        /// The group.
        group: Group,
        /// What moves it.
        work: Work,
    },
    /// A group that the next training asks for and that nothing may serve today.
    DemandBarred {
        /// The group.
        group: Group,
    },
    /// Works that need a tool.
    MissingTool {
        /// One of these is needed.
        tools: Vec<Tool>,
        /// What waits for it.
        works: Vec<Work>,
    },
    /// Holds that do not belong before training.
    LongHold {
        /// The holds.
        works: Vec<Work>,
    },
    /// Percussion before explosive work.
    Percussion {
        /// The techniques.
        works: Vec<Work>,
    },
    /// Works that hurt when they last came up (design rule: two weeks without).
    Hurt {
        /// The works.
        works: Vec<Work>,
    },
    /// Tissue work on more groups than belong before training.
    TissueLimit,
    /// A plane of movement that the circuit does not cover (P4).
    Plane(Plane),
    /// Works that were in the circuit until its time ran short.
    Dropped {
        /// The works.
        works: Vec<Work>,
    },
    /// Works without a dose for this kind of circuit.
    OtherMode {
        /// The kind of this circuit.
        mode: Mode,
        /// The works.
        works: Vec<Work>,
    },
    /// Works that safety or the person's wishes leave no place for.
    Barred {
        /// The works.
        works: Vec<Work>,
    },
    /// Techniques for a region where another one has its turn.
    OtherTurn {
        /// The techniques.
        works: Vec<Work>,
    },
    /// Works that would do less today than those in the circuit.
    LessNeeded {
        /// The works.
        works: Vec<Work>,
    },
    /// A warm-up shorter than the five minutes wished for (P5).
    ShortWarmUp {
        /// The minutes of the whole circuit.
        minutes: u32,
    },
}

impl WhyNot {
    /// The works that it is about.
    pub fn works(&self) -> &[Work] {
        match self {
            Self::UnwantedWork { works }
            | Self::MissingTool { works, .. }
            | Self::LongHold { works }
            | Self::Percussion { works }
            | Self::Hurt { works }
            | Self::OtherMode { works, .. }
            | Self::Barred { works }
            | Self::OtherTurn { works }
            | Self::LessNeeded { works }
            | Self::Dropped { works } => works,
            Self::Wrong { .. }
            | Self::Spared { .. }
            | Self::Unwanted { .. }
            | Self::Painful { .. }
            | Self::AlongWith { .. }
            | Self::NoTime { .. }
            | Self::NoStation { .. }
            | Self::DemandNoStation { .. }
            | Self::NoTool { .. }
            | Self::NothingSuits { .. }
            | Self::DemandNotMet { .. }
            | Self::DemandAlong { .. }
            | Self::DemandBarred { .. }
            | Self::TissueLimit
            | Self::Plane(_)
            | Self::ShortWarmUp { .. } => &[],
        }
    }

    /// The one region that it is about, if it is about one.
    pub fn region(&self) -> Option<Region> {
        match self {
            Self::Wrong { region, .. }
            | Self::Unwanted { region }
            | Self::Painful { region, .. }
            | Self::AlongWith { region, .. }
            | Self::NoTime { region, .. }
            | Self::NoStation { region, .. }
            | Self::NoTool { region, .. }
            | Self::NothingSuits { region } => Some(*region),
            _ => None,
        }
    }

    /// The same of a circuit made by hand, of which nobody has said that its time was short.
    pub(super) fn by_hand(self) -> Self {
        match self {
            Self::NoTime { region, soreness, stiffness, minutes: _ } => Self::NoStation { region, soreness, stiffness },
            Self::DemandNotMet { group, minutes: _ } => Self::DemandNoStation { group },
            other => other,
        }
    }

    /// The same, one for each work that it is about.
    pub fn one_by_one(&self) -> Vec<Self> {
        let works = self.works().iter().map(|work| vec![work.clone()]);
        let each = works.map(|works| match self.clone() {
            Self::UnwantedWork { .. } => Self::UnwantedWork { works },
            Self::MissingTool { tools, .. } => Self::MissingTool { tools, works },
            Self::LongHold { .. } => Self::LongHold { works },
            Self::Percussion { .. } => Self::Percussion { works },
            Self::Hurt { .. } => Self::Hurt { works },
            Self::OtherMode { mode, .. } => Self::OtherMode { mode, works },
            Self::Barred { .. } => Self::Barred { works },
            Self::OtherTurn { .. } => Self::OtherTurn { works },
            Self::LessNeeded { .. } => Self::LessNeeded { works },
            Self::Dropped { .. } => Self::Dropped { works },
            other => other,
        });
        let each: Vec<Self> = each.collect();
        if each.is_empty() { vec![self.clone()] } else { each }
    }

    /// What was left out and why, as a line of its own.
    pub fn words(&self, catalog: &Catalog) -> String {
        let line = match self {
            Self::Wrong { region, concern } => format!("{} is marked: {}", region.name(), safety::choice(*concern)),
            Self::Spared { cause, regions } => format!("{}: {}", region_words(regions), cause_words(*cause)),
            Self::Unwanted { region } => format!("{}: left out, as you asked", region.name()),
            Self::UnwantedWork { works } => format!("{}: left out, as you asked", work_words(catalog, works)),
            Self::Painful { region, soreness } => {
                format!("{}, rated {soreness}: worked around by its neighbours", region.name())
            }
            Self::AlongWith { region, work } => {
                format!("{}: moved along in {}", region.name(), lower_first(catalog.work_name(work)))
            }
            Self::NoTime { region, soreness, stiffness, minutes } => {
                let rated = rating_words(*soreness, *stiffness);
                let comma = if rated.is_empty() { "" } else { ", " };
                format!("{}{comma}{rated}: no time, {minutes} min in all", region.name())
            }
            Self::NoStation { region, soreness, stiffness } => {
                let rated = rating_words(*soreness, *stiffness);
                let comma = if rated.is_empty() { "" } else { ", " };
                format!("{}{comma}{rated}: no station in this circuit", region.name())
            }
            Self::DemandNoStation { group } => {
                format!("{} for the next session: no station in this circuit", group.name())
            }
            Self::NoTool { region, tools } => {
                format!("{}: needs {}, which is not at hand", region.name(), tool_words(tools))
            }
            Self::NothingSuits { region } => format!("{}: nothing in the library suits it today", region.name()),
            Self::DemandNotMet { group, minutes } => {
                format!("{} for the next session: no time, {minutes} min in all", group.name())
            }
            Self::DemandAlong { group, work } => {
                let name = lower_first(catalog.work_name(work));
                format!("{} for the next session: moved along in {name}", group.name())
            }
            Self::DemandBarred { group } => {
                format!("{} for the next session: nothing suits it today", group.name())
            }
            Self::MissingTool { tools, works } => {
                let need = if works.len() == 1 { "needs" } else { "need" };
                format!("{} {need} {}, which is not at hand", work_words(catalog, works), tool_words(tools))
            }
            Self::LongHold { works } => {
                format!("{}: a hold of 60 s or more does not belong before training", work_words(catalog, works))
            }
            Self::Percussion { works } => {
                format!("{}: no percussion before explosive work", work_words(catalog, works))
            }
            Self::Hurt { works } => {
                format!("{}: skipped because it hurt, two weeks without", work_words(catalog, works))
            }
            Self::TissueLimit => format!("more tissue work: {TISSUE_GROUPS} areas at most before training"),
            Self::Plane(plane) => format!("{}: nothing that fits today moves in it", plane_words(*plane)),
            Self::Dropped { works } => format!("{}: dropped, for lack of time", work_words(catalog, works)),
            Self::OtherMode { mode: Mode::BeforeTraining, works } => {
                format!("{}: for days of recovery", work_words(catalog, works))
            }
            Self::OtherMode { mode: Mode::Recovery, works } => {
                format!("{}: for the time before training", work_words(catalog, works))
            }
            Self::Barred { works } => format!("{}: would work what is spared today", work_words(catalog, works)),
            Self::OtherTurn { works } => format!("{}: another technique has its turn", work_words(catalog, works)),
            Self::LessNeeded { works } => format!("{}: asked for less today", work_words(catalog, works)),
            Self::ShortWarmUp { minutes } => {
                format!("five-minute warm-up: {minutes} min in all; a short walk first is welcome")
            }
        };
        upper_first(&line)
    }
}

pub fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// "left calf", "left calf and 3 more areas".
fn region_words(regions: &[Region]) -> String {
    match regions {
        [] => String::new(),
        [one] => one.name(),
        [one, rest @ ..] => format!("{} and {} more areas", one.name(), rest.len()),
    }
}

pub fn cause_words(cause: Cause) -> String {
    match cause {
        Cause::Flagged(concern) => format!("spared for what is marked nearby, {}", safety::choice(concern)),
        Cause::Painful => "spared, rated 7 or more of late".to_owned(),
        Cause::Condition(condition) => {
            format!("not pressed, with {}", lower_first(safety::condition_words(condition).label))
        }
        Cause::Excluded => "left out, as your profile says".to_owned(),
    }
}

/// "a roller or stick".
pub fn tool_words(tools: &[Tool]) -> String {
    let name = |tool: &Tool| match tool {
        Tool::Percussion => "massage gun".to_owned(),
        Tool::Bar => "pull-up bar".to_owned(),
        Tool::Wall => "free wall".to_owned(),
        Tool::Roller | Tool::Ball | Tool::Band | Tool::Stick | Tool::Bench | Tool::Step => tool.label().to_lowercase(),
    };
    format!("a {}", tools.iter().map(name).collect::<Vec<_>>().join(" or "))
}

/// "Hamstring roll", "Hamstring roll and quad roll", "Hamstring roll and 4 more".
pub fn work_words(catalog: &Catalog, works: &[Work]) -> String {
    let name = |work: &Work| lower_first(catalog.work_name(work));
    match works {
        [] => String::new(),
        [one] => name(one),
        [one, other] => format!("{} and {}", name(one), name(other)),
        [one, rest @ ..] => format!("{} and {} more", name(one), rest.len()),
    }
}

/// All that was left out: first what safety forbids, then what the person asked for, then the rest.
pub fn why_not(context: &Context<'_>, needs: &Needs, pool: &Pool<'_>, chosen: &[Chosen<'_>]) -> Vec<WhyNot> {
    let mut left_out = spared(context);
    left_out.extend(needed(context, pool, chosen));
    left_out.extend(demanded(context, needs, pool, chosen));
    let works = |works: &[Work]| works.to_vec();
    if !pool.unwanted.is_empty() {
        left_out.push(WhyNot::UnwantedWork { works: works(&pool.unwanted) });
    }
    if !pool.long_holds.is_empty() {
        left_out.push(WhyNot::LongHold { works: works(&pool.long_holds) });
    }
    if !pool.percussion.is_empty() {
        left_out.push(WhyNot::Percussion { works: works(&pool.percussion) });
    }
    left_out.extend(tissue_limit(context, pool, chosen));
    let missing = pool.missing_tools.iter();
    left_out.extend(missing.map(|(tools, works)| WhyNot::MissingTool { tools: tools.to_vec(), works: works.clone() }));
    left_out.extend(planes(context, chosen));
    left_out.extend(hurt(context, chosen, &left_out));
    left_out.extend(unused(context, pool, chosen, &left_out));
    let warm_up: u32 = chosen
        .iter()
        .filter(|chosen| chosen.candidate.phase == Phase::WarmUp)
        .map(|chosen| chosen.secs * chosen.candidate.sides.rounds())
        .sum();
    if warm_up < WARM_UP_WISH_SECS {
        left_out.push(WhyNot::ShortWarmUp { minutes: context.target_secs / 60 });
    }
    left_out
}

/// What safety and the person leave out, each region once.
fn spared(context: &Context<'_>) -> Vec<WhyNot> {
    let wrong = context.history.concerns.iter();
    let mut left_out: Vec<WhyNot> =
        wrong.map(|(&region, active)| WhyNot::Wrong { region, concern: active.flag.concern }).collect();
    left_out.extend(context.request.without_regions.iter().map(|&region| WhyNot::Unwanted { region }));
    let mut by_cause = BTreeMap::<Cause, Vec<Region>>::new();
    for (&region, &cause) in context.limits().spared() {
        let is_marked = context.history.concerns.contains_key(&region);
        // What was rated painful today has a line of its own.
        let is_told = cause == Cause::Painful && context.worst(region) > 0;
        if !is_marked && !is_told {
            by_cause.entry(cause).or_default().push(region);
        }
    }
    left_out.extend(by_cause.into_iter().map(|(cause, regions)| WhyNot::Spared { cause, regions }));
    left_out
}

/// Each region that asks for work and has no station, what is left out for a reason of its own apart.
fn needed(context: &Context<'_>, pool: &Pool<'_>, chosen: &[Chosen<'_>]) -> Vec<WhyNot> {
    let worked: BTreeSet<Region> = chosen.iter().flat_map(|chosen| chosen.candidate.regions()).collect();
    let without = Region::all().filter(|&region| {
        let is_told =
            context.history.concerns.contains_key(&region) || context.request.without_regions.contains(&region);
        context.is_need(region) && !worked.contains(&region) && !is_told
    });
    without.map(|region| needed_region(context, pool, chosen, region)).collect()
}

fn needed_region(context: &Context<'_>, pool: &Pool<'_>, chosen: &[Chosen<'_>], region: Region) -> WhyNot {
    let rating = context.rating(region);
    if let Some(soreness) = rating.soreness.filter(|_| safety::worked_around(&rating)) {
        return WhyNot::Painful { region, soreness };
    }
    let moves = |candidate: &Candidate<'_>| match candidate.sides {
        Sides::One(side) => side == region.side() && moves_along(candidate, region.group()),
        Sides::Each | Sides::Together => moves_along(candidate, region.group()),
    };
    if let Some(along) = chosen.iter().map(|chosen| chosen.candidate).find(|candidate| moves(candidate)) {
        return WhyNot::AlongWith { region, work: along.work.clone() };
    }
    let serving: Vec<&Candidate<'_>> =
        pool.candidates.iter().filter(|candidate| candidate.regions().any(|served| served == region)).collect();
    if serving.iter().any(|candidate| candidate.missing.is_none()) {
        let (soreness, stiffness) = (rating.soreness, rating.stiffness);
        WhyNot::NoTime { region, soreness, stiffness, minutes: context.target_secs / 60 }
    } else if let Some(tools) = serving.iter().find_map(|candidate| candidate.missing) {
        WhyNot::NoTool { region, tools: tools.to_vec() }
    } else {
        WhyNot::NothingSuits { region }
    }
}

/// Whether a station for another group moves this one as well.
fn moves_along(candidate: &Candidate<'_>, group: Group) -> bool {
    matches!(candidate.phase, Phase::WarmUp | Phase::Motion | Phase::Active | Phase::Pattern)
        && candidate.groups.contains(&group)
}

/// Each group that the next training asks for first and that no station serves.
fn demanded(context: &Context<'_>, needs: &Needs, pool: &Pool<'_>, chosen: &[Chosen<'_>]) -> Vec<WhyNot> {
    let serves = |candidate: &Candidate<'_>, group: Group| candidate.group == group;
    let without = needs.demanded_groups().filter(|&group| {
        // What is wrong or painful there has been said already.
        let is_told = group.regions().any(|region| !context.may_work(region));
        !is_told && !chosen.iter().any(|chosen| serves(chosen.candidate, group))
    });
    without
        .map(|group| {
            let mut stations = chosen.iter().map(|chosen| chosen.candidate);
            if let Some(along) = stations.find(|candidate| moves_along(candidate, group)) {
                WhyNot::DemandAlong { group, work: along.work.clone() }
            } else if pool.at_hand().any(|candidate| serves(candidate, group)) {
                WhyNot::DemandNotMet { group, minutes: context.target_secs / 60 }
            } else {
                WhyNot::DemandBarred { group }
            }
        })
        .collect()
}

/// The works that hurt lately and are not in the circuit, as far as nothing else was said of them.
fn hurt(context: &Context<'_>, chosen: &[Chosen<'_>], told: &[WhyNot]) -> Option<WhyNot> {
    let taken = chosen.iter().map(|chosen| &chosen.candidate.work);
    let known: BTreeSet<&Work> = taken.chain(told.iter().flat_map(WhyNot::works)).collect();
    let hurt = context.history.skips.hurt().map(|(work, _)| work).filter(|work| context.catalog.takes_part(work));
    let works: BTreeSet<Work> = hurt.filter(|work| !known.contains(work)).cloned().collect();
    (!works.is_empty()).then(|| WhyNot::Hurt { works: works.into_iter().collect() })
}

fn tissue_limit(context: &Context<'_>, pool: &Pool<'_>, chosen: &[Chosen<'_>]) -> Option<WhyNot> {
    let pressed: BTreeSet<Group> = chosen
        .iter()
        .map(|chosen| chosen.candidate)
        .filter(|candidate| candidate.phase == Phase::Tissue)
        .map(|candidate| candidate.group)
        .collect();
    let is_full = context.mode == Mode::BeforeTraining && pressed.len() >= TISSUE_GROUPS;
    let has_more =
        pool.at_hand().any(|candidate| candidate.phase == Phase::Tissue && !pressed.contains(&candidate.group));
    (is_full && has_more).then_some(WhyNot::TissueLimit)
}

/// Each plane that a circuit of this length should cover and does not.
fn planes(context: &Context<'_>, chosen: &[Chosen<'_>]) -> impl Iterator<Item = WhyNot> {
    let should = context.target_secs >= PLANES_FROM_SECS;
    let all = [Plane::Sagittal, Plane::Frontal, Plane::Transverse].into_iter().filter(move |_| should);
    all.filter(|plane| !chosen.iter().any(|chosen| chosen.candidate.planes.contains(plane))).map(WhyNot::Plane)
}
