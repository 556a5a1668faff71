//! The person's files: what arrives, what needs attention, backups.

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::{Document, Edit, Rebased, Record, Settings};
use crate::exchange::{self, Take};

use super::super::data::{Arrival, Attention, Findings, Matter, Origin, Risky};
use super::super::{
    BackupReason, Choice, Command, DataCommand, Effect, Failure, Form, Incoming, Job, Model, Moment, News,
    NoticeAction, Packing, Page, Preview, Purpose, Saving, Screen, Source, Tone,
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

    pub(super) fn news(&mut self, news: News, moment: &Moment) -> Vec<Effect> {
        match news {
            News::Found(findings) => self.take_findings(self.data.with_findings(findings), moment),
            News::Arrived(arrival) => return self.take_in(arrival, moment),
            News::BackedUp(reason, outcome) => return self.backed_up(reason, outcome, moment),
            News::Backups(backups) => {
                self.data.finish(&Job::ListBackups);
                self.data.backups = Some(backups);
            }
            News::BackupRead(path, outcome) => {
                self.data.finish(&Job::ReadBackup(path.clone()));
                match outcome {
                    Ok(contents) => self.data.preview = Some(Preview::of(path, contents, &self.document)),
                    Err(failure) => self.tell_failure(failure, moment),
                }
            }
            News::ImportRead(path, outcome) => {
                self.data.finish(&Job::ReadImport(path.clone()));
                match outcome {
                    Ok(bytes) => self.data.incoming = Some(Incoming::of(path, &bytes, &self.document, moment)),
                    Err(failure) => self.tell_failure(failure, moment),
                }
            }
            News::PhotoOpened(path, outcome) => {
                self.data.finish(&Job::OpenPhoto(path));
                match (outcome, &mut self.guided) {
                    (Ok(photo), Some(guided)) => guided.show_photo(photo),
                    // The retest was left meanwhile.
                    (Ok(_), None) => {}
                    (Err(Failure { text, details }), _) => {
                        let text = format!("{text} {details}");
                        self.notices.show(Tone::Stop, text, String::new(), Vec::new(), moment.monotonic);
                    }
                }
            }
            News::PhotoAdded(name, outcome) => match self.data.take_added_photo(name, outcome) {
                Ok(()) => {}
                Err(failure) => self.tell_failure(failure, moment),
            },
            News::PhotoRead(name, outcome) => {
                self.data.finish(&Job::ReadPhoto(name.clone()));
                match outcome {
                    Ok(photo) => self.data.photo = Some((name, photo)),
                    Err(failure) => self.tell_failure(failure, moment),
                }
            }
            News::Done(job, outcome) => return self.done(&job, outcome, moment),
        }
        Vec::new()
    }

    /// Takes in what arrived, under whatever was done here in the meantime.
    fn take_in(&mut self, arrival: Arrival, moment: &Moment) -> Vec<Effect> {
        let Arrival { difference, origin, findings } = arrival;
        self.arrivals += 1;
        // Of an entry of the shelf that both changed, this side's stays, like of the profile.
        let Rebased { document, clashes, entries: _ } = difference.onto(&self.document);
        self.history.rebase(&difference);
        if let Some(text) = arrival_words(&origin, difference.arrived()) {
            self.notices.show(Tone::Quiet, text, String::new(), Vec::new(), moment.monotonic);
        }
        self.data.take_clashes(clashes, &from_words(&origin));
        self.take_findings(findings, moment);
        if document == self.document {
            return Vec::new();
        }
        let theme = document.settings.theme;
        let mut effects = Vec::new();
        if theme != self.document.settings.theme {
            effects.push(Effect::UseTheme(theme));
        }
        self.document = document;
        self.revision += 1;
        if self.saving == Saving::Pending {
            // The answer to the save under way will name the revision of before.
            effects.extend(self.save());
        }
        effects
    }

    fn take_findings(&mut self, findings: Findings, moment: &Moment) {
        for note in &findings.notes {
            self.notices.show(Tone::Quiet, note.clone(), String::new(), Vec::new(), moment.monotonic);
        }
        let new = self.data.take_findings(findings);
        if self.data.attention().is_empty() {
            self.notices.dismiss_answered(&Command::OpenPage(Page::Files));
        }
        if let Some(text) = attention_words(&new) {
            let details: Vec<String> = new.iter().map(Attention::as_text).collect();
            let look = NoticeAction { label: "Look", command: Box::new(Command::OpenPage(Page::Files)) };
            self.notices.show(Tone::Caution, text, details.join("\n\n"), vec![look], moment.monotonic);
        }
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

    /// Makes a backup, and does what could go wrong only when there is one.
    fn after_backup(&mut self, reason: BackupReason, risky: Risky) -> Vec<Effect> {
        self.data.risky = Some(risky);
        self.keep(Job::BackUp(reason))
    }

    fn backed_up(&mut self, reason: BackupReason, outcome: Result<(), Failure>, moment: &Moment) -> Vec<Effect> {
        self.data.finish(&Job::BackUp(reason));
        let risky = if reason == BackupReason::Asked { None } else { self.data.risky.take() };
        match (outcome, risky) {
            (Ok(()), None) => {
                self.notices.show(Tone::Quiet, "Backed up.".to_owned(), String::new(), Vec::new(), moment.monotonic);
                self.keep(Job::ListBackups)
            }
            (Ok(()), Some(Risky::Repair(path))) => self.keep(Job::Repair(path)),
            (Ok(()), Some(Risky::Restore)) => self.restore(moment),
            (Ok(()), Some(Risky::Import)) => self.import(moment),
            (Err(failure), None) => {
                self.tell_failure(failure, moment);
                Vec::new()
            }
            (Err(failure), Some(risky)) => {
                let text = format!("{} {}", failure.text, undone(&risky));
                self.tell_failure(Failure { text, ..failure }, moment);
                Vec::new()
            }
        }
    }

    /// Brings back what the backup that is looked at holds, as one change.
    fn restore(&mut self, moment: &Moment) -> Vec<Effect> {
        let mut effects = self.keep(Job::ListBackups);
        let Some(Preview { path, contents, .. }) = self.data.preview.take() else { return effects };
        effects.extend(self.keep(Job::RestorePhotos(path)));
        // What came back is the answer to where it is, and goes into the files that were missed.
        let answered = self.data.attention().iter().filter(|attention| contents.answers(attention));
        for path in answered.map(|attention| attention.path.clone()).collect::<Vec<_>>() {
            effects.extend(self.keep(Job::Accept(path)));
        }
        let import = exchange::of_document(&contents.document, &self.document);
        let after = import.apply(&self.document, Take::All);
        let text = match import.brings(Take::All) {
            0 => "Nothing had to be restored.".to_owned(),
            count => format!("{} restored.", records(count)),
        };
        effects.extend(self.change_to(after, &DataCommand::Restore, text, moment));
        effects
    }

    /// Brings in the file that is looked at, as one change, and remembers how its columns were read.
    fn import(&mut self, moment: &Moment) -> Vec<Effect> {
        let Some(Incoming { source, outcome: Ok(import), .. }) = self.data.incoming.take() else { return Vec::new() };
        let mut after = import.apply(&self.document, Take::Later);
        let count = import.brings(Take::Later);
        let text = match source {
            Source::Records => format!("{} brought in.", records(count)),
            Source::Pack(_) => format!("{count} brought in. They stand aside until you say otherwise in the Library."),
            Source::Measurements { table, columns } => {
                let mut settings = Settings::clone(&after.settings);
                settings.csv_columns.insert(table.header_line(), columns);
                after.apply(Edit::Settings(settings));
                format!("{} brought in.", records(count))
            }
        };
        self.change_to(after, &DataCommand::Import, text, moment)
    }

    /// Makes another document of it as one change, and says so with the way back.
    fn change_to(&mut self, after: Document, by: &DataCommand, text: String, moment: &Moment) -> Vec<Effect> {
        let undo = NoticeAction { label: "Undo", command: Box::new(Command::Undo) };
        let is_change = after != self.document;
        let actions = if is_change { vec![undo] } else { Vec::new() };
        self.notices.show(Tone::Quiet, text, String::new(), actions, moment.monotonic);
        if !is_change {
            return Vec::new();
        }
        self.history.record(by.title().to_owned(), self.document.clone());
        self.replace(after)
    }

    fn done(&mut self, job: &Job, outcome: Result<(), Failure>, moment: &Moment) -> Vec<Effect> {
        self.data.finish(job);
        if let Err(failure) = outcome {
            self.tell_failure(failure, moment);
            return Vec::new();
        }
        let (text, effects) = match job {
            Job::Export(_, path, _) => (format!("Everything was written to {}", path.display()), Vec::new()),
            Job::ExportPack(path, _) => (format!("The pack was written to {}", path.display()), Vec::new()),
            Job::Repair(_) => ("What could be read lies whole on the disk again.".to_owned(), Vec::new()),
            Job::SetBackupFolder(Some(_)) => {
                ("From now on backups go to the second folder too.".to_owned(), self.keep(Job::ListBackups))
            }
            Job::SetBackupFolder(None) => ("No second folder any more.".to_owned(), self.keep(Job::ListBackups)),
            Job::ReadAll
            | Job::Refresh
            | Job::Accept(_)
            | Job::BackUp(_)
            | Job::ListBackups
            | Job::ReadBackup(_)
            | Job::RestorePhotos(_)
            | Job::ReadImport(_)
            | Job::OpenPhoto(_)
            | Job::AddPhoto(..)
            | Job::ReadPhoto(_)
            | Job::DiscardPhotos(_) => return Vec::new(),
        };
        self.notices.show(Tone::Quiet, text, String::new(), Vec::new(), moment.monotonic);
        effects
    }

    fn tell_failure(&mut self, failure: Failure, moment: &Moment) {
        let Failure { text, details } = failure;
        self.notices.show(Tone::Stop, text, details, Vec::new(), moment.monotonic);
    }
}

/// What a missing backup kept from being done.
fn undone(risky: &Risky) -> &'static str {
    match risky {
        Risky::Repair(_) => "So the file was not touched.",
        Risky::Restore => "So nothing was restored.",
        Risky::Import => "So nothing was brought in.",
    }
}

