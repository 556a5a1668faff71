//! The estimators in use.

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

#[cfg(test)]
mod tests {
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
}
