//! The exact allocation of time: which of the stations on offer make the circuit, and for how many seconds each.
//!
//! Every offer is a choice of one dose or none, and the benefit of its seconds is concave: the first ones do the most
//! (science: the dose–response of rolling and stretching levels off, Behm 2020, JSCR 34:3301; Ingram 2025, Sports
//! Med). Changes of place and side cost time whatever the dose. Offers stand in blocks, the phases of a circuit, each
//! with a share of the time that is worth filling. That is a multiple-choice knapsack with one budget, seconds; dynamic
//! programming over the seconds of each block and then over the blocks solves it exactly. The test compares it with
//! every possible choice.

use std::cmp::Reverse;

use crate::catalog::Dose;

/// Doses move in these steps.
pub const STEP_SECS: u32 = 5;
/// The promise: a circuit ends within these seconds of its length.
pub const TOLERANCE_SECS: u32 = 5;
/// What a point of weight is worth at the top.
const POINT: u64 = 1000;
/// What a second off the promised length costs within the tolerance: more than all needs, less than that a block is not
/// left out ([`Block::presence_worth`]).
const OFF_TARGET: u64 = 50_000_000;

/// A station that may be in the circuit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Seconds of a round, in whole steps.
    pub dose: Dose,
    /// Rounds: 2 where each side is worked.
    pub rounds: u32,
    /// Seconds to change place and side: the same whatever the dose.
    pub fixed_secs: u32,
    /// Seconds of a round from which on more do nothing: above the longest dose.
    pub top_secs: u32,
    /// Points that so many seconds would be worth.
    pub weight: u32,
    /// Whether it may be left out.
    pub presence: Presence,
}

/// Whether an offer may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is in the circuit if it is worth its time.
    Free,
    /// It is in the circuit whatever it is worth.
    Required,
    /// The same, since it is prescribed: it never gives way to another.
    Prescribed,
}

/// Offers that share a part of the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What may be in it.
    pub offers: Vec<Offer>,
    /// The most stations.
    pub stations_max: usize,
    /// The most seconds, changes of place and side included.
    pub secs_max: u32,
    /// The seconds that it should have.
    pub share_secs: u32,
    /// What each second up to the share is worth beyond the benefit of its stations.
    pub share_worth: u64,
    /// What it is worth that the block is not empty.
    pub presence_worth: u64,
}

/// The best choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// For each block and offer the seconds of a round, or nothing where it is left out.
    pub secs: Vec<Vec<Option<u32>>>,
    /// Seconds from start to end.
    pub total_secs: u32,
    /// What it is worth.
    pub benefit: u64,
}

impl Offer {
    /// The doses it may have.
    fn doses(&self) -> impl Iterator<Item = u32> + use<> {
        (self.dose.min..=self.dose.max).step_by(STEP_SECS as usize)
    }

    /// Seconds from the end of the station before to its own end.
    pub fn total_secs(&self, secs: u32) -> u32 {
        self.fixed_secs + secs * self.rounds
    }

    /// What so many seconds are worth: a parabola up to its top, so that every step is worth something and less than the
    /// one before.
    pub fn benefit(&self, secs: u32) -> u64 {
        let (secs, top) = (u64::from(secs), u64::from(self.top_secs));
        u64::from(self.weight) * POINT * secs * (2 * top - secs) / (top * top)
    }
}

impl Block {
    /// What so many seconds in the block are worth beyond the benefit of its stations.
    fn worth(&self, secs: u32) -> u64 {
        let presence = if secs > 0 { self.presence_worth } else { 0 };
        presence + u64::from(secs.min(self.share_secs)) * self.share_worth
    }
}

