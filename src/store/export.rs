//! Writing files that the person keeps elsewhere: exports, never the files of the profile itself.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::disk::{PathError, at, ensure_root, plain, replace};
use super::layout::DeviceId;
use super::vfs::Vfs;

/// Why an export was not written. No file that was there is changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// Something lies there already.
    #[error("Nothing was exported: something lies there already. Name another place. Path: {}", .0.display())]
    Exists(PathBuf),
    /// The file or folder could not be written.
    #[error("Not exported: {cause}. Path: {}", path.display())]
    Path {
        /// The file or folder.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
}

impl From<PathError> for ExportError {
    fn from(PathError { path, source }: PathError) -> Self {
        Self::Path { cause: plain(&source), path }
    }
}

/// Writes a file that must not exist yet, whole or not at all, such that only its owner can read it (0600 on Unix).
pub fn export_file(vfs: &dyn Vfs, file: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    need_absent(vfs, file)?;
    write(vfs, file, bytes)
}

/// Writes files into a folder, which is made if need be. Where one of them exists already, none is written.
pub fn export_folder(vfs: &dyn Vfs, folder: &Path, files: &[(&str, &[u8])]) -> Result<(), ExportError> {
    ensure_root(vfs, folder)?;
    for (name, _) in files {
        need_absent(vfs, &folder.join(name))?;
    }
    files.iter().try_for_each(|(name, bytes)| write(vfs, &folder.join(name), bytes))
}

fn need_absent(vfs: &dyn Vfs, file: &Path) -> Result<(), ExportError> {
    match vfs.kind(file).map_err(at(file))? {
        Some(_) => Err(ExportError::Exists(file.to_owned())),
        None => Ok(()),
    }
}

fn write(vfs: &dyn Vfs, file: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    if file.file_name().is_none() {
        return Err(at(file)(ErrorKind::IsADirectory.into()).into());
    }
    // Only in the name of the temporary file.
    let device = DeviceId::from_random(0);
    replace(vfs, file, &device, bytes)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(vfs.sync_folder(folder).map_err(at(folder))?)
}
