//! What the person's history is made of: one record for each moment that was written down.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use super::check_in::CheckIn;
use super::circuit::CircuitRecord;
use super::{BenchmarkId, RecordId, SessionTypeId, Side};

/// When a record belongs: the civil day and clock of the place where it was made, fixed for ever.
///
/// A later change of a zone's rules must not move old records, so the offset is kept beside the instant, and the
/// zone's name is only for reading. The day is derived, never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// The instant, to the second.
    pub at: Timestamp,
    /// The offset from UTC at that place and moment, in seconds east.
    pub offset_secs: i32,
    /// The zone's IANA name, or empty where the system did not know it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zone: String,
}

impl Stamp {
    /// The stamp of a moment at a place, to the second.
    pub fn new(now: &Zoned) -> Self {
        let second = now.timestamp().as_second();
        Self {
            at: Timestamp::from_second(second).unwrap_or(now.timestamp()),
            offset_secs: now.offset().seconds(),
            zone: now.time_zone().iana_name().unwrap_or_default().to_owned(),
        }
    }

    /// The clock time of that place.
    pub fn civil(&self) -> jiff::civil::DateTime {
        let offset = Offset::from_seconds(self.offset_secs).unwrap_or(Offset::UTC);
        offset.to_datetime(self.at)
    }

    /// The civil day of that place.
    pub fn day(&self) -> Date {
        self.civil().date()
    }
}

/// One entry of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The id, kept through every edit.
    pub id: RecordId,
    /// 1 when made, one more with each edit.
    pub rev: u32,
    /// When it belongs.
    pub when: Stamp,
    /// What was written down.
    pub body: Body,
}

impl Record {
    /// Whether two versions of a record say the same, whatever their revisions.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let Self { id, rev: _, when, body } = self;
        *id == other.id && *when == other.when && *body == other.body
    }
}

/// The kinds of record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Body {
    /// Ratings and readiness of one moment.
    CheckIn(CheckIn),
    /// A hard session done elsewhere, past or to come.
    Training(Training),
    /// A circuit that was followed, to the end or not.
    Circuit(CircuitRecord),
    /// Trials of one benchmark.
    Retest(Retest),
}

/// How hard a training is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Intensity {
    /// Could be done every day.
    Easy,
    /// Work, with something left.
    Moderate,
    /// Near the limit.
    Hard,
}

impl Intensity {
    /// All intensities, easiest first.
    pub const ALL: [Self; 3] = [Self::Easy, Self::Moderate, Self::Hard];

    /// The word on screen, in lower case.
    pub fn label(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Moderate => "moderate",
            Self::Hard => "hard",
        }
    }
}

/// A session of training; its record's stamp is when it starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// Movement patterns, at least one.
    pub types: BTreeSet<SessionTypeId>,
    /// How hard it was or will be.
    pub intensity: Intensity,
    /// Free words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What speaks against comparing a retest with others; the person was told and went on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Doubt {
    /// It came right after a circuit (G2).
    AfterCircuit,
    /// It came within 24 h of a hard training (G3).
    AfterHardTraining,
    /// It came at another time of day than the one before (G1).
    OtherTimeOfDay,
}

impl Doubt {
    /// All doubts.
    pub const ALL: [Self; 3] = [Self::AfterCircuit, Self::AfterHardTraining, Self::OtherTimeOfDay];
}

/// A photo from which a trial was read, kept in the data folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrialPhoto {
    /// The side of the trial; the midline where the benchmark has no sides.
    pub side: Side,
    /// Index of the trial on its side, from 0.
    pub trial: u32,
    /// The file's name in the folder of photos.
    pub file: String,
    /// The points that were placed, in pixels of the kept picture from its upper left corner: two and the vertical, or
    /// three with the vertex in the middle.
    pub points: Vec<(f64, f64)>,
}

/// Trials of one benchmark at one moment, in the benchmark's unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retest {
    /// Which benchmark.
    pub benchmark: BenchmarkId,
    /// Trials of the left side, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<f64>,
    /// Trials of the right side, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub right: Vec<f64>,
    /// Trials of a test that has no sides, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub both: Vec<f64>,
    /// What speaks against comparing it with others.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub doubts: BTreeSet<Doubt>,
    /// The photos that trials were read from, as far as they are kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<TrialPhoto>,
    /// Free words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl TrialPhoto {
    /// The name of the file of a photo: the record, the side and the trial from 1, as in `01J….left-1.jpg`.
    pub fn file_name(retest: RecordId, side: Side, trial: u32) -> String {
        let side = match side {
            Side::Left => "left",
            Side::Right => "right",
            Side::Midline => "both",
        };
        format!("{retest}.{side}-{}.jpg", u64::from(trial) + 1)
    }

    /// Whether a text may be the name of a photo: plain letters and digits, with points and hyphens within.
    pub fn is_file_name(name: &str) -> bool {
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
        let stem = name.strip_suffix(".jpg").filter(|stem| !stem.is_empty() && stem.len() < 100);
        stem.is_some_and(|stem| !stem.starts_with('.') && stem.chars().all(is_plain))
    }
}

impl Retest {
    /// A retest without trials.
    pub fn of(benchmark: BenchmarkId) -> Self {
        let (left, right, both, photos) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { benchmark, left, right, both, doubts: BTreeSet::new(), photos, note: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_photo_says_what_it_shows_and_leads_nowhere_else() {
        let name = TrialPhoto::file_name(RecordId::new(Timestamp::UNIX_EPOCH, 1), Side::Left, 0);
        assert_eq!(name, "00000000000000000000000001.left-1.jpg");
        let most = TrialPhoto::file_name(RecordId::new(Timestamp::UNIX_EPOCH, 1), Side::Midline, u32::MAX);
        assert!(TrialPhoto::is_file_name(&name) && TrialPhoto::is_file_name(&most));
        for odd in
            ["", ".jpg", "..", "../a.jpg", "a/b.jpg", "a\\b.jpg", "C:a.jpg", "a.ron", ".a.jpg", "a\0.jpg", "ü.jpg"]
        {
            assert!(!TrialPhoto::is_file_name(odd), "{odd}");
        }
    }

    #[test]
    fn a_stamp_keeps_the_day_of_the_place_where_it_was_made() {
        let check = |moment: &str, day: &str, civil: &str| {
            let now: Zoned = moment.parse().expect("a moment");
            let stamp = Stamp::new(&now);
            assert_eq!(stamp.day().to_string(), day);
            assert_eq!(stamp.civil().to_string(), civil);
        };
        check("2026-11-22T23:59:59.9+13:00[Pacific/Auckland]", "2026-11-22", "2026-11-22T23:59:59");
        check("2026-11-23T00:10:00+01:00[Europe/Berlin]", "2026-11-23", "2026-11-23T00:10:00");
        check("2026-10-25T02:30:00+02:00[Europe/Berlin]", "2026-10-25", "2026-10-25T02:30:00");
        check("2024-02-29T12:00:00+00:00[UTC]", "2024-02-29", "2024-02-29T12:00:00");
    }
}
