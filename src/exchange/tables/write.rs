//! From records to tables.

use std::collections::BTreeSet;

use super::cells::{of_moment, of_number, of_option, of_text};
use super::words::{TrialSide, Word, WorkKind, of_word};
use super::{COLUMNS, COLUMNS_TEXT, CsvFileName, Table};
use crate::domain::{
    Body, Cause, CheckIn, CircuitRecord, Document, Habit, Record, Region, RegionRating, Retest, StationDone, Training,
    WellnessItem, Work,
};

/// One file of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvFile {
    /// The name of the file, e.g. `check_ins.csv`.
    pub name: CsvFileName,
    /// Its text.
    pub text: String,
}

/// A table of each kind of record, oldest first, and a text that says what their columns mean.
pub fn to_csv(document: &Document) -> Vec<CsvFile> {
    let mut tables = Table::ALL.map(|table| {
        let mut text = String::new();
        push_line(&mut text, &table.columns().map(str::to_owned).collect::<Vec<_>>());
        CsvFile { name: table.file_name(), text }
    });
    for record in document.timeline() {
        let (table, of_record, rows) = cells_of(&record.body);
        let common = common_cells(&record);
        let [check_ins, trainings, circuits, retests] = &mut tables;
        let CsvFile { name: _, text } = match table {
            Table::CheckIns => check_ins,
            Table::Trainings => trainings,
            Table::Circuits => circuits,
            Table::Retests => retests,
        };
        for of_row in rows {
            push_line(text, &[common.as_slice(), &of_record, &of_row].concat());
        }
    }
    let columns = CsvFile { name: COLUMNS, text: COLUMNS_TEXT.to_owned() };
    tables.into_iter().chain([columns]).collect()
}

/// Cells in the order of the table's columns.
type Cells = Vec<String>;

fn common_cells(record: &Record) -> Cells {
    let Record { id, rev, when, body } = record;
    let note = match body {
        Body::CheckIn(check_in) => &check_in.note,
        Body::Training(training) => &training.note,
        Body::Circuit(circuit) => &circuit.note,
        Body::Retest(retest) => &retest.note,
    };
    vec![id.to_string(), rev.to_string(), of_moment(when), of_text(&when.zone), of_text(note)]
}

/// The table of a record, the cells that its rows share, and those of each row: at least one.
fn cells_of(body: &Body) -> (Table, Cells, Vec<Cells>) {
    let (table, of_record, mut rows) = match body {
        Body::CheckIn(check_in) => (Table::CheckIns, check_in_cells(check_in), check_in_rows(check_in)),
        Body::Training(training) => {
            let Training { types, intensity, note: _ } = training;
            let rows = types.iter().map(|id| vec![of_text(id.as_str())]).collect();
            (Table::Trainings, vec![intensity.word().to_owned()], rows)
        }
        Body::Circuit(circuit) => {
            let CircuitRecord { mode, outcome, planned_secs, elapsed_secs, stations, effort, spared, .. } = circuit;
            let words = [mode.word().to_owned(), outcome.word().to_owned()];
            let numbers = [planned_secs.to_string(), elapsed_secs.to_string(), of_option(*effort)];
            let stations = (1..).zip(stations).map(|(number, done)| station_row(number, done));
            let rows = stations.chain(spared.iter().map(|(region, cause)| spared_row(*region, *cause))).collect();
            (Table::Circuits, words.into_iter().chain(numbers).collect(), rows)
        }
        Body::Retest(retest) => (Table::Retests, vec![of_text(retest.benchmark.as_str())], retest_rows(retest)),
    };
    if rows.is_empty() {
        rows.push(vec![String::new(); table.of_row().len()]);
    }
    (table, of_record, rows)
}

fn check_in_cells(check_in: &CheckIn) -> Cells {
    let wellness = WellnessItem::ALL.map(|item| of_option(check_in.wellness.get(&item)));
    let habits = Habit::ALL.map(|habit| of_word(check_in.habits.get(&habit).copied()));
    [of_option(check_in.readiness)].into_iter().chain(wellness).chain(habits).collect()
}

/// A row for each rating of a region, then for each later answer about one, then for each measurement.
fn check_in_rows(check_in: &CheckIn) -> Vec<Cells> {
    let CheckIn { regions, readiness: _, wellness: _, habits: _, metrics, mornings, pain_answers, note: _ } = check_in;
    let regions = regions.iter().map(|(region, rating)| {
        let RegionRating { soreness, stiffness, wrong } = *rating;
        let wrong = [of_word(wrong.map(|flag| flag.concern)), of_option(wrong.and_then(|flag| flag.until))];
        let ratings = [region.id(), of_option(soreness), of_option(stiffness)];
        ratings.into_iter().chain(wrong).chain(empty(4)).collect()
    });
    let answered: BTreeSet<Region> = mornings.keys().chain(pain_answers.keys()).copied().collect();
    let answers = answered.into_iter().map(|region| {
        let said = [of_word(mornings.get(&region).copied()), of_word(pain_answers.get(&region).copied())];
        [region.id()].into_iter().chain(empty(4)).chain(said).chain(empty(2)).collect()
    });
    let metrics = metrics.iter().map(|(id, value)| {
        let measured = [of_text(id.as_str()), of_number(value.get())];
        empty(7).chain(measured).collect()
    });
    regions.chain(answers).chain(metrics).collect()
}

fn empty(cells: usize) -> impl Iterator<Item = String> {
    std::iter::repeat_n(String::new(), cells)
}

fn spared_row(region: Region, cause: Cause) -> Cells {
    let columns = Table::Circuits.of_row().len();
    empty(columns - 2).chain([region.id(), cause.word().to_owned()]).collect()
}

fn station_row(number: usize, done: &StationDone) -> Cells {
    let StationDone { station, left_secs, right_secs, together_secs, response, .. } = done;
    let kind = match station.work {
        Work::Drill(_) => WorkKind::Drill,
        Work::Technique(_) => WorkKind::Technique,
    };
    vec![
        number.to_string(),
        station.phase.word().to_owned(),
        kind.word().to_owned(),
        of_text(station.work.id()),
        station.group.info().id.to_owned(),
        station.sides.word().to_owned(),
        station.secs_per_side.to_string(),
        of_option(station.pressure.map(|pressure| pressure.from)),
        of_option(station.pressure.map(|pressure| pressure.to)),
        left_secs.to_string(),
        right_secs.to_string(),
        together_secs.to_string(),
        of_word(*response),
        String::new(),
        String::new(),
    ]
}

fn retest_rows(retest: &Retest) -> Vec<Cells> {
    let Retest { benchmark: _, left, right, both, .. } = retest;
    let sides = [(TrialSide::Left, left), (TrialSide::Right, right), (TrialSide::Both, both)];
    let of_side = |(side, trials): (TrialSide, &Vec<f64>)| {
        let rows = (1..).zip(trials).map(move |(number, &trial): (usize, _)| {
            vec![side.word().to_owned(), number.to_string(), of_number(trial)]
        });
        rows.collect::<Vec<Cells>>()
    };
    sides.into_iter().flat_map(of_side).collect()
}

/// Adds a line after RFC 4180.
fn push_line(text: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        let is_plain = !cell.contains(['"', ',', '\r', '\n']) && cell.trim().len() == cell.len();
        if is_plain {
            text.push_str(cell);
        } else {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        }
    }
    text.push_str("\r\n");
}
