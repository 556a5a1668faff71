//! Everything in one RON file.
//!
//! ```ron
//! (
//!   version: 2,
//!   profile: (…),
//!   settings: (…),
//!   records: […],
//! )
//! ```
//!
//! The records stand as they do in the files of months. Such a file can be brought in too, of any version; what it says
//! of deletions is passed over.

use std::sync::Arc;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

use super::import::{EqualRev, Import, ImportError};
use crate::domain::{Document, Profile, Record, Settings};
use crate::format::{self, Content, Damage, RECORDS_VERSION, ReadError, Valid};

/// Version 2, the first that was exported.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exported {
    #[expect(dead_code, reason = "read beforehand, and must be known here")]
    version: u32,
    #[serde(default, deserialize_with = "present")]
    profile: Option<Profile>,
    #[serde(default, deserialize_with = "present")]
    settings: Option<Settings>,
    records: Vec<Valid>,
    #[serde(default)]
    #[expect(dead_code, reason = "an import deletes nothing")]
    deleted: IgnoredAny,
}

/// A field that stands there without `Some`, or not at all.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl From<ReadError> for ImportError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Newer(version) => Self::Newer(version),
            ReadError::Damaged(Damage { at, cause }) => Self::Damaged { line: at.map(|at| at.line), cause },
        }
    }
}

/// Everything as RON: the profile, the settings, and all records in their canonical order. The same document gives the
/// same bytes.
pub fn to_ron(document: &Document) -> Result<String, ron::Error> {
    let (profile, settings) = (&document.profile, &document.settings);
    let field = |name: &str, value: Result<String, ron::Error>| {
        // Line breaks within texts are escaped, so that each line can be moved in.
        Ok::<_, ron::Error>(format!("  {name}: {},\n", value?.replace('\n', "\n  ")))
    };
    let mut text = format!("(\n  version: {RECORDS_VERSION},\n");
    text.push_str(&field("profile", format::write(profile.as_ref(), 1))?);
    text.push_str(&field("settings", format::write(settings.as_ref(), 2))?);
    format::push_records(&mut text, document.records().map(AsRef::as_ref))?;
    text.push_str(")\n");
    Ok(text)
}

/// What bringing in an exported file, or a file of a month, would do.
pub fn from_ron(bytes: &[u8], into: &Document) -> Result<Import, ImportError> {
    let text = format::text_of(bytes).map_err(ReadError::Damaged)?;
    let mut import = Import::default();
    let records: Vec<Record> = if format::version_of(text) == Some(1) {
        let Content { records, deleted: _ } = format::decode(bytes)?;
        records.into_values().map(Arc::unwrap_or_clone).collect()
    } else {
        let exported: Exported = format::read_up_to(RECORDS_VERSION, text)?;
        exported.profile.iter().for_each(|profile| import.add_profile(profile, into));
        exported.settings.iter().for_each(|settings| import.add_settings(settings, into));
        exported.records.into_iter().map(|valid| valid.record).collect()
    };
    let mut content = Content::default();
    for record in records {
        content.put(Arc::new(record));
    }
    let mut records: Vec<Record> = content.records.into_values().map(Arc::unwrap_or_clone).collect();
    records.sort_by_key(|record| (record.when.at, record.id));
    for record in records {
        import.add_record(None, record, into, EqualRev::IsAConflict);
    }
    Ok(import)
}
