//! What is known of an entry: how, for whom not, and where the facts come from.

use std::collections::BTreeMap;

use egui::{Label, ScrollArea, Ui, pos2, vec2};

use super::super::{Cx, words};
use super::{Entry, group_names};
use crate::catalog::{Benchmark, Better, Confidence, Dose, Drill, Laterality, Plane, SessionType, Technique};
use crate::domain::{Group, ToolNeed};
use crate::theme::Role;
use crate::widgets::body_map::{Facing, figure};

/// The size of one figure beside the facts, in points.
pub(super) const FIGURE: egui::Vec2 = vec2(132.0, 272.0);
/// The least width of the facts beside the figures.
const TEXT_MIN: f32 = 360.0;

/// The facts, beside them the body.
pub(super) fn entry_ui(ui: &mut Ui, cx: &Cx<'_>, entry: Entry<'_>) {
    let page = ui.available_rect_before_wrap();
    let figures_width = FIGURE.x * 2.0;
    let text_width =
        if page.width() >= TEXT_MIN + figures_width { page.width() - figures_width - 24.0 } else { page.width() };
    if text_width < page.width() {
        let beside =
            egui::Rect::from_min_size(pos2(page.right() - figures_width, page.top()), vec2(figures_width, FIGURE.y));
        ui.scope_builder(egui::UiBuilder::new().max_rect(beside), |ui| figures_ui(ui, cx, entry.groups()));
    }
    let builder = egui::UiBuilder::new().max_rect(page.with_max_x(page.left() + text_width));
    ui.scope_builder(builder, |ui| facts_ui(ui, cx, entry));
}

/// Where an entry works: both sides of the body, its regions in the accent colour.
pub(super) fn figures_ui(ui: &mut Ui, cx: &Cx<'_>, groups: &[Group]) {
    let regions = groups.iter().flat_map(|group| group.regions());
    let fills: BTreeMap<_, _> = regions.map(|region| (region, cx.tokens.accent)).collect();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (facing, side) in [(Facing::Front, "front"), (Facing::Back, "back")] {
            let label = format!("{side} of the body: {}", group_names(groups));
            figure(ui, cx.drawing, cx.tokens, facing, &fills, FIGURE, &label);
        }
    });
}

fn facts_ui(ui: &mut Ui, cx: &Cx<'_>, entry: Entry<'_>) {
    ScrollArea::vertical().id_salt(("entry", entry.id())).auto_shrink([false, false]).show(ui, |ui| {
        ui.set_max_width(ui.available_width().min(640.0));
        ui.spacing_mut().item_spacing.y = 4.0;
        match entry {
            Entry::Drill(drill) => drill_ui(ui, cx, drill),
            Entry::Technique(technique) => technique_ui(ui, cx, technique),
            Entry::Benchmark(benchmark) => benchmark_ui(ui, cx, benchmark),
            Entry::Session(session) => session_ui(ui, cx, session),
        }
    });
}

fn drill_ui(ui: &mut Ui, cx: &Cx<'_>, drill: &Drill) {
    lead(ui, cx, &drill.cue);
    fact(ui, cx, "Works on", &group_names(&drill.groups));
    fact(ui, cx, "Planes", &planes(&drill.planes));
    fact(ui, cx, "Needs", &needs(&drill.needs));
    fact(ui, cx, "Before training", &dose(drill.before, drill.laterality));
    fact(ui, cx, "In recovery", &dose(drill.recovery, drill.laterality));
    fact(ui, cx, "Mind", &drill.caution);
    fact(ui, cx, "Source", &drill.source);
}

fn technique_ui(ui: &mut Ui, cx: &Cx<'_>, technique: &Technique) {
    lead(ui, cx, &technique.cue);
    fact(ui, cx, "Works on", &group_names(&technique.groups));
    fact(ui, cx, "Needs", &needs(&technique.needs));
    fact(ui, cx, "Pressure", &format!("up to {} of 10; ease at 6, stop at 7", technique.max_pressure));
    fact(ui, cx, "Before training", &dose(technique.before, technique.laterality));
    fact(ui, cx, "In recovery", &dose(Some(technique.recovery), technique.laterality));
    fact(ui, cx, "Mind", &technique.caution);
    fact(ui, cx, "Source", &technique.source);
}

