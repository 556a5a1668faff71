//! A guided retest: what is asked next, and what was measured so far.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::catalog::{Benchmark, Range};
use crate::domain::{BenchmarkId, Doubt, Retest, Side, Stamp};
use crate::goniometer::{self, Photo, Point};
use crate::insight;

/// Trials that count on each side (G4).
pub const TRIALS: usize = 3;

/// A retest that is being done.
#[derive(Clone, Debug, PartialEq)]
pub struct Guided {
    /// The benchmarks that come after this one.
    pub then: Vec<BenchmarkId>,
    /// When it was begun.
    pub started: Stamp,
    /// Where it is.
    pub step: GuidedStep,
    /// What is to be answered before it goes on.
    pub question: Option<Question>,
    /// What was measured.
    pub retest: Retest,
    /// The photo that the next trial is read from.
    pub photo: Option<Arc<Photo>>,
    /// The photos that trials were read from and that are to be kept.
    pub shots: Vec<Shot>,
    /// The photo of a rare value that is not confirmed yet.
    unsure: Option<Shot>,
    hard: Range,
    soft: Option<Range>,
    sem: Option<f64>,
    sided: bool,
}

/// Where a guided retest is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuidedStep {
    /// Something speaks against it.
    Warning,
    /// How it is done.
    Steps,
    /// One trial that does not count.
    Practice(Side),
    /// The next trial that counts.
    Trial(Side),
    /// All trials, before they are kept.
    Review,
}

/// What a typed value raised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Question {
    /// It cannot be true, and is not taken.
    Refused(f64),
    /// It is rare: taken only if it is confirmed.
    Rare(f64),
    /// A trial lies far from the others: one more is asked for.
    Repeat(f64),
}

/// A photo that a trial was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Shot {
    /// The side of the trial.
    pub side: Side,
    /// The index of the trial on its side, from 0.
    pub trial: usize,
    /// The photo.
    pub photo: Arc<Photo>,
    /// The points that were placed.
    pub points: Vec<Point>,
}

/// Whether the photo of a trial is kept with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeepPhoto {
    /// It is.
    Yes,
    /// Only the angle is.
    #[default]
    No,
}

/// What can be done in a guided retest.
#[derive(Clone, Debug, PartialEq)]
pub enum RetestCommand {
    /// Begins with the first of these benchmarks.
    Start(Vec<BenchmarkId>),
    /// The step is done.
    Next,
    /// Back to the step before; takes back the last trial.
    Back,
    /// A trial was measured.
    Measured(f64),
    /// Opens a photo file to measure in.
    OpenPhoto(PathBuf),
    /// The trial is the angle of these points.
    UseAngle(Vec<Point>, KeepPhoto),
    /// Types the trial after all.
    ClosePhoto,
    /// A rare value is right.
    Confirm,
    /// It was a slip.
    Retype,
    /// Keeps the retest and goes on to the next benchmark.
    Keep,
    /// Leaves it and keeps nothing of it.
    Leave,
}

impl RetestCommand {
    /// What it does, in a few words.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Start(_) => "Retest",
            Self::Next => "Next",
            Self::Back => "Back",
            Self::Measured(_) => "Take this trial",
            Self::OpenPhoto(_) => "Measure in a photo",
            Self::UseAngle(..) => "Take this angle",
            Self::ClosePhoto => "Type it instead",
            Self::Confirm => "It is right",
            Self::Retype => "Type it again",
            Self::Keep => "Keep",
            Self::Leave => "Leave the retest",
        }
    }
}

impl Guided {
    /// A retest of a benchmark, to be begun.
    pub(super) fn new(benchmark: &Benchmark, doubts: BTreeSet<Doubt>, then: Vec<BenchmarkId>, started: Stamp) -> Self {
        let step = if doubts.is_empty() { GuidedStep::Steps } else { GuidedStep::Warning };
        Self {
            then,
            started,
            step,
            question: None,
            retest: Retest { doubts, ..Retest::of(benchmark.id.clone()) },
            photo: None,
            shots: Vec::new(),
            unsure: None,
            hard: benchmark.hard,
            soft: benchmark.soft,
            sem: benchmark.error.as_ref().map(|error| error.sem),
            sided: benchmark.sided,
        }
    }

