//! What a person's health asks of every circuit, and the names of what it forbids.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Concern, Region};

/// The answers about health that every circuit must obey.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Health {
    /// Whether the questions were answered or skipped.
    pub asked: bool,
    /// What the person has.
    pub conditions: BTreeSet<Condition>,
    /// Regions that they want left out.
    pub exclusions: BTreeMap<Region, Exclusion>,
}

impl Health {
    /// Whether nothing was ever said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Something that a person lives with and that asks for care. `assets/safety` says what each changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Condition {
    /// Blood thinners, a bleeding disorder, or easy bruising.
    BloodThinners,
    /// Pregnancy.
    Pregnancy,
    /// Osteoporosis, or steroids for long.
    Osteoporosis,
    /// Diabetes with nerve damage, or loss of feeling.
    Neuropathy,
    /// Hypermobility.
    Hypermobility,
    /// High blood pressure that is not controlled, glaucoma, or heart disease.
    HighBloodPressure,
    /// Varicose veins; their places are [exclusions](Exclusion).
    VaricoseVeins,
}

impl Condition {
    /// All conditions.
    pub const ALL: [Self; 7] = [
        Self::BloodThinners,
        Self::Pregnancy,
        Self::Osteoporosis,
        Self::Neuropathy,
        Self::Hypermobility,
        Self::HighBloodPressure,
        Self::VaricoseVeins,
    ];
}

/// A region that the person wants left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// What is left out.
    pub scope: Scope,
    /// The day on which it ends, that day free again; without one it lasts until the person takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The person's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// How much of the work on a region is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Pressure only; it still moves.
    Pressure,
    /// Everything.
    AllWork,
}

impl Scope {
    /// Both scopes.
    pub const ALL: [Self; 2] = [Self::Pressure, Self::AllWork];
}

/// Why a region gets no work, or no pressure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Cause {
    /// Something is wrong there.
    Flagged(Concern),
    /// It is rated 7 or more.
    Painful,
    /// A condition asks for it.
    Condition(Condition),
    /// The person wants it left out.
    Excluded,
}

impl Cause {
    /// All causes.
    pub const ALL: [Self; 23] = {
        let mut all = [Self::Painful; 23];
        let mut at = 0;
        while at < Concern::ALL.len() {
            all[at] = Self::Flagged(Concern::ALL[at]);
            at += 1;
        }
        while at < Concern::ALL.len() + Condition::ALL.len() {
            all[at] = Self::Condition(Condition::ALL[at - Concern::ALL.len()]);
            at += 1;
        }
        all[at] = Self::Excluded;
        all
    };
}

/// What a drill or technique asks of the body and some conditions forbid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Hazard {
    /// The head hangs below the heart.
    HeadDown,
    /// Lying on the back.
    OnTheBack,
    /// Lying face down.
    OnTheBelly,
    /// A static hold at the end of the range.
    EndRangeHold,
    /// Bending or turning the spine to the end of its range under load.
    LoadedFlexionOrTwist,
    /// Holding the breath.
    BreathHold,
    /// A percussive device.
    Percussion,
    /// A ball or another small hard tool.
    Ball,
    /// The body's weight on a roller.
    FirmRoller,
}

impl Hazard {
    /// All hazards.
    pub const ALL: [Self; 9] = [
        Self::HeadDown,
        Self::OnTheBack,
        Self::OnTheBelly,
        Self::EndRangeHold,
        Self::LoadedFlexionOrTwist,
        Self::BreathHold,
        Self::Percussion,
        Self::Ball,
        Self::FirmRoller,
    ];
}
