//! Keeping the display on.

use std::cell::RefCell;
use std::sync::mpsc::{self, Receiver, Sender};

use super::worker;

/// Whether the display may go dark by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awake {
    /// It stays on.
    Yes,
    /// It goes dark as the person has set it.
    No,
}

/// Holds the display on, each time in a thread of its own, because the desktop may take its time to answer.
///
/// The system lets go by itself when the program ends, however it ends.
#[derive(Default)]
pub(super) struct Holder {
    /// The thread holds as long as this exists.
    held: RefCell<Option<Sender<()>>>,
}

impl Holder {
    pub(super) fn set(&self, awake: Awake) {
        let mut held = self.held.borrow_mut();
        match awake {
            Awake::No => *held = None,
            Awake::Yes if held.is_some() => {}
            Awake::Yes => {
                let (hold, released) = mpsc::channel();
                match worker::spawn("awake", move || hold_until(&released)) {
                    Ok(()) => *held = Some(hold),
                    Err(error) => log::info!("The display is not kept on: {error}"),
                }
            }
        }
    }
}

fn hold_until(released: &Receiver<()>) {
    // A desktop that does not know of displays may still know what idle is.
    match wish().display(true).create().or_else(|_unknown| wish().idle(true).create()) {
        Ok(awake) => {
            // Nothing is ever sent: it returns when the sender is gone.
            let _ = released.recv();
            drop(awake);
        }
        Err(error) => log::info!("The display is not kept on: {error}"),
    }
}

fn wish() -> keepawake::Builder {
    let mut builder = keepawake::Builder::default();
    builder.app_name("Supple").app_reverse_domain("supple").reason("A circuit is being followed");
    builder
}
