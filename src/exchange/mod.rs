//! Export and import: everything as RON, tables of records as CSV, measurements of other programs, and packs of drills,
//! techniques and benchmarks.
//!
//! Each import is first an [`Import`], a dry run: one [`Row`] for each thing that the file holds, with its [`Verdict`].
//! [`Import::apply`] then makes it real, as one change of the document. An import never deletes.
//!
//! Architecture invariant: bytes and text in, values and text out. Nothing here opens a file, knows the time or draws a
//! random number. No text made here holds what a person wrote down: records are named by kind, moment and id, cells by
//! line and column. Packs apart: they are made to be shared, and their entries are named.

mod import;
mod measurements;
mod pack;
mod ron_file;
mod table;
mod tables;
#[cfg(test)]
mod tests;

pub use import::{Import, ImportError, Row, Take, Verdict, VerdictKind, of_document};
pub use measurements::{from_measurements, guess_columns};
pub use pack::{PackHead, from_pack, is_pack, to_pack};
pub use ron_file::{from_ron, to_ron};
pub use table::{CsvRow, CsvTable, table_of};
pub use tables::{CsvFile, from_csv, to_csv};