/// The choice with the most benefit among those whose length is within the tolerance, each second off the target counted
/// against it; where no length is, the choice nearest to the target. `None` where the required offers do not fit.
pub fn solve(blocks: &[Block], target_secs: u32) -> Option<Solution> {
    let unit = unit_secs(blocks);
    let most = ((target_secs + TOLERANCE_SECS) / unit) as usize;
    let tables: Vec<BlockTable> = blocks.iter().map(|block| BlockTable::new(block, unit, most)).collect();
    let joined = Joined::new(&tables, most);
    let total = joined.best(target_secs, unit)?;
    let secs = joined.shares(total).into_iter().zip(&tables).map(|(steps, table)| table.read_back(steps)).collect();
    let benefit = joined.rows.last()?[total]?.0;
    Some(Solution { secs, total_secs: total as u32 * unit, benefit })
}

/// The better of two choices ranks lower: first those within the tolerance, by what they are worth less what they are off
/// the target; then the others, by how far off they are.
fn rank(off_secs: u32, worth: u64) -> (u32, Reverse<i128>) {
    let beyond = if off_secs <= TOLERANCE_SECS { 0 } else { off_secs };
    (beyond, Reverse(i128::from(worth) - i128::from(off_secs) * i128::from(OFF_TARGET)))
}

/// The longest time of which all lengths are multiples.
fn unit_secs(blocks: &[Block]) -> u32 {
    let fixed = blocks.iter().flat_map(|block| &block.offers).map(|offer| offer.fixed_secs);
    fixed.fold(STEP_SECS, greatest_common_divisor)
}

fn greatest_common_divisor(one: u32, other: u32) -> u32 {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

/// The best choices within one block. All lengths are in units.
struct BlockTable<'b> {
    block: &'b Block,
    unit: u32,
    /// How many stations are told apart: as many as are allowed, or none at all where all offers together are allowed.
    counts: usize,
    width: usize,
    /// The most benefit for each number of stations and each length, after all offers.
    best: Vec<Option<u64>>,
    /// For each offer, number of stations and length the seconds of a round; 0 where it is left out.
    doses: Vec<Vec<u16>>,
    /// For each length that can be had: the number of stations and the worth of the best choice.
    lengths: Vec<(usize, usize, u64)>,
}

impl<'b> BlockTable<'b> {
    fn new(block: &'b Block, unit: u32, most: usize) -> Self {
        let counts = if block.stations_max >= block.offers.len() { 0 } else { block.stations_max };
        let width = most.min((block.secs_max / unit) as usize) + 1;
        let mut table = Self {
            block,
            unit,
            counts,
            width,
            best: vec![None; width * (counts + 1)],
            doses: Vec::with_capacity(block.offers.len()),
            lengths: Vec::new(),
        };
        table.best[0] = Some(0);
        for offer in &block.offers {
            table.take_in(offer);
        }
        table.lengths = (0..width).filter_map(|length| table.of_length(length)).collect();
        table
    }

    fn take_in(&mut self, offer: &Offer) {
        let choices: Vec<(u32, usize, u64)> = offer
            .doses()
            .map(|secs| (secs, (offer.total_secs(secs) / self.unit) as usize, offer.benefit(secs)))
            .collect();
        let (mut best, mut doses) = match offer.presence {
            Presence::Free => (self.best.clone(), vec![0; self.best.len()]),
            Presence::Required | Presence::Prescribed => (vec![None; self.best.len()], vec![0; self.best.len()]),
        };
        let step = usize::from(self.counts > 0);
        for count in 0..=self.counts - step {
            for used in 0..self.width {
                let Some(known) = self.best[count * self.width + used] else { continue };
                for &(secs, length, benefit) in &choices {
                    if used + length >= self.width {
                        break;
                    }
                    let cell = (count + step) * self.width + used + length;
                    if best[cell].is_none_or(|best| best < known + benefit) {
                        best[cell] = Some(known + benefit);
                        doses[cell] = secs as u16;
                    }
                }
            }
        }
        self.best = best;
        self.doses.push(doses);
    }

