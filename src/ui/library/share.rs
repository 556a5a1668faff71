//! Sharing: which of the person's own works go into a pack, and what it is called.

use std::path::PathBuf;

use egui::{Key, Label, ScrollArea, TextEdit, Ui, vec2};

use super::super::{Commands, Cx};
use super::editor::Finished;
use crate::model::{Command, DataCommand, Packing};
use crate::theme::{Role, icons};
use crate::widgets::controls::{
    Chosen, card, chip, chip_rows, icon_button, notice_block, plain_button, primary_button,
};

/// The most characters of the name and of the author.
const HEAD_MOST: usize = 80;

/// A pack that is being put together.
#[derive(Default)]
pub(super) struct Share {
    packing: Packing,
    path: String,
}

impl Share {
    /// A pack of all that is on the shelf, favourites apart.
    pub(super) fn of_all(cx: &Cx<'_>) -> Self {
        let shelf = cx.model.document().shelf().iter();
        let places = shelf.filter(|(_, entry)| entry.work().is_some()).map(|(&place, _)| place).collect();
        Self { packing: Packing { places, ..Packing::default() }, ..Self::default() }
    }

    /// The page; something once it is done with.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) -> Option<Finished> {
        let t = cx.tokens;
        let mut finished = None;
        ui.horizontal(|ui| {
            ui.set_height(36.0);
            if icon_button(ui, t, icons::BACK, "Back to the Library").clicked() {
                finished = Some(Finished::Otherwise);
            }
            ui.label(Role::Title.text("Share as a pack").color(t.text));
        });
        ui.add_space(8.0);
        ScrollArea::vertical().id_salt("share").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(640.0));
            ui.spacing_mut().item_spacing.y = 8.0;
            card(t).show(ui, |ui| self.contents_ui(ui, cx, out));
        });
        finished
    }

    fn contents_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
        let t = cx.tokens;
        ui.set_width(ui.available_width());
        let text = "A pack is a file of what you wrote yourself. Nothing else of yours is in it: no ratings, no records, \
                    no standing. Whoever brings it in sees first what it holds.";
        ui.add(Label::new(Role::Body.text(text).color(t.quiet)).wrap());
        let head = &mut self.packing.head;
        for (name, hint, text) in [
            ("Name of the pack", "e.g. Ankles, spring", &mut head.name),
            ("From whom", "may be empty", &mut head.author),
        ] {
            ui.label(Role::SmallBold.text(name).color(t.quiet));
            let edit = TextEdit::singleline(text).hint_text(hint).desired_width(360.0).char_limit(HEAD_MOST);
            ui.add(edit).accessible_name(name);
        }
        ui.label(Role::SmallBold.text("What it holds").color(t.quiet));
        let places = &mut self.packing.places;
        let shelf = cx.model.document().shelf();
        places.retain(|place| shelf.contains_key(place));
        chip_rows(ui, |ui| {
            for (&place, entry) in shelf.iter().filter(|(_, entry)| entry.work().is_some()) {
                let is_in = places.contains(&place);
                if chip(ui, t, entry.name(), Chosen::from(is_in)).clicked() {
                    if is_in {
                        places.remove(&place);
                    } else {
                        places.insert(place);
                    }
                }
            }
        });
        ui.add_space(4.0);
        let has_name = !self.packing.head.name.trim().is_empty();
        if !has_name || self.packing.places.is_empty() {
            let what = if has_name { "Choose at least one." } else { "Give the pack a name." };
            ui.label(Role::Small.text(what).color(t.quiet));
        }
        let can_share = has_name && !self.packing.places.is_empty();
        ui.add_enabled_ui(can_share, |ui| {
            if cx.model.data().has_no_dialogs() {
                if let Some(path) = self.path_ui(ui, cx) {
                    self.ask(out);
                    out.push(Command::Data(DataCommand::ExportPack(path)));
                }
            } else if primary_button(ui, t, "Save the pack…", None, vec2(176.0, 36.0)).clicked() {
                self.ask(out);
            }
        });
    }

    fn ask(&self, out: &mut Commands) {
        out.push(Command::Data(DataCommand::Pack(self.packing.clone())));
    }

    /// A path as typed, on a desktop that has no dialogs.
    fn path_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> Option<PathBuf> {
        let t = cx.tokens;
        let text = "This desktop shows no dialogs for files. A path can be typed instead.";
        notice_block(ui, t, t.sunk, t.quiet, icons::INFO, text);
        let mut entered = false;
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(&mut self.path).hint_text("path of the pack").desired_width(360.0);
            let response = ui.add(edit).accessible_name("path of the pack");
            entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            entered |= plain_button(ui, t, "Save", vec2(96.0, 36.0)).clicked();
        });
        let path = self.path.trim();
        (entered && !path.is_empty()).then(|| PathBuf::from(path))
    }
}
