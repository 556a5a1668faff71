//! Library: everything that can be done and measured, with how, for whom not, and where the facts come from.

mod editor;
mod facts;
mod own;
mod share;

use egui::{
    CentralPanel, CornerRadius, CursorIcon, Frame, Margin, Panel, Role as NodeRole, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use self::editor::{Editor, Finished};
use self::share::Share;
use super::nav::is_narrow;
use super::{Commands, Cx, words};
use crate::catalog::{Benchmark, Catalog, Drill, SessionType, Technique};
use crate::domain::{Group, Work};
use crate::model::{Command, DataCommand, Purpose};
use crate::theme::{Role, icons};
use crate::widgets::controls::{cut_text, focus_ring, icon_button, search_field, segments, text_button};

/// The half-done things of this screen.
#[derive(Default)]
pub struct LibraryDrafts {
    shelf: Shelf,
    search: String,
    /// The id of the chosen entry on the shelf.
    chosen: Option<String>,
    /// The seconds of a prescription while they are typed.
    secs: Option<String>,
    doing: Doing,
    /// What was there before something new was kept, until that is found and shown.
    before_new: Option<Vec<String>>,
}

/// What is shown instead of the shelf.
#[derive(Default)]
enum Doing {
    #[default]
    Nothing,
    Editing(Box<Editor>),
    Sharing(Share),
}

/// The kinds of entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shelf {
    #[default]
    Drills,
    Techniques,
    Benchmarks,
    Sessions,
}

const SHELVES: [(Shelf, &str); 4] = [
    (Shelf::Drills, "Drills"),
    (Shelf::Techniques, "Techniques"),
    (Shelf::Benchmarks, "Benchmarks"),
    (Shelf::Sessions, "Sessions"),
];

/// One entry of any kind.
#[derive(Clone, Copy)]
enum Entry<'a> {
    Drill(&'a Drill),
    Technique(&'a Technique),
    Benchmark(&'a Benchmark),
    Session(&'a SessionType),
}

impl<'a> Entry<'a> {
    /// What is on a shelf, the person's own first.
    fn on_shelf(shelf: Shelf, catalog: &'a Catalog) -> Vec<Self> {
        let mut entries: Vec<Self> = match shelf {
            Shelf::Drills => catalog.drills().iter().map(Self::Drill).collect(),
            Shelf::Techniques => catalog.techniques().iter().map(Self::Technique).collect(),
            Shelf::Benchmarks => catalog.benchmarks().iter().map(Self::Benchmark).collect(),
            Shelf::Sessions => catalog.session_types().iter().map(Self::Session).collect(),
        };
        entries.sort_by_key(|entry| !entry.is_own(catalog));
        entries
    }

    fn id(self) -> &'a str {
        match self {
            Self::Drill(entry) => entry.id.as_str(),
            Self::Technique(entry) => entry.id.as_str(),
            Self::Benchmark(entry) => entry.id.as_str(),
            Self::Session(entry) => entry.id.as_str(),
        }
    }

    fn name(self) -> &'a str {
        match self {
            Self::Drill(entry) => &entry.name,
            Self::Technique(entry) => &entry.name,
            Self::Benchmark(entry) => &entry.name,
            Self::Session(entry) => &entry.name,
        }
    }

    fn groups(self) -> &'a [Group] {
        match self {
            Self::Drill(entry) => &entry.groups,
            Self::Technique(entry) => &entry.groups,
            Self::Benchmark(entry) => &entry.groups,
            Self::Session(entry) => &entry.tissues,
        }
    }

    /// What it is as a work, for those that are.
    fn work(self) -> Option<Work> {
        match self {
            Self::Drill(entry) => Some(Work::Drill(entry.id.clone())),
            Self::Technique(entry) => Some(Work::Technique(entry.id.clone())),
            Self::Benchmark(_) | Self::Session(_) => None,
        }
    }

    fn is_own(self, catalog: &Catalog) -> bool {
        match self {
            Self::Benchmark(entry) => catalog.own_benchmark(&entry.id).is_some(),
            _ => self.work().is_some_and(|work| catalog.own_work(&work).is_some()),
        }
    }

    fn holds(self, typed: &str) -> bool {
        words::holds_all(&format!("{} {}", self.name(), group_names(self.groups())), typed)
    }
}

fn group_names(groups: &[Group]) -> String {
    groups.iter().map(|group| group.name()).collect::<Vec<_>>().join(", ")
}

const LIST_WIDTH: f32 = 392.0;
const ROW_HEIGHT: f32 = 48.0;

