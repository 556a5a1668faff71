//! One retest of one side: its trials, its score, and whether it counts.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::{Record, RecordId, Retest, Side};
use crate::insight::stats::median;

/// A retest of one side.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Its record.
    pub record: RecordId,
    /// When it was.
    pub at: Timestamp,
    /// The civil day of that place.
    pub day: Date,
    /// The trials, in order.
    pub trials: Vec<f64>,
    /// Their mean, or their median.
    pub score: f64,
    /// Which of the two.
    pub centre: Centre,
    /// What part it takes.
    pub part: Part,
}

/// What a score is of its trials (G4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Centre {
    /// Their mean.
    Mean,
    /// Their median, since one lies far from the others.
    Median,
}

/// What part a retest takes in baselines and verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It was the first, for learning the test (G5).
    Practice,
    /// Something speaks against comparing it with others.
    Doubtful,
    /// It counts.
    Counted,
}

/// From so many retests on the first one was for practice (G5).
const PRACTICE_FROM: usize = 3;

/// How many standard errors a trial may lie from the mean of the others (G4).
const FAR: f64 = 2.0;

/// The trial that lies more than two standard errors from the mean of the others, if there are two others; the farthest
/// of several.
pub fn far_trial(trials: &[f64], sem: f64) -> Option<usize> {
    if trials.len() < 3 {
        return None;
    }
    let sum: f64 = trials.iter().sum();
    let others = (trials.len() - 1) as f64;
    let far = |trial: f64| (trial - (sum - trial) / others).abs();
    let farthest = (0..trials.len()).max_by(|&one, &other| far(trials[one]).total_cmp(&far(trials[other])))?;
    (far(trials[farthest]) > FAR * sem).then_some(farthest)
}

/// The score of trials: their mean, or their median where one lies far from the others (G4). `None` of nothing.
pub fn score(trials: &[f64], sem: Option<f64>) -> Option<(f64, Centre)> {
    let middle = median(trials.iter().copied())?;
    let is_far = sem.is_some_and(|sem| far_trial(trials, sem).is_some());
    let mean = trials.iter().sum::<f64>() / trials.len() as f64;
    Some(if is_far { (middle, Centre::Median) } else { (mean, Centre::Mean) })
}

/// The trials of a side.
pub(super) fn trials(retest: &Retest, side: Side) -> &[f64] {
    match side {
        Side::Left => &retest.left,
        Side::Right => &retest.right,
        Side::Midline => &retest.both,
    }
}

/// The retests of a side, of all retests of a benchmark, oldest first.
pub(super) fn sessions(side: Side, retests: &[(&Record, &Retest)], sem: Option<f64>) -> Vec<Session> {
    let with_score = retests.iter().filter_map(|&(record, retest)| {
        let trials = trials(retest, side);
        let (score, centre) = score(trials, sem)?;
        let part = if retest.doubts.is_empty() { Part::Counted } else { Part::Doubtful };
        let (record, at, day) = (record.id, record.when.at, record.when.day());
        Some(Session { record, at, day, trials: trials.to_vec(), score, centre, part })
    });
    let mut sessions: Vec<Session> = with_score.collect();
    if sessions.len() >= PRACTICE_FROM {
        sessions[0].part = Part::Practice;
    }
    sessions
}
