//! `supple export` and `supple import`.

use std::path::Path;

use jiff::Zoned;

use super::{Answer, CliError, Profile, StartError, Verdict};
use crate::domain::{Columns, Document, Metric};
use crate::exchange::Verdict as Judged;
use crate::exchange::{
    CsvTable, Import, ImportError, Take, VerdictKind, from_csv, from_measurements, from_pack, from_ron, guess_columns,
    is_pack, table_of, to_csv, to_ron,
};
use crate::store::{Backed, BackupReason, Here, Loaded, RealFs, export_file, export_folder};

/// Whether an import is only looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    DryRun,
    Real,
}

impl Mode {
    /// As the argument `--dry-run` says.
    pub(super) fn of(dry_run: bool) -> Self {
        if dry_run { Self::DryRun } else { Self::Real }
    }
}

/// Why something is brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Import,
    Restore,
}

impl Purpose {
    fn take(self) -> Take {
        match self {
            Self::Import => Take::Later,
            Self::Restore => Take::All,
        }
    }

    fn reason(self) -> BackupReason {
        match self {
            Self::Import => BackupReason::BeforeImport,
            Self::Restore => BackupReason::BeforeRestore,
        }
    }
}

/// Writes everything as RON, or as tables. Where files of the profile could not be read, that is said.
pub(super) fn export(profile: &Profile, file: Option<&Path>, csv: Option<&Path>) -> Result<Answer, StartError> {
    let Loaded { document, warnings, versions: _ } = &profile.loaded;
    let mut lines: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    let verdict = if lines.is_empty() { Verdict::Sound } else { Verdict::Unsound };
    if let Some(file) = file {
        export_file(&RealFs, file, to_ron(document)?.as_bytes())?;
        lines.push(format!("{} are in {}", records(document), file.display()));
    }
    if let Some(folder) = csv {
        let tables = to_csv(document);
        let files: Vec<(&str, &[u8])> = tables.iter().map(|table| (table.name, table.text.as_bytes())).collect();
        export_folder(&RealFs, folder, &files)?;
        lines.push(format!("{} are in {}", records(document), folder.display()));
    }
    Ok(Answer { text: lines.join("\n"), verdict })
}

fn records(document: &Document) -> String {
    match document.record_count() {
        1 => "1 record".to_owned(),
        count => format!("{count} records"),
    }
}

/// Brings in a file, after a backup; or only says what that would do.
pub(super) fn import(
    profile: &mut Profile,
    file: &Path,
    mode: Mode,
    now: &Zoned,
    here: &Here,
) -> Result<Answer, StartError> {
    let not_read = |cause: String| CliError::NotRead { path: file.to_owned(), cause };
    let bytes = std::fs::read(file).map_err(|error| not_read(error.to_string()))?;
    let import = judged(&bytes, &profile.loaded.document, now, here)?;
    bring_in(profile, &import, Purpose::Import, mode, now)
}

/// What a file would do, whatever it is.
fn judged(bytes: &[u8], into: &Document, now: &Zoned, here: &Here) -> Result<Import, StartError> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if is_pack(bytes) {
        return Ok(from_pack(bytes, into)?.1);
    }
    if text.trim_ascii_start().starts_with(b"(") {
        return Ok(from_ron(bytes, into)?);
    }
    let table = table_of(bytes)?;
    match from_csv(&table, into) {
        Err(ImportError::OtherTable) => {
            let columns = columns_of(&table, into)?;
            Ok(from_measurements(&table, &columns, into, u128::from(here.random), now.time_zone()))
        }
        judged => Ok(judged?),
    }
}

/// The columns of a table of measurements as they were chosen before, or as they leave no doubt.
fn columns_of(table: &CsvTable, into: &Document) -> Result<Columns, CliError> {
    if let Some(columns) = into.settings.csv_columns.get(&table.header_line()) {
        return Ok(columns.clone());
    }
    let columns = guess_columns(table);
    match doubt_of(&columns) {
        Some(doubt) => Err(CliError::Doubt { doubt }),
        None => Ok(columns),
    }
}

/// What is not clear in a choice of columns, as a sentence.
fn doubt_of(columns: &Columns) -> Option<String> {
    let Columns { date, order, metrics } = columns;
    let undecided = metrics.values().find(|column| column.unit.is_none());
    if date.is_none() {
        Some("No column of days was found.".to_owned())
    } else if metrics.is_empty() {
        let known: Vec<String> = Metric::ALL.iter().map(|metric| metric.label.to_lowercase()).collect();
        Some(format!("No column was found that holds {}.", known.join(", ")))
    } else if order.is_none() {
        Some("The dates do not tell the day from the month.".to_owned())
    } else {
        undecided.map(|column| {
            let name = Metric::of(&column.metric).map_or(column.metric.as_str(), |metric| metric.label);
            format!("It is not clear which column holds the {}, or in which unit.", name.to_lowercase())
        })
    }
}

/// Makes an import real, after a backup, or only says what it would do: the counts, then each refused row.
pub(super) fn bring_in(
    profile: &mut Profile,
    import: &Import,
    purpose: Purpose,
    mode: Mode,
    now: &Zoned,
) -> Result<Answer, StartError> {
    let Profile { store, loaded, .. } = profile;
    // What lies in a file that could not be read counts as new.
    let mut lines: Vec<String> = loaded.warnings.iter().map(ToString::to_string).collect();
    lines.push(counts(import));
    lines.extend(import.rows().iter().filter_map(|row| {
        let Judged::Refused(reason) = &row.verdict else { return None };
        let line = row.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        Some(format!("{line}{}: {reason}", row.what))
    }));
    match (mode, import.brings(purpose.take())) {
        (_, 0) => lines.push("Nothing to bring in; nothing was changed.".to_owned()),
        (Mode::DryRun, count) => lines.push(format!("{count} would be brought in; nothing was changed.")),
        (Mode::Real, count) => {
            let Backed { backup, is_new: _, copy: _, warnings } = store.back_up(now, purpose.reason())?;
            let after = import.apply(&loaded.document, purpose.take());
            store.save(&after)?;
            loaded.document = after;
            lines.extend(warnings.iter().map(ToString::to_string));
            lines.push(format!("{count} brought in. As it was before: {}", backup.path.display()));
        }
    }
    let verdict = if import.count(VerdictKind::Refused) == 0 { Verdict::Sound } else { Verdict::Unsound };
    Ok(Answer { text: lines.join("\n"), verdict })
}

/// "12 new, 3 changed, 0 older, 40 already there, 1 refused".
fn counts(import: &Import) -> String {
    let count = |kind: VerdictKind| format!("{} {}", import.count(kind), kind.label());
    VerdictKind::ALL.map(count).join(", ")
}
