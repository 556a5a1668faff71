//! The editor of own drills and techniques. What is typed lives in its draft; keeping it is one change.

mod draft;
mod fields;
mod figure;
mod pose;
mod regions;
mod words;

use egui::{Layout, ScrollArea, Ui, vec2};

use self::draft::{Draft, Join, Kind, Target, Tools, Tried, of_entry};
use self::fields::{TypedDose, chips, cue_preview, dose_fields, fault_ui, label, text_field};
use self::figure::{About, FigureDraft, figure_ui};
use self::pose::{Composed, PoseEditor};
use super::super::{Commands, Cx, words::count};
use super::own::standing_field;
use super::words::{KINDS, PLANES};
use super::{Entry, facts};
use crate::catalog::Catalog;
use crate::domain::{
    Depiction, Dose, DrillKind, Entry as Shelved, Fault, Field, Hazard, Laterality, Plane, Position, RecordId,
    Standing, Tool,
};
use crate::model::Command;
use crate::theme::{Role, icons};
use crate::widgets::controls::{CanStep, card, icon_button, plain_button, primary_button, segments, stepper};

/// The widest that the fields get, in points.
const MAX_WIDTH: f32 = 760.0;
/// The width of a choice of two or three words.
const SEGMENTS: f32 = 360.0;
/// The dose that a mode begins with.
const FIRST_DOSE: Dose = Dose { min: 30, usual: 45, max: 55 };

/// How a page was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finished {
    /// With something new on the shelf.
    New,
    /// In another way.
    Otherwise,
}

/// The editor, with what is typed.
pub(super) struct Editor {
    draft: Draft,
    target: Target,
    tried: Tried,
    search: String,
    before: TypedDose,
    recovery: TypedDose,
    prescribed: Option<String>,
    figure: FigureDraft,
    /// A figure that is being composed, in the place of the fields.
    pose: Option<Box<PoseEditor>>,
}

impl Editor {
    pub(super) fn new_drill() -> Self {
        Self::with(Draft::new(Kind::Drill), Target::New)
    }

    pub(super) fn new_technique() -> Self {
        Self::with(Draft::new(Kind::Technique), Target::New)
    }

    /// For what is on the shelf.
    pub(super) fn of(place: RecordId, entry: &Shelved) -> Option<Self> {
        let (draft, id) = of_entry(entry)?;
        Some(Self::with(draft, Target::Place(place, id)))
    }

    /// For a new one that begins like another, built-in or own.
    pub(super) fn like(entry: Entry<'_>, catalog: &Catalog) -> Option<Self> {
        let draft = match entry {
            Entry::Drill(drill) => Draft::of_drill(drill, Standing::Aside),
            Entry::Technique(technique) => Draft::of_technique(technique, Standing::Aside),
            Entry::Benchmark(_) | Entry::Session(_) => return None,
        };
        let work = entry.work()?;
        let figure = match catalog.own_work(&work) {
            Some(_) => catalog.depiction(&work).cloned(),
            None => Some(Depiction::Like(work)),
        };
        Some(Self::with(Draft { figure, ..draft }, Target::New))
    }

    fn with(draft: Draft, target: Target) -> Self {
        Self {
            draft,
            target,
            tried: Tried::No,
            search: String::new(),
            before: TypedDose::default(),
            recovery: TypedDose::default(),
            prescribed: None,
            figure: FigureDraft::default(),
            pose: None,
        }
    }

    fn entry(&self) -> Shelved {
        let id = match &self.target {
            Target::New => "own",
            Target::Place(_, id) => id,
        };
        self.draft.entry(id)
    }

