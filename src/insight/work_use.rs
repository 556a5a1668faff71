//! How often each drill and technique was used, and what was said after it: counts, and no more than that.
//!
//! What answers a circuit answers all that was in it, so a count is no measure of one work; that needs a comparison with
//! the others, and many more answers (science.md 5.5).

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::domain::{CircuitRecord, Document, Pressure, Response, StationDone, Work};

/// The days up to and with today that count as lately.
pub const LATELY_DAYS: i32 = 30;

/// Counts of one drill or technique.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkUse {
    /// The circuits in which it was worked for a second or more.
    pub times: u32,
    /// Those of the last [`LATELY_DAYS`] days.
    pub lately: u32,
    /// The day of the last one.
    pub last: Option<Date>,
    /// How its stations were answered.
    pub answers: Tally,
    /// The pressure that was felt, for each number how often.
    pub felt: BTreeMap<Pressure, u32>,
    /// How the regions that it worked were rated right after those circuits, against before.
    pub after: Tally,
}

/// Answers counted: better, no different, worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Eased, or rated lower.
    pub better: u32,
    /// No difference.
    pub same: u32,
    /// Worse, or rated higher.
    pub worse: u32,
}

impl Tally {
    /// All answers.
    pub fn count(self) -> u32 {
        self.better + self.same + self.worse
    }
}

impl WorkUse {
    /// How often a pressure was given, and the least, the middle and the highest; the lower one of two middles.
    pub fn pressure(&self) -> Option<(u32, [Pressure; 3])> {
        let count: u32 = self.felt.values().sum();
        let (&least, _) = self.felt.first_key_value()?;
        let (&most, _) = self.felt.last_key_value()?;
        let mut before = 0;
        let mut up_to = self.felt.iter().map(|(&pressure, times)| {
            before += times;
            (pressure, before)
        });
        let (middle, _) = up_to.find(|(_, up_to)| 2 * up_to >= count)?;
        Some((count, [least, middle, most]))
    }
}

/// The use of everything that was ever worked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkUses(BTreeMap<Work, WorkUse>);

impl WorkUses {
    /// Counts the circuits of all days up to and with today.
    pub fn of(document: &Document, today: Date) -> Self {
        let first_lately = today.saturating_sub((LATELY_DAYS - 1).days());
        let mut uses = Self::default();
        for (record, circuit) in document.circuits(..) {
            let day = record.when.day();
            if day <= today {
                uses.add(circuit, day, day >= first_lately);
            }
        }
        uses
    }

    /// The use of one work; all counts are 0 where it was never used.
    pub fn of_work(&self, work: &Work) -> Option<&WorkUse> {
        self.0.get(work)
    }

    fn add(&mut self, circuit: &CircuitRecord, day: Date, is_lately: bool) {
        let mut done: Vec<&StationDone> = circuit.stations.iter().filter(|done| done.done_secs() > 0).collect();
        done.sort_by(|a, b| a.station.work.cmp(&b.station.work));
        for stations in done.chunk_by(|a, b| a.station.work == b.station.work) {
            let Some(first) = stations.first() else { continue };
            let of_work = self.0.entry(first.station.work.clone()).or_default();
            of_work.times += 1;
            of_work.lately += u32::from(is_lately);
            of_work.last = of_work.last.max(Some(day));
            for station in stations {
                of_work.answer(station);
            }
            for (region, felt) in &circuit.felt {
                let is_worked = stations.iter().any(|done| done.station.regions().any(|worked| worked == *region));
                if let Some(before) = felt.before.filter(|_| is_worked) {
                    match felt.after.cmp(&before) {
                        std::cmp::Ordering::Less => of_work.after.better += 1,
                        std::cmp::Ordering::Equal => of_work.after.same += 1,
                        std::cmp::Ordering::Greater => of_work.after.worse += 1,
                    }
                }
            }
        }
    }
}

