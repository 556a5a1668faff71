//! A table as text: RFC 4180, and what other programs make of it.

use super::ImportError;

/// A table: its header, and its rows with the lines that they begin on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CsvTable {
    header: Vec<String>,
    rows: Vec<CsvRow>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvRow {
    /// The line of the file that it begins on, counted from 1.
    pub line: usize,
    /// Its cells, without the white space around them; there may be fewer or more than the header has.
    pub cells: Vec<String>,
}

impl CsvRow {
    /// The text of a cell; empty where there is none.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl CsvTable {
    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The rows, without empty ones.
    pub fn rows(&self) -> &[CsvRow] {
        &self.rows
    }

    /// What the choice of columns is remembered by: see [`Settings::csv_columns`](crate::domain::Settings::csv_columns).
    pub fn header_line(&self) -> String {
        self.header.join(",")
    }
}

/// Reads a table: UTF-8 with or without a byte order mark, cells set apart by commas, semicolons or tabs.
pub fn table_of(bytes: &[u8]) -> Result<CsvTable, ImportError> {
    let damaged = |line: Option<usize>, cause: &str| ImportError::Damaged { line, cause: cause.to_owned() };
    let text = crate::format::text_of(bytes)
        .map_err(|damage| damaged(damage.at.map(|at| at.line), "this is not UTF-8 text; save it as \"CSV UTF-8\""))?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut table = CsvTable::default();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map(|position| position.line() as usize);
            damaged(line, "the cells cannot be told apart")
        })?;
        let line = record.position().map_or(0, |position| position.line() as usize);
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if table.header.is_empty() {
            table.header = cells.iter().map(|cell| cell.trim().to_owned()).collect();
        } else {
            table.rows.push(CsvRow { line, cells });
        }
    }
    if table.header.is_empty() { Err(damaged(None, "the file is empty")) } else { Ok(table) }
}

/// What sets the cells of the first line apart: whichever of the three stands there most often outside of quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            _ if is_quoted => {}
            byte => counts.iter_mut().filter(|(of, _)| *of == byte).for_each(|(_, count)| *count += 1),
        }
    }
    // Of equal counts the last wins, so the comma is asked last.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(of, _)| *of)
}
