//! Answers to be tapped from afar, on a scale from 0 to 10 or in words: large cells, and one stop of the keyboard.

use egui::{
    Align2, CornerRadius, CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Role as NodeRole, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::answers::Answer;
use super::controls::{CONTROL_RADIUS, focus_ring};
use crate::theme::{Role, Tokens};

/// The least width and the height of a cell, in points.
const CELL: f32 = 44.0;
const CELLS: usize = 11;

const DIGITS: [Key; 10] =
    [Key::Num0, Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// The height that the scale takes in a width.
pub fn tap_scale_height(width: f32) -> f32 {
    rows(width) as f32 * CELL
}

/// Eleven cells in one row of `width`, or in two where they would be too narrow to tap.
///
/// The whole is one stop of the Tab key: a digit answers, the arrows left and right step, Delete takes the answer back,
/// and so does a tap on the chosen cell. Each cell is a radio button named `"{name}: {value}"`.
pub fn tap_scale(ui: &mut Ui, t: &Tokens, name: &str, chosen: Option<u8>, width: f32) -> Option<Answer> {
    let cells = Cells { name, labels: &NUMBERS, first_digit: 0, rows: rows(width) };
    cells.show(ui, t, chosen.map(usize::from), width)
}

/// A few answers in words, in one row of `width` and as large to tap; the digits from 1 give them while it has the focus.
/// Each is a radio button named `"{name}: {label}"`.
pub fn tap_answers(
    ui: &mut Ui,
    t: &Tokens,
    name: &str,
    labels: &[&str],
    chosen: Option<usize>,
    width: f32,
) -> Option<Answer> {
    Cells { name, labels, first_digit: 1, rows: 1 }.show(ui, t, chosen, width)
}

const NUMBERS: [&str; CELLS] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

/// Cells to tap, as one question.
#[derive(Clone, Copy)]
struct Cells<'a> {
    name: &'a str,
    labels: &'a [&'a str],
    /// The digit that gives the first answer.
    first_digit: usize,
    rows: usize,
}

impl Cells<'_> {
    fn show(self, ui: &mut Ui, t: &Tokens, chosen: Option<usize>, width: f32) -> Option<Answer> {
        let Self { name, labels, first_digit: _, rows } = self;
        let (rect, _) = ui.allocate_exact_size(vec2(width, rows as f32 * CELL), Sense::hover());
        let id = ui.scope_id().with(name);
        let mut answer = self.answered_by_key(ui, id, chosen);
        let whole = ui.interact(rect, id, Sense::focusable_noninteractive());
        let said = chosen.and_then(|index| labels.get(index)).copied().unwrap_or("not answered");
        whole.widget_info(|| WidgetInfo::labeled(NodeRole::RadioGroup, ui.is_enabled(), format!("{name}, {said}")));
        for (index, label) in labels.iter().enumerate() {
            let cell = cell_rect(rect, labels.len(), rows, index);
            let is_chosen = chosen == Some(index);
            let response = ui.interact(cell, id.with(index), Sense::CLICK);
            response.widget_info(|| {
                WidgetInfo::selected(NodeRole::RadioButton, ui.is_enabled(), is_chosen, format!("{name}: {label}"))
            });
            let (fill, ink) = match () {
                () if is_chosen => (t.accent, t.on_accent),
                () if response.hovered() => (t.sunk, t.text),
                () => (t.surface, t.text),
            };
            let painter = ui.painter();
            let radius = CornerRadius::same(CONTROL_RADIUS);
            painter.rect(cell.shrink(1.0), radius, fill, Stroke::new(1.0, t.control), StrokeKind::Inside);
            let font = if is_chosen { Role::Label.font() } else { Role::Body.font() };
            painter.text(cell.center(), Align2::CENTER_CENTER, *label, font, ink);
            if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                answer = Some(if is_chosen { Answer::TakenBack } else { Answer::Given(index) });
            }
        }
        focus_ring(ui, t, &whole);
        answer
    }

    /// What a key says while the question has the focus.
    fn answered_by_key(self, ui: &Ui, id: Id, chosen: Option<usize>) -> Option<Answer> {
        if !ui.memory(|memory| memory.has_focus(id)) {
            return None;
        }
        let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = self.labels.len() - 1;
        if let Some(index) = DIGITS.iter().skip(self.first_digit).take(last + 1).position(|&key| pressed(key)) {
            return Some(Answer::Given(index));
        }
        if pressed(Key::ArrowRight) {
            return Some(Answer::Given(chosen.map_or(0, |index| index + 1).min(last)));
        }
        if pressed(Key::ArrowLeft) {
            return Some(Answer::Given(chosen.map_or(0, |index| index.saturating_sub(1))));
        }
        let cleared = pressed(Key::Delete) || pressed(Key::Backspace);
        (cleared && chosen.is_some()).then_some(Answer::TakenBack)
    }
}

fn rows(width: f32) -> usize {
    if width >= CELL * CELLS as f32 { 1 } else { 2 }
}

/// The place of one of `count` cells that stand in so many rows, the first row the fullest.
fn cell_rect(rect: Rect, count: usize, rows: usize, index: usize) -> Rect {
    let columns = count.div_ceil(rows);
    let size = vec2(rect.width() / columns as f32, CELL);
    let (row, column) = (index / columns, index % columns);
    Rect::from_min_size(pos2(rect.left() + size.x * column as f32, rect.top() + size.y * row as f32), size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_too_narrow_to_tap_where_two_rows_can_help() {
        let check = |width: f32, last: (f32, f32)| {
            let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, tap_scale_height(width)));
            let cell = cell_rect(rect, CELLS, rows(width), 10);
            assert!(cell.width() >= CELL && cell.height() >= CELL, "{width}: {cell}");
            assert_eq!((cell.right(), cell.bottom()), last, "{width}");
            assert!((0..CELLS).all(|index| rect.expand(0.01).contains_rect(cell_rect(
                rect,
                CELLS,
                rows(width),
                index
            ))));
        };
        check(484.0, (484.0, 44.0));
        check(264.0, (220.0, 88.0));
        check(300.0, (250.0, 88.0));
    }
}
