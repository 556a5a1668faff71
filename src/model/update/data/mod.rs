//! The person's files: what is asked of them here, what they answer in [`news`], and in [`risky`] what is done to them
//! only after a backup.

mod news;
mod risky;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::{Edit, Record};
use crate::exchange;

use super::super::data::Risky;
use super::super::{
    BackupReason, Choice, Command, DataCommand, Effect, Failure, Form, Job, Model, Moment, NoticeAction, Packing, Page,
    Purpose, Screen, Tone,
};

impl Model {
    pub(super) fn data_command(&mut self, command: DataCommand, moment: &Moment) -> Vec<Effect> {
        match command {
            DataCommand::ReadAll => self.keep(Job::ReadAll),
            DataCommand::LookForChanges => vec![Effect::Keep(Job::Refresh)],
            DataCommand::Repair(path) => self.after_backup(BackupReason::BeforeRepair, Risky::Repair(path)),
            DataCommand::Accept(path) => self.keep(Job::Accept(path)),
            DataCommand::KeepVersion(record) => self.keep_version(&record, moment),
            DataCommand::BackUp => self.keep(Job::BackUp(BackupReason::Asked)),
            DataCommand::Preview(Some(path)) => self.keep(Job::ReadBackup(path)),
            DataCommand::Preview(None) => {
                self.data.preview = None;
                Vec::new()
            }
            DataCommand::Restore => self.after_backup(BackupReason::BeforeRestore, Risky::Restore),
            DataCommand::SetBackupFolder(folder) => self.keep(Job::SetBackupFolder(folder)),
            DataCommand::Choose(purpose) => vec![Effect::Choose(purpose)],
            DataCommand::Chosen(purpose, choice) => self.chosen(purpose, choice, moment),
            DataCommand::Export(form, path) => self.export(form, path, moment),
            DataCommand::Pack(packing) => {
                self.data.packing = Some(packing);
                // Without dialogs a path is typed where the pack is made.
                if self.data.has_no_dialogs { Vec::new() } else { vec![Effect::Choose(Purpose::Pack)] }
            }
            DataCommand::ExportPack(path) => self.export_pack(path, moment),
            DataCommand::ReadImport(path) => self.read_import(path),
            DataCommand::MapColumns(columns) => {
                if let Some(incoming) = &mut self.data.incoming {
                    incoming.map_columns(columns, &self.document, moment);
                }
                Vec::new()
            }
            DataCommand::Import => self.after_backup(BackupReason::BeforeImport, Risky::Import),
            DataCommand::CancelImport => {
                self.data.incoming = None;
                Vec::new()
            }
        }
    }

    /// What is asked for when a page is opened.
    pub(super) fn open_page(&mut self, page: Page) -> Vec<Effect> {
        (self.screen, self.page) = (Screen::Settings, page);
        self.selected = None;
        self.overlay = None;
        self.data.preview = None;
        if page == Page::Backups { self.keep(Job::ListBackups) } else { Vec::new() }
    }

    fn chosen(&mut self, purpose: Purpose, choice: Choice, moment: &Moment) -> Vec<Effect> {
        let path = match choice {
            Choice::Path(path) => path,
            Choice::Nothing => {
                self.data.packing = None;
                return Vec::new();
            }
            Choice::NoDialogs if purpose == Purpose::Photo => {
                let text = "The desktop shows no dialog. Drop the photo onto this window.".to_owned();
                self.notices.show(Tone::Quiet, text, String::new(), Vec::new(), moment.monotonic);
                return Vec::new();
            }
            Choice::NoDialogs if purpose == Purpose::Pack => {
                self.data.has_no_dialogs = true;
                return Vec::new();
            }
            Choice::NoDialogs => {
                // Every dialog has a field for a path on its page.
                self.data.has_no_dialogs = true;
                return self.open_page(purpose.page());
            }
        };
        match purpose {
            Purpose::BackupFolder => self.keep(Job::SetBackupFolder(Some(path))),
            Purpose::Export(form) => self.export(form, with_ending(path, form), moment),
            Purpose::Pack => self.export_pack(path, moment),
            Purpose::Import => self.read_import(path),
            Purpose::Photo => self.open_photo(path),
        }
    }

