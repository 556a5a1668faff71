//! What the store and the desktop say, in the words of the model, and the other way round.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::model::{
    Attention, Backup, BackupContents, BackupReason, Backups, Choice, Device, Findings, Form, Matter, Purpose, Versions,
};
use crate::platform::{Dialog, DialogKind, Picked};
use crate::store::{self, Warning};

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
        Purpose::Photo => Dialog {
            filters: vec![("Photos", &["jpg", "jpeg", "png", "JPG", "JPEG", "PNG"])],
            ..of(DialogKind::Open, "A photo to measure in")
        },
        Purpose::Pack => Dialog {
            file_name: format!("supple-pack-{today}.ron"),
            filters: vec![("Supple pack", &["ron"])],
            ..of(DialogKind::Save, "Share as a pack")
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
pub fn findings(warnings: &[Warning], versions: &[store::Versions], devices: &[store::Device]) -> Findings {
    let mut findings = Findings::default();
    for warning in warnings {
        match warning {
            // They come with both versions.
            Warning::TwoVersions { .. } => {}
            Warning::Recovered { .. } | Warning::NewId { .. } => findings.notes.push(warning.to_string()),
            _ => findings.attention.extend(attention(warning)),
        }
    }
    findings.versions = versions.iter().map(two_versions).collect();
    findings.devices =
        devices.iter().map(|device| Device { id: device.id.clone(), name: device.name.clone() }).collect();
    findings
}

fn two_versions(store::Versions { shown, other, path }: &store::Versions) -> Versions {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    Versions {
        shown: shown.clone(),
        other: other.clone(),
        from: format!("One of the versions stands in a file named {file}."),
    }
}

/// What a backup holds.
pub fn contents(store::BackupContents { document, files, flaws }: store::BackupContents) -> BackupContents {
    let flaws = flaws.iter().map(ToString::to_string).collect();
    BackupContents { document, files: files.into_keys().collect(), flaws }
}

/// Why a backup is made.
pub fn backup_reason(reason: BackupReason) -> store::BackupReason {
    match reason {
        BackupReason::Asked => store::BackupReason::Asked,
        BackupReason::BeforeImport => store::BackupReason::BeforeImport,
        BackupReason::BeforeRestore => store::BackupReason::BeforeRestore,
        BackupReason::BeforeRepair => store::BackupReason::BeforeRepair,
    }
}

/// The backups there are.
pub fn backups(
    list: store::BackupList,
    second: Result<Option<PathBuf>, store::BackupError>,
    devices: &[store::Device],
) -> Backups {
    let by = |id: &str| match devices.iter().find(|device| device.id == id) {
        Some(device) if device.is_this => String::new(),
        Some(device) => device.name.clone(),
        None => id.to_owned(),
    };
    let backup = |backup: store::Backup| Backup {
        by: by(&backup.device),
        path: backup.path,
        made: backup.made,
        why: backup.reason.label(),
        bytes: backup.bytes,
    };
    let mut notes: Vec<String> = list.warnings.iter().map(ToString::to_string).collect();
    let second = second.unwrap_or_else(|error| {
        notes.push(error.to_string());
        None
    });
    Backups { list: list.backups.into_iter().map(backup).collect(), second, notes }
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
        Warning::Missing { path, files, entries } => {
            let what = if *files == 1 {
                "A file that was there the last time is".to_owned()
            } else {
                format!("{files} files that were there the last time are")
            };
            let happened = format!("{what} missing, with {entries} entries.");
            of(path, Matter::Missing, happened, "Nothing was deleted by that.".to_owned())
        }
        Warning::Shrunk { path, before, now } => of(
            path,
            Matter::Shrunk,
            format!("It held {before} entries the last time and holds {now} now, though Supple took nothing away."),
            "It is not written until you say what that means.".to_owned(),
        ),
        Warning::TwoVersions { .. } | Warning::Recovered { .. } | Warning::NewId { .. } => None,
    }
}
