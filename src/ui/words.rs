//! Dates, lengths of time and lists, as the program says them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::catalog::Catalog;
use crate::domain::{Body, Record, Region, Side, Sides, Training};
pub use crate::widgets::countdown::clock as minutes_and_seconds;

/// "Sunday 22 November".
pub fn long_date(date: Date) -> String {
    date.strftime("%A %-d %B").to_string()
}

/// "22 Nov", with the year where it is not this year's.
pub fn short_date(date: Date, today: Date) -> String {
    let format = if date.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    date.strftime(format).to_string()
}

/// "18:10".
pub fn clock(time: DateTime) -> String {
    time.strftime("%H:%M").to_string()
}

/// "today", "tomorrow", "yesterday", the weekday within six days, else the date.
pub fn relative_day(date: Date, today: Date) -> String {
    match (date - today).get_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2..=6 => date.strftime("%A").to_string(),
        _ => short_date(date, today),
    }
}

/// "45 min", "8 h", "3 days": the whole length between two moments, rounded down to one unit.
pub fn length(from: Timestamp, to: Timestamp) -> String {
    let minutes = (to.as_second() - from.as_second()).abs() / 60;
    match minutes {
        0..60 => format!("{minutes} min"),
        60..2880 => format!("{} h", minutes / 60),
        _ => format!("{} days", minutes / 1440),
    }
}

/// Whether a text holds every word that was typed, whatever their order and case; nothing typed is held by all.
pub fn holds_all(text: &str, typed: &str) -> bool {
    let (text, typed) = (text.to_lowercase(), typed.to_lowercase());
    typed.split_whitespace().all(|word| text.contains(word))
}

/// All the names that a region may be searched by: its own, its place, its anatomy, its zone.
pub fn region_names(region: Region) -> String {
    let info = region.group().info();
    [&region.name(), info.label, info.anatomy, region.zone().label()].join(" ")
}

/// "Squat + hinge", in the order of the catalogue.
pub fn training_types(training: &Training, catalog: &Catalog) -> String {
    let known = catalog.session_types().iter().filter(|session| training.types.contains(&session.id));
    let names: Vec<&str> = known.map(|session| session.short.as_str()).collect();
    if names.is_empty() {
        // Only types that this version does not know: their ids still say something.
        let ids: Vec<&str> = training.types.iter().map(crate::domain::SessionTypeId::as_str).collect();
        return capitalised(&ids.join(" + "));
    }
    capitalised(&names.join(" + "))
}

/// The text with its first letter as a capital.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The text with its first letter in lower case, for the middle of a sentence.
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// "left", "right", "each side", or nothing where both work at once.
pub fn sides(sides: Sides) -> &'static str {
    match sides {
        Sides::One(Side::Left) => "left",
        Sides::One(Side::Right) => "right",
        Sides::Each => "each side",
        Sides::One(Side::Midline) | Sides::Together => "",
    }
}

/// The kind of a record, sentence case.
pub fn record_kind(record: &Record) -> &'static str {
    match record.body {
        Body::CheckIn(_) => "Check-in",
        Body::Training(_) => "Training",
        Body::Circuit(_) => "Circuit",
        Body::Retest(_) => "Retest",
    }
}

/// "1 station", "3 stations".
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_named_as_people_name_them() {
        let today: Date = "2026-11-22".parse().expect("a date");
        let check = |date: &str, words: &str| {
            assert_eq!(relative_day(date.parse().expect("a date"), today), words);
        };
        check("2026-11-22", "today");
        check("2026-11-23", "tomorrow");
        check("2026-11-21", "yesterday");
        check("2026-11-28", "Saturday");
        check("2026-11-29", "29 Nov");
        check("2025-11-22", "22 Nov 2025");
    }

    #[test]
    fn lengths_are_rounded_down_to_one_unit() {
        let check = |secs: i64, words: &str| {
            let to = Timestamp::from_second(secs).expect("in range");
            assert_eq!(length(Timestamp::UNIX_EPOCH, to), words);
        };
        check(59, "0 min");
        check(3_599, "59 min");
        check(3_600, "1 h");
        check(172_799, "47 h");
        check(172_800, "2 days");
        check(-7_200, "2 h");
        assert_eq!(minutes_and_seconds(725), "12:05");
    }

    #[test]
    fn a_region_is_found_by_any_of_its_names_and_by_its_side() {
        let check = |id: &str, wanted: &str, expected: bool| {
            assert_eq!(
                holds_all(&region_names(id.parse().expect("a known region")), wanted),
                expected,
                "{id} {wanted}"
            );
        };
        check("soleus_right", "", true);
        check("soleus_right", "lower calf", true);
        check("soleus_right", "right sol", true);
        check("soleus_right", "left", false);
        check("quads_left", "front thigh left", true);
        check("sacrum", "sacroiliac", true);
        check("sacrum", "knee", false);
    }
}
