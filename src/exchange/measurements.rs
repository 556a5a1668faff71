//! Tables of measurements that other programs made.

use jiff::tz::TimeZone;

use super::import::Import;
use super::table::CsvTable;
use crate::domain::{Columns, Document};

/// The columns as far as their names and cells leave no doubt; what is doubtful is `None`.
pub fn guess_columns(_table: &CsvTable) -> Columns {
    Columns::default()
}

/// What bringing in measurements would do, in a place with such a zone. `random` makes the ids of new check-ins.
pub fn from_measurements(
    _table: &CsvTable,
    _columns: &Columns,
    _into: &Document,
    _random: u128,
    _zone: &TimeZone,
) -> Import {
    Import::default()
}
