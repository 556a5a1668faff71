//! Library: everything that can be done and measured, with how, for whom not, and where the facts come from.

mod editor;
mod facts;
mod filters;
mod list;
mod own;
mod share;
mod words;

use egui::{CentralPanel, Frame, Margin, Panel, Rangef, Stroke, Ui};

use self::editor::{Editor, Finished};
use self::filters::Filters;
use self::list::list_ui;
use self::share::Share;
use super::nav::is_narrow;
use super::words::holds_all;
use super::{Commands, Cx};
use crate::catalog::{Benchmark, Catalog, Drill, SessionType, Technique};
use crate::domain::{Group, Laterality, Work};
use crate::pose::{self, Figure};
use crate::theme::{Role, icons};
use crate::widgets::controls::icon_button;
use crate::widgets::figure::Facing;

/// The half-done things of this screen.
#[derive(Default)]
pub struct LibraryDrafts {
    shelf: Shelf,
    search: String,
    filters: Filters,
    /// The side that the large figure shows.
    facing: Facing,
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

    /// Whether it works one side at a time, where that is said of it.
    fn laterality(self) -> Option<Laterality> {
        match self {
            Self::Drill(entry) => Some(entry.laterality),
            Self::Technique(entry) => Some(entry.laterality),
            Self::Benchmark(_) | Self::Session(_) => None,
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

    /// How it is drawn.
    fn figure<'c>(self, cx: &Cx<'c>) -> Option<&'c Figure> {
        match self {
            Self::Benchmark(entry) => pose::figure(entry.id.as_str()),
            _ => cx.model.figure(&self.work()?),
        }
    }

    fn is_own(self, catalog: &Catalog) -> bool {
        match self {
            Self::Benchmark(entry) => catalog.own_benchmark(&entry.id).is_some(),
            _ => self.work().is_some_and(|work| catalog.own_work(&work).is_some()),
        }
    }

    fn holds(self, typed: &str) -> bool {
        holds_all(&format!("{} {}", self.name(), group_names(self.groups())), typed)
    }
}

fn group_names(groups: &[Group]) -> String {
    groups.iter().map(|group| group.name()).collect::<Vec<_>>().join(", ")
}

/// How wide the list is beside the entry.
const LIST_WIDTH: Rangef = Rangef { min: 392.0, max: 416.0 };
/// The share of the window that it takes between the two.
const LIST_SHARE: f32 = 0.35;

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
        // What was just made is not hidden.
        drafts.filters = Filters::default();
        drafts.search.clear();
    }
    let is_listed = |entry: &&Entry<'_>| entry.holds(&drafts.search) && drafts.filters.hold(**entry, cx);
    let found: Vec<&Entry<'_>> = entries.iter().filter(is_listed).collect();
    if !narrow && !found.iter().any(|entry| drafts.chosen.as_deref() == Some(entry.id())) {
        // Something always stands beside the list: the first entry that it shows until another is chosen.
        drafts.chosen = found.first().map(|entry| entry.id().to_owned());
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
    let list_width = LIST_WIDTH.clamp(LIST_SHARE * ui.available_width());
    let panel =
        Panel::left("entries").exact_size(list_width).resizable(false).show_separator_line(false).frame(Frame::NONE);
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
    facts::entry_ui(ui, cx, entry, &mut drafts.facing);
}
