//! The thread that sounds the chimes.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::{Chime, Output, SoundError, open_output, render};
use crate::platform::{Clock, Trouble, Wake, worker};

/// How long an output stays open after a chime. Longer than the silences within a run: half of the longest station.
const REST_AFTER: Duration = Duration::from_secs(150);

/// No silence before a chime is longer, whoever asks.
const MOST_AHEAD: Duration = Duration::from_secs(1);

/// Plays chimes on the machine's sound device, from a thread of its own.
///
/// Where there is no device, or where it goes away, this is told once; what follows is tried quietly, so that sound
/// comes back with the device. Only a device that was found when nothing was to be heard yet, and then goes away, is
/// told of again. At volume 0 the device is left alone. Dropped, it lets the thread end by itself and waits for
/// nothing.
pub struct Speaker {
    asked: Asker,
    troubles: Receiver<Trouble>,
}

/// Asks a [`Speaker`] for chimes, from any thread.
#[derive(Clone)]
pub struct Asker(Sender<Ask>);

/// What a speaker is asked for.
#[derive(Clone, Copy)]
enum Ask {
    /// To open the device: chimes are to come.
    Ready,
    /// To be heard at this moment of the speaker's clock, at once if it has gone by.
    Play(Chime, Duration),
    /// To be this loud from now on.
    Volume(u8),
}

/// What the thread of a speaker owns.
struct Player<Open> {
    open: Open,
    rest_after: Duration,
    asked: Receiver<Ask>,
    clock: Clock,
    volume_percent: u8,
    troubles: Sender<Trouble>,
    has_told: bool,
    wake: Wake,
}

impl Speaker {
    /// A speaker for this machine. The device is not touched before the first chime; `wake` is called on trouble.
    pub fn new(clock: Clock, wake: Wake) -> Speaker {
        Speaker::with_output(open_output, REST_AFTER, clock, wake)
    }

    fn with_output<Open>(open: Open, rest_after: Duration, clock: Clock, wake: Wake) -> Speaker
    where
        Open: Fn() -> Result<Box<dyn Output>, SoundError> + Send + 'static,
    {
        let (asks, asked) = mpsc::channel();
        let (sender, troubles) = mpsc::channel();
        let troubled = sender.clone();
        let mut player =
            Player { open, rest_after, asked, clock, volume_percent: 100, troubles: troubled, has_told: false, wake };
        if let Err(error) = worker::spawn("sound", move || player.run()) {
            tell(&sender, &SoundError(error.to_string()));
        }
        Speaker { asked: Asker(asks), troubles }
    }

    /// Someone who may ask for chimes without holding the speaker.
    pub fn asker(&self) -> Asker {
        self.asked.clone()
    }

    /// Sets how loud chimes are from the next one on: 0–100; more counts as 100.
    pub fn set_volume_percent(&self, volume_percent: u8) {
        self.asked.ask(Ask::Volume(volume_percent.min(100)));
    }

    /// Opens the device, so that the first chime does not wait for it. Returns at once.
    pub fn make_ready(&self) {
        self.asked.ask(Ask::Ready);
    }

    /// Takes the message that there is no sound, if there is one to give.
    pub fn take_trouble(&self) -> Option<Trouble> {
        self.troubles.try_recv().ok()
    }
}

impl Asker {
    /// Asks for a chime that is to be heard at `due` on the speaker's clock, and returns at once.
    pub fn play(&self, chime: Chime, due: Duration) {
        self.ask(Ask::Play(chime, due));
    }

    fn ask(&self, ask: Ask) {
        // The thread only ends before its speaker if it could not be started, and that has been told.
        let _ = self.0.send(ask);
    }
}

