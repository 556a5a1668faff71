//! Your files: where they are, who writes them, and what needs attention.

use egui::{RichText, ScrollArea, Ui, vec2};

use super::super::{Commands, Cx, words};
use super::page::{MAX_WIDTH, can_change, frame, header_ui, heading, path_label, prose, saved_words};
use crate::model::{Attention, Command, DataCommand, Matter, Page};
use crate::theme::{Role, icons};
use crate::widgets::controls::{card, notice_block, row, small_button};

/// The page.
pub fn files_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    frame().show(ui, |ui| {
        header_ui(ui, cx, Page::Files.label(), Command::OpenPage(Page::Settings), out);
        ScrollArea::vertical().id_salt("files").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(MAX_WIDTH));
            ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
            for attention in cx.model.data().attention() {
                card(cx.tokens).show(ui, |ui| attention_ui(ui, cx, attention, out));
            }
            versions_ui(ui, cx, out);
            card(cx.tokens).show(ui, |ui| place_ui(ui, cx, out));
            card(cx.tokens).show(ui, |ui| devices_ui(ui, cx));
        });
    });
}

fn attention_ui(ui: &mut Ui, cx: &Cx<'_>, attention: &Attention, out: &mut Commands) {
    let t = cx.tokens;
    let Attention { path, matter, line, happened, kept } = attention;
    ui.set_width(ui.available_width());
    ui.spacing_mut().item_spacing.y = 4.0;
    row(ui, 24.0, |ui| {
        ui.label(RichText::new(icons::TROUBLE).font(icons::font(20.0)).color(t.caution));
        ui.label(Role::Heading.text(matter.label()).color(t.text));
    });
    ui.add(egui::Label::new(Role::Body.text(happened).color(t.text)).wrap());
    if !kept.is_empty() {
        prose(ui, cx, kept);
    }
    let at = line.map(|line| format!(", line {line}")).unwrap_or_default();
    path_label(ui, cx, &format!("{}{at}", path.display()));
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_enabled_ui(can_change(cx), |ui| {
            if *matter == Matter::Damaged && small_button(ui, t, "Repair").clicked() {
                out.push(Command::Data(DataCommand::Repair(path.clone())));
            }
            if matter.is_a_question() && small_button(ui, t, "Restore from a backup").clicked() {
                out.push(Command::OpenPage(Page::Backups));
            }
            let accept = if matter.is_a_question() { "It is right so" } else { "Leave it so" };
            let can_be_left = matter.is_a_question() || *matter == Matter::Damaged;
            if can_be_left && small_button(ui, t, accept).clicked() {
                out.push(Command::Data(DataCommand::Accept(path.clone())));
            }
        });
        if small_button(ui, t, "Open the folder").clicked() {
            out.push(Command::OpenDataFolder);
        }
    });
    if *matter == Matter::Damaged {
        let text = "Repair puts what could be read, and what a backup knows, into a whole file again. A backup is made \
                    first, and the damaged file is kept aside.";
        ui.add(egui::Label::new(Role::Small.text(text).color(t.quiet)).wrap());
    }
}

fn versions_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    let mut ids: Vec<_> = cx.model.data().unsettled(cx.model.document()).map(|versions| versions.shown.id).collect();
    ids.dedup();
    if ids.is_empty() {
        return;
    }
    card(t).show(ui, |ui| {
        let counted = words::count(ids.len(), "record stands", "records stand");
        heading(ui, cx, &format!("{counted} in 2 versions"));
        prose(ui, cx, "It was changed on two devices at once. One version is shown, both are kept until you choose.");
        for id in ids {
            let Some(record) = cx.model.document().record(id) else { continue };
            let day = words::short_date(record.when.day(), cx.now.date());
            let name = format!("Look at {}, {day}", words::record_kind(record).to_lowercase());
            if small_button(ui, t, &name).clicked() {
                out.push(Command::OpenRecord(Some(id)));
            }
        }
    });
}

fn place_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    let place = cx.model.place();
    heading(ui, cx, "Where they are");
    path_label(ui, cx, &place.folder);
    if let Some(why) = &place.read_only {
        notice_block(ui, t, t.stop_soft, t.stop, icons::TROUBLE, why);
    }
    let records = words::count(cx.model.document().record_count(), "record", "records");
    prose(ui, cx, &format!("{records} in plain text files, one for each month and device. {}", saved_words(cx)));
    ui.horizontal(|ui| {
        if small_button(ui, t, "Open the folder").clicked() {
            out.push(Command::OpenDataFolder);
        }
        if small_button(ui, t, "Look for changes").clicked() {
            out.push(Command::Data(DataCommand::LookForChanges));
        }
    });
}

fn devices_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let t = cx.tokens;
    heading(ui, cx, "Devices");
    let devices = cx.model.data().devices();
    for (index, device) in devices.iter().enumerate() {
        row(ui, 20.0, |ui| {
            let name = if index == 0 { format!("{} (this one)", device.name) } else { device.name.clone() };
            ui.label(Role::Label.text(name).color(t.text));
            ui.label(Role::Small.text(format!("files named …{}.ron", device.id)).color(t.quiet));
        });
    }
    let text = if devices.len() > 1 {
        "Each device writes files of its own, so that no file ever has two writers."
    } else {
        "Sync the folder with any tool to use it on another device: each device writes files of its own."
    };
    prose(ui, cx, text);
}
