//! A number that is typed or stepped.

use egui::text::{CCursor, CCursorRange, CharIndex};
use egui::text_edit::TextEditState;
use egui::{
    Align2, CornerRadius, CursorIcon, FontSelection, Frame, Key, Rect, Role as NodeRole, Sense, Stroke, StrokeKind,
    TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::controls::{CONTROL_RADIUS, focus_ring};
use crate::theme::{Role, Tokens, icons};

const SIZE: egui::Vec2 = vec2(168.0, 36.0);
const END_WIDTH: f32 = 36.0;

/// What a number field is about.
#[derive(Clone, Copy, Debug)]
pub struct NumberField<'a> {
    /// Its name, for screen readers and for the names of its buttons.
    pub name: &'a str,
    /// The value as it stands, e.g. "7.5"; empty where there is none.
    pub value: &'a str,
    /// Whether a step down and a step up are possible.
    pub can: super::controls::CanStep,
}

/// What was done to a number field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberInput {
    /// This was typed; nothing, where the value is taken back.
    Typed(String),
    /// One step down (−1) or up (1).
    Stepped(i32),
}

/// A field of 168 × 36 with a step down, the number, and a step up. `draft` is what is being typed.
///
/// What was typed is handed over with Enter and when the field loses the focus; Escape drops it. The arrow keys step.
pub fn number_field(
    ui: &mut Ui,
    t: &Tokens,
    field: &NumberField<'_>,
    draft: &mut Option<String>,
) -> Option<NumberInput> {
    let NumberField { name, value: _, can } = *field;
    let (rect, _) = ui.allocate_exact_size(SIZE, Sense::hover());
    let radius = CornerRadius::same(CONTROL_RADIUS);
    ui.painter().rect_filled(rect, radius, t.surface);
    let mut done = None;
    let left = Rect::from_min_size(rect.min, vec2(END_WIDTH, SIZE.y));
    if end(ui, t, left, End { name, word: "less", icon: icons::REMOVE, possible: can.down }) {
        done = Some(NumberInput::Stepped(-1));
    }
    let middle = rect.shrink2(vec2(END_WIDTH, 1.0));
    if let Some(input) = text(ui, t, middle, field, draft) {
        done = Some(input);
    }
    let right = Rect::from_min_size(pos2(rect.right() - END_WIDTH, rect.top()), vec2(END_WIDTH, SIZE.y));
    if end(ui, t, right, End { name, word: "more", icon: icons::ADD, possible: can.up }) {
        done = Some(NumberInput::Stepped(1));
    }
    let painter = ui.painter();
    for x in [middle.left(), middle.right()] {
        painter.vline(x, rect.y_range(), Stroke::new(1.0, t.line));
    }
    painter.rect_stroke(rect, radius, Stroke::new(1.0, t.control), StrokeKind::Inside);
    done
}

fn text(
    ui: &mut Ui,
    t: &Tokens,
    rect: Rect,
    field: &NumberField<'_>,
    draft: &mut Option<String>,
) -> Option<NumberInput> {
    let NumberField { name, value, can } = *field;
    let mut typed = draft.clone().unwrap_or_else(|| value.to_owned());
    let edit = TextEdit::singleline(&mut typed)
        .id_salt(("number", name))
        .frame(Frame::NONE)
        .font(FontSelection::from(Role::Label.font()))
        .align(Align2::CENTER_CENTER)
        .desired_width(rect.width())
        .char_limit(12);
    let response = ui.place(rect, edit).accessible_name(name);
    focus_ring(ui, t, &response);
    if response.changed() {
        *draft = Some(typed.clone());
    }
    if response.gained_focus() {
        // What is typed takes the place of what stands there.
        let mut state = TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
        let all = CCursorRange::two(CCursor::default(), CCursor::new(CharIndex(typed.chars().count())));
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), response.id);
    }
    let pressed = |key: Key| ui.input(|input| input.key_pressed(key));
    if response.has_focus() && draft.is_none() {
        let steps = [(Key::ArrowUp, can.up, 1), (Key::ArrowDown, can.down, -1)];
        let step = steps.into_iter().find(|&(key, possible, _)| possible && pressed(key));
        return step.map(|(_, _, by)| NumberInput::Stepped(by));
    }
    if !response.lost_focus() {
        return None;
    }
    if pressed(Key::Enter) {
        // So that Tab goes on from here.
        response.request_focus();
    }
    let typed = draft.take().filter(|typed| !pressed(Key::Escape) && typed.trim() != value);
    typed.map(NumberInput::Typed)
}

/// An end of the field, with its step.
#[derive(Clone, Copy)]
struct End<'a> {
    name: &'a str,
    word: &'a str,
    icon: &'a str,
    possible: bool,
}

fn end(ui: &Ui, t: &Tokens, rect: Rect, end: End<'_>) -> bool {
    let End { name, word, icon, possible } = end;
    // No stop of the Tab key: the arrow keys step while the number has the focus.
    let sense = if possible { Sense::CLICK } else { Sense::hover() };
    let response = ui.interact(rect, ui.scope_id().with((name, word)), sense);
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Button, possible, format!("{name}: {word}")));
    if response.hovered() && possible {
        ui.painter().rect_filled(rect.shrink(1.0), CornerRadius::same(CONTROL_RADIUS - 1), t.sunk);
    }
    let ink = if possible { t.text } else { t.control };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, icons::font(20.0), ink);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}
