//! What follows from the data, computed once and not in every frame.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

use super::Morning;
use crate::catalog::Catalog;
use crate::domain::{CheckIn, Document, MetricId, MetricValue, Record, RecordId, Region, RegionRating, Training};
use crate::insight::{self, Due, PainTrend, WorkUses};
use crate::planner::History;
use crate::safety::{self, ActiveConcern, Level, Limits};

/// Facts that several views need, for one revision of the document and one minute of the clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    revision: u64,
    minute: i64,
    document: Document,
    uses: OnceLock<WorkUses>,
    /// The civil day it is.
    pub today: Date,
    /// All records by the moment they belong to, oldest first.
    pub timeline: Vec<Arc<Record>>,
    /// What was said of each region today, with the concerns of earlier days that still hold.
    pub regions_today: BTreeMap<Region, RegionRating>,
    /// What was said of each region on the last day before today that has a check-in, and which day that was.
    pub regions_before: Option<(Date, BTreeMap<Region, RegionRating>)>,
    /// Where something is wrong, and since when.
    pub concerns: BTreeMap<Region, ActiveConcern>,
    /// The pain that lasts or rises and is to be spoken of today.
    pub pain: Vec<PainTrend>,
    /// What is asked today about the regions that were treated yesterday.
    pub morning: Option<Morning>,
    /// The latest value of each metric.
    pub last_metrics: BTreeMap<MetricId, MetricValue>,
    /// When the last check-in was begun.
    pub last_check_in: Option<Timestamp>,
    /// The check-in of today that answers still go to.
    pub open_check_in: Option<RecordId>,
    /// What the planner goes by.
    pub planning: History,
    /// When each benchmark that is wanted is to be retested, the earliest first.
    pub retests: Vec<Due>,
    /// The next training, if one is written down.
    pub next_training: Option<(RecordId, jiff::civil::DateTime, Timestamp, Training)>,
}

impl Derived {
    /// The facts of a document at a moment.
    pub(super) fn of(document: &Document, catalog: &Catalog, revision: u64, now: &Zoned) -> Self {
        let today = now.date();
        let concerns = safety::concerns(document, now);
        let mut regions_today = document.ratings_on(today);
        for (&region, active) in &concerns {
            regions_today.entry(region).or_default().wrong = Some(active.flag);
        }
        let day_before = document.check_ins().map(|(record, _)| record.when.day()).filter(|&day| day < today).max();
        let last = document.latest_check_in(now.timestamp()).map(|(record, _)| record);
        let open_check_in = last.and_then(|record| {
            let age_hours = (now.timestamp() - record.when.at).get_seconds() / 3600;
            let open = record.when.day() == today && age_hours < super::CHECK_IN_OPEN_HOURS;
            open.then_some(record.id)
        });
        let next_training = document
            .next_training(now.timestamp())
            .map(|(record, training)| (record.id, record.when.civil(), record.when.at, training.clone()));
        Self {
            revision,
            minute: minute_of(now),
            document: document.clone(),
            uses: OnceLock::new(),
            today,
            timeline: document.timeline(),
            regions_today,
            regions_before: day_before.map(|day| (day, document.ratings_on(day))),
            concerns,
            pain: insight::due_pain_trends(document, now),
            morning: Morning::of(document, now),
            last_metrics: last_metrics(document),
            last_check_in: last.map(|record| record.when.at),
            open_check_in,
            planning: History::of(document, catalog, now),
            retests: insight::due(document, catalog, today),
            next_training,
        }
    }

    /// How often each drill and technique was used, and what was said after it.
    pub fn uses(&self) -> &WorkUses {
        self.uses.get_or_init(|| WorkUses::of(&self.document, self.today))
    }

    /// What every circuit must obey now.
    pub fn limits(&self) -> &Limits {
        &self.planning.limits
    }

    /// The flags that are emergencies.
    pub fn emergencies(&self) -> impl Iterator<Item = (Region, ActiveConcern)> {
        let is_emergency = |region, concern| safety::advice(region, concern).level == Level::Emergency;
        let flags = self.concerns.iter().map(|(&region, &active)| (region, active));
        flags.filter(move |(region, active)| is_emergency(*region, active.flag.concern))
    }

    /// Whether these facts still hold.
    pub(super) fn holds(&self, revision: u64, now: &Zoned) -> bool {
        self.revision == revision && self.minute == minute_of(now)
    }
}

fn last_metrics(document: &Document) -> BTreeMap<MetricId, MetricValue> {
    let mut check_ins: Vec<(&Record, &CheckIn)> = document.check_ins().collect();
    check_ins.sort_by_key(|(record, _)| (record.when.at, record.id));
    check_ins.into_iter().flat_map(|(_, check_in)| check_in.metrics.clone()).collect()
}

fn minute_of(now: &Zoned) -> i64 {
    now.timestamp().as_second().div_euclid(60)
}
