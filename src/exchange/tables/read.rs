//! From tables back to records.

use std::collections::BTreeMap;

use super::line::{AboutRegion, Line};
use super::words::TrialSide;
use super::{COMMON, HABIT_COLUMNS, Table, WELLNESS_COLUMNS};
use crate::domain::{
    Body, CheckIn, CircuitRecord, Document, Effort, Habit, Readiness, Record, RecordId, Retest, Training, Wellness,
    WellnessItem,
};
use crate::exchange::import::{EqualRev, Import, ImportError, named};
use crate::exchange::table::CsvTable;
use crate::format;

/// What bringing in one of our own tables would do.
///
/// A record is brought in whole or not at all: where one of its rows is refused, the others wait for it.
pub fn from_csv(table: &CsvTable, into: &Document) -> Result<Import, ImportError> {
    let (kind, columns) = recognised(table.header())?;
    let mut import = Import::default();
    let mut records: Vec<(RecordId, Vec<Line>)> = Vec::new();
    let mut known: BTreeMap<RecordId, usize> = BTreeMap::new();
    for row in table.rows() {
        let line = Line { row, columns: &columns };
        match line.cell("id").parse() {
            Ok(id) => {
                let at = *known.entry(id).or_insert(records.len());
                if at == records.len() {
                    records.push((id, Vec::new()));
                }
                records[at].1.push(line);
            }
            Err(_) => import.refuse(row.line, kind.kind().to_owned(), "`id` is not the id of a record".to_owned()),
        }
    }
    for (id, lines) in records {
        let Some(&first) = lines.first() else { continue };
        let mut refusals = Refusals::default();
        let record = record_of(kind, id, first, &lines, table.header().len(), &mut refusals);
        if let Some(record) = record.filter(|_| refusals.0.is_empty()) {
            import.add_record(Some(first.row.line), record, into, EqualRev::IsAnEdit);
        } else {
            let unnamed = |_no_moment| format!("{}, record {id}", kind.kind());
            let name = first.when().map_or_else(unnamed, |when| named(kind.kind(), &when));
            refusals.0.into_iter().for_each(|(line, reason)| import.refuse(line, name.clone(), reason));
        }
    }
    import.order_by_line();
    Ok(import)
}

/// Which of our tables has such a header, and where its columns stand. Further columns are passed over.
fn recognised(header: &[String]) -> Result<(Table, BTreeMap<&'static str, usize>), ImportError> {
    let names: Vec<String> = header.iter().map(|name| name.to_lowercase()).collect();
    let at = |column: &str| names.iter().position(|name| name == column);
    let is_ours = |table: &Table| at("id").is_some() && at("when").is_some() && at(table.mark()).is_some();
    let table = Table::ALL.into_iter().find(is_ours).ok_or(ImportError::OtherTable)?;
    let mut columns = BTreeMap::new();
    let is_older = |group: &&&[&str]| group.iter().all(|column| at(column).is_none());
    let absent: Vec<&str> = table.later_columns().iter().filter(is_older).copied().flatten().copied().collect();
    for column in table.columns().filter(|column| !absent.contains(column)) {
        let damaged = |cause: String| ImportError::Damaged { line: Some(1), cause };
        let place = at(column).ok_or_else(|| damaged(format!("the column `{column}` is missing")))?;
        if names.iter().filter(|name| *name == column).count() > 1 {
            return Err(damaged(format!("the column `{column}` stands twice")));
        }
        columns.insert(column, place);
    }
    Ok((table, columns))
}

/// The lines that cannot be brought in, each with its reason.
#[derive(Default)]
struct Refusals(Vec<(usize, String)>);

impl Refusals {
    fn add(&mut self, line: Line, reason: String) {
        self.0.push((line.row.line, reason));
    }

    /// The value, if there is one.
    fn take<T>(&mut self, line: Line, value: Result<T, String>) -> Option<T> {
        value.map_err(|reason| self.add(line, reason)).ok()
    }
}

/// The record of some lines; of what is wrong in them all is added to `refusals`.
fn record_of(
    table: Table,
    id: RecordId,
    first: Line,
    lines: &[Line],
    width: usize,
    refusals: &mut Refusals,
) -> Option<Record> {
    for &line in lines {
        let cells = &line.row.cells;
        if cells.len() < width || cells[width..].iter().any(|cell| !cell.is_empty()) {
            refusals.add(line, format!("the row has {} cells and the header {width}", cells.len()));
        }
        let shared = COMMON.iter().chain(table.of_record());
        if let Some(column) = shared.copied().find(|column| line.raw(column) != first.raw(column)) {
            refusals.add(line, format!("`{column}` differs from line {} of the same record", first.row.line));
        }
    }
    let rev = refusals.take(first, first.whole("rev"));
    let when = refusals.take(first, first.when());
    let body = match table {
        Table::CheckIns => check_in(first, lines, refusals).map(Body::CheckIn),
        Table::Trainings => training(first, lines, refusals).map(Body::Training),
        Table::Circuits => circuit(first, lines, refusals).map(Body::Circuit),
        Table::Retests => retest(first, lines, refusals).map(Body::Retest),
    };
    let record = Record { id, rev: rev?, when: when?, body: body? };
    if let Some(cause) = format::invalid(&record) {
        refusals.add(first, cause);
    }
    Some(record)
}

