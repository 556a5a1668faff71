//! A file to bring in: what would become of each row, before anything does.

use egui::{Label, ScrollArea, Sense, Ui, pos2, vec2};

use super::super::{Commands, Cx};
use super::columns;
use super::page::{MAX_WIDTH, can_change, header_ui, path_label, prose};
use crate::exchange::{PackHead, Row, Verdict, VerdictKind};
use crate::model::{Command, DataCommand, Incoming, Source};
use crate::theme::{Role, icons};
use crate::widgets::controls::{Chosen, chip, chip_rows, cut_text, notice_block, plain_button, primary_button};

const ROW_HEIGHT: f32 = 28.0;
/// The width of the column of lines, and of that of verdicts, in points.
const LINE_WIDTH: f32 = 64.0;
const VERDICT_WIDTH: f32 = 96.0;

/// The file.
pub fn import_ui(ui: &mut Ui, cx: &Cx<'_>, incoming: &Incoming, listed: &mut Option<VerdictKind>, out: &mut Commands) {
    let t = cx.tokens;
    let Incoming { path, source, outcome } = incoming;
    header_ui(ui, cx, "Import", Command::Data(DataCommand::CancelImport), out);
    ui.set_max_width(ui.available_width().min(MAX_WIDTH));
    path_label(ui, cx, &path.display().to_string());
    ui.add_space(8.0);
    actions_ui(ui, cx, incoming, out);
    ui.add_space(12.0);
    if let Source::Pack(head) = source {
        pack_ui(ui, cx, head);
    }
    if let Source::Measurements { table, columns } = source {
        // A table may have many columns; what becomes of its rows must stay in sight.
        let height = ui.available_height() * 0.55;
        ScrollArea::vertical().id_salt("columns").max_height(height).show(ui, |ui| {
            columns::columns_ui(ui, cx, table, columns, out);
        });
        ui.add_space(12.0);
    }
    match outcome {
        Err(why) => {
            notice_block(ui, t, t.stop_soft, t.stop, icons::TROUBLE, why);
        }
        Ok(import) if incoming.is_settled() => {
            chips_ui(ui, cx, |kind| import.count(kind), listed);
            ui.add_space(8.0);
            let rows: Vec<&Row> = import.rows().iter().filter(|row| is_listed(row, *listed)).collect();
            rows_ui(ui, cx, &rows);
        }
        Ok(_) => prose(ui, cx, "Choose which column holds the day, and what the others measure."),
    }
}

/// What a pack says of itself, and what becomes of what it holds.
fn pack_ui(ui: &mut Ui, cx: &Cx<'_>, PackHead { name, author }: &PackHead) {
    let from = if author.is_empty() { String::new() } else { format!(", from {author}") };
    if !name.is_empty() {
        ui.label(Role::Heading.text(format!("Pack: {name}{from}")).color(cx.tokens.text));
    }
    prose(ui, cx, "What comes in stands aside: it is in no circuit until you say so in the Library.");
    ui.add_space(12.0);
}

/// What can be done with it. It stands above the rows, where no notice ever covers it.
fn actions_ui(ui: &mut Ui, cx: &Cx<'_>, incoming: &Incoming, out: &mut Commands) {
    let t = cx.tokens;
    ui.horizontal(|ui| {
        ui.add_enabled_ui(can_change(cx) && incoming.brings() > 0, |ui| {
            if primary_button(ui, t, "Import", None, vec2(144.0, 36.0)).clicked() {
                out.push(Command::Data(DataCommand::Import));
            }
        });
        if plain_button(ui, t, "Cancel", vec2(96.0, 36.0)).clicked() {
            out.push(Command::Data(DataCommand::CancelImport));
        }
        if let Some(why) = &cx.model.place().read_only {
            ui.add(Label::new(Role::Small.text(why).color(t.stop)).wrap());
        } else if incoming.outcome.is_ok() && incoming.is_settled() && incoming.brings() == 0 {
            ui.label(Role::Small.text("There is nothing new in it.").color(t.quiet));
        }
    });
}

fn is_listed(row: &Row, listed: Option<VerdictKind>) -> bool {
    listed.is_none_or(|kind| row.verdict.kind() == kind)
}

/// The counts; each lists only its own rows.
fn chips_ui(ui: &mut Ui, cx: &Cx<'_>, count: impl Fn(VerdictKind) -> usize, listed: &mut Option<VerdictKind>) {
    chip_rows(ui, |ui| {
        for kind in VerdictKind::ALL {
            let label = format!("{} {}", count(kind), kind.label());
            if chip(ui, cx.tokens, &label, Chosen::from(*listed == Some(kind))).clicked() {
                *listed = Some(kind).filter(|_| *listed != Some(kind));
            }
        }
    });
}

fn rows_ui(ui: &mut Ui, cx: &Cx<'_>, rows: &[&Row]) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().id_salt("rows").auto_shrink([false, false]);
    area.show_rows(ui, ROW_HEIGHT, rows.len(), |ui, shown| {
        for row in &rows[shown] {
            row_ui(ui, cx, row);
        }
    });
}

fn row_ui(ui: &mut Ui, cx: &Cx<'_>, row: &Row) {
    let t = cx.tokens;
    let Row { line, what, verdict } = row;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    let line = line.map(|line| format!("line {line}")).unwrap_or_default();
    let (word, reason) = match verdict {
        Verdict::Refused(reason) => (verdict.kind().label(), reason.as_str()),
        Verdict::New | Verdict::Changed | Verdict::Older | Verdict::Duplicate => (verdict.kind().label(), ""),
    };
    let said = [line.as_str(), word, what, reason].into_iter().filter(|part| !part.is_empty());
    let said = said.collect::<Vec<_>>().join(", ");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, said.clone()));
    let ink = match verdict.kind() {
        VerdictKind::New | VerdictKind::Changed => t.accent,
        VerdictKind::Older | VerdictKind::Duplicate => t.quiet,
        VerdictKind::Refused => t.stop,
    };
    let at = |x: f32| pos2(rect.left() + x, rect.center().y);
    let lines = if line.is_empty() { 0.0 } else { LINE_WIDTH };
    cut_text(ui, at(0.0), &line, Role::Small.font(), t.quiet, LINE_WIDTH);
    cut_text(ui, at(lines), word, Role::SmallBold.font(), ink, VERDICT_WIDTH);
    let left = lines + VERDICT_WIDTH;
    let text = if reason.is_empty() { what.clone() } else { format!("{what}: {reason}") };
    cut_text(ui, at(left), &text, Role::Body.font(), t.text, rect.width() - left);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, t.line));
    response.on_hover_text(text);
}
