//! An emergency: the whole window says what to do now, and offers nothing else first.

use egui::{Align2, FontId, Label, Rect, RichText, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::super::{Commands, Cx, words};
use crate::model::Command;
use crate::safety;
use crate::theme::{Role, bold_family, icons};
use crate::widgets::controls::small_button;

const WIDTH: f32 = 640.0;
const MARGIN: f32 = 24.0;
const FOOT_HEIGHT: f32 = 72.0;

/// The screen of the emergency that stands.
pub fn emergency_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let Some((_, active)) = cx.model.emergency() else { return };
    let t = cx.tokens;
    let window = ui.max_rect();
    ui.painter().rect_filled(window.with_max_y(window.top() + 12.0), 0.0, t.stop_fill);
    let Some(said) = safety::emergency_words(active.flag.concern) else { return };
    let width = WIDTH.min(window.width() - 2.0 * MARGIN);
    let column = Rect::from_center_size(window.center(), vec2(width, window.height() - 2.0 * MARGIN));
    let (page, foot) = column.split_top_bottom_at_y(column.bottom() - FOOT_HEIGHT);
    ui.scope_builder(UiBuilder::new().id_salt("page").max_rect(page), |ui| {
        ScrollArea::vertical().id_salt("emergency").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            ui.add_space((page.height() * 0.12).min(72.0));
            ui.label(RichText::new(icons::TROUBLE).font(icons::font(48.0)).color(t.stop));
            let title = RichText::new(said.title).font(FontId::new(34.0, bold_family())).color(t.text);
            ui.add(Label::new(title).wrap());
            let answer = format!("You said: {}.", safety::choice(active.flag.concern));
            ui.add(Label::new(Role::Heading.text(answer).color(t.stop)).wrap());
            ui.add_space(4.0);
            for (index, step) in said.steps.iter().enumerate() {
                step_ui(ui, cx, index + 1, step);
            }
        });
    });
    ui.scope_builder(UiBuilder::new().id_salt("foot").max_rect(foot), |ui| {
        ui.horizontal(|ui| {
            if small_button(ui, t, "I have had help").clicked() {
                out.push(Command::HelpCame);
            }
            if small_button(ui, t, "That was a wrong tap").clicked() {
                out.push(Command::TakeBackEmergency);
            }
        });
        let since = words::relative_day(active.since, cx.now.date());
        let text =
            format!("Said {since}. No circuit is built or started until you say that a clinician has cleared it.");
        ui.add(Label::new(Role::Small.text(text).color(t.quiet)).wrap());
    });
}

/// A step, with its number; large enough to read with one glance.
fn step_ui(ui: &mut Ui, cx: &Cx<'_>, number: usize, text: &str) {
    let t = cx.tokens;
    let font = FontId::new(20.0, egui::FontFamily::Proportional);
    let galley = ui.painter().layout(text.to_owned(), font.clone(), t.text, ui.available_width() - 40.0);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y.max(32.0)), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ListItem, true, text));
    let first_line = pos2(rect.left() + 12.0, rect.top() + 14.0);
    ui.painter().text(first_line, Align2::CENTER_CENTER, number.to_string(), FontId::new(20.0, bold_family()), t.stop);
    ui.painter().galley(rect.min + vec2(40.0, 0.0), galley, t.text);
}
