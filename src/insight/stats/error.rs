//! How much a test errs: of two tests without any change between them, how far apart do they lie?

use super::spread::median;

/// What is believed of the error before there are tests of one's own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriorError {
    /// The standard error of measurement between days, in the unit of the test, above 0.
    pub sem: f64,
    /// Its weight, in degrees of freedom: so many own ones count as much.
    pub weight: f64,
}

impl PriorError {
    /// The weight of a published error (science.md 5.1).
    pub const WEIGHT: f64 = 6.0;

    /// A published error, with the usual weight.
    pub fn published(sem: f64) -> Self {
        Self { sem, weight: Self::WEIGHT }
    }
}

/// The error of a test in the hands of one person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PersonalError {
    /// The standard error of measurement between days, in the unit of the test.
    pub sem: f64,
    /// The degrees of freedom that own tests gave: `2m/3` of `m` differences, since successive differences share tests.
    pub own_df: f64,
    /// Differences of successive tests that it was learned from.
    pub differences: usize,
}

/// The standard deviation of one test, from differences of tests in pairs, in their unit: `√(Σd² / 2m)` (Bland and Altman
/// 1986, Lancet i:307). Differences of successive tests make it robust to a slow trend (von Neumann 1941). `None` of
/// nothing.
pub fn repeatability(differences: &[f64]) -> Option<f64> {
    let squares: f64 = differences.iter().map(|difference| difference * difference).sum();
    (!differences.is_empty()).then(|| (squares / (2.0 * differences.len() as f64)).sqrt())
}

/// The same from the median of the differences, unmoved by one that lies far off: `median |d| / 0.9539`, as normal
/// values have it.
pub fn robust_repeatability(differences: &[f64]) -> Option<f64> {
    // The median of |N(0, 2)|.
    const MEDIAN_OF_NORMAL: f64 = 0.9539;
    median(differences.iter().map(|difference| difference.abs())).map(|middle| middle / MEDIAN_OF_NORMAL)
}

/// The error learned slowly: the prior and what the person's own tests say, weighed by their degrees of freedom,
/// `√((ν₀σ₀² + νv) / (ν₀ + ν))` with `v` the square of [`repeatability`] and `ν = 2m/3`, kept within half and twice the
/// prior (science.md 5.1; an inverse-gamma prior on the variance).
///
/// `differences` are those of successive tests at most 28 days apart, in the unit of the test. Without any, it is the
/// prior. With six tests it is conservative: of a person whose error is 0.7, 1.0 or 1.5 times the prior the median
/// estimate is 0.89, 0.97 or 1.14 times.
pub fn sem_personal(differences: &[f64], prior: PriorError) -> PersonalError {
    let PriorError { sem, weight } = prior;
    let own_df = own_df(differences.len());
    let own = repeatability(differences).unwrap_or_default();
    let shrunk = ((weight * sem * sem + own_df * own * own) / (weight + own_df)).sqrt();
    PersonalError { sem: shrunk.clamp(0.5 * sem, 2.0 * sem), own_df, differences: differences.len() }
}

/// The error where nothing is published: that of the person's own tests alone, with at least
/// [`PersonalError::LEAST_DIFFERENCES`]; the larger of the usual and the robust estimate, lest equal tests make an error
/// of almost nothing. `None` with fewer, or where all tests are equal.
pub fn sem_own(differences: &[f64]) -> Option<PersonalError> {
    let own = repeatability(differences)?.max(robust_repeatability(differences)?);
    let is_enough = differences.len() >= PersonalError::LEAST_DIFFERENCES && own > 0.0;
    let own_df = own_df(differences.len());
    is_enough.then_some(PersonalError { sem: own, own_df, differences: differences.len() })
}

impl PersonalError {
    /// The fewest differences that an error is made of without a published one.
    pub const LEAST_DIFFERENCES: usize = 6;
}

