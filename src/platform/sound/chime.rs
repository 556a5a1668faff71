//! The chimes of a run, synthesised: a few sine tones with a soft beginning and a fading end.
//!
//! All notes are of one pentatonic scale (C D E G A), so that chimes which overlap still sound well together. The tones
//! of the breath swell instead of being struck, and are much quieter than the chimes, which they must never hide.

use std::f32::consts::{PI, TAU};

/// Equal temperament, A4 = 440 Hz.
const C4: f32 = 261.63;
const G4: f32 = 392.00;
const A4: f32 = 440.00;
const C5: f32 = 523.25;
const D5: f32 = 587.33;
const E5: f32 = 659.26;
const G5: f32 = 783.99;
const A5: f32 = 880.00;
const C6: f32 = 1046.50;

/// Long enough that a tone does not begin with a click, short enough to be heard as struck.
const STRUCK_SECS: f32 = 0.012;
/// Long enough that a tone comes as a breath does.
const SWELL_SECS: f32 = 0.35;
/// The octave above each tone, which makes it ring; relative to the tone itself.
const OVERTONE: f32 = 0.2;

/// A short sound that tells a moment of a run without a look at the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chime {
    /// Work begins.
    Start,
    /// Half of the time of this side or station is over.
    Halfway,
    /// One of the last three seconds.
    Tick,
    /// Change sides.
    Switch,
    /// This station is over, the next comes up.
    Next,
    /// The circuit is done.
    Done,
    /// Breathing in begins.
    BreathIn,
    /// Breathing out begins.
    BreathOut,
}

/// One tone of a chime.
struct Tone {
    starts_secs: f32,
    attack_secs: f32,
    length_secs: f32,
    frequency_hz: f32,
    level: f32,
}

impl Chime {
    /// Every chime.
    pub const ALL: [Chime; 8] = [
        Chime::Start,
        Chime::Halfway,
        Chime::Tick,
        Chime::Switch,
        Chime::Next,
        Chime::Done,
        Chime::BreathIn,
        Chime::BreathOut,
    ];

    const fn tones(self) -> &'static [Tone] {
        match self {
            Chime::Start => const { &[tone(0.0, 0.4, G4, 0.25), tone(0.13, 0.7, C5, 0.3)] },
            Chime::Halfway => const { &[tone(0.0, 0.6, D5, 0.25)] },
            Chime::Tick => const { &[tone(0.0, 0.11, A5, 0.18)] },
            Chime::Switch => {
                const { &[tone(0.0, 0.35, G5, 0.25), tone(0.15, 0.35, D5, 0.25), tone(0.3, 0.6, G5, 0.25)] }
            }
            Chime::Next => const { &[tone(0.0, 0.45, E5, 0.25), tone(0.16, 0.75, A4, 0.3)] },
            Chime::Done => {
                const {
                    &[
                        tone(0.0, 0.7, C5, 0.22),
                        tone(0.17, 0.8, E5, 0.2),
                        tone(0.34, 0.9, G5, 0.18),
                        tone(0.51, 1.4, C6, 0.18),
                    ]
                }
            }
            Chime::BreathIn => const { &[swell(0.0, 1.2, C4, 0.06), swell(0.5, 1.4, G4, 0.06)] },
            Chime::BreathOut => const { &[swell(0.0, 1.2, G4, 0.06), swell(0.5, 1.8, C4, 0.06)] },
        }
    }
}

/// The samples of a chime: one channel, within ±0.5, silent at both ends; `rate_hz` samples to a second.
pub fn render(chime: Chime, rate_hz: u32) -> Vec<f32> {
    let rate_hz = rate_hz as f32;
    let length_secs = chime.tones().iter().map(|tone| tone.starts_secs + tone.length_secs).fold(0.0, f32::max);
    (0..=(length_secs * rate_hz).ceil() as usize)
        .map(|index| index as f32 / rate_hz)
        .map(|at_secs| chime.tones().iter().map(|tone| tone.sample(at_secs - tone.starts_secs)).sum())
        .collect()
}

