//! Tables of measurements that other programs made: watches, jump apps, barbell trackers.
//!
//! What a value becomes, asked for each line and each column that holds a metric:
//!
//! | the day has | it becomes |
//! |---|---|
//! | no check-in | a new check-in, at the time in the cell or else at noon |
//! | check-ins without this metric | part of the last of them |
//! | a check-in with this metric and the same value | nothing: it is there already |
//! | a check-in with this metric and another value | its new value |
//! | this metric from an earlier line of the file, with another value | refused: a day has one value, the first |
//!
//! So a table can be brought in again, and longer versions of it, without doubling anything.
//!
//! The day is that of the place: where the cell has an offset of its own, the day there; where it is a moment in UTC
//! (`Z`), or has no offset, the day in the zone given. A clock time that a change of the clocks leaves out is read with
//! the offset before it, one that comes twice as the first of the two.

mod date;
mod guess;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use guess::guess_columns;

use super::import::{Import, Verdict, VerdictKind};
use super::table::{CsvRow, CsvTable, number};
use crate::domain::{
    Body, CheckIn, Columns, Document, Edit, Metric, MetricColumn, MetricId, MetricUnit, MetricValue, Record, RecordId,
    Stamp,
};

/// What bringing in measurements would do, in a place with such a zone. `random` makes the ids of new check-ins.
///
/// Lines without any measurement are passed over.
pub fn from_measurements(
    table: &CsvTable,
    columns: &Columns,
    into: &Document,
    random: u128,
    zone: &TimeZone,
) -> Import {
    let mut diary = Diary::of(into, random);
    let mut import = Import::default();
    for row in table.rows() {
        let filled = columns.metrics.iter().filter(|(at, _)| !row.cell(**at).trim().is_empty());
        let filled: Vec<(usize, &MetricColumn)> = filled.map(|(&at, column)| (at, column)).collect();
        if filled.is_empty() {
            continue;
        }
        match stamp_of(row, columns, zone) {
            Err(reason) => import.refuse(row.line, "Measurements".to_owned(), reason),
            Ok(when) => {
                for (at, column) in filled {
                    let what = format!("{}, {}", name_of(&column.metric), when.day().strftime("%-d %b %Y"));
                    let value = value_of(row.cell(at), column);
                    let verdict = value.and_then(|value| diary.take(row.line, &when, &column.metric, value));
                    import.add_row(row.line, what, verdict.unwrap_or_else(Verdict::Refused));
                }
            }
        }
    }
    for (record, kind) in diary.changed() {
        import.add_change(kind, Edit::Put(Box::new(record)));
    }
    import
}

fn stamp_of(row: &CsvRow, columns: &Columns, zone: &TimeZone) -> Result<Stamp, String> {
    let column = columns.date.ok_or("the column of the day is not chosen")?;
    let cell = row.cell(column).trim();
    if cell.is_empty() {
        return Err("the day is empty".to_owned());
    }
    let moment = date::parse(cell, columns.order)?;
    moment.stamp(zone).ok_or_else(|| "this day does not exist in this time zone".to_owned())
}

/// The name of a metric, sentence case; one of the person's own is named by its id.
fn name_of(id: &MetricId) -> &str {
    Metric::of(id).map_or(id.as_str(), |metric| metric.label)
}

/// The value of a cell, in the unit of its metric.
fn value_of(cell: &str, MetricColumn { metric, unit }: &MetricColumn) -> Result<MetricValue, String> {
    let known = Metric::of(metric);
    let unit = match (unit, known) {
        (Some(unit), _) => Some(*unit),
        (None, Some(known)) => return Err(format!("the unit of {} is not chosen", known.label.to_lowercase())),
        // Only the person knows the unit of a metric of their own.
        (None, None) => None,
    };
    let number = match unit {
        Some(MetricUnit::HourMinutes) => hours_of_clock(cell).ok_or("the cell is not h:mm")?,
        unit => number(cell).ok_or("the cell is not a number")? * unit.map_or(1.0, factor),
    };
    // Fifteen inches are 38.1 cm, not 38.099999999999994.
    let rounded = (number * 1e4).round() / 1e4;
    let value = MetricValue::try_from(rounded).map_err(|_not_finite| "the cell is not a number")?;
    match known {
        Some(known) if !known.allows(value) => Err(known.outside()),
        Some(_) | None => Ok(value),
    }
}

