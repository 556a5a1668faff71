//! The words that cells hold for values of a few kinds.

use crate::domain::{
    Amount, Cause, Concern, Condition, Doubt, Intensity, Mode, Outcome, PainAnswer, Phase, Response, Scale, Side,
    Sides, SkipReason,
};

/// A value of few kinds, each with a word of its own.
pub(super) trait Word: Copy + 'static {
    /// All values.
    const ALL: &'static [Self];

    /// The word in a cell.
    fn word(self) -> &'static str;

    /// The value of a word.
    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }

    /// "easy, moderate or hard".
    fn choices() -> String {
        let words: Vec<&str> = Self::ALL.iter().map(|value| value.word()).collect();
        match words.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => String::new(),
        }
    }
}

/// The cell of a word that may be absent.
pub(super) fn of_word(value: Option<impl Word>) -> String {
    value.map(Word::word).unwrap_or_default().to_owned()
}

impl Word for Concern {
    const ALL: &'static [Self] = &Concern::ALL;

    fn word(self) -> &'static str {
        match self {
            Self::BreathOrChest => "breath_or_chest",
            Self::SaddleOrBladder => "saddle_or_bladder",
            Self::NeckAndSenses => "neck_and_senses",
            Self::DarkUrine => "dark_urine",
            Self::Swelling => "swelling",
            Self::HotAndIll => "hot_and_ill",
            Self::PopOrDeformity => "pop_or_deformity",
            Self::NightPain => "night_pain",
            Self::Numbness => "numbness",
            Self::SharpPain => "sharp_pain",
            Self::LastingPain => "lasting_pain",
            Self::Wound => "wound",
            Self::FreshStrain => "fresh_strain",
            Self::Surgery => "surgery",
        }
    }
}

impl Word for Condition {
    const ALL: &'static [Self] = &Condition::ALL;

    fn word(self) -> &'static str {
        match self {
            Self::BloodThinners => "blood_thinners",
            Self::Pregnancy => "pregnancy",
            Self::Osteoporosis => "osteoporosis",
            Self::Neuropathy => "neuropathy",
            Self::Hypermobility => "hypermobility",
            Self::HighBloodPressure => "high_blood_pressure",
            Self::VaricoseVeins => "varicose_veins",
        }
    }
}

impl Word for Cause {
    const ALL: &'static [Self] = &Self::ALL;

    fn word(self) -> &'static str {
        match self {
            Self::Flagged(concern) => concern.word(),
            Self::Painful => "painful",
            Self::Condition(condition) => condition.word(),
            Self::Excluded => "excluded",
        }
    }
}

impl Word for Amount {
    const ALL: &'static [Self] = &Amount::ALL;

    fn word(self) -> &'static str {
        self.label()
    }
}

impl Word for PainAnswer {
    const ALL: &'static [Self] = &PainAnswer::ALL;

    fn word(self) -> &'static str {
        match self {
            Self::SeenSomeone => "seen_someone",
            Self::Dismissed => "dismissed",
        }
    }
}

impl Word for Intensity {
    const ALL: &'static [Self] = &Intensity::ALL;

    fn word(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Moderate => "moderate",
            Self::Hard => "hard",
        }
    }
}

impl Word for Mode {
    const ALL: &'static [Self] = &[Self::BeforeTraining, Self::Recovery];

    fn word(self) -> &'static str {
        match self {
            Self::BeforeTraining => "before_training",
            Self::Recovery => "recovery",
        }
    }
}

impl Word for Outcome {
    const ALL: &'static [Self] = &[Self::Finished, Self::Abandoned];

    fn word(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Abandoned => "abandoned",
        }
    }
}

impl Word for Phase {
    const ALL: &'static [Self] =
        &[Self::WarmUp, Self::Tissue, Self::Motion, Self::Active, Self::Pattern, Self::Breathing];

    fn word(self) -> &'static str {
        match self {
            Self::WarmUp => "warm_up",
            Self::Tissue => "tissue",
            Self::Motion => "motion",
            Self::Active => "active",
            Self::Pattern => "pattern",
            Self::Breathing => "breathing",
        }
    }
}

impl Word for Sides {
    const ALL: &'static [Self] =
        &[Self::One(Side::Left), Self::One(Side::Right), Self::One(Side::Midline), Self::Each, Self::Together];

    fn word(self) -> &'static str {
        match self {
            Self::One(Side::Left) => "left",
            Self::One(Side::Right) => "right",
            Self::One(Side::Midline) => "midline",
            Self::Each => "each",
            Self::Together => "together",
        }
    }
}

impl Word for Response {
    const ALL: &'static [Self] = &Response::ALL;

    fn word(self) -> &'static str {
        match self {
            Self::Eased => "eased",
            Self::Same => "same",
            Self::Worse => "worse",
        }
    }
}

impl Word for SkipReason {
    const ALL: &'static [Self] = &SkipReason::ALL;

    fn word(self) -> &'static str {
        match self {
            Self::Hurts => "hurts",
            Self::NoTool => "no_tool",
            Self::NoSpace => "no_space",
            Self::Dull => "dull",
        }
    }
}

impl Word for Scale {
    const ALL: &'static [Self] = &[Self::Soreness, Self::Stiffness];

    fn word(self) -> &'static str {
        match self {
            Self::Soreness => "soreness",
            Self::Stiffness => "stiffness",
        }
    }
}

impl Word for Doubt {
    const ALL: &'static [Self] = &Doubt::ALL;

    fn word(self) -> &'static str {
        match self {
            Self::AfterCircuit => "after_circuit",
            Self::AfterHardTraining => "after_hard_training",
            Self::OtherTimeOfDay => "other_time_of_day",
        }
    }
}

/// Drill or technique.
#[derive(Clone, Copy)]
pub(super) enum WorkKind {
    Drill,
    Technique,
}

impl Word for WorkKind {
    const ALL: &'static [Self] = &[Self::Drill, Self::Technique];

    fn word(self) -> &'static str {
        match self {
            Self::Drill => "drill",
            Self::Technique => "technique",
        }
    }
}

/// Where the trials of a retest stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TrialSide {
    Left,
    Right,
    Both,
}

impl TrialSide {
    /// Where a photo's trial stands.
    pub(super) fn of_photo(side: Side) -> Self {
        match side {
            Side::Left => Self::Left,
            Side::Right => Self::Right,
            Side::Midline => Self::Both,
        }
    }

    /// The side of a photo of such a trial.
    pub(super) fn of_body(self) -> Side {
        match self {
            Self::Left => Side::Left,
            Self::Right => Side::Right,
            Self::Both => Side::Midline,
        }
    }
}

impl Word for TrialSide {
    const ALL: &'static [Self] = &[Self::Left, Self::Right, Self::Both];

    fn word(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Both => "both",
        }
    }
}
