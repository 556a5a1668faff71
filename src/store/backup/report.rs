//! What there is to say of backups: what happened, what still holds, what to do, and the path last.

use std::fmt;
use std::io::ErrorKind;
use std::path::PathBuf;

use ron::error::Position;

use crate::store::disk::{PathError, plain};
use crate::store::report::{ReadOnly, Salvaged};

/// Why something about backups did not work. The files and the older backups are as they were.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// The store was opened only to read.
    #[error(transparent)]
    ReadOnly(#[from] ReadOnly),
    /// A backup was not made.
    #[error(
        "No backup was made: {cause}. Your files and the older backups are as they were. {remedy} Path: {}",
        path.display()
    )]
    NotMade {
        /// The file or folder that failed.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
        /// What to do.
        remedy: &'static str,
    },
    /// A backup cannot be read.
    #[error("This backup cannot be read: {cause}. Nothing was changed. Choose another backup. File: {}", path.display())]
    NotRead {
        /// The backup.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
    /// A photo was not put back; the records were.
    #[error("A photo of the backup was not put back: {cause}. Restore again when there is room. Path: {}", path.display())]
    PhotoNotRestored {
        /// The file or folder that failed.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
    /// A folder cannot be the second one for backups, or this cannot be remembered.
    #[error(
        "The second folder for backups was not changed: {cause}. Choose another folder, or see that this one can be \
         written. Path: {}",
        path.display()
    )]
    NotSet {
        /// The folder, or the file that remembers it.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
}

impl BackupError {
    pub(super) fn not_made(PathError { path, source }: PathError) -> Self {
        let remedy = match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "Free some space, then back up again.",
            ErrorKind::PermissionDenied => "Allow access there, then back up again.",
            ErrorKind::ReadOnlyFilesystem => "Make the disk writable, then back up again.",
            ErrorKind::NotADirectory => "A folder is needed there; move what is in its place, then back up again.",
            _ => "Check the disk, then back up again.",
        };
        Self::NotMade { path, cause: plain(&source), remedy }
    }

    pub(in crate::store) fn photo_not_restored(PathError { path, source }: PathError) -> Self {
        Self::PhotoNotRestored { path, cause: plain(&source) }
    }

    pub(super) fn not_set(PathError { path, source }: PathError) -> Self {
        Self::NotSet { path, cause: plain(&source) }
    }
}

/// Something about the backups that the person should know; everything else was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupWarning {
    /// A file or folder could not be read, so it is not in the backup. No older backup is removed then.
    NotRead {
        /// The file or folder.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
    /// A file or folder is of a kind that no backup holds.
    LeftOut {
        /// The file or folder.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
    /// The backup is not in the second folder.
    NotCopied {
        /// The second folder, the file in it, or the file that remembers the folder.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
    /// An older backup whose time is over could not be removed.
    NotRemoved {
        /// The backup, or the folder.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
    /// A folder of backups cannot be read.
    NotListed {
        /// The folder, or the file that remembers it.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
}

impl fmt::Display for BackupWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRead { path, cause } => write!(
                f,
                "The backup is not complete, because something could not be read: {cause}. Everything else is in it, and \
                 no older backup was removed. Path: {}",
                path.display()
            ),
            Self::LeftOut { path, cause } => {
                write!(f, "Left out of the backup: {cause}. Everything else is in it. Path: {}", path.display())
            }
            Self::NotCopied { path, cause } => write!(
                f,
                "The backup was made, but not copied to the second folder: {cause}. Connect the disk or choose another \
                 folder; the next backup tries again. Path: {}",
                path.display()
            ),
            Self::NotRemoved { path, cause } => write!(
                f,
                "The backup was made, but an old one could not be removed: {cause}. The next backup tries again. Path: {}",
                path.display()
            ),
            Self::NotListed { path, cause } => write!(
                f,
                "The backups in a folder are not shown: {cause}. Connect the disk, or see that the folder can be read. \
                 Path: {}",
                path.display()
            ),
        }
    }
}

/// A file in a backup that could not be used as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupFlaw {
    /// It was damaged already when the backup was made.
    Damaged {
        /// Its path from the data folder.
        file: PathBuf,
        /// The line and column of the first error, where it has one.
        at: Option<Position>,
        /// The first error in plain words.
        cause: String,
        /// What could be used of it all the same.
        salvaged: Salvaged,
    },
    /// A later version of the program wrote it.
    Newer {
        /// Its path from the data folder.
        file: PathBuf,
        /// The version it bears.
        version: u32,
    },
}

impl fmt::Display for BackupFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged { file, at, cause, salvaged } => {
                write!(f, "A file in the backup could not be read as a whole: {cause}")?;
                if let Some(Position { line, col }) = at {
                    write!(f, " (line {line}, column {col})")?;
                }
                write!(f, ". {salvaged} An older backup may hold it whole. File in the backup: {}", file.display())
            }
            Self::Newer { file, version } => write!(
                f,
                "A later version of Supple wrote a file in the backup (format {version}), so it is left out. Install the \
                 later version to read it. File in the backup: {}",
                file.display()
            ),
        }
    }
}
