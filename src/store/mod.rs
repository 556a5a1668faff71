//! The user's files: what lies where, how it is read, and how a save can lose nothing.
//!
//! # Layout
//!
//! ```text
//! <data>/                                 the folder that people own, copy and sync; 0700
//!   README.txt                            what this is, written once when the folder is made
//!   log/2026/2026-03.k7f2q.ron            records whose civil day lies in March 2026, by device k7f2q; 0600
//!   log/2026/2026-03.k7f2q-2.ron          the same, where the first file cannot be read
//!   plan/k7f2q.ron                        the profile, the settings and the shelf, as last changed on device k7f2q
//!   photos/01J….left-1.jpg                a photo from which a trial of a retest was read; written once
//!   devices/k7f2q.ron                     the name of that device
//!   profile.ron, settings.ron             the same values as they were kept before `plan/`; read, never written
//! <state>/                                never synced
//!   device.ron                            the id of this installation, made at the first start
//!   lock                                  held by the running program
//!   manifest.ron                          what each file was when it was last read or written
//!   quarantine/                           copies of files that could not be read
//!   drafts/                               changes that could not be saved, until they are
//!   run.ron                               the run that goes on, as of less than a second ago
//!   backups/                              the files as they were, one archive each time
//!   backup_folder.ron                     where the backups are copied to
//! ```
//!
//! # Rules
//!
//! - **One writer for each file.** This device writes the files that bear its id. Every other `*.ron` under `log/`, be
//!   it another device's or a sync tool's conflict copy, is only read. A file of this device changes only where the user
//!   changed something.
//! - **Merge.** Of all versions of a record, wherever they lie, the highest `rev` holds. A deletion is written down as an
//!   id with a `rev` of its own, so a record deleted here does not come back from another device's file; an edit beats
//!   a deletion of the same `rev`. A file that is missing deletes nothing.
//! - **The shelf** is merged like the records, entry by entry: each has a `rev`, one that was taken off stays as an id with
//!   a `rev`, and what is there beats what is gone at the same `rev`. So what two devices put there apart both stays.
//! - **A photo** is written once, under a name that says the retest, the side and the trial, and never changed or removed.
//!   Backups hold photos as long as they leave room for all else.
//! - **Revisions only rise.** A changed record is written with a `rev` above every one seen for its id, also where undo
//!   brought back an older one.
//! - **A file that cannot be read is never written**: damaged, of a later version, unreadable, too large, or a link. What
//!   parses of a damaged one is shown, the file is copied to quarantine, and what the user changes in that month goes to
//!   a further file. With it go all records that were saved from the damaged one, so that they lie whole on the disk
//!   again. Once the damaged file is repaired, both are read and merged, and nothing appears twice.
//! - **A save** compares with what was last loaded or saved, stages the new text of each changed file, parses it back
//!   and compares, then for each file: temporary file in the same folder, fsync, rename, fsync of the folder. Nothing is
//!   ever written in place. A record that moves from one file to another is written to the new file before it leaves the
//!   old one, so a crash between the two leaves it twice, which merging undoes, and never nowhere.
//! - **What arrives** while the program is open, from another device through any file synchroniser, is taken in by
//!   [`Store::refresh`], which gives the documents before and after. Whoever holds a document made before must bring it
//!   up to date before it is saved: what is not in a saved document counts as deleted.
//! - **Two versions** of equal `rev` were made apart; one is shown, the same on every device, and both stay until the
//!   person chooses, which is an edit above both.
//! - **A file of this device that changed outside** is read again before it is replaced, and its records are kept. Where
//!   it holds what only another computer can have written under this id, this one takes a new id, and reads the old
//!   files like another device's. So does a copy of the state folder on a machine of another name.
//! - **The manifest** tells a file that is missing, one of ours that became smaller, and one whose bytes changed under an
//!   old date. Each raises a question and is not written until [`Store::accept`] or [`Store::repair`] answers it. It is
//!   written when the program ends and before a file becomes smaller, so that a crash raises no false alarm.
//! - **A backup** is due before the first change of a day, every half hour while changing, and before whatever could go
//!   wrong at large: an import, a restore, a repair, files of an older version. Restoring is an edit with new revisions,
//!   never a file put over a newer one.
//!
//! Architecture invariant: only [`RealFs`] calls the file system. Everything else goes through [`Vfs`], so that tests can
//! make every single call fail. The store knows nothing of windows, of the model or of the clock.

