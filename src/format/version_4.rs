//! The shapes of version 3 of the plan's files, and of version 4 of what is exported, that have changed since; the files
//! of records of version 4 are those of today. Frozen: never edit them, so that old files always load.

use serde::{Deserialize, Deserializer};

use super::shelf;
use crate::domain::{self, Drill, Favourite, OwnBenchmark, Standing, Technique};

/// An entry before it could say how it is drawn.
#[derive(Deserialize)]
#[serde(rename = "Entry")]
pub enum Entry {
    /// A circuit to be repeated.
    Favourite(Favourite),
    /// A movement of the person's own.
    Drill(Own<Drill>),
    /// Soft-tissue work of the person's own.
    Technique(Own<Technique>),
    /// A test of the person's own.
    Benchmark(OwnBenchmark),
}

/// A drill or technique of the person's own before it had a figure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Own<T> {
    entry: T,
    #[serde(default)]
    standing: Standing,
}

/// The shelf of such entries.
#[derive(Default)]
pub struct Shelf(pub(super) shelf::Shelf);

impl<'de> Deserialize<'de> for Shelf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        shelf::Shelf::of_rows::<Entry, D>(deserializer).map(Self)
    }
}

impl From<Entry> for domain::Entry {
    fn from(entry: Entry) -> Self {
        match entry {
            Entry::Favourite(favourite) => Self::Favourite(favourite),
            Entry::Drill(own) => Self::Drill(own.into()),
            Entry::Technique(own) => Self::Technique(own.into()),
            Entry::Benchmark(benchmark) => Self::Benchmark(benchmark),
        }
    }
}

impl<T> From<Own<T>> for domain::Own<T> {
    fn from(Own { entry, standing }: Own<T>) -> Self {
        Self { entry, standing, figure: None }
    }
}
