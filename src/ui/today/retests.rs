//! What is due of benchmarks, once: one line with its ways out.

use egui::{Label, Ui};
use jiff::ToSpan;

use super::{Commands, Cx};
use crate::domain::Schedule;
use crate::insight::{Due, EVERY_DAYS};
use crate::model::{Command, RetestCommand, Screen};
use crate::theme::Role;
use crate::widgets::controls::{quiet_block, row, small_text_button};

/// The line, while something that was tested before or put on the schedule is due.
pub fn retests_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    let scheduled = &cx.model.document().profile.retests;
    let is_due =
        |due: &&Due| due.day <= cx.now.date() && (due.last.is_some() || scheduled.contains_key(&due.benchmark));
    let due: Vec<&Due> = cx.model.derived().retests().iter().filter(is_due).collect();
    let names: Vec<&str> = due
        .iter()
        .filter_map(|due| cx.model.catalog().benchmark(&due.benchmark))
        .map(|benchmark| benchmark.name.as_str())
        .collect();
    if names.is_empty() {
        return;
    }
    let minutes: u32 = due.iter().map(|due| due.minutes).sum();
    quiet_block(t).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(Role::Small.text(format!("Retest due, about {minutes} min, before the circuit")).color(t.quiet));
        ui.add(Label::new(Role::Body.text(names.join(", ")).color(t.text)).wrap());
        row(ui, 16.0, |ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            if small_text_button(ui, t, "retest").clicked() {
                let ids = due.iter().map(|due| due.benchmark.clone()).collect();
                out.push(Command::Retest(RetestCommand::Start(ids)));
            }
            if small_text_button(ui, t, "look").clicked() {
                out.push(Command::GoTo(Screen::Benchmarks));
            }
            if small_text_button(ui, t, "tomorrow").clicked() {
                for due in &due {
                    let every_days = scheduled.get(&due.benchmark).map_or(Some(EVERY_DAYS), |said| said.every_days);
                    let snoozed_until = Some(cx.now.date().saturating_add(1.day()));
                    let schedule = Schedule { every_days, snoozed_until };
                    out.push(Command::ScheduleRetest(due.benchmark.clone(), schedule));
                }
            }
        });
    });
}
