//! A circuit as planned, and the record of one that was followed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Cause, DrillId, Effort, Group, Pressure, Rating, Region, Scale, Side, TechniqueId};

/// The part of a circuit that a station belongs to, in the order in which they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Phase {
    /// Easy ranges, light effort.
    WarmUp,
    /// Soft-tissue work.
    Tissue,
    /// Moving the joints of the same regions.
    Motion,
    /// Active use of the range.
    Active,
    /// Rehearsal of the pattern to be trained; only before a session.
    Pattern,
    /// Slow breathing; only in recovery.
    Breathing,
}

impl Phase {
    /// The word on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::WarmUp => "Warm-up",
            Self::Tissue => "Tissue",
            Self::Motion => "Movement",
            Self::Active => "Active use",
            Self::Pattern => "Pattern",
            Self::Breathing => "Breathing",
        }
    }
}

/// Why a circuit is made: it decides the shape and the doses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mode {
    /// In the hours before a session: brief and precise.
    BeforeTraining,
    /// After a session or on a rest day: longer, exploratory, with breathing.
    Recovery,
}

/// What is done at a station.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Work {
    /// A movement.
    Drill(DrillId),
    /// Soft-tissue work.
    Technique(TechniqueId),
}

impl Work {
    /// The id in the catalogue, as text.
    pub fn id(&self) -> &str {
        match self {
            Self::Drill(id) => id.as_str(),
            Self::Technique(id) => id.as_str(),
        }
    }
}

/// The side or sides that a station works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sides {
    /// One side only.
    One(Side),
    /// First one side, then the other, for equal time.
    Each,
    /// Both at once, or the midline.
    Together,
}

impl Sides {
    /// How many rounds of the station's seconds there are.
    pub fn rounds(self) -> u32 {
        match self {
            Self::Each => 2,
            Self::One(_) | Self::Together => 1,
        }
    }
}

/// The pressure to aim for, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PressureTarget {
    /// The lightest useful pressure.
    pub from: Pressure,
    /// The most.
    pub to: Pressure,
}

/// One timed item of a circuit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Station {
    /// Its part of the circuit.
    pub phase: Phase,
    /// What is done.
    pub work: Work,
    /// The group it is done for.
    pub group: Group,
    /// The side or sides.
    pub sides: Sides,
    /// Seconds of one round, so of one side where the station works each.
    pub secs_per_side: u32,
    /// Pressure to aim for; only techniques have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressure: Option<PressureTarget>,
}

impl Station {
    /// The seconds of work, both sides counted, without switch or transition.
    pub fn work_secs(&self) -> u32 {
        self.secs_per_side * self.sides.rounds()
    }

    /// The regions worked.
    pub fn regions(&self) -> impl Iterator<Item = Region> {
        let sides = self.sides;
        self.group.regions().filter(move |region| match sides {
            Sides::One(side) => region.side() == side,
            Sides::Each | Sides::Together => true,
        })
    }
}

/// The ordered stations with their transitions, made for one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circuit {
    /// What it is for.
    pub mode: Mode,
    /// The stations in order; a runnable circuit has at least one.
    pub stations: Vec<Station>,
    /// Seconds to change place before each station, the first one (get ready) included.
    pub transition_secs: u32,
    /// Seconds to change side within a station that works each side.
    pub switch_secs: u32,
}

impl Circuit {
    /// Seconds from start to end: transitions, work and side switches.
    pub fn total_secs(&self) -> u32 {
        self.stations.iter().map(|station| self.station_secs(station)).sum()
    }

    /// Seconds of one station with the transition before it and the side switches in it.
    pub fn station_secs(&self, station: &Station) -> u32 {
        self.transition_secs + station.work_secs() + self.switch_secs * (station.sides.rounds() - 1)
    }
}

/// How a circuit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Run to its end.
    Finished,
    /// Left before its end.
    Abandoned,
}

/// How the tissue answered a station.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Response {
    /// It feels easier.
    Eased,
    /// No difference.
    Same,
    /// It feels worse.
    Worse,
}

impl Response {
    /// All responses, best first.
    pub const ALL: [Self; 3] = [Self::Eased, Self::Same, Self::Worse];

