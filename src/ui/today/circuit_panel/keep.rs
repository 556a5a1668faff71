//! Keeping the circuit as a favourite: its name, and a button.

use egui::{TextEdit, Ui, vec2};

use super::super::{Commands, Cx, TodayDrafts};
use crate::domain::RecordId;
use crate::model::{Command, HandCommand, Maker, Planned};
use crate::theme::Role;
use crate::widgets::controls::{plain_button, primary_button, row};

const ROW: f32 = 36.0;
const GAP: f32 = 8.0;

/// A circuit that is about to be kept.
#[derive(Clone, Debug, Default)]
pub struct KeepDraft {
    /// Its name, half-typed.
    name: String,
    /// The favourite that it would take the place of.
    id: Option<RecordId>,
    /// Whether the field has had the focus.
    is_focused: bool,
}

/// Asks for the name; a favourite that was opened keeps its own.
pub fn open(cx: &Cx<'_>, planned: &Planned, drafts: &mut TodayDrafts) {
    let id = match planned.maker {
        Maker::Favourite(id) => Some(id).filter(|id| cx.model.document().shelf().contains_key(id)),
        Maker::Planner | Maker::Both | Maker::Person => None,
    };
    let name = id.and_then(|id| cx.model.document().shelf().get(&id)).map(|entry| entry.name().to_owned());
    drafts.keep = Some(KeepDraft { name: name.unwrap_or_default(), id, is_focused: false });
}

/// The height that the question takes.
pub fn keep_height(drafts: &TodayDrafts) -> f32 {
    if drafts.keep.is_some() { ROW + GAP } else { 0.0 }
}

pub fn keep_ui(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, drafts: &mut TodayDrafts, out: &mut Commands) {
    let Some(mut draft) = drafts.keep.take() else { return };
    if planned.plan.circuit.stations.is_empty() {
        return;
    }
    let t = cx.tokens;
    let mut is_done = false;
    ui.add_space(GAP);
    row(ui, ROW, |ui| {
        let width = ui.available_width() - 2.0 * (72.0 + 8.0);
        let hint = egui::RichText::new("Name of the circuit").color(t.quiet);
        let field = TextEdit::singleline(&mut draft.name).hint_text(hint).desired_width(width - 20.0).char_limit(60);
        let field = ui.add(field.font(Role::Body.font())).accessible_name("Name of the circuit");
        if !draft.is_focused {
            field.request_focus();
            draft.is_focused = true;
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let has_name = !draft.name.trim().is_empty();
        let kept = ui.add_enabled_ui(has_name, |ui| primary_button(ui, t, "Keep", None, vec2(72.0, ROW))).inner;
        if has_name && (kept.clicked() || entered) {
            out.push(Command::Hand(HandCommand::SaveFavourite(draft.id, draft.name.clone())));
            is_done = true;
        }
        is_done |= plain_button(ui, t, "Cancel", vec2(72.0, ROW)).clicked();
    });
    if !is_done {
        drafts.keep = Some(draft);
    }
}
