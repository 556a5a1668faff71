//! Where each thing lies in the data folder and in the state folder, and what its name says.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::domain::{Record, Stamp};

/// The folder of the records, in the data folder.
pub(super) const LOG: &str = "log";
/// The note for whoever finds the data folder.
pub(super) const README: &str = "README.txt";
/// Its text.
pub(super) const README_TEXT: &str = include_str!("readme.txt");
/// The folder of copies of damaged files, in the state folder.
pub(super) const QUARANTINE: &str = "quarantine";
/// The file that one running program locks, in the state folder.
pub(super) const LOCK: &str = "lock";
/// The file with this machine's id, in the state folder.
pub(super) const DEVICE: &str = "device.ron";

/// The file that says what each file was when it was last seen, in the state folder.
pub(super) const MANIFEST: &str = "manifest.ron";
/// The folder of what could not be saved, in the state folder.
pub(super) const DRAFTS: &str = "drafts";
/// The file of the run that goes on, in the state folder.
pub(super) const RUN: &str = "run.ron";
/// The folder of the profiles, settings and shelves, in the data folder.
pub(super) const PLAN: &str = "plan";
/// The folder of photos of retests, in the data folder.
pub(super) const PHOTOS: &str = "photos";
/// The folder of what each device says of itself, in the data folder.
pub(super) const DEVICES: &str = "devices";

/// A month of the calendar, by the civil days of the records in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month that a record belongs to.
    pub(super) fn of(record: &Record) -> Self {
        Self::of_stamp(&record.when)
    }

    fn of_stamp(when: &Stamp) -> Self {
        let day = when.day();
        Self { year: day.year(), month: day.month() }
    }

    fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.rsplit_once('-')?;
        let parsed = Self { year: year.parse().ok()?, month: month.parse().ok()? };
        ((1..=12).contains(&parsed.month) && parsed.to_string() == text).then_some(parsed)
    }

    fn folder(self) -> String {
        format!("{:04}", self.year)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// The short id of one installation, e.g. `k7f2q`. Only the device named in a file's name ever writes that file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DeviceId(String);

impl DeviceId {
    const LEN: usize = 5;
    /// Digits and lower-case letters without those that read alike.
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

    /// An id from the caller's randomness, of which 25 bits count.
    pub(super) fn from_random(random: u64) -> Self {
        let digits = (0..Self::LEN).map(|digit| Self::ALPHABET[(random >> (5 * digit)) as usize & 31]);
        Self(digits.map(char::from).collect())
    }

    /// The id of this text, if it is one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_id = text.len() == Self::LEN && text.bytes().all(|byte| Self::ALPHABET.contains(&byte));
        is_id.then(|| Self(text.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// One of the files of records that this device writes.
///
/// A month has one part. Only where a part cannot be read, and so must not be written, does it get a further one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    /// The month.
    pub(super) month: Month,
    /// 1 for the usual file, more for further ones.
    pub(super) part: u32,
}

impl Slot {
    /// The path in a data folder: `log/2026/2026-03.k7f2q.ron`, `log/2026/2026-03.k7f2q-2.ron`.
    pub(super) fn path(self, data: &Path, device: &DeviceId) -> PathBuf {
        let Self { month, part } = self;
        let suffix = part_suffix(part);
        data.join(LOG).join(month.folder()).join(format!("{month}.{}{suffix}.ron", device.as_str()))
    }

    /// The slot of a path, if this device writes there; every other path is only read.
    pub(super) fn of_path(path: &Path, data: &Path, device: &DeviceId) -> Option<Self> {
        let stem = path.file_name()?.to_str()?.strip_suffix(".ron")?;
        let (month, writer) = stem.split_once('.')?;
        let part = match writer.split_once('-') {
            Some((_, part)) => part.parse().ok()?,
            None => 1,
        };
        let slot = Self { month: Month::parse(month)?, part };
        (slot.path(data, device) == path).then_some(slot)
    }
}

/// The month in the name of a file of records, whoever writes it.
pub(super) fn month_of_name(path: &Path) -> Option<Month> {
    Month::parse(path.file_name()?.to_str()?.split_once('.')?.0)
}

/// The device in the name of a file, if it is the usual one of some device: `2026-03.k7f2q-2.ron`, `k7f2q.ron`.
pub(super) fn writer_of_name(path: &Path) -> Option<DeviceId> {
    let stem = path.file_name()?.to_str()?.strip_suffix(".ron")?;
    let writer = stem.split_once('.').map_or(stem, |(_, writer)| writer);
    DeviceId::parse(writer.split_once('-').map_or(writer, |(device, _)| device))
}

/// The path of the profile, the settings and the shelf of a device: `plan/k7f2q.ron`, `plan/k7f2q-2.ron`.
pub(super) fn plan_path(data: &Path, device: &DeviceId, part: u32) -> PathBuf {
    data.join(PLAN).join(format!("{}{}.ron", device.as_str(), part_suffix(part)))
}

/// The path of what a device says of itself: `devices/k7f2q.ron`.
pub(super) fn device_path(data: &Path, device: &DeviceId) -> PathBuf {
    data.join(DEVICES).join(format!("{}.ron", device.as_str()))
}

/// The path where a file is written before it takes its name. It starts with a dot, so that no load takes it for data.
pub(super) fn temp_path(target: &Path, device: &DeviceId) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{}.tmp", device.as_str()))
}

fn part_suffix(part: u32) -> String {
    if part == 1 { String::new() } else { format!("-{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_found_again_by_its_path_and_no_other_file_is_taken_for_one() {
        let data = Path::new("/data");
        let device = DeviceId::parse("k7f2q").expect("an id");
        let check = |path: &str, slot: Option<(i16, i8, u32)>| {
            let found = Slot::of_path(Path::new(path), data, &device);
            assert_eq!(found, slot.map(|(year, month, part)| Slot { month: Month { year, month }, part }), "{path}");
            if let Some(found) = found {
                assert_eq!(found.path(data, &device), Path::new(path));
            }
        };
        check("/data/log/2026/2026-03.k7f2q.ron", Some((2026, 3, 1)));
        check("/data/log/2026/2026-12.k7f2q-2.ron", Some((2026, 12, 2)));
        check("/data/log/0031/0031-12.k7f2q.ron", Some((31, 12, 1)));
        check("/data/log/2026/2026-03.other.ron", None);
        check("/data/log/2026/2026-13.k7f2q.ron", None);
        check("/data/log/2026/2026-3.k7f2q.ron", None);
        check("/data/log/2026/2026-03.k7f2q-1.ron", None);
        check("/data/log/2026/2026-03.k7f2q-02.ron", None);
        check("/data/log/2025/2026-03.k7f2q.ron", None);
        check("/data/log/2026-03.k7f2q.ron", None);
        check("/data/log/2026/2026-03.k7f2q (conflicted copy).ron", None);
        check("/data/log/2026/2026-03.k7f2q.sync-conflict-20260301-1200.ron", None);
    }

    #[test]
    fn a_device_id_of_any_randomness_reads_back() {
        for random in [0, 1, 31, 32, 0x1234_5678_9abc_def0, u64::MAX] {
            let id = DeviceId::from_random(random);
            assert_eq!(DeviceId::parse(id.as_str()), Some(id));
        }
        for text in ["", "k7f2", "k7f2qq", "K7F2Q", "k7-2q", "k7f2i"] {
            assert_eq!(DeviceId::parse(text), None, "{text}");
        }
    }
}
