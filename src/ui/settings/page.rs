//! What the pages behind the settings share: the way back, what is going on, fields for paths.

use std::path::PathBuf;

use egui::{Frame, Key, Label, Margin, RichText, TextEdit, Ui, vec2};

use super::super::{Commands, Cx, words};
use crate::model::{Command, DataCommand, Page, Purpose, Saving};
use crate::theme::{Role, icons};
use crate::widgets::controls::{icon_button, notice_block, plain_button, text_button};

/// The widest that text and cards get, in points.
pub const MAX_WIDTH: f32 = 840.0;

/// The frame of a page.
pub fn frame() -> Frame {
    Frame::NONE.inner_margin(Margin::symmetric(24, 20))
}

/// The title with the way back, and what is going on.
pub fn header_ui(ui: &mut Ui, cx: &Cx<'_>, title: &str, back: Command, out: &mut Commands) {
    let t = cx.tokens;
    ui.horizontal(|ui| {
        ui.set_height(36.0);
        let to = if back == Command::OpenPage(Page::Settings) { "Back to Settings" } else { "Back" };
        if icon_button(ui, t, icons::BACK, to).clicked() {
            out.push(back);
        }
        ui.label(Role::Title.text(title).color(t.text));
        if let Some(job) = cx.model.data().under_way() {
            ui.label(RichText::new(icons::BUSY).font(icons::font(16.0)).color(t.quiet));
            ui.label(Role::Small.text(job.progress()).color(t.quiet));
        }
    });
    ui.add_space(4.0);
}

/// The heading of a card, as wide as the card.
pub fn heading(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    ui.set_width(ui.available_width());
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.label(Role::Heading.text(text).color(cx.tokens.text));
}

/// A sentence or two that wrap.
pub fn prose(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    // Columns justify what stands in them; prose reads better with a ragged edge.
    ui.vertical(|ui| ui.add(Label::new(Role::Body.text(text).color(cx.tokens.quiet)).wrap()));
}

/// A path, to read and to copy.
pub fn path_label(ui: &mut Ui, cx: &Cx<'_>, path: &str) {
    ui.add(Label::new(Role::Small.text(path).color(cx.tokens.quiet)).wrap().selectable(true));
}

/// Whether the files can be changed now: nothing else is going on, and they may be written.
pub fn can_change(cx: &Cx<'_>) -> bool {
    cx.model.place().read_only.is_none() && cx.model.data().under_way().is_none()
}

/// What is said of saving.
pub fn saved_words(cx: &Cx<'_>) -> String {
    match cx.model.saving() {
        Saving::Saved(None) => "Everything is saved.".to_owned(),
        Saving::Saved(Some(at)) => format!("Saved {}.", words::clock(at.civil())),
        Saving::Pending => "Saving…".to_owned(),
        Saving::Failed => "Not saved: the changes are only in memory.".to_owned(),
    }
}

/// How a path is asked for.
pub struct PathField<'a> {
    /// The name of the field, which is its hint too.
    pub name: &'a str,
    /// What the button says that shows the dialog.
    pub choose: &'a str,
    /// The word on the button that takes what was typed.
    pub action: &'a str,
    /// What the dialog is asked for.
    pub purpose: Purpose,
}

/// Says that there are no dialogs, where the desktop was asked for one and had none.
pub fn no_dialogs_ui(ui: &mut Ui, cx: &Cx<'_>) {
    if cx.model.data().has_no_dialogs() {
        let t = cx.tokens;
        let text = "This desktop shows no dialogs for files. A path can be typed instead.";
        notice_block(ui, t, t.sunk, t.quiet, icons::INFO, text);
    }
}

/// A path, by the desktop's dialog or as typed. The answer is what was typed, once it is confirmed.
pub fn path_field(
    ui: &mut Ui,
    cx: &Cx<'_>,
    field: &PathField<'_>,
    typed: &mut String,
    out: &mut Commands,
) -> Option<PathBuf> {
    let t = cx.tokens;
    let PathField { name, choose, action, purpose } = *field;
    if !cx.model.data().has_no_dialogs() && text_button(ui, t, choose, Some(icons::FOLDER)).clicked() {
        out.push(Command::Data(DataCommand::Choose(purpose)));
    }
    let mut entered = false;
    ui.horizontal(|ui| {
        let button = vec2(96.0, 36.0);
        let width = ui.available_width() - button.x - ui.spacing().item_spacing.x;
        let edit = TextEdit::singleline(typed).hint_text(name).desired_width(width).char_limit(1_000);
        let response = ui.add(edit).accessible_name(name);
        entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_enabled_ui(!typed.trim().is_empty(), |ui| {
            entered |= plain_button(ui, t, action, button).clicked();
        });
    });
    (entered && !typed.trim().is_empty()).then(|| PathBuf::from(typed.trim()))
}

/// "23 KB": the size of a file.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1_000_000.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_the_unit_that_fits() {
        for (bytes, words) in [(0, "0 B"), (999, "999 B"), (1_000, "1 KB"), (999_999, "999 KB"), (2_450_000, "2.5 MB")]
        {
            assert_eq!(size(bytes), words);
        }
    }
}
