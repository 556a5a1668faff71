//! How often the verdict is wrong, and how often it finds what is there, of synthetic people.

use fastrand::Rng;
use jiff::{Timestamp, ToSpan};

use super::{Results, Verdict};
use crate::catalog::{Benchmark, Catalog};
use crate::domain::{Body, Record, RecordId, Retest, Stamp};
use crate::insight::stats::test_values::standard_normal;

const PEOPLE: usize = 2000;
/// The first retest for practice, and three for the baseline.
const START: usize = 4;

/// A person: their own error, from 0.7 to 1.3 times the published one, and their retests every 7 to 14 days, of three
/// trials rounded as people read them.
struct Person {
    own_sem: f64,
    rng: Rng,
    at: Timestamp,
    retests: Vec<(Record, Retest)>,
}

impl Person {
    fn new(benchmark: &Benchmark, seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let sem = benchmark.error.as_ref().expect("it has one").sem;
        let own_sem = sem * (0.7 + 0.6 * rng.f64());
        Self { own_sem, rng, at: "2026-01-05T17:00:00Z".parse().expect("a moment"), retests: Vec::new() }
    }

    fn retest(&mut self, benchmark: &Benchmark, level: f64) {
        // The trials of a day differ by a third of the error between days; both together make the person's error.
        let trial_sd = self.own_sem / 3.0;
        let day_sd = (self.own_sem.powi(2) - trial_sd.powi(2) / 3.0).sqrt();
        let of_day = level + day_sd * standard_normal(&mut self.rng);
        let mut trial = || ((of_day + trial_sd * standard_normal(&mut self.rng)) * 2.0).round() / 2.0;
        let both = vec![trial(), trial(), trial()];
        self.at += (24 * self.rng.i64(7..=14)).hours();
        let retest = Retest { both, ..Retest::of(benchmark.id.clone()) };
        let when = Stamp { at: self.at, offset_secs: 0, zone: String::new() };
        let id = RecordId::new(self.at, u128::from(self.rng.u64(..)));
        let record = Record { id, rev: 1, when, body: Body::Retest(retest.clone()) };
        self.retests.push((record, retest));
    }

    fn has_changed(&self, benchmark: &Benchmark) -> bool {
        let retests: Vec<(&Record, &Retest)> = self.retests.iter().map(|(record, retest)| (record, retest)).collect();
        let results = Results::of(benchmark, &retests);
        matches!(results.sides[0].verdict, Verdict::Improved | Verdict::Declined)
    }
}

/// The share of people who see a change within `looks` retests after `before` without one, when each is `shift` away.
fn share(benchmark: &Benchmark, before: usize, looks: usize, shift: impl Fn(&Person) -> f64) -> f64 {
    let sees_change = |seed: usize| {
        let mut person = Person::new(benchmark, seed as u64);
        (0..before).for_each(|_| person.retest(benchmark, 5.0));
        let level = 5.0 + shift(&person);
        (0..looks).any(|_| {
            person.retest(benchmark, level);
            person.has_changed(benchmark)
        })
    };
    (0..PEOPLE).filter(|&seed| sees_change(seed)).count() as f64 / PEOPLE as f64
}

#[test]
#[expect(clippy::print_stderr, reason = "the numbers are what this test is for")]
fn few_see_a_change_that_is_none_and_most_see_one_of_four_standard_errors() {
    let catalog = Catalog::built_in().expect("the catalogue parses");
    let benchmark = catalog.benchmark(&"sit_reach".into()).expect("there");
    let published = benchmark.error.as_ref().expect("it has one").sem;
    let falsely = [0, START].map(|before| share(benchmark, before, 12, |_| 0.0));
    eprintln!("{PEOPLE} people without a change, 12 retests in all: {:.1} % see one", 100.0 * falsely[0]);
    eprintln!("the same, 12 retests after the baseline: {:.1} %", 100.0 * falsely[1]);
    assert!(falsely.iter().all(|&share| share <= 0.05), "{falsely:?}");
    for before in [START, 8, 12] {
        let own = share(benchmark, before, 4, |person| 4.0 * person.own_sem);
        let of_published = share(benchmark, before, 4, |_| -4.0 * published);
        eprintln!(
            "a change of 4 standard errors after {before} retests, seen within 4: {:.1} % (own), {:.1} % (published)",
            100.0 * own,
            100.0 * of_published
        );
        assert!(own >= 0.9 && of_published >= 0.9, "{before}: {own} {of_published}");
    }
}
