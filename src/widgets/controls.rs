//! Buttons, chips, segments and the stepper, in the measures of the design.

use egui::{
    Align2, Color32, CornerRadius, CursorIcon, FontId, Frame, Margin, Rect, Response, RichText, Role as NodeRole,
    Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::theme::{Role, Tokens, icons, mix};

/// Corner radius of controls, in points.
pub const CONTROL_RADIUS: u8 = 6;
/// Corner radius of cards and panels, in points.
pub const CARD_RADIUS: u8 = 8;

/// How much darker a filled control gets under the pointer, and when pressed.
const HOVER_SHARE: f32 = 0.06;
const PRESS_SHARE: f32 = 0.12;

/// The one main action of a view: filled with the accent.
pub fn primary_button(ui: &mut Ui, t: &Tokens, label: &str, icon: Option<&str>, size: Vec2) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Button, enabled, label));
    let fill = if enabled { pressed_fill(&response, t.accent, t.text) } else { t.sunk };
    let ink = if enabled { t.on_accent } else { t.quiet };
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(CONTROL_RADIUS), fill);
    focus_ring(ui, t, &response);
    let font = if size.y >= 48.0 { Role::Heading.font() } else { Role::Label.font() };
    icon_and_text(ui, rect, icon, label, font, ink);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// An action beside the main one: surface with a border.
pub fn plain_button(ui: &mut Ui, t: &Tokens, label: &str, size: Vec2) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Button, enabled, label));
    let fill = if enabled { pressed_fill(&response, t.surface, t.text) } else { t.sunk };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(CONTROL_RADIUS), fill, Stroke::new(1.0, t.control), StrokeKind::Inside);
    focus_ring(ui, t, &response);
    let font = if size.y < 36.0 { Role::Small.font() } else { Role::Body.font() };
    icon_and_text(ui, rect, None, label, font, if enabled { t.text } else { t.quiet });
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A small plain button, 28 high and as wide as its text.
pub fn small_button(ui: &mut Ui, t: &Tokens, label: &str) -> Response {
    let width = text_width(ui, label, Role::Small.font()) + 24.0;
    plain_button(ui, t, label, vec2(width, 28.0))
}

/// A borderless action in the accent colour.
pub fn text_button(ui: &mut Ui, t: &Tokens, label: &str, icon: Option<&str>) -> Response {
    let font = Role::Body.font();
    let icon_width = if icon.is_some() { 18.0 + ICON_GAP } else { 0.0 };
    let size = vec2(text_width(ui, label, font.clone()) + icon_width + 8.0, 28.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Button, enabled, label));
    let ink = if enabled { t.accent } else { t.quiet };
    icon_and_text(ui, rect, icon, label, font, ink);
    if response.hovered() && enabled {
        let line_y = rect.center().y + 10.0;
        ui.painter().hline(rect.left() + 4.0 + icon_width..=rect.right() - 4.0, line_y, Stroke::new(1.0, ink));
    }
    focus_ring(ui, t, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A square button that shows only an icon; `label` is its name for screen readers and its tooltip.
pub fn icon_button(ui: &mut Ui, t: &Tokens, icon: &str, label: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(28.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Button, enabled, label));
    if response.hovered() && enabled {
        ui.painter().rect_filled(rect, CornerRadius::same(CONTROL_RADIUS), mix(t.surface, t.text, HOVER_SHARE));
    }
    let ink = if enabled { t.text } else { t.quiet };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, icons::font(20.0), ink);
    focus_ring(ui, t, &response);
    response.on_hover_text(label).on_hover_cursor(CursorIcon::PointingHand)
}

/// A square button with an icon that stays pressed while something is on.
pub fn icon_toggle(ui: &mut Ui, t: &Tokens, icon: &str, label: &str, on: Chosen) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(28.0), Sense::click());
    let (enabled, is_on) = (ui.is_enabled(), on == Chosen::Yes);
    response.widget_info(|| WidgetInfo::selected(NodeRole::Button, enabled, is_on, label));
    let rest = if is_on { t.accent_soft } else { Color32::TRANSPARENT };
    let fill = if response.hovered() && enabled { mix(t.surface, t.text, HOVER_SHARE) } else { rest };
    ui.painter().rect_filled(rect, CornerRadius::same(CONTROL_RADIUS), fill);
    let ink = if is_on { t.accent } else { t.text };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, icons::font(20.0), ink);
    focus_ring(ui, t, &response);
    response.on_hover_text(label).on_hover_cursor(CursorIcon::PointingHand)
}

