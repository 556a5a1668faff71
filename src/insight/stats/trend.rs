//! A steady drift of values over time, without assuming how they scatter.

use super::spread::median;

/// A straight line through points that a few far ones do not move.
#[derive(Clone, Debug, PartialEq)]
pub struct TheilSen {
    /// The median of the slopes between all pairs, in units of y for one unit of x.
    pub slope: f64,
    /// The median of `y − slope · x`. Programs differ here: scipy takes `median(y) − slope · median(x)`.
    pub intercept: f64,
    /// The slopes of all pairs with different x, lowest first.
    slopes: Vec<f64>,
    points: usize,
}

/// The line of Theil and Sen (Sen 1968, JASA 63:1379): `b = median of (y_j − y_i)/(x_j − x_i)` over all pairs with
/// different x. `None` where no two points have different x. It withstands up to 29 % of points that lie anywhere.
pub fn theil_sen(points: &[(f64, f64)]) -> Option<TheilSen> {
    let pairs =
        points.iter().enumerate().flat_map(|(index, from)| points[index + 1..].iter().map(move |to| (from, to)));
    let apart = pairs.filter(|(from, to)| from.0 < to.0 || to.0 < from.0);
    let mut slopes: Vec<f64> = apart.map(|(from, to)| (to.1 - from.1) / (to.0 - from.0)).collect();
    slopes.sort_by(f64::total_cmp);
    let slope = median(slopes.iter().copied())?;
    let intercept = median(points.iter().map(|(x, y)| y - slope * x))?;
    Some(TheilSen { slope, intercept, slopes, points: points.len() })
}

impl TheilSen {
    /// The slopes of all pairs with different x, lowest first.
    pub fn slopes(&self) -> &[f64] {
        &self.slopes
    }

    /// The interval of slopes that two-sided tests at `alpha` do not refuse (Hollander and Wolfe 1973, section 9.3): of
    /// the N sorted slopes those with the numbers M and N + 1 − M, where `M = (N − C)/2` and C is two below the critical
    /// S. `None` where the points are too few for that level, or some share an x.
    pub fn interval(&self, alpha: f64) -> Option<(f64, f64)> {
        let (pairs, all) = (self.slopes.len(), self.points * (self.points - 1) / 2);
        let width = kendall_critical(self.points, alpha)?.checked_sub(2)?;
        let number = pairs.checked_sub(width)? / 2;
        (pairs == all && number > 0).then(|| (self.slopes[number - 1], self.slopes[pairs - number]))
    }
}

/// The Mann-Kendall test: whether later values tend to be higher, or lower, than earlier ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannKendall {
    /// The pairs that rise less the pairs that fall.
    pub s: i64,
    /// The variance of S if there is no trend, corrected for ties.
    pub variance: f64,
    /// S in standard deviations, with the correction for continuity; 0 where S is 0.
    pub z: f64,
    /// The probability of an S as far from 0, either way, if there is no trend; `None` where values tie and there are
    /// fewer than 8, too few for the normal approximation.
    pub p_two_sided: Option<f64>,
}

/// Values up to which the probability is exact.
const EXACT: usize = 10;
/// With ties, the normal approximation holds from so many values on.
const NORMAL_FROM: usize = 8;

/// The test of Mann (1945, Econometrica 13:245) and Kendall (1975): `S = Σ sign(y_j − y_i)` over all pairs,
/// `Var S = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)] / 18` over groups of t ties, `Z = (S ∓ 1)/√Var S`. Up to ten values without
/// ties the probability is exact.
///
/// Values must be about independent: weekly tests are, daily ratings are not (positive autocorrelation makes false
/// trends: Collaud Coen 2020, AMT 13:6945). Fewer than two values have no trend: S is 0 and p is 1.
pub fn mann_kendall(values: &[f64]) -> MannKendall {
    let n = values.len();
    let sign = |from: f64, to: f64| i64::from(to > from) - i64::from(to < from);
    let pairs =
        values.iter().enumerate().flat_map(|(index, from)| values[index + 1..].iter().map(move |to| (from, to)));
    let s: i64 = pairs.map(|(from, to)| sign(*from, *to)).sum();
    let ties = tie_groups(values);
    let term = |count: usize| (count * count.saturating_sub(1) * (2 * count + 5)) as f64;
    let variance = (term(n) - ties.iter().map(|&count| term(count)).sum::<f64>()) / 18.0;
    let z = if s == 0 { 0.0 } else { (s - s.signum()) as f64 / variance.sqrt() };
    let p_two_sided = match n {
        ..=EXACT if ties.is_empty() => Some(exact_two_sided(n, s.unsigned_abs() as usize)),
        ..NORMAL_FROM => None,
        _ => Some((2.0 * super::normal::normal_cdf(-z.abs())).min(1.0)),
    };
    MannKendall { s, variance, z, p_two_sided }
}

/// The sizes of groups of equal values, of two and more.
fn tie_groups(values: &[f64]) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.chunk_by(|one, other| one.total_cmp(other).is_eq()).map(<[f64]>::len).filter(|&count| count > 1).collect()
}

