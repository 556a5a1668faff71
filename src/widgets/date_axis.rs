//! A time axis of civil days: x is the day number, and the marks fall on real calendar days.

use egui_plot::GridMark;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// Day 0 of the axis.
const EPOCH: Date = date(1970, 1, 1);

/// The civil day number of a day: whole days since 1 January 1970.
pub fn day_number(day: Date) -> f64 {
    f64::from((day - EPOCH).get_days())
}

/// The day at a position of the axis, to the nearest whole day.
pub fn day_at(x: f64) -> Date {
    EPOCH.saturating_add((x.round() as i64).days())
}

/// How far marks are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Step {
    fn for_days(visible: f64) -> Self {
        match visible {
            ..=16.0 => Self::Day,
            ..=100.0 => Self::Week,
            ..=800.0 => Self::Month,
            ..=1_600.0 => Self::Quarter,
            _ => Self::Year,
        }
    }

    fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => 30.0,
            Self::Quarter => 91.0,
            Self::Year => 365.0,
        }
    }

    /// The last mark on or before a day.
    fn floor(self, day: Date) -> Date {
        let months_back = i64::from(day.month() - 1);
        let first_of_month = day.first_of_month();
        match self {
            Self::Day => day,
            Self::Week => day.saturating_sub(i64::from(day.weekday().since(Weekday::Monday)).days()),
            Self::Month => first_of_month,
            Self::Quarter => first_of_month.saturating_sub((months_back % 3).months()),
            Self::Year => first_of_month.saturating_sub(months_back.months()),
        }
    }

    fn span(self) -> jiff::Span {
        match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        }
    }
}

/// The marks between two positions: days, Mondays, or the first of months, quarters or years.
pub fn date_marks(first: f64, last: f64) -> Vec<GridMark> {
    let step = Step::for_days(last - first);
    let start = step.floor(day_at(first));
    let marks = start.series(step.span()).map(day_number).take_while(|&x| x <= last);
    marks.filter(|&x| x >= first).map(|value| GridMark { value, step_size: step.days() }).collect()
}

/// The words at a mark: "28 Sep" for days and weeks, "Sep" for months, the year in January's place.
pub fn date_label(mark: GridMark) -> String {
    let day = day_at(mark.value);
    let format = match mark.step_size {
        ..=7.0 => "%-d %b",
        _ if day.month() == 1 => "%Y",
        _ => "%b",
    };
    day.strftime(format).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_one_number_and_comes_back_from_it() {
        for day in ["1969-12-31", "1970-01-01", "2024-02-29", "2026-03-29", "2026-11-22"] {
            let day: Date = day.parse().expect("a date");
            assert_eq!(day_at(day_number(day)), day);
            assert_eq!(day_at(day_number(day) + 1.0), day.tomorrow().expect("in range"));
        }
        assert_eq!(day_at(0.4), EPOCH);
        assert_eq!(day_at(f64::NAN), EPOCH);
    }

    #[test]
    fn marks_fall_on_calendar_days_and_are_labelled_for_their_step() {
        let check = |first: Date, last: Date, expected: &[&str]| {
            let labels: Vec<String> =
                date_marks(day_number(first), day_number(last)).into_iter().map(date_label).collect();
            assert_eq!(labels, expected);
        };
        check(date(2026, 11, 20), date(2026, 11, 22), &["20 Nov", "21 Nov", "22 Nov"]);
        check(
            date(2026, 9, 28),
            date(2026, 11, 22),
            &["28 Sep", "5 Oct", "12 Oct", "19 Oct", "26 Oct", "2 Nov", "9 Nov", "16 Nov"],
        );
        check(date(2027, 12, 20), date(2028, 1, 9), &["20 Dec", "27 Dec", "3 Jan"]);
        check(date(2026, 6, 2), date(2027, 2, 1), &["Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "2027", "Feb"]);
        check(date(2024, 2, 1), date(2026, 5, 1), &["Apr", "Jul", "Oct", "2025", "Apr", "Jul", "Oct", "2026", "Apr"]);
        check(
            date(2016, 11, 22),
            date(2026, 11, 22),
            &["2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"],
        );
    }
}
