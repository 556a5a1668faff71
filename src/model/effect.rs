//! What the outside world is asked to do.

use crate::circuit::Cue;
use crate::domain::{Document, ThemeChoice};

use super::{Job, Purpose};

/// A wish of the model to the outside world. Its outcome, if any, comes back as a command.
#[derive(Clone, Debug, PartialEq)]
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
    /// Sounds a cue of the run.
    Sound(Cue),
    /// Shows the data folder in the system's file manager.
    OpenDataFolder,
    /// Uses these colours.
    UseTheme(ThemeChoice),
}