impl WorkUse {
    fn answer(&mut self, done: &StationDone) {
        match done.response {
            Some(Response::Eased) => self.answers.better += 1,
            Some(Response::Same) => self.answers.same += 1,
            Some(Response::Worse) => self.answers.worse += 1,
            None => {}
        }
        if let Some(felt) = done.felt {
            *self.felt.entry(felt).or_default() += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, Zoned};

    use super::*;
    use crate::domain::{
        BeforeAfter, Body, Group, Mode, Outcome, Phase, Profile, Rating, Record, RecordId, Scale, Settings, Sides,
        Stamp, Station,
    };

    fn station(id: &str, secs: u32, response: Option<Response>, felt: Option<u8>) -> StationDone {
        let station = Station {
            phase: Phase::Tissue,
            work: Work::Technique(id.into()),
            group: Group::Calf,
            sides: Sides::Each,
            secs_per_side: 60,
            pressure: None,
        };
        let felt = felt.map(|felt| Pressure::try_from(felt).expect("in range"));
        StationDone { left_secs: secs, response, felt, ..StationDone::not_reached(station) }
    }

    fn circuit(stations: Vec<StationDone>, before_after: &[(u8, u8)]) -> CircuitRecord {
        let rating = |value| Rating::try_from(value).expect("in range");
        let regions = Group::Calf.regions();
        let felt = before_after.iter().map(|&(before, after)| BeforeAfter {
            scale: Scale::Stiffness,
            before: Some(rating(before)),
            after: rating(after),
        });
        CircuitRecord {
            mode: Mode::Recovery,
            outcome: Outcome::Finished,
            planned_secs: 600,
            elapsed_secs: 600,
            stations,
            effort: None,
            spared: BTreeMap::new(),
            name: String::new(),
            seed: None,
            felt: regions.zip(felt).collect(),
            note: String::new(),
        }
    }

    fn document(circuits: Vec<(&str, CircuitRecord)>) -> Document {
        let record = |(index, (day, circuit)): (u128, (&str, CircuitRecord))| {
            let when: Zoned = format!("{day}T18:00:00+00:00[UTC]").parse().expect("a moment");
            let id = RecordId::new(Timestamp::UNIX_EPOCH, index);
            Record { id, rev: 1, when: Stamp::new(&when), body: Body::Circuit(circuit) }
        };
        Document::new((0..).zip(circuits).map(record), Profile::default(), Settings::default())
    }

    #[test]
    fn a_use_is_a_circuit_in_which_it_was_worked_and_lately_are_thirty_days_with_today() {
        let once = |secs| circuit(vec![station("s01", secs, None, None)], &[]);
        let twice = circuit(vec![station("s01", 30, None, None), station("s01", 30, None, None)], &[]);
        let circuits = vec![
            ("2026-10-23", once(60)),
            ("2026-10-24", once(60)),
            ("2026-11-22", twice),
            ("2026-11-22", once(0)),
            ("2026-11-23", once(60)),
        ];
        let today: Date = "2026-11-22".parse().expect("a day");
        let uses = WorkUses::of(&document(circuits), today);
        let found = uses.of_work(&Work::Technique("s01".into())).expect("it was used");
        assert_eq!((found.times, found.lately, found.last), (3, 2, Some(today)));
        assert_eq!(uses.of_work(&Work::Technique("s02".into())), None);
    }

    #[test]
    fn answers_and_ratings_are_counted_for_what_was_worked() {
        let stations = vec![
            station("s01", 60, Some(Response::Eased), Some(4)),
            station("s01", 60, Some(Response::Worse), Some(2)),
            station("s02", 60, Some(Response::Same), None),
            station("s03", 0, Some(Response::Worse), None),
        ];
        let uses = WorkUses::of(
            &document(vec![("2026-11-20", circuit(stations, &[(6, 4), (3, 3)]))]),
            "2026-11-22".parse().expect("a day"),
        );
        let of = |id: &str| uses.of_work(&Work::Technique(id.into()));
        let first = of("s01").expect("it was used");
        assert_eq!(first.answers, Tally { better: 1, same: 0, worse: 1 });
        assert_eq!(first.after, Tally { better: 1, same: 1, worse: 0 });
        assert_eq!(first.pressure().map(|(count, felt)| (count, felt.map(Pressure::get))), Some((2, [2, 2, 4])));
        assert_eq!(of("s02").map(|found| (found.answers.same, found.pressure())), Some((1, None)));
        assert_eq!(of("s03"), None, "it was never begun");
    }
}
