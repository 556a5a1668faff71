//! The segmented rating: eleven cells from 0 to 10, one tap to answer.

use egui::{
    Align2, CornerRadius, CursorIcon, Rect, Role as NodeRole, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use super::controls::CONTROL_RADIUS;
use crate::domain::Rating;
use crate::theme::{Role, Tokens, mix};

/// How the chosen cell is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texture {
    /// Plain, for soreness.
    Plain,
    /// Hatched, for stiffness.
    Hatched,
}

const HEIGHT: f32 = 32.0;
const FOOT: f32 = 4.0;

/// Eleven cells in `width`; returns the cell that was tapped. A tap on the chosen cell returns it again.
///
/// Each cell is a radio button named `"{name} {value}"`.
pub fn segmented_rating(
    ui: &mut Ui,
    t: &Tokens,
    name: &str,
    chosen: Option<Rating>,
    texture: Texture,
    width: f32,
) -> Option<Rating> {
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    let radius = CornerRadius::same(CONTROL_RADIUS);
    ui.painter().rect_filled(rect, radius, t.surface);
    let cell_width = width / 11.0;
    let mut tapped = None;
    for rating in Rating::all() {
        let left = rect.left() + cell_width * f32::from(rating.get());
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(cell_width, HEIGHT));
        let response = ui.interact(cell, ui.scope_id().with((name, rating.get())), Sense::click());
        let is_chosen = chosen == Some(rating);
        let enabled = ui.is_enabled();
        response.widget_info(|| {
            WidgetInfo::selected(NodeRole::RadioButton, enabled, is_chosen, format!("{name} {rating}"))
        });
        paint_cell(ui, t, cell, rating, chosen, texture);
        if response.hovered() && !is_chosen {
            ui.painter().rect_stroke(
                cell.shrink(1.0),
                CornerRadius::same(4),
                Stroke::new(1.0, t.control),
                StrokeKind::Inside,
            );
        }
        if response.has_focus() {
            ui.painter().rect_stroke(cell, CornerRadius::same(4), Stroke::new(2.0, t.accent), StrokeKind::Inside);
        }
        if response.clicked() {
            tapped = Some(rating);
        }
        response.on_hover_cursor(CursorIcon::PointingHand);
    }
    ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, t.control), StrokeKind::Inside);
    tapped
}

fn paint_cell(ui: &Ui, t: &Tokens, cell: Rect, rating: Rating, chosen: Option<Rating>, texture: Texture) {
    let painter = ui.painter();
    let is_chosen = chosen == Some(rating);
    let fill = if rating == Rating::MIN { t.sunk } else { t.severity(rating) };
    if is_chosen {
        painter.rect_filled(cell, cell_corners(rating), fill);
        if texture == Texture::Hatched && rating > Rating::MIN {
            hatch(ui, t, cell, fill);
            // The number stands on a plain plate, so that the hatching does not cross it.
            let plate = Rect::from_center_size(cell.center(), vec2(18.0, 18.0));
            painter.rect_filled(plate, CornerRadius::same(3), fill);
        }
    } else {
        if rating > Rating::MIN && chosen.is_some_and(|chosen| rating < chosen) {
            let foot = Rect::from_min_max(pos2(cell.left(), cell.bottom() - FOOT), cell.max);
            painter.rect_filled(foot, CornerRadius::ZERO, fill);
        }
        if rating > Rating::MIN {
            painter.vline(cell.left(), cell.y_range(), Stroke::new(1.0, t.line));
        }
    }
    let ink = match (is_chosen, rating) {
        (true, Rating::MIN) | (false, _) => t.text,
        (true, _) => t.on_severity(rating),
    };
    let font = if is_chosen { Role::SmallBold.font() } else { Role::Small.font() };
    painter.text(cell.center(), Align2::CENTER_CENTER, rating.to_string(), font, ink);
}

fn cell_corners(rating: Rating) -> CornerRadius {
    let left = if rating == Rating::MIN { CONTROL_RADIUS } else { 0 };
    let right = if rating == Rating::MAX { CONTROL_RADIUS } else { 0 };
    CornerRadius { nw: left, sw: left, ne: right, se: right }
}

/// Lines at 45° through a rectangle, as on the body map.
fn hatch(ui: &Ui, t: &Tokens, rect: Rect, fill: egui::Color32) {
    let painter = ui.painter().with_clip_rect(rect.shrink(1.0).intersect(ui.clip_rect()));
    let stroke = Stroke::new(1.7, mix(fill, t.on_fill(fill), 0.8));
    let pitch = 6.0 * std::f32::consts::SQRT_2;
    let lines = (0..).map(|i| rect.left() - rect.height() + pitch * i as f32).take_while(|&x| x < rect.right());
    painter.extend(
        lines.map(|x| Shape::line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], stroke)),
    );
}
