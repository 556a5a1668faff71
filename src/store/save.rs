//! Saving: what changed is staged, checked, and written file by file.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Fingerprint, MAX_FILE_BYTES, PathError, at, ensure_inside, plain, replace};
use super::layout::{Month, Slot, single_path};
use super::load::Files;
use super::report::{SaveError, Saved, Warning};
use super::single_file::{self, Single, SingleState};
use super::vfs::Kind;
use super::{Access, OnDisk, OwnFile, Store};
use crate::domain::{Document, Edit, Record, RecordId};
use crate::format::{self, Content, say_the_same};

/// One difference between the document and what was last loaded or saved.
enum Change {
    Put(Arc<Record>),
    Delete(Arc<Record>),
}

/// What the files that change are to hold.
#[derive(Default)]
struct Staged {
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
    /// Brings the document to the disk: the months in which something changed, and the profile and the settings if they
    /// did. When it returns, all of it would survive a power cut.
    ///
    /// On an error each file holds what it held before or what was to be saved, and the same call can be made again. A
    /// record that no file may hold is refused, and everything else is saved.
    pub fn save(&mut self, document: &Document) -> Result<Saved, SaveError> {
        if let Access::ReadOnly(why) = &self.access {
            return Err(SaveError::ReadOnly(why.clone()));
        }
        let mut staged = Staged::default();
        let mut refused = Vec::new();
        for change in changes(&self.known, document) {
            match change {
                Change::Put(record) => match format::invalid(&record) {
                    Some(cause) => refused.push((record.id, cause)),
                    None => self.stage_put(&record, &mut staged)?,
                },
                Change::Delete(record) => self.stage_delete(&record, &mut staged)?,
            }
        }
        let mut written = self.write_staged(&staged)?;
        let files = Files { vfs: &*self.vfs, folders: &self.folders, device: &self.device, access: &self.access };
        written.extend(files.save_single(&mut self.profile, &document.profile)?);
        written.extend(files.save_single(&mut self.settings, &document.settings)?);
        let known = std::mem::replace(&mut self.known, document.clone());
        for (id, _) in &refused {
            // The next save tries again, and until then the disk keeps what it has.
            let old = known.record(*id).map(|old| Box::new(Record::clone(old)));
            self.known.apply(old.map_or(Edit::Delete(*id), Edit::Put));
        }
        match refused.into_iter().next() {
            Some((id, cause)) => Err(SaveError::Invalid { id, cause }),
            None => Ok(Saved { written, warnings: std::mem::take(&mut self.untold) }),
        }
    }

