//! A voice that says what comes next: the one the system has.
//!
//! - Linux: speech-dispatcher, over its socket; it is started where it is installed and does not run yet.
//! - macOS: `say`.
//! - Windows: `System.Speech`, in a `PowerShell` that reads lines.
//!
//! Where there is none, nothing is said and nobody is bothered. A text goes to the voice as data, never through a
//! shell. Texts are English, so an English voice is asked for, whatever the desktop speaks.

#[cfg(any(target_os = "macos", target_os = "windows", test))]
mod process;
#[cfg(target_os = "linux")]
mod ssip;

use std::sync::mpsc::{self, Receiver, Sender};

use thiserror::Error;

use super::worker;

/// Something that speaks. It falls silent when dropped.
trait Tongue {
    /// Begins to say a text, in place of what it is saying, at a volume of 1–100; returns without waiting for its end.
    fn say(&mut self, text: &str, volume_percent: u8) -> Result<(), VoiceError>;

    /// Says nothing more.
    fn hush(&mut self) -> Result<(), VoiceError>;
}

/// Why there is no voice, in words for the log.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{0}")]
struct VoiceError(String);

impl From<std::io::Error> for VoiceError {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// Says texts, from a thread of its own, because a voice may take its time. Clones speak with the same voice.
#[derive(Clone)]
pub struct Voice {
    asked: Sender<Ask>,
}

#[derive(Debug, PartialEq)]
enum Ask {
    Say(String),
    Hush,
    Volume(u8),
}

impl Voice {
    /// The voice of this machine. Nothing is started before the first text.
    pub fn start() -> Voice {
        Voice::with_tongue(find)
    }

    fn with_tongue<Find>(find: Find) -> Voice
    where
        Find: Fn() -> Result<Box<dyn Tongue>, VoiceError> + Send + 'static,
    {
        let (asked, asks) = mpsc::channel();
        if let Err(error) = worker::spawn("voice", move || speak(&asks, &find)) {
            log::info!("No voice: {error}");
        }
        Voice { asked }
    }

    /// Says a text in place of what is being said, and returns at once.
    pub fn say(&self, text: String) {
        self.ask(Ask::Say(text));
    }

    /// Falls silent.
    pub fn hush(&self) {
        self.ask(Ask::Hush);
    }

    /// Sets how loud texts are from the next one on: 0–100; more counts as 100. At 0 nothing is said.
    pub fn set_volume_percent(&self, volume_percent: u8) {
        self.ask(Ask::Volume(volume_percent.min(100)));
    }

