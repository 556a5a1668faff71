//! The days of the made-up person, one after the other, and what they wrote down.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use jiff::civil::{Date, Time, time};
use jiff::{Timestamp, ToSpan, Zoned};

use super::calendar::{Calendar, DAYS_AHEAD, Planned};
use super::circuits::{self, Builder};
use super::daily::Daily;
use super::retests::{self, Session, TESTED};
use super::tissues::{NOTICED, Tissues, WATCHED};
use super::{chance, noise};
use crate::catalog::{Benchmark, Catalog, SessionType};
use crate::domain::{
    Body, CheckIn, Circuit, Group, Rating, Readiness, Record, RecordId, Region, RegionRating, Side, Stamp, Tool,
    Training, Work,
};

/// A life under way.
pub(super) struct Life<'a> {
    catalog: &'a Catalog,
    now: &'a Zoned,
    first: Date,
    tools: &'a BTreeSet<Tool>,
    calendar: Calendar,
    tissues: Tissues,
    daily: Daily,
    /// The first day on which each benchmark may be tested again; absent before its practice session.
    due: BTreeMap<&'static str, Date>,
    rng: Rng,
    records: Vec<Record>,
}

impl<'a> Life<'a> {
    pub(super) fn new(catalog: &'a Catalog, now: &'a Zoned, first: Date, tools: &'a BTreeSet<Tool>, seed: u64) -> Self {
        let (rng, daily) = (Rng::with_seed(seed), Daily::new(Rng::with_seed(!seed)));
        let calendar = Calendar::new(first, now.date());
        let (tissues, due, records) = (Tissues::default(), BTreeMap::new(), Vec::new());
        Self { catalog, now, first, tools, calendar, tissues, daily, due, rng, records }
    }

    /// Lives from the first day to the days ahead and gives what was written down.
    pub(super) fn into_records(mut self) -> Vec<Record> {
        let today = self.now.date();
        for day in self.first.series(1.day()).take_while(|&day| day < today) {
            self.live(day);
            self.tissues.sleep();
        }
        self.last_check_in(today);
        for day in today.series(1.day()).skip(1).take(DAYS_AHEAD as usize) {
            self.train(day);
        }
        self.records
    }

    fn live(&mut self, day: Date) {
        if self.calendar.in_gap(day) {
            self.daily.sleep_away();
            return;
        }
        let weekend = day.weekday().to_monday_zero_offset() >= 5;
        let answers = chance(&mut self.rng, if weekend { 0.82 } else { 0.92 });
        let must_answer = self.calendar.wrong(day).is_some() || !self.calendar.return_note(day).is_empty();
        if answers || must_answer {
            let at = self.about(time(6, 10, 0, 0), 20);
            let mut check_in = self.morning(day);
            self.daily.look_back(&mut check_in);
            self.write_past(day, at, Body::CheckIn(check_in));
        }
        self.daily.sleep_away();
        let trained = self.train(day);
        if !trained {
            self.retest(day);
        }
        if chance(&mut self.rng, 0.78) {
            self.evening_circuit(day);
        }
        if trained && self.calendar.wrong(day).is_none() && chance(&mut self.rng, 0.35) {
            let at = self.about(time(21, 45, 0, 0), 20);
            let check_in = self.evening();
            self.write_past(day, at, Body::CheckIn(check_in));
        }
    }

    /// The check-in 8 h before now, with the body as it is today.
    fn last_check_in(&mut self, today: Date) {
        let moment = self.now.saturating_sub(8.hours());
        let body = Body::CheckIn(self.morning(today));
        self.write(moment.timestamp(), Stamp::new(&moment), body);
    }

    fn morning(&mut self, day: Date) -> CheckIn {
        let days_left = self.calendar.days_left(day);
        let mut regions = BTreeMap::new();
        let mut worst: f64 = 0.0;
        for region in Region::all() {
            let sore = self.tissues.soreness(region) + noise(&mut self.rng, 0.8);
            let stiff = self.tissues.stiffness(region, days_left) + noise(&mut self.rng, 0.7);
            worst = worst.max(sore);
            let watched = WATCHED.contains(&region.group()) && chance(&mut self.rng, share_rated(region));
            if watched || sore >= NOTICED {
                // Of a region that nobody watches only what is felt is written down.
                let stiffness = Some(rating(stiff)).filter(|_| watched || stiff >= 2.0);
                regions.insert(region, RegionRating { soreness: Some(rating(sore)), stiffness, wrong: None });
            }
        }
        if let Some(region) = self.calendar.healed(day) {
            // A concern holds until the person says that it is over.
            regions.entry(region).or_default();
        }
        if let Some((region, concern)) = self.calendar.wrong(day) {
            let of_region: &mut RegionRating = regions.entry(region).or_default();
            *of_region = RegionRating { wrong: Some(concern.into()), ..*of_region };
        }
        let readiness = (4.8 - 0.3 * worst + noise(&mut self.rng, 0.5)).round().clamp(1.0, 5.0);
        let mut check_in = CheckIn {
            regions,
            readiness: Readiness::try_from(readiness as u8).ok(),
            note: self.calendar.return_note(day).to_owned(),
            ..CheckIn::default()
        };
        let training = self.calendar.training(day).map(|planned| planned.intensity);
        self.daily.answer(&mut check_in, day, worst, training);
        check_in
    }

