//! Which column of a table holds what: the day, and the measurements with their units.

use egui::{ComboBox, Grid, Ui, vec2};

use super::super::nav::is_narrow;
use super::super::{Commands, Cx};
use super::page::prose;
use crate::domain::{Columns, DateOrder, Metric, MetricColumn, MetricId};
use crate::exchange::CsvTable;
use crate::model::{Command, DataCommand};
use crate::theme::Role;
use crate::widgets::controls::card;

/// So many characters of a cell are shown.
const EXAMPLE: usize = 24;

/// Below each other: what a column is called, what it holds, and how.
pub fn columns_ui(ui: &mut Ui, cx: &Cx<'_>, table: &CsvTable, columns: &Columns, out: &mut Commands) {
    let t = cx.tokens;
    let mut chosen = columns.clone();
    card(t).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 8.0;
        ui.label(Role::Heading.text("What the columns hold").color(t.text));
        prose(ui, cx, "The choice is remembered for tables with these columns.");
        if is_narrow(ui.ctx()) {
            for (at, name) in table.header().iter().enumerate() {
                ui.horizontal(|ui| name_ui(ui, cx, table, at, name));
                ui.horizontal(|ui| choices_ui(ui, at, name, &mut chosen));
            }
            return;
        }
        Grid::new("columns").num_columns(4).spacing(vec2(16.0, 4.0)).show(ui, |ui| {
            for (at, name) in table.header().iter().enumerate() {
                name_ui(ui, cx, table, at, name);
                choices_ui(ui, at, name, &mut chosen);
                ui.end_row();
            }
        });
    });
    if chosen != *columns {
        out.push(Command::Data(DataCommand::MapColumns(chosen)));
    }
}

/// What a column is called, and what its first cell holds.
fn name_ui(ui: &mut Ui, cx: &Cx<'_>, table: &CsvTable, at: usize, name: &str) {
    let example = table.rows().first().map_or("", |row| row.cell(at));
    let example: String = example.chars().take(EXAMPLE).collect();
    ui.label(Role::Label.text(name).color(cx.tokens.text));
    ui.label(Role::Small.text(format!("e.g. {example}")).color(cx.tokens.quiet));
}

fn choices_ui(ui: &mut Ui, at: usize, name: &str, columns: &mut Columns) {
    holds_ui(ui, at, name, columns);
    how_ui(ui, at, name, columns);
}

/// What a column holds.
#[derive(Clone, PartialEq)]
enum Holds {
    Nothing,
    Day,
    Metric(MetricId),
}

impl Holds {
    fn of(at: usize, columns: &Columns) -> Self {
        match columns.metrics.get(&at) {
            _ if columns.date == Some(at) => Self::Day,
            Some(column) => Self::Metric(column.metric.clone()),
            None => Self::Nothing,
        }
    }

    fn label(&self) -> String {
        match self {
            Self::Nothing => "nothing to import".to_owned(),
            Self::Day => "the day".to_owned(),
            Self::Metric(id) => Metric::of(id).map_or(id.as_str(), |metric| metric.label).to_owned(),
        }
    }

    fn put(self, at: usize, columns: &mut Columns) {
        columns.metrics.remove(&at);
        columns.date = columns.date.filter(|&date| date != at);
        match self {
            Self::Nothing => {}
            Self::Day => (columns.date, columns.order) = (Some(at), None),
            Self::Metric(metric) => {
                // Where a metric has one unit, there is nothing to choose.
                let units = Metric::of(&metric).map_or(&[][..], Metric::units);
                let unit = units.first().copied().filter(|_| units.len() == 1);
                columns.metrics.insert(at, MetricColumn { metric, unit });
            }
        }
    }
}

fn holds_ui(ui: &mut Ui, at: usize, name: &str, columns: &mut Columns) {
    let now = Holds::of(at, columns);
    let mut chosen = now.clone();
    let metrics = Metric::ALL.iter().map(|metric| Holds::Metric(metric.id.into()));
    let shown = ComboBox::from_id_salt(("holds", at)).selected_text(now.label()).width(168.0).show_ui(ui, |ui| {
        for choice in [Holds::Nothing, Holds::Day].into_iter().chain(metrics) {
            let label = choice.label();
            ui.selectable_value(&mut chosen, choice, label);
        }
    });
    shown.response.accessible_name(format!("What {name} holds"));
    if chosen != now {
        chosen.put(at, columns);
    }
}

/// The order of the date, or the unit.
fn how_ui(ui: &mut Ui, at: usize, name: &str, columns: &mut Columns) {
    if columns.date == Some(at) {
        let text = columns.order.map_or("choose the order", DateOrder::label);
        let shown = ComboBox::from_id_salt(("order", at)).selected_text(text).width(168.0).show_ui(ui, |ui| {
            for order in DateOrder::ALL {
                ui.selectable_value(&mut columns.order, Some(order), order.label());
            }
        });
        shown.response.accessible_name(format!("Order of day, month and year in {name}"));
        return;
    }
    let Some(column) = columns.metrics.get_mut(&at) else {
        ui.label("");
        return;
    };
    let units = Metric::of(&column.metric).map_or(&[][..], Metric::units);
    let text = column.unit.map_or("choose the unit", |unit| unit.label());
    let shown = ComboBox::from_id_salt(("unit", at)).selected_text(text).width(168.0).show_ui(ui, |ui| {
        for unit in units {
            ui.selectable_value(&mut column.unit, Some(*unit), unit.label());
        }
    });
    shown.response.accessible_name(format!("Unit of {name}"));
}
