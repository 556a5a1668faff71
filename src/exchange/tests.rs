//! The dry run and what comes of it, and everything as RON.

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::domain::strategies;
use crate::domain::{
    Body, CheckIn, Circuit, Columns, Document, Edit, Entry, Favourite, Mode, Profile, Record, RecordId, Settings,
    Stamp, Station,
};
use crate::format::{self, Content};

pub(super) fn record(id: u128, rev: u32, at: &str, note: &str) -> Record {
    let at: Timestamp = at.parse().expect("a moment");
    Record {
        id: RecordId::new(Timestamp::UNIX_EPOCH, id),
        rev,
        when: Stamp { at, offset_secs: 3600, zone: String::new() },
        body: Body::CheckIn(CheckIn { note: note.to_owned(), ..CheckIn::default() }),
    }
}

fn document(records: &[Record]) -> Document {
    Document::new(records.iter().cloned(), Profile::default(), Settings::default())
}

/// How many rows there are of each verdict, in the order of [`VerdictKind::ALL`].
pub(super) fn counts(import: &Import) -> [usize; 5] {
    VerdictKind::ALL.map(|kind| import.count(kind))
}

fn notes(document: &Document) -> Vec<(u32, String)> {
    let note = |record: &Record| match &record.body {
        Body::CheckIn(check_in) => check_in.note.clone(),
        Body::Training(_) | Body::Circuit(_) | Body::Retest(_) => String::new(),
    };
    document.records().map(|record| (record.rev, note(record))).collect()
}

#[test]
fn a_dry_run_says_of_each_record_what_becomes_of_it() {
    let known = [
        record(1, 2, "2026-03-01T07:00:00Z", "same"),
        record(2, 2, "2026-03-02T07:00:00Z", "known"),
        record(3, 2, "2026-03-03T07:00:00Z", "known"),
        record(5, 1, "2026-03-05T07:00:00Z", "only here"),
    ];
    let file = [
        record(1, 9, "2026-03-01T07:00:00Z", "same"),
        record(2, 3, "2026-03-02T07:00:00Z", "later"),
        record(3, 1, "2026-03-03T07:00:00Z", "earlier"),
        record(4, 4, "2026-03-04T06:12:00Z", "not here"),
    ];
    let (into, from) = (document(&known), document(&file));
    let import = of_document(&from, &into);
    let rows: Vec<(&str, &Verdict)> = import.rows().iter().map(|row| (row.what.as_str(), &row.verdict)).collect();
    let expected = [
        ("Profile", &Verdict::Duplicate),
        ("Settings", &Verdict::Duplicate),
        ("Check-in, 1 Mar 2026, 08:00", &Verdict::Duplicate),
        ("Check-in, 2 Mar 2026, 08:00", &Verdict::Changed),
        ("Check-in, 3 Mar 2026, 08:00", &Verdict::Older),
        ("Check-in, 4 Mar 2026, 07:12", &Verdict::New),
    ];
    assert_eq!(rows, expected);
    assert_eq!((import.brings(Take::Later), import.brings(Take::All)), (2, 3));

    let only_here = (1, "only here".to_owned());
    let later = import.apply(&into, Take::Later);
    let expected = [(2, "same"), (3, "later"), (2, "known"), (4, "not here")].map(|(rev, note)| (rev, note.to_owned()));
    assert_eq!(notes(&later), [expected.as_slice(), std::slice::from_ref(&only_here)].concat());
    let all = import.apply(&into, Take::All);
    let expected =
        [(2, "same"), (3, "later"), (3, "earlier"), (4, "not here")].map(|(rev, note)| (rev, note.to_owned()));
    assert_eq!(
        notes(&all),
        [expected.as_slice(), &[only_here]].concat(),
        "an earlier version comes with a new revision"
    );
    assert_eq!(of_document(&from, &all).brings(Take::Later), 0, "the second time there is nothing to bring in");
}