fn check_in(first: Line, lines: &[Line], refusals: &mut Refusals) -> Option<CheckIn> {
    let readiness = refusals.take(first, first.scale("readiness", Readiness::MIN, Readiness::MAX));
    let mut check_in = CheckIn { note: first.text("note"), ..CheckIn::default() };
    for (item, column) in WellnessItem::ALL.into_iter().zip(WELLNESS_COLUMNS) {
        let answer = refusals.take(first, first.scale(column, Wellness::MIN, Wellness::MAX)).flatten();
        check_in.wellness.extend(answer.map(|answer| (item, answer)));
    }
    for (habit, column) in Habit::ALL.into_iter().zip(HABIT_COLUMNS) {
        let amount = refusals.take(first, first.word_if_any(column)).flatten();
        check_in.habits.extend(amount.map(|amount| (habit, amount)));
    }
    for &line in lines {
        match refusals.take(line, line.about_region()) {
            Some(Some((region, AboutRegion::Rating(rating)))) => {
                if check_in.regions.insert(region, rating).is_some() {
                    refusals.add(line, "the region stands twice in one record".to_owned());
                }
            }
            Some(Some((region, AboutRegion::Answers(morning, pain_answer)))) => {
                let earlier = [
                    morning.and_then(|answer| check_in.mornings.insert(region, answer)).is_some(),
                    pain_answer.and_then(|answer| check_in.pain_answers.insert(region, answer)).is_some(),
                ];
                if earlier.contains(&true) {
                    refusals.add(line, "the answer about the region stands twice in one record".to_owned());
                }
            }
            Some(None) | None => {}
        }
        if let Some(Some((metric, value))) = refusals.take(line, line.measurement())
            && check_in.metrics.insert(metric, value).is_some()
        {
            refusals.add(line, "the metric stands twice in one record".to_owned());
        }
    }
    Some(CheckIn { readiness: readiness?, ..check_in })
}

fn training(first: Line, lines: &[Line], refusals: &mut Refusals) -> Option<Training> {
    let intensity = refusals.take(first, first.word("intensity"));
    let types = lines.iter().map(|line| line.text("type")).filter(|id| !id.is_empty());
    let types = types.map(|id| id.as_str().into()).collect();
    Some(Training { types, intensity: intensity?, note: first.text("note") })
}

fn circuit(first: Line, lines: &[Line], refusals: &mut Refusals) -> Option<CircuitRecord> {
    let mode = refusals.take(first, first.word("mode"));
    let outcome = refusals.take(first, first.word("outcome"));
    let planned_secs = refusals.take(first, first.whole("planned_secs"));
    let elapsed_secs = refusals.take(first, first.whole("elapsed_secs"));
    let effort = refusals.take(first, first.scale("effort", Effort::MIN, Effort::MAX));
    let seed = refusals.take(first, first.seed());
    let (mut stations, mut spared, mut felt) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for &line in lines {
        if let Some(Some((region, cause))) = refusals.take(line, line.spared())
            && spared.insert(region, cause).is_some()
        {
            refusals.add(line, "the spared region stands twice in one record".to_owned());
        }
        if let Some(Some((region, rated))) = refusals.take(line, line.treated())
            && felt.insert(region, rated).is_some()
        {
            refusals.add(line, "the treated region stands twice in one record".to_owned());
        }
        if let Some(Some((number, station))) = refusals.take(line, line.station())
            && stations.insert(number, station).is_some()
        {
            refusals.add(line, "the number of the station stands twice in one record".to_owned());
        }
    }
    Some(CircuitRecord {
        mode: mode?,
        outcome: outcome?,
        planned_secs: planned_secs?,
        elapsed_secs: elapsed_secs?,
        stations: stations.into_values().collect(),
        effort: effort?,
        spared,
        name: first.text("name"),
        seed: seed?,
        felt,
        note: first.text("note"),
    })
}

fn retest(first: Line, lines: &[Line], refusals: &mut Refusals) -> Option<Retest> {
    let benchmark = refusals.take(first, first.id("benchmark"));
    let doubts = refusals.take(first, first.doubts());
    let (mut left, mut right, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut photos = Vec::new();
    for &line in lines {
        photos.extend(refusals.take(line, line.photo()).flatten());
        let Some(Some((side, number, value))) = refusals.take(line, line.trial()) else { continue };
        let trials = match side {
            TrialSide::Left => &mut left,
            TrialSide::Right => &mut right,
            TrialSide::Both => &mut both,
        };
        if trials.insert(number, value).is_some() {
            refusals.add(line, "the number of the trial stands twice in one record".to_owned());
        }
    }
    let [left, right, both] = [left, right, both].map(|trials| trials.into_values().collect());
    let (benchmark, doubts) = (benchmark?.as_str().into(), doubts?);
    Some(Retest { benchmark, left, right, both, doubts, photos, note: first.text("note") })
}
