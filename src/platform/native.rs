//! The services of the machine this program runs on.

use std::cell::RefCell;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Zoned;

use super::appearance::{Appearance, Watch};
use super::awake::{Awake, Holder};
use super::conductor::{Act, Call, Clocks as _, Conductor, MachineClocks};
use super::dialog::{Dialog, Open, Picked};
use super::sound::Speaker;
use super::voice::Voice;
use super::watch::FolderWatch;
use super::{Clock, Platform, Trouble, Volume, Wake, folder, note};

/// The real machine: its clocks, its sound device and voice, its desktop.
///
/// Making one is cheap: the sound device is opened when chimes are to come, the desktop is asked in a thread.
pub struct Native {
    clocks: MachineClocks,
    conductor: Conductor,
    speaker: Speaker,
    voice: Voice,
    awake: Holder,
    watch: Watch,
    folder: RefCell<Option<FolderWatch>>,
    dialog: RefCell<Option<Open>>,
    wake: Wake,
}

impl Native {
    /// Starts the program's clock and asks the desktop for its theme; `wake` is called when there is news to fetch.
    pub fn new(wake: Wake) -> Native {
        let clocks = MachineClocks::start();
        let speaker = Speaker::new(Arc::new(move || clocks.monotonic()), Wake::clone(&wake));
        let voice = Voice::start();
        let (chimes, texts) = (speaker.asker(), voice.clone());
        let act = move |act| match act {
            Act::Give(Call { due, chime, say, when_late: _ }) => {
                if let Some(chime) = chime {
                    chimes.play(chime, due);
                }
                if !say.is_empty() {
                    texts.say(say);
                }
            }
            Act::Hush => texts.hush(),
        };
        Native {
            clocks,
            conductor: Conductor::start(clocks, act, Wake::clone(&wake)),
            speaker,
            voice,
            awake: Holder::default(),
            watch: Watch::start(Wake::clone(&wake)),
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
        self.clocks.monotonic()
    }

    fn processor_time(&self) -> Option<Duration> {
        processor_time()
    }

    fn clock(&self) -> Clock {
        let clocks = self.clocks;
        Arc::new(move || clocks.monotonic())
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

    fn schedule(&self, calls: Vec<Call>) {
        if calls.iter().any(|call| call.chime.is_some()) {
            self.speaker.make_ready();
        }
        self.conductor.schedule(calls);
    }

    fn take_slept(&self) -> Option<Duration> {
        self.conductor.take_slept()
    }

    fn set_volume(&self, Volume { chimes_percent, voice_percent }: Volume) {
        self.speaker.set_volume_percent(chimes_percent);
        self.voice.set_volume_percent(voice_percent);
    }

    fn set_awake(&self, awake: Awake) {
        self.awake.set(awake);
    }

    fn notify(&self, title: &str, text: &str) {
        note::show(title.to_owned(), text.to_owned());
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

#[cfg(unix)]
fn processor_time() -> Option<Duration> {
    Duration::try_from(rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime)).ok()
}

#[cfg(not(unix))]
fn processor_time() -> Option<Duration> {
    None
}

#[cfg(test)]
mod tests {
    use super::super::{Chime, WhenLate};
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
    fn a_machine_without_a_desktop_a_device_or_a_voice_waits_for_none_of_them() {
        let native = native();
        let due = native.monotonic();
        let call = Call { due, chime: Some(Chime::Tick), say: "left hip".to_owned(), when_late: WhenLate::Drop };
        native.set_volume(Volume { chimes_percent: 1, voice_percent: 0 });
        native.set_awake(Awake::Yes);
        native.schedule(vec![call]);
        native.schedule(Vec::new());
        native.set_awake(Awake::No);
        assert_eq!(native.take_slept(), None);
        assert!(native.monotonic() < due + Duration::from_secs(1), "each call returns at once");
    }

    #[test]
    fn random_numbers_differ_from_call_to_call() {
        let native = native();
        assert_ne!(native.random_u128(), native.random_u128());
        assert_ne!(native.random_u64(), native.random_u64());
    }
}
