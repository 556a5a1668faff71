//! `supple backup` and `supple restore`.

use std::path::Path;

use jiff::Zoned;

use super::exchange::{Mode, Purpose, bring_in};
use super::{Answer, Profile, StartError, Verdict};
use crate::exchange::of_document;
use crate::store::{Backed, BackupContents, BackupReason};

/// Makes a backup, unless the newest one holds the same.
pub(super) fn back_up(profile: &mut Profile, now: &Zoned) -> Result<Answer, StartError> {
    let Backed { backup, is_new, copy, warnings } = profile.store.back_up(now, BackupReason::Asked)?;
    let mut lines: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    let path = backup.path.display();
    lines.push(if is_new { format!("Backed up: {path}") } else { format!("Nothing has changed since {path}") });
    lines.extend(copy.map(|copy| format!("Copied to {}", copy.display())));
    let verdict = if warnings.is_empty() { Verdict::Sound } else { Verdict::Unsound };
    Ok(Answer { text: lines.join("\n"), verdict })
}

/// Brings back what a backup holds. Records that are not in it stay as they are.
pub(super) fn restore(profile: &mut Profile, backup: &Path, mode: Mode, now: &Zoned) -> Result<Answer, StartError> {
    let BackupContents { document, files: _, flaws } = profile.store.read_backup(backup)?;
    let import = of_document(&document, &profile.loaded.document);
    let Answer { text, verdict } = bring_in(profile, &import, Purpose::Restore, mode, now)?;
    let photos = match mode {
        Mode::Real => profile.store.restore_photos(backup)?,
        Mode::DryRun => 0,
    };
    let of_photos = (photos > 0).then(|| format!("Photos put back: {photos}"));
    let lines: Vec<String> = flaws.iter().map(ToString::to_string).chain([text]).chain(of_photos).collect();
    let verdict = if flaws.is_empty() { verdict } else { Verdict::Unsound };
    Ok(Answer { text: lines.join("\n"), verdict })
}
