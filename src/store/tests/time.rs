//! Clocks that jump, zones that change and days that are rare: records land in the month of their civil day, keep their
//! order, and can always be saved.

use jiff::Zoned;

use super::*;

/// A check-in made at a moment and a place, with the moment as its note.
fn made_at(id: u128, moment: &str) -> Record {
    let now: Zoned = moment.parse().expect("a moment");
    Record { when: Stamp::new(&now), ..record(id, 1, &now.timestamp().to_string(), moment) }
}

fn saved(moments: &[&str]) -> (MemoryFs, Document) {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    for (id, moment) in (1..).zip(moments) {
        put(&mut document, made_at(id, moment));
        store.save(&document).expect("saved");
    }
    drop(store);
    assert_eq!(reopened(&fs), document);
    (fs, document)
}

#[test]
fn a_record_lies_in_the_month_of_the_calendar_on_the_wall() {
    let check = |moment: &str, file: &str, day: &str| {
        let (fs, document) = saved(&[moment]);
        assert!(fs.text(month(file)).contains(moment), "{moment}");
        let shown = document.records().next().expect("one record");
        assert_eq!(shown.when.day().to_string(), day);
    };
    check("2028-02-29T23:59:59+01:00[Europe/Berlin]", "2028-02.11111", "2028-02-29");
    check("2028-03-01T00:00:00+01:00[Europe/Berlin]", "2028-03.11111", "2028-03-01");
    // The year has ended in Auckland and has not in Honolulu, at one and the same moment.
    check("2027-01-01T00:30:00+13:00[Pacific/Auckland]", "2027-01.11111", "2027-01-01");
    check("2026-12-31T01:30:00-10:00[Pacific/Honolulu]", "2026-12.11111", "2026-12-31");
    // Samoa left out 30 December 2011.
    check("2011-12-29T23:30:00-10:00[Pacific/Apia]", "2011-12.11111", "2011-12-29");
    check("2011-12-31T00:30:00+14:00[Pacific/Apia]", "2011-12.11111", "2011-12-31");
    // The last hour of October in Berlin stands twice on clocks in other years; here a month ends in the fold's offset.
    check("2026-10-31T23:59:59+01:00[Europe/Berlin]", "2026-10.11111", "2026-10-31");
}

#[test]
fn an_hour_that_stands_twice_or_never_on_the_clock_keeps_the_order_of_events() {
    let moments = [
        "2026-03-29T01:59:59+01:00[Europe/Berlin]",
        // The hour from 02:00 to 03:00 does not exist.
        "2026-03-29T03:00:00+02:00[Europe/Berlin]",
        "2026-10-25T02:30:00+02:00[Europe/Berlin]",
        // The same time on the clock, an hour later.
        "2026-10-25T02:30:00+01:00[Europe/Berlin]",
        "2026-10-25T02:31:00+01:00[Europe/Berlin]",
    ];
    let (fs, _) = saved(&moments);
    let order: Vec<String> = reopened(&fs).timeline().iter().map(|record| note(record)).collect();
    assert_eq!(order, moments);
    let october = fs.text(month("2026-10.11111"));
    let places = moments[2..].iter().map(|moment| october.find(moment).expect("it is there"));
    assert!(places.is_sorted(), "the file has them in the order of events too");
}

#[test]
fn an_edit_from_another_zone_leaves_a_record_on_its_day() {
    let (fs, mut document) = saved(&["2026-03-31T23:30:00+02:00[Europe/Berlin]"]);
    let made = document.records().next().expect("one record").clone();
    let (mut store, _) = open_sound(&fs);
    // The traveller is in Auckland now, where it is April already; only the words change.
    let body = Body::CheckIn(CheckIn { note: "edited in Auckland".to_owned(), ..CheckIn::default() });
    put(&mut document, Record { rev: 2, body, ..Record::clone(&made) });
    assert_eq!(store.save(&document).expect("saved").written, [month("2026-03.11111")]);
    drop(store);
    let found = reopened(&fs);
    let shown = found.records().next().expect("one record");
    assert_eq!((&shown.when, note(shown).as_str()), (&made.when, "edited in Auckland"));
}

#[test]
fn a_clock_set_back_three_years_neither_hides_nor_loses_anything() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, made_at(1, "2026-11-22T07:00:00+01:00[Europe/Berlin]"));
    store.save(&document).expect("saved");
    // The battery of the clock is empty: new records, an edit and a deletion, all dated before what is there.
    put(&mut document, made_at(2, "2023-11-22T07:00:00+01:00[Europe/Berlin]"));
    put(&mut document, made_at(3, "2023-11-22T07:05:00+01:00[Europe/Berlin]"));
    store.save(&document).expect("saved");
    let when = Stamp::new(&"2023-11-22T07:10:00+01:00[Europe/Berlin]".parse().expect("a moment"));
    put(&mut document, Record { rev: 2, when, ..record(1, 2, "2023-11-22T06:10:00Z", "edited in the past") });
    document.apply(Edit::Delete(made_at(2, "2023-11-22T07:00:00+01:00[Europe/Berlin]").id));
    store.save(&document).expect("saved");
    drop(store);
    assert_eq!(reopened(&fs), document);

    // On the other device the old version lies, and its clock is right: the edit still wins.
    let other = "2026-11.other";
    fs.put(month(other), {
        let mut content = crate::format::Content::default();
        content.put(made_at(1, "2026-11-22T07:00:00+01:00[Europe/Berlin]").into());
        content.put(made_at(2, "2023-11-22T07:00:00+01:00[Europe/Berlin]").into());
        crate::format::encode(&content).expect("text")
    });
    assert_eq!(reopened(&fs), document);
}

#[test]
fn the_ends_of_time_can_be_saved_and_read() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    let ends = [
        (1, Timestamp::MIN, -93_599),
        (2, Timestamp::MIN, 93_599),
        (3, Timestamp::MAX, -93_599),
        (4, Timestamp::MAX, 93_599),
    ];
    for (id, at, offset_secs) in ends {
        let mut record = record(id, 1, "2026-03-01T10:00:00Z", "far away");
        record.when = Stamp { at, offset_secs, zone: String::new() };
        put(&mut document, record);
    }
    store.save(&document).expect("saved");
    drop(store);
    assert_eq!(reopened(&fs), document);
}
