//! A question with few answers side by side: one stop of the Tab key, answered by a tap or by a digit.

use egui::{
    Align2, CornerRadius, CursorIcon, FocusDirection, Id, Key, Modifiers, Rect, Role as NodeRole, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::controls::{CONTROL_RADIUS, focus_ring};
use crate::theme::{Role, Tokens};

const HEIGHT: f32 = 32.0;

const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// What was done to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The answer of this index was given.
    Given(usize),
    /// The answer there was is taken back: by a second tap on it, or with Delete.
    TakenBack,
}

impl Answer {
    /// What is answered from now on, where `all` are the possible answers in order.
    pub fn of<T>(self, mut all: impl Iterator<Item = T>) -> Option<T> {
        match self {
            Self::Given(index) => all.nth(index),
            Self::TakenBack => None,
        }
    }
}

/// At most nine answers in `width`, 32 high.
///
/// The whole row is one stop of the Tab key: with the focus on it, a digit gives an answer and moves on to the next
/// stop, and Delete takes the answer back. Each answer is a radio button named `"{name}: {label}"`.
pub fn answers(
    ui: &mut Ui,
    t: &Tokens,
    name: &str,
    labels: &[&str],
    chosen: Option<usize>,
    width: f32,
) -> Option<Answer> {
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    let id = ui.scope_id().with(name);
    let mut answer = answered_by_key(ui, id, labels.len(), chosen);
    let row = ui.interact(rect, id, Sense::focusable_noninteractive());
    let said = chosen.and_then(|index| labels.get(index)).copied().unwrap_or("not answered");
    row.widget_info(|| WidgetInfo::labeled(NodeRole::RadioGroup, ui.is_enabled(), format!("{name}, {said}")));
    let radius = CornerRadius::same(CONTROL_RADIUS);
    ui.painter().rect_filled(rect, radius, t.surface);
    let cell_width = width / labels.len() as f32;
    for (index, label) in labels.iter().enumerate() {
        let min = pos2(rect.left() + cell_width * index as f32, rect.top());
        let cell = Rect::from_min_size(min, vec2(cell_width, HEIGHT));
        let is_chosen = chosen == Some(index);
        // Tapped, but no stop of its own: five stops a question would make the keyboard the slow way.
        let response = ui.interact(cell, id.with(index), Sense::CLICK);
        response.widget_info(|| {
            WidgetInfo::selected(NodeRole::RadioButton, ui.is_enabled(), is_chosen, format!("{name}: {label}"))
        });
        let painter = ui.painter();
        if is_chosen {
            painter.rect_filled(cell, cell_corners(index, labels.len()), t.accent);
        } else if response.hovered() {
            painter.rect_filled(cell, cell_corners(index, labels.len()), t.sunk);
        }
        if index > 0 && !is_chosen && chosen != Some(index - 1) {
            painter.vline(cell.left(), cell.y_range(), Stroke::new(1.0, t.line));
        }
        let (ink, font) = if is_chosen { (t.on_accent, Role::Label.font()) } else { (t.text, Role::Body.font()) };
        painter.text(cell.center(), Align2::CENTER_CENTER, *label, font, ink);
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            answer = Some(if is_chosen { Answer::TakenBack } else { Answer::Given(index) });
        }
    }
    ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, t.control), StrokeKind::Inside);
    focus_ring(ui, t, &row);
    answer
}

/// The id that [`answers`] of this name has in this place, to give it the focus.
pub fn answers_id(ui: &Ui, name: &str) -> Id {
    ui.scope_id().with(name)
}

/// What a key says while the row has the focus. It is read before the row is placed, so that a digit can move the focus
/// on within the same pass.
fn answered_by_key(ui: &Ui, id: Id, count: usize, chosen: Option<usize>) -> Option<Answer> {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return None;
    }
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if let Some(index) = DIGITS.iter().take(count).position(|&key| pressed(key)) {
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
        return Some(Answer::Given(index)).filter(|_| chosen != Some(index));
    }
    let cleared = pressed(Key::Delete) || pressed(Key::Backspace);
    (cleared && chosen.is_some()).then_some(Answer::TakenBack)
}

fn cell_corners(index: usize, count: usize) -> CornerRadius {
    let left = if index == 0 { CONTROL_RADIUS } else { 0 };
    let right = if index + 1 == count { CONTROL_RADIUS } else { 0 };
    CornerRadius { nw: left, sw: left, ne: right, se: right }
}
