//! The laws of merging, over contents made to collide: few ids, few revisions, and versions that differ in next to
//! nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::select;

use super::text;
use crate::domain::{
    Better, Body, CheckIn, Entry, Laterality, OwnBenchmark, Range, Record, RecordId, Retest, Stamp, Tested, strategies,
};
use crate::format::{Content, Plan, Shelf, Shelved, decode, decode_plan, encode_plan};

fn id() -> impl Strategy<Value = RecordId> {
    (0..4_u128).prop_map(|number| RecordId::new(Timestamp::UNIX_EPOCH, number))
}

/// Clocks that agree, that are a second apart, and that are off by years.
fn stamp() -> impl Strategy<Value = Stamp> {
    let second = select(vec![1_772_000_000_i64, 1_772_000_001, 1_677_000_000, 4_000_000_000]);
    (second, select(vec![0, 3600]), select(vec!["", "Europe/Berlin"])).prop_map(|(second, offset_secs, zone)| Stamp {
        at: Timestamp::from_second(second).expect("in range"),
        offset_secs,
        zone: zone.to_owned(),
    })
}

/// Bodies that differ little, and one pair that is equal as numbers and not as bytes.
fn body() -> impl Strategy<Value = Body> {
    let trial = select(vec![0.0, -0.0, 1.0]);
    let retest = |trial| Retest { left: vec![trial], ..Retest::of("ktw".into()) };
    let note = select(vec!["", "a", "b"]);
    prop_oneof![
        note.prop_map(|note| Body::CheckIn(CheckIn { note: note.to_owned(), ..CheckIn::default() })),
        trial.prop_map(move |trial| Body::Retest(retest(trial))),
        strategies::record().prop_map(|record| record.body),
    ]
}

fn version() -> impl Strategy<Value = Record> {
    (id(), 1..4_u32, stamp(), body()).prop_map(|(id, rev, when, body)| Record { id, rev, when, body })
}

/// What one file may hold.
fn content() -> impl Strategy<Value = Content> {
    let records = proptest::collection::vec(version(), 0..6);
    let deleted = proptest::collection::vec((id(), 0..5_u32), 0..4);
    (records, deleted).prop_map(|(records, deleted)| {
        let mut content = Content::default();
        for record in records {
            content.put(record.into());
        }
        for (id, rev) in deleted {
            content.delete(id, rev);
        }
        content
    })
}

/// The text of all of these together, taken in one after the other.
fn merged<'a>(parts: impl IntoIterator<Item = &'a Content>) -> Content {
    let mut all = Content::default();
    parts.into_iter().for_each(|part| all.merge(part));
    all
}

/// Entries that differ little, and one pair that is equal as numbers and not as bytes.
fn entry() -> impl Strategy<Value = Entry> {
    let benchmark = |min| OwnBenchmark {
        id: "own-a".into(),
        name: String::new(),
        unit: String::new(),
        laterality: Laterality::Together,
        better: Better::Up,
        range: Range { min, max: 1.0 },
        sem: None,
        steps: Vec::new(),
        tested: Tested::Still,
    };
    let min = select(vec![0.0, -0.0, 0.5]);
    prop_oneof![min.prop_map(move |min| Entry::Benchmark(benchmark(min))), strategies::entry()]
}

/// What the file of one device may say of the shelf.
fn shelf() -> impl Strategy<Value = Shelf> {
    let said = (id(), 1..4_u32, proptest::option::of(entry()));
    proptest::collection::vec(said, 0..5).prop_map(|all| {
        let mut shelf = Shelf::default();
        for (id, rev, entry) in all {
            shelf.put(id, Shelved { rev, entry: entry.map(Arc::new) });
        }
        shelf
    })
}

fn together<'a>(parts: impl IntoIterator<Item = &'a Shelf>) -> Shelf {
    let mut all = Shelf::default();
    parts.into_iter().for_each(|part| all.merge(part));
    all
}

fn text_of(shelf: &Shelf) -> String {
    encode_plan(&Plan { shelf: shelf.clone(), ..Plan::default() }).expect("entries can be written")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn shelves_merge_in_any_order_and_any_number_of_times_to_the_byte(a in shelf(), b in shelf(), c in shelf()) {
        prop_assert_eq!(text_of(&together([&a, &b])), text_of(&together([&b, &a])));
        prop_assert_eq!(text_of(&together([&together([&a, &b]), &c])), text_of(&together([&a, &together([&b, &c])])));
        let all = together([&a, &b, &c]);
        prop_assert_eq!(text_of(&together([&all, &all, &b])), text_of(&all));
        // Nor does it matter that each file was written and read in between.
        let read = [&a, &b, &c].map(|part| decode_plan(text_of(part).as_bytes()).expect("sound").shelf);
        prop_assert_eq!(text_of(&together(&read)), text_of(&all));
    }

    #[test]
    fn no_entry_vanishes_that_was_not_taken_off_above_its_every_revision(
        parts in proptest::collection::vec(shelf(), 1..4),
    ) {
        let all = together(&parts);
        let living: BTreeMap<RecordId, Arc<Entry>> = all.living().collect();
        for (id, said) in parts.iter().flat_map(|part| &part.0).filter(|(_, said)| said.entry.is_some()) {
            let removed = parts.iter().filter_map(|part| part.0.get(id)).filter(|said| said.entry.is_none());
            let highest_removal = removed.map(|said| said.rev).max().unwrap_or_default();
            prop_assert!(living.contains_key(id) || highest_removal > said.rev);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn merging_is_commutative_associative_and_idempotent_to_the_byte(a in content(), b in content(), c in content()) {
        prop_assert_eq!(text(&merged([&a, &b])), text(&merged([&b, &a])));
        prop_assert_eq!(text(&merged([&merged([&a, &b]), &c])), text(&merged([&a, &merged([&b, &c])])));
        let all = merged([&a, &b, &c]);
        prop_assert_eq!(text(&merged([&all, &all, &b])), text(&all));
        prop_assert_eq!(text(&merged([&all, &Content::default()])), text(&all));
    }

    #[test]
    fn the_order_of_files_does_not_show_in_the_bytes(
        parts in proptest::collection::vec(content(), 0..6),
        seed in any::<u64>(),
    ) {
        let sound = text(&merged(&parts));
        let mut shuffled: Vec<&Content> = parts.iter().collect();
        fastrand::Rng::with_seed(seed).shuffle(&mut shuffled);
        prop_assert_eq!(&text(&merged(shuffled)), &sound);
        // Nor does it matter that each file was written and read in between.
        let read: Vec<Content> = parts.iter().map(|part| decode(text(part).as_bytes()).expect("sound")).collect();
        prop_assert_eq!(&text(&merged(&read)), &sound);
    }

    #[test]
    fn no_id_vanishes_without_a_deletion_above_its_every_revision(
        parts in proptest::collection::vec(content(), 1..5),
    ) {
        let all = merged(&parts);
        let living: BTreeMap<RecordId, u32> = all.living().map(|record| (record.id, record.rev)).collect();
        for record in parts.iter().flat_map(|part| part.records.values()) {
            let deletions = parts.iter().filter_map(|part| part.deleted.get(&record.id));
            let highest_deletion = deletions.max().copied().unwrap_or_default();
            match living.get(&record.id) {
                Some(&rev) => prop_assert!(rev >= record.rev),
                None => prop_assert!(highest_deletion > record.rev),
            }
        }
    }
}
