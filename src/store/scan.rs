//! Looking at the files: which are there, which have changed since they were read, and what they say.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::{Fingerprint, MAX_FILE_BYTES, PathError, keep_copy, plain};
use super::layout::{DEVICES, DeviceId, LOG, PLAN, QUARANTINE, Slot, month_of_name, writer_of_name};
use super::load::Files;
use super::manifest::Seen;
use super::report::{ReadOnly, Salvaged, Warning};
use super::vfs::{Entry, Facts, Kind};
use super::{Access, OnDisk, OwnFile, Store};
use crate::format::{self, Content, Damage, Plan, RECORDS_VERSION, ReadError};

/// How many of the newest months are read before the first screen.
const FIRST_MONTHS: usize = 2;
/// From this number of files on they are parsed on two threads.
const WORTH_A_THREAD: usize = 8;

/// Which files to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Those of the newest months, and those that are not records.
    Newest,
    /// All of them.
    All,
    /// All of them, on the way to a save: a folder that cannot be listed just now is that save's own trouble.
    BeforeSave,
}

/// What the bytes of a file say.
pub(super) enum Said {
    Records(Content),
    Plan(Plan),
    Newer(u32),
    /// Where and why it does not parse, what could be read all the same, and how many records could not.
    Damaged(Damage, Content, Option<usize>),
}

/// The kinds of file, by what stands in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Records,
    Plan,
    Profile,
    Settings,
}

impl Holds {
    /// What stands in a file, by its path within the data folder; `None` where the program does not look.
    pub(super) fn of(path: &Path) -> Option<Self> {
        path.extension().filter(|extension| *extension == "ron")?;
        let mut parts = path.iter().map(|part| part.to_string_lossy());
        let (first, depth) = (parts.next()?, path.iter().count());
        match (first.as_ref(), depth) {
            (LOG, 2 | 3) => Some(Self::Records),
            (PLAN, 2) => Some(Self::Plan),
            (name, 1) if name.starts_with("profile") => Some(Self::Profile),
            (name, 1) if name.starts_with("settings") => Some(Self::Settings),
            _ => None,
        }
    }
}

/// A file to be read, and its bytes or why there are none.
struct Fetched {
    path: PathBuf,
    holds: Holds,
    facts: Option<Facts>,
    bytes: Result<Vec<u8>, String>,
}

impl Store {
    /// Reads the files that are new or have changed since they were read, and takes in what they say. Returns the
    /// devices that wrote them.
    pub(super) fn scan(&mut self, scope: Scope) -> BTreeSet<DeviceId> {
        let mut listing = self.files().listing();
        for folder in &listing.folders {
            self.attention.remove(folder);
        }
        if scope != Scope::BeforeSave {
            for warning in std::mem::take(&mut listing.warnings) {
                self.attend(warning);
            }
        }
        if scope == Scope::Newest {
            let months: BTreeSet<_> =
                listing.files.iter().filter_map(|(entry, _)| month_of_name(&entry.path)).collect();
            let newest: BTreeSet<_> = months.into_iter().rev().take(FIRST_MONTHS).collect();
            listing.files.retain(|(entry, holds)| {
                *holds != Holds::Records || month_of_name(&entry.path).is_some_and(|month| newest.contains(&month))
            });
        }
        let is_new = |(entry, _): &(Entry, Holds)| match entry.kind {
            Kind::File(facts) => self.read.get(&entry.path).is_none_or(|seen| seen.facts != facts),
            Kind::Folder | Kind::Symlink | Kind::Other => true,
        };
        let files = self.files();
        let fetched: Vec<Fetched> =
            listing.files.into_iter().filter(is_new).map(|(entry, holds)| files.fetch(entry, holds)).collect();
        let mut writers = BTreeSet::new();
        for (file, said) in said_by_all(fetched) {
            writers.extend(writer_of_name(&file.path));
            self.take(file, said);
        }
        writers
    }

    /// Takes in one file that turns out to have changed.
    pub(super) fn take_again(&mut self, path: PathBuf, kind: Kind, bytes: Result<Vec<u8>, String>) {
        let facts = if let Kind::File(facts) = kind { Some(facts) } else { None };
        let file = Fetched { path, holds: Holds::Records, facts, bytes };
        let said = file.bytes.as_ref().ok().map(|bytes| said_by(bytes, file.holds));
        self.take(file, said);
    }

