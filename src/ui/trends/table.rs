//! The same ratings as a table, newest first, for screen readers and for anyone who wants the numbers.

use egui::{Align, Layout, RichText, ScrollArea, Stroke, Ui, vec2};

use super::history::History;
use crate::insight::Series;
use crate::theme::{Role, Tokens};

const ROW: f32 = 28.0;
const WIDTHS: [f32; 4] = [168.0, 96.0, 144.0, 112.0];

/// The days with a rating, `height` points high.
pub fn table_ui(ui: &mut Ui, t: &Tokens, history: &History, height: f32) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let median = format!("Median of {} days", Series::MEDIAN_DAYS);
    let heads = ["Day", history.asked.scale.label(), &median, "Hard session"];
    row(ui, heads.map(|head| Role::SmallBold.text(head).color(t.quiet)));
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), Stroke::new(1.0, t.line));
    let points = history.series.points();
    let area = ScrollArea::vertical().id_salt("ratings").auto_shrink(false).max_height(height - ROW);
    area.show_rows(ui, ROW, points.len(), |ui, rows| {
        for point in points.iter().rev().skip(rows.start).take(rows.len()) {
            let facts = history.facts(point.day);
            let median = facts.median.map_or_else(|| "–".to_owned(), |median| median.to_string());
            let hard = if facts.hard { "yes" } else { "–" };
            row(
                ui,
                [
                    Role::Body.text(point.day.strftime("%a %-d %b %Y").to_string()).color(t.text),
                    Role::Label.text(point.rating.to_string()).color(t.text),
                    Role::Body.text(median).color(t.text),
                    Role::Body.text(hard).color(t.quiet),
                ],
            );
        }
    });
}

fn row(ui: &mut Ui, cells: [RichText; 4]) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        for (cell, width) in cells.into_iter().zip(WIDTHS) {
            ui.allocate_ui_with_layout(vec2(width, ROW), Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(width);
                ui.label(cell);
            });
        }
    });
}
