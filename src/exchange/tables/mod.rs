//! Tables of records: what their columns are called and mean.
//!
//! `columns.txt` is exported with them:
//!
//! ----
//!
#![doc = include_str!("columns.txt")]

mod cells;
mod line;
mod read;
#[cfg(test)]
mod tests;
mod words;
mod write;

use std::ops::Range;

pub use read::from_csv;
pub use write::{CsvFile, to_csv};

/// The text that says what the columns mean.
const COLUMNS: CsvFileName = "columns.txt";
const COLUMNS_TEXT: &str = include_str!("columns.txt");

type CsvFileName = &'static str;

/// The columns that every table begins with.
const COMMON: [&str; 5] = ["id", "rev", "when", "zone", "note"];

/// The columns of the wellness items, in the order of the items; 5 is best in each, and their names say so.
const WELLNESS_COLUMNS: [&str; 5] = ["sleep_quality", "energy", "mood", "calm", "freshness"];

/// The columns of the habits, in their order.
const HABIT_COLUMNS: [&str; 2] = ["water", "food"];

/// The columns that differ from row to row of a circuit: a station, what was spared and why, what was treated.
const CIRCUIT_ROW: [&str; 22] = [
    "station",
    "phase",
    "work_kind",
    "work",
    "group",
    "sides",
    "secs_per_side",
    "pressure_from",
    "pressure_to",
    "left_secs",
    "right_secs",
    "together_secs",
    "response",
    "felt",
    "skipped",
    "chance_percent",
    "spared",
    "cause",
    "treated",
    "scale",
    "before",
    "after",
];

/// Those of a station beside its place in the circuit.
const OF_STATION: Range<usize> = 1..16;

/// A table of one kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Table {
    CheckIns,
    Trainings,
    Circuits,
    Retests,
}

impl Table {
    const ALL: [Self; 4] = [Self::CheckIns, Self::Trainings, Self::Circuits, Self::Retests];

    fn file_name(self) -> CsvFileName {
        match self {
            Self::CheckIns => "check_ins.csv",
            Self::Trainings => "trainings.csv",
            Self::Circuits => "circuits.csv",
            Self::Retests => "retests.csv",
        }
    }

    /// The kind of record, as rows of an import name it.
    fn kind(self) -> &'static str {
        match self {
            Self::CheckIns => "Check-in",
            Self::Trainings => "Training",
            Self::Circuits => "Circuit",
            Self::Retests => "Retest",
        }
    }

    /// The columns after the common ones that hold the same in each row of a record.
    fn of_record(self) -> &'static [&'static str] {
        match self {
            Self::CheckIns => &["readiness", "sleep_quality", "energy", "mood", "calm", "freshness", "water", "food"],
            Self::Trainings => &["intensity"],
            Self::Circuits => &["mode", "outcome", "planned_secs", "elapsed_secs", "effort", "name", "seed"],
            Self::Retests => &["benchmark", "doubts"],
        }
    }

    /// The columns that differ from row to row.
    fn of_row(self) -> &'static [&'static str] {
        match self {
            Self::CheckIns => {
                &["region", "soreness", "stiffness", "wrong", "until", "morning", "pain_answer", "metric", "value"]
            }
            Self::Trainings => &["type"],
            Self::Circuits => &CIRCUIT_ROW,
            Self::Retests => &["side", "trial", "value", "photo_side", "photo_trial", "photo", "points"],
        }
    }

    /// The columns that came later, in the groups in which they came. A table from before a group has none of it: then,
    /// nothing could be said of them.
    fn later_columns(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::CheckIns => &[&[
                "sleep_quality",
                "energy",
                "mood",
                "calm",
                "freshness",
                "water",
                "food",
                "until",
                "morning",
                "pain_answer",
            ]],
            Self::Circuits => &[
                &["spared", "cause"],
                &["name", "seed", "felt", "skipped", "chance_percent", "treated", "scale", "before", "after"],
            ],
            Self::Retests => &[&["doubts", "photo_side", "photo_trial", "photo", "points"]],
            Self::Trainings => &[],
        }
    }

    /// A column that no other table has.
    fn mark(self) -> &'static str {
        match self {
            Self::CheckIns => "readiness",
            Self::Trainings => "intensity",
            Self::Circuits => "outcome",
            Self::Retests => "benchmark",
        }
    }

    /// All columns, in the order in which they are written.
    fn columns(self) -> impl Iterator<Item = &'static str> {
        COMMON.iter().chain(self.of_record()).chain(self.of_row()).copied()
    }
}
