//! What the columns of a table are, by their names and their cells.

use super::super::table::{CsvTable, number};
use super::date::{common_order, is_date};
use crate::domain::{Columns, Metric, MetricColumn, MetricId, MetricUnit};

/// Words by which a column of days is known, the surest first.
const DATE_WORDS: [&[&str]; 3] = [
    &["date", "datum", "calendardate", "fecha"],
    &["timestamp", "datetime", "day", "tag"],
    &["time", "start", "when", "recorded", "created"],
];

/// How a metric is called in the header of a column.
struct Name {
    metric: &'static str,
    /// One word of each of these must stand there.
    all_of: &'static [&'static [&'static str]],
    /// With one of these it is something else.
    none_of: &'static [&'static str],
}

const NAMES: [Name; 7] = [
    Name {
        metric: "jump_height",
        all_of: &[&["jump", "cmj", "jumpheight", "sprunghöhe"]],
        none_of: &[
            "time", "count", "number", "power", "force", "rsi", "velocity", "speed", "flight", "index", "load",
            "jumps", "type", "name", "contact", "left", "right",
        ],
    },
    Name {
        metric: "bar_speed",
        all_of: &[&["bar", "barbell", "mean", "concentric"], &["speed", "velocity"]],
        none_of: &["peak", "max", "km", "kmh", "loss", "eccentric", "jump"],
    },
    Name { metric: "bar_speed", all_of: &[&["mcv", "barspeed"]], none_of: &["loss"] },
    Name {
        metric: "resting_heart_rate",
        all_of: &[&["resting", "rest"], &["hr", "heart", "heartrate", "pulse"]],
        none_of: &["variability", "hrv", "max", "average7"],
    },
    Name { metric: "resting_heart_rate", all_of: &[&["rhr", "ruhepuls", "restingheartrate"]], none_of: &[] },
    Name {
        metric: "sleep",
        all_of: &[&["sleep", "slept", "asleep", "schlaf", "schlafdauer", "schlafzeit"]],
        none_of: &[
            "score",
            "quality",
            "efficiency",
            "start",
            "end",
            "rem",
            "deep",
            "light",
            "latency",
            "stage",
            "need",
            "debt",
            "onset",
            "awake",
            "index",
            "goal",
            "performance",
            "consistency",
            "to",
            "bed",
            "temperature",
            "hr",
            "heart",
        ],
    },
    Name { metric: "sleep", all_of: &[&["sleepduration", "totalsleep"]], none_of: &[] },
];

