//! The question about health, asked once.

use egui::{Align, Label, Layout, Margin, Ui, vec2};

use super::{Commands, Cx};
use crate::domain::Health;
use crate::model::{Command, Page};
use crate::theme::{Role, icons};
use crate::widgets::controls::{icon_button, quiet_block, row, small_button};

/// A calm card, until it is answered or skipped. It waits for all records: the answer may stand in them already; and it
/// gives way to what is asked of this day alone.
pub fn health_card_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let health = &cx.model.document().profile.health;
    let derived = cx.model.derived();
    let has_other_questions = derived.morning().is_some() || !derived.pain().is_empty();
    if health.asked || has_other_questions || cx.model.data().is_reading() {
        return;
    }
    let t = cx.tokens;
    let done = || Command::ChangeHealth(Box::new(Health { asked: true, ..health.clone() }));
    quiet_block(t).inner_margin(Margin::symmetric(16, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        row(ui, 28.0, |ui| {
            ui.label(Role::Label.text("Is there anything to respect?").color(t.text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, t, icons::CLOSE, "Skip the question about health").clicked() {
                    out.push(done());
                }
            });
        });
        let text = "Blood thinners, pregnancy, surgery or the like: every circuit obeys it.";
        ui.add(Label::new(Role::Small.text(text).color(t.text)).wrap());
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            if small_button(ui, t, "Yes, answer…").clicked() {
                out.push(Command::OpenPage(Page::Health));
            }
            if small_button(ui, t, "Nothing of this").clicked() {
                out.push(done());
            }
        });
    });
}
