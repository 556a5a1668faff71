//! Tests of drawing: over every built-in figure, and on small figures of their own.

use super::*;
use crate::domain::figure::{Anchor, Arrow, Camera, Frame, Mark, PropShape};
use crate::pose::{Point, figure, ids, key_moments, parse, period, solve};

/// A person who stands, as seen from the right, with more of the figure as `rest`.
fn standing(rest: &str) -> Figure {
    let text = format!(
        "{{\"x\": (view: (yaw: 0.0), bounds: (-0.5, -0.05, 1.0, 1.1), keys: [(travel: 1.0, hold: 1.0,
          pelvis: (0.0, 0.55, 0.0), leg_r: (to: Angles(0.0, 0.0, 0.0)), leg_l: (to: Angles(0.0, 0.0, 0.0)),
          arm_r: (to: Angles(0.0, 5.0, 10.0)), arm_l: (to: Angles(0.0, 5.0, 10.0)))], {rest})}}"
    );
    parse(&text).expect("the figure parses").remove("x").expect("it is there")
}

fn drawn(figure: &Figure, secs: f32) -> Picture {
    draw(figure, &solve(figure, secs), secs, Detail::Full)
}

/// Each built-in figure at its keys and at some moments between them.
fn everywhere() -> impl Iterator<Item = (&'static str, &'static Figure, f32)> {
    ids().filter_map(|id| figure(id).map(|figure| (id, figure))).flat_map(|(id, figure)| {
        let between = [0.13, 0.37, 0.71].map(|share| share * period(figure));
        key_moments(figure).into_iter().chain(between).map(move |secs| (id, figure, secs))
    })
}

/// The least turn to the left from a polygon's edge to the next, as twice the area of the triangle.
fn least_turn(corners: &[Point]) -> f32 {
    let corner = |index: usize| Vec2::from(corners[index % corners.len()]);
    let turn = |index| (corner(index + 1) - corner(index)).perp_dot(corner(index + 2) - corner(index + 1));
    (0..corners.len()).map(turn).fold(f32::INFINITY, f32::min)
}

#[test]
fn every_polygon_of_every_figure_is_finite_and_convex_and_turns_counter_clockwise() {
    for (id, figure, secs) in everywhere() {
        for detail in [Detail::Full, Detail::Small] {
            let picture = draw(figure, &solve(figure, secs), secs, detail);
            for (ink, corners) in picture.polygons() {
                assert!(corners.as_flattened().iter().all(|number| number.is_finite()), "{id} at {secs}: {ink:?}");
                let turn = least_turn(corners);
                assert!(turn > -1e-7, "{id} at {secs}: {ink:?} turns by {turn} at a corner");
            }
        }
    }
}

#[test]
fn a_mirrored_picture_is_reflected_about_the_middle_of_its_bounds_to_the_bit() {
    for (id, figure, secs) in everywhere() {
        let picture = drawn(figure, secs);
        let mirrored = picture.clone().mirrored();
        let [left, _, width, _] = picture.bounds();
        assert_eq!(mirrored.bounds().map(f32::to_bits), picture.bounds().map(f32::to_bits), "{id}");
        assert_eq!(mirrored.size(), picture.size(), "{id}");
        for ((ink, corners), (other_ink, others)) in picture.polygons().zip(mirrored.polygons()) {
            assert_eq!(ink, other_ink, "{id} at {secs}");
            let reflected: Vec<Point> = corners.iter().rev().map(|[x, y]| [2.0 * left + width - x, *y]).collect();
            assert_eq!(reflected, others, "{id} at {secs}: {ink:?}");
        }
    }
}

#[test]
fn a_picture_that_is_drawn_into_again_is_as_a_new_one() {
    let mut picture = Picture::default();
    for (id, figure, secs) in everywhere() {
        let body = solve(figure, secs);
        draw_into(&mut picture, figure, &body, secs, Detail::Full);
        assert_eq!(picture, draw(figure, &body, secs, Detail::Full), "{id} at {secs}");
    }
}