    /// The page; something once it is done with.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) -> Option<Finished> {
        if let Some(pose) = &mut self.pose {
            match pose.show(ui, cx) {
                Some(Composed::Figure(figure)) => {
                    self.draft.figure = Some(Depiction::Composed(figure));
                    self.pose = None;
                }
                Some(Composed::Nothing) => self.pose = None,
                None => {}
            }
            return None;
        }
        let entry = self.entry();
        let faults = entry.faults();
        let finished = self.header_ui(ui, cx, entry, &faults, out);
        ui.add_space(8.0);
        ScrollArea::vertical().id_salt("own editor").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(MAX_WIDTH));
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            let t = cx.tokens;
            card(t).show(ui, |ui| self.what_ui(ui, cx, &faults));
            card(t).show(ui, |ui| self.where_ui(ui, cx, &faults));
            card(t).show(ui, |ui| self.how_ui(ui, cx, &faults));
            card(t).show(ui, |ui| self.figure_ui(ui, cx, &faults));
            card(t).show(ui, |ui| self.doses_ui(ui, cx, &faults));
            card(t).show(ui, |ui| self.hazards_ui(ui, cx));
            card(t).show(ui, |ui| self.standing_ui(ui, cx, &faults));
        });
        finished
    }

    /// The title, and what keeps or drops the draft. It stands above the fields, where no notice ever covers it.
    fn header_ui(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        entry: Shelved,
        faults: &[Fault],
        out: &mut Commands,
    ) -> Option<Finished> {
        let t = cx.tokens;
        let mut finished = None;
        ui.horizontal(|ui| {
            ui.set_height(36.0);
            if icon_button(ui, t, icons::BACK, "Back without keeping").clicked() {
                finished = Some(Finished::Otherwise);
            }
            let title = match (&self.target, self.draft.kind) {
                (Target::New, Kind::Drill) => "New drill",
                (Target::New, Kind::Technique) => "New technique",
                (Target::Place(..), Kind::Drill) => "Change a drill",
                (Target::Place(..), Kind::Technique) => "Change a technique",
            };
            ui.label(Role::Title.text(title).color(t.text));
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                let can_keep = cx.model.place().read_only.is_none();
                ui.add_enabled_ui(can_keep, |ui| {
                    if primary_button(ui, t, "Keep", None, vec2(112.0, 36.0)).clicked() {
                        self.tried = Tried::Yes;
                        if faults.is_empty() {
                            let (place, left) = match self.target {
                                Target::New => (None, Finished::New),
                                Target::Place(place, _) => (Some(place), Finished::Otherwise),
                            };
                            out.push(Command::Shelve(place, Box::new(entry)));
                            finished = Some(left);
                        }
                    }
                });
                if plain_button(ui, t, "Cancel", vec2(96.0, 36.0)).clicked() {
                    finished = Some(Finished::Otherwise);
                }
                if self.tried == Tried::Yes && !faults.is_empty() {
                    let words = format!("{} to change below", count(faults.len(), "thing", "things"));
                    ui.label(Role::Small.text(words).color(t.stop));
                }
            });
        });
        finished
    }

    fn what_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, faults: &[Fault]) {
        heading(ui, cx, "What it is");
        let texts = [Field::Name, Field::Cue, Field::Caution, Field::Source];
        let [name, cue, caution, source] = texts.map(|field| self.draft.fault(faults, field, self.tried));
        let draft = &mut self.draft;
        text_field(ui, cx, "Name", "as you call it", &mut draft.name, name);
        text_field(ui, cx, "Cue", "how to do it, in a sentence or two", &mut draft.cue, cue);
        if !draft.cue.trim().is_empty() {
            cue_preview(ui, cx, draft.cue.trim());
        }
        text_field(ui, cx, "Caution", "what or whom to mind; may be empty", &mut draft.caution, caution);
        text_field(ui, cx, "From whom", "a physiotherapist, a book, yourself", &mut draft.source, source);
    }

    fn where_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, faults: &[Fault]) {
        heading(ui, cx, "Where");
        let figures = vec2(facts::BODY.x * 2.0, facts::BODY.y);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let width = ui.available_width() - figures.x - 16.0;
            ui.allocate_ui(vec2(width, figures.y), |ui| {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    regions::regions_ui(ui, cx, &mut self.draft.groups, &mut self.search);
                    fault_ui(ui, cx, self.draft.fault(faults, Field::Groups, self.tried));
                });
            });
            ui.add_space(16.0);
            facts::figures_ui(ui, cx, &self.draft.groups, facts::BODY);
        });
    }

    fn how_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, faults: &[Fault]) {
        let t = cx.tokens;
        heading(ui, cx, "How");
        label(ui, cx, "Sides");
        let sides = [Laterality::PerSide, Laterality::Together];
        let chosen = sides.iter().position(|&known| known == self.draft.laterality);
        if let Some(index) = segments(ui, t, "Sides", &["each side", "both at once"], chosen, SEGMENTS) {
            self.draft.laterality = sides[index];
        }
        label(ui, cx, "Position");
        let positions = [Position::Standing, Position::Wall, Position::Floor];
        let chosen = positions.iter().position(|&known| known == self.draft.position);
        let names = ["standing", "at a wall", "on the floor"];
        if let Some(index) = segments(ui, t, "Position", &names, chosen, SEGMENTS) {
            self.draft.position = positions[index];
        }
        match self.draft.kind {
            Kind::Drill => self.movement_ui(ui, cx, faults),
            Kind::Technique => self.pressure_ui(ui, cx, faults),
        }
        self.tools_ui(ui, cx, faults);
    }

    fn figure_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, faults: &[Fault]) {
        heading(ui, cx, "How it is drawn");
        let about = About { groups: &self.draft.groups, laterality: self.draft.laterality };
        if let Some(pose) = figure_ui(ui, cx, &mut self.figure, &mut self.draft.figure, &about) {
            self.pose = Some(Box::new(pose));
        }
        fault_ui(ui, cx, self.draft.fault(faults, Field::Figure, self.tried));
    }

    fn movement_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, faults: &[Fault]) {
        label(ui, cx, "Kind of movement");
        if let Some(kind) = chips(ui, cx, &KINDS, |kind| self.draft.kinds.contains(&kind)) {
            toggle::<DrillKind>(&mut self.draft.kinds, kind);
        }
        fault_ui(ui, cx, self.draft.fault(faults, Field::Kinds, self.tried));
        label(ui, cx, "Planes");
        if let Some(plane) = chips(ui, cx, &PLANES, |plane| self.draft.planes.contains(&plane)) {
            toggle::<Plane>(&mut self.draft.planes, plane);
        }
    }

    fn pressure_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, faults: &[Fault]) {
        label(ui, cx, "Most pressure, 0 to 10");
        let pressure = self.draft.pressure;
        let can = CanStep { down: pressure > 1, up: pressure < 5 };
        match stepper(ui, cx.tokens, "Most pressure", &pressure.to_string(), can) {
            1 => self.draft.pressure += 1,
            -1 => self.draft.pressure -= 1,
            _ => {}
        }
        fault_ui(ui, cx, self.draft.fault(faults, Field::MaxPressure, self.tried));
        label(ui, cx, "Is it by hand, with a soft ball, or lying at rest?");
        if let Some(answer) = yes_or_no(ui, cx, "Gentle by its way", Some(self.draft.is_gentle)) {
            self.draft.is_gentle = answer;
        }
        fault_ui(ui, cx, self.draft.fault(faults, Field::Gentle, self.tried));
    }

    fn tools_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, faults: &[Fault]) {
        label(ui, cx, "Tools that it needs");
        let (mut named, mut join) = (self.draft.tools.named(), self.draft.tools.join());
        let choices = Tool::ALL.map(|tool| (tool, tool.label()));
        let tapped = chips(ui, cx, &choices, |tool| named.contains(&tool));
        let mut is_changed = tapped.is_some();
        if let Some(tool) = tapped {
            toggle::<Tool>(&mut named, tool);
        }
        if named.len() > 1 {
            let chosen = Some(usize::from(join == Join::All));
            let labels = ["any one of them", "all of them"];
            if let Some(index) = segments(ui, cx.tokens, "Tools", &labels, chosen, SEGMENTS) {
                join = if index == 0 { Join::Any } else { Join::All };
                is_changed = true;
            }
        }
        if is_changed {
            self.draft.tools = Tools::Plain(named, join);
        }
        fault_ui(ui, cx, self.draft.fault(faults, Field::Needs, self.tried));
    }

    fn doses_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, faults: &[Fault]) {
        heading(ui, cx, "How long");
        let each =
            if self.draft.laterality == Laterality::PerSide { "Seconds on each side." } else { "Seconds in all." };
        ui.label(Role::Small.text(each).color(cx.tokens.quiet));
        let is_needed = self.draft.kind == Kind::Technique;
        let parts = [
            ("Before training", Field::Before, &mut self.draft.before, &mut self.before, false),
            ("In recovery", Field::Recovery, &mut self.draft.recovery, &mut self.recovery, is_needed),
        ];
        for (name, field, dose, typed, is_needed) in parts {
            label(ui, cx, name);
            let chosen = Some(usize::from(dose.is_some()));
            if !is_needed && let Some(index) = segments(ui, cx.tokens, name, &["not used", "used"], chosen, 240.0) {
                *dose = (index == 1).then(|| dose.unwrap_or(FIRST_DOSE));
            }
            if let Some(dose) = dose {
                dose_fields(ui, cx, name, dose, typed);
            }
            let fault = faults.iter().find(|fault| fault.field == field).map(|fault| fault.words.as_str());
            fault_ui(ui, cx, fault);
        }
    }

    fn hazards_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        heading(ui, cx, "What it asks of the body");
        let text = "Some conditions forbid some of this. What is not answered counts as yes.";
        ui.label(Role::Small.text(text).color(cx.tokens.quiet));
        let is_wide = ui.available_width() > 520.0;
        for hazard in Hazard::ALL {
            let question = words::question(hazard);
            let answer = self.draft.hazards.get(&hazard).copied();
            let given = if is_wide {
                ui.horizontal(|ui| {
                    ui.set_height(36.0);
                    let given = yes_or_no(ui, cx, question, answer);
                    ui.label(Role::Body.text(question).color(cx.tokens.text));
                    given
                })
                .inner
            } else {
                label(ui, cx, question);
                yes_or_no(ui, cx, question, answer)
            };
            if let Some(given) = given {
                self.draft.hazards.insert(hazard, given);
            }
        }
    }

    fn standing_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, faults: &[Fault]) {
        heading(ui, cx, "In planning");
        self.draft.standing = standing_field(ui, cx, self.draft.standing, &mut self.prescribed);
        fault_ui(ui, cx, self.draft.fault(faults, Field::Standing, self.tried));
    }
}

/// The heading of a card, as wide as the card.
fn heading(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    ui.set_width(ui.available_width());
    ui.label(Role::Heading.text(text).color(cx.tokens.text));
}

/// A question that is answered with yes or no; the answer that was tapped.
fn yes_or_no(ui: &mut Ui, cx: &Cx<'_>, question: &str, answer: Option<bool>) -> Option<bool> {
    let chosen = answer.map(|yes| usize::from(!yes));
    segments(ui, cx.tokens, question, &["Yes", "No"], chosen, 128.0).map(|index| index == 0)
}

/// Puts a value into a list, or takes it out.
fn toggle<T: PartialEq>(list: &mut Vec<T>, value: T) {
    match list.iter().position(|known| *known == value) {
        Some(at) => _ = list.remove(at),
        None => list.push(value),
    }
}
