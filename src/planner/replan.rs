//! Re-planning in the middle of a run: what remains, made anew for the time that is left.

use super::knapsack::{self, Block, Offer, Presence};
use super::{Plan, Shortfall, WhyNot};
use crate::domain::{Phase, Region, Station};

/// The plan with its first `done` stations as they are and the rest fitted into `left_secs`: doses give way first, then
/// the stations of least worth are dropped. `None` where not one of them fits.
///
/// Nothing new comes in: whoever runs a circuit knows what is still to come.
pub fn replan(plan: &Plan, done: usize, left_secs: u32) -> Option<Plan> {
    let done = done.min(plan.circuit.stations.len());
    let mut kept: Vec<usize> = (done..plan.circuit.stations.len()).collect();
    let secs = loop {
        let free = |&index: &usize| Offer { presence: Presence::Free, ..plan.offers[index] };
        let offers: Vec<Offer> = kept.iter().map(free).collect();
        let secs = solve(offers, left_secs)?;
        let taken: Vec<(usize, u32)> =
            kept.iter().zip(secs).filter_map(|(&index, secs)| Some((index, secs?))).collect();
        let before = done.checked_sub(1);
        let row: Vec<usize> = before.into_iter().chain(taken.iter().map(|&(index, _)| index)).collect();
        let twice = row.windows(2).find(|pair| {
            let stations = &plan.circuit.stations;
            repeats(&stations[pair[0]], &stations[pair[1]])
        });
        // What stood between two stations for one region was dropped: the lesser of the two goes as well.
        let Some(pair) = twice else { break taken };
        let lesser = pair.iter().copied().filter(|&index| index >= done).min_by_key(|&index| plan.offers[index].weight);
        kept.retain(|&index| Some(index) != lesser);
    };
    (!secs.is_empty()).then(|| fitted(plan, done, &secs, left_secs))
}

/// The seconds of each offer that make the time, or nothing where it is dropped.
fn solve(offers: Vec<Offer>, left_secs: u32) -> Option<Vec<Option<u32>>> {
    let stations_max = offers.len().max(1);
    let block = Block { offers, stations_max, secs_max: u32::MAX, share_secs: 0, share_worth: 0, presence_worth: 0 };
    knapsack::solve(&[block], left_secs)?.secs.into_iter().next()
}

/// Whether one right after the other would be two stations in a row for one region. Breathing works none.
fn repeats(one: &Station, other: &Station) -> bool {
    let regions: Vec<Region> = one.regions().collect();
    let works = one.phase != Phase::Breathing && other.phase != Phase::Breathing;
    works && other.regions().any(|region| regions.contains(&region))
}

fn fitted(plan: &Plan, done: usize, secs: &[(usize, u32)], left_secs: u32) -> Plan {
    let stays = |index: usize| index < done || secs.iter().any(|&(taken, _)| taken == index);
    let dropped = (0..plan.circuit.stations.len()).filter(|&index| !stays(index));
    let works: Vec<_> = dropped.map(|index| plan.circuit.stations[index].work.clone()).collect();
    let rows: Vec<usize> = (0..done).chain(secs.iter().map(|&(index, _)| index)).collect();
    let mut fitted = plan.clone();
    fitted.circuit.stations = rows.iter().map(|&index| plan.circuit.stations[index].clone()).collect();
    for (station, &(_, secs)) in fitted.circuit.stations[done..].iter_mut().zip(secs) {
        station.secs_per_side = secs;
    }
    fitted.reasons = rows.iter().map(|&index| plan.reasons[index].clone()).collect();
    fitted.chances_percent = rows.iter().map(|&index| plan.chances_percent[index]).collect();
    fitted.offers = rows.iter().map(|&index| plan.offers[index]).collect();
    if !works.is_empty() {
        fitted.why_not.insert(0, WhyNot::Dropped { works });
    }
    let to_come = fitted.circuit.stations[done..].iter().map(|station| fitted.circuit.station_secs(station));
    let missing_secs = left_secs.saturating_sub(to_come.sum());
    fitted.shortfall = (missing_secs > knapsack::TOLERANCE_SECS).then_some(Shortfall { missing_secs });
    fitted
}
