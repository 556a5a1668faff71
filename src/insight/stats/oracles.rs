//! The seventeen oracles: numbers that others published, or that follow from a formula, each under its own name and
//! within its own tolerance. Whoever changes an estimator sees here at once what no longer holds.

use super::*;

fn close(what: &str, found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{what}: {found}, not {expected}");
}

fn indexed(values: &[f64]) -> Vec<(f64, f64)> {
    values.iter().enumerate().map(|(index, &value)| (index as f64, value)).collect()
}

/// EPA QA/G-9S, page 109.
#[test]
fn mk_epa_ties() {
    let values = [10.0, 10.0, 10.0, 5.0, 10.0, 20.0, 18.0, 17.0, 15.0, 24.0, 15.0];
    let found = mann_kendall(&values);
    assert_eq!(found.s, 22);
    close("variance", found.variance, 155.3333, 1e-3);
    close("z", found.z, 1.684_95, 1e-3);
    close("p", found.p_two_sided.expect("eleven values"), 0.092, 1e-3);
    close("slope", theil_sen(&indexed(&values)).expect("apart").slope, 1.0, 1e-3);
}

/// EPA QA/G-9, the example of few values.
#[test]
fn mk_epa5() {
    let values = [5.0, 6.0, 11.0, 8.0, 10.0];
    let found = mann_kendall(&values);
    assert_eq!(found.s, 6);
    close("one-sided p", kendall_upper_tail(5, found.s), 0.116_667, 1e-4);
    close("two-sided p", found.p_two_sided.expect("no ties"), 2.0 * 0.116_667, 1e-4);
    close("slope", theil_sen(&indexed(&values)).expect("apart").slope, 1.125, 1e-4);
}

/// Hollander and Wolfe, double ratios of five years of cloud seeding.
#[test]
fn theil_hw() {
    let ratios = [1.26, 1.27, 1.12, 1.16, 1.03];
    let points: Vec<(f64, f64)> = (1..).map(f64::from).zip(ratios).collect();
    let line = theil_sen(&points).expect("five years");
    let slopes = [-0.15, -0.13, -0.08, -0.07, -0.0575, -0.055, -0.045, -0.033_333, 0.01, 0.04];
    assert_eq!(line.slopes().len(), slopes.len());
    for (found, expected) in line.slopes().iter().zip(slopes) {
        close("a slope", *found, expected, 1e-4);
    }
    close("the middle slope", line.slope, -0.05625, 1e-4);
    // Their levels are 1 − 0.0833 and 1 − 0.0167.
    for (alpha, low, high) in [(0.0834, -0.13, 0.01), (0.0167, -0.15, 0.04)] {
        let found = line.interval(alpha).expect("five values can be so improbable");
        close("low", found.0, low, 1e-4);
        close("high", found.1, high, 1e-4);
    }
    assert_eq!(line.interval(0.01), None);
    let test = mann_kendall(&ratios);
    assert_eq!(test.s, -6);
    close("one-sided p", kendall_upper_tail(5, -test.s), 0.116_667, 1e-4);
}

/// R `datasets::Nile`, the yearly flow at Aswan from 1871 to 1970; R `trend::pettitt.test`.
#[test]
fn pettitt_nile() {
    const NILE: [u16; 100] = [
        1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
        1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969,
        831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781,
        865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838,
        1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
    ];
    let found = pettitt(&NILE.map(f64::from)).expect("a hundred years");
    assert_eq!(found.before, 28, "the last year before is 1898");
    close("U", found.u, 1617.0, 1e-9);
    // Published with four digits.
    close("p", found.p, 3.591e-7, 1e-9);
}

#[test]
fn mk_crit_05() {
    for (n, s) in [(5, 10), (6, 13), (7, 15), (8, 18), (9, 20), (10, 23)] {
        assert_eq!(kendall_critical(n, 0.05), Some(s), "{n}");
    }
}

#[test]
fn mk_upper_tail() {
    for (s, expected) in [(18, 0.015_575), (16, 0.030_506), (14, 0.054_34)] {
        close("the tail", kendall_upper_tail(8, s), expected, 1e-4);
    }
}

/// Montgomery, *Introduction to Statistical Quality Control*, table 9.1, less the target of 10; its standard deviation is 1.
const MONTGOMERY: [f64; 30] = [
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4, 10.08, 9.37, 10.62, 10.31,
    8.52, 10.84, 10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62, 11.31, 10.52,
];

#[test]
fn cusum_montgomery_9_1() {
    let mut cusum = Cusum::default();
    let steps = MONTGOMERY.map(|value| {
        cusum.push(value - 10.0);
        cusum
    });
    assert_eq!(steps.iter().position(Cusum::is_signal), Some(28), "the 29th signals first");
    close("sum 29", steps[28].sum(), 5.28, 1e-6);
    close("sum 30", steps[29].sum(), 5.3, 1e-6);
    assert_eq!(steps[28].run(), 7, "so the shift began after value 22");
}

#[test]
fn ewma_montgomery() {
    let mut ewma = Ewma::new(0.1, 2.7);
    let steps = MONTGOMERY.map(|value| {
        ewma.push(value - 10.0);
        ewma
    });
    for (index, expected) in [(0, 9.945), (1, 9.7495), (27, 10.5731)] {
        close("the average", 10.0 + steps[index].average(), expected, 1e-3);
    }
    assert_eq!(steps.iter().position(|step| step.is_signal() && step.average() > 0.0), Some(28));
}

