//! The profile, the settings and the shelf: what all devices said of them, and the file that this one writes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Fingerprint, at};
use super::layout::{DeviceId, plan_path};
use super::listing::Holds;
use super::load::Files;
use super::report::SaveError;
use super::scan::{Said, said_by};
use super::vfs::Kind;
use crate::domain::{Document, Edit, Entry, RecordId};
use crate::format::{self, Plan, Revised};

/// What is known of the files of profiles, settings and shelves.
#[derive(Debug)]
pub(super) struct PlanState {
    /// What all of them say together.
    pub(super) merged: Plan,
    /// What this device last said.
    own: Plan,
    /// The part to write: the first after those that could not be read.
    part: u32,
    /// The bytes that lie there, as far as known; `None` where there is no file.
    on_disk: Option<Fingerprint>,
}

impl Default for PlanState {
    fn default() -> Self {
        Self { merged: Plan::default(), own: Plan::default(), part: 1, on_disk: None }
    }
}

impl PlanState {
    /// Takes in what a file says.
    pub(super) fn take(&mut self, data: &Path, device: &DeviceId, path: &Path, plan: Plan, fingerprint: Fingerprint) {
        self.merged.merge(&plan);
        if path == self.path(data, device) {
            (self.own, self.on_disk) = (plan, Some(fingerprint));
        }
    }

    /// The file of this device cannot be read, so a further one takes its place.
    pub(super) fn block(&mut self, data: &Path, device: &DeviceId, path: &Path) {
        if path == self.path(data, device) {
            self.part += 1;
            (self.own, self.on_disk) = (Plan::default(), None);
        }
    }

    fn path(&self, data: &Path, device: &DeviceId) -> PathBuf {
        plan_path(data, device, self.part)
    }

    /// Starts anew under another id: what was written under the old one is only read from now on.
    pub(super) fn leave_files(&mut self) {
        *self = Self { merged: std::mem::take(&mut self.merged), ..Self::default() };
    }

    /// Writes what of the profile, the settings and the shelf has changed since `known`. What another program has put into the
    /// file since is taken in first, or left alone where it cannot be read.
    pub(super) fn save(
        &mut self,
        files: &Files<'_>,
        known: &Document,
        document: &Document,
    ) -> Result<Option<PathBuf>, SaveError> {
        let is_same = known.profile == document.profile && known.settings == document.settings;
        if is_same && known.shelf() == document.shelf() {
            return Ok(None);
        }
        self.look_again(files)?;
        let mut plan = self.own.clone();
        plan.merge(&self.draft(known, document));
        let path = self.path(&files.folders.data, files.device);
        self.write(files, &path, plan)?;
        Ok(Some(path))
    }

    /// Writes all that is known: in place of a damaged file, if it is one of this device, else into this device's own.
    /// Returns whether the damaged one was replaced.
    pub(super) fn mend(&mut self, files: &Files<'_>, damaged: &Path) -> Result<bool, SaveError> {
        let (data, device) = (&files.folders.data, files.device);
        let is_own = (1..=self.part).any(|part| plan_path(data, device, part) == damaged);
        if is_own {
            self.write(files, damaged, self.merged.clone())?;
        } else {
            self.look_again(files)?;
            self.write(files, &self.path(data, device), self.merged.clone())?;
        }
        Ok(is_own)
    }

    fn write(&mut self, files: &Files<'_>, path: &Path, plan: Plan) -> Result<(), SaveError> {
        let not_verified = |cause: String| SaveError::NotVerified { path: path.to_owned(), cause };
        let text = format::encode_plan(&plan).map_err(|error| not_verified(error.to_string()))?;
        if !format::decode_plan(text.as_bytes()).is_ok_and(|read| read == plan) {
            return Err(not_verified("the text would read back differently".to_owned()));
        }
        files.write(path, &text)?;
        self.merged.merge(&plan);
        if path == self.path(&files.folders.data, files.device) {
            (self.own, self.on_disk) = (plan, Some(Fingerprint::of(text.as_bytes())));
        }
        Ok(())
    }

    /// What has changed since `known`, above all that was seen.
    pub(super) fn draft(&self, known: &Document, document: &Document) -> Plan {
        let has_changed = (known.profile != document.profile, known.settings != document.settings);
        Plan {
            profile: has_changed.0.then(|| next(self.merged.profile.as_ref(), &document.profile)),
            settings: has_changed.1.then(|| next(self.merged.settings.as_ref(), &document.settings)),
            shelf: self.merged.shelf.changes(known.shelf(), document.shelf()),
        }
    }

    fn look_again(&mut self, files: &Files<'_>) -> Result<(), SaveError> {
        let (data, device) = (&files.folders.data, files.device);
        loop {
            let path = self.path(data, device);
            let Some(kind) = files.vfs.kind(&path).map_err(at(&path))? else { return Ok(()) };
            let Kind::File(_) = kind else {
                self.part += 1;
                continue;
            };
            let bytes = files.vfs.read(&path).map_err(at(&path))?;
            let fingerprint = Fingerprint::of(&bytes);
            if self.on_disk == Some(fingerprint) {
                return Ok(());
            }
            if let Said::Plan(plan) = said_by(&bytes, Holds::Plan) {
                self.take(data, device, &path, plan, fingerprint);
                return Ok(());
            }
            files.quarantine(&path, &bytes)?;
            self.block(data, device, &path);
        }
    }
}

/// The document with those entries of its shelf that no file may hold as they were last saved, and why.
pub(super) fn with_sound_shelf(known: &Document, document: &Document) -> (Document, Vec<(RecordId, String)>) {
    let mut sound = document.clone();
    let mut refused = Vec::new();
    for (&id, entry) in document.shelf().iter().filter(|(id, entry)| known.shelf().get(id) != Some(entry)) {
        if let Some(cause) = format::invalid_entry(entry) {
            let before = known.shelf().get(&id).map(|known| Box::new(Entry::clone(known)));
            sound.apply(before.map_or(Edit::Unshelve(id), |before| Edit::Shelve(id, before)));
            refused.push((id, cause));
        }
    }
    (sound, refused)
}

/// A value with a revision above all that were seen.
fn next<T>(seen: Option<&Revised<T>>, value: &Arc<T>) -> Revised<T> {
    Revised { rev: seen.map_or(1, |seen| seen.rev.saturating_add(1)), value: value.clone() }
}
