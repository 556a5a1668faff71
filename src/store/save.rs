//! Saving: what changed is staged, checked, and written file by file.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Fingerprint, MAX_FILE_BYTES, PathError, at, ensure_inside, plain, replace};
use super::layout::{LOG, Month, Slot};
use super::load::Files;
use super::plan_state::with_sound_shelf;
use super::report::{SaveError, Saved};
use super::scan::Scope;
use super::vfs::{Facts, Kind};
use super::{OnDisk, OwnFile, Store, draft};
use crate::domain::{Document, Edit, Record, RecordId};
use crate::format::{self, Content};

/// One difference between the document and what was last loaded or saved.
enum Change {
    Put(Arc<Record>),
    Delete(Arc<Record>),
}

/// What the files that change are to hold.
#[derive(Default)]
pub(super) struct Staged {
    after: BTreeMap<Slot, Content>,
    /// Records that move to another file. They stay in their old one until they are safe in the new one.
    leaving: BTreeMap<Slot, Content>,
    /// Files compared with the disk in this save already.
    refreshed: BTreeSet<Slot>,
}

impl From<PathError> for SaveError {
    fn from(PathError { path, source }: PathError) -> Self {
        let remedy = match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "Free some space, then save again.",
            ErrorKind::PermissionDenied => "Allow writing there, then save again.",
            ErrorKind::ReadOnlyFilesystem => "Make the disk writable, then save again.",
            ErrorKind::NotADirectory => "A folder is needed there; move what is in its place, then save again.",
            _ => "Check the disk, then save again.",
        };
        Self::Path { path, cause: plain(&source), remedy }
    }
}

impl Store {
    /// Brings the document to the disk: the months in which something changed, and the profile, the settings and the
    /// shelf if they did. When it returns, all of it would survive a power cut.
    ///
    /// On an error each file holds what it held before or what was to be saved, and the same call can be made again. A
    /// record or an entry of the shelf that no file may hold is refused, and everything else is saved.
    ///
    /// What could not be saved is kept in the state folder, if that is possible, and comes back with the next start.
    pub fn save(&mut self, document: &Document) -> Result<Saved, SaveError> {
        if let Some(why) = self.access.read_only() {
            return Err(SaveError::ReadOnly(why.clone()));
        }
        let result = self.try_save(document);
        match &result {
            Ok(_) if self.due.draft => {
                draft::remove(&self.files());
                self.due.draft = false;
            }
            Err(SaveError::Path { .. }) => {
                // A folder may have been made whose name did not reach the disk.
                self.due.folders = true;
                self.due.draft |= self.keep_draft(document);
            }
            Ok(_) | Err(_) => {}
        }
        result
    }

    /// Brings the names of the folders to the disk, once for each start and after each error: a folder that is there
    /// already may have been made by a call that failed half-way.
    fn secure_folders(&mut self) -> Result<(), SaveError> {
        if !self.due.folders {
            return Ok(());
        }
        let data = &self.folders.data;
        if let Some(parent) = data.parent() {
            // It is not ours, and may not even be readable.
            let _ = self.vfs.sync_folder(parent);
        }
        for folder in [data.clone(), data.join(LOG)] {
            if self.vfs.kind(&folder).map_err(at(&folder))? == Some(Kind::Folder) {
                self.vfs.sync_folder(&folder).map_err(at(&folder))?;
            }
        }
        self.due.folders = false;
        Ok(())
    }

    /// Keeps the differences to what was last saved in the state folder, if that can be written.
    fn keep_draft(&self, document: &Document) -> bool {
        let mut content = Content::default();
        for change in changes(&self.known, document) {
            match change {
                Change::Put(record) => content.put(record),
                Change::Delete(record) => content.delete(record.id, record.rev.saturating_add(1)),
            }
        }
        let plan = self.plan.draft(&self.known, &with_sound_shelf(&self.known, document).0);
        let kept = draft::keep(&self.files(), &content, &plan);
        kept.inspect_err(|error| ::log::warn!("what was not saved could not be kept either: {error}")).is_ok()
    }

