//! What a run has to say, as calls for the machine: chimes, words, and the tones of the breath.

use std::time::Duration;

use crate::circuit::{Cue, Run, SegmentKind};
use crate::domain::{Breath, Mode, Phase, Settings};
use crate::model::Announcement;
use crate::platform::{Call, Chime, Volume, WhenLate};

/// How loud the settings want it.
pub fn volume(settings: &Settings) -> Volume {
    let percent = settings.volume_percent.min(100);
    Volume {
        chimes_percent: if settings.sound { percent } else { 0 },
        voice_percent: if settings.speech { percent } else { 0 },
    }
}

/// The calls for announcements of `run`, which stands where it stands at `now`.
pub fn calls(announcements: Vec<Announcement>, run: Option<&Run>, settings: &Settings, now: Duration) -> Vec<Call> {
    let mut calls = run.map(|run| breaths(&announcements, run, settings.breath, now)).unwrap_or_default();
    calls.extend(announcements.into_iter().map(|Announcement { due, cue, say }| {
        let (chime, when_late) = sound_of(cue);
        Call { due, chime: Some(chime), say, when_late }
    }));
    calls
}

fn sound_of(cue: Cue) -> (Chime, WhenLate) {
    match cue {
        Cue::Start => (Chime::Start, WhenLate::LastHolds),
        Cue::Halfway => (Chime::Halfway, WhenLate::Drop),
        Cue::Last(_) => (Chime::Tick, WhenLate::Drop),
        Cue::Switch => (Chime::Switch, WhenLate::LastHolds),
        Cue::Next => (Chime::Next, WhenLate::LastHolds),
        Cue::Done => (Chime::Done, WhenLate::LastHolds),
    }
}

/// A tone for each breath in and out of the work that is paced, from `now` to the end. Breathing begins with the work,
/// as on screen.
fn breaths(announcements: &[Announcement], run: &Run, breath: Breath, now: Duration) -> Vec<Call> {
    let Breath { in_tenths, out_tenths, behind_recovery, sound } = breath;
    let Some(circuit) = run.circuit().filter(|_| sound && !announcements.is_empty()) else { return Vec::new() };
    let of_tenths = |tenths: u8| Duration::from_millis(100 * u64::from(tenths.max(1)));
    let (breath_in, breath_out) = (of_tenths(in_tenths), of_tenths(out_tenths));
    let behind_all = behind_recovery && circuit.mode == Mode::Recovery;
    let begins = announcements.iter().filter(|it| sound_of(it.cue).1 == WhenLate::LastHolds).map(|it| it.due);
    let borders: Vec<Duration> = std::iter::once(now).chain(begins).collect();
    let mut tones = Vec::new();
    for border in borders.windows(2) {
        let [from, to] = [border[0], border[1]];
        let view = run.view(from);
        let is_breathing = circuit.stations.get(view.station).is_some_and(|it| it.phase == Phase::Breathing);
        if view.kind != SegmentKind::Work || !(is_breathing || behind_all) {
            continue;
        }
        let mut at = from.saturating_sub(view.spent);
        while at < to {
            let turns = [(at, Chime::BreathIn), (at + breath_in, Chime::BreathOut)];
            let within = turns.into_iter().filter(|(due, _)| (from..to).contains(due));
            tones.extend(within.map(|(due, chime)| Call {
                due,
                chime: Some(chime),
                say: String::new(),
                when_late: WhenLate::Drop,
            }));
            at += breath_in + breath_out;
        }
    }
    tones
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Circuit, Group, Sides, Station, Work};

    fn station(phase: Phase, secs_per_side: u32) -> Station {
        let (work, group) = (Work::Drill("d41".into()), Group::Ankle);
        Station { phase, work, group, sides: Sides::Together, secs_per_side, pressure: None }
    }

    fn run(mode: Mode) -> Run {
        let stations = vec![station(Phase::Motion, 12), station(Phase::Breathing, 25)];
        let circuit = Circuit { mode, stations, transition_secs: 5, switch_secs: 5 };
        Run::start(circuit, Duration::ZERO).expect("it has stations")
    }

    fn to_come(run: &Run) -> Vec<Announcement> {
        let announce = |due, cue| Announcement { due, cue, say: format!("{cue:?}") };
        run.upcoming().into_iter().map(|due| announce(due.due, due.cue)).collect()
    }

    /// The breaths from a moment on, as seconds.
    fn heard(mode: Mode, breath: Breath, from_secs: u64) -> Vec<(u64, Chime)> {
        let mut run = run(mode);
        let now = Duration::from_secs(from_secs);
        run.tick(now);
        let settings = Settings { breath, ..Settings::default() };
        let mut calls = calls(to_come(&run), Some(&run), &settings, now);
        calls.retain(|call| matches!(call.chime, Some(Chime::BreathIn | Chime::BreathOut)));
        calls.iter().filter_map(|call| Some((call.due.as_secs(), call.chime?))).collect()
    }

    #[test]
    fn each_cue_has_its_chime_and_its_words_and_the_volume_is_that_of_the_settings() {
        let run = run(Mode::Recovery);
        let announcements = to_come(&run);
        let calls = calls(announcements.clone(), Some(&run), &Settings::default(), Duration::ZERO);
        let all = |words: fn(&Call) -> (Duration, String)| calls.iter().map(words).collect::<Vec<_>>();
        let expected: Vec<_> = announcements.iter().map(|it| (it.due, it.say.clone())).collect();
        assert_eq!(all(|call| (call.due, call.say.clone())), expected);
        assert_eq!(calls.last().and_then(|call| call.chime), Some(Chime::Done));

        let check = |sound, speech, volume_percent, expected: (u8, u8)| {
            let settings = Settings { sound, volume_percent, speech, ..Settings::default() };
            let Volume { chimes_percent, voice_percent } = volume(&settings);
            assert_eq!((chimes_percent, voice_percent), expected);
        };
        check(true, true, 70, (70, 70));
        check(false, true, 70, (0, 70));
        check(true, false, 255, (100, 0));
    }

    #[test]
    fn a_tone_begins_each_breath_while_breathing_is_paced() {
        use Chime::{BreathIn, BreathOut};
        let breath = Breath { sound: true, ..Breath::default() };
        let of_breathing =
            vec![(22, BreathIn), (26, BreathOut), (32, BreathIn), (36, BreathOut), (42, BreathIn), (46, BreathOut)];
        assert_eq!(heard(Mode::Recovery, breath, 0), of_breathing);
        assert_eq!(
            heard(Mode::Recovery, breath, 30),
            of_breathing[2..],
            "in the middle of one, in step with the screen"
        );
        assert_eq!(heard(Mode::Recovery, Breath::default(), 0), []);
        let behind = Breath { behind_recovery: true, ..breath };
        let of_motion = vec![(5, BreathIn), (9, BreathOut), (15, BreathIn)];
        assert_eq!(heard(Mode::Recovery, behind, 0), [of_motion, of_breathing.clone()].concat());
        assert_eq!(heard(Mode::BeforeTraining, behind, 0), of_breathing);
    }
}
