//! The shape of a circuit: the courses it is made of, how they share the time, and the most that each may take.

use super::candidates::Candidate;
use super::context::Context;
use super::knapsack::STEP_SECS;
use crate::domain::{Mode, Phase};

/// From this length on a circuit covers all planes (P4).
pub const PLANES_FROM_SECS: u32 = 8 * 60;
/// The warm-up that is wished for, and the most (P5: 5–10 min).
pub const WARM_UP_WISH_SECS: u32 = 5 * 60;
const WARM_UP_MOST_SECS: u32 = 10 * 60;
/// The most tissue work in one circuit (design rule: a minute or two a region).
pub const TISSUE_MOST_SECS: u32 = 15 * 60;
/// Groups that get tissue work before training, and in recovery up to [`TISSUE_SHORT_SECS`] (design rule, P7).
pub const TISSUE_GROUPS: usize = 3;
const TISSUE_SHORT_SECS: u32 = 15 * 60;
/// A longer recovery circuit may take one more group for each of these.
const TISSUE_GROUP_EVERY_SECS: u32 = 5 * 60;
/// Rehearsals of the pattern.
const PATTERN_MOST: usize = 3;
/// The most holds for one group: 4 min in recovery (Ingram 2025), below 60 s before training (Behm 2016).
const HOLDS_RECOVERY_SECS: u32 = 240;
pub const HOLDS_BEFORE_SECS: u32 = 55;
/// Easy aerobic movement takes at most this part of a circuit: one in so many.
const AEROBIC_PART: u32 = 5;

/// What a second up to the share of a course is worth, in thousandths of a point: about as much as a second for a region
/// with a rating of 3, so that a higher need may take time from another course and a lower one may not.
const SHARE_WORTH: u64 = 800;
/// The same for the warm-up, which no need shortens (P5).
const WARM_UP_SHARE_WORTH: u64 = 6000;

/// Phases that share one part of the time.
pub struct Course {
    pub phases: &'static [Phase],
    percent: u32,
    /// From this length on a circuit has a station of this course, if any is possible.
    from_secs: u32,
    pub share_worth: u64,
}

impl Course {
    const WARM_UP: Self =
        Self { phases: &[Phase::WarmUp], percent: 20, from_secs: 0, share_worth: WARM_UP_SHARE_WORTH };
    const TISSUE: Self = Self { phases: &[Phase::Tissue], percent: 20, from_secs: 5 * 60, share_worth: SHARE_WORTH };
    const MOTION: Self = Self { phases: &[Phase::Motion], percent: 32, from_secs: 0, share_worth: SHARE_WORTH };
    const ACTIVE: Self = Self { phases: &[Phase::Active], percent: 16, from_secs: 10 * 60, share_worth: SHARE_WORTH };
    const PATTERN: Self = Self { phases: &[Phase::Pattern], percent: 12, from_secs: 6 * 60, share_worth: SHARE_WORTH };
    pub const BREATHING: Self =
        Self { phases: &[Phase::Breathing], percent: 16, from_secs: 6 * 60, share_worth: SHARE_WORTH };

    /// The seconds that the course should have.
    pub fn share_secs(&self, context: &Context<'_>) -> u32 {
        context.target_secs * self.percent / 100
    }

    /// Whether a circuit of this length has a station of this course.
    pub fn belongs(&self, context: &Context<'_>) -> bool {
        context.target_secs >= self.from_secs
    }

    /// The most stations.
    pub fn stations_max(&self, context: &Context<'_>) -> usize {
        match self.phases {
            [Phase::Tissue] => tissue_groups(context),
            [Phase::Pattern] => PATTERN_MOST,
            [Phase::Breathing] => 1,
            _ => usize::MAX,
        }
    }

    /// The most seconds, changes of place and side included.
    pub fn secs_max(&self) -> u32 {
        match self.phases {
            [Phase::WarmUp] => WARM_UP_MOST_SECS,
            [Phase::Tissue] => TISSUE_MOST_SECS,
            _ => u32::MAX,
        }
    }
}

/// The courses of a mode (design rule): brief and precise before training, longer and exploratory with breathing in
/// recovery (P10). In recovery few drills use the range actively, so they share a part with the motion.
pub fn courses(mode: Mode) -> &'static [Course] {
    match mode {
        Mode::BeforeTraining => &[Course::WARM_UP, Course::TISSUE, Course::MOTION, Course::ACTIVE, Course::PATTERN],
        Mode::Recovery => &[
            Course { percent: 17, ..Course::WARM_UP },
            Course { percent: 25, ..Course::TISSUE },
            Course { phases: &[Phase::Motion, Phase::Active], percent: 42, ..Course::MOTION },
            Course::BREATHING,
        ],
    }
}

/// The share of a phase in seconds; nothing where the mode has no such phase.
pub fn share_secs(context: &Context<'_>, phase: Phase) -> u32 {
    let course = courses(context.mode).iter().find(|course| course.phases.contains(&phase));
    course.map_or(0, |course| course.share_secs(context))
}

/// How many groups may get tissue work.
fn tissue_groups(context: &Context<'_>) -> usize {
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

/// The seconds of a round at which the benefit levels off. Rolling: sets of 30 to 120 s (Behm 2020, JSCR 34:3301), 30 to
/// 60 s before training; moving: the longest doses of the movement catalogue. What is long by nature has its own.
pub fn top_secs(mode: Mode, candidate: &Candidate<'_>) -> u32 {
    let is_long = candidate.is_aerobic || candidate.phase == Phase::Breathing;
    let top = match (mode, candidate.phase) {
        _ if is_long => candidate.dose.max,
        (Mode::BeforeTraining, _) => 60,
        (Mode::Recovery, Phase::Tissue) => 120,
        (Mode::Recovery, _) => 90,
    };
    top.max(candidate.dose.max) + STEP_SECS
}

/// Whether easy aerobic movement of so many seconds is a small part of the circuit.
pub fn has_room_for_aerobic(context: &Context<'_>, usual_secs: u32) -> bool {
    usual_secs * AEROBIC_PART <= context.target_secs
}
