//! Moving figures on screen, painted on the CPU: their tones, their place, their sides, and when they move.

mod support;

use egui::{Color32, Rect, Theme, Vec2, pos2, vec2};
use egui_kittest::Harness;
use image::RgbaImage;
use supple::pose::{figure, period};
use supple::theme::{Themes, Tokens, install_fonts, install_styles};
use supple::widgets::figure::{Facing, FigureView};
use supple::widgets::pacer::Motion;
use support::{Rasterizer, save_picture};

const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

/// What is shown of a figure.
#[derive(Clone, Copy)]
enum Shown {
    At(f32, Facing),
    Moving(f32, Motion),
    Loop,
}

/// A window of 200 × 200 points that shows one figure in the rectangle from (20, 20) to (180, 180).
fn window(id: &'static str, theme: Theme, scale: f32, shown: Shown) -> Harness<'static> {
    let themes = Themes::built_in().expect("the built-in themes parse");
    let setup = themes.clone();
    Harness::builder()
        .with_size(Vec2::splat(200.0))
        .with_pixels_per_point(scale)
        .with_theme(theme)
        .with_context_setup(move |ctx| {
            install_fonts(ctx);
            install_styles(ctx, &setup);
        })
        .renderer(Rasterizer::default())
        .with_render_cursor(false)
        .build_ui(move |ui| {
            let t = themes.of(theme);
            let rect = Rect::from_min_size(pos2(20.0, 20.0), Vec2::splat(160.0));
            ui.set_clip_rect(Rect::EVERYTHING);
            ui.painter().rect_filled(rect.expand(200.0), 0.0, t.window);
            let view = FigureView::new(figure(id).expect("a built-in figure"), "How it is done");
            let ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(rect));
            match shown {
                Shown::At(secs, facing) => {
                    view.at(secs).facing(facing).show(ui, t, rect.size());
                }
                Shown::Moving(secs, motion) => {
                    view.at(secs).show_moving(ui, t, rect.size(), motion);
                }
                Shown::Loop => view.paint_loop(ui, rect, t),
            }
        })
}

fn picture(id: &'static str, theme: Theme, scale: f32, shown: Shown) -> RgbaImage {
    window(id, theme, scale, shown).render().expect("meshes need no GPU")
}

fn tokens(theme: Theme) -> Tokens {
    Tokens::built_in(theme).expect("the built-in theme parses")
}

/// How many pixels have this colour.
fn count(picture: &RgbaImage, colour: Color32) -> usize {
    let [r, g, b, _] = colour.to_array();
    picture.pixels().filter(|pixel| pixel.0[..3] == [r, g, b]).count()
}

/// The largest difference of a channel anywhere.
fn difference(a: &RgbaImage, b: &RgbaImage) -> u8 {
    a.as_raw().iter().zip(b.as_raw()).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0)
}

#[test]
fn a_figure_is_painted_in_the_tones_of_the_theme() {
    for theme in THEMES {
        let t = tokens(theme);
        let picture = picture("s06", theme, 2.0, Shown::At(0.0, Facing::AsDrawn));
        save_picture(&format!("figure_{theme:?}").to_lowercase(), &picture);
        for (name, colour, least) in [
            ("body", t.figure.body, 3000),
            ("lit", t.figure.lit, 150),
            ("hair", t.figure.hair, 150),
            ("mat", t.figure.mat, 3000),
            ("tool", t.figure.tool, 400),
            ("what is seen on the tool", t.figure.tool_shade, 20),
        ] {
            let found = count(&picture, colour);
            assert!(found >= least, "{theme:?}: {found} pixels of {name}, expected {least}");
        }
        for severity in [3, 7, 10].map(|value: u8| t.severity(value.try_into().expect("a rating"))) {
            assert_eq!(count(&picture, severity), 0, "{theme:?}: no figure shows a colour of severity");
        }
    }
}

#[test]
fn nothing_is_painted_outside_the_rectangle() {
    // The body of a close view, the mat and the roller go beyond the bounds.
    for id in ["d01", "s06", "s16", "d10"] {
        for theme in THEMES {
            let picture = picture(id, theme, 1.0, Shown::At(0.0, Facing::AsDrawn));
            let [r, g, b, _] = tokens(theme).window.to_array();
            for (x, y, pixel) in picture.enumerate_pixels() {
                let is_outside = !(20..180).contains(&x) || !(20..180).contains(&y);
                assert!(!is_outside || pixel.0[..3] == [r, g, b], "{id}: {pixel:?} at {x}, {y}");
            }
        }
    }
}

#[test]
fn the_other_side_is_the_mirror_image() {
    for id in ["d26", "s06", "d24"] {
        let [right, left] =
            [Facing::AsDrawn, Facing::Mirrored].map(|facing| picture(id, Theme::Light, 1.0, Shown::At(0.5, facing)));
        let reflected = image::imageops::flip_horizontal(&left);
        // Triangles are cut the other way round, so that pixels on an edge may round otherwise.
        let off = right
            .pixels()
            .zip(reflected.pixels())
            .filter(|(a, b)| a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > 24));
        let off = off.count();
        assert!(off < 40, "{id}: {off} pixels differ");
        assert!(difference(&right, &left) > 50, "{id} works one side");
    }
}

#[test]
fn a_loop_begins_at_the_most_telling_moment_and_moves_on() {
    let mut window = window("d26", Theme::Light, 1.0, Shown::Loop);
    let mut frame = || {
        window.step();
        window.render().expect("meshes need no GPU")
    };
    let frames = [frame(), frame(), frame()];
    assert!(frames.windows(2).any(|pair| difference(&pair[0], &pair[1]) > 20), "a quarter of a second is to be seen");
}

#[test]
fn with_reduced_motion_the_poses_stand_side_by_side_whatever_the_time() {
    let at = |share: f32, motion: Motion| {
        let secs = share * period(figure("d26").expect("a built-in figure"));
        picture("d26", Theme::Light, 1.0, Shown::Moving(secs, motion))
    };
    assert_eq!(difference(&at(0.0, Motion::Reduced), &at(0.5, Motion::Reduced)), 0);
    assert!(difference(&at(0.0, Motion::Full), &at(0.5, Motion::Full)) > 20);
    let hair = |picture: &RgbaImage| {
        let [r, g, b, _] = tokens(Theme::Light).figure.hair.to_array();
        let columns = picture.enumerate_pixels().filter(|(.., pixel)| pixel.0[..3] == [r, g, b]).map(|(x, ..)| x);
        let columns: std::collections::BTreeSet<u32> = columns.collect();
        1 + columns.iter().zip(columns.iter().skip(1)).filter(|(a, b)| **b - **a > 8).count()
    };
    assert_eq!([hair(&at(0.0, Motion::Full)), hair(&at(0.0, Motion::Reduced))], [1, 2], "heads beside each other");
}

#[test]
fn a_figure_is_an_image_with_a_name() {
    use egui_kittest::kittest::Queryable as _;
    let window = window("d26", Theme::Light, 1.0, Shown::At(0.0, Facing::AsDrawn));
    let node = window.get_by_role_and_label(egui::Role::Image, "How it is done");
    assert_eq!(node.rect().size(), vec2(160.0, 160.0));
}
