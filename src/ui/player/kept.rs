//! The offer to take up a run that an earlier sitting left behind.

use egui::{Frame, Id, Margin, Modal, Ui, vec2};

use super::words::spoken_length;
use crate::model::{Command, KeptState, RunKind};
use crate::theme::{Role, icons};
use crate::ui::words::{clock, relative_day};
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{plain_button, primary_button};

const WIDTH: f32 = 440.0;
const BUTTON_HEIGHT: f32 = 48.0;

/// The offer over Today, until it is answered.
pub fn kept_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let Some(kept) = cx.model.kept() else { return };
    let t = cx.tokens;
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(24));
    Modal::new(Id::unique("kept run")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 64.0));
        ui.spacing_mut().item_spacing.y = 12.0;
        ui.label(Role::Title.text(title(kept)).color(t.text));
        ui.add(egui::Label::new(Role::Body.text(line(cx, kept)).color(t.quiet)).wrap());
        let size = vec2(ui.available_width(), BUTTON_HEIGHT);
        if primary_button(ui, t, "Resume", Some(icons::START), size).clicked() {
            out.push(Command::ResumeKept);
        }
        if plain_button(ui, t, "Finish here", size).on_hover_text("Keeps what was done in the journal").clicked() {
            out.push(Command::FinishKept);
        }
        if plain_button(ui, t, "Discard", size).on_hover_text("Keeps nothing of it").clicked() {
            out.push(Command::DiscardKept);
        }
    });
}

fn title(kept: &KeptState) -> String {
    let what = match kept.kind {
        RunKind::Planned | RunKind::Repeated => "A circuit",
        RunKind::Favourite => "A favourite",
        RunKind::Intervals => "An interval timer",
    };
    let what = if kept.name.is_empty() { what } else { &kept.name };
    format!("{what} is not finished")
}

fn line(cx: &Cx<'_>, kept: &KeptState) -> String {
    let run = kept.run.clone().resume(cx.monotonic);
    let view = run.view(cx.monotonic);
    let day = relative_day(kept.kept_at.civil().date(), cx.now.date());
    let (at, done, left) = (
        clock(kept.kept_at.civil()),
        spoken_length(u32::try_from(run.worked().as_secs()).unwrap_or(u32::MAX)),
        view.total_left_secs,
    );
    format!("Left {day} at {at}, with {done} of work done and {} left. It resumes paused.", spoken_length(left))
}
