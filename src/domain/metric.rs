//! Numbers of a check-in that are measured, not felt: what is known of each, and how tables of other programs hold them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::MetricId;

/// A number that can be measured on one's own body, and what is known of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metric {
    /// The id in files, e.g. `jump_height`.
    pub id: &'static str,
    /// The name on screen, sentence case.
    pub label: &'static str,
    /// The unit in which values are kept, e.g. "cm".
    pub unit: &'static str,
    /// The lowest value that can be true.
    pub min: f64,
    /// The highest value that can be true.
    pub max: f64,
}

impl Metric {
    /// The metrics that the program knows. Others have an id of the person's own, and no range.
    pub const ALL: [Self; 4] = [
        Self { id: "jump_height", label: "Jump height", unit: "cm", min: 1.0, max: 150.0 },
        Self { id: "bar_speed", label: "Bar speed", unit: "m/s", min: 0.05, max: 5.0 },
        Self { id: "resting_heart_rate", label: "Resting heart rate", unit: "/min", min: 20.0, max: 220.0 },
        Self { id: "sleep", label: "Sleep", unit: "h", min: 0.0, max: 24.0 },
    ];

    /// What is known of a metric; `None` for one of the person's own.
    pub fn of(id: &MetricId) -> Option<&'static Self> {
        Self::ALL.iter().find(|metric| metric.id == id.as_str())
    }

    /// Whether a value can be true.
    pub fn allows(&self, value: MetricValue) -> bool {
        (self.min..=self.max).contains(&value.get())
    }

    /// What is said of a value that cannot be true, e.g. "jump height is outside 1 to 150 cm".
    pub fn outside(&self) -> String {
        let Self { id: _, label, unit, min, max } = self;
        format!("{} is outside {min} to {max} {unit}", label.to_lowercase())
    }

    /// The units in which tables of other programs hold it, the commonest first.
    pub fn units(&self) -> &'static [MetricUnit] {
        use MetricUnit::{Centimetres, HourMinutes, Hours, Inches, Metres, MetresPerSecond, Minutes, PerMinute};
        match self.unit {
            "cm" => &[Centimetres, Metres, Inches],
            "m/s" => &[MetresPerSecond],
            "/min" => &[PerMinute],
            _ => &[Hours, Minutes, HourMinutes],
        }
    }
}

/// A finite number, in the unit of its metric.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct MetricValue(f64);

/// Infinity, or no number at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a measured value is not a number")]
pub struct NotFinite;

impl MetricValue {
    /// The plain number.
    pub fn get(self) -> f64 {
        self.0
    }
}

// No value is NaN, so each equals itself.
impl Eq for MetricValue {}

impl TryFrom<f64> for MetricValue {
    type Error = NotFinite;

    fn try_from(value: f64) -> Result<Self, NotFinite> {
        // Adding 0 makes one zero of the two.
        if value.is_finite() { Ok(Self(value + 0.0)) } else { Err(NotFinite) }
    }
}

impl From<MetricValue> for f64 {
    fn from(value: MetricValue) -> Self {
        value.0
    }
}

impl std::fmt::Display for MetricValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// How the columns of a table of measurements are read. What is `None` must still be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Columns {
    /// The column that holds the day, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<usize>,
    /// The order of day, month and year in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<DateOrder>,
    /// The columns that hold measurements, counted from 0.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub metrics: BTreeMap<usize, MetricColumn>,
}

impl Columns {
    /// Whether nothing is left to choose.
    pub fn are_settled(&self) -> bool {
        let Self { date, order, metrics } = self;
        date.is_some() && order.is_some() && !metrics.is_empty() && metrics.values().all(|column| column.unit.is_some())
    }
}

/// A column that holds one metric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricColumn {
    /// What was measured.
    pub metric: MetricId,
    /// The unit of its cells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<MetricUnit>,
}

/// The order of day, month and year in a date, whatever stands between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    /// 2026-03-04 is the fourth of March.
    YearMonthDay,
    /// 04.03.2026 and 04/03/2026 are the fourth of March.
    DayMonthYear,
    /// 03/04/2026 is the fourth of March.
    MonthDayYear,
}

impl DateOrder {
    /// All orders.
    pub const ALL: [Self; 3] = [Self::YearMonthDay, Self::DayMonthYear, Self::MonthDayYear];

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::YearMonthDay => "year, month, day",
            Self::DayMonthYear => "day, month, year",
            Self::MonthDayYear => "month, day, year",
        }
    }
}

/// The unit of a column in a table of another program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MetricUnit {
    /// cm.
    Centimetres,
    /// m.
    Metres,
    /// in.
    Inches,
    /// m/s.
    MetresPerSecond,
    /// /min.
    PerMinute,
    /// h, with decimals.
    Hours,
    /// min.
    Minutes,
    /// h:mm.
    HourMinutes,
}

impl MetricUnit {
    /// The sign on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Centimetres => "cm",
            Self::Metres => "m",
            Self::Inches => "in",
            Self::MetresPerSecond => "m/s",
            Self::PerMinute => "/min",
            Self::Hours => "h",
            Self::Minutes => "min",
            Self::HourMinutes => "h:mm",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_metric_is_kept_in_a_unit_that_tables_may_hold_it_in() {
        for metric in Metric::ALL {
            assert!(metric.units().iter().any(|unit| unit.label() == metric.unit), "{}", metric.id);
            assert!(metric.min < metric.max);
            assert_eq!(Metric::of(&metric.id.into()), Some(&metric));
        }
        assert_eq!(Metric::of(&"grip".into()), None);
    }

    #[test]
    fn a_value_is_finite_and_there_is_one_zero() {
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(MetricValue::try_from(odd), Err(NotFinite));
        }
        let zero = MetricValue::try_from(-0.0).expect("finite");
        assert_eq!(zero.to_string(), "0");
    }

    #[test]
    fn a_value_can_be_true_up_to_the_ends_of_its_range() {
        let check = |id: &str, value: f64, expected: bool| {
            let metric = Metric::of(&id.into()).expect("a known metric");
            let value = MetricValue::try_from(value).expect("finite");
            assert_eq!(metric.allows(value), expected, "{id} {value}");
        };
        check("jump_height", 1.0, true);
        check("jump_height", 150.0, true);
        check("jump_height", 150.1, false);
        check("bar_speed", 0.04, false);
        check("resting_heart_rate", 19.0, false);
        check("sleep", 24.0, true);
        check("sleep", -0.1, false);
    }
}
