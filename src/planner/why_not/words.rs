//! The words about what the circuit leaves out.

use super::super::prescribed::Bar;
use super::super::reason::{plane_words, rating_words};
use super::super::shape::TISSUE_GROUPS;
use super::WhyNot;
use crate::catalog::Catalog;
use crate::domain::{Cause, Mode, Region, Tool, Work};
use crate::safety;

impl WhyNot {
    /// What was left out and why, as a line of its own.
    pub fn words(&self, catalog: &Catalog) -> String {
        let line = match self {
            Self::Wrong { region, concern } => format!("{} is marked: {}", region.name(), safety::choice(*concern)),
            Self::Spared { cause, regions } => format!("{}: {}", region_words(regions), cause_words(*cause)),
            Self::SparedNeed { region, cause } => format!("{}: {}", region.name(), need_words(*cause)),
            Self::Prescribed { work, bar } => {
                format!("{}, prescribed: left out, {}", lower_first(catalog.work_name(work)), bar_words(bar))
            }
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
            Self::NoStation { region, soreness, stiffness } => {
                let rated = rating_words(*soreness, *stiffness);
                let comma = if rated.is_empty() { "" } else { ", " };
                format!("{}{comma}{rated}: no station in this circuit", region.name())
            }
            Self::DemandNoStation { group } => {
                format!("{} for the next session: no station in this circuit", group.name())
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

fn cause_words(cause: Cause) -> String {
    match cause {
        Cause::Flagged(concern) => format!("spared for what is marked nearby, {}", safety::choice(concern)),
        Cause::Painful => "spared, rated 7 or more of late".to_owned(),
        Cause::Condition(condition) => {
            format!("not pressed, with {}", lower_first(safety::condition_words(condition).label))
        }
        Cause::Excluded => "left out, as your profile says".to_owned(),
    }
}

/// Why nothing works a region that asks for it.
fn need_words(cause: Cause) -> String {
    match cause {
        Cause::Flagged(_) | Cause::Painful | Cause::Excluded => cause_words(cause),
        Cause::Condition(condition) => {
            format!("nothing suits it today, with {}", lower_first(safety::condition_words(condition).label))
        }
    }
}

/// "the left calf is left out, as your profile says".
pub fn bar_words(bar: &Bar) -> String {
    match bar {
        Bar::Hurt { region, days: 0 } => format!("it hurt at the {} today", region.name()),
        Bar::Hurt { region, days: 1 } => format!("it hurt at the {} yesterday", region.name()),
        Bar::Hurt { region, days } => format!("it hurt at the {} {days} days ago", region.name()),
        Bar::Unwanted => "as you asked".to_owned(),
        Bar::UnwantedRegion(region) => format!("the {} is left out, as you asked", region.name()),
        Bar::Region { region, cause: Cause::Flagged(concern) } => {
            format!("for what is marked at or near the {}, {}", region.name(), safety::choice(*concern))
        }
        Bar::Region { region, cause: Cause::Painful } => format!("the {} is rated 7 or more", region.name()),
        Bar::Region { region, cause: Cause::Excluded } => {
            format!("the {} is left out, as your profile says", region.name())
        }
        Bar::Region { cause: Cause::Condition(condition), .. } | Bar::Condition(condition) => {
            format!("not with {}", lower_first(safety::condition_words(*condition).label))
        }
        Bar::Class(group) => format!("the {} may not be pressed like this", group.name()),
        Bar::Tool(tools) => format!("it needs {}, which is not at hand", tool_words(tools)),
        Bar::LongHold => "holds of this length are too long here".to_owned(),
        Bar::Percussion => "no percussion before explosive work".to_owned(),
        Bar::Breathing => "slow breathing is for days of recovery".to_owned(),
        Bar::TissueLimit => "there is enough tissue work in the circuit without it".to_owned(),
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