/// What a number in a unit is multiplied by to be in the unit of its metric.
fn factor(unit: MetricUnit) -> f64 {
    match unit {
        MetricUnit::Metres => 100.0,
        MetricUnit::Inches => 2.54,
        MetricUnit::Minutes => 1.0 / 60.0,
        MetricUnit::Centimetres
        | MetricUnit::MetresPerSecond
        | MetricUnit::PerMinute
        | MetricUnit::Hours
        | MetricUnit::HourMinutes => 1.0,
    }
}

/// The hours of "7:30" or "7:30:15".
fn hours_of_clock(cell: &str) -> Option<f64> {
    let parts: Vec<u32> = cell.trim().split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts[..] {
        [hours, minutes] if minutes < 60 => Some(f64::from(hours) + f64::from(minutes) / 60.0),
        [hours, minutes, secs] if minutes < 60 && secs < 60 => {
            Some(f64::from(hours) + f64::from(minutes) / 60.0 + f64::from(secs) / 3600.0)
        }
        _ => None,
    }
}

/// The check-ins by day, as they are and as the file changes them.
struct Diary<'a> {
    into: &'a Document,
    /// The check-ins of a day, the last one last.
    days: BTreeMap<Date, Vec<RecordId>>,
    /// The check-ins that the file makes or changes.
    changed: BTreeMap<RecordId, Record>,
    /// What the file has said already, and on which line.
    said: BTreeMap<(Date, MetricId), (usize, MetricValue)>,
    random: u128,
}

impl<'a> Diary<'a> {
    fn of(into: &'a Document, random: u128) -> Self {
        let mut days: BTreeMap<Date, Vec<RecordId>> = BTreeMap::new();
        for record in into.timeline() {
            if let Body::CheckIn(_) = record.body {
                days.entry(record.when.day()).or_default().push(record.id);
            }
        }
        Self { into, days, changed: BTreeMap::new(), said: BTreeMap::new(), random }
    }

    /// Takes in a value, or says why not.
    fn take(&mut self, line: usize, when: &Stamp, metric: &MetricId, value: MetricValue) -> Result<Verdict, String> {
        let day = when.day();
        match self.said.get(&(day, metric.clone())) {
            Some(&(_, said)) if said == value => return Ok(Verdict::Duplicate),
            Some((said_on, _)) => {
                return Err(format!("line {said_on} has another value of the same day, which is kept"));
            }
            None => self.said.insert((day, metric.clone()), (line, value)),
        };
        let of_day = self.days.get(&day).cloned().unwrap_or_default();
        let with_metric = of_day.iter().rev().find_map(|&id| Some((id, *self.check_in(id)?.metrics.get(metric)?)));
        let target = match with_metric {
            Some((_, known)) if known == value => return Ok(Verdict::Duplicate),
            Some((id, _)) => Some(id),
            None => of_day.last().copied(),
        };
        let id = target.unwrap_or_else(|| self.begin(when));
        self.put(id, metric, value);
        Ok(if self.into.record(id).is_some() { Verdict::Changed } else { Verdict::New })
    }

    fn record(&self, id: RecordId) -> Option<&Record> {
        self.changed.get(&id).or_else(|| self.into.record(id).map(AsRef::as_ref))
    }

    fn check_in(&self, id: RecordId) -> Option<&CheckIn> {
        match &self.record(id)?.body {
            Body::CheckIn(check_in) => Some(check_in),
            Body::Training(_) | Body::Circuit(_) | Body::Retest(_) => None,
        }
    }

    /// Begins a check-in of its own.
    fn begin(&mut self, when: &Stamp) -> RecordId {
        let mut id = RecordId::new(when.at, self.random);
        while self.record(id).is_some() {
            self.random = self.random.wrapping_add(1);
            id = RecordId::new(when.at, self.random);
        }
        self.random = self.random.wrapping_add(1);
        self.changed.insert(id, Record { id, rev: 1, when: when.clone(), body: Body::CheckIn(CheckIn::default()) });
        self.days.entry(when.day()).or_default().push(id);
        id
    }

    fn put(&mut self, id: RecordId, metric: &MetricId, value: MetricValue) {
        let Some(record) = self.record(id).cloned() else { return };
        let record = self.changed.entry(id).or_insert(record);
        if let Body::CheckIn(check_in) = &mut record.body {
            check_in.metrics.insert(metric.clone(), value);
        }
    }

    /// What the file makes and changes.
    fn changed(self) -> impl Iterator<Item = (Record, VerdictKind)> {
        let into = self.into;
        self.changed.into_values().map(|record| {
            let kind = if into.record(record.id).is_some() { VerdictKind::Changed } else { VerdictKind::New };
            (record, kind)
        })
    }
}
