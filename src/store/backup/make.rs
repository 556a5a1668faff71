//! Making a backup, and finding those that were made.

use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use jiff::civil::DateTime;

use super::archive::{self, Tree};
use super::folder::BackupFolder;
use super::name::{BackupName, BackupReason};
use super::report::{BackupError, BackupWarning};
use super::{Backed, Backup, BackupList};
use crate::store::disk::{PathError, at, ensure_root, plain};
use crate::store::load::Files;

/// The folder of the backups, in the state folder.
const BACKUPS: &str = "backups";

impl Files<'_> {
    /// Makes a backup, thins the older ones and brings the second folder up to date.
    pub(super) fn back_up(&self, now: DateTime, reason: BackupReason) -> Result<Backed, PathError> {
        let path = self.folders.state.join(BACKUPS);
        let first = BackupFolder { vfs: self.vfs, path: &path };
        let mut warnings = Vec::new();
        let tree = self.gather(&mut warnings)?;
        let archive = archive::pack(&tree).map_err(at(&path))?;
        ensure_root(self.vfs, &path)?;
        let there = first.backups()?;
        let newest = there.iter().find(|backup| backup.device == self.device.as_str());
        let unchanged = newest.filter(|newest| first.read(&newest.path).is_ok_and(|bytes| bytes == archive));
        let backup = match unchanged {
            Some(backup) => {
                // The backup may stem from a run that was stopped before this.
                first.sync()?;
                backup.clone()
            }
            None => first.write(&self.free_name(&there, now, reason, &path)?, &archive, &tree)?,
        };
        let is_new = unchanged.is_none();
        // What is missed now may be in an older one only.
        let is_whole = !warnings.iter().any(|warning| matches!(warning, BackupWarning::NotRead { .. }));
        if is_whole {
            first.thin(self.device, now, &mut warnings);
        }
        let copy = self.copy_to_second(&backup, &archive, &tree, &mut warnings);
        if is_whole && let Some(copy) = copy.as_deref().and_then(Path::parent) {
            BackupFolder { vfs: self.vfs, path: copy }.thin(self.device, now, &mut warnings);
        }
        Ok(Backed { backup, is_new, copy, warnings })
    }

    /// The name of a new backup: of two in one second, the later one takes the next second.
    fn free_name(
        &self,
        there: &[Backup],
        now: DateTime,
        reason: BackupReason,
        folder: &Path,
    ) -> Result<BackupName, PathError> {
        let mut seconds = std::iter::successors(Some(now), |made| made.checked_add(SignedDuration::from_secs(1)).ok());
        let made = seconds.find(|made| !there.iter().any(|backup| backup.made == *made));
        let no_name = || at(folder)(std::io::Error::other("no name for it is free"));
        Ok(BackupName { made: made.ok_or_else(no_name)?, device: self.device.clone(), reason })
    }

    /// Sees that the second folder holds the backup too, if there is a second folder. Returns the copy's path.
    fn copy_to_second(
        &self,
        backup: &Backup,
        archive: &[u8],
        tree: &Tree,
        warnings: &mut Vec<BackupWarning>,
    ) -> Option<PathBuf> {
        let copied = self.second_folder().and_then(|folder| {
            let Some(folder) = folder else { return Ok(None) };
            let second = BackupFolder { vfs: self.vfs, path: &folder };
            let copy = folder.join(backup.path.file_name().unwrap_or_default());
            // A disk that is not connected has no folder, and none may be made in its place.
            let there = second.backups()?;
            if there.iter().any(|there| there.path == copy) && second.read(&copy).is_ok_and(|bytes| bytes == archive) {
                second.sync()?;
            } else {
                second.write(&self.name_of(backup), archive, tree)?;
            }
            Ok(Some(copy))
        });
        copied.unwrap_or_else(|PathError { path, source }| {
            warnings.push(BackupWarning::NotCopied { path, cause: plain(&source) });
            None
        })
    }

    fn name_of(&self, Backup { made, reason, .. }: &Backup) -> BackupName {
        BackupName { made: *made, device: self.device.clone(), reason: *reason }
    }

    /// The backups in the state folder, newest first.
    pub(super) fn first_folder_backups(&self) -> Result<Vec<Backup>, PathError> {
        let path = self.folders.state.join(BACKUPS);
        match self.vfs.kind(&path).map_err(at(&path))? {
            None => Ok(Vec::new()),
            Some(_) => BackupFolder { vfs: self.vfs, path: &path }.backups(),
        }
    }

    /// The backups in both folders.
    pub(super) fn backups(&self) -> BackupList {
        let mut list = BackupList::default();
        let second = self.second_folder().and_then(|folder| match folder {
            Some(path) => BackupFolder { vfs: self.vfs, path: &path }.backups(),
            None => Ok(Vec::new()),
        });
        for backups in [self.first_folder_backups(), second] {
            match backups {
                Ok(backups) => {
                    for backup in backups {
                        let is_listed =
                            list.backups.iter().any(|known| known.path.file_name() == backup.path.file_name());
                        if !is_listed {
                            list.backups.push(backup);
                        }
                    }
                }
                Err(PathError { path, source }) => {
                    list.warnings.push(BackupWarning::NotListed { path, cause: plain(&source) });
                }
            }
        }
        list.backups.sort_by(|a, b| b.cmp_age(a));
        list
    }

    /// The files in a backup.
    pub(in crate::store) fn backed_tree(&self, path: &Path) -> Result<Tree, BackupError> {
        let folder = BackupFolder { vfs: self.vfs, path: path.parent().unwrap_or(path) };
        let not_read = |cause: String| BackupError::NotRead { path: path.to_owned(), cause };
        let archive = folder.read(path).map_err(|error| not_read(plain(&error.source)))?;
        archive::unpack(&archive).map_err(not_read)
    }
}
