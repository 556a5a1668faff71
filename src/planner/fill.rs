//! The exact time fill: how many seconds each chosen station gets, so that the circuit ends when it promised to.
//!
//! The benefit of seconds on a region is concave (each further step is worth less), so it is a multiple-choice
//! knapsack in steps of 5 s; dynamic programming solves it exactly. Among all fills that end in time the one with the
//! most benefit wins.

use crate::catalog::Dose;

use super::candidates::STEP_SECS;

/// The promise: a circuit ends within these seconds of its length.
pub const TOLERANCE_SECS: u32 = 5;

/// One station to be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Seconds of a round, in whole steps.
    pub dose: Dose,
    /// Rounds: 2 where each side is worked.
    pub rounds: u32,
    /// How much its seconds are worth against those of the others.
    pub weight: u32,
}

impl Slot {
    /// What all rounds take where one takes this, in seconds or steps.
    fn rounds_of(&self, one: u32) -> u32 {
        one * self.rounds
    }

    /// How many steps a round may take above its least dose.
    fn extra_steps(&self) -> std::ops::RangeInclusive<u32> {
        0..=(self.dose.max - self.dose.min) / STEP_SECS
    }

    /// The benefit of so many extra steps: the sum of `weight · usual / seconds` over them, so that without limits each
    /// slot would get seconds in proportion to its weight and its usual dose.
    fn benefit(&self, extra: u32) -> u64 {
        let scale = u64::from(self.rounds * self.weight * self.dose.usual) * 1000;
        (1..=extra).map(|step| scale / u64::from(self.dose.min + step * STEP_SECS)).sum()
    }
}

/// The longest that the slots can take, in seconds of work.
pub fn most_secs(slots: &[Slot]) -> u32 {
    slots.iter().map(|slot| slot.rounds_of(slot.dose.max)).sum()
}

/// The seconds of a round for each slot, so that the work takes `work_secs` within the tolerance and as near as
/// possible; `None` where no doses inside their limits do so.
pub fn fill(slots: &[Slot], work_secs: u32) -> Option<Vec<u32>> {
    let least: u32 = slots.iter().map(|slot| slot.rounds_of(slot.dose.min)).sum();
    let extra = |secs: u32| secs.saturating_sub(least);
    let from = extra(work_secs.saturating_sub(TOLERANCE_SECS)).div_ceil(STEP_SECS);
    let to = (work_secs + TOLERANCE_SECS).checked_sub(least)? / STEP_SECS;
    let table = table(slots, to);
    let mut totals: Vec<u32> = (from..=to).collect();
    totals.sort_by_key(|&total| (least + total * STEP_SECS).abs_diff(work_secs));
    let total = totals.into_iter().find(|&total| table.last().is_some_and(|row| row[total as usize].is_some()))?;
    Some(read_back(slots, &table, total))
}

/// `table[i][t]` is the most benefit of the first `i` slots in exactly `t` steps of work above their least doses, with
/// the extra steps of slot `i - 1` that give it.
type Table = Vec<Vec<Option<(u64, u32)>>>;

fn table(slots: &[Slot], most: u32) -> Table {
    let width = most as usize + 1;
    let mut table: Table = Vec::with_capacity(slots.len() + 1);
    let mut row = vec![None; width];
    row[0] = Some((0, 0));
    table.push(row);
    for slot in slots {
        let benefits: Vec<(u32, u64)> = slot.extra_steps().map(|extra| (extra, slot.benefit(extra))).collect();
        let mut next: Vec<Option<(u64, u32)>> = vec![None; width];
        let before = table.last().into_iter().flatten().enumerate();
        for (used, known) in before.filter_map(|(used, cell)| cell.map(|(known, _)| (used, known))) {
            for &(extra, benefit) in &benefits {
                let Some(cell) = next.get_mut(used + slot.rounds_of(extra) as usize) else { break };
                if cell.is_none_or(|(best, _)| best < known + benefit) {
                    *cell = Some((known + benefit, extra));
                }
            }
        }
        table.push(next);
    }
    table
}

fn read_back(slots: &[Slot], table: &Table, total: u32) -> Vec<u32> {
    let mut left = total as usize;
    let mut secs: Vec<u32> = slots
        .iter()
        .zip(&table[1..])
        .rev()
        .map(|(slot, row)| {
            let extra = row[left].map_or(0, |(_, extra)| extra);
            left -= slot.rounds_of(extra) as usize;
            slot.dose.min + extra * STEP_SECS
        })
        .collect();
    secs.reverse();
    secs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slot() -> impl Strategy<Value = Slot> {
        (1_u32..4, 0_u32..3, 0_u32..4, 1_u32..=2, 1_u32..4).prop_map(|(min, to_usual, to_max, rounds, weight)| {
            let (min, usual) = (min * STEP_SECS, (min + to_usual) * STEP_SECS);
            Slot { dose: Dose { min, usual, max: usual + to_max * STEP_SECS }, rounds, weight: weight * 50 }
        })
    }

    fn work(slots: &[Slot], secs: &[u32]) -> u32 {
        slots.iter().zip(secs).map(|(slot, secs)| slot.rounds * secs).sum()
    }

    fn benefit(slots: &[Slot], secs: &[u32]) -> u64 {
        slots.iter().zip(secs).map(|(slot, secs)| slot.benefit((secs - slot.dose.min) / STEP_SECS)).sum()
    }

    /// Every choice of doses.
    fn all(slots: &[Slot]) -> Vec<Vec<u32>> {
        slots.iter().fold(vec![Vec::new()], |known, slot| {
            let longer = known.iter().flat_map(|secs| {
                slot.extra_steps().map(move |extra| [secs.as_slice(), &[slot.dose.min + extra * STEP_SECS]].concat())
            });
            longer.collect()
        })
    }

    proptest! {
        #[test]
        fn the_fill_is_as_near_and_as_good_as_the_best_of_all(
            slots in prop::collection::vec(slot(), 1..5), work_secs in 5_u32..220,
        ) {
            let error = |secs: &Vec<u32>| work(&slots, secs).abs_diff(work_secs);
            let within: Vec<Vec<u32>> = all(&slots).into_iter().filter(|secs| error(secs) <= TOLERANCE_SECS).collect();
            match fill(&slots, work_secs) {
                None => prop_assert!(within.is_empty()),
                Some(found) => {
                    let nearest = within.iter().map(error).min();
                    prop_assert_eq!(Some(error(&found)), nearest);
                    let same_length = within.iter().filter(|secs| work(&slots, secs) == work(&slots, &found));
                    let best = same_length.map(|secs| benefit(&slots, secs)).max();
                    prop_assert_eq!(Some(benefit(&slots, &found)), best);
                }
            }
        }
    }

    #[test]
    fn more_weight_gets_more_seconds_and_equals_share_alike() {
        let dose = Dose { min: 20, usual: 40, max: 90 };
        let slots = [100, 200, 100].map(|weight| Slot { dose, rounds: 1, weight });
        assert_eq!(fill(&slots, 160), Some(vec![40, 80, 40]));
    }
}
