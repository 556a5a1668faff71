//! What follows from the data: each fact made when it is first asked for, and then kept.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

use super::Morning;
use crate::catalog::Catalog;
use crate::domain::{Document, Kind, MetricId, MetricValue, Record, RecordId, Region, RegionRating, Training, around};
use crate::insight::{self, Deficit, Due, PainTrend, WorkUses};
use crate::planner::{self, History};
use crate::safety::{self, ActiveConcern, Level, Limits, Said};

/// Facts that several views need, for one revision of the document and one minute of the clock.
///
/// A tap on the map changes the document, and what nobody looks at then is not worked out anew. Architecture invariant: no
/// fact is worked out twice for one revision and minute, in however many frames it is shown.
#[derive(Clone, Debug)]
pub struct Derived {
    document: Document,
    catalog: Arc<Catalog>,
    revision: u64,
    now: Zoned,
    facts: Facts,
    /// What was said by an earlier version of the document, where that was read.
    earlier: Option<(Document, Arc<Said>)>,
}

/// What was asked for so far.
#[derive(Clone, Debug, Default)]
struct Facts {
    timeline: OnceLock<Vec<Arc<Record>>>,
    said: OnceLock<Arc<Said>>,
    deficits: OnceLock<Vec<Deficit>>,
    concerns: OnceLock<BTreeMap<Region, ActiveConcern>>,
    limits: OnceLock<Limits>,
    regions_today: OnceLock<BTreeMap<Region, RegionRating>>,
    regions_before: OnceLock<Option<(Date, BTreeMap<Region, RegionRating>)>>,
    pain: OnceLock<Vec<PainTrend>>,
    morning: OnceLock<Option<Morning>>,
    last_metrics: OnceLock<BTreeMap<MetricId, MetricValue>>,
    planning: OnceLock<History>,
    retests: OnceLock<Vec<Due>>,
    uses: OnceLock<WorkUses>,
}

impl Derived {
    /// The facts of a document at a moment.
    pub(super) fn of(document: &Document, catalog: &Arc<Catalog>, revision: u64, now: &Zoned) -> Self {
        let (document, catalog, now) = (document.clone(), catalog.clone(), now.clone());
        Self { document, catalog, revision, now, facts: Facts::default(), earlier: None }
    }

    /// The facts of a later version of the document, or of a later moment. What was read from years of records and has not
    /// changed is not read again.
    pub(super) fn next(&self, document: &Document, catalog: &Arc<Catalog>, revision: u64, now: &Zoned) -> Self {
        let mut next = Self::of(document, catalog, revision, now);
        next.earlier = match self.facts.said.get() {
            Some(said) => Some((self.document.clone(), said.clone())),
            None => self.earlier.clone(),
        };
        let is_shared = |kind| document.first_difference(kind, &self.document).is_none();
        let is_same_day = Arc::ptr_eq(catalog, &self.catalog) && next.today() == self.today();
        if is_same_day && is_shared(Kind::Retest) {
            next.facts.deficits = self.facts.deficits.clone();
            if is_shared(Kind::Training) && Arc::ptr_eq(&document.profile, &self.document.profile) {
                next.facts.retests = self.facts.retests.clone();
            }
        }
        next
    }

    /// Whether these facts still hold.
    pub(super) fn holds(&self, revision: u64, now: &Zoned) -> bool {
        self.revision == revision && minute_of(&self.now) == minute_of(now)
    }

    /// The civil day it is.
    pub fn today(&self) -> Date {
        self.now.date()
    }

    /// All records by the moment they belong to, oldest first.
    pub fn timeline(&self) -> &[Arc<Record>] {
        self.facts.timeline.get_or_init(|| self.document.timeline())
    }

    /// What was said of each region today, with the concerns of earlier days that still hold.
    pub fn regions_today(&self) -> &BTreeMap<Region, RegionRating> {
        self.facts.regions_today.get_or_init(|| {
            let mut regions = self.document.ratings_on(self.today());
            for (&region, active) in self.concerns() {
                regions.entry(region).or_default().wrong = Some(active.flag);
            }
            regions
        })
    }

