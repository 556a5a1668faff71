//! A machine for tests: its clock moves when told, its dice are counted, its sounds and words are written down.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Zoned;

use super::conductor::{Outcome, Score};
use super::{Appearance, Awake, Call, Chime, Clock, Dialog, Picked, Platform, Trouble, Volume};

/// A [`Platform`] that a test holds by one handle and the program by another: clones share one state.
#[derive(Clone, Debug)]
pub struct Fake(Rc<RefCell<State>>);

#[derive(Debug)]
struct State {
    began: Zoned,
    /// Read by other threads, too.
    elapsed: Arc<Mutex<Duration>>,
    asleep: Duration,
    slept: Option<Duration>,
    dice: u64,
    score: Score,
    volume: Volume,
    chimes: Vec<Chime>,
    words: Vec<String>,
    awake: Awake,
    notes: Vec<String>,
    folders: Vec<PathBuf>,
    trouble: Option<Trouble>,
    appearance: Option<Appearance>,
    watched: Option<PathBuf>,
    has_changed: bool,
    dialogs: Vec<Dialog>,
    answers: VecDeque<Picked>,
    picked: Option<Picked>,
}

impl Fake {
    /// A machine whose program began at `began`.
    pub fn new(began: Zoned) -> Fake {
        Fake(Rc::new(RefCell::new(State {
            began,
            elapsed: Arc::default(),
            asleep: Duration::ZERO,
            slept: None,
            dice: 0,
            score: Score::default(),
            volume: Volume { chimes_percent: 100, voice_percent: 100 },
            chimes: Vec::new(),
            words: Vec::new(),
            awake: Awake::No,
            notes: Vec::new(),
            folders: Vec::new(),
            trouble: None,
            appearance: None,
            watched: None,
            has_changed: false,
            dialogs: Vec::new(),
            answers: VecDeque::new(),
            picked: None,
        })))
    }

    /// Lets time pass, on both clocks, and gives the calls that come due.
    pub fn advance(&self, by: Duration) {
        let mut state = self.0.borrow_mut();
        *state.elapsed.lock().unwrap_or_else(PoisonError::into_inner) += by;
        state.give_what_is_due();
    }

    /// Lets the machine sleep: the wall clock goes on, the other stands.
    pub fn sleep(&self, by: Duration) {
        let mut state = self.0.borrow_mut();
        state.asleep += by;
        if !state.score.is_empty() {
            state.score.clear();
            state.slept = Some(state.elapsed());
        }
    }

    /// Takes the chimes heard since the last call, in order.
    pub fn take_chimes(&self) -> Vec<Chime> {
        std::mem::take(&mut self.0.borrow_mut().chimes)
    }

    /// Takes what the voice said since the last call, in order.
    pub fn take_words(&self) -> Vec<String> {
        std::mem::take(&mut self.0.borrow_mut().words)
    }

    /// The moment of the next call, if any is still to come.
    pub fn next_call(&self) -> Option<Duration> {
        self.0.borrow().score.next_due()
    }

    /// How loud calls are.
    pub fn volume(&self) -> Volume {
        self.0.borrow().volume
    }

    /// Whether the display is kept on.
    pub fn awake(&self) -> Awake {
        self.0.borrow().awake
    }

    /// Takes the texts of the notifications shown since the last call, in order.
    pub fn take_notes(&self) -> Vec<String> {
        std::mem::take(&mut self.0.borrow_mut().notes)
    }

    /// Takes the folders shown since the last call, in order.
    pub fn take_folders(&self) -> Vec<PathBuf> {
        std::mem::take(&mut self.0.borrow_mut().folders)
    }

    /// Lets something go wrong in the background.
    pub fn set_trouble(&self, words: &str) {
        self.0.borrow_mut().trouble = Some(Trouble { words: words.to_owned(), details: String::new() });
    }

    /// Lets the desktop ask for light or dark.
    pub fn set_appearance(&self, appearance: Option<Appearance>) {
        self.0.borrow_mut().appearance = appearance;
    }