    /// Writes the pack that a file was asked for.
    fn export_pack(&mut self, path: PathBuf, moment: &Moment) -> Vec<Effect> {
        let Some(Packing { head, places }) = self.data.packing.take() else { return Vec::new() };
        match exchange::to_pack(&head, &self.document, &places) {
            Ok(text) => self.keep(Job::ExportPack(with_ending(path, Form::Ron), text)),
            Err(error) => {
                let text = "The pack could not be written.".to_owned();
                self.tell_failure(Failure { text, details: error.to_string() }, moment);
                Vec::new()
            }
        }
    }

    /// Looks at what a file would bring in, on the page that shows it.
    fn read_import(&mut self, path: PathBuf) -> Vec<Effect> {
        let mut effects = self.open_page(Page::Exchange);
        effects.extend(self.keep(Job::ReadImport(path)));
        effects
    }

    /// Reads a file as a photo to measure in.
    pub(in crate::model::update) fn open_photo(&mut self, path: PathBuf) -> Vec<Effect> {
        self.keep(Job::OpenPhoto(path))
    }

    /// Keeps the picture of a photo.
    pub(in crate::model::update) fn add_photo(&mut self, name: String, jpeg: Arc<[u8]>) -> Vec<Effect> {
        self.keep(Job::AddPhoto(name, jpeg))
    }

    /// Reads a photo that was kept, to show it.
    pub(in crate::model::update) fn read_photo(&mut self, name: &str) -> Vec<Effect> {
        let name = self.data.kept_photo(name).unwrap_or(name).to_owned();
        let job = Job::ReadPhoto(name);
        if self.data.photo_under_way() == Some(&job) { Vec::new() } else { self.keep(job) }
    }

    /// Exports all there is, and not before all is read.
    fn export(&mut self, form: Form, path: PathBuf, moment: &Moment) -> Vec<Effect> {
        if self.must_wait_for_records("Export again", moment) {
            return Vec::new();
        }
        self.keep(Job::Export(form, path, self.document.clone()))
    }

    /// Whether older records are still to come, so that what needs all of them must wait; if so, the person is told what
    /// to do `again`.
    pub(super) fn must_wait_for_records(&mut self, again: &str, moment: &Moment) -> bool {
        let must_wait = self.data.is_reading();
        if must_wait {
            let text = format!("Older records are still being read. {again} in a moment.");
            self.notices.show(Tone::Quiet, text, String::new(), Vec::new(), moment.monotonic);
        }
        must_wait
    }

    /// Settles on one version of a record, under a revision above both.
    fn keep_version(&mut self, chosen: &Arc<Record>, moment: &Moment) -> Vec<Effect> {
        let id = chosen.id;
        let revs = self.data.versions(&self.document, id).map(|versions| versions.shown.rev.max(versions.other.rev));
        let Some(rev) = revs.max() else { return Vec::new() };
        let record = Record { rev: rev.saturating_add(1), ..Record::clone(chosen) };
        let effects =
            self.edit(DataCommand::KeepVersion(chosen.clone()).title().to_owned(), Edit::Put(Box::new(record)));
        let undo = NoticeAction { label: "Undo", command: Box::new(Command::Undo) };
        self.notices.show(Tone::Quiet, "Kept.".to_owned(), String::new(), vec![undo], moment.monotonic);
        effects
    }

    /// Hands a job on, and remembers that it is under way.
    fn keep(&mut self, job: Job) -> Vec<Effect> {
        self.data.begin(job.clone());
        vec![Effect::Keep(job)]
    }
}

/// A path with the ending of its form, where the person left it out.
fn with_ending(path: PathBuf, form: Form) -> PathBuf {
    if form == Form::Ron && path.extension().is_none() { path.with_extension("ron") } else { path }
}
