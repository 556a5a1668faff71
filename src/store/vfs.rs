//! The few file operations that the store needs, so that tests can make each of them fail.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What lies at a path. Symbolic links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File(Facts),
    /// A folder.
    Folder,
    /// A symbolic link, wherever it leads.
    Symlink,
    /// A device, a socket or the like.
    Other,
}

/// What the file system says of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// How many bytes it has.
    pub len: u64,
    /// When it was last written, in nanoseconds since 1970; 0 where the file system does not say.
    pub modified_ns: i128,
}

/// One entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The full path.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
}

/// A held lock: given back when dropped, and by the system when the process ends.
pub type Lock = Box<dyn fmt::Debug + Send>;

/// A file system. Each call does one thing, so that a test can stop between any two.
pub trait Vfs: fmt::Debug + Send + Sync {
    /// What lies at `path`; `None` where there is nothing.
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>>;

    /// The entries of a folder, ordered by path.
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>>;

    /// All bytes of a file.
    fn read(&self, file: &Path) -> io::Result<Vec<u8>>;

    /// Makes a folder that only its owner can open (0700 on Unix). Its parent must exist, itself must not.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;

    /// Makes a file that only its owner can read (0600 on Unix), writes it and brings it to the disk (fsync).
    /// The file must not exist.
    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Gives a file another name in one step, in place of a file that may already bear it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove_file(&self, file: &Path) -> io::Result<()>;

    /// Brings the names in a folder to the disk (fsync), where the system knows such a thing.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Locks a file, made if need be, without waiting; `None` where someone else holds it.
    fn lock(&self, file: &Path) -> io::Result<Option<Lock>>;
}
