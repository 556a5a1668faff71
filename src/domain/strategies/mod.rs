//! Documents at random, with every kind of record, and with things of every kind on the shelf.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _, Zoned};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::domain::{
    Amount, BeforeAfter, Body, Breath, Cause, CheckIn, CircuitRecord, Columns, Concern, Condition, DateOrder, Document,
    Doubt, Effort, Exclusion, Flag, Group, Habit, Health, Intensity, Metric, MetricColumn, MetricId, MetricUnit,
    MetricValue, Mode, Outcome, OwnMetric, PainAnswer, Phase, Pressure, PressureTarget, Profile, Ramp, Rating,
    Readiness, Record, RecordId, Region, RegionRating, Response, Retest, Scale, Schedule, Scope, Settings, Shown, Side,
    Sides, SkipReason, Stamp, Station, StationDone, ThemeChoice, Tool, Training, TrialPhoto, Wellness, WellnessItem,
    Work,
};

mod figure;
mod shelf;

pub use shelf::entry;

/// Any document of up to so many records, with up to three things on its shelf.
pub fn document(records: usize) -> impl Strategy<Value = Document> {
    let numbered = |records: Vec<Record>| {
        let ids = (0..).map(|number| RecordId::new(Timestamp::UNIX_EPOCH, number));
        ids.zip(records).map(|(id, record)| Record { id, ..record }).collect::<Vec<_>>()
    };
    let records = vec(record(), 0..=records).prop_map(numbered);
    let shelf = vec(entry(), 0..=3);
    (records, profile(), settings(), shelf).prop_map(|(records, profile, settings, shelf)| {
        let ids = (0..).map(|number| RecordId::new(Timestamp::UNIX_EPOCH, number));
        Document::new(records, profile, settings).with_shelf(ids.zip(shelf.into_iter().map(Arc::new)))
    })
}

/// Any document whose check-ins lie in the four weeks before a moment, where what they say may still count: signs in some
/// regions, with ends around that moment, and a health profile with conditions and exclusions.
pub fn recent_document(now: &Zoned, check_ins: usize) -> impl Strategy<Value = Document> + use<> {
    let now = now.clone();
    let today = now.date();
    let near = move || option::of((-10..20_i64).prop_map(move |days| today.saturating_add(days.days())));
    let flag = (select(Concern::ALL.to_vec()), near()).prop_map(|(concern, until)| Flag { concern, until });
    let said = (option::of(rating()), option::of(rating()), option::weighted(0.05, flag));
    let said = said.prop_map(|(soreness, stiffness, wrong)| RegionRating { soreness, stiffness, wrong });
    let check_in = (0..28 * 24_i64, btree_map(region(), said, 0..9));
    let exclusion =
        (select(Scope::ALL.to_vec()), near()).prop_map(|(scope, until)| Exclusion { scope, until, why: String::new() });
    let health = (btree_set(select(Condition::ALL.to_vec()), 0..3), btree_map(region(), exclusion, 0..4));
    (vec(check_in, 0..=check_ins), health).prop_map(move |(said, (conditions, exclusions))| {
        let records = said.into_iter().enumerate().map(|(number, (hours_ago, regions))| Record {
            id: RecordId::new(Timestamp::UNIX_EPOCH, number as u128),
            rev: 1,
            when: Stamp::new(&now.saturating_sub(hours_ago.hours())),
            body: Body::CheckIn(CheckIn { regions, ..CheckIn::default() }),
        });
        let health = Health { asked: true, conditions, exclusions };
        Document::new(records.collect::<Vec<_>>(), Profile { health, ..Profile::default() }, Settings::default())
    })
}

/// Any record; the id is always the same.
pub fn record() -> impl Strategy<Value = Record> {
    let id = RecordId::new(Timestamp::UNIX_EPOCH, 0);
    (1..9_u32, stamp(), body()).prop_map(move |(rev, when, body)| Record { id, rev, when, body })
}