    fn try_save(&mut self, document: &Document) -> Result<Saved, SaveError> {
        self.scan(Scope::BeforeSave);
        if self.is_cloned {
            self.take_new_id()?;
        }
        let (document, refused_entries) = with_sound_shelf(&self.known, document);
        let mut staged = Staged::default();
        let mut refused = Vec::new();
        for change in changes(&self.known, &document) {
            match change {
                Change::Put(record) => match format::invalid(&record) {
                    Some(cause) => refused.push((record.id, cause)),
                    None => self.stage_put(&record, &mut staged)?,
                },
                Change::Delete(record) => self.stage_delete(&record, &mut staged)?,
            }
        }
        // What a failed save or another program left incomplete on the disk is made whole, whatever its month.
        let behind = self.log.own.iter().filter(|(_, file)| file.on_disk == OnDisk::Behind);
        for slot in behind.map(|(&slot, _)| slot).collect::<Vec<_>>() {
            self.bring(slot, &mut staged);
        }
        let mut written = self.write_staged(&staged)?;
        let files = Files { vfs: &*self.vfs, folders: &self.folders, device: &self.device, access: &self.access };
        written.extend(self.plan.save(&files, &self.known, &document)?);
        self.secure_folders()?;
        let known = std::mem::replace(&mut self.known, document);
        for (id, _) in &refused {
            // The next save tries again, and until then the disk keeps what it has.
            let old = known.record(*id).map(|old| Box::new(Record::clone(old)));
            self.known.apply(old.map_or(Edit::Delete(*id), Edit::Put));
        }
        match refused.into_iter().chain(refused_entries).next() {
            Some((id, cause)) => Err(SaveError::Invalid { id, cause }),
            None => Ok(Saved { written, warnings: self.fresh_warnings() }),
        }
    }

    fn stage_put(&mut self, record: &Arc<Record>, staged: &mut Staged) -> Result<(), SaveError> {
        let id = record.id;
        let slot = self.slot_for(Month::of(record), staged)?;
        let seen = self.log.seen(id);
        let content = self.bring(slot, staged);
        let held = content.records.get(&id);
        let wanted = record.rev.max(seen.unwrap_or_default());
        // A save that failed half-way may have written it already.
        if !held.is_some_and(|held| held.says_the_same(record) && wanted <= held.rev) {
            let rev = seen.map_or(record.rev, |seen| record.rev.max(seen.saturating_add(1)));
            content.deleted.remove(&id);
            content.records.insert(id, with_rev(record, rev));
        }
        for other in self.others_with(id, slot, staged)? {
            if let Some(old) = self.bring(other, staged).records.remove(&id) {
                staged.leaving.entry(other).or_default().put(old);
            }
        }
        Ok(())
    }

    fn stage_delete(&mut self, record: &Record, staged: &mut Staged) -> Result<(), SaveError> {
        let id = record.id;
        let slot = self.slot_for(Month::of(record), staged)?;
        let seen = self.log.seen(id).unwrap_or(record.rev);
        let content = self.bring(slot, staged);
        content.records.remove(&id);
        if content.deleted.get(&id).is_none_or(|&rev| rev < seen) {
            content.delete(id, seen.saturating_add(1));
        }
        for other in self.others_with(id, slot, staged)? {
            if let Some(old) = self.bring(other, staged).records.remove(&id) {
                staged.leaving.entry(other).or_default().put(old);
            }
        }
        Ok(())
    }

    /// The file to write records of a month to: the first part that may be written.
    pub(super) fn slot_for(&mut self, month: Month, staged: &mut Staged) -> Result<Slot, SaveError> {
        let mut slot = Slot { month, part: 1 };
        while self.refresh_slot(slot, staged)? == OnDisk::Blocked {
            slot.part += 1;
        }
        Ok(slot)
    }

    /// The other files that hold a record and may be written.
    fn others_with(&mut self, id: RecordId, slot: Slot, staged: &mut Staged) -> Result<Vec<Slot>, SaveError> {
        let with_id =
            self.log.own.iter().filter(|(other, file)| **other != slot && file.content.records.contains_key(&id));
        let mut others: Vec<Slot> = with_id.map(|(&other, _)| other).collect();
        for other in std::mem::take(&mut others) {
            if self.refresh_slot(other, staged)? != OnDisk::Blocked {
                others.push(other);
            }
        }
        Ok(others)
    }

