//! What the store has to say: what happened, what was kept, what to do, and the path last.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ron::error::Position;

use crate::domain::{Document, Record, RecordId};

/// Something about the user's files that they should know; everything else was read or saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// A file does not parse, or holds what no record may hold. It stays as it is.
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line and column of the first error, where it has one.
        at: Option<Position>,
        /// The first error in plain words.
        cause: String,
        /// What could be used of it all the same.
        salvaged: Salvaged,
        /// The copy in the state folder, or why there is none.
        copy: Result<PathBuf, String>,
    },
    /// A later version of the program wrote the file. It stays as it is and is not read.
    Newer {
        /// The file.
        path: PathBuf,
        /// The version it bears.
        version: u32,
    },
    /// A file or folder was left out.
    Skipped {
        /// The file or folder.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
    /// Two files hold one revision of a record with different content; one of them is shown.
    TwoVersions {
        /// The record.
        id: RecordId,
        /// The file with the version that is not shown.
        path: PathBuf,
    },
    /// Files that were there at the last start are not. Nothing is deleted by that, and they are not written until the
    /// person has said what it means.
    Missing {
        /// The file, or the folder if all in it are gone.
        path: PathBuf,
        /// How many files.
        files: usize,
        /// How many records and deletions they held.
        entries: usize,
    },
    /// A file of this device holds less than it did, though this program did not take anything away.
    Shrunk {
        /// The file.
        path: PathBuf,
        /// How many records and deletions it held.
        before: usize,
        /// How many it holds.
        now: usize,
    },
    /// Changes that could not be saved the last time are back, and are saved with the next change.
    Recovered {
        /// How many changes.
        changes: usize,
    },
    /// Another computer wrote under the id of this one, or this one is a copy of another; it goes by a new id.
    NewId {
        /// The folder of the records.
        path: PathBuf,
    },
}

impl Warning {
    /// The file or folder it is about, where it is about one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Damaged { path, .. }
            | Self::Newer { path, .. }
            | Self::Skipped { path, .. }
            | Self::TwoVersions { path, .. }
            | Self::Missing { path, .. }
            | Self::Shrunk { path, .. }
            | Self::NewId { path } => Some(path),
            Self::Recovered { .. } => None,
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged { path, at, cause, salvaged, copy } => {
                write!(f, "A file could not be read as a whole: {cause}")?;
                if let Some(Position { line, col }) = at {
                    write!(f, " (line {line}, column {col})")?;
                }
                f.write_str(". ")?;
                write!(f, "{salvaged} The file stays as it is; what you change is written beside it. ")?;
                match copy {
                    Ok(copy) => write!(f, "A copy is in {}. ", copy.display())?,
                    Err(cause) => write!(f, "No copy was made: {cause}. ")?,
                }
                write!(f, "File: {}", path.display())
            }
            Self::Newer { path, version } => write!(
                f,
                "A later version of Supple wrote a file (format {version}). It stays as it is and is not shown; \
                 everything else is. Install the later version to read it. File: {}",
                path.display()
            ),
            Self::Skipped { path, cause } => {
                write!(f, "Left out: {cause}. Everything else was read. Path: {}", path.display())
            }
            Self::TwoVersions { id, path } => write!(
                f,
                "There are two versions of record {id}. One is shown, both are kept. The other is in {}",
                path.display()
            ),
            Self::Missing { path, files, entries } => {
                let (what, place) = if *files == 1 {
                    ("A file that was there the last time is".to_owned(), "File")
                } else {
                    (format!("{files} files that were there the last time are"), "Folder")
                };
                write!(
                    f,
                    "{what} missing, with {entries} entries. Nothing was deleted by that; restore a backup, or say that \
                     it is right so. {place}: {}",
                    path.display()
                )
            }
            Self::Shrunk { path, before, now } => write!(
                f,
                "A file held {before} entries the last time and holds {now} now, though Supple took nothing away. It is \
                 not written until you restore a backup or say that it is right so. File: {}",
                path.display()
            ),
            Self::Recovered { changes: 1 } => f.write_str("A change that could not be saved the last time is back."),
            Self::Recovered { changes } => {
                write!(f, "{changes} changes that could not be saved the last time are back.")
            }
            Self::NewId { path } => write!(
                f,
                "Another computer uses the same id as this one, so this one took a new id. Nothing was lost. Folder: {}",
                path.display()
            ),
        }
    }
}

