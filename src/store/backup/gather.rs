//! What goes into a backup: the files of the data folder as they lie there, byte for byte.

use std::io;
use std::path::{Path, PathBuf};

use super::archive::{MAX_TREE_BYTES, Tree};
use super::report::BackupWarning;
use crate::domain::TrialPhoto;
use crate::store::disk::{MAX_FILE_BYTES, PathError, at, plain};
use crate::store::layout::{PHOTOS, README};
use crate::store::load::Files;
use crate::store::vfs::{Entry, Facts, Kind};

/// The photos of a backup together: there are many backups, and photos do not become smaller in them.
const MAX_PHOTO_BYTES: u64 = 128 * 1024 * 1024;

impl Files<'_> {
    /// Every `*.ron` file and the note of the data folder, damaged ones and conflict copies too, and the photos.
    ///
    /// Hidden files and links stay out, and so does the state folder, wherever it lies. What cannot be read is missed
    /// with a warning; only where the folder itself cannot be listed, or is far too large without its photos, is there nothing to back up.
    pub(super) fn gather(&self, warnings: &mut Vec<BackupWarning>) -> Result<Tree, PathError> {
        let root = &self.folders.data;
        let mut entries = self.vfs.list(root).map_err(at(root))?;
        let mut tree = Tree::new();
        let mut left = MAX_TREE_BYTES;
        let mut photos = Vec::new();
        while let Some(Entry { path, kind }) = entries.pop() {
            if is_hidden(&path) || path == self.folders.state {
                continue;
            }
            match kind {
                Kind::Folder => match self.vfs.list(&path) {
                    Ok(inside) => entries.extend(inside),
                    Err(error) => warnings.push(BackupWarning::NotRead { path, cause: plain(&error) }),
                },
                Kind::Symlink => {
                    let cause = "a symbolic link is not followed".to_owned();
                    warnings.push(BackupWarning::LeftOut { path, cause });
                }
                Kind::File(facts) if is_data(&path, root) => {
                    let Some(bytes) = self.bytes_of(&path, facts, warnings) else { continue };
                    left = left.checked_sub(bytes.len() as u64).ok_or_else(|| at(root)(too_large(MAX_TREE_BYTES)))?;
                    tree.insert(path.strip_prefix(root).unwrap_or(&path).to_owned(), bytes);
                }
                Kind::File(facts) if path.parent() == Some(&root.join(PHOTOS)) && is_photo(&path) => {
                    photos.push((path, facts));
                }
                Kind::File(_) | Kind::Other => {}
            }
        }
        self.gather_photos(photos, left.min(MAX_PHOTO_BYTES), &mut tree, warnings);
        Ok(tree)
    }

    /// Adds the photos, the newest first. No photo may keep the records from being backed up: where there is no room for
    /// more, the older ones stay out.
    pub(in crate::store) fn gather_photos(
        &self,
        mut photos: Vec<(PathBuf, Facts)>,
        mut left: u64,
        tree: &mut Tree,
        warnings: &mut Vec<BackupWarning>,
    ) {
        photos.sort_by(|(a, _), (b, _)| b.cmp(a));
        for (at, (path, facts)) in photos.iter().enumerate() {
            if facts.len > left {
                let cause = format!("there is no room for {} older photos", photos.len() - at);
                warnings.push(BackupWarning::LeftOut { path: self.folders.data.join(PHOTOS), cause });
                return;
            }
            let Some(bytes) = self.bytes_of(path, *facts, warnings) else { continue };
            left = left.saturating_sub(bytes.len() as u64);
            tree.insert(path.strip_prefix(&self.folders.data).unwrap_or(path).to_owned(), bytes);
        }
    }

    /// The bytes of a file, if it can be read and is not too large.
    fn bytes_of(&self, path: &Path, facts: Facts, warnings: &mut Vec<BackupWarning>) -> Option<Vec<u8>> {
        let fits = |len: u64| len <= MAX_FILE_BYTES;
        let bytes = fits(facts.len).then(|| self.vfs.read(path)).transpose();
        // It may have grown since it was listed.
        let bytes = bytes.map(|bytes| bytes.filter(|bytes| fits(bytes.len() as u64)));
        let path = path.to_owned();
        match bytes {
            Ok(Some(bytes)) => return Some(bytes),
            Ok(None) => warnings.push(BackupWarning::LeftOut { path, cause: plain(&too_large(MAX_FILE_BYTES)) }),
            Err(error) => warnings.push(BackupWarning::NotRead { path, cause: plain(&error) }),
        }
        None
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn is_photo(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(TrialPhoto::is_file_name)
}

fn is_data(path: &Path, root: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ron") || path == root.join(README)
}

fn too_large(most: u64) -> io::Error {
    io::Error::other(format!("it is larger than {} MiB", most / (1024 * 1024)))
}
