//! The estimators of the program, each with its formula, its source, its units and what it does at the edges.
//!
//! They are the whole of what the program may say in numbers about one person (section 5 of its collected science), and
//! stand here together so that they can be read and checked together: the tests hold each against published
//! numbers. The benchmarks use [`sem_personal`], [`Baseline`], [`change_verdict`], [`change_probabilities`],
//! [`theil_sen`], [`mann_kendall`], [`slope_error`] and [`asymmetry_beyond_error`]; the trends of soreness [`Cusum`] and
//! the medians. Those that compare techniques, and [`pettitt`] and [`Ewma`], wait for the screens of their questions.

mod change;
mod cusum;
mod error;
mod ewma;
mod normal;
#[cfg(test)]
mod oracles;
mod paired;
mod plateau;
mod pooled;
mod proportion;
mod shift;
mod spread;
mod trend;

pub use change::{
    BASELINE_TESTS, Baseline, CHANGE_LIMIT, Change, ChangeProbabilities, Direction, MAYBE_LIMIT,
    asymmetry_beyond_error, change_probabilities, change_verdict,
};
pub use cusum::Cusum;
pub use error::{
    PersonalError, PriorError, mdc95, repeatability, robust_repeatability, sem_of_mdc90, sem_own, sem_personal,
};
pub use ewma::Ewma;
pub use normal::{normal_cdf, student_limit};
pub use paired::{PairedT, SignedRank, hodges_lehmann, paired_t, signed_rank};
pub use plateau::{fastest_improvement, slope_error};
pub use pooled::{Estimate, Pooled, Shrunk, expected_again, mean_given, pooled, probability_larger, shrunk};
pub use proportion::wilson_interval;
pub use shift::{Pettitt, pettitt};
pub use spread::{median, robust_sd};
pub use trend::{MannKendall, TheilSen, kendall_critical, kendall_upper_tail, mann_kendall, theil_sen};

/// Values for tests.
#[cfg(test)]
pub(crate) mod test_values {
    /// A standard normal value (Box and Muller 1958).
    pub(in crate::insight) fn standard_normal(rng: &mut fastrand::Rng) -> f64 {
        let (radius, angle) = ((1.0 - rng.f64()).ln(), std::f64::consts::TAU * rng.f64());
        (-2.0 * radius).sqrt() * angle.cos()
    }
}
