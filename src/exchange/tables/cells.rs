//! Single cells: how values are written in them and read again.

use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::domain::Stamp;
use crate::exchange::table::number;

/// What a spreadsheet takes for the begin of a formula, and the sign that says otherwise.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\t', '\r', '\n', '\''];

/// The cell of a text: see `columns.txt`.
pub(super) fn of_text(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

/// The text of a cell.
pub(super) fn text(cell: &str) -> &str {
    let rest = cell.strip_prefix('\'');
    rest.filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}

/// The cell of a number: the shortest text that reads back as the same.
pub(super) fn of_number(number: f64) -> String {
    let is_long = number != 0.0 && !(1e-6..1e15).contains(&number.abs());
    if is_long { format!("{number:e}") } else { number.to_string() }
}

/// The cell of a value that may be absent.
pub(super) fn of_option<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The cell of a seed: in hexadecimal digits, because spreadsheets round long numbers.
pub(super) fn of_seed(seed: Option<u64>) -> String {
    seed.map(|seed| format!("0x{seed:x}")).unwrap_or_default()
}

/// The seed of a cell.
pub(super) fn seed(cell: &str) -> Option<u64> {
    u64::from_str_radix(cell.strip_prefix("0x")?, 16).ok()
}

/// The cell of points: `12.5 300 / 40 310.25`.
pub(super) fn of_points(points: &[(f64, f64)]) -> String {
    let points = points.iter().map(|&(x, y)| format!("{} {}", of_number(x), of_number(y)));
    points.collect::<Vec<_>>().join(" / ")
}

/// The points of a cell.
pub(super) fn points(cell: &str) -> Option<Vec<(f64, f64)>> {
    if cell.is_empty() {
        return Some(Vec::new());
    }
    let point = |text: &str| {
        let (x, y) = text.trim().split_once(' ')?;
        Some((number(x)?, number(y.trim())?))
    };
    cell.split('/').map(point).collect()
}

/// The cell of a moment: the clock of the place and its offset, as 2026-03-04T07:12:00+01:00.
pub(super) fn of_moment(when: &Stamp) -> String {
    let secs = when.offset_secs.unsigned_abs();
    let sign = if when.offset_secs < 0 { '-' } else { '+' };
    let (hours, minutes, secs) = (secs / 3600, secs / 60 % 60, secs % 60);
    let secs = if secs > 0 { format!(":{secs:02}") } else { String::new() };
    format!("{}{sign}{hours:02}:{minutes:02}{secs}", when.civil())
}

/// The moment of a cell, with a zone's name.
pub(super) fn moment(cell: &str, zone: &str) -> Option<Stamp> {
    // A sign before the time is that of a year.
    let time = cell.find(['T', ' '])?;
    let (civil, offset_secs) = if let Some(civil) = cell.strip_suffix('Z') {
        (civil, 0)
    } else {
        let at = time + cell[time..].find(['+', '-'])?;
        (&cell[..at], offset_secs(&cell[at..])?)
    };
    let offset = Offset::from_seconds(offset_secs).ok()?;
    let civil: DateTime = civil.trim().parse().ok()?;
    Some(Stamp { at: offset.to_timestamp(civil).ok()?, offset_secs, zone: zone.to_owned() })
}

/// The seconds of `+01:00` or `-03:30:15`.
fn offset_secs(text: &str) -> Option<i32> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (-1, &text[1..]),
        _ => (1, &text[1..]),
    };
    let parts: Vec<i32> = digits
        .split(':')
        .map(|part| part.parse().ok().filter(|_| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit())))
        .collect::<Option<_>>()?;
    match parts[..] {
        [hours, minutes] if minutes < 60 => Some(sign * (hours * 3600 + minutes * 60)),
        [hours, minutes, secs] if minutes < 60 && secs < 60 => Some(sign * (hours * 3600 + minutes * 60 + secs)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_begins_like_a_formula_and_each_reads_back() {
        for given in ["", "plain", "=1+1", "+49", "-", "@home", "'quoted", "''", "'", "\ttab", "it's", "a=b"] {
            let cell = of_text(given);
            assert_eq!(text(&cell), given);
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell}");
        }
        assert_eq!(text("'words in quotes'"), "'words in quotes'", "typed by hand");
    }

    #[test]
    fn a_moment_keeps_its_clock_and_its_offset() {
        let check = |cell: &str, at: &str, offset_secs: i32| {
            let stamp = moment(cell, "").expect("a moment");
            assert_eq!((stamp.at.to_string().as_str(), stamp.offset_secs), (at, offset_secs));
            assert_eq!(of_moment(&stamp), cell);
        };
        check("2026-03-04T07:12:00+01:00", "2026-03-04T06:12:00Z", 3600);
        check("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z", 7200);
        check("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z", 3600);
        check("2024-02-29T23:59:59-03:30", "2024-03-01T03:29:59Z", -12_600);
        check("2026-01-01T00:00:00+13:00", "2025-12-31T11:00:00Z", 46_800);
        check("1890-01-01T00:00:00+00:53:28", "1889-12-31T23:06:32Z", 3208);
        assert_eq!(moment("2026-03-04 07:12Z", "").map(|stamp| stamp.offset_secs), Some(0));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for cell in [
            "",
            "2026-03-04",
            "2026-03-04T07:12:00",
            "2026-02-30T07:12:00+01:00",
            "2026-03-04T07:12:00+1:00",
            "2026-03-04T07:12:00+01:60",
            "2026-03-04T07:12:00+99:00",
            "+01:00",
            "T+01:00",
            "2026-03-04Tü+01:00",
        ] {
            assert_eq!(moment(cell, ""), None, "{cell}");
        }
    }
}
