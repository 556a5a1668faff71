//! The colours are tested, not trusted: contrast of every pair in use, and the order of the second ramp.

use egui::{Color32, Rgba, Theme};

use super::tokens::contrast;
use super::{Tokens, mix};
use crate::domain::Rating;

const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

/// The tokens of each theme with each ramp, and a name for messages.
fn all() -> Vec<(String, Tokens)> {
    let built_in = |theme| Tokens::built_in(theme).expect("the built-in theme parses");
    let both = |theme: Theme| {
        let ordered = (format!("{theme:?}, ordered ramp"), built_in(theme).with_ordered_ramp());
        [(format!("{theme:?}"), built_in(theme)), ordered]
    };
    THEMES.into_iter().flat_map(both).collect()
}

fn check(name: &str, pairs: &[(&str, Color32, Color32)], least: f32) {
    let weak: Vec<String> = pairs
        .iter()
        .map(|&(what, front, back)| (what, contrast(front, back)))
        .filter(|&(_, found)| found < least)
        .map(|(what, found)| format!("{what} {found:.2}"))
        .collect();
    assert!(weak.is_empty(), "{name}: under {least}: {weak:?}");
}

#[test]
fn text_has_a_contrast_of_four_and_a_half_on_everything_it_stands_on() {
    for (name, t) in all() {
        check(
            &name,
            &[
                ("text on window", t.text, t.window),
                ("text on surface", t.text, t.surface),
                ("text on sunk", t.text, t.sunk),
                ("text on line: a pressed button", t.text, t.line),
                ("text on a chosen chip or row", t.text, t.accent_soft),
                ("text on a stop notice", t.text, t.stop_soft),
                ("text on a caution notice", t.text, t.caution_soft),
                ("quiet text on window", t.quiet, t.window),
                ("quiet text on surface", t.quiet, t.surface),
                ("quiet text on sunk", t.quiet, t.sunk),
                ("quiet text on a chosen row", t.quiet, t.accent_soft),
                ("text button on window", t.accent, t.window),
                ("text button on surface", t.accent, t.surface),
                ("text button on sunk", t.accent, t.sunk),
                ("chosen item of the navigation", t.accent, t.accent_soft),
                ("main button", t.on_accent, t.accent),
                ("main button under the pointer", t.on_accent, mix(t.accent, t.text, 0.06)),
                ("caution", t.caution, t.caution_soft),
                ("caution on surface", t.caution, t.surface),
                ("caution on window", t.caution, t.window),
                ("stop", t.stop, t.stop_soft),
                ("stop on surface", t.stop, t.surface),
                ("stop on window", t.stop, t.window),
                ("stop on sunk", t.stop, t.sunk),
            ],
            4.5,
        );
        for rating in Rating::all().skip(1) {
            let fill = t.severity(rating);
            check(&name, &[(&format!("number on {rating}"), t.on_severity(rating), fill)], 4.5);
        }
    }
}

#[test]
fn borders_and_marks_have_a_contrast_of_three() {
    for (name, t) in all() {
        check(
            &name,
            &[
                ("border on surface", t.control, t.surface),
                ("border on window", t.control, t.window),
                ("border on sunk", t.control, t.sunk),
                ("border of a chosen chip", t.accent, t.accent_soft),
                ("chosen segment", t.accent, t.surface),
                ("focus ring on window", t.accent, t.window),
                ("focus ring on sunk", t.accent, t.sunk),
                ("focus ring on the body", t.accent, t.body),
                ("mark of something wrong on surface", t.stop_fill, t.surface),
                ("mark of something wrong on window", t.stop_fill, t.window),
                ("edge of something wrong on the body", t.stop_fill, t.body),
                ("bar on the mark", t.on_stop_fill, t.stop_fill),
                ("a lower region against one without change", t.change_lower, t.change_none),
                ("edge of a lower region on the body", t.severity_edge(t.change_lower), t.body),
                ("edge of a higher region on the body", t.severity_edge(t.change_higher), t.body),
                ("leader on window", t.quiet, t.window),
                ("what a figure works on its body", t.figure.lit, t.figure.body),
                ("what a figure works on far limbs", t.figure.lit, t.figure.far),
                ("a figure's tool on window", t.figure.tool, t.window),
                ("a figure's tool on surface", t.figure.tool, t.surface),
                ("a figure's arrows and marks on window", t.accent, t.window),
            ],
            3.0,
        );
    }
}

