//! Bringing a document up to what has arrived since it was made: a three-way merge.
//!
//! Another device's records arrive while this one is in use. What the person did in the meantime was done to the document
//! of before, so the difference that arrived is laid over it: no edit of theirs vanishes, and nothing that arrived does,
//! unless they deleted just that. Records and the entries of the shelf are each taken one by one.

use std::sync::Arc;

use super::{Document, Entry, Record, RecordId};

/// What differs between a document and a later one. Cheap to copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    before: Document,
    after: Document,
    /// The records that differ, in order.
    ids: Arc<[RecordId]>,
    /// The entries of the shelf that differ, in order.
    shelf: Arc<[RecordId]>,
}

/// A document with what arrived laid over it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rebased {
    /// The document. Where both sides changed a record, this side's version stands in it.
    pub document: Document,
    /// The records that both sides changed.
    pub clashes: Vec<Clash>,
    /// What arrived for entries of the shelf that both sides changed; this side's stand in the document.
    pub entries: Vec<(RecordId, Arc<Entry>)>,
}

/// Two changes of one record, made apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// The version of this side.
    pub mine: Arc<Record>,
    /// The version that arrived.
    pub theirs: Arc<Record>,
}

impl Difference {
    /// What differs between two documents.
    pub fn between(before: &Document, after: &Document) -> Self {
        let differing = before.differing(after).filter(|(before, after)| before != after);
        let ids = differing.filter_map(|(before, after)| before.or(after)).map(|record| record.id).collect();
        let [old, new] = [before.shelf(), after.shelf()];
        let on_shelf = old.keys().chain(new.keys().filter(|id| !old.contains_key(id)));
        let shelf = on_shelf.filter(|id| old.get(id) != new.get(id)).copied().collect();
        Self { before: before.clone(), after: after.clone(), ids, shelf }
    }

    /// Whether the two are equal.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
            && self.shelf.is_empty()
            && self.before.profile == self.after.profile
            && self.before.settings == self.after.settings
    }

    /// How many records are new in the later document, or say something else.
    pub fn arrived(&self) -> usize {
        let is_news = |id: &&RecordId| {
            let [before, after] = [&self.before, &self.after].map(|document| document.record(**id));
            after.is_some() && !says_the_same(before, after)
        };
        self.ids.iter().filter(is_news).count()
    }

    /// Lays the difference over a document that was made from the earlier one.
    pub fn onto(&self, mine: &Document) -> Rebased {
        let mut document = mine.clone();
        let mut clashes = Vec::new();
        for &id in self.ids.iter() {
            let [before, after] = [&self.before, &self.after].map(|document| document.record(id));
            let mine = mine.record(id);
            if says_the_same(mine, before) {
                document.set(id, after.cloned());
            } else if !says_the_same(after, before)
                && let Some(theirs) = after
            {
                match mine {
                    // Deleted here, changed there: what was deleted is not what arrived.
                    None => document.set(id, Some(theirs.clone())),
                    Some(mine) if mine.says_the_same(theirs) => document.set(id, Some(later(mine, theirs))),
                    Some(mine) => clashes.push(Clash { mine: mine.clone(), theirs: theirs.clone() }),
                }
            }
        }
        let entries = self.lay_shelf_onto(&mut document);
        if mine.profile == self.before.profile {
            document.profile = self.after.profile.clone();
        }
        if mine.settings == self.before.settings {
            document.settings = self.after.settings.clone();
        }
        Rebased { document, clashes, entries }
    }

    /// The same for the shelf. Returns what arrived for entries that both sides changed.
    fn lay_shelf_onto(&self, document: &mut Document) -> Vec<(RecordId, Arc<Entry>)> {
        let mut clashes = Vec::new();
        for &id in self.shelf.iter() {
            let [before, after] = [&self.before, &self.after].map(|document| document.shelf().get(&id));
            let mine = document.shelf().get(&id);
            if mine == before {
                document.set_entry(id, after.cloned());
            } else if let Some(theirs) = after.filter(|_| mine != after) {
                match mine {
                    // Taken off here, changed there: what was taken off is not what arrived.
                    None => document.set_entry(id, Some(theirs.clone())),
                    Some(_) => clashes.push((id, theirs.clone())),
                }
            }
        }
        clashes
    }
}