/// The probability of an S of at least `s` if there is no trend and no tie: the share of the orders of `n` different
/// values, by exact enumeration (Kendall 1938, Biometrika 30:81). `n` is at most 20, so that orders can be counted.
pub fn kendall_upper_tail(n: usize, s: i64) -> f64 {
    let counts = order_counts(n);
    let total: u64 = counts.iter().sum();
    let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let largest = signed(counts.len()) - 1;
    let above = counts.iter().enumerate().filter(|(falling, _)| largest - 2 * signed(*falling) >= s);
    above.map(|(_, count)| count).sum::<u64>() as f64 / total as f64
}

/// The share of orders of `n` different values whose S is at least `s` from 0, either way.
fn exact_two_sided(n: usize, s: usize) -> f64 {
    (2.0 * kendall_upper_tail(n, i64::try_from(s).unwrap_or(i64::MAX))).min(1.0)
}

/// How many orders of `n` different values have 0, 1, 2 … falling pairs (the Mahonian numbers).
fn order_counts(n: usize) -> Vec<u64> {
    let mut counts = vec![1];
    for length in 2..=n {
        let mut longer = vec![0; counts.len() + length - 1];
        for (falling, count) in counts.iter().enumerate() {
            for place in 0..length {
                longer[falling + place] += count;
            }
        }
        counts = longer;
    }
    counts
}

/// The smallest S whose two-sided probability is at most `alpha`, if there is no trend and no tie: exact up to ten
/// values, by the normal approximation beyond. `None` where no S is so improbable: at 5 % of fewer than five values.
pub fn kendall_critical(n: usize, alpha: f64) -> Option<usize> {
    let largest = n * n.saturating_sub(1) / 2;
    let variance = (n * n.saturating_sub(1) * (2 * n + 5)) as f64 / 18.0;
    let p = |s: usize| match n {
        ..=EXACT => exact_two_sided(n, s),
        _ => 2.0 * super::normal::normal_cdf(-((s - 1) as f64) / variance.sqrt()),
    };
    // S has the parity of the number of pairs.
    (1..=largest).filter(|s| (largest - s).is_multiple_of(2)).find(|&s| p(s) <= alpha + 1e-9)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn indexed(values: &[f64]) -> Vec<(f64, f64)> {
        values.iter().enumerate().map(|(index, &value)| (index as f64, value)).collect()
    }

    #[test]
    fn critical_values_are_those_of_exact_enumeration() {
        let check = |n: usize, alpha: f64, expected: Option<usize>| {
            assert_eq!(kendall_critical(n, alpha), expected, "{n} {alpha}");
        };
        check(3, 0.10, None);
        check(4, 0.10, Some(6));
        check(4, 0.05, None);
        for (n, s) in [(5, 8), (6, 11), (7, 13), (8, 16), (9, 18), (10, 21)] {
            check(n, 0.10, Some(s));
        }
        for (n, s) in [(6, 15), (7, 19), (8, 22), (9, 26), (10, 29)] {
            check(n, 0.01, Some(s));
        }
        check(0, 0.05, None);
        check(1, 0.05, None);
    }

    #[test]
    fn too_few_values_have_neither_line_nor_trend() {
        assert_eq!(theil_sen(&[]), None);
        assert_eq!(theil_sen(&[(1.0, 2.0)]), None);
        assert_eq!(theil_sen(&[(1.0, 2.0), (1.0, 3.0)]), None);
        let nothing = MannKendall { s: 0, variance: 0.0, z: 0.0, p_two_sided: Some(1.0) };
        assert_eq!(mann_kendall(&[]), nothing);
        assert_eq!(mann_kendall(&[4.0]), nothing);
        let ties = mann_kendall(&[1.0, 1.0, 2.0, 3.0]);
        assert_eq!((ties.s, ties.p_two_sided), (5, None));
        assert_eq!(mann_kendall(&[2.0; 9]).p_two_sided, Some(1.0));
    }

    proptest! {
        #[test]
        fn a_line_moves_with_its_points_and_a_test_only_minds_their_order(
            values in prop::collection::vec((-1000_i32..1000).prop_map(f64::from), 2..14),
            shift in -100_i32..100, scale in 1_i32..50, sign in prop::bool::ANY,
        ) {
            let scale = f64::from(if sign { scale } else { -scale });
            let moved: Vec<f64> = values.iter().map(|value| f64::from(shift) + scale * value).collect();
            let (line, moved_line) = (theil_sen(&indexed(&values)), theil_sen(&indexed(&moved)));
            let (line, moved_line) = (line.expect("apart"), moved_line.expect("apart"));
            prop_assert!((moved_line.slope - scale * line.slope).abs() < 1e-6);
            let (test, moved_test) = (mann_kendall(&values), mann_kendall(&moved));
            prop_assert_eq!(moved_test.s, if sign { test.s } else { -test.s });
            prop_assert_eq!(moved_test.p_two_sided, test.p_two_sided);
            if let Some((low, high)) = line.interval(0.1) {
                prop_assert!(low <= line.slope && line.slope <= high);
            }
        }
    }
}
