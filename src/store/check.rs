//! A look at the files that changes nothing.

use super::disk::plain;
use super::layout::DeviceId;
use super::report::{Arrived, ReadOnly, Versions, Warning};
use super::vfs::{Kind, Vfs};
use super::{Access, Folders, Here, Opening, Store};

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// How many records could be read, each counted once.
    pub records: usize,
    /// What is damaged, newer, left out or there twice, each with its file.
    pub warnings: Vec<Warning>,
}

/// Reads all files of a profile as a start would, and writes nothing: no lock, no folder, no copy.
pub fn check(vfs: impl Vfs + 'static, folders: Folders) -> Checked {
    let missing = match vfs.kind(&folders.data) {
        Ok(Some(Kind::Folder)) => None,
        Ok(Some(_)) => Some("it is not a folder".to_owned()),
        Ok(None) => Some("there is no such folder".to_owned()),
        Err(error) => Some(plain(&error)),
    };
    if let Some(cause) = missing {
        return Checked { records: 0, warnings: vec![Warning::Skipped { path: folders.data, cause }] };
    }
    // Nothing is written under this id, and every file is read alike whoever wrote it.
    let device = DeviceId::from_random(0);
    let here = Here { host: String::new(), random: 0 };
    let store = Store::first_look(Box::new(vfs), folders, device, Access::ReadOnly(ReadOnly::Check), &here);
    let (_, Arrived { before: _, after, mut warnings, versions, from: _ }) = Opening::of(store).complete();
    let twice = |Versions { shown, other: _, path }| Warning::TwoVersions { id: shown.id, path };
    warnings.extend(versions.into_iter().map(twice));
    Checked { records: after.record_count(), warnings }
}
