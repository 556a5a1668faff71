//! A guided retest: what is asked next, and what was measured so far.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::catalog::{Benchmark, Range};
use crate::domain::{BenchmarkId, Doubt, RecordId, Retest, Side, Stamp};
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
    /// Reads a photo that was kept, by the name of its file, to show it.
    ShowPhoto(String),
    /// Takes a photo from the retest that it was kept with.
    RemovePhoto(RecordId, String),
    /// A rare value is right.
    Confirm,
    /// It was a slip.
    Retype,
    /// Keeps the retest and goes on to the next benchmark.
    Keep,
    /// It hurts: keeps nothing of this one, and goes on to the next benchmark (G8).
    Hurts,
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
            Self::ShowPhoto(_) => "Show the photo",
            Self::RemovePhoto(..) => "Remove the photo",
            Self::Confirm => "It is right",
            Self::Retype => "Type it again",
            Self::Keep => "Keep",
            Self::Hurts => "It hurts",
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
