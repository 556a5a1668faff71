//! The CPU renderer paints what egui asks for, to the pixel.

#![expect(clippy::disallowed_methods, reason = "these tests compare raw colours; no screen shows them")]

mod support;

use egui::{Color32, Rect, Ui, pos2, vec2};
use egui_kittest::Harness;
use image::{Rgba, RgbaImage};
use support::Rasterizer;

/// A picture of 40 × 30 points, painted by `paint`.
fn picture(pixels_per_point: f32, paint: impl Fn(&mut Ui) + 'static) -> RgbaImage {
    let mut harness = Harness::builder()
        .with_size(vec2(40.0, 30.0))
        .with_pixels_per_point(pixels_per_point)
        .with_context_setup(|ctx| {
            supple::theme::install_fonts(ctx);
            ctx.all_styles_mut(|style| style.visuals.panel_fill = Color32::BLACK);
            ctx.tessellation_options_mut(|options| options.feathering = false);
        })
        .renderer(Rasterizer::default())
        .with_render_cursor(false)
        .build_ui(move |ui| {
            ui.set_clip_rect(Rect::EVERYTHING);
            paint(ui);
        });
    harness.render().expect("meshes need no GPU")
}

fn square(min: f32, max: f32) -> Rect {
    Rect::from_min_max(pos2(min, min), pos2(max, max))
}

/// How many pixels have each of these colours, and how many have another.
fn count(picture: &RgbaImage, colors: &[[u8; 3]]) -> (Vec<usize>, usize) {
    let of = |[r, g, b]: [u8; 3]| picture.pixels().filter(|pixel| **pixel == Rgba([r, g, b, 255])).count();
    let counts: Vec<usize> = colors.iter().map(|color| of(*color)).collect();
    let others = picture.pixels().count() - counts.iter().sum::<usize>();
    (counts, others)
}

#[test]
fn a_filled_square_covers_exactly_its_pixels() {
    for scale in [1.0, 2.0] {
        let picture = picture(scale, |ui| {
            ui.painter().rect_filled(square(10.0, 20.0), 0.0, Color32::from_rgb(200, 100, 50));
        });
        let at = |x: f32, y: f32| picture.get_pixel((x * scale) as u32, (y * scale) as u32).0;
        assert_eq!(picture.dimensions(), ((40.0 * scale) as u32, (30.0 * scale) as u32));
        assert_eq!(at(10.0, 10.0), [200, 100, 50, 255]);
        assert_eq!(at(19.5, 19.5), [200, 100, 50, 255]);
        assert_eq!(at(20.0, 19.0), [0, 0, 0, 255]);
        assert_eq!(at(9.5, 10.0), [0, 0, 0, 255]);
        let inside = (100.0 * scale * scale) as usize;
        assert_eq!(count(&picture, &[[200, 100, 50]]).0, [inside]);
    }
}

#[test]
fn half_transparent_over_opaque_mixes_the_gamma_encoded_colours_once() {
    let picture = picture(1.0, |ui| {
        ui.painter().rect_filled(square(0.0, 20.0), 0.0, Color32::from_rgb(0, 0, 200));
        ui.painter().rect_filled(square(10.0, 30.0), 0.0, Color32::from_rgba_premultiplied(100, 0, 0, 128));
    });
    // 200 · (1 − 128/255) = 99.6
    let (counts, others) = count(&picture, &[[0, 0, 200], [100, 0, 100], [100, 0, 0], [0, 0, 0]]);
    assert_eq!(counts, [300, 100, 300, 500]);
    assert_eq!(others, 0, "no pixel on the diagonal of a square is missed or blended twice");
}

#[test]
fn triangles_that_share_sides_cover_each_pixel_once() {
    // A fan around a point off the grid: each of its sides is shared by two triangles.
    let picture = picture(1.0, |ui| {
        let mut mesh = egui::Mesh::default();
        let half = Color32::from_rgba_premultiplied(100, 0, 0, 128);
        mesh.colored_vertex(pos2(17.3, 13.6), half);
        let rim =
            [pos2(5.0, 5.0), pos2(20.0, 5.0), pos2(30.0, 5.0), pos2(30.0, 25.0), pos2(11.0, 25.0), pos2(5.0, 25.0)];
        for corner in rim {
            mesh.colored_vertex(corner, half);
        }
        for i in 0..6 {
            mesh.add_triangle(0, 1 + i, 1 + (i + 1) % 6);
        }
        ui.painter().add(mesh);
    });
    assert_eq!(count(&picture, &[[100, 0, 0], [0, 0, 0]]), (vec![500, 700], 0));
}

#[test]
fn nothing_is_painted_outside_the_clip_rectangle() {
    let picture = picture(1.0, |ui| {
        let painter = ui.painter().with_clip_rect(square(5.0, 15.0));
        painter.rect_filled(square(0.0, 10.0), 0.0, Color32::WHITE);
    });
    assert_eq!(count(&picture, &[[255, 255, 255]]).0, [25]);
}

#[test]
fn a_gradient_runs_from_corner_to_corner() {
    let picture = picture(1.0, |ui| {
        let mut mesh = egui::Mesh::default();
        for (x, color) in [(0.0, Color32::BLACK), (40.0, Color32::WHITE)] {
            mesh.colored_vertex(pos2(x, 0.0), color);
            mesh.colored_vertex(pos2(x, 30.0), color);
        }
        mesh.add_triangle(0, 1, 2);
        mesh.add_triangle(1, 2, 3);
        ui.painter().add(mesh);
    });
    for x in 0..40_u16 {
        let expected = ((f32::from(x) + 0.5) / 40.0 * 255.0).round();
        for y in [0, 15, 29] {
            let [grey, ..] = picture.get_pixel(u32::from(x), y).0;
            assert!((f32::from(grey) - expected).abs() <= 1.0, "{grey} instead of {expected} at {x}, {y}");
        }
    }
}

#[test]
fn text_is_drawn_the_same_on_every_run() {
    let text = || {
        picture(2.0, |ui| {
            let font = egui::FontId::proportional(16.0);
            ui.painter().text(pos2(2.0, 2.0), egui::Align2::LEFT_TOP, "Hips", font, Color32::WHITE);
        })
    };
    let first = text();
    assert!(first.pixels().filter(|pixel| pixel.0[0] > 200).count() > 50, "the strokes are there");
    assert_eq!(first.get_pixel(79, 59).0, [0, 0, 0, 255], "the rest is not");
    assert_eq!(first.into_raw(), text().into_raw());
}

#[test]
fn the_fonts_have_what_the_screens_write() {
    support::assert_has_glyphs(&egui::FontId::proportional(14.0), "Hüfte, ±15 s · 3–5 × ≥ 2 → ● ▲ ▼ “left” … 10 %");
}

#[test]
#[should_panic(expected = "no glyph in Proportional for \"\\u{10fffd}\"")]
fn a_character_no_font_has_is_named() {
    support::assert_has_glyphs(&egui::FontId::proportional(14.0), "a\u{10fffd}b");
}
