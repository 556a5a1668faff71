//! What the files tell: that something arrived, needs attention, was read, was done or failed.

use crate::domain::Rebased;

use super::risky::records;
use crate::model::data::{Arrival, Attention, Findings, Matter, Origin};
use crate::model::{
    Command, Effect, Failure, Incoming, Job, Model, Moment, News, NoticeAction, Page, Preview, Saving, Tone,
};

impl Model {
    pub(in crate::model::update) fn news(&mut self, news: News, moment: &Moment) -> Vec<Effect> {
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

    pub(super) fn tell_failure(&mut self, failure: Failure, moment: &Moment) {
        let Failure { text, details } = failure;
        self.notices.show(Tone::Stop, text, details, Vec::new(), moment.monotonic);
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

/// Where the other version of a record is from.
fn from_words(origin: &Origin) -> String {
    match origin {
        Origin::Devices(names) if !names.is_empty() => format!("The other version is from {}.", names.join(" or ")),
        Origin::Devices(_) | Origin::Start | Origin::Repair => "The other version is from the files.".to_owned(),
    }
}
