//! What the store and the desktop say, in the words of the model, and the other way round.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::model::{Attention, Choice, Findings, Form, Matter, Purpose};
use crate::platform::{Dialog, DialogKind, Picked};
use crate::store::Warning;

/// The dialog for a purpose.
pub fn dialog(purpose: Purpose, today: Date) -> Dialog {
    let of = |kind, title| Dialog { kind, title, file_name: String::new(), filters: Vec::new() };
    match purpose {
        Purpose::BackupFolder => of(DialogKind::Folder, "A second folder for backups"),
        Purpose::Export(Form::Csv) => of(DialogKind::Folder, "A folder for the tables"),
        Purpose::Export(Form::Ron) => Dialog {
            file_name: format!("supple-{today}.ron"),
            filters: vec![("Supple export", &["ron"])],
            ..of(DialogKind::Save, "Export everything")
        },
        Purpose::Import => Dialog {
            filters: vec![("Supple exports and tables", &["ron", "csv"]), ("All files", &["*"])],
            ..of(DialogKind::Open, "A file to import")
        },
    }
}

/// What was picked in a dialog.
pub fn choice(picked: Picked) -> Choice {
    match picked {
        Picked::Path(path) => Choice::Path(path),
        Picked::Nothing => Choice::Nothing,
        Picked::Unavailable => Choice::NoDialogs,
    }
}

/// What was found in the files.
pub fn findings(warnings: &[Warning]) -> Findings {
    let mut findings = Findings::default();
    for warning in warnings {
        match attention(warning) {
            Some(attention) => findings.attention.push(attention),
            None => findings.notes.push(warning.to_string()),
        }
    }
    findings
}

fn attention(warning: &Warning) -> Option<Attention> {
    let of = |path: &PathBuf, matter, happened: String, kept: String| {
        Some(Attention { path: path.clone(), matter, line: None, happened, kept })
    };
    match warning {
        Warning::Damaged { path, at, cause, salvaged, copy } => {
            let kept = match copy {
                Ok(copy) => format!("{salvaged} A copy is in {}.", copy.display()),
                Err(cause) => format!("{salvaged} No copy was made: {cause}."),
            };
            let line = at.map(|at| at.line);
            let happened = match at {
                Some(at) => format!("It could not be read as a whole: {cause} (line {}, column {}).", at.line, at.col),
                None => format!("It could not be read as a whole: {cause}."),
            };
            Some(Attention { path: path.clone(), matter: Matter::Damaged, line, happened, kept })
        }
        Warning::Newer { path, version } => of(
            path,
            Matter::Newer,
            format!("A later version of Supple wrote it (format {version}). Install the later version to read it."),
            "It stays as it is and is not shown; everything else is.".to_owned(),
        ),
        Warning::Skipped { path, cause } => {
            of(path, Matter::LeftOut, format!("{cause}."), "Everything else was read.".to_owned())
        }
        Warning::TwoVersions { .. } | Warning::ChangedOutside { .. } => None,
    }
}
