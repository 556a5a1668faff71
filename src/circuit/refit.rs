//! Changing what is still to come of a run, while what was done and answered stays.

use std::collections::BTreeSet;
use std::time::Duration;

use super::course::Course;
use super::progress::Worked;
use super::segment::{self, Segment, SegmentKind};
use super::{Answers, Run};
use crate::domain::{Circuit, Station};

/// Seconds are taken away in steps that a person can follow.
const STEP_SECS: u32 = 5;
/// No round is made shorter than this to save time; it is dropped instead.
const ROUND_SECS_MIN: u32 = 20;

impl Run {
    /// How many stations have begun and so must stay: each one worked, and the one that is worked now.
    pub fn begun(&self) -> usize {
        let worked = self.progress.worked.iter().rposition(|worked| !worked.total().is_zero());
        let here = match self.segments.get(self.progress.current) {
            Some(segment) if segment.kind.leads_to_station() => segment.station,
            Some(segment) => segment.station + 1,
            None => self.course.station_count(),
        };
        worked.map_or(0, |last| last + 1).max(here)
    }

    /// Of the time that is left at the moment of the last tick or command, what the stations that have not
    /// [begun](Self::begun) may take in full, each with all of the way to it. What begun stations still need is theirs, and
    /// the way at hand takes what remains of it.
    pub fn left_for_new(&self, left: Duration) -> Duration {
        let Some(here) = self.segments.get(self.progress.current) else { return Duration::ZERO };
        let (begun, remaining) = (self.begun(), self.progress.remaining());
        let later = self.segments.iter().skip(self.progress.current + 1);
        let of_begun: Duration = later.filter(|segment| segment.station < begun).map(|segment| segment.length).sum();
        let way = if here.station < begun { Duration::ZERO } else { here.length };
        (left + way).saturating_sub(of_begun + remaining)
    }

    /// The stations of which something is still to come, at the moment of the last tick or command.
    pub fn stations_to_come(&self) -> BTreeSet<usize> {
        self.segments.iter().skip(self.progress.current).map(|segment| segment.station).collect()
    }

    /// Takes away what is still to come of these stations. The one at hand is left at once if it is among them.
    pub fn drop_to_come(&mut self, stations: &BTreeSet<usize>, now: Duration) {
        self.progress.advance(&self.segments, now);
        let here = self.progress.current;
        let Some(at_hand) = self.segments.get(here).map(|segment| segment.station) else { return };
        let to_come = self.segments.split_off(here + 1);
        self.segments.extend(to_come.into_iter().filter(|segment| !stations.contains(&segment.station)));
        if stations.contains(&at_hand) {
            self.progress.jump(&self.segments, here + 1);
        }
    }

    /// Replaces the stations from index `done` on by those of `circuit`; what was done and answered stays.
    ///
    /// Stations that have [begun](Self::begun) stay, whatever `done` says. Where the run stands before the first new station and
    /// that is the one it was getting ready for, the time to get ready goes on; else it begins anew. Plain intervals have
    /// no stations to replace, and a finished run nothing to come.
    pub fn refit(&mut self, circuit: Circuit, done: usize, now: Duration) {
        self.progress.advance(&self.segments, now);
        if self.is_finished() {
            return;
        }
        let stays = self.begun().max(done.min(self.course.station_count()));
        let Course::Circuit(old) = &mut self.course else { return };
        let was_next = old.stations.get(stays).cloned();
        let Circuit { mode: _, stations: new, transition_secs, switch_secs } = circuit;
        let mut refitted = old.clone();
        refitted.stations.truncate(stays);
        refitted.stations.extend(new.into_iter().skip(done));
        (refitted.transition_secs, refitted.switch_secs) = (transition_secs, switch_secs);
        let checked = Course::Circuit(refitted);
        if checked.check_length().is_err() {
            return;
        }
        let Course::Circuit(refitted) = &checked else { return };
        let is_the_same = same_place(was_next.as_ref(), refitted.stations.get(stays));
        let to_come = segment::segments_of(refitted, stays);
        if to_come.is_empty() && segment::first_of(&self.segments, stays) == 0 {
            // Nothing has begun and nothing is to come: the run ends at its first stations, which stay to be shown.
            let all = (0..self.course.station_count()).collect();
            self.drop_to_come(&all, now);
            return;
        }
        self.replace(checked, stays, to_come, is_the_same);
    }

