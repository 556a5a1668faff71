//! The page after the end of a circuit: what was done, how the tissues feel, how hard it was, a note. Each question may stay
//! unanswered.

mod treated;

use egui::{Align, Key, Label, Layout, Rect, ScrollArea, TextEdit, Ui, UiBuilder, vec2};

use self::treated::{Felt, Treated, felt, treated};
use super::words::spoken_length;
use crate::circuit::RunCommand;
use crate::domain::{BeforeAfter, CircuitRecord, Effort, Phase, Rating, Response, Scale, SkipReason, StationDone};
use crate::model::{Command, Running};
use crate::theme::{Role, icons};
use crate::ui::words::{capitalised, count, sides};
use crate::ui::{Commands, Cx};
use crate::widgets::answers::Answer;
use crate::widgets::controls::{primary_button, row, text_button};
use crate::widgets::tap_scale::{tap_answers, tap_scale, tap_scale_height};

/// The half-done things of the page.
#[derive(Default)]
pub struct FinishDrafts {
    /// The note as it is being typed; none until it is touched.
    note: Option<String>,
    /// Whether regions without a rating of today are asked about, too.
    all_regions: bool,
}

const WIDTH: f32 = 680.0;
const MARGIN: f32 = 24.0;
const BUTTON_HEIGHT: f32 = 48.0;
const ANSWERS_WIDTH: f32 = 300.0;
const ANSWERS_HEIGHT: f32 = 44.0;
const SCALE_WIDTH: f32 = 484.0;
const LINE_HEIGHT: f32 = 20.0;
const PHASES: [Phase; 6] =
    [Phase::WarmUp, Phase::Tissue, Phase::Motion, Phase::Active, Phase::Pattern, Phase::Breathing];

/// The last page; Enter and the button keep what was done.
pub fn finish_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut FinishDrafts, running: &Running, out: &mut Commands) {
    let record = running.run.finish(cx.monotonic);
    let window = ui.max_rect();
    let width = WIDTH.min(window.width() - 2.0 * MARGIN);
    let column = Rect::from_center_size(window.center(), vec2(width, window.height() - 2.0 * MARGIN));
    let (page, foot) = column.split_top_bottom_at_y(column.bottom() - BUTTON_HEIGHT);
    let page = page.with_max_y(page.bottom() - MARGIN);
    ui.scope_builder(UiBuilder::new().max_rect(page), |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            what_was_done(ui, cx, &record);
            ui.add_space(12.0);
            why_ui(ui, cx, running, out);
            if record.elapsed_secs > 0 {
                responses_ui(ui, cx, &record, out);
                felt_ui(ui, cx, drafts, running, &record, out);
                effort_ui(ui, cx, running.effort, out);
                note_ui(ui, cx, drafts, running, out);
            }
        });
    });
    let mut done = false;
    ui.scope_builder(UiBuilder::new().max_rect(foot), |ui| {
        done = primary_button(ui, cx.tokens, "Done", Some(icons::CHECK), vec2(width, BUTTON_HEIGHT)).clicked();
    });
    // Behind the questions, so that what was just typed is handed over first.
    let nothing_focused = ui.memory(|memory| memory.focused().is_none());
    let is_free =
        nothing_focused && cx.model.overlay().is_none() && ui.memory(|memory| memory.top_modal_layer().is_none());
    let pressed = ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::PageDown));
    if done || (is_free && pressed) {
        out.push(Command::FinishRun);
    }
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    ui.add_space(8.0);
    ui.label(Role::Heading.text(text).color(cx.tokens.text));
}

fn what_was_done(ui: &mut Ui, cx: &Cx<'_>, record: &CircuitRecord) {
    let t = cx.tokens;
    let stations = record.stations.iter().filter(|done| done.done_secs() > 0).count();
    let title = if record.stations.is_empty() { "Intervals finished" } else { "Circuit finished" };
    ui.label(Role::Title.text(title).color(t.text));
    let mut line = spoken_length(record.elapsed_secs);
    if !record.stations.is_empty() {
        line = format!("{line}, {}", count(stations, "station", "stations"));
    }
    let of_phase = |phase: Phase| -> u32 {
        let of_phase = record.stations.iter().filter(|done| done.station.phase == phase);
        of_phase.map(StationDone::done_secs).sum()
    };
    for phase in PHASES {
        let secs = of_phase(phase);
        if secs > 0 {
            line = format!("{line} · {} {}", phase.label().to_lowercase(), spoken_length(secs));
        }
    }
    ui.add(Label::new(Role::Body.text(line).color(t.quiet)).wrap());
}

