//! When a backup is due, and which of the older ones have had their time.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, ToSpan as _};

/// While something changes, a backup at least this old is followed by the next.
const APART: SignedDuration = SignedDuration::from_mins(30);

/// The first day of the period that a date lies in.
type PeriodOf = fn(Date) -> Date;

/// After all of today and yesterday: the newest of each of so many days, then weeks, then months. Periods without a
/// backup do not count, so who opens the program once a month keeps years.
const TIERS: [(usize, PeriodOf); 3] = [(12, day), (10, week), (9, month)];

/// Whether a change now should be preceded by a backup: there is none of today yet, or the last is half an hour old.
///
/// Backups from the future, left by a clock that was wrong, say nothing about now.
pub(super) fn due(made: impl IntoIterator<Item = DateTime>, now: DateTime) -> bool {
    let is_recent = |made: DateTime| made.date() == now.date() && made <= now && now.duration_since(made) < APART;
    !made.into_iter().any(is_recent)
}

/// Those that need not be kept any longer. What is kept of a list is kept again of what is left.
pub(super) fn superfluous(made: &BTreeSet<DateTime>, now: DateTime) -> BTreeSet<DateTime> {
    let yesterday = now.date().saturating_sub(1.day());
    let mut older = made.iter().rev().copied().filter(|made| made.date() < yesterday).peekable();
    let mut superfluous = BTreeSet::new();
    for (periods, period_of) in TIERS {
        let (mut left, mut kept) = (periods, None);
        while let Some(made) = older.peek() {
            let period = Some(period_of(made.date()));
            if period == kept {
                superfluous.insert(*made);
            } else if left > 0 {
                (left, kept) = (left - 1, period);
            } else {
                break;
            }
            older.next();
        }
    }
    superfluous.extend(older);
    superfluous
}

fn day(date: Date) -> Date {
    date
}

/// The Monday of a date's week.
fn week(date: Date) -> Date {
    date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days())
}