fn attention_words(new: &[Attention]) -> Option<String> {
    let is_readable = |attention: &Attention| matches!(attention.matter, Matter::Damaged | Matter::Shrunk);
    let are_readable = new.iter().all(is_readable);
    match new {
        [] => None,
        [_] if are_readable => Some("A file needs attention. What can be read of it is shown.".to_owned()),
        [_] => Some("A file needs attention. Everything else is shown.".to_owned()),
        [..] if are_readable => Some(format!("{} files need attention. What can be read of them is shown.", new.len())),
        [..] => Some(format!("{} files need attention. What can be read is shown.", new.len())),
    }
}

/// What is said of records that arrived; nothing where there is nothing to say.
fn arrival_words(origin: &Origin, count: usize) -> Option<String> {
    let records = records(count);
    match origin {
        Origin::Start => None,
        _ if count == 0 => None,
        Origin::Devices(names) if names.is_empty() => Some(format!("{records} arrived.")),
        Origin::Devices(names) => Some(format!("{records} from {} arrived.", names.join(" and "))),
        Origin::Repair => Some(format!("{records} came back from the mended file.")),
    }
}

fn records(count: usize) -> String {
    if count == 1 { "1 record".to_owned() } else { format!("{count} records") }
}

/// A path with the ending of its form, where the person left it out.
fn with_ending(path: PathBuf, form: Form) -> PathBuf {
    if form == Form::Ron && path.extension().is_none() { path.with_extension("ron") } else { path }
}

/// Where the other version of a record is from.
fn from_words(origin: &Origin) -> String {
    match origin {
        Origin::Devices(names) if !names.is_empty() => format!("The other version is from {}.", names.join(" or ")),
        Origin::Devices(_) | Origin::Start | Origin::Repair => "The other version is from the files.".to_owned(),
    }
}
