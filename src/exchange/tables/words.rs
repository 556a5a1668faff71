//! The words that cells hold for values of a few kinds.

use crate::domain::{Concern, Intensity, Mode, Outcome, Phase, Response, Side, Sides};

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

impl Word for Concern {
    const ALL: &'static [Self] = &Concern::ALL;

    fn word(self) -> &'static str {
        match self {
            Self::SharpPain => "sharp_pain",
            Self::Swelling => "swelling",
            Self::Numbness => "numbness",
            Self::Wound => "wound",
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
