//! One benchmark: its verdict in words, and the chart, the table, its steps or a photo of a trial.

use egui::{Align, Label, Layout, Rect, RichText, Ui};

use super::chart::{chart_of, side_name};
use super::kept_photo::{KeptPhoto, Looked, kept_photo_ui};
use super::photo::ShownPhoto;
use super::{Facts, copy, protocol, table};
use crate::catalog::{Benchmark, Better};
use crate::insight::{Asymmetry, Claim, Results, SideResults, Verdict, is_rough_look, norm_band, number, worth_words};
use crate::model::{Command, RetestCommand};
use crate::theme::{Role, icons};
use crate::ui::{Commands, Cx, words};
use crate::widgets::controls::{card, row, text_button};
use crate::widgets::retest_plot::retest_plot;

/// What is open on this page.
#[derive(Default)]
pub struct DetailDraft {
    /// What stands under the verdict.
    pub view: View,
    shown: ShownPhoto,
    /// Where the verdict and the chart lay last, to be copied.
    picture: Option<Rect>,
}

/// What stands under the verdict of a benchmark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The chart.
    #[default]
    Chart,
    /// All retests.
    Table,
    /// How it is done.
    Steps,
    /// A photo that was kept.
    Photo(KeptPhoto),
}

/// The height of one side of the chart, and of what stands below the chart, in points.
const LEAST_PANE: f32 = 112.0;
const MOST_PANE: f32 = 200.0;
const BELOW_CHART: f32 = 132.0;

/// The page of a benchmark.
pub fn detail_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    benchmark: &Benchmark,
    facts: &Facts,
    draft: &mut DetailDraft,
    out: &mut Commands,
) {
    let t = cx.tokens;
    let results = facts.results.get(&benchmark.id);
    ui.spacing_mut().item_spacing.y = 8.0;
    header(ui, cx, benchmark, results, draft);
    let last = results.and_then(Results::latest).map(|session| session.day);
    let Some(results) = results else {
        let text = "Not tested yet. The first retest is for practice; two more make a baseline to compare with.";
        ui.add(Label::new(Role::Body.text(text).color(t.quiet)).wrap());
        protocol_card(ui, cx, benchmark, last);
        return;
    };
    if let View::Photo(kept) = &draft.view {
        let looked = card(t).show(ui, |ui| {
            ui.set_width(ui.available_width());
            kept_photo_ui(ui, cx, benchmark, kept, &mut draft.shown, out)
        });
        if looked.inner == Looked::Done {
            draft.view = View::Table;
        }
        return;
    }
    if draft.view == View::Steps {
        protocol_card(ui, cx, benchmark, last);
        return;
    }
    let verdicts = verdicts_ui(ui, cx, benchmark, results);
    match draft.view {
        View::Table => {
            let wanted = card(t).show(ui, |ui| {
                ui.set_width(ui.available_width());
                table::table_ui(ui, cx, benchmark, results)
            });
            if let Some(kept) = wanted.inner {
                out.push(Command::Retest(RetestCommand::ShowPhoto(kept.file.clone())));
                draft.view = View::Photo(kept);
            }
        }
        View::Chart | View::Steps | View::Photo(_) => {
            let chart = card(t).show(ui, |ui| {
                ui.set_width(ui.available_width());
                chart_ui(ui, cx, benchmark, results, facts);
            });
            draft.picture = Some(verdicts.union(chart.response.rect).expand(8.0));
            footnotes_ui(ui, cx, benchmark, results, facts);
        }
    }
}

fn protocol_card(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, last: Option<jiff::civil::Date>) {
    card(cx.tokens).show(ui, |ui| {
        ui.set_width(ui.available_width());
        protocol::page_ui(ui, cx, benchmark, last);
    });
}

fn chart_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, results: &Results, facts: &Facts) {
    let chart = chart_of(cx, benchmark, results, facts);
    let panes = chart.panes.len() as f32;
    let room = ui.clip_rect().bottom() - ui.cursor().top() - BELOW_CHART;
    let height = room.clamp(60.0 + LEAST_PANE * panes, 60.0 + MOST_PANE * panes);
    let retests = words::count(results.count(), "retest", "retests");
    let name = format!("{}: {retests} over time", benchmark.name);
    retest_plot(ui, cx.tokens, &name, &chart, cx.now.date(), height);
}

fn header(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, results: Option<&Results>, draft: &mut DetailDraft) {
    let t = cx.tokens;
    row(ui, 36.0, |ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.label(Role::Title.text(&benchmark.name).color(t.text));
        let better = match benchmark.better {
            Better::Up => "more is better",
            Better::Down => "less is better",
        };
        let rough = if is_rough_look(benchmark) { "; a rough look" } else { "" };
        ui.label(Role::Small.text(format!("{better}{rough}")).color(t.quiet));
        if results.is_none() {
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let is_chart = draft.view == View::Chart;
            if is_chart {
                copy::copy_ui(ui, cx, draft.picture);
            }
            let (label, icon) = if is_chart { ("table", icons::TABLE) } else { ("chart", icons::TRENDS) };
            if text_button(ui, t, label, Some(icon)).clicked() {
                draft.view = if is_chart { View::Table } else { View::Chart };
            }
        });
    });
}

