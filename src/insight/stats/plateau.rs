//! Whether a series has come to rest: shown to be flat, not merely not shown to rise.

/// The one-sided limit of 95 %.
const Z_ONE_SIDED: f64 = 1.645;
/// The standard error of the median of slopes against that of the line of least squares, of normal values.
const OF_MEDIAN: f64 = 1.06;

/// The standard error of a slope of [`theil_sen`](super::theil_sen) through tests at these times, in the unit of the test
/// for one unit of time: `1.06·σ/√Σ(t − t̄)²`, σ the standard error of one test. `None` where the times do not differ.
pub fn slope_error(times: &[f64], sem: f64) -> Option<f64> {
    let mean = times.iter().sum::<f64>() / times.len() as f64;
    let squares: f64 = times.iter().map(|time| (time - mean).powi(2)).sum();
    (squares > 0.0).then(|| OF_MEDIAN * sem / squares.sqrt())
}

/// The fastest improvement that a slope still allows, with 95 %: `b + 1.645·SE`. Slope, error and bound are in one unit,
/// turned so that above 0 is better.
///
/// A plateau is equivalence (Schuirmann 1987, J Pharmacokinet Biopharm 15:657): it may be called only where this bound is
/// below the smallest change worth having. A test that found no trend shows nothing of the kind.
pub fn fastest_improvement(slope: f64, error: f64) -> f64 {
    slope + Z_ONE_SIDED * error
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::test_values::standard_normal;
    use super::super::theil_sen;
    use super::*;

    fn weekly(tests: usize) -> Vec<f64> {
        (0..tests).map(|week| 7.0 * week as f64).collect()
    }

    #[test]
    fn the_error_of_a_slope_in_28_days_is_that_of_the_table() {
        let check = |tests: usize, expected: f64| {
            let found = 28.0 * slope_error(&weekly(tests), 1.0).expect("weeks differ");
            assert!((found - expected).abs() < 0.01, "{tests}: {found}");
        };
        check(4, 1.90);
        check(6, 1.01);
        check(8, 0.65);
        check(10, 0.47);
        assert_eq!(slope_error(&[3.0, 3.0], 1.0), None);
        assert_eq!(slope_error(&[], 1.0), None);
    }

    #[test]
    fn a_plateau_is_called_as_often_as_simulated_and_falsely_in_one_of_twenty() {
        let mut rng = fastrand::Rng::with_seed(23);
        let mut share = |tests: usize, true_change: f64, worthwhile: f64| {
            let times = weekly(tests);
            let error = 28.0 * slope_error(&times, 1.0).expect("weeks differ");
            let calls = (0..4000).filter(|_| {
                let points: Vec<(f64, f64)> =
                    times.iter().map(|&day| (day, true_change * day / 28.0 + standard_normal(&mut rng))).collect();
                let slope = 28.0 * theil_sen(&points).expect("weeks differ").slope;
                fastest_improvement(slope, error) < worthwhile
            });
            calls.count() as f64 / 4000.0
        };
        for (tests, at_one, at_one_and_a_half) in [(6, 0.26, 0.43), (8, 0.46, 0.75), (10, 0.69, 0.94)] {
            let found = [share(tests, 0.0, 1.0), share(tests, 0.0, 1.5), share(tests, 1.0, 1.0)];
            for (found, expected) in found.into_iter().zip([at_one, at_one_and_a_half, 0.05]) {
                assert!((found - expected).abs() < 0.03, "{tests}: {found}, not {expected}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_error_of_a_slope_minds_no_shift_of_days_and_scales_with_both_units(
            days in prop::collection::vec(0_i32..400, 2..20), sem in 0.1..5.0_f64, shift in -99.0..99.0_f64,
            scale in 0.1..9.0_f64,
        ) {
            let times: Vec<f64> = days.iter().map(|&day| f64::from(day)).collect();
            let moved: Vec<f64> = times.iter().map(|time| shift + scale * time).collect();
            if let Some(found) = slope_error(&times, sem) {
                let again = slope_error(&moved, sem * 2.0).expect("they still differ");
                prop_assert!((again - 2.0 * found / scale).abs() < 1e-6 * again);
            }
        }
    }
}
