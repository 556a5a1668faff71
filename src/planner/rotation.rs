//! Which of several techniques a group gets today: tried ones that answer well more often, new ones first, none for ever
//! (P20; science 5.6).
//!
//! A technique used less than three times on the group comes first. Else one time in four any of them is taken; otherwise
//! each gets a value drawn around its estimate, and the highest wins (Thompson's rule). The estimates are means of the
//! answers, shrunk towards the technique's mean on all groups and that towards the mean of all (science 5.5). Everything
//! follows from the seed, and the plan keeps how probable the choice was, so that it can be made again.

use fastrand::Rng;

use super::history::{Answers, Skips, Uses};
use crate::domain::{Group, TechniqueId, Work};

/// Uses before a technique is known.
const KNOWN_FROM: u32 = 3;
/// How often any technique is taken, in percent.
const EXPLORE_PERCENT: u32 = 25;
/// A technique comes at most so many times running for a group …
const RUNNING_MOST: usize = 2;
/// … and takes at most this part of the latest uses.
const LATEST: usize = 10;
const LATEST_MOST: usize = 6;
/// The spread of single answers, of techniques, and of a technique between groups (science 5.5), where one step of the
/// answer counts as one point.
const ANSWER_SD: f64 = 1.5;
const TECHNIQUE_SD: f64 = 0.5;
const GROUP_SD: f64 = 0.35;
/// What each skip for want of pleasure or room takes from an estimate, in steps of the answer: as much as a middling
/// technique is apart from a good one.
const DISLIKED: f64 = 0.5;
/// Draws that tell how probable a choice was.
const DRAWS: u32 = 1000;

/// One choice between techniques for a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    arms: Vec<Arm>,
    seed: u64,
}

/// A technique that may be taken.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Arm {
    /// Its place among those offered.
    place: usize,
    times: u32,
    estimate: f64,
    sd: f64,
}

