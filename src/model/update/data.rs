//! The person's files: what arrives, what needs attention, backups.

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::{Document, Edit, Rebased, Record, Settings};
use crate::exchange::{self, Take};

use super::super::data::{Arrival, Attention, Findings, Origin, Risky};
use super::super::{
    BackupReason, Choice, Command, DataCommand, Effect, Failure, Form, Incoming, Job, Model, Moment, News,
    NoticeAction, Page, Preview, Purpose, Saving, Screen, Source, Tone,
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
            Choice::Nothing => return Vec::new(),
            Choice::NoDialogs => {
                // Every dialog has a field for a path on its page.
                self.data.has_no_dialogs = true;
                return self.open_page(purpose.page());
            }
        };
        match purpose {
            Purpose::BackupFolder => self.keep(Job::SetBackupFolder(Some(path))),
            Purpose::Export(form) => self.export(form, with_ending(path, form), moment),
            Purpose::Import => self.read_import(path),
        }
    }

    /// Looks at what a file would bring in, on the page that shows it.
    fn read_import(&mut self, path: PathBuf) -> Vec<Effect> {
        let mut effects = self.open_page(Page::Exchange);
        effects.extend(self.keep(Job::ReadImport(path)));
        effects
    }

    /// Exports all there is, and not before all is read.
    fn export(&mut self, form: Form, path: PathBuf, moment: &Moment) -> Vec<Effect> {
        if self.data.is_reading() {
            let text = "Older records are still being read. Export again in a moment.".to_owned();
            self.notices.show(Tone::Quiet, text, String::new(), Vec::new(), moment.monotonic);
            return Vec::new();
        }
        self.keep(Job::Export(form, path, self.document.clone()))
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
            News::Done(job, outcome) => return self.done(&job, outcome, moment),
        }
        Vec::new()
    }

    /// Takes in what arrived, under whatever was done here in the meantime.
    fn take_in(&mut self, arrival: Arrival, moment: &Moment) -> Vec<Effect> {
        let Arrival { difference, origin, findings } = arrival;
        self.arrivals += 1;
        let Rebased { document, clashes } = difference.onto(&self.document);
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
        let Some(Preview { contents, .. }) = self.data.preview.take() else { return effects };
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
        if let Source::Measurements { table, columns } = source {
            let mut settings = Settings::clone(&after.settings);
            settings.csv_columns.insert(table.header_line(), columns);
            after.apply(Edit::Settings(settings));
        }
        let text = format!("{} brought in.", records(import.brings(Take::Later)));
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
            Job::Repair(_) => ("The file is whole again.".to_owned(), Vec::new()),
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
            | Job::ReadImport(_) => return Vec::new(),
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
    match new.len() {
        0 => None,
        1 => Some("A file needs attention. Nothing was lost.".to_owned()),
        several => Some(format!("{several} files need attention. Nothing was lost.")),
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

#[cfg(test)]
mod tests {
    use super::super::tests::{Day, id};
    use super::*;
    use crate::domain::{Difference, Document, Rating, RecordId, Scale};
    use crate::model::{Matter, Versions};

    /// A document in which another device has rated a region.
    fn rated_elsewhere(day: &Day, number: u128, soreness: u8) -> Record {
        let mut other = Day::new();
        other.give(Command::Rate(id("quads_left"), Scale::Soreness, Rating::try_from(soreness).ok()));
        let record = other.model.document().records().next().expect("a check-in");
        Record { id: RecordId::new(day.start.timestamp(), number), ..Record::clone(record) }
    }

    fn with(document: &Document, record: &Record) -> Document {
        let mut document = document.clone();
        document.apply(Edit::Put(Box::new(record.clone())));
        document
    }

    fn arrive(day: &mut Day, before: &Document, after: &Document, names: &[&str]) -> Vec<Effect> {
        let origin = Origin::Devices(names.iter().map(|&name| name.to_owned()).collect());
        let difference = Difference::between(before, after);
        day.give(Command::News(Box::new(News::Arrived(Arrival { difference, origin, findings: Findings::default() }))))
    }

    fn notices(day: &Day) -> Vec<&str> {
        day.model.notices().iter().map(|notice| notice.text.as_str()).collect()
    }

    #[test]
    fn what_arrives_is_there_and_no_undo_takes_it_away() {
        let mut day = Day::new();
        day.rate("calf_left", 4);
        let before = day.model.document().clone();
        day.give(Command::Saved(1));
        let theirs = rated_elsewhere(&day, 900, 6);
        assert_eq!(arrive(&mut day, &before, &with(&before, &theirs), &["Desk"]), []);
        assert_eq!(notices(&day), ["1 record from Desk arrived."]);
        assert!(matches!(day.model.saving(), Saving::Saved(_)), "what came from the disk is on it");
        for (command, mine) in [(Command::Undo, None), (Command::Redo, Some(4)), (Command::Undo, None)] {
            let saves = day.give(command);
            assert!(day.model.document().record(theirs.id).is_some());
            assert_eq!(day.soreness("calf_left"), mine);
            let [Effect::Save { arrivals: 1, .. }] = saves[..] else { panic!("one save of all: {saves:?}") };
        }
    }

    #[test]
    fn what_is_not_saved_yet_is_kept_under_what_arrives_and_saved_again() {
        let mut day = Day::new();
        let before = day.model.document().clone();
        day.rate("calf_left", 4);
        let theirs = rated_elsewhere(&day, 900, 6);
        let saves = arrive(&mut day, &before, &with(&before, &theirs), &["Desk", "Lab"]);
        let [Effect::Save { document, revision: 2, arrivals: 1 }] = &saves[..] else { panic!("one save: {saves:?}") };
        assert_eq!(document.record_count(), 2);
        assert_eq!(notices(&day), ["1 record from Desk and Lab arrived."]);
        day.give(Command::Saved(1));
        assert_eq!(*day.model.saving(), Saving::Pending, "the answer to the save of before is not the last one");
        day.give(Command::Saved(2));
        assert!(matches!(day.model.saving(), Saving::Saved(Some(_))));
    }

    #[test]
    fn a_record_changed_on_both_sides_keeps_mine_and_is_settled_by_choosing() {
        let mut day = Day::new();
        day.rate("calf_left", 4);
        let before = day.model.document().clone();
        let original = before.records().next().expect("a check-in").clone();
        let theirs = Record { id: original.id, rev: 2, ..rated_elsewhere(&day, 0, 6) };
        day.rate("calf_left", 5);
        arrive(&mut day, &before, &with(&before, &theirs), &["Desk"]);
        assert_eq!(day.soreness("calf_left"), Some(5));
        let model = &day.model;
        let [Versions { shown, other, from }] =
            &model.data().versions(model.document(), original.id).cloned().collect::<Vec<_>>()[..]
        else {
            panic!("two versions")
        };
        assert_eq!((other.as_ref(), from.as_str()), (&theirs, "The other version is from Desk."));
        for chosen in [other, shown] {
            day.give(Command::Data(DataCommand::KeepVersion(chosen.clone())));
            let kept = day.model.document().record(original.id).expect("the record").clone();
            assert!(kept.says_the_same(chosen) && kept.rev > shown.rev.max(other.rev));
            assert_eq!(day.model.data().unsettled(day.model.document()).count(), 0);
            day.give(Command::Undo);
            assert_eq!(day.model.data().unsettled(day.model.document()).count(), 1, "undone, it is open again");
        }
        // Undo of my change itself leaves what the other device made of the record.
        day.give(Command::Undo);
        assert_eq!(day.model.document().record(original.id).map(AsRef::as_ref), Some(&theirs));
    }

    #[test]
    fn an_edit_begun_before_another_version_came_stands_beside_it() {
        let mut day = Day::new();
        day.rate("calf_left", 4);
        let before = day.model.document().clone();
        let original = Record::clone(before.records().next().expect("a check-in"));
        let theirs = Record { id: original.id, rev: 2, ..rated_elsewhere(&day, 0, 6) };
        arrive(&mut day, &before, &with(&before, &theirs), &["Desk"]);
        let later = Record { when: theirs.when.clone(), ..original.clone() };
        let typed = Record { body: original.body.clone(), rev: 1, ..later };
        day.give(Command::ChangeRecord(Box::new(typed)));
        let model = &day.model;
        assert_eq!(model.document().record(original.id).map(|record| record.rev), Some(3));
        let others: Vec<u32> =
            model.data().versions(model.document(), original.id).map(|versions| versions.other.rev).collect();
        assert_eq!(others, [2]);
    }

    #[test]
    fn the_older_records_come_in_silence_and_so_does_what_only_went() {
        let mut day = Day::new();
        let before = day.model.document().clone();
        let after = with(&before, &rated_elsewhere(&day, 900, 6));
        let difference = Difference::between(&before, &after);
        let arrival = Arrival { difference, origin: Origin::Start, findings: Findings::default() };
        day.give(Command::News(Box::new(News::Arrived(arrival))));
        assert_eq!(day.model.document().record_count(), 1);
        arrive(&mut day, &after, &before, &["Desk"]);
        assert_eq!(day.model.document().record_count(), 0);
        assert_eq!(notices(&day), [""; 0]);
    }

    #[test]
    fn a_file_that_needs_attention_is_told_once_and_questions_stand_first() {
        let mut day = Day::new();
        let file = |name: &str, matter| Attention {
            path: name.into(),
            matter,
            line: None,
            happened: "What happened.".to_owned(),
            kept: String::new(),
        };
        let found = Findings {
            attention: vec![file("a.ron", Matter::Damaged), file("b.ron", Matter::Missing)],
            ..Findings::default()
        };
        for told in [1, 0] {
            let difference = Difference::between(&Document::default(), &Document::default());
            let arrival = Arrival { difference, origin: Origin::Start, findings: found.clone() };
            day.give(Command::News(Box::new(News::Arrived(arrival))));
            let text = "2 files need attention. Nothing was lost.";
            let notice = day.model.notices().iter().find(|notice| notice.text == text);
            assert_eq!(notice.iter().count(), told);
            if let Some(notice) = notice {
                let look = Command::clone(&notice.actions[0].command);
                day.give(look);
            }
        }
        assert_eq!(day.model.page(), Page::Files);
        let beside_a_save = Findings { attention: vec![file("a.ron", Matter::Newer)], ..Findings::default() };
        day.give(Command::News(Box::new(News::Found(beside_a_save))));
        let known: Vec<Matter> = day.model.data().attention().iter().map(|attention| attention.matter).collect();
        assert_eq!(known, [Matter::Missing, Matter::Newer], "what was known stays, and each file stands once");
        let first = day.model.data().attention().first().map(|attention| attention.matter);
        assert_eq!(first, Some(Matter::Missing));
    }

    #[test]
    fn nothing_is_exported_before_all_is_read() {
        let mut day = Day::new();
        let export = || Command::Data(DataCommand::Export(Form::Ron, "all.ron".into()));
        day.give(Command::Data(DataCommand::ReadAll));
        assert_eq!(day.give(export()), []);
        day.give(Command::News(Box::new(News::Done(Job::ReadAll, Ok(())))));
        assert_eq!(day.give(export()), [Effect::Keep(Job::Export(Form::Ron, "all.ron".into(), Document::default()))]);
    }

    #[test]
    fn a_repair_waits_for_its_backup_and_does_not_go_on_without_one() {
        let check = |outcome: Result<(), Failure>, expected: &[Job], said: &[&str]| {
            let mut day = Day::new();
            let path = PathBuf::from("a.ron");
            let asked = day.give(Command::Data(DataCommand::Repair(path)));
            assert_eq!(asked, [Effect::Keep(Job::BackUp(BackupReason::BeforeRepair))]);
            assert!(day.model.data().under_way().is_some());
            let next = day.give(Command::News(Box::new(News::BackedUp(BackupReason::BeforeRepair, outcome))));
            assert_eq!(next, expected.iter().cloned().map(Effect::Keep).collect::<Vec<_>>());
            assert_eq!(notices(&day), said);
        };
        check(Ok(()), &[Job::Repair("a.ron".into())], &[]);
        let failure = Failure { text: "No backup could be made.".to_owned(), details: "disk full".to_owned() };
        check(Err(failure), &[], &["No backup could be made. So the file was not touched."]);
    }
}
