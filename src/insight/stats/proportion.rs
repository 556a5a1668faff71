//! How far a share of a few trials can be trusted.

/// The interval of shares that so many successes of so many trials do not refuse, 0 to 1: of Wilson (1927, JASA 22:209),
/// without correction for continuity, as Newcombe (1998, Stat Med 17:857) recommends for few trials.
///
/// `(2np + z² ± z·√(z² + 4np(1 − p))) / (2(n + z²))` with p the share found and `z` the standard normal limit, 1.96 for
/// 95 %. Of nothing tried every share is possible: 0 to 1. `successes` is at most `trials`, `z` above 0.
pub fn wilson_interval(successes: u32, trials: u32, z: f64) -> (f64, f64) {
    if trials == 0 {
        return (0.0, 1.0);
    }
    let n = f64::from(trials);
    let hits = f64::from(successes);
    let share = hits / n;
    let square = z * z;
    let half = z * (square + 4.0 * hits * (1.0 - share)).sqrt();
    let at = |sign: f64| ((2.0 * hits + square + sign * half) / (2.0 * (n + square))).clamp(0.0, 1.0);
    (at(-1.0), at(1.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn of_no_trial_nothing_is_known() {
        assert_eq!(wilson_interval(0, 0, 1.96), (0.0, 1.0));
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share_turns_with_it_and_narrows_with_more_trials(
            trials in 1_u32..500, part in 0.0..=1.0_f64, z in 0.5..4.0_f64,
        ) {
            let successes = (f64::from(trials) * part).round() as u32;
            let (low, high) = wilson_interval(successes, trials, z);
            let share = f64::from(successes) / f64::from(trials);
            prop_assert!(0.0 <= low && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1.0);
            let (turned_low, turned_high) = wilson_interval(trials - successes, trials, z);
            prop_assert!((turned_low - (1.0 - high)).abs() < 1e-9 && (turned_high - (1.0 - low)).abs() < 1e-9);
            let (more_low, more_high) = wilson_interval(4 * successes, 4 * trials, z);
            prop_assert!(more_high - more_low < high - low);
        }
    }
}
