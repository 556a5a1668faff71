//! A file that may be brought in: what it holds, how its columns are read, and what would become of each row.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::{Columns, Document};
use crate::exchange::{self, CsvTable, Import, ImportError, PackHead, Take};

use super::Moment;

/// A file that may be brought in.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// The file.
    pub path: PathBuf,
    /// What it holds.
    pub source: Source,
    /// What would become of each row, or why nothing can be brought in.
    pub outcome: Result<Arc<Import>, String>,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// Records, exported by this program.
    Records,
    /// Drills, techniques and benchmarks that someone shared.
    Pack(PackHead),
    /// A table of measurements, made by another program.
    Measurements {
        /// The table.
        table: Arc<CsvTable>,
        /// How its columns are read.
        columns: Columns,
    },
}

impl Incoming {
    /// Looks at the bytes of a file.
    pub(super) fn of(path: PathBuf, bytes: &[u8], into: &Document, moment: &Moment) -> Self {
        if exchange::is_pack(bytes) {
            let (head, outcome) = match exchange::from_pack(bytes, into) {
                Ok((head, import)) => (head, Ok(Arc::new(import))),
                Err(error) => (PackHead::default(), Err(error.to_string())),
            };
            return Self { path, source: Source::Pack(head), outcome };
        }
        if !is_table(&path, bytes) {
            let outcome = exchange::from_ron(bytes, into);
            return Self { path, source: Source::Records, outcome: outcome_of(outcome) };
        }
        let table = match exchange::table_of(bytes) {
            Ok(table) => table,
            Err(error) => return Self { path, source: Source::Records, outcome: Err(error.to_string()) },
        };
        match exchange::from_csv(&table, into) {
            Err(ImportError::OtherTable) => {
                let chosen = into.settings.csv_columns.get(&table.header_line()).cloned();
                let columns = chosen.unwrap_or_else(|| exchange::guess_columns(&table));
                let outcome = Ok(Arc::default());
                let source = Source::Measurements { table: Arc::new(table), columns: Columns::default() };
                let mut incoming = Self { path, source, outcome };
                incoming.map_columns(columns, into, moment);
                incoming
            }
            outcome => Self { path, source: Source::Records, outcome: outcome_of(outcome) },
        }
    }

    /// Reads the columns of a table of measurements in another way.
    pub(super) fn map_columns(&mut self, chosen: Columns, into: &Document, moment: &Moment) {
        if let Source::Measurements { table, columns } = &mut self.source {
            *columns = chosen;
            let import = if columns.are_settled() {
                exchange::from_measurements(table, columns, into, moment.random, moment.wall.time_zone())
            } else {
                Import::default()
            };
            self.outcome = Ok(Arc::new(import));
        }
    }

    /// Whether it is clear how the file is read.
    pub fn is_settled(&self) -> bool {
        match &self.source {
            Source::Records | Source::Pack(_) => true,
            Source::Measurements { columns, .. } => columns.are_settled(),
        }
    }

    /// How many things it would bring.
    pub fn brings(&self) -> usize {
        self.outcome.as_ref().map_or(0, |import| import.brings(Take::Later))
    }
}

/// What is exported as RON begins with a parenthesis; everything else can only be a table.
fn is_table(path: &Path, bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_named_so = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    is_named_so || !text.trim_ascii_start().starts_with(b"(")
}

fn outcome_of(judged: Result<Import, ImportError>) -> Result<Arc<Import>, String> {
    judged.map(Arc::new).map_err(|error| error.to_string())
}