    /// What was said of each region on the last day before today that has a check-in, and which day that was.
    pub fn regions_before(&self) -> Option<&(Date, BTreeMap<Region, RegionRating>)> {
        let before = self.facts.regions_before.get_or_init(|| {
            let until = *around(self.today()..=self.today()).end();
            let mut days = self.document.check_ins(..=until).rev().map(|(record, _)| record.when.day());
            let day = days.find(|&day| day < self.today())?;
            Some((day, self.document.ratings_on(day)))
        });
        before.as_ref()
    }

    /// Where something is wrong, and since when.
    pub fn concerns(&self) -> &BTreeMap<Region, ActiveConcern> {
        self.facts.concerns.get_or_init(|| self.said().concerns(self.today()))
    }

    /// How often each drill and technique was used, and what was said after it.
    pub fn uses(&self) -> &WorkUses {
        self.facts.uses.get_or_init(|| WorkUses::of(&self.document, self.today()))
    }

    /// What every circuit must obey now.
    pub fn limits(&self) -> &Limits {
        let health = &self.document.profile.health;
        self.facts.limits.get_or_init(|| Limits::of(self.said(), health, self.today()))
    }

    /// The flags that are emergencies.
    pub fn emergencies(&self) -> impl Iterator<Item = (Region, ActiveConcern)> {
        let is_emergency = |region, concern| safety::advice(region, concern).level == Level::Emergency;
        let flags = self.concerns().iter().map(|(&region, &active)| (region, active));
        flags.filter(move |(region, active)| is_emergency(*region, active.flag.concern))
    }

    /// The pain that lasts or rises and is to be spoken of today.
    pub fn pain(&self) -> &[PainTrend] {
        self.facts.pain.get_or_init(|| insight::due_pain_trends(self.said(), &self.document, &self.now))
    }

    /// What is asked today about the regions that were treated yesterday.
    pub fn morning(&self) -> Option<&Morning> {
        self.facts.morning.get_or_init(|| Morning::of(&self.document, &self.now)).as_ref()
    }

    /// The latest value of each metric.
    pub fn last_metrics(&self) -> &BTreeMap<MetricId, MetricValue> {
        self.facts.last_metrics.get_or_init(|| {
            let values = self.document.check_ins(..).flat_map(|(_, check_in)| &check_in.metrics);
            let latest: BTreeMap<&MetricId, &MetricValue> = values.collect();
            latest.into_iter().map(|(id, value)| (id.clone(), *value)).collect()
        })
    }

    /// When the last check-in was begun.
    pub fn last_check_in(&self) -> Option<Timestamp> {
        self.document.latest_check_in(self.now.timestamp()).map(|(record, _)| record.when.at)
    }

    /// The check-in of today that answers still go to.
    pub fn open_check_in(&self) -> Option<RecordId> {
        let (record, _) = self.document.latest_check_in(self.now.timestamp())?;
        let age_hours = (self.now.timestamp() - record.when.at).get_seconds() / 3600;
        let is_open = record.when.day() == self.today() && age_hours < super::CHECK_IN_OPEN_HOURS;
        is_open.then_some(record.id)
    }

    /// What the planner goes by.
    pub fn planning(&self) -> &History {
        let Self { document, catalog, now, .. } = self;
        self.facts.planning.get_or_init(|| {
            let deficits = self.facts.deficits.get_or_init(|| planner::deficits(document, catalog, now));
            History::with(document, now, self.said(), deficits.clone())
        })
    }

    /// When each benchmark that is wanted is to be retested, the earliest first.
    pub fn retests(&self) -> &[Due] {
        self.facts.retests.get_or_init(|| insight::due(&self.document, &self.catalog, self.today()))
    }

    /// The next training with its record, if one is written down.
    pub fn next_training(&self) -> Option<(&Record, &Training)> {
        self.document.next_training(self.now.timestamp())
    }