    fn stage_put(&mut self, record: &Arc<Record>, staged: &mut Staged) -> Result<(), SaveError> {
        let id = record.id;
        let slot = self.slot_for(Month::of(record), staged)?;
        let seen = self.seen.get(&id).copied();
        let content = self.bring(slot, staged);
        let held = content.records.get(&id);
        // A save that failed half-way may have written it already.
        if !held.is_some_and(|held| say_the_same(held, record) && seen.is_none_or(|seen| seen <= held.rev)) {
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
        let seen = self.seen.get(&id).copied().unwrap_or(record.rev);
        let content = self.bring(slot, staged);
        content.records.remove(&id);
        if content.deleted.get(&id).is_none_or(|&rev| rev < seen) {
            content.delete(id, seen.saturating_add(1));
        }
        for other in self.others_with(id, slot, staged)? {
            self.bring(other, staged).records.remove(&id);
        }
        Ok(())
    }

    /// The file to write records of a month to: the first part that may be written.
    fn slot_for(&mut self, month: Month, staged: &mut Staged) -> Result<Slot, SaveError> {
        let mut slot = Slot { month, part: 1 };
        while self.refresh(slot, staged)? == OnDisk::Blocked {
            slot.part += 1;
        }
        Ok(slot)
    }

    /// The other files that hold a record and may be written.
    fn others_with(&mut self, id: RecordId, slot: Slot, staged: &mut Staged) -> Result<Vec<Slot>, SaveError> {
        let with_id = self.own.iter().filter(|(other, file)| **other != slot && file.content.records.contains_key(&id));
        let mut others: Vec<Slot> = with_id.map(|(&other, _)| other).collect();
        for other in std::mem::take(&mut others) {
            if self.refresh(other, staged)? != OnDisk::Blocked {
                others.push(other);
            }
        }
        Ok(others)
    }

    /// Compares a file with the disk, once in a save, and takes in what another program has written there.
    fn refresh(&mut self, slot: Slot, staged: &mut Staged) -> Result<OnDisk, SaveError> {
        let absent = OwnFile { content: Content::default(), on_disk: OnDisk::Absent };
        let held = self.own.get(&slot).unwrap_or(&absent);
        if !staged.refreshed.insert(slot) || held.on_disk == OnDisk::Blocked {
            return Ok(held.on_disk);
        }
        let path = slot.path(&self.folders.data, &self.device);
        let kind = self.vfs.kind(&path).map_err(at(&path))?;
        let mut warnings = Vec::new();
        let mut found = match kind {
            // A file that is gone deletes nothing: its records are written again with the next change.
            None => absent.clone(),
            Some(Kind::File(facts)) if facts.len <= MAX_FILE_BYTES => {
                let bytes = self.vfs.read(&path).map_err(at(&path))?;
                if held.on_disk == OnDisk::Same(Fingerprint::of(&bytes)) {
                    return Ok(held.on_disk);
                }
                self.files().month_of_bytes(&path, &bytes, &mut warnings)
            }
            Some(kind) => self.files().month(&path, kind, &mut warnings),
        };
        let was_ours = held.on_disk == OnDisk::Behind;
        if matches!(found.on_disk, OnDisk::Same(_)) && !was_ours {
            warnings.push(Warning::ChangedOutside { path });
        }
        found.content.raise(&mut self.seen);
        // What a failed save left there may not be safe yet, so it is written again even if it is all there.
        let is_filled = found.content.fill_from(&held.content);
        if (is_filled || was_ours) && matches!(found.on_disk, OnDisk::Same(_)) {
            found.on_disk = OnDisk::Behind;
        }
        let on_disk = found.on_disk;
        self.own.insert(slot, found);
        self.untold.append(&mut warnings);
        Ok(on_disk)
    }

    /// The content that a file is to have after this save, to be changed further.
    ///
    /// With it come the records of those parts of the month that must not be written.
    fn bring<'a>(&self, slot: Slot, staged: &'a mut Staged) -> &'a mut Content {
        staged.after.entry(slot).or_insert_with(|| {
            let held = self.own.get(&slot);
            let mut content = held.map(|held| held.content.clone()).unwrap_or_default();
            let is_highest = |id: RecordId, rev: u32| self.seen.get(&id).is_none_or(|&seen| seen <= rev);
            let of_month = self.own.iter().filter(|(other, _)| other.month == slot.month);
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
    fn write_staged(&mut self, staged: &Staged) -> Result<Vec<PathBuf>, SaveError> {
        let Staged { after, leaving, refreshed: _ } = staged;
        let (mut arriving, mut settled) = (Vec::new(), Vec::new());
        for (&slot, after_all) in after {
            let path = slot.path(&self.folders.data, &self.device);
            let held = self.own.get(&slot);
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
        let mut written = Vec::new();
        for (slot, content, text) in arriving.into_iter().chain(settled) {
            let path = self.write_month(slot, content, &text)?;
            if !written.contains(&path) {
                written.push(path);
            }
        }
        Ok(written)
    }

    fn write_month(&mut self, slot: Slot, content: Content, text: &str) -> Result<PathBuf, SaveError> {
        let path = slot.path(&self.folders.data, &self.device);
        let result = self.files().write(&path, text);
        let file = self.own.entry(slot).or_insert(OwnFile { content: Content::default(), on_disk: OnDisk::Absent });
        if let Err(error) = result {
            // Either text may lie there now, and the new one may not be safe.
            file.on_disk = OnDisk::Behind;
            return Err(error.into());
        }
        content.raise(&mut self.seen);
        *file = OwnFile { content, on_disk: OnDisk::Same(Fingerprint::of(text.as_bytes())) };
        Ok(path)
    }
}

impl Files<'_> {
    /// Puts a text in the place of a file and makes it safe.
    fn write(&self, path: &Path, text: &str) -> Result<(), PathError> {
        let folder = path.parent().unwrap_or(&self.folders.data);
        ensure_inside(self.vfs, &self.folders.data, folder)?;
        replace(self.vfs, path, self.device, text.as_bytes())?;
        self.vfs.sync_folder(folder).map_err(at(folder))
    }

    /// Writes a value that has a file of its own, if it has changed. What another program has put there since is copied
    /// to quarantine first.
    fn save_single<T: Single>(&self, state: &mut SingleState<T>, value: &Arc<T>) -> Result<Option<PathBuf>, SaveError> {
        if state.value == *value {
            return Ok(None);
        }
        let path = single_path(&self.folders.data, T::STEM, state.part);
        let not_verified = |cause: String| SaveError::NotVerified { path: path.clone(), cause };
        let text = single_file::encode(value.as_ref()).map_err(|error| not_verified(error.to_string()))?;
        if !single_file::decode(text.as_bytes()).is_ok_and(|read: T| read == **value) {
            return Err(not_verified("the text would read back differently".to_owned()));
        }
        let fingerprint = Fingerprint::of(text.as_bytes());
        if let Some(Kind::File(_)) = self.vfs.kind(&path).map_err(at(&path))? {
            let bytes = self.vfs.read(&path).map_err(at(&path))?;
            let there = Fingerprint::of(&bytes);
            if state.on_disk != Some(there) && there != fingerprint {
                self.quarantine(&path, &bytes)?;
            }
        }
        self.write(&path, &text)?;
        *state = SingleState { value: value.clone(), part: state.part, on_disk: Some(fingerprint) };
        Ok(Some(path))
    }
}

/// What differs between what was last loaded or saved and the document.
fn changes(known: &Document, document: &Document) -> Vec<Change> {
    let is_known = |record: &Arc<Record>| {
        known.record(record.id).is_some_and(|known| Arc::ptr_eq(known, record) || say_the_same(known, record))
    };
    let puts = document.records().filter(|record| !is_known(record)).cloned().map(Change::Put);
    let deletes = known.records().filter(|record| document.record(record.id).is_none()).cloned().map(Change::Delete);
    puts.chain(deletes).collect()
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
fn verified(path: &Path, content: &Content) -> Result<String, SaveError> {
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
