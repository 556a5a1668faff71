//! What lies in the data folder, and the bytes of it.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Access;
use super::disk::{MAX_FILE_BYTES, PathError, keep_copy, plain};
use super::layout::{DEVICES, LOG, PHOTOS, PLAN, QUARANTINE};
use super::load::Files;
use super::report::{ReadOnly, Salvaged, Warning};
use super::vfs::{Entry, Facts, Kind};
use crate::format::Damage;

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
pub(super) struct Fetched {
    pub(super) path: PathBuf,
    pub(super) holds: Holds,
    pub(super) facts: Option<Facts>,
    pub(super) bytes: Result<Vec<u8>, String>,
}

/// What lies in the data folder.
#[derive(Default)]
pub(super) struct Listing {
    pub(super) files: Vec<(Entry, Holds)>,
    /// The folders that were looked into.
    pub(super) folders: Vec<PathBuf>,
    pub(super) warnings: Vec<Warning>,
}

impl Files<'_> {
    /// All files that may hold data, in the order of their paths.
    pub(super) fn listing(&self) -> Listing {
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
                0 => [LOG, PLAN, DEVICES, PHOTOS].iter().any(|name| within == Path::new(name)),
                1 => is_log,
                _ => false,
            };
            let holds = Holds::of(within);
            match entry.kind {
                // Photos and the names of devices are read when they are asked for.
                Kind::Folder if is_expected && ![DEVICES, PHOTOS].iter().any(|name| within == Path::new(name)) => {
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

    pub(super) fn fetch(&self, Entry { path, kind }: Entry, holds: Holds) -> Fetched {
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

fn not_a(wanted: &str, kind: Kind) -> String {
    match kind {
        Kind::Symlink => "a symbolic link could lead out of the folder and is not followed".to_owned(),
        Kind::File(_) | Kind::Folder | Kind::Other => {
            let kind = if wanted == "folder" { ErrorKind::NotADirectory } else { ErrorKind::IsADirectory };
            plain(&io::Error::from(kind))
        }
    }
}
