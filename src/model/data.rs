//! What is known of the person's files beyond the document: what needs attention, what stands there twice, the backups.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::{Clash, Difference, Document, Record, RecordId};
use crate::exchange::PackHead;
use crate::goniometer::Photo;

use super::backups::{BackupContents, Backups, Preview};
use super::incoming::Incoming;

/// A file that needs attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attention {
    /// The file or folder.
    pub path: PathBuf,
    /// What is the matter with it.
    pub matter: Matter,
    /// The line of the first fault, counted from 1, where there is one.
    pub line: Option<usize>,
    /// What happened, in plain words.
    pub happened: String,
    /// What was kept, what was not, and what becomes of the file; empty where there is nothing to say.
    pub kept: String,
}

/// What is the matter with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// A part of it does not read.
    Damaged,
    /// It is gone.
    Missing,
    /// It holds less than it did.
    Shrunk,
    /// A later version of the program wrote it.
    Newer,
    /// It was left out.
    LeftOut,
}

impl Attention {
    /// All of it in one paragraph, the path last.
    pub fn as_text(&self) -> String {
        let Self { path, matter: _, line: _, happened, kept } = self;
        let kept = if kept.is_empty() { String::new() } else { format!(" {kept}") };
        format!("{happened}{kept} Path: {}", path.display())
    }
}

impl Matter {
    /// The heading of its card.
    pub fn label(self) -> &'static str {
        match self {
            Self::Damaged => "A file is damaged",
            Self::Missing => "A file is missing",
            Self::Shrunk => "A file holds less than before",
            Self::Newer => "A later version wrote a file",
            Self::LeftOut => "A file was left out",
        }
    }

    /// Whether the person has to say what it means before the file is written again.
    pub fn is_a_question(self) -> bool {
        matches!(self, Self::Missing | Self::Shrunk)
    }
}

/// A record in two versions, neither of which is the later one.
#[derive(Clone, Debug, PartialEq)]
pub struct Versions {
    /// The one that is shown.
    pub shown: Arc<Record>,
    /// The other one.
    pub other: Arc<Record>,
    /// Where it is from, as a sentence.
    pub from: String,
}

/// All that the files have to say now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// The files that need attention.
    pub attention: Vec<Attention>,
    /// The records that stand in two versions.
    pub versions: Vec<Versions>,
    /// Other things worth telling once.
    pub notes: Vec<String>,
    /// The installations that have written here, this one first.
    pub devices: Vec<Device>,
}

/// Records that arrived from the files while the program was open.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// What has changed.
    pub difference: Difference,
    /// Where it came from.
    pub origin: Origin,
    /// All that the files have to say now.
    pub findings: Findings,
}

/// Where records came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// They are the older ones, which take longer to read at the start.
    Start,
    /// Other devices, by their names; empty where the files were changed by hand.
    Devices(Vec<String>),
    /// A file that was mended.
    Repair,
}

/// An installation of the program that keeps these files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its short id, as in the names of its files.
    pub id: String,
    /// Its name for people.
    pub name: String,
}

/// What went wrong with a job: what it means, then the cause with the path last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What it means, in plain words.
    pub text: String,
    /// The cause.
    pub details: String,
}

/// Why a backup is made now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupReason {
    /// The person asked for it.
    Asked,
    /// Records are about to come in from a file.
    BeforeImport,
    /// An older state is about to come back.
    BeforeRestore,
    /// A damaged file is about to be mended.
    BeforeRepair,
}

/// Work for the thread that keeps the files. Each is answered by [`News`].
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Reads what is not read yet. It is done before anything else; the answer says that it is done.
    ReadAll,
    /// Looks what has changed in the folder. Answered only where something has.
    Refresh,
    /// Mends a damaged file.
    Repair(PathBuf),
    /// A missing or shrunk file is right as it is; a damaged file of another device needs no more notice.
    Accept(PathBuf),
    /// Makes a backup.
    BackUp(BackupReason),
    /// Reads the list of backups.
    ListBackups,
    /// Reads a backup.
    ReadBackup(PathBuf),
    /// Puts back the photos of a backup that are missing.
    RestorePhotos(PathBuf),
    /// Sets or clears the second folder for backups.
    SetBackupFolder(Option<PathBuf>),
    /// Writes all of a document somewhere else.
    Export(Form, PathBuf, Document),
    /// Writes the text of a pack to a file.
    ExportPack(PathBuf, String),
    /// Reads a file that is to be brought in.
    ReadImport(PathBuf),
    /// Reads a file as a photo to measure in.
    OpenPhoto(PathBuf),
    /// Keeps a photo under a name from [`crate::domain::TrialPhoto::file_name`].
    AddPhoto(String, Arc<[u8]>),
    /// Reads a photo that was kept.
    ReadPhoto(String),
    /// Removes the files of photos that no retest names any more.
    DiscardPhotos(Vec<String>),
}

