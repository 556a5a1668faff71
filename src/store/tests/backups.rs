//! Backups: made, thinned, copied, listed and read, on a disk that may fail or lie.

use std::io::{self, Read as _};
use std::path::Path;

use jiff::{ToSpan as _, Zoned};
use proptest::prelude::*;

use super::faults::at_each_step;
use super::memory_fs::{Fault, Lasts};
use super::*;
use crate::domain::strategies;
use crate::store::disk::MAX_FILE_BYTES;
use crate::store::vfs::{Entry, Kind, Lock, Vfs};
use crate::store::{Backed, Backup, BackupError, BackupFlaw, BackupReason, BackupWarning, ReadOnly, Whole};

const MARCH: &str = "/data/log/2026/2026-03.11111.ron";
const USB: &str = "/media/usb";

fn now() -> Zoned {
    at("2026-03-04T07:12")
}

fn at(time: &str) -> Zoned {
    format!("{time}[Europe/Berlin]").parse().expect("a date and time")
}

/// A folder with a check-in in March and one in April, and the store that wrote them.
fn saved() -> (MemoryFs, Store, Document) {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    put(&mut document, record(1, 1, "2026-03-01T10:00:00Z", "secret one"));
    put(&mut document, record(2, 1, "2026-04-02T10:00:00Z", "secret two"));
    store.save(&document).expect("saved");
    (fs, store, document)
}

fn back_up(store: &mut Store, now: &Zoned) -> Backed {
    let backed = store.back_up(now, BackupReason::Changing).expect("a backup");
    assert_eq!(backed.warnings, []);
    backed
}

/// The names of the backups in a folder, oldest first.
fn names(fs: &MemoryFs, folder: &str) -> Vec<String> {
    let files = fs.files(folder).into_keys();
    files.map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect()
}

/// What any tool finds in an archive.
fn unpacked(archive: &[u8]) -> BTreeMap<PathBuf, Vec<u8>> {
    let tar = zstd::stream::decode_all(archive).expect("sound");
    let mut tar = tar::Archive::new(tar.as_slice());
    let files = tar.entries().expect("sound").map(|entry| {
        let mut entry = entry.expect("sound");
        assert_eq!((entry.header().mode().expect("a mode"), entry.header().mtime().expect("a time")), (0o600, 0));
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("sound");
        (entry.path().expect("a path").into_owned(), bytes)
    });
    files.collect()
}

#[test]
fn a_backup_holds_the_data_as_they_lie_there_and_nothing_else() {
    let (fs, mut store, _) = saved();
    fs.put("/data/log/2026/2026-03.22222.sync-conflict-20260301.ron", "(version: 1, recrods: [");
    fs.put("/data/log/2026/2026-05.22222.ron", [0xff, 0x00]);
    fs.put("/data/somewhere/else/new.ron", "(version: 99)");
    let expected: Vec<PathBuf> = fs.files("/data").into_keys().collect();
    fs.put("/data/log/2026/.2026-03.11111.ron.11111.tmp", "half");
    fs.put("/data/.git/config.ron", "hidden");
    fs.put("/data/notes.txt", "no data");
    fs.put_symlink("/data/log/2025");
    fs.put("/data/log/2026/2026-06.22222.ron", vec![b' '; MAX_FILE_BYTES as usize + 1]);

    let backed = store.back_up(&now(), BackupReason::BeforeImport).expect("a backup");
    let left_out = ["/data/log/2025", "/data/log/2026/2026-06.22222.ron"].map(PathBuf::from);
    let mut said: Vec<PathBuf> = Vec::new();
    for warning in &backed.warnings {
        let BackupWarning::LeftOut { path, .. } = warning else { panic!("{warning:?}") };
        said.push(path.clone());
    }
    said.sort();
    assert_eq!(said, left_out);
    let Backup { path, reason, bytes, .. } = &backed.backup;
    assert_eq!(path, Path::new("/state/backups/2026-03-04T071200.11111.before-import.supple-backup.tar.zst"));
    let archive = fs.read(path).expect("it is there");
    assert_eq!((*reason, *bytes), (BackupReason::BeforeImport, archive.len() as u64));
    let found = unpacked(&archive);
    assert_eq!(found.keys().map(|path| Path::new("/data").join(path)).collect::<Vec<_>>(), expected);
    for (path, bytes) in found {
        assert_eq!(fs.read(&Path::new("/data").join(&path)).expect("it is there"), bytes, "{}", path.display());
    }
}

