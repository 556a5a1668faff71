//! What must be there before anything can be written: the folders, the lock, and the id of this installation.

use serde::{Deserialize, Serialize};

use super::Folders;
use super::disk::{self, PathError, at, ensure_root, plain, replace};
use super::layout::{DEVICE, DeviceId, LOCK, LOG, README, README_TEXT};
use super::report::ReadOnly;
use super::vfs::{Lock, Vfs};
use crate::format::{self, VERSION};

/// What the machine says of itself, when the files are opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    /// The machine's name in its network.
    pub host: String,
    /// Becomes the id of this installation where it needs one.
    pub random: u64,
}

/// Version 1 of `device.ron`.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct DeviceFile {
    version: u32,
    device: String,
}

impl From<PathError> for ReadOnly {
    fn from(error: PathError) -> Self {
        Self::Folder { cause: plain(&error.source), path: error.path }
    }
}

/// Makes the folders where they are missing, takes the lock and finds out who this is.
pub(super) fn prepare(vfs: &dyn Vfs, folders: &Folders, here: &Here) -> Result<(DeviceId, Lock), ReadOnly> {
    let Folders { data, state } = folders;
    ensure_root(vfs, state)?;
    let lock_file = state.join(LOCK);
    let lock = vfs.lock(&lock_file).map_err(at(&lock_file))?;
    let lock = lock.ok_or_else(|| ReadOnly::OtherInstance { folder: data.clone() })?;
    let device = device_id(vfs, folders, here)?;
    ensure_root(vfs, data)?;
    disk::probe(vfs, data, &device)?;
    write_readme(vfs, folders, &device)?;
    Ok((device, lock))
}

/// The id in the state folder, or a new one, written there. An id that does not read is given up for a new one: the files
/// under the old one are then read like another device's.
fn device_id(vfs: &dyn Vfs, folders: &Folders, here: &Here) -> Result<DeviceId, PathError> {
    let path = folders.state.join(DEVICE);
    if vfs.kind(&path).map_err(at(&path))?.is_some() {
        let bytes = vfs.read(&path).map_err(at(&path))?;
        let file = format::text_of(&bytes).ok().and_then(|text| format::read::<DeviceFile>(text).ok());
        if let Some(device) = file.and_then(|DeviceFile { version: _, device }| DeviceId::parse(&device)) {
            return Ok(device);
        }
    }
    let device = DeviceId::from_random(here.random);
    let file = DeviceFile { version: VERSION, device: device.as_str().to_owned() };
    let text = format::write(&file, 0).map_err(|error| at(&path)(std::io::Error::other(error)))?;
    replace(vfs, &path, &device, (text + "\n").as_bytes())?;
    vfs.sync_folder(&folders.state).map_err(at(&folders.state))?;
    Ok(device)
}

/// Written into a new folder only: who removes the note does not want it back.
fn write_readme(vfs: &dyn Vfs, folders: &Folders, device: &DeviceId) -> Result<(), PathError> {
    let [readme, log] = [README, LOG].map(|name| folders.data.join(name));
    let is_new = vfs.kind(&log).map_err(at(&log))?.is_none() && vfs.kind(&readme).map_err(at(&readme))?.is_none();
    if is_new { replace(vfs, &readme, device, README_TEXT.as_bytes()) } else { Ok(()) }
}
