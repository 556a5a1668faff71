//! Which measurements a check-in asks for: those the program knows, and the person's own with a name and a unit.

use egui::{Key, TextEdit, Ui, vec2};

use super::super::{Commands, Cx};
use crate::domain::{Metric, MetricId, OwnMetric};
use crate::model::Command;
use crate::theme::Role;
use crate::widgets::controls::{Chosen, chip, chip_rows, plain_button, text_button};

/// A measurement that is being made.
#[derive(Default)]
pub struct MeasureDraft {
    name: String,
    unit: String,
}

/// In the check-in: the choice with the way back. Returns whether it is done.
pub(super) fn choose_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut MeasureDraft, out: &mut Commands) -> bool {
    ui.label(Role::Label.text("What do you measure?").color(cx.tokens.text));
    ui.add_space(8.0);
    let made = measures_ui(ui, cx, draft, out);
    ui.add_space(8.0);
    let back = text_button(ui, cx.tokens, "Back to the answers", None).clicked();
    made || back
}

/// The measurements as chips, and the making of a new one. Returns whether one was made.
pub fn measures_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut MeasureDraft, out: &mut Commands) -> bool {
    let t = cx.tokens;
    let profile = &cx.model.document().profile;
    let known = Metric::ALL.iter().filter(|metric| metric.id != "sleep");
    let known = known.map(|metric| (MetricId::from(metric.id), metric.label.to_owned()));
    let own = profile.own_metrics.iter().map(|(id, own)| (id.clone(), named(own)));
    chip_rows(ui, |ui| {
        for (id, label) in known.chain(own) {
            if chip(ui, t, &label, Chosen::from(profile.metrics.contains(&id))).clicked() {
                out.push(Command::ToggleMetric(id));
            }
        }
    });
    ui.add_space(8.0);
    ui.label(Role::Small.text("Or one of your own:").color(t.quiet));
    ui.add_space(4.0);
    let mut entered = false;
    ui.horizontal(|ui| {
        let fields = [("Name", &mut draft.name, 40, 152.0), ("Unit", &mut draft.unit, 12, 64.0)];
        for (name, text, most, width) in fields {
            let edit = TextEdit::singleline(text).hint_text(name).desired_width(width).char_limit(most);
            let response = ui.add(edit).accessible_name(format!("{name} of the measure"));
            entered |= response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        }
        ui.add_enabled_ui(!draft.name.trim().is_empty(), |ui| {
            entered |= plain_button(ui, t, "Add", vec2(64.0, 36.0)).clicked();
        });
    });
    let makes = entered && !draft.name.trim().is_empty();
    if makes {
        let MeasureDraft { name, unit } = std::mem::take(draft);
        out.push(Command::AddMetric(OwnMetric { label: name, unit }));
    }
    makes
}

fn named(own: &OwnMetric) -> String {
    let OwnMetric { label, unit } = own;
    if unit.is_empty() { label.clone() } else { format!("{label}, {unit}") }
}
