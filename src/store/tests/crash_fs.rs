//! A file system that writes down what a program does to it, and tells every state in which a power cut may leave the
//! disk at each moment.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::memory_fs::MemoryFs;
use crate::store::vfs::{Entry, Facts, Kind, Lock, Vfs};

/// What is on a disk: each path with the file there, or none for a folder.
pub type Disk = BTreeMap<PathBuf, Option<File>>;

/// A file on a disk.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    bytes: Vec<u8>,
    /// When it was last written.
    modified_ns: i128,
}

/// One event after which the power may go.
#[derive(Clone, Debug)]
enum Event {
    /// The names in one folder change. Each name may reach the disk without the others: a rename is two of them.
    Names(Vec<(PathBuf, Named)>),
    /// A file is made, of which nothing is on the disk yet.
    FileMade(usize),
    /// All bytes of a file are on the disk from now on.
    FileSynced(usize),
    /// All names in a folder are.
    FolderSynced(PathBuf),
}

/// What a name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Nothing,
    Folder,
    /// A file by its number in [`Journal::files`].
    File(usize),
}

#[derive(Debug, Default)]
struct Journal {
    /// What was safe when the writing down began.
    before: BTreeMap<PathBuf, Named>,
    /// Each file that was ever made, whole.
    files: Vec<File>,
    /// The file that each path names now.
    now: BTreeMap<PathBuf, Named>,
    events: Vec<Event>,
}

/// What a call to sync a folder does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syncs {
    /// What it says.
    Truly,
    /// Nothing: as if the program had forgotten it.
    Never,
}

/// A file system in memory that writes down each change; clones are the same one.
#[derive(Clone, Debug)]
pub struct CrashFs {
    inner: MemoryFs,
    syncs: Syncs,
    journal: Arc<Mutex<Journal>>,
}

impl CrashFs {
    /// Begins with this disk, all of it safe.
    pub fn new(disk: &Disk, syncs: Syncs) -> Self {
        let inner = memory(disk);
        let mut journal = Journal::default();
        for (path, file) in disk {
            let named = file.as_ref().map_or(Named::Folder, |file| Named::File(journal.add(file.clone())));
            journal.before.insert(path.clone(), named);
        }
        journal.now = journal.before.clone();
        Self { inner, syncs, journal: Arc::new(Mutex::new(journal)) }
    }

    /// A file as it is now.
    fn file(&self, path: &Path) -> io::Result<File> {
        let Some(Kind::File(Facts { len: _, modified_ns })) = self.inner.kind(path)? else {
            return Err(ErrorKind::NotFound.into());
        };
        Ok(File { bytes: self.inner.read(path)?, modified_ns })
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What lies on it now.
    pub fn disk(&self) -> Disk {
        let Journal { files, now, .. } = &*self.journal();
        let lies_there = now.iter().filter(|(_, named)| **named != Named::Nothing);
        let file = |named: Named| if let Named::File(file) = named { Some(files[file].clone()) } else { None };
        lies_there.map(|(path, named)| (path.clone(), file(*named))).collect()
    }

    /// How much has been written down so far.
    pub fn events(&self) -> usize {
        self.journal().events.len()
    }

    /// Every state in which a power cut may leave the disk between two moments, given as [`Self::events`] told them,
    /// and how many combinations were looked at.
    pub fn states(&self, from: usize, to: usize) -> (BTreeSet<Disk>, usize) {
        self.journal().states(from, to)
    }
}

/// A file system in memory with these files.
pub fn memory(disk: &Disk) -> MemoryFs {
    let fs = MemoryFs::default();
    for (path, file) in disk {
        if let Some(File { bytes, modified_ns }) = file {
            fs.put_dated(path, bytes, *modified_ns);
        } else {
            let inside = path.join("inside");
            fs.put(&inside, "");
            fs.remove(&inside);
        }
    }
    fs
}

impl Journal {
    fn add(&mut self, file: File) -> usize {
        self.files.push(file);
        self.files.len() - 1
    }

    /// A new file gets a name.
    fn make(&mut self, path: &Path, file: File) -> usize {
        let file = self.add(file);
        self.events.push(Event::FileMade(file));
        self.name(vec![(path.to_owned(), Named::File(file))]);
        file
    }

    fn name(&mut self, names: Vec<(PathBuf, Named)>) {
        self.now.extend(names.iter().cloned());
        self.events.push(Event::Names(names));
    }

