//! Days and times as other programs write them.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

use crate::domain::{DateOrder, Stamp};

/// A day, with as much of its time as a cell tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    date: Date,
    time: Option<Time>,
    place: Place,
}

/// What a cell says of the place of its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Nothing.
    Here,
    /// The time is UTC, wherever it was measured.
    Utc,
    /// It has an offset of its own.
    At(Offset),
}

impl Moment {
    /// When this was, in a place with such a zone; a day without a time is at noon. `None` where the day is none there.
    pub(super) fn stamp(self, zone: &TimeZone) -> Option<Stamp> {
        let Self { date, time, place } = self;
        let civil = date.to_datetime(time.unwrap_or(Time::constant(12, 0, 0, 0)));
        let instant = |offset: Offset| offset.to_timestamp(civil).ok();
        match place {
            Place::Here => {
                let stamp = Stamp::new(&civil.to_zoned(zone.clone()).ok()?);
                // A zone that moved across the date line has left out a day.
                Some(stamp).filter(|stamp| stamp.day() == date)
            }
            Place::Utc => Some(Stamp::new(&instant(Offset::UTC)?.to_zoned(zone.clone()))),
            Place::At(offset) => {
                let at = Timestamp::from_second(instant(offset)?.as_second()).ok()?;
                Some(Stamp { at, offset_secs: offset.seconds(), zone: String::new() })
            }
        }
    }
}

/// The numbers of a date, as they stand there, and the order that their form itself tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Numbers {
    numbers: [i16; 3],
    told: Option<DateOrder>,
}

impl Numbers {
    /// The day, if the numbers can stand in that order.
    fn date(self, order: DateOrder) -> Option<Date> {
        let [a, b, c] = self.numbers;
        if (self.told == Some(DateOrder::YearMonthDay)) != (order == DateOrder::YearMonthDay) {
            return None;
        }
        let (year, month, day) = match order {
            DateOrder::YearMonthDay => (a, b, c),
            DateOrder::DayMonthYear => (c, b, a),
            DateOrder::MonthDayYear => (c, a, b),
        };
        Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
    }
}

/// The moment of a cell. Where neither its form nor `order` tells the day from the month, that is an error.
pub(super) fn parse(cell: &str, order: Option<DateOrder>) -> Result<Moment, String> {
    let (numbers, rest) = numbers(cell).ok_or("the cell is not a date")?;
    let order = order.or(numbers.told).ok_or("the day and the month could be either; choose their order")?;
    let date = numbers.date(order).ok_or_else(|| format!("the cell is not a date in the order {}", order.label()))?;
    let (time, place) = match rest {
        "" => (None, Place::Here),
        rest => time(rest).map(|(time, place)| (Some(time), place)).ok_or("the cell has no time that can be read")?,
    };
    Ok(Moment { date, time, place })
}

/// The one order in which all dates of a column are dates; `None` where there is none, or more than one. Cells that are
/// a date in no order do not count.
pub(super) fn common_order<'a>(cells: impl Iterator<Item = &'a str>) -> Option<DateOrder> {
    let dates: Vec<&str> = cells.filter(|cell| is_date(cell)).collect();
    let first = dates.first()?;
    let is_order = |&order: &DateOrder| dates.iter().all(|cell| parse(cell, Some(order)).is_ok());
    let possible: Vec<DateOrder> = DateOrder::ALL.into_iter().filter(is_order).collect();
    match possible[..] {
        [only] => Some(only),
        // With points between the numbers the day stands first, wherever that is written.
        _ => numbers(first).and_then(|(numbers, _)| numbers.told).filter(|told| possible.contains(told)),
    }
}

/// Whether a cell is a date in some order.
pub(super) fn is_date(cell: &str) -> bool {
    DateOrder::ALL.iter().any(|&order| parse(cell, Some(order)).is_ok())
}