mod backup;
mod check;
mod device;
mod disk;
mod draft;
mod export;
mod folders;
mod layout;
mod listing;
mod load;
mod log;
mod manifest;
mod mend;
mod photos;
mod plan_state;
mod real_fs;
mod report;
mod run_file;
mod save;
mod scan;
mod vfs;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::domain::Document;
use crate::format::Content;

use self::log::Log;
use disk::Fingerprint;
use layout::DeviceId;
use manifest::{Manifest, Seen};
use plan_state::PlanState;

pub use backup::{
    Backed, BackedFile, Backup, BackupContents, BackupError, BackupFlaw, BackupList, BackupReason, BackupWarning, Whole,
};
pub use check::{Checked, check};
pub use device::{Device, Here};
pub use export::{ExportError, export_file, export_folder};
pub use folders::{Folders, NoHome};
pub use load::Opening;
pub use photos::PhotoError;
pub use real_fs::RealFs;
pub use report::{Arrived, ReadOnly, Salvaged, SaveError, Saved, Versions, Warning};
pub use run_file::{NotKept, RunFile};
pub use vfs::{Entry, Facts, Kind, Lock, Vfs};

/// The user's files, open.
#[derive(Debug)]
pub struct Store {
    vfs: Box<dyn Vfs>,
    folders: Folders,
    device: DeviceId,
    access: Access,
    /// What the user sees: the document as last loaded or saved. A save writes what differs from it.
    known: Document,
    /// The records of all files.
    log: Log,
    /// The profile, the settings and the shelf of all files.
    plan: PlanState,
    /// Each file as it was read or written last.
    read: BTreeMap<PathBuf, Seen>,
    /// The same at the end of the last run, by paths within the data folder.
    last: Manifest,
    /// What needs attention, by file or folder, until it is mended.
    attention: BTreeMap<PathBuf, Warning>,
    /// The same as the caller last heard of it.
    told: BTreeMap<PathBuf, Warning>,
    /// The records in two versions that the caller last heard of.
    told_versions: Vec<Versions>,
    /// What is to be told once.
    untold: Vec<Warning>,
    /// Becomes the next id of this installation where it needs one.
    random: u64,
    /// The name of the machine.
    host: String,
    /// What is still to be done.
    due: Due,
    /// Whether someone else writes under this device's id.
    is_cloned: bool,
}

/// What is still to be done beside saving.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "five errands that know nothing of each other")]
struct Due {
    /// To tell what was read from files that came or changed.
    news: bool,
    /// To keep what is known of the files: more than the manifest says.
    manifest: bool,
    /// To bring the names of the folders to the disk.
    folders: bool,
    /// To make a backup before files of an older version are written anew.
    migration: bool,
    /// To remove the changes that could not be saved from the state folder.
    draft: bool,
}

/// What loading found.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The user's document; an empty one where there are no files yet.
    pub document: Document,
    /// What could not be read, each with its file.
    pub warnings: Vec<Warning>,
    /// The records of which two versions stand equal.
    pub versions: Vec<Versions>,
}

/// Whether the store can save.
#[derive(Debug)]
pub enum Access {
    /// It can: this program holds the lock until it ends.
    ReadWrite(Lock),
    /// It cannot; the document lives in memory only.
    ReadOnly(ReadOnly),
}

/// One file of records that this device writes.
#[derive(Clone, Debug)]
struct OwnFile {
    /// What it holds, as far as could be read.
    content: Content,
    on_disk: OnDisk,
}

/// How the disk stands to what is known of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnDisk {
    /// These bytes lie there, safely, and hold just the content.
    Same(Fingerprint),
    /// What lies there differs from the content, or may not be safe yet: write it with the next change.
    Behind,
    /// No file lies there.
    Absent,
    /// A file lies there that must not be written.
    Blocked,
}

impl Store {
    /// Whether and why not it can save.
    pub fn access(&self) -> &Access {
        &self.access
    }
}
