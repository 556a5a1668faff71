//! Soft chimes, synthesised, so that no sound file is needed.
//!
//! The window hands a [`Chime`] to the [`Speaker`] and goes on; a thread of the speaker renders it and gives it to the
//! first output that works here:
//!
//! - Linux: a `PulseAudio` server (`PipeWire` answers in its place), else ALSA, loaded when it is needed, so that
//!   neither is needed to build or to start the program.
//! - Windows and macOS: rodio.
//!
//! **How a chime stays prompt:** the output is opened as soon as chimes are to come and left running, silent between
//! them, so that each begins after the same short while: what the device holds in advance, some 40 ms. A chime is asked
//! for ahead and goes to the device behind the silence until it is due, so that a busy machine does not delay it. When
//! none has come for a while, the run is over: the output is closed, and the machine may put its sound device to sleep.

mod chime;
mod speaker;

#[cfg(target_os = "linux")]
mod alsa;
#[cfg(any(target_os = "windows", target_os = "macos"))]
mod device;
#[cfg(target_os = "linux")]
mod mixer;
#[cfg(target_os = "linux")]
mod pulse;

use thiserror::Error;

pub use chime::{Chime, render};
pub use speaker::{Asker, Speaker};

/// An open sound device. It closes when dropped.
trait Output {
    /// Samples in a second, of the one channel that [`Output::play`] takes.
    fn rate_hz(&self) -> u32;

    /// Begins a sound, over those still to be heard, and returns without waiting for its end.
    ///
    /// The error says that the device has gone; no further sound will be heard from this output.
    fn play(&mut self, samples: Vec<f32>) -> Result<(), SoundError>;
}

/// Why there is no sound, in words.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{0}")]
struct SoundError(String);

#[cfg(target_os = "linux")]
fn open_output() -> Result<Box<dyn Output>, SoundError> {
    match pulse::open() {
        Ok(server) => Ok(Box::new(server)),
        Err(SoundError(no_server)) => match alsa::open() {
            Ok(card) => Ok(Box::new(card)),
            Err(SoundError(no_card)) => Err(SoundError(format!("{no_server}; {no_card}"))),
        },
    }
}

#[cfg(any(target_os = "windows", target_os = "macos"))]
fn open_output() -> Result<Box<dyn Output>, SoundError> {
    Ok(Box::new(device::open()?))
}

#[cfg(not(any(target_os = "linux", target_os = "windows", target_os = "macos")))]
fn open_output() -> Result<Box<dyn Output>, SoundError> {
    Err(SoundError("this system is not supported".to_owned()))
}
