//! Looking at the files: which are there, which have changed since they were read, and what they say.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::disk::Fingerprint;
use super::layout::{DeviceId, Slot, month_of_name, writer_of_name};
use super::listing::{Fetched, Holds};
use super::manifest::Seen;
use super::report::{Salvaged, Warning};
use super::vfs::{Entry, Facts, Kind};
use super::{OnDisk, OwnFile, Store};
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
    /// Where and why it does not parse, and of a file of records what could be read all the same.
    Damaged(Damage, Option<format::Salvage>),
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
        for (file, understood) in understand_all(fetched) {
            writers.extend(writer_of_name(&file.path));
            self.take(file, understood);
        }
        writers
    }

    /// Takes in one file that turns out to have changed.
    pub(super) fn take_again(&mut self, path: PathBuf, kind: Kind, bytes: Result<Vec<u8>, String>) {
        let facts = if let Kind::File(facts) = kind { Some(facts) } else { None };
        let file = Fetched { path, holds: Holds::Records, facts, bytes };
        let understood = Understood::of(&file);
        self.take(file, understood);
    }

    fn attend(&mut self, warning: Warning) {
        match warning.path() {
            Some(path) => drop(self.attention.insert(path.to_owned(), warning)),
            None => self.untold.push(warning),
        }
    }

    /// Takes in what a file says, or why it says nothing.
    fn take(&mut self, Fetched { path, holds, facts, bytes }: Fetched, understood: Option<Understood>) {
        if let (Some(Understood { fingerprint, .. }), Some(facts)) = (&understood, facts)
            && let Some(seen) = self.read.get_mut(&path)
            && seen.fingerprint == *fingerprint
        {
            // Written again with the same bytes: all that is known of it still holds.
            seen.facts = facts;
            self.due.manifest = true;
            return;
        }
        let slot = Slot::of_path(&path, &self.folders.data, &self.device);
        self.due.news = true;
        self.attention.remove(&path);
        let (Ok(bytes), Some(understood), Some(facts)) = (&bytes, understood, facts) else {
            self.attention
                .insert(path.clone(), Warning::Skipped { path: path.clone(), cause: bytes.err().unwrap_or_default() });
            self.block(slot, &path, holds, Content::default());
            // The next look tries again.
            self.read.remove(&path);
            return;
        };
        let Understood { said, fingerprint, is_older } = understood;
        let known =
            self.read.get(&path).or_else(|| self.last.get(path.strip_prefix(&self.folders.data).ok()?)).copied();
        match said {
            Said::Newer(version) => {
                self.attention.insert(path.clone(), Warning::Newer { path: path.clone(), version });
                self.block(slot, &path, holds, Content::default());
                self.note_read(&path, facts, fingerprint, None);
            }
            Said::Damaged(damage, salvage) => {
                let salvaged = salvage.as_ref().map_or(Salvaged::Default, |salvage| Salvaged::Records {
                    kept: salvage.content.records.len(),
                    lost: salvage.lost,
                });
                let format::Salvage { content, twins, lost: _ } = salvage.unwrap_or_default();
                if !known.is_some_and(|known| known.is_accepted && known.fingerprint == fingerprint) {
                    let warning = self.files().damaged(&path, bytes, damage, salvaged);
                    self.attention.insert(path.clone(), warning);
                }
                self.log.take(&path, &content);
                self.log.doubt(&path, twins);
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
                self.due.migration |= slot.is_some() && is_older;
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

/// Whether a file is of a version that the program no longer writes.
fn is_older(bytes: &[u8]) -> bool {
    let version = format::text_of(bytes).ok().and_then(format::version_of);
    version.is_some_and(|version| version < RECORDS_VERSION)
}

/// What follows from the bytes of a file alone.
struct Understood {
    said: Said,
    fingerprint: Fingerprint,
    /// Whether it is of a version that the program no longer writes.
    is_older: bool,
}

impl Understood {
    fn of(file: &Fetched) -> Option<Self> {
        let bytes = file.bytes.as_ref().ok()?;
        let is_older = file.holds == Holds::Records && is_older(bytes);
        Some(Self { said: said_by(bytes, file.holds), fingerprint: Fingerprint::of(bytes), is_older })
    }
}

/// What each of these files says, in the same order; `None` for those without bytes. This takes most of the time of a
/// start, and no file needs its neighbours for it, so two threads share it: each takes the next file when it is done with
/// one, for neither the files nor the cores are equally big.
fn understand_all(files: Vec<Fetched>) -> Vec<(Fetched, Option<Understood>)> {
    let next = AtomicUsize::new(0);
    let some_of_them = || {
        let taken = std::iter::from_fn(|| {
            let index = next.fetch_add(1, Ordering::Relaxed);
            files.get(index).map(|file| (index, Understood::of(file)))
        });
        taken.collect::<Vec<_>>()
    };
    let mut understood = if files.len() < WORTH_A_THREAD {
        some_of_them()
    } else {
        std::thread::scope(|scope| {
            let others = scope.spawn(some_of_them);
            let mut all = some_of_them();
            all.extend(others.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            all
        })
    };
    understood.sort_unstable_by_key(|(index, _)| *index);
    files.into_iter().zip(understood.into_iter().map(|(_, understood)| understood)).collect()
}

/// What the bytes of a file say.
pub(super) fn said_by(bytes: &[u8], holds: Holds) -> Said {
    let plan = match holds {
        Holds::Records => {
            return match format::decode(bytes) {
                Ok(content) => Said::Records(content),
                Err(ReadError::Newer(version)) => Said::Newer(version),
                Err(ReadError::Damaged(damage)) => Said::Damaged(damage, Some(format::salvage(bytes))),
            };
        }
        Holds::Plan => format::decode_plan(bytes),
        Holds::Profile => format::decode_profile(bytes),
        Holds::Settings => format::decode_settings(bytes),
    };
    match plan {
        Ok(plan) => Said::Plan(plan),
        Err(ReadError::Newer(version)) => Said::Newer(version),
        Err(ReadError::Damaged(damage)) => Said::Damaged(damage, None),
    }
}
