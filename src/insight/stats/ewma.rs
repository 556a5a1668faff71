//! A small lasting shift, either way, found early.

/// The exponentially weighted moving average of standardised values, with its limits (Roberts 1959, Technometrics 1:239;
/// as in Montgomery, *Introduction to Statistical Quality Control*, chapter 9).
///
/// `E = λz + (1 − λ)E`, from 0; a shift is signalled where `|E| > L·√(λ/(2 − λ)·(1 − (1 − λ)^2i))` after i values. With
/// the λ and L of [`Ewma::usual`] it signals falsely about every 500 independent normal values and finds a shift of one
/// standard deviation after about 10. For daily values only: a benchmark tested every other week would wait for months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ewma {
    lambda: f64,
    width: f64,
    average: f64,
    values: u32,
}

impl Ewma {
    /// An average with the weight `lambda` of each new value, above 0 and at most 1, and limits of `width` of its own
    /// standard deviations.
    pub fn new(lambda: f64, width: f64) -> Self {
        Self { lambda, width, average: 0.0, values: 0 }
    }

    /// λ = 0.1, L = 2.7.
    pub fn usual() -> Self {
        Self::new(0.1, 2.7)
    }

    /// Takes the next value: finite, as standard deviations above the usual.
    pub fn push(&mut self, z: f64) {
        self.average += self.lambda * (z - self.average);
        self.values = self.values.saturating_add(1);
    }

    /// The average, in standard deviations of one value.
    pub fn average(&self) -> f64 {
        self.average
    }

    /// How far the average may lie from 0 after so many values; 0 before the first.
    pub fn limit(&self) -> f64 {
        let fading = (1.0 - self.lambda).powf(2.0 * f64::from(self.values));
        self.width * (self.lambda / (2.0 - self.lambda) * (1.0 - fading)).sqrt()
    }

    /// Whether the average lies beyond its limit.
    pub fn is_signal(&self) -> bool {
        self.average.abs() > self.limit()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn before_the_first_value_there_is_no_signal_and_with_a_weight_of_one_it_is_the_value_itself() {
        assert!(!Ewma::usual().is_signal());
        let mut latest = Ewma::new(1.0, 3.0);
        for z in [5.0, 3.0] {
            latest.push(z);
        }
        assert!((latest.average() - 3.0).abs() < 1e-12 && (latest.limit() - 3.0).abs() < 1e-12);
        assert!(!latest.is_signal(), "the limit itself is within");
    }

    proptest! {
        #[test]
        fn the_average_turns_with_the_sign_and_never_leaves_its_values(
            values in prop::collection::vec(-9.0..9.0_f64, 1..60),
        ) {
            let (mut one, mut turned) = (Ewma::usual(), Ewma::usual());
            for value in &values {
                one.push(*value);
                turned.push(-value);
            }
            prop_assert!((one.average() + turned.average()).abs() < 1e-12);
            prop_assert_eq!(one.is_signal(), turned.is_signal());
            let most = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
            prop_assert!(one.average().abs() <= most);
        }
    }
}
