//! Files that do not read: what is said, what is kept, and that they are never written.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::domain::strategies;
use crate::domain::{Profile, Settings};
use crate::format;
use crate::store::{Salvaged, Warning};

/// A file of this device with three records, `a`, `b` and `c`.
fn three() -> String {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    for (id, note) in [(1, "a"), (2, "b"), (3, "c")] {
        let mut record = record(id, 1, &format!("2026-03-0{id}T10:00:00Z"), note);
        if let Body::CheckIn(check_in) = &mut record.body {
            let rating = crate::domain::RegionRating { stiffness: 6.try_into().ok(), ..Default::default() };
            check_in.regions.insert("hamstrings_left".parse().expect("a region"), rating);
        }
        put(&mut document, record);
    }
    store.save(&document).expect("saved");
    fs.text(month("2026-03.11111"))
}

/// Opens a folder with this one file, and gives the notes that are shown.
fn open_with(path: &Path, text: impl AsRef<[u8]>) -> (MemoryFs, Vec<String>, Vec<Warning>) {
    let fs = MemoryFs::default();
    fs.put(path, text);
    let (_, Loaded { document, warnings, .. }) = open(&fs);
    (fs, notes(&document).into_iter().map(|(_, note)| note).collect(), warnings)
}

#[test]
fn an_error_is_told_with_its_place_and_cause_and_the_other_records_are_kept() {
    let check = |from: &str, to: &str, line: usize, cause: &str, kept: &[&str]| {
        let text = three();
        assert!(text.contains(from), "{from}");
        // The second of the places where it stands, so that something comes before and after it.
        let at = text.match_indices(from).nth(1).or(text.match_indices(from).next()).map_or(0, |(at, _)| at);
        let broken = format!("{}{to}{}", &text[..at], &text[at + from.len()..]);
        let path = month("2026-03.11111");
        let (fs, shown, warnings) = open_with(&path, &broken);
        assert_eq!(shown, kept, "{cause}");
        let [Warning::Damaged { path: told, at: Some(place), cause: why, salvaged, copy }] = warnings.as_slice() else {
            panic!("{warnings:?}");
        };
        assert_eq!((told, place.line, why.as_str()), (&path, line, cause));
        let lost = 3 - kept.len();
        assert_eq!(*salvaged, Salvaged::Records { kept: kept.len(), lost });
        let copy = copy.as_ref().expect("a copy");
        assert!(copy.starts_with("/state/quarantine"), "{}", copy.display());
        assert_eq!(fs.text(copy), broken);
        assert_eq!(fs.text(&path), broken);
        let said = warnings[0].to_string();
        assert!(said.contains(cause) && said.contains(&format!("line {line}, column")), "{said}");
        assert!(said.ends_with("File: /data/log/2026/2026-03.11111.ron"), "{said}");
    };
    check("Some(6)", "Some(11)", 21, "rating 11 is outside 0 to 10", &["a", "c"]);
    check("hamstrings_left", "hamstring_left", 21, "unknown region `hamstring_left`", &["a", "c"]);
    check("rev: 1", "rev: -1", 17, "a number is out of range", &["a", "c"]);
    check("note:", "notes:", 23, "unknown field `notes`", &["a", "c"]);
    check("CheckIn", "Checkin", 19, "unknown word `Checkin`", &["a", "c"]);
    check("offset_secs: 0", "offset_secs: 99999", 25, "offset_secs 99999 is outside -93599 to 93599", &["a", "c"]);
    check("\n  records: [", "\n  recrods: [", 3, "unknown field `recrods`", &["a", "b", "c"]);
    check("  ],\n)\n", "", 36, "the file ends too early", &["a", "b", "c"]);
}

#[test]
fn what_is_no_month_of_records_is_told_and_left_alone() {
    let check = |text: &[u8], salvaged: Salvaged, cause: &str| {
        let path = month("2026-03.11111");
        let (fs, _, warnings) = open_with(&path, text);
        let [Warning::Damaged { salvaged: found, cause: why, .. }] = warnings.as_slice() else {
            panic!("{warnings:?}");
        };
        assert_eq!((*found, why.as_str()), (salvaged, cause));
        assert_eq!(fs.text(&path), String::from_utf8_lossy(text));
    };
    let nothing = Salvaged::Records { kept: 0, lost: 0 };
    check(b"", nothing, "the file is empty");
    check(b"\n\n", nothing, "the file is empty");
    check(&[0; 512], nothing, "zeros stand where text should be");
    check(b"\xff\xfe(\0", nothing, "this is not UTF-8 text");
    let twice = three().replace("0000000002", "0000000001");
    let cause = "the record 00000000000000000000000001 stands twice with different content";
    check(twice.as_bytes(), Salvaged::Records { kept: 2, lost: 0 }, cause);
}

#[test]
fn a_record_with_a_byte_that_is_no_text_is_not_guessed_at() {
    let mut bytes = three().into_bytes();
    let note = three().find("note: \"b\"").expect("a note") + "note: \"".len();
    bytes[note] = 0xff;
    let (_, shown, warnings) = open_with(&month("2026-03.11111"), bytes);
    assert_eq!(shown, ["a", "c"]);
    let Some(Warning::Damaged { salvaged, .. }) = warnings.first() else { panic!("{warnings:?}") };
    assert_eq!(*salvaged, Salvaged::Records { kept: 2, lost: 1 });
}

