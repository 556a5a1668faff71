//! When a figure is at which of its keys.

use supple::domain::figure::{Ease, Key, Repeat};
use supple::pose::{Figure, figure, key_moments, period, poster, solve};

/// Keys by their travel, hold and height of the pelvis.
fn figure_of(repeat: Repeat, ease: Ease, keys: &[(f32, f32, f32)]) -> Figure {
    let built_in = figure("d01").expect("d01 is built in");
    let key = |&(travel, hold, height): &(f32, f32, f32)| Key {
        travel,
        hold,
        pelvis: [0.0, height, 0.0],
        ..built_in.keys[0].clone()
    };
    Figure { repeat, ease, keys: keys.iter().map(key).collect(), ..built_in.clone() }
}

const THREE: [(f32, f32, f32); 3] = [(1.0, 0.5, 0.40), (2.0, 1.0, 0.44), (4.0, 2.0, 0.52)];

fn assert_near(is: f32, expected: f32, what: &str) {
    assert!((is - expected).abs() < 1e-4, "{what}: {is} for {expected}");
}

#[test]
fn a_figure_goes_there_and_back_or_round() {
    let check = |repeat: Repeat, keys: &[(f32, f32, f32)], secs: f32, moments: &[f32]| {
        let figure = figure_of(repeat, Ease::InOut, keys);
        assert_near(period(&figure), secs, &format!("period of {keys:?}"));
        assert_eq!(key_moments(&figure), moments, "{keys:?}");
    };
    check(Repeat::PingPong, &THREE, 0.5 + 2.0 + 1.0 + 4.0 + 2.0 + 4.0 + 1.0 + 2.0, &[0.25, 3.0, 8.5]);
    check(Repeat::Cyclic, &THREE, 0.5 + 2.0 + 1.0 + 4.0 + 2.0 + 1.0, &[0.25, 3.0, 8.5]);
    check(Repeat::PingPong, &THREE[..2], 0.5 + 2.0 + 1.0 + 2.0, &[0.25, 3.0]);
    check(Repeat::PingPong, &THREE[..1], 4.0, &[0.25]);
    check(Repeat::Cyclic, &[(1.0, 6.0, 0.4)], 6.0, &[3.0]);
    check(Repeat::Cyclic, &[(0.0, 0.0, 0.4), (0.0, 0.0, 0.5)], 4.0, &[0.0, 0.0]);
}

#[test]
fn the_way_between_keys_is_soft_at_both_ends_or_flows_through_them() {
    let check = |ease: Ease, secs: f32, height: f32| {
        let figure = figure_of(Repeat::Cyclic, ease, &THREE);
        assert_near(solve(&figure, secs).pelvis.at.y, height, &format!("{ease:?} at {secs} s"));
    };
    for ease in [Ease::InOut, Ease::Flow] {
        check(ease, 0.0, 0.40);
        check(ease, 0.5, 0.40);
        check(ease, 2.5, 0.44);
        check(ease, 3.499, 0.44);
        check(ease, 8.0, 0.52);
    }
    check(Ease::InOut, 1.0, 0.40 + 0.04 * (1.0 - 0.5_f32.sqrt()) / 2.0);
    check(Ease::InOut, 1.5, 0.42);
    // (-0.52 + 9 · 0.40 + 9 · 0.44 - 0.52) / 16: Catmull–Rom halfway.
    check(Ease::Flow, 1.5, 0.4075);
}

#[test]
fn the_poster_is_of_the_key_that_differs_most_from_the_first() {
    let figure = figure_of(Repeat::PingPong, Ease::InOut, &THREE);
    assert_near(poster(&figure), 8.5, "the third key");
    let back = [THREE[0], THREE[2], THREE[0]];
    assert_near(poster(&figure_of(Repeat::PingPong, Ease::InOut, &back)), 0.5 + 4.0 + 1.0, "the second key");
}