    fn of_length(&self, length: usize) -> Option<(usize, usize, u64)> {
        let counts = (0..=self.counts).filter_map(|count| Some((count, self.best[count * self.width + length]?)));
        // Of equals the fewest stations.
        let (count, benefit) = counts.max_by_key(|&(count, benefit)| (benefit, Reverse(count)))?;
        Some((length, count, benefit + self.block.worth(length as u32 * self.unit)))
    }

    fn read_back(&self, length: usize) -> Vec<Option<u32>> {
        let chosen = self.lengths.iter().find(|&&(known, _, _)| known == length);
        let (mut left, mut count) = chosen.map_or((0, 0), |&(length, count, _)| (length, count));
        let backwards = self.block.offers.iter().zip(&self.doses).rev();
        let mut secs: Vec<Option<u32>> = backwards
            .map(|(offer, doses)| {
                let secs = u32::from(doses[count * self.width + left]);
                if secs == 0 {
                    return None;
                }
                left -= (offer.total_secs(secs) / self.unit) as usize;
                count -= usize::from(self.counts > 0);
                Some(secs)
            })
            .collect();
        secs.reverse();
        secs
    }
}

/// The best choices over all blocks.
struct Joined {
    /// After each block, the first row before any: for each length the most worth and the part of the last block.
    rows: Vec<Vec<Option<(u64, usize)>>>,
}

