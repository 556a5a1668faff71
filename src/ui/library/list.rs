//! The list of a shelf: what narrows it, and a row for each entry with its figure.

use egui::{CornerRadius, CursorIcon, Label, Rect, Role as NodeRole, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::editor::Editor;
use super::filters::{Cleared, Filters, Kinds};
use super::share::Share;
use super::{Doing, Entry, LibraryDrafts, SHELVES, Shelf, own, words};
use crate::model::{Command, DataCommand, Purpose};
use crate::theme::{Role, icons};
use crate::ui::figures::{Moves, paint_small};
use crate::ui::words::capitalised;
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{cut_text, focus_ring, search_field, segments, text_button};
use crate::widgets::figure::Facing;

const ROW_HEIGHT: f32 = 76.0;
/// The size of the figure in a row, in points.
const FIGURE: f32 = 68.0;
/// A row without figures has only its two lines.
const LOW_ROW_HEIGHT: f32 = 48.0;

pub(super) fn list_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts, entries: &[Entry<'_>], out: &mut Commands) {
    let t = cx.tokens;
    ui.horizontal(|ui| {
        ui.set_height(36.0);
        ui.label(Role::Title.text("Library").color(t.text));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let width = (ui.available_width() - 62.0).min(208.0);
            search_field(ui, t, &mut drafts.search, "search the library", width);
        });
    });
    ui.add_space(4.0);
    let labels = SHELVES.map(|(_, label)| label);
    let chosen = SHELVES.iter().position(|(shelf, _)| *shelf == drafts.shelf);
    let width = ui.available_width();
    if let Some(index) = segments(ui, t, "Shelf", &labels, chosen, width) {
        drafts.shelf = SHELVES[index].0;
        drafts.chosen = None;
    }
    ui.add_space(4.0);
    new_ui(ui, cx, drafts, out);
    let found = filtered_ui(ui, cx, drafts, entries);
    if found.is_empty() {
        empty_ui(ui, cx, drafts);
        return;
    }
    ui.add_space(4.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let has_figures = found.iter().any(|entry| entry.figure(cx).is_some());
    let height = if has_figures { ROW_HEIGHT } else { LOW_ROW_HEIGHT };
    ScrollArea::vertical().id_salt("entries").auto_shrink([false, false]).show(ui, |ui| {
        for entry in found {
            row_ui(ui, cx, drafts, entry, height);
        }
    });
}

/// The filters, and what of the shelf they leave.
fn filtered_ui<'a>(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts, entries: &[Entry<'a>]) -> Vec<Entry<'a>> {
    let has_filters = match drafts.shelf {
        Shelf::Drills => Some(Kinds::OfDrills),
        Shelf::Techniques => Some(Kinds::None),
        Shelf::Benchmarks | Shelf::Sessions => None,
    };
    let Some(kinds) = has_filters else {
        return entries.iter().copied().filter(|entry| entry.holds(&drafts.search)).collect();
    };
    drafts.filters.show(ui, kinds);
    let wanted = |entry: &&Entry<'_>| entry.holds(&drafts.search) && drafts.filters.hold(**entry, cx);
    let found: Vec<Entry<'a>> = entries.iter().filter(wanted).copied().collect();
    if drafts.filters.show_count(ui, cx, found.len(), entries.len()) == Cleared::Yes {
        drafts.filters = Filters::default();
        drafts.search.clear();
    }
    found
}

/// What to do where nothing is left.
fn empty_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts) {
    let t = cx.tokens;
    ui.add_space(8.0);
    let (what, how) = if drafts.filters.is_empty() {
        ("Nothing of this name on this shelf.", "Search for a name, or for a part of the body.")
    } else {
        ("Nothing here is all of this.", "Take a filter away, or make one of your own.")
    };
    ui.add(Label::new(Role::Label.text(what).color(t.text)).wrap());
    ui.add(Label::new(Role::Body.text(how).color(t.quiet)).wrap());
    if text_button(ui, t, "Show all", None).clicked() {
        drafts.filters = Filters::default();
        drafts.search.clear();
    }
}

/// What makes, brings in and gives away entries of the person's own.
fn new_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let new = match drafts.shelf {
        Shelf::Drills => Some(("New drill…", Editor::new_drill as fn() -> Editor)),
        Shelf::Techniques => Some(("New technique…", Editor::new_technique as fn() -> Editor)),
        Shelf::Benchmarks | Shelf::Sessions => None,
    };
    let Some((label, editor)) = new else { return };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        if text_button(ui, t, label, Some(icons::ADD)).clicked() {
            drafts.doing = Doing::Editing(Box::new(editor()));
        }
        if text_button(ui, t, "Import a pack…", None).clicked() {
            out.push(Command::Data(DataCommand::Choose(Purpose::Import)));
        }
        let has_own = cx.model.document().shelf().values().any(|entry| entry.work().is_some());
        if has_own && text_button(ui, t, "Share…", None).clicked() {
            drafts.doing = Doing::Sharing(Share::of_all(cx));
        }
    });
    ui.add_space(4.0);
}

fn row_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts, entry: Entry<'_>, height: f32) {
    let t = cx.tokens;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 12.0, height), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(entry.id()), Sense::click());
    let selected = drafts.chosen.as_deref() == Some(entry.id());
    // Words are put together only where they are seen or read out.
    let below = || own::below_name(cx, entry);
    let uses = cx.model.derived().uses();
    let used = || entry.work().and_then(|work| words::last_used(uses.of_work(&work), cx.now.date()));
    response.widget_info(|| {
        let used = used().map(|used| format!(", {used}")).unwrap_or_default();
        WidgetInfo::selected(NodeRole::Button, true, selected, format!("{}, {}{used}", entry.name(), below()))
    });
    if ui.is_rect_visible(rect) {
        let used = used();
        let is_pointed_at = response.hovered() || response.has_focus();
        let paper = if selected {
            t.accent_soft
        } else if is_pointed_at {
            t.sunk
        } else {
            t.window
        };
        ui.painter().rect_filled(rect.expand2(vec2(8.0, -1.0)), CornerRadius::same(6), paper);
        let mut left = rect.left();
        if height > LOW_ROW_HEIGHT {
            if let Some(figure) = entry.figure(cx) {
                let place = Rect::from_min_size(pos2(left, rect.center().y - FIGURE / 2.0), vec2(FIGURE, FIGURE));
                let moves = if is_pointed_at { Moves::Yes } else { Moves::No };
                paint_small(ui, cx, place, figure, Facing::AsDrawn, (paper, moves));
            }
            left += FIGURE + 12.0;
        }
        focus_ring(ui, t, &response);
        let lines = if used.is_some() && height > LOW_ROW_HEIGHT { 3 } else { 2 };
        let top = rect.center().y - if lines == 3 { 18.0 } else { 9.0 };
        let width = rect.right() - left;
        cut_text(ui, pos2(left, top), entry.name(), Role::Label.font(), t.text, width);
        cut_text(ui, pos2(left, top + 18.0), &below(), Role::Small.font(), t.quiet, width);
        if let Some(used) = used.filter(|_| lines == 3) {
            cut_text(ui, pos2(left, top + 36.0), &capitalised(&used), Role::Small.font(), t.quiet, width);
        }
    }
    if response.clicked() {
        drafts.chosen = Some(entry.id().to_owned());
        drafts.secs = None;
    }
    response.on_hover_cursor(CursorIcon::PointingHand);
}
