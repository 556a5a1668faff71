//! What the circuit leaves out, and why: typed data here, found in `find`, and the words for it in `words`.

mod find;
mod words;

use super::prescribed::Bar;
use crate::catalog::Plane;
use crate::domain::{Cause, Concern, Group, Mode, Rating, Region, Tool, Work};

pub use find::why_not;
pub use words::{bar_words, lower_first, tool_words, upper_first, work_words};

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
    /// A region that asks for work and that nothing may work for a cause that can be named.
    SparedNeed {
        /// The region.
        region: Region,
        /// The cause.
        cause: Cause,
    },
    /// What is prescribed and left out all the same.
    Prescribed {
        /// What is prescribed.
        work: Work,
        /// The rule that leaves it out.
        bar: Bar,
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
            Self::Prescribed { work, bar: _ } => std::slice::from_ref(work),
            Self::Wrong { .. }
            | Self::Spared { .. }
            | Self::SparedNeed { .. }
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
            | Self::SparedNeed { region, .. }
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
}
