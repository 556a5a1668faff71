//! Library: everything that can be done and measured, with how, for whom not, and where the facts come from.

use std::collections::BTreeMap;

use egui::{
    CentralPanel, CornerRadius, CursorIcon, Frame, Label, Margin, Panel, Role as NodeRole, ScrollArea, Sense, Stroke,
    Ui, WidgetInfo, pos2, vec2,
};

use super::nav::is_narrow;
use super::{Cx, words};
use crate::catalog::{Benchmark, Better, Catalog, Confidence, Dose, Drill, Laterality, Plane, SessionType, Technique};
use crate::domain::{Group, ToolNeed};
use crate::theme::{Role, icons};
use crate::widgets::body_map::{Facing, figure};
use crate::widgets::controls::{cut_text, focus_ring, icon_button, search_field, segments};

/// The half-done things of this screen.
#[derive(Default)]
pub struct LibraryDrafts {
    shelf: Shelf,
    search: String,
    /// The id of the chosen entry on the shelf.
    chosen: Option<String>,
}

/// The kinds of entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shelf {
    #[default]
    Drills,
    Techniques,
    Benchmarks,
    Sessions,
}

const SHELVES: [(Shelf, &str); 4] = [
    (Shelf::Drills, "Drills"),
    (Shelf::Techniques, "Techniques"),
    (Shelf::Benchmarks, "Benchmarks"),
    (Shelf::Sessions, "Sessions"),
];

/// One entry of any kind.
#[derive(Clone, Copy)]
enum Entry<'a> {
    Drill(&'a Drill),
    Technique(&'a Technique),
    Benchmark(&'a Benchmark),
    Session(&'a SessionType),
}

impl<'a> Entry<'a> {
    fn on_shelf(shelf: Shelf, catalog: &'a Catalog) -> Vec<Self> {
        match shelf {
            Shelf::Drills => catalog.drills().iter().map(Self::Drill).collect(),
            Shelf::Techniques => catalog.techniques().iter().map(Self::Technique).collect(),
            Shelf::Benchmarks => catalog.benchmarks().iter().map(Self::Benchmark).collect(),
            Shelf::Sessions => catalog.session_types().iter().map(Self::Session).collect(),
        }
    }

    fn id(self) -> &'a str {
        match self {
            Self::Drill(entry) => entry.id.as_str(),
            Self::Technique(entry) => entry.id.as_str(),
            Self::Benchmark(entry) => entry.id.as_str(),
            Self::Session(entry) => entry.id.as_str(),
        }
    }

    fn name(self) -> &'a str {
        match self {
            Self::Drill(entry) => &entry.name,
            Self::Technique(entry) => &entry.name,
            Self::Benchmark(entry) => &entry.name,
            Self::Session(entry) => &entry.name,
        }
    }

    fn groups(self) -> &'a [Group] {
        match self {
            Self::Drill(entry) => &entry.groups,
            Self::Technique(entry) => &entry.groups,
            Self::Benchmark(entry) => &entry.groups,
            Self::Session(entry) => &entry.tissues,
        }
    }

    fn holds(self, typed: &str) -> bool {
        words::holds_all(&format!("{} {}", self.name(), group_names(self.groups())), typed)
    }
}

fn group_names(groups: &[Group]) -> String {
    groups.iter().map(|group| group.name()).collect::<Vec<_>>().join(", ")
}

const LIST_WIDTH: f32 = 392.0;
const ROW_HEIGHT: f32 = 48.0;
/// The size of one figure beside the facts, in points.
const FIGURE: egui::Vec2 = vec2(132.0, 272.0);
/// The least width of the facts beside the figures.
const TEXT_MIN: f32 = 360.0;

