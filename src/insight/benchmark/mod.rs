//! What the retests of a benchmark say: the series of each side, its error, and a verdict that does not outrun it.
//!
//! Rules G4 and G5 and section 5 of science.md. Retests that the person did against advice are shown, and take no part in
//! baselines and verdicts; benchmarks of tier 3 are a rough look and take part in no claim.

mod asymmetry;
mod deficits;
mod doubts;
mod drift;
mod norms;
mod schedule;
mod session;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use crate::catalog::{Benchmark, Better, Catalog};
use crate::domain::{BenchmarkId, Document, Record, Retest, Side};

use super::stats::{
    BASELINE_TESTS, Baseline, CHANGE_LIMIT, Change, ChangeProbabilities, Direction, PersonalError, PriorError,
    change_probabilities, change_verdict, sem_own, sem_personal, student_limit,
};

pub use asymmetry::Asymmetry;
pub use deficits::{Deficit, Shortcoming, deficits};
pub use doubts::{doubt_words, doubts, notes};
pub use drift::{Claim, Drift};
pub use norms::{NormBand, between_people_sd, norm_band, norm_words, worthwhile};
pub use schedule::{DAY_MINUTES, Due, EVERY_DAYS, due, is_rough_look, minutes_of, suggested, wanted};
pub use session::{Centre, Part, Session, far_trial, score};
pub use words::{counted_words, number, signed, worth_words};

/// Successive retests farther apart than this say nothing of the error (science.md 5.1).
const ERROR_DAYS: i32 = 28;

/// Everything the retests of one benchmark say.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The benchmark.
    pub benchmark: BenchmarkId,
    /// Left and right, or the midline alone where it has no sides.
    pub sides: Vec<SideResults>,
    /// How left and right compare.
    pub asymmetry: Asymmetry,
}

/// What the retests of one side say, in the unit of the benchmark.
#[derive(Clone, Debug, PartialEq)]
pub struct SideResults {
    /// The side.
    pub side: Side,
    /// All retests of it, oldest first.
    pub sessions: Vec<Session>,
    /// How much it errs in the hands of this person; `None` where nothing is published and own retests are too few.
    pub error: Option<PersonalError>,
    /// The mean of the first retests that count.
    pub baseline: Option<Baseline>,
    /// How many standard errors from the baseline a retest must lie to be beyond error.
    pub limit: f64,
    /// What may be said of the latest.
    pub verdict: Verdict,
    /// A steady drift, from four retests over three weeks on.
    pub drift: Option<Drift>,
}

/// What may be said of a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing yet.
    CantTellYet(Missing),
    /// Its error is too large, or unknown: a number to look at.
    RoughLook,
    /// Within one standard error of the baseline.
    Within,
    /// Farther, but not beyond error.
    MayBeChanging,
    /// Beyond error for the first time; the next retest must confirm it.
    FirstSign(Course),
    /// Better beyond error in two retests in a row.
    Improved,
    /// Worse beyond error in two retests in a row.
    Declined,
}

/// What a verdict waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A baseline of two retests and a third to compare with it, after the one for practice.
    Retests {
        /// How many more, if none of them is doubtful.
        more: usize,
    },
    /// The error of a benchmark of the person's own, which is learned from its first retests.
    Error,
}

/// Whether a change is for the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It is.
    Better,
    /// It is not.
    Worse,
}

/// All retests by benchmark, oldest first.
pub fn retests(document: &Document) -> BTreeMap<BenchmarkId, Vec<(&Record, &Retest)>> {
    let mut by_benchmark = BTreeMap::<BenchmarkId, Vec<(&Record, &Retest)>>::new();
    for (record, retest) in document.retests(..) {
        by_benchmark.entry(retest.benchmark.clone()).or_default().push((record, retest));
    }
    by_benchmark
}

impl Results {
    /// The results of every benchmark of a catalogue that was retested, of retests oldest first.
    pub fn of_all(
        by_benchmark: &BTreeMap<BenchmarkId, Vec<(&Record, &Retest)>>,
        catalog: &Catalog,
    ) -> BTreeMap<BenchmarkId, Self> {
        let of = |(id, retests): (&BenchmarkId, &Vec<(&Record, &Retest)>)| {
            Some((id.clone(), Self::of(catalog.benchmark(id)?, retests)))
        };
        let mut all: BTreeMap<BenchmarkId, Self> = by_benchmark.iter().filter_map(of).collect();
        for benchmark in catalog.benchmarks() {
            let (Some(arc), Some(own)) = (&benchmark.arc, all.get(&benchmark.id)) else { continue };
            let other = all.get(&arc.with).map(|other| other.sides.as_slice());
            let asymmetry = own.asymmetry.within_arc(arc.gap, &own.sides, other);
            if let Some(own) = all.get_mut(&benchmark.id) {
                own.asymmetry = asymmetry;
            }
        }
        all
    }

    /// What these retests of a benchmark say by themselves, oldest first.
    pub fn of(benchmark: &Benchmark, retests: &[(&Record, &Retest)]) -> Self {
        let sides: &[Side] = if benchmark.sided { &[Side::Left, Side::Right] } else { &[Side::Midline] };
        let sides: Vec<SideResults> = sides.iter().map(|&side| SideResults::of(benchmark, side, retests)).collect();
        let asymmetry = Asymmetry::of(benchmark, &sides);
        Self { benchmark: benchmark.id.clone(), sides, asymmetry }
    }

    /// The results of a side.
    pub fn side(&self, side: Side) -> Option<&SideResults> {
        self.sides.iter().find(|results| results.side == side)
    }