    /// Compares a file with the disk, once in a save, and takes in what another program has written there.
    fn refresh_slot(&mut self, slot: Slot, staged: &mut Staged) -> Result<OnDisk, SaveError> {
        let held = self.log.own(slot);
        if !staged.refreshed.insert(slot) || held.on_disk == OnDisk::Blocked {
            return Ok(held.on_disk);
        }
        let path = slot.path(&self.folders.data, &self.device);
        match self.vfs.kind(&path).map_err(at(&path))? {
            // A file that is gone deletes nothing: its records are written again with the next change.
            None => {
                self.log.own.insert(slot, OwnFile { content: held.content, on_disk: OnDisk::Absent });
            }
            Some(kind @ Kind::File(facts)) if facts.len <= MAX_FILE_BYTES => {
                let bytes = self.vfs.read(&path).map_err(at(&path))?;
                if held.on_disk == OnDisk::Same(Fingerprint::of(&bytes)) {
                    return Ok(held.on_disk);
                }
                self.take_again(path, kind, Ok(bytes));
                // What a failed save left there may not be safe yet, so it is written again even if it is all there.
                if held.on_disk == OnDisk::Behind
                    && let Some(file) = self.log.own.get_mut(&slot)
                    && matches!(file.on_disk, OnDisk::Same(_))
                {
                    file.on_disk = OnDisk::Behind;
                }
            }
            Some(kind) => {
                let bytes = self.files().bytes(&path, kind);
                self.take_again(path, kind, bytes);
            }
        }
        Ok(self.log.own(slot).on_disk)
    }

    /// The content that a file is to have after this save, to be changed further.
    ///
    /// With it come the records of those parts of the month that must not be written.
    pub(super) fn bring<'a>(&self, slot: Slot, staged: &'a mut Staged) -> &'a mut Content {
        staged.after.entry(slot).or_insert_with(|| {
            let held = self.log.own.get(&slot);
            let mut content = held.map(|held| held.content.clone()).unwrap_or_default();
            let is_highest = |id: RecordId, rev: u32| self.log.seen(id).is_none_or(|seen| seen <= rev);
            let of_month = self.log.own.iter().filter(|(other, _)| other.month == slot.month);
            for (_, blocked) in of_month.filter(|(_, file)| file.on_disk == OnDisk::Blocked) {
                let Content { records, deleted } = &blocked.content;
                let records = records.values().filter(|record| is_highest(record.id, record.rev));
                records.for_each(|record| content.put(record.clone()));
                let deleted = deleted.iter().filter(|(id, rev)| is_highest(**id, **rev));
                deleted.for_each(|(&id, &rev)| content.delete(id, rev));
            }
            content
        })
    }

    /// Writes what is staged: first all that arrives, then what leaves.
    pub(super) fn write_staged(&mut self, staged: &Staged) -> Result<Vec<PathBuf>, SaveError> {
        let Staged { after, leaving, refreshed: _ } = staged;
        let (mut arriving, mut settled) = (Vec::new(), Vec::new());
        for (&slot, after_all) in after {
            let path = slot.path(&self.folders.data, &self.device);
            let held = self.log.own.get(&slot);
            let before = held.map(|held| held.content.clone()).unwrap_or_default();
            if let Some(id) = vanished(&before, after) {
                return Err(SaveError::NotVerified { path, cause: format!("record {id} would be dropped") });
            }
            let mut with_leaving = after_all.clone();
            if let Some(leaving) = leaving.get(&slot) {
                with_leaving.merge(leaving);
                settled.push((slot, after_all.clone(), verified(&path, after_all)?));
            }
            let is_behind = held.is_none_or(|held| !matches!(held.on_disk, OnDisk::Same(_)));
            if is_behind || with_leaving != before {
                let text = verified(&path, &with_leaving)?;
                arriving.push((slot, with_leaving, text));
            }
        }
        if !self.announce_shrinking(&settled) {
            // Then the old files keep what has moved, which merging undoes.
            settled.clear();
        }
        let mut written = Vec::new();
        for (slot, content, text) in arriving.into_iter().chain(settled) {
            let path = self.write_month(slot, content, &text)?;
            if !written.contains(&path) {
                written.push(path);
            }
        }
        Ok(written)
    }

    pub(super) fn write_month(&mut self, slot: Slot, content: Content, text: &str) -> Result<PathBuf, SaveError> {
        let path = slot.path(&self.folders.data, &self.device);
        if let Err(error) = self.files().write(&path, text) {
            // Either text may lie there now, and the new one may not be safe.
            let content = self.log.own(slot).content;
            self.log.own.insert(slot, OwnFile { content, on_disk: OnDisk::Behind });
            return Err(error.into());
        }
        let fingerprint = Fingerprint::of(text.as_bytes());
        let entries = content.entries();
        self.log.take(&path, &content);
        self.log.own.insert(slot, OwnFile { content, on_disk: OnDisk::Same(fingerprint) });
        let facts = match self.vfs.kind(&path) {
            Ok(Some(Kind::File(facts))) => facts,
            // The next look at the files finds another date, and reads it.
            Ok(_) | Err(_) => Facts { len: fingerprint.len, modified_ns: 0 },
        };
        self.note_read(&path, facts, fingerprint, Some(entries));
        Ok(path)
    }

    /// Writes down that files are about to hold less, so that a start after a crash does not take it for a loss. Returns
    /// whether they may.
    fn announce_shrinking(&mut self, settled: &[(Slot, Content, String)]) -> bool {
        let mut is_shrinking = false;
        for (slot, content, _) in settled {
            let path = slot.path(&self.folders.data, &self.device);
            if let Some(seen) = self.read.get_mut(&path)
                && content.entries() < seen.entries
            {
                seen.entries = content.entries();
                is_shrinking = true;
            }
        }
        self.due.manifest |= is_shrinking;
        // One that could not be written the last time is still due.
        settled.is_empty() || self.write_manifest()
    }
}

