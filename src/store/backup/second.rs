//! The second folder for backups, such as one on a USB disk, and how it is remembered.

use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::format::{self, ReadError};
use crate::store::disk::{self, MAX_FILE_BYTES, PathError, at, replace};
use crate::store::load::Files;
use crate::store::vfs::{Facts, Kind};

/// The file that remembers the folder, in the state folder: another machine has other disks.
const BACKUP_FOLDER: &str = "backup_folder.ron";

const VERSION: u32 = 1;

/// Version 1 of `backup_folder.ron`.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct BackupFolderFile {
    version: u32,
    folder: Option<PathBuf>,
}

impl Files<'_> {
    /// The second folder, if the person has chosen one.
    pub(super) fn second_folder(&self) -> Result<Option<PathBuf>, PathError> {
        let path = self.folders.state.join(BACKUP_FOLDER);
        let other = |cause: String| at(&path)(std::io::Error::other(cause));
        match self.vfs.kind(&path).map_err(at(&path))? {
            None => return Ok(None),
            Some(Kind::File(Facts { len, .. })) if len <= MAX_FILE_BYTES => {}
            Some(_) => return Err(other("it cannot be the note of the second folder".to_owned())),
        }
        let bytes = self.vfs.read(&path).map_err(at(&path))?;
        let file = format::text_of(&bytes).map_err(ReadError::Damaged).and_then(format::read);
        match file {
            Ok(BackupFolderFile { version: _, folder }) => Ok(folder),
            Err(ReadError::Newer(_)) => Err(other("a later version of the program wrote it".to_owned())),
            Err(ReadError::Damaged(damage)) => Err(other(format!(
                "the note of the second folder is damaged ({}); choose the folder again",
                damage.cause
            ))),
        }
    }

    /// Remembers the second folder, or that there is none.
    pub(super) fn set_second_folder(&self, folder: Option<&Path>) -> Result<(), PathError> {
        if let Some(folder) = folder {
            self.check_second_folder(folder)?;
        }
        let path = self.folders.state.join(BACKUP_FOLDER);
        let file = BackupFolderFile { version: VERSION, folder: folder.map(Path::to_owned) };
        let text = format::write(&file, 0).map_err(|error| at(&path)(std::io::Error::other(error)))?;
        replace(self.vfs, &path, self.device, (text + "\n").as_bytes())?;
        self.vfs.sync_folder(&self.folders.state).map_err(at(&self.folders.state))
    }

    /// It is there, can be written, and lies apart from what it is to guard.
    fn check_second_folder(&self, folder: &Path) -> Result<(), PathError> {
        let refuse = |cause: &str| Err(at(folder)(std::io::Error::other(cause.to_owned())));
        if !folder.is_absolute() || folder.components().any(|part| part == Component::ParentDir) {
            return refuse("its full path is needed");
        }
        if folder.to_str().is_none() {
            return refuse("its name cannot be written down");
        }
        if [&self.folders.data, &self.folders.state].into_iter().any(|root| folder.starts_with(root)) {
            return refuse("it lies inside the folder that is to be backed up");
        }
        self.vfs.list(folder).map_err(at(folder))?;
        disk::probe(self.vfs, folder, self.device)
    }
}
