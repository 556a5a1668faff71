//! A look at the files that changes nothing.

use super::disk::plain;
use super::layout::DeviceId;
use super::load::Files;
use super::report::{ReadOnly, Warning};
use super::single_file::SingleState;
use super::vfs::{Kind, Vfs};
use super::{Access, Folders};
use crate::domain::{Profile, Settings};

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// How many records could be read, each counted once.
    pub records: usize,
    /// What is damaged, newer, left out or there twice, each with its file.
    pub warnings: Vec<Warning>,
}

/// Reads all files of a profile as a start would, and writes nothing: no lock, no folder, no copy.
pub fn check(vfs: &dyn Vfs, folders: &Folders) -> Checked {
    let access = Access::ReadOnly(ReadOnly::Check);
    // Nothing is written under this id, and every file is read alike whoever wrote it.
    let device = DeviceId::from_random(0);
    let files = Files { vfs, folders, device: &device, access: &access };
    let mut warnings = Vec::new();
    let missing = match vfs.kind(&folders.data) {
        Ok(Some(Kind::Folder)) => None,
        Ok(Some(_)) => Some("it is not a folder".to_owned()),
        Ok(None) => Some("there is no such folder".to_owned()),
        Err(error) => Some(plain(&error)),
    };
    if let Some(cause) = missing {
        warnings.push(Warning::Skipped { path: folders.data.clone(), cause });
        return Checked { records: 0, warnings };
    }
    let records = files.living_records(&mut warnings);
    let _profile: SingleState<Profile> = files.single(&mut warnings);
    let _settings: SingleState<Settings> = files.single(&mut warnings);
    Checked { records, warnings }
}
