//! The photos from which trials were read: files beside the records, each written once and never changed.
//!
//! A record names its photos; nothing names the record in a photo but its file's name. So a photo stays when its retest is
//! deleted, and comes back with it when that is undone. One that the person removed from its retest is discarded when
//! nothing can be undone any more.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Store;
use super::backup::BackupError;
use super::disk::{MAX_FILE_BYTES, PathError, at, ensure_inside, plain, replace};
use super::layout::PHOTOS;
use super::report::ReadOnly;
use super::vfs::Kind;
use crate::domain::TrialPhoto;

/// Why a photo was not kept, or cannot be shown. Nothing else has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// The store was opened only to read.
    #[error(transparent)]
    ReadOnly(#[from] ReadOnly),
    /// The file or folder could not be written.
    #[error("The photo was not kept: {cause}. Path: {}", path.display())]
    NotKept {
        /// The file or folder.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
    /// The file could not be removed.
    #[error("The photo was not removed: {cause}. Path: {}", path.display())]
    NotRemoved {
        /// The file or folder.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
    /// The file could not be read.
    #[error("The photo cannot be shown: {cause}. Path: {}", path.display())]
    NotRead {
        /// The file.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
}

/// More photos of one trial than anyone takes.
const MOST_OF_ONE_NAME: u32 = 1_000;

impl Store {
    /// Keeps a photo under a name from [`TrialPhoto::file_name`], whole or not at all. When it returns, the photo would
    /// survive a power cut.
    ///
    /// Returns the name under which it lies: another one where that name is taken by a photo that looks different.
    pub fn add_photo(&self, name: &str, bytes: &[u8]) -> Result<String, PhotoError> {
        if let Some(why) = self.access.read_only() {
            return Err(PhotoError::ReadOnly(why.clone()));
        }
        let not_kept = |error: PathError| PhotoError::NotKept { cause: plain(&error.source), path: error.path };
        self.keep_photo(name, bytes).map_err(not_kept)
    }

    fn keep_photo(&self, name: &str, bytes: &[u8]) -> Result<String, PathError> {
        let folder = self.folders.data.join(PHOTOS);
        let first = self.path_of(name)?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(at(&first)(ErrorKind::FileTooLarge.into()));
        }
        let data = &self.folders.data;
        ensure_inside(&*self.vfs, data, &folder)?;
        // The folder may have been made by a call that failed before its name was safe.
        self.vfs.sync_folder(data).map_err(at(data))?;
        for turn in 1..=MOST_OF_ONE_NAME {
            let name = numbered(name, turn);
            let path = folder.join(&name);
            match self.vfs.kind(&path).map_err(at(&path))? {
                None => replace(&*self.vfs, &path, &self.device, bytes)?,
                Some(Kind::File(facts)) if facts.len == bytes.len() as u64 => {
                    if self.vfs.read(&path).map_err(at(&path))? != bytes {
                        continue;
                    }
                }
                Some(_) => continue,
            }
            // What lies there already may stem from a call that was stopped before this.
            self.vfs.sync_folder(&folder).map_err(at(&folder))?;
            return Ok(name);
        }
        Err(at(&first)(ErrorKind::AlreadyExists.into()))
    }

    /// The bytes of a photo.
    pub fn photo(&self, name: &str) -> Result<Vec<u8>, PhotoError> {
        let not_read = |error: PathError| PhotoError::NotRead { cause: plain(&error.source), path: error.path };
        let path = self.path_of(name).map_err(not_read)?;
        let kind = self.vfs.kind(&path).and_then(|kind| kind.ok_or_else(|| ErrorKind::NotFound.into()));
        let bytes = match kind {
            Ok(kind) => self.files().bytes(&path, kind),
            Err(error) => Err(plain(&error)),
        };
        bytes.map_err(|cause| PhotoError::NotRead { path, cause })
    }

    /// Removes the file of a photo that no retest names any more; one that is gone already is no error. It stays in the
    /// backups that were made while it was there.
    pub fn discard_photo(&self, name: &str) -> Result<(), PhotoError> {
        if let Some(why) = self.access.read_only() {
            return Err(PhotoError::ReadOnly(why.clone()));
        }
        let not_removed = |error: PathError| PhotoError::NotRemoved { cause: plain(&error.source), path: error.path };
        let path = self.path_of(name).map_err(not_removed)?;
        let folder = self.folders.data.join(PHOTOS);
        let remove = || -> Result<(), PathError> {
            if matches!(self.vfs.kind(&path).map_err(at(&path))?, Some(Kind::File(_))) {
                self.vfs.remove_file(&path).map_err(at(&path))?;
                self.vfs.sync_folder(&folder).map_err(at(&folder))?;
            }
            Ok(())
        };
        remove().map_err(not_removed)
    }

    /// Puts back the photos of a backup that are not in the folder any more. Returns how many.
    pub fn restore_photos(&self, backup: &Path) -> Result<usize, BackupError> {
        if let Some(why) = self.access.read_only() {
            return Err(BackupError::ReadOnly(why.clone()));
        }
        let mut count = 0;
        for (path, bytes) in self.files().backed_tree(backup)? {
            let Some(name) = path.strip_prefix(PHOTOS).ok().and_then(Path::to_str) else { continue };
            let is_missing = self.path_of(name).and_then(|path| Ok(self.vfs.kind(&path).map_err(at(&path))?.is_none()));
            if is_missing.unwrap_or(false) {
                self.keep_photo(name, &bytes).map_err(BackupError::photo_not_restored)?;
                count += 1;
            }
        }
        Ok(count)
    }

    /// Where a photo lies; names that could lead out of the folder are refused.
    fn path_of(&self, name: &str) -> Result<PathBuf, PathError> {
        let folder = self.folders.data.join(PHOTOS);
        if TrialPhoto::is_file_name(name) {
            return Ok(folder.join(name));
        }
        Err(at(&folder)(io::Error::new(ErrorKind::InvalidInput, "the name is none of a photo")))
    }
}

/// The name of the photo that comes so many-th under it: `a.left-1.jpg`, `a.left-1-2.jpg`.
fn numbered(name: &str, turn: u32) -> String {
    let path = Path::new(name);
    match (turn, path.file_stem(), path.extension()) {
        (2.., Some(stem), Some(ending)) => {
            format!("{}-{turn}.{}", stem.to_string_lossy(), ending.to_string_lossy())
        }
        _ => name.to_owned(),
    }
}
