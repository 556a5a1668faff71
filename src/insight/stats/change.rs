//! Whether a test has changed by more than it errs.

use super::error::mdc95;
use super::normal::normal_cdf;

/// Tests that make a baseline: never fewer than the first number, never more than the last.
pub const BASELINE_TESTS: std::ops::RangeInclusive<usize> = 2..=3;

/// From so many standard errors on a test may be changing.
pub const MAYBE_LIMIT: f64 = 1.0;

/// So many standard errors from the baseline, two tests in a row, are a change.
///
/// The usual 1.96 finds a change falsely in 4.2 % of people within 12 tests if their error is exactly known (science.md
/// 5.2). It is not: it is shrunk towards a published one that fits some people better than others. With errors 30 %
/// above or below it 1.96 comes to 7 % in 12 tests after the baseline; 2.1 keeps the promise of 5 % and still finds a
/// change of four standard errors within four tests in over 90 % (simulated below in `insight::benchmark`).
pub const CHANGE_LIMIT: f64 = 2.1;

/// The mean of the first tests that count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Baseline {
    /// In the unit of the test.
    pub mean: f64,
    /// How many tests it is the mean of.
    pub tests: usize,
}

impl Baseline {
    /// The baseline of scores, oldest first: the first three, or the first two where a third would be one of the latest
    /// two, which are compared with it. `None` where there are fewer than three scores.
    pub fn of(scores: &[f64]) -> Option<Self> {
        let compared = 2.min(scores.len().checked_sub(*BASELINE_TESTS.start())?);
        let tests = (scores.len() - compared).min(*BASELINE_TESTS.end());
        let is_compared = compared > 0;
        is_compared.then(|| Self { mean: scores[..tests].iter().sum::<f64>() / tests as f64, tests })
    }

    /// The standard error of the difference between one later test and the baseline: `sem · √(1/n + 1)`.
    pub fn standard_error(&self, sem: f64) -> f64 {
        sem * (1.0 / self.tests as f64 + 1.0).sqrt()
    }
}

/// What may be said of a test against its baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Within one standard error: the normal variation of this person.
    Within,
    /// Between that and the limit.
    Maybe,
    /// Beyond the limit, but for the first time: the next test must confirm it.
    FirstSign(Direction),
    /// Beyond the limit in two tests in a row, on the same side.
    Changed(Direction),
}

/// Which way a score went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Above the baseline.
    Up,
    /// Below it.
    Down,
}

/// The verdict on the latest test, from its distance to the baseline and that of the test before it, if there is one, in
/// standard errors of the difference ([`Baseline::standard_error`]); `limit` is [`CHANGE_LIMIT`], or wider where the
/// error is known badly.
///
/// Each test is compared on its own, and two in a row must agree: comparing means of overlapping tests twice would find
/// about three times as many changes that are none (science.md 5.2).
pub fn change_verdict(before: Option<f64>, latest: f64, limit: f64) -> Change {
    let beyond = |z: f64| match z {
        z if z >= limit => Some(Direction::Up),
        z if z <= -limit => Some(Direction::Down),
        _ => None,
    };
    match (before.and_then(beyond), beyond(latest)) {
        (Some(before), Some(latest)) if before == latest => Change::Changed(latest),
        (_, Some(latest)) => Change::FirstSign(latest),
        (_, None) if latest.abs() >= MAYBE_LIMIT => Change::Maybe,
        (_, None) => Change::Within,
    }
}

/// How likely a change is worth having, trivial, or harmful; they sum to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChangeProbabilities {
    /// Better by at least the smallest worthwhile change.
    pub better: f64,
    /// Smaller than that either way.
    pub trivial: f64,
    /// Worse by at least as much.
    pub worse: f64,
}

/// The probabilities of a true change, given a measured one (turned so that above 0 is better), its standard error, and
/// the smallest change worth having: `Φ((Δ − s)/se)`, `Φ((−s − Δ)/se)` and the rest (Hopkins; Swinton 2018, Front Nutr
/// 5:41). `standard_error` is above 0, `worthwhile` at least 0, all in one unit.
pub fn change_probabilities(change: f64, standard_error: f64, worthwhile: f64) -> ChangeProbabilities {
    let better = normal_cdf((change - worthwhile) / standard_error);
    let worse = normal_cdf((-worthwhile - change) / standard_error);
    ChangeProbabilities { better, trivial: (1.0 - better - worse).max(0.0), worse }
}