#[test]
fn the_same_content_is_not_kept_twice_and_two_in_one_second_both_stay() {
    let (fs, mut store, mut document) = saved();
    let due = |store: &Store, time: &str| store.backup_due(&at(time));
    assert_eq!(store.backup_due(&now()), Some(BackupReason::Changing));
    let first = back_up(&mut store, &now());
    assert!(first.is_new);
    assert_eq!(due(&store, "2026-03-04T07:41"), None);
    assert_eq!(due(&store, "2026-03-04T07:42"), Some(BackupReason::Changing));
    let again = back_up(&mut store, &at("2026-03-04T08:00"));
    assert_eq!((again.backup, again.is_new), (first.backup.clone(), false));

    put(&mut document, record(3, 1, "2026-03-04T06:00:00Z", "later"));
    store.save(&document).expect("saved");
    let second = back_up(&mut store, &now());
    assert!(second.is_new);
    assert_eq!(names(&fs, "/state/backups").len(), 2);
    let listed = store.backups();
    assert_eq!((listed.backups, listed.warnings), (vec![second.backup, first.backup], Vec::new()));
}

#[test]
fn the_hour_that_comes_twice_and_a_clock_set_back_lose_no_backup() {
    let (_, mut store, mut document) = saved();
    let times =
        ["2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00", "2023-10-25T02:10:00+02:00", "2026-10-25T03:00"];
    for (id, time) in (10..).zip(times) {
        put(&mut document, record(id, 1, "2026-10-24T10:00:00Z", time));
        store.save(&document).expect("saved");
        assert!(store.backup_due(&at(time)).is_some() || time.contains("T03"), "{time}");
        assert!(back_up(&mut store, &at(time)).is_new);
    }
    assert_eq!(store.backups().backups.len(), times.len());
}

#[test]
fn thinning_takes_only_what_this_device_made_and_understands() {
    let (fs, mut store, mut document) = saved();
    let foreign = [
        "2026-02-01T070000.22222.changing.supple-backup.tar.zst",
        "2026-02-01T080000.22222.changing.supple-backup.tar.zst",
        "2026-02-01T070000.11111.before-dinner.supple-backup.tar.zst",
        "2026-02-01 from grandma.tar.zst",
        ".2026-02-01T070000.22222.changing.supple-backup.tar.zst.22222.tmp",
    ];
    for name in foreign {
        fs.put(format!("/state/backups/{name}"), name);
    }
    fs.put("/state/backups/.2026-02-01T070000.11111.changing.supple-backup.tar.zst.11111.tmp", "left by a crash");
    for (id, hour) in (10..).zip(0..48_i64) {
        put(&mut document, record(id, 1, "2026-03-01T10:00:00Z", "more"));
        store.save(&document).expect("saved");
        back_up(&mut store, &at("2026-03-01T00:30").saturating_add(hour.hours()));
    }
    let last = back_up(&mut store, &at("2026-03-03T09:00"));
    assert!(!last.is_new);
    let left = names(&fs, "/state/backups");
    for name in foreign {
        assert!(left.contains(&name.to_owned()), "{name}");
    }
    // The newest of the first day and all of yesterday.
    assert_eq!(left.len(), foreign.len() + 1 + 24);
}

#[test]
fn the_second_folder_gets_each_backup_and_catches_up_when_it_returns() {
    let (fs, mut store, document) = saved();
    let note = format!("{USB}/shopping.txt");
    fs.put(&note, "milk");
    assert_eq!(store.backup_folder(), Ok(None));
    store.set_backup_folder(Some(Path::new(USB))).expect("a folder to write in");
    assert_eq!(store.backup_folder(), Ok(Some(USB.into())));
    let backed = back_up(&mut store, &now());
    let copy = backed.copy.expect("a copy");
    assert_eq!(fs.read(&copy).ok(), fs.read(&backed.backup.path).ok());
    assert_eq!(store.read_backup(&copy).expect("sound").document, document);
    assert_eq!(store.backups().backups, std::slice::from_ref(&backed.backup));

    // A damaged copy is written again.
    fs.put(&copy, "rotten");
    assert_eq!(back_up(&mut store, &now()).copy, Some(copy.clone()));
    assert_eq!(fs.read(&copy).ok(), fs.read(&backed.backup.path).ok());

    // Unplugged.
    let unplugged = fs.copied();
    drop(store);
    for path in [Path::new(&note), &copy, Path::new(USB)] {
        unplugged.remove(path);
    }
    let (mut store, _) = open(&unplugged);
    unplugged.put("/data/log/2026/2026-05.22222.ron", "(version: 1, records: [])");
    let backed = store.back_up(&at("2026-03-05T07:00"), BackupReason::Asked).expect("a backup");
    let [warning @ BackupWarning::NotCopied { path, .. }] = &backed.warnings[..] else { panic!("{backed:?}") };
    assert_eq!((path.as_path(), backed.copy), (Path::new(USB), None));
    assert!(warning.to_string().contains("no such file or folder"), "{warning}");
    assert!(matches!(&store.backups().warnings[..], [BackupWarning::NotListed { .. }]));
    assert!(unplugged.files("/media").is_empty());

    // Plugged in again, and at last given up.
    unplugged.put(&note, "milk");
    let copy = back_up(&mut store, &at("2026-03-05T07:05")).copy.expect("a copy");
    assert_eq!(copy.file_name(), backed.backup.path.file_name());
    store.set_backup_folder(None).expect("remembered");
    assert_eq!(back_up(&mut store, &at("2026-03-05T07:06")).copy, None);
}

