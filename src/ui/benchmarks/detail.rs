//! One benchmark: its verdict in words, the chart or the table, and when it is tested next.

use egui::{Align, Label, Layout, RichText, Ui, vec2};
use jiff::ToSpan;

use super::chart::{chart_of, norm, side_name};
use super::{Facts, table};
use crate::catalog::{Benchmark, Better, Confidence};
use crate::domain::{BenchmarkId, Schedule};
use crate::insight::{
    Asymmetry, EVERY_DAYS, Results, SideResults, Verdict, change_worth, is_rough_look, minutes_of, number,
};
use crate::model::{Command, RetestCommand};
use crate::theme::{Role, icons};
use crate::ui::{Commands, Cx, words};
use crate::widgets::controls::{CanStep, card, plain_button, primary_button, row, stepper, text_button};
use crate::widgets::retest_plot::retest_plot;

/// What is open on this page.
#[derive(Default)]
pub struct DetailDraft {
    is_table: bool,
    steps_of: Option<BenchmarkId>,
}

/// Days that a retest is put off.
const SNOOZE_DAYS: i32 = 3;

/// The height of one side of the chart, and of what stands below the chart, in points.
const LEAST_PANE: f32 = 112.0;
const MOST_PANE: f32 = 200.0;
const BELOW_CHART: f32 = 216.0;

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
    let bottom = ui.clip_rect().bottom();
    let results = facts.results.get(&benchmark.id);
    ui.spacing_mut().item_spacing.y = 8.0;
    header(ui, cx, benchmark, results, draft);
    match results {
        None => {
            let text = "Not tested yet. The first retest is for practice; two more make a baseline to compare with.";
            ui.add(Label::new(Role::Body.text(text).color(t.quiet)).wrap());
            steps_ui(ui, cx, benchmark);
        }
        Some(results) => {
            verdicts_ui(ui, cx, benchmark, results);
            card(t).show(ui, |ui| {
                ui.set_width(ui.available_width());
                if draft.is_table {
                    table::table_ui(ui, cx, benchmark, results);
                } else {
                    let chart = chart_of(cx, benchmark, results, facts);
                    let panes = chart.panes.len() as f32;
                    let room = bottom - ui.cursor().top() - BELOW_CHART;
                    let height = room.clamp(60.0 + LEAST_PANE * panes, 60.0 + MOST_PANE * panes);
                    let name = format!("{}: {} retests over time", benchmark.name, results.count());
                    retest_plot(ui, t, &name, &chart, cx.now.date(), height);
                }
            });
            footnotes_ui(ui, cx, benchmark, results, facts);
        }
    }
    ui.add_space(4.0);
    actions_ui(ui, cx, benchmark, draft, out);
    if results.is_some() && draft.steps_of.as_ref() == Some(&benchmark.id) {
        steps_ui(ui, cx, benchmark);
    }
    schedule_ui(ui, cx, benchmark, out);
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
            let (label, icon) = if draft.is_table { ("chart", icons::TRENDS) } else { ("table", icons::TABLE) };
            if text_button(ui, t, label, Some(icon)).clicked() {
                draft.is_table = !draft.is_table;
            }
        });
    });
}