/// The numbers that a cell begins with, and what stands behind them.
fn numbers(cell: &str) -> Option<(Numbers, &str)> {
    let end = cell.find([' ', 'T', ',']).unwrap_or(cell.len());
    let (date, rest) = cell.split_at(end);
    let separator = date.chars().find(|letter| !letter.is_ascii_digit()).filter(|letter| "-/.".contains(*letter))?;
    let parts: Vec<&str> = date.split(separator).collect();
    let [a, b, c] = parts[..] else { return None };
    let (longest, others) = if a.len() == 4 { (a, [b, c]) } else { (c, [a, b]) };
    let is_sound = longest.len() == 4 && others.iter().all(|part| (1..=2).contains(&part.len()));
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i16>().ok())?;
    let numbers = [number(a)?, number(b)?, number(c)?];
    let told = match separator {
        _ if a.len() == 4 => Some(DateOrder::YearMonthDay),
        '.' => Some(DateOrder::DayMonthYear),
        _ => None,
    };
    is_sound.then(|| (Numbers { numbers, told }, rest.trim_start_matches(['T', ',', ' ']).trim_end()))
}

/// "07:12", "7:12 pm", "07:12:33.5Z", "07:12:33+01:00".
fn time(text: &str) -> Option<(Time, Place)> {
    let lower = text.to_ascii_lowercase();
    let (clock, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock.trim_end(), Some(0)),
        (_, Some(clock)) => (clock.trim_end(), Some(12)),
        (None, None) => (lower.as_str(), None),
    };
    let (clock, place) = match clock.find(['z', '+', '-']) {
        None => (clock, Place::Here),
        Some(at) => (clock[..at].trim_end(), place(&clock[at..])?),
    };
    let mut parts = clock.split(':');
    let hour: i8 = parts.next()?.parse().ok()?;
    let minute: i8 = parts.next()?.parse().ok()?;
    // Parts of a second are not kept.
    let second: i8 = parts.next().map_or(Some(0), |part| part.split(['.', ',']).next()?.parse().ok())?;
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    let is_whole = parts.next().is_none();
    Time::new(hour, minute, second, 0).ok().filter(|_| is_whole).map(|time| (time, place))
}

