//! Everything in one RON file.
//!
//! ```ron
//! (
//!   version: 3,
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
use crate::format::{self, Content, Damage, RECORDS_VERSION, ReadError, Valid, version_2};

/// An exported file with values of the shapes `P`, `S` and `R`; version 2 is the first that was exported.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound = "P: Deserialize<'de>, S: Deserialize<'de>, R: Deserialize<'de> + Into<Record>")]
struct Exported<P = Profile, S = Settings, R = Record> {
    #[expect(dead_code, reason = "read beforehand, and must be known here")]
    version: u32,
    #[serde(default, deserialize_with = "present")]
    profile: Option<P>,
    #[serde(default, deserialize_with = "present")]
    settings: Option<S>,
    records: Vec<Valid<R>>,
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
    let records: Vec<Record> = match format::version_of(text) {
        Some(1) => {
            let Content { records, deleted: _ } = format::decode(bytes)?;
            records.into_values().map(Arc::unwrap_or_clone).collect()
        }
        Some(2) => take::<version_2::Profile, version_2::Settings, version_2::Record>(text, into, &mut import)?,
        Some(_) | None => take::<Profile, Settings, Record>(text, into, &mut import)?,
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

/// The records of an exported file; the values beside them are added to the import.
fn take<'a, P, S, R>(text: &'a str, into: &Document, import: &mut Import) -> Result<Vec<Record>, ReadError>
where
    P: Deserialize<'a> + Into<Profile>,
    S: Deserialize<'a> + Into<Settings>,
    R: Deserialize<'a> + Into<Record>,
{
    let Exported { version: _, profile, settings, records, deleted: _ } =
        format::read_up_to::<Exported<P, S, R>>(RECORDS_VERSION, text)?;
    if let Some(profile) = profile {
        import.add_profile(&profile.into(), into);
    }
    if let Some(settings) = settings {
        import.add_settings(&settings.into(), into);
    }
    Ok(records.into_iter().map(|valid| valid.record).collect())
}
