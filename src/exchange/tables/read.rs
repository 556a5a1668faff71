//! From tables back to records.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::cells;
use super::words::{TrialSide, Word, WorkKind};
use super::{COMMON, HABIT_COLUMNS, Table, WELLNESS_COLUMNS};
use crate::domain::{
    Body, Cause, CheckIn, CircuitRecord, Document, Effort, Flag, Group, Habit, Metric, MetricId, MetricValue,
    PainAnswer, Pressure, PressureTarget, Rating, Readiness, Record, RecordId, Region, RegionRating, Response, Retest,
    Stamp, Station, StationDone, Training, Wellness, WellnessItem, Work,
};
use crate::exchange::import::{EqualRev, Import, ImportError, named};
use crate::exchange::table::{CsvRow, CsvTable, number};
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
    let is_older = table.later_columns().iter().all(|column| at(column).is_none());
    for column in table.columns().filter(|column| !is_older || !table.later_columns().contains(column)) {
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
    let (mut stations, mut spared) = (BTreeMap::new(), BTreeMap::new());
    for &line in lines {
        if let Some(Some((region, cause))) = refusals.take(line, line.spared())
            && spared.insert(region, cause).is_some()
        {
            refusals.add(line, "the spared region stands twice in one record".to_owned());
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
        name: String::new(),
        seed: None,
        felt: BTreeMap::new(),
        note: first.text("note"),
    })
}