#[test]
fn a_profile_that_was_set_stays_unless_everything_is_taken() {
    let profile = |minutes| Profile { minutes, ..Profile::default() };
    let with = |profile| Document::new([], profile, Settings::default());
    let check = |file: Profile, known: Profile, verdict: Verdict, minutes: [u32; 2]| {
        let into = with(known);
        let import = of_document(&with(file), &into);
        assert_eq!(import.rows()[0].verdict, verdict);
        assert_eq!([Take::Later, Take::All].map(|take| import.apply(&into, take).profile.minutes), minutes);
    };
    check(profile(20), Profile::default(), Verdict::New, [20, 20]);
    check(profile(20), profile(20), Verdict::Duplicate, [20, 20]);
    check(profile(20), profile(30), Verdict::Older, [30, 20]);
    check(Profile::default(), profile(30), Verdict::Older, [30, Profile::default().minutes]);
}

#[test]
fn a_file_of_a_month_can_be_brought_in_whatever_its_version() {
    let version_1 = include_bytes!("../../tests/golden/version_1/log/2026/2026-03.k7f2q.ron");
    let version_2 = include_bytes!("../../tests/golden/version_2/log/2026/2026-03.k7f2q.ron");
    let version_3 = include_bytes!("../../tests/golden/version_3/log/2026/2026-03.k7f2q.ron");
    let version_4 = include_bytes!("../../tests/golden/version_4/log/2026/2026-03.k7f2q.ron");
    for bytes in [version_1.as_slice(), version_2, version_3, version_4] {
        let import = from_ron(bytes, &Document::default()).expect("it reads");
        assert_eq!(counts(&import), [7, 0, 0, 0, 0]);
        let Content { records, deleted: _ } = format::decode(bytes).expect("it reads");
        assert!(import.apply(&Document::default(), Take::Later).records().eq(records.values()));
    }
}

#[test]
fn a_file_that_cannot_be_read_says_where_and_why() {
    let check = |text: &str, expected: &str| {
        let error = from_ron(text.as_bytes(), &Document::default()).expect_err("not to be read");
        assert_eq!(error.to_string(), expected, "{text}");
    };
    check("", "The file could not be read: the file is empty.");
    check("(version: 2,\n records: [\n", "The file could not be read: the file ends too early (line 2).");
    check("(version: 2,\n recods: [])", "The file could not be read: unknown field `recods` (line 2).");
    check(
        "(version: 9, anything)",
        "A later version of Supple wrote this file (format 9). Install the later version to bring it in.",
    );
}

#[test]
fn an_export_is_one_that_people_can_read() {
    let mut document = document(&[record(1, 1, "2026-03-04T06:12:00Z", "well\nslept")]);
    document.apply(Edit::Settings(Settings {
        csv_columns: [("Date,CMJ".to_owned(), Columns::default())].into(),
        ..Settings::default()
    }));
    let expected = r#"(
  version: 5,
  profile: (
    tools: [Roller, Ball, Wall],
    minutes: 12,
  ),
  settings: (
    theme: System,
    reduce_motion: false,
    sound: true,
    volume_percent: 70,
    speech: true,
    flash: true,
    breath: (
      in_tenths: 40,
      out_tenths: 60,
      behind_recovery: false,
      sound: false,
    ),
    transition_secs: 10,
    switch_secs: 5,
    ramp: Usual,
    csv_columns: {
      "Date,CMJ": (),
    },
  ),
  records: [
    (
      id: "00000000000000000000000001",
      rev: 1,
      when: (at: "2026-03-04T06:12:00Z", offset_secs: 3600),
      body: CheckIn((
        note: "well\nslept",
      )),
    ),
  ],
)
"#;
    assert_eq!(to_ron(&document).expect("text"), expected);
}

