//! The middle and the spread of values, unmoved by a few that lie far off.

/// The median of finite values: the middle one, or the mean of the two middle ones; `None` of nothing.
///
/// ```
/// use supple::insight::median;
///
/// assert_eq!(median([5.0, 1.0, 2.0]), Some(2.0));
/// assert_eq!(median([]), None);
/// ```
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    Some(if sorted.len().is_multiple_of(2) { f64::midpoint(sorted[middle - 1], upper) } else { upper })
}

/// A robust standard deviation of finite values, in their unit: `1.4826 · median |y − median y|`, the median absolute
/// deviation scaled so that it equals the standard deviation of normal values (Hampel 1974, JASA 69:383).
///
/// `None` of nothing; 0 where more than half of the values are equal, however far the others lie.
pub fn robust_sd(values: &[f64]) -> Option<f64> {
    let middle = median(values.iter().copied())?;
    median(values.iter().map(|value| (value - middle).abs())).map(|deviation| NORMAL_SD_OF_MAD * deviation)
}

/// One over the upper quartile of the standard normal distribution.
const NORMAL_SD_OF_MAD: f64 = 1.4826;

#[cfg(test)]
mod tests {
    use super::super::test_values::standard_normal;
    use super::*;

    #[test]
    fn the_median_is_the_middle_value_or_the_mean_of_the_middle_two() {
        let check = |values: &[f64], expected: Option<f64>| {
            assert_eq!(median(values.iter().copied()), expected, "{values:?}");
        };
        check(&[], None);
        check(&[4.0], Some(4.0));
        check(&[4.0, 7.0], Some(5.5));
        check(&[9.0, 1.0, 2.0], Some(2.0));
        check(&[3.0, 3.0, 3.0, 10.0], Some(3.0));
        check(&[0.0, 10.0, 0.0, 10.0], Some(5.0));
        check(&[1e300, -1e300, 1e300, -1e300], Some(0.0));
    }

    #[test]
    fn the_robust_spread_is_that_of_normal_values_and_zero_where_most_are_equal() {
        let check = |values: &[f64], expected: Option<f64>| assert_eq!(robust_sd(values), expected, "{values:?}");
        check(&[], None);
        check(&[4.0], Some(0.0));
        check(&[2.0, 2.0, 2.0, 9.0], Some(0.0));
        check(&[1.0, 2.0, 3.0, 4.0, 100.0], Some(1.4826));
        let mut rng = fastrand::Rng::with_seed(1);
        let normal: Vec<f64> = (0..20_000).map(|_| 3.0 + 2.0 * standard_normal(&mut rng)).collect();
        let found = robust_sd(&normal).expect("values");
        assert!((found - 2.0).abs() < 0.06, "{found}");
    }
}
