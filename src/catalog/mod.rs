//! What can be done and measured: drills, techniques, session types and benchmarks, parsed from `assets/catalog/*.ron`,
//! and those of the person's own from their shelf.
//!
//! The files are part of the program and state their sources; the facts come with the limits that the sources set.
//! Architecture invariant: nothing here knows of files on disk, clocks or windows.

mod entries;
mod own;
#[cfg(test)]
mod tests;

pub use crate::domain::{Better, Dose, Drill, DrillKind, Laterality, Plane, Position, Range, Technique};
pub use entries::{Benchmark, Confidence, Mover, Norm, SessionType, Spread, TestError, TotalArc, Unit};

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::domain::{BenchmarkId, Depiction, DrillId, RecordId, SessionTypeId, Standing, TechniqueId, Work};

/// The built-in entries, and beside them those of the person's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    drills: Vec<Drill>,
    techniques: Vec<Technique>,
    session_types: Vec<SessionType>,
    benchmarks: Vec<Benchmark>,
    own_works: BTreeMap<Work, OwnWork>,
    own_benchmarks: BTreeMap<BenchmarkId, RecordId>,
    depictions: BTreeMap<Work, Depiction>,
    gone: BTreeMap<Work, Gone>,
    /// The person's own benchmarks that were deleted, for the retests that name them.
    gone_benchmarks: BTreeMap<BenchmarkId, Benchmark>,
}

/// Where a drill or technique of the person's own is on the shelf, and what part it takes in planning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnWork {
    /// Its place on the shelf.
    pub place: RecordId,
    /// What part it takes.
    pub standing: Standing,
}

/// What is still known of an own drill or technique that is no longer on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Gone {
    name: String,
    cue: String,
}

/// A built-in file that does not parse: a mistake in the program, shown with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("assets/catalog/{file}:{}: {}", .error.span.start, .error.code)]
pub struct CatalogError {
    file: &'static str,
    error: Box<ron::error::SpannedError>,
}

/// One embedded file of the catalogue.
#[derive(Clone, Copy)]
struct EmbeddedFile {
    file: &'static str,
    text: &'static str,
}

impl EmbeddedFile {
    const DRILLS: Self = Self { file: "drills.ron", text: include_str!("../../assets/catalog/drills.ron") };
    const TECHNIQUES: Self = Self { file: "techniques.ron", text: include_str!("../../assets/catalog/techniques.ron") };
    const SESSION_TYPES: Self =
        Self { file: "session_types.ron", text: include_str!("../../assets/catalog/session_types.ron") };
    const BENCHMARKS: Self = Self { file: "benchmarks.ron", text: include_str!("../../assets/catalog/benchmarks.ron") };

    fn parse<T: DeserializeOwned>(self) -> Result<Vec<T>, CatalogError> {
        ron::from_str(self.text).map_err(|error| CatalogError { file: self.file, error: Box::new(error) })
    }
}

impl Catalog {
    /// The catalogue that ships with the program.
    pub fn built_in() -> Result<Self, CatalogError> {
        Ok(Self {
            drills: EmbeddedFile::DRILLS.parse()?,
            techniques: EmbeddedFile::TECHNIQUES.parse()?,
            session_types: EmbeddedFile::SESSION_TYPES.parse()?,
            benchmarks: EmbeddedFile::BENCHMARKS.parse()?,
            own_works: BTreeMap::new(),
            own_benchmarks: BTreeMap::new(),
            depictions: BTreeMap::new(),
            gone: BTreeMap::new(),
            gone_benchmarks: BTreeMap::new(),
        })
    }

    /// All drills: the built-in ones in the order of their ids, then the person's own.
    pub fn drills(&self) -> &[Drill] {
        &self.drills
    }

    /// All techniques: the built-in ones in the order of their ids, then the person's own.
    pub fn techniques(&self) -> &[Technique] {
        &self.techniques
    }

    /// All session types, in the order in which they are offered.
    pub fn session_types(&self) -> &[SessionType] {
        &self.session_types
    }

    /// All benchmarks, in the order in which they are offered, the person's own last.
    pub fn benchmarks(&self) -> &[Benchmark] {
        &self.benchmarks
    }

    /// The drill of an id.
    pub fn drill(&self, id: &DrillId) -> Option<&Drill> {
        self.drills.iter().find(|drill| drill.id == *id)
    }

    /// The technique of an id.
    pub fn technique(&self, id: &TechniqueId) -> Option<&Technique> {
        self.techniques.iter().find(|technique| technique.id == *id)
    }

    /// The session type of an id.
    pub fn session_type(&self, id: &SessionTypeId) -> Option<&SessionType> {
        self.session_types.iter().find(|session| session.id == *id)
    }

    /// The benchmark of an id.
    pub fn benchmark(&self, id: &BenchmarkId) -> Option<&Benchmark> {
        self.benchmarks.iter().find(|benchmark| benchmark.id == *id)
    }

    /// The benchmark of an id, also one of the person's own that was deleted: for retests that were done.
    pub fn known_benchmark(&self, id: &BenchmarkId) -> Option<&Benchmark> {
        self.benchmark(id).or_else(|| self.gone_benchmarks.get(id))
    }

    /// The place and the standing of a drill or technique of the person's own; `None` for a built-in one.
    pub fn own_work(&self, work: &Work) -> Option<OwnWork> {
        self.own_works.get(work).copied()
    }

    /// How a drill or technique of the person's own is drawn; `None` for a built-in one, and one without a figure.
    pub fn depiction(&self, work: &Work) -> Option<&Depiction> {
        self.depictions.get(work)
    }

    /// The place of a benchmark of the person's own; `None` for a built-in one.
    pub fn own_benchmark(&self, id: &BenchmarkId) -> Option<RecordId> {
        self.own_benchmarks.get(id).copied()
    }

    /// Whether the planner may choose a drill or technique: all but the person's own that stand aside.
    pub fn takes_part(&self, work: &Work) -> bool {
        self.own_work(work).is_none_or(|own| own.standing != Standing::Aside)
    }

    /// The seconds of one side that a drill or technique is prescribed for every day.
    pub fn prescribed_secs(&self, work: &Work) -> Option<u32> {
        match self.own_work(work)?.standing {
            Standing::Prescribed { secs } => Some(secs),
            Standing::Aside | Standing::Offered => None,
        }
    }

    /// The name of what is done at a station; of an own work that is no longer on the shelf the last one known, else the
    /// bare id.
    pub fn work_name<'a>(&'a self, work: &'a Work) -> &'a str {
        let name = match work {
            Work::Drill(id) => self.drill(id).map(|drill| drill.name.as_str()),
            Work::Technique(id) => self.technique(id).map(|technique| technique.name.as_str()),
        };
        name.or_else(|| self.gone.get(work).map(|gone| gone.name.as_str())).unwrap_or(work.id())
    }

    /// The cue of what is done at a station; empty where nothing is known of it any more.
    pub fn work_cue(&self, work: &Work) -> &str {
        let cue = match work {
            Work::Drill(id) => self.drill(id).map(|drill| drill.cue.as_str()),
            Work::Technique(id) => self.technique(id).map(|technique| technique.cue.as_str()),
        };
        cue.or_else(|| self.gone.get(work).map(|gone| gone.cue.as_str())).unwrap_or_default()
    }
}
