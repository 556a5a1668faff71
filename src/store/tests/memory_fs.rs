//! A file system in memory, where each step can be made to fail.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::vfs::{Entry, Facts, Kind, Lock, Vfs};

/// A file system in memory; clones are the same one.
#[derive(Clone, Debug, Default)]
pub struct MemoryFs(Arc<Mutex<State>>);

/// When a step fails.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// The step that fails, counted from 0.
    pub step: usize,
    /// With this error.
    pub error: Errno,
    /// Whether later steps succeed again.
    pub lasts: Lasts,
}

/// An error as the system itself gives it: a number, from which all words about it must come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errno {
    /// The device failed (EIO).
    Io,
    /// No space is left (ENOSPC).
    NoSpace,
    /// It is not allowed (EACCES).
    Access,
}

impl Errno {
    pub const ALL: [Self; 3] = [Self::Io, Self::NoSpace, Self::Access];

    pub fn error(self) -> io::Error {
        let [on_unix, on_windows] = match self {
            Self::Io => [5, 1117],
            Self::NoSpace => [28, 112],
            Self::Access => [13, 5],
        };
        io::Error::from_raw_os_error(if cfg!(windows) { on_windows } else { on_unix })
    }

    /// What every message about it must say.
    pub fn cause(self) -> &'static str {
        match self {
            Self::Io => "the disk failed",
            Self::NoSpace => "the disk is full",
            Self::Access => "permission denied",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasts {
    Once,
    /// To a program this is what a full disk is; to the disk, what a crash is.
    ForGood,
}

#[derive(Clone, Debug, Default)]
struct State {
    nodes: BTreeMap<PathBuf, Node>,
    /// What a power cut would leave: the names in each folder as they were when it was last synced.
    safe: BTreeMap<PathBuf, Node>,
    /// When each file was last written, by the count of all writes.
    written: BTreeMap<PathBuf, i128>,
    writes: i128,
    locked: BTreeSet<PathBuf>,
    steps: usize,
    fault: Option<Fault>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Folder,
    File(Vec<u8>),
    Symlink,
}

impl State {
    fn step(&mut self) -> io::Result<()> {
        let step = self.steps;
        self.steps += 1;
        match self.fault {
            Some(fault) if fault.step == step || (fault.step < step && fault.lasts == Lasts::ForGood) => {
                Err(fault.error.error())
            }
            Some(_) | None => Ok(()),
        }
    }

    fn touch(&mut self, path: &Path) {
        self.writes += 1;
        self.written.insert(path.to_owned(), self.writes);
    }

    fn kind_of(&self, path: &Path) -> Option<Kind> {
        Some(match self.nodes.get(path)? {
            Node::Folder => Kind::Folder,
            Node::File(bytes) => {
                let modified_ns = self.written.get(path).copied().unwrap_or_default();
                Kind::File(Facts { len: bytes.len() as u64, modified_ns })
            }
            Node::Symlink => Kind::Symlink,
        })
    }

    fn need_parent(&self, path: &Path) -> io::Result<()> {
        let Some(parent) = path.parent().filter(|parent| *parent != Path::new("/")) else { return Ok(()) };
        match self.nodes.get(parent) {
            Some(Node::Folder) => Ok(()),
            Some(_) => Err(ErrorKind::NotADirectory.into()),
            None => self.need_parent(parent).and(Err(ErrorKind::NotFound.into())),
        }
    }
}

impl MemoryFs {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A file system of its own with the same files, and no fault.
    pub fn copied(&self) -> Self {
        let state = self.state();
        Self::of(state.nodes.clone(), &state)
    }

    /// These files with the dates of another file system.
    fn of(nodes: BTreeMap<PathBuf, Node>, State { written, writes, .. }: &State) -> Self {
        let (written, writes) = (written.clone(), *writes);
        Self(Arc::new(Mutex::new(State { safe: nodes.clone(), nodes, written, writes, ..State::default() })))
    }

    /// What a power cut would leave now.
    pub fn after_power_cut(&self) -> Self {
        let state = self.state();
        let safe = &state.safe;
        // A folder whose own name was not safe is gone with all that is in it.
        let is_there = |path: &Path| {
            let mut above = path.ancestors().skip(1).filter(|folder| folder.parent().is_some());
            above.all(|folder| safe.get(folder) == Some(&Node::Folder))
        };
        let mut nodes = safe.clone();
        nodes.retain(|path, _| is_there(path));
        Self::of(nodes, &state)
    }

    /// Puts a file there, with the folders above it.
    pub fn put(&self, path: impl Into<PathBuf>, bytes: impl AsRef<[u8]>) {
        self.put_node(path.into(), Node::File(bytes.as_ref().to_vec()));
    }

    /// Changes the bytes of a file as a failing disk does: its date stays.
    pub fn rot(&self, path: &Path, bytes: impl AsRef<[u8]>) {
        let mut state = self.state();
        state.nodes.insert(path.to_owned(), Node::File(bytes.as_ref().to_vec()));
    }

    /// Puts a file there that was last written at a moment.
    pub fn put_dated(&self, path: &Path, bytes: &[u8], modified_ns: i128) {
        self.put(path, bytes);
        let mut state = self.state();
        state.written.insert(path.to_owned(), modified_ns);
        state.writes = state.writes.max(modified_ns);
    }

    /// Puts a symbolic link there.
    pub fn put_symlink(&self, path: impl Into<PathBuf>) {
        self.put_node(path.into(), Node::Symlink);
    }

    fn put_node(&self, path: PathBuf, node: Node) {
        let mut state = self.state();
        for folder in path.ancestors().skip(1).filter(|folder| folder.parent().is_some()) {
            state.nodes.insert(folder.to_owned(), Node::Folder);
            state.safe.insert(folder.to_owned(), Node::Folder);
        }
        state.touch(&path);
        state.nodes.insert(path.clone(), node.clone());
        state.safe.insert(path, node);
    }

    pub fn remove(&self, path: &Path) {
        let mut state = self.state();
        state.nodes.remove(path);
        state.safe.remove(path);
    }

    /// The text of a file.
    pub fn text(&self, path: impl AsRef<Path>) -> String {
        match self.state().nodes.get(path.as_ref()) {
            Some(Node::File(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
            other => panic!("{} is {other:?}", path.as_ref().display()),
        }
    }

    /// All files under a folder.
    pub fn files(&self, folder: &str) -> BTreeMap<PathBuf, String> {
        let state = self.state();
        let files =
            state.nodes.iter().filter(|(path, _)| path.starts_with(folder)).filter_map(|(path, node)| match node {
                Node::File(bytes) => Some((path.clone(), String::from_utf8_lossy(bytes).into_owned())),
                Node::Folder | Node::Symlink => None,
            });
        files.collect()
    }

    /// Counts steps from 0 again, and fails as told.
    pub fn set_fault(&self, fault: Option<Fault>) {
        let mut state = self.state();
        state.steps = 0;
        state.fault = fault;
    }

    /// The steps since the last [`Self::set_fault`].
    pub fn steps(&self) -> usize {
        self.state().steps
    }
}

impl Vfs for MemoryFs {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        let mut state = self.state();
        state.step()?;
        match state.need_parent(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            result => result?,
        }
        Ok(state.kind_of(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut state = self.state();
        state.step()?;
        match state.nodes.get(folder) {
            Some(Node::Folder) => {}
            Some(_) => return Err(ErrorKind::NotADirectory.into()),
            None => return Err(ErrorKind::NotFound.into()),
        }
        let inside = state.nodes.keys().filter(|path| path.parent() == Some(folder));
        Ok(inside.filter_map(|path| Some(Entry { path: path.clone(), kind: state.kind_of(path)? })).collect())
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        let mut state = self.state();
        state.step()?;
        match state.nodes.get(file) {
            Some(Node::File(bytes)) => Ok(bytes.clone()),
            Some(_) => Err(ErrorKind::IsADirectory.into()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.step()?;
        state.need_parent(folder)?;
        if state.nodes.contains_key(folder) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        state.nodes.insert(folder.to_owned(), Node::Folder);
        Ok(())
    }

    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        state.step()?;
        state.need_parent(file)?;
        if state.nodes.contains_key(file) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        // A disk that fills up takes part of the bytes.
        let half = bytes[..bytes.len() / 2].to_vec();
        state.touch(file);
        state.nodes.insert(file.to_owned(), Node::File(half));
        state.step()?;
        state.nodes.insert(file.to_owned(), Node::File(bytes.to_vec()));
        state.step()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.step()?;
        state.need_parent(to)?;
        if state.nodes.get(to) == Some(&Node::Folder) {
            return Err(ErrorKind::IsADirectory.into());
        }
        let node = state.nodes.remove(from).ok_or(ErrorKind::NotFound)?;
        state.nodes.insert(to.to_owned(), node);
        let written = state.written.remove(from).unwrap_or_default();
        state.written.insert(to.to_owned(), written);
        Ok(())
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.step()?;
        state.nodes.remove(file).map(drop).ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.step()?;
        let is_inside = |path: &Path| path.parent() == Some(folder);
        if folder != Path::new("/") && !state.nodes.contains_key(folder) {
            return Err(ErrorKind::NotFound.into());
        }
        let mut inside = state.nodes.clone();
        inside.retain(|path, _| is_inside(path));
        state.safe.retain(|path, _| !is_inside(path));
        state.safe.append(&mut inside);
        Ok(())
    }

    fn lock(&self, file: &Path) -> io::Result<Option<Lock>> {
        let mut state = self.state();
        state.step()?;
        state.need_parent(file)?;
        state.nodes.entry(file.to_owned()).or_insert(Node::File(Vec::new()));
        let is_free = state.locked.insert(file.to_owned());
        Ok(is_free.then(|| Box::new(Held { fs: self.clone(), file: file.to_owned() }) as Lock))
    }
}

#[derive(Debug)]
struct Held {
    fs: MemoryFs,
    file: PathBuf,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.fs.state().locked.remove(&self.file);
    }
}
