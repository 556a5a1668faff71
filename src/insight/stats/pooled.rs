//! Estimates of several groups, each drawn towards their common mean by how little it knows itself.

use super::normal::normal_cdf;

/// An estimate and its standard error, in one unit; the error is above 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub mean: f64,
    /// Its standard error.
    pub se: f64,
}

/// Several estimates as one, and how much they differ beyond their errors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pooled {
    /// Their mean, weighed by `1/se²`, if all measure the same.
    pub all: Estimate,
    /// `Q = Σw(y − ȳ)²`, about the number of estimates less one if they differ by error alone (Cochran 1954).
    pub q: f64,
    /// The variance between them beyond error, at least 0 (`DerSimonian` and Laird 1986, Control Clin Trials 7:177):
    /// `(Q − (k − 1)) / (Σw − Σw²/Σw)`.
    pub tau_squared: f64,
}

/// Pools estimates. `None` of none; of a single one the variance between is 0.
pub fn pooled(estimates: &[Estimate]) -> Option<Pooled> {
    let all = mean_given(estimates, 0.0)?;
    let weight = |estimate: &Estimate| estimate.se.powi(-2);
    let q: f64 = estimates.iter().map(|one| weight(one) * (one.mean - all.mean).powi(2)).sum();
    let sum: f64 = estimates.iter().map(weight).sum();
    let squares: f64 = estimates.iter().map(|one| weight(one).powi(2)).sum();
    let spread = sum - squares / sum;
    let free = estimates.len() as f64 - 1.0;
    let tau_squared = if free > 0.0 { ((q - free) / spread).max(0.0) } else { 0.0 };
    Some(Pooled { all, q, tau_squared })
}

/// The common mean of estimates that truly differ with the standard deviation `tau`, at least 0: weighed by
/// `1/(se² + τ²)`. `None` of none.
pub fn mean_given(estimates: &[Estimate], tau: f64) -> Option<Estimate> {
    let weight = |estimate: &Estimate| 1.0 / (estimate.se.powi(2) + tau * tau);
    let sum: f64 = estimates.iter().map(weight).sum();
    let mean = estimates.iter().map(|one| weight(one) * one.mean).sum::<f64>() / sum;
    (!estimates.is_empty()).then(|| Estimate { mean, se: sum.recip().sqrt() })
}

/// An estimate drawn towards the mean of the group it belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrunk {
    /// The weight of the estimate itself, 0 to 1: `B = τ²/(τ² + se²)`; of a mean of n values `nτ²/(nτ² + σ²)`.
    pub weight: f64,
    /// `B·y + (1 − B)·μ`.
    pub mean: f64,
    /// Its standard deviation if μ is known: `τ·√(1 − B)`.
    pub sd: f64,
}

/// Draws an estimate towards `parent`, the mean of a group whose members truly differ with the standard deviation `tau`,
/// at least 0 (Lindley and Smith 1972, JRSS B 34:1). With `tau` of 0 all of it is the parent's.
///
/// One person's results need a model like this: the best of several raw means is mostly luck (Araujo, Julious and Senn
/// 2016, Public Library of Science One 11:e0167167).
pub fn shrunk(estimate: Estimate, parent: f64, tau: f64) -> Shrunk {
    let between = tau * tau;
    let weight = between / (between + estimate.se.powi(2));
    Shrunk { weight, mean: weight * estimate.mean + (1.0 - weight) * parent, sd: tau * (1.0 - weight).sqrt() }
}

/// The probability that the first of two independent estimates is truly the larger: `Φ((m₁ − m₂)/√(s₁² + s₂²))`.
pub fn probability_larger(first: Estimate, second: Estimate) -> f64 {
    normal_cdf((first.mean - second.mean) / first.se.hypot(second.se))
}

/// What a second measurement is expected to be if nothing is done in between: `μ + ρ(first − μ)`, of a measure with the
/// mean `mean` and the correlation `correlation` (0 to 1) between two measurements (Galton 1886; Barnett 2005, Int J
/// Epidemiol 34:215). Whoever acts on bad days sees them pass by themselves.
pub fn expected_again(first: f64, mean: f64, correlation: f64) -> f64 {
    mean + correlation * (first - mean)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn of_one_estimate_or_none_nothing_is_pooled() {
        assert_eq!(pooled(&[]), None);
        let one = Estimate { mean: 3.0, se: 2.0 };
        assert_eq!(pooled(&[one]), Some(Pooled { all: one, q: 0.0, tau_squared: 0.0 }));
    }

    #[test]
    fn without_differences_between_groups_all_is_their_mean() {
        let found = shrunk(Estimate { mean: 3.0, se: 2.0 }, 1.0, 0.0);
        assert_eq!(found, Shrunk { weight: 0.0, mean: 1.0, sd: 0.0 });
    }

    fn estimates() -> impl Strategy<Value = Vec<Estimate>> {
        let estimate = (-50.0..50.0_f64, 0.5..20.0_f64).prop_map(|(mean, se)| Estimate { mean, se });
        prop::collection::vec(estimate, 2..10)
    }

    proptest! {
        #[test]
        fn pooling_moves_with_a_shift_and_stretches_with_the_unit(
            estimates in estimates(), shift in -50.0..50.0_f64, scale in 0.1..10.0_f64,
        ) {
            let moved: Vec<Estimate> = estimates
                .iter()
                .map(|one| Estimate { mean: shift - scale * one.mean, se: scale * one.se })
                .collect();
            let (found, again) = (pooled(&estimates).expect("some"), pooled(&moved).expect("some"));
            prop_assert!((again.all.mean - (shift - scale * found.all.mean)).abs() < 1e-6);
            prop_assert!((again.all.se - scale * found.all.se).abs() < 1e-9 * again.all.se.max(1.0));
            prop_assert!((again.q - found.q).abs() < 1e-6 * found.q.max(1.0));
            prop_assert!((again.tau_squared - scale * scale * found.tau_squared).abs() < 1e-5 * again.tau_squared.max(1.0));
        }

        #[test]
        fn what_is_shrunk_lies_between_itself_and_its_group(
            mean in -50.0..50.0_f64, se in 0.1..20.0_f64, parent in -50.0..50.0_f64, tau in 0.0..20.0_f64,
        ) {
            let estimate = Estimate { mean, se };
            let found = shrunk(estimate, parent, tau);
            prop_assert!((mean.min(parent) - 1e-9..=mean.max(parent) + 1e-9).contains(&found.mean));
            prop_assert!(found.sd <= se.min(tau) + 1e-9, "it knows more than either");
            let other = Estimate { mean: parent, se: tau + 0.1 };
            let sum = probability_larger(estimate, other) + probability_larger(other, estimate);
            prop_assert!((sum - 1.0).abs() < 1e-6);
        }
    }
}