    /// The moment of the latest retest.
    pub fn latest(&self) -> Option<&Session> {
        let latest = self.sides.iter().filter_map(|side| side.sessions.last());
        latest.max_by_key(|session| (session.at, session.record))
    }

    /// How many retests there are, whether they count or not.
    pub fn count(&self) -> usize {
        self.sides.iter().map(|side| side.sessions.len()).max().unwrap_or_default()
    }
}

impl SideResults {
    fn of(benchmark: &Benchmark, side: Side, retests: &[(&Record, &Retest)]) -> Self {
        let published = benchmark.error.as_ref().map(|error| error.sem);
        let sessions = session::sessions(side, retests, published);
        let counted: Vec<&Session> = sessions.iter().filter(|session| session.part == Part::Counted).collect();
        let scores: Vec<f64> = counted.iter().map(|session| session.score).collect();
        let (error, limit) = error_and_limit(published, &counted);
        let baseline = Baseline::of(&scores);
        let verdict = match (is_rough_look(benchmark), error, baseline) {
            (true, ..) => Verdict::RoughLook,
            (false, _, None) => {
                let practice = usize::from(sessions.iter().all(|session| session.part != Part::Practice));
                let needed = *BASELINE_TESTS.start() + 1 + practice;
                Verdict::CantTellYet(Missing::Retests { more: needed - scores.len() })
            }
            (false, None, Some(_)) => Verdict::CantTellYet(Missing::Error),
            (false, Some(error), Some(baseline)) => verdict(benchmark.better, &scores, baseline, error.sem, limit),
        };
        // What has just changed, or may have, rests nowhere.
        let rests = error.filter(|_| verdict == Verdict::Within);
        let drift = Drift::of(&counted, benchmark, rests.map(|error| error.sem));
        Self { side, sessions, error, baseline, limit, verdict, drift }
    }

    /// The retests that count, oldest first.
    pub fn counted(&self) -> impl DoubleEndedIterator<Item = &Session> {
        self.sessions.iter().filter(|session| session.part == Part::Counted)
    }

    /// The latest retest that counts, or the latest at all.
    pub fn latest(&self) -> Option<&Session> {
        self.counted().next_back().or(self.sessions.last())
    }

    /// How far one retest can lie from the baseline by error alone; or from another single retest, before there is a
    /// baseline.
    pub fn wobble(&self) -> Option<f64> {
        let sem = self.error?.sem;
        let single = sem * std::f64::consts::SQRT_2;
        Some(self.limit * self.baseline.map_or(single, |baseline| baseline.standard_error(sem)))
    }

    /// How far the latest retest that counts lies from the baseline.
    pub fn since_baseline(&self) -> Option<f64> {
        Some(self.latest().filter(|session| session.part == Part::Counted)?.score - self.baseline?.mean)
    }

    /// Whether the last two retests that count are beyond error.
    pub fn has_changed(&self) -> bool {
        matches!(self.verdict, Verdict::Improved | Verdict::Declined)
    }
}

/// How likely the change of a side is worth having, too small to matter, or harmful (science.md 5.2); `None` without a
/// baseline or an error, or where the spread between people is not known, and for rough looks.
pub fn change_worth(benchmark: &Benchmark, side: &SideResults) -> Option<ChangeProbabilities> {
    let is_compared = !matches!(side.verdict, Verdict::CantTellYet(_) | Verdict::RoughLook);
    let worthwhile = worthwhile(benchmark).filter(|_| is_compared)?;
    let standard_error = side.baseline?.standard_error(side.error?.sem);
    let change = side.since_baseline()?;
    let better = if benchmark.better == Better::Up { change } else { -change };
    Some(change_probabilities(better, standard_error, worthwhile))
}

/// The error of the person, and how many standard errors are a change.
///
/// The latest two retests are judged by what was known before them, so that a change does not pass for error: learned
/// from all retests, a change of four standard errors would be found within four retests in 86 to 91 of 100 cases, so in
/// 92 to 94 (simulated).
fn error_and_limit(published: Option<f64>, counted: &[&Session]) -> (Option<PersonalError>, f64) {
    let known_before = &counted[..counted.len().saturating_sub(2)];
    let near = known_before.windows(2).filter(|pair| (pair[1].day - pair[0].day).get_days() <= ERROR_DAYS);
    let differences: Vec<f64> = near.map(|pair| pair[1].score - pair[0].score).collect();
    if let Some(sem) = published {
        return (Some(sem_personal(&differences, PriorError::published(sem))), CHANGE_LIMIT);
    }
    let own = sem_own(&differences);
    (own, own.map_or(CHANGE_LIMIT, |own| student_limit(CHANGE_LIMIT, own.own_df)))
}

fn verdict(better: Better, scores: &[f64], baseline: Baseline, sem: f64, limit: f64) -> Verdict {
    let error = baseline.standard_error(sem);
    let z = |score: &f64| (score - baseline.mean) / error;
    // What the baseline is made of is not compared with it.
    let mut compared = scores[baseline.tests..].iter().rev();
    let Some(latest) = compared.next().map(z) else {
        return Verdict::CantTellYet(Missing::Retests { more: 1 });
    };
    let course = |direction| match (better, direction) {
        (Better::Up, Direction::Up) | (Better::Down, Direction::Down) => Course::Better,
        (Better::Up, Direction::Down) | (Better::Down, Direction::Up) => Course::Worse,
    };
    match change_verdict(compared.next().map(z), latest, limit) {
        Change::Within => Verdict::Within,
        Change::Maybe => Verdict::MayBeChanging,
        Change::FirstSign(direction) => Verdict::FirstSign(course(direction)),
        Change::Changed(direction) => match course(direction) {
            Course::Better => Verdict::Improved,
            Course::Worse => Verdict::Declined,
        },
    }
}
