//! Our own tables.

use super::import::{Import, ImportError};
use super::table::CsvTable;
use crate::domain::Document;

/// One file of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvFile {
    /// The name of the file, e.g. `check_ins.csv`.
    pub name: &'static str,
    /// Its text.
    pub text: String,
}

/// A table of each kind of record, and a text that says what their columns mean.
pub fn to_csv(_document: &Document) -> Vec<CsvFile> {
    Vec::new()
}

/// What bringing in one of our own tables would do.
pub fn from_csv(_table: &CsvTable, _into: &Document) -> Result<Import, ImportError> {
    Err(ImportError::OtherTable)
}
