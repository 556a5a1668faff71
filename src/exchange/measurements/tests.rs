//! Measurements brought in.

use jiff::tz::TimeZone;

use super::*;
use crate::domain::DateOrder;
use crate::exchange::table::table_of;
use crate::exchange::tests::counts;
use crate::exchange::{Take, guess_columns};

fn table(text: &str) -> CsvTable {
    table_of(text.as_bytes()).expect("a table")
}

fn berlin() -> TimeZone {
    TimeZone::get("Europe/Berlin").expect("a known zone")
}

/// What bringing in a table would do whose columns need no choice.
fn import(text: &str, into: &Document) -> Import {
    let table = table(text);
    let columns = guess_columns(&table);
    assert!(columns.are_settled(), "{columns:?}");
    from_measurements(&table, &columns, into, 7, &berlin())
}

fn check_in(id: u128, at: &str) -> Record {
    let when = Stamp::new(&at.parse().expect("a moment"));
    Record { id: RecordId::new(when.at, id), rev: 3, when, body: Body::CheckIn(CheckIn::default()) }
}

fn document(records: &[Record]) -> Document {
    records.iter().fold(Document::default(), |mut document, record| {
        document.apply(Edit::Put(Box::new(record.clone())));
        document
    })
}

/// Each check-in as its revision, its clock and its metrics.
fn told(document: &Document) -> Vec<String> {
    let tell = |record: &Record, check_in: &CheckIn| {
        let metrics: Vec<String> = check_in.metrics.iter().map(|(id, value)| format!("{id} {value}")).collect();
        format!("{} {} {}", record.rev, record.when.civil(), metrics.join(", "))
    };
    let mut told: Vec<(Stamp, String)> =
        document.check_ins(..).map(|(record, check_in)| (record.when.clone(), tell(record, check_in))).collect();
    told.sort_by_key(|(when, _)| when.at);
    told.into_iter().map(|(_, told)| told).collect()
}

#[test]
fn a_day_without_a_check_in_gets_one() {
    let text = "Date,CMJ (cm),Sleep (h)\n2026-03-04,41.5,7.25\n2026-03-05 06:30,42,\n2026-03-06,,\n";
    let import = import(text, &Document::default());
    assert_eq!(counts(&import), [3, 0, 0, 0, 0]);
    assert_eq!(import.brings(Take::Later), 2);
    let rows: Vec<(Option<usize>, &str)> = import.rows().iter().map(|row| (row.line, row.what.as_str())).collect();
    let expected =
        [(Some(2), "Jump height, 4 Mar 2026"), (Some(2), "Sleep, 4 Mar 2026"), (Some(3), "Jump height, 5 Mar 2026")];
    assert_eq!(rows, expected);
    let after = import.apply(&Document::default(), Take::Later);
    assert_eq!(
        told(&after),
        ["1 2026-03-04T12:00:00 jump_height 41.5, sleep 7.25", "1 2026-03-05T06:30:00 jump_height 42"]
    );
}

#[test]
fn a_value_goes_to_the_last_check_in_of_its_day() {
    let mut with_jump = check_in(1, "2026-03-05T06:00:00+01:00[Europe/Berlin]");
    if let Body::CheckIn(check_in) = &mut with_jump.body {
        check_in.metrics.insert("jump_height".into(), 40.0.try_into().expect("finite"));
    }
    let into = document(&[
        check_in(2, "2026-03-04T06:00:00+01:00[Europe/Berlin]"),
        check_in(3, "2026-03-04T23:30:00+01:00[Europe/Berlin]"),
        with_jump,
        check_in(4, "2026-03-05T20:00:00+01:00[Europe/Berlin]"),
    ]);
    let text = "Date,Jump height (cm),RHR\n2026-03-04,41.5,52\n2026-03-05,42,53\n";
    let first = import(text, &into);
    assert_eq!(counts(&first), [0, 4, 0, 0, 0]);
    let after = first.apply(&into, Take::Later);
    let expected = [
        "3 2026-03-04T06:00:00 ",
        "4 2026-03-04T23:30:00 jump_height 41.5, resting_heart_rate 52",
        "4 2026-03-05T06:00:00 jump_height 42",
        "4 2026-03-05T20:00:00 resting_heart_rate 53",
    ];
    assert_eq!(told(&after), expected);
    let again = import(&format!("{text}2026-03-06,43,\n"), &after);
    assert_eq!(counts(&again), [1, 0, 0, 4, 0], "a longer table doubles nothing");
}