/// One record in two versions of equal revision: made apart, so that neither is the later one.
#[derive(Clone, Debug, PartialEq)]
pub struct Versions {
    /// The one that is shown.
    pub shown: Arc<Record>,
    /// The other one.
    pub other: Arc<Record>,
    /// The file in which the second of the two was found.
    pub path: PathBuf,
}

/// What is new since the last look at the files.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The document as last loaded or saved.
    pub before: Document,
    /// The same with what has arrived.
    pub after: Document,
    /// All that needs attention now.
    pub warnings: Vec<Warning>,
    /// All records that stand in two versions now.
    pub versions: Vec<Versions>,
    /// The names of the devices whose files have changed.
    pub from: Vec<String>,
}

/// What could be used of a damaged file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Salvaged {
    /// Some of its records.
    Records {
        /// How many were read.
        kept: usize,
        /// How many were begun but could not be read.
        lost: usize,
    },
    /// Nothing: the file held one value, and the usual one stands in for it.
    Default,
}

impl fmt::Display for Salvaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let records =
            |count: usize| if count == 1 { "1 record was".to_owned() } else { format!("{count} records were") };
        match *self {
            Self::Default => f.write_str("The usual values are used."),
            Self::Records { kept: 0, lost: 0 } => f.write_str("No record was found in it."),
            Self::Records { kept, lost: 0 } => write!(f, "{} kept.", records(kept)),
            Self::Records { kept, lost } => write!(f, "{} kept, {lost} could not be read.", records(kept)),
        }
    }
}

/// Why nothing can be saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadOnly {
    /// The files are only looked at.
    #[error("A check changes nothing.")]
    Check,
    /// Another running program holds the lock.
    #[error(
        "Supple is already open with these files, so this window only shows them. Close the other window, then start \
         this one again. Folder: {}",
        folder.display()
    )]
    OtherInstance {
        /// The data folder.
        folder: PathBuf,
    },
    /// A folder cannot be made, read or written.
    #[error(
        "The folder for your files cannot be used: {cause}. You can go on, but nothing is saved. Check the folder, or \
         name another with --data DIR. Path: {}",
        path.display()
    )]
    Folder {
        /// The file or folder that failed.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
}

/// Why a save failed, in whole or in part. Every file holds what it held before, or what was to be saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// The store was opened only to read.
    #[error(transparent)]
    ReadOnly(#[from] ReadOnly),
    /// A file or folder could not be read or written.
    #[error(
        "Not saved: {cause}. The files are as they were, and your changes are kept while this window is open. {remedy} \
         Path: {}",
        path.display()
    )]
    Path {
        /// The file or folder.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
        /// What to do.
        remedy: &'static str,
    },
    /// A record or an entry of the shelf holds what no file may hold.
    #[error("One record was not saved: {cause}. Everything else was. Correct the record and save again. Record: {id}")]
    Invalid {
        /// The record.
        id: RecordId,
        /// What is wrong, in plain words.
        cause: String,
    },
    /// What was about to be written would not have read back the same, or would have dropped a record.
    #[error(
        "Not saved: {cause}. The files are as they were, and your changes are kept while this window is open. This is a \
         fault of the program; please report it. File: {}",
        path.display()
    )]
    NotVerified {
        /// The file that was about to be written.
        path: PathBuf,
        /// What differs.
        cause: String,
    },
}

/// What a save did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// The files that were written, each now safe on the disk. Empty where nothing had changed.
    pub written: Vec<PathBuf>,
    /// What was found beside it.
    pub warnings: Vec<Warning>,
}
