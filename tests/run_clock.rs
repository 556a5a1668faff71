//! The conductor's own thread on this machine, idle and with every core busy: how late calls come, and that each comes.
//!
//! How late they are belongs to the machine, so no usual test asserts it. The bar of 50 ms is held by the two tests of
//! 20 s, which are run by hand: `cargo test --test run_clock -- --ignored --nocapture --test-threads=1`.
#![expect(clippy::print_stdout, reason = "the numbers are for people to read")]

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use supple::circuit::{Cue, Run};
use supple::domain::{Circuit, Group, Mode, Phase, Sides, Station, Work};
use supple::platform::conductor::{Act, Call, Clocks as _, Conductor, LEAD, MachineClocks};
use supple::platform::{Chime, WhenLate};

/// What a cue may be late, as a person hears it.
const BAR: Duration = Duration::from_millis(50);
/// Between a call and the next, beside the cues of the run.
const EVERY: Duration = Duration::from_millis(40);

/// What keeps the machine busy meanwhile.
#[derive(Clone, Copy, Debug)]
enum Load {
    None,
    /// So many threads that calculate without pause, for each core.
    Threads(usize),
}

/// How a call came.
#[derive(Clone, Copy, Debug)]
struct Heard {
    /// How late it is heard.
    late: Duration,
    /// How late the thread was that gives it, ahead of its moment.
    woken: Duration,
}

struct Jitter {
    most: Duration,
    /// How much later the thread was woken in the last quarter than in the first, by the medians.
    drift: Duration,
}

fn circuit(stations: usize, secs_per_side: u32) -> Circuit {
    let station = Station {
        phase: Phase::Motion,
        work: Work::Drill("d41".into()),
        group: Group::Ankle,
        sides: Sides::Each,
        secs_per_side,
        pressure: None,
    };
    Circuit { mode: Mode::Recovery, stations: vec![station; stations], transition_secs: 3, switch_secs: 2 }
}

/// The cues of a run that begins at `start`, as calls.
fn cues(start: Duration) -> Vec<Call> {
    let run = Run::start(circuit(1, 5), start).expect("it has stations");
    let call = |due, cue: Cue| Call { due, chime: None, say: format!("{cue:?}"), when_late: WhenLate::Drop };
    run.upcoming().into_iter().map(|due| call(due.due, due.cue)).collect()
}

/// Lets the conductor give calls for so long, and returns what came, each with how late it came.
///
/// A call passes through a channel to another thread, as it does on its way to the sound device, and is timed there. It
/// comes ahead of its moment, and the device waits for the rest: what arrives before its moment is heard on time.
fn listen(load: Load, length: Duration) -> (Vec<Call>, Vec<(Call, Heard)>) {
    let clocks = MachineClocks::start();
    let (give, given) = mpsc::channel();
    let act = move |act| {
        if let Act::Give(call) = act {
            give.send(call).unwrap_or_default();
        }
    };
    let conductor = Conductor::start(clocks, act, Arc::new(|| ()));
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(2, usize::from);
        let threads = match load {
            Load::None => 0,
            Load::Threads(for_each_core) => cores * for_each_core,
        };
        for _ in 0..threads {
            scope.spawn(|| {
                let mut number = 1_u64;
                while !is_over.load(Ordering::Relaxed) {
                    number = black_box(number.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1));
                }
            });
        }
        let start = clocks.monotonic() + Duration::from_millis(100);
        let mut calls = cues(start);
        let ticks = (1..).map(|tick| start + EVERY * tick).take_while(|due| *due < start + length);
        calls.extend(ticks.map(|due| Call {
            due,
            chime: Some(Chime::Tick),
            say: String::new(),
            when_late: WhenLate::Drop,
        }));
        calls.sort_by_key(|call| call.due);
        conductor.schedule(calls.clone());
        let mut heard = Vec::new();
        while heard.len() < calls.len() {
            let Ok(call) = given.recv_timeout(Duration::from_secs(30)) else { break };
            let now = clocks.monotonic();
            assert!(now + LEAD >= call.due, "too early");
            heard.push((
                call.clone(),
                Heard { late: now.saturating_sub(call.due), woken: (now + LEAD).saturating_sub(call.due) },
            ));
        }
        is_over.store(true, Ordering::Relaxed);
        (calls, heard)
    })
}

fn jitter(title: &str, heard: &[(Call, Heard)]) -> Jitter {
    let sorted = |part: &[(Call, Heard)], of: fn(&Heard) -> Duration| {
        let mut times: Vec<Duration> = part.iter().map(|(_, heard)| of(heard)).collect();
        times.sort();
        times
    };
    let quarter = heard.len() / 4;
    let median_of = |part: &[(Call, Heard)]| sorted(part, |heard| heard.woken)[part.len() / 2];
    let drift = median_of(&heard[heard.len() - quarter..]).saturating_sub(median_of(&heard[..quarter]));
    let words = |times: &[Duration]| {
        let at = |percent: usize| times[(times.len() - 1) * percent / 100];
        format!("{:?} (median), {:?} (p99), {:?} (maximum)", at(50), at(99), at(100))
    };
    let (late, woken) = (sorted(heard, |heard| heard.late), sorted(heard, |heard| heard.woken));
    println!(
        "{title}: {} calls; heard late by {}; the thread was woken late by {}; drift {drift:?}",
        heard.len(),
        words(&late),
        words(&woken)
    );
    Jitter { most: late[late.len() - 1], drift }
}

#[test]
fn every_call_is_given_once_in_order_and_never_sooner_than_the_lead_while_all_cores_are_busy() {
    let (calls, heard) = listen(Load::Threads(1), Duration::from_secs(4));
    let given: Vec<Call> = heard.iter().map(|(call, _)| call.clone()).collect();
    assert_eq!(given, calls);
    jitter("4 s, one thread a core", &heard);
}

#[test]
#[ignore = "it takes a minute, and says something of this machine only"]
fn calls_come_within_50_ms_for_20_s_idle_and_under_load() {
    for load in [Load::None, Load::Threads(1), Load::Threads(4)] {
        let (calls, heard) = listen(load, Duration::from_secs(20));
        assert_eq!(heard.len(), calls.len());
        let Jitter { most, drift } = jitter(&format!("20 s, {load:?}"), &heard);
        assert!(most < BAR, "{load:?}: {most:?}");
        assert!(drift < Duration::from_millis(20), "{load:?}: {drift:?}");
    }
}

#[test]
fn an_hour_of_a_run_ends_to_the_millisecond_however_late_the_window_looks() {
    let start = Duration::from_millis(12_345);
    // Stations of 3 s, 72 s, 2 s and 72 s: 24 of them come within a minute of the hour.
    let mut run = Run::start(circuit(24, 72), start).expect("it has stations");
    let expected = start + Duration::from_secs(24 * (3 + 72 + 2 + 72));
    let mut dice = fastrand::Rng::with_seed(6);
    let mut now = start;
    while !run.is_finished() {
        let last = run.upcoming().last().map(|cue| (cue.due, cue.cue));
        assert_eq!(last, Some((expected, Cue::Done)), "at {now:?}");
        now += Duration::from_micros(dice.u64(1..9_000_000));
        run.tick(now);
    }
    assert!(now < expected + Duration::from_secs(9));
    assert_eq!(run.view(now).total_left_secs, 0);
}
