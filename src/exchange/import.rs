//! What bringing in a file would do, and doing it.

use std::sync::Arc;

use crate::domain::{Body, Document, Edit, Entry, Profile, Record, RecordId, Settings, Stamp};
use crate::format::later;

/// What becomes of one thing that the file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The journal does not have it.
    New,
    /// The journal has another version of it, and the file's comes later.
    Changed,
    /// The journal has another version of it, and the file's does not come later.
    Older,
    /// The journal has the same.
    Duplicate,
    /// It cannot be brought in; the reason in plain words, without a full stop.
    Refused(String),
}

impl Verdict {
    /// The verdict without its reason.
    pub fn kind(&self) -> VerdictKind {
        match self {
            Self::New => VerdictKind::New,
            Self::Changed => VerdictKind::Changed,
            Self::Older => VerdictKind::Older,
            Self::Duplicate => VerdictKind::Duplicate,
            Self::Refused(_) => VerdictKind::Refused,
        }
    }
}

/// A [`Verdict`] without its reason, to count by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VerdictKind {
    /// See [`Verdict::New`].
    New,
    /// See [`Verdict::Changed`].
    Changed,
    /// See [`Verdict::Older`].
    Older,
    /// See [`Verdict::Duplicate`].
    Duplicate,
    /// See [`Verdict::Refused`].
    Refused,
}

impl VerdictKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::New, Self::Changed, Self::Older, Self::Duplicate, Self::Refused];

    /// The word on screen, in lower case.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Older => "older",
            Self::Duplicate => "already there",
            Self::Refused => "refused",
        }
    }
}

/// One thing that the file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file, counted from 1, where it is a table.
    pub line: Option<usize>,
    /// What it is, e.g. "Check-in, 4 Mar 2026, 07:12". Never what a person wrote in it.
    pub what: String,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// What to take of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// What is new, and later versions of what is known.
    Later,
    /// Earlier versions too: a backup is restored.
    All,
}

/// A change that an import would make.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    verdict: VerdictKind,
    edit: Edit,
}

impl Change {
    fn is_taken(&self, take: Take) -> bool {
        match self.verdict {
            VerdictKind::New | VerdictKind::Changed => true,
            VerdictKind::Older => take == Take::All,
            VerdictKind::Duplicate | VerdictKind::Refused => false,
        }
    }
}

/// A dry run: what bringing in a file would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    rows: Vec<Row>,
    changes: Vec<Change>,
}

impl Import {
    /// What the file holds: the profile, the settings and the shelf first, then the records or lines in the order of the
    /// file.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many rows have such a verdict.
    pub fn count(&self, kind: VerdictKind) -> usize {
        self.rows.iter().filter(|row| row.verdict.kind() == kind).count()
    }

    /// How many records and entries of the shelf would change, the profile and the settings counted as one each.
    pub fn brings(&self, take: Take) -> usize {
        self.changes.iter().filter(|change| change.is_taken(take)).count()
    }

    /// The document with the import in it. Nothing of `into` is deleted, and what replaces a record has a revision above
    /// it.
    ///
    /// `into` is the document of the dry run; if it has changed since, make the dry run again.
    pub fn apply(&self, into: &Document, take: Take) -> Document {
        let mut document = into.clone();
        for Change { verdict: _, edit } in self.changes.iter().filter(|change| change.is_taken(take)) {
            let edit = match edit {
                Edit::Put(record) => match into.record(record.id) {
                    Some(known) if known.says_the_same(record) => continue,
                    known => Edit::Put(Box::new(above(record, known.map(AsRef::as_ref)))),
                },
                Edit::Delete(_) | Edit::Unshelve(_) => continue,
                Edit::Profile(_) | Edit::Settings(_) | Edit::Shelve(..) => edit.clone(),
            };
            document.apply(edit);
        }
        document
    }

    /// Judges a record of the file by what the journal has. `equal_rev` is the verdict on one that says something else
    /// under the same revision.
    pub(super) fn add_record(&mut self, line: Option<usize>, record: Record, into: &Document, equal_rev: EqualRev) {
        let verdict = match into.record(record.id) {
            None => Verdict::New,
            Some(known) if known.says_the_same(&record) => Verdict::Duplicate,
            Some(known) if known.rev == record.rev && equal_rev == EqualRev::IsAnEdit => Verdict::Changed,
            Some(known) if later(&record, known).is_gt() => Verdict::Changed,
            Some(_) => Verdict::Older,
        };
        let what = name_of(&record);
        self.add(Row { line, what, verdict }, Edit::Put(Box::new(record)));
    }

    /// Adds a row of a table.
    pub(super) fn add_row(&mut self, line: usize, what: String, verdict: Verdict) {
        self.rows.push(Row { line: Some(line), what, verdict });
    }

    /// Adds a row of a table that cannot be brought in.
    pub(super) fn refuse(&mut self, line: usize, what: String, reason: String) {
        self.add_row(line, what, Verdict::Refused(reason));
    }

