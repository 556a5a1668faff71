//! Reading: every file by itself, so that an error in one never costs another.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Fingerprint, MAX_FILE_BYTES, PathError, keep_copy, plain};
use super::layout::{DeviceId, LOG, QUARANTINE, Slot, single_path};
use super::report::{ReadOnly, Salvaged, Warning};
use super::single_file::{self, Single, SingleState};
use super::vfs::{Entry, Kind, Vfs};
use super::{Access, Folders, Here, Loaded, OnDisk, OwnFile, Store, device};
use crate::domain::{Document, Profile, RecordId, Settings};
use crate::format::{self, Content, Damage, ReadError, say_the_same};

impl Store {
    /// Opens the files in these folders, and makes the folders where they are missing.
    ///
    /// It always succeeds: where the folders cannot be used, [`Store::access`] says why, and the document holds what
    /// could be read.
    pub fn open(vfs: impl Vfs + 'static, folders: Folders, here: &Here) -> (Self, Loaded) {
        let (device, access) = match device::prepare(&vfs, &folders, here) {
            Ok((device, lock)) => (device, Access::ReadWrite(lock)),
            Err(why) => (DeviceId::from_random(here.random), Access::ReadOnly(why)),
        };
        let files = Files { vfs: &vfs, folders: &folders, device: &device, access: &access };
        let mut warnings = Vec::new();
        let log = files.log(&mut warnings);
        let profile: SingleState<Profile> = files.single(&mut warnings);
        let settings: SingleState<Settings> = files.single(&mut warnings);

        let mut seen = BTreeMap::new();
        log.merged.raise(&mut seen);
        let living = log.merged.living().cloned();
        let document = Document::from_shared(living, profile.value.clone(), settings.value.clone());
        let store = Self {
            known: document.clone(),
            own: log.own,
            seen,
            profile,
            settings,
            untold: Vec::new(),
            access,
            device,
            folders,
            vfs: Box::new(vfs),
        };
        (store, Loaded { document, warnings })
    }

    /// The files of this store.
    pub(super) fn files(&self) -> Files<'_> {
        Files { vfs: self.vfs.as_ref(), folders: &self.folders, device: &self.device, access: &self.access }
    }
}

/// What is needed to read and write files. Reading writes nothing but copies into quarantine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Files<'a> {
    pub(super) vfs: &'a dyn Vfs,
    pub(super) folders: &'a Folders,
    pub(super) device: &'a DeviceId,
    pub(super) access: &'a Access,
}

/// All files of records.
#[derive(Debug, Default)]
struct Log {
    /// Those that this device writes.
    own: BTreeMap<Slot, OwnFile>,
    /// What all of them hold together.
    merged: Content,
    /// Where each version in `merged` was found.
    found_in: BTreeMap<RecordId, PathBuf>,
    /// Versions as high as the one in `merged`, and different: the revision and the file.
    twins: BTreeMap<RecordId, (u32, PathBuf)>,
}

impl Log {
    fn take(&mut self, path: &Path, content: &Content) {
        for record in content.records.values() {
            let known = self.merged.records.get(&record.id).cloned();
            self.merged.put(record.clone());
            let is_shown = self.merged.records.get(&record.id).is_some_and(|shown| shown == record);
            if let Some(known) = known.as_ref().filter(|known| known.rev == record.rev && !say_the_same(known, record))
            {
                let hidden = self.found_in.get(&known.id).filter(|_| is_shown);
                let hidden = hidden.map_or_else(|| path.to_owned(), Clone::clone);
                self.twins.insert(record.id, (record.rev, hidden));
            }
            if is_shown {
                self.found_in.insert(record.id, path.to_owned());
            }
        }
        for (&id, &rev) in &content.deleted {
            self.merged.delete(id, rev);
        }
    }

    /// The records of which two versions stand equal, and no higher one settles it.
    fn unsettled(&self) -> impl Iterator<Item = Warning> {
        let unsettled = self.twins.iter().filter(|(id, (rev, _))| self.merged.highest_rev(**id) == Some(*rev));
        unsettled.map(|(&id, (_, path))| Warning::TwoVersions { id, path: path.clone() })
    }
}