    fn attend(&mut self, warning: Warning) {
        match warning.path() {
            Some(path) => drop(self.attention.insert(path.to_owned(), warning)),
            None => self.untold.push(warning),
        }
    }

    /// Takes in what a file says, or why it says nothing.
    fn take(&mut self, Fetched { path, holds, facts, bytes }: Fetched, said: Option<Said>) {
        let slot = Slot::of_path(&path, &self.folders.data, &self.device);
        self.due.news = true;
        self.attention.remove(&path);
        let (Ok(bytes), Some(said), Some(facts)) = (&bytes, said, facts) else {
            self.attention
                .insert(path.clone(), Warning::Skipped { path: path.clone(), cause: bytes.err().unwrap_or_default() });
            self.block(slot, &path, holds, Content::default());
            // The next look tries again.
            self.read.remove(&path);
            return;
        };
        let fingerprint = Fingerprint::of(bytes);
        let known =
            self.read.get(&path).or_else(|| self.last.get(path.strip_prefix(&self.folders.data).ok()?)).copied();
        if known.is_some_and(|known| known.fingerprint == fingerprint) && self.read.contains_key(&path) {
            // Written again with the same bytes.
            self.note_read(&path, facts, fingerprint, None);
            return;
        }
        match said {
            Said::Newer(version) => {
                self.attention.insert(path.clone(), Warning::Newer { path: path.clone(), version });
                self.block(slot, &path, holds, Content::default());
                self.note_read(&path, facts, fingerprint, None);
            }
            Said::Damaged(damage, content, lost) => {
                let salvaged =
                    lost.map_or(Salvaged::Default, |lost| Salvaged::Records { kept: content.records.len(), lost });
                if !known.is_some_and(|known| known.is_accepted && known.fingerprint == fingerprint) {
                    let warning = self.files().damaged(&path, bytes, damage, salvaged);
                    self.attention.insert(path.clone(), warning);
                }
                self.log.take(&path, &content);
                self.block(slot, &path, holds, content);
                self.note_read(&path, facts, fingerprint, None);
            }
            Said::Records(content) if known.is_some_and(|known| known.is_rotten(facts, fingerprint)) => {
                let salvaged = Salvaged::Records { kept: content.records.len(), lost: 0 };
                let cause = "its bytes changed although nobody wrote it; the disk may be failing".to_owned();
                let warning = self.files().damaged(&path, bytes, Damage { at: None, cause }, salvaged);
                self.attention.insert(path.clone(), warning);
                self.log.take(&path, &content);
                // What is remembered of it stays as it was, so that the next start sees it too.
                self.block(slot, &path, holds, content);
            }
            Said::Records(content) => {
                let entries = content.entries();
                self.due.migration |= slot.is_some() && is_older(bytes);
                match slot {
                    Some(slot) => self.take_own(slot, &path, content, fingerprint, known),
                    None => self.log.take(&path, &content),
                }
                self.note_read(&path, facts, fingerprint, Some(entries));
            }
            Said::Plan(plan) => {
                self.plan.take(&self.folders.data, &self.device, &path, plan, fingerprint);
                self.note_read(&path, facts, fingerprint, Some(0));
            }
        }
    }

    /// A file that this device writes: as it was, or changed by someone else.
    fn take_own(
        &mut self,
        slot: Slot,
        path: &Path,
        mut content: Content,
        fingerprint: Fingerprint,
        known: Option<Seen>,
    ) {
        let mut on_disk = OnDisk::Same(fingerprint);
        let held = self.log.own.get(&slot).filter(|held| held.on_disk != OnDisk::Blocked);
        if let Some(held) = held {
            // It was read before: what it no longer holds is written again with the next change of that month.
            let is_stranger = |(id, rev)| self.log.seen(id).is_none_or(|seen| seen < rev);
            let records = content.records.values().map(|record| (record.id, record.rev));
            let has_stranger = records.chain(content.deleted.iter().map(|(&id, &rev)| (id, rev))).any(is_stranger);
            if has_stranger && held.on_disk != OnDisk::Behind {
                self.is_cloned = true;
            }
            if content.fill_from(&held.content) || held.on_disk == OnDisk::Behind {
                on_disk = OnDisk::Behind;
            }
        } else if let Some(known) = known {
            let now = content.entries();
            if now < known.entries {
                let warning = Warning::Shrunk { path: path.to_owned(), before: known.entries, now };
                self.attention.insert(path.to_owned(), warning);
                on_disk = OnDisk::Blocked;
            }
        }
        self.log.take(path, &content);
        self.log.own.insert(slot, OwnFile { content, on_disk });
    }

