//! Files of other devices and stray copies: read and merged, never written.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::domain::strategies;
use crate::format::{self, Content};
use crate::store::Versions;

fn file(records: &[Record], deleted: &[(u128, u32)]) -> String {
    let mut content = Content::default();
    for record in records {
        content.put(record.clone().into());
    }
    for &(id, rev) in deleted {
        content.delete(RecordId::new(Timestamp::UNIX_EPOCH, id), rev);
    }
    format::encode(&content).expect("text")
}

fn at_ten(id: u128, rev: u32, note: &str) -> Record {
    record(id, rev, "2026-03-10T10:00:00Z", note)
}

#[test]
fn of_one_record_in_several_files_the_highest_revision_is_shown_once() {
    let fs = MemoryFs::default();
    fs.put(month("2026-03.11111"), file(&[at_ten(1, 1, "a1"), at_ten(2, 5, "b5")], &[]));
    fs.put(month("2026-03.other"), file(&[at_ten(1, 2, "a2"), at_ten(2, 4, "b4")], &[]));
    fs.put(month("2026-03.other (conflicted copy)"), file(&[at_ten(1, 2, "a2"), at_ten(3, 1, "c1")], &[]));
    fs.put("/data/log/stray.ron", file(&[at_ten(4, 1, "d1")], &[]));
    fs.put("/data/log/2026/.hidden.ron", file(&[at_ten(5, 1, "e1")], &[]));
    fs.put("/data/log/2026/notes.txt", "not data");
    let expected = [(2, "a2"), (5, "b5"), (1, "c1"), (1, "d1")].map(|(rev, note)| (rev, note.to_owned()));
    assert_eq!(notes(&reopened(&fs)), expected);
}

#[test]
fn a_record_of_another_device_is_edited_and_deleted_in_our_own_file() {
    let fs = MemoryFs::default();
    let theirs = file(&[at_ten(1, 3, "a"), at_ten(2, 3, "b"), at_ten(3, 3, "c")], &[]);
    fs.put(month("2026-03.other"), &theirs);
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, at_ten(1, 4, "edited here"));
    document.apply(Edit::Delete(at_ten(2, 3, "").id));
    store.save(&document).expect("saved");
    drop(store);
    assert_eq!(fs.text(month("2026-03.other")), theirs);
    assert_eq!(fs.text(month("2026-03.11111")), file(&[at_ten(1, 4, "edited here")], &[(2, 4)]));
    assert_eq!(reopened(&fs), document);

    // Meanwhile they have edited what was deleted here: the edit stays.
    fs.put(month("2026-03.other"), file(&[at_ten(1, 3, "a"), at_ten(2, 4, "b again"), at_ten(3, 3, "c")], &[]));
    let found = reopened(&fs);
    assert_eq!(notes(&found).get(1), Some(&(4, "b again".to_owned())));
}

#[test]
fn a_record_that_another_device_deleted_is_gone_and_can_be_brought_back() {
    let fs = MemoryFs::default();
    fs.put(month("2026-03.11111"), file(&[at_ten(1, 1, "a")], &[]));
    let (mut store, before) = open_sound(&fs);
    fs.put(month("2026-03.other"), file(&[], &[(1, 2)]));
    store.save(&before).expect("saved");
    drop(store);

    let (mut store, found) = open_sound(&fs);
    assert_eq!(found.record_count(), 0);
    store.save(&before).expect("saved");
    drop(store);
    assert_eq!(notes(&reopened(&fs)), [(3, "a".to_owned())]);
}

#[test]
fn two_versions_of_equal_revision_are_told_and_both_stay_on_the_disk() {
    let fs = MemoryFs::default();
    let ours = file(&[at_ten(1, 2, "here")], &[]);
    let theirs = file(&[at_ten(1, 2, "there")], &[]);
    fs.put(month("2026-03.11111"), &ours);
    fs.put(month("2026-03.other"), &theirs);
    let (mut store, Loaded { mut document, warnings, versions }) = open(&fs);
    assert_eq!(warnings, []);
    let [Versions { shown, other, .. }] = versions.as_slice() else { panic!("{versions:?}") };
    let told: BTreeSet<String> = [shown, other].map(|record| note(record)).into();
    assert_eq!(told, BTreeSet::from(["here".to_owned(), "there".to_owned()]));
    assert_eq!(document.record(shown.id), Some(shown));
    assert_eq!(document.record_count(), 1);
    store.save(&document).expect("saved");
    assert_eq!([fs.text(month("2026-03.11111")), fs.text(month("2026-03.other"))], [ours, theirs]);

    // An edit settles it.
    put(&mut document, at_ten(1, 3, "settled"));
    store.save(&document).expect("saved");
    drop(store);
    assert_eq!(reopened(&fs), document);
}

fn content() -> impl Strategy<Value = Content> {
    let ids = || (0..4_u128).prop_map(|id| RecordId::new(Timestamp::UNIX_EPOCH, id));
    let records = proptest::collection::vec((ids(), 1..4_u32, strategies::record()), 0..5);
    let deleted = proptest::collection::vec((ids(), 1..4_u32), 0..3);
    (records, deleted).prop_map(|(records, deleted)| {
        let mut content = Content::default();
        for (id, rev, record) in records {
            content.put(Record { id, rev, ..record }.into());
        }
        for (id, rev) in deleted {
            content.delete(id, rev);
        }
        content
    })
}

fn merged(parts: &[&Content]) -> Content {
    let mut all = Content::default();
    for part in parts {
        all.merge(part);
    }
    all
}

proptest! {
    #[test]
    fn merging_knows_no_order_and_no_repetition(a in content(), b in content(), c in content()) {
        prop_assert_eq!(merged(&[&a, &b]), merged(&[&b, &a]));
        prop_assert_eq!(merged(&[&merged(&[&a, &b]), &c]), merged(&[&a, &merged(&[&b, &c])]));
        prop_assert_eq!(merged(&[&a, &b, &a, &b]), merged(&[&a, &b]));
    }
}
