//! What is to be called out, and when: the part of the conductor that knows no thread and no clock.

use std::collections::VecDeque;
use std::time::Duration;

use crate::platform::Chime;

/// A call that is this late has lost its sense, unless it still says what goes on.
pub const STALE_AFTER: Duration = Duration::from_secs(1);

/// Something to be heard at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The moment, on the scale of [`Platform::monotonic`](crate::platform::Platform::monotonic).
    pub due: Duration,
    /// The chime; `None` where none is to be heard.
    pub chime: Option<Chime>,
    /// What the voice says; empty where it says nothing.
    pub say: String,
    /// What becomes of it when it comes late.
    pub when_late: WhenLate,
}

/// What becomes of a call that is late by [`STALE_AFTER`] or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenLate {
    /// It is left out: nobody can use a late "three, two, one".
    Drop,
    /// It is given if no later one of its kind has come due: it says what has begun, and that still goes on.
    LastHolds,
}

/// Whether a new schedule took away anything that was still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The calls go on, or had all been given.
    GoesOn,
    /// Calls were still to come, and now there are none: what is being said is cut off, too.
    CutOff,
}

/// Calls in the order in which they come due.
#[derive(Debug, Default)]
pub struct Score {
    to_come: VecDeque<Call>,
    /// Those given within the last [`STALE_AFTER`] or so, oldest first.
    given: VecDeque<Call>,
}

impl Score {
    /// The moment of the next call.
    pub fn next_due(&self) -> Option<Duration> {
        self.to_come.front().map(|call| call.due)
    }

    /// Whether all calls have been given.
    pub fn is_empty(&self) -> bool {
        self.to_come.is_empty()
    }

    /// Puts these calls in the place of those still to come.
    ///
    /// Whoever makes a new schedule has read the clock a little earlier than it arrives here. So what has come due by
    /// `now` is kept and not taken back, and what was given already and stands in the new schedule once more is left
    /// out.
    pub fn replace(&mut self, calls: Vec<Call>, now: Duration) -> Outcome {
        let later = self.to_come.split_off(self.to_come.partition_point(|call| call.due <= now));
        let is_known = |call: &Call| self.given.contains(call) || self.to_come.contains(call);
        let calls: Vec<Call> = calls.into_iter().filter(|call| !is_known(call)).collect();
        let is_cut_off = calls.is_empty() && !later.is_empty();
        if is_cut_off {
            for call in &mut self.to_come {
                call.say.clear();
            }
        }
        self.to_come.extend(calls);
        self.to_come.make_contiguous().sort_by_key(|call| call.due);
        if is_cut_off { Outcome::CutOff } else { Outcome::GoesOn }
    }

    /// Forgets everything that was to come.
    pub fn clear(&mut self) {
        self.to_come.clear();
    }