/// The card with the verdicts. Returns where it is.
fn verdicts_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, results: &Results) -> Rect {
    let card = card(cx.tokens).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        for side in results.sides.iter().filter(|side| !side.sessions.is_empty()) {
            let verdict = side.verdict.words();
            let head = match side_name(side.side) {
                "" => format!("{}.", words::capitalised(verdict)),
                side => format!("{side}: {verdict}."),
            };
            let worth = if asks_for_worth(side) { worth_words(benchmark, side) } else { String::new() };
            let rest = [side.numbers(benchmark), side.verdict.remark(), worth];
            let rest: Vec<String> = rest.into_iter().filter(|words| !words.is_empty()).collect();
            line(ui, cx, verdict_icon(side.verdict), &head, &rest.join(" "));
        }
        let asymmetry = results.asymmetry.words(benchmark);
        if !asymmetry.is_empty() {
            let is_beyond = matches!(results.asymmetry, Asymmetry::BeyondError { .. });
            let (head, rest) = asymmetry.split_once(", ").filter(|_| is_beyond).unwrap_or(("", &asymmetry));
            let head = if head.is_empty() { String::new() } else { format!("{head},") };
            let more = if is_beyond { " That side gets a larger share of the circuit." } else { "" };
            line(ui, cx, icons::SWAP, &head, &format!("{rest}{more}"));
        }
    });
    card.response.rect
}

/// Whether the chances of a change are said: within normal variation they would only be noise.
fn asks_for_worth(side: &SideResults) -> bool {
    side.has_changed() || matches!(side.verdict, Verdict::FirstSign(_) | Verdict::MayBeChanging)
}

fn verdict_icon(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improved => icons::CHECK,
        Verdict::Declined => icons::TROUBLE,
        Verdict::Within => icons::REMOVE,
        Verdict::MayBeChanging | Verdict::FirstSign(_) => icons::INFO,
        Verdict::CantTellYet(_) | Verdict::RoughLook => icons::BUSY,
    }
}

/// An icon, and words that begin in bold.
fn line(ui: &mut Ui, cx: &Cx<'_>, icon: &str, head: &str, rest: &str) {
    let t = cx.tokens;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.label(RichText::new(icon).font(icons::font(18.0)).color(if icon == icons::CHECK {
            t.accent
        } else {
            t.quiet
        }));
        let mut job = egui::text::LayoutJob::default();
        let text = |role: Role| egui::TextFormat {
            line_height: Some(role.line_height()),
            ..egui::TextFormat::simple(role.font(), t.text)
        };
        if !head.is_empty() {
            job.append(head, 0.0, text(Role::Label));
            job.append(" ", 0.0, text(Role::Body));
        }
        job.append(rest, 0.0, text(Role::Body));
        ui.add(Label::new(job).wrap());
    });
}

fn footnotes_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, results: &Results, facts: &Facts) {
    let t = cx.tokens;
    ui.spacing_mut().item_spacing.y = 4.0;
    let small = |ui: &mut Ui, text: String| {
        ui.add(Label::new(Role::Small.text(text).color(t.quiet)).wrap());
    };
    let band = results.sides.iter().any(|side| side.baseline.is_some() && side.error.is_some());
    let mut marks = "Small dots: each trial. Large dots: their mean; hollow ones do not count.".to_owned();
    if band {
        marks.push_str(" Band: how far one retest can differ from your baseline by error alone (96 %).");
    }
    if let Some(side) = results.sides.iter().find(|side| !side.sessions.is_empty()) {
        marks = format!("{marks} {}.", side.baseline_words().trim_end_matches('.'));
    }
    small(ui, marks);
    let drift = |side: &SideResults| {
        let words = side.drift_words(benchmark)?;
        Some(match side_name(side.side) {
            "" => words::capitalised(&words),
            name => format!("{name}: {words}"),
        })
    };
    let drifts: Vec<String> = results.sides.iter().filter_map(drift).collect();
    if !drifts.is_empty() {
        let rests = |side: &SideResults| side.drift.is_some_and(|drift| matches!(drift.claim, Claim::Plateau { .. }));
        let is_plateau = results.sides.iter().any(rests);
        let choice = if is_plateau { " Another technique is a choice, not a must." } else { "" };
        small(ui, format!("{}{choice}", drifts.join(" ")));
    }
    if let Some(norm) = norm_band(benchmark) {
        let (low, high) = (number(norm.low, benchmark), number(norm.high, benchmark));
        small(ui, format!("Grey: {low} to {high}{}, {}", benchmark.unit.suffix(), norm.words));
    }
    if facts.first_signs > 0 {
        let (signs, compared) = (facts.first_signs, facts.compared);
        let noun = if signs == 1 { "first sign" } else { "first signs" };
        let expected = compared as f64 * FALSE_SIGNS;
        small(
            ui,
            format!(
                "Over all benchmarks: {signs} {noun} among {compared} tested sides; about {expected:.1} by chance alone."
            ),
        );
    }
}

/// The share of retests beyond the limit without any change: 3.6 % of a normal distribution lie beyond 2.1.
const FALSE_SIGNS: f64 = 0.036;
