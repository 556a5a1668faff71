//! The circuit for now: its stations with their reasons, what was left out, Start, and the person's hand on all of it.

mod add;
mod keep;
mod left_out;
mod options;
mod stations;
mod tools;

use egui::{Align, Label, Layout, ScrollArea, Ui, vec2};

use super::super::nav::is_narrow;
use super::super::words;
use super::{Commands, Cx, TodayDrafts};
use crate::domain::Station;
use crate::model::{Command, HandCommand, Maker, Planned};
use crate::planner::hand::HandChange;
use crate::planner::{Overrun, Shortfall};
use crate::theme::{Role, icons};
use crate::widgets::controls::{
    icon_button, notice_block, plain_button, primary_button, row, small_button, small_text_button, text_button,
};
use add::AddDraft;
use keep::KeepDraft;
use left_out::{left_out_height, left_out_ui};
use stations::StationsDraft;

const BLEED: f32 = 12.0;
const START_HEIGHT: f32 = 48.0;
/// The line that opens the search for what may be added.
const ADD_HEIGHT: f32 = 28.0;
/// A length this far from the minutes is worth a word.
const OFF_SECS: u64 = 5;

/// What is half-done in the panel.
#[derive(Clone, Debug, Default)]
pub struct PanelDraft {
    stations: StationsDraft,
    /// The search for a station to add; nothing while the stations are shown.
    adding: Option<AddDraft>,
    /// The circuit that is about to be kept.
    keep: Option<KeepDraft>,
    /// Whether the list of everything that was left out is open.
    why_not_open: bool,
    /// Whether minutes, tools and purpose stand beside the circuit.
    options_open: bool,
}

/// A change by hand as a command.
fn hand(change: HandChange) -> Command {
    Command::Hand(HandCommand::Change(change))
}

/// The panel of the circuit.
pub fn circuit_panel_ui(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    head_ui(ui, cx, planned, drafts, out);
    options::options_ui(ui, cx, planned, drafts, out);
    if cx.model.plan_is_outdated() {
        ui.add_space(4.0);
        let text = "Your answers changed since this circuit was built.";
        notice_block(ui, t, t.caution_soft, t.caution, icons::INFO, text);
    }
    let foot_height = START_HEIGHT + 12.0 + ADD_HEIGHT + left_out_height(drafts) + keep::keep_height(drafts);
    drafts.lit_station = None;
    if is_narrow(ui.ctx()) {
        // The page scrolls as a whole, so the panel is as long as it needs to be.
        if drafts.circuit.adding.is_some() {
            add::add_ui(ui, cx, planned, 400.0, drafts, out);
        } else {
            middle_ui(ui, cx, planned, drafts, out);
        }
        add_button_ui(ui, cx, drafts);
        ui.add_space(8.0);
        left_out_ui(ui, cx, planned, drafts, out);
        ui.add_space(12.0);
        keep::keep_ui(ui, cx, planned, drafts, out);
        start_ui(ui, cx, planned, drafts, out);
        return;
    }
    let height = (ui.available_height() - foot_height).max(120.0);
    if drafts.circuit.adding.is_some() {
        add::add_ui(ui, cx, planned, height, drafts, out);
    } else {
        ScrollArea::vertical().id_salt("stations").max_height(height).auto_shrink([false, false]).show(ui, |ui| {
            middle_ui(ui, cx, planned, drafts, out);
        });
    }
    add_button_ui(ui, cx, drafts);
    left_out_ui(ui, cx, planned, drafts, out);
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
        start_ui(ui, cx, planned, drafts, out);
        keep::keep_ui(ui, cx, planned, drafts, out);
    });
}

/// The stations, or what to do where there is none.
fn middle_ui(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, drafts: &mut TodayDrafts, out: &mut Commands) {
    if !planned.plan.circuit.stations.is_empty() {
        stations::stations_ui(ui, cx, planned, drafts, out);
        return;
    }
    ui.add_space(16.0);
    let text = "No station yet. Add what you want to do; what must not be done today is not offered.";
    ui.add(Label::new(Role::Body.text(text).color(cx.tokens.text)).wrap());
    ui.add_space(12.0);
    let size = vec2(ui.available_width() - BLEED, 40.0);
    if primary_button(ui, cx.tokens, "Add the first station", Some(icons::ADD), size).clicked() {
        open_search(drafts);
    }
}

fn open_search(drafts: &mut TodayDrafts) {
    drafts.circuit.adding = Some(AddDraft::default());
}

fn add_button_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts) {
    row(ui, ADD_HEIGHT, |ui| {
        let is_open = drafts.circuit.adding.is_some();
        if !is_open && text_button(ui, cx.tokens, "Add a station…", Some(icons::ADD)).clicked() {
            open_search(drafts);
        }
    });
}

