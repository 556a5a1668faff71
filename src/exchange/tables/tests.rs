//! Tables out and back in again.

use proptest::prelude::*;

use super::*;
use crate::domain::strategies;
use crate::domain::{Concern, Document, Edit, Record};
use crate::exchange::import::{Import, ImportError, Take, Verdict, VerdictKind};
use crate::exchange::table::table_of;
use crate::exchange::tables::words::Word as _;
use crate::exchange::tests::{counts, record};
use crate::format::Content;

const GOLDEN: &[u8] = include_bytes!("../../../tests/golden/version_4/log/2026/2026-03.k7f2q.ron");

/// A document with every kind of record.
fn golden() -> Document {
    let Content { records, deleted: _ } = crate::format::decode(GOLDEN).expect("a sound file");
    let mut document = Document::default();
    for record in records.values() {
        document.apply(Edit::Put(Box::new(Record::clone(record))));
    }
    document
}

fn text_of(document: &Document, name: &str) -> String {
    to_csv(document).into_iter().find(|file| file.name == name).map(|file| file.text).expect("it is exported")
}

fn import(text: &str, into: &Document) -> Import {
    let table = table_of(text.as_bytes()).expect("a table");
    from_csv(&table, into).expect("one of our tables")
}

/// A document made of its tables alone.
fn through_tables(document: &Document) -> Document {
    let tables = to_csv(document).into_iter().filter(|file| file.name != COLUMNS);
    tables.fold(Document::default(), |into, file| import(&file.text, &into).apply(&into, Take::Later))
}

/// The refused rows, each as its line, what it is, and why.
fn refused(text: &str) -> Vec<String> {
    let import = import(text, &Document::default());
    let refused = import.rows().iter().filter_map(|row| match &row.verdict {
        Verdict::Refused(reason) => Some(format!("{}: {}: {reason}", row.line.unwrap_or_default(), row.what)),
        Verdict::New | Verdict::Changed | Verdict::Older | Verdict::Duplicate => None,
    });
    refused.collect()
}

#[test]
fn every_kind_of_record_survives() {
    let document = golden();
    let read = through_tables(&document);
    assert!(read.records().eq(document.records()));
    assert_eq!(to_csv(&read), to_csv(&document));
}

#[test]
fn a_table_is_one_that_people_can_read() {
    let document = golden();
    let check_ins = text_of(&document, "check_ins.csv");
    let lines: Vec<&str> = check_ins.split("\r\n").collect();
    let head = "id,rev,when,zone,note,readiness,sleep_quality,energy,mood,calm,freshness,water,food,region,soreness,stiffness,\
                wrong,until,morning,pain_answer,metric,value";
    assert_eq!(lines[0], head);
    let common = "01KJKSZZ80000000000000000A,2,2026-03-01T07:40:00+01:00,Europe/Berlin,\
                  \"slept badly, didn't \"\"warm up\"\"\nbetter by noon\",3,2,3,4,5,1,little,plenty";
    assert_eq!(lines[1], format!("{common},low_back_left,3,0,,,,,,"));
    assert_eq!(lines[2], format!("{common},sacrum,,,sharp_pain,,,,,"));
    assert!(lines.contains(&format!("{common},foot_sole_right,,,fresh_strain,2026-03-04,,,,").as_str()));
    assert!(lines.contains(&format!("{common},quads_right,,,,,worse,dismissed,,").as_str()));
    assert!(lines.contains(&format!("{common},,,,,,,,bar_speed,0.72").as_str()));
    assert_eq!(lines.last(), Some(&""));
    let line =
        |name: &str, number: usize| text_of(&document, name).split("\r\n").nth(number).unwrap_or_default().to_owned();
    let retest = "01KJKSZZ80000000000000000F,1,2026-03-05T08:12:00+01:00,Europe/Berlin,,sit_reach,,both,1,-2.5,,,,";
    assert_eq!(line("retests.csv", 7), retest);
    let photo = "after_circuit after_hard_training other_time_of_day,,,,left,1,01KJKSZZ80000000000000000E.left-1.jpg,\
                 12.5 300 / 40 310.25 / 44 -2";
    assert!(line("retests.csv", 5).ends_with(photo), "{}", line("retests.csv", 5));
    let circuits = text_of(&document, "circuits.csv");
    assert!(circuits.contains(",2,\"Evening, the long one\",0xffffffffffffffff,1,warm_up,drill,"));
    assert!(circuits.contains(",90,0,0,eased,4,,25,,,,,,\r\n"));
    assert!(circuits.contains(",0,0,0,,,no_space,,,,,,,\r\n"));
    assert!(circuits.contains(",,hamstrings_left,stiffness,6,3\r\n"));
    assert!(circuits.contains(",,calf_right,soreness,,0\r\n"));
    let training = "01KJKSZZ80000000000000000B,1,2026-03-02T13:30:00-03:30,,5 × 5,hard,hinge";
    assert_eq!(line("trainings.csv", 1), training);
}

