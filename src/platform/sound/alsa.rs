//! Sound through ALSA, for Linux without a sound server. libasound is loaded when it is needed, never linked.
#![expect(unsafe_code, reason = "libasound is called through pointers found by name; nothing else here needs it")]

use std::ffi::{CStr, c_char, c_int, c_long, c_uint, c_ulong, c_void};
use std::ptr;
use std::sync::mpsc::{self, Receiver, Sender};

use libloading::Library;

use super::mixer::Mixer;
use super::{Output, SoundError};
use crate::platform::worker;

const RATE_HZ: u32 = 48_000;
/// Sound the card holds in advance.
const BUFFER_USEC: c_uint = 40_000;
/// Samples written at a time: 10 ms.
const CHUNK: usize = 480;

// From alsa/pcm.h; these numbers are part of the library's stable interface.
const PLAYBACK: c_int = 0;
const NONBLOCK: c_int = 1;
const FORMAT_FLOAT: c_int = if cfg!(target_endian = "little") { 14 } else { 15 };
const ACCESS_INTERLEAVED: c_int = 3;

/// A card, fed by a thread of its own, because writing to it waits for it.
pub(super) struct Card {
    sounds: Sender<Vec<f32>>,
}

/// Opens the default card and starts its thread.
pub(super) fn open() -> Result<Card, SoundError> {
    let (sounds, incoming) = mpsc::channel();
    let (opened, outcome) = mpsc::channel();
    worker::spawn("alsa", move || match Pcm::open(c"default").and_then(Pcm::prove) {
        Ok(pcm) => {
            // Whoever asked waits for this answer, unless the program is closing.
            let _ = opened.send(Ok(()));
            if let Err(error) = feed(&pcm, &incoming) {
                log::info!("{error}");
            }
        }
        Err(error) => {
            let _ = opened.send(Err(error));
        }
    })
    .map_err(|error| SoundError(error.to_string()))?;
    outcome.recv().unwrap_or_else(|_ended| Err(gone()))?;
    Ok(Card { sounds })
}

impl Output for Card {
    fn rate_hz(&self) -> u32 {
        RATE_HZ
    }

    fn play(&mut self, samples: Vec<f32>) -> Result<(), SoundError> {
        self.sounds.send(samples).map_err(|_unplayed| gone())
    }
}

fn gone() -> SoundError {
    SoundError("the sound card has gone".to_owned())
}

/// Plays what comes in until the [`Card`] is dropped or the card fails; waits without work while nothing sounds.
fn feed(pcm: &Pcm, incoming: &Receiver<Vec<f32>>) -> Result<(), SoundError> {
    let mut mixer = Mixer::default();
    let mut chunk = [0.0; CHUNK];
    while let Ok(sound) = incoming.recv() {
        mixer.extend([sound]);
        pcm.prepare()?;
        while !mixer.is_silent() {
            mixer.extend(incoming.try_iter());
            chunk.fill_with(|| mixer.next_sample());
            pcm.write(&chunk)?;
        }
        pcm.drain()?;
    }
    Ok(())
}

/// `snd_pcm_t`, opaque.
type Handle = *mut c_void;

/// `snd_local_error_handler_t`; the last argument is a `va_list`, which is never read here.
type ErrorHandler = extern "C" fn(*const c_char, c_int, *const c_char, c_int, *const c_char, *mut c_void);

/// The functions of libasound used here, valid as long as the library is loaded.
struct Functions {
    open: unsafe extern "C" fn(*mut Handle, *const c_char, c_int, c_int) -> c_int,
    nonblock: unsafe extern "C" fn(Handle, c_int) -> c_int,
    set_params: unsafe extern "C" fn(Handle, c_int, c_int, c_uint, c_uint, c_int, c_uint) -> c_int,
    prepare: unsafe extern "C" fn(Handle) -> c_int,
    writei: unsafe extern "C" fn(Handle, *const c_void, c_ulong) -> c_long,
    recover: unsafe extern "C" fn(Handle, c_int, c_int) -> c_int,
    drain: unsafe extern "C" fn(Handle) -> c_int,
    close: unsafe extern "C" fn(Handle) -> c_int,
    strerror: unsafe extern "C" fn(c_int) -> *const c_char,
    set_error_handler: unsafe extern "C" fn(Option<ErrorHandler>) -> Option<ErrorHandler>,
    _library: Library,
}

/// An open playback device: one channel of floats at [`RATE_HZ`].
///
/// It stays on the thread that opened it: the raw pointer keeps it there.
struct Pcm {
    functions: Functions,
    handle: Handle,
}