#[test]
fn line_ends_and_marks_of_other_editors_are_no_damage() {
    for text in [three().replace('\n', "\r\n"), format!("\u{feff}{}", three()), three().replace("\n ", "\n\t// mine\n")]
    {
        let (_, shown, warnings) = open_with(&month("2026-03.11111"), text);
        assert_eq!(warnings, []);
        assert_eq!(shown, ["a", "b", "c"]);
    }
}

#[test]
fn a_damaged_file_is_never_written_and_what_it_held_is_whole_again_beside_it_with_the_next_save() {
    let fs = MemoryFs::default();
    let broken = three().replacen("Some(6)", "Some(11)", 1);
    fs.put(month("2026-03.11111"), &broken);
    let (mut store, Loaded { mut document, .. }) = open(&fs);
    put(&mut document, record(2, 2, "2026-03-02T10:00:00Z", "b edited"));
    put(&mut document, record(4, 1, "2026-03-04T10:00:00Z", "d"));
    let saved = store.save(&document).expect("saved");
    assert_eq!(saved.written, [month("2026-03.11111-2")]);
    document.apply(Edit::Delete(record(4, 1, "2026-03-04T10:00:00Z", "").id));
    store.save(&document).expect("saved");
    drop(store);
    assert_eq!(fs.text(month("2026-03.11111")), broken);
    let beside = fs.text(month("2026-03.11111-2"));
    assert!(beside.contains("b edited") && beside.contains("note: \"c\""), "{beside}");

    // At the next start nothing is there twice, and the copy is made once.
    let (store, Loaded { document: found, warnings, .. }) = open(&fs);
    assert_eq!(found, document);
    assert_eq!(warnings.len(), 1);
    assert_eq!(fs.files("/state/quarantine").len(), 1);
    drop(store);

    // Once the file is repaired, the lost record is back and all are there once.
    fs.put(month("2026-03.11111"), three());
    let (mut store, mut found) = open_sound(&fs);
    let expected = [(1, "a"), (2, "b edited"), (1, "c")].map(|(rev, note)| (rev, note.to_owned()));
    assert_eq!(notes(&found), expected);
    put(&mut found, record(1, 2, "2026-03-01T10:00:00Z", "a edited"));
    assert_eq!(store.save(&found).expect("saved").written, [month("2026-03.11111")]);
    drop(store);
    assert_eq!(reopened(&fs), found);

    // Even if the damaged file is thrown away, nothing that was shown is lost.
    fs.remove(&month("2026-03.11111"));
    assert_eq!(notes(&open(&fs).1.document), expected[1..]);
}

#[test]
fn a_record_that_left_a_damaged_month_does_not_come_back_with_the_rest() {
    let fs = MemoryFs::default();
    fs.put(month("2026-03.11111"), three().replacen("Some(6)", "Some(11)", 1));
    let (mut store, Loaded { mut document, .. }) = open(&fs);
    put(&mut document, record(2, 2, "2026-04-02T10:00:00Z", "b in April"));
    store.save(&document).expect("saved");
    put(&mut document, record(4, 1, "2026-03-04T10:00:00Z", "d"));
    store.save(&document).expect("saved");
    let beside = fs.text(month("2026-03.11111-2"));
    assert!(beside.contains("note: \"c\"") && !beside.contains("note: \"b"), "{beside}");
}

#[test]
fn a_file_damaged_while_open_costs_nothing_that_was_in_memory() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-03-01T10:00:00Z", "a"));
    put(&mut document, record(2, 1, "2026-03-02T10:00:00Z", "b"));
    store.save(&document).expect("saved");
    fs.put(month("2026-03.11111"), "garbage");
    put(&mut document, record(2, 2, "2026-03-02T10:00:00Z", "b edited"));
    let saved = store.save(&document).expect("saved");
    assert_eq!(saved.written, [month("2026-03.11111-2")]);
    assert!(matches!(saved.warnings.as_slice(), [Warning::Damaged { .. }]), "{:?}", saved.warnings);
    drop(store);
    assert_eq!(fs.text(month("2026-03.11111")), "garbage");
    let (_, Loaded { document: found, .. }) = open(&fs);
    assert_eq!(found, document);
}

#[test]
fn what_a_later_version_wrote_is_left_alone_and_said() {
    let fs = MemoryFs::default();
    let later = "(version: 5, chapters: [whatever comes])";
    for path in [month("2026-03.11111"), month("2026-03.other"), PathBuf::from("/data/plan/11111.ron")] {
        fs.put(path, later);
    }
    let (mut store, Loaded { mut document, warnings, .. }) = open(&fs);
    assert_eq!(warnings.len(), 3);
    for warning in &warnings {
        assert!(matches!(warning, Warning::Newer { version: 5, .. }), "{warning:?}");
    }
    put(&mut document, record(1, 1, "2026-03-01T10:00:00Z", "a"));
    document.apply(Edit::Settings(Settings { sound: false, ..Settings::default() }));
    let written = store.save(&document).expect("saved").written;
    assert_eq!(written, [month("2026-03.11111-2"), PathBuf::from("/data/plan/11111-2.ron")]);
    drop(store);
    assert_eq!(fs.text(month("2026-03.11111")), later);
    assert_eq!(fs.text("/data/plan/11111.ron"), later);
    assert_eq!(open(&fs).1.document, document);
}

