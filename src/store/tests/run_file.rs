//! The run in the state folder: whole at each moment, offered once, and never in the way of anything else.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::faults::{at_each_step, with_fault};
use super::*;
use crate::store::RunFile;

const PATH: &str = "/state/run.ron";

/// What stands for a run here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    name: String,
    second: u32,
}

fn run(second: u32) -> Run {
    Run { name: "it's a \"run\"".to_owned(), second }
}

/// The file of the run, with the store that holds the lock.
fn start(fs: &MemoryFs) -> (Store, RunFile) {
    let opening = Store::begin(fs.clone(), folders(), &here(OURS));
    let file = opening.run_file(fs.clone()).expect("the profile is free");
    (opening.complete().0, file)
}

#[test]
fn a_run_is_kept_until_it_ends() {
    let fs = MemoryFs::default();
    let (store, file) = start(&fs);
    assert_eq!(file.read::<Run>(), None);
    for second in 1..4 {
        file.write(&run(second)).expect("written");
    }
    drop((store, file));
    for fs in [fs.copied(), fs.after_power_cut()] {
        let (_store, file) = start(&fs);
        assert_eq!(file.read(), Some(run(3)));
        assert_eq!(file.read(), Some(run(3)), "until it ends");
        file.remove().expect("removed");
        file.remove().expect("nothing to remove is no error");
        assert_eq!(start(&fs.after_power_cut()).1.read::<Run>(), None);
    }
}

#[test]
fn a_second_window_neither_sees_nor_writes_the_run_of_the_first() {
    let fs = MemoryFs::default();
    let (_store, file) = start(&fs);
    file.write(&run(1)).expect("written");
    let second = Store::begin(fs.clone(), folders(), &here(OURS));
    assert!(second.run_file(fs.clone()).is_none());
}

#[test]
fn a_run_that_cannot_be_read_is_put_aside_and_asked_about_once() {
    let check = |bytes: &[u8]| {
        let fs = MemoryFs::default();
        drop(start(&fs));
        fs.put(PATH, bytes);
        let (_store, file) = start(&fs);
        assert_eq!(file.read::<Run>(), None, "{}", String::from_utf8_lossy(bytes));
        assert!(fs.files("/state/quarantine").keys().any(|path| path.to_string_lossy().ends_with(".run.ron")));
        assert!(!fs.files("/state").contains_key(Path::new(PATH)));
        file.write(&run(2)).expect("written");
        assert_eq!(file.read(), Some(run(2)));
    };
    check(b"(version: 1, run: (name: \"cut of");
    check(b"(version: 1, run: (name: \"\", second: 1, third: 2))");
    check(b"(version: 2, run: (name: \"\", second: 1))");
    check(b"(version: 0, run: (name: \"\", second: 1))");
    check(b"");
    check(b"\0\0\0\0");
    check(b"\xff\xfe");
}

#[test]
fn whatever_call_fails_the_run_before_or_the_run_after_is_there() {
    let fs = MemoryFs::default();
    let (store, file) = start(&fs);
    file.write(&run(1)).expect("written");
    drop((store, file));
    at_each_step(|fault| {
        let fs = fs.copied();
        let (store, file) = start(&fs);
        let (written, calls) = with_fault(&fs, fault, || file.write(&run(2)));
        let before: &[u32] = if written.is_ok() { &[2] } else { &[1, 2] };
        drop((store, file));
        for left in [fs.copied(), fs.after_power_cut()] {
            let found = start(&left).1.read::<Run>().expect("a run is there");
            assert!(before.contains(&found.second), "{fault:?}: {found:?}");
        }
        if let Err(error) = written {
            let said = error.to_string();
            assert!(said.contains("could not be kept") && said.contains(fault.error.cause()), "{fault:?}: {said}");
        }
        calls
    });
}