    /// A file that must not be written: if it is one of this device, a further one takes its place.
    fn block(&mut self, slot: Option<Slot>, path: &Path, holds: Holds, mut content: Content) {
        if let Some(slot) = slot {
            // What was read of it while it was sound is still known.
            content.fill_from(&self.log.own(slot).content);
            self.log.own.insert(slot, OwnFile { content, on_disk: OnDisk::Blocked });
        } else if holds == Holds::Plan {
            self.plan.block(&self.folders.data, &self.device, path);
        }
    }

    /// Remembers a file as it was read; `entries` is `None` where that is not known, and stays what it was.
    pub(super) fn note_read(&mut self, path: &Path, facts: Facts, fingerprint: Fingerprint, entries: Option<usize>) {
        let last = path.strip_prefix(&self.folders.data).ok().and_then(|path| self.last.get(path));
        let known = self.read.get(path).or(last).copied();
        let entries = entries.or(known.map(|known| known.entries)).unwrap_or_default();
        let is_accepted = known.is_some_and(|known| known.is_accepted && known.fingerprint == fingerprint);
        let seen = Seen { facts, fingerprint, entries, is_accepted };
        self.due.manifest |= known != Some(seen);
        self.read.insert(path.to_owned(), seen);
    }
}

/// What lies in the data folder.
#[derive(Default)]
struct Listing {
    files: Vec<(Entry, Holds)>,
    /// The folders that were looked into.
    folders: Vec<PathBuf>,
    warnings: Vec<Warning>,
}

impl Files<'_> {
    /// All files that may hold data, in the order of their paths.
    fn listing(&self) -> Listing {
        let mut listing = Listing::default();
        self.list(&self.folders.data, 0, &mut listing);
        listing
    }

    /// What lies in a folder, so many levels below the data folder.
    fn list(&self, folder: &Path, level: usize, listing: &mut Listing) {
        for entry in self.entries(folder, listing) {
            let within = entry.path.strip_prefix(&self.folders.data).unwrap_or(&entry.path);
            let is_log = within.starts_with(LOG);
            let is_expected = match level {
                0 => [LOG, PLAN, DEVICES].iter().any(|name| within == Path::new(name)),
                1 => is_log,
                _ => false,
            };
            let holds = Holds::of(within);
            match entry.kind {
                Kind::Folder if is_expected && within != Path::new(DEVICES) => {
                    self.list(&entry.path, level + 1, listing);
                }
                // A folder of a year need not be one; where one of the program's own belongs, nothing else may stand.
                Kind::Symlink | Kind::File(_) | Kind::Other
                    if is_expected && (level == 0 || entry.kind == Kind::Symlink) && holds.is_none() =>
                {
                    let cause = not_a("folder", entry.kind);
                    listing.warnings.push(Warning::Skipped { path: entry.path, cause });
                }
                _ => listing.files.extend(holds.map(|holds| (entry, holds))),
            }
        }
    }

    /// The entries of a folder that may hold data.
    fn entries(&self, folder: &Path, listing: &mut Listing) -> Vec<Entry> {
        listing.folders.push(folder.to_owned());
        let entries = match self.vfs.list(folder) {
            Ok(entries) => entries,
            // The same error stands in `access` already.
            Err(_) if folder == self.folders.data && !self.access.is_writable() => Vec::new(),
            Err(error) => {
                listing.warnings.push(Warning::Skipped { path: folder.to_owned(), cause: plain(&error) });
                Vec::new()
            }
        };
        let is_hidden =
            |entry: &Entry| entry.path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        entries.into_iter().filter(|entry| !is_hidden(entry)).collect()
    }

    fn fetch(&self, Entry { path, kind }: Entry, holds: Holds) -> Fetched {
        let facts = if let Kind::File(facts) = kind { Some(facts) } else { None };
        Fetched { facts, bytes: self.bytes(&path, kind), path, holds }
    }

    /// All bytes of a file of a size that a file of Supple can have.
    pub(super) fn bytes(&self, path: &Path, kind: Kind) -> Result<Vec<u8>, String> {
        match kind {
            Kind::File(facts) if facts.len > MAX_FILE_BYTES => {
                Err(format!("it is larger than {} MiB", MAX_FILE_BYTES / (1024 * 1024)))
            }
            Kind::File(_) => self.vfs.read(path).map_err(|error| plain(&error)),
            Kind::Folder | Kind::Symlink | Kind::Other => Err(not_a("file", kind)),
        }
    }

    pub(super) fn damaged(&self, path: &Path, bytes: &[u8], damage: Damage, salvaged: Salvaged) -> Warning {
        let Damage { at, cause } = damage;
        let copy = match self.access {
            Access::ReadOnly(ReadOnly::Check) => Err("a check changes nothing".to_owned()),
            Access::ReadOnly(_) => Err("this window only reads".to_owned()),
            Access::ReadWrite(_) => self.quarantine(path, bytes).map_err(|error| plain(&error.source)),
        };
        Warning::Damaged { path: path.to_owned(), at, cause, salvaged, copy }
    }

    /// Copies the bytes of a file to the state folder.
    pub(super) fn quarantine(&self, path: &Path, bytes: &[u8]) -> Result<PathBuf, PathError> {
        keep_copy(self.vfs, &self.folders.state.join(QUARANTINE), self.device, path, bytes)
    }
}

