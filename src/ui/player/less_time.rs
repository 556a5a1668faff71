//! "N minutes left": the choice of how much time remains for the circuit.

use egui::{
    Align, Align2, Frame, Id, Key, Layout, Margin, Modal, Modifiers, Role as NodeRole, Sense, Ui, WidgetInfo, vec2,
};

use crate::circuit::RunView;
use crate::model::Command;
use crate::theme::{Role, bold_family};
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{plain_button, primary_button};

/// What is half chosen.
#[derive(Default)]
pub struct LessTimeDrafts {
    /// The minutes, once they were typed or stepped.
    minutes: Option<Minutes>,
}

/// Minutes as they are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Minutes {
    value: u32,
    /// Whether the last key was a digit, so that the next one goes behind it.
    is_typing: bool,
}

const WIDTH: f32 = 400.0;
const HEIGHT: f32 = 56.0;
/// The quick choices, in minutes.
const QUICK: [u32; 5] = [1, 2, 4, 6, 8];
const MOST: u32 = 60;

const DIGITS: [Key; 10] =
    [Key::Num0, Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

impl Minutes {
    fn stepped(self, by: i32) -> Self {
        Self { value: self.value.saturating_add_signed(by).clamp(1, MOST), is_typing: false }
    }

    fn typed(self, digit: u32) -> Self {
        let value = if self.is_typing { self.value * 10 + digit } else { digit };
        // What would be too much begins anew.
        Self { value: if value > MOST { digit } else { value }, is_typing: true }
    }
}

/// The choice, over the run, which goes on meanwhile.
pub fn less_time_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LessTimeDrafts, view: &RunView, out: &mut Commands) {
    let t = cx.tokens;
    let left = Minutes { value: view.total_left_secs.div_ceil(60).clamp(1, MOST), is_typing: false };
    let mut minutes = read_keys(ui, drafts.minutes.unwrap_or(left));
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(24));
    let shown = Modal::new(Id::unique("minutes left")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        ui.label(Role::Title.text("How many minutes are left?").color(t.text));
        let text = "What is still to come is made to fit. The circuit goes on meanwhile.";
        ui.label(Role::Body.text(text).color(t.quiet));
        ui.horizontal(|ui| {
            if plain_button(ui, t, "− 1 min", vec2(124.0, HEIGHT)).clicked() {
                minutes = minutes.stepped(-1);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if plain_button(ui, t, "+ 1 min", vec2(124.0, HEIGHT)).clicked() {
                    minutes = minutes.stepped(1);
                }
                value_ui(ui, cx, minutes);
            });
        });
        let mut chosen = None;
        ui.horizontal(|ui| {
            let width = (WIDTH - 8.0 * (QUICK.len() as f32 - 1.0)) / QUICK.len() as f32;
            for quick in QUICK {
                if plain_button(ui, t, &format!("{quick} min"), vec2(width, HEIGHT)).clicked() {
                    chosen = Some(quick);
                }
            }
        });
        let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let fit = primary_button(ui, t, &format!("Fit into {} min", minutes.value.max(1)), None, vec2(WIDTH, HEIGHT));
        if fit.clicked() || entered {
            chosen = Some(minutes.value.max(1));
        }
        chosen
    });
    drafts.minutes = Some(minutes);
    if let Some(minutes) = shown.inner {
        out.push(Command::FitRun { left_secs: minutes * 60 });
        out.push(Command::ShowOverlay(None));
    } else if shown.should_close() {
        out.push(Command::ShowOverlay(None));
    }
}

/// The minutes in large figures.
fn value_ui(ui: &mut Ui, cx: &Cx<'_>, minutes: Minutes) {
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let text = format!("{} min", minutes.value);
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Label, true, format!("{text} left")));
    let font = egui::FontId::new(32.0, bold_family());
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, font, cx.tokens.text);
}

/// The minutes after the keys of this frame: digits type them, arrows step.
fn read_keys(ui: &Ui, minutes: Minutes) -> Minutes {
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let mut minutes = minutes;
    for (digit, key) in (0..).zip(DIGITS) {
        if pressed(key) {
            minutes = minutes.typed(digit);
        }
    }
    for (key, by) in [(Key::ArrowUp, 1), (Key::ArrowRight, 1), (Key::ArrowDown, -1), (Key::ArrowLeft, -1)] {
        if pressed(key) {
            minutes = minutes.stepped(by);
        }
    }
    if pressed(Key::Backspace) {
        minutes = Minutes { value: minutes.value / 10, is_typing: true };
    }
    minutes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_typed_digit_by_digit_and_stepped() {
        let nine = Minutes { value: 9, is_typing: false };
        let check = |minutes: Minutes, expected: u32| assert_eq!(minutes.value, expected);
        check(nine.typed(4), 4);
        check(nine.typed(1).typed(2), 12);
        check(nine.typed(7).typed(5), 5);
        check(nine.stepped(-1), 8);
        check(nine.stepped(-20), 1);
        check(nine.stepped(100), MOST);
        check(nine.typed(4).stepped(1).typed(2), 2);
    }
}
