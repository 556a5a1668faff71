//! The values that are not records: what the person has and likes, and how the program behaves.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{BenchmarkId, Columns, Health, MetricId, Region, Tool};

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
    /// How often benchmarks are retested, where the person said so; the others by what is suggested.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub retests: BTreeMap<BenchmarkId, Schedule>,
}

/// When a benchmark is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// Days between retests, 7–28 (G6); `None` where it is not wanted at all.
    pub every_days: Option<u8>,
    /// Not before this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed_until: Option<Date>,
}

impl Schedule {
    /// The fewest and the most days between two retests of one benchmark.
    pub const DAYS: std::ops::RangeInclusive<u8> = 7..=28;
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
            retests: BTreeMap::new(),
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

/// The pace of the breathing shown at breathing stations. There is no hold: slow breathing with a longer breath out is
/// what the sources support (science.md 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Breath {
    /// Tenths of a second to breathe in, 20–80.
    pub in_tenths: u8,
    /// Tenths of a second to breathe out, 20–120.
    pub out_tenths: u8,
    /// Also behind the stations of a recovery circuit.
    pub behind_recovery: bool,
    /// A soft tone for each breath.
    pub sound: bool,
}

impl Default for Breath {
    fn default() -> Self {
        Self { in_tenths: 40, out_tenths: 60, behind_recovery: false, sound: false }
    }
}

/// How the program behaves on this person's machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "switches that know nothing of each other")]
pub struct Settings {
    /// The colours.
    pub theme: ThemeChoice,
    /// Show states instead of movement.
    pub reduce_motion: bool,
    /// Chimes during a run.
    pub sound: bool,
    /// How loud chimes and voice are, 0–100.
    pub volume_percent: u8,
    /// A voice that says what comes next, where the system has one.
    pub speech: bool,
    /// A frame that lights up with each cue.
    pub flash: bool,
    /// The pace of breathing.
    pub breath: Breath,
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
            volume_percent: 70,
            speech: true,
            flash: true,
            breath: Breath::default(),
            transition_secs: 10,
            switch_secs: 5,
            ramp: Ramp::Usual,
            shown: Shown::default(),
            csv_columns: BTreeMap::new(),
        }
    }
}
