//! Drills and techniques: the shape of the built-in ones in `assets/catalog/` and of the person's own.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{DrillId, Group, Hazard, Mode, Pressure, TechniqueId, ToolNeed};

/// Whether an entry works one side at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Laterality {
    /// One side at a time; its seconds are for each side.
    PerSide,
    /// Both sides at once, or the midline.
    Together,
}

/// Where the body is during work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Position {
    /// Standing, or sitting on a chair.
    Standing,
    /// At a wall, a post or a door frame.
    Wall,
    /// Lying, sitting or kneeling on the floor.
    Floor,
}

/// The anatomical planes of movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Plane {
    /// Front to back.
    Sagittal,
    /// Side to side.
    Frontal,
    /// Turning.
    Transverse,
}

/// What kind of movement a drill is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DrillKind {
    /// Controlled joint circle.
    Circle,
    /// Dynamic movement through range.
    Dynamic,
    /// Strength at the end of the range.
    ActiveEndRange,
    /// Static hold.
    Hold,
    /// Easy aerobic movement.
    EasyAerobic,
    /// Slow breathing.
    Breathing,
}

/// Seconds of one round (one side where [`Laterality::PerSide`]), from the least that is worth the change of place to
/// the most the sources support.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dose {
    /// The least.
    pub min: u32,
    /// The usual dose.
    pub usual: u32,
    /// The most.
    pub max: u32,
}

/// A movement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drill {
    /// `d01` to `d55`.
    pub id: DrillId,
    /// Name on screen, sentence case.
    pub name: String,
    /// Where the body is.
    pub position: Position,
    /// What kinds of movement it holds; one drill joins two.
    pub kinds: Vec<DrillKind>,
    /// What must be at hand.
    #[serde(default)]
    pub needs: ToolNeed,
    /// The groups it moves, the main one first.
    pub groups: Vec<Group>,
    /// The planes it moves in; breathing has none.
    #[serde(default)]
    pub planes: Vec<Plane>,
    /// One side at a time, or together.
    pub laterality: Laterality,
    /// Dose before training; absent where it does not belong there.
    #[serde(default)]
    pub before: Option<Dose>,
    /// Dose in recovery; absent where it does not belong there.
    #[serde(default)]
    pub recovery: Option<Dose>,
    /// How to do it: one or two short sentences, read from the floor.
    pub cue: String,
    /// Whom or what to mind, in words; empty where nothing is known.
    #[serde(default)]
    pub caution: String,
    /// What it asks of the body and some conditions forbid.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub hazards: BTreeSet<Hazard>,
    /// Where the facts come from.
    pub source: String,
}

/// A way of soft-tissue work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Technique {
    /// `s01` to `s24`.
    pub id: TechniqueId,
    /// Name on screen, sentence case.
    pub name: String,
    /// Where the body is.
    pub position: Position,
    /// What must be at hand.
    #[serde(default)]
    pub needs: ToolNeed,
    /// The groups it may be used on; never one whose pressure class is `Never`.
    pub groups: Vec<Group>,
    /// One side at a time, or together.
    pub laterality: Laterality,
    /// Dose before training; absent where it does not belong there.
    #[serde(default)]
    pub before: Option<Dose>,
    /// Dose in recovery.
    pub recovery: Dose,
    /// The most pressure this technique is used with; the region's class may lower it.
    pub max_pressure: Pressure,
    /// Whether it is hand, soft ball or lying rest, and so may be used on a region of gentle pressure.
    pub gentle: bool,
    /// How to do it: one or two short sentences, read from the floor.
    pub cue: String,
    /// Where it must never go, and whom to mind, in words.
    #[serde(default)]
    pub caution: String,
    /// What it asks of the body and some conditions forbid.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub hazards: BTreeSet<Hazard>,
    /// Where the facts come from.
    pub source: String,
}

impl Drill {
    /// The dose for a mode, if the drill belongs there.
    pub fn dose(&self, mode: Mode) -> Option<Dose> {
        match mode {
            Mode::BeforeTraining => self.before,
            Mode::Recovery => self.recovery,
        }
    }
}

impl Technique {
    /// The dose for a mode, if the technique belongs there.
    pub fn dose(&self, mode: Mode) -> Option<Dose> {
        match mode {
            Mode::BeforeTraining => self.before,
            Mode::Recovery => Some(self.recovery),
        }
    }
}
