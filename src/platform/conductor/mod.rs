//! The thread that gives each call at its moment, whatever the window does meanwhile.
//!
//! The window hands over the schedule of a whole run and may then be hidden, covered or busy. The thread sleeps until
//! the next moment; the moments are absolute, so that being late once makes nothing after it late. Only while something
//! is scheduled it also looks at the clocks each second, to notice that the machine slept.
//!
//! **How a cue comes on time on a busy machine:** where every core is busy, a thread may be woken 100 ms late, and
//! nothing but rights that a program seldom has would change that. So each call is given [`LEAD`] ahead, and says when
//! it is due: the chime goes to the sound device behind so much silence that it is heard at its moment. What is taken
//! back within the lead is heard all the same.
//!
//! ```
//! use std::sync::{Arc, mpsc};
//! use std::time::Duration;
//! use supple::platform::conductor::{Act, Call, Clocks, Conductor, MachineClocks, WhenLate};
//!
//! let clocks = MachineClocks::start();
//! let due = clocks.monotonic() + Duration::from_millis(5);
//! let (heard, hear) = mpsc::channel();
//! let conductor = Conductor::start(clocks, move |act| heard.send(act).unwrap_or_default(), Arc::new(|| ()));
//! let call = Call { due, chime: None, say: "left hamstrings".to_owned(), when_late: WhenLate::Drop };
//! conductor.schedule(vec![call.clone()]);
//! assert_eq!(hear.recv(), Ok(Act::Give(call)));
//! ```

mod clocks;
mod score;
mod sleep;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{Wake, worker};
pub use clocks::{Clocks, MachineClocks};
pub use score::{Call, Outcome, STALE_AFTER, Score, WhenLate};
pub use sleep::Reading;
use sleep::SleepWatch;

/// How long before its moment a call is given. Longer than a busy machine lets a thread wait, shorter than anyone
/// minds.
pub const LEAD: Duration = Duration::from_millis(150);

/// What the conductor asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A call is due in [`LEAD`], or sooner.
    Give(Call),
    /// Nothing more is to come, in the middle of things: whoever speaks falls silent.
    Hush,
}

/// Gives calls at their moments. Dropped, it lets its thread end by itself and gives nothing more.
pub struct Conductor {
    desk: Arc<Desk>,
}

/// What the thread and those who ask of it share.
struct Desk {
    clocks: Box<dyn Clocks>,
    state: Mutex<State>,
    has_changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    score: Score,
    watch: SleepWatch,
    /// The last moment before a sleep that nobody was told of yet.
    slept: Option<Duration>,
    must_hush: bool,
    has_ended: bool,
}

impl Conductor {
    /// Starts the thread. It hands every act to `act`, which must not wait for anything, and calls `wake` when the
    /// machine slept.
    pub fn start(clocks: impl Clocks + 'static, act: impl FnMut(Act) + Send + 'static, wake: Wake) -> Conductor {
        let desk =
            Arc::new(Desk { clocks: Box::new(clocks), state: Mutex::default(), has_changed: Condvar::default() });
        let shared = Arc::clone(&desk);
        if let Err(error) = worker::spawn("conductor", move || shared.work(act, &wake)) {
            log::error!("No cue will be heard: {error}");
        }
        Conductor { desk }
    }

    /// Puts these calls in the place of those still to come, and returns at once. With none, what is being said is cut
    /// off, unless all calls had been given.
    pub fn schedule(&self, calls: Vec<Call>) {
        let now = self.desk.clocks.read();
        let mut state = self.desk.state();
        if let Outcome::CutOff = state.score.replace(calls, now.monotonic) {
            state.must_hush = true;
        }
        if state.score.is_empty() {
            state.watch.stop();
        } else {
            state.look(now);
        }
        drop(state);
        self.desk.has_changed.notify_one();
    }

    /// If the machine slept while something was scheduled: the last moment known before it, on the monotonic scale.
    /// What was scheduled has been dropped then. Each sleep is told once; the clocks are looked at, so that even the
    /// first who asks after a sleep is told.
    pub fn take_slept(&self) -> Option<Duration> {
        let now = self.desk.clocks.read();
        let mut state = self.desk.state();
        if state.look_if_watching(now) {
            self.desk.has_changed.notify_one();
        }
        state.slept.take()
    }
}

impl Drop for Conductor {
    fn drop(&mut self) {
        self.desk.state().has_ended = true;
        self.desk.has_changed.notify_one();
    }
}

impl Desk {
    /// What a thread that failed left behind is still a schedule.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, mut act: impl FnMut(Act), wake: &Wake) {
        let mut state = self.state();
        while !state.has_ended {
            let now = self.clocks.read();
            let has_slept = state.look_if_watching(now);
            let must_hush = std::mem::take(&mut state.must_hush);
            let due = state.score.take_due(now.monotonic + LEAD, now.monotonic);
            if has_slept || must_hush || !due.is_empty() {
                // Whoever schedules meanwhile does not wait for what is being given.
                drop(state);
                if must_hush {
                    act(Act::Hush);
                }
                for call in due {
                    act(Act::Give(call));
                }
                if has_slept {
                    wake();
                }
                state = self.state();
            } else {
                state = match state.next_moment() {
                    Some(next) => {
                        let wait = next.saturating_sub(self.clocks.monotonic());
                        let woken = self.has_changed.wait_timeout(state, wait);
                        woken.unwrap_or_else(PoisonError::into_inner).0
                    }
                    None => self.has_changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                };
            }
        }
    }
}

impl State {
    /// When there is something to do even if nobody asks for it.
    fn next_moment(&self) -> Option<Duration> {
        let next_call = self.score.next_due().map(|due| due.saturating_sub(LEAD));
        [next_call, self.watch.next_look()].into_iter().flatten().min()
    }

    fn look_if_watching(&mut self, now: Reading) -> bool {
        if self.score.is_empty() {
            self.watch.stop();
        }
        self.watch.next_look().is_some() && self.look(now)
    }

    /// Looks at the clocks. After a sleep nothing of the schedule makes sense any more.
    fn look(&mut self, now: Reading) -> bool {
        let Some(moment) = self.watch.look(now) else { return false };
        self.slept.get_or_insert(moment);
        self.score.clear();
        self.watch.stop();
        self.must_hush = true;
        true
    }
}

#[cfg(test)]
mod tests;
