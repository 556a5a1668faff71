//! The day at a glance: the next training, readiness, time, tools, and the button that builds a circuit.

use egui::{Align, Layout, ScrollArea, Ui, vec2};

use super::super::words;
use super::training_editor::TrainingDraft;
use super::{Commands, Cx, TodayDrafts};
use crate::domain::{Body, Intensity, Profile, Readiness, Tool};
use crate::model::Command;
use crate::safety;
use crate::theme::{Role, icons};
use crate::widgets::controls::{
    CanStep, Chosen, chip, chip_rows, icon_button, notice_block, primary_button, quiet_block, row, segments, stepper,
    text_button,
};

const BUILD_HEIGHT: f32 = 48.0;

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
    // The rest scrolls when it must; the button that builds never leaves the window.
    let height = ui.available_height() - BUILD_HEIGHT - 12.0;
    ScrollArea::vertical().id_salt("day").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        next_training_ui(ui, cx, drafts);
        ui.add_space(4.0);
        readiness_ui(ui, cx, out);
        ui.add_space(4.0);
        time_ui(ui, cx, out);
        ui.add_space(4.0);
        tools_ui(ui, cx, out);
        concerns_ui(ui, cx);
        first_steps_ui(ui, cx);
    });
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
        let Some((id, starts, at, training)) = &cx.model.derived().next_training else {
            ui.label(Role::Small.text("Next training").color(t.quiet));
            ui.label(Role::Body.text("None planned. A circuit for today suits any day.").color(t.text));
            if text_button(ui, t, "Add the next training", Some(icons::ADD)).clicked() {
                drafts.training = Some(TrainingDraft::new(cx));
            }
            return;
        };
        row(ui, 28.0, |ui| {
            ui.label(Role::Small.text("Next training").color(t.quiet));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, t, icons::EDIT, "Change the next training").clicked() {
                    drafts.training = Some(TrainingDraft::of(*id, *starts, training));
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
        let when = format!("{day} {}, in {}", words::clock(*starts), words::length(now, *at));
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
    let answered = open_readiness(cx);
    ui.label(Role::Label.text("Readiness").color(t.text));
    let labels = ["1", "2", "3", "4", "5"];
    let chosen = answered.map(|readiness| usize::from(readiness.get()) - 1);
    let width = ui.available_width();
    if let Some(index) = segments(ui, t, "Readiness", &labels, chosen, width) {
        let tapped = Readiness::all().nth(index);
        // A second tap on the same answer takes it back.
        out.push(Command::SetReadiness(tapped.filter(|_| tapped != answered)));
    }
    ui.add_space(-4.0);
    row(ui, 16.0, |ui| {
        ui.label(Role::Small.text("very low").color(t.quiet));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(Role::Small.text("very good").color(t.quiet));
        });
    });
}

/// The readiness answered in the check-in that is still open.
fn open_readiness(cx: &Cx<'_>) -> Option<Readiness> {
    let record = cx.model.document().record(cx.model.derived().open_check_in?)?;
    match &record.body {
        Body::CheckIn(check_in) => check_in.readiness,
        Body::Training(_) | Body::Circuit(_) | Body::Retest(_) => None,
    }
}

fn time_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
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

fn tools_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
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

fn concerns_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let t = cx.tokens;
    for (&region, active) in &cx.model.derived().concerns {
        ui.add_space(4.0);
        let advice = safety::advice(region, active.flag.concern);
        let name = region.label();
        let since = words::relative_day(active.since, cx.now.date());
        let mut text = format!(
            "{}: {} since {since}. {}",
            words::capitalised(&name),
            safety::choice(active.flag.concern),
            advice.text
        );
        if let Some(emergency) = advice.emergency {
            text.push(' ');
            text.push_str(emergency);
        }
        notice_block(ui, t, t.stop_soft, t.stop, icons::WRONG, &text);
    }
}

/// One sentence for someone who has never checked in.
fn first_steps_ui(ui: &mut Ui, cx: &Cx<'_>) {
    if cx.model.document().record_count() > 0 {
        return;
    }
    let text = "Tap where you are sore or stiff and rate it, or build a circuit for the whole body right away.";
    ui.add(egui::Label::new(Role::Small.text(text).color(cx.tokens.quiet)).wrap());
}
