//! The numbers of the benchmarks agree with each other.

use super::super::{Benchmark, Range, TestError, Unit};
use super::catalog;

#[test]
fn the_range_of_plausible_values_lies_within_the_range_of_possible_ones() {
    for Benchmark { id, hard, soft, unit, .. } in catalog().benchmarks() {
        assert!(hard.min < hard.max, "{id}");
        assert_eq!(soft.is_none(), *unit == Unit::Points, "{id}");
        if let Some(Range { min, max }) = *soft {
            assert!(hard.min <= min && min < max && max <= hard.max, "{id}");
        }
    }
}

#[test]
fn detectable_changes_follow_from_the_standard_error() {
    // Rounded to one decimal in the file.
    let close = |shown: f64, exact: f64| (shown - exact).abs() < 0.06;
    for benchmark in catalog().benchmarks() {
        let Some(TestError { sem, mdc_one_to_one, mdc_three_to_two, asymmetry, confidence: _ }) = benchmark.error
        else {
            continue;
        };
        let id = &benchmark.id;
        assert!(close(mdc_one_to_one, 1.96 * 2.0_f64.sqrt() * sem), "{id}: one session against one");
        assert!(close(mdc_three_to_two, 1.96 * (1.0_f64 / 3.0 + 0.5).sqrt() * sem), "{id}: three against two");
        assert_eq!(asymmetry.is_some(), benchmark.sided, "{id}: sides");
        assert!(asymmetry.is_none_or(|least| least > mdc_one_to_one - 0.5), "{id}: sides that differ less than error");
    }
}

#[test]
fn scores_take_no_part_in_claims() {
    for benchmark in catalog().benchmarks() {
        assert!((1..=3).contains(&benchmark.tier), "{}", benchmark.id);
        assert_eq!(benchmark.error.is_none(), benchmark.unit == Unit::Points, "{}", benchmark.id);
        assert!(benchmark.error.is_some() || benchmark.tier == 3, "{}", benchmark.id);
    }
}
