//! The fields of the editor, each with its name above and what is wrong with it below.

use egui::{Label, RichText, TextEdit, Ui, vec2};

use super::super::super::Cx;
use super::super::own::{STEP_SECS, stepped};
use crate::domain::Dose;
use crate::theme::{Role, icons};
use crate::widgets::controls::{CanStep, Chosen, chip, chip_rows};
use crate::widgets::number_field::{NumberField, NumberInput, number_field};
use crate::widgets::player_text::{Span, block_of_text};

/// The width of the text of the player's cue in a window of 1280 points, and its size there.
const CUE_WIDTH: f32 = 1184.0;
const CUE_SIZE: f32 = 28.0;

/// The name of a field.
pub(super) fn label(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    ui.add_space(4.0);
    ui.label(Role::SmallBold.text(text).color(cx.tokens.quiet));
}

/// What is wrong with a field and what to do about it.
pub(super) fn fault_ui(ui: &mut Ui, cx: &Cx<'_>, fault: Option<&str>) {
    let Some(fault) = fault else { return };
    let t = cx.tokens;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(RichText::new(icons::TROUBLE).font(icons::font(16.0)).color(t.stop));
        ui.add(Label::new(Role::Small.text(fault).color(t.stop)).wrap());
    });
}

/// A line of text.
pub(super) fn text_field(ui: &mut Ui, cx: &Cx<'_>, name: &str, hint: &str, text: &mut String, fault: Option<&str>) {
    label(ui, cx, name);
    let width = ui.available_width().min(560.0);
    let edit = TextEdit::singleline(text).hint_text(hint).desired_width(width).char_limit(400);
    ui.add(edit).accessible_name(name);
    fault_ui(ui, cx, fault);
}

/// How a cue looks in the player: two lines, the rest cut.
pub(super) fn cue_preview(ui: &mut Ui, cx: &Cx<'_>, cue: &str) {
    let t = cx.tokens;
    let width = ui.available_width().min(560.0);
    let size = CUE_SIZE * width / CUE_WIDTH;
    let spans = [Span { text: cue, font: egui::FontId::proportional(size), colour: t.text }];
    let galley = block_of_text(ui, width, 2, &spans);
    let (rect, _) = ui.allocate_exact_size(vec2(width, 2.0 * size * 1.5), egui::Sense::hover());
    let is_cut = galley.elided;
    ui.painter().galley(rect.min, galley, t.text);
    let words = if is_cut {
        "In the player the end of it is cut."
    } else {
        "So it stands in the player, on two lines at most."
    };
    ui.label(Role::Small.text(words).color(if is_cut { t.caution } else { t.quiet }));
}

/// Chips of which any number may be on; answers whether one was tapped, and which.
pub(super) fn chips<T: Copy>(ui: &mut Ui, cx: &Cx<'_>, choices: &[(T, &str)], is_on: impl Fn(T) -> bool) -> Option<T> {
    let mut tapped = None;
    chip_rows(ui, |ui| {
        for &(choice, name) in choices {
            if chip(ui, cx.tokens, name, Chosen::from(is_on(choice))).clicked() {
                tapped = Some(choice);
            }
        }
    });
    tapped
}

/// What is being typed of a dose: the least, the usual and the most seconds.
pub(super) type TypedDose = [Option<String>; 3];

/// The seconds of a dose.
pub(super) fn dose_fields(ui: &mut Ui, cx: &Cx<'_>, name: &str, dose: &mut Dose, typed: &mut TypedDose) {
    let [least, usual, most] = typed;
    ui.horizontal_wrapped(|ui| {
        let parts =
            [("at least", &mut dose.min, least), ("usually", &mut dose.usual, usual), ("at most", &mut dose.max, most)];
        for (part, secs, typed) in parts {
            ui.vertical(|ui| {
                ui.label(Role::Small.text(format!("{part}, seconds")).color(cx.tokens.quiet));
                let shown = secs.to_string();
                let name = format!("{name} {part}");
                let can = CanStep { down: *secs > STEP_SECS, up: *secs < 600 };
                let field = NumberField { name: &name, value: &shown, can };
                match number_field(ui, cx.tokens, &field, typed) {
                    Some(NumberInput::Stepped(by)) => *secs = stepped(*secs, by),
                    Some(NumberInput::Typed(text)) => {
                        *secs = text.trim().parse().map_or(*secs, |read: u32| read.min(3600));
                    }
                    None => {}
                }
            });
        }
    });
}