    /// A short look at the worst few regions at the end of a training day.
    fn evening(&mut self) -> CheckIn {
        let mut worst: Vec<(Region, f64)> =
            Region::all().map(|region| (region, self.tissues.soreness(region))).collect();
        worst.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut look = |(region, sore): (Region, f64)| {
            let soreness = Some(rating(sore + noise(&mut self.rng, 0.8)));
            (region, RegionRating { soreness, ..RegionRating::default() })
        };
        let regions = worst.into_iter().take(3).map(&mut look).collect();
        CheckIn { regions, ..CheckIn::default() }
    }

    /// Writes down the training of a day, past or planned; false where there is none.
    fn train(&mut self, day: Date) -> bool {
        let Some(Planned { types, intensity, starts, deload }) = self.calendar.training(day) else { return false };
        let catalog = self.catalog;
        let sessions: Vec<&SessionType> = types.iter().filter_map(|&id| catalog.session_type(&id.into())).collect();
        let Some(first) = sessions.first() else { return false };
        if self.calendar.days_left(day) > 0 && chance(&mut self.rng, 0.3) {
            let warm_up = Builder { catalog, tools: self.tools }.before(first, &mut self.rng);
            let at = starts.saturating_sub(25.minutes());
            self.write_circuit(day, at, warm_up);
        }
        for session in &sessions {
            self.tissues.train(session, intensity);
        }
        let training = Training {
            types: sessions.iter().map(|session| session.id.clone()).collect(),
            intensity,
            note: if deload { "Lighter week.".to_owned() } else { String::new() },
        };
        if let Ok(start) = day.to_datetime(starts).to_zoned(self.now.time_zone().clone()) {
            // A plan was made no later than now, so its id must not claim a later moment.
            let made = start.timestamp().min(self.now.timestamp());
            self.write(made, Stamp::new(&start), Body::Training(training));
        }
        true
    }

    fn retest(&mut self, day: Date) {
        let due = TESTED.into_iter().filter(|id| self.due.get(id).is_none_or(|&due| day >= due));
        let Some(id) = due.min_by_key(|id| self.due.get(id)) else { return };
        let Some(benchmark): Option<&Benchmark> = self.catalog.benchmark(&id.into()) else { return };
        let wait = i64::from(self.rng.u8(7..=13));
        let earlier = self.due.insert(id, day.saturating_add(wait.days()));
        let session = if earlier.is_none() { Session::Practice } else { Session::Counted };
        let retest = retests::retest(benchmark, self.calendar.days_left(day), session, &mut self.rng);
        let at = self.about(time(17, 0, 0, 0), 40);
        self.write_past(day, at, Body::Retest(retest));
    }

    fn evening_circuit(&mut self, day: Date) {
        let days_left = self.calendar.days_left(day);
        let wrong = self.calendar.wrong(day).map(|(region, _)| region.group());
        let mut needs: Vec<(Group, f64)> = Group::ALL
            .into_iter()
            .filter(|&group| Some(group) != wrong)
            .map(|group| (group, self.tissues.need(group, days_left) + noise(&mut self.rng, 1.0)))
            .collect();
        needs.sort_by(|a, b| b.1.total_cmp(&a.1));
        let groups: Vec<Group> = needs.into_iter().map(|(group, _)| group).collect();
        let circuit = Builder { catalog: self.catalog, tools: self.tools }.recovery(&groups, &mut self.rng);
        let at = self.about(time(20, 30, 0, 0), 35);
        self.write_circuit(day, at, circuit);
    }

    /// Follows a circuit, if one could be made, and lets its soft-tissue work ease the next morning.
    fn write_circuit(&mut self, day: Date, at: Time, circuit: Option<Circuit>) {
        let Some(circuit) = circuit else { return };
        let record = circuits::follow(circuit, &mut self.rng);
        for done in record.stations.iter().filter(|done| done.done_secs() > 0) {
            if matches!(done.station.work, Work::Technique(_)) {
                let points = circuits::relief(&done.station.work, &mut self.rng);
                done.station.regions().for_each(|region| self.tissues.ease(region, points));
                self.daily.treat(done.station.regions());
            }
        }
        self.write_past(day, at, Body::Circuit(record));
    }

    /// A clock time up to `minutes` earlier or later than `usual`.
    fn about(&mut self, usual: Time, minutes: i64) -> Time {
        let shift = self.rng.i64(-minutes * 60..=minutes * 60);
        usual.saturating_add(shift.seconds())
    }

    /// Writes down what happened on a day, unless it lies after now.
    fn write_past(&mut self, day: Date, at: Time, body: Body) {
        let moment = day.to_datetime(at).to_zoned(self.now.time_zone().clone());
        if let Ok(moment) = moment
            && moment <= *self.now
        {
            self.write(moment.timestamp(), Stamp::new(&moment), body);
        }
    }

    fn write(&mut self, made: Timestamp, when: Stamp, body: Body) {
        let id = RecordId::new(made, self.rng.u128(..));
        self.records.push(Record { id, rev: 1, when, body });
    }
}

/// How often a watched region is rated: what troubles one is never forgotten.
fn share_rated(region: Region) -> f64 {
    match (region.group(), region.side()) {
        (Group::Soleus | Group::HipFlexors, Side::Right) => 1.0,
        _ => 0.93,
    }
}

/// The whole number that a person would tap.
fn rating(value: f64) -> Rating {
    Rating::try_from(value.round().clamp(0.0, 10.0) as u8).unwrap_or(Rating::MAX)
}
