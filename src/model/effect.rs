//! What the outside world is asked to do.

use crate::circuit::Cue;
use crate::domain::{Document, ThemeChoice};

/// A wish of the model to the outside world. Its outcome, if any, comes back as a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Saves this document; answered by `Saved` with the revision or by `SaveFailed`.
    Save(Document, u64),
    /// Sounds a cue of the run.
    Sound(Cue),
    /// Shows the data folder in the system's file manager.
    OpenDataFolder,
    /// Uses these colours.
    UseTheme(ThemeChoice),
}
