//! How a benchmark is done: its figure, its steps, and what is to be known of every retest.

use egui::{Label, Ui, vec2};
use jiff::civil::Date;

use crate::catalog::Benchmark;
use crate::insight;
use crate::pose::{self, Figure};
use crate::theme::Role;
use crate::ui::{Cx, figures};
use crate::widgets::figure::{Facing, FigureView};

/// The most that a figure takes of the height, in points.
const MOST_HEIGHT: f32 = 320.0;

/// The figure of a benchmark; one of the person's own has none.
pub fn figure_of(benchmark: &Benchmark) -> Option<&'static Figure> {
    pose::figure(benchmark.id.as_str())
}

/// The moving figure of a benchmark over the width; with reduced motion its poses side by side. Nothing where it has none.
pub fn figure_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, facing: Facing) {
    let Some(figure) = figure_of(benchmark) else { return };
    let width = ui.available_width();
    let size = vec2(width, (width / figure.aspect().max(0.2)).min(MOST_HEIGHT));
    let motion = figures::motion(cx);
    let side = match facing {
        Facing::Mirrored => ", the left side",
        Facing::AsDrawn => "",
    };
    let label = format!("How it is done: {}{side}", benchmark.name);
    let shown = FigureView::new(figure, &label).facing(facing).on(cx.tokens.surface);
    shown.at(figures::loop_secs(ui, figure)).show_moving(ui, cx.tokens, size, motion);
}

/// The steps, numbered, and the tools.
pub fn steps_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, role: Role) {
    let t = cx.tokens;
    for (index, step) in benchmark.steps.iter().enumerate() {
        ui.add(Label::new(role.text(format!("{}. {step}", index + 1)).color(t.text)).wrap());
    }
    if benchmark.steps.is_empty() {
        let text = "Do it the same way each time: the same place, the same tools, the same order.";
        ui.add(Label::new(role.text(text).color(t.text)).wrap());
    }
    if !benchmark.tool.is_empty() {
        ui.add(Label::new(Role::Small.text(format!("Tools: {}.", benchmark.tool)).color(t.quiet)).wrap());
    }
}

/// What holds for every retest of it.
pub fn notes_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, last: Option<Date>) {
    for note in insight::notes(benchmark, last, cx.now.date()) {
        ui.add(Label::new(Role::Small.text(note).color(cx.tokens.quiet)).wrap());
    }
}

/// The whole page: the figure beside the steps where there is room, what others measured, and where it is from.
pub fn page_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, last: Option<Date>) {
    const LEAST: f32 = 560.0;
    let t = cx.tokens;
    let width = ui.available_width();
    ui.spacing_mut().item_spacing.y = 8.0;
    if figure_of(benchmark).is_some() && width >= LEAST {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            let left = ((width - 24.0) * 0.58).floor();
            ui.vertical(|ui| {
                ui.set_width(left);
                steps_ui(ui, cx, benchmark, Role::Body);
            });
            ui.vertical(|ui| {
                ui.set_width(width - 24.0 - left);
                figure_ui(ui, cx, benchmark, Facing::AsDrawn);
            });
        });
    } else {
        figure_ui(ui, cx, benchmark, Facing::AsDrawn);
        steps_ui(ui, cx, benchmark, Role::Body);
    }
    ui.add_space(4.0);
    notes_ui(ui, cx, benchmark, last);
    let norms = insight::norm_words(benchmark);
    if !norms.is_empty() {
        ui.add_space(4.0);
        ui.label(Role::SmallBold.text("What others measured; never a mark to reach").color(t.quiet));
        for words in norms {
            ui.add(Label::new(Role::Small.text(words).color(t.quiet)).wrap());
        }
    }
}