#[test]
fn every_column_of_every_table_is_explained() {
    for table in Table::ALL {
        let all = COLUMNS_TEXT
            .split_once(&format!("`{}`:", table.file_name()))
            .map(|(_, rest)| rest)
            .expect("the table is named");
        let own = all.split(".csv`:").next().unwrap_or_default();
        for column in table.of_record().iter().chain(table.of_row()) {
            assert!(own.contains(&format!("- `{column}`: ")), "{}: {column}", table.file_name());
        }
        let explained = own.matches("\n- `").count();
        assert_eq!(explained, table.of_record().len() + table.of_row().len(), "{}", table.file_name());
    }
    for column in COMMON {
        assert!(COLUMNS_TEXT.contains(&format!("- `{column}`: ")), "{column}");
    }
}

#[test]
fn the_columns_of_a_station_are_all_from_its_place_to_what_was_spared() {
    assert_eq!((CIRCUIT_ROW[OF_STATION.start - 1], CIRCUIT_ROW[OF_STATION.end]), ("station", "spared"));
}

#[test]
fn a_note_that_looks_like_a_formula_is_none_in_a_spreadsheet() {
    let mut document = Document::default();
    for (id, note) in (1..).zip(["=HYPERLINK(1)", "+1", "-1", "@a", "'a", "\t=1"]) {
        document.apply(Edit::Put(Box::new(record(id, 1, "2026-03-04T06:12:00Z", note))));
    }
    let text = text_of(&document, "check_ins.csv");
    let table = table_of(text.as_bytes()).expect("a table");
    assert!(table.rows().iter().all(|row| row.cell(4).starts_with('\'')));
    assert!(through_tables(&document).records().eq(document.records()));
}

#[test]
fn a_row_that_cannot_be_is_refused_with_its_line_and_reason() {
    const HEAD: &str = "id,rev,when,zone,note,readiness,region,soreness,stiffness,wrong,metric,value\n";
    // Such a table was exported before there was more to a check-in, and can still be brought in.
    const ID: &str = "01KJKSZZ80000000000000000A,1,2026-03-04T07:12:00+01:00,,secret,";
    let check = |rows: &str, expected: &[&str]| {
        let text = format!("{HEAD}{}\n", rows.replace("ID,", ID));
        assert_eq!(refused(&text), expected, "{rows}");
    };
    let named = |line: usize, reason: &str| format!("{line}: Check-in, 4 Mar 2026, 07:12: {reason}");
    let wrong = format!("`wrong` is not {}", Concern::choices());
    check("ID,3,calf_left,4,,,,", &[]);
    check("ID,6,calf_left,4,,,,", &[&named(2, "`readiness` is not a whole number from 1 to 5")]);
    check("ID,,calves,4,,,,", &[&named(2, "`region` is none that Supple knows")]);
    check("ID,,calf_left,11,,,,", &[&named(2, "`soreness` is not a whole number from 0 to 10")]);
    check("ID,,calf_left,-1,,,,", &[&named(2, "`soreness` is not a whole number from 0 to 10")]);
    check("ID,,calf_left,,,ouch,,", &[&named(2, &wrong)]);
    check("ID,,,4,,,,", &[&named(2, "a rating stands there without a `region`")]);
    check("ID,,,,,,,4", &[&named(2, "a `value` stands there without a `metric`")]);
    check("ID,,,,,,sleep,25", &[&named(2, "sleep is outside 0 to 24 h")]);
    check("ID,,,,,,sleep,long", &[&named(2, "`value` is not a number")]);
    check("ID,,,,,,grip,inf", &[&named(2, "`value` is not a number")]);
    check("ID,,calf_left,4,,,", &[&named(2, "the row has 11 cells and the header 12")]);
    check("ID,,calf_left,4,,,,,,x", &[&named(2, "the row has 14 cells and the header 12")]);
    check(
        "ID,1,calf_left,4,,,,\nID,1,calf_left,5,,,,\nID,2,abs,5,,,,\nID,1,shin,5,,,,",
        &[
            &named(3, "the region stands twice in one record"),
            &named(4, "`readiness` differs from line 2 of the same record"),
            &named(5, "`region` is none that Supple knows"),
        ],
    );
    check("x,1,2026-03-04T07:12:00+01:00,,,,,,,,,", &["2: Check-in: `id` is not the id of a record"]);
    check(
        "01KJKSZZ80000000000000000A,one,2026-02-29T07:12:00+01:00,,,,,,,,,",
        &[
            "2: Check-in, record 01KJKSZZ80000000000000000A: `rev` is not a whole number",
            "2: Check-in, record 01KJKSZZ80000000000000000A: `when` is not a moment such as 2026-03-04T07:12:00+01:00",
        ],
    );
}