fn retest(first: Line, lines: &[Line], refusals: &mut Refusals) -> Option<Retest> {
    let benchmark = refusals.take(first, first.id("benchmark"));
    let (mut left, mut right, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for &line in lines {
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
    Some(Retest { left, right, both, note: first.text("note"), ..Retest::of(benchmark?.as_str().into()) })
}

/// What a row may say of a region: a rating of now, or answers about what was before.
enum AboutRegion {
    Rating(RegionRating),
    Answers(Option<Response>, Option<PainAnswer>),
}

/// One row, by the names of its columns. Its errors name the column and never the cell.
#[derive(Clone, Copy)]
struct Line<'a> {
    row: &'a CsvRow,
    columns: &'a BTreeMap<&'static str, usize>,
}

impl Line<'_> {
    fn raw(&self, column: &str) -> &str {
        self.columns.get(column).map_or("", |&at| self.row.cell(at))
    }

    /// A cell that holds no free text.
    fn cell(&self, column: &str) -> &str {
        self.raw(column).trim()
    }

    fn text(&self, column: &str) -> String {
        cells::text(self.raw(column)).to_owned()
    }

    /// Whether each of the columns is empty.
    fn are_empty(&self, columns: &[&str]) -> bool {
        columns.iter().all(|column| self.cell(column).is_empty())
    }

    fn when(&self) -> Result<Stamp, String> {
        cells::moment(self.cell("when"), &self.text("zone"))
            .ok_or_else(|| "`when` is not a moment such as 2026-03-04T07:12:00+01:00".to_owned())
    }

    fn id(&self, column: &str) -> Result<String, String> {
        Some(self.text(column)).filter(|id| !id.is_empty()).ok_or_else(|| format!("`{column}` is empty"))
    }

    fn whole(&self, column: &str) -> Result<u32, String> {
        self.cell(column).parse().map_err(|_refused| format!("`{column}` is not a whole number"))
    }

    /// Seconds of which none is also an empty cell.
    fn secs(&self, column: &str) -> Result<u32, String> {
        if self.cell(column).is_empty() { Ok(0) } else { self.whole(column) }
    }

    fn scale<T: TryFrom<u8> + Display + Copy>(&self, column: &str, min: T, max: T) -> Result<Option<T>, String> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        let value = cell.parse::<u8>().ok().and_then(|value| T::try_from(value).ok());
        value.map(Some).ok_or_else(|| format!("`{column}` is not a whole number from {min} to {max}"))
    }

    fn word<T: Word>(&self, column: &str) -> Result<T, String> {
        T::of_word(self.cell(column)).ok_or_else(|| format!("`{column}` is not {}", T::choices()))
    }

    fn word_if_any<T: Word>(&self, column: &str) -> Result<Option<T>, String> {
        if self.cell(column).is_empty() { Ok(None) } else { self.word(column).map(Some) }
    }

    fn number(&self, column: &str) -> Result<f64, String> {
        number(self.cell(column)).ok_or_else(|| format!("`{column}` is not a number"))
    }

    fn region(&self, column: &str) -> Result<Region, String> {
        self.cell(column).parse().map_err(|_refused| format!("`{column}` is none that Supple knows"))
    }

    fn about_region(&self) -> Result<Option<(Region, AboutRegion)>, String> {
        let is_unrated = self.are_empty(&["soreness", "stiffness", "wrong", "until"]);
        let is_unanswered = self.are_empty(&["morning", "pain_answer"]);
        if self.cell("region").is_empty() {
            return match (is_unrated, is_unanswered) {
                (true, true) => Ok(None),
                (false, _) => Err("a rating stands there without a `region`".to_owned()),
                (true, false) => Err("an answer stands there without a `region`".to_owned()),
            };
        }
        let region = self.region("region")?;
        let about = match (is_unrated, is_unanswered) {
            (_, true) => AboutRegion::Rating(RegionRating {
                soreness: self.scale("soreness", Rating::MIN, Rating::MAX)?,
                stiffness: self.scale("stiffness", Rating::MIN, Rating::MAX)?,
                wrong: self.flag()?,
            }),
            (true, false) => AboutRegion::Answers(self.word_if_any("morning")?, self.word_if_any("pain_answer")?),
            (false, false) => return Err("a rating and an answer of another moment stand in one row".to_owned()),
        };
        Ok(Some((region, about)))
    }

    fn flag(&self) -> Result<Option<Flag>, String> {
        let until = self.cell("until");
        let date = until.parse().map_err(|_refused| "`until` is not a day such as 2026-03-04".to_owned());
        match (self.word_if_any("wrong")?, until.is_empty()) {
            (Some(concern), true) => Ok(Some(Flag { concern, until: None })),
            (Some(concern), false) => Ok(Some(Flag { concern, until: Some(date?) })),
            (None, true) => Ok(None),
            (None, false) => Err("`until` stands there without a `wrong`".to_owned()),
        }
    }

    fn spared(&self) -> Result<Option<(Region, Cause)>, String> {
        match (self.are_empty(&["spared"]), self.are_empty(&["cause"])) {
            (true, true) => Ok(None),
            (false, false) => Ok(Some((self.region("spared")?, self.word("cause")?))),
            (true, false) | (false, true) => Err("only one of `spared` and `cause` stands there".to_owned()),
        }
    }

    fn measurement(&self) -> Result<Option<(MetricId, MetricValue)>, String> {
        if self.cell("metric").is_empty() {
            let is_empty = self.are_empty(&["value"]);
            return if is_empty { Ok(None) } else { Err("a `value` stands there without a `metric`".to_owned()) };
        }
        let id = MetricId::from(self.text("metric").as_str());
        let value =
            MetricValue::try_from(self.number("value")?).map_err(|_refused| "`value` is not a number".to_owned())?;
        match Metric::of(&id) {
            Some(metric) if !metric.allows(value) => Err(metric.outside()),
            Some(_) | None => Ok(Some((id, value))),
        }
    }

    fn station(&self) -> Result<Option<(u32, StationDone)>, String> {
        if self.cell("station").is_empty() {
            let rest =
                Table::Circuits.of_row().iter().filter(|column| !["station", "spared", "cause"].contains(column));
            return if rest.copied().all(|column| self.cell(column).is_empty()) {
                Ok(None)
            } else {
                Err("`station` is empty and the cells after it are not".to_owned())
            };
        }
        let id = self.id("work")?;
        let work = match self.word("work_kind")? {
            WorkKind::Drill => Work::Drill(id.as_str().into()),
            WorkKind::Technique => Work::Technique(id.as_str().into()),
        };
        let group =
            self.cell("group").parse::<Group>().map_err(|_refused| "`group` is none that Supple knows".to_owned())?;
        let [from, to] =
            ["pressure_from", "pressure_to"].map(|column| self.scale(column, Pressure::MIN, Pressure::MAX));
        let pressure = match (from?, to?) {
            (None, None) => None,
            (Some(from), Some(to)) => Some(PressureTarget { from, to }),
            (Some(_), None) | (None, Some(_)) => return Err("only one end of the pressure stands there".to_owned()),
        };
        let station = Station {
            phase: self.word("phase")?,
            work,
            group,
            sides: self.word("sides")?,
            secs_per_side: self.whole("secs_per_side")?,
            pressure,
        };
        let done = StationDone {
            left_secs: self.secs("left_secs")?,
            right_secs: self.secs("right_secs")?,
            together_secs: self.secs("together_secs")?,
            response: self.word_if_any("response")?,
            ..StationDone::not_reached(station)
        };
        Ok(Some((self.whole("station")?, done)))
    }

    fn trial(&self) -> Result<Option<(TrialSide, u32, f64)>, String> {
        if self.are_empty(Table::Retests.of_row()) {
            return Ok(None);
        }
        Ok(Some((self.word("side")?, self.whole("trial")?, self.number("value")?)))
    }
}
