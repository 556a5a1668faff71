//! What the person made to use again and again: favourite circuits, own drills, techniques and benchmarks.

use serde::{Deserialize, Serialize};

use super::figure::Figure;
use super::{BenchmarkId, Circuit, Drill, Laterality, RecordId, Technique, Work};

/// What the id of everything of the person's own begins with; no built-in id does.
pub const OWN_PREFIX: &str = "own-";

/// One thing on the shelf. Its id is that of a record: made once, kept through every edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

impl Entry {
    /// What it is called.
    pub fn name(&self) -> &str {
        match self {
            Self::Favourite(favourite) => &favourite.name,
            Self::Drill(own) => &own.entry.name,
            Self::Technique(own) => &own.entry.name,
            Self::Benchmark(own) => &own.name,
        }
    }

    /// The drill or technique that it is.
    pub fn work(&self) -> Option<Work> {
        match self {
            Self::Drill(own) => Some(Work::Drill(own.entry.id.clone())),
            Self::Technique(own) => Some(Work::Technique(own.entry.id.clone())),
            Self::Favourite(_) | Self::Benchmark(_) => None,
        }
    }

    /// How it is drawn.
    pub fn depiction(&self) -> Option<&Depiction> {
        match self {
            Self::Drill(own) => own.figure.as_ref(),
            Self::Technique(own) => own.figure.as_ref(),
            Self::Favourite(_) | Self::Benchmark(_) => None,
        }
    }

    /// The same, drawn in another way; what is never drawn stays as it is.
    #[must_use]
    pub fn drawn(mut self, figure: Option<Depiction>) -> Self {
        match &mut self {
            Self::Favourite(_) | Self::Benchmark(_) => {}
            Self::Drill(own) => own.figure = figure,
            Self::Technique(own) => own.figure = figure,
        }
        self
    }

    /// The same, called by the id that follows from its place on the shelf. A favourite has no other id than that.
    #[must_use]
    pub fn placed_at(mut self, place: RecordId) -> Self {
        let id = own_id(place);
        match &mut self {
            Self::Favourite(_) => {}
            Self::Drill(own) => own.entry.id = id.as_str().into(),
            Self::Technique(own) => own.entry.id = id.as_str().into(),
            Self::Benchmark(own) => own.id = id.as_str().into(),
        }
        self
    }
}

/// The id of a drill, technique or benchmark in this place of the shelf.
pub fn own_id(place: RecordId) -> String {
    format!("{OWN_PREFIX}{place}")
}

/// A circuit that the person wants to repeat as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Favourite {
    /// What it is called.
    pub name: String,
    /// The circuit.
    pub circuit: Circuit,
}

/// A drill or technique of the person's own, or prescribed to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Own<T> {
    /// The drill or technique; its id begins with `own-`.
    pub entry: T,
    /// What part it takes in planning.
    #[serde(default)]
    pub standing: Standing,
    /// How it is drawn; not at all where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Depiction>,
}

/// How an own drill or technique is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Depiction {
    /// Like this built-in one.
    Like(Work),
    /// By a figure of its own.
    Composed(Box<Figure>),
}

/// What part an own drill or technique takes in planning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// None: it is there for circuits built by hand.
    #[default]
    Aside,
    /// It is offered to the planner like the built-in ones.
    Offered,
    /// It is in the circuit of every day with this dose.
    Prescribed {
        /// Seconds of one side.
        secs: u32,
    },
}

/// A benchmark of the person's own: a mobility test or a performance test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnBenchmark {
    /// Its id, which begins with `own-`.
    pub id: BenchmarkId,
    /// What it is called.
    pub name: String,
    /// The unit as written after a number; may be empty.
    pub unit: String,
    /// Whether left and right are measured apart.
    pub laterality: Laterality,
    /// Which way is better.
    pub better: Better,
    /// Values outside are refused.
    pub range: Range,
    /// The standard error of measurement in its unit, where the person knows it; without it there are no verdicts of
    /// change until enough own retests exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sem: Option<f64>,
    /// How to do it, step by step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// Whether it is still tested.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tested: Tested,
}

/// Whether a benchmark of the person's own is still tested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tested {
    /// It is.
    #[default]
    Still,
    /// It was deleted. It stays on the shelf to lend its name and its unit to the retests that were done.
    NoLonger,
}

/// Whether a value goes without saying.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Which way a benchmark improves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}

/// An inclusive range of values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// The lowest.
    pub min: f64,
    /// The highest.
    pub max: f64,
}