impl Job {
    /// What is said while it is under way.
    pub fn progress(&self) -> &'static str {
        match self {
            Self::ReadAll => "Reading older records…",
            Self::Refresh => "Looking for changes…",
            Self::Repair(_) => "Mending the file…",
            Self::Accept(_) => "Writing it down…",
            Self::BackUp(_) => "Making a backup…",
            Self::ListBackups => "Looking for backups…",
            Self::ReadBackup(_) => "Reading the backup…",
            Self::RestorePhotos(_) => "Looking for photos…",
            Self::SetBackupFolder(_) => "Looking at the folder…",
            Self::Export(..) => "Writing the export…",
            Self::ExportPack(..) => "Writing the pack…",
            Self::ReadImport(_) => "Reading the file…",
            Self::OpenPhoto(_) => "Opening the photo…",
            Self::AddPhoto(..) => "Keeping the photo…",
            Self::ReadPhoto(_) => "Reading the photo…",
            Self::DiscardPhotos(_) => "Removing photos…",
        }
    }
}

/// A pack to be written: what it says of itself, and which of the person's own works it holds, by their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packing {
    /// Its name and its author.
    pub head: PackHead,
    /// The places on the shelf.
    pub places: BTreeSet<RecordId>,
}

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// One file that can be brought in again.
    Ron,
    /// A folder with a table of each kind of record.
    Csv,
}

/// What the thread that keeps the files has to say.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// What was found beside a save; it comes on top of what is known.
    Found(Findings),
    /// Records arrived.
    Arrived(Arrival),
    /// A backup was made, or why not.
    BackedUp(BackupReason, Result<(), Failure>),
    /// The backups there are.
    Backups(Backups),
    /// A backup was read, or why not.
    BackupRead(PathBuf, Result<BackupContents, Failure>),
    /// A file to bring in was read, or why not.
    ImportRead(PathBuf, Result<Arc<[u8]>, Failure>),
    /// A photo to measure in, or why there is none.
    PhotoOpened(PathBuf, Result<Arc<Photo>, Failure>),
    /// A photo that was to be kept under a name lies under this one, or why it does not.
    PhotoAdded(String, Result<String, Failure>),
    /// A photo was read, or why not.
    PhotoRead(String, Result<Arc<Photo>, Failure>),
    /// Another job is done, or why not.
    Done(Job, Result<(), Failure>),
}

/// What the program knows of the person's files beyond the document.
#[derive(Clone, Debug, Default)]
pub struct Data {
    pub(super) found: Findings,
    /// Records that were changed here and elsewhere at once, found when the other change arrived.
    pub(super) clashes: Vec<Versions>,
    /// The jobs under way that take their time, oldest first.
    pub(super) under_way: Vec<Job>,
    /// What waits for a backup.
    pub(super) risky: Option<Risky>,
    pub(super) backups: Option<Backups>,
    pub(super) preview: Option<Preview>,
    pub(super) incoming: Option<Incoming>,
    /// The photo that was read last, by its name.
    pub(super) photo: Option<(String, Arc<Photo>)>,
    /// The names under which photos lie, by those under which they were to be kept.
    kept_photos: BTreeMap<String, String>,
    /// The photos that were removed from their retests since the program was started.
    pub(super) removed_photos: BTreeSet<String>,
    /// The pack for which a file is being chosen.
    pub(super) packing: Option<Packing>,
    /// Whether the desktop was asked for a dialog and had none.
    pub(super) has_no_dialogs: bool,
}

