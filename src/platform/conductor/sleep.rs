//! Noticing that the machine slept, from clocks that count a sleep differently.
//!
//! | system | the monotonic clock in a sleep | how a sleep is known |
//! |---|---|---|
//! | Linux | stands | a second clock, since the start of the machine, counts on |
//! | macOS | stands | the wall clock has gone ahead |
//! | Windows | counts on | two looks lie much further apart than asked for |
//!
//! On Linux a wall clock set by hand or by NTP changes nothing, and on Windows neither. On macOS the wall clock is all
//! there is to compare with: set ahead by more than [`TOLERANCE`] it cannot be told from a sleep, and a run is then
//! paused for nothing; set back, or ahead by less, it is not taken for one.
//!
//! A program that was stopped and goes on (a debugger, a frozen virtual machine) stood still like one that slept.

use std::time::{Duration, SystemTime};

/// How often the clocks are looked at.
pub(super) const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How much clocks may differ, or a look be late, without a sleep.
const TOLERANCE: Duration = Duration::from_secs(5);

/// The same between two clocks of the kernel that no one sets. They are read a moment apart, and one counts hundredths.
const TOLERANCE_OF_KERNEL: Duration = Duration::from_millis(500);

/// All clocks of the machine, read at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Since the program began; on some systems it stands while the machine sleeps.
    pub monotonic: Duration,
    /// Since the machine was started, sleep included; `None` where there is no such clock.
    pub since_boot: Option<Duration>,
    /// The time of day, which anyone may set.
    pub wall: SystemTime,
}

/// Compares each look at the clocks with the one before.
#[derive(Debug, Default)]
pub(super) struct SleepWatch {
    last: Option<Reading>,
}

impl SleepWatch {
    /// The moment of the next look, on the monotonic scale, while the watch is on.
    pub(super) fn next_look(&self) -> Option<Duration> {
        self.last.map(|last| last.monotonic + LOOK_EVERY)
    }

    /// Looks at the clocks, and turns the watch on if it was off. Where the machine slept since the look before, the
    /// monotonic moment of that one.
    pub(super) fn look(&mut self, now: Reading) -> Option<Duration> {
        let last = self.last.replace(now)?;
        has_slept(&last, &now).then_some(last.monotonic)
    }

    /// Turns the watch off.
    pub(super) fn stop(&mut self) {
        self.last = None;
    }
}

fn has_slept(before: &Reading, now: &Reading) -> bool {
    let passed = now.monotonic.saturating_sub(before.monotonic);
    let stood_still = passed > LOOK_EVERY + TOLERANCE;
    let counted_more = match (before.since_boot, now.since_boot) {
        (Some(before), Some(now)) => now.saturating_sub(before) > passed + TOLERANCE_OF_KERNEL,
        // Where the monotonic clock counts on in a sleep, the wall clock has nothing to add.
        _ if cfg!(windows) => false,
        // The wall clock may have been set back: then there is no time between the two.
        _ => now.wall.duration_since(before.wall).is_ok_and(|by_wall| by_wall > passed + TOLERANCE),
    };
    stood_still || counted_more
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Milliseconds on each clock since the look before.
    fn slept(monotonic: u64, since_boot: Option<u64>, wall: i64) -> Option<Duration> {
        let moment = |millis| Duration::from_secs(100) + Duration::from_millis(millis);
        let epoch = SystemTime::UNIX_EPOCH + Duration::from_hours(24);
        let by = Duration::from_millis(wall.unsigned_abs());
        let mut watch = SleepWatch::default();
        let before = Reading { monotonic: moment(0), since_boot: since_boot.map(|_| moment(7)), wall: epoch };
        assert_eq!((watch.look(before), watch.next_look()), (None, Some(moment(1_000))), "the first look");
        let wall = if wall < 0 { epoch - by } else { epoch + by };
        watch.look(Reading {
            monotonic: moment(monotonic),
            since_boot: since_boot.map(|millis| moment(7 + millis)),
            wall,
        })
    }

    #[test]
    fn a_sleep_is_known_by_the_clock_that_counts_it_and_began_after_the_look_before() {
        let check = |monotonic, since_boot, wall, expected: bool| {
            let expected = expected.then_some(Duration::from_secs(100));
            assert_eq!(slept(monotonic, since_boot, wall), expected, "{monotonic}, {since_boot:?}, {wall}");
        };
        // An hour asleep, on a machine whose monotonic clock stands and on one whose counts on.
        check(1_000, Some(3_601_000), 3_601_000, true);
        check(3_601_000, None, 3_601_000, true);
        check(3_601_000, Some(3_601_000), 3_601_000, true);
        // Short sleeps, and none.
        check(1_000, Some(1_600), 1_600, true);
        check(1_000, Some(1_490), 1_490, false);
        check(1_003, Some(1_000), 1_003, false);
        // A busy machine on which the look comes late, and one that stood still.
        check(5_900, Some(5_900), 5_900, false);
        check(6_100, Some(6_100), 6_100, true);
        // The wall clock set by hand or by NTP, ahead and back, where another clock knows better.
        check(1_000, Some(1_000), 7_200_000, false);
        check(1_000, Some(1_000), -7_200_000, false);
        check(1_000, None, -7_200_000, false);
        check(1_000, None, 5_900, false);
    }

    #[test]
    #[cfg(not(windows))]
    fn where_only_the_wall_clock_counts_a_sleep_it_has_to_do() {
        assert!(slept(1_000, None, 6_100).is_some());
    }

    #[test]
    fn a_watch_that_was_off_knows_nothing_of_the_time_between() {
        let reading = |secs| Reading {
            monotonic: Duration::from_secs(secs),
            since_boot: None,
            wall: SystemTime::UNIX_EPOCH + Duration::from_secs(secs),
        };
        let mut watch = SleepWatch::default();
        assert_eq!(watch.look(reading(1)), None);
        watch.stop();
        assert_eq!((watch.next_look(), watch.look(reading(9_000))), (None, None));
    }
}
