//! Backups: when and why each was made, and a second folder for them. One that is looked at shows on the right.

use egui::{
    Align2, CornerRadius, CursorIcon, Frame, Label, Margin, Role as NodeRole, ScrollArea, Sense, Ui, WidgetInfo, pos2,
    vec2,
};

use super::super::nav::is_narrow;
use super::super::{Commands, Cx, words};
use super::page::{
    self, PathField, can_change, frame, header_ui, heading, no_dialogs_ui, path_field, path_label, prose,
};
use super::{SettingsDrafts, preview};
use crate::model::{Backup, Backups, Command, DataCommand, Page, Purpose};
use crate::theme::{Role, icons};
use crate::widgets::controls::{
    CONTROL_RADIUS, card, cut_text, focus_ring, notice_block, primary_button, small_button,
};

const LIST_WIDTH: f32 = 328.0;
const ROW_HEIGHT: f32 = 44.0;

/// The page.
pub fn backups_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut SettingsDrafts, out: &mut Commands) {
    let shown = cx.model.data().preview();
    if is_narrow(ui.ctx()) {
        match shown {
            Some(shown) => preview::preview_ui(ui, cx, shown, out),
            None => {
                frame().show(ui, |ui| {
                    ScrollArea::vertical().id_salt("backups").auto_shrink([false, false]).show(ui, |ui| {
                        list_ui(ui, cx, out);
                        ui.add_space(16.0);
                        about_ui(ui, cx, drafts, out);
                    });
                });
            }
        }
        return;
    }
    let panel = egui::Panel::left("backups").exact_size(LIST_WIDTH + 48.0).resizable(false);
    let panel = panel.show_separator_line(false).frame(Frame::NONE.inner_margin(Margin::symmetric(24, 20)));
    panel.show(ui, |ui| {
        let edge = ui.max_rect().expand2(vec2(24.0, 20.0));
        ui.painter().vline(edge.right() - 0.5, edge.y_range(), egui::Stroke::new(1.0, cx.tokens.line));
        list_ui(ui, cx, out);
    });
    egui::CentralPanel::no_frame().show(ui, |ui| match shown {
        Some(shown) => preview::preview_ui(ui, cx, shown, out),
        None => {
            frame().show(ui, |ui| about_ui(ui, cx, drafts, out));
        }
    });
}

fn list_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    header_ui(ui, cx, Page::Backups.label(), Command::OpenPage(Page::Settings), out);
    ui.add_enabled_ui(can_change(cx), |ui| {
        let size = vec2(ui.available_width().min(LIST_WIDTH), 40.0);
        if primary_button(ui, t, "Back up now", None, size).clicked() {
            out.push(Command::Data(DataCommand::BackUp));
        }
    });
    ui.add_space(8.0);
    let Some(Backups { list, notes, second: _ }) = cx.model.data().backups() else { return };
    for note in notes {
        notice_block(ui, t, t.caution_soft, t.caution, icons::INFO, note);
    }
    if list.is_empty() {
        prose(ui, cx, "There is no backup yet. The first is made before the first change of a day.");
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = if is_narrow(ui.ctx()) { 320.0 } else { f32::INFINITY };
    ScrollArea::vertical().id_salt("list").max_height(height).auto_shrink([false, is_narrow(ui.ctx())]).show(
        ui,
        |ui| {
            let mut day = None;
            for backup in list {
                let of = backup.made.date();
                if day.replace(of) != Some(of) {
                    ui.add_space(12.0);
                    let heading = words::capitalised(&words::relative_day(of, cx.now.date()));
                    ui.label(Role::SmallBold.text(heading).color(t.quiet));
                    ui.add_space(4.0);
                }
                row_ui(ui, cx, backup, out);
            }
        },
    );
}

fn row_ui(ui: &mut Ui, cx: &Cx<'_>, backup: &Backup, out: &mut Commands) {
    let t = cx.tokens;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 8.0, ROW_HEIGHT), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(&backup.path), Sense::click());
    let selected = cx.model.data().preview().is_some_and(|shown| shown.path == backup.path);
    let time = words::clock(backup.made);
    let mut line = backup.why.to_owned();
    if !backup.by.is_empty() {
        line = format!("{line} · on {}", backup.by);
    }
    let day = words::short_date(backup.made.date(), cx.now.date());
    let name = format!("Backup of {day} {time}. {line}");
    response.widget_info(|| WidgetInfo::selected(NodeRole::Button, true, selected, name.clone()));
    if selected || response.hovered() {
        let fill = if selected { t.accent_soft } else { t.sunk };
        ui.painter().rect_filled(rect.expand2(vec2(12.0, -2.0)), CornerRadius::same(CONTROL_RADIUS), fill);
    }
    focus_ring(ui, t, &response);
    let at = |y: f32| pos2(rect.left(), rect.top() + y);
    cut_text(ui, at(14.0), &time, Role::Label.font(), t.text, rect.width() - 80.0);
    cut_text(ui, at(31.0), &line, Role::Small.font(), t.quiet, rect.width() - 80.0);
    let painter = ui.painter();
    let end = pos2(rect.right() - 24.0, rect.center().y);
    painter.text(end, Align2::RIGHT_CENTER, page::size(backup.bytes), Role::Small.font(), t.quiet);
    painter.text(end + vec2(24.0, 0.0), Align2::RIGHT_CENTER, icons::FORWARD, icons::font(20.0), t.quiet);
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() && cx.model.data().under_way().is_none() {
        out.push(Command::Data(DataCommand::Preview(Some(backup.path.clone()))));
    }
}

/// What backups are, and the second folder.
fn about_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut SettingsDrafts, out: &mut Commands) {
    let t = cx.tokens;
    ui.set_max_width(ui.available_width().min(560.0));
    ui.spacing_mut().item_spacing.y = 12.0;
    if let Some(why) = &cx.model.place().read_only {
        notice_block(ui, t, t.stop_soft, t.stop, icons::TROUBLE, why);
    }
    card(t).show(ui, |ui| {
        heading(ui, cx, "How it works");
        prose(
            ui,
            cx,
            "A backup is made before the first change of a day, every 30 minutes while you change something, and before \
             every import, restore and repair. Older ones are thinned out: all of today and yesterday stay, then one a \
             day, a week, a month.",
        );
        prose(ui, cx, "Choose one to see what it would bring back. Nothing changes until you restore it, and undo takes it back.");
    });
    card(t).show(ui, |ui| {
        heading(ui, cx, "A second folder");
        match cx.model.data().backups().and_then(|backups| backups.second.as_ref()) {
            Some(folder) => {
                prose(ui, cx, "Each backup is copied there too:");
                path_label(ui, cx, &folder.display().to_string());
                ui.add_enabled_ui(can_change(cx), |ui| {
                    if small_button(ui, t, "No second folder").clicked() {
                        out.push(Command::Data(DataCommand::SetBackupFolder(None)));
                    }
                });
            }
            None => prose(ui, cx, "On another disk, each backup has a copy that outlives this one."),
        }
        no_dialogs_ui(ui, cx);
        ui.add_enabled_ui(can_change(cx), |ui| {
            let field = PathField {
                name: "Path of the second folder",
                choose: "Choose a folder…",
                action: "Use it",
                purpose: Purpose::BackupFolder,
            };
            if let Some(folder) = path_field(ui, cx, &field, &mut drafts.backup_folder, out) {
                drafts.backup_folder.clear();
                out.push(Command::Data(DataCommand::SetBackupFolder(Some(folder))));
            }
        });
        ui.add(Label::new(Role::Small.text("The folder must be there already.").color(t.quiet)).wrap());
    });
}
