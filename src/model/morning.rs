//! The day after: which regions were treated yesterday, and what was answered about them.

use std::collections::BTreeSet;

use jiff::Zoned;
use jiff::civil::Date;

use crate::domain::{Document, Phase, Record, Region, Side, StationDone, around};

/// The question how treated regions feel, asked once on the day after.
///
/// It stands from the first minute of the next civil day until the first circuit or training of that day has begun: from
/// then on an answer would be about both. At the latest it goes with the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Morning {
    /// What is still to be answered, in the order of asking. Both sides of a group are one question.
    pub open: Vec<Vec<Region>>,
    /// How many questions there were in all.
    pub count: usize,
}

impl Morning {
    /// The question at a moment, if there is one.
    pub(super) fn of(document: &Document, now: &Zoned) -> Option<Self> {
        let today = now.date();
        if document.settings.shown.morning == Some(today) || has_begun(document, now) {
            return None;
        }
        let mut treated = regions_of(document, today.yesterday().ok()?);
        // Tissue first: that is what the planner learns most from.
        treated.sort_by_key(|&(phase, _)| phase != Phase::Tissue);
        let of_today = document.check_ins(around(today..=today)).filter(|(record, _)| record.when.day() == today);
        let answered: BTreeSet<Region> = of_today.flat_map(|(_, check_in)| check_in.mornings.keys().copied()).collect();
        let mut questions: Vec<Vec<Region>> = Vec::new();
        for (_, region) in treated {
            match questions.iter_mut().find(|regions| regions[0].group() == region.group()) {
                Some(known) if known.contains(&region) => {}
                Some(known) => known.push(region),
                None => questions.push(vec![region]),
            }
        }
        let count = questions.len();
        let mut open = questions;
        open.retain_mut(|regions| {
            regions.retain(|region| !answered.contains(region));
            !regions.is_empty()
        });
        (!open.is_empty()).then_some(Self { open, count })
    }
}

/// Whether a circuit or a training of today has begun.
fn has_begun(document: &Document, now: &Zoned) -> bool {
    let begun = *around(now.date()..=now.date()).start()..=now.timestamp();
    let mut circuits = document.circuits(begun.clone()).map(|(record, _)| record);
    let mut trainings = document.trainings(begun).map(|(record, _)| record);
    let is_of_today = |record: &Record| record.when.day() == now.date();
    circuits.any(is_of_today) || trainings.any(is_of_today)
}

/// The regions that the circuits of a day worked for some seconds, in order. Warming up, rehearsing a pattern and
/// breathing are done with the whole body and treat none.
fn regions_of(document: &Document, day: Date) -> Vec<(Phase, Region)> {
    let circuits = document.circuits(around(day..=day)).filter(|(record, _)| record.when.day() == day);
    let stations = circuits.flat_map(|(_, circuit)| &circuit.stations);
    let treating = stations.filter(|done| matches!(done.station.phase, Phase::Tissue | Phase::Motion | Phase::Active));
    treating.flat_map(|done| worked(done).map(|region| (done.station.phase, region))).collect()
}

/// The regions of a station that were really worked.
fn worked(done: &StationDone) -> impl Iterator<Item = Region> {
    let StationDone { station, left_secs, right_secs, together_secs, .. } = done;
    station.regions().filter(move |region| {
        *together_secs > 0
            || match region.side() {
                Side::Left => *left_secs > 0,
                Side::Right => *right_secs > 0,
                Side::Midline => *left_secs + *right_secs > 0,
            }
    })
}
