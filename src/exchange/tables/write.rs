//! From records to tables.

use std::collections::BTreeSet;

use super::cells::{of_moment, of_number, of_option, of_points, of_seed, of_text};
use super::words::{TrialSide, Word, WorkKind, of_word};
use super::{COLUMNS, COLUMNS_TEXT, CsvFileName, Table};
use crate::domain::{
    BeforeAfter, Body, Cause, CheckIn, CircuitRecord, Document, Habit, Record, Region, RegionRating, Retest,
    StationDone, Training, TrialPhoto, WellnessItem, Work,
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
        Body::Circuit(circuit) => (Table::Circuits, circuit_cells(circuit), circuit_rows(circuit)),
        Body::Retest(retest) => {
            let doubts: Vec<&str> = retest.doubts.iter().map(|doubt| doubt.word()).collect();
            (Table::Retests, vec![of_text(retest.benchmark.as_str()), doubts.join(" ")], retest_rows(retest))
        }
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

fn circuit_cells(circuit: &CircuitRecord) -> Cells {
    let CircuitRecord { mode, outcome, planned_secs, elapsed_secs, effort, name, seed, .. } = circuit;
    vec![
        mode.word().to_owned(),
        outcome.word().to_owned(),
        planned_secs.to_string(),
        elapsed_secs.to_string(),
        of_option(*effort),
        of_text(name),
        of_seed(*seed),
    ]
}

/// A row for each station, then for each spared region, then for each treated one that was rated after.
fn circuit_rows(circuit: &CircuitRecord) -> Vec<Cells> {
    let stations = (1..).zip(&circuit.stations).map(|(number, done)| station_row(number, done));
    let spared = circuit.spared.iter().map(|(region, cause)| spared_row(*region, *cause));
    stations.chain(spared).chain(circuit.felt.iter().map(|(region, felt)| treated_row(*region, *felt))).collect()
}

fn spared_row(region: Region, cause: Cause) -> Cells {
    empty(16).chain([region.id(), cause.word().to_owned()]).chain(empty(4)).collect()
}

fn treated_row(region: Region, BeforeAfter { scale, before, after }: BeforeAfter) -> Cells {
    empty(18).chain([region.id(), scale.word().to_owned(), of_option(before), after.to_string()]).collect()
}

fn station_row(number: usize, done: &StationDone) -> Cells {
    let StationDone { station, left_secs, right_secs, together_secs, response, felt, skipped, chance_percent } = done;
    let kind = match station.work {
        Work::Drill(_) => WorkKind::Drill,
        Work::Technique(_) => WorkKind::Technique,
    };
    let cells = [
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
        of_option(*felt),
        of_word(*skipped),
        of_option(*chance_percent),
    ];
    cells.into_iter().chain(empty(6)).collect()
}

/// A row for each trial, then for each photo.
fn retest_rows(retest: &Retest) -> Vec<Cells> {
    let Retest { benchmark: _, left, right, both, doubts: _, photos, note: _ } = retest;
    let sides = [(TrialSide::Left, left), (TrialSide::Right, right), (TrialSide::Both, both)];
    let of_side = |(side, trials): (TrialSide, &Vec<f64>)| {
        let rows = (1..).zip(trials).map(move |(number, &trial): (usize, _)| {
            [side.word().to_owned(), number.to_string(), of_number(trial)].into_iter().chain(empty(4)).collect()
        });
        rows.collect::<Vec<Cells>>()
    };
    let photos = photos.iter().map(|TrialPhoto { side, trial, file, points }| {
        let place = [TrialSide::of_photo(*side).word().to_owned(), (u64::from(*trial) + 1).to_string()];
        empty(3).chain(place).chain([of_text(file), of_points(points)]).collect()
    });
    sides.into_iter().flat_map(of_side).chain(photos).collect()
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