    fn ask(&self, ask: Ask) {
        // Where the thread could not be started there is no voice, and the log says so.
        let _ = self.asked.send(ask);
    }
}

fn speak<Find>(asks: &Receiver<Ask>, find: &Find)
where
    Find: Fn() -> Result<Box<dyn Tongue>, VoiceError>,
{
    let mut tongue: Option<Box<dyn Tongue>> = None;
    let mut volume_percent = 100;
    while let Ok(first) = asks.recv() {
        // What waits behind a slow voice is out of date, but for the last.
        let mut speech = None;
        for ask in std::iter::once(first).chain(asks.try_iter()) {
            match ask {
                Ask::Volume(percent) => volume_percent = percent,
                Ask::Say(_) | Ask::Hush => speech = Some(ask),
            }
        }
        let outcome = match speech {
            Some(Ask::Say(text)) if volume_percent > 0 => say(&mut tongue, find, &text, volume_percent),
            Some(Ask::Hush) => tongue.as_mut().map_or(Ok(()), |tongue| tongue.hush()),
            Some(Ask::Say(_) | Ask::Volume(_)) | None => Ok(()),
        };
        if let Err(error) = outcome {
            log::info!("No voice: {error}");
            tongue = None;
        }
    }
}

/// Says it with the voice found before or, where that has gone, with a fresh one.
fn say<Find>(
    tongue: &mut Option<Box<dyn Tongue>>,
    find: &Find,
    text: &str,
    volume_percent: u8,
) -> Result<(), VoiceError>
where
    Find: Fn() -> Result<Box<dyn Tongue>, VoiceError>,
{
    if let Some(known) = tongue
        && known.say(text, volume_percent).is_ok()
    {
        return Ok(());
    }
    // The one that has gone falls silent before another speaks.
    *tongue = None;
    tongue.insert(find()?).say(text, volume_percent)
}

#[cfg(target_os = "linux")]
fn find() -> Result<Box<dyn Tongue>, VoiceError> {
    Ok(Box::new(ssip::Dispatcher::find()?))
}

#[cfg(target_os = "macos")]
fn find() -> Result<Box<dyn Tongue>, VoiceError> {
    Ok(Box::new(process::EachText::say_of_macos()))
}

#[cfg(target_os = "windows")]
fn find() -> Result<Box<dyn Tongue>, VoiceError> {
    Ok(Box::new(process::KeptProcess::power_shell()?))
}

#[cfg(not(any(target_os = "linux", target_os = "windows", target_os = "macos")))]
fn find() -> Result<Box<dyn Tongue>, VoiceError> {
    Err(VoiceError("this system is not supported".to_owned()))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    const LONG: Duration = Duration::from_secs(20);

    #[derive(Debug, PartialEq)]
    enum Event {
        Found,
        Said(String, u8),
        Hushed,
        Gone,
    }

    struct FakeTongue {
        events: Sender<Event>,
        texts_left: usize,
    }

    impl Tongue for FakeTongue {
        fn say(&mut self, text: &str, volume_percent: u8) -> Result<(), VoiceError> {
            self.texts_left = self.texts_left.checked_sub(1).ok_or(VoiceError("it has gone".to_owned()))?;
            self.events.send(Event::Said(text.to_owned(), volume_percent)).expect("the test listens");
            Ok(())
        }

        fn hush(&mut self) -> Result<(), VoiceError> {
            self.events.send(Event::Hushed).expect("the test listens");
            Ok(())
        }
    }

    impl Drop for FakeTongue {
        fn drop(&mut self) {
            self.events.send(Event::Gone).ok();
        }
    }

    /// A voice whose n-th tongue says `texts[n]` texts; there are no more tongues than that.
    fn voice(texts: &'static [usize]) -> (Voice, Receiver<Event>) {
        let (events, seen) = mpsc::channel();
        let found = AtomicUsize::new(0);
        let find = move || match texts.get(found.fetch_add(1, Ordering::Relaxed)) {
            None => Err(VoiceError("there is none".to_owned())),
            Some(texts_left) => {
                events.send(Event::Found).expect("the test listens");
                Ok(Box::new(FakeTongue { events: events.clone(), texts_left: *texts_left }) as Box<dyn Tongue>)
            }
        };
        (Voice::with_tongue(find), seen)
    }

    #[track_caller]
    fn expect(seen: &Receiver<Event>, expected: &[Event]) {
        for event in expected {
            assert_eq!(&seen.recv_timeout(LONG).expect("the voice does something"), event);
        }
    }

    fn said(text: &str, volume_percent: u8) -> Event {
        Event::Said(text.to_owned(), volume_percent)
    }

    #[test]
    fn texts_are_said_by_one_voice_at_the_volume_asked_for() {
        let (voice, seen) = voice(&[usize::MAX]);
        voice.set_volume_percent(40);
        voice.say("left hamstrings, roller".to_owned());
        expect(&seen, &[Event::Found, said("left hamstrings, roller", 40)]);
        voice.set_volume_percent(250);
        voice.clone().say("switch sides".to_owned());
        expect(&seen, &[said("switch sides", 100)]);
        voice.hush();
        expect(&seen, &[Event::Hushed]);
        drop(voice);
        expect(&seen, &[Event::Gone]);
    }

    #[test]
    fn without_volume_or_before_the_first_text_no_voice_is_sought() {
        let (voice, seen) = voice(&[usize::MAX]);
        voice.hush();
        voice.set_volume_percent(0);
        voice.say("nobody hears this".to_owned());
        assert!(seen.recv_timeout(Duration::from_millis(50)).is_err());
    }

    #[test]
    fn a_voice_that_goes_away_is_sought_anew_and_none_is_no_trouble() {
        let (voice, seen) = voice(&[1, 1]);
        voice.say("one".to_owned());
        expect(&seen, &[Event::Found, said("one", 100)]);
        voice.say("two".to_owned());
        expect(&seen, &[Event::Gone, Event::Found, said("two", 100)]);
        voice.say("three".to_owned());
        expect(&seen, &[Event::Gone]);
        voice.say("four".to_owned());
        voice.hush();
        drop(voice);
        assert_eq!(seen.recv_timeout(LONG), Err(mpsc::RecvTimeoutError::Disconnected));
    }

    #[test]
    fn of_texts_that_wait_for_a_slow_voice_only_the_last_is_said() {
        struct Slow(Sender<String>, Receiver<()>);

        impl Tongue for Slow {
            fn say(&mut self, text: &str, _volume_percent: u8) -> Result<(), VoiceError> {
                self.0.send(text.to_owned()).expect("the test listens");
                self.1.recv().map_err(|error| VoiceError(error.to_string()))
            }

            fn hush(&mut self) -> Result<(), VoiceError> {
                Ok(())
            }
        }

        let (texts, said) = mpsc::channel();
        let (release, held) = mpsc::channel();
        let slow = std::sync::Mutex::new(Some(Slow(texts, held)));
        let voice = Voice::with_tongue(move || {
            let slow = slow.lock().expect("one finds it").take().ok_or(VoiceError("only one".to_owned()))?;
            Ok(Box::new(slow))
        });
        voice.say("one".to_owned());
        assert_eq!(said.recv_timeout(LONG).as_deref(), Ok("one"));
        for text in ["two", "three", "four"] {
            voice.say(text.to_owned());
        }
        release.send(()).expect("the first is being said");
        assert_eq!(said.recv_timeout(LONG).as_deref(), Ok("four"));
    }
}
