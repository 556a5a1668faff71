//! Everything in one RON file.

use std::sync::Arc;

use super::import::{EqualRev, Import, ImportError};
use crate::domain::Document;
use crate::format::{self, Content, ReadError};

/// All records as RON, in their canonical order.
pub fn to_ron(document: &Document) -> Result<String, ron::Error> {
    let mut content = Content::default();
    document.records().for_each(|record| content.put(Arc::clone(record)));
    format::encode(&content)
}

/// What bringing in an exported file would do.
pub fn from_ron(bytes: &[u8], into: &Document) -> Result<Import, ImportError> {
    let content = format::decode(bytes).map_err(|error| match error {
        ReadError::Newer(version) => ImportError::Newer(version),
        ReadError::Damaged(damage) => ImportError::Damaged { line: damage.at.map(|at| at.line), cause: damage.cause },
    })?;
    let mut import = Import::default();
    for record in content.records.into_values() {
        import.add_record(None, Arc::unwrap_or_clone(record), into, EqualRev::IsAConflict);
    }
    Ok(import)
}
