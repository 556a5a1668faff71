//! Undo and redo by labelled snapshots of what was changed: the document, or the circuit made for now.

use std::collections::VecDeque;

use super::Planned;
use crate::domain::{Difference, Document};

/// How many changes can be taken back.
const DEPTH: usize = 100;

#[derive(Clone, Debug)]
struct Snapshot {
    label: String,
    part: Part,
}

/// What a snapshot holds.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// The person's data.
    Document(Document),
    /// The circuit made for now, if there was one.
    Plan(Option<Box<Planned>>),
}

/// What is, to be remembered in place of what comes back.
#[derive(Clone, Copy)]
pub(super) struct Current<'a> {
    pub document: &'a Document,
    pub planned: Option<&'a Planned>,
}

impl Current<'_> {
    /// The same part as it is now.
    fn part(self, like: &Part) -> Part {
        match like {
            Part::Document(_) => Part::Document(self.document.clone()),
            Part::Plan(_) => Part::Plan(self.planned.cloned().map(Box::new)),
        }
    }
}

/// The changes that can be taken back and made again. A snapshot shares its parts with its neighbours.
#[derive(Clone, Debug, Default)]
pub struct History {
    past: VecDeque<Snapshot>,
    future: Vec<Snapshot>,
}

impl History {
    /// Remembers the document as it was before a change.
    pub(super) fn record(&mut self, label: String, before: Document) {
        self.push(Snapshot { label, part: Part::Document(before) });
    }

    /// Remembers the circuit as it was before a change.
    pub(super) fn record_plan(&mut self, label: String, before: Option<Planned>) {
        self.push(Snapshot { label, part: Part::Plan(before.map(Box::new)) });
    }

    fn push(&mut self, snapshot: Snapshot) {
        self.future.clear();
        self.past.push_back(snapshot);
        if self.past.len() > DEPTH {
            self.past.pop_front();
        }
    }

    /// Takes back the last change: its label, and what was changed as it was before.
    pub(super) fn undo(&mut self, current: Current<'_>) -> Option<(String, Part)> {
        let Snapshot { label, part } = self.past.pop_back()?;
        self.future.push(Snapshot { label: label.clone(), part: current.part(&part) });
        Some((label, part))
    }

    /// Makes the last undone change again: its label, and what was changed as it was after.
    pub(super) fn redo(&mut self, current: Current<'_>) -> Option<(String, Part)> {
        let Snapshot { label, part } = self.future.pop()?;
        self.past.push_back(Snapshot { label: label.clone(), part: current.part(&part) });
        Some((label, part))
    }

    /// Forgets the changes of circuits: the one that they were made on has been followed.
    pub(super) fn forget_plans(&mut self) {
        let is_of_document = |snapshot: &Snapshot| matches!(snapshot.part, Part::Document(_));
        self.past.retain(is_of_document);
        self.future.retain(is_of_document);
    }

    /// Lays what has arrived over every snapshot, so that going back to one does not delete it. Where a change of this
    /// device and another's met in one record, the snapshots have the other's: undo takes back only what was done here.
    pub(super) fn rebase(&mut self, arrived: &Difference) {
        for Snapshot { label: _, part } in self.past.iter_mut().chain(&mut self.future) {
            if let Part::Document(document) = part {
                *document = arrived.onto(document).with_theirs();
            }
        }
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.past.back().map(|snapshot| snapshot.label.as_str())
    }

    /// What redo would make again.
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|snapshot| snapshot.label.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Edit, Profile};

    fn with_minutes(minutes: u32) -> Document {
        let mut document = Document::default();
        document.apply(Edit::Profile(Profile { minutes, ..Profile::default() }));
        document
    }

    /// Undo and redo of the document alone.
    fn back(history: &mut History, now: &Document) -> Option<(String, Document)> {
        of_document(history.undo(Current { document: now, planned: None }))
    }

    fn forth(history: &mut History, now: &Document) -> Option<(String, Document)> {
        of_document(history.redo(Current { document: now, planned: None }))
    }

    fn of_document(found: Option<(String, Part)>) -> Option<(String, Document)> {
        match found? {
            (label, Part::Document(document)) => Some((label, document)),
            (_, Part::Plan(_)) => None,
        }
    }

    #[test]
    fn undo_and_redo_walk_the_same_path_and_a_new_change_forgets_the_future() {
        let mut history = History::default();
        history.record("to 2".to_owned(), with_minutes(1));
        history.record("to 3".to_owned(), with_minutes(2));
        let (label, document) = back(&mut history, &with_minutes(3)).expect("two changes");
        assert_eq!((label.as_str(), document), ("to 3", with_minutes(2)));
        let (label, document) = forth(&mut history, &with_minutes(2)).expect("one undone change");
        assert_eq!((label.as_str(), document), ("to 3", with_minutes(3)));
        back(&mut history, &with_minutes(3)).expect("two changes");
        history.record("to 9".to_owned(), with_minutes(2));
        assert!(forth(&mut history, &with_minutes(9)).is_none());
    }

    #[test]
    fn the_oldest_changes_are_forgotten_first() {
        let mut history = History::default();
        for minutes in 0..=100 {
            history.record(format!("change {minutes}"), with_minutes(minutes));
        }
        let labels: Vec<String> =
            std::iter::from_fn(|| back(&mut history, &Document::default())).map(|(l, _)| l).collect();
        assert_eq!(labels.len(), 100);
        assert_eq!(labels.last().map(String::as_str), Some("change 1"));
    }
}
