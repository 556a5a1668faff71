//! Opening: the newest months first, then the rest, each file by itself, so that an error in one never costs another.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::layout::{DeviceId, LOG, Slot};
use super::plan_state::PlanState;
use super::report::{Arrived, ReadOnly, Versions, Warning};
use super::scan::Scope;
use super::vfs::Vfs;
use super::{Access, Due, Folders, Here, Loaded, Log, OnDisk, Store, device, draft, manifest};
use crate::domain::{Document, Record};

/// Files that are open, of which only the newest have been read so far. Nothing can be saved before all are.
#[derive(Debug)]
pub struct Opening {
    pub(super) store: Store,
}

impl Opening {
    /// A store that has read the newest files.
    pub(super) fn of(store: Store) -> Self {
        Self { store }
    }

    /// What the newest two months hold, with the profile, the settings and the shelf: enough for a first screen.
    pub fn first(&self) -> &Document {
        &self.store.known
    }

    /// Whether and why not the store will be able to save.
    pub fn access(&self) -> &Access {
        &self.store.access
    }

    /// Reads the rest. `before` of what it gives is [`Self::first`].
    pub fn complete(mut self) -> (Store, Arrived) {
        self.store.scan(Scope::All);
        self.store.note_missing();
        let mut after = self.store.held();
        let before = std::mem::replace(&mut self.store.known, after.clone());
        if self.store.access.is_writable()
            && let Some(recovered) =
                draft::recover(&self.store.files(), &self.store.log, &self.store.plan.merged, &mut after)
        {
            self.store.due.draft = true;
            self.store.untold.push(recovered);
        }
        let arrived = self.store.arrived(before, after, &BTreeSet::new());
        self.store.write_manifest();
        if self.store.access.is_writable() {
            self.store.introduce();
        }
        (self.store, arrived)
    }
}

impl Store {
    /// Opens the files in these folders, and makes the folders where they are missing. Only the newest months are read.
    ///
    /// It always succeeds: where the folders cannot be used, [`Opening::access`] says why, and the document holds what
    /// could be read.
    pub fn begin(vfs: impl Vfs + 'static, folders: Folders, here: &Here) -> Opening {
        let (device, access) = match device::prepare(&vfs, &folders, here) {
            Ok((device, lock)) => (device, Access::ReadWrite(lock)),
            Err(why) => (DeviceId::from_random(here.random), Access::ReadOnly(why)),
        };
        Opening::of(Self::first_look(Box::new(vfs), folders, device, access, here))
    }

    /// Opens the files in these folders and reads all of them: [`Self::begin`], then [`Opening::complete`].
    pub fn open(vfs: impl Vfs + 'static, folders: Folders, here: &Here) -> (Self, Loaded) {
        let (store, Arrived { before: _, after, warnings, versions, from: _ }) =
            Self::begin(vfs, folders, here).complete();
        (store, Loaded { document: after, warnings, versions })
    }

    /// A store that has read the newest files.
    pub(super) fn first_look(
        vfs: Box<dyn Vfs>,
        folders: Folders,
        device: DeviceId,
        access: Access,
        here: &Here,
    ) -> Self {
        // What another running program, or one that may not write, last saw says nothing about now.
        let last = if access.is_writable() { manifest::read(&*vfs, &folders) } else { BTreeMap::new() };
        let mut store = Self {
            vfs,
            folders,
            device,
            access,
            random: here.random,
            host: here.host.clone(),
            known: Document::default(),
            log: Log::default(),
            plan: PlanState::default(),
            read: BTreeMap::new(),
            last,
            attention: BTreeMap::new(),
            told: BTreeMap::new(),
            told_versions: Vec::new(),
            untold: Vec::new(),
            due: Due { news: false, manifest: false, folders: true, migration: false, draft: false },
            is_cloned: false,
        };
        store.scan(Scope::Newest);
        store.known = store.held();
        store
    }

