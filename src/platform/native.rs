//! The services of the machine this program runs on.

use std::cell::RefCell;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Zoned;

use super::appearance::{Appearance, Watch};
use super::dialog::{Dialog, Open, Picked};
use super::folder;
use super::sound::{Chime, Speaker};
use super::watch::FolderWatch;
use super::{Platform, Trouble, Wake};

/// The real machine: its clocks, its sound device, its desktop.
///
/// Making one is cheap: the sound device is opened at the first chime, the desktop is asked in a thread.
pub struct Native {
    started: Instant,
    speaker: Speaker,
    watch: Watch,
    folder: RefCell<Option<FolderWatch>>,
    dialog: RefCell<Option<Open>>,
    wake: Wake,
}

impl Native {
    /// Starts the program's clock and asks the desktop for its theme; `wake` is called when there is news to fetch.
    #[expect(clippy::disallowed_methods, reason = "the program's own clock begins here, as that of measured time")]
    pub fn new(wake: Wake) -> Native {
        Native {
            started: Instant::now(),
            watch: Watch::start(Wake::clone(&wake)),
            speaker: Speaker::new(Wake::clone(&wake)),
            folder: RefCell::default(),
            dialog: RefCell::default(),
            wake,
        }
    }
}

impl Platform for Native {
    #[expect(clippy::disallowed_methods, reason = "the one place where the wall clock is read")]
    fn now(&self) -> Zoned {
        Zoned::now()
    }

    fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }

    fn host_name(&self) -> String {
        gethostname::gethostname().to_string_lossy().into_owned()
    }

    fn random_u64(&self) -> u64 {
        // fastrand's generator of this thread: it seeds itself from the system.
        fastrand::u64(..)
    }

    fn random_u128(&self) -> u128 {
        fastrand::u128(..)
    }

    fn play(&self, chime: Chime) {
        self.speaker.play(chime);
    }

    fn take_trouble(&self) -> Option<Trouble> {
        self.speaker.take_trouble()
    }

    fn appearance(&self) -> Option<Appearance> {
        self.watch.appearance()
    }

    fn open_folder(&self, folder: &Path) -> io::Result<()> {
        folder::open(folder)
    }

    fn watch(&self, folder: &Path) {
        *self.folder.borrow_mut() = Some(FolderWatch::start(folder, Wake::clone(&self.wake)));
    }

    fn take_folder_change(&self) -> bool {
        self.folder.borrow().as_ref().is_some_and(FolderWatch::take_change)
    }

    fn pick(&self, dialog: Dialog) {
        let mut open = self.dialog.borrow_mut();
        if open.is_none() {
            *open = Some(Open::show(&dialog, Wake::clone(&self.wake), self.monotonic()));
        }
    }

    fn take_picked(&self) -> Option<Picked> {
        let mut open = self.dialog.borrow_mut();
        let picked = open.as_mut()?.answer(self.monotonic())?;
        *open = None;
        Some(picked)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn native() -> Native {
        Native::new(Arc::new(|| ()))
    }

    #[test]
    fn the_monotonic_clock_starts_near_zero_and_moves_on() {
        let native = native();
        let first = native.monotonic();
        assert!(first < Duration::from_mins(1), "{first:?} since the program began");
        std::thread::sleep(Duration::from_millis(2));
        assert!(native.monotonic() >= first + Duration::from_millis(2));
    }

    #[test]
    fn random_numbers_differ_from_call_to_call() {
        let native = native();
        assert_ne!(native.random_u128(), native.random_u128());
        assert_ne!(native.random_u64(), native.random_u64());
    }
}
