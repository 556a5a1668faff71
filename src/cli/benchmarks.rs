//! `supple benchmarks`: the table of results and verdicts, without a window.

use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use jiff::Zoned;
use jiff::civil::Date;
use serde::Serialize;

use super::{Answer, StartError, Verdict};
use crate::catalog::{Benchmark, Catalog};
use crate::domain::{Document, Side};
use crate::insight::{self, Asymmetry, Claim, Results, SideResults};

/// How the results are printed.
#[derive(Clone, Debug, Args)]
pub struct BenchmarksArgs {
    /// Text for people; a table or RON for programs, with values in the unit of the benchmark.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Csv,
    Ron,
}

/// One side of one benchmark.
#[derive(Debug, Serialize)]
struct Row {
    benchmark: String,
    name: String,
    side: &'static str,
    unit: String,
    retests: usize,
    counted: usize,
    latest_day: Option<Date>,
    latest: Option<f64>,
    baseline: Option<f64>,
    change: Option<f64>,
    /// How far one retest can lie from the baseline by error alone.
    wobble: Option<f64>,
    verdict: &'static str,
    /// The chances that the change is worth having, too small to matter, and for the worse.
    better: Option<f64>,
    trivial: Option<f64>,
    worse: Option<f64>,
    /// The drift in 28 days, and whether it is called a trend, a plateau, neither, or is rough.
    drift: Option<f64>,
    claim: Option<&'static str>,
    /// How far the sides differ, where that is more than error.
    asymmetry: Option<f64>,
    due: Option<Date>,
}

/// The results of all benchmarks that were tested.
pub(super) fn benchmarks(document: &Document, args: &BenchmarksArgs, now: &Zoned) -> Result<Answer, StartError> {
    let catalog = Catalog::built_in()?.with_shelf(document.shelf());
    let by_benchmark = insight::retests(document);
    let due = insight::due(document, &catalog, now.date());
    let mut all = Results::of_all(&by_benchmark, &catalog);
    let tested = catalog.benchmarks().iter().filter_map(|benchmark| {
        let results = all.remove(&benchmark.id)?;
        let due = due.iter().find(|due| due.benchmark == benchmark.id).map(|due| due.day);
        Some((benchmark, results, due))
    });
    let tested: Vec<(&Benchmark, Results, Option<Date>)> = tested.collect();
    let rows = || {
        let sides = tested.iter().flat_map(|(benchmark, results, due)| {
            results.sides.iter().map(move |side| row(benchmark, results, side, *due))
        });
        sides.filter(|row| row.retests > 0)
    };
    let text = match args.format {
        Format::Text => text(&tested),
        Format::Csv => csv(rows())?,
        Format::Ron => ron::ser::to_string_pretty(&rows().collect::<Vec<_>>(), ron::ser::PrettyConfig::new())?,
    };
    Ok(Answer { text, verdict: Verdict::Sound })
}

fn row(benchmark: &Benchmark, results: &Results, side: &SideResults, due: Option<Date>) -> Row {
    let worth = insight::change_worth(benchmark, side);
    let rounded = |value: f64| (value * 100.0).round() / 100.0;
    let asymmetry = match results.asymmetry {
        Asymmetry::BeyondError { by, .. } => Some(by),
        Asymmetry::WithinError { .. } | Asymmetry::WithinArc { .. } | Asymmetry::CantTellYet | Asymmetry::Unasked => {
            None
        }
    };
    Row {
        benchmark: benchmark.id.to_string(),
        name: benchmark.name.clone(),
        side: side_word(side.side),
        unit: benchmark.unit.suffix().trim().to_owned(),
        retests: side.sessions.len(),
        counted: side.counted().count(),
        latest_day: side.latest().map(|session| session.day),
        latest: side.latest().map(|session| rounded(session.score)),
        baseline: side.baseline.map(|baseline| rounded(baseline.mean)),
        change: side.since_baseline().map(rounded),
        wobble: side.wobble().map(rounded),
        verdict: side.verdict.words(),
        better: worth.map(|worth| rounded(worth.better)),
        trivial: worth.map(|worth| rounded(worth.trivial)),
        worse: worth.map(|worth| rounded(worth.worse)),
        drift: side.drift.map(|drift| rounded(drift.per_28_days)),
        claim: side.drift.map(|drift| match drift.claim {
            Claim::Rough => "rough",
            Claim::Trend => "trend",
            Claim::Plateau { .. } => "plateau",
            Claim::Unclear => "unclear",
        }),
        asymmetry: asymmetry.map(rounded),
        due,
    }
}

fn side_word(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
        Side::Midline => "both",
    }
}

fn text(tested: &[(&Benchmark, Results, Option<Date>)]) -> String {
    if tested.is_empty() {
        return "No benchmark has been tested yet.".to_owned();
    }
    let mut text = String::new();
    for (benchmark, results, due) in tested {
        let due = due.map_or_else(String::new, |day| format!(", next {day}"));
        let gap = if text.is_empty() { "" } else { "\n\n" };
        let _ = write!(text, "{gap}{}{due}", benchmark.name);
        for side in results.sides.iter().filter(|side| !side.sessions.is_empty()) {
            let word = if benchmark.sided { side_word(side.side) } else { "" };
            let verdict = format!("{word:<5}  {}.", side.verdict.words());
            let drift = side.drift_words(benchmark).map_or_else(String::new, |words| format!("Drift: {words}"));
            let worth = insight::worth_words(benchmark, side);
            let words = [verdict, side.numbers(benchmark), side.verdict.remark(), worth, drift];
            let words: Vec<String> = words.into_iter().filter(|words| !words.is_empty()).collect();
            let _ = write!(text, "\n  {}", words.join(" "));
        }
        let asymmetry = results.asymmetry.words(benchmark);
        if !asymmetry.is_empty() {
            let _ = write!(text, "\n  {asymmetry}");
        }
    }
    text
}

fn csv(rows: impl Iterator<Item = Row>) -> Result<String, StartError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row)?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8(bytes)?.trim_end().to_owned())
}