    /// Takes what is due by `until`, without what comes too late at `now`.
    pub fn take_due(&mut self, until: Duration, now: Duration) -> Vec<Call> {
        let due: Vec<Call> = self.to_come.drain(..self.to_come.partition_point(|call| call.due <= until)).collect();
        let is_fresh = |call: &Call| now.saturating_sub(call.due) < STALE_AFTER;
        self.given.retain(is_fresh);
        self.given.extend(due.iter().cloned());
        let last_that_holds = due.iter().rposition(|call| call.when_late == WhenLate::LastHolds);
        let is_worth_it = |at: usize, call: &Call| Some(at) == last_that_holds || is_fresh(call);
        due.into_iter().enumerate().filter(|(at, call)| is_worth_it(*at, call)).map(|(_, call)| call).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    /// A call at so many milliseconds.
    fn call(due: u64, chime: Chime) -> Call {
        let when_late = match chime {
            Chime::Start | Chime::Next | Chime::Switch | Chime::Done => WhenLate::LastHolds,
            Chime::Halfway | Chime::Tick | Chime::BreathIn | Chime::BreathOut => WhenLate::Drop,
        };
        Call { due: at(due), chime: Some(chime), say: format!("{chime:?} {due}"), when_late }
    }

    fn given(score: &mut Score, now: u64) -> Vec<u64> {
        score.take_due(at(now), at(now)).iter().map(|call| call.due.as_millis() as u64).collect()
    }

    #[test]
    fn each_call_is_given_once_in_the_order_of_time() {
        let mut score = Score::default();
        score.replace(vec![call(900, Chime::Tick), call(300, Chime::Start), call(600, Chime::Halfway)], at(0));
        assert_eq!(score.next_due(), Some(at(300)));
        assert_eq!(given(&mut score, 299), [0; 0]);
        assert_eq!(given(&mut score, 300), [300]);
        assert_eq!(given(&mut score, 950), [600, 900]);
        assert_eq!(given(&mut score, 5_000), [0; 0]);
        assert!(score.is_empty());
    }

    #[test]
    fn what_is_a_second_late_is_dropped_except_the_last_that_says_what_has_begun() {
        let check = |calls: &[(u64, Chime)], now: u64, expected: &[u64]| {
            let mut score = Score::default();
            score.replace(calls.iter().map(|&(due, chime)| call(due, chime)).collect(), at(0));
            assert_eq!(given(&mut score, now), expected, "{calls:?} at {now}");
        };
        check(&[(100, Chime::Tick)], 1_099, &[100]);
        check(&[(100, Chime::Tick)], 1_100, &[]);
        check(&[(100, Chime::Start)], 9_000, &[100]);
        check(&[(100, Chime::Start), (200, Chime::Next), (300, Chime::Tick)], 9_000, &[200]);
        check(&[(100, Chime::Start), (8_500, Chime::Tick), (8_900, Chime::Next)], 9_000, &[8_500, 8_900]);
    }

    #[test]
    fn a_new_schedule_takes_the_place_of_what_was_still_to_come() {
        let mut score = Score::default();
        score.replace(vec![call(100, Chime::Start), call(500, Chime::Next)], at(0));
        assert_eq!(score.replace(vec![call(200, Chime::Switch)], at(50)), Outcome::GoesOn);
        assert_eq!(given(&mut score, 1_000), [200]);
    }

    #[test]
    fn a_call_that_has_come_due_is_not_lost_to_a_new_schedule() {
        let mut score = Score::default();
        score.replace(vec![call(100, Chime::Done)], at(0));
        // As at the end of a run: the window notices it in the same moment, and has nothing more to schedule.
        assert_eq!(score.replace(Vec::new(), at(100)), Outcome::GoesOn);
        assert_eq!(score.take_due(at(101), at(101)), [call(100, Chime::Done)]);
    }

    #[test]
    fn a_call_that_stands_in_two_schedules_is_given_once() {
        let calls = || vec![call(100, Chime::Tick), call(900, Chime::Next)];
        let mut score = Score::default();
        score.replace(calls(), at(0));
        assert_eq!(given(&mut score, 101), [100]);
        // Made from a clock that was read before the first call was given.
        score.replace(calls(), at(101));
        assert_eq!(given(&mut score, 102), [0; 0]);
        // And the same before the thread has come to give it.
        score.replace(calls(), at(900));
        assert_eq!(given(&mut score, 901), [900]);
    }

    #[test]
    fn a_call_given_ahead_of_its_moment_is_not_given_again() {
        let calls = || vec![call(100, Chime::Tick), call(900, Chime::Next)];
        let mut score = Score::default();
        score.replace(calls(), at(0));
        assert_eq!(score.take_due(at(150), at(0)), [call(100, Chime::Tick)]);
        score.replace(calls(), at(50));
        assert_eq!(score.take_due(at(200), at(50)), []);
        assert_eq!(score.next_due(), Some(at(900)));
    }

    #[test]
    fn taking_everything_away_cuts_off_the_voice_but_not_the_chime_that_is_due() {
        let mut score = Score::default();
        score.replace(vec![call(100, Chime::Next), call(900, Chime::Start)], at(0));
        assert_eq!(score.replace(Vec::new(), at(100)), Outcome::CutOff);
        assert_eq!(score.take_due(at(100), at(100)), [Call { say: String::new(), ..call(100, Chime::Next) }]);
        assert_eq!(score.replace(Vec::new(), at(200)), Outcome::GoesOn, "nothing was left to cut off");
    }
}
