//! A small panel beside a place on the map, with a pointer to it.

use egui::{Area, CornerRadius, Frame, Key, Margin, Modifiers, Order, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::Cx;
use crate::theme::Tokens;
use crate::widgets::controls::CARD_RADIUS;

/// The width of such a panel, in points.
pub const WIDTH: f32 = 288.0;
const PADDING: f32 = 12.0;
/// The space between the panel and its place, filled by the pointer.
const GAP: f32 = 14.0;
/// The height assumed until the panel was laid out once.
const FIRST_HEIGHT: f32 = 252.0;

/// Where a panel belongs.
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    /// The place on screen it points to.
    pub place: Rect,
    /// The column within which it stands where it can.
    pub column: Rect,
}

/// Draws a panel beside its anchor; the answer is whether a tap elsewhere or Escape asks to close it.
pub fn anchored_panel(ui: &mut Ui, cx: &Cx<'_>, name: String, anchor: Anchor, contents: impl FnOnce(&mut Ui)) -> bool {
    let Anchor { place: anchor, column } = anchor;
    let id = egui::Id::unique("region panel");
    let height = egui::AreaState::load(ui.ctx(), id).map_or(FIRST_HEIGHT, |state| state.rect().height());
    let window = ui.ctx().content_rect();
    let (side, corner) = placement(anchor, column, window, vec2(WIDTH, height));
    let area = Area::new(id).order(Order::Foreground).fixed_pos(corner).constrain_to(window).accessible_name(name);
    let shown = area.show(ui.ctx(), |ui| {
        let frame = Frame::new()
            .fill(cx.tokens.surface)
            .stroke(Stroke::new(1.0, cx.tokens.line))
            .corner_radius(CornerRadius::same(CARD_RADIUS))
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(Margin::same(PADDING as i8));
        let framed = frame.show(ui, |ui| {
            ui.set_width(WIDTH - 2.0 * PADDING);
            ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
            contents(ui);
        });
        pointer(ui, cx.tokens, framed.response.rect, anchor, side);
    });
    let clicked_elsewhere = ui.input(|input| {
        let pos = input.pointer.interact_pos();
        input.pointer.any_click() && pos.is_some_and(|pos| !shown.response.rect.contains(pos) && !anchor.contains(pos))
    });
    clicked_elsewhere || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}

/// The side of the region on which the panel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PanelSide {
    Left,
    Right,
}

/// Where the panel's upper left corner goes: towards the middle of the map, where the space between the legs is, or on
/// the other side of the region where that does not fit into the window.
fn placement(anchor: Rect, column: Rect, window: Rect, size: egui::Vec2) -> (PanelSide, Pos2) {
    let left_x = anchor.left() - GAP - size.x;
    let right_x = anchor.right() + GAP;
    let fits_left = left_x >= column.left() + 4.0;
    let fits_right = right_x + size.x <= window.right() - 4.0;
    let inward_is_right = anchor.center().x < column.center().x;
    let side = match (inward_is_right, fits_left, fits_right) {
        (true, _, true) | (false, false, _) => PanelSide::Right,
        (true, _, false) | (false, true, _) => PanelSide::Left,
    };
    let x = if side == PanelSide::Right { right_x } else { left_x };
    let y = (anchor.center().y - size.y * 0.3).clamp(window.top() + 8.0, (window.bottom() - size.y - 8.0).max(8.0));
    (side, pos2(x, y))
}

/// A small triangle from the panel to its region.
fn pointer(ui: &Ui, t: &Tokens, panel: Rect, anchor: Rect, side: PanelSide) {
    let y = anchor.center().y.clamp(panel.top() + 20.0, panel.bottom() - 20.0);
    let (base_x, tip_x) = match side {
        PanelSide::Left => (panel.right() - 1.0, panel.right() + 10.0),
        PanelSide::Right => (panel.left() + 1.0, panel.left() - 10.0),
    };
    let points = vec![pos2(base_x, y - 10.0), pos2(tip_x, y), pos2(base_x, y + 10.0)];
    ui.painter().add(Shape::convex_polygon(points, t.surface, Stroke::NONE));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_panel_stands_beside_its_region_and_never_over_it() {
        let window = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0));
        let column = Rect::from_min_max(pos2(88.0, 0.0), pos2(888.0, 800.0));
        let size = vec2(WIDTH, 252.0);
        let check = |anchor: Rect, side: PanelSide| {
            let (found, corner) = placement(anchor, column, window, size);
            assert_eq!(found, side, "{anchor:?}");
            let panel = Rect::from_min_size(corner, size);
            assert!(!panel.intersects(anchor), "{panel:?} covers {anchor:?}");
            assert!(window.contains_rect(panel), "{panel:?} leaves the window");
        };
        let at = |x: f32, y: f32| Rect::from_center_size(pos2(x, y), vec2(40.0, 100.0));
        check(at(280.0, 450.0), PanelSide::Right);
        check(at(664.0, 490.0), PanelSide::Left);
        check(at(160.0, 90.0), PanelSide::Right);
        check(at(820.0, 760.0), PanelSide::Left);
    }
}
