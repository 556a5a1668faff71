//! A small lasting rise, found early.

/// The upper cumulative sum of standardised values, which finds a small lasting rise early (Page 1954, Biometrika 41:100;
/// as in Montgomery, *Introduction to Statistical Quality Control*, chapter 9).
///
/// `C = max(0, C + z − k)`, from 0; a rise is signalled where `C > h`, with k = 0.5 and h = 5 standard deviations. It began
/// after the last time that the sum was 0.
///
/// Of independent normal values of known mean and standard deviation it signals falsely about every 930 values (with a
/// lower sum beside it, every 465), and finds a rise of one standard deviation after about 10 values. Where mean and
/// standard deviation are themselves estimated from some weeks, false signals are more frequent.
///
/// Once signalled it goes on: the sum keeps counting.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cusum {
    sum: f64,
    run: usize,
}

impl Cusum {
    /// The slack: half of the rise to be found, in standard deviations.
    pub const K: f64 = 0.5;
    /// The decision interval, in standard deviations.
    pub const H: f64 = 5.0;

    /// Takes the next value: finite, as standard deviations above the usual.
    pub fn push(&mut self, z: f64) {
        self.sum = (self.sum + z - Self::K).max(0.0);
        self.run = if self.sum > 0.0 { self.run + 1 } else { 0 };
    }

    /// The sum, in standard deviations.
    pub fn sum(&self) -> f64 {
        self.sum
    }

    /// How many values since the sum was last 0: a rise, if there is one, began with the first of them.
    pub fn run(&self) -> usize {
        self.run
    }

    /// Whether the sum has passed the decision interval.
    pub fn is_signal(&self) -> bool {
        self.sum > Self::H
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_values::standard_normal;
    use super::*;

    #[test]
    fn a_sum_of_exactly_the_interval_is_no_signal_yet() {
        let mut cusum = Cusum::default();
        cusum.push(Cusum::H + Cusum::K);
        assert!(!cusum.is_signal());
        cusum.push(Cusum::K + 0.001);
        assert!(cusum.is_signal());
        cusum.push(-10.0);
        assert_eq!((cusum.sum(), cusum.run()), (0.0, 0));
    }

    /// The mean number of values until the first signal, of the upper sum alone or of both.
    fn run_length(shift: f64, is_two_sided: Sided, runs: u32) -> f64 {
        const MOST: usize = 20_000;
        let mut rng = fastrand::Rng::with_seed(57);
        let mut total = 0;
        for _ in 0..runs {
            let (mut upper, mut lower) = (Cusum::default(), Cusum::default());
            let signals = (1..=MOST).find(|_| {
                let z = shift + standard_normal(&mut rng);
                upper.push(z);
                lower.push(-z);
                upper.is_signal() || (is_two_sided == Sided::Two && lower.is_signal())
            });
            total += signals.unwrap_or(MOST);
        }
        total as f64 / f64::from(runs)
    }

    #[derive(Clone, Copy, PartialEq)]
    enum Sided {
        One,
        Two,
    }

    #[test]
    fn the_cusum_signals_falsely_as_rarely_and_a_rise_as_soon_as_published() {
        // The bounds are about four standard errors of the simulated means around the published run lengths.
        let check = |shift: f64, sided: Sided, runs: u32, least: f64, most: f64| {
            let found = run_length(shift, sided, runs);
            assert!((least..=most).contains(&found), "shift {shift}: {found}");
        };
        check(0.0, Sided::Two, 1000, 405.0, 525.0);
        check(0.0, Sided::One, 1000, 810.0, 1050.0);
        check(0.5, Sided::One, 1000, 34.0, 43.0);
        check(1.0, Sided::One, 1000, 9.7, 11.1);
    }
}