impl Pcm {
    fn open(name: &CStr) -> Result<Pcm, SoundError> {
        let functions =
            Functions::load().map_err(|error| SoundError(format!("ALSA's library cannot be loaded: {error}")))?;
        // SAFETY: the handler has the type that libasound asks for, and lives as long as the program.
        unsafe { (functions.set_error_handler)(Some(ignore)) };
        let mut handle = ptr::null_mut();
        // SAFETY: `handle` may be written, `name` ends with a zero. Without NONBLOCK a busy card would be waited for.
        let outcome = unsafe { (functions.open)(&raw mut handle, name.as_ptr(), PLAYBACK, NONBLOCK) };
        functions.check(outcome)?;
        // From here on dropping `pcm` closes the handle.
        let pcm = Pcm { functions, handle };
        // SAFETY: the handle is open. From here on writing waits for the card, which is what paces it.
        pcm.functions.check(unsafe { (pcm.functions.nonblock)(pcm.handle, 0) })?;
        // SAFETY: the handle is open; the other arguments are plain numbers: one channel, resampling allowed.
        pcm.functions.check(unsafe {
            (pcm.functions.set_params)(pcm.handle, FORMAT_FLOAT, ACCESS_INTERLEAVED, 1, RATE_HZ, 1, BUFFER_USEC)
        })?;
        Ok(pcm)
    }

    /// Plays a moment of silence, so that a device which opens but does not play is found out at once.
    fn prove(self) -> Result<Pcm, SoundError> {
        self.prepare()?;
        self.write(&[0.0; CHUNK])?;
        self.drain()?;
        Ok(self)
    }

    /// Makes the device ready to be written to, after opening it and after each [`Pcm::drain`].
    fn prepare(&self) -> Result<(), SoundError> {
        // SAFETY: the handle is open.
        self.functions.check(unsafe { (self.functions.prepare)(self.handle) })
    }

    /// Writes samples, and waits until the device has taken them.
    fn write(&self, mut samples: &[f32]) -> Result<(), SoundError> {
        while !samples.is_empty() {
            let frames = samples.len() as c_ulong;
            // SAFETY: the handle is open, and `samples` holds `frames` frames of one float each.
            let written = unsafe { (self.functions.writei)(self.handle, samples.as_ptr().cast(), frames) };
            match usize::try_from(written) {
                Ok(written) => samples = &samples[written.min(samples.len())..],
                Err(_negative) => {
                    // SAFETY: the handle is open. This mends an underrun or a suspended machine; any other error comes
                    // back, and so the loop ends.
                    self.functions.check(unsafe { (self.functions.recover)(self.handle, written as c_int, 1) })?;
                }
            }
        }
        Ok(())
    }

    /// Waits until everything written has been heard.
    fn drain(&self) -> Result<(), SoundError> {
        // SAFETY: the handle is open.
        self.functions.check(unsafe { (self.functions.drain)(self.handle) })
    }
}

impl Drop for Pcm {
    fn drop(&mut self) {
        // SAFETY: the handle is open and is not used after this.
        unsafe { (self.functions.close)(self.handle) };
    }
}

impl Functions {
    fn load() -> Result<Functions, libloading::Error> {
        // SAFETY: libasound runs no code of consequence when loaded, and each type is that of alsa/pcm.h or
        // alsa/error.h. The pointers stay valid because the library is kept beside them.
        unsafe {
            let library = Library::new("libasound.so.2")?;
            Ok(Functions {
                open: *library.get("snd_pcm_open")?,
                nonblock: *library.get("snd_pcm_nonblock")?,
                set_params: *library.get("snd_pcm_set_params")?,
                prepare: *library.get("snd_pcm_prepare")?,
                writei: *library.get("snd_pcm_writei")?,
                recover: *library.get("snd_pcm_recover")?,
                drain: *library.get("snd_pcm_drain")?,
                close: *library.get("snd_pcm_close")?,
                strerror: *library.get("snd_strerror")?,
                set_error_handler: *library.get("snd_lib_error_set_local")?,
                _library: library,
            })
        }
    }

    /// ALSA's own words for a negative outcome.
    fn check(&self, outcome: c_int) -> Result<(), SoundError> {
        if outcome >= 0 {
            return Ok(());
        }
        // SAFETY: the library answers every number with a text that it keeps.
        let words = unsafe { CStr::from_ptr((self.strerror)(outcome)) };
        Err(SoundError(format!("ALSA says: {}", words.to_string_lossy())))
    }
}

/// Keeps ALSA from writing to the terminal what is told to the user anyway.
extern "C" fn ignore(
    _file: *const c_char,
    _line: c_int,
    _function: *const c_char,
    _error: c_int,
    _format: *const c_char,
    _arguments: *mut c_void,
) {
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_that_is_not_there_is_an_error_with_a_reason() {
        let SoundError(reason) = Pcm::open(c"supple-has-no-such-card").err().expect("there is no such card");
        assert!(reason.starts_with("ALSA"), "{reason}");
    }
}
