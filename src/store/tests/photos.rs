//! The folder of photos: whole or not at all, never changed, in the way of nothing else.

use super::memory_fs::{Errno, Fault, Lasts};
use super::*;
use crate::domain::{Side, TrialPhoto};
use crate::store::vfs::Facts;
use crate::store::{BackupReason, PhotoError, check};

const PICTURE: &[u8] = &[0xff, 0xd8, 0, 7, 0xff, 0xd9];

fn name() -> String {
    TrialPhoto::file_name(RecordId::new(Timestamp::UNIX_EPOCH, 1), Side::Left, 0)
}

fn path(name: &str) -> PathBuf {
    PathBuf::from("/data/photos").join(name)
}

#[test]
fn a_photo_is_kept_once_and_one_that_looks_different_lies_beside_it() {
    let fs = MemoryFs::default();
    let (store, _) = open_sound(&fs);
    assert!(matches!(store.photo(&name()), Err(PhotoError::NotRead { .. })), "there is none yet");
    for _ in 0..2 {
        assert_eq!(store.add_photo(&name(), PICTURE), Ok(name()));
    }
    let second = "00000000000000000000000001.left-1-2.jpg";
    assert_eq!(store.add_photo(&name(), b"another").as_deref(), Ok(second));
    assert_eq!(store.add_photo(&name(), b"another").as_deref(), Ok(second));
    assert_eq!((store.photo(&name()), store.photo(second)), (Ok(PICTURE.to_vec()), Ok(b"another".to_vec())));
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let fs = MemoryFs::default();
    fs.put("/data/secret.jpg", "secret");
    let (store, _) = open_sound(&fs);
    for odd in ["../secret.jpg", "/data/secret.jpg", "", "secret.ron", ".secret.jpg"] {
        assert!(store.photo(odd).is_err() && store.add_photo(odd, PICTURE).is_err(), "{odd}");
    }
    fs.put_symlink(path("link.jpg"));
    assert!(store.photo("link.jpg").is_err(), "a link could lead anywhere");
}

#[test]
fn whatever_step_fails_a_photo_lies_there_whole_or_not_at_all_and_the_same_call_works_later() {
    for step in 0..100 {
        let fs = MemoryFs::default();
        let (store, _) = open_sound(&fs);
        fs.set_fault(Some(Fault { step, error: Errno::NoSpace, lasts: Lasts::Once }));
        let kept = store.add_photo(&name(), PICTURE);
        fs.set_fault(None);
        let read = store.photo(&name());
        assert!(read.is_err() || read == Ok(PICTURE.to_vec()), "step {step}");
        if kept.is_ok() {
            drop(store);
            let after = open_sound(&fs.after_power_cut()).0;
            assert_eq!(after.photo(&name()), Ok(PICTURE.to_vec()), "step {step}: what was acknowledged is safe");
            assert!(step > 3, "several steps can fail");
            return;
        }
        assert_eq!(store.add_photo(&name(), PICTURE), Ok(name()), "step {step}");
        drop(store);
        let after = open_sound(&fs.after_power_cut()).0;
        assert_eq!(after.photo(&name()), Ok(PICTURE.to_vec()), "step {step}, at the second try");
    }
    panic!("it never ended");
}

