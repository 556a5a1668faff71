//! The opened record: everything it holds, to change or to delete.

use egui::{Align, Label, Layout, ScrollArea, TextEdit, Ui, vec2};
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::super::words;
use super::{Commands, Cx, bodies, check_in, summary, versions};
use crate::domain::{Body, Record, Stamp};
use crate::model::Command;
use crate::theme::{Role, icons};
use crate::widgets::controls::{icon_button, notice_block, plain_button, primary_button, text_button};

/// A record that is being changed. The draft is made anew when the record behind it changes, unless something was typed:
/// what arrives from another device must not take that away.
pub struct RecordDraft {
    original: Record,
    record: Record,
    date: String,
    time: String,
}

impl RecordDraft {
    fn new(record: &Record) -> Self {
        let civil = record.when.civil();
        Self {
            original: record.clone(),
            record: record.clone(),
            date: civil.date().to_string(),
            time: words::clock(civil),
        }
    }

    /// The stamp that date and time say, at the place where the record was made.
    fn when(&self) -> Option<Stamp> {
        let civil = self.original.when.civil();
        let (day, clock) = (civil.date().to_string(), words::clock(civil));
        if self.date == day && self.time == clock {
            // Seconds are not shown, so an unchanged time must not lose them.
            return Some(self.original.when.clone());
        }
        let date: Date = self.date.trim().parse().ok()?;
        let time = Time::strptime("%H:%M", self.time.trim()).ok()?;
        let offset = Offset::from_seconds(self.original.when.offset_secs).ok()?;
        let at = offset.to_timestamp(date.to_datetime(time)).ok()?;
        Some(Stamp { at, ..self.original.when.clone() })
    }

    /// Whether something was typed or tapped.
    fn is_edited(&self) -> bool {
        self.record != self.original || self.when().as_ref() != Some(&self.original.when)
    }

    /// Takes over the revision of a record that says what it said before.
    fn follow(&mut self, record: &Record) {
        if self.original.says_the_same(record) {
            (self.original.rev, self.record.rev) = (record.rev, record.rev);
        }
    }

    /// Whether a draft of this record takes the place of this one.
    fn gives_way_to(&self, record: &Record) -> bool {
        self.original.id != record.id || (self.original != *record && !self.is_edited())
    }

    /// The changed record, if it differs and every field can be read.
    fn changed(&self) -> Option<Record> {
        let record = Record { when: self.when()?, ..self.record.clone() };
        (record != self.original).then_some(record)
    }
}

/// Where the way back leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// The list stands beside: the record is only closed.
    Close,
    /// The list is hidden behind the record.
    ToList,
}

/// Shown beside the list while no record is open.
pub fn nothing_opened_ui(ui: &mut Ui, cx: &Cx<'_>) {
    if cx.model.document().record_count() == 0 {
        return;
    }
    ui.centered_and_justified(|ui| {
        ui.label(Role::Body.text("Choose a record to read or change it.").color(cx.tokens.quiet));
    });
}

/// The opened record.
pub fn detail_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    record: &Record,
    slot: &mut Option<RecordDraft>,
    leave: Leave,
    out: &mut Commands,
) {
    let t = cx.tokens;
    if slot.as_ref().is_none_or(|draft| draft.gives_way_to(record)) {
        *slot = Some(RecordDraft::new(record));
    }
    let Some(draft) = slot else { return };
    draft.follow(record);
    ui.horizontal(|ui| {
        ui.set_height(36.0);
        if leave == Leave::ToList && icon_button(ui, t, icons::BACK, "Back to the list").clicked() {
            out.push(Command::OpenRecord(None));
        }
        ui.label(Role::Title.text(summary::title(record, cx.model.catalog())).color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if leave == Leave::Close && icon_button(ui, t, icons::CLOSE, "Close").clicked() {
                out.push(Command::OpenRecord(None));
            }
            if text_button(ui, t, "Delete", Some(icons::DELETE)).clicked() {
                out.push(Command::DeleteRecord(record.id));
            }
        });
    });
    let mut said = words::long_date(record.when.day());
    if record.rev > 1 {
        let times = words::count(record.rev as usize - 1, "time", "times");
        said = format!("{said} · changed {times}");
    }
    ui.label(Role::Small.text(said).color(t.quiet));
    ui.add_space(8.0);
    let changed = draft.changed();
    let foot = 56.0;
    let height = ui.available_height() - foot;
    ScrollArea::vertical().id_salt(("record", record.id)).max_height(height).auto_shrink([false, false]).show(
        ui,
        |ui| {
            ui.set_max_width(ui.available_width().min(640.0));
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            if !record.says_the_same(&draft.original) {
                let text =
                    "This record was changed elsewhere while you were editing. Saving keeps both, to choose from.";
                notice_block(ui, cx.tokens, cx.tokens.caution_soft, cx.tokens.caution, icons::INFO, text);
            }
            for versions in cx.model.data().versions(cx.model.document(), record.id) {
                versions::versions_ui(ui, cx, versions, out);
            }
            when_ui(ui, cx, draft);
            ui.add_space(4.0);
            match &mut draft.record.body {
                Body::CheckIn(answers) => check_in::check_in_ui(ui, cx, answers),
                Body::Training(training) => bodies::training_ui(ui, cx, training),
                Body::Circuit(circuit) => bodies::circuit_ui(ui, cx, circuit),
                Body::Retest(retest) => bodies::retest_ui(ui, cx, retest),
            }
            ui.add_space(4.0);
            let note = note_of(&mut draft.record.body);
            ui.label(Role::Label.text("Note").color(t.text));
            let field = TextEdit::multiline(note).desired_rows(2).desired_width(f32::INFINITY).char_limit(2_000);
            ui.add(field).accessible_name("Note");
        },
    );
    ui.add_space(12.0);
    let edited = draft.is_edited();
    ui.horizontal(|ui| {
        ui.add_enabled_ui(changed.is_some(), |ui| {
            if primary_button(ui, t, "Save changes", None, vec2(144.0, 36.0)).clicked()
                && let Some(changed) = changed
            {
                // What was typed is handed over; the draft of the record as it becomes takes its place.
                *draft = RecordDraft::new(&changed);
                out.push(Command::ChangeRecord(Box::new(changed)));
            }
        });
        ui.add_enabled_ui(edited, |ui| {
            if plain_button(ui, t, "Discard changes", vec2(144.0, 36.0)).clicked() {
                *draft = RecordDraft::new(record);
            }
        });
    });
}

