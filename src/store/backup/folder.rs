//! One folder of backups: what lies in it, writing into it, and thinning it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;

use super::Backup;
use super::archive::{MAX_TREE_BYTES, Tree, unpack};
use super::name::BackupName;
use super::report::BackupWarning;
use super::schedule::superfluous;
use crate::store::disk::{PathError, at, plain, replace};
use crate::store::layout::DeviceId;
use crate::store::vfs::{Entry, Facts, Kind, Vfs};

/// A folder of backups.
#[derive(Clone, Copy, Debug)]
pub(super) struct BackupFolder<'a> {
    pub(super) vfs: &'a dyn Vfs,
    pub(super) path: &'a Path,
}

impl BackupFolder<'_> {
    /// The backups in it, newest first. Whatever bears another name is none.
    pub(super) fn backups(&self) -> Result<Vec<Backup>, PathError> {
        let entries = self.vfs.list(self.path).map_err(at(self.path))?;
        let mut backups: Vec<Backup> = entries.iter().filter_map(backup_of).collect();
        backups.sort_by(|a, b| b.cmp_age(a));
        Ok(backups)
    }

    /// The bytes of a backup.
    pub(super) fn read(&self, file: &Path) -> Result<Vec<u8>, PathError> {
        let kind = self.vfs.kind(file).map_err(at(file))?;
        let error = match kind {
            Some(Kind::File(Facts { len, .. })) if len <= MAX_TREE_BYTES => {
                return self.vfs.read(file).map_err(at(file));
            }
            Some(Kind::File(_)) => io::ErrorKind::FileTooLarge.into(),
            Some(Kind::Folder | Kind::Symlink | Kind::Other) => io::Error::other("not a file"),
            None => io::ErrorKind::NotFound.into(),
        };
        Err(at(file)(error))
    }

    /// Writes a backup, reads it back and compares. What fails on the way is removed again, so that nothing lies there
    /// that only looks like a backup.
    pub(super) fn write(&self, name: &BackupName, archive: &[u8], tree: &Tree) -> Result<Backup, PathError> {
        let file = self.path.join(name.to_string());
        replace(self.vfs, &file, &name.device, archive)?;
        let verified = self.sync().and_then(|()| self.verify(&file, archive, tree));
        if verified.is_err() {
            // Where even this fails, what lies there is whole, or is found damaged by whoever reads it.
            let _ = self.vfs.remove_file(&file).and_then(|()| self.vfs.sync_folder(self.path));
        }
        verified?;
        Ok(Backup {
            made: name.made,
            device: name.device.as_str().to_owned(),
            reason: name.reason,
            bytes: archive.len() as u64,
            path: file,
        })
    }

    /// Brings the names in the folder to the disk.
    pub(super) fn sync(&self) -> Result<(), PathError> {
        self.vfs.sync_folder(self.path).map_err(at(self.path))
    }

    fn verify(&self, file: &Path, archive: &[u8], tree: &Tree) -> Result<(), PathError> {
        let read = self.read(file)?;
        let is_same = read == archive && unpack(&read).is_ok_and(|read| read == *tree);
        let differs = || at(file)(io::Error::other("it reads back differently from what was written"));
        if is_same { Ok(()) } else { Err(differs()) }
    }

    /// Removes the backups of this device whose time is over, and what it left of a backup when it was stopped.
    pub(super) fn thin(&self, device: &DeviceId, now: DateTime, warnings: &mut Vec<BackupWarning>) {
        let mut warn = |PathError { path, source }: PathError| {
            warnings.push(BackupWarning::NotRemoved { path, cause: plain(&source) });
        };
        let entries = match self.vfs.list(self.path).map_err(at(self.path)) {
            Ok(entries) => entries,
            Err(error) => return warn(error),
        };
        let own = || entries.iter().filter_map(backup_of).filter(|backup| backup.device == device.as_str());
        let gone = superfluous(&own().map(|backup| backup.made).collect::<BTreeSet<_>>(), now);
        let old = own().filter(|backup| gone.contains(&backup.made)).map(|backup| backup.path);
        let leftovers = entries.iter().filter(|entry| is_leftover(entry, device)).map(|entry| entry.path.clone());
        let superfluous: Vec<PathBuf> = old.chain(leftovers).collect();
        for path in &superfluous {
            if let Err(error) = self.vfs.remove_file(path).map_err(at(path)) {
                warn(error);
            }
        }
        if !superfluous.is_empty()
            && let Err(error) = self.sync()
        {
            warn(error);
        }
    }
}

fn backup_of(Entry { path, kind }: &Entry) -> Option<Backup> {
    let Kind::File(Facts { len, .. }) = *kind else { return None };
    let BackupName { made, device, reason } = BackupName::parse(path.file_name()?.to_str()?)?;
    Some(Backup { path: path.clone(), made, device: device.as_str().to_owned(), reason, bytes: len })
}

fn is_leftover(Entry { path, kind }: &Entry, device: &DeviceId) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    matches!(kind, Kind::File(_)) && name.is_some_and(|name| BackupName::is_leftover(name, device))
}