/// Whether left and right differ by more than error: the latest two differences (left less right), oldest first, both
/// exceed the larger of what the literature calls notable and the error of a difference of two single tests
/// ([`mdc95`] of one against one), on the same side. The latest difference then; `None` otherwise.
pub fn asymmetry_beyond_error(differences: &[f64], notable: f64, sem: f64) -> Option<f64> {
    let &[before, latest] = differences.last_chunk::<2>()?;
    let limit = notable.max(mdc95(sem, 1, 1));
    let is_beyond = before.abs() >= limit && latest.abs() >= limit && before.signum() == latest.signum();
    is_beyond.then_some(latest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_baseline_is_the_first_two_or_three_tests_but_never_the_ones_compared_with_it() {
        let check = |scores: &[f64], expected: Option<(f64, usize)>| {
            assert_eq!(Baseline::of(scores).map(|baseline| (baseline.mean, baseline.tests)), expected, "{scores:?}");
        };
        check(&[], None);
        check(&[1.0], None);
        check(&[1.0, 3.0], None);
        check(&[1.0, 3.0, 9.0], Some((2.0, 2)));
        check(&[1.0, 3.0, 9.0, 9.0], Some((2.0, 2)));
        check(&[1.0, 3.0, 5.0, 9.0, 9.0], Some((3.0, 3)));
        check(&[1.0, 3.0, 5.0, 9.0, 9.0, 9.0], Some((3.0, 3)));
    }

    #[test]
    fn two_tests_in_a_row_beyond_the_limit_on_one_side_are_a_change() {
        use Direction::{Down, Up};
        let check = |before: Option<f64>, latest: f64, expected: Change| {
            assert_eq!(change_verdict(before, latest, CHANGE_LIMIT), expected, "{before:?} {latest}");
        };
        check(None, 0.99, Change::Within);
        check(Some(9.0), -0.99, Change::Within);
        check(None, 1.0, Change::Maybe);
        check(Some(2.1), 2.09, Change::Maybe);
        check(None, 2.1, Change::FirstSign(Up));
        check(Some(2.09), 2.1, Change::FirstSign(Up));
        check(Some(2.1), -2.1, Change::FirstSign(Down));
        check(Some(2.1), 2.1, Change::Changed(Up));
        check(Some(-2.1), -2.1, Change::Changed(Down));
    }

    #[test]
    fn one_standard_error_from_the_baseline_depends_on_its_tests() {
        let check = |tests: usize, expected: f64| {
            let error = Baseline { mean: 0.0, tests }.standard_error(2.0);
            assert!((error - expected).abs() < 1e-3, "{tests}: {error}");
        };
        check(2, 2.449);
        check(3, 2.309);
    }

    #[test]
    fn the_probabilities_of_a_change_are_those_of_the_formula() {
        let found = change_probabilities(1.2, 0.8, 0.4);
        assert!((found.better - 0.841_345).abs() < 1e-5 && (found.worse - 0.022_750).abs() < 1e-5, "{found:?}");
        let none = change_probabilities(0.0, 1.0, 0.5);
        assert!((none.better - none.worse).abs() < 1e-9 && none.trivial > 0.38);
    }

    #[test]
    fn sides_differ_after_two_tests_beyond_both_limits_on_the_same_side() {
        let check = |differences: &[f64], notable: f64, sem: f64, expected: Option<f64>| {
            assert_eq!(asymmetry_beyond_error(differences, notable, sem), expected, "{differences:?}");
        };
        check(&[2.0, 2.5], 1.9, 0.7, Some(2.5));
        check(&[-2.0, -2.5], 1.9, 0.7, Some(-2.5));
        check(&[2.0], 1.9, 0.7, None);
        check(&[2.0, 1.8], 1.9, 0.6, None);
        check(&[1.8, 2.0], 1.9, 0.6, None);
        check(&[2.0, -2.0], 1.9, 0.6, None);
        // An error of 1 makes differences below 2.77 nothing, whatever is notable.
        check(&[2.7, 2.7], 1.9, 1.0, None);
        check(&[2.78, 2.78], 1.9, 1.0, Some(2.78));
        check(&[], 0.0, 1.0, None);
    }

    proptest! {
        #[test]
        fn a_verdict_has_no_favourite_direction(before in prop::option::of(-5.0..5.0_f64), latest in -5.0..5.0_f64) {
            let turned = |change| match change {
                Change::FirstSign(Direction::Up) => Change::FirstSign(Direction::Down),
                Change::FirstSign(Direction::Down) => Change::FirstSign(Direction::Up),
                Change::Changed(Direction::Up) => Change::Changed(Direction::Down),
                Change::Changed(Direction::Down) => Change::Changed(Direction::Up),
                same @ (Change::Within | Change::Maybe) => same,
            };
            let found = change_verdict(before, latest, CHANGE_LIMIT);
            prop_assert_eq!(change_verdict(before.map(|z| -z), -latest, CHANGE_LIMIT), turned(found));
        }

        #[test]
        fn probabilities_sum_to_one_and_turn_with_the_sign(
            change in -20.0..20.0_f64, error in 0.1..10.0_f64, worthwhile in 0.0..5.0_f64,
        ) {
            let found = change_probabilities(change, error, worthwhile);
            let turned = change_probabilities(-change, error, worthwhile);
            prop_assert!((found.better + found.trivial + found.worse - 1.0).abs() < 1e-6);
            prop_assert!((found.better - turned.worse).abs() < 1e-6);
        }
    }
}
