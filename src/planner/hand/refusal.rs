//! Why something is not done to a circuit, whoever asks for it: what safety and the limits of dose forbid.

use super::super::prescribed::Bar;
use super::super::shape::{TISSUE_GROUPS, TISSUE_MOST_SECS};
use super::super::why_not::{bar_words, tool_words};
use crate::domain::{Concern, Group, Mode, Profile, Region, Tool};
use crate::safety;

/// Why a change of a circuit, or a station of it, is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A sign holds that stops everything.
    Stopped {
        /// The most serious one.
        concern: Concern,
    },
    /// A region that it works or moves must be left alone.
    Barred(Bar),
    /// A group may not be pressed in this way.
    NotPressed {
        /// The group.
        group: Group,
    },
    /// A tool is not at hand.
    MissingTool {
        /// One of these would do.
        tools: Vec<Tool>,
    },
    /// A hold of 60 s or more before training (Behm 2016).
    LongHold,
    /// Percussion before explosive work.
    Percussion,
    /// A technique without a dose for this kind of circuit.
    OtherMode {
        /// The kind of this circuit.
        mode: Mode,
    },
    /// The catalogue does not know it any more.
    Unknown,
    /// A group would be held for longer than the sources support.
    HeldEnough {
        /// The group.
        group: Group,
    },
    /// A group would be pressed by two stations.
    PressedTwice {
        /// The group.
        group: Group,
    },
    /// More groups would be pressed than belong before training.
    TissueGroups,
    /// Tissue work would take longer than the most.
    TissueTime,
    /// The same work stands in the circuit for the same group.
    Twice,
    /// The circuit would be longer than the longest.
    TooLong,
    /// Nothing else serves the same purpose today.
    NothingElse {
        /// The group.
        group: Group,
    },
    /// Nothing can work a region today.
    NothingFor {
        /// The region.
        region: Region,
    },
    /// The dose is at its end.
    DoseEnd {
        /// Seconds of a round.
        secs: u32,
    },
    /// There is no place further that way.
    NoPlace,
    /// What remains does not fit the minutes.
    DoesNotFit,
    /// There is no such station any more.
    NoStation,
}

impl Refusal {
    /// The reason in words: lower case, without a full stop.
    pub fn words(&self) -> String {
        match self {
            Self::Stopped { concern } => {
                format!("nothing is worked until this has been seen to: {}", safety::choice(*concern))
            }
            Self::Barred(bar) => bar_words(bar),
            Self::NotPressed { group } => format!("{} is not pressed in this way today", group.name()),
            Self::MissingTool { tools } => format!("needs {}, which is not at hand", tool_words(tools)),
            Self::LongHold => "a hold of 60 s or more does not belong before training".to_owned(),
            Self::Percussion => "no percussion before explosive work".to_owned(),
            Self::OtherMode { mode: Mode::BeforeTraining } => "for days of recovery".to_owned(),
            Self::OtherMode { mode: Mode::Recovery } => "for the time before training".to_owned(),
            Self::Unknown => "no longer in the library".to_owned(),
            Self::HeldEnough { group } => format!("{} is held long enough already", group.name()),
            Self::PressedTwice { group } => format!("{} is pressed by another station already", group.name()),
            Self::TissueGroups => format!("tissue work on {TISSUE_GROUPS} areas at most before training"),
            Self::TissueTime => format!("tissue work for {} min at most", TISSUE_MOST_SECS / 60),
            Self::Twice => "in the circuit already".to_owned(),
            Self::TooLong => format!("a circuit takes {} min at most", Profile::MINUTES_MAX),
            Self::NothingElse { group } => format!("nothing else serves {} in this way today", group.name()),
            Self::NothingFor { region } => format!("nothing suits {} today", region.name()),
            Self::DoseEnd { secs } => format!("{secs} s is as far as its dose goes"),
            Self::NoPlace => "it cannot go further that way".to_owned(),
            Self::DoesNotFit => "nothing of it fits these minutes".to_owned(),
            Self::NoStation => "it is not in the circuit any more".to_owned(),
        }
    }
}
