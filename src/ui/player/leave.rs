//! The choice of how to leave a circuit before its end.

use egui::{Frame, Id, Margin, Modal, Ui, vec2};

use super::words::spoken_length;
use crate::model::{Command, Running};
use crate::theme::Role;
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{plain_button, primary_button};

/// Whether the first button takes the keyboard focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// It does: the question is new.
    Take,
    /// The focus stays where it is.
    Keep,
}

const WIDTH: f32 = 400.0;
const BUTTON_HEIGHT: f32 = 48.0;

/// Asks whether to resume, to finish here, or to discard.
pub fn leave_ui(ui: &mut Ui, cx: &Cx<'_>, running: &Running, focus: Focus, out: &mut Commands) {
    let t = cx.tokens;
    let done = spoken_length(u32::try_from(running.run.worked().as_secs()).unwrap_or(u32::MAX));
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(24));
    let shown = Modal::new(Id::unique("leave the circuit")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 12.0;
        ui.label(Role::Title.text("End the circuit?").color(t.text));
        ui.label(Role::Body.text(format!("It is paused. {done} of work done so far.")).color(t.quiet));
        let size = vec2(WIDTH, BUTTON_HEIGHT);
        let resume = primary_button(ui, t, "Resume", None, size);
        if focus == Focus::Take {
            resume.request_focus();
        }
        let finish = plain_button(ui, t, "Finish here", size).on_hover_text("Keeps what was done in the journal");
        let discard = plain_button(ui, t, "Discard", size).on_hover_text("Keeps nothing of this circuit");
        match () {
            () if resume.clicked() => Some(Command::StayInRun),
            () if finish.clicked() => Some(Command::FinishRun),
            () if discard.clicked() => Some(Command::DiscardRun),
            () => None,
        }
    });
    let by_escape = shown.should_close().then_some(Command::StayInRun);
    if let Some(command) = shown.inner.or(by_escape) {
        out.push(command);
    }
}
