//! The services of the machine, behind one trait: the clock, randomness, sound, the desktop's theme, the file manager, file
//! dialogs, and hearing of changed files.
//!
//! Architecture invariant: nothing here knows of the domain or of the screens, and nothing outside asks the machine
//! itself. Every call returns at once; what takes longer goes on in a thread, which wakes the window when it has news.

mod appearance;
mod dialog;
mod fake;
mod folder;
mod native;
#[cfg(target_os = "linux")]
mod portal;
pub mod sound;
mod watch;
mod worker;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Zoned;

pub use appearance::Appearance;
pub use dialog::{Dialog, DialogKind, Picked};
pub use fake::Fake;
pub use native::Native;
pub use sound::Chime;

/// A call that makes the window look again, from any thread: in the program egui's `request_repaint`.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Something that went wrong in the background, for the user to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What it means for them, in a sentence or two.
    pub words: String,
    /// The cause, as the machine says it.
    pub details: String,
}

/// The services the program needs from the machine it runs on: [`Native`], or [`Fake`] in tests.
pub trait Platform {
    /// The wall clock in the machine's time zone: for dates and stamps, never for measuring.
    fn now(&self) -> Zoned;

    /// Time since the program began, on a clock that never jumps: for measuring, never for dates.
    ///
    /// It may stand still while the machine sleeps.
    fn monotonic(&self) -> Duration;

    /// The machine's name in its network, for a person to know it by; empty where it has none.
    fn host_name(&self) -> String;

    /// A random number: the seed of a plan.
    fn random_u64(&self) -> u64;

    /// A random number: the random part of an id.
    fn random_u128(&self) -> u128;

    /// Plays a chime, over those still sounding.
    fn play(&self, chime: Chime);

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
