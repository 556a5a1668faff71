//! Filters of drills and techniques: each narrows the list further, and all can be cleared at once.

use egui::{ComboBox, Ui};

use super::super::{Cx, words};
use super::Entry;
use super::words::{KINDS, POSITIONS};
use crate::domain::{DrillKind, Group, Mode, Position, Tool, Zone};
use crate::theme::Role;
use crate::widgets::controls::{Chosen, chip, chip_rows, small_text_button};

/// What must hold of a drill or technique to be listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filters {
    place: Option<Place>,
    tool: Option<Means>,
    position: Option<Position>,
    mode: Option<Mode>,
    kind: Option<DrillKind>,
    own_only: bool,
    used_lately: bool,
}

/// A part of the body, as large or as small as is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Zone(Zone),
    Group(Group),
}

/// What is at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Means {
    /// Nothing is needed.
    Nothing,
    /// What the person has is enough.
    AtHand,
    /// This is one of the tools that may be taken.
    With(Tool),
}

const MODES: [(Mode, &str); 2] = [(Mode::BeforeTraining, "before training"), (Mode::Recovery, "in recovery")];

/// The space between two choices, in points.
const GAP: f32 = 8.0;

impl Filters {
    /// Whether everything is listed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an entry is listed; benchmarks and sessions always are.
    pub fn hold(&self, entry: Entry<'_>, cx: &Cx<'_>) -> bool {
        let Self { place, tool, position, mode, kind, own_only, used_lately } = self;
        let Some(work) = entry.work() else { return true };
        let (needs, of_position, kinds, doses) = match entry {
            Entry::Drill(drill) => {
                (&drill.needs, drill.position, &drill.kinds[..], MODES.map(|(mode, _)| drill.dose(mode)))
            }
            Entry::Technique(technique) => {
                (&technique.needs, technique.position, &[][..], MODES.map(|(mode, _)| technique.dose(mode)))
            }
            Entry::Benchmark(_) | Entry::Session(_) => return true,
        };
        let is_there = |place: &Place| match *place {
            Place::Zone(zone) => entry.groups().iter().any(|group| group.info().zone == zone),
            Place::Group(group) => entry.groups().contains(&group),
        };
        let has = |means: &Means| match *means {
            Means::Nothing => needs.0.is_empty(),
            Means::AtHand => needs.is_met_by(&cx.model.document().profile.tools),
            Means::With(tool) => needs.0.iter().flatten().any(|&needed| needed == tool),
        };
        let belongs = |wanted: &Mode| MODES.iter().zip(doses).any(|((mode, _), dose)| mode == wanted && dose.is_some());
        place.as_ref().is_none_or(is_there)
            && tool.as_ref().is_none_or(has)
            && position.is_none_or(|position| position == of_position)
            && mode.as_ref().is_none_or(belongs)
            && (kind.is_none_or(|kind| kinds.contains(&kind)) || matches!(entry, Entry::Technique(_)))
            && (!own_only || entry.is_own(cx.model.catalog()))
            && (!used_lately || cx.model.derived().uses().of_work(&work).is_some_and(|used| used.lately > 0))
    }

    /// The choices, two beside each other; `has_kinds` where there are kinds of movement to choose from.
    pub fn show(&mut self, ui: &mut Ui, kinds: Kinds) {
        let width = (ui.available_width() - GAP) / 2.0;
        let capitalised = |(value, name): (Place, &str)| (value, words::capitalised(name));
        let zones = Zone::ALL.into_iter().map(|zone| (Place::Zone(zone), zone.label()));
        let groups = Group::ALL.into_iter().map(|group| (Place::Group(group), group.name()));
        let places: Vec<_> = zones.chain(groups).map(capitalised).collect();
        let tools = Tool::ALL.into_iter().map(|tool| (Means::With(tool), tool.label().to_owned()));
        let means = [(Means::Nothing, "No tool".to_owned()), (Means::AtHand, "What I have".to_owned())];
        let tools: Vec<_> = means.into_iter().chain(tools).collect();
        ui.spacing_mut().item_spacing.x = GAP;
        ui.horizontal(|ui| {
            choice(ui, "Region", "Any region", &mut self.place, &places, width);
            choice(ui, "Tool", "Any tool", &mut self.tool, &tools, width);
        });
        ui.horizontal(|ui| {
            choice(ui, "Position", "Any position", &mut self.position, &named(&POSITIONS), width);
            choice(ui, "Time of use", "Before and after", &mut self.mode, &named(&MODES), width);
        });
        if kinds == Kinds::OfDrills {
            let width = width * 2.0 + GAP;
            choice(ui, "Kind of movement", "Any kind of movement", &mut self.kind, &named(&KINDS), width);
        }
    }

    /// What is yes or no, how many are listed, and the way back to all.
    pub fn show_count(&mut self, ui: &mut Ui, cx: &Cx<'_>, listed: usize, of: usize) -> Cleared {
        let t = cx.tokens;
        let mut cleared = Cleared::No;
        chip_rows(ui, |ui| {
            if chip(ui, t, "Own only", Chosen::from(self.own_only)).clicked() {
                self.own_only = !self.own_only;
            }
            if chip(ui, t, "Used lately", Chosen::from(self.used_lately)).clicked() {
                self.used_lately = !self.used_lately;
            }
            ui.add_space(4.0);
            let count = if listed == of { format!("{of} in all") } else { format!("{listed} of {of}") };
            ui.label(Role::Small.text(count).color(t.quiet));
            if listed < of || !self.is_empty() {
                ui.add_space(4.0);
                if small_text_button(ui, t, "Clear").accessible_name("Clear all filters").clicked() {
                    cleared = Cleared::Yes;
                }
            }
        });
        cleared
    }
}

/// Whether the shelf knows kinds of movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinds {
    OfDrills,
    None,
}

/// Whether all filters were cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cleared {
    Yes,
    No,
}

fn named<T: Copy>(choices: &[(T, &str)]) -> Vec<(T, String)> {
    choices.iter().map(|&(value, name)| (value, words::capitalised(name))).collect()
}

/// A choice of one value or any.
fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    any: &str,
    value: &mut Option<T>,
    choices: &[(T, String)],
    width: f32,
) {
    let chosen = choices.iter().find(|(known, _)| Some(*known) == *value).map_or(any, |(_, name)| name);
    let shown = ComboBox::from_id_salt(name).selected_text(chosen).width(width).truncate().show_ui(ui, |ui| {
        let mut is_chosen = ui.selectable_value(value, None, any).clicked();
        for (known, name) in choices {
            is_chosen |= ui.selectable_value(value, Some(*known), name).clicked();
        }
        if is_chosen {
            // A key chooses without the click that would close it.
            ui.close();
        }
    });
    shown.response.accessible_name(name);
}
