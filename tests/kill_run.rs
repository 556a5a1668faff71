//! The whole program killed in mid-run, 50 times at a random moment: the run is offered at each next start, and at most
//! a second of it is lost.
#![cfg(unix)]

mod support;

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use egui::accesskit::Role;
use egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use supple::app::{Launch, Supple};
use supple::model::{KeptState, Model};
use supple::platform::{Native, Volume};
use supple::store::{Folders, RealFs, Store};
use support::{Session, here, profile};

const KILLS: u64 = 50;
/// So many programs run at a time.
const AT_A_TIME: usize = 3;
/// What may be lost.
const BAR: Duration = Duration::from_secs(1);
/// The child's folder.
const CHILD: &str = "SUPPLE_TEST_RUN_UNTIL_KILLED";

/// Not a test of its own: what the killed process runs. It builds a circuit, starts it, and says how far the run has
/// got.
#[test]
fn run_a_circuit_where_asked_to() {
    let Ok(folder) = std::env::var(CHILD) else { return };
    let folders = Folders::under(folder.into());
    let folder = folders.data.clone();
    let opening = Store::begin(RealFs, folders, &here());
    let platform = Native::new(Arc::new(|| ()));
    let launch = Launch { platform: Box::new(platform), opening, folder, demo: false };
    let builder = Harness::builder().with_size(vec2(900.0, 700.0)).with_max_steps(16);
    let mut harness = builder
        .build_eframe(move |cc| Supple::new(&cc.egui_ctx, launch, Arc::new(|| ())).expect("the built-in files parse"));
    // A click may come to nothing where the files are read in the same moment.
    for _ in 0..1_000 {
        harness.run_steps(2);
        if harness.state().model().running().is_some() {
            break;
        }
        for name in ["Build my circuit", "Start"] {
            if let Some(button) = harness.query_by_role_and_label(Role::Button, name) {
                button.click_accesskit();
            }
        }
        thread::sleep(Duration::from_millis(5));
    }
    // Far longer than anyone waits for it.
    for _ in 0..10_000 {
        harness.step();
        let running = harness.state().model().running().expect("it runs");
        let millis = running.run.elapsed().as_millis();
        std::io::stdout().write_all(format!("\nat {millis}\n").as_bytes()).expect("someone listens");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Lets the child run so long after it has begun, and returns how far it said it had got.
fn run_and_kill(folder: &Path, after: Duration) -> Duration {
    let mut child = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "run_a_circuit_where_asked_to", "--nocapture", "--test-threads=1"])
        .env(CHILD, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the test starts");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let mut progress = || {
        let said = lines.by_ref().map_while(Result::ok).find_map(|line| line.strip_prefix("at ")?.parse().ok());
        said.map(Duration::from_millis)
    };
    let first = progress().expect("the run begins");
    thread::sleep(after);
    child.kill().expect("it runs");
    let last = std::iter::from_fn(progress).last().unwrap_or(first);
    assert!(!child.wait().expect("it was started here").success(), "it runs until it is killed");
    last
}

fn elapsed(kept: &KeptState) -> Duration {
    kept.run.resume(Duration::ZERO).elapsed()
}

/// What the next start of the program reads.
fn kept(folder: &Path) -> Option<KeptState> {
    let opening = Store::begin(RealFs, Folders::under(folder.to_owned()), &here());
    opening.run_file(RealFs).expect("nobody else has it open").read()
}

#[test]
#[expect(clippy::print_stdout, reason = "the numbers are for people to read")]
fn a_run_killed_at_any_moment_is_offered_and_has_lost_a_second_at_most() {
    let number = AtomicU64::new(0);
    let one_by_one = || {
        let mut lost = Vec::new();
        loop {
            let kill = number.fetch_add(1, Ordering::Relaxed);
            if kill >= KILLS {
                return lost;
            }
            let folder = profile();
            let after = Duration::from_millis(fastrand::Rng::with_seed(kill).u64(100..2_600));
            let said = run_and_kill(folder.path(), after);
            let kept = kept(folder.path()).unwrap_or_else(|| panic!("kill {kill}, {after:?} after the start: no run"));
            lost.push(said.saturating_sub(elapsed(&kept)));
        }
    };
    let mut lost: Vec<Duration> = thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(one_by_one)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("each run is offered")).collect()
    });
    lost.sort();
    let (median, most) = (lost[lost.len() / 2], lost[lost.len() - 1]);
    println!("{KILLS} kills in mid-run: offered each time; lost {median:?} (median), {most:?} (maximum)");
    assert_eq!(lost.len() as u64, KILLS);
    assert!(most <= BAR, "{most:?} lost");
}

#[test]
fn the_program_offers_what_was_killed_and_a_window_that_is_closed_keeps_its_run() {
    let folder = profile();
    let said = run_and_kill(folder.path(), Duration::from_millis(300));
    let offered = |model: &Model| model.kept().map(elapsed);
    let mut session = Session::open(folder.path(), vec2(900.0, 700.0));
    session.wait_until("the run is offered", |session| offered(session.model()).is_some());
    let found = offered(session.model()).expect("it was waited for");
    assert!(found + BAR >= said, "{found:?} of {said:?}");
    drop(session);

    // Closing the window asks nothing.
    let folder = profile();
    let mut session = Session::open(folder.path(), vec2(900.0, 700.0));
    session.press(Role::Button, "Build my circuit");
    session.press(Role::Button, "Start");
    session.machine.advance(Duration::from_millis(4_250));
    drop(session);
    let mut session = Session::open(folder.path(), vec2(900.0, 700.0));
    session.wait_until("the run is offered", |session| offered(session.model()).is_some());
    assert_eq!(offered(session.model()), Some(Duration::from_millis(4_250)), "up to the moment of closing");
    assert_eq!(session.machine.volume(), Volume { chimes_percent: 70, voice_percent: 70 });
}