#[test]
fn a_damaged_profile_is_told_and_a_new_one_stands_beside_it() {
    let fs = MemoryFs::default();
    fs.put("/data/profile.ron", "(version: 1, profile: (tools: [Rolller], minutes: 20))");
    let (mut store, Loaded { mut document, warnings, .. }) = open(&fs);
    let said: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    assert!(said.len() == 1 && said[0].contains("unknown word `Rolller`"), "{said:?}");
    assert_eq!(*document.profile, Profile::default());
    document.apply(Edit::Profile(Profile { minutes: 21, ..Profile::default() }));
    store.save(&document).expect("saved");
    drop(store);
    assert!(fs.text("/data/profile.ron").contains("Rolller"));
    assert_eq!(open(&fs).1.document.profile.minutes, 21);
}

#[test]
fn links_folders_and_huge_files_are_left_out_and_never_written() {
    let fs = MemoryFs::default();
    fs.put_symlink(month("2026-03.11111"));
    fs.put("/data/log/2026/2026-04.11111.ron/inside", "");
    fs.put(month("2026-05.11111"), vec![b' '; 16 * 1024 * 1024 + 1]);
    fs.put_symlink("/data/log/2025");
    let (mut store, Loaded { mut document, warnings, .. }) = open(&fs);
    assert_eq!(warnings.len(), 4, "{warnings:?}");
    assert!(warnings.iter().all(|warning| matches!(warning, Warning::Skipped { .. })), "{warnings:?}");
    for (id, day) in [(1, "2026-03-01"), (2, "2026-04-01"), (3, "2026-05-01")] {
        put(&mut document, record(id, 1, &format!("{day}T10:00:00Z"), "new"));
    }
    let written = store.save(&document).expect("saved").written;
    assert_eq!(written, ["2026-03.11111-2", "2026-04.11111-2", "2026-05.11111-2"].map(month));
    put(&mut document, record(4, 1, "2025-03-01T10:00:00Z", "behind the link"));
    let error = store.save(&document).expect_err("refused").to_string();
    assert!(error.contains("not a folder") && error.contains("Path: /data/log/2025"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_changed_or_cut_file_never_stops_a_start_and_keeps_most_records(
        document in strategies::document(8),
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        is_cut in any::<bool>(),
    ) {
        let mut content = format::Content::default();
        document.records().for_each(|record| content.put(record.clone()));
        let mut bytes = format::encode(&content).expect("text").into_bytes();
        let place = place.index(bytes.len());
        if is_cut { bytes.truncate(place) } else { bytes[place] = byte }
        let (fs, shown, _) = open_with(&month("2026-03.11111"), &bytes);
        if !is_cut {
            prop_assert!(shown.len() + 1 >= document.record_count());
        }
        prop_assert_eq!(fs.text(month("2026-03.11111")), String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn salvage_of_a_sound_file_finds_everything(document in strategies::document(8)) {
        let mut content = format::Content::default();
        document.records().for_each(|record| content.put(record.clone()));
        content.delete(RecordId::new(Timestamp::UNIX_EPOCH, 99), 3);
        let text = format::encode(&content).expect("text");
        let salvage = format::salvage(text.as_bytes());
        prop_assert_eq!((salvage.content, salvage.lost), (content, 0));
    }
}

#[test]
fn where_a_block_stands_twice_and_two_claim_to_be_one_record_both_are_shown() {
    // The head of the second record goes on as the third one: what copying a block of the file over another leaves.
    let text = three();
    let (second, third) = (text.find("    (\n      id: \"00000000000000000000000002"), text.find("note: \"c\""));
    let (second, third) = (second.expect("it is there"), third.expect("it is there"));
    let head = &text[second..text.find("note: \"b\"").expect("it is there")];
    let begin_of_third = text.find("    (\n      id: \"00000000000000000000000003").expect("it is there");
    let broken = format!("{}{head}{}", &text[..begin_of_third], &text[third..]);
    let fs = MemoryFs::default();
    fs.put(month("2026-03.11111"), &broken);
    let (_, Loaded { document, warnings, versions }) = open(&fs);
    assert_eq!(document.record_count(), 2);
    assert!(matches!(warnings.as_slice(), [Warning::Damaged { .. }]), "{warnings:?}");
    let [crate::store::Versions { shown, other, path }] = versions.as_slice() else { panic!("{versions:?}") };
    let notes = [shown, other].map(|record| match &record.body {
        Body::CheckIn(check_in) => check_in.note.as_str(),
        _ => "",
    });
    assert!(notes == ["b", "c"] || notes == ["c", "b"], "{notes:?}");
    assert_eq!(*path, month("2026-03.11111"));
}
