//! The nouns of the program, as plain values: regions, ratings, records, circuits, and the [`Document`] that holds them.
//!
//! Architecture invariant: nothing here knows of files, clocks, windows or any other module of this crate. A value that
//! exists is valid: scales and ids refuse what lies outside them, also when read from a file.

mod check_in;
mod circuit;
mod document;
pub mod figure;
mod figure_soundness;
mod group;
mod health;
mod ids;
mod metric;
mod profile;
mod rebase;
mod record;
mod records;
mod region;
mod region_table;
mod scales;
mod shelf;
mod soundness;
#[cfg(test)]
pub(crate) mod strategies;
mod tool;
mod works;

pub use check_in::{Amount, CheckIn, Concern, Flag, Habit, PainAnswer, RegionRating, Scale, WellnessItem};
pub use circuit::{
    BeforeAfter, Circuit, CircuitRecord, Mode, Outcome, Phase, PressureTarget, Response, Sides, SkipReason, Station,
    StationDone, Work,
};
pub use document::{Document, Edit, around};
pub use group::{Group, GroupInfo, PressureClass, TissueKind, View, Zone};
pub use health::{Cause, Condition, Exclusion, Hazard, Health, Scope};
pub use ids::{BenchmarkId, DrillId, MetricId, RecordId, SessionTypeId, TechniqueId};
pub use metric::{Columns, DateOrder, Metric, MetricColumn, MetricUnit, MetricValue, NotFinite};
pub use profile::{Breath, OwnMetric, Profile, Ramp, Schedule, Settings, Shown, ThemeChoice};
pub use rebase::{Clash, Difference, Rebased, rebase};
pub use record::{Body, Doubt, Intensity, Record, Retest, Stamp, Training, TrialPhoto};
pub use records::Kind;
pub use region::{Region, Side, UnknownRegion};
pub use scales::{Effort, OutOfRange, Pressure, Rating, Readiness, Wellness};
pub use shelf::{Better, Depiction, Entry, Favourite, OWN_PREFIX, Own, OwnBenchmark, Range, Standing, Tested, own_id};
pub use soundness::{Fault, Field};
pub use tool::{Tool, ToolNeed};
pub use works::{Dose, Drill, DrillKind, Laterality, Plane, Position, Technique};
