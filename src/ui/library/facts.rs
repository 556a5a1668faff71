//! What is known of an entry: how, for whom not, and where the facts come from.

use std::collections::BTreeMap;

use egui::{Label, ScrollArea, Ui, vec2};

use super::super::Cx;
use super::super::words::capitalised;
use super::words::{KINDS, PLANES, POSITIONS, mode_heading, use_sentences, word};
use super::{Entry, group_names};
use crate::catalog::{Benchmark, Better, Confidence, Dose, Drill, Laterality, Plane, SessionType, Technique};
use crate::domain::{Group, Mode, ToolNeed, Work};
use crate::theme::Role;
use crate::ui::figures::{loop_secs, motion};
use crate::widgets::body_map::{Facing, figure};
use crate::widgets::controls::segments;
use crate::widgets::figure::{Facing as SideShown, FigureView};

/// The size of one side of the body beside the fields of the editor, in points.
pub(super) const BODY: egui::Vec2 = vec2(132.0, 272.0);
/// The same where there is not much room.
const SMALL_BODY: egui::Vec2 = vec2(72.0, 150.0);
/// The greatest side of the moving figure.
const FIGURE_MOST: f32 = 320.0;
/// The width from which on the body is large.
const WIDE: f32 = 600.0;
/// The widest that text gets.
const TEXT_MOST: f32 = 640.0;

/// How it is done and where, then all that is known of it.
pub(super) fn entry_ui(ui: &mut Ui, cx: &Cx<'_>, entry: Entry<'_>, facing: &mut SideShown) {
    ScrollArea::vertical().id_salt(("entry", entry.id())).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        pictures_ui(ui, cx, entry, facing);
        ui.add_space(8.0);
        ui.set_max_width(ui.available_width().min(TEXT_MOST));
        match entry {
            Entry::Drill(drill) => drill_ui(ui, cx, drill),
            Entry::Technique(technique) => technique_ui(ui, cx, technique),
            Entry::Benchmark(benchmark) => benchmark_ui(ui, cx, benchmark),
            Entry::Session(session) => session_ui(ui, cx, session),
        }
    });
}

/// The moving figure, and beside it where on the body it works.
fn pictures_ui(ui: &mut Ui, cx: &Cx<'_>, entry: Entry<'_>, facing: &mut SideShown) {
    let body = if ui.available_width() >= WIDE { BODY } else { SMALL_BODY };
    ui.horizontal_top(|ui| {
        let gap = if body == BODY { 24.0 } else { 12.0 };
        ui.spacing_mut().item_spacing.x = gap;
        if let Some(figure) = entry.figure(cx) {
            let room = (ui.available_width() - 2.0 * body.x - gap).min(FIGURE_MOST);
            let height = (room / figure.aspect()).min(FIGURE_MOST);
            ui.vertical(|ui| {
                let sides = entry.laterality() == Some(Laterality::PerSide);
                let facing = if sides { *facing } else { SideShown::AsDrawn };
                let label = format!("How it is done: {}", entry.name());
                let view = FigureView::new(figure, &label).at(loop_secs(ui, figure)).facing(facing);
                view.show_moving(ui, cx.tokens, vec2(room, height), motion(cx));
            });
        }
        figures_ui(ui, cx, entry.groups(), body);
    });
    if entry.laterality() == Some(Laterality::PerSide) && entry.figure(cx).is_some() {
        let chosen = Some(usize::from(*facing == SideShown::Mirrored));
        if let Some(index) = segments(ui, cx.tokens, "Side shown", &["Right side", "Left side"], chosen, 208.0) {
            *facing = if index == 0 { SideShown::AsDrawn } else { SideShown::Mirrored };
        }
    }
}

/// Where an entry works: both sides of the body, its regions in the accent colour.
pub(super) fn figures_ui(ui: &mut Ui, cx: &Cx<'_>, groups: &[Group], size: egui::Vec2) {
    let regions = groups.iter().flat_map(|group| group.regions());
    let fills: BTreeMap<_, _> = regions.map(|region| (region, cx.tokens.accent)).collect();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (facing, side) in [(Facing::Front, "front"), (Facing::Back, "back")] {
            let label = format!("{side} of the body: {}", group_names(groups));
            figure(ui, cx.drawing, cx.tokens, facing, &fills, size, &label);
        }
    });
}

fn drill_ui(ui: &mut Ui, cx: &Cx<'_>, drill: &Drill) {
    lead(ui, cx, &drill.cue);
    fact(ui, cx, "Mind", &drill.caution);
    use_ui(ui, cx, &Work::Drill(drill.id.clone()));
    fact(ui, cx, "Works on", &group_names(&drill.groups));
    let kinds: Vec<&str> = drill.kinds.iter().map(|&kind| word(&KINDS, kind)).collect();
    fact(ui, cx, "Kind of movement", &kinds.join(", "));
    fact(ui, cx, "Planes", &planes(&drill.planes));
    fact(ui, cx, "Position", word(&POSITIONS, drill.position));
    fact(ui, cx, "Needs", &needs(&drill.needs));
    for mode in [Mode::BeforeTraining, Mode::Recovery] {
        fact(ui, cx, mode_heading(mode), &dose(drill.dose(mode), drill.laterality));
    }
    fact(ui, cx, "Source", &drill.source);
}

fn technique_ui(ui: &mut Ui, cx: &Cx<'_>, technique: &Technique) {
    lead(ui, cx, &technique.cue);
    fact(ui, cx, "Mind", &technique.caution);
    use_ui(ui, cx, &Work::Technique(technique.id.clone()));
    fact(ui, cx, "Works on", &group_names(&technique.groups));
    fact(ui, cx, "Pressure", &format!("up to {} of 10; ease at 6, stop at 7", technique.max_pressure));
    fact(ui, cx, "Position", word(&POSITIONS, technique.position));
    fact(ui, cx, "Needs", &needs(&technique.needs));
    for mode in [Mode::BeforeTraining, Mode::Recovery] {
        fact(ui, cx, mode_heading(mode), &dose(technique.dose(mode), technique.laterality));
    }
    fact(ui, cx, "Source", &technique.source);
}

/// How often it was used, and what was said after it.
fn use_ui(ui: &mut Ui, cx: &Cx<'_>, work: &Work) {
    let sentences = use_sentences(cx.model.derived().uses().of_work(work), cx.now.date());
    ui.add_space(6.0);
    ui.label(Role::SmallBold.text("Your use").color(cx.tokens.quiet));
    for sentence in sentences {
        ui.add(Label::new(Role::Body.text(sentence).color(cx.tokens.text)).wrap());
    }
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
    ui.add(Label::new(Role::Body.text(capitalised(text)).color(cx.tokens.text)).wrap());
}

fn planes(planes: &[Plane]) -> String {
    planes.iter().map(|&plane| word(&PLANES, plane)).collect::<Vec<_>>().join(", ")
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