fn verdicts_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, results: &Results) {
    card(cx.tokens).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        for side in results.sides.iter().filter(|side| !side.sessions.is_empty()) {
            let verdict = side.verdict.words();
            let head = match side_name(side.side) {
                "" => format!("{}.", words::capitalised(verdict)),
                side => format!("{side}: {verdict}."),
            };
            let rest = [side.numbers(benchmark), side.verdict.remark(), worth(benchmark, side)];
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
}

/// The probability that a change is worth having, where others' spread says what that is.
fn worth(benchmark: &Benchmark, side: &SideResults) -> String {
    let is_asked = side.has_changed() || matches!(side.verdict, Verdict::FirstSign(_) | Verdict::MayBeChanging);
    let Some((low, high)) = norm(benchmark).filter(|_| is_asked) else { return String::new() };
    let Some(found) = change_worth(benchmark, side, (high - low) / 2.0) else { return String::new() };
    let percent = |share: f64| (share * 100.0).round().clamp(1.0, 99.0);
    format!(
        "Chance that it is worth having: {} %, too small to matter: {} %.",
        percent(found.better),
        percent(found.trivial)
    )
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
        marks = format!("{marks} {}", side.baseline_words());
    }
    small(ui, marks);
    let drift = |side: &SideResults| {
        let words = side.drift?.words(benchmark);
        Some(match side_name(side.side) {
            "" => words::capitalised(&words),
            name => format!("{name}: {words}"),
        })
    };
    let drifts: Vec<String> = results.sides.iter().filter_map(drift).collect();
    if !drifts.is_empty() {
        small(ui, drifts.join(" "));
    }
    if let Some((low, high)) = norm(benchmark) {
        let norms = benchmark.norms.iter().filter(|norm| norm.band.is_some() && norm.confidence >= Confidence::Medium);
        let people: Vec<String> = norms.map(|norm| format!("{} ({})", norm.people, norm.source)).collect();
        let unit = benchmark.unit.suffix();
        let (low, high) = (number(low, benchmark), number(high, benchmark));
        small(ui, format!("Grey: {low} to {high}{unit}, mean ± one standard deviation of {}.", people.join("; ")));
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

fn actions_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, draft: &mut DetailDraft, out: &mut Commands) {
    let t = cx.tokens;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let label = format!("Retest only this one, {} min", minutes_of(benchmark));
        if primary_button(ui, t, &label, None, vec2(240.0, 36.0)).clicked() {
            out.push(Command::Retest(RetestCommand::Start(vec![benchmark.id.clone()])));
        }
        if plain_button(ui, t, "How to do it", vec2(120.0, 36.0)).clicked() {
            let is_open = draft.steps_of.as_ref() == Some(&benchmark.id);
            draft.steps_of = (!is_open).then(|| benchmark.id.clone());
        }
    });
}

/// The protocol.
pub fn steps_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark) {
    let t = cx.tokens;
    for (index, step) in benchmark.steps.iter().enumerate() {
        ui.add(Label::new(Role::Body.text(format!("{}. {step}", index + 1)).color(t.text)).wrap());
    }
    if !benchmark.tool.is_empty() {
        ui.add(Label::new(Role::Small.text(format!("Tools: {}.", benchmark.tool)).color(t.quiet)).wrap());
    }
}

fn schedule_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, out: &mut Commands) {
    let t = cx.tokens;
    let said = cx.model.document().profile.retests.get(&benchmark.id).copied();
    let due = cx.model.derived().retests().iter().find(|due| due.benchmark == benchmark.id);
    let mut set = |schedule: Schedule| out.push(Command::ScheduleRetest(benchmark.id.clone(), schedule));
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        let Some(due) = due else {
            ui.label(Role::Body.text("Not on your schedule.").color(t.quiet));
            if text_button(ui, t, "retest it every 14 days", Some(icons::ADD)).clicked() {
                set(Schedule { every_days: Some(EVERY_DAYS), snoozed_until: None });
            }
            return;
        };
        let days = said.and_then(|schedule| schedule.every_days).unwrap_or(EVERY_DAYS);
        let can = CanStep { down: days > *Schedule::DAYS.start(), up: days < *Schedule::DAYS.end() };
        let snoozed_until = said.and_then(|schedule| schedule.snoozed_until);
        ui.label(Role::Body.text("Every").color(t.text));
        let step = stepper(ui, t, "Retest every", &format!("{days} days"), can);
        if step != 0 {
            let days = days.saturating_add_signed(step as i8);
            set(Schedule { every_days: Some(days), snoozed_until });
        }
        let today = cx.now.date();
        if due.day <= today {
            for (label, days) in [("in 3 days", SNOOZE_DAYS), ("skip this time", i32::from(days))] {
                if text_button(ui, t, label, None).clicked() {
                    let until = today.saturating_add(days.days());
                    set(Schedule {
                        every_days: said.map_or(Some(EVERY_DAYS), |said| said.every_days),
                        snoozed_until: Some(until),
                    });
                }
            }
        } else {
            let words = format!("next {}", words::relative_day(due.day, today));
            ui.label(Role::Small.text(words).color(t.quiet));
        }
        if text_button(ui, t, "not this one again", None).clicked() {
            set(Schedule { every_days: None, snoozed_until: None });
        }
    });
}