    /// The folder that is watched.
    pub fn watched(&self) -> Option<PathBuf> {
        self.0.borrow().watched.clone()
    }

    /// Lets something change in the watched folder.
    pub fn touch_folder(&self) {
        self.0.borrow_mut().has_changed = true;
    }

    /// Answers the next dialog that is not answered yet. Without an answer, the desktop shows no dialogs.
    pub fn answer_dialog(&self, answer: Picked) {
        self.0.borrow_mut().answers.push_back(answer);
    }

    /// Takes the dialogs asked for since the last call, in order.
    pub fn take_dialogs(&self) -> Vec<Dialog> {
        std::mem::take(&mut self.0.borrow_mut().dialogs)
    }
}

impl State {
    fn elapsed(&self) -> Duration {
        *self.elapsed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give_what_is_due(&mut self) {
        let now = self.elapsed();
        for Call { due: _, chime, say, when_late: _ } in self.score.take_due(now, now) {
            self.chimes.extend(chime.filter(|_| self.volume.chimes_percent > 0));
            self.words.extend(Some(say).filter(|say| !say.is_empty() && self.volume.voice_percent > 0));
        }
    }
}

impl Platform for Fake {
    fn now(&self) -> Zoned {
        let state = self.0.borrow();
        state.began.saturating_add(state.elapsed()).saturating_add(state.asleep)
    }

    fn monotonic(&self) -> Duration {
        self.0.borrow().elapsed()
    }

    fn processor_time(&self) -> Option<Duration> {
        None
    }