#[test]
fn the_other_tables_refuse_what_cannot_be_too() {
    let document = golden();
    let check = |name: &str, from: &str, to: &str, expected: &str| {
        let text = text_of(&document, name);
        let broken = text.replacen(from, to, 1);
        assert_ne!(broken, text, "{name}: {from}");
        assert!(refused(&broken).iter().any(|refused| refused.contains(expected)), "{:?}", refused(&broken));
    };
    check("trainings.csv", ",hard,", ",brutal,", "`intensity` is not easy, moderate or hard");
    check("circuits.csv", ",recovery,", ",fun,", "`mode` is not before_training or recovery");
    check("circuits.csv", "ffff,1,warm_up", "ffff,,warm_up", "`station` is empty");
    check("circuits.csv", "0xffffffffffffffff", "18446744073709551615", "`seed` is not a number such as 0x2f");
    check("circuits.csv", ",eased,4,,25,", ",eased,14,,25,", "`felt` is not a whole number from 0 to 10");
    check("circuits.csv", ",eased,4,,25,", ",eased,4,,125,", "`chance_percent` is not a whole number from 0 to 100");
    check("circuits.csv", ",no_space,", ",bored,", "`skipped` is not hurts, no_tool, no_space or dull");
    check("circuits.csv", ",calf_right,soreness,,0", ",calf_right,soreness,3,", "`after` is empty");
    check("circuits.csv", ",calf_right,soreness,,0", ",calf_right,,,0", "`scale` is not soreness or stiffness");
    check("circuits.csv", ",calf_right,soreness,,0", ",hamstrings_left,soreness,,0", "the treated region stands twice");
    check("retests.csv", ",after_circuit ", ",after_lunch ", "a word of `doubts` is not after_circuit, ");
    check("retests.csv", ",left,1,01KJ", ",left,0,01KJ", "`photo_trial` counts from 1");
    check("retests.csv", "12.5 300 / 40", "12.5 / 40", "`points` are not such as 12.5 300 / 40 310.25");
    check("circuits.csv", ",2,tissue,", ",1,tissue,", "the number of the station stands twice");
    check("circuits.csv", ",3,5,90,", ",3,,90,", "only one end of the pressure");
    check("circuits.csv", "technique,s02,", "technique,,", "`work` is empty");
    check("circuits.csv", ",hamstrings,", ",hams,", "`group` is none");
    check("circuits.csv", "sacrum,painful", "sacrum,", "only one of `spared` and `cause` stands there");
    check("circuits.csv", "sacrum,painful", "sacrum,sad", "`cause` is not breath_or_chest, ");
    check("check_ins.csv", ",5,1,little,", ",6,1,little,", "`calm` is not a whole number from 1 to 5");
    check("check_ins.csv", ",little,", ",some,", "`water` is not little, enough or plenty");
    check("check_ins.csv", ",fresh_strain,2026-03-04,", ",fresh_strain,soon,", "`until` is not a day");
    check("check_ins.csv", ",fresh_strain,2026-03-04,", ",,2026-03-04,", "`until` stands there without a `wrong`");
    check("check_ins.csv", "quads_right,,", "quads_right,3,", "a rating and an answer of another moment");
    check("check_ins.csv", "quads_right,,,,,", ",,,,,", "an answer stands there without a `region`");
    check("check_ins.csv", "quads_right,,,,,worse", "quads_left,,,,,worse", "the answer about the region stands twice");
    check("circuits.csv", ",eased", ",better", "`response` is not eased, same or worse");
    check("retests.csv", ",left,2,", ",left,1,", "the number of the trial stands twice");
    check("retests.csv", ",right,", ",starboard,", "`side` is not left, right or both");
}

