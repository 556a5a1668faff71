//! The services of the machine, behind one trait: the clocks, randomness, cues to be heard, the display, notifications,
//! the desktop's theme, the file manager, file dialogs, and hearing of changed files.
//!
//! Architecture invariant: nothing here knows of the domain or of the screens, and nothing outside asks the machine
//! itself. Every call returns at once; what takes longer goes on in a thread, which wakes the window when it has news.

mod appearance;
mod awake;
pub mod conductor;
mod dialog;
mod fake;
mod folder;
mod native;
mod note;
#[cfg(target_os = "linux")]
mod portal;
pub mod sound;
pub mod voice;
mod watch;
mod worker;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Zoned;

pub use appearance::Appearance;
pub use awake::Awake;
pub use conductor::{Call, WhenLate};
pub use dialog::{Dialog, DialogKind, Picked};
pub use fake::Fake;
pub use native::Native;
pub use sound::Chime;

/// A call that makes the window look again, from any thread: in the program egui's `request_repaint`.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// [`Platform::monotonic`] for another thread.
pub type Clock = Arc<dyn Fn() -> Duration + Send + Sync>;

/// Something that went wrong in the background, for the user to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What it means for them, in a sentence or two.
    pub words: String,
    /// The cause, as the machine says it.
    pub details: String,
}

/// How loud cues are, each 0–100; at 0 the device or the voice is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Volume {
    /// The chimes.
    pub chimes_percent: u8,
    /// The voice.
    pub voice_percent: u8,
}

/// The services the program needs from the machine it runs on: [`Native`], or [`Fake`] in tests.
pub trait Platform {
    /// The wall clock in the machine's time zone: for dates and stamps, never for measuring.
    fn now(&self) -> Zoned;

    /// Time since the program began, on a clock that never jumps: for measuring, never for dates.
    ///
    /// It may stand still while the machine sleeps.
    fn monotonic(&self) -> Duration;

    /// Time of the processor that all threads of the program have used so far; none where the system does not say.
    fn processor_time(&self) -> Option<Duration>;

    /// The same clock, for another thread to read.
    fn clock(&self) -> Clock;

    /// The machine's name in its network, for a person to know it by; empty where it has none.
    fn host_name(&self) -> String;

    /// A random number: the seed of a plan.
    fn random_u64(&self) -> u64;

    /// A random number: the random part of an id.
    fn random_u128(&self) -> u128;

    /// Lets these calls be heard, each at its moment, in place of those that were still to come. A thread does it,
    /// however busy or hidden the window is. With none in mid-schedule the voice falls silent.
    fn schedule(&self, calls: Vec<Call>);

    /// If the machine slept while something was scheduled: the last moment known before it, on the scale of
    /// [`Self::monotonic`]. What was scheduled is dropped then. Ask first in each logic pass, before the clock: it
    /// counts the sleep on some systems.
    fn take_slept(&self) -> Option<Duration>;

    /// Sets how loud calls are, from the next one on.
    fn set_volume(&self, volume: Volume);

    /// Keeps the display on, or no longer. Where the desktop does not let it, nothing happens.
    fn set_awake(&self, awake: Awake);

    /// Shows a notification of the desktop, where it has them.
    fn notify(&self, title: &str, text: &str);

    /// Takes what went wrong in the background since the last call, in words for the user. Ask in each logic pass.
    fn take_trouble(&self) -> Option<Trouble>;

    /// Whether the desktop asks for light or dark, as last heard; `None` where it has not said, or where winit tells
    /// egui by itself (Windows and macOS).
    fn appearance(&self) -> Option<Appearance>;

    /// Shows a folder in the desktop's file manager. The error says that the file manager could not be started.
    fn open_folder(&self, folder: &Path) -> io::Result<()>;

    /// Begins to hear of changes in a folder and all that is in it, in place of the one before. Where the system cannot
    /// watch it, nothing is heard.
    fn watch(&self, folder: &Path);

    /// Whether files in the watched folder have changed since the last call. Hidden and half-written ones do not count.
    fn take_folder_change(&self) -> bool;

    /// Shows a dialog. While one is open, another is not shown.
    fn pick(&self, dialog: Dialog);

    /// Takes the answer of the dialog, once there is one. Ask in each logic pass.
    fn take_picked(&self) -> Option<Picked>;
}
