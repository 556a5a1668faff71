//! What can be followed without a plan: plain intervals, and the last circuit once more.

use egui::{Ui, vec2};

use super::{Commands, Cx};
use crate::domain::RecordId;
use crate::model::{Command, Overlay};
use crate::theme::icons;
use crate::widgets::controls::text_button;

/// The ways into a run that need no plan.
pub fn without_plan_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        if text_button(ui, cx.tokens, "Intervals…", Some(icons::TIMER)).clicked() {
            out.push(Command::ShowOverlay(Some(Overlay::Intervals)));
        }
        if let Some((id, minutes)) = last_circuit(cx) {
            let label = format!("Repeat the last circuit, {minutes} min");
            if text_button(ui, cx.tokens, &label, Some(icons::AGAIN)).clicked() {
                out.push(Command::RepeatCircuit(id));
            }
        }
    });
}

/// The newest circuit with stations, and how many minutes were planned for it.
pub fn last_circuit(cx: &Cx<'_>) -> Option<(RecordId, u32)> {
    let mut backwards = cx.model.document().circuits(..).rev();
    let (record, circuit) = backwards.find(|(_, circuit)| !circuit.stations.is_empty())?;
    Some((record.id, circuit.planned_secs.div_ceil(60)))
}
