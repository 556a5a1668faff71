//! More about today: how the person is, what they slept, drank and ate, and what they measured. One screen, over the
//! window; every answer is kept at once, may stay open, and can be taken back by a second tap.

mod measures;
mod numbers;
mod questions;

use std::collections::BTreeMap;

use egui::{Align, Frame, Layout, Margin, Modal, ScrollArea, Ui, UiBuilder, vec2};

use super::{Commands, Cx};
use crate::domain::{CheckIn, MetricId};
use crate::model::{Command, Overlay};
use crate::theme::{Role, icons};
use crate::widgets::controls::{icon_button, primary_button, row};
use crate::widgets::keycap::paint_keycap;

pub use measures::{MeasureDraft, measures_ui};
pub use numbers::{field_name, metric_name, metric_unit};
pub use questions::{READINESS_ENDS, ends};

/// The half-done things of the check-in.
#[derive(Default)]
pub struct CheckInDrafts {
    /// The numbers that are being typed.
    typed: BTreeMap<MetricId, Option<String>>,
    /// What was typed and cannot be true, with the reason in words.
    refused: BTreeMap<MetricId, String>,
    /// Whether a measure is being chosen or made.
    choosing: bool,
    measure: MeasureDraft,
    /// Whether the first question has had the focus. The first pass of a window only measures, and gives none.
    has_begun: bool,
}

const COLUMN: f32 = 360.0;
const GAP: f32 = 40.0;
const PADDING: f32 = 24.0;
/// The narrowest window that shows the two columns side by side.
const TWO_COLUMNS: f32 = 2.0 * COLUMN + GAP + 2.0 * PADDING + 32.0;
const KEYCAP_HEIGHT: f32 = 20.0;

/// The check-in over the window, while it is open.
pub fn check_in_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut CheckInDrafts, out: &mut Commands) {
    if cx.model.overlay() != Some(Overlay::CheckIn) {
        *drafts = CheckInDrafts::default();
        return;
    }
    let window = ui.ctx().content_rect();
    let is_wide = window.width() >= TWO_COLUMNS;
    let width = if is_wide { 2.0 * COLUMN + GAP } else { COLUMN.min(window.width() - 2.0 * PADDING - 16.0) };
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(24));
    let modal = Modal::new(egui::Id::unique("check-in")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        let mut done = header_ui(ui, cx);
        ui.add_space(12.0);
        let answers = cx.model.open_check_in().cloned().unwrap_or_default();
        let focus = if drafts.has_begun { Focus::Keep } else { Focus::TakeFirst };
        if is_wide {
            drafts.has_begun |= columns_ui(ui, cx, &answers, focus, drafts, out);
        } else {
            let height = window.height() - 240.0;
            ScrollArea::vertical().id_salt("check-in").max_height(height).show(ui, |ui| {
                drafts.has_begun |= questions::questions_ui(ui, cx, &answers, focus, out);
                ui.add_space(12.0);
                numbers_ui(ui, cx, &answers, drafts, out);
            });
        }
        ui.add_space(16.0);
        done |= foot_ui(ui, cx);
        done
    });
    if modal.inner || modal.should_close() {
        out.push(Command::ShowOverlay(None));
    }
}

/// Whether the first question takes the focus: once, when the check-in opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    TakeFirst,
    Keep,
}

fn header_ui(ui: &mut Ui, cx: &Cx<'_>) -> bool {
    let t = cx.tokens;
    let mut closed = false;
    row(ui, 28.0, |ui| {
        ui.label(Role::Title.text("More about today").color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            closed = icon_button(ui, t, icons::CLOSE, "Close").clicked();
        });
    });
    let text = "Answer what you like; what stays open is not written down. On every scale 5 is best.";
    ui.add(egui::Label::new(Role::Small.text(text).color(t.quiet)).wrap());
    closed
}

/// Both columns. Returns whether the first question has the focus.
fn columns_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    answers: &CheckIn,
    focus: Focus,
    drafts: &mut CheckInDrafts,
    out: &mut Commands,
) -> bool {
    let top = ui.cursor().min;
    let column = |left: f32| egui::Rect::from_min_size(top + vec2(left, 0.0), vec2(COLUMN, 0.0));
    let left = ui.scope_builder(UiBuilder::new().id_salt("felt").max_rect(column(0.0)), |ui| {
        questions::questions_ui(ui, cx, answers, focus, out)
    });
    let right = ui.scope_builder(UiBuilder::new().id_salt("measured").max_rect(column(COLUMN + GAP)), |ui| {
        numbers_ui(ui, cx, answers, drafts, out);
    });
    ui.advance_cursor_after_rect(left.response.rect.union(right.response.rect));
    left.inner
}

fn numbers_ui(ui: &mut Ui, cx: &Cx<'_>, answers: &CheckIn, drafts: &mut CheckInDrafts, out: &mut Commands) {
    if drafts.choosing {
        if measures::choose_ui(ui, cx, &mut drafts.measure, out) {
            drafts.choosing = false;
        }
        return;
    }
    numbers::numbers_ui(ui, cx, answers, drafts, out);
}

fn foot_ui(ui: &mut Ui, cx: &Cx<'_>) -> bool {
    let t = cx.tokens;
    let mut done = false;
    row(ui, 36.0, |ui| {
        if ui.available_width() >= 480.0 {
            ui.spacing_mut().item_spacing.x = 6.0;
            for (key, meaning) in [("1–5", "answer and go on"), ("Tab", "skip"), ("Del", "take back"), ("Esc", "close")]
            {
                let left_middle = egui::pos2(ui.cursor().left(), ui.max_rect().center().y);
                let cap = paint_keycap(ui, t, left_middle, key, Role::Small.font(), KEYCAP_HEIGHT);
                ui.advance_cursor_after_rect(cap);
                ui.label(Role::Small.text(meaning).color(t.quiet));
                ui.add_space(6.0);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            done = primary_button(ui, t, "Done", None, vec2(120.0, 36.0)).clicked();
        });
    });
    done
}
