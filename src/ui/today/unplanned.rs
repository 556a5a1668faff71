//! Why there is no circuit though one was asked for, and the ways out.

use egui::{Frame, Label, Margin, Ui};

use super::{Commands, Cx};
use crate::domain::Profile;
use crate::model::{Command, HandCommand, Unplanned};
use crate::planner::NoPlan;
use crate::theme::Role;
use crate::widgets::controls::{CONTROL_RADIUS, chip_rows, small_button};

/// Minutes that "more minutes" adds.
const MORE_MINUTES: u32 = 5;

pub fn unplanned_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let Some(Unplanned { why, had_wishes, .. }) = cx.model.unplanned() else { return };
    let t = cx.tokens;
    let frame = Frame::new().fill(t.caution_soft).corner_radius(CONTROL_RADIUS).inner_margin(Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 8.0;
        ui.add(Label::new(Role::Body.text(why.to_string()).color(t.text)).wrap());
        chip_rows(ui, |ui| match why {
            NoPlan::TooShort { minutes } => {
                let more = (minutes + MORE_MINUTES).min(Profile::MINUTES_MAX);
                if small_button(ui, t, &format!("Take {more} min")).clicked() {
                    out.push(Command::SetMinutes(more));
                    out.push(Command::BuildCircuit);
                }
            }
            NoPlan::NothingLeft { .. } => {
                if had_wishes && small_button(ui, t, "Without what you left out").clicked() {
                    out.push(Command::BuildCircuit);
                }
                if small_button(ui, t, "Build one by hand").clicked() {
                    out.push(Command::Hand(HandCommand::BuildByHand));
                }
            }
            NoPlan::Stopped { .. } => {}
        });
        if !matches!(why, NoPlan::Stopped { .. }) {
            let text = "Or change the tools at hand below, or rate other regions on the map.";
            ui.add(Label::new(Role::Small.text(text).color(t.text)).wrap());
        }
    });
}