    /// Adds a change of which the rows are told apart from it.
    pub(super) fn add_change(&mut self, verdict: VerdictKind, edit: Edit) {
        self.changes.push(Change { verdict, edit });
    }

    /// Puts the rows in the order of their lines.
    pub(super) fn order_by_line(&mut self) {
        self.rows.sort_by_key(|row| row.line);
    }

    /// Adds a row, and the change that comes with it.
    fn add(&mut self, row: Row, edit: Edit) {
        self.add_change(row.verdict.kind(), edit);
        self.rows.push(row);
    }

    /// Judges the profile and the settings of a file, where it has them.
    pub(super) fn add_values(&mut self, profile: Option<&Profile>, settings: Option<&Settings>, into: &Document) {
        if let Some(profile) = profile {
            self.add_profile(profile, into);
        }
        if let Some(settings) = settings {
            self.add_settings(settings, into);
        }
    }

    /// Judges an entry of the shelf. Nothing says which of two came later, so the journal's stays, unless all is taken.
    pub(super) fn add_entry(&mut self, id: RecordId, entry: Entry, into: &Document) {
        let verdict = match into.shelf().get(&id) {
            None => Verdict::New,
            Some(known) if **known == entry => Verdict::Duplicate,
            Some(_) => Verdict::Older,
        };
        let kind = match &entry {
            Entry::Favourite(_) => "Favourite",
            Entry::Drill(_) => "Own drill",
            Entry::Technique(_) => "Own technique",
            Entry::Benchmark(_) => "Own benchmark",
        };
        self.add(Row { line: None, what: format!("{kind}, {id}"), verdict }, Edit::Shelve(id, Box::new(entry)));
    }

    /// Judges the profile of a file.
    fn add_profile(&mut self, profile: &Profile, into: &Document) {
        let verdict = of_single(profile, &into.profile);
        self.add(Row { line: None, what: "Profile".to_owned(), verdict }, Edit::Profile(profile.clone()));
    }

    /// Judges the settings of a file.
    fn add_settings(&mut self, settings: &Settings, into: &Document) {
        let verdict = of_single(settings, &into.settings);
        self.add(Row { line: None, what: "Settings".to_owned(), verdict }, Edit::Settings(settings.clone()));
    }
}

/// What it means that a file has another content under the revision that the journal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EqualRev {
    /// Two devices changed the record apart from each other: merging decides, as it does everywhere.
    IsAConflict,
    /// The table was exported, changed by hand and brought back.
    IsAnEdit,
}

/// Nothing says which of two profiles came later. One that was never changed gives way; another stays, unless all is
/// taken.
fn of_single<T: PartialEq + Default>(file: &T, known: &T) -> Verdict {
    if file == known {
        Verdict::Duplicate
    } else if *known == T::default() {
        Verdict::New
    } else {
        Verdict::Older
    }
}

/// The record with a revision above the known one, where there is one.
fn above(record: &Record, known: Option<&Record>) -> Record {
    let rev = known.map_or(record.rev, |known| record.rev.max(known.rev.saturating_add(1)));
    Record { rev, ..record.clone() }
}

/// What bringing all of another document in would do.
pub fn of_document(from: &Document, into: &Document) -> Import {
    let mut import = Import::default();
    import.add_values(Some(&from.profile), Some(&from.settings), into);
    for (&id, entry) in from.shelf().iter() {
        import.add_entry(id, Entry::clone(entry), into);
    }
    for record in from.timeline() {
        import.add_record(None, Arc::unwrap_or_clone(record), into, EqualRev::IsAConflict);
    }
    import
}

/// "Check-in, 4 Mar 2026, 07:12".
pub(super) fn name_of(record: &Record) -> String {
    let kind = match &record.body {
        Body::CheckIn(_) => "Check-in",
        Body::Training(_) => "Training",
        Body::Circuit(_) => "Circuit",
        Body::Retest(_) => "Retest",
    };
    named(kind, &record.when)
}

/// The name of a record of such a kind and moment.
pub(super) fn named(kind: &str, when: &Stamp) -> String {
    format!("{kind}, {}", when.civil().strftime("%-d %b %Y, %H:%M"))
}

/// Why nothing of a file can be brought in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// A later version of the program wrote it.
    #[error("A later version of Supple wrote this file (format {0}). Install the later version to bring it in.")]
    Newer(u32),
    /// It does not parse.
    #[error("The file could not be read: {cause}{}", at(*line))]
    Damaged {
        /// The line of the first error, counted from 1, where it has one.
        line: Option<usize>,
        /// The first error in plain words.
        cause: String,
    },
    /// A table of other columns than those that Supple exports.
    #[error("This is not a table that Supple exported: its columns are others.")]
    OtherTable,
}

fn at(line: Option<usize>) -> String {
    line.map(|line| format!(" (line {line})")).unwrap_or_default() + "."
}
