//! The backups, and what bringing one back would do.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::DateTime;

use super::data::{Attention, Matter};
use crate::domain::Document;
use crate::exchange::{self, Import, Row, VerdictKind};

/// The backups there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backups {
    /// Newest first.
    pub list: Vec<Backup>,
    /// The second folder, if one was chosen.
    pub second: Option<PathBuf>,
    /// What could not be looked at, and why.
    pub notes: Vec<String>,
}

/// One backup in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// The clock of the place where it was made.
    pub made: DateTime,
    /// Why it was made, in words.
    pub why: &'static str,
    /// The name or id of the device that made it; empty where it was this one.
    pub by: String,
    /// Its size.
    pub bytes: u64,
}

/// What a backup holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BackupContents {
    /// All of it.
    pub document: Document,
    /// The files of records in it, by their paths from the data folder.
    pub files: Vec<PathBuf>,
    /// What could not be used of it, in words.
    pub flaws: Vec<String>,
}

impl BackupContents {
    /// Whether it holds what is missing: the file, or files of the folder that is.
    pub(super) fn answers(&self, Attention { path, matter, .. }: &Attention) -> bool {
        let lie_there =
            |file: &PathBuf| file.ancestors().any(|part| !part.as_os_str().is_empty() && path.ends_with(part));
        *matter == Matter::Missing && self.files.iter().any(lie_there)
    }
}

/// What bringing back a backup would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// The backup.
    pub path: PathBuf,
    /// What it holds.
    pub contents: BackupContents,
    /// What it would bring back.
    pub import: Arc<Import>,
    /// What was made since, and stays.
    pub since: Arc<Import>,
}

impl Preview {
    /// What bringing back a backup would do to a document.
    pub(super) fn of(path: PathBuf, contents: BackupContents, current: &Document) -> Self {
        let import = Arc::new(exchange::of_document(&contents.document, current));
        let since = Arc::new(exchange::of_document(current, &contents.document));
        Self { path, contents, import, since }
    }

    /// What would come back.
    pub fn coming_back(&self) -> impl Iterator<Item = &Row> {
        rows(&self.import, &[VerdictKind::New])
    }

    /// What would change back.
    pub fn changing_back(&self) -> impl Iterator<Item = &Row> {
        rows(&self.import, &[VerdictKind::Changed, VerdictKind::Older])
    }

    /// What was made since the backup, and stays.
    pub fn staying(&self) -> impl Iterator<Item = &Row> {
        rows(&self.since, &[VerdictKind::New])
    }

    /// Whether nothing would change.
    pub fn changes_nothing(&self) -> bool {
        self.coming_back().chain(self.changing_back()).next().is_none()
    }
}

fn rows<'a>(import: &'a Import, kinds: &'a [VerdictKind]) -> impl Iterator<Item = &'a Row> {
    import.rows().iter().filter(|row| kinds.contains(&row.verdict.kind()))
}
