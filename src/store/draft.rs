//! What could not be saved, kept in the state folder until it is.

use std::path::PathBuf;

use super::disk::{PathError, at, ensure_root, replace};
use super::layout::DRAFTS;
use super::load::Files;
use super::log::Log;
use super::report::Warning;
use crate::domain::{Document, Edit, Record};
use crate::format::{self, Content, Plan};

fn paths(files: &Files<'_>) -> [PathBuf; 2] {
    let folder = files.folders.state.join(DRAFTS);
    [folder.join("unsaved-records.ron"), folder.join("unsaved-plan.ron")]
}

/// Keeps changes, in place of those kept before.
pub(super) fn keep(files: &Files<'_>, content: &Content, plan: &Plan) -> Result<(), PathError> {
    let folder = files.folders.state.join(DRAFTS);
    let as_error = |error: ron::Error| at(&folder)(std::io::Error::other(error));
    let texts = [format::encode(content).map_err(as_error)?, format::encode_plan(plan).map_err(as_error)?];
    ensure_root(files.vfs, &folder)?;
    for (path, text) in paths(files).iter().zip(texts) {
        replace(files.vfs, path, files.device, text.as_bytes())?;
    }
    files.vfs.sync_folder(&folder).map_err(at(&folder))
}

/// Puts kept changes into the document, where nothing later has been saved since. Returns what to say of it.
pub(super) fn recover(files: &Files<'_>, log: &Log, plan: &Plan, document: &mut Document) -> Option<Warning> {
    let [records, plan_path] = paths(files);
    let content = files.vfs.read(&records).ok().and_then(|bytes| format::decode(&bytes).ok()).unwrap_or_default();
    let is_new = |id, rev: u32| log.seen(id).is_none_or(|seen| seen < rev);
    let mut count = 0;
    for record in content.records.values().filter(|record| is_new(record.id, record.rev)) {
        document.apply(Edit::Put(Box::new(Record::clone(record))));
        count += 1;
    }
    for (&id, _) in content.deleted.iter().filter(|(id, rev)| is_new(**id, **rev)) {
        if document.record(id).is_some() {
            document.apply(Edit::Delete(id));
            count += 1;
        }
    }
    let kept = files.vfs.read(&plan_path).ok().and_then(|bytes| format::decode_plan(&bytes).ok()).unwrap_or_default();
    let mut merged = plan.clone();
    merged.merge(&kept);
    if merged != *plan {
        let records = document.records().cloned().collect::<Vec<_>>();
        *document = merged.document(records);
        count += 1;
    }
    (count > 0).then_some(Warning::Recovered { changes: count })
}

/// Forgets them: all has been saved. One that stays behind is recognised as saved at the next start.
pub(super) fn remove(files: &Files<'_>) {
    for path in paths(files) {
        if let Err(error) = files.vfs.remove_file(&path) {
            ::log::info!("a draft stays behind: {error}");
        }
    }
}