#[test]
fn a_second_folder_that_guards_nothing_or_cannot_be_written_is_refused() {
    let (fs, mut store, _) = saved();
    fs.put(format!("{USB}/file"), "");
    let check = |folder: &str, cause: &str| {
        let said = store.set_backup_folder(Some(Path::new(folder))).expect_err("refused").to_string();
        assert!(said.contains(cause) && said.ends_with(folder), "{said}");
    };
    check("/data", "inside the folder");
    check("/data/log/2026", "inside the folder");
    check("/state/backups", "inside the folder");
    check("/media/../data", "full path");
    check("backups", "full path");
    check("/media/nowhere", "no such file or folder");
    check("/media/usb/file", "not a folder");
    assert_eq!(store.backup_folder(), Ok(None));

    fs.put("/state/backup_folder.ron", "(version: 1, folder: ");
    let said = store.backup_folder().expect_err("damaged").to_string();
    assert!(said.contains("damaged") && said.ends_with("/state/backup_folder.ron"), "{said}");
    let backed = store.back_up(&now(), BackupReason::Asked).expect("a backup all the same");
    assert!(matches!(&backed.warnings[..], [BackupWarning::NotCopied { .. }]), "{backed:?}");
    store.set_backup_folder(Some(Path::new(USB))).expect("chosen again");
    assert_eq!(store.backup_folder(), Ok(Some(USB.into())));
}

#[test]
fn a_second_window_lists_and_reads_backups_but_makes_none() {
    let (fs, mut first, document) = saved();
    let made = back_up(&mut first, &now()).backup;
    let (mut second, _) = open(&fs);
    assert_eq!(second.backups().backups, std::slice::from_ref(&made));
    assert_eq!(second.read_backup(&made.path).expect("sound").document, document);
    let refused = BackupError::ReadOnly(ReadOnly::OtherInstance { folder: "/data".into() });
    assert_eq!(second.back_up(&at("2026-03-05T07:00"), BackupReason::Asked), Err(refused.clone()));
    assert_eq!(second.set_backup_folder(Some(Path::new(USB))), Err(refused));
}

#[test]
fn what_was_damaged_when_it_was_backed_up_is_told_and_found_whole_in_an_older_backup() {
    let (fs, mut store, document) = saved();
    let older = back_up(&mut store, &now()).backup;
    let sound = fs.text(MARCH);
    fs.put(MARCH, sound.replace("\n  records", "\n  recrods"));
    let newer = back_up(&mut store, &at("2026-03-04T08:00")).backup;
    let contents = store.read_backup(&newer.path).expect("readable");
    assert_eq!(contents.document, document);
    let [flaw @ BackupFlaw::Damaged { file, .. }] = &contents.flaws[..] else { panic!("{contents:?}") };
    assert_eq!(file, Path::new("log/2026/2026-03.11111.ron"));
    assert!(flaw.to_string().contains("1 record was kept"), "{flaw}");
    assert_eq!(contents.files[file].records.len(), 1);

    let found = store.sound_in_backup(Path::new(MARCH)).expect("the older one is sound");
    assert_eq!(
        (found.backup, found.content),
        (older, Whole::Records(crate::format::decode(sound.as_bytes()).expect("sound")))
    );
    assert_eq!(store.sound_in_backup(Path::new("/data/log/2026/2026-07.11111.ron")), None);
}

#[test]
fn a_backup_that_is_damaged_is_named_and_costs_no_other() {
    let (fs, mut store, document) = saved();
    let older = back_up(&mut store, &now()).backup;
    let newer = "/state/backups/2026-03-05T070000.11111.changing.supple-backup.tar.zst";
    let mut bytes = fs.read(&older.path).expect("it is there");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs.put(newer, bytes);
    let said = store.read_backup(Path::new(newer)).expect_err("damaged").to_string();
    assert!(said.contains("damaged or incomplete") && said.ends_with(newer), "{said}");
    assert_eq!(store.sound_in_backup(Path::new(MARCH)).map(|found| found.backup), Some(older.clone()));
    assert_eq!(store.read_backup(&older.path).expect("sound").document, document);
    // It is no backup of what is there now.
    assert!(back_up(&mut store, &at("2026-03-05T08:00")).is_new);
}

