//! Everything in one RON file.
//!
//! ```ron
//! (
//!   version: 5,
//!   profile: (…),
//!   settings: (…),
//!   shelf: […],
//!   records: […],
//! )
//! ```
//!
//! The records stand as they do in the files of months, the entries of the shelf as in those of plans, without a revision.
//!  Such a file can be brought in too, of any version; what it says
//! of deletions is passed over.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

use super::import::{EqualRev, Import, ImportError};
use crate::domain::{Document, Entry, Profile, Record, RecordId, Settings};
use crate::format::{self, Content, Damage, ReadError, Valid, ValidEntry, version_2, version_3, version_4};

/// The version of what is exported. Files of records can be brought in too, so that a number means the same in both: the
/// next version of the files of records is above this one.
const VERSION: u32 = 5;

/// An exported file with entries of the shape `E`: version 4, and that of today.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound = "E: Deserialize<'de> + Into<Entry>")]
struct Exported<E> {
    #[expect(dead_code, reason = "read beforehand, and must be known here")]
    version: u32,
    #[serde(default, deserialize_with = "present")]
    profile: Option<Profile>,
    #[serde(default, deserialize_with = "present")]
    settings: Option<Settings>,
    #[serde(default = "Vec::new")]
    shelf: Vec<Shelved<E>>,
    records: Vec<Valid>,
    #[serde(default)]
    #[expect(dead_code, reason = "an import deletes nothing")]
    deleted: IgnoredAny,
}

/// An entry of the shelf.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound = "E: Deserialize<'de> + Into<Entry>")]
struct Shelved<E> {
    id: RecordId,
    entry: ValidEntry<E>,
}

/// The same before there was a shelf, with values of the shapes `P`, `S` and `R`: versions 2 and 3. Version 2 is the first
/// that was exported.
#[derive(Deserialize)]
#[serde(
    rename = "Exported",
    deny_unknown_fields,
    bound = "P: Deserialize<'de>, S: Deserialize<'de>, R: Deserialize<'de> + Into<Record>"
)]
struct Older<P, S, R> {
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

/// Everything as RON: the profile, the settings, the shelf, and all records in their canonical order. The same document gives the
/// same bytes.
pub fn to_ron(document: &Document) -> Result<String, ron::Error> {
    let (profile, settings) = (&document.profile, &document.settings);
    let field = |name: &str, value: Result<String, ron::Error>| {
        // Line breaks within texts are escaped, so that each line can be moved in.
        Ok::<_, ron::Error>(format!("  {name}: {},\n", value?.replace('\n', "\n  ")))
    };
    let mut text = format!("(\n  version: {VERSION},\n");
    text.push_str(&field("profile", format::write(profile.as_ref(), 1))?);
    text.push_str(&field("settings", format::write(settings.as_ref(), 2))?);
    if !document.shelf().is_empty() {
        text.push_str("  shelf: [\n");
        for (id, entry) in document.shelf().iter() {
            let entry = format::entry_text(entry)?;
            writeln!(text, "    (\n      id: \"{id}\",\n      entry: {entry},\n    ),")?;
        }
        text.push_str("  ],\n");
    }
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
        Some(2) => older::<version_2::Profile, version_2::Settings, version_2::Record>(text, into, &mut import)?,
        Some(3) => older::<version_3::Profile, version_3::Settings, version_3::Record>(text, into, &mut import)?,
        Some(4) => exported::<version_4::Entry>(text, into, &mut import)?,
        Some(_) | None => exported::<Entry>(text, into, &mut import)?,
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

/// The records of an exported file; the values and the entries beside them are added to the import.
fn exported<'a, E>(text: &'a str, into: &Document, import: &mut Import) -> Result<Vec<Record>, ReadError>
where
    E: Deserialize<'a> + Into<Entry>,
{
    let Exported::<E> { version: _, profile, settings, shelf, records, deleted: _ } =
        format::read_up_to(VERSION, text)?;
    import.add_values(profile.as_ref(), settings.as_ref(), into);
    for Shelved { id, entry } in shelf {
        import.add_entry(id, entry.entry, into);
    }
    Ok(records.into_iter().map(|valid| valid.record).collect())
}

/// The same of a file from before there was a shelf.
fn older<'a, P, S, R>(text: &'a str, into: &Document, import: &mut Import) -> Result<Vec<Record>, ReadError>
where
    P: Deserialize<'a> + Into<Profile>,
    S: Deserialize<'a> + Into<Settings>,
    R: Deserialize<'a> + Into<Record>,
{
    let Older { version: _, profile, settings, records, deleted: _ } =
        format::read_up_to::<Older<P, S, R>>(VERSION, text)?;
    import.add_values(profile.map(Into::into).as_ref(), settings.map(Into::into).as_ref(), into);
    Ok(records.into_iter().map(|valid| valid.record).collect())
}
