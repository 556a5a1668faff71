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
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        damaged(Some(1 + before.matches('\n').count()), "this is not UTF-8 text; save it as \"CSV UTF-8\"")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut lines = Lines { text, line: 1, at: 0 };
    let mut table = CsvTable::default();
    for record in reader.records() {
        let record = record.map_err(|_not_utf_8| damaged(None, "the cells cannot be told apart"))?;
        let line = record.position().map_or(0, |position| lines.line_of(position.byte() as usize));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if table.header.is_empty() {
            table.header = record.iter().map(|cell| cell.trim().to_owned()).collect();
        } else {
            table.rows.push(CsvRow { line, cells: record.iter().map(str::to_owned).collect() });
        }
    }
    if table.header.is_empty() { Err(damaged(None, "the file is empty")) } else { Ok(table) }
}

/// A count of lines that goes on where it was.
struct Lines<'a> {
    text: &'a str,
    line: usize,
    at: usize,
}

impl Lines<'_> {
    /// The line of the first row that begins at a byte or after it; a reader may stand before the end of the line above,
    /// and before lines that are empty.
    fn line_of(&mut self, byte: usize) -> usize {
        let rest = self.text.get(byte..).unwrap_or_default();
        let begin = byte + rest.bytes().take_while(|byte| b"\r\n".contains(byte)).count();
        let between = self.text.get(self.at..begin).unwrap_or_default();
        self.line += between.replace("\r\n", "\n").matches(['\n', '\r']).count();
        self.at = begin;
        self.line
    }
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

/// The number in a cell, with a decimal point or a decimal comma.
pub(super) fn number(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    // "1.234,5" could be a mistake for either.
    let commas = cell.matches(',').count();
    let plain = match (commas, cell.contains('.')) {
        (0, _) => cell.to_owned(),
        (1, false) => cell.replace(',', "."),
        _ => return None,
    };
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    plain.parse().ok().filter(|number: &f64| is_number && number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_apart_however_a_program_writes_them() {
        let check = |text: &str, cells: [&str; 2]| {
            let table = table_of(text.as_bytes()).expect("a table");
            assert_eq!(table.header(), ["a", "b"], "{text:?}");
            assert_eq!(table.rows()[0].cells, cells, "{text:?}");
        };
        check("a,b\r\n1,2\r\n", ["1", "2"]);
        check("\u{feff}a;b\n1,5;2", ["1,5", "2"]);
        check("a\tb\n1;x\t2,y", ["1;x", "2,y"]);
        check("\"a\",\"b\"\n\"x,\"\"y\"\"\",\"two\r\nlines\"", ["x,\"y\"", "two\r\nlines"]);
        check("\n\na , b\n\n,\n1,2", ["1", "2"]);
        check("a;b\n\"1;2\";\"3,4\"", ["1;2", "3,4"]);
    }

    #[test]
    fn each_row_knows_its_line() {
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "1,2", "", "\"two", "lines\",3", "4,5"].join(end);
            let table = table_of(text.as_bytes()).expect("a table");
            let lines: Vec<usize> = table.rows().iter().map(|row| row.line).collect();
            assert_eq!(lines, [2, 4, 6], "{end:?}");
        }
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for bytes in [b"".as_slice(), b"\n\n", b"\xef\xbb\xbf", b"a,\xff\n", b"\xff\xfea\0"] {
            assert!(matches!(table_of(bytes), Err(ImportError::Damaged { .. })), "{bytes:?}");
        }
        let Err(ImportError::Damaged { line, .. }) = table_of(b"a,b\n1,\xff") else { panic!("no UTF-8") };
        assert_eq!(line, Some(2));
    }

    #[test]
    fn numbers_have_a_point_or_a_comma_and_never_both() {
        let check = |cell: &str, expected: Option<f64>| assert_eq!(number(cell), expected, "{cell}");
        check("41.5", Some(41.5));
        check(" 41,5 ", Some(41.5));
        check("-2", Some(-2.0));
        check("1e300", Some(1e300));
        for odd in ["", "1.234,5", "1,234,5", "inf", "NaN", "1e999", "41 cm", "0x1", "--"] {
            check(odd, None);
        }
    }
}