    /// What was said of each region up to now: what holds, what hurts and what lasts is read from it.
    fn said(&self) -> &Said {
        self.facts.said.get_or_init(|| {
            Arc::new(match &self.earlier {
                Some((earlier, said)) => said.brought_up_to(earlier, &self.document, &self.now),
                None => Said::of(&self.document, &self.now),
            })
        })
    }
}

fn minute_of(now: &Zoned) -> i64 {
    now.timestamp().as_second().div_euclid(60)
}

#[cfg(test)]
mod tests {
    use std::ptr;
    use std::time::Duration;

    use super::*;
    use crate::domain::{Intensity, Rating, Stamp};
    use crate::model::{Command, Model, Moment, Place, Scale};

    #[test]
    fn a_tap_works_out_what_is_looked_at_and_nothing_else_and_each_fact_once_a_minute() {
        let start: Zoned = "2026-11-22T08:00:00+01:00[Europe/Berlin]".parse().expect("a moment");
        let moment = |secs: u64| {
            let monotonic = Duration::from_secs(secs);
            let wall = start.checked_add(monotonic).expect("a day of the calendar");
            Moment { wall, monotonic, random: u128::from(secs) }
        };
        let catalog = Arc::new(Catalog::built_in().expect("the built-in catalogue parses"));
        let mut model = Model::new(catalog, Document::default(), Place::default(), &moment(0));
        let calf = "calf_left".parse().expect("a known region");
        let is_made = |model: &Model| {
            let Facts { timeline, last_metrics, planning, uses, .. } = &model.derived.facts;
            let is_made = [timeline.get().is_some(), last_metrics.get().is_some(), planning.get().is_some()];
            is_made.into_iter().any(|made| made) || uses.get().is_some()
        };
        model.update(Command::Rate(calf, Scale::Soreness, Rating::try_from(6).ok()), &moment(1));
        assert!(!is_made(&model));

        let first = ptr::from_ref(model.derived().planning());
        assert!(ptr::eq(model.derived().planning(), first));
        model.update(Command::Tick, &moment(59));
        assert!(ptr::eq(model.derived().planning(), first), "neither the document nor the minute is another");
        model.update(Command::Tick, &moment(60));
        assert!(!is_made(&model), "another minute");
        assert!(!model.derived().planning().limits.spared().contains_key(&calf));
        model.update(Command::Rate(calf, Scale::Soreness, Rating::try_from(7).ok()), &moment(61));
        assert!(!is_made(&model), "another document");
        assert!(model.derived().planning().limits.spared().contains_key(&calf));
    }

    #[test]
    fn when_retests_are_due_is_kept_over_a_rating_and_worked_out_anew_after_what_it_follows_from() {
        let now: Zoned = "2026-11-22T08:00:00+01:00[Europe/Berlin]".parse().expect("a moment");
        let moment = |random| Moment { wall: now.clone(), monotonic: Duration::ZERO, random };
        let catalog = Arc::new(Catalog::built_in().expect("the built-in catalogue parses"));
        let mut model = Model::new(catalog, Document::default(), Place::default(), &moment(0));
        let calf = "calf_left".parse().expect("a known region");
        let squat = Training { types: ["squat".into()].into(), intensity: Intensity::Hard, note: String::new() };
        let rows = [
            (Command::Rate(calf, Scale::Soreness, Rating::try_from(6).ok()), true),
            (Command::SaveTraining(None, Stamp::new(&now), squat), false),
            (Command::SetMinutes(20), false),
        ];
        for (random, (command, is_kept)) in (1..).zip(rows) {
            let name = command.title();
            model.derived().retests();
            model.update(command, &moment(random));
            assert_eq!(model.derived.facts.retests.get().is_some(), is_kept, "{name}");
            let derived = model.derived();
            assert_eq!(derived.retests(), insight::due(model.document(), model.catalog(), derived.today()), "{name}");
        }
    }
}
