//! The app's brain: what is known, what was asked, and what follows.
//!
//! Everything that happens goes through [`Model::update`]: a [`Command`] and a [`Moment`] go in, [`Effect`]s come out.
//! Architecture invariant: nothing here draws, reads a clock, or touches a file; a test can play a whole day in a
//! microsecond.

mod backups;
mod command;
mod data;
mod derived;
mod effect;
mod guided;
mod history;
mod incoming;
mod map;
mod morning;
mod notice;
mod planned;
mod running;
mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::Zoned;

use crate::catalog::Catalog;
use crate::domain::figure::Figure;
use crate::domain::{Body, CheckIn, Concern, Depiction, Document, Entry, Rating, RecordId, Region, Stamp, Work};
use crate::pose;
use crate::safety::ActiveConcern;

pub use crate::domain::Scale;
pub use backups::{Backup, BackupContents, Backups, Preview};
pub use command::{Choice, Command, DataCommand, Purpose, TestOf};
pub use data::{
    Arrival, Attention, BackupReason, Data, Device, Failure, Findings, Form, Job, Matter, News, Origin, Packing,
    Versions,
};
pub use derived::Derived;
pub use effect::Effect;
pub use guided::{Guided, GuidedStep, KeepPhoto, Question, RetestCommand, Shot, TRIALS};
pub use history::History;
pub use incoming::{Incoming, Source};
pub use map::MapCommand;
pub use morning::Morning;
pub use notice::{Notice, NoticeAction, NoticeId, Notices, Tone};
pub use planned::{HandCommand, Maker, Planned, Unplanned};
pub use running::{Announcement, Awake, KeptState, RunKind, Running};
pub use update::CHECK_IN_OPEN_HOURS;

/// A moment as the outside world tells it: clock, monotonic time and fresh randomness.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Clock time with its zone, for what is written down.
    pub wall: Zoned,
    /// Monotonic time since the program started, for what is running.
    pub monotonic: Duration,
    /// Bits nobody has seen before, for ids and seeds.
    pub random: u128,
}

/// The screens that the navigation leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// The body map, the day, and the circuit for it.
    #[default]
    Today,
    /// What was retested, what is due, and the guided retest.
    Benchmarks,
    /// Soreness and stiffness over time.
    Trends,
    /// Every record.
    Journal,
    /// Everything that can be done and measured.
    Library,
    /// How the program behaves.
    Settings,
}

impl Screen {
    /// All screens, in the order of the navigation.
    pub const ALL: [Self; 6] =
        [Self::Today, Self::Benchmarks, Self::Trends, Self::Journal, Self::Library, Self::Settings];

    /// The word in the navigation.
    pub fn label(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Benchmarks => "Benchmarks",
            Self::Trends => "Trends",
            Self::Journal => "Journal",
            Self::Library => "Library",
            Self::Settings => "Settings",
        }
    }
}

/// The pages behind the Settings screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Page {
    /// How the program behaves.
    #[default]
    Settings,
    /// Gaps, cues and breathing during a circuit.
    Player,
    /// What every circuit must obey.
    Health,
    /// Where the files are, and what needs attention.
    Files,
    /// The backups.
    Backups,
    /// Export and import.
    Exchange,
}

impl Page {
    /// The pages that are reached from the first one.
    pub const FURTHER: [Self; 5] = [Self::Player, Self::Health, Self::Files, Self::Backups, Self::Exchange];

    /// Its title.
    pub fn label(self) -> &'static str {
        match self {
            Self::Settings => "Settings",
            Self::Player => "Player",
            Self::Health => "Your health",
            Self::Files => "Your files",
            Self::Backups => "Backups",
            Self::Exchange => "Export and import",
        }
    }
}

/// Where the user's files are, and whether changes can be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The data folder, as shown to the person.
    pub folder: String,
    /// Why nothing can be saved, where that is so.
    pub read_only: Option<String>,
    /// Whether these are sample data.
    pub demo: bool,
}

/// How far saving has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Everything is on disk, and since when, if anything was saved in this sitting.
    Saved(Option<Stamp>),
    /// Changes are on their way.
    #[default]
    Pending,
    /// The last attempt failed; the changes are kept in memory.
    Failed,
}

/// Everything the app knows.
#[derive(Clone, Debug)]
pub struct Model {
    catalog: Arc<Catalog>,
    /// The shelf that the catalogue holds.
    shelf: Arc<BTreeMap<RecordId, Arc<Entry>>>,
    document: Document,
    revision: u64,
    history: History,
    derived: Arc<Derived>,
    arrivals: u64,
    data: Data,
    screen: Screen,
    page: Page,
    selected: Option<Region>,
    brush: Option<(Scale, Rating)>,
    opened: Option<RecordId>,
    planned: Option<Planned>,
    unplanned: Option<Unplanned>,
    running: Option<Running>,
    guided: Option<Guided>,
    kept: Option<KeptState>,
    notices: Notices,
    place: Place,
    saving: Saving,
    overlay: Option<Overlay>,
    /// The emergencies for which help came: their screen has given way. Forgotten at the end of the sitting, so that one
    /// that still stands is said again.
    helped: BTreeSet<(Region, Concern)>,
}

