//! The window of the safety gate: what is asked when something is wrong, an emergency, and advice about pain that lasts.

mod emergency;
mod pain;
mod questions;
mod unplaced;

pub use emergency::emergency_ui;
pub use pain::pain_ui;
pub use questions::{Asked, ask_ui, ending_words, flag_of, wrong_button};
pub use unplaced::unplaced_ui;
