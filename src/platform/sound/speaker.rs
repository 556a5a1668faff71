//! The thread that sounds the chimes.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::{Chime, Output, SoundError, open_output, render};
use crate::platform::{Trouble, Wake, worker};

/// How long an output stays open after a chime. Longer than the silences within a run: half of the longest station.
const REST_AFTER: Duration = Duration::from_secs(150);

/// Plays chimes on the machine's sound device, from a thread of its own.
///
/// Where there is no device, or where it goes away, this is told once; the chimes that follow are tried quietly, so
/// that sound comes back with the device. Dropped, it lets the thread end by itself and waits for nothing.
pub struct Speaker {
    chimes: Sender<Chime>,
    troubles: Receiver<Trouble>,
}

/// What the thread of a speaker owns.
struct Player<Open> {
    open: Open,
    rest_after: Duration,
    chimes: Receiver<Chime>,
    /// Taken by the first trouble: it is told once.
    troubles: Option<Sender<Trouble>>,
    wake: Wake,
}

impl Speaker {
    /// A speaker for this machine. The device is not touched before the first chime; `wake` is called on trouble.
    pub fn new(wake: Wake) -> Speaker {
        Speaker::with_output(open_output, REST_AFTER, wake)
    }

    fn with_output<Open>(open: Open, rest_after: Duration, wake: Wake) -> Speaker
    where
        Open: Fn() -> Result<Box<dyn Output>, SoundError> + Send + 'static,
    {
        let (chimes, asked) = mpsc::channel();
        let (sender, troubles) = mpsc::channel();
        let mut player = Player { open, rest_after, chimes: asked, troubles: Some(sender.clone()), wake };
        if let Err(error) = worker::spawn("sound", move || player.run()) {
            tell(&sender, &SoundError(error.to_string()));
        }
        Speaker { chimes, troubles }
    }

    /// Asks for a chime and returns at once.
    pub fn play(&self, chime: Chime) {
        // The thread only ends before its speaker if it could not be started, and that has been told.
        let _ = self.chimes.send(chime);
    }

    /// Takes the message that there is no sound, if there is one to give.
    pub fn take_trouble(&self) -> Option<Trouble> {
        self.troubles.try_recv().ok()
    }
}