/// Why the last station was skipped, where nobody said so yet.
fn why_ui(ui: &mut Ui, cx: &Cx<'_>, running: &Running, out: &mut Commands) {
    if running.skipped.is_none() {
        return;
    }
    heading(ui, cx, "The last station was skipped. Why?");
    let labels = SkipReason::ALL.map(SkipReason::label);
    let width = ui.available_width();
    if let Some(Answer::Given(index)) = tap_answers(ui, cx.tokens, "Skipped", &labels, None, width) {
        out.push(Command::SkipBecause(SkipReason::ALL[index]));
    }
}

fn responses_ui(ui: &mut Ui, cx: &Cx<'_>, record: &CircuitRecord, out: &mut Commands) {
    let t = cx.tokens;
    let treated = treated(record);
    if treated.is_empty() {
        return;
    }
    heading(ui, cx, "How did they respond?");
    let labels = Response::ALL.map(Response::label);
    for tissue in treated {
        let Treated { group, sides: which, secs, stations, response } = tissue;
        let side = sides(which);
        let mut name = capitalised(group.name());
        if !side.is_empty() {
            name = format!("{name}, {side}");
        }
        row(ui, ANSWERS_HEIGHT, |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let chosen = response.and_then(|answer| Response::ALL.iter().position(|each| *each == answer));
                if let Some(answer) = tap_answers(ui, t, &name, &labels, chosen, ANSWERS_WIDTH) {
                    let response = answer.of(Response::ALL.into_iter());
                    for &station in &stations {
                        out.push(Command::Run(RunCommand::Answer { station, response }));
                    }
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.label(Role::Label.text(&name).color(t.text));
                    ui.add(Label::new(Role::Small.text(spoken_length(secs)).color(t.quiet)).truncate());
                });
            });
        });
    }
}

/// How treated regions feel right after, beside what was rated before. It is no rating of the day.
fn felt_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    drafts: &mut FinishDrafts,
    running: &Running,
    record: &CircuitRecord,
    out: &mut Commands,
) {
    let t = cx.tokens;
    let all = felt(record, cx.model.derived().regions_today());
    if all.is_empty() {
        return;
    }
    heading(ui, cx, "How do they feel now?");
    let (rated, others): (Vec<Felt>, Vec<Felt>) = all.into_iter().partition(|felt| felt.before.is_some());
    let others_count = others.len();
    let shows_all = drafts.all_regions || rated.is_empty();
    let shown: Vec<Felt> = rated.into_iter().chain(others.into_iter().filter(|_| shows_all)).collect();
    for Felt { region, scale, before } in &shown {
        let (region, scale) = (*region, *scale);
        let answered = running.felt.get(&region).map(|felt| felt.after.get());
        let what = match scale {
            Scale::Soreness => "soreness",
            Scale::Stiffness => "stiffness",
        };
        let was = before.map_or_else(|| what.to_owned(), |before| format!("{what}, was {before}"));
        let name = format!("{} {what} now", region.label());
        let width = SCALE_WIDTH.min(ui.available_width() - 160.0);
        row(ui, tap_scale_height(width), |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(answer) = tap_scale(ui, t, &name, answered, width) {
                    let felt = answer.of(Rating::all()).map(|after| BeforeAfter { scale, before: *before, after });
                    out.push(Command::SetFelt(region, felt));
                }
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.add_space((ui.available_height() - 38.0).max(0.0) / 2.0);
                    ui.add(Label::new(Role::Label.text(capitalised(&region.label())).color(t.text)).truncate());
                    ui.add(Label::new(Role::Small.text(was).color(t.quiet)).truncate());
                });
            });
        });
    }
    if others_count > 0 && !shows_all {
        let label = format!("{} more without a rating of today", count(others_count, "region", "regions"));
        if text_button(ui, t, &label, Some(icons::EXPAND)).clicked() {
            drafts.all_regions = true;
        }
    }
}

fn effort_ui(ui: &mut Ui, cx: &Cx<'_>, chosen: Option<Effort>, out: &mut Commands) {
    let t = cx.tokens;
    heading(ui, cx, "How hard was it?");
    let width = ui.available_width();
    if let Some(answer) = tap_scale(ui, t, "Effort", chosen.map(Effort::get), width) {
        out.push(Command::SetEffort(answer.of(Effort::all())));
    }
    row(ui, LINE_HEIGHT, |ui| {
        ui.label(Role::Small.text("0 rest").color(t.quiet));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(Role::Small.text("10 as hard as it gets").color(t.quiet));
        });
    });
}

fn note_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut FinishDrafts, running: &Running, out: &mut Commands) {
    heading(ui, cx, "Note");
    let mut note = drafts.note.clone().unwrap_or_else(|| running.note.clone());
    let field = TextEdit::singleline(&mut note).desired_width(ui.available_width()).char_limit(500);
    let response = ui.add(field.hint_text("in a few words, if you like")).accessible_name("Note");
    if response.changed() {
        // At once, not only when the field is left: whatever ends the run finds the whole note.
        out.push(Command::SetRunNote(note.clone()));
        drafts.note = Some(note);
    }
}