/// What lies over the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The list of keyboard shortcuts.
    Shortcuts,
    /// The list of all commands, with search.
    Palette,
    /// The rest of the check-in.
    CheckIn,
    /// Something is wrong that is nowhere on the map.
    Wrong,
    /// How much time is left for the run.
    LessTime,
    /// Plain intervals to start.
    Intervals,
}

impl Model {
    /// A model of these data at this moment.
    pub fn new(catalog: Arc<Catalog>, document: Document, place: Place, moment: &Moment) -> Self {
        let shelf = document.shelf().clone();
        let catalog = if shelf.is_empty() { catalog } else { catalog.with_shelf(&shelf).into() };
        let derived = Arc::new(Derived::of(&document, &catalog, 0, &moment.wall));
        Self {
            catalog,
            shelf,
            document,
            revision: 0,
            history: History::default(),
            derived,
            arrivals: 0,
            data: Data::default(),
            screen: Screen::default(),
            page: Page::default(),
            selected: None,
            brush: None,
            opened: None,
            planned: None,
            unplanned: None,
            running: None,
            guided: None,
            kept: None,
            notices: Notices::default(),
            place,
            saving: Saving::Saved(None),
            overlay: None,
            helped: BTreeSet::new(),
        }
    }

    /// What can be done and measured, the person's own included.
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// The moving figure of a drill or technique: a built-in one, or what the person chose for their own.
    pub fn figure(&self, work: &Work) -> Option<&Figure> {
        match self.catalog.depiction(work) {
            Some(Depiction::Like(like)) => pose::figure(like.id()),
            Some(Depiction::Composed(figure)) => Some(figure),
            None => pose::figure(work.id()),
        }
    }

    /// The user's data.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Counts the changes of the document; equal numbers mean equal data.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What follows from the data; each fact is made once at most for each revision and minute.
    pub fn derived(&self) -> &Derived {
        &self.derived
    }

    /// The check-in of today that answers still go to.
    pub fn open_check_in(&self) -> Option<&CheckIn> {
        match &self.document.record(self.derived.open_check_in()?)?.body {
            Body::CheckIn(check_in) => Some(check_in),
            Body::Training(_) | Body::Circuit(_) | Body::Retest(_) => None,
        }
    }

    /// The emergency that takes the screen.
    pub fn emergency(&self) -> Option<(Region, ActiveConcern)> {
        self.derived.emergencies().find(|(region, active)| !self.helped.contains(&(*region, active.flag.concern)))
    }

    /// The screen shown.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// The page shown on the Settings screen.
    pub fn page(&self) -> Page {
        self.page
    }

    /// What is known of the files beyond the document.
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// The region whose panel is open.
    pub fn selected(&self) -> Option<Region> {
        self.selected
    }

    /// What a drag over the body map paints: the last rating given, or one chosen for it.
    pub fn brush(&self) -> Option<(Scale, Rating)> {
        self.brush
    }

    /// The record opened in the journal.
    pub fn opened(&self) -> Option<RecordId> {
        self.opened
    }

    /// The circuit made for now.
    pub fn planned(&self) -> Option<&Planned> {
        self.planned.as_ref()
    }

    /// Whether what the circuit was made from has changed since: an answer, a tool, the gaps.
    pub fn plan_is_outdated(&self) -> bool {
        self.planned.as_ref().is_some_and(|planned| planned.is_outdated(&self.document))
    }

    /// Why there is no circuit, though one was asked for and nothing has changed since.
    pub fn unplanned(&self) -> Option<Unplanned> {
        self.unplanned.filter(|unplanned| unplanned.revision == self.revision && self.planned.is_none())
    }

    /// The circuit being followed.
    pub fn running(&self) -> Option<&Running> {
        self.running.as_ref()
    }

    /// The retest that is being done.
    pub fn guided(&self) -> Option<&Guided> {
        self.guided.as_ref()
    }

    /// The run that an earlier sitting left behind, to be taken up again, finished or discarded.
    pub fn kept(&self) -> Option<&KeptState> {
        self.kept.as_ref()
    }

    /// What the person should know.
    pub fn notices(&self) -> &Notices {
        &self.notices
    }

    /// Where the files are.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// How far saving has come.
    pub fn saving(&self) -> &Saving {
        &self.saving
    }

    /// What lies over the screen.
    pub fn overlay(&self) -> Option<Overlay> {
        self.overlay
    }

    /// The label of the change that undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// The label of the change that redo would make again.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }
}
