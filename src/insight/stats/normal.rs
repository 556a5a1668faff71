//! Probabilities of the normal distribution, and limits where the spread is itself estimated.

/// The share of a standard normal distribution below `z`, 0 to 1, within 2·10⁻⁷: `Φ(z) = erfc(−z/√2) / 2` with the
/// rational approximation of erf of Abramowitz and Stegun (1964, *Handbook of Mathematical Functions*, 7.1.26).
pub fn normal_cdf(z: f64) -> f64 {
    const P: f64 = 0.327_591_1;
    const A: [f64; 5] = [0.254_829_592, -0.284_496_736, 1.421_413_741, -1.453_152_027, 1.061_405_429];
    let x = z.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + P * x);
    let polynomial = A.iter().rev().fold(0.0, |sum, coefficient| (sum + coefficient) * t);
    let upper_tail = polynomial * (-x * x).exp() / 2.0;
    if z < 0.0 { upper_tail } else { 1.0 - upper_tail }
}

/// The limit of a t distribution with `df` degrees of freedom that cuts off as much as `z` does of the normal one:
/// `z + (z³ + z)/(4ν) + (5z⁵ + 16z³ + 3z)/(96ν²)` (Abramowitz and Stegun 26.7.5). Within 2 % for z ≤ 2.2 and df ≥ 4.
pub fn student_limit(z: f64, df: f64) -> f64 {
    let cube = z.powi(3);
    z + (cube + z) / (4.0 * df) + (5.0 * z.powi(5) + 16.0 * cube + 3.0 * z) / (96.0 * df * df)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_distribution_is_that_of_the_tables() {
        let check = |z: f64, expected: f64| {
            let found = normal_cdf(z);
            assert!((found - expected).abs() < 2e-7, "{z}: {found}");
        };
        check(0.0, 0.5);
        check(1.0, 0.841_344_746);
        check(-1.0, 0.158_655_254);
        check(1.959_963_985, 0.975);
        check(-2.575_829_304, 0.005);
        check(8.0, 1.0);
        check(f64::INFINITY, 1.0);
        check(f64::NEG_INFINITY, 0.0);
    }

    #[test]
    fn a_limit_from_few_values_is_wider_than_the_normal_one_as_in_the_tables() {
        // Two-sided 5 % of t: 2.776 with 4 degrees of freedom, 2.228 with 10, 2.042 with 30.
        let check = |df: f64, expected: f64, within: f64| {
            let found = student_limit(1.96, df);
            assert!((found / expected - 1.0).abs() < within, "{df}: {found}");
        };
        check(4.0, 2.776, 0.02);
        check(10.0, 2.228, 0.003);
        check(30.0, 2.042, 0.001);
        check(1e9, 1.96, 1e-6);
    }
}