/// A choice that is on or off.
pub fn chip(ui: &mut Ui, t: &Tokens, label: &str, on: Chosen) -> Response {
    let chosen = on == Chosen::Yes;
    let font = if chosen { Role::SmallBold.font() } else { Role::Small.font() };
    let check_width = if chosen { 16.0 + 6.0 } else { 0.0 };
    let size = vec2(text_width(ui, label, font.clone()) + check_width + 22.0, 28.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(NodeRole::CheckBox, enabled, chosen, label));
    let (fill, border, ink) = if chosen { (t.accent_soft, t.accent, t.text) } else { (t.surface, t.control, t.text) };
    let fill = pressed_fill(&response, fill, t.text);
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(CONTROL_RADIUS), fill, Stroke::new(1.0, border), StrokeKind::Inside);
    if chosen {
        let at = pos2(rect.left() + 10.0, rect.center().y);
        painter.text(at, Align2::LEFT_CENTER, icons::CHECK, icons::font(16.0), t.accent);
    }
    let at = pos2(rect.left() + 11.0 + check_width, rect.center().y);
    painter.text(at, Align2::LEFT_CENTER, label, font, ink);
    focus_ring(ui, t, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Whether a choice is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// It is.
    Yes,
    /// It is not.
    No,
}

impl From<bool> for Chosen {
    fn from(chosen: bool) -> Self {
        if chosen { Self::Yes } else { Self::No }
    }
}

/// One choice of several, side by side. `name` says what is chosen; the answer is the index that was tapped.
pub fn segments(
    ui: &mut Ui,
    t: &Tokens,
    name: &str,
    labels: &[&str],
    chosen: Option<usize>,
    width: f32,
) -> Option<usize> {
    let height = 32.0;
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let cell_width = width / labels.len() as f32;
    let radius = CornerRadius::same(CONTROL_RADIUS);
    ui.painter().rect_filled(rect, radius, t.surface);
    let mut tapped = None;
    let mut responses = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        let min = pos2(rect.left() + cell_width * index as f32, rect.top());
        let cell = Rect::from_min_size(min, vec2(cell_width, height));
        let response = ui.interact(cell, ui.scope_id().with((name, index)), Sense::click());
        let is_chosen = chosen == Some(index);
        let enabled = ui.is_enabled();
        response.widget_info(|| {
            WidgetInfo::selected(NodeRole::RadioButton, enabled, is_chosen, format!("{name}: {label}"))
        });
        let corners = cell_corners(index, labels.len());
        let painter = ui.painter();
        if is_chosen {
            painter.rect_filled(cell, corners, t.accent);
        } else if response.hovered() {
            painter.rect_filled(cell, corners, t.sunk);
        }
        if index > 0 && !is_chosen && chosen != Some(index - 1) {
            painter.vline(cell.left(), cell.y_range(), Stroke::new(1.0, t.line));
        }
        let (ink, font) = if is_chosen { (t.on_accent, Role::Label.font()) } else { (t.text, Role::Body.font()) };
        painter.text(cell.center(), Align2::CENTER_CENTER, *label, font, ink);
        if response.clicked() {
            tapped = Some(index);
        }
        responses.push(response.on_hover_cursor(CursorIcon::PointingHand));
    }
    ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, t.control), StrokeKind::Inside);
    for response in &responses {
        focus_ring(ui, t, response);
    }
    tapped
}

fn cell_corners(index: usize, count: usize) -> CornerRadius {
    let left = if index == 0 { CONTROL_RADIUS } else { 0 };
    let right = if index + 1 == count { CONTROL_RADIUS } else { 0 };
    CornerRadius { nw: left, sw: left, ne: right, se: right }
}

/// A value with a step down and a step up, 168 × 36. Returns −1 or 1 when a step was tapped.
pub fn stepper(ui: &mut Ui, t: &Tokens, name: &str, value: &str, can: CanStep) -> i32 {
    let (rect, _) = ui.allocate_exact_size(vec2(168.0, 36.0), Sense::hover());
    let radius = CornerRadius::same(CONTROL_RADIUS);
    ui.painter().rect_filled(rect, radius, t.surface);
    let end_width = 44.0;
    let ends =
        [(rect.left(), icons::REMOVE, -1, can.down, "less"), (rect.right() - end_width, icons::ADD, 1, can.up, "more")];
    let mut step = 0;
    for (index, (left, icon, by, possible, word)) in ends.into_iter().enumerate() {
        let end = Rect::from_min_size(pos2(left, rect.top()), vec2(end_width, rect.height()));
        let sense = if possible { Sense::click() } else { Sense::hover() };
        let response = ui.interact(end, ui.scope_id().with((name, by)), sense);
        response.widget_info(|| WidgetInfo::labeled(NodeRole::Button, possible, format!("{name}: {word}")));
        if response.hovered() && possible {
            ui.painter().rect_filled(end, cell_corners(index, 2), t.sunk);
        }
        let ink = if possible { t.text } else { t.control };
        ui.painter().text(end.center(), Align2::CENTER_CENTER, icon, icons::font(20.0), ink);
        focus_ring(ui, t, &response);
        if response.clicked() {
            step = by;
        }
    }
    let painter = ui.painter();
    for x in [rect.left() + end_width, rect.right() - end_width] {
        painter.vline(x, rect.y_range(), Stroke::new(1.0, t.line));
    }
    painter.rect_stroke(rect, radius, Stroke::new(1.0, t.control), StrokeKind::Inside);
    painter.text(rect.center(), Align2::CENTER_CENTER, value, Role::Label.font(), t.text);
    let middle = rect.shrink2(vec2(end_width, 0.0));
    let reading = ui.interact(middle, ui.scope_id().with((name, "value")), Sense::hover());
    reading.widget_info(|| WidgetInfo::labeled(NodeRole::Label, true, format!("{name} {value}")));
    step
}