#[test]
fn a_record_with_a_refused_row_is_left_as_it_is() {
    let document = golden();
    let text = text_of(&document, "check_ins.csv").replacen("hamstrings_right,,10", "hamstrings_right,,11", 1);
    let import = import(&text, &document);
    assert_eq!(counts(&import), [0, 0, 0, 1, 1]);
    assert_eq!(import.brings(Take::All), 0);
}

#[test]
fn a_cell_changed_by_hand_is_taken_without_raising_the_revision() {
    let document = golden();
    let text = text_of(&document, "retests.csv").replacen(",10.25", ",\"10,5\"", 1);
    let import = import(&text, &document);
    assert_eq!(counts(&import), [0, 1, 0, 1, 0]);
    let after = import.apply(&document, Take::Later);
    let changed: Vec<(u32, u32)> = document
        .records()
        .zip(after.records())
        .filter(|(before, after)| before != after)
        .map(|(before, after)| (before.rev, after.rev))
        .collect();
    assert_eq!(changed, [(3, 4)]);
}

#[test]
fn columns_may_stand_in_any_order_with_others_between_but_all_must_be_there() {
    let document = golden();
    let text = text_of(&document, "trainings.csv");
    let table = |map: &dyn Fn(Vec<&str>) -> Vec<String>| {
        let lines = text.trim_end().split("\r\n").map(|line| map(line.split(',').collect()).join(";"));
        table_of(lines.collect::<Vec<_>>().join("\n").as_bytes()).expect("a table")
    };
    let turned = table(&|cells| cells.into_iter().rev().chain(["mine"]).map(str::to_owned).collect());
    let read = from_csv(&turned, &document).expect("one of our tables");
    assert_eq!(counts(&read), [0, 0, 0, 1, 0]);
    let without = table(&|cells| cells[..6].iter().map(|&cell| cell.to_owned()).collect());
    let error = from_csv(&without, &document).expect_err("a column is missing");
    assert_eq!(error.to_string(), "The file could not be read: the column `type` is missing (line 1).");
    let other = table_of(b"Date,CMJ\n2026-03-04,41").expect("a table");
    assert_eq!(from_csv(&other, &document), Err(ImportError::OtherTable));
}

/// The table without these columns.
fn without(text: &str, columns: &[&str]) -> String {
    let table = table_of(text.as_bytes()).expect("a table");
    let kept: Vec<usize> =
        (0..table.header().len()).filter(|&at| !columns.contains(&table.header()[at].as_str())).collect();
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |cell: &dyn Fn(usize) -> String| kept.iter().map(|&at| quoted(&cell(at))).collect::<Vec<_>>().join(",");
    let mut lines = vec![line(&|at| table.header()[at].clone())];
    lines.extend(table.rows().iter().map(|row| line(&|at| row.cell(at).to_owned())));
    lines.join("\r\n")
}

#[test]
fn tables_of_before_are_still_accepted_and_a_half_of_later_columns_is_not() {
    let document = golden();
    for table in [Table::Circuits, Table::Retests] {
        let text = text_of(&document, table.file_name());
        let groups = table.later_columns();
        for known in 0..groups.len() {
            let later = groups[known..].concat();
            let older = import(&without(&text, &later), &Document::default());
            assert_eq!(older.count(VerdictKind::Refused), 0, "{}: {:?}", table.file_name(), older.rows());
            let half = table_of(without(&text, &later[1..]).as_bytes()).expect("a table");
            assert!(from_csv(&half, &document).is_err(), "{} without {:?}", table.file_name(), &later[1..]);
        }
    }
}

proptest! {
    #[test]
    fn every_documented_field_survives_export_and_import(document in strategies::document(6)) {
        let read = through_tables(&document);
        prop_assert!(read.records().eq(document.records()));
        prop_assert_eq!(to_csv(&read), to_csv(&document));
    }

    #[test]
    fn a_damaged_table_never_stops_the_program(at in 0..4_usize, cell in 0..400_usize, junk in "[-=,;\"'0-9a-z\n:+TZ]{0,6}") {
        let files = to_csv(&golden());
        let file = files.get(at).expect("there are four tables");
        let mut pieces: Vec<&str> = file.text.split(',').collect();
        let place = cell % pieces.len();
        pieces[place] = &junk;
        if let Ok(table) = table_of(pieces.join(",").as_bytes()) {
            let _ = from_csv(&table, &golden());
        }
    }
}