fn stamp() -> impl Strategy<Value = Stamp> {
    // Mostly the same few months, so that files hold several records; sometimes any time.
    let second = prop_oneof![4 => 1_767_000_000..1_777_000_000_i64, 1 => -60_000_000_000..200_000_000_000_i64];
    let zone = select(vec!["", "Europe/Berlin", "Pacific/Auckland", "America/St_Johns"]);
    (second, -93_599..=93_599_i32, zone).prop_map(|(second, offset_secs, zone)| Stamp {
        at: Timestamp::from_second(second).expect("in range"),
        offset_secs,
        zone: zone.to_owned(),
    })
}

fn body() -> impl Strategy<Value = Body> {
    prop_oneof![
        check_in().prop_map(Body::CheckIn),
        training().prop_map(Body::Training),
        circuit().prop_map(Body::Circuit),
        retest().prop_map(Body::Retest),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let awkward =
        ["", "it's \"quoted\"", "two\nlines\r\n", "\\ back \\' slash", "(id: \"0\", rev: 1)", "\n  deleted: ["];
    prop_oneof![
        select(awkward.to_vec()).prop_map(str::to_owned),
        vec(any::<char>(), 0..12).prop_map(|letters| letters.into_iter().collect()),
    ]
}

fn region() -> impl Strategy<Value = Region> {
    select(Region::all().collect::<Vec<_>>())
}

fn rating() -> impl Strategy<Value = Rating> {
    select(Rating::all().collect::<Vec<_>>())
}

fn day() -> impl Strategy<Value = Date> {
    (-60_000..60_000_i64).prop_map(|days| Date::constant(2026, 1, 1).saturating_add(days.days()))
}

/// Anything that may be wrong in a region.
pub fn flag() -> impl Strategy<Value = Flag> {
    (select(Concern::ALL.to_vec()), option::of(day())).prop_map(|(concern, until)| Flag { concern, until })
}

fn check_in() -> impl Strategy<Value = CheckIn> {
    let said = (option::of(rating()), option::of(rating()), option::of(flag()));
    let said = said.prop_map(|(soreness, stiffness, wrong)| RegionRating { soreness, stiffness, wrong });
    let readiness = option::of(select(Readiness::all().collect::<Vec<_>>()));
    let item = (select(WellnessItem::ALL.to_vec()), select(Wellness::all().collect::<Vec<_>>()));
    let habit = (select(Habit::ALL.to_vec()), select(Amount::ALL.to_vec()));
    let daily = (vec(item, 0..3), vec(habit, 0..2))
        .prop_map(|(items, habits)| (items.into_iter().collect(), habits.into_iter().collect()));
    let known = vec((select(Metric::ALL.to_vec()), 0.0..=1.0), 0..3);
    let own = option::of(any_number().prop_map(|number| (MetricId::from("grip"), number)));
    let metrics = (known, own).prop_map(|(known, own)| {
        let within = |(metric, share): (Metric, f64)| {
            (metric.id.into(), (metric.min + share * (metric.max - metric.min)).clamp(metric.min, metric.max))
        };
        let all = known.into_iter().map(within).chain(own);
        all.map(|(id, number)| (id, MetricValue::try_from(number).expect("finite"))).collect()
    });
    let mornings = btree_map(region(), select(Response::ALL.to_vec()), 0..3);
    let pain_answers = btree_map(region(), select(PainAnswer::ALL.to_vec()), 0..2);
    (btree_map(region(), said, 0..6), readiness, daily, metrics, mornings, pain_answers, text()).prop_map(
        |(regions, readiness, (wellness, habits), metrics, mornings, pain_answers, note)| CheckIn {
            regions,
            readiness,
            wellness,
            habits,
            metrics,
            mornings,
            pain_answers,
            note,
        },
    )
}

/// A finite number: mostly a plausible one, sometimes any.
fn any_number() -> impl Strategy<Value = f64> {
    use proptest::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    prop_oneof![0.0..50.0, POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO]
}

fn training() -> impl Strategy<Value = Training> {
    let types = btree_set(select(vec!["squat", "hinge", "run", "throw"]), 1..4);
    (types, select(Intensity::ALL.to_vec()), text()).prop_map(|(types, intensity, note)| Training {
        types: types.into_iter().map(Into::into).collect(),
        intensity,
        note,
    })
}

fn retest() -> impl Strategy<Value = Retest> {
    let trials = || vec(any_number(), 0..4);
    let benchmark = select(vec!["ktw", "slr"]);
    let doubts = btree_set(select(Doubt::ALL.to_vec()), 0..3);
    let all = (benchmark, trials(), trials(), trials(), doubts, vec(photo(), 0..3), text());
    all.prop_map(|(benchmark, left, right, both, doubts, photos, note)| Retest {
        benchmark: benchmark.into(),
        left,
        right,
        both,
        doubts,
        photos,
        note,
    })
}

fn photo() -> impl Strategy<Value = TrialPhoto> {
    let side = select(vec![Side::Left, Side::Right, Side::Midline]);
    let points = vec((any_number(), any_number()), 0..4);
    (side, 0..9_u32, text(), points).prop_map(|(side, trial, file, points)| TrialPhoto { side, trial, file, points })
}

fn station() -> impl Strategy<Value = Station> {
    use Phase::{Active, Breathing, Motion, Pattern, Tissue, WarmUp};
    let phase = select(vec![WarmUp, Tissue, Motion, Active, Pattern, Breathing]);
    let work = select(vec![Work::Drill("d41".into()), Work::Technique("s02".into())]);
    let sides =
        [Sides::One(Side::Left), Sides::One(Side::Right), Sides::One(Side::Midline), Sides::Each, Sides::Together];
    let pressures = || select(Pressure::all().collect::<Vec<_>>());
    let pressure = option::of((pressures(), pressures()).prop_map(|(from, to)| PressureTarget { from, to }));
    let group = select(Group::ALL.to_vec());
    (phase, work, group, select(sides.to_vec()), 0..600_u32, pressure).prop_map(
        |(phase, work, group, sides, secs_per_side, pressure)| Station {
            phase,
            work,
            group,
            sides,
            secs_per_side,
            pressure,
        },
    )
}

fn circuit() -> impl Strategy<Value = CircuitRecord> {
    let said = (
        option::of(select(Response::ALL.to_vec())),
        option::of(select(Pressure::all().collect::<Vec<_>>())),
        option::of(select(SkipReason::ALL.to_vec())),
        option::of(0..=100_u8),
    );
    let done = (station(), 0..600_u32, 0..600_u32, 0..600_u32, said).prop_map(
        |(station, left_secs, right_secs, together_secs, (response, felt, skipped, chance_percent))| StationDone {
            station,
            left_secs,
            right_secs,
            together_secs,
            response,
            felt,
            skipped,
            chance_percent,
        },
    );
    let felt = (select(vec![Scale::Soreness, Scale::Stiffness]), option::of(rating()), rating())
        .prop_map(|(scale, before, after)| BeforeAfter { scale, before, after });
    let of_plan = (text(), option::of(any::<u64>()), btree_map(region(), felt, 0..3));
    let outcome = select(vec![Outcome::Finished, Outcome::Abandoned]);
    let effort = option::of(select(Effort::all().collect::<Vec<_>>()));
    let spared = btree_map(region(), select(Cause::ALL.to_vec()), 0..4);
    (mode(), outcome, any::<u32>(), any::<u32>(), vec(done, 0..5), (effort, spared), of_plan, text()).prop_map(
        |(mode, outcome, planned_secs, elapsed_secs, stations, (effort, spared), (name, seed, felt), note)| {
            CircuitRecord {
                mode,
                outcome,
                planned_secs,
                elapsed_secs,
                stations,
                effort,
                spared,
                name,
                seed,
                felt,
                note,
            }
        },
    )
}

fn mode() -> impl Strategy<Value = Mode> {
    select(vec![Mode::BeforeTraining, Mode::Recovery])
}

/// Any answers about health.
pub fn health() -> impl Strategy<Value = Health> {
    let conditions = btree_set(select(Condition::ALL.to_vec()), 0..3);
    let exclusion = (select(Scope::ALL.to_vec()), option::of(day()), text())
        .prop_map(|(scope, until, why)| Exclusion { scope, until, why });
    (any::<bool>(), conditions, btree_map(region(), exclusion, 0..3)).prop_map(|(asked, conditions, exclusions)| {
        Health { asked, conditions: BTreeSet::from_iter(conditions), exclusions }
    })
}

fn profile() -> impl Strategy<Value = Profile> {
    let tools = btree_set(select(Tool::ALL.to_vec()), 0..5);
    let own = (text(), text()).prop_map(|(label, unit)| OwnMetric { label, unit });
    let metrics = (vec(metric(), 0..3), btree_map(metric(), own, 0..2));
    let schedule = (option::of(Schedule::DAYS), option::of(day()))
        .prop_map(|(every_days, snoozed_until)| Schedule { every_days, snoozed_until });
    let benchmark = select(vec!["ktw", "slr", "own-a"]).prop_map(Into::into);
    let retests = btree_map(benchmark, schedule, 0..3);
    (tools, Profile::MINUTES_MIN..=Profile::MINUTES_MAX, health(), metrics, retests).prop_map(
        |(tools, minutes, health, (metrics, own_metrics), retests)| Profile {
            tools: BTreeSet::from_iter(tools),
            minutes,
            health,
            metrics,
            own_metrics,
            retests,
        },
    )
}

fn columns() -> impl Strategy<Value = Columns> {
    let metric = (metric(), option::of(select(vec![MetricUnit::Metres, MetricUnit::HourMinutes])))
        .prop_map(|(metric, unit)| MetricColumn { metric, unit });
    let order = option::of(select(DateOrder::ALL.to_vec()));
    (option::of(0..9_usize), order, btree_map(0..9_usize, metric, 0..3)).prop_map(|(date, order, metrics)| Columns {
        date,
        order,
        metrics,
    })
}

fn metric() -> impl Strategy<Value = MetricId> {
    prop_oneof![
        select(Metric::ALL.to_vec()).prop_map(|metric| metric.id.into()),
        select(vec!["grip", "own metric", "=1+1"]).prop_map(Into::into),
    ]
}

fn settings() -> impl Strategy<Value = Settings> {
    let looks = (select(ThemeChoice::ALL.to_vec()), select(Ramp::ALL.to_vec()));
    let shown = (btree_map(region(), day(), 0..3), option::of(day()));
    let shown = shown.prop_map(|(pain, morning)| Shown { pain, morning });
    let columns = btree_map(text(), columns(), 0..3);
    let breath = (20..=80_u8, 20..=120_u8, any::<bool>(), any::<bool>());
    let breath = breath.prop_map(|(in_tenths, out_tenths, behind_recovery, sound)| Breath {
        in_tenths,
        out_tenths,
        behind_recovery,
        sound,
    });
    let player = (any::<bool>(), 0..=100_u8, any::<bool>(), any::<bool>(), breath);
    (looks, any::<bool>(), player, 0..60_u32, 0..60_u32, shown, columns).prop_map(
        |((theme, ramp), reduce_motion, player, transition_secs, switch_secs, shown, csv_columns)| Settings {
            theme,
            reduce_motion,
            sound: player.0,
            volume_percent: player.1,
            speech: player.2,
            flash: player.3,
            breath: player.4,
            transition_secs,
            switch_secs,
            ramp,
            shown,
            csv_columns,
        },
    )
}
