//! A power cut at every moment while a damaged file is mended, and while one of an older version is written anew, with
//! every state in which it may leave the disk.

use std::path::Path;

use jiff::Zoned;

use super::crash::{Tally, check_state, first, open_on};
use super::crash_fs::{CrashFs, Disk, Syncs, memory};
use super::*;
use crate::format;
use crate::store::vfs::Vfs as _;
use crate::store::{BackupReason, Warning, Whole};

const VERSION_1: &str = include_str!("../../../tests/golden/version_1/log/2026/2026-03.k7f2q.ron");

fn march() -> PathBuf {
    month("2026-03.11111")
}

/// Puts a file on the disk, in place of the one that may be there, safely.
fn put_file(fs: &CrashFs, path: &Path, text: &str) {
    let folder = path.parent().expect("a folder");
    for folder in [folder.parent().expect("a folder"), folder] {
        // Most are there already.
        let _ = fs.create_folder(folder);
        fs.sync_folder(folder.parent().expect("a folder")).expect("it is there");
    }
    let _ = fs.remove_file(path);
    fs.write_new(path, text.as_bytes()).expect("nothing fails");
    fs.sync_folder(folder).expect("it is there");
}

/// What `work` may leave of the disk, from before it until a moment after it; and what it certainly leaves.
fn states_of(fs: &CrashFs, work: impl FnOnce(), tally: &mut Tally) -> [Vec<Disk>; 2] {
    let begin = fs.events();
    work();
    [begin, fs.events()].map(|from| {
        let (states, combinations) = fs.states(from, fs.events());
        tally.combinations += combinations;
        tally.states += states.len();
        states.into_iter().collect()
    })
}

/// What a start finds while a file was being mended: the damaged one, which can be mended now, or a whole one; and the
/// damaged bytes are kept.
fn check_mended(disk: &Disk, damaged: &str, backup: &Whole, sound: &Document) -> bool {
    let fs = memory(disk);
    let is_damaged = fs.text(march()) == damaged;
    let (mut store, Loaded { warnings, .. }) = Store::open(fs.clone(), folders(), &here(77));
    if is_damaged {
        assert!(matches!(warnings.as_slice(), [Warning::Damaged { .. }]), "{warnings:?} on {disk:#?}");
        store.repair(&march(), Some(backup.clone())).expect("mended");
    } else {
        assert_eq!(warnings, [], "{disk:#?}");
    }
    drop(store);
    assert!(fs.files("/state/quarantine").values().any(|copy| copy == damaged), "{disk:#?}");
    assert_eq!(contents(&reopened(&fs)), contents(sound), "{disk:#?}");
    is_damaged
}

#[test]
fn wherever_the_power_goes_while_a_file_is_mended_it_is_damaged_as_before_or_whole() {
    let fs = CrashFs::new(&Disk::new(), Syncs::Truly);
    let (mut store, _) = open_on(&fs);
    let sound = first();
    store.save(&sound).expect("saved");
    drop(store);
    let text = memory(&fs.disk()).text(march());
    let backup = Whole::Records(format::decode(text.as_bytes()).expect("it is sound"));
    let damaged = text.replacen("rev: 1", "rev: x", 1);
    put_file(&fs, &march(), &damaged);

    let fs = CrashFs::new(&fs.disk(), Syncs::Truly);
    let (mut store, Loaded { warnings, .. }) = Store::open(fs.clone(), folders(), &here(OURS));
    assert!(matches!(warnings.as_slice(), [Warning::Damaged { .. }]), "{warnings:?}");
    let mut tally = Tally::default();
    let mend = || drop(store.repair(&march(), Some(backup.clone())).expect("mended"));
    let [during, after] = states_of(&fs, mend, &mut tally);
    let still_damaged = during.iter().filter(|disk| check_mended(disk, &damaged, &backup, &sound)).count();
    assert!(0 < still_damaged && still_damaged < during.len(), "{still_damaged} of {}", during.len());
    assert!(after.iter().all(|disk| !check_mended(disk, &damaged, &backup, &sound)), "what was mended is mended");
    assert!(tally.combinations > 20, "{} combinations", tally.combinations);
}

#[test]
fn wherever_the_power_goes_while_an_older_file_is_written_anew_it_reads_and_a_backup_has_it_as_it_was() {
    let now: Zoned = "2026-03-09T07:12[Europe/Berlin]".parse().expect("a date and time");
    let fs = CrashFs::new(&Disk::new(), Syncs::Truly);
    drop(open_on(&fs));
    put_file(&fs, &march(), VERSION_1);

    let fs = CrashFs::new(&fs.disk(), Syncs::Truly);
    let (mut store, old) = open_on(&fs);
    let mut new = old.clone();
    put(&mut new, record(9, 1, "2026-03-09T06:00:00Z", "new"));
    let migrate = || {
        assert_eq!(store.backup_due(&now), Some(BackupReason::BeforeMigration));
        store.back_up(&now, BackupReason::BeforeMigration).expect("a backup");
        store.save(&new).expect("saved");
    };
    let mut tally = Tally::default();
    let [during, after] = states_of(&fs, migrate, &mut tally);
    for disk in &during {
        let fs = memory(disk);
        if fs.text(march()) != VERSION_1 {
            let (store, _) = open(&fs);
            let backups = store.backups().backups;
            let kept = backups.iter().find_map(|backup| store.read_backup(&backup.path).ok());
            assert_eq!(kept.map(|kept| kept.document), Some(old.clone()), "{disk:#?}");
        }
        check_state(disk, &old, &new);
    }
    for disk in &after {
        check_state(disk, &new, &new);
    }
    assert!(tally.combinations > 20, "{} combinations", tally.combinations);
}
