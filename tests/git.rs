//! Two clones of a data folder, edited on both sides and merged by git, again and again: never a conflict.

use std::path::{Path, PathBuf};
use std::process::Command;

use fastrand::Rng;
use jiff::Timestamp;
use supple::domain::{Body, CheckIn, Document, Edit, Record, RecordId, Stamp};
use supple::store::{Access, Folders, Here, Loaded, RealFs, Store};

const ROUNDS: u128 = 50;

/// One clone, on a machine of its own.
struct Clone {
    root: PathBuf,
    random: u64,
}

impl Clone {
    fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    fn open(&self) -> (Store, Document) {
        let folders = Folders { data: self.data(), state: self.root.join("state") };
        let here = Here { host: format!("laptop {}", self.random), random: self.random };
        let (store, Loaded { document, warnings, .. }) = Store::open(RealFs, folders, &here);
        assert!(matches!(store.access(), Access::ReadWrite(_)), "{:?}", store.access());
        assert_eq!(warnings, []);
        (store, document)
    }

    /// Runs git in the data folder, whatever this machine's own settings for it are.
    fn git(&self, args: &[&str]) {
        let output = git_in(&self.data()).args(args).output().expect("git runs");
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "git {args:?}: {said}");
        assert!(!said.contains("CONFLICT"), "{said}");
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "saved"]);
    }

    fn pull(&self, from: &Self) {
        let from = from.data();
        self.git(&["pull", "--quiet", "--no-rebase", "--no-edit", &from.to_string_lossy(), "main"]);
    }

    /// Adds a record, and changes, moves or deletes some.
    fn live(&self, round: u128, rng: &mut Rng) {
        let (mut store, mut document) = self.open();
        let id = RecordId::new(Timestamp::UNIX_EPOCH, 2 * round + u128::from(self.random));
        document.apply(Edit::Put(Box::new(self.record(id, 1, rng))));
        let shown: Vec<(RecordId, u32)> = document.records().map(|record| (record.id, record.rev)).collect();
        for (id, rev) in rng.choose_multiple(shown, 3) {
            let is_deleted = rng.u8(..4) == 0;
            let put = Edit::Put(Box::new(self.record(id, rev + 1, rng)));
            document.apply(if is_deleted { Edit::Delete(id) } else { put });
        }
        store.save(&document).expect("saved");
    }

    fn record(&self, id: RecordId, rev: u32, rng: &mut Rng) -> Record {
        let at = Timestamp::from_second(1_767_225_600 + rng.i64(0..120) * 86_400).expect("in range");
        let note = format!("written by {}: {}", self.random, rng.u32(..));
        let body = Body::CheckIn(CheckIn { note, ..CheckIn::default() });
        Record { id, rev, when: Stamp { at, offset_secs: 0, zone: String::new() }, body }
    }
}

fn git_in(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", folder.join("no such file"));
    for role in ["AUTHOR", "COMMITTER"] {
        git.env(format!("GIT_{role}_NAME"), "Someone").env(format!("GIT_{role}_EMAIL"), "someone@example.org");
    }
    git
}

#[test]
#[expect(clippy::print_stdout, reason = "whoever reads the result must know whether git was there")]
fn two_clones_edited_on_both_sides_merge_without_a_conflict_and_show_the_same() {
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: git is not installed here");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let [here, there] = [1, 2].map(|random| Clone { root: folder.path().join(random.to_string()), random });
    let mut rng = Rng::with_seed(11);
    here.live(0, &mut rng);
    here.git(&["init", "--quiet", "--initial-branch=main"]);
    here.commit();
    std::fs::create_dir_all(&there.root).expect("a folder");
    let origin = here.data();
    let cloned = git_in(&there.root).args(["clone", "--quiet", &origin.to_string_lossy(), "data"]).status();
    assert!(cloned.expect("git runs").success());

    for round in 1..=ROUNDS {
        for clone in [&here, &there] {
            clone.live(round, &mut rng);
            clone.commit();
        }
        there.pull(&here);
        here.pull(&there);
        let [shown_here, shown_there] = [&here, &there].map(|clone| clone.open().1);
        assert_eq!(shown_here, shown_there, "round {round}");
        assert!(shown_here.record_count() as u128 > round / 2, "round {round}");
    }
}