impl Rebased {
    /// The document with what arrived in place of this side's version, where both changed a record or an entry.
    pub fn with_theirs(self) -> Document {
        let Self { mut document, clashes, entries } = self;
        for Clash { mine: _, theirs } in clashes {
            document.set(theirs.id, Some(theirs));
        }
        for (id, theirs) in entries {
            document.set_entry(id, Some(theirs));
        }
        document
    }
}

/// Lays what happened between `base` and `theirs` over `mine`, which was made from `base` too.
pub fn rebase(base: &Document, mine: &Document, theirs: &Document) -> Rebased {
    Difference::between(base, theirs).onto(mine)
}

fn says_the_same(a: Option<&Arc<Record>>, b: Option<&Arc<Record>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a.says_the_same(b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn later(mine: &Arc<Record>, theirs: &Arc<Record>) -> Arc<Record> {
    if mine.rev < theirs.rev { theirs.clone() } else { mine.clone() }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::test_runner::Config;

    use super::*;
    use crate::domain::{Profile, Settings, strategies};

    /// What one side does to a record of the document of before, or to one that was not there.
    #[derive(Clone, Debug)]
    enum Deed {
        Nothing,
        Delete,
        Put(Box<Record>),
    }

    impl Deed {
        fn done_to(self, id: RecordId, before: Option<&Record>) -> Option<Record> {
            match self {
                Self::Nothing => before.cloned(),
                Self::Delete => None,
                Self::Put(record) => Some(Record { id, rev: before.map_or(1, |it| it.rev + 1), ..*record }),
            }
        }
    }

    /// What one side has on its shelf: what was there, nothing, or something else.
    fn on_shelf() -> impl Strategy<Value = Option<Option<Entry>>> {
        prop_oneof![2 => Just(None), 1 => Just(Some(None)), 2 => strategies::entry().prop_map(|entry| Some(Some(entry)))]
    }

    fn deed() -> impl Strategy<Value = Deed> {
        prop_oneof![
            2 => Just(Deed::Nothing),
            1 => Just(Deed::Delete),
            2 => strategies::record().prop_map(|record| Deed::Put(Box::new(record))),
        ]
    }

    /// A document, and two made from it apart.
    fn fork() -> impl Strategy<Value = [Document; 3]> {
        let record = (proptest::option::of(strategies::record()), deed(), deed());
        let entry = (proptest::option::of(strategies::entry()), on_shelf(), on_shelf());
        (vec(record, 0..6), vec(entry, 0..4), vec(strategies::document(0), 3)).prop_map(|(records, entries, values)| {
            let mut shelves: [Vec<(RecordId, Arc<Entry>)>; 3] = Default::default();
            for (number, (before, mine, theirs)) in (0..).zip(entries) {
                let id = RecordId::new(Timestamp::UNIX_EPOCH, number);
                let sides = [before.clone(), mine.unwrap_or(before.clone()), theirs.unwrap_or(before)];
                for (shelf, entry) in shelves.iter_mut().zip(sides) {
                    shelf.extend(entry.map(|entry| (id, Arc::new(entry))));
                }
            }
            let mut shelves = shelves.into_iter();
            let mut sides: [Vec<Record>; 3] = Default::default();
            for (number, (before, mine, theirs)) in (0..).zip(records) {
                let id = RecordId::new(Timestamp::UNIX_EPOCH, number);
                let before = before.map(|record| Record { id, ..record });
                sides[1].extend(mine.done_to(id, before.as_ref()));
                sides[2].extend(theirs.done_to(id, before.as_ref()));
                sides[0].extend(before);
            }
            let mut values = values.into_iter();
            sides.map(|records| {
                let value = values.next().unwrap_or_default();
                let shelf = shelves.next().unwrap_or_default();
                Document::new(records, Profile::clone(&value.profile), Settings::clone(&value.settings))
                    .with_shelf(shelf)
            })
        })
    }

    proptest! {
        #![proptest_config(Config::with_cases(256))]

        #[test]
        fn no_edit_of_either_side_vanishes([base, mine, theirs] in fork()) {
            let Rebased { document, clashes, entries } = rebase(&base, &mine, &theirs);
            for record in mine.records().filter(|record| !says_the_same(Some(record), base.record(record.id))) {
                let kept = document.record(record.id).expect("an edit of mine is kept");
                prop_assert!(kept.says_the_same(record));
            }
            for record in theirs.records().filter(|record| !says_the_same(Some(record), base.record(record.id))) {
                let kept = document.record(record.id).expect("what arrived is kept");
                let is_beside = clashes.iter().any(|clash| clash.theirs == *record && clash.mine == *kept);
                prop_assert!(kept.says_the_same(record) || is_beside);
            }
            for (id, entry) in mine.shelf().iter().filter(|(id, entry)| base.shelf().get(id) != Some(entry)) {
                prop_assert_eq!(document.shelf().get(id), Some(entry));
            }
            for (id, entry) in theirs.shelf().iter().filter(|(id, entry)| base.shelf().get(id) != Some(entry)) {
                let is_beside = entries.contains(&(*id, entry.clone()));
                prop_assert!(document.shelf().get(id) == Some(entry) || is_beside);
            }
        }

        #[test]
        fn an_entry_goes_only_where_one_side_took_it_off_and_the_other_left_it([base, mine, theirs] in fork()) {
            let document = rebase(&base, &mine, &theirs).document;
            for (id, entry) in base.shelf().iter().filter(|(id, _)| !document.shelf().contains_key(id)) {
                let [mine, theirs] = [&mine, &theirs].map(|side| side.shelf().get(id));
                prop_assert!(mine.is_none() || theirs.is_none());
                prop_assert!([mine, theirs].into_iter().flatten().all(|left| left == entry));
            }
        }

        #[test]
        fn a_record_goes_only_where_one_side_deleted_it_and_the_other_left_it([base, mine, theirs] in fork()) {
            let document = rebase(&base, &mine, &theirs).document;
            for record in base.records().filter(|record| document.record(record.id).is_none()) {
                let [mine, theirs] = [&mine, &theirs].map(|side| side.record(record.id));
                let is_left = |side: Option<&Arc<Record>>| side.is_none_or(|side| side.says_the_same(record));
                prop_assert!(mine.is_none() || theirs.is_none());
                prop_assert!(is_left(mine) && is_left(theirs));
            }
        }

        #[test]
        fn where_one_side_did_nothing_the_other_holds([base, mine, theirs] in fork()) {
            let alone = |document: &Document| Rebased { document: document.clone(), clashes: Vec::new(), entries: Vec::new() };
            prop_assert_eq!(rebase(&base, &base, &theirs), alone(&theirs));
            prop_assert_eq!(rebase(&base, &mine, &base), alone(&mine));
            let both = rebase(&base, &mine, &mine);
            prop_assert!(both.clashes.is_empty() && both.entries.is_empty());
        }

        #[test]
        fn a_clash_may_be_settled_for_what_arrived([base, mine, theirs] in fork()) {
            let rebased = rebase(&base, &mine, &theirs);
            let settled = rebased.clone().with_theirs();
            for Clash { mine: _, theirs } in &rebased.clashes {
                prop_assert_eq!(settled.record(theirs.id), Some(theirs));
            }
            for (id, theirs) in &rebased.entries {
                prop_assert_eq!(settled.shelf().get(id), Some(theirs));
            }
        }
    }

    #[test]
    fn arrivals_are_counted_without_what_went() {
        let record = |number| {
            let id = RecordId::new(Timestamp::UNIX_EPOCH, number);
            let when = crate::domain::Stamp { at: Timestamp::UNIX_EPOCH, offset_secs: 0, zone: String::new() };
            Record { id, rev: 1, when, body: crate::domain::Body::CheckIn(crate::domain::CheckIn::default()) }
        };
        let of = |records: Vec<Record>| Document::new(records, Profile::default(), Settings::default());
        let (before, after) = (of(vec![record(1), record(2)]), of(vec![record(2), record(3)]));
        assert_eq!(Difference::between(&before, &after).arrived(), 1);
        assert!(Difference::between(&before, &before.clone()).is_empty());
    }
}
