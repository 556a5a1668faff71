//! The journal: records changed and deleted.

use std::sync::Arc;

use crate::domain::{Clash, Edit, Record, RecordId};

use super::{Command, Effect, Model, Moment, NoticeAction, Tone};

impl Model {
    /// Replaces a record by an edited form of it, under the next revision.
    pub(super) fn change_record(&mut self, mut record: Record) -> Vec<Effect> {
        let Some(known) = self.document.record(record.id).cloned() else { return Vec::new() };
        // What was edited is not what is known now: another version came while the person was typing.
        let is_of_before = record.rev < known.rev;
        record.rev = known.rev;
        if record == *known {
            return Vec::new();
        }
        record.rev += 1;
        if is_of_before {
            let clash = Clash { mine: Arc::new(record.clone()), theirs: known };
            self.data.take_clashes(vec![clash], "The other version came while you were editing.");
        }
        let label = Command::ChangeRecord(Box::new(record.clone())).title();
        self.edit(label, Edit::Put(Box::new(record)))
    }

    pub(super) fn delete_record(&mut self, id: RecordId, moment: &Moment) -> Vec<Effect> {
        let effects = self.edit(Command::DeleteRecord(id).title(), Edit::Delete(id));
        if !effects.is_empty() || self.document.record(id).is_none() {
            self.opened = self.opened.filter(|&opened| opened != id);
            let action = NoticeAction { label: "Undo", command: Box::new(Command::Undo) };
            self.notices.show(Tone::Quiet, "Record deleted.".to_owned(), String::new(), vec![action], moment.monotonic);
        }
        effects
    }
}
