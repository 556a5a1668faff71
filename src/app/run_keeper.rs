//! The thread that keeps the run that goes on in the state folder.
//!
//! It is a thread apart from that of all other files, so that neither waits for the other: a backup may take longer
//! than the second of a run that a crash may cost. It also needs no window. Between two words of the window it lets the
//! run go on by itself, so that a window which is hidden or held fast by the desktop loses nothing.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::circuit::RunCommand;
use crate::model::KeptState;
use crate::platform::Clock;
use crate::store::RunFile;

/// A run that goes on is written this long after it was written last, however little the window says. With the time
/// that a disk takes, no more than a second is lost.
const WRITE_EVERY: Duration = Duration::from_millis(600);

/// A thread that finds this much more time gone by than it waited for has slept with the machine: then only the window
/// knows where the run stands.
const ASLEEP_AFTER: Duration = Duration::from_secs(5);

/// A run at a moment, as the window knows it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The run, which was kept at `at`.
    pub state: KeptState,
    /// The moment, on the program's monotonic scale.
    pub at: Duration,
    /// Whether its time goes on.
    pub pace: Pace,
}

/// Whether the time of a run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// It does.
    GoesOn,
    /// It is paused, or at its end.
    Stands,
}

/// The thread that keeps the run. Dropped, it waits until the run is kept as it was told last.
pub struct RunKeeper {
    desk: Arc<Desk>,
    thread: Option<JoinHandle<()>>,
}

/// Tells the thread, from any other, that a run has ended.
#[derive(Clone)]
pub struct Forgetter(Arc<Desk>);

struct Desk {
    wishes: Mutex<Wishes>,
    has_changed: Condvar,
}

/// What is still to be done.
#[derive(Default)]
struct Wishes {
    /// The number of the present run.
    run: u64,
    /// The number of the run that was to be kept last.
    kept: Option<u64>,
    next: Option<Wish>,
    has_ended: bool,
}

enum Wish {
    Write(Box<Kept>),
    Remove,
}

impl RunKeeper {
    /// Starts the thread. What was kept by the program before is handed to `offer`, if there is something.
    #[expect(clippy::disallowed_methods, reason = "the one thread that writes the run; joined when dropped")]
    pub fn start(file: RunFile, clock: Clock, offer: impl FnOnce(KeptState) + Send + 'static) -> Self {
        let desk = Arc::new(Desk { wishes: Mutex::default(), has_changed: Condvar::default() });
        let shared = Arc::clone(&desk);
        let work = move || {
            if let Some(kept) = file.read() {
                offer(kept);
            }
            shared.work(&file, &clock);
        };
        Self { desk, thread: Some(std::thread::spawn(work)) }
    }

    /// Keeps the run as it is now, in place of what still waits to be written.
    pub fn keep(&self, kept: Kept) {
        let mut wishes = self.desk.wishes();
        wishes.kept = Some(wishes.run);
        wishes.next = Some(Wish::Write(Box::new(kept)));
        drop(wishes);
        self.desk.has_changed.notify_one();
    }

    /// The number of the run that ends now, to forget it by. What is kept from now on is another run.
    pub fn end_run(&self) -> u64 {
        let mut wishes = self.desk.wishes();
        wishes.run += 1;
        wishes.run - 1
    }

    /// Someone who may tell that a run has ended.
    pub fn forgetter(&self) -> Forgetter {
        Forgetter(Arc::clone(&self.desk))
    }
}

impl Forgetter {
    /// Forgets the run of this number, unless a later one is kept by now.
    pub fn forget(&self, run: u64) {
        let mut wishes = self.0.wishes();
        if wishes.kept.is_none_or(|kept| kept <= run) {
            wishes.next = Some(Wish::Remove);
            drop(wishes);
            self.0.has_changed.notify_one();
        }
    }
}

impl Drop for RunKeeper {
    fn drop(&mut self) {
        self.desk.wishes().has_ended = true;
        self.desk.has_changed.notify_one();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the thread that keeps the run has failed");
        }
    }
}

impl Desk {
    /// What a thread that failed left behind is still a wish.
    fn wishes(&self) -> MutexGuard<'_, Wishes> {
        self.wishes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, file: &RunFile, clock: &Clock) {
        let mut writer = Writer { file, has_failed: false };
        let mut going: Option<Going> = None;
        let mut wishes = self.wishes();
        loop {
            if let Some(wish) = wishes.next.take() {
                drop(wishes);
                going = match wish {
                    Wish::Write(kept) => {
                        writer.write(&kept.state);
                        (kept.pace == Pace::GoesOn).then_some(Going { looked: kept.at, kept })
                    }
                    Wish::Remove => {
                        writer.remove();
                        None
                    }
                };
            } else {
                let has_ended = wishes.has_ended;
                if going.is_none() && !has_ended {
                    wishes = self.has_changed.wait(wishes).unwrap_or_else(PoisonError::into_inner);
                    continue;
                }
                if !has_ended {
                    let (woken, outcome) =
                        self.has_changed.wait_timeout(wishes, WRITE_EVERY).unwrap_or_else(PoisonError::into_inner);
                    wishes = woken;
                    if !outcome.timed_out() || wishes.next.is_some() {
                        continue;
                    }
                }
                drop(wishes);
                if let Some(run) = &mut going {
                    match run.go_on(clock()) {
                        Some(state) => writer.write(&state),
                        None => going = None,
                    }
                }
                if has_ended {
                    return;
                }
            }
            wishes = self.wishes();
        }
    }
}

/// A run that goes on while nobody says anything of it.
struct Going {
    kept: Box<Kept>,
    /// When it was looked at last.
    looked: Duration,
}

impl Going {
    /// The run as it stands at `now`; `None` where the machine slept since the last look.
    fn go_on(&mut self, now: Duration) -> Option<KeptState> {
        let looked = std::mem::replace(&mut self.looked, now);
        if now.saturating_sub(looked) > WRITE_EVERY + ASLEEP_AFTER {
            return None;
        }
        let Kept { state, at, pace: _ } = &*self.kept;
        let mut run = state.run.resume(*at);
        run.apply(RunCommand::Resume, *at);
        let mut state = KeptState { run: run.keep(now), ..state.clone() };
        let passed = SignedDuration::try_from(now.saturating_sub(*at)).unwrap_or_default();
        state.kept_at.at = state.kept_at.at.checked_add(passed).unwrap_or(Timestamp::MAX);
        Some(state)
    }
}

/// Writes the file, and says once that it cannot.
struct Writer<'a> {
    file: &'a RunFile,
    has_failed: bool,
}

impl Writer<'_> {
    fn write(&mut self, state: &KeptState) {
        let outcome = self.file.write(state);
        let had_failed = std::mem::replace(&mut self.has_failed, outcome.is_err());
        if let Err(error) = outcome
            && !had_failed
        {
            log::warn!("{error}");
        }
    }

    fn remove(&self) {
        if let Err(error) = self.file.remove() {
            log::warn!("{error}");
        }
    }
}