fn benchmark_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark) {
    for (index, step) in benchmark.steps.iter().enumerate() {
        lead(ui, cx, &format!("{}. {step}", index + 1));
    }
    let unit = benchmark.unit.suffix();
    fact(ui, cx, "Tool", &benchmark.tool);
    let better = match benchmark.better {
        Better::Up => "more is better",
        Better::Down => "less is better",
    };
    let sides = if benchmark.sided { "each side apart" } else { "both sides together" };
    fact(ui, cx, "Reading", &format!("{}, {sides}, {better}", unit.trim()));
    if let Some(error) = &benchmark.error {
        let text = format!(
            "two single sessions must differ by {:.1}{unit} to exceed measurement error ({} confidence)",
            error.mdc_one_to_one,
            confidence(error.confidence)
        );
        fact(ui, cx, "Error", &text);
    }
    fact(ui, cx, "Published", &benchmark.published);
    fact(ui, cx, "Reflects", &group_names(&benchmark.groups));
    fact(ui, cx, "Informs", &benchmark.informs);
    for norm in benchmark.norms.iter().filter(|norm| norm.confidence > Confidence::Low) {
        fact(ui, cx, "Other people", &format!("{}: {} ({})", norm.people, norm.value, norm.source));
    }
    fact(ui, cx, "Source", &benchmark.source);
}

fn session_ui(ui: &mut Ui, cx: &Cx<'_>, session: &SessionType) {
    let catalog = cx.model.catalog();
    lead(ui, cx, &session.positions);
    fact(ui, cx, "Joints, most important first", &session.joints.join(", "));
    fact(ui, cx, "Tissues first", &group_names(&session.tissues));
    fact(ui, cx, "Neighbouring tissues", &group_names(&session.neighbours));
    fact(ui, cx, "Planes", &planes(&session.planes));
    let drills: Vec<&str> =
        session.rehearsal.iter().filter_map(|id| catalog.drill(id)).map(|drill| drill.name.as_str()).collect();
    fact(ui, cx, "Rehearsed by", &drills.join(", "));
    fact(ui, cx, "Not right before", &session.avoid_before);
    fact(ui, cx, "Source", &session.source);
}

fn lead(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    ui.add(Label::new(Role::Body.text(text).color(cx.tokens.text)).wrap());
}

/// A heading and its text; nothing where there is no text.
fn fact(ui: &mut Ui, cx: &Cx<'_>, heading: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    ui.add_space(6.0);
    ui.label(Role::SmallBold.text(heading).color(cx.tokens.quiet));
    ui.add(Label::new(Role::Body.text(words::capitalised(text)).color(cx.tokens.text)).wrap());
}

fn planes(planes: &[Plane]) -> String {
    let name = |plane: &Plane| match plane {
        Plane::Sagittal => "front to back",
        Plane::Frontal => "side to side",
        Plane::Transverse => "turning",
    };
    planes.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn needs(needs: &ToolNeed) -> String {
    if needs.0.is_empty() {
        return "nothing".to_owned();
    }
    let choice = |tools: &Vec<crate::domain::Tool>| {
        tools.iter().map(|tool| tool.label().to_lowercase()).collect::<Vec<_>>().join(" or ")
    };
    needs.0.iter().map(choice).collect::<Vec<_>>().join(", and ")
}

fn dose(dose: Option<Dose>, laterality: Laterality) -> String {
    let Some(Dose { min, usual, max }) = dose else { return "not used".to_owned() };
    let each = match laterality {
        Laterality::PerSide => " for each side",
        Laterality::Together => "",
    };
    format!("{usual} s{each} (from {min} to {max})")
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => "low",
        Confidence::Medium => "medium",
        Confidence::High => "high",
    }
}
