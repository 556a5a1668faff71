//! Undo and redo by labelled snapshots of the document.

use std::collections::VecDeque;

use crate::domain::{Difference, Document};

/// How many changes can be taken back.
const DEPTH: usize = 100;

#[derive(Clone, Debug)]
struct Snapshot {
    label: String,
    document: Document,
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
        self.future.clear();
        self.past.push_back(Snapshot { label, document: before });
        if self.past.len() > DEPTH {
            self.past.pop_front();
        }
    }

    /// Takes back the last change: its label, and the document before it.
    pub(super) fn undo(&mut self, current: &Document) -> Option<(String, Document)> {
        let Snapshot { label, document } = self.past.pop_back()?;
        self.future.push(Snapshot { label: label.clone(), document: current.clone() });
        Some((label, document))
    }

    /// Makes the last undone change again: its label, and the document after it.
    pub(super) fn redo(&mut self, current: &Document) -> Option<(String, Document)> {
        let Snapshot { label, document } = self.future.pop()?;
        self.past.push_back(Snapshot { label: label.clone(), document: current.clone() });
        Some((label, document))
    }

    /// Lays what has arrived over every snapshot, so that going back to one does not delete it. Where a change of this
    /// device and another's met in one record, the snapshots have the other's: undo takes back only what was done here.
    pub(super) fn rebase(&mut self, arrived: &Difference) {
        for Snapshot { label: _, document } in self.past.iter_mut().chain(&mut self.future) {
            *document = arrived.onto(document).with_theirs();
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

    #[test]
    fn undo_and_redo_walk_the_same_path_and_a_new_change_forgets_the_future() {
        let mut history = History::default();
        history.record("to 2".to_owned(), with_minutes(1));
        history.record("to 3".to_owned(), with_minutes(2));
        let (label, document) = history.undo(&with_minutes(3)).expect("two changes");
        assert_eq!((label.as_str(), document), ("to 3", with_minutes(2)));
        let (label, document) = history.redo(&with_minutes(2)).expect("one undone change");
        assert_eq!((label.as_str(), document), ("to 3", with_minutes(3)));
        history.undo(&with_minutes(3)).expect("two changes");
        history.record("to 9".to_owned(), with_minutes(2));
        assert!(history.redo(&with_minutes(9)).is_none());
    }

    #[test]
    fn the_oldest_changes_are_forgotten_first() {
        let mut history = History::default();
        for minutes in 0..=100 {
            history.record(format!("change {minutes}"), with_minutes(minutes));
        }
        let labels: Vec<String> = std::iter::from_fn(|| history.undo(&Document::default())).map(|(l, _)| l).collect();
        assert_eq!(labels.len(), 100);
        assert_eq!(labels.last().map(String::as_str), Some("change 1"));
    }
}
