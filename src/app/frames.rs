//! How often what moves is painted: as often as the machine can afford.

use std::time::Duration;

/// At most so often: thirty a second look smooth at the pace of a drill.
const LEAST: Duration = Duration::from_millis(33);
/// At least so often: below eight a second a movement falls apart into poses.
const MOST: Duration = Duration::from_millis(125);
/// The share of one core that painting may take.
const SHARE: f64 = 0.15;
/// Over how many frames the cost of one is taken.
const FRAMES: u32 = 15;
/// Frames that came further apart were not painted for something that moves.
const APART: Duration = Duration::from_millis(500);

/// Learns what a frame costs, and says how long to wait for the next one.
///
/// With a graphics card a frame costs next to nothing. Without one every pixel is painted by the processor, and thirty
/// frames a second would take half a core while the person lies on the floor.
#[derive(Debug)]
pub struct Frames {
    /// The processor time that had been used when this count began.
    used: Option<Duration>,
    last: Duration,
    count: u32,
    interval: Duration,
}

impl Frames {
    /// Nothing is known yet: as often as looks smooth.
    pub fn new() -> Self {
        Self { used: None, last: Duration::ZERO, count: 0, interval: LEAST }
    }

    /// A frame begins at `now`, after the program used so much time of the processor in all its threads; `None` where
    /// the system does not say. Returns how long what moves waits for its next frame.
    pub fn begun(&mut self, now: Duration, processor: Option<Duration>) -> Duration {
        let Some(processor) = processor else { return self.interval };
        let is_apart = now.saturating_sub(std::mem::replace(&mut self.last, now)) > APART;
        match self.used {
            Some(used) if !is_apart => {
                self.count += 1;
                if self.count == FRAMES {
                    let cost = processor.saturating_sub(used) / FRAMES;
                    self.interval = cost.div_f64(SHARE).clamp(LEAST, MOST);
                    self.start(processor);
                }
            }
            Some(_) | None => self.start(processor),
        }
        self.interval
    }

    fn start(&mut self, processor: Duration) {
        self.used = Some(processor);
        self.count = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The interval after `frames` frames `apart_ms` from each other that cost `cost_ms` of processor time each.
    fn after(frames: u32, apart_ms: u64, cost_ms: u64) -> Duration {
        let mut learned = Frames::new();
        let frame = |n: u32| (Duration::from_millis(apart_ms) * n, Some(Duration::from_millis(cost_ms) * n));
        (0..frames).map(frame).map(|(now, used)| learned.begun(now, used)).last().unwrap_or_default()
    }

    #[test]
    fn frames_come_as_often_as_a_share_of_one_core_allows_within_limits() {
        let check = |cost_ms, expected_ms| {
            assert_eq!(after(60, 33, cost_ms), Duration::from_millis(expected_ms), "{cost_ms} ms a frame");
        };
        check(0, 33);
        check(4, 33);
        check(9, 60);
        check(15, 100);
        check(27, 125);
        check(500, 125);
    }

    #[test]
    fn a_screen_that_stands_teaches_nothing() {
        assert_eq!(after(60, 1000, 400), LEAST, "a second apart, whatever else the program did between them");
        assert_eq!(after(FRAMES, 33, 30), LEAST, "one frame too few");
        assert_eq!(after(FRAMES + 1, 33, 30), MOST);
    }

    #[test]
    fn where_the_system_does_not_say_what_was_used_it_stays_smooth() {
        let mut frames = Frames::new();
        assert!((0..60).all(|n| frames.begun(LEAST * n, None) == LEAST));
    }
}
