use std::sync::mpsc::{self, Receiver};
use std::time::SystemTime;

use super::*;
use crate::platform::Chime;

const LONG: Duration = Duration::from_secs(20);

/// Clocks that go as the machine's do, and can be made to have slept.
#[derive(Clone)]
struct TestClocks {
    real: MachineClocks,
    asleep: Arc<Mutex<Duration>>,
}

impl TestClocks {
    fn start() -> Self {
        Self { real: MachineClocks::start(), asleep: Arc::default() }
    }

    fn sleep(&self, by: Duration) {
        *self.asleep.lock().expect("no test fails with it") += by;
    }
}

impl Clocks for TestClocks {
    fn monotonic(&self) -> Duration {
        self.real.monotonic()
    }

    fn read(&self) -> Reading {
        let monotonic = self.monotonic();
        let since_boot = monotonic + *self.asleep.lock().expect("no test fails with it");
        Reading { monotonic, since_boot: Some(since_boot), wall: SystemTime::UNIX_EPOCH + since_boot }
    }
}

struct Stage {
    clocks: TestClocks,
    conductor: Conductor,
    acts: Receiver<Act>,
    wakes: Receiver<()>,
}

fn stage() -> Stage {
    let clocks = TestClocks::start();
    let (given, acts) = mpsc::channel();
    let (woken, wakes) = mpsc::channel();
    let act = move |act| given.send(act).unwrap_or_default();
    let wake: Wake = Arc::new(move || woken.send(()).unwrap_or_default());
    let conductor = Conductor::start(clocks.clone(), act, wake);
    Stage { clocks, conductor, acts, wakes }
}

impl Stage {
    fn call(&self, in_millis: u64, say: &str) -> Call {
        let due = self.clocks.monotonic() + Duration::from_millis(in_millis);
        Call { due, chime: Some(Chime::Tick), say: say.to_owned(), when_late: WhenLate::LastHolds }
    }

    fn next(&self) -> Act {
        self.acts.recv_timeout(LONG).expect("the conductor does something")
    }
}

#[test]
fn calls_come_in_order_and_never_sooner_than_the_lead() {
    let stage = stage();
    let calls = [stage.call(30, "one"), stage.call(190, "two"), stage.call(220, "three"), stage.call(221, "four")];
    stage.conductor.schedule(calls.iter().rev().cloned().collect());
    for call in calls {
        let due = call.due;
        assert_eq!(stage.next(), Act::Give(call));
        assert!(stage.clocks.monotonic() + LEAD >= due);
    }
    assert_eq!(stage.conductor.take_slept(), None);
    assert!(stage.wakes.try_recv().is_err(), "the window is not needed");
}

#[test]
fn a_sooner_call_does_not_wait_for_the_one_that_was_waited_for() {
    let stage = stage();
    stage.conductor.schedule(vec![stage.call(60_000, "in a minute")]);
    let soon = stage.call(5, "soon");
    stage.conductor.schedule(vec![soon.clone()]);
    assert_eq!(stage.next(), Act::Give(soon));
}

#[test]
fn taking_the_schedule_away_in_the_middle_silences_the_voice_and_its_end_does_not() {
    let stage = stage();
    let done = stage.call(1, "done");
    stage.conductor.schedule(vec![done.clone()]);
    assert_eq!(stage.next(), Act::Give(done));
    stage.conductor.schedule(Vec::new());
    stage.conductor.schedule(vec![stage.call(60_000, "in a minute")]);
    stage.conductor.schedule(Vec::new());
    assert_eq!(stage.next(), Act::Hush);
    let after = stage.call(1, "after");
    stage.conductor.schedule(vec![after.clone()]);
    assert_eq!(stage.next(), Act::Give(after));
}

#[test]
fn a_sleep_drops_the_schedule_wakes_the_window_and_is_told_once() {
    let stage = stage();
    let before = stage.clocks.monotonic();
    stage.conductor.schedule(vec![stage.call(2_000, "too late"), stage.call(60_000, "in a minute")]);
    stage.clocks.sleep(Duration::from_mins(40));
    stage.wakes.recv_timeout(LONG).expect("the window is woken");
    assert_eq!(stage.next(), Act::Hush);
    let slept = stage.conductor.take_slept().expect("it slept");
    assert!((before..=stage.clocks.monotonic()).contains(&slept), "{slept:?}");
    assert_eq!(stage.conductor.take_slept(), None);
    let after = stage.call(1, "after");
    stage.conductor.schedule(vec![after.clone()]);
    assert_eq!(stage.next(), Act::Give(after), "and nothing of what was scheduled before");
}

#[test]
fn whoever_asks_first_after_a_sleep_is_told_and_one_without_a_schedule_does_not_count() {
    let stage = stage();
    stage.clocks.sleep(Duration::from_mins(40));
    assert_eq!(stage.conductor.take_slept(), None);
    stage.conductor.schedule(vec![stage.call(60_000, "in a minute")]);
    stage.clocks.sleep(Duration::from_mins(40));
    assert!(stage.conductor.take_slept().is_some(), "before the thread has looked");
    stage.clocks.sleep(Duration::from_mins(40));
    assert_eq!(stage.conductor.take_slept(), None);
}

#[test]
fn nothing_is_given_once_the_conductor_is_gone() {
    let stage = stage();
    stage.conductor.schedule(vec![stage.call(250, "too late")]);
    drop(stage.conductor);
    // The channel closes with the thread.
    assert!(stage.acts.recv_timeout(LONG).is_err());
}
