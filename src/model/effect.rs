//! What the outside world is asked to do.

use crate::domain::{Document, ThemeChoice};

use super::{Announcement, Awake, Job, KeptState, Purpose};

/// A wish of the model to the outside world. Its outcome, if any, comes back as a command.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "an effect lives for a moment, and few come in a second")]
pub enum Effect {
    /// Saves this document; answered by `Saved` with the revision or by `SaveFailed`.
    Save {
        /// The document.
        document: Document,
        /// Its revision.
        revision: u64,
        /// How many arrivals are in it. Those that came since are laid over it before it is saved.
        arrivals: u64,
    },
    /// Gives work to the thread that keeps the files; answered by news.
    Keep(Job),
    /// Shows the desktop's dialog for a file or folder; answered by what was chosen.
    Choose(Purpose),
    /// Gives these cues of the run, each at its moment, in place of all that were scheduled before and are still to come.
    /// One that was given already, the same cue at the same moment, is not given again.
    Schedule(Vec<Announcement>),
    /// Keeps where the run stands in the state folder, or no longer.
    KeepRun(Option<KeptState>),
    /// Keeps the display on, or no longer.
    Awake(Awake),
    /// Tells on the desktop that a run has ended, where the window is not seen.
    NotifyDone(String),
    /// Fills the screen with the window, or no longer.
    ToggleFullScreen,
    /// Shows the data folder in the system's file manager.
    OpenDataFolder,
    /// Uses these colours.
    UseTheme(ThemeChoice),
}