fn when_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut RecordDraft) {
    let t = cx.tokens;
    ui.horizontal(|ui| {
        ui.label(Role::Label.text("When").color(t.text));
        ui.add(TextEdit::singleline(&mut draft.date).desired_width(128.0).char_limit(10)).accessible_name("Date");
        ui.add(TextEdit::singleline(&mut draft.time).desired_width(80.0).char_limit(5)).accessible_name("Time of day");
        if draft.when().is_none() {
            let text = "Date as 2026-11-22 and time as 18:10, please.";
            ui.add(Label::new(Role::Small.text(text).color(t.stop)).wrap());
        }
    });
}

fn note_of(body: &mut Body) -> &mut String {
    match body {
        Body::CheckIn(check_in) => &mut check_in.note,
        Body::Training(training) => &mut training.note,
        Body::Circuit(circuit) => &mut circuit.note,
        Body::Retest(retest) => &mut retest.note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CheckIn, RecordId};

    fn draft() -> RecordDraft {
        let now = "2026-11-22T18:10:33+01:00[Europe/Berlin]".parse().expect("a moment");
        let id = RecordId::new(jiff::Timestamp::UNIX_EPOCH, 1);
        RecordDraft::new(&Record { id, rev: 1, when: Stamp::new(&now), body: Body::CheckIn(CheckIn::default()) })
    }

    #[test]
    fn an_untouched_draft_changes_nothing_not_even_the_seconds() {
        let draft = draft();
        assert_eq!((draft.date.as_str(), draft.time.as_str()), ("2026-11-22", "18:10"));
        assert!(draft.changed().is_none());
    }

    #[test]
    fn what_was_typed_outlives_a_change_from_elsewhere() {
        let mut typed = draft();
        let mut arrived = typed.original.clone();
        arrived.rev += 1;
        assert!(typed.gives_way_to(&arrived), "nothing was typed");
        typed.date = "2026-11-2".to_owned();
        assert!(!typed.gives_way_to(&arrived));
        typed.follow(&arrived);
        assert_eq!(typed.original.rev, arrived.rev, "it says what it said before");
        arrived.id = RecordId::new(jiff::Timestamp::UNIX_EPOCH, 2);
        assert!(typed.gives_way_to(&arrived), "another record was opened");
    }

    #[test]
    fn a_new_date_moves_the_record_and_an_unreadable_one_is_not_saved() {
        let mut moved = draft();
        moved.date = "2026-11-21".to_owned();
        let record = moved.changed().expect("a changed record");
        assert_eq!(record.when.civil().to_string(), "2026-11-21T18:10:00");
        assert_eq!(record.when.zone, "Europe/Berlin");
        for (date, time) in [("2026-13-01", "18:10"), ("", "18:10"), ("2026-11-21", "25:00"), ("2026-11-21", "six")] {
            let mut bad = draft();
            (bad.date, bad.time) = (date.to_owned(), time.to_owned());
            assert!(bad.changed().is_none(), "{date} {time}");
        }
    }
}
