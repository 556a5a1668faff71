//! What must be there before anything can be written: the folders, the lock, and the id of this installation.

use serde::{Deserialize, Serialize};

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::disk::{self, PathError, at, ensure_inside, ensure_root, plain, replace};
use super::layout::{DEVICE, DEVICES, DeviceId, LOCK, LOG, README, README_TEXT, device_path, writer_of_name};
use super::load::Files;
use super::report::{ReadOnly, Warning};
use super::vfs::{Lock, Vfs};
use super::{Folders, OnDisk, Store};
use crate::format::{self, VERSION};

/// What the machine says of itself, when the files are opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    /// The machine's name in its network.
    pub host: String,
    /// Becomes the id of this installation where it needs one.
    pub random: u64,
}

/// One of the installations that write into a data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its short id, as it stands in the names of its files.
    pub id: String,
    /// The name of its machine, or the id where it has none.
    pub name: String,
    /// Whether it is this one.
    pub is_this: bool,
}

/// Version 1 of `device.ron`, in the state folder.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct DeviceFile {
    version: u32,
    device: String,
    /// The machine on which the id was made. On another one the folder is a copy or a stick that went along, and the id
    /// is taken.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    host: String,
    /// The ids of other machines that used this folder, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    others: BTreeMap<String, String>,
}

/// Version 1 of `devices/DEVICE.ron`, in the data folder: what a device says of itself.
#[derive(Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
struct AboutFile {
    version: u32,
    /// The name of its machine.
    name: String,
    /// The version of the program that it runs.
    program: String,
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

/// The id of this machine in the state folder, or a new one, written there. The files under any other id are read like
/// another device's.
fn device_id(vfs: &dyn Vfs, folders: &Folders, here: &Here) -> Result<DeviceId, PathError> {
    let path = folders.state.join(DEVICE);
    let mut others = BTreeMap::new();
    if vfs.kind(&path).map_err(at(&path))?.is_some() {
        let bytes = vfs.read(&path).map_err(at(&path))?;
        let file = format::text_of(&bytes).ok().and_then(|text| format::read::<DeviceFile>(text).ok());
        if let Some(DeviceFile { version: _, device, host, others: found }) = file {
            let is_ours = host == here.host || host.is_empty() || here.host.is_empty();
            if let Some(device) = DeviceId::parse(&device).filter(|_| is_ours) {
                return Ok(device);
            }
            others = found;
            others.insert(host, device);
        }
    }
    let known = others.remove(&here.host).and_then(|id| DeviceId::parse(&id));
    let device = known.unwrap_or_else(|| DeviceId::from_random(here.random));
    write_id(vfs, folders, &device, &here.host, others)?;
    Ok(device)
}

fn write_id(
    vfs: &dyn Vfs,
    folders: &Folders,
    device: &DeviceId,
    host: &str,
    others: BTreeMap<String, String>,
) -> Result<(), PathError> {
    let file = DeviceFile { version: VERSION, device: device.as_str().to_owned(), host: host.to_owned(), others };
    write_file(vfs, &folders.state.join(DEVICE), device, &file)?;
    vfs.sync_folder(&folders.state).map_err(at(&folders.state))
}

fn write_file(vfs: &dyn Vfs, path: &Path, device: &DeviceId, file: &impl Serialize) -> Result<(), PathError> {
    let text = format::write(file, 0).map_err(|error| at(path)(std::io::Error::other(error)))?;
    replace(vfs, path, device, (text + "\n").as_bytes())
}

/// Written into a new folder only: who removes the note does not want it back.
fn write_readme(vfs: &dyn Vfs, folders: &Folders, device: &DeviceId) -> Result<(), PathError> {
    let [readme, log] = [README, LOG].map(|name| folders.data.join(name));
    let is_new = vfs.kind(&log).map_err(at(&log))?.is_none() && vfs.kind(&readme).map_err(at(&readme))?.is_none();
    if is_new { replace(vfs, &readme, device, README_TEXT.as_bytes()) } else { Ok(()) }
}

/// The name that a device gives itself, or its id.
pub(super) fn name(files: &Files<'_>, device: &DeviceId) -> String {
    let name = about(files, device).map(|AboutFile { name, .. }| name).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| device.as_str().to_owned())
}

fn about(files: &Files<'_>, device: &DeviceId) -> Option<AboutFile> {
    let bytes = files.vfs.read(&device_path(&files.folders.data, device)).ok()?;
    format::read(format::text_of(&bytes).ok()?).ok()
}

impl Store {
    /// The installations that have written into this data folder, this one first.
    pub fn devices(&self) -> Vec<Device> {
        let others: BTreeSet<DeviceId> = self.read.keys().filter_map(|path| writer_of_name(path)).collect();
        let others = others.iter().filter(|other| **other != self.device);
        let device = |id: &DeviceId| Device {
            id: id.as_str().to_owned(),
            name: name(&self.files(), id),
            is_this: *id == self.device,
        };
        std::iter::once(&self.device).chain(others).map(device).collect()
    }

    /// Says who this is in the data folder, for the other devices' screens. Without it they show the id.
    pub(super) fn introduce(&self) {
        if self.host.is_empty() {
            return;
        }
        let about = AboutFile { version: 1, name: self.host.clone(), program: env!("CARGO_PKG_VERSION").to_owned() };
        let files = self.files();
        if self::about(&files, &self.device).as_ref() == Some(&about) {
            return;
        }
        let path = device_path(&self.folders.data, &self.device);
        let folder = self.folders.data.join(DEVICES);
        let written = ensure_inside(&*self.vfs, &self.folders.data, &folder)
            .and_then(|()| write_file(&*self.vfs, &path, &self.device, &about));
        if let Err(error) = written {
            ::log::info!("the name of this device is not written: {error}");
        }
    }

    /// Goes by a new id from now on, because someone else writes under the old one. The files under the old one are
    /// read like another device's.
    pub(super) fn take_new_id(&mut self) -> Result<(), PathError> {
        let is_taken = |id: &DeviceId| {
            *id == self.device || self.read.keys().any(|path| writer_of_name(path).as_ref() == Some(id))
        };
        let ids = (1..=u64::MAX).map(|turn| DeviceId::from_random(self.random.rotate_left(7).wrapping_add(turn)));
        let Some(device) = ids.into_iter().find(|id| !is_taken(id)) else { return Ok(()) };
        write_id(&*self.vfs, &self.folders, &device, &self.host, BTreeMap::new())?;
        self.device = device;
        // What the old files should hold and do not is written into the new ones.
        self.log.own.retain(|_, file| file.on_disk == OnDisk::Behind);
        self.plan.leave_files();
        self.is_cloned = false;
        self.untold.push(Warning::NewId { path: self.folders.data.join(LOG) });
        self.introduce();
        Ok(())
    }
}
