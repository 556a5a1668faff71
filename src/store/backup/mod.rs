//! Backups: the user's files as they were, each time in one archive of its own.
//!
//! - A backup is a tar of every file in the data folder, compressed with zstd, in `<state>/backups/`. Its name says when,
//!   on which machine and why it was made: `2026-03-04T071200.k7f2q.before-import.supple-backup.tar.zst`.
//! - It counts only once it lies safely on the disk, has been read back from there and compared. What fails on the way
//!   is removed, and no older backup is touched.
//! - Thinned after each backup: all of today and yesterday stay, then the newest of each of 12 further days, 10 weeks and
//!   9 months. A device removes only what it made itself, and nothing whose name it does not understand.
//! - Each backup is copied to a second folder, where the person has chosen one. What goes wrong there is said, and never
//!   costs the backup itself.
//! - Reading one gives a document. Bringing that back is an import: an edit like any other, with revisions above all that
//!   is known, so that nothing newer is ever overwritten by an older file.
//!
//! Architecture invariant: the time is an argument, and making a backup never writes into the data folder.

mod archive;
mod contents;
mod folder;
mod gather;
mod make;
mod name;
mod report;
mod schedule;
mod second;

use std::cmp::Ordering;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use jiff::civil::DateTime;

use super::{Access, Store};
use crate::format::{Content, Plan};

pub use contents::BackupContents;
pub use name::BackupReason;
pub use report::{BackupError, BackupFlaw, BackupWarning};

/// One backup, as its name and the file system tell of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made, by the clock of the place.
    pub made: DateTime,
    /// The installation that made it.
    pub device: String,
    /// Why it was made.
    pub reason: BackupReason,
    /// The size of the file.
    pub bytes: u64,
}

impl Backup {
    /// Older before newer; those of one second in a fixed order.
    fn cmp_age(&self, other: &Self) -> Ordering {
        let by_time = self.made.cmp(&other.made);
        by_time.then_with(|| self.path.file_name().cmp(&other.path.file_name()))
    }
}

/// A backup that holds the files as they are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backed {
    /// The backup.
    pub backup: Backup,
    /// Whether it was made now; else nothing has changed since it was.
    pub is_new: bool,
    /// Its copy in the second folder, where there is one.
    pub copy: Option<PathBuf>,
    /// What was found beside it.
    pub warnings: Vec<BackupWarning>,
}

/// All backups that can be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupList {
    /// Newest first; one that lies in both folders is named once, in the first.
    pub backups: Vec<Backup>,
    /// The folders that could not be read.
    pub warnings: Vec<BackupWarning>,
}

/// A file out of a backup.
#[derive(Clone, Debug, PartialEq)]
pub struct BackedFile {
    /// The backup it comes from.
    pub backup: Backup,
    /// What the file holds there.
    pub content: Whole,
}

/// What a file holds that reads as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Whole {
    /// The records of a month.
    Records(Content),
    /// A profile, settings and a shelf.
    Plan(Plan),
}

impl Store {
    /// Makes a backup of the files as they lie on the disk; what was not saved yet is not in it.
    ///
    /// Where nothing has changed since the newest one, that one is given back. Afterwards older ones are thinned and the
    /// second folder is brought up to date. When it returns, the backup was read back from the disk and would survive a
    /// power cut.
    pub fn back_up(&mut self, now: &Zoned, reason: BackupReason) -> Result<Backed, BackupError> {
        self.need_write()?;
        let backed = self.files().back_up(clock(now), reason).map_err(BackupError::not_made)?;
        self.due.migration = false;
        Ok(backed)
    }

    /// Why a change now should be preceded by a backup: files are of an older version, which the change may write anew;
    /// or there is no backup of today, or the newest is half an hour old. `None` where there is no need, or no way.
    pub fn backup_due(&self, now: &Zoned) -> Option<BackupReason> {
        if !self.access.is_writable() {
            return None;
        }
        if self.due.migration {
            return Some(BackupReason::BeforeMigration);
        }
        let made = self.files().first_folder_backups().unwrap_or_default();
        schedule::due(made.into_iter().map(|backup| backup.made), clock(now)).then_some(BackupReason::Changing)
    }

    /// The backups in both folders.
    pub fn backups(&self) -> BackupList {
        self.files().backups()
    }

    /// What a backup holds. Files that are damaged in it are told of in the result, with what could be kept.
    pub fn read_backup(&self, path: &Path) -> Result<BackupContents, BackupError> {
        self.files().backed_tree(path).map(|tree| BackupContents::of(&tree))
    }

    /// What a file in the data folder held in the newest backup in which it reads as a whole. Backups that cannot be read
    /// are passed over.
    pub fn sound_in_backup(&self, file: &Path) -> Option<BackedFile> {
        let name = file.strip_prefix(&self.folders.data).ok()?;
        self.backups().backups.into_iter().find_map(|backup| {
            let tree = self.files().backed_tree(&backup.path).ok()?;
            contents::sound(&tree, name).map(|content| BackedFile { backup, content })
        })
    }

    /// The second folder for backups, if the person has chosen one.
    pub fn backup_folder(&self) -> Result<Option<PathBuf>, BackupError> {
        self.files().second_folder().map_err(BackupError::not_set)
    }

    /// Chooses the second folder for backups, or none. It must be there already, be writable, and lie outside of the data
    /// folder. The next backup goes there too.
    pub fn set_backup_folder(&self, folder: Option<&Path>) -> Result<(), BackupError> {
        self.need_write()?;
        self.files().set_second_folder(folder).map_err(BackupError::not_set)
    }

    fn need_write(&self) -> Result<(), BackupError> {
        match &self.access {
            Access::ReadWrite(_) => Ok(()),
            Access::ReadOnly(why) => Err(BackupError::ReadOnly(why.clone())),
        }
    }
}

/// The clock of the place, to the second.
fn clock(now: &Zoned) -> DateTime {
    let now = now.datetime();
    now.with().subsec_nanosecond(0).build().unwrap_or(now)
}