/// The columns as far as their names and cells leave no doubt; what is doubtful is `None`.
///
/// Of two columns with one metric neither is settled.
pub fn guess_columns(table: &CsvTable) -> Columns {
    let headers: Vec<Vec<String>> = table.header().iter().map(|name| words(name)).collect();
    let date = date_column(table, &headers);
    let order = date.and_then(|at| common_order(cells(table, at)));
    let mut found: Vec<(usize, &'static Metric)> = Vec::new();
    for (at, header) in headers.iter().enumerate().filter(|(at, _)| Some(*at) != date) {
        found.extend(metric_of(header).map(|metric| (at, metric)));
    }
    let columns = found.iter().map(|&(at, metric)| {
        let is_only = found.iter().filter(|(_, other)| *other == metric).count() == 1;
        let unit = if is_only { unit_of(&table.header()[at], metric, cells(table, at)) } else { None };
        (at, MetricColumn { metric: MetricId::from(metric.id), unit })
    });
    Columns { date, order, metrics: columns.collect() }
}

fn cells(table: &CsvTable, column: usize) -> impl Iterator<Item = &str> + Clone {
    table.rows().iter().map(move |row| row.cell(column).trim()).filter(|cell| !cell.is_empty())
}

/// The words of a header, in lower case; "restingHeartRate" is three.
fn words(header: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_after_lower = false;
    for letter in header.chars() {
        let begins = !letter.is_alphanumeric() || (letter.is_uppercase() && is_after_lower);
        if begins {
            words.push(String::new());
        }
        is_after_lower = letter.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn holds(header: &[String], any_of: &[&str]) -> bool {
    header.iter().any(|word| any_of.contains(&word.as_str()))
}

/// The column of days: by its name, else the only one that holds dates.
fn date_column(table: &CsvTable, headers: &[Vec<String>]) -> Option<usize> {
    // A line with the mean or a remark at the end does not make it another column.
    let is_dated = |&at: &usize| {
        let dates = cells(table, at).filter(|cell| is_date(cell)).count();
        dates > 0 && dates * 2 >= cells(table, at).count()
    };
    let dated: Vec<usize> = (0..headers.len()).filter(is_dated).collect();
    let named = DATE_WORDS.iter().find_map(|any_of| dated.iter().find(|&&at| holds(&headers[at], any_of)));
    let only = dated.first().filter(|_| dated.len() == 1);
    named.or(only).copied()
}

fn metric_of(header: &[String]) -> Option<&'static Metric> {
    let is_name = |name: &&Name| name.all_of.iter().all(|any_of| holds(header, any_of)) && !holds(header, name.none_of);
    let Name { metric, .. } = NAMES.iter().find(is_name)?;
    Metric::of(&(*metric).into())
}

/// The unit of a column: as its name says, or as only one unit makes its values possible.
fn unit_of<'a>(header: &str, metric: &Metric, cells: impl Iterator<Item = &'a str> + Clone) -> Option<MetricUnit> {
    if let [only] = metric.units() {
        return Some(*only);
    }
    let is_clock = |cell: &str| cell.contains(':');
    if metric.units().contains(&MetricUnit::HourMinutes) && cells.clone().any(is_clock) {
        return Some(MetricUnit::HourMinutes).filter(|_| cells.clone().all(is_clock));
    }
    let named = named_unit(header).filter(|unit| metric.units().contains(unit));
    named.or_else(|| unit_of_values(metric, cells.filter_map(number)))
}

/// The unit that stands in brackets, or at the end of a name.
fn named_unit(header: &str) -> Option<MetricUnit> {
    let lower = header.to_lowercase();
    let bracketed = lower.split_once(['(', '[']).and_then(|(_, rest)| rest.split([')', ']']).next());
    let is_bracketed = bracketed.is_some();
    let last = bracketed.or_else(|| lower.rsplit(['_', ' ', '-']).next().filter(|last| *last != lower))?;
    match last.trim() {
        "cm" | "centimetres" | "centimeters" => Some(MetricUnit::Centimetres),
        "m" | "metres" | "meters" => Some(MetricUnit::Metres),
        "inch" | "inches" | "\"" => Some(MetricUnit::Inches),
        "in" if is_bracketed => Some(MetricUnit::Inches),
        "h" | "hr" | "hrs" | "hours" | "std" | "stunden" => Some(MetricUnit::Hours),
        "min" | "mins" | "minutes" | "minuten" => Some(MetricUnit::Minutes),
        _ => None,
    }
}

/// The only unit in which all values can be true, if it is clear.
fn unit_of_values(metric: &Metric, values: impl Iterator<Item = f64>) -> Option<MetricUnit> {
    // The smallest and the largest jump that are given without a unit: 59 in are 150 cm, 1.5 m too.
    const INCHES_MAX: f64 = 59.0;
    const METRES_MAX: f64 = 1.5;
    const HOURS_MAX: f64 = 24.0;
    let largest = values.fold(f64::NEG_INFINITY, f64::max);
    if !largest.is_finite() {
        return None;
    }
    match metric.unit {
        "cm" if largest <= METRES_MAX => Some(MetricUnit::Metres),
        "cm" if largest > INCHES_MAX => Some(MetricUnit::Centimetres),
        "h" if largest <= HOURS_MAX => Some(MetricUnit::Hours),
        "h" => Some(MetricUnit::Minutes),
        _ => None,
    }
}
