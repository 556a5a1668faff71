//! A machine for tests: its clock moves when told, its dice are counted, its sounds are written down.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use jiff::Zoned;

use super::{Appearance, Chime, Dialog, Picked, Platform, Trouble};

/// A [`Platform`] that a test holds by one handle and the program by another: clones share one state.
#[derive(Clone, Debug)]
pub struct Fake(Rc<RefCell<State>>);

#[derive(Debug)]
struct State {
    began: Zoned,
    elapsed: Duration,
    dice: u64,
    chimes: Vec<Chime>,
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
            elapsed: Duration::ZERO,
            dice: 0,
            chimes: Vec::new(),
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

    /// Lets time pass, on both clocks.
    pub fn advance(&self, by: Duration) {
        self.0.borrow_mut().elapsed += by;
    }

    /// Takes the chimes played since the last call, in order.
    pub fn take_chimes(&self) -> Vec<Chime> {
        std::mem::take(&mut self.0.borrow_mut().chimes)
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

impl Platform for Fake {
    fn now(&self) -> Zoned {
        let state = self.0.borrow();
        state.began.saturating_add(state.elapsed)
    }

    fn monotonic(&self) -> Duration {
        self.0.borrow().elapsed
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

    fn play(&self, chime: Chime) {
        self.0.borrow_mut().chimes.push(chime);
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
    use super::super::DialogKind;
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
    fn everything_asked_of_it_is_written_down_and_taken_once() {
        let fake = fake();
        let machine: Box<dyn Platform> = Box::new(fake.clone());
        machine.play(Chime::Start);
        machine.play(Chime::Done);
        machine.open_folder(Path::new("records")).expect("the fake opens everything");
        fake.set_trouble("No sound.");
        fake.set_appearance(Some(Appearance::Dark));

        assert_eq!(fake.take_chimes(), [Chime::Start, Chime::Done]);
        assert_eq!(fake.take_chimes(), []);
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