    /// See [`CrashFs::states`].
    ///
    /// Nothing is left out: between two syncs of a folder each change of a name in it may have reached the disk or not,
    /// in any combination and order, which includes those of file systems that keep the order; a file that is not
    /// synced may hold nothing, half or all of its bytes. The protocol syncs so often that these are few.
    fn states(&self, from: usize, to: usize) -> (BTreeSet<Disk>, usize) {
        let mut states = BTreeSet::new();
        let mut looked_at = 0;
        let mut safe = self.before.clone();
        let mut pending: BTreeMap<PathBuf, Vec<(PathBuf, Named)>> = BTreeMap::new();
        let mut unsynced = BTreeSet::new();
        for at in 0..=to {
            if at >= from {
                looked_at += self.states_now(&safe, &pending, &unsynced, &mut states);
            }
            match self.events.get(at).filter(|_| at < to) {
                None => {}
                Some(Event::Names(names)) => {
                    for (path, named) in names {
                        let folder = path.parent().expect("no name is the root").to_owned();
                        pending.entry(folder).or_default().push((path.clone(), *named));
                    }
                }
                Some(Event::FileMade(file)) => {
                    unsynced.insert(*file);
                }
                Some(Event::FileSynced(file)) => {
                    unsynced.remove(file);
                }
                Some(Event::FolderSynced(folder)) => safe.extend(pending.remove(folder).unwrap_or_default()),
            }
        }
        (states, looked_at)
    }

    fn states_now(
        &self,
        safe: &BTreeMap<PathBuf, Named>,
        pending: &BTreeMap<PathBuf, Vec<(PathBuf, Named)>>,
        unsynced: &BTreeSet<usize>,
        states: &mut BTreeSet<Disk>,
    ) -> usize {
        let pending: Vec<&(PathBuf, Named)> = pending.values().flatten().collect();
        assert!(pending.len() < 16, "too many changes without a sync to look at all: {pending:?}");
        let shares = 3_usize.pow(unsynced.len() as u32);
        for subset in 0..1_usize << pending.len() {
            let mut names = safe.clone();
            let reached = pending.iter().enumerate().filter(|(index, _)| subset & 1 << index != 0);
            names.extend(reached.map(|(_, change)| (*change).clone()));
            names.retain(|_, named| *named != Named::Nothing);
            for mut shares in 0..shares {
                let mut partial = BTreeMap::new();
                for file in unsynced {
                    partial.insert(*file, shares % 3);
                    shares /= 3;
                }
                let on_disk = |file: usize| {
                    let File { bytes, modified_ns } = self.files[file].clone();
                    let len = partial.get(&file).map_or(bytes.len(), |share| bytes.len() * share / 2);
                    File { bytes: bytes[..len].to_vec(), modified_ns }
                };
                let disk = names.iter().map(|(path, named)| match *named {
                    Named::File(file) => (path.clone(), Some(on_disk(file))),
                    Named::Folder | Named::Nothing => (path.clone(), None),
                });
                states.insert(reachable(disk.collect()));
            }
        }
        shares << pending.len()
    }
}

/// What lies in a folder whose own name did not reach the disk is gone with it.
fn reachable(mut disk: Disk) -> Disk {
    let folders: BTreeSet<PathBuf> =
        disk.iter().filter(|(_, file)| file.is_none()).map(|(path, _)| path.clone()).collect();
    let is_there =
        |path: &Path| path.ancestors().skip(1).all(|above| above.parent().is_none() || folders.contains(above));
    disk.retain(|path, _| is_there(path));
    disk
}

impl Vfs for CrashFs {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.inner.kind(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        self.inner.list(folder)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        self.inner.read(file)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.inner.create_folder(folder)?;
        // The root is always there.
        if folder.parent().is_some() {
            self.journal().name(vec![(folder.to_owned(), Named::Folder)]);
        }
        Ok(())
    }

    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_new(file, bytes)?;
        let made = self.file(file)?;
        let mut journal = self.journal();
        let number = journal.make(file, made);
        journal.events.push(Event::FileSynced(number));
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        assert_eq!(from.parent(), to.parent(), "a rename across folders is never whole");
        self.inner.rename(from, to)?;
        let mut journal = self.journal();
        let named = journal.now[from];
        journal.name(vec![(from.to_owned(), Named::Nothing), (to.to_owned(), named)]);
        Ok(())
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        self.inner.remove_file(file)?;
        self.journal().name(vec![(file.to_owned(), Named::Nothing)]);
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.inner.sync_folder(folder)?;
        if self.syncs == Syncs::Truly {
            self.journal().events.push(Event::FolderSynced(folder.to_owned()));
        }
        Ok(())
    }

    fn lock(&self, file: &Path) -> io::Result<Option<Lock>> {
        let lock = self.inner.lock(file)?;
        let mut journal = self.journal();
        if !journal.now.contains_key(file) {
            journal.make(file, self.file(file)?);
        }
        Ok(lock)
    }
}