#[test]
fn the_edge_of_a_rated_region_and_its_hatching_keep_three_to_one() {
    for (name, t) in all() {
        for rating in Rating::all() {
            let fill = t.severity(rating);
            let only_stiff = mix(t.rest, fill, 0.8);
            let hatch = |fill: Color32| mix(fill, t.on_fill(fill), 0.8);
            check(
                &name,
                &[
                    (&format!("edge of {rating} on the body"), t.severity_edge(fill), t.body),
                    (&format!("hatching of {rating}"), hatch(fill), fill),
                    (&format!("hatching of {rating} where it is only stiff"), hatch(only_stiff), only_stiff),
                ],
                3.0,
            );
        }
    }
}

/// Simulations of missing cones, in linear RGB: Machado, Oliveira and Fernandes 2009, "A physiologically-based model for
/// simulation of color vision deficiency", IEEE Trans. Vis. Comput. Graph. 15:1291, severity 1.0.
const MISSING_CONES: [(&str, [[f32; 3]; 3]); 3] = [
    (
        "protanopia",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deuteranopia",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritanopia",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];

const UNCHANGED: [[f32; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

/// CIE L*, 0–100, of a colour as eyes with these cones see it.
fn lightness(colour: Color32, eyes: [[f32; 3]; 3]) -> f32 {
    let [r, g, b, _] = Rgba::from(colour).to_array();
    let [r, g, b] = eyes.map(|row| (row[0] * r + row[1] * g + row[2] * b).clamp(0.0, 1.0));
    let luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    if luminance > 0.008_856 { 116.0 * luminance.cbrt() - 16.0 } else { 903.3 * luminance }
}

/// The least step of lightness of a ramp, negative where it goes against the ramp's way.
fn least_step(t: &Tokens, eyes: [[f32; 3]; 3]) -> f32 {
    let levels: Vec<f32> = Rating::all().skip(1).map(|rating| lightness(t.severity(rating), eyes)).collect();
    let way = (levels[levels.len() - 1] - levels[0]).signum();
    levels.windows(2).map(|pair| (pair[1] - pair[0]) * way).fold(f32::INFINITY, f32::min)
}

#[test]
fn the_second_ramp_is_ordered_in_lightness_for_all_eyes_and_the_usual_one_is_not() {
    for (name, t) in all() {
        let steps = MISSING_CONES
            .iter()
            .chain([&("all cones", UNCHANGED)])
            .map(|(eyes, matrix)| (eyes, least_step(&t, *matrix)));
        for (eyes, step) in steps {
            if name.ends_with("ordered ramp") {
                assert!(step >= 2.0, "{name}, {eyes}: a step of {step:.1} in L* is too small to see");
            } else {
                assert!(step < 0.0, "{name}, {eyes}: the usual ramp is ordered, so nobody needs the other");
            }
        }
    }
}

#[test]
fn severity_stands_out_from_the_body_more_the_higher_it_is_with_the_second_ramp() {
    for theme in THEMES {
        let t = Tokens::built_in(theme).expect("the built-in theme parses").with_ordered_ramp();
        let against_rest: Vec<f32> = [5, 6, 7, 8, 9, 10]
            .map(|value: u8| contrast(t.severity(Rating::try_from(value).expect("a rating")), t.rest))
            .into();
        assert!(against_rest.is_sorted(), "{theme:?}: {against_rest:?}");
    }
}

#[test]
fn a_level_between_two_ratings_lies_between_their_colours() {
    for (_, t) in all() {
        let rating = |value: u8| t.severity(Rating::try_from(value).expect("a rating"));
        assert_eq!(
            [0.0, 4.0, 10.0, 11.0].map(|level| t.severity_at(level)),
            [rating(0), rating(4), rating(10), rating(10)]
        );
        assert_eq!(t.severity_at(4.5), mix(rating(4), rating(5), 0.5));
    }
}

#[test]
fn mixing_meets_its_ends_and_keeps_greys_grey() {
    let light = Tokens::built_in(Theme::Light).expect("the built-in theme parses");
    assert_eq!(mix(light.accent, light.stop, 0.0), light.accent);
    assert_eq!(mix(light.accent, light.stop, 1.0), light.stop);
    let [r, g, b, _] = mix(Color32::BLACK, Color32::WHITE, 0.5).to_array();
    assert!(r.abs_diff(g) <= 1 && g.abs_diff(b) <= 1);
}
