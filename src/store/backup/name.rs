//! The name of a backup's file: when, where and why it was made.

use std::fmt;

use jiff::civil::DateTime;

use crate::store::layout::DeviceId;

const ENDING: &str = ".supple-backup.tar.zst";

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BackupReason {
    /// The first change of a day, or half an hour of changes.
    Changing,
    /// Records are about to come in from a file.
    BeforeImport,
    /// An older state is about to come back.
    BeforeRestore,
    /// A damaged file is about to be mended.
    BeforeRepair,
    /// A file of an older format is about to be written in the new one.
    BeforeMigration,
    /// The person asked for it.
    Asked,
}

impl BackupReason {
    /// All reasons.
    pub const ALL: [Self; 6] = [
        Self::Changing,
        Self::BeforeImport,
        Self::BeforeRestore,
        Self::BeforeRepair,
        Self::BeforeMigration,
        Self::Asked,
    ];

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Changing => "While changing",
            Self::BeforeImport => "Before an import",
            Self::BeforeRestore => "Before a restore",
            Self::BeforeRepair => "Before a repair",
            Self::BeforeMigration => "Before a new file format",
            Self::Asked => "Asked for",
        }
    }

    /// The word in the file's name. It never changes: older backups bear it.
    fn word(self) -> &'static str {
        match self {
            Self::Changing => "changing",
            Self::BeforeImport => "before-import",
            Self::BeforeRestore => "before-restore",
            Self::BeforeRepair => "before-repair",
            Self::BeforeMigration => "before-migration",
            Self::Asked => "asked",
        }
    }
}

/// `2026-03-04T071200.k7f2q.before-import.supple-backup.tar.zst`: it sorts by time and is a legal name on all systems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BackupName {
    /// The clock of the place, to the second.
    pub(super) made: DateTime,
    /// The installation that made it. In a folder shared by several, each thins its own.
    pub(super) device: DeviceId,
    pub(super) reason: BackupReason,
}

impl BackupName {
    /// What a name says; `None` where it is not one that [`fmt::Display`] writes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_suffix(ENDING)?.splitn(3, '.');
        let (made, device, word) = (parts.next()?, parts.next()?, parts.next()?);
        let made = DateTime::strptime("%Y-%m-%dT%H%M%S", made).ok()?;
        let reason = BackupReason::ALL.into_iter().find(|reason| reason.word() == word)?;
        let name = Self { made, device: DeviceId::parse(device)?, reason };
        (name.to_string() == text).then_some(name)
    }

    /// Whether a file is what [`crate::store::disk::replace`] leaves of a backup of this device when it is stopped.
    pub(super) fn is_leftover(text: &str, device: &DeviceId) -> bool {
        let name = text.strip_prefix('.').and_then(|text| text.strip_suffix(".tmp"));
        let name = name.and_then(|text| text.strip_suffix(device.as_str())?.strip_suffix('.'));
        name.and_then(Self::parse).is_some_and(|name| name.device == *device)
    }
}

impl fmt::Display for BackupName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { made, device, reason } = self;
        let (date, time) = (made.date(), made.time());
        write!(f, "{date}T{:02}{:02}{:02}", time.hour(), time.minute(), time.second())?;
        write!(f, ".{}.{}{ENDING}", device.as_str(), reason.word())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::store::layout::temp_path;

    #[test]
    fn a_name_says_when_where_and_why_and_nothing_else_is_taken_for_one() {
        let device = DeviceId::parse("k7f2q").expect("an id");
        for reason in BackupReason::ALL {
            let made = "2026-03-04T07:12:05".parse().expect("a date and time");
            let name = BackupName { made, device: device.clone(), reason };
            assert_eq!(BackupName::parse(&name.to_string()), Some(name));
        }
        let sound = "2026-03-04T071205.k7f2q.asked.supple-backup.tar.zst";
        assert!(BackupName::parse(sound).is_some());
        for (from, to) in [
            ("03-04", "02-30"),
            ("03-04", "3-4"),
            ("T07", "T25"),
            ("05.k", "60.k"),
            ("k7f2q", "K7F2Q"),
            ("k7f2q.", ""),
            ("asked", "before-dinner"),
            ("asked", "asked.asked"),
            (".zst", ".zst (1)"),
            (".zst", ""),
            ("2026", "Copy of 2026"),
        ] {
            let other = sound.replace(from, to);
            assert_eq!(BackupName::parse(&other), None, "{other}");
        }
    }

    #[test]
    fn a_leftover_is_known_by_the_device_that_left_it() {
        let [ours, theirs] = ["k7f2q", "11111"].map(|text| DeviceId::parse(text).expect("an id"));
        let target = Path::new("/backups/2026-03-04T071205.k7f2q.asked.supple-backup.tar.zst");
        let temp = temp_path(target, &ours);
        let temp = temp.file_name().and_then(|name| name.to_str()).expect("a name");
        assert!(BackupName::is_leftover(temp, &ours));
        assert!(!BackupName::is_leftover(temp, &theirs));
        assert!(!BackupName::is_leftover(&temp[1..], &ours));
        assert!(!BackupName::is_leftover(".notes.k7f2q.tmp", &ours));
    }
}
