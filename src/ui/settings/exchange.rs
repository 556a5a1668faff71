//! Export and import: everything out, as one file or as tables, and files in.

use egui::{ScrollArea, Ui, vec2};

use super::super::{Commands, Cx, words};
use super::page::{MAX_WIDTH, PathField, frame, header_ui, heading, no_dialogs_ui, path_field, prose};
use super::{SettingsDrafts, TWO_COLUMNS, import};
use crate::model::{Command, DataCommand, Form, Page, Purpose, Saving};
use crate::theme::icons;
use crate::widgets::controls::{card, notice_block};

/// The page.
pub fn exchange_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut SettingsDrafts, out: &mut Commands) {
    frame().show(ui, |ui| {
        if let Some(incoming) = cx.model.data().incoming() {
            import::import_ui(ui, cx, incoming, &mut drafts.listed, out);
            return;
        }
        drafts.listed = None;
        header_ui(ui, cx, Page::Exchange.label(), Command::OpenPage(Page::Settings), out);
        if *cx.model.saving() == Saving::Failed {
            let t = cx.tokens;
            let text = "Some changes could not be saved. An export holds them all: write it to another disk.";
            notice_block(ui, t, t.caution_soft, t.caution, icons::TROUBLE, text);
            ui.add_space(8.0);
        }
        ScrollArea::vertical().id_salt("exchange").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(16.0, 12.0);
            let columns = if ui.available_width() >= TWO_COLUMNS { 2 } else { 1 };
            if columns == 1 {
                ui.set_max_width(ui.available_width().min(MAX_WIDTH));
            }
            no_dialogs_ui(ui, cx);
            ui.columns(columns, |columns| {
                let last = columns.len() - 1;
                card(cx.tokens).show(&mut columns[0], |ui| ron_ui(ui, cx, &mut drafts.export_file, out));
                card(cx.tokens).show(&mut columns[0], |ui| csv_ui(ui, cx, &mut drafts.export_folder, out));
                card(cx.tokens).show(&mut columns[last], |ui| in_ui(ui, cx, &mut drafts.import_file, out));
            });
        });
    });
}

fn ron_ui(ui: &mut Ui, cx: &Cx<'_>, typed: &mut String, out: &mut Commands) {
    heading(ui, cx, "Export everything to one file");
    let records = words::count(cx.model.document().record_count(), "record", "records");
    prose(ui, cx, &format!("{records}, with your profile and settings, as text that can be imported again."));
    let purpose = Purpose::Export(Form::Ron);
    let field =
        PathField {
            name: "Path of the new file, ending in .ron", choose: "Choose where…", action: "Export", purpose
        };
    if let Some(path) = path_field(ui, cx, &field, typed, out) {
        out.push(Command::Data(DataCommand::Export(Form::Ron, path)));
    }
}

fn csv_ui(ui: &mut Ui, cx: &Cx<'_>, typed: &mut String, out: &mut Commands) {
    heading(ui, cx, "Export everything as tables");
    prose(ui, cx, "A CSV file for each kind of record, and a text that says what the columns mean.");
    let purpose = Purpose::Export(Form::Csv);
    let field =
        PathField {
            name: "Path of the folder for the tables", choose: "Choose a folder…", action: "Export", purpose
        };
    if let Some(path) = path_field(ui, cx, &field, typed, out) {
        out.push(Command::Data(DataCommand::Export(Form::Csv, path)));
    }
}

fn in_ui(ui: &mut Ui, cx: &Cx<'_>, typed: &mut String, out: &mut Commands) {
    heading(ui, cx, "Import");
    prose(
        ui,
        cx,
        "An export of Supple, or a CSV table of measurements from another program: jump height, bar speed, resting heart \
         rate, sleep. A file can also be dropped on this window.",
    );
    prose(ui, cx, "First you see what each row would do. Nothing changes until you say so.");
    let field = PathField {
        name: "Path of the file to import",
        choose: "Choose a file…",
        action: "Look",
        purpose: Purpose::Import,
    };
    if let Some(path) = path_field(ui, cx, &field, typed, out) {
        out.push(Command::Data(DataCommand::ReadImport(path)));
    }
}