    /// The word on screen, in lower case.
    pub fn label(self) -> &'static str {
        match self {
            Self::Eased => "eased",
            Self::Same => "same",
            Self::Worse => "worse",
        }
    }
}

/// Why a station was skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SkipReason {
    /// It hurts.
    Hurts,
    /// The tool is not at hand after all.
    NoTool,
    /// There is no room for it here.
    NoSpace,
    /// No wish to do it.
    Dull,
}

impl SkipReason {
    /// All reasons, in the order of their keys.
    pub const ALL: [Self; 4] = [Self::Hurts, Self::NoTool, Self::NoSpace, Self::Dull];

    /// The words on screen, as the end of "skipped: …".
    pub fn label(self) -> &'static str {
        match self {
            Self::Hurts => "it hurts",
            Self::NoTool => "no tool",
            Self::NoSpace => "no space",
            Self::Dull => "dull",
        }
    }
}

/// How a treated region felt before a circuit and right after it. It is not kept as a rating of the day: a rating right
/// after work says something else than one at rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeforeAfter {
    /// What was rated.
    pub scale: Scale,
    /// The rating of the day before the circuit began, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Rating>,
    /// The rating right after it.
    pub after: Rating,
}

/// A station as it was really done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StationDone {
    /// The station as planned.
    pub station: Station,
    /// Seconds of work really done on the left side (0 where the station has no left round).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_secs: u32,
    /// Seconds of work really done on the right side.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub right_secs: u32,
    /// Seconds of work really done on both sides at once or on the midline.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub together_secs: u32,
    /// How the tissue answered, if asked and answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// The pressure really felt, if asked and answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub felt: Option<Pressure>,
    /// Why it was skipped, if it was and the person said why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<SkipReason>,
    /// How often, in percent, rotation would have come to this technique with another seed; absent where it had no choice
    /// or the person chose. Known chances are what makes effects of techniques comparable later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chance_percent: Option<u8>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(secs: &u32) -> bool {
    *secs == 0
}

impl StationDone {
    /// A station of which nothing was done yet and nothing said.
    pub fn not_reached(station: Station) -> Self {
        Self {
            station,
            left_secs: 0,
            right_secs: 0,
            together_secs: 0,
            response: None,
            felt: None,
            skipped: None,
            chance_percent: None,
        }
    }

    /// Seconds of work really done.
    pub fn done_secs(&self) -> u32 {
        self.left_secs + self.right_secs + self.together_secs
    }
}

/// What a run leaves behind; its record's stamp is when the run started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CircuitRecord {
    /// What the circuit was for.
    pub mode: Mode,
    /// How it ended.
    pub outcome: Outcome,
    /// The promised length in seconds, transitions included.
    pub planned_secs: u32,
    /// Seconds from start to end, pauses left out.
    pub elapsed_secs: u32,
    /// Every station of the circuit; one that was never reached has no seconds. Plain intervals have none.
    pub stations: Vec<StationDone>,
    /// How hard it felt, if answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Effort>,
    /// What was not worked, or not pressed, and why.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub spared: BTreeMap<Region, Cause>,
    /// The name of the favourite or of the intervals that were followed; empty for a circuit planned for the day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The seed of the plan, which with the data of then gives the same plan again; absent for what was made by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// How treated regions felt before and right after, as far as answered.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub felt: BTreeMap<Region, BeforeAfter>,
    /// Free words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl CircuitRecord {
    /// Seconds of work really done, transitions and pauses left out.
    pub fn done_secs(&self) -> u32 {
        self.stations.iter().map(StationDone::done_secs).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_counts_transitions_and_side_switches() {
        let station = |sides, secs_per_side| Station {
            phase: Phase::Motion,
            work: Work::Drill("d41".into()),
            group: Group::Ankle,
            sides,
            secs_per_side,
            pressure: None,
        };
        let circuit = Circuit {
            mode: Mode::Recovery,
            stations: vec![station(Sides::Each, 40), station(Sides::One(Side::Left), 30), station(Sides::Together, 60)],
            transition_secs: 10,
            switch_secs: 5,
        };
        assert_eq!(circuit.total_secs(), (10 + 40 + 5 + 40) + (10 + 30) + (10 + 60));
        assert_eq!(circuit.stations[1].regions().map(Region::id).collect::<Vec<_>>(), ["ankle_left"]);
    }
}