    /// Makes what is to come fit into so many seconds from `now` on, as far as it can: for what has no plan behind it.
    ///
    /// What has begun goes on as it is. Of a circuit the rounds to come get shorter in proportion, in steps of 5 s and never
    /// below 20 s, and where that is not enough the last station is dropped, then the one before it. Of plain intervals the
    /// last rounds are dropped. Nothing gets longer.
    pub fn fit(&mut self, left_secs: u32, now: Duration) {
        self.progress.advance(&self.segments, now);
        let begun = self.begun();
        let left = self.left_for_new(Duration::from_secs(left_secs.into()));
        match &self.course {
            Course::Circuit(circuit) => {
                let mut fitted = circuit.clone();
                while !shorten(&mut fitted, begun, left) {
                    fitted.stations.pop();
                }
                if fitted != *circuit {
                    self.refit(fitted, begun, now);
                }
            }
            Course::Intervals { intervals, get_ready_secs } => {
                let (mut course, get_ready_secs) = (intervals.clone(), *get_ready_secs);
                let later = self.segments.iter().filter(|segment| segment.station >= begun);
                let mut time = Duration::ZERO;
                let fits = later.take_while(|segment| {
                    time += segment.length;
                    time <= left
                });
                let rounds = fits.filter(|segment| segment.kind == SegmentKind::Work).count();
                course.rounds = u32::try_from(begun + rounds).unwrap_or(u32::MAX).max(1);
                if course.rounds < intervals.rounds {
                    let to_come = segment::segments_of_intervals(&course, get_ready_secs);
                    let to_come = to_come.into_iter().filter(|segment| segment.station >= begun).collect();
                    self.replace(Course::Intervals { intervals: course, get_ready_secs }, begun, to_come, true);
                }
            }
        }
    }

    /// Puts these segments in place of those of the stations from `stays` on.
    fn replace(&mut self, course: Course, stays: usize, to_come: Vec<Segment>, goes_on: bool) {
        let kept = segment::first_of(&self.segments, stays);
        self.segments.truncate(kept);
        self.segments.extend(to_come);
        let stations = course.station_count();
        self.progress.worked.truncate(stays);
        self.progress.worked.resize(stations, Worked::default());
        self.answers.truncate(stays);
        self.answers.resize(stations, Answers::default());
        self.course = course;
        let is_before_new = self.progress.current >= kept;
        if is_before_new && !(goes_on && self.progress.current < self.segments.len()) {
            self.progress.jump(&self.segments, kept);
        }
    }
}

/// Whether the way to one station is the way to the other.
fn same_place(one: Option<&Station>, other: Option<&Station>) -> bool {
    let place = |station: &Station| (station.work.clone(), station.group, station.sides);
    one.map(place) == other.map(place)
}

/// Shortens the stations from `first` on so that they fit; `false` where the last one must go.
fn shorten(circuit: &mut Circuit, first: usize, left: Duration) -> bool {
    let left_secs = u32::try_from(left.as_secs()).unwrap_or(u32::MAX);
    let to_come = circuit.stations.get(first..).unwrap_or_default();
    let all: u32 = to_come.iter().map(|station| circuit.station_secs(station)).sum();
    let work: u32 = to_come.iter().map(Station::work_secs).sum();
    let Some(too_much) = all.checked_sub(left_secs).filter(|&secs| secs > 0) else { return true };
    let may_stay = u64::from(work.saturating_sub(too_much));
    let mut fitted = circuit.clone();
    for station in &mut fitted.stations[first..] {
        let share = u64::from(station.secs_per_side) * may_stay / u64::from(work.max(1));
        let share = u32::try_from(share).unwrap_or(u32::MAX) / STEP_SECS * STEP_SECS;
        station.secs_per_side = share.max(ROUND_SECS_MIN).min(station.secs_per_side);
    }
    let secs: u32 = fitted.stations[first..].iter().map(|station| fitted.station_secs(station)).sum();
    let fits = secs <= left_secs;
    if fits {
        *circuit = fitted;
    }
    fits
}

#[cfg(test)]
mod tests;
