//! The numbers of the benchmarks agree with each other.

use super::super::{Benchmark, Better, Confidence, Mover, Range, Spread, TestError, Unit};
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

/// What the review of the literature fixed for a benchmark.
type Reviewed = (&'static str, Unit, Sides, Better, [f64; 2], Option<[f64; 2]>, Option<Error>, u8);

/// Standard error, detectable change from one to one, from three to two, and between sides; how sure.
type Error = (f64, f64, f64, Option<f64>, Confidence);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Sides {
    Apart,
    Together,
}

#[test]
fn the_benchmarks_are_the_reviewed_ones() {
    use Better::{Down, Up};
    use Confidence::{High, Low, Medium};
    use Sides::{Apart, Together};
    use Unit::{Cm, Degrees, Points};
    let reviewed: [Reviewed; 21] = [
        ("ktw", Cm, Apart, Up, [0.0, 25.0], Some([2.0, 18.0]), Some((0.7, 1.9, 1.3, Some(1.9), High)), 1),
        ("ktw_deg", Degrees, Apart, Up, [10.0, 70.0], Some([25.0, 55.0]), Some((1.7, 4.7, 3.0, Some(5.0), High)), 2),
        ("ake", Degrees, Apart, Down, [0.0, 80.0], Some([0.0, 60.0]), Some((3.5, 9.7, 6.3, Some(10.0), High)), 1),
        ("slr", Degrees, Apart, Up, [20.0, 150.0], Some([40.0, 120.0]), Some((3.0, 8.3, 5.4, Some(9.0), High)), 1),
        (
            "hip_flex",
            Degrees,
            Apart,
            Up,
            [60.0, 160.0],
            Some([90.0, 145.0]),
            Some((4.0, 11.1, 7.2, Some(11.0), Low)),
            2,
        ),
        ("hip_ir", Degrees, Apart, Up, [0.0, 80.0], Some([10.0, 60.0]), Some((2.5, 6.9, 4.5, Some(10.0), High)), 1),
        ("hip_er", Degrees, Apart, Up, [0.0, 90.0], Some([15.0, 75.0]), Some((3.0, 8.3, 5.4, Some(10.0), Medium)), 1),
        (
            "mthomas",
            Degrees,
            Apart,
            Up,
            [-40.0, 45.0],
            Some([-25.0, 30.0]),
            Some((5.0, 13.9, 8.9, Some(14.0), High)),
            3,
        ),
        ("thor_rot", Degrees, Apart, Up, [0.0, 100.0], Some([20.0, 80.0]), Some((2.5, 6.9, 4.5, Some(10.0), High)), 1),
        (
            "sh_flex",
            Degrees,
            Apart,
            Up,
            [60.0, 200.0],
            Some([120.0, 185.0]),
            Some((4.3, 11.9, 7.7, Some(12.0), Medium)),
            1,
        ),
        ("oh_gap", Cm, Apart, Down, [0.0, 60.0], Some([0.0, 30.0]), Some((1.5, 4.2, 2.7, Some(4.0), Low)), 2),
        (
            "sh_ir90",
            Degrees,
            Apart,
            Up,
            [0.0, 120.0],
            Some([20.0, 90.0]),
            Some((4.0, 11.1, 7.2, Some(18.0), Medium)),
            1,
        ),
        (
            "sh_er90",
            Degrees,
            Apart,
            Up,
            [20.0, 150.0],
            Some([60.0, 120.0]),
            Some((4.0, 11.1, 7.2, Some(11.0), Medium)),
            1,
        ),
        ("back_scr", Cm, Apart, Up, [-60.0, 25.0], Some([-35.0, 15.0]), Some((1.2, 3.3, 2.1, Some(6.0), Medium)), 1),
        ("sit_reach", Cm, Together, Up, [-45.0, 40.0], Some([-30.0, 30.0]), Some((1.2, 3.3, 2.1, None, High)), 1),
        ("ftf", Cm, Together, Down, [-30.0, 60.0], Some([-20.0, 45.0]), Some((1.5, 4.2, 2.7, None, Medium)), 2),
        ("comb_el", Cm, Together, Up, [0.0, 70.0], Some([5.0, 50.0]), Some((1.8, 5.0, 3.2, None, Low)), 2),
        (
            "wrist_ext",
            Degrees,
            Apart,
            Up,
            [0.0, 110.0],
            Some([35.0, 95.0]),
            Some((3.0, 8.3, 5.4, Some(10.0), Medium)),
            2,
        ),
        ("neck_rot", Degrees, Apart, Up, [0.0, 110.0], Some([35.0, 95.0]), Some((5.2, 14.4, 9.3, Some(15.0), High)), 3),
        ("ohs", Points, Together, Up, [0.0, 3.0], None, None, 3),
        ("n9090", Points, Apart, Up, [0.0, 3.0], None, None, 3),
    ];
    let range = |[min, max]: [f64; 2]| Range { min, max };
    let catalog = catalog();
    assert_eq!(catalog.benchmarks().len(), reviewed.len());
    for (benchmark, (id, unit, sides, better, hard, soft, error, tier)) in catalog.benchmarks().iter().zip(reviewed) {
        let error = error.map(|(sem, mdc_one_to_one, mdc_three_to_two, asymmetry, confidence)| TestError {
            sem,
            mdc_one_to_one,
            mdc_three_to_two,
            asymmetry,
            confidence,
        });
        assert_eq!(benchmark.id.as_str(), id);
        assert_eq!((&benchmark.unit, benchmark.sided, benchmark.better), (&unit, sides == Apart, better), "{id}");
        assert_eq!((benchmark.hard, benchmark.soft), (range(hard), soft.map(range)), "{id}");
        assert_eq!((&benchmark.error, benchmark.tier), (&error, tier), "{id}");
    }
}

#[test]
fn each_benchmark_says_how_it_is_done_and_each_norm_where_it_was_read() {
    for benchmark in catalog().benchmarks() {
        let Benchmark { id, steps, tool, published, groups, informs, norms, source, .. } = benchmark;
        assert!(steps.len() >= 2 && steps.iter().all(|step| step.ends_with('.')), "{id}");
        assert!([tool, published, informs, source].into_iter().all(|text| !text.is_empty()), "{id}");
        assert!(!groups.is_empty(), "{id}");
        for norm in norms {
            assert!([&norm.people, &norm.value, &norm.source].into_iter().all(|text| !text.is_empty()), "{id}");
            let Some(band) = norm.band else { continue };
            assert!(norm.confidence >= Confidence::Medium, "{id}: a band of low confidence is not drawn");
            assert!(benchmark.hard.min <= band.min && band.min < band.max && band.max <= benchmark.hard.max, "{id}");
        }
    }
}

#[test]
fn the_band_of_a_norm_is_what_its_words_say() {
    let mut bands = 0;
    for benchmark in catalog().benchmarks() {
        for norm in &benchmark.norms {
            let Some(band) = norm.band else { continue };
            bands += 1;
            let between = match norm.spread {
                Spread::OneSd => " ± ",
                Spread::Range => "–",
            };
            let number = |text: &str| {
                let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
                text[..end].parse::<f64>().expect("a number")
            };
            let (first, second) = norm.value.split_once(between).expect("two numbers");
            let (first, second) = (number(first), number(second));
            let expected = match norm.spread {
                Spread::OneSd => (first - second, first + second),
                Spread::Range => (first, second),
            };
            let is_close = (band.min - expected.0).abs() < 0.051 && (band.max - expected.1).abs() < 0.051;
            assert!(is_close, "{}: {} against {band:?}", benchmark.id, norm.value);
            assert_eq!(
                norm.mover == Mover::Tester,
                norm.people.contains("tester"),
                "{}: {}",
                benchmark.id,
                norm.people
            );
            assert!(norm.confidence >= Confidence::Medium, "{}: a band of {}", benchmark.id, norm.people);
        }
    }
    assert_eq!(bands, 12);
}

#[test]
fn a_phone_is_read_by_its_tilt_and_never_by_its_compass() {
    for Benchmark { id, tool, steps, unit, .. } in catalog().benchmarks() {
        let steps = steps.join(" ");
        assert!(!steps.contains("compass"), "{id}");
        if tool.contains("phone") && *unit == Unit::Degrees {
            let is_gravity =
                ["tilt", "vertical", "horizontal", "from the floor", "from where the arm lay", "from above"]
                    .iter()
                    .any(|words| steps.contains(words));
            assert!(is_gravity, "{id}: {steps}");
        }
    }
}