/// Which ways a stepper may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CanStep {
    /// Whether there is less.
    pub down: bool,
    /// Whether there is more.
    pub up: bool,
}

/// A card: surface, hairline, no shadow.
pub fn card(t: &Tokens) -> Frame {
    Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.line))
        .corner_radius(CornerRadius::same(CARD_RADIUS))
        .inner_margin(Margin::same(16))
}

/// A quiet block: sunk, no border.
pub fn quiet_block(t: &Tokens) -> Frame {
    Frame::new().fill(t.sunk).corner_radius(CornerRadius::same(CARD_RADIUS)).inner_margin(Margin::symmetric(16, 12))
}

/// A block in a soft colour with an icon and small text.
pub fn notice_block(ui: &mut Ui, t: &Tokens, fill: Color32, ink: Color32, icon: &str, text: &str) -> Response {
    Frame::new()
        .fill(fill)
        .corner_radius(CornerRadius::same(CONTROL_RADIUS))
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                ui.label(RichText::new(icon).font(icons::font(16.0)).color(ink));
                ui.add(egui::Label::new(Role::Small.text(text).color(t.text)).wrap());
            });
        })
        .response
}

/// A search field with its icon. `label` is its name and its hint.
pub fn search_field(ui: &mut Ui, t: &Tokens, text: &mut String, label: &str, width: f32) -> Response {
    let field = egui::TextEdit::singleline(text)
        .hint_text(egui::RichText::new(label).color(t.quiet))
        .desired_width(width)
        .align(Align2::LEFT_CENTER)
        .margin(Margin { left: 36, right: 10, top: 0, bottom: 0 })
        .char_limit(80);
    let response = ui.add(field).accessible_name(label);
    let at = pos2(response.rect.left() + 10.0, response.rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, icons::SEARCH, icons::font(20.0), t.quiet);
    response
}

/// A row of exactly this height, its contents centred on it: egui's own rows are never lower than a control.
pub fn row<R>(ui: &mut Ui, height: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_min_height(height);
        contents(ui)
    })
    .inner
}

/// Chips in as many rows as they need, 8 points apart: egui's own rows are never lower than a control.
pub fn chip_rows(ui: &mut Ui, chips: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 28.0;
        ui.horizontal_wrapped(chips);
    });
}

/// A small action in the accent colour, for the end of a line of small text.
pub fn small_text_button(ui: &mut Ui, t: &Tokens, label: &str) -> Response {
    let font = Role::SmallBold.font();
    let size = vec2(text_width(ui, label, font.clone()), 16.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Button, enabled, label));
    ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, label, font, t.accent);
    if response.hovered() {
        ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.accent));
    }
    focus_ring(ui, t, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A ring around what has the keyboard focus.
pub fn focus_ring(ui: &Ui, t: &Tokens, response: &Response) {
    if response.has_focus() {
        let ring = response.rect.expand(2.0);
        let radius = CornerRadius::same(CONTROL_RADIUS + 2);
        ui.painter().rect_stroke(ring, radius, Stroke::new(2.0, t.accent), StrokeKind::Middle);
    }
}

const ICON_GAP: f32 = 6.0;

fn icon_and_text(ui: &Ui, rect: Rect, icon: Option<&str>, label: &str, font: FontId, ink: Color32) {
    let painter = ui.painter();
    let galley = painter.layout_no_wrap(label.to_owned(), font, ink);
    let icon_size = if rect.height() >= 48.0 { 24.0 } else { 18.0 };
    let icon_width = if icon.is_some() { icon_size + ICON_GAP } else { 0.0 };
    let left = rect.center().x - (galley.size().x + icon_width) / 2.0;
    if let Some(icon) = icon {
        painter.text(pos2(left, rect.center().y), Align2::LEFT_CENTER, icon, icons::font(icon_size), ink);
    }
    painter.galley(pos2(left + icon_width, rect.center().y - galley.size().y / 2.0), galley, ink);
}

fn pressed_fill(response: &Response, fill: Color32, towards: Color32) -> Color32 {
    if response.is_pointer_button_down_on() {
        mix(fill, towards, PRESS_SHARE)
    } else if response.hovered() {
        mix(fill, towards, HOVER_SHARE)
    } else {
        fill
    }
}

/// Paints a line of text with its left end and middle at `left_middle`, cut with an ellipsis at `max_width`.
/// Returns the space it takes.
pub fn cut_text(ui: &Ui, left_middle: egui::Pos2, text: &str, font: FontId, ink: Color32, max_width: f32) -> Rect {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(max_width);
    let galley = ui.painter().layout_job(job);
    let rect = Rect::from_min_size(pos2(left_middle.x, left_middle.y - galley.size().y / 2.0), galley.size());
    ui.painter().galley(rect.min, galley, ink);
    rect
}

/// The width of a line of text, in points.
pub fn text_width(ui: &Ui, text: &str, font: FontId) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x
}