fn start_ui(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let is_empty = planned.plan.circuit.stations.is_empty();
    row(ui, START_HEIGHT, |ui| {
        let again_width = 108.0;
        let start = vec2(ui.available_width() - again_width - 28.0 - 16.0, START_HEIGHT);
        ui.add_enabled_ui(!is_empty, |ui| {
            if primary_button(ui, t, "Start", Some(icons::START), start).clicked() {
                out.push(Command::StartRun);
            }
        });
        if plain_button(ui, t, "Build again", vec2(again_width, START_HEIGHT)).clicked() {
            out.push(Command::BuildCircuit);
        }
        let keep = ui.add_enabled_ui(!is_empty, |ui| icon_button(ui, t, icons::KEEP, "Keep among your circuits"));
        if keep.inner.clicked() {
            keep::open(cx, planned, drafts);
        }
    });
}

fn head_ui(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let plan = planned.plan.as_ref();
    row(ui, 16.0, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if small_text_button(ui, t, "change").on_hover_text("Back to the day").clicked() {
                out.push(Command::DropCircuit);
            }
            if small_text_button(ui, t, "options").on_hover_text("Minutes, tools, and what it is for").clicked() {
                drafts.circuit.options_open = !drafts.circuit.options_open;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let context = Role::Small.text(context_words(cx)).color(t.quiet);
                ui.add(Label::new(context).truncate());
            });
        });
    });
    ui.add_space(6.0);
    row(ui, 28.0, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let total = words::minutes_and_seconds(plan.circuit.total_secs());
            ui.label(Role::Title.text(total).color(t.text));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(Role::Title.text(title(cx, planned)).color(t.text)).truncate());
            });
        });
    });
    let circuit = &plan.circuit;
    let work: u32 = circuit.stations.iter().map(Station::work_secs).sum();
    let moving = words::minutes_and_seconds(circuit.total_secs() - work);
    let stations = words::count(circuit.stations.len(), "station", "stations");
    let mut summary = format!("{stations}, {moving} to change place · effort 2–3 of 10");
    if circuit.stations.iter().any(|station| station.pressure.is_some()) {
        summary = format!("{summary} · pressure up to {}", plan.pressure_ceiling);
    }
    ui.add(Label::new(Role::Small.text(summary).color(t.quiet)).truncate()).on_hover_text(plan.ceiling_reason.words());
    if let Some(words) = plan.shortfall.map(Shortfall::words).or_else(|| plan.overrun.map(Overrun::words)) {
        ui.label(Role::Small.text(words).color(t.caution));
    } else {
        length_ui(ui, cx, planned, out);
    }
    if !planned.last_change.is_empty() {
        ui.add_space(2.0);
        ui.add(Label::new(Role::Small.text(&planned.last_change).color(t.text)).wrap());
    }
}

/// How far the circuit is from the minutes asked for, and a way to meet them.
fn length_ui(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, out: &mut Commands) {
    let over = planned.over_secs();
    if over.unsigned_abs() <= OFF_SECS || planned.plan.circuit.stations.is_empty() {
        return;
    }
    let t = cx.tokens;
    let minutes = planned.request.minutes;
    ui.add_space(2.0);
    row(ui, 28.0, |ui| {
        let off = words::minutes_and_seconds(u32::try_from(over.unsigned_abs()).unwrap_or(u32::MAX));
        let words =
            if over > 0 { format!("{off} over the {minutes} min") } else { format!("{off} of {minutes} min free") };
        ui.label(Role::SmallBold.text(words).color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if small_button(ui, t, &format!("Fit to {minutes} min")).clicked() {
                out.push(hand(HandChange::Fit));
            }
        });
    });
}

/// "Your circuit", or the name of the favourite.
fn title(cx: &Cx<'_>, planned: &Planned) -> String {
    let favourite = match planned.maker {
        Maker::Favourite(id) => cx.model.document().shelf().get(&id),
        Maker::Planner | Maker::Both | Maker::Person => None,
    };
    favourite.map_or_else(|| "Your circuit".to_owned(), |entry| entry.name().to_owned())
}

/// "Squat + hinge, hard, in 13 h · 4 tools".
fn context_words(cx: &Cx<'_>) -> String {
    let next = cx.model.derived().next_training().map_or_else(
        || "no training planned".to_owned(),
        |(record, training)| {
            let types = words::training_types(training, cx.model.catalog());
            let starts_in = words::length(cx.now.timestamp(), record.when.at);
            format!("{types}, {}, in {starts_in}", training.intensity.label())
        },
    );
    let tools = words::count(cx.model.document().profile.tools.len(), "tool", "tools");
    words::capitalised(&format!("{next} · {tools}"))
}