#[test]
fn what_is_nearer_is_painted_later() {
    let rest = "props: [(shape: Ball(at: [(p: (0.0, 0.5, 0.0))], r: 0.03), layer: 9.0),
                        (shape: Ball(at: [(p: (0.0, 0.5, 0.9))], r: 0.03), layer: -9.0)]";
    let check = |yaw: f32, expected: &[Layer]| {
        let figure = Figure { view: Camera { yaw, elevation: 0.0 }, ..standing(rest) };
        let found: Vec<Layer> = layers(&Projection::new(figure.view), &figure, &solve(&figure, 0.0))
            .into_iter()
            .map(|(_, layer)| layer)
            .filter(|layer| !matches!(layer, Layer::Piece(Piece::Head)))
            .collect();
        assert_eq!(found, expected, "seen from {yaw}");
    };
    let [leg_r, leg_l] = [Piece::LegR, Piece::LegL].map(Layer::Piece);
    let [arm_r, arm_l, torso] = [Piece::ArmR, Piece::ArmL, Piece::Torso].map(Layer::Piece);
    let (before, behind) = (Layer::Prop(0), Layer::Prop(1));
    check(0.0, &[behind, arm_l, leg_l, torso, leg_r, arm_r, before]);
    check(180.0, &[behind, arm_r, leg_r, torso, leg_l, arm_l, before]);
}

#[test]
fn far_limbs_have_the_far_tone_and_near_ones_have_not() {
    let inks: Vec<Ink> = drawn(&standing(""), 0.0).polygons().map(|(ink, _)| ink).collect();
    let last_far = inks.iter().rposition(|ink| *ink == Ink::Body { far: 1.0 }).expect("the left limbs are far");
    let first_near = inks.iter().position(|ink| *ink == Ink::Body { far: 0.0 }).expect("the torso is near");
    assert!(last_far < first_near, "{inks:?}");
}

#[test]
fn a_lit_part_is_painted_right_after_the_piece_it_lies_on_and_as_strongly_as_it_glows() {
    let check = |highlight: &str, count: usize| {
        let picture = drawn(&standing(&format!("highlight: [{highlight}]")), 0.0);
        let lit: Vec<Ink> =
            picture.polygons().map(|(ink, _)| ink).filter(|ink| matches!(ink, Ink::Lit { .. })).collect();
        assert_eq!(lit.len(), count, "{highlight}");
    };
    check("R(Quad)", 12);
    check("Both(Quad)", 24);
    check("Both(Neck)", 2);
    check("L(Neck)", 2);
    check("L(Abs)", 12);
    check("Both(Pec)", 24);
    check("R(Ankle), R(Foot), R(Wrist)", 1 + 3 + 12);

    let mut figure = standing("highlight: [R(Quad)]");
    figure.keys[0].glow = 0.25;
    let picture = drawn(&figure, 0.0);
    assert!(picture.polygons().any(|(ink, _)| ink == Ink::Lit { far: 0.0, strength: 0.25 }));
}

#[test]
fn what_faces_away_is_lit_more_faintly() {
    let check = |part: &str, expected: f32| {
        let picture = drawn(&standing(&format!("highlight: [R({part})]")), 0.0);
        let strength = picture.polygons().find_map(|(ink, _)| match ink {
            Ink::Lit { strength, .. } => Some(strength),
            _ => None,
        });
        assert_eq!(strength, Some(expected), "{part}");
    };
    check("OuterThigh", 1.0);
    check("Quad", 1.0);
    check("Hamstring", 1.0);
    check("Adductor", 0.6);
    check("Obliques", 1.0);
    let picture = drawn(&standing("highlight: [L(Obliques)]"), 0.0);
    assert!(picture.polygons().any(|(ink, _)| ink == Ink::Lit { far: 0.0, strength: 0.55 }));
}

#[test]
fn an_outline_grown_for_a_seam_lies_half_a_gap_outside() {
    let pen = Pen::new(Projection::new(standing("").view), Detail::Full);
    let ball = pen.circle(glam::Vec3::ZERO, 0.1);
    for corner in pen.corners(&ball, 0.01) {
        assert!((Vec2::from(corner).length() - 0.11).abs() < 1e-6);
    }
}