/// A disk that turns over a bit in each backup written to it.
#[derive(Debug)]
struct Rotting(MemoryFs);

impl Vfs for Rotting {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.0.kind(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        self.0.list(folder)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        self.0.read(file)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.0.create_folder(folder)
    }

    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut bytes = bytes.to_vec();
        if let Some(last) = bytes.last_mut().filter(|_| file.to_string_lossy().contains("supple-backup")) {
            *last ^= 1;
        }
        self.0.write_new(file, &bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.rename(from, to)
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        self.0.remove_file(file)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.0.sync_folder(folder)
    }

    fn lock(&self, file: &Path) -> io::Result<Option<Lock>> {
        self.0.lock(file)
    }
}

#[test]
fn a_backup_that_reads_back_differently_does_not_count_and_no_older_one_goes() {
    let (fs, mut store, _) = saved();
    back_up(&mut store, &now());
    let before = fs.files("/state/backups");
    drop(store);
    fs.put("/data/log/2026/2026-05.22222.ron", "(version: 1, records: [])");
    let (mut store, _) = Store::open(Rotting(fs.clone()), folders(), &here(OURS));
    let said = store.back_up(&at("2027-03-04T07:12"), BackupReason::Asked).expect_err("a rotting disk").to_string();
    assert!(said.starts_with("No backup was made: it reads back differently"), "{said}");
    assert_eq!(fs.files("/state/backups"), before);
}

/// Two days of backups of which some are to go with the next one, in both folders, and a change after them.
fn with_old_backups() -> (MemoryFs, Document, BTreeMap<PathBuf, String>) {
    let (fs, mut store, mut document) = saved();
    fs.put(format!("{USB}/shopping.txt"), "milk");
    store.set_backup_folder(Some(Path::new(USB))).expect("a folder to write in");
    for (id, time) in (10..).zip(["2026-03-01T07:00", "2026-03-01T08:00", "2026-03-02T07:00", "2026-03-02T08:00"]) {
        put(&mut document, record(id, 1, "2026-03-01T10:00:00Z", "secret"));
        store.save(&document).expect("saved");
        back_up(&mut store, &at(time));
    }
    put(&mut document, record(20, 1, "2026-03-04T10:00:00Z", "secret"));
    store.save(&document).expect("saved");
    let backups = fs.files("/state/backups").into_iter().chain(fs.files(USB)).collect();
    (fs, document, backups)
}

#[test]
fn whatever_step_of_a_backup_fails_no_data_change_and_no_older_backup_goes_before_the_new_one_is_safe() {
    let (fs, document, before) = with_old_backups();
    let data = fs.files("/data");
    at_each_step(|fault: Fault| {
        let fs = fs.copied();
        let (mut store, _) = open_sound(&fs);
        fs.set_fault(Some(fault));
        let result = store.back_up(&now(), BackupReason::BeforeRestore);
        let steps = fs.steps();
        fs.set_fault(None);
        let there: Vec<PathBuf> = fs.files("/").into_keys().collect();
        assert_eq!(fs.files("/data"), data, "{fault:?}");
        assert_eq!(fs.after_power_cut().files("/data"), data, "{fault:?}");
        let gone = before.keys().filter(|path| !there.contains(path)).count();
        let said = match result {
            Ok(Backed { backup, warnings, copy, .. }) => {
                let cut = fs.after_power_cut();
                let (store, _) = open_sound(&cut);
                let contents = store.read_backup(&backup.path).expect("it survives a power cut");
                let is_partial = warnings.iter().any(|warning| matches!(warning, BackupWarning::NotRead { .. }));
                assert_eq!(contents.flaws, [], "{fault:?}");
                assert!(is_partial || contents.document == document, "{fault:?}");
                assert!(!is_partial || gone == 0, "{fault:?}");
                if let Some(copy) = copy {
                    let copied = store.read_backup(&copy).expect("the copy survives a power cut");
                    assert_eq!(copied, contents, "{fault:?}");
                }
                warnings.iter().map(ToString::to_string).collect()
            }
            Err(error) => {
                assert!(matches!(error, BackupError::NotMade { .. }), "{error:?}");
                assert_eq!(gone, 0, "{fault:?}");
                for (path, text) in &before {
                    assert_eq!(fs.after_power_cut().files("/").get(path), Some(text), "{fault:?}");
                }
                vec![error.to_string()]
            }
        };
        for said in said {
            let cause = fault.error.cause();
            assert!(said.contains(cause) && said.contains("ath: /") && !said.contains("secret"), "{fault:?}: {said}");
        }
        // As soon as the disk is well, so are the backups.
        let backed = back_up(&mut store, &now());
        assert_eq!(store.read_backup(&backed.backup.path).expect("sound").document, document, "{fault:?}");
        let is_temporary = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "tmp");
        let left = fs.files("/").into_keys().find(is_temporary);
        assert!(fault.lasts == Lasts::ForGood || left.is_none(), "{fault:?}: {left:?}");
        for old in ["2026-03-01T070000", "2026-03-02T070000"] {
            assert!(!fs.files("/").into_keys().any(|path| path.to_string_lossy().contains(old)), "{fault:?}");
        }
        steps
    });
}