/// Whether a file is of a version that the program no longer writes.
fn is_older(bytes: &[u8]) -> bool {
    let version = format::text_of(bytes).ok().and_then(format::version_of);
    version.is_some_and(|version| version < RECORDS_VERSION)
}

fn not_a(wanted: &str, kind: Kind) -> String {
    match kind {
        Kind::Symlink => "a symbolic link could lead out of the folder and is not followed".to_owned(),
        Kind::File(_) | Kind::Folder | Kind::Other => {
            let kind = if wanted == "folder" { ErrorKind::NotADirectory } else { ErrorKind::IsADirectory };
            plain(&io::Error::from(kind))
        }
    }
}

/// What each of these files says, in the same order; `None` for those without bytes. Parsing takes most of the time of
/// a start and knows nothing of its neighbours, so two threads share it.
fn said_by_all(files: Vec<Fetched>) -> Vec<(Fetched, Option<Said>)> {
    let half = files.len() / 2;
    let said = |file: &Fetched| file.bytes.as_ref().ok().map(|bytes| said_by(bytes, file.holds));
    let said: Vec<Option<Said>> = if files.len() < WORTH_A_THREAD {
        files.iter().map(said).collect()
    } else {
        let (first, second) = files.split_at(half);
        std::thread::scope(|scope| {
            let first = scope.spawn(|| first.iter().map(said).collect::<Vec<_>>());
            let second: Vec<_> = second.iter().map(said).collect();
            let mut all = first.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            all.extend(second);
            all
        })
    };
    files.into_iter().zip(said).collect()
}

/// What the bytes of a file say.
pub(super) fn said_by(bytes: &[u8], holds: Holds) -> Said {
    let plan = match holds {
        Holds::Records => {
            return match format::decode(bytes) {
                Ok(content) => Said::Records(content),
                Err(ReadError::Newer(version)) => Said::Newer(version),
                Err(ReadError::Damaged(damage)) => {
                    let format::Salvage { content, lost } = format::salvage(bytes);
                    Said::Damaged(damage, content, Some(lost))
                }
            };
        }
        Holds::Plan => format::decode_plan(bytes),
        Holds::Profile => format::decode_profile(bytes),
        Holds::Settings => format::decode_settings(bytes),
    };
    match plan {
        Ok(plan) => Said::Plan(plan),
        Err(ReadError::Newer(version)) => Said::Newer(version),
        Err(ReadError::Damaged(damage)) => Said::Damaged(damage, Content::default(), None),
    }
}