impl Files<'_> {
    /// How many records all files of records hold together, each counted once.
    pub(super) fn living_records(&self, warnings: &mut Vec<Warning>) -> usize {
        self.log(warnings).merged.living().count()
    }

    fn log(&self, warnings: &mut Vec<Warning>) -> Log {
        let mut log = Log::default();
        let root = self.folders.data.join(LOG);
        match self.vfs.kind(&root) {
            Ok(None) => return log,
            Ok(Some(Kind::Folder)) => {}
            Ok(Some(kind)) => {
                warnings.push(Warning::Skipped { path: root, cause: not_a("folder", kind) });
                return log;
            }
            // The same error stands in `access` already.
            Err(_) if matches!(self.access, Access::ReadOnly(_)) => return log,
            Err(error) => {
                warnings.push(Warning::Skipped { path: root, cause: plain(&error) });
                return log;
            }
        }
        for year in self.entries(&root, warnings) {
            match year.kind {
                Kind::Folder => {
                    self.entries(&year.path, warnings).iter().for_each(|file| self.log_file(file, &mut log, warnings));
                }
                Kind::Symlink => {
                    warnings.push(Warning::Skipped { cause: not_a("folder", year.kind), path: year.path });
                }
                Kind::File(_) | Kind::Other => self.log_file(&year, &mut log, warnings),
            }
        }
        warnings.extend(log.unsettled());
        log
    }

    /// The entries of a folder that may hold data.
    fn entries(&self, folder: &Path, warnings: &mut Vec<Warning>) -> Vec<Entry> {
        let entries = self.vfs.list(folder).unwrap_or_else(|error| {
            warnings.push(Warning::Skipped { path: folder.to_owned(), cause: plain(&error) });
            Vec::new()
        });
        let is_hidden =
            |entry: &Entry| entry.path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        entries.into_iter().filter(|entry| !is_hidden(entry)).collect()
    }

    fn log_file(&self, Entry { path, kind }: &Entry, log: &mut Log, warnings: &mut Vec<Warning>) {
        if path.extension().is_none_or(|extension| extension != "ron") {
            return;
        }
        let file = self.month(path, *kind, warnings);
        log.take(path, &file.content);
        if let Some(slot) = Slot::of_path(path, &self.folders.data, self.device) {
            log.own.insert(slot, file);
        }
    }

    /// What a file of records holds, and whether it may be written.
    pub(super) fn month(&self, path: &Path, kind: Kind, warnings: &mut Vec<Warning>) -> OwnFile {
        match self.bytes(path, kind) {
            Ok(bytes) => self.month_of_bytes(path, &bytes, warnings),
            Err(cause) => {
                warnings.push(Warning::Skipped { path: path.to_owned(), cause });
                OwnFile { content: Content::default(), on_disk: OnDisk::Blocked }
            }
        }
    }

    /// What the bytes of a file of records hold, and whether it may be written.
    pub(super) fn month_of_bytes(&self, path: &Path, bytes: &[u8], warnings: &mut Vec<Warning>) -> OwnFile {
        match format::decode(bytes) {
            Ok(content) => OwnFile { content, on_disk: OnDisk::Same(Fingerprint::of(bytes)) },
            Err(ReadError::Newer(version)) => {
                warnings.push(Warning::Newer { path: path.to_owned(), version });
                OwnFile { content: Content::default(), on_disk: OnDisk::Blocked }
            }
            Err(ReadError::Damaged(damage)) => {
                let format::Salvage { content, lost } = format::salvage(bytes);
                let salvaged = Salvaged::Records { kept: content.records.len(), lost };
                warnings.push(self.damaged(path, bytes, damage, salvaged));
                OwnFile { content, on_disk: OnDisk::Blocked }
            }
        }
    }

    /// The value of the last readable part, and the first part after all that are not.
    pub(super) fn single<T: Single>(&self, warnings: &mut Vec<Warning>) -> SingleState<T> {
        let mut state = SingleState { value: Arc::default(), part: 1, on_disk: None };
        for part in 1.. {
            let path = single_path(&self.folders.data, T::STEM, part);
            // Where even this fails, `access` says it already, or saving will.
            let Ok(Some(kind)) = self.vfs.kind(&path) else { break };
            let value = self.single_value(&path, kind, warnings);
            // What must not be written is left behind, but the value read before it still holds.
            (state.part, state.on_disk) = (part + u32::from(value.is_none()), None);
            if let Some((value, fingerprint)) = value {
                (state.value, state.on_disk) = (Arc::new(value), Some(fingerprint));
            }
        }
        state
    }

    fn single_value<T: Single>(
        &self,
        path: &Path,
        kind: Kind,
        warnings: &mut Vec<Warning>,
    ) -> Option<(T, Fingerprint)> {
        let read = self.bytes(path, kind).map(|bytes| (single_file::decode(&bytes), bytes));
        let warning = match read {
            Ok((Ok(value), bytes)) => return Some((value, Fingerprint::of(&bytes))),
            Ok((Err(ReadError::Newer(version)), _)) => Warning::Newer { path: path.to_owned(), version },
            Ok((Err(ReadError::Damaged(damage)), bytes)) => self.damaged(path, &bytes, damage, Salvaged::Default),
            Err(cause) => Warning::Skipped { path: path.to_owned(), cause },
        };
        warnings.push(warning);
        None
    }

    fn bytes(&self, path: &Path, kind: Kind) -> Result<Vec<u8>, String> {
        match kind {
            Kind::File(facts) if facts.len > MAX_FILE_BYTES => {
                Err(format!("it is larger than {} MiB", MAX_FILE_BYTES / (1024 * 1024)))
            }
            Kind::File(_) => self.vfs.read(path).map_err(|error| plain(&error)),
            Kind::Folder | Kind::Symlink | Kind::Other => Err(not_a("file", kind)),
        }
    }

    fn damaged(&self, path: &Path, bytes: &[u8], damage: Damage, salvaged: Salvaged) -> Warning {
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

fn not_a(wanted: &str, kind: Kind) -> String {
    match kind {
        Kind::Symlink => "a symbolic link could lead out of the folder and is not followed".to_owned(),
        Kind::File(_) | Kind::Folder | Kind::Other => {
            let kind = if wanted == "folder" { ErrorKind::NotADirectory } else { ErrorKind::IsADirectory };
            plain(&io::Error::from(kind))
        }
    }
}
