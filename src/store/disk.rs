//! The steps on the disk that are more than one call: making folders, replacing a file, keeping a copy.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use siphasher::sip::SipHasher13;

use super::layout::{DeviceId, temp_path};
use super::vfs::{Facts, Kind, Vfs};

/// Larger files are not read: no month of records comes near it, and a wrong file must not fill the memory.
pub(super) const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// What tells one state of a file from another: its length and a hash of its bytes (`SipHash` 1-3 with a key of zeros,
/// the same in every version of the program, so that it can be kept).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint {
    pub(super) len: u64,
    pub(super) hash: u64,
}

impl Fingerprint {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { len: bytes.len() as u64, hash: SipHasher13::new().hash(bytes) }
    }
}

/// A call that failed, with the path that it was about.
#[derive(Debug, thiserror::Error)]
#[error("{}: {}", path.display(), plain(source))]
pub(super) struct PathError {
    pub(super) path: PathBuf,
    pub(super) source: io::Error,
}

/// Names the path of an error.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> PathError {
    move |source| PathError { path: path.to_owned(), source }
}

/// The number of an error of the device itself, which the standard library has no kind for.
const DEVICE_FAILED: i32 = if cfg!(windows) { 1117 } else { 5 };

/// The cause of an error in plain words, without a full stop.
pub(super) fn plain(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::NotFound => "no such file or folder",
        ErrorKind::NotADirectory => "not a folder",
        ErrorKind::IsADirectory => "a folder, not a file",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your share of the disk is full",
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read",
        ErrorKind::FileTooLarge => "the file is too large",
        _ if error.raw_os_error() == Some(DEVICE_FAILED) => "the disk failed to read or write",
        _ => return error.to_string(),
    };
    known.to_owned()
}

/// Makes a folder and those above it where they are missing. It may be a link: the user decides where a root lies.
pub(super) fn ensure_root(vfs: &dyn Vfs, folder: &Path) -> Result<(), PathError> {
    if vfs.kind(folder).map_err(at(folder))?.is_some() {
        return vfs.list(folder).map(drop).map_err(at(folder));
    }
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent {
        ensure_root(vfs, parent)?;
    }
    create_folder(vfs, folder, parent)
}

/// Makes a folder within a root where it is missing. A link there could lead anywhere and is refused.
pub(super) fn ensure_inside(vfs: &dyn Vfs, root: &Path, folder: &Path) -> Result<(), PathError> {
    if folder == root {
        return Ok(());
    }
    let parent = folder.parent().unwrap_or(root);
    ensure_inside(vfs, root, parent)?;
    match vfs.kind(folder).map_err(at(folder))? {
        Some(Kind::Folder) => Ok(()),
        Some(Kind::File(_) | Kind::Symlink | Kind::Other) => Err(at(folder)(ErrorKind::NotADirectory.into())),
        None => create_folder(vfs, folder, Some(parent)),
    }
}

fn create_folder(vfs: &dyn Vfs, folder: &Path, parent: Option<&Path>) -> Result<(), PathError> {
    match vfs.create_folder(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(at(folder)(error)),
        Ok(()) | Err(_) => {}
    }
    parent.map_or(Ok(()), |parent| vfs.sync_folder(parent).map_err(at(parent)))
}

/// Puts a file in the place of another, or of none, such that at each moment either the old or the new one lies there
/// whole. Only after [`Vfs::sync_folder`] the new one also survives a power cut.
pub(super) fn replace(vfs: &dyn Vfs, target: &Path, device: &DeviceId, bytes: &[u8]) -> Result<(), PathError> {
    let temp = temp_path(target, device);
    write_temp(vfs, &temp, bytes).and_then(|()| vfs.rename(&temp, target)).map_err(|error| {
        // The target is as it was. Where the leftover cannot be removed either, the next save does it.
        let _ = vfs.remove_file(&temp);
        at(target)(error)
    })
}

/// Whether files can be made in a folder, by making one.
pub(super) fn probe(vfs: &dyn Vfs, folder: &Path, device: &DeviceId) -> Result<(), PathError> {
    let temp = temp_path(&folder.join("probe"), device);
    let written = write_temp(vfs, &temp, b"");
    let removed = vfs.remove_file(&temp);
    written.and(removed).map_err(at(folder))
}

/// The bytes of a file before it takes its name. One left by a program that was stopped gives way: the lock says that
/// nobody else is at work, and the device in its name that no other machine is.
fn write_temp(vfs: &dyn Vfs, temp: &Path, bytes: &[u8]) -> io::Result<()> {
    match vfs.write_new(temp, bytes) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            vfs.remove_file(temp)?;
            vfs.write_new(temp, bytes)
        }
        result => result,
    }
}

/// Copies the bytes of a file that cannot be kept or trusted where it is into `folder`, once for each content.
///
/// The copy's name is the file's, with the content's hash in it. Returns its path.
pub(super) fn keep_copy(
    vfs: &dyn Vfs,
    folder: &Path,
    device: &DeviceId,
    file: &Path,
    bytes: &[u8],
) -> Result<PathBuf, PathError> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let copy = folder.join(format!("{:016x}.{name}", Fingerprint::of(bytes).hash));
    ensure_root(vfs, folder)?;
    let kind = vfs.kind(&copy).map_err(at(&copy))?;
    let exists = matches!(kind, Some(Kind::File(Facts { len, .. })) if len == bytes.len() as u64);
    if !exists {
        replace(vfs, &copy, device, bytes)?;
        vfs.sync_folder(folder).map_err(at(folder))?;
    }
    Ok(copy)
}
