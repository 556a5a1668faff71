//! The editor of a training: what, how hard, and when.

use std::collections::BTreeSet;

use egui::{Align, Frame, Layout, Margin, Modal, Ui, vec2};
use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, ToSpan as _};

use super::super::words;
use super::{Commands, Cx};
use crate::domain::{Intensity, RecordId, SessionTypeId, Stamp, Training};
use crate::model::Command;
use crate::theme::{Role, icons};
use crate::widgets::controls::{
    CanStep, Chosen, chip, chip_rows, icon_button, plain_button, primary_button, segments, stepper, text_button,
};

const WIDTH: f32 = 480.0;
/// The days offered, today included.
const DAYS: i32 = 7;

/// A training that is being written down.
pub struct TrainingDraft {
    id: Option<RecordId>,
    types: BTreeSet<SessionTypeId>,
    intensity: Intensity,
    day: Date,
    time: Time,
    note: String,
}

impl TrainingDraft {
    /// A new training: tomorrow, at the clock time of the last one written down.
    pub fn new(cx: &Cx<'_>) -> Self {
        let last = cx.model.document().trainings(..).next_back();
        let time = last.map_or(Time::constant(7, 0, 0, 0), |(record, _)| record.when.civil().time());
        let day = cx.now.date().tomorrow().unwrap_or(cx.now.date());
        Self { id: None, types: BTreeSet::new(), intensity: Intensity::Hard, day, time, note: String::new() }
    }

    /// A known training.
    pub fn of(id: RecordId, starts: DateTime, training: &Training) -> Self {
        let Training { types, intensity, note } = training.clone();
        Self { id: Some(id), types, intensity, day: starts.date(), time: starts.time(), note }
    }

    /// The command that writes it down; none while it has no type, or where the clock has no such time.
    fn command(&self, cx: &Cx<'_>) -> Option<Command> {
        let starts = self.day.to_datetime(self.time).to_zoned(cx.now.time_zone().clone()).ok()?;
        let training = Training { types: self.types.clone(), intensity: self.intensity, note: self.note.clone() };
        (!self.types.is_empty()).then(|| Command::SaveTraining(self.id, Stamp::new(&starts), training))
    }
}

/// The editor over the window, while there is a draft.
pub fn training_editor_ui(ui: &mut Ui, cx: &Cx<'_>, slot: &mut Option<TrainingDraft>, out: &mut Commands) {
    let Some(draft) = slot else { return };
    let t = cx.tokens;
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(24));
    let modal = Modal::new(egui::Id::unique("training")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let mut done = false;
        ui.horizontal(|ui| {
            let title = if draft.id.is_some() { "Change the training" } else { "Next training" };
            ui.label(Role::Title.text(title).color(t.text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                done |= icon_button(ui, t, icons::CLOSE, "Close").clicked();
            });
        });
        types_ui(ui, cx, draft);
        ui.add_space(4.0);
        ui.label(Role::Label.text("How hard").color(t.text));
        let labels = Intensity::ALL.map(Intensity::label);
        let chosen = Intensity::ALL.iter().position(|&intensity| intensity == draft.intensity);
        if let Some(index) = segments(ui, t, "How hard", &labels, chosen, WIDTH) {
            draft.intensity = Intensity::ALL[index];
        }
        ui.add_space(4.0);
        when_ui(ui, cx, draft);
        ui.add_space(4.0);
        let note =
            egui::TextEdit::singleline(&mut draft.note).hint_text("Note").desired_width(WIDTH - 20.0).char_limit(200);
        ui.add(note).accessible_name("Note");
        ui.add_space(8.0);
        let command = draft.command(cx);
        ui.horizontal(|ui| {
            ui.add_enabled_ui(command.is_some(), |ui| {
                if primary_button(ui, t, "Save training", None, vec2(160.0, 36.0)).clicked()
                    && let Some(command) = command
                {
                    out.push(command);
                    done = true;
                }
            });
            done |= plain_button(ui, t, "Cancel", vec2(96.0, 36.0)).clicked();
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(id) = draft.id
                    && text_button(ui, t, "Delete", Some(icons::DELETE)).clicked()
                {
                    out.push(Command::DeleteRecord(id));
                    done = true;
                }
            });
        });
        done
    });
    if modal.inner || modal.should_close() {
        *slot = None;
    }
}

fn types_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut TrainingDraft) {
    let t = cx.tokens;
    ui.label(Role::Label.text("What").color(t.text));
    chip_rows(ui, |ui| {
        for session in cx.model.catalog().session_types() {
            let on = Chosen::from(draft.types.contains(&session.id));
            if chip(ui, t, &session.name, on).clicked() && !draft.types.remove(&session.id) {
                draft.types.insert(session.id.clone());
            }
        }
    });
    if draft.types.is_empty() {
        ui.label(Role::Small.text("Choose at least one.").color(t.quiet));
    }
}

fn when_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut TrainingDraft) {
    let t = cx.tokens;
    let today = cx.now.date();
    ui.label(Role::Label.text("When").color(t.text));
    chip_rows(ui, |ui| {
        let offered: Vec<Date> = (0..DAYS).filter_map(|days| today.checked_add(Span::new().days(days)).ok()).collect();
        // A day outside the week ahead stays visible while a training of that day is edited.
        let kept = Some(draft.day).filter(|day| !offered.contains(day));
        for day in offered.into_iter().chain(kept) {
            let label = words::capitalised(&words::relative_day(day, today));
            if chip(ui, t, &label, Chosen::from(draft.day == day)).clicked() {
                draft.day = day;
            }
        }
    });
    ui.horizontal(|ui| {
        let (first, last) = (Time::constant(0, 0, 0, 0), Time::constant(23, 45, 0, 0));
        let can = CanStep { down: draft.time > first, up: draft.time < last };
        let value = draft.time.strftime("%H:%M").to_string();
        let step = stepper(ui, t, "Starts at", &value, can);
        draft.time = draft.time.saturating_add((step * 15).minutes());
        for hour in [7, 12, 18] {
            let time = Time::constant(hour, 0, 0, 0);
            let label = time.strftime("%H:%M").to_string();
            if chip(ui, t, &label, Chosen::from(draft.time == time)).clicked() {
                draft.time = time;
            }
        }
    });
}