    fn clock(&self) -> Clock {
        let elapsed = Arc::clone(&self.0.borrow().elapsed);
        Arc::new(move || *elapsed.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn host_name(&self) -> String {
        "laptop".to_owned()
    }

    /// Counts 1, 2, 3, …
    fn random_u64(&self) -> u64 {
        let mut state = self.0.borrow_mut();
        state.dice += 1;
        state.dice
    }

    /// Counts on with [`Platform::random_u64`].
    fn random_u128(&self) -> u128 {
        u128::from(self.random_u64())
    }

    /// Where it cuts off the voice, the words are "…".
    fn schedule(&self, calls: Vec<Call>) {
        let mut state = self.0.borrow_mut();
        let now = state.elapsed();
        if state.score.replace(calls, now) == Outcome::CutOff && state.volume.voice_percent > 0 {
            state.words.push("…".to_owned());
        }
        state.give_what_is_due();
    }

    fn take_slept(&self) -> Option<Duration> {
        self.0.borrow_mut().slept.take()
    }

    fn set_volume(&self, volume: Volume) {
        self.0.borrow_mut().volume = volume;
    }

    fn set_awake(&self, awake: Awake) {
        self.0.borrow_mut().awake = awake;
    }

    fn notify(&self, _title: &str, text: &str) {
        self.0.borrow_mut().notes.push(text.to_owned());
    }

    fn take_trouble(&self) -> Option<Trouble> {
        self.0.borrow_mut().trouble.take()
    }

    fn appearance(&self) -> Option<Appearance> {
        self.0.borrow().appearance
    }

    fn open_folder(&self, folder: &Path) -> io::Result<()> {
        self.0.borrow_mut().folders.push(folder.to_owned());
        Ok(())
    }

    fn watch(&self, folder: &Path) {
        self.0.borrow_mut().watched = Some(folder.to_owned());
    }

    fn take_folder_change(&self) -> bool {
        std::mem::take(&mut self.0.borrow_mut().has_changed)
    }

    fn pick(&self, dialog: Dialog) {
        let mut state = self.0.borrow_mut();
        state.dialogs.push(dialog);
        state.picked = Some(state.answers.pop_front().unwrap_or(Picked::Unavailable));
    }

    fn take_picked(&self) -> Option<Picked> {
        self.0.borrow_mut().picked.take()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DialogKind, WhenLate};
    use super::*;

    fn fake() -> Fake {
        Fake::new("2026-03-28T23:59:30+01:00[Europe/Berlin]".parse().expect("a time in Berlin"))
    }

    #[test]
    fn both_clocks_move_together_and_only_when_told() {
        let fake = fake();
        let began = fake.now();
        assert_eq!((fake.now(), fake.monotonic()), (began.clone(), Duration::ZERO));
        fake.clone().advance(Duration::from_secs(45));
        assert_eq!(fake.monotonic(), Duration::from_secs(45));
        assert_eq!(fake.now().to_string(), "2026-03-29T00:00:15+01:00[Europe/Berlin]");
    }

    #[test]
    fn a_sleep_is_told_where_something_was_scheduled_and_drops_it() {
        let fake = fake();
        let calls = |due| vec![Call { due, chime: None, say: "now".to_owned(), when_late: WhenLate::LastHolds }];
        fake.sleep(Duration::from_hours(1));
        assert_eq!((fake.take_slept(), fake.monotonic()), (None, Duration::ZERO));
        assert_eq!(fake.now().to_string(), "2026-03-29T00:59:30+01:00[Europe/Berlin]");
        fake.schedule(calls(Duration::from_secs(9)));
        fake.advance(Duration::from_secs(2));
        fake.sleep(Duration::from_hours(1));
        assert_eq!((fake.take_slept(), fake.take_slept()), (Some(Duration::from_secs(2)), None));
        fake.advance(Duration::from_mins(1));
        assert_eq!(fake.take_words(), [""; 0]);
        fake.schedule(calls(Duration::from_mins(9)));
        fake.schedule(Vec::new());
        assert_eq!(fake.take_words(), ["…"], "what was being said is cut off");
    }

    #[test]
    fn everything_asked_of_it_is_written_down_and_taken_once() {
        let fake = fake();
        let machine: Box<dyn Platform> = Box::new(fake.clone());
        let call = |due, chime| Call {
            due: Duration::from_secs(due),
            chime: Some(chime),
            say: format!("{chime:?}"),
            when_late: WhenLate::Drop,
        };
        machine.schedule(vec![call(0, Chime::Start), call(1, Chime::Done)]);
        fake.advance(Duration::from_secs(1));
        machine.set_awake(Awake::Yes);
        machine.notify("Supple", "A circuit is done.");
        machine.open_folder(Path::new("records")).expect("the fake opens everything");
        fake.set_trouble("No sound.");
        fake.set_appearance(Some(Appearance::Dark));

        assert_eq!(fake.take_chimes(), [Chime::Start, Chime::Done]);
        assert_eq!(fake.take_chimes(), []);
        assert_eq!(fake.take_words(), ["Start", "Done"]);
        assert_eq!((fake.awake(), fake.take_notes()), (Awake::Yes, vec!["A circuit is done.".to_owned()]));
        assert_eq!(fake.take_folders(), [PathBuf::from("records")]);
        assert_eq!(machine.take_trouble().map(|trouble| trouble.words).as_deref(), Some("No sound."));
        assert_eq!(machine.take_trouble(), None);
        assert_eq!(machine.appearance(), Some(Appearance::Dark));
        assert!(!machine.take_folder_change());
        fake.touch_folder();
        assert!(machine.take_folder_change() && !machine.take_folder_change());
        let dialog = Dialog { kind: DialogKind::Folder, title: "Where", file_name: String::new(), filters: Vec::new() };
        fake.answer_dialog(Picked::Nothing);
        for answer in [Picked::Nothing, Picked::Unavailable] {
            machine.pick(dialog.clone());
            assert_eq!((machine.take_picked(), machine.take_picked()), (Some(answer), None));
        }
        assert_eq!(fake.take_dialogs(), [dialog.clone(), dialog]);
        assert_eq!((machine.random_u64(), machine.random_u128(), machine.random_u64()), (1, 2, 3));
    }
}
