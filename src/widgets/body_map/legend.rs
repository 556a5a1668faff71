//! The legend of the body map, and one figure on its own.

use std::collections::BTreeMap;

use egui::accesskit::Role as AccessRole;
use egui::{Align2, Color32, CornerRadius, Mesh, Pos2, Rect, Response, Sense, Shape, Ui, Vec2, WidgetInfo};

use super::drawing::{Drawing, Facing, Figure};
use super::look::{BodyColours, RegionLook, add_figure};
use super::mesh::Placement;
use super::pills::{paint_bar, paint_sore_sample, paint_stiff_sample, text_size};
use crate::domain::{Rating, Region};
use crate::theme::{Role, Tokens};

/// Measures, in points.
const HEIGHT: f32 = 24.0;
const CELL: f32 = 12.0;
const CELL_PITCH: f32 = 13.5;
const AFTER_WORD: f32 = 8.0;
const BETWEEN: f32 = 18.0;
/// The value whose colour stands for any, in the samples.
const SAMPLE_VALUE: u8 = 6;

/// The words of the legend: least, most, sore, stiff, wrong.
type Words = [&'static str; 5];
const FULL: Words = ["0 none", "10 worst", "sore", "stiff", "something wrong, no work there"];
const SHORT: Words = ["0", "10", "sore", "stiff", "no work there"];

/// Explains the colours of the body map in one row 24 points high; its words get shorter where there is little room.
pub fn legend(ui: &mut Ui, tokens: &Tokens) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEIGHT), Sense::hover());
    response.widget_info(|| {
        let [least, most, sore, stiff, wrong] = FULL;
        let text = format!("Legend: {least} to {most}; dot: {sore}; hatched: {stiff}; round mark: {wrong}");
        WidgetInfo::labeled(AccessRole::Image, true, text)
    });
    let sample = Rating::try_from(SAMPLE_VALUE).unwrap_or(Rating::MAX);
    let painter = ui.painter_at(rect.expand(1.0));
    let font = Role::Small.font();
    let width_of = |words: Words| {
        let texts: f32 = words.iter().map(|word| text_size(&painter, word, font.clone()).x).sum();
        texts + 11.0 * CELL_PITCH + 3.0 * (CELL + BETWEEN) + 5.0 * AFTER_WORD
    };
    let [least, most, sore, stiff, wrong] = if width_of(FULL) <= rect.width() { FULL } else { SHORT };

    let mut x = rect.left();
    let middle = rect.center().y;
    let word = |x: &mut f32, text: &str| {
        let drawn = painter.text(Pos2::new(*x, middle), Align2::LEFT_CENTER, text, font.clone(), tokens.quiet);
        *x = drawn.right();
    };
    let square = |x: f32| Rect::from_min_size(Pos2::new(x, middle - CELL / 2.0), Vec2::splat(CELL));
    word(&mut x, least);
    x += AFTER_WORD;
    for rating in Rating::all() {
        painter.rect_filled(square(x), CornerRadius::same(2), tokens.severity(rating));
        x += CELL_PITCH;
    }
    x += AFTER_WORD;
    word(&mut x, most);
    x += BETWEEN;
    paint_sore_sample(&painter, tokens, square(x), sample);
    x += CELL + AFTER_WORD;
    word(&mut x, sore);
    x += BETWEEN;
    paint_stiff_sample(&painter, tokens, square(x), sample);
    x += CELL + AFTER_WORD;
    word(&mut x, stiff);
    x += BETWEEN;
    painter.circle_filled(square(x).center(), CELL / 2.0, tokens.stop_fill);
    paint_bar(&painter, tokens, square(x).center(), CELL / 2.0);
    x += CELL + AFTER_WORD;
    word(&mut x, wrong);
    response
}

/// One figure without interaction, as large as fits: `fills` colours some regions, `label` says what it shows.
pub fn figure(
    ui: &mut Ui,
    drawing: &Drawing,
    tokens: &Tokens,
    facing: Facing,
    fills: &BTreeMap<Region, Color32>,
    size: Vec2,
    label: &str,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(AccessRole::Image, true, label));
    if ui.is_rect_visible(rect) {
        let body = Figure::BOUNDS;
        let scale = (rect.width() / body.width()).min(rect.height() / body.height());
        let origin = rect.center() - body.center().to_vec2() * scale;
        let place = Placement { origin, scale, pixel: 1.0 / ui.pixels_per_point() };
        let looks = fills.iter().map(|(&region, &fill)| (region, RegionLook::plain(fill))).collect();
        let mut mesh = Mesh::default();
        add_figure(drawing, facing, place, &looks, BodyColours::new(tokens), &mut mesh);
        ui.painter().add(Shape::mesh(mesh));
    }
    response
}
