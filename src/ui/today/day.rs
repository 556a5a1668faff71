//! The day at a glance: the next training, readiness, time, tools, and the button that builds a circuit.

use egui::{Align, Label, Layout, ScrollArea, Ui, vec2};

use super::super::check_in::READINESS_ENDS;
use super::super::safety::{pain_ui, wrong_button};
use super::super::words;
use super::training_editor::TrainingDraft;
use super::{Commands, Cx, TodayDrafts, blocked, favourites, health_card, morning, retests, unplanned, without_plan};
use crate::domain::{Intensity, Profile, Readiness, Tool, WellnessItem};
use crate::model::{Command, Overlay};
use crate::theme::{Role, icons};
use crate::widgets::answers::answers;
use crate::widgets::controls::{
    CanStep, Chosen, chip, chip_rows, icon_button, primary_button, quiet_block, row, small_text_button, stepper,
    text_button,
};

const BUILD_HEIGHT: f32 = 48.0;
/// The line that leads to what is wrong, with the space around it.
const WRONG_HEIGHT: f32 = 44.0;
/// Below this height the blocks of the day stand closer.
const LOW: f32 = 560.0;

/// The panel of the day.
pub fn day_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    row(ui, 36.0, |ui| {
        ui.label(Role::Title.text(words::long_date(cx.now.date())).color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(Role::Body.text(words::clock(cx.now.datetime())).color(t.quiet));
        });
    });
    ui.add_space(4.0);
    // The rest scrolls when it must; the button that builds and the way to say that something is wrong never leave.
    let height = ui.available_height() - BUILD_HEIGHT - WRONG_HEIGHT - 16.0;
    // A low window has no room to spare between the blocks.
    let gap = if height < LOW { 0.0 } else { 4.0 };
    ScrollArea::vertical().id_salt("day").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        unplanned::unplanned_ui(ui, cx, out);
        morning::morning_ui(ui, cx, out);
        retests::retests_ui(ui, cx, out);
        next_training_ui(ui, cx, drafts);
        ui.add_space(gap);
        readiness_ui(ui, cx, out);
        ui.add_space(gap);
        time_ui(ui, cx, out);
        ui.add_space(gap);
        tools_ui(ui, cx, out);
        favourites::favourites_ui(ui, cx, drafts, out);
        blocked::blocked_ui(ui, cx, &mut drafts.blocked_open, out);
        pain_ui(ui, cx, out);
        health_card::health_card_ui(ui, cx, out);
        first_steps_ui(ui, cx);
        without_plan::without_plan_ui(ui, cx, out);
    });
    ui.add_space(4.0);
    if wrong_button(ui, t, "something is wrong…").clicked() {
        out.push(Command::ShowOverlay(Some(Overlay::Wrong)));
    }
    ui.add_space(4.0);
    let size = vec2(ui.available_width(), BUILD_HEIGHT);
    if primary_button(ui, t, "Build my circuit", None, size).clicked() {
        out.push(Command::BuildCircuit);
    }
}

