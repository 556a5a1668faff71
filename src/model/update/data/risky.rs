//! What could go wrong, and is done only when there is a backup: a file mended, a backup restored, a file brought in.

use crate::domain::{Document, Edit, Settings};
use crate::exchange::{self, Take};

use crate::model::data::Risky;
use crate::model::{
    BackupReason, Command, DataCommand, Effect, Failure, Incoming, Job, Model, Moment, NoticeAction, Preview, Source,
    Tone,
};

impl Model {
    /// Makes a backup, and does what could go wrong only when there is one.
    pub(super) fn after_backup(&mut self, reason: BackupReason, risky: Risky) -> Vec<Effect> {
        self.data.risky = Some(risky);
        self.keep(Job::BackUp(reason))
    }

    pub(super) fn backed_up(
        &mut self,
        reason: BackupReason,
        outcome: Result<(), Failure>,
        moment: &Moment,
    ) -> Vec<Effect> {
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
}

/// What a missing backup kept from being done.
fn undone(risky: &Risky) -> &'static str {
    match risky {
        Risky::Repair(_) => "So the file was not touched.",
        Risky::Restore => "So nothing was restored.",
        Risky::Import => "So nothing was brought in.",
    }
}

pub(super) fn records(count: usize) -> String {
    if count == 1 { "1 record".to_owned() } else { format!("{count} records") }
}
