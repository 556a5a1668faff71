//! The chart with its words under the pointer.

use egui::{Tooltip, Ui};
use jiff::civil::Date;

use super::history::{History, compared};
use crate::theme::{Role, Tokens};
use crate::widgets::trend_plot::trend_plot;

/// The ratings from `shown.0` to `shown.1`, `height` points high.
pub fn chart_ui(ui: &mut Ui, t: &Tokens, history: &History, shown: (Date, Date), height: f32) {
    let Some(trend) = &history.trend else { return };
    let name = format!("Chart. {}", trend.sentence());
    let plot = trend_plot(ui, t, &name, &history.marks, &compared(trend), shown, height);
    let Some(day) = plot.hovered else { return };
    let facts = history.facts(day);
    let id = plot.response.id.with("tooltip");
    let tooltip = Tooltip::always_open(ui.ctx().clone(), plot.response.layer_id, id, egui::PopupAnchor::Pointer);
    tooltip.gap(12.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(Role::SmallBold.text(day.strftime("%a %-d %b %Y").to_string()).color(t.text));
        let word = trend.scale.label();
        let rating = facts.rating.map_or_else(|| "Not rated".to_owned(), |rating| format!("{word} {rating}"));
        ui.label(Role::Small.text(rating).color(t.text));
        if let Some(median) = facts.median {
            ui.label(Role::Small.text(format!("Median of 7 days {median}")).color(t.quiet));
        }
        if facts.hard {
            ui.label(Role::Small.text("Hard session").color(t.quiet));
        }
    });
}
