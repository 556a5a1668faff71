//! What the screen knows of one region on one scale, made once for each question and state of the data.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::{Document, Rating, Region, Scale};
use crate::insight::{Series, Trend, WINDOW_DAYS, Window, hard_session_days, rated_regions};
use crate::widgets::trend_plot::{Compared, TrendMarks, WindowMark};

/// What a history answers; an equal question about equal data has an equal answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The document's revision.
    pub revision: u64,
    /// The civil day it is.
    pub today: Date,
    /// The region chosen; none yet means the one with the most ratings.
    pub region: Option<Region>,
    /// The scale.
    pub scale: Scale,
}

/// The ratings of a region and what follows from them.
pub struct History {
    /// The question.
    pub asked: Asked,
    /// The regions with ratings on this scale and on how many days, most first.
    pub choices: Vec<(Region, usize)>,
    /// The ratings by day.
    pub series: Series,
    /// The comparison; absent where nothing was rated.
    pub trend: Option<Trend>,
    /// Median of seven days, where there is one.
    pub medians: BTreeMap<Date, f64>,
    /// Days with a hard session.
    pub hard_days: BTreeSet<Date>,
    /// The same for the chart.
    pub marks: TrendMarks,
}

/// What is known of one day.
pub struct DayFacts {
    /// The rating, if there is one.
    pub rating: Option<Rating>,
    /// The median of the seven days up to it, if there is one.
    pub median: Option<f64>,
    /// Whether a hard session was on it.
    pub hard: bool,
}

impl History {
    /// The answer for a document; sessions after `now` are not counted.
    pub fn new(asked: Asked, document: &Document, now: Timestamp) -> Self {
        let choices = rated_regions(document, asked.scale);
        let region = asked.region.or_else(|| choices.first().map(|&(region, _)| region));
        let series = region.map(|region| Series::new(document, region, asked.scale)).unwrap_or_default();
        let hard_days = hard_session_days(document, now);
        let lines = series.median_lines();
        let marks = TrendMarks::new(
            series.points().iter().map(|point| (point.day, f64::from(point.rating))),
            lines.iter().map(|line| line.iter().map(|point| (point.day, point.median)).collect()),
            hard_days.iter().copied(),
        );
        let trend = region.filter(|_| !series.points().is_empty());
        Self {
            trend: trend.map(|region| Trend::new(region, asked.scale, &series, asked.today)),
            medians: lines.into_iter().flatten().map(|point| (point.day, point.median)).collect(),
            asked,
            choices,
            series,
            hard_days,
            marks,
        }
    }

    /// The region shown; none while nothing is rated at all.
    pub fn region(&self) -> Option<Region> {
        self.asked.region.or_else(|| self.choices.first().map(|&(region, _)| region))
    }

    /// What is known of a day.
    pub fn facts(&self, day: Date) -> DayFacts {
        DayFacts {
            rating: self.series.between(day, day).first().map(|point| point.rating),
            median: self.medians.get(&day).copied(),
            hard: self.hard_days.contains(&day),
        }
    }
}

/// The two windows of a trend as the chart marks them.
pub fn compared(trend: &Trend) -> Compared {
    let mark = |window: &Window, name: String| WindowMark {
        first: window.first,
        last: window.last,
        name,
        median: window.comparable_median(),
    };
    Compared {
        before: mark(&trend.before, format!("the {WINDOW_DAYS} days before")),
        last: mark(&trend.last, format!("last {WINDOW_DAYS} days")),
    }
}