#[test]
fn whatever_step_of_finding_and_reading_backups_fails_nothing_is_written_and_the_file_is_named() {
    let (fs, ..) = with_old_backups();
    at_each_step(|fault: Fault| {
        let fs = fs.copied();
        let (store, _) = open_sound(&fs);
        let before = fs.files("/");
        let sound = store.backups();
        assert_eq!((sound.backups.len(), sound.warnings.len()), (4, 0));
        let newest = &sound.backups[0];
        let whole = store.read_backup(&newest.path).expect("sound");
        fs.set_fault(Some(fault));
        let read = store.read_backup(&newest.path);
        let listed = store.backups();
        let found = store.sound_in_backup(Path::new(MARCH));
        let folder = store.backup_folder();
        let steps = fs.steps();
        fs.set_fault(None);
        match read {
            Ok(contents) => assert_eq!(contents, whole, "{fault:?}"),
            Err(error) => {
                let said = error.to_string();
                assert!(said.starts_with("This backup cannot be read: "), "{said}");
                assert!(said.ends_with(&newest.path.display().to_string()), "{said}");
            }
        }
        assert!(listed == sound || !listed.warnings.is_empty(), "{fault:?}");
        assert!(found.is_some() || fault.lasts == Lasts::ForGood, "{fault:?}");
        assert!(folder == Ok(Some(USB.into())) || folder.is_err(), "{fault:?}");
        assert_eq!(fs.files("/"), before, "{fault:?}");
        steps
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_document_comes_back_from_its_backup(document in strategies::document(12), delete in any::<bool>()) {
        let fs = MemoryFs::default();
        let (mut store, _) = open_sound(&fs);
        let sound: Vec<Record> = document
            .records()
            .filter(|record| crate::format::invalid(record).is_none())
            .map(|record| Record::clone(record))
            .collect();
        let mut document =
            Document::new(sound, document.profile.as_ref().clone(), document.settings.as_ref().clone());
        store.save(&document).expect("saved");
        let first = document.records().next().map(|record| record.id);
        if let Some(id) = first.filter(|_| delete) {
            document.apply(Edit::Delete(id));
            store.save(&document).expect("saved");
        }
        let backed = back_up(&mut store, &now());
        let contents = store.read_backup(&backed.backup.path).expect("sound");
        prop_assert_eq!(contents.document, document);
        prop_assert_eq!(contents.flaws, []);
    }
}

#[test]
fn before_a_file_of_an_older_version_is_written_anew_a_backup_is_due_whatever_the_time() {
    let fs = MemoryFs::default();
    let old = "(version: 1, records: [(id: \"00000000000000000000000001\", rev: 1, when: (at: \"2026-03-01T10:00:00Z\", \
               offset_secs: 0), body: CheckIn((note: \"old\")))])";
    fs.put(month("2026-03.11111"), old);
    let (mut store, mut document) = open_sound(&fs);
    assert_eq!(store.backup_due(&now()), Some(BackupReason::BeforeMigration));
    let backup = store.back_up(&now(), BackupReason::BeforeMigration).expect("a backup").backup;
    assert_eq!(store.backup_due(&now()), None);
    put(&mut document, record(2, 1, "2026-03-02T10:00:00Z", "new"));
    store.save(&document).expect("saved");
    assert!(fs.text(month("2026-03.11111")).starts_with("(\n  version: 4,"));
    assert_eq!(store.read_backup(&backup.path).expect("a sound backup").document.record_count(), 1);
    drop(store);
    let (store, found) = open_sound(&fs);
    assert_eq!((found, store.backup_due(&now())), (document, None));
}
