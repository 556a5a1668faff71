//! The answers of one moment: how regions feel, how the person is, and what was measured.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{MetricId, MetricValue, Rating, Readiness, Region, Response, Wellness};

/// The answers of one moment. What was not asked or not answered is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckIn {
    /// Region ratings.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub regions: BTreeMap<Region, RegionRating>,
    /// Readiness to train.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readiness: Option<Readiness>,
    /// How the person is, item by item.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub wellness: BTreeMap<WellnessItem, Wellness>,
    /// What of daily life recovery rests on.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub habits: BTreeMap<Habit, Amount>,
    /// What was measured, each in the unit of its metric.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub metrics: BTreeMap<MetricId, MetricValue>,
    /// How regions feel that were treated the day before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub mornings: BTreeMap<Region, Response>,
    /// What was answered to the advice about lasting pain.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pain_answers: BTreeMap<Region, PainAnswer>,
    /// Free words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl CheckIn {
    /// Whether nothing at all was answered.
    pub fn is_empty(&self) -> bool {
        let Self { regions, readiness, wellness, habits, metrics, mornings, pain_answers, note } = self;
        regions.values().all(RegionRating::is_empty)
            && readiness.is_none()
            && wellness.is_empty()
            && habits.is_empty()
            && metrics.is_empty()
            && mornings.is_empty()
            && pain_answers.is_empty()
            && note.is_empty()
    }
}

/// How one region feels. Sore, stiff and wrong are different things and are kept apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionRating {
    /// How sore, if rated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soreness: Option<Rating>,
    /// How stiff, if rated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stiffness: Option<Rating>,
    /// What is wrong there, if anything: such a region gets no work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrong: Option<Flag>,
}

impl RegionRating {
    /// Whether nothing was said of the region.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The higher of soreness and stiffness, if either was rated.
    pub fn worst(&self) -> Option<Rating> {
        self.soreness.max(self.stiffness)
    }
}

/// Which of the two ratings of a region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scale {
    /// How sore.
    #[default]
    Soreness,
    /// How stiff.
    Stiffness,
}

impl Scale {
    /// Both scales.
    pub const ALL: [Self; 2] = [Self::Soreness, Self::Stiffness];

    /// The word on screen, sentence case.
    pub fn label(self) -> &'static str {
        match self {
            Self::Soreness => "Soreness",
            Self::Stiffness => "Stiffness",
        }
    }

    /// The word within a sentence.
    pub fn word(self) -> &'static str {
        match self {
            Self::Soreness => "soreness",
            Self::Stiffness => "stiffness",
        }
    }

    /// This scale's part of what was said of a region.
    pub fn of(self, rating: RegionRating) -> Option<Rating> {
        match self {
            Self::Soreness => rating.soreness,
            Self::Stiffness => rating.stiffness,
        }
    }
}

/// A safety answer about a region: it blocks or limits work there until it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// What is wrong.
    pub concern: Concern,
    /// The day on which it ends by itself, that day free again; without one it lasts until the person answers anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl From<Concern> for Flag {
    fn from(concern: Concern) -> Self {
        Self { concern, until: None }
    }
}

/// A sign that something is wrong in a region; it is never worked on. `assets/safety` says what each asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Concern {
    /// Breathlessness, chest pain or coughing blood.
    BreathOrChest,
    /// Numbness between the legs, bladder or bowel trouble, weakness of both legs.
    SaddleOrBladder,
    /// Severe neck pain or headache with trouble of the senses, of speech or of balance.
    NeckAndSenses,
    /// Dark urine, or very severe swelling or weakness after hard training.
    DarkUrine,
    /// Swelling, warmth or a colour change.
    Swelling,
    /// Fever or feeling ill with a hot, red, very painful part.
    HotAndIll,
    /// A pop with swelling, an odd shape, or no strength to bear weight.
    PopOrDeformity,
    /// Constant pain at night, or pain with a history that asks for a look.
    NightPain,
    /// Numbness, tingling or weakness.
    Numbness,
    /// Sharp, pinpoint or worsening pain.
    SharpPain,
    /// Pain of two weeks without change, locking or giving way.
    LastingPain,
    /// A wound, burn, rash, infection or suspected fracture.
    Wound,
    /// A fresh strain or bruise.
    FreshStrain,
    /// Surgery of the last weeks, or an implant under the skin.
    Surgery,
}

impl Concern {
    /// All concerns, the most urgent first.
    pub const ALL: [Self; 14] = [
        Self::BreathOrChest,
        Self::SaddleOrBladder,
        Self::NeckAndSenses,
        Self::DarkUrine,
        Self::Swelling,
        Self::HotAndIll,
        Self::PopOrDeformity,
        Self::NightPain,
        Self::Numbness,
        Self::SharpPain,
        Self::LastingPain,
        Self::Wound,
        Self::FreshStrain,
        Self::Surgery,
    ];
}

/// The five questions of daily wellness (McLean 2010, IJSPP 5:367).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum WellnessItem {
    /// How well the person slept.
    Sleep,
    /// How fresh they are.
    Energy,
    /// Their mood.
    Mood,
    /// How relaxed they are.
    Stress,
    /// How free of soreness the body is as a whole.
    Soreness,
}

impl WellnessItem {
    /// All items, in the order in which they are asked.
    pub const ALL: [Self; 5] = [Self::Sleep, Self::Energy, Self::Mood, Self::Stress, Self::Soreness];

    /// The word on screen, sentence case.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sleep => "Sleep",
            Self::Energy => "Energy",
            Self::Mood => "Mood",
            Self::Stress => "Stress",
            Self::Soreness => "Soreness",
        }
    }
}

/// A part of daily life that recovery rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Habit {
    /// Drinking.
    Water,
    /// Eating.
    Food,
}

impl Habit {
    /// Both habits.
    pub const ALL: [Self; 2] = [Self::Water, Self::Food];

    /// The word on screen, sentence case.
    pub fn label(self) -> &'static str {
        match self {
            Self::Water => "Water",
            Self::Food => "Food",
        }
    }
}

/// How much of a habit there was, as the person sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Amount {
    /// Less than the body asked for.
    Little,
    /// As much as it asked for.
    Enough,
    /// More than that.
    Plenty,
}

impl Amount {
    /// All amounts, the least first.
    pub const ALL: [Self; 3] = [Self::Little, Self::Enough, Self::Plenty];

    /// The word on screen, in lower case.
    pub fn label(self) -> &'static str {
        match self {
            Self::Little => "little",
            Self::Enough => "enough",
            Self::Plenty => "plenty",
        }
    }
}

/// What a person answered to the advice to have a lasting pain looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PainAnswer {
    /// Someone has looked at it.
    SeenSomeone,
    /// Not now.
    Dismissed,
}

impl PainAnswer {
    /// Both answers.
    pub const ALL: [Self; 2] = [Self::SeenSomeone, Self::Dismissed];

    /// The words on screen, sentence case.
    pub fn label(self) -> &'static str {
        match self {
            Self::SeenSomeone => "I have seen someone",
            Self::Dismissed => "Dismiss for 4 weeks",
        }
    }
}
