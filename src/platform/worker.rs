//! The threads of the services.

use std::io;
use std::thread;

/// Starts a thread for a service that must not hold up the window.
///
/// Nobody waits for its end: such a thread works for one caller through a channel, and ends by itself when the channel
/// closes, or with the program. None of them writes anything that could be cut short.
#[expect(clippy::disallowed_methods, reason = "the one place where services get their threads; see above")]
pub(super) fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}
