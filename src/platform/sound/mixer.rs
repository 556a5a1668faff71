//! Adding sounds that overlap.

use std::vec;

/// Sounds under way, read one sample at a time; silence when there are none.
#[derive(Debug, Default)]
pub(super) struct Mixer {
    voices: Vec<vec::IntoIter<f32>>,
}

impl Extend<Vec<f32>> for Mixer {
    /// Lets these sounds begin with the next sample.
    fn extend<T: IntoIterator<Item = Vec<f32>>>(&mut self, sounds: T) {
        self.voices.extend(sounds.into_iter().map(Vec::into_iter));
    }
}

impl Mixer {
    /// Whether nothing is left to be heard.
    pub(super) fn is_silent(&self) -> bool {
        self.voices.is_empty()
    }

    /// The sum of all voices, within ±1.
    pub(super) fn next_sample(&mut self) -> f32 {
        let sum: f32 = self.voices.iter_mut().filter_map(Iterator::next).sum();
        self.voices.retain(|voice| voice.len() > 0);
        sum.clamp(-1.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_add_up_within_bounds_and_end_in_silence() {
        let check = |sounds: &[&[f32]], expected: &[f32]| {
            let mut mixer = Mixer::default();
            mixer.extend(sounds.iter().map(|sound| sound.to_vec()));
            let mut heard = Vec::new();
            while !mixer.is_silent() {
                heard.push(mixer.next_sample());
            }
            assert_eq!(heard, expected);
            assert!(mixer.next_sample().abs() < f32::EPSILON, "silence after the last sound");
        };
        check(&[], &[]);
        check(&[&[0.25, -0.5]], &[0.25, -0.5]);
        check(&[&[0.25, -0.5], &[0.5]], &[0.75, -0.5]);
        check(&[&[0.75], &[0.75, 0.25]], &[1.0, 0.25]);
        check(&[&[-0.75], &[-0.75]], &[-1.0]);
    }

    #[test]
    fn a_sound_may_begin_while_another_is_under_way() {
        let mut mixer = Mixer::default();
        mixer.extend([vec![0.125, 0.25, 0.5]]);
        let mut heard = vec![mixer.next_sample()];
        mixer.extend([vec![0.125, 0.125]]);
        heard.extend([mixer.next_sample(), mixer.next_sample()]);
        assert_eq!(heard, [0.125, 0.375, 0.625]);
        assert!(mixer.is_silent());
    }
}