/// The Library screen.
pub fn library_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts, out: &mut Commands) {
    let page = Frame::NONE.inner_margin(Margin::symmetric(24, 20));
    match &mut drafts.doing {
        Doing::Nothing => shelf_ui(ui, cx, drafts, out),
        Doing::Editing(editor) => {
            let finished = page.show(ui, |ui| editor.show(ui, cx, out)).inner;
            if finished == Some(Finished::New) {
                let known = Entry::on_shelf(drafts.shelf, cx.model.catalog());
                drafts.before_new = Some(known.iter().map(|entry| entry.id().to_owned()).collect());
            }
            if finished.is_some() {
                drafts.doing = Doing::Nothing;
            }
        }
        Doing::Sharing(share) => {
            if page.show(ui, |ui| share.show(ui, cx, out)).inner.is_some() {
                drafts.doing = Doing::Nothing;
            }
        }
    }
}

fn shelf_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let entries = Entry::on_shelf(drafts.shelf, cx.model.catalog());
    let narrow = is_narrow(ui.ctx());
    if let Some(before) = &drafts.before_new
        && let Some(new) = entries.iter().find(|entry| !before.iter().any(|known| known == entry.id()))
    {
        drafts.chosen = Some(new.id().to_owned());
        drafts.before_new = None;
    }
    let is_there = entries.iter().any(|entry| drafts.chosen.as_deref() == Some(entry.id()));
    if !narrow && !is_there {
        // Something always stands beside the list: the first entry until another is chosen.
        drafts.chosen = entries.first().map(|entry| entry.id().to_owned());
    }
    let chosen = entries.iter().copied().find(|entry| drafts.chosen.as_deref() == Some(entry.id()));
    let page = Frame::NONE.inner_margin(Margin::symmetric(24, 20));
    if narrow {
        page.show(ui, |ui| match chosen {
            Some(entry) => {
                if icon_button(ui, t, icons::BACK, "Back to the list").clicked() {
                    drafts.chosen = None;
                }
                entry_ui(ui, cx, drafts, entry, out);
            }
            None => list_ui(ui, cx, drafts, &entries, out),
        });
        return;
    }
    let panel =
        Panel::left("entries").exact_size(LIST_WIDTH).resizable(false).show_separator_line(false).frame(Frame::NONE);
    panel.show(ui, |ui| {
        let edge = ui.max_rect();
        ui.painter().vline(edge.right() - 0.5, edge.y_range(), Stroke::new(1.0, t.line));
        page.show(ui, |ui| list_ui(ui, cx, drafts, &entries, out));
    });
    CentralPanel::no_frame().frame(page).show(ui, |ui| {
        if let Some(entry) = chosen {
            entry_ui(ui, cx, drafts, entry, out);
        }
    });
}

fn entry_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts, entry: Entry<'_>, out: &mut Commands) {
    ui.label(Role::Title.text(entry.name()).color(cx.tokens.text));
    own::actions_ui(ui, cx, drafts, entry, out);
    ui.add_space(8.0);
    facts::entry_ui(ui, cx, entry);
}

fn list_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts, entries: &[Entry<'_>], out: &mut Commands) {
    let t = cx.tokens;
    ui.horizontal(|ui| {
        ui.set_height(36.0);
        ui.label(Role::Title.text("Library").color(t.text));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            search_field(ui, t, &mut drafts.search, "search the library", 208.0);
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
    let found: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.holds(&drafts.search)).collect();
    if found.is_empty() {
        ui.label(Role::Body.text("Nothing of this name on this shelf.").color(t.quiet));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("entries").auto_shrink([false, false]).show(ui, |ui| {
        for entry in found {
            row_ui(ui, cx, drafts, *entry);
        }
    });
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

fn row_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut LibraryDrafts, entry: Entry<'_>) {
    let t = cx.tokens;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 12.0, ROW_HEIGHT), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(entry.id()), Sense::click());
    let selected = drafts.chosen.as_deref() == Some(entry.id());
    let groups = own::below_name(cx, entry);
    response
        .widget_info(|| WidgetInfo::selected(NodeRole::Button, true, selected, format!("{}, {groups}", entry.name())));
    if selected || response.hovered() {
        let fill = if selected { t.accent_soft } else { t.sunk };
        ui.painter().rect_filled(rect.expand2(vec2(8.0, -1.0)), CornerRadius::same(6), fill);
    }
    focus_ring(ui, t, &response);
    let at = |y: f32| pos2(rect.left(), rect.top() + y);
    cut_text(ui, at(16.0), entry.name(), Role::Label.font(), t.text, rect.width());
    cut_text(ui, at(34.0), &groups, Role::Small.font(), t.quiet, rect.width());
    if response.clicked() {
        drafts.chosen = Some(entry.id().to_owned());
        drafts.secs = None;
    }
    response.on_hover_cursor(CursorIcon::PointingHand);
}