#[test]
fn a_day_has_one_value_and_a_repeated_one_is_there_already() {
    let text = "Date,CMJ (cm)\n2026-03-04 07:00,41.5\n2026-03-04 07:01,41.5\n2026-03-04 07:02,43\n";
    let first = import(text, &Document::default());
    assert_eq!(counts(&first), [1, 0, 0, 1, 1]);
    let reason = Verdict::Refused("line 2 has another value of the same day, which is kept".to_owned());
    assert_eq!(first.rows()[2].verdict, reason);
    let after = first.apply(&Document::default(), Take::Later);
    assert_eq!(counts(&import(text, &after)), [0, 0, 0, 2, 1]);
}

#[test]
fn units_are_brought_to_that_of_the_metric() {
    let check = |metric: &str, unit: MetricUnit, cell: &str, expected: Result<f64, &str>| {
        let column = MetricColumn { metric: metric.into(), unit: Some(unit) };
        let found = value_of(cell, &column).map(MetricValue::get);
        assert_eq!(found.as_ref().map_err(String::as_str), expected.as_ref().map_err(|error| *error), "{cell}");
    };
    check("jump_height", MetricUnit::Centimetres, "41,5", Ok(41.5));
    check("jump_height", MetricUnit::Metres, "0.415", Ok(41.5));
    check("jump_height", MetricUnit::Inches, "15", Ok(38.1));
    check("jump_height", MetricUnit::Inches, "60", Err("jump height is outside 1 to 150 cm"));
    check("jump_height", MetricUnit::Centimetres, "high", Err("the cell is not a number"));
    check("bar_speed", MetricUnit::MetresPerSecond, "0.72", Ok(0.72));
    check("resting_heart_rate", MetricUnit::PerMinute, "221", Err("resting heart rate is outside 20 to 220 /min"));
    check("sleep", MetricUnit::Hours, "7.5", Ok(7.5));
    check("sleep", MetricUnit::Minutes, "450", Ok(7.5));
    check("sleep", MetricUnit::HourMinutes, "7:30", Ok(7.5));
    check("sleep", MetricUnit::HourMinutes, "07:30:36", Ok(7.51));
    check("sleep", MetricUnit::HourMinutes, "7:60", Err("the cell is not h:mm"));
    check("sleep", MetricUnit::HourMinutes, "7.5", Err("the cell is not h:mm"));
    check("sleep", MetricUnit::HourMinutes, "24:01", Err("sleep is outside 0 to 24 h"));
    check("grip", MetricUnit::Hours, "1e9", Ok(1e9));
}

#[test]
fn what_is_not_chosen_yet_is_refused_and_not_guessed() {
    let check = |text: &str, change: &dyn Fn(&mut Columns), expected: &str| {
        let table = table(text);
        let mut columns = guess_columns(&table);
        change(&mut columns);
        assert!(!columns.are_settled());
        let import = from_measurements(&table, &columns, &Document::default(), 7, &berlin());
        assert_eq!(import.rows()[0].verdict, Verdict::Refused(expected.to_owned()));
        assert_eq!(import.brings(Take::All), 0);
    };
    check("Date,CMJ\n2026-03-04,20", &|_| {}, "the unit of jump height is not chosen");
    check("Date,CMJ (cm)\n03/04/2026,20", &|_| {}, "the day and the month could be either; choose their order");
    check("Date,CMJ (cm)\n2026-03-04,20", &|columns| columns.date = None, "the column of the day is not chosen");
}