/// A change of the files that is made only when there is a backup of before.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Risky {
    Repair(PathBuf),
    Restore,
    Import,
}

impl Data {
    /// The files that need attention, those with a question first.
    pub fn attention(&self) -> &[Attention] {
        &self.found.attention
    }

    /// The records of which a document shows one version although another stands beside it.
    pub fn unsettled<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = &'a Versions> {
        let all = self.found.versions.iter().chain(&self.clashes);
        all.filter(|versions| document.record(versions.shown.id) == Some(&versions.shown))
    }

    /// The versions of a record of which a document shows one.
    pub fn versions<'a>(&'a self, document: &'a Document, id: RecordId) -> impl Iterator<Item = &'a Versions> {
        self.unsettled(document).filter(move |versions| versions.shown.id == id)
    }

    /// The installations that have written here, this one first.
    pub fn devices(&self) -> &[Device] {
        &self.found.devices
    }

    /// The backups there are, once they were looked for.
    pub fn backups(&self) -> Option<&Backups> {
        self.backups.as_ref()
    }

    /// The backup that is looked at.
    pub fn preview(&self) -> Option<&Preview> {
        self.preview.as_ref()
    }

    /// The file that may be brought in.
    pub fn incoming(&self) -> Option<&Incoming> {
        self.incoming.as_ref()
    }

    /// A photo that was kept, if it was the last one to be read.
    pub fn photo(&self, name: &str) -> Option<&Arc<Photo>> {
        self.photo.as_ref().filter(|(read, _)| read == name).map(|(_, photo)| photo)
    }

    /// The reading of a photo that is under way, to measure in or to show.
    pub fn photo_under_way(&self) -> Option<&Job> {
        self.under_way.iter().find(|job| matches!(job, Job::OpenPhoto(_) | Job::ReadPhoto(_)))
    }

    /// The name under which a photo lies that was to be kept under `name`, once it does: another one where that was taken.
    pub fn kept_photo(&self, name: &str) -> Option<&str> {
        self.kept_photos.get(name).map(String::as_str)
    }

    /// Whether the desktop was asked for a dialog and had none.
    pub fn has_no_dialogs(&self) -> bool {
        self.has_no_dialogs
    }

    /// The job that is under way, if one is that takes its time.
    pub fn under_way(&self) -> Option<&Job> {
        self.under_way.first()
    }

    /// Whether older records are still being read.
    pub fn is_reading(&self) -> bool {
        self.under_way.contains(&Job::ReadAll)
    }

    pub(super) fn begin(&mut self, job: Job) {
        self.under_way.push(job);
    }

    pub(super) fn finish(&mut self, job: &Job) {
        if let Some(at) = self.under_way.iter().position(|known| known == job) {
            self.under_way.remove(at);
        }
    }

    /// Remembers where a photo lies.
    pub(super) fn take_added_photo(&mut self, name: String, outcome: Result<String, Failure>) -> Result<(), Failure> {
        self.under_way.retain(|job| !matches!(job, Job::AddPhoto(known, _) if *known == name));
        self.kept_photos.insert(name, outcome?);
        Ok(())
    }

    /// Takes over what was found, and says which files were not among those known before.
    pub(super) fn take_findings(&mut self, mut findings: Findings) -> Vec<Attention> {
        findings.attention.sort_by_key(|attention| !attention.matter.is_a_question());
        let is_new = |attention: &&Attention| !self.found.attention.contains(attention);
        let new = findings.attention.iter().filter(is_new).cloned().collect();
        self.found = findings;
        new
    }

    /// All that is known, with what was found on top of it.
    pub(super) fn with_findings(&self, Findings { attention, versions, notes, devices: _ }: Findings) -> Findings {
        let mut all = self.found.clone();
        all.attention.retain(|known| attention.iter().all(|found| found.path != known.path));
        all.attention.extend(attention);
        all.versions.extend(versions);
        all.notes = notes;
        all
    }

    /// Remembers what was changed on both sides at once.
    pub(super) fn take_clashes(&mut self, clashes: Vec<Clash>, from: &str) {
        let versions = clashes.into_iter().map(|Clash { mine, theirs }| Versions {
            shown: mine,
            other: theirs,
            from: from.to_owned(),
        });
        self.clashes.extend(versions);
    }
}
