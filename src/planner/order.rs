//! The order of the stations: phases first, then connected areas in a row (P7), with few changes of position and tool.

use std::cmp::Reverse;
use std::collections::VecDeque;

use super::candidates::Candidate;
use super::select::Chosen;
use crate::domain::{Group, Mode, Phase, Sides};

/// Cost of a step between groups that adjoin.
const HOP: u32 = 10;
/// Cost of staying on the same group, on the other side: worse than going next door, better than going far.
const SAME_GROUP: u32 = 25;
/// Cost of two stations in a row for one region: only where no order avoids it.
const SAME_REGION: u32 = 5_000;
/// Cost of getting up, lying down or going to a wall: as much as a way over three areas.
const POSITION: u32 = 3 * HOP;
/// Cost of fetching another tool.
const TOOL: u32 = 2 * HOP;
/// Cost of the same work twice in a row: only where nothing else is left.
const SAME_WORK: u32 = 10_000;

/// Puts the stations in order.
///
/// Within a phase each station is followed by the nearest one left, measured in steps between adjoining groups and in
/// changes of position and tool; then stations change places as long as that shortens the whole way.
pub fn order(mode: Mode, mut chosen: Vec<Chosen<'_>>) -> Vec<Chosen<'_>> {
    let far = Distances::new();
    let block = |chosen: &Chosen<'_>| block(mode, chosen.candidate);
    chosen.sort_by_key(|chosen| (block(chosen), Reverse(chosen.candidate.worth)));
    for place in 0..chosen.len() {
        let here = block(&chosen[place]);
        let end = chosen.iter().rposition(|other| block(other) == here).map_or(place, |last| last + 1);
        let nearest = match place.checked_sub(1) {
            // The circuit starts with its most general station, which has sorted first.
            None => Some(place),
            Some(before) => (place..end).min_by_key(|&next| far.cost(&chosen[before], &chosen[next])),
        };
        if let Some(nearest) = nearest {
            chosen[place..=nearest].rotate_right(1);
        }
    }
    shorten(&mut chosen, &far, block);
    chosen
}

/// The stretch of the circuit within which the order is free.
///
/// Easy aerobic movement comes first, then what takes both sides at once; before training holds come before dynamic
/// work (Behm 2016: no clear effect of a hold that dynamic activity follows). Of the patterns the closest comes last.
fn block(mode: Mode, candidate: &Candidate<'_>) -> (Phase, u32) {
    let rank = match candidate.phase {
        Phase::Pattern => candidate.worth,
        Phase::WarmUp if candidate.is_aerobic => 0,
        Phase::WarmUp if candidate.sides == Sides::Together => 1,
        Phase::Motion if mode == Mode::BeforeTraining && candidate.is_hold => 0,
        _ => 2,
    };
    (candidate.phase, rank)
}

/// A change of a stretch of stations.
type Change = fn(&mut [Chosen<'_>]);

/// Changes of a stretch, each with the one that takes it back: its ends change places, its first goes last, its last
/// goes first.
const CHANGES: [(Change, Change); 3] = [
    (swap_ends, swap_ends),
    (|stretch| stretch.rotate_left(1), |stretch| stretch.rotate_right(1)),
    (|stretch| stretch.rotate_right(1), |stretch| stretch.rotate_left(1)),
];

fn swap_ends(stretch: &mut [Chosen<'_>]) {
    if let Some(last) = stretch.len().checked_sub(1) {
        stretch.swap(0, last);
    }
}

/// Swaps pairs and moves single stations within their blocks while that shortens the way. Each change makes it shorter, so
/// this ends.
fn shorten<'a>(chosen: &mut [Chosen<'a>], far: &Distances, block: impl Fn(&Chosen<'a>) -> (Phase, u32)) {
    let way = |chosen: &[Chosen<'_>]| chosen.windows(2).map(|pair| far.cost(&pair[0], &pair[1])).sum::<u32>();
    let mut shortest = way(chosen);
    let mut improved = true;
    while improved {
        improved = false;
        for first in 1..chosen.len() {
            for second in first + 1..chosen.len() {
                if block(&chosen[first]) != block(&chosen[second]) {
                    break;
                }
                for (change, back) in CHANGES {
                    change(&mut chosen[first..=second]);
                    let length = way(chosen);
                    if length < shortest {
                        shortest = length;
                        improved = true;
                    } else {
                        back(&mut chosen[first..=second]);
                    }
                }
            }
        }
    }
}

/// Steps between groups through adjoining ones, on either side.
struct Distances([[u8; Group::COUNT]; Group::COUNT]);

impl Distances {
    fn new() -> Self {
        let mut adjoins = [[false; Group::COUNT]; Group::COUNT];
        for group in Group::ALL {
            let info = group.info();
            for &other in info.neighbours.iter().chain(info.opposite_neighbours) {
                adjoins[group as usize][other as usize] = true;
                adjoins[other as usize][group as usize] = true;
            }
        }
        let mut steps = [[u8::MAX; Group::COUNT]; Group::COUNT];
        for (start, row) in steps.iter_mut().enumerate() {
            row[start] = 0;
            let mut queue = VecDeque::from([start]);
            while let Some(here) = queue.pop_front() {
                for next in (0..Group::COUNT).filter(|&next| adjoins[here][next]) {
                    if row[next] == u8::MAX {
                        row[next] = row[here] + 1;
                        queue.push_back(next);
                    }
                }
            }
        }
        Self(steps)
    }

    fn cost(&self, from: &Chosen<'_>, to: &Chosen<'_>) -> u32 {
        let (from, to) = (from.candidate, to.candidate);
        let repeat = if from.entry == to.entry { SAME_WORK } else { 0 };
        let steps = u32::from(self.0[from.group as usize][to.group as usize]);
        let near = match (from.repeats(to), from.group == to.group) {
            (true, _) => SAME_REGION,
            (false, true) => SAME_GROUP,
            (false, false) => steps * HOP,
        };
        let moves = if from.position == to.position { 0 } else { POSITION };
        // Laying a tool aside costs nothing.
        let fetches = if to.tool.is_none() || from.tool == to.tool { 0 } else { TOOL };
        repeat + near + moves + fetches
    }
}

#[cfg(test)]
mod tests {
    use super::super::knapsack::{Offer, Presence};
    use super::*;
    use crate::catalog::{Dose, Position};
    use crate::domain::{Tool, Work};

    #[test]
    fn neighbours_are_one_step_apart_and_every_group_can_be_reached() {
        let far = Distances::new();
        let steps = |from: Group, to: Group| far.0[from as usize][to as usize];
        assert_eq!(steps(Group::Hamstrings, Group::Calf), 1);
        assert_eq!(steps(Group::Calf, Group::Hamstrings), 1);
        assert_eq!(steps(Group::Lats, Group::GluteMax), 1);
        assert_eq!(steps(Group::Quads, Group::Quads), 0);
        assert!(Group::ALL.into_iter().all(|group| steps(Group::NeckFront, group) < u8::MAX));
    }

    fn candidate(entry: usize, group: Group, position: Position, tool: Option<Tool>) -> Candidate<'static> {
        Candidate {
            phase: Phase::Motion,
            work: Work::Drill(format!("d{entry}").as_str().into()),
            entry,
            group,
            sides: Sides::Each,
            dose: Dose { min: 30, usual: 30, max: 30 },
            pressure: None,
            worth: 100,
            spread_percent: 100,
            groups: &[],
            position,
            tool,
            planes: &[],
            is_hold: false,
            is_aerobic: false,
            is_prescribed: false,
            missing: None,
        }
    }

    fn chosen<'c>(candidate: &'c Candidate<'c>) -> Chosen<'c> {
        let offer = Offer {
            dose: candidate.dose,
            rounds: 2,
            fixed_secs: 15,
            top_secs: 35,
            weight: 100,
            presence: Presence::Free,
        };
        Chosen { candidate, secs: 30, offer, turn: None }
    }

    #[test]
    fn neighbours_follow_each_other_and_nobody_gets_up_and_down_or_changes_tools_without_need() {
        use Position::{Floor, Standing, Wall};
        let check = |stations: &[(Group, Position, Option<Tool>)], expected: &[usize]| {
            let candidates: Vec<Candidate<'_>> = stations
                .iter()
                .enumerate()
                .map(|(entry, &(group, position, tool))| candidate(entry, group, position, tool))
                .collect();
            let chosen = candidates.iter().map(chosen).collect();
            let found: Vec<usize> = order(Mode::Recovery, chosen).iter().map(|chosen| chosen.candidate.entry).collect();
            assert_eq!(found, expected, "{stations:?}");
        };
        let (calf, hamstrings, glutes) = (Group::Calf, Group::Hamstrings, Group::GluteMax);
        check(&[(calf, Floor, None), (glutes, Floor, None), (hamstrings, Floor, None)], &[0, 2, 1]);
        let up_and_down =
            [(calf, Floor, None), (hamstrings, Standing, None), (glutes, Floor, None), (Group::Lats, Standing, None)];
        check(&up_and_down, &[0, 2, 1, 3]);
        let to_the_wall = [(calf, Wall, None), (hamstrings, Floor, None), (glutes, Wall, None)];
        check(&to_the_wall, &[0, 2, 1]);
        let tools = [
            (calf, Floor, Some(Tool::Roller)),
            (hamstrings, Floor, Some(Tool::Ball)),
            (glutes, Floor, Some(Tool::Roller)),
        ];
        check(&tools, &[0, 2, 1]);
        // One region is never worked twice in a row where another order can avoid it.
        check(&[(calf, Floor, None), (calf, Floor, None), (Group::Chest, Wall, None)], &[0, 2, 1]);
    }
}
