//! How each region answered to pressure, and what follows for the next time (P8).

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::super::candidates::PRESSURE_FROM;
use crate::domain::{CheckIn, CircuitRecord, Record, Region, Response, Side, StationDone};

/// So many answers "eased" in a row raise a lowered pressure by one.
const EASED_TO_RAISE: u8 = 2;
/// Pressure is never lowered below this: less is no tissue work.
const LEAST: u8 = 2;

/// What is known of the pressure on one region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PressurePast {
    /// The most pressure that the answers of the region allow; `None` where none of them was "worse", or the ones since
    /// have made up for it.
    pub most: Option<u8>,
    /// When it was last pressed with more than [`PRESSURE_FROM`].
    pub firm_at: Option<Timestamp>,
    /// The pressure aimed for the last time.
    last: Option<u8>,
    eased_in_a_row: u8,
}

/// The past of each region that was pressed, of circuits and check-ins oldest first.
pub(super) fn pressure(
    circuits: &[(&Record, &CircuitRecord)],
    check_ins: &[(&Record, &CheckIn)],
) -> BTreeMap<Region, PressurePast> {
    let mut past = BTreeMap::<Region, PressurePast>::new();
    let mut mornings = check_ins.iter().filter(|(_, check_in)| !check_in.mornings.is_empty()).peekable();
    let mut answer_mornings = |past: &mut BTreeMap<Region, PressurePast>, until: Option<Timestamp>| {
        while let Some((_, check_in)) =
            mornings.next_if(|(record, _)| until.is_none_or(|until| record.when.at <= until))
        {
            for (region, &response) in &check_in.mornings {
                if let Some(past) = past.get_mut(region).filter(|_| response == Response::Worse) {
                    past.answer(response);
                }
            }
        }
    };
    for (record, circuit) in circuits {
        answer_mornings(&mut past, Some(record.when.at));
        for done in &circuit.stations {
            let Some(pressure) = done.station.pressure else { continue };
            for region in done.station.regions().filter(|&region| is_done(done, region)) {
                let past = past.entry(region).or_default();
                past.last = Some(pressure.to.get());
                if pressure.to.get() > PRESSURE_FROM {
                    past.firm_at = Some(record.when.at);
                }
                if let Some(response) = done.response {
                    past.answer(response);
                }
            }
        }
    }
    answer_mornings(&mut past, None);
    past
}

fn is_done(done: &StationDone, region: Region) -> bool {
    let of_side = match region.side() {
        Side::Left => done.left_secs,
        Side::Right => done.right_secs,
        Side::Midline => 0,
    };
    of_side + done.together_secs > 0
}

impl PressurePast {
    /// Lowers by one after "worse", raises by one after two "eased" in a row.
    fn answer(&mut self, response: Response) {
        match response {
            Response::Worse => {
                let last = self.last.map_or(LEAST, |last| last.saturating_sub(1).max(LEAST));
                self.most = Some(self.most.map_or(last, |most| most.min(last)));
                self.eased_in_a_row = 0;
            }
            Response::Same => self.eased_in_a_row = 0,
            Response::Eased => {
                self.eased_in_a_row += 1;
                if self.eased_in_a_row == EASED_TO_RAISE {
                    self.eased_in_a_row = 0;
                    self.most = self.most.map(|most| most + 1);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worse_lowers_by_one_two_eased_in_a_row_raise_by_one_and_nothing_else_moves_it() {
        use Response::{Eased, Same, Worse};
        let check = |answers: &[(u8, Response)], expected: Option<u8>| {
            let mut past = PressurePast::default();
            for &(aimed, response) in answers {
                past.last = Some(aimed);
                past.answer(response);
            }
            assert_eq!(past.most, expected, "{answers:?}");
        };
        check(&[], None);
        check(&[(5, Eased), (5, Eased)], None);
        check(&[(5, Worse)], Some(4));
        check(&[(5, Worse), (4, Worse)], Some(3));
        check(&[(5, Worse), (4, Eased)], Some(4));
        check(&[(5, Worse), (3, Eased), (3, Eased)], Some(5));
        check(&[(4, Worse), (3, Eased), (3, Same), (3, Eased)], Some(3));
        check(&[(4, Worse), (3, Eased), (3, Eased), (4, Eased)], Some(4));
        check(&[(3, Worse), (2, Worse), (2, Worse)], Some(2));
        // Light work that feels worse does not raise what felt worse at more.
        check(&[(3, Worse), (5, Worse)], Some(2));
    }
}
