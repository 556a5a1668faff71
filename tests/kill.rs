//! A program that saves without pause, killed 200 times at a random moment: everything stays readable, and nothing that
//! it said was saved is lost.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use fastrand::Rng;
use jiff::Timestamp;
use supple::domain::{Body, CheckIn, Document, Edit, Profile, Record, RecordId, Stamp};
use supple::store::{Access, Folders, Here, Loaded, RealFs, Store};

const KILLS: u64 = 200;
/// The child's folder and the number of its first step, as `12 /tmp/x`.
const CHILD: &str = "SUPPLE_TEST_SAVE_IN_A_LOOP";
const RECORDS: u64 = 40;

fn open(folder: &Path) -> (Store, Loaded) {
    let here = Here { host: "laptop".to_owned(), random: 7 };
    Store::open(RealFs, Folders::under(folder.to_owned()), &here)
}

/// What a step makes of the journal, the same each time it is taken: a note and a day for some ids, or none.
enum Change {
    Put { id: u64, note: String, day: i64 },
    Delete { id: u64 },
    Minutes(u32),
}

/// Steps that add, edit, move between months, delete, write several months at once, and change the profile.
fn changes(step: u64) -> Vec<Change> {
    let mut rng = Rng::with_seed(step);
    let mut put = || Change::Put { id: rng.u64(..RECORDS), note: format!("step {step}"), day: rng.i64(0..400) };
    match step % 10 {
        0..6 => vec![put()],
        6 | 7 => vec![put(), put(), put()],
        8 => vec![Change::Delete { id: rng.u64(..RECORDS) }],
        _ => vec![Change::Minutes(Profile::MINUTES_MIN + (step % 50) as u32)],
    }
}

fn take(document: &mut Document, step: u64) {
    for change in changes(step) {
        match change {
            Change::Put { id, note, day } => {
                let id = RecordId::new(Timestamp::UNIX_EPOCH, u128::from(id));
                let rev = document.record(id).map_or(1, |record| record.rev + 1);
                let at = Timestamp::from_second(1_767_225_600 + day * 86_400).expect("in range");
                let when = Stamp { at, offset_secs: 0, zone: String::new() };
                let body = Body::CheckIn(CheckIn { note, ..CheckIn::default() });
                document.apply(Edit::Put(Box::new(Record { id, rev, when, body })));
            }
            Change::Delete { id } => document.apply(Edit::Delete(RecordId::new(Timestamp::UNIX_EPOCH, u128::from(id)))),
            Change::Minutes(minutes) => {
                let profile = Profile { minutes, ..Profile::clone(&document.profile) };
                document.apply(Edit::Profile(profile));
            }
        }
    }
}

/// What is to be found, apart from revisions.
fn contents(document: &Document) -> BTreeMap<RecordId, (Stamp, Body)> {
    document.records().map(|record| (record.id, (record.when.clone(), record.body.clone()))).collect()
}

/// Not a test of its own: what the killed process runs. It says each step that is saved in one write to its output.
#[test]
fn save_in_a_loop_where_asked_to() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let (first, folder) = task.split_once(' ').expect("a number and a folder");
    let first: u64 = first.parse().expect("a number");
    let (mut store, Loaded { mut document, warnings, .. }) = open(Path::new(folder));
    assert!(matches!(store.access(), Access::ReadWrite(_)), "{:?}", store.access());
    assert_eq!(warnings, []);
    for step in first.. {
        take(&mut document, step);
        store.save(&document).expect("saved");
        std::io::stdout().write_all(format!("\nsaved {step}\n").as_bytes()).expect("someone listens");
    }
}

/// Lets the child save for so long, and returns the last step that it said was saved.
fn run_and_kill(folder: &Path, first: u64, after: Duration) -> Option<u64> {
    let mut child = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "save_in_a_loop_where_asked_to", "--nocapture", "--test-threads=1"])
        .env(CHILD, format!("{first} {}", folder.display()))
        .stdout(Stdio::piped())
        .spawn()
        .expect("the test starts");
    std::thread::sleep(after);
    child.kill().expect("it runs");
    let output = child.wait_with_output().expect("it was started here");
    assert!(!output.status.success(), "it saves until it is killed");
    let said = String::from_utf8(output.stdout).expect("text");
    said.lines().filter_map(|line| line.strip_prefix("saved ")?.parse().ok()).next_back()
}

#[test]
#[expect(clippy::print_stdout, reason = "the numbers are for people to read")]
fn a_program_killed_at_any_moment_has_lost_nothing_that_it_said_was_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut rng = Rng::with_seed(3);
    // The journal after every step that was acknowledged, and the number of the next one.
    let (mut saved, mut next) = (Document::default(), 0);
    let (mut within_a_save, mut before_the_first) = (0, 0);
    for kill in 0..KILLS {
        let last = run_and_kill(folder.path(), next, Duration::from_micros(rng.u64(..130_000)));
        before_the_first += u64::from(last.is_none());
        while last.is_some_and(|last| next <= last) {
            take(&mut saved, next);
            next += 1;
        }
        let mut under_way = saved.clone();
        take(&mut under_way, next);

        let (store, Loaded { document: found, warnings, .. }) = open(folder.path());
        assert!(matches!(store.access(), Access::ReadWrite(_)), "kill {kill}: {:?}", store.access());
        assert_eq!(warnings, [], "kill {kill}");
        let (old, new, shown) = (contents(&saved), contents(&under_way), contents(&found));
        for id in (0..RECORDS).map(|id| RecordId::new(Timestamp::UNIX_EPOCH, u128::from(id))) {
            let is_old_or_new = shown.get(&id) == old.get(&id) || shown.get(&id) == new.get(&id);
            assert!(is_old_or_new, "kill {kill}, step {next}: {id} is {:?}, was {:?}", shown.get(&id), old.get(&id));
        }
        assert!([saved.profile.minutes, under_way.profile.minutes].contains(&found.profile.minutes), "kill {kill}");
        within_a_save += u64::from(shown != old || found.profile != saved.profile);
        saved = found;
    }
    assert!(next > KILLS / 10, "only {next} saves in all: the machine is too slow for this test to say much");
    println!(
        "{KILLS} kills, {next} saves acknowledged, {before_the_first} kills before the first of a run, {within_a_save} \
         between the rename of a file and the word of it; nothing unreadable, nothing lost"
    );
}
