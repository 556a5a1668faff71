//! The shape of a circuit: which phases it has, how they share the time, and the most that each may take.

use super::context::Context;
use crate::domain::{Mode, Phase};

/// From this length on a circuit has tissue work, if any is possible.
pub const TISSUE_FROM_SECS: u32 = 5 * 60;
/// From this length on a circuit ends with its last phase: the pattern, or breathing.
pub const CLOSING_FROM_SECS: u32 = 6 * 60;
/// From this length on a circuit covers all planes (P4).
pub const PLANES_FROM_SECS: u32 = 8 * 60;
/// The warm-up that is wished for, and the most (P5: 5–10 min).
pub const WARM_UP_WISH_SECS: u32 = 5 * 60;
pub const WARM_UP_MOST_SECS: u32 = 10 * 60;
/// The most tissue work in one circuit, changes of place and side apart (design rule: a minute or two a region).
pub const TISSUE_MOST_SECS: u32 = 15 * 60;
/// Groups that get tissue work before training, and in recovery up to [`TISSUE_SHORT_SECS`] (design rule, P7).
pub const TISSUE_GROUPS: usize = 3;
const TISSUE_SHORT_SECS: u32 = 15 * 60;
/// A longer recovery circuit may take one more group for each of these.
const TISSUE_GROUP_EVERY_SECS: u32 = 5 * 60;
/// Rehearsals of the pattern.
pub const PATTERN_MOST: usize = 3;
/// The most holds for one group: 4 min in recovery (Ingram 2025), below 60 s before training (Behm 2016).
const HOLDS_RECOVERY_SECS: u32 = 240;
pub const HOLDS_BEFORE_SECS: u32 = 55;
/// Easy aerobic movement takes at most this part of a circuit: one in so many.
pub const AEROBIC_PART: u32 = 5;

/// Phases that share one part of the time.
pub struct Share {
    pub phases: &'static [Phase],
    percent: u32,
}

impl Share {
    pub fn secs(&self, context: &Context<'_>) -> u32 {
        context.target_secs * self.percent / 100
    }
}

/// The shares of a mode (design rule): brief and precise before training, longer and exploratory with
/// breathing in recovery (P10). In recovery few drills use the range actively, so they share a part with the motion.
pub fn shares(mode: Mode) -> &'static [Share] {
    match mode {
        Mode::BeforeTraining => &[
            Share { phases: &[Phase::WarmUp], percent: 20 },
            Share { phases: &[Phase::Tissue], percent: 20 },
            Share { phases: &[Phase::Motion], percent: 32 },
            Share { phases: &[Phase::Active], percent: 16 },
            Share { phases: &[Phase::Pattern], percent: 12 },
        ],
        Mode::Recovery => &[
            Share { phases: &[Phase::WarmUp], percent: 17 },
            Share { phases: &[Phase::Tissue], percent: 25 },
            Share { phases: &[Phase::Motion, Phase::Active], percent: 42 },
            Share { phases: &[Phase::Breathing], percent: 16 },
        ],
    }
}

/// The share of a phase in seconds; nothing where the mode has no such phase.
pub fn share_secs(context: &Context<'_>, phase: Phase) -> u32 {
    shares(context.mode).iter().find(|share| share.phases.contains(&phase)).map_or(0, |share| share.secs(context))
}

/// How many groups may get tissue work.
pub fn tissue_groups(context: &Context<'_>) -> usize {
    match context.mode {
        Mode::BeforeTraining => TISSUE_GROUPS,
        Mode::Recovery => {
            let longer = context.target_secs.saturating_sub(TISSUE_SHORT_SECS);
            TISSUE_GROUPS + (longer / TISSUE_GROUP_EVERY_SECS) as usize
        }
    }
}

/// The most seconds of holds for one group.
pub fn holds_secs(mode: Mode) -> u32 {
    match mode {
        Mode::BeforeTraining => HOLDS_BEFORE_SECS,
        Mode::Recovery => HOLDS_RECOVERY_SECS,
    }
}
