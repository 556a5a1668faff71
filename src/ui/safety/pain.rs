//! Pain that lasts or rises: since when, and whom to see. Shown on one day of a week, until it is answered.

use egui::{Frame, Label, Margin, Ui, vec2};

use super::super::{Commands, Cx};
use crate::domain::PainAnswer;
use crate::model::Command;
use crate::theme::{Role, icons};
use crate::widgets::controls::{CONTROL_RADIUS, small_button};

/// A block for each region that is due.
pub fn pain_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    for trend in cx.model.derived().pain() {
        let frame = Frame::new().fill(t.caution_soft).corner_radius(CONTROL_RADIUS);
        frame.inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
            ui.horizontal_top(|ui| {
                ui.label(egui::RichText::new(icons::INFO).font(icons::font(16.0)).color(t.caution));
                ui.add(Label::new(Role::Small.text(trend.words()).color(t.text)).wrap());
            });
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().interact_size.y = 28.0;
                for answer in PainAnswer::ALL {
                    let name = format!("{}: {}", trend.region.name(), answer.label());
                    if small_button(ui, t, answer.label()).accessible_name(name).clicked() {
                        out.push(Command::AnswerPain(trend.region, answer));
                    }
                }
            });
        });
        ui.add_space(4.0);
    }
}