#[test]
fn photos_are_in_the_way_of_nothing_and_backups_hold_them() {
    let now: jiff::Zoned = "2026-11-22T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment");
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-03-10T08:00:00Z", "a"));
    store.save(&document).expect("saved");
    store.add_photo(&name(), PICTURE).expect("kept");
    fs.put(path("not-ours.ron"), "(odd");
    assert_eq!(store.refresh().map(|arrived| arrived.warnings), None);
    let backed = store.back_up(&now, BackupReason::Asked).expect("made");
    assert_eq!(backed.warnings, []);
    let held = store.files().backed_tree(&backed.backup.path).expect("it reads");
    assert_eq!(held.get(&PathBuf::from("photos").join(name())).map(Vec::as_slice), Some(PICTURE));
    let contents = store.read_backup(&backed.backup.path).expect("it reads");
    assert_eq!((contents.flaws, contents.document.record_count()), (Vec::new(), 1));
    // One that is gone comes back, one that is there stays as it is.
    assert_eq!(store.restore_photos(&backed.backup.path), Ok(0));
    fs.remove(&path(&name()));
    assert_eq!(store.restore_photos(&backed.backup.path), Ok(1));
    assert_eq!(store.photo(&name()), Ok(PICTURE.to_vec()));
    drop(store);
    assert_eq!(check(fs.clone(), folders()).warnings, []);
    fs.remove(&path("not-ours.ron"));
    document.apply(Edit::Delete(RecordId::new(Timestamp::UNIX_EPOCH, 1)));
    let (mut store, _) = open_sound(&fs);
    store.save(&document).expect("saved");
    assert_eq!(store.photo(&name()), Ok(PICTURE.to_vec()), "a photo outlives its record");
}

#[test]
fn where_photos_are_too_many_for_a_backup_the_older_ones_stay_out_and_that_is_told() {
    let fs = MemoryFs::default();
    let (store, _) = open_sound(&fs);
    let files: Vec<_> = (1..=3)
        .map(|number| {
            let name = TrialPhoto::file_name(RecordId::new(Timestamp::UNIX_EPOCH, number), Side::Right, 0);
            store.add_photo(&name, PICTURE).expect("kept");
            (path(&name), Facts { len: PICTURE.len() as u64, modified_ns: 0 })
        })
        .collect();
    let check = |room: u64, expected: usize| {
        let (mut tree, mut warnings) = Default::default();
        store.files().gather_photos(files.clone(), room, &mut tree, &mut warnings);
        let newest = files.iter().rev().take(expected).map(|(path, _)| path.strip_prefix("/data").expect("within"));
        assert!(tree.keys().rev().map(PathBuf::as_path).eq(newest), "{tree:?}");
        let said: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        let left_out = files.len() - expected;
        let is_told = said.len() == 1 && said[0].contains(&format!("no room for {left_out} older photos"));
        assert_eq!((is_told, said.is_empty()), (left_out > 0, left_out == 0), "{said:?}");
    };
    check(17, 2);
    check(18, 3);
    check(5, 0);
}

#[test]
fn a_file_in_the_place_of_the_folder_is_told() {
    let fs = MemoryFs::default();
    fs.put("/data/photos", "mine");
    let (store, Loaded { warnings, .. }) = open(&fs);
    assert_eq!(warnings.len(), 1);
    assert!(store.add_photo(&name(), PICTURE).is_err());
    assert_eq!(fs.text("/data/photos"), "mine");
}

#[test]
fn a_discarded_photo_is_gone_at_once_and_for_good_and_nothing_else_is() {
    let fs = MemoryFs::default();
    fs.put("/data/secret.jpg", "secret");
    let (store, _) = open_sound(&fs);
    let other = TrialPhoto::file_name(RecordId::new(Timestamp::UNIX_EPOCH, 2), Side::Left, 0);
    for name in [&name(), &other] {
        store.add_photo(name, PICTURE).expect("kept");
    }
    assert_eq!(store.discard_photo(&name()), Ok(()));
    assert_eq!(store.discard_photo(&name()), Ok(()), "once is as good as twice");
    assert!(store.discard_photo("../secret.jpg").is_err());
    fs.set_fault(Some(Fault { step: 0, error: Errno::NoSpace, lasts: Lasts::Once }));
    let failed = store.discard_photo(&other);
    fs.set_fault(None);
    assert!(matches!(failed, Err(PhotoError::NotRemoved { .. })), "{failed:?}");
    drop(store);
    let (store, _) = open_sound(&fs.after_power_cut());
    assert!(store.photo(&name()).is_err() && store.photo(&other).is_ok());
    assert_eq!(fs.text("/data/secret.jpg"), "secret");
}