/// The Library screen.
pub fn library_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts) {
    let t = cx.tokens;
    let entries = Entry::on_shelf(drafts.shelf, cx.model.catalog());
    let narrow = is_narrow(ui.ctx());
    if !narrow && drafts.chosen.is_none() {
        // Something always stands beside the list: the first entry until another is chosen.
        drafts.chosen = entries.first().map(|entry| entry.id().to_owned());
    }
    let chosen = entries.iter().copied().find(|entry| drafts.chosen.as_deref() == Some(entry.id()));
    let page = Frame::NONE.inner_margin(Margin::symmetric(24, 20));
    if narrow {
        page.show(ui, |ui| match chosen {
            Some(entry) => {
                if icon_button(ui, t, icons::BACK, "Back to the list").clicked() {
                    drafts.chosen = None;
                }
                entry_ui(ui, cx, entry);
            }
            None => list_ui(ui, cx, drafts, &entries),
        });
        return;
    }
    let panel =
        Panel::left("entries").exact_size(LIST_WIDTH).resizable(false).show_separator_line(false).frame(Frame::NONE);
    panel.show(ui, |ui| {
        let edge = ui.max_rect();
        ui.painter().vline(edge.right() - 0.5, edge.y_range(), Stroke::new(1.0, t.line));
        page.show(ui, |ui| list_ui(ui, cx, drafts, &entries));
    });
    CentralPanel::no_frame().frame(page).show(ui, |ui| {
        if let Some(entry) = chosen {
            entry_ui(ui, cx, entry);
        }
    });
}

fn list_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts, entries: &[Entry<'_>]) {
    let t = cx.tokens;
    ui.horizontal(|ui| {
        ui.set_height(36.0);
        ui.label(Role::Title.text("Library").color(t.text));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            search_field(ui, t, &mut drafts.search, "search the library", 208.0);
        });
    });
    ui.add_space(4.0);
    let labels = SHELVES.map(|(_, label)| label);
    let chosen = SHELVES.iter().position(|(shelf, _)| *shelf == drafts.shelf);
    let width = ui.available_width();
    if let Some(index) = segments(ui, t, "Shelf", &labels, chosen, width) {
        drafts.shelf = SHELVES[index].0;
        drafts.chosen = None;
    }
    ui.add_space(4.0);
    let found: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.holds(&drafts.search)).collect();
    if found.is_empty() {
        ui.label(Role::Body.text("Nothing of this name on this shelf.").color(t.quiet));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("entries").auto_shrink([false, false]).show(ui, |ui| {
        for entry in found {
            row_ui(ui, cx, drafts, *entry);
        }
    });
}

fn row_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts, entry: Entry<'_>) {
    let t = cx.tokens;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 12.0, ROW_HEIGHT), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(entry.id()), Sense::click());
    let selected = drafts.chosen.as_deref() == Some(entry.id());
    let groups = group_names(entry.groups());
    response
        .widget_info(|| WidgetInfo::selected(NodeRole::Button, true, selected, format!("{}, {groups}", entry.name())));
    if selected || response.hovered() {
        let fill = if selected { t.accent_soft } else { t.sunk };
        ui.painter().rect_filled(rect.expand2(vec2(8.0, -1.0)), CornerRadius::same(6), fill);
    }
    focus_ring(ui, t, &response);
    let at = |y: f32| pos2(rect.left(), rect.top() + y);
    cut_text(ui, at(16.0), entry.name(), Role::Label.font(), t.text, rect.width());
    cut_text(ui, at(34.0), &groups, Role::Small.font(), t.quiet, rect.width());
    if response.clicked() {
        drafts.chosen = Some(entry.id().to_owned());
    }
    response.on_hover_cursor(CursorIcon::PointingHand);
}

fn entry_ui(ui: &mut Ui, cx: &Cx<'_>, entry: Entry<'_>) {
    ui.label(Role::Title.text(entry.name()).color(cx.tokens.text));
    ui.add_space(8.0);
    let page = ui.available_rect_before_wrap();
    let figures_width = FIGURE.x * 2.0;
    let text_width =
        if page.width() >= TEXT_MIN + figures_width { page.width() - figures_width - 24.0 } else { page.width() };
    if text_width < page.width() {
        let beside =
            egui::Rect::from_min_size(pos2(page.right() - figures_width, page.top()), vec2(figures_width, FIGURE.y));
        ui.scope_builder(egui::UiBuilder::new().max_rect(beside), |ui| figures_ui(ui, cx, entry));
    }
    let builder = egui::UiBuilder::new().max_rect(page.with_max_x(page.left() + text_width));
    ui.scope_builder(builder, |ui| facts_ui(ui, cx, entry));
}

/// Where the entry works: both sides of the body, its regions in the accent colour.
fn figures_ui(ui: &mut Ui, cx: &Cx<'_>, entry: Entry<'_>) {
    let regions = entry.groups().iter().flat_map(|group| group.regions());
    let fills: BTreeMap<_, _> = regions.map(|region| (region, cx.tokens.accent)).collect();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (facing, side) in [(Facing::Front, "front"), (Facing::Back, "back")] {
            let label = format!("{side} of the body: {}", group_names(entry.groups()));
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
