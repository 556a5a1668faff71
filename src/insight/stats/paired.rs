//! Whether pairs differ: before and after, one side and the other.

use super::spread::median;

/// The mean difference of pairs against its own scatter (Student 1908, Biometrika 6:1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedT {
    /// The mean difference, in the unit of the values.
    pub mean: f64,
    /// The standard deviation of the differences.
    pub sd: f64,
    /// `mean / (sd / √n)`: how many standard errors the mean is from 0, with `n − 1` degrees of freedom. Infinite where
    /// all differences are equal and not 0, and no number where they all are 0.
    pub t: f64,
}

/// The paired t of differences; `None` of fewer than two. In series of three and more cycles with one person it keeps its
/// rate of false findings (Chen and Chen 2014, Public Library of Science One 9:e87752).
pub fn paired_t(differences: &[f64]) -> Option<PairedT> {
    let n = differences.len() as f64;
    if differences.len() < 2 {
        return None;
    }
    let mean = differences.iter().sum::<f64>() / n;
    let squares: f64 = differences.iter().map(|difference| (difference - mean).powi(2)).sum();
    let sd = (squares / (n - 1.0)).sqrt();
    Some(PairedT { mean, sd, t: mean / (sd / n.sqrt()) })
}

/// The signed rank test of Wilcoxon (1945, Biometrics Bulletin 1:80).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignedRank {
    /// The sum of the ranks of differences above 0, ranked by size; equal ones share their mean rank.
    pub v: f64,
    /// The probability of a sum as large, if differences are as often above 0 as below.
    pub p_greater: f64,
    /// The probability of a sum as far from the middle, either way.
    pub p_two_sided: f64,
}

/// The test of so many differences at most; more would need the normal approximation.
const MOST_DIFFERENCES: usize = 60;

/// The signed rank test of differences, exact also where some are equal: of all 2ⁿ ways to give the ranks their signs.
/// Differences of 0 say nothing and are left out. `None` where none is left, or more than 60.
///
/// Fewer than six pairs can never reach 5 % two-sided: the smallest p of five is 0.0625 (science.md 5.5).
pub fn signed_rank(differences: &[f64]) -> Option<SignedRank> {
    let mut sorted: Vec<f64> = differences.iter().copied().filter(|difference| *difference != 0.0).collect();
    if sorted.is_empty() || sorted.len() > MOST_DIFFERENCES {
        return None;
    }
    sorted.sort_by(|one, other| one.abs().total_cmp(&other.abs()));
    // Twice the ranks: whole numbers also where some are shared.
    let mut ranks = Vec::with_capacity(sorted.len());
    for ties in sorted.chunk_by(|one, other| one.abs().total_cmp(&other.abs()).is_eq()) {
        let first = ranks.len() + 1;
        let last = ranks.len() + ties.len();
        ranks.extend(std::iter::repeat_n(first + last, ties.len()));
    }
    let above: usize =
        ranks.iter().zip(&sorted).filter(|(_, difference)| **difference > 0.0).map(|(rank, _)| rank).sum();
    let shares = shares_of_sums(&ranks);
    let most = shares.len() - 1;
    let p_greater: f64 = shares[above..].iter().sum();
    let p_less: f64 = shares[..=above].iter().sum();
    debug_assert!(above <= most, "a part of the ranks");
    Some(SignedRank { v: above as f64 / 2.0, p_greater, p_two_sided: (2.0 * p_greater.min(p_less)).min(1.0) })
}

/// The share of the ways to choose some of these numbers that sum to 0, 1, 2 ….
fn shares_of_sums(numbers: &[usize]) -> Vec<f64> {
    let mut shares = vec![1.0];
    for &number in numbers {
        let mut next = vec![0.0; shares.len() + number];
        for (sum, share) in shares.iter().enumerate() {
            next[sum] += share / 2.0;
            next[sum + number] += share / 2.0;
        }
        shares = next;
    }
    shares
}

/// The middle difference, unmoved by a few that lie far off: the median of the means of all pairs of differences, each
/// with itself too (Hodges and Lehmann 1963, Ann Math Stat 34:598). `None` of nothing.
pub fn hodges_lehmann(differences: &[f64]) -> Option<f64> {
    let means = differences
        .iter()
        .enumerate()
        .flat_map(|(index, one)| differences[index..].iter().map(move |other| f64::midpoint(*one, *other)));
    median(means)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn few_pairs_can_never_be_significant() {
        let check = |count: usize, expected: f64| {
            let found = signed_rank(&vec![1.0; count]).expect("differences").p_two_sided;
            assert!((found - expected).abs() < 1e-12, "{count}: {found}");
        };
        check(1, 1.0);
        check(5, 0.0625);
        check(6, 0.03125);
    }

    #[test]
    fn zeros_say_nothing_and_nothing_gives_no_test() {
        assert_eq!(signed_rank(&[]), None);
        assert_eq!(signed_rank(&[0.0, -0.0]), None);
        assert_eq!(signed_rank(&[1.0; 61]), None);
        assert_eq!(signed_rank(&[0.0, 2.0, -1.0]), signed_rank(&[2.0, -1.0]));
        assert_eq!(hodges_lehmann(&[]), None);
        assert_eq!(paired_t(&[1.0]), None);
        let equal = paired_t(&[2.0, 2.0]).expect("two");
        assert!(equal.sd == 0.0 && equal.t.is_infinite());
    }

    #[test]
    fn equal_sizes_share_their_rank_and_the_test_stays_exact() {
        // Ranks 1.5, 1.5, 3: of eight ways, 4.5 and 6 are as large as 4.5: three.
        let found = signed_rank(&[1.0, -1.0, 5.0]).expect("three");
        assert_eq!((found.v, found.p_greater), (4.5, 3.0 / 8.0));
    }

    proptest! {
        #[test]
        fn pairs_turn_with_the_sign_and_stretch_with_the_unit(
            differences in prop::collection::vec((-400_i32..400).prop_map(|value| f64::from(value) / 4.0), 2..20),
            scale in 0.1..50.0_f64,
        ) {
            let turned: Vec<f64> = differences.iter().map(|difference| -scale * difference).collect();
            let (middle, other) = (hodges_lehmann(&differences), hodges_lehmann(&turned));
            prop_assert!((middle.expect("some") * scale + other.expect("some")).abs() < 1e-6);
            if let (Some(test), Some(again)) = (signed_rank(&differences), signed_rank(&turned)) {
                prop_assert!((test.p_two_sided - again.p_two_sided).abs() < 1e-9);
                // What is at least and what is at most overlap in the sum itself.
                prop_assert!(test.p_greater + again.p_greater >= 1.0 - 1e-9);
            }
            let (t, turned_t) = (paired_t(&differences).expect("two"), paired_t(&turned).expect("two"));
            if t.sd > 1e-9 {
                prop_assert!((t.t + turned_t.t).abs() < 1e-6 * t.t.abs().max(1.0));
            }
        }

        #[test]
        fn the_middle_difference_moves_with_a_shift(
            differences in prop::collection::vec(-100.0..100.0_f64, 1..20), shift in -50.0..50.0_f64,
        ) {
            let moved: Vec<f64> = differences.iter().map(|difference| difference + shift).collect();
            let (middle, again) = (hodges_lehmann(&differences), hodges_lehmann(&moved));
            prop_assert!((middle.expect("some") + shift - again.expect("some")).abs() < 1e-9);
        }
    }
}