fn month(date: Date) -> Date {
    date.first_of_month()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::collection::btree_set;
    use proptest::prelude::*;

    use super::*;

    fn time(text: &str) -> DateTime {
        text.parse().expect("a date and time")
    }

    fn times(texts: &str) -> BTreeSet<DateTime> {
        texts.split_whitespace().map(time).collect()
    }

    #[test]
    fn a_backup_is_due_on_a_new_day_and_each_half_hour_of_change() {
        let check =
            |made: &str, now: &str, is_due: bool| assert_eq!(due(times(made), time(now)), is_due, "{made} {now}");
        check("", "2026-03-04T07:00", true);
        check("2026-03-04T06:30:01", "2026-03-04T07:00", false);
        check("2026-03-04T06:30", "2026-03-04T07:00", true);
        check("2026-03-04T07:00", "2026-03-04T07:00", false);
        // Midnight begins a day, and the end of a year is no different.
        check("2026-03-03T23:59", "2026-03-04T00:00", true);
        check("2025-12-31T23:59", "2026-01-01T00:01", true);
        check("2028-02-29T12:00", "2028-02-29T12:29:59", false);
        // The hour that comes twice in autumn: the clock went back after the last backup.
        check("2026-10-25T02:50", "2026-10-25T02:05", true);
        check("2026-10-25T02:05 2026-10-25T02:50", "2026-10-25T02:34", false);
        // A clock that was three years ahead.
        check("2029-03-04T07:00", "2026-03-04T07:00", true);
    }

    #[test]
    fn what_is_thinned_is_told_by_the_calendar() {
        let check = |made: &str, now: &str, gone: &str| {
            assert_eq!(superfluous(&times(made), time(now)), times(gone), "{made} at {now}");
        };
        check("", "2026-03-04T07:00", "");
        // Today and yesterday stay whole, the day before keeps its newest.
        check(
            "2026-03-04T06:00 2026-03-04T07:00 2026-03-03T00:00 2026-03-03T01:00 2026-03-02T08:00 2026-03-02T09:00",
            "2026-03-04T07:00",
            "2026-03-02T08:00",
        );
        // The only one stays, however old; so do twelve days with gaps of any length between them.
        check("1999-01-01T00:00", "2026-03-04T07:00", "");
        check("2024-01-01T00:00 2025-01-01T00:00 2025-01-01T08:00", "2026-03-04T07:00", "2025-01-01T00:00");
        // What the future holds is a matter of a wrong clock, and stays.
        check("2029-01-01T00:00 2029-01-01T01:00", "2026-03-04T07:00", "");
    }

    #[test]
    fn weeks_run_from_monday_to_sunday_and_across_the_new_year() {
        let check = |day: Date, monday: Date| assert_eq!(week(day), monday, "{day}");
        check(date(2026, 3, 2), date(2026, 3, 2));
        check(date(2026, 3, 8), date(2026, 3, 2));
        check(date(2027, 1, 1), date(2026, 12, 28));
        check(date(2028, 2, 29), date(2028, 2, 28));
    }

    #[test]
    fn three_years_of_a_backup_each_half_hour_leave_days_weeks_and_months() {
        let mut made = BTreeSet::new();
        let mut today = date(2026, 1, 1);
        while today < date(2029, 1, 1) {
            // 7:00 to 8:30, a morning's worth.
            for half_hour in 0..4_i8 {
                let now = today.at(7 + half_hour / 2, half_hour % 2 * 30, 0, 0);
                made.insert(now);
                let gone = superfluous(&made, now);
                made.retain(|made| !gone.contains(made));
            }
            today = today.saturating_add(1.day());
        }
        assert_eq!(made.len(), 4 + 4 + 12 + 10 + 9);
        let days: Vec<Date> = made.iter().rev().skip(8).map(|made| made.date()).collect();
        let (daily, rest) = days.split_at(12);
        let (weekly, monthly) = rest.split_at(10);
        assert_eq!((daily[0], daily[11]), (date(2028, 12, 29), date(2028, 12, 18)));
        // The last of each whole week and month before; the newest week and month may have lost their ends to what is
        // younger.
        let weekly: Vec<Date> = weekly.iter().map(|day| week(*day)).collect();
        let mondays = (0..10).map(|weeks: i64| week(date(2028, 12, 17)).saturating_sub(weeks.weeks()));
        assert!(weekly.into_iter().eq(mondays), "{days:?}");
        let monthly: Vec<Date> = monthly.iter().map(|day| month(*day)).collect();
        let firsts = (0..9).map(|months: i64| date(2028, 10, 1).saturating_sub(months.months()));
        assert!(monthly.into_iter().eq(firsts), "{days:?}");
    }

    fn any_time() -> impl Strategy<Value = DateTime> {
        // Half of them within the last weeks, the others within years, some in the future.
        let minutes = prop_oneof![-40 * 1440..2 * 1440_i64, -1_500 * 1440..60 * 1440_i64];
        minutes.prop_map(|minutes| date(2026, 3, 4).at(12, 0, 0, 0).saturating_add(minutes.minutes()))
    }

    proptest! {
        #[test]
        fn thinning_keeps_the_newest_and_the_oldest_tier_and_does_nothing_twice(made in btree_set(any_time(), 0..200)) {
            let now = date(2026, 3, 4).at(12, 0, 0, 0);
            let gone = superfluous(&made, now);
            let kept: BTreeSet<DateTime> = made.difference(&gone).copied().collect();
            prop_assert!(gone.is_subset(&made));
            prop_assert_eq!(kept.last(), made.last());
            prop_assert_eq!(superfluous(&kept, now), BTreeSet::new());
            let older = kept.iter().filter(|made| made.date() < date(2026, 3, 3)).count();
            prop_assert!(older <= 12 + 10 + 9);
            prop_assert!(gone.iter().all(|gone| gone.date() < date(2026, 3, 3)));
        }
    }
}
