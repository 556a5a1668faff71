//! The circuit made for now, and what the person's hand may do to it.

use std::sync::Arc;

use crate::domain::{Document, Entry, Profile, RecordId};
use crate::planner::hand::{Additions, HandChange};
use crate::planner::{NoPlan, Plan, Request};

/// A circuit made for now, with the document it was made from.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The plan.
    pub plan: Arc<Plan>,
    /// The document then.
    pub(super) from: Document,
    /// The seed, so that "build again" can use another.
    pub seed: u64,
    /// What was asked for, with the wishes that building again keeps.
    pub request: Request,
    /// Who made it.
    pub maker: Maker,
    /// What may be added to it.
    pub additions: Arc<Additions>,
    /// The last change by hand and what it cost, in words; empty before the first one.
    pub last_change: String,
}

/// Who made a circuit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// The planner alone.
    Planner,
    /// The planner, and then the person's hand.
    Both,
    /// The person, from nothing.
    Person,
    /// The person, from a favourite of this id.
    Favourite(RecordId),
}

impl Planned {
    /// The seed that gives the same circuit again; none for what was changed or made by hand.
    pub fn seed_of_record(&self) -> Option<u64> {
        (self.maker == Maker::Planner).then_some(self.seed)
    }

    /// Seconds by which the circuit is longer than the minutes asked for; shorter where below 0.
    pub fn over_secs(&self) -> i64 {
        i64::from(self.plan.circuit.total_secs()) - i64::from(self.request.minutes) * 60
    }

    /// Whether what it was made from has changed since: an answer, a tool, the gaps. The minutes stand beside it.
    pub(super) fn is_outdated(&self, document: &Document) -> bool {
        let gaps = |document: &Document| (document.settings.transition_secs, document.settings.switch_secs);
        let at_minutes = |profile: &Profile| Profile { minutes: self.request.minutes, ..profile.clone() };
        !self.from.shares_records_with(document)
            || at_minutes(&self.from.profile) != at_minutes(&document.profile)
            || !works(&self.from).eq(works(document))
            || gaps(&self.from) != gaps(document)
    }
}

/// The own drills and techniques of a document, which the planner chooses from.
fn works(document: &Document) -> impl Iterator<Item = &Arc<Entry>> {
    document.shelf().values().filter(|entry| entry.work().is_some())
}

/// Why the last circuit asked for could not be made, for as long as nothing has changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unplanned {
    /// Why.
    pub why: NoPlan,
    /// Whether wishes of the person's own stood in the way as well.
    pub had_wishes: bool,
    /// The revision of the document then.
    pub(super) revision: u64,
}

/// What the person's hand does to circuits and favourites.
#[derive(Clone, Debug, PartialEq)]
pub enum HandCommand {
    /// Changes the circuit.
    Change(HandChange),
    /// Begins a circuit without a station.
    BuildByHand,
    /// Opens a favourite as a circuit for now, to be changed.
    EditFavourite(RecordId),
    /// Keeps the circuit as a favourite of this name: a new one, or in place of one.
    SaveFavourite(Option<RecordId>, String),
    /// Gives a favourite another name.
    RenameFavourite(RecordId, String),
}

impl HandCommand {
    /// What it does, in a few words.
    pub fn title(&self) -> String {
        match self {
            Self::Change(change) => change_title(change).to_owned(),
            Self::BuildByHand => "Build a circuit by hand".to_owned(),
            Self::EditFavourite(_) => "Edit a circuit of your own".to_owned(),
            Self::SaveFavourite(None, name) => format!("Keep the circuit as {name}"),
            Self::SaveFavourite(Some(_), name) => format!("Change {name}"),
            Self::RenameFavourite(_, name) => format!("Rename a circuit to {name}"),
        }
    }
}

fn change_title(change: &HandChange) -> &'static str {
    match change {
        HandChange::Pin(_) => "Pin a region",
        HandChange::Unpin(_) => "No longer pin a region",
        HandChange::Exclude(_) => "Leave a region out",
        HandChange::Include(_) => "No longer leave a region out",
        HandChange::LeaveOut(_) => "Leave a station out",
        HandChange::Swap(_) => "Swap a station",
        HandChange::Add(..) => "Add a station",
        HandChange::Longer(_) => "A station longer",
        HandChange::Shorter(_) => "A station shorter",
        HandChange::Move { .. } => "Move a station",
        HandChange::SetMode(_) => "Change what the circuit is for",
        HandChange::Fit => "Fit the circuit to the minutes",
    }
}