impl Turn {
    /// The choice between these techniques, at least one, for a group.
    pub fn new(uses: &Uses, skips: &Skips, group: Group, techniques: &[&TechniqueId], seed: u64) -> Self {
        let running: Vec<&TechniqueId> = uses.latest(group).take(RUNNING_MOST).collect();
        let latest: Vec<&TechniqueId> = uses.latest(group).take(LATEST).collect();
        let is_rested = |id: &TechniqueId| {
            let is_running = running.len() == RUNNING_MOST && running.iter().all(|used| **used == *id);
            !is_running && latest.iter().filter(|used| **used == id).count() < LATEST_MOST
        };
        let arms: Vec<Arm> =
            techniques.iter().enumerate().map(|(place, id)| arm(uses, skips, group, place, id)).collect();
        let rested: Vec<Arm> = arms.iter().copied().filter(|arm| is_rested(techniques[arm.place])).collect();
        // Each group has a draw of its own.
        let seed = seed ^ (group as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self { arms: if rested.is_empty() { arms } else { rested }, seed }
    }

    /// The place of the technique that is taken.
    pub fn choice(&self) -> usize {
        self.draw(&mut Rng::with_seed(self.seed))
    }

    /// How often, in percent, other seeds would have made the same choice.
    pub fn probability_percent(&self) -> u8 {
        let choice = self.choice();
        let mut rng = Rng::with_seed(self.seed.wrapping_add(1));
        let same = (0..DRAWS).filter(|_| self.draw(&mut rng) == choice).count();
        (same * 100 / DRAWS as usize) as u8
    }

    /// Whether the technique that is taken is one the group hardly knows, while it knows others.
    pub fn is_new(&self) -> bool {
        let choice = self.choice();
        let known = |arm: &Arm| arm.times >= KNOWN_FROM;
        self.arms.iter().any(known) && self.arms.iter().any(|arm| arm.place == choice && !known(arm))
    }

    fn draw(&self, rng: &mut Rng) -> usize {
        let least = self.arms.iter().map(|arm| arm.times).min().unwrap_or(0);
        if least < KNOWN_FROM {
            let new: Vec<&Arm> = self.arms.iter().filter(|arm| arm.times == least).collect();
            return rng.choice(new).map_or(0, |arm| arm.place);
        }
        if rng.u32(0..100) < EXPLORE_PERCENT {
            return rng.choice(&self.arms).map_or(0, |arm| arm.place);
        }
        let drawn = self.arms.iter().map(|arm| (arm.estimate + noise(rng) * arm.sd, arm.place));
        drawn.max_by(|one, other| one.0.total_cmp(&other.0)).map_or(0, |(_, place)| place)
    }
}

fn arm(uses: &Uses, skips: &Skips, group: Group, place: usize, id: &TechniqueId) -> Arm {
    let used = uses.of_both(id, group);
    let of_technique = uses.by_technique.get(id).copied().unwrap_or_default();
    let (technique, technique_sd) = shrunk(of_technique, mean(uses.all).unwrap_or(0.0), TECHNIQUE_SD);
    let (estimate, group_sd) = shrunk(used.answers, technique, GROUP_SD);
    // A skip is no answer of the body, so it counts here only, and as a use: what was skipped is no longer new.
    let disliked = skips.times_disliked(&Work::Technique(id.clone()));
    let (times, estimate) = (used.times + disliked, estimate - DISLIKED * f64::from(disliked));
    Arm { place, times, estimate, sd: (technique_sd * technique_sd + group_sd * group_sd).sqrt() }
}

/// The mean of answers drawn towards `parent`, and how unsure it is.
fn shrunk(answers: Answers, parent: f64, sd: f64) -> (f64, f64) {
    let Some(mean) = mean(answers) else { return (parent, sd) };
    let between = f64::from(answers.count) * sd * sd;
    let weight = between / (between + ANSWER_SD * ANSWER_SD);
    (weight * mean + (1.0 - weight) * parent, sd * (1.0 - weight).sqrt())
}

fn mean(answers: Answers) -> Option<f64> {
    (answers.count > 0).then(|| f64::from(answers.sum) / f64::from(answers.count))
}

/// Bell-shaped noise about 0 of standard deviation 1: the sum of four uniform numbers, since functions like `exp` may
/// differ in their last digit between platforms.
fn noise(rng: &mut Rng) -> f64 {
    const SD_OF_SUM: f64 = 0.577_350_269_189_625_8;
    let sum: f64 = (0..4).map(|_| rng.f64()).sum();
    (sum - 2.0) / SD_OF_SUM
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::domain::{
        Body, CircuitRecord, Mode, Outcome, Phase, Record, RecordId, Response, Sides, Stamp, Station, StationDone, Work,
    };

    const GROUP: Group = Group::Quads;

    /// Uses on one group, one a circuit, oldest first.
    fn uses(done: &[(&str, Option<Response>)]) -> Uses {
        let circuit = |&(id, response): &(&str, Option<Response>)| {
            let station = Station {
                phase: Phase::Tissue,
                work: Work::Technique(id.into()),
                group: GROUP,
                sides: Sides::Each,
                secs_per_side: 60,
                pressure: None,
            };
            let done = StationDone { left_secs: 60, right_secs: 60, response, ..StationDone::not_reached(station) };
            CircuitRecord {
                mode: Mode::Recovery,
                outcome: Outcome::Finished,
                planned_secs: 120,
                elapsed_secs: 120,
                stations: vec![done],
                effort: None,
                spared: std::collections::BTreeMap::new(),
                name: String::new(),
                seed: None,
                felt: std::collections::BTreeMap::new(),
                note: String::new(),
            }
        };
        let circuits: Vec<CircuitRecord> = done.iter().map(circuit).collect();
        let when = Stamp { at: Timestamp::UNIX_EPOCH, offset_secs: 0, zone: String::new() };
        let id = RecordId::new(Timestamp::UNIX_EPOCH, 1);
        let record = Record {
            id,
            rev: 1,
            when,
            body: Body::Training(crate::domain::Training {
                types: std::collections::BTreeSet::new(),
                intensity: crate::domain::Intensity::Easy,
                note: String::new(),
            }),
        };
        Uses::of(&circuits.iter().map(|circuit| (&record, circuit)).collect::<Vec<_>>())
    }

    fn repeat(id: &str, response: Option<Response>, times: usize) -> Vec<(&str, Option<Response>)> {
        vec![(id, response); times]
    }

    /// How many of 1000 seeds take each of the techniques `a`, `b` and `c`.
    fn taken(done: &[(&str, Option<Response>)]) -> [usize; 3] {
        let (uses, ids) = (uses(done), ["a", "b", "c"].map(TechniqueId::from));
        let mut taken = [0; 3];
        for seed in 0..1000 {
            taken[Turn::new(&uses, &Skips::default(), GROUP, &ids.each_ref(), seed).choice()] += 1;
        }
        taken
    }

    /// The three in turns.
    fn known(times: usize, responses: [Option<Response>; 3]) -> Vec<(&'static str, Option<Response>)> {
        let round = ["a", "b", "c"].into_iter().zip(responses);
        (0..times).flat_map(|_| round.clone()).collect()
    }

    #[test]
    fn the_least_used_comes_first_until_each_was_used_three_times() {
        assert!(taken(&[]).iter().all(|&times| times > 250), "ties are drawn");
        assert_eq!(taken(&[("a", None)])[0], 0);
        assert_eq!(taken(&[known(2, [None; 3]), vec![("a", None), ("b", None)]].concat()), [0, 0, 1000]);
    }

    #[test]
    fn what_answers_well_comes_more_often_and_the_others_still_come() {
        let answers = [Some(Response::Worse), Some(Response::Eased), Some(Response::Same)];
        let [worse, eased, same] = taken(&known(20, answers));
        assert!(eased > same && same > worse && worse > 50, "{worse} {eased} {same}");
        let alike = taken(&known(20, [Some(Response::Same); 3]));
        assert!(alike.iter().all(|&times| times > 250), "{alike:?}");
    }

    #[test]
    fn none_comes_a_third_time_running_nor_more_than_six_times_in_ten() {
        let eased = Some(Response::Eased);
        let [a, ..] = taken(&[known(4, [eased, None, None]), repeat("a", eased, 2)].concat());
        assert_eq!(a, 0);
        let six_of_ten = ["a", "a", "b", "a", "a", "b", "a", "a", "b", "c"].map(|id| (id, eased));
        assert_eq!(taken(&[known(4, [eased; 3]), six_of_ten.to_vec()].concat())[0], 0);
        // Where there is only one there is no choice.
        let only = [TechniqueId::from("a")];
        assert_eq!(
            Turn::new(&uses(&repeat("a", eased, 12)), &Skips::default(), GROUP, &only.each_ref(), 1).choice(),
            0
        );
    }

    #[test]
    fn the_chance_that_is_kept_is_how_often_other_seeds_choose_the_same() {
        let done = known(20, [Some(Response::Worse), Some(Response::Eased), Some(Response::Same)]);
        let (uses, ids) = (uses(&done), ["a", "b", "c"].map(TechniqueId::from));
        let taken = taken(&done);
        for seed in 0..20 {
            let turn = Turn::new(&uses, &Skips::default(), GROUP, &ids.each_ref(), seed);
            let percent = f64::from(turn.probability_percent());
            assert!((percent - taken[turn.choice()] as f64 / 10.0).abs() < 6.0, "{percent} {taken:?}");
            assert_eq!(turn, Turn::new(&uses, &Skips::default(), GROUP, &ids.each_ref(), seed));
        }
    }
}
