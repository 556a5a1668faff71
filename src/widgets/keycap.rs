//! A key and what it does: to press, or to click.

use egui::{
    Align2, Color32, CornerRadius, CursorIcon, FontId, Pos2, Rect, Response, Role as NodeRole, Sense, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};

use super::controls::{CONTROL_RADIUS, Chosen, focus_ring, text_width};
use super::player_text::PlayerScale;
use crate::theme::Tokens;

/// Height of a key that can be clicked from afar, at a scale of 1.
const KEY_HEIGHT: f32 = 44.0;
/// The least width and height of what is to be hit, in points, however small the window.
const LEAST_TARGET: f32 = 44.0;
const CAP_HEIGHT: f32 = 28.0;
const FONT_SIZE: f32 = 14.0;
const CHOICE_SIZE: f32 = 20.0;
/// Space between the edge and the cap, and between the cap and the word, at a scale of 1.
pub const PADDING: f32 = 8.0;

/// Whether the words beside the keys are painted; screen readers get them always.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyWords {
    /// They are.
    Shown,
    /// There is no room for them.
    Hidden,
}

/// The width of a [`key_button`], in points.
pub fn key_width(ui: &Ui, scale: PlayerScale, key: &str, word: &str, words: KeyWords) -> f32 {
    let padding = scale.of(PADDING);
    let cap = padding + cap_width(ui, key, scale.regular(FONT_SIZE), scale.of(CAP_HEIGHT)) + padding;
    let width = match words {
        KeyWords::Shown => cap + text_width(ui, word, scale.regular(FONT_SIZE)) + padding,
        KeyWords::Hidden => cap,
    };
    width.max(LEAST_TARGET)
}

/// A large button that shows a key and, where there is room, a word. Its name is the word.
pub fn key_button(ui: &mut Ui, t: &Tokens, scale: PlayerScale, key: &str, word: &str, words: KeyWords) -> Response {
    let size = vec2(key_width(ui, scale, key, word, words), scale.of(KEY_HEIGHT).max(LEAST_TARGET));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Button, true, word));
    let fill = match () {
        () if response.is_pointer_button_down_on() => t.line,
        () if response.hovered() => t.sunk,
        () => Color32::TRANSPARENT,
    };
    let padding = scale.of(PADDING);
    let font = scale.regular(FONT_SIZE);
    ui.painter().rect_filled(rect, CornerRadius::same(CONTROL_RADIUS), fill);
    let left_middle = rect.left_center() + vec2(padding, 0.0);
    let cap = paint_keycap(ui, t, left_middle, key, font.clone(), scale.of(CAP_HEIGHT));
    if words == KeyWords::Shown {
        let ink = if response.hovered() { t.text } else { t.quiet };
        ui.painter().text(cap.right_center() + vec2(padding, 0.0), Align2::LEFT_CENTER, word, font, ink);
    }
    focus_ring(ui, t, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// What a [`key_choice`] is about.
#[derive(Clone, Copy, Debug)]
pub struct KeyChoice<'a> {
    /// The key that chooses it.
    pub key: &'a str,
    /// What it says; its name.
    pub label: &'a str,
    /// Whether it is chosen.
    pub chosen: Chosen,
    /// Whether it leads to stopping, which has a colour of its own.
    pub tone: ChoiceTone,
}

/// What a choice leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceTone {
    /// Something harmless.
    Plain,
    /// Stopping something.
    Stop,
}

/// One of several answers, large enough for a tap from the floor, with the key that gives it too.
pub fn key_choice(ui: &mut Ui, t: &Tokens, scale: PlayerScale, size: Vec2, choice: KeyChoice<'_>) -> Response {
    let KeyChoice { key, label, chosen, tone } = choice;
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let is_chosen = chosen == Chosen::Yes;
    response.widget_info(|| WidgetInfo::selected(NodeRole::Button, ui.is_enabled(), is_chosen, label));
    let (rest, border, ink) = match (chosen, tone) {
        (Chosen::Yes, _) => (t.accent, t.accent, t.on_accent),
        (Chosen::No, ChoiceTone::Plain) => (t.surface, t.control, t.text),
        (Chosen::No, ChoiceTone::Stop) => (t.surface, t.stop, t.stop),
    };
    let fill = if response.hovered() && !is_chosen { t.sunk } else { rest };
    let radius = CornerRadius::same(CONTROL_RADIUS);
    ui.painter().rect(rect, radius, fill, Stroke::new(1.0, border), StrokeKind::Inside);
    let (font, padding) = (scale.regular(FONT_SIZE), scale.of(PADDING));
    let word = if is_chosen { scale.bold(CHOICE_SIZE) } else { scale.regular(CHOICE_SIZE) };
    let cap = cap_width(ui, key, font.clone(), scale.of(CAP_HEIGHT));
    let width = cap + padding + text_width(ui, label, word.clone());
    let left_middle = rect.center() - vec2(width / 2.0, 0.0);
    let cap = paint_keycap(ui, t, left_middle, key, font, scale.of(CAP_HEIGHT));
    ui.painter().text(cap.right_center() + vec2(padding, 0.0), Align2::LEFT_CENTER, label, word, ink);
    focus_ring(ui, t, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Paints the cap of a key, `height` high and as wide as its text, with its left edge and middle at `left_middle`.
/// Returns the space it takes.
pub fn paint_keycap(ui: &Ui, t: &Tokens, left_middle: Pos2, key: &str, font: FontId, height: f32) -> Rect {
    let size = vec2(cap_width(ui, key, font.clone(), height), height);
    let cap = Rect::from_min_size(left_middle - vec2(0.0, height / 2.0), size);
    let radius = CornerRadius::same(4);
    ui.painter().rect(cap, radius, t.surface, Stroke::new(1.0, t.control), StrokeKind::Inside);
    ui.painter().text(cap.center(), Align2::CENTER_CENTER, key, font, t.text);
    cap
}

/// As wide as the text with a little more than half its height of room, and never narrower than high.
fn cap_width(ui: &Ui, key: &str, font: FontId, height: f32) -> f32 {
    (text_width(ui, key, font) + 0.57 * height).max(height)
}
