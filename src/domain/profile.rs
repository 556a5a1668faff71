//! The values that are not records: what the person has and likes, and how the program behaves.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Columns, Health, MetricId, Region, Tool};

/// What the planner needs to know of the person beyond the records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Tools at hand.
    pub tools: BTreeSet<Tool>,
    /// Minutes usually available for a circuit.
    pub minutes: u32,
    /// What must be spared, always.
    #[serde(skip_serializing_if = "Health::is_empty")]
    pub health: Health,
    /// The measurements that a check-in asks for, in this order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<MetricId>,
    /// What the person's own metrics are called.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub own_metrics: BTreeMap<MetricId, OwnMetric>,
}

/// A metric of the person's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnMetric {
    /// Its name on screen.
    pub label: String,
    /// Its unit, as written after a number; may be empty.
    pub unit: String,
}

impl Profile {
    /// The shortest circuit, in minutes.
    pub const MINUTES_MIN: u32 = 3;
    /// The longest circuit, in minutes.
    pub const MINUTES_MAX: u32 = 60;
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            tools: BTreeSet::from([Tool::Roller, Tool::Ball, Tool::Wall]),
            minutes: 12,
            health: Health::default(),
            metrics: Vec::new(),
            own_metrics: BTreeMap::new(),
        }
    }
}

/// The colours to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system does.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemeChoice {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "As the system",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }
}

/// The colours of severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ramp {
    /// From teal to red; edge and number carry it where colours are hard to tell apart.
    #[default]
    Usual,
    /// Ordered in lightness, also for eyes that lack a kind of cone.
    LightnessOrdered,
}

impl Ramp {
    /// Both ramps.
    pub const ALL: [Self; 2] = [Self::Usual, Self::LightnessOrdered];
}

/// What was shown on which day and need not be shown again, on any of the person's machines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shown {
    /// The advice about lasting pain.
    pub pain: BTreeMap<Region, Date>,
    /// The question how treated regions feel next morning.
    pub morning: Option<Date>,
}

impl Shown {
    /// Whether nothing was shown yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How the program behaves on this person's machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The colours.
    pub theme: ThemeChoice,
    /// Show states instead of movement.
    pub reduce_motion: bool,
    /// Chimes during a run.
    pub sound: bool,
    /// Seconds to change place before a station.
    pub transition_secs: u32,
    /// Seconds to change side within a station.
    pub switch_secs: u32,
    /// The colours of severity.
    pub ramp: Ramp,
    /// What was shown already.
    #[serde(skip_serializing_if = "Shown::is_empty")]
    pub shown: Shown,
    /// How the columns of tables of measurements were read last, by the line of their headers.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub csv_columns: BTreeMap<String, Columns>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::System,
            reduce_motion: false,
            sound: true,
            transition_secs: 10,
            switch_secs: 5,
            ramp: Ramp::Usual,
            shown: Shown::default(),
            csv_columns: BTreeMap::new(),
        }
    }
}