#[test]
fn the_hull_of_two_outlines_reaches_as_far_as_either_in_every_direction() {
    let pen = Pen::new(Projection::new(standing("").view), Detail::Full);
    let (a, b) = (pen.disc(Vec2::ZERO, 0.1), pen.disc(Vec2::new(0.3, 0.1), 0.05));
    let hull: Vec<Vec2> = pen.corners(&pen.hull(&a, &b), 0.0).map(Vec2::from).collect();
    let reach = |outline: &[Vec2], way: Vec2| outline.iter().map(|point| point.dot(way)).fold(f32::MIN, f32::max);
    for step in 0..28_u8 {
        let way = Vec2::from_angle(std::f32::consts::TAU * f32::from(step) / 28.0);
        let expected = 0.1_f32.max(Vec2::new(0.3, 0.1).dot(way) + 0.05);
        assert!((reach(&hull, way) - expected).abs() < 1e-6, "step {step}");
    }
}

#[test]
fn marks_are_painted_last_and_the_sector_of_an_angle_is_as_large_as_the_angle() {
    let check = |to: &str, degrees: f32| {
        let figure = standing(&format!(
            "marks: [Angle(at: (p: (0.0, 0.5, 0.0)), from: (p: (0.2, 0.5, 0.0)), to: (p: {to}), r: 0.1)]"
        ));
        let picture = drawn(&figure, 0.0);
        let sector: Vec<Vec2> = picture
            .polygons()
            .find(|(ink, _)| *ink == Ink::Sector)
            .map(|(_, corners)| corners.iter().copied().map(Vec2::from).collect())
            .expect("an angle has a sector");
        let doubled: f32 = sector.windows(2).map(|pair| (pair[0] - sector[0]).perp_dot(pair[1] - sector[0])).sum();
        let expected = degrees.to_radians() * 0.01;
        assert!((doubled - expected).abs() < 0.01 * expected, "{degrees}: {doubled} instead of {expected}");
        let last = picture.polygons().last().map(|(ink, _)| ink);
        assert_eq!(last, Some(Ink::Mark));
    };
    check("(0.0, 0.9, 0.0)", 90.0);
    check("(0.3, 0.8, 0.0)", 45.0);
    check("(0.0, 0.1, 0.0)", 90.0);
    check("(-0.3, 0.5, 0.0)", 180.0);
}

#[test]
fn a_guide_is_broken_and_a_length_has_two_ends() {
    let count = |mark: &str| {
        let picture = drawn(&standing(&format!("marks: [{mark}]")), 0.0);
        picture.polygons().filter(|(ink, _)| *ink == Ink::Mark).count()
    };
    assert_eq!(count("Length(from: (p: (0.2, 0.0, 0.0)), to: (p: (0.2, 0.5, 0.0)))"), 3);
    assert!(count("Guide(from: (p: (0.2, 0.0, 0.0)), to: (p: (0.2, 0.5, 0.0)))") > 5);
    assert_eq!(count("Guide(from: (p: (0.2, 0.0, 0.0)), to: (p: (0.2, 0.0, 0.0)))"), 0);
}

#[test]
fn a_body_of_another_figure_is_drawn_without_what_it_has_no_points_for() {
    let mut figure =
        standing("props: [(shape: Ball(at: [], r: 0.03)), (shape: Line(pts: [(p: (0.0, 0.0, 0.0))], r: 0.1))]");
    assert!(matches!(figure.props[0].shape, PropShape::Ball { .. }));
    let body = solve(&figure, 0.0);
    let before = draw(&figure, &body, 0.0, Detail::Full).size();
    let anchor = Anchor { rel: Frame::World, p: [0.0; 3] };
    figure.marks.push(Mark::Length { from: anchor, to: anchor });
    figure.arrows.push(Arrow { pts: [anchor; 3], w: 0.005, period: 2.0 });
    assert_eq!(draw(&figure, &body, 0.0, Detail::Full).size(), before);
}
