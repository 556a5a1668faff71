//! Answers to what needs attention: mending a damaged file, and saying that things are right as they are.

use std::collections::BTreeSet;
use std::path::Path;

use super::disk::at;
use super::layout::{Month, Slot, month_of_name};
use super::listing::Holds;
use super::load::Files;
use super::report::{Arrived, SaveError, Warning};
use super::save::{Staged, verified};
use super::scan::{Said, said_by};
use super::{OnDisk, OwnFile, Store, Whole};
use crate::format::Content;

impl Store {
    /// Makes a damaged file whole again: with what could be read of it, and with what `backup` says that the same file
    /// held, if there is one in which it was sound.
    ///
    /// The damaged bytes stay in quarantine. A file of another device is left to that device; what could be read of it
    /// is written into the files of this one, so that it lies whole on the disk. Make a backup first.
    pub fn repair(&mut self, path: &Path, backup: Option<Whole>) -> Result<Arrived, SaveError> {
        if let Some(why) = self.access.read_only() {
            return Err(SaveError::ReadOnly(why.clone()));
        }
        if !matches!(self.attention.get(path), Some(Warning::Damaged { .. })) {
            return Ok(self.news());
        }
        let bytes = self.vfs.read(path).map_err(at(path))?;
        self.files().quarantine(path, &bytes)?;
        match path.strip_prefix(&self.folders.data).ok().and_then(Holds::of) {
            Some(Holds::Records) | None => self.repair_records(path, &bytes, backup),
            Some(Holds::Plan | Holds::Profile | Holds::Settings) => self.repair_plan(path, backup),
        }
    }

    fn repair_records(&mut self, path: &Path, bytes: &[u8], backup: Option<Whole>) -> Result<Arrived, SaveError> {
        let readable = match said_by(bytes, Holds::Records) {
            Said::Records(content) => content,
            Said::Damaged(_, salvage) => salvage.unwrap_or_default().content,
            Said::Plan(_) | Said::Newer(_) => Content::default(),
        };
        // Where both know a revision, the backup is the one whose bytes were whole.
        let mut whole = match backup {
            Some(Whole::Records(content)) => content,
            Some(Whole::Plan(_)) | None => Content::default(),
        };
        whole.fill_from(&readable);
        let Some(slot) = Slot::of_path(path, &self.folders.data, &self.device) else {
            self.adopt(path, &whole)?;
            return Ok(self.accept(path));
        };
        whole.fill_from(&self.log.own(slot).content);
        let text = verified(path, &whole)?;
        self.write_month(slot, whole, &text)?;
        self.attention.remove(path);
        self.write_manifest();
        Ok(self.news())
    }

    /// Nothing is kept of such a file where it is damaged: what a backup and the other files know goes into a whole one.
    fn repair_plan(&mut self, path: &Path, backup: Option<Whole>) -> Result<Arrived, SaveError> {
        if let Some(Whole::Plan(plan)) = backup {
            self.plan.merged.merge(&plan);
        }
        let files = Files { vfs: &*self.vfs, folders: &self.folders, device: &self.device, access: &self.access };
        if self.plan.mend(&files, path)? {
            // The next look at the files reads it.
            self.read.remove(path);
            self.attention.remove(path);
            return Ok(self.news());
        }
        Ok(self.accept(path))
    }

    /// Writes what another device's file says into the files of this one.
    fn adopt(&mut self, path: &Path, content: &Content) -> Result<(), SaveError> {
        let mut staged = Staged::default();
        for record in content.records.values() {
            let slot = self.slot_for(Month::of(record), &mut staged)?;
            self.bring(slot, &mut staged).put(record.clone());
        }
        if let Some(month) = month_of_name(path) {
            let slot = self.slot_for(month, &mut staged)?;
            for (&id, &rev) in &content.deleted {
                self.bring(slot, &mut staged).delete(id, rev);
            }
        }
        self.write_staged(&staged).map(drop)
    }

    /// Takes the person's word that a file or folder is right as it is: missing, with less in it, or not readable.
    pub fn accept(&mut self, path: &Path) -> Arrived {
        match self.attention.remove(path) {
            Some(Warning::Missing { .. }) => {
                let data = self.folders.data.clone();
                self.last.retain(|file, _| !data.join(file).starts_with(path));
                for (slot, file) in &mut self.log.own {
                    let own = slot.path(&data, &self.device);
                    if own.starts_with(path) && !self.read.contains_key(&own) {
                        file.on_disk = OnDisk::Absent;
                    }
                }
            }
            Some(Warning::Shrunk { .. }) => {
                let slot = Slot::of_path(path, &self.folders.data, &self.device);
                let seen = self.read.get(path).map(|seen| seen.fingerprint);
                if let (Some(slot), Some(fingerprint)) = (slot, seen) {
                    let OwnFile { content, .. } = self.log.own(slot);
                    self.log.own.insert(slot, OwnFile { content, on_disk: OnDisk::Same(fingerprint) });
                }
            }
            Some(_) => {
                if let Some(seen) = self.read.get_mut(path) {
                    seen.is_accepted = true;
                }
            }
            None => {}
        }
        self.due.manifest = true;
        self.write_manifest();
        self.news()
    }

    /// What the files hold now, with all that needs attention.
    fn news(&mut self) -> Arrived {
        let after = self.held();
        let before = std::mem::replace(&mut self.known, after.clone());
        self.arrived(before, after, &BTreeSet::new())
    }
}
