//! The small panel at a region: soreness, stiffness, and whether something is wrong.

use egui::{
    Align, Area, CornerRadius, Frame, Key, Layout, Margin, Modifiers, Order, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2,
};

use super::super::words;
use super::{Commands, Cx, TodayDrafts, wrong};
use crate::domain::{Region, RegionRating};
use crate::model::{Command, Scale};
use crate::theme::{Role, Tokens, icons};
use crate::widgets::controls::{CARD_RADIUS, icon_button, row};
use crate::widgets::keycap::paint_keycap;
use crate::widgets::rating::{Texture, segmented_rating};

const WIDTH: f32 = 288.0;
const PADDING: f32 = 12.0;
/// The space between the panel and its region, filled by the pointer.
const GAP: f32 = 14.0;
/// The height of a key in the hints.
const KEYCAP_HEIGHT: f32 = 20.0;
/// The height assumed until the panel was laid out once.
const FIRST_HEIGHT: f32 = 252.0;

/// Draws the panel of `region` beside `anchor` (the region on screen), within `column` where it can be.
pub fn region_panel_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    region: Region,
    anchor: Rect,
    column: Rect,
    drafts: &mut TodayDrafts,
    out: &mut Commands,
) {
    let id = egui::Id::unique("region panel");
    let height = egui::AreaState::load(ui.ctx(), id).map_or(FIRST_HEIGHT, |state| state.rect().height());
    let window = ui.ctx().content_rect();
    let (side, place) = placement(anchor, column, window, vec2(WIDTH, height));
    let area =
        Area::new(id).order(Order::Foreground).fixed_pos(place).constrain_to(window).accessible_name(region.label());
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
            panel_contents(ui, cx, region, drafts, out);
        });
        pointer(ui, cx.tokens, framed.response.rect, anchor, side);
    });
    let clicked_elsewhere = ui.input(|input| {
        let pos = input.pointer.interact_pos();
        input.pointer.any_click() && pos.is_some_and(|pos| !shown.response.rect.contains(pos) && !anchor.contains(pos))
    });
    let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if clicked_elsewhere || escaped {
        drafts.asking_wrong = false;
        out.push_first(Command::SelectRegion(None));
    }
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

fn panel_contents(ui: &mut Ui, cx: &Cx<'_>, region: Region, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let rating = cx.model.derived().regions_today.get(&region).copied().unwrap_or_default();
    row(ui, 28.0, |ui| {
        ui.label(Role::Heading.text(words::capitalised(&region.name())).color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, t, icons::CLOSE, "Close").clicked() {
                out.push(Command::SelectRegion(None));
            }
        });
    });
    let side = region.side().word();
    let place = region.group().info().label;
    let place_words = if side.is_empty() { place.to_owned() } else { format!("your {side}, {place}") };
    ui.label(Role::Small.text(place_words).color(t.quiet));
    ui.add_space(4.0);
    // One question at a time: while it is asked what is wrong, nothing else is.
    if !drafts.asking_wrong {
        for scale in Scale::ALL {
            scale_ui(ui, cx, region, scale, rating, out);
            ui.add_space(6.0);
        }
    }
    wrong::wrong_ui(ui, cx, region, rating.wrong, drafts, out);
    ui.add_space(2.0);
    row(ui, KEYCAP_HEIGHT, |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (key, meaning) in [("0–9", "sore"), ("Shift", "+digit stiff"), ("Esc", "close")] {
            let left_middle = pos2(ui.cursor().left(), ui.max_rect().center().y);
            let cap = paint_keycap(ui, t, left_middle, key, Role::Small.font(), KEYCAP_HEIGHT);
            ui.advance_cursor_after_rect(cap);
            ui.label(Role::Small.text(meaning).color(t.quiet));
        }
    });
}

fn scale_ui(ui: &mut Ui, cx: &Cx<'_>, region: Region, scale: Scale, rating: RegionRating, out: &mut Commands) {
    let t = cx.tokens;
    let (value, texture) = match scale {
        Scale::Soreness => (rating.soreness, Texture::Plain),
        Scale::Stiffness => (rating.stiffness, Texture::Hatched),
    };
    row(ui, 16.0, |ui| {
        ui.label(Role::SmallBold.text(scale.label()).color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let before = before_words(cx, region, scale);
            let words = if value.is_none() && before.is_empty() { "not rated".to_owned() } else { before };
            ui.label(Role::Small.text(words).color(t.quiet));
        });
    });
    let width = ui.available_width();
    if let Some(tapped) = segmented_rating(ui, t, scale.label(), value, texture, width) {
        // A second tap on the same value takes the rating back.
        out.push(Command::Rate(region, scale, Some(tapped).filter(|_| value != Some(tapped))));
    }
}

/// "yesterday 7".
fn before_words(cx: &Cx<'_>, region: Region, scale: Scale) -> String {
    let Some((day, ratings)) = &cx.model.derived().regions_before else { return String::new() };
    let Some(rating) = ratings.get(&region) else { return String::new() };
    let value = match scale {
        Scale::Soreness => rating.soreness,
        Scale::Stiffness => rating.stiffness,
    };
    value.map(|value| format!("{} {value}", words::relative_day(*day, cx.now.date()))).unwrap_or_default()
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