impl Files<'_> {
    /// Puts a text in the place of a file and makes it safe.
    pub(super) fn write(&self, path: &Path, text: &str) -> Result<(), PathError> {
        let folder = path.parent().unwrap_or(&self.folders.data);
        ensure_inside(self.vfs, &self.folders.data, folder)?;
        replace(self.vfs, path, self.device, text.as_bytes())?;
        self.vfs.sync_folder(folder).map_err(at(folder))
    }
}

/// What differs between what was last loaded or saved and the document.
fn changes(known: &Document, document: &Document) -> Vec<Change> {
    let change = |pair: (Option<&Arc<Record>>, Option<&Arc<Record>>)| match pair {
        (Some(known), Some(record)) => (!is_known(known, record)).then(|| Change::Put(Arc::clone(record))),
        (None, Some(record)) => Some(Change::Put(Arc::clone(record))),
        (Some(known), None) => Some(Change::Delete(Arc::clone(known))),
        (None, None) => None,
    };
    known.differing(document).filter_map(change).collect()
}

/// Whether a record says nothing new; a higher revision of the same words settles between two versions.
fn is_known(known: &Record, record: &Record) -> bool {
    known.says_the_same(record) && record.rev <= known.rev
}

fn with_rev(record: &Arc<Record>, rev: u32) -> Arc<Record> {
    if record.rev == rev { record.clone() } else { Arc::new(Record { rev, ..Record::clone(record) }) }
}

/// A record that stands in a file and would be in none of the staged ones, nor deleted in any.
fn vanished(before: &Content, staged: &BTreeMap<Slot, Content>) -> Option<RecordId> {
    let is_kept = |id: &RecordId| {
        staged.values().any(|content| content.records.contains_key(id) || content.deleted.contains_key(id))
    };
    before.records.keys().find(|id| !is_kept(id)).copied()
}

/// The text of a content, which parses back to it.
pub(super) fn verified(path: &Path, content: &Content) -> Result<String, SaveError> {
    let not_verified = |cause: String| SaveError::NotVerified { path: path.to_owned(), cause };
    let text = format::encode(content).map_err(|error| not_verified(error.to_string()))?;
    if text.len() as u64 > MAX_FILE_BYTES {
        return Err(not_verified("the file would be too large to be read again".to_owned()));
    }
    match format::decode(text.as_bytes()) {
        Ok(read) if read == *content => Ok(text),
        Ok(_) | Err(_) => Err(not_verified("the text would read back differently".to_owned())),
    }
}
