//! The files that every later version must read.

use std::path::PathBuf;

use super::*;
use crate::domain::{Settings, ThemeChoice, Tool};
use crate::format::{self, Content};

const MONTH: &str = include_str!("../../../tests/golden/version_1/log/2026/2026-03.k7f2q.ron");
const PROFILE: &str = include_str!("../../../tests/golden/version_1/profile.ron");
const SETTINGS: &str = include_str!("../../../tests/golden/version_1/settings.ron");

#[test]
fn files_of_version_1_load_without_a_warning_and_hold_every_kind_of_record() {
    let fs = MemoryFs::default();
    fs.put(month("2026-03.k7f2q"), MONTH);
    fs.put("/data/profile.ron", PROFILE);
    fs.put("/data/settings.ron", SETTINGS);
    let document = reopened(&fs);
    let kinds: Vec<&str> = document
        .records()
        .map(|record| match record.body {
            Body::CheckIn(_) => "check-in",
            Body::Training(_) => "training",
            Body::Circuit(_) => "circuit",
            Body::Retest(_) => "retest",
        })
        .collect();
    assert_eq!(kinds, ["check-in", "training", "circuit", "circuit", "retest", "retest", "check-in"]);
    assert_eq!((document.profile.tools.len(), document.profile.minutes), (Tool::ALL.len(), 20));
    let settings =
        Settings { theme: ThemeChoice::Dark, reduce_motion: true, sound: false, transition_secs: 12, switch_secs: 6 };
    assert_eq!(*document.settings, settings);
}

#[test]
fn files_of_version_1_are_in_the_form_in_which_it_is_written_today() {
    let read: Content = format::decode(MONTH.as_bytes()).expect("a sound file");
    assert_eq!(read.deleted.len(), 1);
    assert_eq!(format::encode(&read).expect("text"), MONTH);
}

#[test]
fn a_file_of_another_device_may_bear_any_name_that_ends_in_ron() {
    let fs = MemoryFs::default();
    fs.put(PathBuf::from("/data/log/2026/2026-03.k7f2q.sync-conflict-20260307-120000-ABCDEFG.ron"), MONTH);
    assert_eq!(reopened(&fs).record_count(), 7);
}