    /// The files of this store.
    pub(super) fn files(&self) -> Files<'_> {
        Files { vfs: &*self.vfs, folders: &self.folders, device: &self.device, access: &self.access }
    }

    /// Looks for files that have come or changed, and takes in what they say; `None` where nothing new follows.
    ///
    /// The caller's document must take in the difference between `before` and `after` before it is saved again: what is
    /// not in a saved document counts as deleted.
    pub fn refresh(&mut self) -> Option<Arrived> {
        let writers = self.scan(Scope::All);
        let has_words = !self.untold.is_empty() || self.told != self.attention;
        if !std::mem::take(&mut self.due.news) && !has_words {
            return None;
        }
        let after = self.held();
        if after == self.known && self.versions() == self.told_versions && !has_words {
            return None;
        }
        let before = std::mem::replace(&mut self.known, after.clone());
        self.write_manifest();
        Some(self.arrived(before, after, &writers))
    }

    /// What has come between two documents, with all that needs attention now.
    pub(super) fn arrived(&mut self, before: Document, after: Document, writers: &BTreeSet<DeviceId>) -> Arrived {
        let files = self.files();
        let from = writers.iter().filter(|&writer| *writer != self.device).map(|writer| device::name(&files, writer));
        let from = from.collect();
        let mut warnings: Vec<Warning> = self.attention.values().cloned().collect();
        warnings.append(&mut self.untold);
        self.told = self.attention.clone();
        self.told_versions = self.versions();
        Arrived { before, after, warnings, versions: self.told_versions.clone(), from }
    }

    /// What needs attention and was not told yet.
    pub(super) fn fresh_warnings(&mut self) -> Vec<Warning> {
        let is_fresh = |(path, warning): &(&PathBuf, &Warning)| self.told.get(*path) != Some(warning);
        let mut fresh: Vec<Warning> =
            self.attention.iter().filter(is_fresh).map(|(_, warning)| warning.clone()).collect();
        fresh.append(&mut self.untold);
        self.told = self.attention.clone();
        fresh
    }

    fn versions(&self) -> Vec<Versions> {
        self.log.unsettled().cloned().collect()
    }

    /// The document that the files hold now. Where it says the same as what is known, it is the very same record.
    pub(super) fn held(&self) -> Document {
        let as_known = |record: &Arc<Record>| match self.known.record(record.id) {
            Some(known) if Arc::ptr_eq(known, record) || known.says_the_same(record) => known.clone(),
            Some(_) | None => record.clone(),
        };
        self.plan.merged.document(self.log.merged.living().map(as_known))
    }

    /// Files that were there the last time and are not. They are not written until the person has answered.
    fn note_missing(&mut self) {
        let log = self.folders.data.join(LOG);
        let is_reachable = |path: &PathBuf| !self.attention.keys().any(|odd| path.starts_with(odd));
        let gone: Vec<(PathBuf, usize)> = self
            .last
            .iter()
            .map(|(path, seen)| (self.folders.data.join(path), seen.entries))
            .filter(|(path, entries)| *entries > 0 && !self.read.contains_key(path) && path.starts_with(&log))
            .filter(|(path, _)| is_reachable(path))
            .collect();
        for (path, _) in &gone {
            if let Some(slot) = Slot::of_path(path, &self.folders.data, &self.device) {
                let blocked = super::OwnFile { on_disk: OnDisk::Blocked, ..self.log.own(slot) };
                self.log.own.insert(slot, blocked);
            }
        }
        // Many files never go one by one: then it is the folder that is gone, and one question is enough.
        if gone.len() > 3 {
            let entries = gone.iter().map(|(_, entries)| entries).sum();
            self.attention.insert(log.clone(), Warning::Missing { path: log, files: gone.len(), entries });
        } else {
            for (path, entries) in gone {
                self.attention.insert(path.clone(), Warning::Missing { path, files: 1, entries });
            }
        }
    }

    /// Keeps what is known of the files for the next start, and returns whether that is done. Without it the next start
    /// only knows less.
    pub(super) fn write_manifest(&mut self) -> bool {
        if !self.due.manifest || !self.access.is_writable() {
            return !self.due.manifest;
        }
        let within = |path: &PathBuf| path.strip_prefix(&self.folders.data).map(ToOwned::to_owned).ok();
        // What was not read this time is not forgotten, so that it can still be missed.
        let mut all = self.last.clone();
        all.extend(self.read.iter().filter_map(|(path, seen)| Some((within(path)?, *seen))));
        match manifest::write(&*self.vfs, &self.folders, &self.device, &all) {
            Ok(()) => self.due.manifest = false,
            Err(error) => ::log::warn!("the list of files could not be kept: {error}"),
        }
        !self.due.manifest
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.write_manifest();
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

impl Access {
    /// Whether the store can save.
    pub fn is_writable(&self) -> bool {
        matches!(self, Self::ReadWrite(_))
    }

    /// Why it cannot, where it cannot.
    pub fn read_only(&self) -> Option<&ReadOnly> {
        match self {
            Self::ReadWrite(_) => None,
            Self::ReadOnly(why) => Some(why),
        }
    }
}
