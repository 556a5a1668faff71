//! The body as a picture: one figure to look at, whole or close up.

use std::collections::BTreeMap;

use egui::accesskit::Role as AccessRole;
use egui::{Color32, Mesh, Rect, Response, Sense, Shape, Ui, Vec2, WidgetInfo, vec2};

use super::drawing::{Drawing, Facing, Figure};
use super::look::{BodyColours, RegionLook, add_figure};
use super::mesh::Placement;
use crate::domain::Region;
use crate::theme::Tokens;

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

/// The part of one figure around its filled regions, as large as fits and cut at the edges of the space.
pub fn close_up(
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
    let shown = fills.keys().filter_map(|region| drawing.figure(facing).regions.get(region));
    let Some(lit) = shown.map(|part| part.outline.bounds()).reduce(Rect::union) else { return response };
    let place = close_placement(rect, lit, 1.0 / ui.pixels_per_point());
    let looks = fills.iter().map(|(&region, &fill)| (region, RegionLook::plain(fill))).collect();
    let mut mesh = Mesh::default();
    add_figure(drawing, facing, place, &looks, BodyColours::new(tokens), &mut mesh);
    ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())).add(Shape::mesh(mesh));
    response
}

/// The least of the body's height that a close-up shows: a region alone would not say where it is.
const CLOSE_UP_SHARE: f32 = 0.56;
/// How much of the body stays in sight around the lit regions, in drawing units.
const CLOSE_UP_MARGIN: f32 = 60.0;

/// Places a figure so that `lit` lies in the middle of `rect`, with the body's ends no further in than they need be.
fn close_placement(rect: Rect, lit: Rect, pixel: f32) -> Placement {
    let body = Figure::BOUNDS;
    let height = (lit.height() + 2.0 * CLOSE_UP_MARGIN).max(CLOSE_UP_SHARE * body.height()).min(body.height());
    // Arms are far out; the middle of the body stays the middle of the picture.
    let half_width =
        (lit.left() - body.center().x).abs().max((lit.right() - body.center().x).abs()) + CLOSE_UP_MARGIN / 2.0;
    let scale = (rect.height() / height).min(rect.width() / (2.0 * half_width));
    let seen = rect.height() / scale;
    let middle = if seen >= body.height() {
        body.center().y
    } else {
        lit.center().y.clamp(body.top() + seen / 2.0, body.bottom() - seen / 2.0)
    };
    let origin = rect.center() - vec2(body.center().x, middle) * scale;
    Placement { origin, scale, pixel }
}
