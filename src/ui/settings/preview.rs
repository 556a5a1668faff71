//! A backup that is looked at: what would come back, what would change back, and what stays.

use egui::{ScrollArea, Ui, vec2};

use super::super::{Commands, Cx, words};
use super::page::{MAX_WIDTH, can_change, frame, prose};
use crate::exchange::Row;
use crate::model::{Command, DataCommand, Preview};
use crate::theme::{Role, icons};
use crate::widgets::controls::{card, icon_button, notice_block, plain_button, primary_button};

/// So many rows of each part are listed; the rest is counted.
const LISTED: usize = 200;

/// The backup.
pub fn preview_ui(ui: &mut Ui, cx: &Cx<'_>, shown: &Preview, out: &mut Commands) {
    let t = cx.tokens;
    frame().show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_height(36.0);
            if icon_button(ui, t, icons::CLOSE, "Close the backup").clicked() {
                out.push(Command::Data(DataCommand::Preview(None)));
            }
            let made = cx.model.data().backups().and_then(|backups| {
                backups.list.iter().find(|backup| backup.path == shown.path).map(|backup| backup.made)
            });
            let title = made.map_or("A backup".to_owned(), |made| {
                format!("{}, {}", words::long_date(made.date()), words::clock(made))
            });
            ui.label(Role::Title.text(title).color(t.text));
        });
        // Above the rows, where no notice ever covers it.
        ui.horizontal(|ui| {
            ui.add_enabled_ui(can_change(cx) && !shown.changes_nothing(), |ui| {
                if primary_button(ui, t, "Restore", None, vec2(144.0, 36.0)).clicked() {
                    out.push(Command::Data(DataCommand::Restore));
                }
            });
            if plain_button(ui, t, "Cancel", vec2(96.0, 36.0)).clicked() {
                out.push(Command::Data(DataCommand::Preview(None)));
            }
        });
        ui.add_space(8.0);
        for flaw in &shown.contents.flaws {
            notice_block(ui, t, t.caution_soft, t.caution, icons::INFO, flaw);
        }
        if shown.changes_nothing() {
            prose(ui, cx, "Everything in this backup is there already, as it was then. Nothing would change.");
        }
        ui.add_space(8.0);
        ScrollArea::vertical().id_salt(&shown.path).auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(MAX_WIDTH));
            ui.spacing_mut().item_spacing.y = 12.0;
            part_ui(ui, cx, "would come back", "It is not there now.", &shown.coming_back().collect::<Vec<_>>());
            part_ui(ui, cx, "would change back", "It was changed since.", &shown.changing_back().collect::<Vec<_>>());
            part_ui(
                ui,
                cx,
                "made since, which stays",
                "A restore never deletes.",
                &shown.staying().collect::<Vec<_>>(),
            );
        });
    });
}

fn part_ui(ui: &mut Ui, cx: &Cx<'_>, what: &str, why: &str, rows: &[&Row]) {
    let t = cx.tokens;
    if rows.is_empty() {
        return;
    }
    card(t).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.label(Role::Heading.text(format!("{} {what}", rows.len())).color(t.text));
        prose(ui, cx, why);
        for row in rows.iter().take(LISTED) {
            ui.label(Role::Body.text(&row.what).color(t.text));
        }
        if rows.len() > LISTED {
            prose(ui, cx, &format!("and {} more", rows.len() - LISTED));
        }
    });
}
