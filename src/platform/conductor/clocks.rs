//! The clocks of the machine.

use std::time::{Duration, Instant, SystemTime};

use super::Reading;

/// Where the conductor reads the time.
pub trait Clocks: Send + Sync {
    /// Time since the program began, on a clock that no one sets.
    fn monotonic(&self) -> Duration;

    /// All clocks at once.
    fn read(&self) -> Reading;
}

/// The clocks of this machine.
#[derive(Clone, Copy, Debug)]
pub struct MachineClocks {
    started: Instant,
}

impl MachineClocks {
    /// Starts the program's own clock.
    #[expect(clippy::disallowed_methods, reason = "the program's own clock begins here, as that of measured time")]
    pub fn start() -> MachineClocks {
        MachineClocks { started: Instant::now() }
    }
}

impl Clocks for MachineClocks {
    fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }

    #[expect(clippy::disallowed_methods, reason = "the wall clock is compared with the others, to notice a sleep")]
    fn read(&self) -> Reading {
        Reading { monotonic: self.monotonic(), since_boot: since_boot(), wall: SystemTime::now() }
    }
}

/// The kernel's `CLOCK_BOOTTIME`, in hundredths of a second: proc(5).
#[cfg(target_os = "linux")]
fn since_boot() -> Option<Duration> {
    seconds_of_uptime(&std::fs::read_to_string("/proc/uptime").ok()?)
}

#[cfg(not(target_os = "linux"))]
fn since_boot() -> Option<Duration> {
    None
}

/// The first number of a line such as `350735.47 234388.90`.
#[cfg(any(target_os = "linux", test))]
fn seconds_of_uptime(text: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(text.split_whitespace().next()?.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_since_the_start_of_the_machine_is_the_first_number() {
        let check = |text: &str, millis: Option<u64>| {
            assert_eq!(seconds_of_uptime(text), millis.map(Duration::from_millis), "{text:?}");
        };
        check("350735.47 234388.90\n", Some(350_735_470));
        check("0.00 0.00", Some(0));
        check("", None);
        check("soon", None);
        check("-1.0 2.0", None);
        check("NaN", None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn this_machine_counts_the_time_since_its_start() {
        let clocks = MachineClocks::start();
        let (first, second) = (clocks.read(), clocks.read());
        assert!(first.since_boot.is_some() && first.since_boot <= second.since_boot);
        assert!(first.monotonic <= second.monotonic);
    }
}