    /// The trials of a side so far.
    pub fn trials(&self, side: Side) -> &[f64] {
        match side {
            Side::Left => &self.retest.left,
            Side::Right => &self.retest.right,
            Side::Midline => &self.retest.both,
        }
    }

    /// The sides that are measured, in order.
    pub fn sides(&self) -> &'static [Side] {
        if self.sided { &[Side::Left, Side::Right] } else { &[Side::Midline] }
    }

    /// The range outside of which a value is refused.
    pub fn hard(&self) -> Range {
        self.hard
    }

    /// How many trials a side has when it is done: three, or four where one was to be repeated.
    pub fn wanted(&self, side: Side) -> usize {
        let far = self.sem.and_then(|sem| insight::far_trial(self.trials(side).get(..TRIALS)?, sem));
        TRIALS + usize::from(far.is_some())
    }

    pub(super) fn next(&mut self) {
        self.question = None;
        self.step = match self.step {
            GuidedStep::Warning => GuidedStep::Steps,
            GuidedStep::Steps => GuidedStep::Practice(self.sides()[0]),
            GuidedStep::Practice(side) => GuidedStep::Trial(side),
            step @ (GuidedStep::Trial(_) | GuidedStep::Review) => step,
        };
    }

    pub(super) fn back(&mut self) {
        if self.question.take().is_some_and(|question| !matches!(question, Question::Repeat(_))) {
            return;
        }
        self.photo = None;
        self.unsure = None;
        let step = self.step;
        self.step = match step {
            GuidedStep::Steps if self.retest.doubts.is_empty() => GuidedStep::Steps,
            GuidedStep::Warning | GuidedStep::Steps => GuidedStep::Warning,
            GuidedStep::Practice(side) => match self.side_before(side) {
                None => GuidedStep::Steps,
                Some(before) => {
                    self.trials_mut(before).pop();
                    GuidedStep::Trial(before)
                }
            },
            GuidedStep::Trial(side) if self.trials_mut(side).pop().is_some() => GuidedStep::Trial(side),
            GuidedStep::Trial(side) => GuidedStep::Practice(side),
            GuidedStep::Review => {
                let last = self.sides()[self.sides().len() - 1];
                self.trials_mut(last).pop();
                GuidedStep::Trial(last)
            }
        };
        let shots = std::mem::take(&mut self.shots);
        self.shots = shots.into_iter().filter(|shot| shot.trial < self.trials(shot.side).len()).collect();
    }

    pub(super) fn measured(&mut self, value: f64) {
        let GuidedStep::Trial(_) = self.step else { return };
        let is_outside = |range: Range| !(range.min..=range.max).contains(&value);
        if is_outside(self.hard) {
            self.question = Some(Question::Refused(value));
        } else if self.soft.is_some_and(is_outside) {
            self.question = Some(Question::Rare(value));
        } else {
            self.take(value);
        }
    }

    /// Shows a photo, while a trial is to be measured.
    pub(super) fn show_photo(&mut self, photo: Arc<Photo>) {
        if matches!(self.step, GuidedStep::Trial(_)) {
            self.photo = Some(photo);
            self.question = None;
        }
    }

    pub(super) fn close_photo(&mut self) {
        self.photo = None;
    }

    /// Takes the angle of points in the photo as a trial is taken.
    pub(super) fn use_angle(&mut self, points: Vec<Point>, keep: KeepPhoto) {
        let GuidedStep::Trial(side) = self.step else { return };
        let (Some(angle), Some(photo)) = (goniometer::reading(&points), self.photo.clone()) else { return };
        let trial = self.trials(side).len();
        self.measured(angle);
        if matches!(self.question, Some(Question::Refused(_))) {
            return;
        }
        self.photo = None;
        let shot = (keep == KeepPhoto::Yes).then_some(Shot { side, trial, photo, points });
        if self.trials(side).len() > trial { self.shots.extend(shot) } else { self.unsure = shot }
    }

    pub(super) fn confirm(&mut self) {
        if let Some(Question::Rare(value)) = self.question {
            self.shots.extend(self.unsure.take());
            self.take(value);
        }
    }

    pub(super) fn retype(&mut self) {
        self.unsure = None;
        self.question = None;
    }

    fn take(&mut self, value: f64) {
        let GuidedStep::Trial(side) = self.step else { return };
        self.question = None;
        // One zero of the two, and no more digits than anyone reads.
        self.trials_mut(side).push((value * 100.0).round() / 100.0 + 0.0);
        let done = self.trials(side).len();
        if done >= self.wanted(side) {
            let after = self.sides().iter().copied().skip_while(|&other| other != side).nth(1);
            self.step = after.map_or(GuidedStep::Review, GuidedStep::Practice);
        } else if done == TRIALS {
            let far = self.sem.and_then(|sem| insight::far_trial(self.trials(side), sem));
            self.question = far.map(|index| Question::Repeat(self.trials(side)[index]));
        }
    }

    fn side_before(&self, side: Side) -> Option<Side> {
        self.sides().iter().copied().take_while(|&other| other != side).last()
    }

    fn trials_mut(&mut self, side: Side) -> &mut Vec<f64> {
        match side {
            Side::Left => &mut self.retest.left,
            Side::Right => &mut self.retest.right,
            Side::Midline => &mut self.retest.both,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    fn guided(id: &str, doubts: &[Doubt]) -> Guided {
        let catalog = Catalog::built_in().expect("the catalogue parses");
        let now: jiff::Zoned = "2026-11-22T17:00:00+01:00[Europe/Berlin]".parse().expect("a moment");
        let benchmark = catalog.benchmark(&id.into()).expect("known");
        Guided::new(benchmark, doubts.iter().copied().collect(), Vec::new(), Stamp::new(&now))
    }

    #[test]
    fn a_retest_of_two_sides_has_a_practice_and_three_trials_on_each() {
        let mut guided = guided("ktw", &[]);
        assert_eq!(guided.step, GuidedStep::Steps);
        for side in [Side::Left, Side::Right] {
            guided.next();
            if guided.step == GuidedStep::Practice(side) {
                guided.next();
            }
            for _ in 0..TRIALS {
                assert_eq!(guided.step, GuidedStep::Trial(side));
                guided.measured(9.0);
            }
        }
        assert_eq!(guided.step, GuidedStep::Review);
        assert_eq!((guided.retest.left.len(), guided.retest.right.len()), (3, 3));
    }

    #[test]
    fn doubts_are_said_first_and_stay_with_the_retest() {
        let mut guided = guided("sit_reach", &[Doubt::AfterCircuit]);
        assert_eq!(guided.step, GuidedStep::Warning);
        guided.next();
        assert_eq!(guided.step, GuidedStep::Steps);
        guided.back();
        assert_eq!(guided.step, GuidedStep::Warning);
        assert!(guided.retest.doubts.contains(&Doubt::AfterCircuit));
    }

    #[test]
    fn values_are_refused_asked_about_or_taken_at_the_edges_of_the_ranges() {
        // Knee-to-wall: 0 to 25 cm are possible, 2 to 18 usual.
        let check = |value: f64, question: Option<Question>, taken: usize| {
            let mut guided = guided("ktw", &[]);
            guided.next();
            guided.next();
            guided.measured(value);
            assert_eq!((guided.question, guided.retest.left.len()), (question, taken), "{value}");
        };
        check(25.1, Some(Question::Refused(25.1)), 0);
        check(-0.1, Some(Question::Refused(-0.1)), 0);
        check(25.0, Some(Question::Rare(25.0)), 0);
        check(1.9, Some(Question::Rare(1.9)), 0);
        check(18.0, None, 1);
        check(2.0, None, 1);
    }

    #[test]
    fn a_rare_value_is_taken_when_it_is_confirmed_and_dropped_as_a_slip() {
        let mut guided = guided("ktw", &[]);
        guided.next();
        guided.next();
        guided.measured(19.0);
        guided.retype();
        assert_eq!((guided.question, guided.retest.left.len()), (None, 0));
        guided.measured(19.0);
        guided.confirm();
        assert_eq!(guided.retest.left, [19.0]);
        guided.measured(99.0);
        guided.confirm();
        assert_eq!(guided.retest.left, [19.0], "what cannot be true is never taken");
    }

    #[test]
    fn a_trial_more_than_two_standard_errors_from_the_others_asks_for_one_more_once() {
        // The error is 0.7 cm.
        let mut guided = guided("ktw", &[]);
        guided.next();
        guided.next();
        for value in [9.0, 9.0, 10.5] {
            guided.measured(value);
        }
        assert_eq!((guided.step, guided.question), (GuidedStep::Trial(Side::Left), Some(Question::Repeat(10.5))));
        guided.measured(12.0);
        assert_eq!(guided.step, GuidedStep::Practice(Side::Right));
        assert_eq!(guided.retest.left, [9.0, 9.0, 10.5, 12.0]);
    }

    #[test]
    fn an_angle_of_a_photo_is_a_trial_and_its_photo_goes_where_it_goes() {
        let picture = include_bytes!("../../assets/icon.png");
        let photo = Arc::new(Photo::open(picture).expect("a picture"));
        // 45° and 90° of hip rotation: the second is beyond what can be.
        let (good, steep) = (vec![(0.0, 0.0), (50.0, 50.0)], vec![(0.0, 0.0), (50.0, 0.0)]);
        let mut guided = guided("hip_ir", &[]);
        guided.show_photo(Arc::clone(&photo));
        assert_eq!(guided.photo, None, "no trial is asked for yet");
        guided.next();
        guided.next();
        guided.show_photo(Arc::clone(&photo));
        guided.use_angle(steep, KeepPhoto::Yes);
        assert_eq!((guided.question, guided.shots.len()), (Some(Question::Refused(90.0)), 0));
        assert!(guided.photo.is_some(), "its points can be moved");
        guided.use_angle(good.clone(), KeepPhoto::Yes);
        assert_eq!((guided.retest.left.as_slice(), guided.shots.len()), (&[45.0][..], 1));
        guided.show_photo(Arc::clone(&photo));
        guided.use_angle(good, KeepPhoto::No);
        assert_eq!((guided.retest.left.len(), guided.shots.len()), (2, 1));
        guided.back();
        assert_eq!(guided.shots.len(), 1);
        guided.back();
        assert_eq!((guided.retest.left.len(), guided.shots.len()), (0, 0));
        // A rare angle waits for its confirmation, and so does its photo.
        guided.show_photo(photo);
        guided.use_angle(vec![(0.0, 0.0), (70.0, 20.0)], KeepPhoto::Yes);
        assert_eq!((guided.question, guided.shots.len()), (Some(Question::Rare(74.1)), 0));
        guided.confirm();
        assert_eq!((guided.retest.left.as_slice(), guided.shots.len()), (&[74.1][..], 1));
    }

    #[test]
    fn back_takes_back_the_last_trial_across_sides() {
        let mut guided = guided("ktw", &[]);
        guided.next();
        guided.next();
        for value in [9.0, 9.1, 9.2] {
            guided.measured(value);
        }
        assert_eq!(guided.step, GuidedStep::Practice(Side::Right));
        guided.back();
        assert_eq!((guided.step, guided.retest.left.len()), (GuidedStep::Trial(Side::Left), 2));
        for _ in 0..9 {
            guided.back();
        }
        assert_eq!((guided.step, guided.retest.left.len()), (GuidedStep::Steps, 0));
    }
}