impl Joined {
    fn new(tables: &[BlockTable<'_>], most: usize) -> Self {
        let mut row = vec![None; most + 1];
        row[0] = Some((0, 0));
        let mut rows = vec![row];
        for table in tables {
            let mut next: Vec<Option<(u64, usize)>> = vec![None; most + 1];
            let before = rows.last().into_iter().flatten().enumerate();
            for (used, known) in before.filter_map(|(used, cell)| cell.map(|(known, _)| (used, known))) {
                for &(length, _, worth) in &table.lengths {
                    let Some(cell) = next.get_mut(used + length) else { break };
                    if cell.is_none_or(|(best, _)| best < known + worth) {
                        *cell = Some((known + worth, length));
                    }
                }
            }
            rows.push(next);
        }
        Self { rows }
    }

    /// The best length that can be had.
    fn best(&self, target_secs: u32, unit: u32) -> Option<usize> {
        let row = self.rows.last()?;
        let off = |length: usize| (length as u32 * unit).abs_diff(target_secs);
        let lengths = row.iter().enumerate().filter_map(|(length, cell)| cell.map(|(worth, _)| (length, worth)));
        let best = lengths.min_by_key(|&(length, worth)| rank(off(length), worth));
        best.map(|(length, _)| length)
    }

    /// The part of each block in the best choice of a length.
    fn shares(&self, total: usize) -> Vec<usize> {
        let mut left = total;
        let mut parts: Vec<usize> = self.rows[1..]
            .iter()
            .rev()
            .map(|row| {
                let part = row[left].map_or(0, |(_, part)| part);
                left -= part;
                part
            })
            .collect();
        parts.reverse();
        parts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_offer() -> impl Strategy<Value = Offer> {
        let presence = prop_oneof![5 => Just(Presence::Free), 1 => Just(Presence::Required)];
        (1_u32..4, 0_u32..3, 1_u32..=2, 0_u32..12, 0_u32..200, presence).prop_map(
            |(min, to_max, rounds, fixed_secs, weight, presence)| {
                let (min, max) = (min * STEP_SECS, (min + to_max) * STEP_SECS);
                let top_secs = max + STEP_SECS;
                Offer { dose: Dose { min, usual: min, max }, rounds, fixed_secs, top_secs, weight, presence }
            },
        )
    }

    prop_compose! {
        fn any_block()(
            offers in prop::collection::vec(any_offer(), 0..4),
            stations_max in 1_usize..4,
            secs_max in 20_u32..150,
            share_secs in 0_u32..60,
            share_worth in 0_u64..3000,
            presence_worth in prop_oneof![0_u64..100_000, Just(1_000_000_000)],
        ) -> Block {
            Block { offers, stations_max, secs_max, share_secs, share_worth, presence_worth }
        }
    }

    /// Every choice within a block, with its length and worth.
    fn all_of(block: &Block) -> Vec<(u32, u64)> {
        let mut choices = vec![(0, 0, 0)];
        for offer in &block.offers {
            let mut longer = if offer.presence == Presence::Free { choices.clone() } else { Vec::new() };
            for secs in offer.doses() {
                longer.extend(choices.iter().map(|&(count, length, benefit)| {
                    (count + 1, length + offer.total_secs(secs), benefit + offer.benefit(secs))
                }));
            }
            choices = longer;
        }
        let allowed =
            choices.into_iter().filter(|&(count, length, _)| count <= block.stations_max && length <= block.secs_max);
        allowed.map(|(_, length, benefit)| (length, benefit + block.worth(length))).collect()
    }

    fn all(blocks: &[Block]) -> Vec<(u32, u64)> {
        blocks.iter().fold(vec![(0, 0)], |known, block| {
            let parts = all_of(block);
            let join = |&(length, worth): &(u32, u64)| {
                parts.iter().map(move |&(more, worth_of_more)| (length + more, worth + worth_of_more))
            };
            known.iter().flat_map(join).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

        #[test]
        fn the_choice_is_as_near_and_as_good_as_the_best_of_all(
            blocks in prop::collection::vec(any_block(), 1..4), target_secs in 5_u32..220,
        ) {
            let in_time: Vec<(u32, u64)> =
                all(&blocks).into_iter().filter(|&(length, _)| length <= target_secs + TOLERANCE_SECS).collect();
            let best = in_time.iter().map(|&(length, worth)| rank(length.abs_diff(target_secs), worth)).min();
            let found = solve(&blocks, target_secs);
            let found_rank = found.as_ref().map(|found| rank(found.total_secs.abs_diff(target_secs), found.benefit));
            prop_assert_eq!(found_rank, best);
            let Some(found) = found else { return Ok(()) };
            let (mut length, mut worth) = (0, 0);
            for (block, secs) in blocks.iter().zip(&found.secs) {
                let chosen = block.offers.iter().zip(secs).filter_map(|(offer, secs)| Some((offer, (*secs)?)));
                let of_block: u32 = chosen.clone().map(|(offer, secs)| offer.total_secs(secs)).sum();
                worth += block.worth(of_block) + chosen.map(|(offer, secs)| offer.benefit(secs)).sum::<u64>();
                length += of_block;
            }
            prop_assert_eq!((length, worth), (found.total_secs, found.benefit));
        }

        #[test]
        fn each_step_of_a_dose_is_worth_something_and_less_than_the_one_before(offer in any_offer()) {
            let offer = Offer { weight: offer.weight + 1, ..offer };
            let benefits: Vec<u64> = (0..=offer.dose.max).step_by(STEP_SECS as usize).map(|secs| offer.benefit(secs)).collect();
            let steps: Vec<u64> = benefits.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).collect();
            prop_assert!(steps.iter().all(|&step| step > 0), "{steps:?}");
            prop_assert!(steps.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{steps:?}");
        }
    }

    #[test]
    fn more_weight_gets_more_seconds_and_equals_share_alike() {
        let dose = Dose { min: 20, usual: 40, max: 90 };
        let offers = [100, 200, 100].map(|weight| Offer {
            dose,
            rounds: 1,
            fixed_secs: 10,
            top_secs: 95,
            weight,
            presence: Presence::Required,
        });
        let block = Block {
            offers: offers.to_vec(),
            stations_max: 3,
            secs_max: 600,
            share_secs: 0,
            share_worth: 0,
            presence_worth: 0,
        };
        let secs = solve(&[block], 190).map(|solution| solution.secs);
        assert_eq!(secs, Some(vec![vec![Some(45), Some(70), Some(45)]]));
    }
}