impl<Open> Player<Open>
where
    Open: Fn() -> Result<Box<dyn Output>, SoundError>,
{
    fn run(&mut self) {
        let mut output = None;
        while let Some(chime) = self.next_chime(&mut output) {
            match self.sound(chime, output.take()) {
                Ok(sounding) => output = Some(sounding),
                Err(error) => {
                    log::info!("No sound: {error}");
                    // Chimes asked for while a device was sought in vain belong to moments gone by.
                    while self.chimes.try_recv().is_ok() {}
                    if let Some(troubles) = self.troubles.take() {
                        tell(&troubles, &error);
                        (self.wake)();
                    }
                }
            }
        }
    }

    /// Waits for the next chime, and closes the output when none has come for long; `None` when the speaker is gone.
    fn next_chime(&self, output: &mut Option<Box<dyn Output>>) -> Option<Chime> {
        if output.is_some() {
            match self.chimes.recv_timeout(self.rest_after) {
                Ok(chime) => return Some(chime),
                Err(RecvTimeoutError::Timeout) => *output = None,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        self.chimes.recv().ok()
    }

    /// Plays on the open output, or on a fresh one where there is none or it has gone since the last chime.
    fn sound(&self, chime: Chime, open: Option<Box<dyn Output>>) -> Result<Box<dyn Output>, SoundError> {
        if let Some(mut output) = open
            && output.play(render(chime, output.rate_hz())).is_ok()
        {
            return Ok(output);
        }
        let mut output = (self.open)()?;
        output.play(render(chime, output.rate_hz()))?;
        Ok(output)
    }
}

fn tell(troubles: &Sender<Trouble>, error: &SoundError) {
    // Nobody hears it when the program is closing.
    let _ = troubles
        .send(Trouble { words: "No sound. The circuit goes on without it.".to_owned(), details: format!("{error}.") });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    const LONG: Duration = Duration::from_secs(20);
    const RATE_HZ: u32 = 8_000;

    /// What happens to the fake outputs, told to the test.
    #[derive(Debug, PartialEq)]
    enum Event {
        Opened,
        Played(Vec<f32>),
        Closed,
    }

    struct FakeOutput {
        events: Sender<Event>,
        /// Plays this many sounds, then it is gone.
        plays_left: usize,
    }

    impl Output for FakeOutput {
        fn rate_hz(&self) -> u32 {
            RATE_HZ
        }

        fn play(&mut self, samples: Vec<f32>) -> Result<(), SoundError> {
            if self.plays_left == 0 {
                return Err(SoundError("unplugged".to_owned()));
            }
            self.plays_left -= 1;
            self.events.send(Event::Played(samples)).expect("the test listens");
            Ok(())
        }
    }

    impl Drop for FakeOutput {
        fn drop(&mut self) {
            self.events.send(Event::Closed).ok();
        }
    }

    /// A speaker whose n-th opened output plays `plays[n]` sounds; there are no more devices than that.
    fn speaker(plays: &'static [usize], rest_after: Duration) -> (Speaker, Receiver<Event>, Receiver<()>) {
        let (events, seen) = mpsc::channel();
        let (woken, wakes) = mpsc::channel();
        let opened = AtomicUsize::new(0);
        let open = move || match plays.get(opened.fetch_add(1, Ordering::Relaxed)) {
            None => Err(SoundError("no device".to_owned())),
            Some(plays_left) => {
                events.send(Event::Opened).expect("the test listens");
                Ok(Box::new(FakeOutput { events: events.clone(), plays_left: *plays_left }) as Box<dyn Output>)
            }
        };
        let wake = Arc::new(move || woken.send(()).unwrap_or_default());
        (Speaker::with_output(open, rest_after, wake), seen, wakes)
    }

    fn played(chime: Chime) -> Event {
        Event::Played(render(chime, RATE_HZ))
    }

    #[track_caller]
    fn expect(seen: &Receiver<Event>, event: &Event) {
        assert_eq!(&seen.recv_timeout(LONG).expect("the speaker does something"), event);
    }

    #[test]
    fn chimes_reach_one_output_in_order_and_it_closes_with_the_speaker() {
        let (speaker, seen, _wakes) = speaker(&[usize::MAX], LONG);
        assert!(seen.try_recv().is_err(), "no device is touched before the first chime");
        for chime in Chime::ALL {
            speaker.play(chime);
        }
        expect(&seen, &Event::Opened);
        for chime in Chime::ALL {
            expect(&seen, &played(chime));
        }
        assert_eq!(speaker.take_trouble(), None);
        drop(speaker);
        expect(&seen, &Event::Closed);
    }

    #[test]
    fn a_missing_device_is_told_once_and_wakes_the_window() {
        let (speaker, seen, wakes) = speaker(&[], LONG);
        speaker.play(Chime::Start);
        wakes.recv_timeout(LONG).expect("trouble wakes the window");
        let trouble = speaker.take_trouble().expect("the trouble is told");
        assert_eq!(trouble.words, "No sound. The circuit goes on without it.");
        assert_eq!(trouble.details, "no device.");
        speaker.play(Chime::Halfway);
        speaker.play(Chime::Done);
        drop(seen);
        assert!(wakes.recv_timeout(Duration::from_millis(100)).is_err(), "told once");
        assert_eq!(speaker.take_trouble(), None);
    }

    #[test]
    fn a_device_that_goes_away_is_replaced_and_told_of_only_when_none_is_left() {
        let (speaker, seen, wakes) = speaker(&[1, 1], LONG);
        speaker.play(Chime::Start);
        expect(&seen, &Event::Opened);
        expect(&seen, &played(Chime::Start));
        speaker.play(Chime::Switch);
        expect(&seen, &Event::Closed);
        expect(&seen, &Event::Opened);
        expect(&seen, &played(Chime::Switch));
        assert_eq!(speaker.take_trouble(), None);
        speaker.play(Chime::Done);
        expect(&seen, &Event::Closed);
        wakes.recv_timeout(LONG).expect("trouble wakes the window");
        assert!(speaker.take_trouble().is_some());
    }

    #[test]
    fn an_output_rests_when_no_chime_comes_and_opens_again_for_the_next() {
        let (speaker, seen, _wakes) = speaker(&[usize::MAX, usize::MAX], Duration::from_millis(10));
        for chime in [Chime::Start, Chime::Done] {
            speaker.play(chime);
            expect(&seen, &Event::Opened);
            expect(&seen, &played(chime));
            expect(&seen, &Event::Closed);
        }
    }

    #[test]
    fn neither_a_chime_nor_the_end_waits_for_a_device_that_hangs() {
        let (release, held) = mpsc::channel::<()>();
        let (began, begins) = mpsc::channel();
        let open = move || {
            began.send(()).expect("the test listens");
            // Until the test ends, as a sound server might that never answers.
            held.recv().ok();
            Err(SoundError("too late".to_owned()))
        };
        let speaker = Speaker::with_output(open, LONG, Arc::new(|| ()));
        for chime in Chime::ALL {
            speaker.play(chime);
        }
        begins.recv_timeout(LONG).expect("the device is being opened");
        speaker.play(Chime::Done);
        drop(speaker);
        // Reached while the opening still hangs: nothing above has waited for it.
        release.send(()).expect("the opening still hangs");
    }
}
