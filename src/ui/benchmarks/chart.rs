//! Results as the chart draws them.

use crate::catalog::Benchmark;
use crate::domain::Side;
use crate::insight::{Part, Results, Session, SideResults, norm_band, number};
use crate::ui::Cx;
use crate::ui::words;
use crate::widgets::retest_plot::{MarkKind, RetestChart, RetestMark, RetestPane};

use super::Facts;

/// The chart of a benchmark.
pub fn chart_of(cx: &Cx<'_>, benchmark: &Benchmark, results: &Results, facts: &Facts) -> RetestChart {
    let panes = results.sides.iter().filter(|side| !side.sessions.is_empty());
    RetestChart {
        unit: benchmark.unit.suffix().to_owned(),
        panes: panes.map(|side| pane(cx, benchmark, side)).collect(),
        hard_days: facts.hard_days.clone(),
    }
}

fn pane(cx: &Cx<'_>, benchmark: &Benchmark, side: &SideResults) -> RetestPane {
    let counted: Vec<&Session> = side.counted().collect();
    let latest_two = &counted[counted.len().saturating_sub(2)..];
    let mark = |session: &Session| {
        let is_confirmed = side.has_changed() && latest_two.iter().any(|latest| latest.record == session.record);
        let kind = match session.part {
            Part::Practice | Part::Doubtful => MarkKind::Aside,
            Part::Counted if is_confirmed => MarkKind::Confirmed,
            Part::Counted => MarkKind::Counted,
        };
        RetestMark {
            day: session.day,
            trials: session.trials.clone(),
            score: session.score,
            kind,
            aside: session.part_words(),
        }
    };
    let baseline = || Some((counted.first()?.day, side.baseline?.mean, side.wobble()?));
    let with_unit = |value: f64| format!("{}{}", number(value, benchmark), benchmark.unit.suffix());
    let latest = side.latest().map_or_else(Default::default, |session| {
        let day = words::short_date(session.day, cx.now.date());
        let baseline = baseline().map_or_else(String::new, |(_, mean, wobble)| {
            format!("baseline {}\n±{}", number(mean, benchmark), number(wobble, benchmark))
        });
        [with_unit(session.score), day, baseline]
    });
    RetestPane {
        name: side_name(side.side),
        marks: side.sessions.iter().map(mark).collect(),
        baseline: baseline(),
        norm: norm_band(benchmark).map(|band| (band.low, band.high)),
        latest,
    }
}

/// "Left", "Right", or nothing.
pub fn side_name(side: Side) -> &'static str {
    match side {
        Side::Left => "Left",
        Side::Right => "Right",
        Side::Midline => "",
    }
}