#[test]
fn columns_are_guessed_from_their_names_and_cells() {
    use MetricUnit::{Centimetres, HourMinutes, Hours, Inches, Metres, MetresPerSecond, Minutes, PerMinute};
    let check =
        |text: &str, date: Option<usize>, order: Option<DateOrder>, metrics: &[(usize, &str, Option<MetricUnit>)]| {
            let columns = guess_columns(&table(text));
            assert_eq!((columns.date, columns.order), (date, order), "{text}");
            let found: Vec<(usize, &str, Option<MetricUnit>)> =
                columns.metrics.iter().map(|(&at, column)| (at, column.metric.as_str(), column.unit)).collect();
            assert_eq!(found, metrics, "{text}");
        };
    let ymd = Some(DateOrder::YearMonthDay);
    check(
        "calendarDate,restingHeartRate,sleepScore\n2026-03-04,52,80",
        Some(0),
        ymd,
        &[(1, "resting_heart_rate", Some(PerMinute))],
    );
    check(
        "Athlete;Datum;Sprunghöhe [cm];Schlaf\nA;24.03.2026;41,5;7:30",
        Some(1),
        Some(DateOrder::DayMonthYear),
        &[(2, "jump_height", Some(Centimetres)), (3, "sleep", Some(HourMinutes))],
    );
    check("Date,Jump Height (in)\n2026-03-04,17", Some(0), ymd, &[(1, "jump_height", Some(Inches))]);
    check("Date,jump_height_m\n2026-03-04,0.41", Some(0), ymd, &[(1, "jump_height", Some(Metres))]);
    check("Date,CMJ\n2026-03-04,0.41", Some(0), ymd, &[(1, "jump_height", Some(Metres))]);
    check("Date,CMJ\n2026-03-04,71", Some(0), ymd, &[(1, "jump_height", Some(Centimetres))]);
    check("Date,CMJ\n2026-03-04,21", Some(0), ymd, &[(1, "jump_height", None)]);
    check(
        "Date,Mean Velocity (m/s),Peak Velocity (m/s)\n2026-03-04,0.7,1.1",
        Some(0),
        ymd,
        &[(1, "bar_speed", Some(MetresPerSecond))],
    );
    check("Date,Sleep\n2026-03-04,450\n2026-03-05,390", Some(0), ymd, &[(1, "sleep", Some(Minutes))]);
    check("Date,Hours slept\n2026-03-04,7.5", Some(0), ymd, &[(1, "sleep", Some(Hours))]);
    check(
        "Date,CMJ (cm),Jump (cm)\n2026-03-04,41,42",
        Some(0),
        ymd,
        &[(1, "jump_height", None), (2, "jump_height", None)],
    );
    check("Start,End,RHR\n2026-03-04,2026-03-05,50", Some(0), ymd, &[(2, "resting_heart_rate", Some(PerMinute))]);
    check("A,B\n2026-03-04,x", Some(0), ymd, &[]);
    check("Name,Jump count\nx,3", None, None, &[]);
}

#[test]
fn days_are_those_of_the_place_over_every_change_of_clocks_and_calendar() {
    let check = |cells: &[&str], zone: &str, expected: &[&str]| {
        let text =
            format!("Date,RHR\n{}\n", cells.iter().map(|cell| format!("{cell},50")).collect::<Vec<_>>().join("\n"));
        let table = table(&text);
        let zone = TimeZone::get(zone).expect("a known zone");
        let import = from_measurements(&table, &guess_columns(&table), &Document::default(), 7, &zone);
        let after = import.apply(&Document::default(), Take::Later);
        let days: Vec<String> = after.timeline().iter().map(|record| record.when.day().to_string()).collect();
        assert_eq!(days, expected, "{cells:?}");
        let again = from_measurements(&table, &guess_columns(&table), &after, 8, &zone);
        assert_eq!(again.brings(Take::All), 0, "{cells:?}");
    };
    check(
        &["2026-03-28", "2026-03-29 02:30", "2026-03-30"],
        "Europe/Berlin",
        &["2026-03-28", "2026-03-29", "2026-03-30"],
    );
    check(&["2026-10-25 02:30", "2026-10-26"], "Europe/Berlin", &["2026-10-25", "2026-10-26"]);
    check(&["2024-02-28", "2024-02-29", "2024-03-01"], "UTC", &["2024-02-28", "2024-02-29", "2024-03-01"]);
    check(&["2025-12-31 23:59", "2026-01-01 00:00"], "Pacific/Auckland", &["2025-12-31", "2026-01-01"]);
    check(&["2025-12-31T23:30:00Z"], "Europe/Berlin", &["2026-01-01"]);
    check(&["2011-12-29", "2011-12-30", "2011-12-31"], "Pacific/Apia", &["2011-12-29", "2011-12-31"]);
}
