//! Questions asked of the history, answered by pure functions of the [`Document`](crate::domain::Document).
//!
//! Each answer carries its window and its number of ratings, and none claims a cause. Nothing is cached here: whoever
//! asks again and again keeps the answer beside the document's revision.
//!
//! Architecture invariant: pure. Nothing here knows of windows, files or clocks; today comes in as an argument.

mod benchmark;
mod map_history;
mod pain;
mod series;
pub mod stats;
mod trend;
mod work_use;

pub use benchmark::{
    Asymmetry, Centre, Claim, Course, DAY_MINUTES, Deficit, Drift, Due, EVERY_DAYS, Missing, NormBand, Part, Results,
    Session, Shortcoming, SideResults, Verdict, between_people_sd, change_worth, counted_words, deficits, doubt_words,
    doubts, due, far_trial, is_rough_look, minutes_of, norm_band, norm_words, notes, number, retests, score, signed,
    suggested, wanted, worth_words, worthwhile,
};
pub use map_history::{MapHistory, Mean, Means, Span};
pub use pain::{
    ANSWERED_DAYS, PAIN_DAYS, PainKind, PainTrend, SHOWN_EVERY_DAYS, USUAL_DAYS, due_pain_trends, pain_trends,
};
pub use series::{Point, Series, WeekMedian, hard_session_days, rated_regions};
pub use stats::{Cusum, median, robust_sd};
pub use trend::{Comparison, MIN_RATINGS, NOTICEABLE_POINTS, Trend, WINDOW_DAYS, Window};
pub use work_use::{LATELY_DAYS, Tally, WorkUse, WorkUses};
