//! Mobility at a glance: each joint with its latest values, against one's own best and against others where that is known.

use std::collections::BTreeMap;

use egui::{Align2, CornerRadius, Label, Rect, Role as NodeRole, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::Facts;
use super::chart::side_name;
use crate::catalog::{Benchmark, Better};
use crate::domain::{Region, Zone};
use crate::insight::{SideResults, is_rough_look, norm_band, number};
use crate::theme::Role;
use crate::ui::{Cx, words};
use crate::widgets::controls::{card, cut_text, row};

const ROW: f32 = 28.0;
const NAME_WIDTH: f32 = 264.0;
const VALUE_WIDTH: f32 = 144.0;

/// The overview.
pub fn overview_ui(ui: &mut Ui, cx: &Cx<'_>, facts: &Facts) {
    let t = cx.tokens;
    row(ui, 36.0, |ui| ui.label(Role::Title.text("All joints at a glance").color(t.text)));
    ui.add_space(8.0);
    let mut by_zone = BTreeMap::<Option<Zone>, Vec<(&Benchmark, &SideResults)>>::new();
    for benchmark in cx.model.catalog().benchmarks().iter().filter(|benchmark| !is_rough_look(benchmark)) {
        let Some(results) = facts.results.get(&benchmark.id) else { continue };
        let zone = benchmark.groups.first().and_then(|group| group.regions().next()).map(Region::zone);
        let sides = results.sides.iter().filter(|side| side.latest().is_some());
        by_zone.entry(zone).or_default().extend(sides.map(|side| (benchmark, side)));
    }
    if by_zone.is_empty() {
        let text = "Nothing has been tested yet. Each first retest is for practice; two more make a baseline.";
        ui.add(Label::new(Role::Body.text(text).color(t.quiet)).wrap());
        return;
    }
    for (zone, rows) in by_zone {
        card(t).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            let heading = zone.map_or_else(|| "Your own".to_owned(), |zone| words::capitalised(zone.label()));
            ui.label(Role::Heading.text(heading).color(t.text));
            ui.add_space(4.0);
            for (benchmark, side) in rows {
                bar(ui, cx, benchmark, side);
            }
        });
        ui.add_space(12.0);
    }
    let text = "Bars: the latest score over the usual range of the test; the longer, the better. Tick: your own best. \
                Grey: mean ± one standard deviation of other people, where that is known well enough; never a mark to \
                reach.";
    ui.add(Label::new(Role::Small.text(text).color(t.quiet)).wrap());
}

fn bar(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, side: &SideResults) {
    let t = cx.tokens;
    let Some(latest) = side.latest() else { return };
    let range = benchmark.soft.unwrap_or(benchmark.hard);
    let share = |value: f64| {
        let of_range = ((value - range.min) / (range.max - range.min)).clamp(0.0, 1.0) as f32;
        match benchmark.better {
            Better::Up => of_range,
            Better::Down => 1.0 - of_range,
        }
    };
    let scores = || side.sessions.iter().map(|session| session.score);
    let best = match benchmark.better {
        Better::Up => scores().fold(f64::NEG_INFINITY, f64::max),
        Better::Down => scores().fold(f64::INFINITY, f64::min),
    };
    let age = match (cx.now.date() - latest.day).get_days() {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    };
    let value = format!("{}{}, {age}", number(latest.score, benchmark), benchmark.unit.suffix());
    let name = match side_name(side.side) {
        "" => benchmark.name.clone(),
        side => format!("{}, {}", benchmark.name, side.to_lowercase()),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let best_words = format!("{name}: {value}, own best {}", number(best, benchmark));
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Label, true, &best_words));
    let middle = rect.center().y;
    cut_text(ui, pos2(rect.left(), middle), &name, Role::Body.font(), t.text, NAME_WIDTH - 12.0);
    let track = Rect::from_min_max(
        pos2(rect.left() + NAME_WIDTH, middle - 4.0),
        pos2((rect.right() - VALUE_WIDTH).max(rect.left() + NAME_WIDTH + 40.0), middle + 4.0),
    );
    let at = |share: f32| track.left() + share * track.width();
    let painter = ui.painter();
    painter.rect_filled(track, CornerRadius::same(4), t.sunk);
    if let Some(norm) = norm_band(benchmark) {
        let (from, to) = (at(share(norm.low)), at(share(norm.high)));
        let band = Rect::from_x_y_ranges(from.min(to)..=from.max(to), track.top() - 4.0..=track.bottom() + 4.0);
        painter.rect_filled(band, CornerRadius::same(2), t.line);
    }
    let filled = Rect::from_min_max(track.min, pos2(at(share(latest.score)), track.bottom()));
    painter.rect_filled(filled, CornerRadius::same(4), t.accent);
    painter.vline(at(share(best)), track.top() - 5.0..=track.bottom() + 5.0, Stroke::new(2.0, t.text));
    painter.text(pos2(rect.right(), middle), Align2::RIGHT_CENTER, value, Role::Small.font(), t.quiet);
}
