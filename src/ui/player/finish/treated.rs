//! What a finished circuit asks about: the tissues that were worked, and the regions that were treated.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{CircuitRecord, Group, Rating, Region, RegionRating, Response, Scale, Side, Sides, Work};

/// A tissue that was worked, with its stations.
pub struct Treated {
    pub group: Group,
    pub sides: Sides,
    pub secs: u32,
    pub stations: Vec<usize>,
    pub response: Option<Response>,
}

/// A treated region with what is asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Felt {
    pub region: Region,
    /// What was rated higher today; stiffness where nothing was.
    pub scale: Scale,
    /// The rating of today.
    pub before: Option<Rating>,
}

/// The tissues worked on, in the order of the circuit; one worked at several stations comes once.
pub fn treated(record: &CircuitRecord) -> Vec<Treated> {
    let mut all: Vec<Treated> = Vec::new();
    for (index, done) in record.stations.iter().enumerate().filter(|(_, done)| done.done_secs() > 0) {
        if !matches!(done.station.work, Work::Technique(_)) {
            continue;
        }
        let (group, sides) = (done.station.group, done.station.sides);
        match all.iter_mut().find(|known| known.group == group && known.sides == sides) {
            Some(known) => {
                known.secs += done.done_secs();
                known.stations.push(index);
                known.response = known.response.or(done.response);
            }
            None => all.push(Treated {
                group,
                sides,
                secs: done.done_secs(),
                stations: vec![index],
                response: done.response,
            }),
        }
    }
    all
}

/// The regions that soft-tissue work was really done on, each once, in the order of the circuit.
pub fn felt(record: &CircuitRecord, today: &BTreeMap<Region, RegionRating>) -> Vec<Felt> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for done in record.stations.iter().filter(|done| matches!(done.station.work, Work::Technique(_))) {
        let was_worked = |region: &Region| {
            let one_side = match region.side() {
                Side::Left => done.left_secs,
                Side::Right => done.right_secs,
                Side::Midline => done.left_secs + done.right_secs,
            };
            one_side + done.together_secs > 0
        };
        for region in done.station.regions().filter(was_worked) {
            if seen.insert(region) {
                all.push(asked_of(region, today.get(&region)));
            }
        }
    }
    all
}

fn asked_of(region: Region, rated: Option<&RegionRating>) -> Felt {
    let soreness = rated.and_then(|rated| rated.soreness);
    let stiffness = rated.and_then(|rated| rated.stiffness);
    if soreness > stiffness {
        Felt { region, scale: Scale::Soreness, before: soreness }
    } else {
        Felt { region, scale: Scale::Stiffness, before: stiffness }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Mode, Outcome, Phase, Station, StationDone};

    fn record(stations: Vec<StationDone>) -> CircuitRecord {
        CircuitRecord {
            mode: Mode::Recovery,
            outcome: Outcome::Finished,
            planned_secs: 300,
            elapsed_secs: 300,
            stations,
            effort: None,
            spared: BTreeMap::new(),
            name: String::new(),
            seed: None,
            felt: BTreeMap::new(),
            note: String::new(),
        }
    }

    fn done(work: Work, group: Group, sides: Sides, left_secs: u32) -> StationDone {
        let station = Station { phase: Phase::Tissue, work, group, sides, secs_per_side: 60, pressure: None };
        StationDone { left_secs, ..StationDone::not_reached(station) }
    }

    fn roll() -> Work {
        Work::Technique("s01".into())
    }

    #[test]
    fn a_tissue_worked_at_two_stations_is_asked_about_once() {
        let record = record(vec![
            done(roll(), Group::Calf, Sides::Each, 30),
            done(Work::Drill("d41".into()), Group::Ankle, Sides::Each, 30),
            done(roll(), Group::Calf, Sides::Each, 20),
            done(roll(), Group::Calf, Sides::One(Side::Left), 10),
            done(roll(), Group::Quads, Sides::Each, 0),
        ]);
        let asked: Vec<_> = treated(&record).into_iter().map(|t| (t.group, t.sides, t.secs, t.stations)).collect();
        let expected = [(Group::Calf, Sides::Each, 50, vec![0, 2]), (Group::Calf, Sides::One(Side::Left), 10, vec![3])];
        assert_eq!(asked, expected);
    }

    #[test]
    fn only_the_sides_really_worked_are_asked_about_on_the_scale_rated_higher() {
        let calf: Region = "calf_left".parse().expect("a region");
        let rating = |value: u8| Rating::try_from(value).ok();
        let record = record(vec![done(roll(), Group::Calf, Sides::Each, 30)]);
        let check = |soreness: Option<Rating>, stiffness: Option<Rating>, scale: Scale, before: Option<Rating>| {
            let today = BTreeMap::from([(calf, RegionRating { soreness, stiffness, ..RegionRating::default() })]);
            assert_eq!(felt(&record, &today), [Felt { region: calf, scale, before }]);
        };
        check(rating(6), rating(3), Scale::Soreness, rating(6));
        check(rating(3), rating(3), Scale::Stiffness, rating(3));
        check(None, None, Scale::Stiffness, None);
    }
}
