//! Changing the order of the sides within the current station.

use std::time::Duration;

use super::cue::Cue;
use super::progress::Progress;
use super::segment::{Round, Segment, SegmentKind, first_of};

/// Turns round the order of what remains of the current station, where work on two sides remains.
///
/// In a gap the time of the gap goes on. In work, what is done of it stays done, a gap of `switch` leads to the other
/// side, and the rest of this side comes after it: each side keeps the time that it was promised.
pub(super) fn swap_sides(segments: &mut Vec<Segment>, progress: &mut Progress, switch: Duration) {
    let Some(&here) = segments.get(progress.current) else { return };
    let end = first_of(segments, here.station + 1);
    let is_work = here.kind == SegmentKind::Work;
    let rest_of_this = is_work.then(|| (here.round, progress.remaining()));
    let later = segments[progress.current + 1..end].iter().filter(|segment| segment.kind == SegmentKind::Work);
    let mut rounds: Vec<(Round, Duration)> = rest_of_this.into_iter().collect();
    rounds.extend(later.map(|segment| (segment.round, segment.length)));
    if rounds.len() < 2 {
        return;
    }
    rounds.reverse();

    let segment = |kind, round, length| Segment { station: here.station, kind, round, length };
    let mut remains: Vec<Segment> = Vec::new();
    for (index, &(round, length)) in rounds.iter().enumerate() {
        match (index, is_work) {
            (0, true) if progress.spent.is_zero() => {}
            // What is done of the side left behind stays where it was.
            (0, true) => {
                remains.push(segment(here.kind, here.round, progress.spent));
                remains.push(segment(SegmentKind::Switch, round, switch));
            }
            (0, false) => remains.push(segment(here.kind, round, here.length)),
            (_, _) => remains.push(segment(SegmentKind::Switch, round, switch)),
        }
        remains.push(segment(SegmentKind::Work, round, length));
    }
    remains.retain(|segment| !segment.length.is_zero());
    segments.splice(progress.current..end, remains);
    match is_work {
        true if progress.spent.is_zero() => progress.jump(segments, progress.current),
        true => progress.jump(segments, progress.current + 1),
        false => progress.say(segments, Cue::Switch, progress.counted_to),
    }
}

#[cfg(test)]
mod tests;
