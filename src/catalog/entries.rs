//! The entries of the catalogue, in the shape in which they stand in `assets/catalog/*.ron`.

use serde::{Deserialize, Serialize};

use crate::domain::{BenchmarkId, Better, DrillId, Group, Plane, Range, SessionTypeId};

/// A kind of training, and what it asks of the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionType {
    /// E.g. `squat`.
    pub id: SessionTypeId,
    /// Name on screen, sentence case.
    pub name: String,
    /// One or two words, lower case, for lines that join several: "squat + hinge".
    pub short: String,
    /// The positions it needs, in words.
    pub positions: String,
    /// The joint movements to prepare, in order of priority, in words.
    pub joints: Vec<String>,
    /// The groups of those joints, in the same order.
    pub joint_groups: Vec<Group>,
    /// Tissues to treat first, in order of priority.
    pub tissues: Vec<Group>,
    /// Neighbouring tissues.
    pub neighbours: Vec<Group>,
    /// The planes it loads, the main one first.
    pub planes: Vec<Plane>,
    /// Benchmarks that inform it.
    pub benchmarks: Vec<BenchmarkId>,
    /// Drills that rehearse its pattern, the closest first.
    pub rehearsal: Vec<DrillId>,
    /// What to leave out right before it, in words; empty where nothing is named.
    #[serde(default)]
    pub avoid_before: String,
    /// Whether percussion right before it is left out (explosive work).
    #[serde(default)]
    pub explosive: bool,
    /// Where the facts come from.
    pub source: String,
}

/// The unit of a benchmark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// Centimetres.
    Cm,
    /// Degrees.
    Degrees,
    /// Points of an ordinal score.
    Points,
    /// One of the person's own, as written after a number with its space; may be empty.
    Own(Box<str>),
}

impl Unit {
    /// The unit that a person calls so: one of the known ones, or their own.
    pub fn named(name: &str) -> Self {
        match name.trim() {
            "cm" => Self::Cm,
            "°" => Self::Degrees,
            "points" => Self::Points,
            "" => Self::Own(Box::default()),
            // Signs stand right after the number, words a space away.
            sign if !sign.starts_with(char::is_alphanumeric) => Self::Own(sign.into()),
            word => Self::Own(format!(" {word}").into()),
        }
    }

    /// The unit as written after a number, with its space.
    pub fn suffix(&self) -> &str {
        match self {
            Self::Cm => " cm",
            Self::Degrees => "°",
            Self::Points => " points",
            Self::Own(suffix) => suffix,
        }
    }
}

/// How sure a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// Convention, a website, or a guess.
    Low,
    /// One small study or a secondary page.
    Medium,
    /// Read in a peer-reviewed abstract, or recomputed.
    High,
}

/// The measurement error of a benchmark between days, in its unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestError {
    /// Standard error of measurement to use before personal data exist.
    pub sem: f64,
    /// Change between one session and one other that exceeds error (95 %).
    pub mdc_one_to_one: f64,
    /// The same between the mean of three sessions and the mean of two.
    pub mdc_three_to_two: f64,
    /// Difference between sides worth a note; absent where sides do not apply.
    #[serde(default)]
    pub asymmetry: Option<f64>,
    /// How sure the error is.
    pub confidence: Confidence,
}

impl TestError {
    /// The error of a test of the person's own, of which they know the standard error of measurement: the detectable
    /// changes follow from it (Weir 2005, JSCR 19:231), and how sides compare is not known.
    pub fn of_own(sem: f64) -> Self {
        const Z_95: f64 = 1.96;
        Self {
            sem,
            mdc_one_to_one: Z_95 * 2.0_f64.sqrt() * sem,
            mdc_three_to_two: Z_95 * (1.0_f64 / 3.0 + 0.5).sqrt() * sem,
            asymmetry: None,
            confidence: Confidence::Low,
        }
    }
}

/// A value reported for a group of people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norm {
    /// Who.
    pub people: String,
    /// The mean or range, in words with its unit, as reported.
    pub value: String,
    /// How far apart these people were, in the unit of the benchmark; absent where none was reported, where they were in
    /// another position, or where it holds for an age that most are not of.
    #[serde(default)]
    pub band: Option<Range>,
    /// What the band is.
    #[serde(default)]
    pub spread: Spread,
    /// Who moved the joint.
    #[serde(default)]
    pub mover: Mover,
    /// Where it was read.
    pub source: String,
    /// How sure it is; low ones are kept for completeness and not shown as a norm.
    pub confidence: Confidence,
}

/// What the band of a norm is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spread {
    /// The mean ± one standard deviation.
    #[default]
    OneSd,
    /// The range as reported.
    Range,
}

/// Who moved the joint when others were measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mover {
    /// They themselves, as in the benchmark.
    #[default]
    Oneself,
    /// A tester: that reaches farther than one's own strength.
    Tester,
}

/// The rotation that makes a total arc with another one of the same joint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotalArc {
    /// The benchmark of the other rotation.
    pub with: BenchmarkId,
    /// The sides differ only where their total arcs do, by more than this, in the unit of the benchmark.
    pub gap: f64,
}

/// A mobility test with a protocol, a unit and a known error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Benchmark {
    /// E.g. `ktw`.
    pub id: BenchmarkId,
    /// Name on screen, sentence case.
    pub name: String,
    /// The benchmark whose place it can take; offer only one of the two.
    #[serde(default)]
    pub alternative_to: Option<BenchmarkId>,
    /// How to do it, step by step.
    pub steps: Vec<String>,
    /// What is needed to measure.
    pub tool: String,
    /// The unit.
    pub unit: Unit,
    /// Whether left and right are measured apart.
    pub sided: bool,
    /// Which way is better.
    pub better: Better,
    /// Values outside are refused.
    pub hard: Range,
    /// Values outside are asked about; absent for scores.
    #[serde(default)]
    pub soft: Option<Range>,
    /// Published supervised error and reliability, in words.
    pub published: String,
    /// The error to use; absent for scores, which take no part in claims of change.
    #[serde(default)]
    pub error: Option<TestError>,
    /// 1 suggested, 2 optional, 3 a rough look that takes no part in claims.
    pub tier: u8,
    /// The groups it reflects, the main one first.
    pub groups: Vec<Group>,
    /// The movements or sessions it informs, in words.
    pub informs: String,
    /// The rotation that it makes a total arc with; absent for most.
    #[serde(default)]
    pub arc: Option<TotalArc>,
    /// Reported values of other people.
    #[serde(default)]
    pub norms: Vec<Norm>,
    /// Where the facts come from.
    pub source: String,
}