/// "z", "+01:00", "-0330", "+01".
fn place(text: &str) -> Option<Place> {
    if text == "z" {
        return Some(Place::Utc);
    }
    let digits: String = text[1..].chars().filter(|&letter| letter != ':').collect();
    let number = |part: Option<&str>| part.filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok();
    let hours: i32 = number(digits.get(..2))?;
    let minutes: i32 = if digits.len() == 2 { 0 } else { number(digits.get(2..))? };
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let is_sound = matches!(digits.len(), 2 | 4) && minutes < 60;
    let offset = Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok().filter(|_| is_sound)?;
    Some(Place::At(offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(cell: &str, order: Option<DateOrder>, zone: &str) -> Result<String, String> {
        let zone = TimeZone::get(zone).expect("a known zone");
        let moment = parse(cell, order)?;
        let stamp = moment.stamp(&zone).ok_or("no such day")?;
        Ok(format!("{} {}", stamp.civil(), stamp.offset_secs / 60))
    }

    #[test]
    fn days_and_times_are_read_as_other_programs_write_them() {
        let check = |cell: &str, order: Option<DateOrder>, expected: &str| {
            assert_eq!(stamp(cell, order, "Europe/Berlin").as_deref(), Ok(expected), "{cell}");
        };
        let (day_first, month_first) = (Some(DateOrder::DayMonthYear), Some(DateOrder::MonthDayYear));
        check("2026-03-04", None, "2026-03-04T12:00:00 60");
        check("2026-03-04", Some(DateOrder::YearMonthDay), "2026-03-04T12:00:00 60");
        check("2026/3/4 7:05", None, "2026-03-04T07:05:00 60");
        check("04.03.2026", None, "2026-03-04T12:00:00 60");
        check("4.3.2026 07:12:33", None, "2026-03-04T07:12:33 60");
        check("04/03/2026", day_first, "2026-03-04T12:00:00 60");
        check("03/04/2026", month_first, "2026-03-04T12:00:00 60");
        check("3/4/2026, 7:12 PM", month_first, "2026-03-04T19:12:00 60");
        check("3/4/2026 12:00 am", month_first, "2026-03-04T00:00:00 60");
        check("2026-03-04T07:12:33.250", None, "2026-03-04T07:12:33 60");
        check("2026-03-04T23:30:00Z", None, "2026-03-05T00:30:00 60");
        check("2026-03-04T23:30:00-08:00", None, "2026-03-04T23:30:00 -480");
        check("2026-03-04 23:30:00 +0530", None, "2026-03-04T23:30:00 330");
        check("2024-02-29", None, "2024-02-29T12:00:00 60");
        check("31.12.2026 23:59", None, "2026-12-31T23:59:00 60");
        check("2026-01-01T00:00", None, "2026-01-01T00:00:00 60");
    }

    #[test]
    fn a_change_of_the_clocks_moves_no_day() {
        let check = |cell: &str, zone: &str, expected: Result<&str, &str>| {
            let found = stamp(cell, None, zone);
            assert_eq!(found.as_ref().map(String::as_str).map_err(String::as_str), expected, "{cell}");
        };
        check("2026-03-29 02:30", "Europe/Berlin", Ok("2026-03-29T03:30:00 120"));
        check("2026-10-25 02:30", "Europe/Berlin", Ok("2026-10-25T02:30:00 120"));
        check("2026-09-06", "America/Santiago", Ok("2026-09-06T12:00:00 -180"));
        check("2026-09-06 00:30", "America/Santiago", Ok("2026-09-06T01:30:00 -180"));
        // Samoa had no such day.
        check("2011-12-30", "Pacific/Apia", Err("no such day"));
    }

    #[test]
    fn what_is_no_date_or_could_be_two_is_refused() {
        let check = |cell: &str, order: Option<DateOrder>, expected: &str| {
            let error = parse(cell, order).expect_err("no date");
            assert!(error.contains(expected), "{cell}: {error}");
        };
        check("03/04/2026", None, "could be either");
        check("2025-02-29", None, "not a date");
        check("04.03.26", None, "not a date");
        check("yesterday", None, "not a date");
        check("", None, "not a date");
        check("2026-03-04", Some(DateOrder::DayMonthYear), "day, month, year");
        check("13/13/2026", Some(DateOrder::DayMonthYear), "day, month, year");
        check("2026-03-04 25:00", None, "no time");
        check("2026-03-04 07", None, "no time");
        check("2026-03-04 13:00 PM", None, "no time");
        check("2026-03-04 07:00+1", None, "no time");
        check("2026-03-04 07:00+é1", None, "no time");
        check("-/-", None, "not a date");
    }

    #[test]
    fn all_rows_together_tell_the_day_from_the_month() {
        let check = |cells: &[&str], expected: Option<DateOrder>| {
            assert_eq!(common_order(cells.iter().copied()), expected, "{cells:?}");
        };
        check(&["2026-03-04", "", "2026-03-05"], Some(DateOrder::YearMonthDay));
        check(&["04.03.2026", "05.03.2026"], Some(DateOrder::DayMonthYear));
        check(&["04/03/2026", "13/03/2026"], Some(DateOrder::DayMonthYear));
        check(&["03/04/2026", "03/13/2026"], Some(DateOrder::MonthDayYear));
        check(&["03/04/2026", "05/06/2026"], None);
        check(&["13/03/2026", "03/13/2026"], None);
        check(&["2026-03-04", "04.03.2026"], None);
        check(&["2026-03-04", "mean", "2026-02-30"], Some(DateOrder::YearMonthDay));
        check(&["", ""], None);
        check(&[], None);
    }
}
