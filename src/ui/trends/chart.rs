//! The chart with its words under the pointer.

use egui::{Label, Tooltip, Ui};
use jiff::civil::Date;

use super::history::{History, compared};
use crate::insight::Series;
use crate::theme::{Role, Tokens};
use crate::widgets::trend_plot::trend_plot;

/// The ratings from `shown.0` to `shown.1`, `height` points high.
pub fn chart_ui(ui: &mut Ui, t: &Tokens, history: &History, shown: (Date, Date), height: f32) {
    let Some(trend) = &history.trend else { return };
    let name = format!("Chart: {} of {}", trend.scale.word(), trend.region.label());
    let plot = trend_plot(ui, t, &name, &history.marks, &compared(trend), shown, height);
    let Some(day) = plot.hovered else { return };
    let facts = history.facts(day);
    let id = plot.response.id.with("tooltip");
    let tooltip = Tooltip::always_open(ui.ctx().clone(), plot.response.layer_id, id, egui::PopupAnchor::Pointer);
    let mut lines = vec![Role::SmallBold.text(day.strftime("%a %-d %b %Y").to_string()).color(t.text)];
    lines.push(match facts.rating {
        Some(rating) => Role::Small.text(format!("{} {rating}", trend.scale.label())).color(t.text),
        None => Role::Small.text("Not rated").color(t.quiet),
    });
    if let Some(median) = facts.median {
        lines.push(Role::Small.text(format!("Median of {} days {median}", Series::MEDIAN_DAYS)).color(t.quiet));
    }
    if facts.hard {
        lines.push(Role::Small.text("Hard session").color(t.quiet));
    }
    tooltip.gap(12.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for line in lines {
            ui.add(Label::new(line).extend());
        }
    });
}