/// Rubin 1981; Gelman, *Bayesian Data Analysis*: coaching in eight schools. Pooled 7.7 (4.1) is published.
#[test]
fn eight_schools() {
    let means = [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0];
    let errors = [15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0];
    let schools: Vec<Estimate> = means.into_iter().zip(errors).map(|(mean, se)| Estimate { mean, se }).collect();
    let found = pooled(&schools).expect("eight");
    close("pooled", found.all.mean, 7.685_617, 1e-3);
    close("its error", found.all.se, 4.071_919, 1e-3);
    close("Q", found.q, 4.707_079, 1e-3);
    close("the variance between", found.tau_squared, 0.0, 1e-3);
    let mean = |tau: f64| mean_given(&schools, tau).expect("eight").mean;
    close("the mean, given 10", mean(10.0), 8.126_472, 1e-3);
    let of_ten = [14.2414, 8.06324, 5.00106, 7.61676, 3.08422, 4.90182, 13.06324, 9.04004];
    let of_five = [9.86588, 7.88079, 6.88559, 7.70527, 5.76349, 6.67787, 9.88079, 8.14819];
    for (tau, expected) in [(10.0, of_ten), (5.0, of_five)] {
        for (school, expected) in schools.iter().zip(expected) {
            close("a school", shrunk(*school, mean(tau), tau).mean, expected, 1e-3);
        }
    }
}

/// R `?wilcox.test`: Hollander and Wolfe, a depression score before and after.
#[test]
#[expect(clippy::approx_constant, reason = "a score of the data that happens to be 3.14")]
fn wilcoxon_hl() {
    let before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
    let after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    let differences: Vec<f64> = before.iter().zip(after).map(|(before, after)| before - after).collect();
    let test = signed_rank(&differences).expect("nine");
    close("V", test.v, 40.0, 1e-4);
    close("p", test.p_greater, 0.019_531_25, 1e-4);
    close("the middle difference", hodges_lehmann(&differences).expect("nine"), 0.46, 1e-4);
    let t = paired_t(&differences).expect("nine");
    close("the mean difference", t.mean, 0.431_889, 1e-4);
    close("t", t.t, 3.035_375, 1e-4);
}

/// Newcombe 1998, Stat Med 17:857.
#[test]
fn wilson_ci() {
    let cases = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)];
    for (successes, trials, low, high) in cases {
        let found = wilson_interval(successes, trials, 1.959_964);
        close("low", found.0, low, 1e-4);
        close("high", found.1, high, 1e-4);
    }
}

/// Bland and Altman 1986: peak flow by two meters.
#[test]
fn repeatability_pefr() {
    let first = [
        494.0, 395.0, 516.0, 434.0, 476.0, 557.0, 413.0, 442.0, 650.0, 433.0, 417.0, 656.0, 267.0, 478.0, 178.0, 423.0,
        427.0,
    ];
    let second = [
        490.0, 397.0, 512.0, 401.0, 470.0, 611.0, 415.0, 431.0, 638.0, 429.0, 420.0, 633.0, 275.0, 492.0, 165.0, 372.0,
        421.0,
    ];
    let differences: Vec<f64> = first.iter().zip(second).map(|(first, second)| first - second).collect();
    let within = repeatability(&differences).expect("seventeen");
    close("within", within, 15.3067, 1e-3);
    close("detectable", mdc95(within, 1, 1), 42.4279, 1e-3);
    let pairs = paired_t(&differences).expect("seventeen");
    // Published as second less first.
    close("mean difference", pairs.mean.abs(), 4.941_176, 1e-3);
    close("its deviation", pairs.sd, 21.724_038, 1e-3);
}

/// Kolber 2009 and 2011: detectable changes at 90 %.
#[test]
fn mdc_convert() {
    for (mdc90, sem, mdc) in [(4.0, 1.7194, 4.766), (5.0, 2.1493, 5.957), (8.0, 3.4388, 9.532), (9.0, 3.8687, 10.723)] {
        let found = sem_of_mdc90(mdc90);
        close("error", found, sem, 2e-3);
        close("at 95 %", mdc95(found, 1, 1), mdc, 2e-3);
    }
}

#[test]
fn personal_sem() {
    let tests = [9.0, 9.4, 9.2, 9.9, 9.6, 10.1];
    let differences: Vec<f64> = tests.windows(2).map(|pair| pair[1] - pair[0]).collect();
    close("v", repeatability(&differences).expect("five").powi(2), 0.103, 1e-4);
    close("robust", robust_repeatability(&differences).expect("five"), 0.419_343, 1e-4);
    let found = sem_personal(&differences, PriorError { sem: 0.6, weight: 6.0 });
    close("freedom", found.own_df, 3.333_333, 1e-4);
    close("error", found.sem, 0.517_894, 1e-4);
}

#[test]
fn cell_shrink() {
    let of = |n: f64| shrunk(Estimate { mean: 1.2, se: (2.25 / n).sqrt() }, 0.0, 0.5);
    let nothing = Estimate { mean: 0.0, se: 0.0 };
    for (n, weight, mean, sd, above) in
        [(4.0, 0.307_692, 0.369_231, 0.416_025, 0.812_601), (16.0, 0.64, 0.768, 0.3, 0.994_766)]
    {
        let found = of(n);
        close("weight", found.weight, weight, 1e-4);
        close("mean", found.mean, mean, 1e-4);
        close("deviation", found.sd, sd, 1e-4);
        let estimate = Estimate { mean: found.mean, se: found.sd };
        close("above 0", probability_larger(estimate, nothing), above, 1e-4);
    }
}

#[test]
fn regression_to_mean() {
    let again = expected_again(6.0, 2.5, 0.5);
    close("again", again, 4.25, 1e-9);
    close("drop", 6.0 - again, 1.75, 1e-9);
}

#[test]
fn prob_better() {
    let found = probability_larger(Estimate { mean: 0.6, se: 0.4 }, Estimate { mean: 0.2, se: 0.5 });
    close("larger", found, 0.733_914, 1e-5);
}
