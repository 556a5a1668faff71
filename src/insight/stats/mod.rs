//! The estimators in use, each with its formula and its source.

mod change;
mod cusum;
mod error;
mod normal;
mod spread;
mod trend;

pub use change::{
    BASELINE_TESTS, Baseline, CHANGE_LIMIT, Change, ChangeProbabilities, Direction, MAYBE_LIMIT,
    asymmetry_beyond_error, change_probabilities, change_verdict,
};
pub use cusum::Cusum;
pub use error::{PersonalError, PriorError, mdc95, repeatability, robust_repeatability, sem_own, sem_personal};
pub use normal::{normal_cdf, student_limit};
pub use spread::{median, robust_sd};
pub use trend::{MannKendall, TheilSen, mann_kendall, theil_sen};

/// Values for tests.
#[cfg(test)]
pub(crate) mod test_values {
    /// A standard normal value (Box and Muller 1958).
    pub(in crate::insight) fn standard_normal(rng: &mut fastrand::Rng) -> f64 {
        let (radius, angle) = ((1.0 - rng.f64()).ln(), std::f64::consts::TAU * rng.f64());
        (-2.0 * radius).sqrt() * angle.cos()
    }
}
