//! Minutes, tools and what the circuit is for, beside the circuit.

use egui::{Align, Layout, Ui};

use super::super::{Commands, Cx, TodayDrafts, day};
use super::hand;
use crate::domain::Mode;
use crate::model::Planned;
use crate::planner::hand::HandChange;
use crate::theme::Role;
use crate::widgets::controls::{quiet_block, row, segments, small_text_button};

/// What a circuit may be for, as the segments name it; the hours to the next training decide where nothing is chosen.
const MODES: [(&str, Option<Mode>); 3] =
    [("by the hours", None), ("before training", Some(Mode::BeforeTraining)), ("recovery", Some(Mode::Recovery))];

pub fn options_ui(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, drafts: &mut TodayDrafts, out: &mut Commands) {
    if !drafts.options_open {
        return;
    }
    let t = cx.tokens;
    ui.add_space(6.0);
    quiet_block(t).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        day::time_ui(ui, cx, out);
        day::tools_ui(ui, cx, out);
        let chosen = MODES.iter().position(|(_, mode)| *mode == planned.request.mode);
        let width = ui.available_width();
        if let Some(tapped) = segments(ui, t, "For", &MODES.map(|(label, _)| label), chosen, width) {
            out.push(hand(HandChange::SetMode(MODES[tapped].1)));
        }
        wishes_ui(ui, cx, planned, out);
    });
}

/// The regions that building again keeps out, with a way back.
fn wishes_ui(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, out: &mut Commands) {
    let t = cx.tokens;
    let pinned = (&planned.request.pinned, "Pinned");
    let without = (&planned.request.without_regions, "Left out");
    for (regions, word) in [pinned, without].into_iter().filter(|(regions, _)| !regions.is_empty()) {
        row(ui, 20.0, |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let label = if word == "Pinned" { "unpin all" } else { "take all back" };
                if small_text_button(ui, t, label).clicked() {
                    let regions = regions.clone();
                    let is_pin = word == "Pinned";
                    out.push(hand(if is_pin { HandChange::Unpin(regions) } else { HandChange::Include(regions) }));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let names: Vec<String> = regions.iter().map(|region| region.name()).collect();
                    let text = format!("{word}: {}", names.join(", "));
                    ui.add(egui::Label::new(Role::Small.text(text).color(t.text)).truncate());
                });
            });
        });
    }
}