fn next_training_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts) {
    let t = cx.tokens;
    quiet_block(t).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        let Some((record, training)) = cx.model.derived().next_training() else {
            ui.label(Role::Small.text("Next training").color(t.quiet));
            ui.label(Role::Body.text("None planned. A circuit for today suits any day.").color(t.text));
            if text_button(ui, t, "Add the next training", Some(icons::ADD)).clicked() {
                drafts.training = Some(TrainingDraft::new(cx));
            }
            return;
        };
        let (starts, at) = (record.when.civil(), record.when.at);
        row(ui, 28.0, |ui| {
            ui.label(Role::Small.text("Next training").color(t.quiet));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, t, icons::EDIT, "Change the next training").clicked() {
                    drafts.training = Some(TrainingDraft::of(record.id, starts, training));
                }
                if icon_button(ui, t, icons::ADD, "Add another training").clicked() {
                    drafts.training = Some(TrainingDraft::new(cx));
                }
            });
        });
        let types = words::training_types(training, cx.model.catalog());
        ui.add(
            egui::Label::new(Role::Heading.text(format!("{types}, {}", training.intensity.label())).color(t.text))
                .wrap(),
        );
        let now = cx.now.timestamp();
        let day = words::relative_day(starts.date(), cx.now.date());
        let when = format!("{day} {}, in {}", words::clock(starts), words::length(now, at));
        ui.label(Role::Body.text(when).color(t.quiet));
        let hours = (at.as_second() - now.as_second()) / 3600;
        if training.intensity == Intensity::Hard && hours < 24 {
            ui.add_space(4.0);
            let text = "Under 24 h to a hard session: pressure stays at 3 of 10 or less, and holds stay short.";
            ui.add(egui::Label::new(Role::Small.text(text).color(t.text)).wrap());
        }
    });
}

fn readiness_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    let answered = cx.model.open_check_in().and_then(|check_in| check_in.readiness);
    row(ui, 20.0, |ui| {
        ui.label(Role::Label.text("Readiness").color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if small_text_button(ui, t, "more about today").clicked() {
                out.push(Command::ShowOverlay(Some(Overlay::CheckIn)));
            }
            ui.add(Label::new(Role::Small.text(told_words(cx)).color(t.quiet)).truncate());
        });
    });
    let chosen = answered.map(|readiness| usize::from(readiness.get()) - 1);
    let width = ui.available_width();
    if let Some(answer) = answers(ui, t, "Readiness", &["1", "2", "3", "4", "5"], chosen, width) {
        out.push(Command::SetReadiness(answer.of(Readiness::all())));
    }
    ui.add_space(-4.0);
    row(ui, 16.0, |ui| {
        let [worst, best] = READINESS_ENDS;
        ui.label(Role::Small.text(worst).color(t.quiet));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(Role::Small.text(best).color(t.quiet));
        });
    });
}

/// What was told of today beyond readiness: "slept 7.5 h, 3 of 5".
fn told_words(cx: &Cx<'_>) -> String {
    let Some(check_in) = cx.model.open_check_in() else { return String::new() };
    let slept = check_in.metrics.get(&"sleep".into()).map(|hours| format!("slept {hours} h"));
    let items = check_in.wellness.len();
    let items = (items > 0).then(|| format!("{items} of {}", WellnessItem::ALL.len()));
    slept.into_iter().chain(items).collect::<Vec<_>>().join(", ")
}

/// The minutes there are, with a step either way.
pub fn time_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let minutes = cx.model.document().profile.minutes;
    row(ui, 36.0, |ui| {
        ui.label(Role::Label.text("Time").color(cx.tokens.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let can = CanStep { down: minutes > Profile::MINUTES_MIN, up: minutes < Profile::MINUTES_MAX };
            let step = stepper(ui, cx.tokens, "Time", &format!("{minutes} min"), can);
            if step != 0 {
                out.push(Command::SetMinutes(minutes.saturating_add_signed(step)));
            }
        });
    });
}

/// The tools at hand.
pub fn tools_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    ui.label(Role::Label.text("Tools at hand").color(t.text));
    let at_hand = &cx.model.document().profile.tools;
    chip_rows(ui, |ui| {
        for tool in Tool::ALL {
            if chip(ui, t, tool.label(), Chosen::from(at_hand.contains(&tool))).clicked() {
                out.push(Command::ToggleTool(tool));
            }
        }
    });
}

/// One sentence for someone who has never checked in.
fn first_steps_ui(ui: &mut Ui, cx: &Cx<'_>) {
    if cx.model.document().record_count() > 0 {
        return;
    }
    let text = "Tap where you are sore or stiff and rate it, or build a circuit for the whole body right away.";
    ui.add(egui::Label::new(Role::Small.text(text).color(cx.tokens.quiet)).wrap());
}