#[test]
fn an_entry_of_the_shelf_is_added_and_one_that_differs_stays_unless_everything_is_taken() {
    let favourite = |name: &str| {
        let station: Station = ron::from_str(
            "(phase: Motion, work: Drill(\"d41\"), group: \"ankle\", sides: Together, secs_per_side: 40)",
        )
        .expect("a station");
        let circuit = Circuit { mode: Mode::Recovery, stations: vec![station], transition_secs: 10, switch_secs: 5 };
        Entry::Favourite(Favourite { name: name.to_owned(), circuit })
    };
    let on_shelf = |names: &[(u128, &str)]| {
        let id = |number| RecordId::new(Timestamp::UNIX_EPOCH, number);
        document(&[]).with_shelf(names.iter().map(|(number, name)| (id(*number), favourite(name).into())))
    };
    let names =
        |document: &Document| document.shelf().values().map(|entry| entry.name().to_owned()).collect::<Vec<_>>();
    let into = on_shelf(&[(1, "same"), (2, "mine")]);
    let text = to_ron(&on_shelf(&[(1, "same"), (2, "theirs"), (3, "new")])).expect("text");
    let import = from_ron(text.as_bytes(), &into).expect("it reads");
    let rows: Vec<(&str, &Verdict)> = import.rows()[2..].iter().map(|row| (row.what.as_str(), &row.verdict)).collect();
    let expected = [
        ("Favourite, 00000000000000000000000001", &Verdict::Duplicate),
        ("Favourite, 00000000000000000000000002", &Verdict::Older),
        ("Favourite, 00000000000000000000000003", &Verdict::New),
    ];
    assert_eq!(rows, expected);
    assert_eq!(names(&import.apply(&into, Take::Later)), ["same", "mine", "new"]);
    assert_eq!(names(&import.apply(&into, Take::All)), ["same", "theirs", "new"]);
    let older = text.replacen("version: 5", "version: 3", 1);
    assert!(from_ron(older.as_bytes(), &into).is_err(), "version 3 knows no shelf");
}

proptest! {
    #[test]
    fn everything_survives_export_and_import_to_the_byte(document in strategies::document(6)) {
        let text = to_ron(&document).expect("text");
        let empty = Document::default();
        let import = from_ron(text.as_bytes(), &empty).expect("it reads back");
        let read = import.apply(&empty, Take::Later);
        prop_assert_eq!(&read, &document);
        prop_assert_eq!(to_ron(&read).expect("text"), text.clone());
        let again = from_ron(text.as_bytes(), &read).expect("it reads back");
        prop_assert_eq!(again.brings(Take::All), 0);
    }

    #[test]
    fn an_import_deletes_nothing_and_restoring_brings_back_all_of_a_backup(
        from in strategies::document(6),
        into in strategies::document(6),
    ) {
        let import = of_document(&from, &into);
        for take in [Take::Later, Take::All] {
            let after = import.apply(&into, take);
            for record in into.records().chain(from.records()) {
                prop_assert!(after.record(record.id).is_some());
            }
            for id in into.shelf().keys().chain(from.shelf().keys()) {
                prop_assert!(after.shelf().contains_key(id));
            }
            for record in after.records() {
                let known = into.record(record.id);
                prop_assert!(known.is_none_or(|known| known == record || known.rev < record.rev));
            }
        }
        let after = import.apply(&into, Take::All);
        for record in from.records() {
            prop_assert!(after.record(record.id).is_some_and(|after| after.says_the_same(record)));
        }
        prop_assert_eq!((&after.profile, &after.settings), (&from.profile, &from.settings));
        for (id, entry) in from.shelf().iter() {
            prop_assert_eq!(after.shelf().get(id), Some(entry));
        }
    }

    #[test]
    fn no_file_makes_the_program_stop(bytes in proptest::collection::vec(any::<u8>(), 0..80), text in "[(){}\\[\\]:,;\"a-z0-9\n ]{0,80}") {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            let into = Document::default();
            let _ = from_ron(bytes, &into);
            if let Ok(table) = table_of(bytes) {
                let _ = from_csv(&table, &into);
                let columns = guess_columns(&table);
                from_measurements(&table, &columns, &into, 0, &jiff::tz::TimeZone::UTC);
            }
        }
    }
}