impl<Open> Player<Open>
where
    Open: Fn() -> Result<Box<dyn Output>, SoundError>,
{
    fn run(&mut self) {
        let mut output = None;
        while let Some(ask) = self.next_ask(&mut output) {
            let answer = match ask {
                Ask::Volume(percent) => {
                    self.volume_percent = percent;
                    continue;
                }
                Ask::Ready | Ask::Play(..) if self.volume_percent == 0 => continue,
                Ask::Ready => self.make_ready(output.take()),
                Ask::Play(chime, due) => self.sound(chime, due, output.take()),
            };
            match answer {
                Ok(open) => output = Some(open),
                Err(error) => {
                    log::info!("No sound: {error}");
                    self.pass_over_what_waits();
                    if !std::mem::replace(&mut self.has_told, true) {
                        tell(&self.troubles, &error);
                        (self.wake)();
                    }
                }
            }
        }
    }

    /// Waits for the next wish, and closes the output when none has come for long; `None` when the speaker is gone.
    fn next_ask(&self, output: &mut Option<Box<dyn Output>>) -> Option<Ask> {
        if output.is_some() {
            match self.asked.recv_timeout(self.rest_after) {
                Ok(ask) => return Some(ask),
                Err(RecvTimeoutError::Timeout) => *output = None,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        self.asked.recv().ok()
    }

    /// Chimes asked for while a device was sought in vain belong to moments gone by.
    fn pass_over_what_waits(&mut self) {
        while let Ok(ask) = self.asked.try_recv() {
            if let Ask::Volume(percent) = ask {
                self.volume_percent = percent;
            }
        }
    }

    fn make_ready(&mut self, open: Option<Box<dyn Output>>) -> Result<Box<dyn Output>, SoundError> {
        if let Some(output) = open {
            return Ok(output);
        }
        let output = (self.open)()?;
        self.has_told = false;
        Ok(output)
    }

    /// Plays on the open output, or on a fresh one where there is none or it has gone since the last chime.
    fn sound(&self, chime: Chime, due: Duration, open: Option<Box<dyn Output>>) -> Result<Box<dyn Output>, SoundError> {
        if let Some(mut output) = open
            && output.play(self.samples(chime, due, output.rate_hz())).is_ok()
        {
            return Ok(output);
        }
        let mut output = (self.open)()?;
        output.play(self.samples(chime, due, output.rate_hz()))?;
        Ok(output)
    }

    /// The chime behind the silence that is left until it is due.
    fn samples(&self, chime: Chime, due: Duration, rate_hz: u32) -> Vec<f32> {
        let level = loudness(self.volume_percent);
        let chime = render(chime, rate_hz);
        // Rendering takes time, too, so the clock is read after it.
        let ahead = due.saturating_sub((self.clock)()).min(MOST_AHEAD);
        let mut samples = vec![0.0; (ahead.as_secs_f32() * rate_hz as f32) as usize];
        samples.extend(chime.into_iter().map(|sample| sample * level));
        samples
    }
}

/// What samples are multiplied by at a volume: its square, since ears hear a half of the amplitude as much more than
/// half.
fn loudness(volume_percent: u8) -> f32 {
    (f32::from(volume_percent.min(100)) / 100.0).powi(2)
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
        (Speaker::with_output(open, rest_after, standing(), wake), seen, wakes)
    }

    /// A clock at two seconds.
    fn standing() -> Clock {
        Arc::new(|| Duration::from_secs(2))
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
            speaker.asked.play(chime, Duration::ZERO);
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
        speaker.asked.play(Chime::Start, Duration::ZERO);
        wakes.recv_timeout(LONG).expect("trouble wakes the window");
        let trouble = speaker.take_trouble().expect("the trouble is told");
        assert_eq!(trouble.words, "No sound. The circuit goes on without it.");
        assert_eq!(trouble.details, "no device.");
        speaker.asked.play(Chime::Halfway, Duration::ZERO);
        speaker.asked.play(Chime::Done, Duration::ZERO);
        drop(seen);
        assert!(wakes.recv_timeout(Duration::from_millis(100)).is_err(), "told once");
        assert_eq!(speaker.take_trouble(), None);
    }

    #[test]
    fn a_device_that_goes_away_is_replaced_and_told_of_only_when_none_is_left() {
        let (speaker, seen, wakes) = speaker(&[1, 1], LONG);
        speaker.asked.play(Chime::Start, Duration::ZERO);
        expect(&seen, &Event::Opened);
        expect(&seen, &played(Chime::Start));
        speaker.asked.play(Chime::Switch, Duration::ZERO);
        expect(&seen, &Event::Closed);
        expect(&seen, &Event::Opened);
        expect(&seen, &played(Chime::Switch));
        assert_eq!(speaker.take_trouble(), None);
        speaker.asked.play(Chime::Done, Duration::ZERO);
        expect(&seen, &Event::Closed);
        wakes.recv_timeout(LONG).expect("trouble wakes the window");
        assert!(speaker.take_trouble().is_some());
    }

    #[test]
    fn an_output_rests_when_no_chime_comes_and_opens_again_for_the_next() {
        let (speaker, seen, _wakes) = speaker(&[usize::MAX, usize::MAX], Duration::from_millis(10));
        for chime in [Chime::Start, Chime::Done] {
            speaker.asked.play(chime, Duration::ZERO);
            expect(&seen, &Event::Opened);
            expect(&seen, &played(chime));
            expect(&seen, &Event::Closed);
        }
    }

    #[test]
    fn a_device_is_opened_before_the_first_chime_where_one_is_to_come() {
        let (speaker, seen, _wakes) = speaker(&[usize::MAX], LONG);
        speaker.make_ready();
        expect(&seen, &Event::Opened);
        speaker.make_ready();
        speaker.asked.play(Chime::Start, Duration::ZERO);
        expect(&seen, &played(Chime::Start));
    }

    #[test]
    fn a_device_that_was_there_for_a_later_run_and_goes_away_is_told_of_again() {
        let (speaker, seen, wakes) = speaker(&[0, 1], LONG);
        speaker.asked.play(Chime::Start, Duration::ZERO);
        expect(&seen, &Event::Opened);
        expect(&seen, &Event::Closed);
        wakes.recv_timeout(LONG).expect("trouble wakes the window");
        assert!(speaker.take_trouble().is_some());
        speaker.make_ready();
        expect(&seen, &Event::Opened);
        for chime in [Chime::Start, Chime::Next, Chime::Done] {
            speaker.asked.play(chime, Duration::ZERO);
        }
        wakes.recv_timeout(LONG).expect("trouble wakes the window");
        assert!(speaker.take_trouble().is_some());
        assert_eq!(speaker.take_trouble(), None);
    }

    #[test]
    fn a_chime_asked_for_ahead_comes_behind_the_silence_until_it_is_due() {
        let (speaker, seen, _wakes) = speaker(&[usize::MAX], LONG);
        let check = |due_millis, expected_silence: usize| {
            speaker.asked.play(Chime::Tick, Duration::from_millis(due_millis));
            let played = loop {
                match seen.recv_timeout(LONG).expect("the speaker does something") {
                    Event::Played(samples) => break samples,
                    Event::Opened | Event::Closed => {}
                }
            };
            let expected = [vec![0.0; expected_silence], render(Chime::Tick, RATE_HZ)].concat();
            assert_eq!(played, expected, "due at {due_millis} ms");
        };
        check(2_150, 1_200);
        check(2_000, 0);
        check(1_000, 0);
        check(60_000, RATE_HZ as usize);
    }

    #[test]
    fn half_the_volume_is_a_quarter_of_the_samples_and_none_leaves_the_device_alone() {
        let (speaker, seen, wakes) = speaker(&[usize::MAX], LONG);
        speaker.set_volume_percent(0);
        speaker.make_ready();
        speaker.asked.play(Chime::Start, Duration::ZERO);
        speaker.set_volume_percent(50);
        speaker.asked.play(Chime::Tick, Duration::ZERO);
        let mut expected = render(Chime::Tick, RATE_HZ);
        for sample in &mut expected {
            *sample *= 0.25;
        }
        expect(&seen, &Event::Opened);
        expect(&seen, &Event::Played(expected));
        assert!(wakes.try_recv().is_err());
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
        let speaker = Speaker::with_output(open, LONG, standing(), Arc::new(|| ()));
        for chime in Chime::ALL {
            speaker.asked.play(chime, Duration::ZERO);
        }
        begins.recv_timeout(LONG).expect("the device is being opened");
        speaker.asked.play(Chime::Done, Duration::ZERO);
        drop(speaker);
        // Reached while the opening still hangs: nothing above has waited for it.
        release.send(()).expect("the opening still hangs");
    }
}