const fn tone(starts_secs: f32, length_secs: f32, frequency_hz: f32, level: f32) -> Tone {
    Tone { starts_secs, attack_secs: STRUCK_SECS, length_secs, frequency_hz, level }
}

const fn swell(starts_secs: f32, length_secs: f32, frequency_hz: f32, level: f32) -> Tone {
    Tone { attack_secs: SWELL_SECS, ..tone(starts_secs, length_secs, frequency_hz, level) }
}

impl Tone {
    /// The tone at a time since its own beginning; silence before and after.
    fn sample(&self, at_secs: f32) -> f32 {
        if !(0.0..self.length_secs).contains(&at_secs) {
            return 0.0;
        }
        let phase = TAU * self.frequency_hz * at_secs;
        let wave = (phase.sin() + OVERTONE * (2.0 * phase).sin()) / (1.0 + OVERTONE);
        self.level * self.envelope(at_secs) * wave
    }

    /// Rises as half a cosine, decays as something struck does, and reaches zero at the end of the tone.
    fn envelope(&self, at_secs: f32) -> f32 {
        let rise = 0.5 - 0.5 * (PI * (at_secs / self.attack_secs).min(1.0)).cos();
        let decay = (-3.0 * at_secs / self.length_secs).exp();
        let fade = 0.5 + 0.5 * (PI * at_secs / self.length_secs).cos();
        rise * decay * fade
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATES_HZ: [u32; 3] = [22_050, 44_100, 48_000];

    fn peak(samples: &[f32]) -> f32 {
        samples.iter().fold(0.0, |peak, sample| sample.abs().max(peak))
    }

    #[test]
    fn each_chime_is_heard_but_never_loud() {
        for (chime, rate_hz) in Chime::ALL.iter().flat_map(|chime| RATES_HZ.map(|rate_hz| (*chime, rate_hz))) {
            let peak = peak(&render(chime, rate_hz));
            let bounds = match chime {
                Chime::BreathIn | Chime::BreathOut => 0.02..=0.06,
                _ => 0.08..=0.5,
            };
            assert!(bounds.contains(&peak), "{chime:?} at {rate_hz} Hz peaks at {peak}");
        }
    }

    #[test]
    fn each_chime_lasts_as_long_at_every_rate() {
        let check = |chime, expected_secs: f32| {
            for rate_hz in RATES_HZ {
                let length_secs = render(chime, rate_hz).len() as f32 / rate_hz as f32;
                assert!((length_secs - expected_secs).abs() < 0.001, "{chime:?}: {length_secs} s at {rate_hz} Hz");
            }
        };
        check(Chime::Start, 0.83);
        check(Chime::Halfway, 0.6);
        check(Chime::Tick, 0.11);
        check(Chime::Switch, 0.9);
        check(Chime::Next, 0.91);
        check(Chime::Done, 1.91);
        check(Chime::BreathIn, 1.9);
        check(Chime::BreathOut, 2.3);
    }

    #[test]
    fn no_chime_clicks() {
        for chime in Chime::ALL {
            let samples = render(chime, 48_000);
            let (first, last) = (samples[0], samples[samples.len() - 1]);
            assert!(first.abs() < 1e-6 && last.abs() < 1e-6, "{chime:?} goes from {first} to {last}");
            // The steepest these tones can be: a full-scale C6 with its octave rises by 0.1 in a sample.
            let jump = samples.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max);
            assert!(jump < 0.06, "{chime:?} jumps by {jump}");
        }
    }

    #[test]
    fn chimes_are_told_apart() {
        for (index, chime) in Chime::ALL.iter().enumerate() {
            for other in &Chime::ALL[..index] {
                let (a, b) = (render(*chime, 8_000), render(*other, 8_000));
                let product: f32 = a.iter().zip(&b).map(|(a, b)| a * b).sum();
                let energy = |samples: &[f32]| samples.iter().map(|sample| sample * sample).sum::<f32>();
                let likeness = product / (energy(&a) * energy(&b)).sqrt();
                assert!(likeness < 0.5, "{chime:?} and {other:?} are alike: {likeness}");
            }
        }
    }
}