fn own_df(differences: usize) -> f64 {
    2.0 * differences as f64 / 3.0
}

/// The smallest change between the means of `from` and `to` tests that exceeds error in 95 of 100 cases, in the unit of
/// `sem`: `1.96 · sem · √(1/from + 1/to)`; between two single tests 2.772 · sem (Weir 2005, JSCR 19:231). Infinite where
/// one of the two has no test.
pub fn mdc95(sem: f64, from: usize, to: usize) -> f64 {
    1.96 * sem * (1.0 / from as f64 + 1.0 / to as f64).sqrt()
}

/// The standard error of measurement behind a smallest detectable change at 90 % between two single tests:
/// `MDC₉₀ / (1.645·√2)`, in its unit. Some studies report only that; by 1.1915 it becomes the change at 95 %.
pub fn sem_of_mdc90(mdc90: f64) -> f64 {
    const Z_90: f64 = 1.644_854;
    mdc90 / (Z_90 * std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn successive(values: &[f64]) -> Vec<f64> {
        values.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    #[test]
    fn the_detectable_change_of_means_is_that_of_the_table() {
        let in_hundredths = |from, to| (mdc95(1.0, from, to) * 100.0).round() as i32;
        let found = [in_hundredths(1, 1), in_hundredths(2, 1), in_hundredths(3, 1), in_hundredths(3, 2)];
        assert_eq!(found, [277, 240, 226, 179]);
        assert!(mdc95(1.0, 0, 1).is_infinite());
    }

    #[test]
    fn without_own_tests_it_is_the_prior_and_equal_tests_never_make_it_nothing() {
        let prior = PriorError::published(2.0);
        assert_eq!(sem_personal(&[], prior), PersonalError { sem: 2.0, own_df: 0.0, differences: 0 });
        assert!((sem_personal(&[0.0; 500], prior).sem - 1.0).abs() < 1e-12);
        assert!((sem_personal(&[900.0; 500], prior).sem - 4.0).abs() < 1e-12);
        assert_eq!(repeatability(&[]), None);
    }

    #[test]
    fn an_error_without_a_published_one_needs_six_differences_that_are_not_all_nothing() {
        assert_eq!(sem_own(&[1.0; 5]), None);
        assert_eq!(sem_own(&[0.0; 6]), None);
        let found = sem_own(&[1.0, -1.0, 1.0, -1.0, 1.0, -1.0]).expect("six");
        assert!((found.sem - 1.0 / 0.9539).abs() < 1e-9 && (found.own_df - 4.0).abs() < 1e-12);
    }

    #[test]
    fn the_shrunk_error_is_conservative_and_never_wild() {
        let mut rng = fastrand::Rng::with_seed(7);
        for (own, expected) in [(0.7, 0.89), (1.0, 0.97), (1.5, 1.14)] {
            let estimates = (0..4000).map(|_| {
                let tests: Vec<f64> =
                    (0..6).map(|_| own * super::super::test_values::standard_normal(&mut rng)).collect();
                sem_personal(&successive(&tests), PriorError::published(1.0)).sem
            });
            let middle = median(estimates).expect("many");
            assert!((middle - expected).abs() < 0.03, "{own}: {middle}");
        }
    }

    proptest! {
        #[test]
        fn the_error_scales_with_the_unit_and_does_not_mind_direction(
            differences in prop::collection::vec(-50.0..50.0_f64, 0..12), sem in 0.1..5.0_f64, scale in 0.01..100.0_f64,
        ) {
            let found = sem_personal(&differences, PriorError::published(sem)).sem;
            let scaled: Vec<f64> = differences.iter().map(|difference| -scale * difference).collect();
            let again = sem_personal(&scaled, PriorError::published(scale * sem)).sem;
            prop_assert!((again - scale * found).abs() <= 1e-9 * again);
            prop_assert!((0.5 * sem..=2.0 * sem).contains(&found));
        }
    }
}
