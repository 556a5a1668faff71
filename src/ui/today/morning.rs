//! The day after: how the regions feel that were treated yesterday, one strip of taps.

use std::collections::BTreeMap;

use egui::{Align, Label, Layout, Ui};

use super::super::words;
use super::{Commands, Cx};
use crate::domain::{Region, Response};
use crate::model::{Command, Morning};
use crate::theme::Role;
use crate::widgets::answers::{Answer, answers};
use crate::widgets::controls::{quiet_block, row, small_text_button};

/// The strip, while something is still to be answered: one question after another in one place, so that the answers can
/// be tapped without moving.
pub fn morning_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let Some(Morning { open, count }) = cx.model.derived().morning() else { return };
    let Some(regions) = open.first() else { return };
    let t = cx.tokens;
    let frame = quiet_block(t).fill(t.accent_soft);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        let name = name(regions);
        row(ui, 16.0, |ui| {
            ui.label(Role::Small.text("Treated yesterday. How does it feel today?").color(t.text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let at = count - open.len() + 1;
                ui.label(Role::Small.text(format!("{at} of {count}")).color(t.quiet));
            });
        });
        ui.add(Label::new(Role::Label.text(&name).color(t.text)).truncate());
        let width = ui.available_width();
        let answer = answers(ui, t, &name, &Response::ALL.map(Response::label), None, width);
        if let Some(Answer::Given(index)) = answer {
            out.push(Command::AnswerMorning(all(regions, Response::ALL[index])));
        }
        row(ui, 16.0, |ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            if open.len() > 1 && small_text_button(ui, t, "all the same").clicked() {
                out.push(Command::AnswerMorning(all(open.iter().flatten(), Response::Same)));
            }
            if small_text_button(ui, t, "not now").clicked() {
                out.push(Command::SkipMorning);
            }
        });
    });
    ui.add_space(4.0);
}

/// One answer for all these regions.
fn all<'a>(regions: impl IntoIterator<Item = &'a Region>, response: Response) -> BTreeMap<Region, Response> {
    regions.into_iter().map(|&region| (region, response)).collect()
}

/// "Left hamstrings", or "Hamstrings, both sides" where both are asked about at once.
fn name(regions: &[Region]) -> String {
    match regions {
        [one] => words::capitalised(&one.name()),
        [first, ..] => format!("{}, both sides", words::capitalised(first.group().name())),
        [] => String::new(),
    }
}
