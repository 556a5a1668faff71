//! The list: what is due, what comes later, and every other benchmark.

use egui::{
    Align2, CornerRadius, CursorIcon, Label, Rect, Role as NodeRole, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use jiff::civil::{Date, Weekday};

use super::{BenchmarksDrafts, Facts, Shown, own};
use crate::catalog::Benchmark;
use crate::domain::{BenchmarkId, Side};
use crate::insight::{Due, Results, number};
use crate::model::{Command, RetestCommand};
use crate::theme::{Role, icons};
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{CARD_RADIUS, cut_text, primary_button, row, text_button};

const DUE_HEIGHT: f32 = 48.0;
const LATER_HEIGHT: f32 = 56.0;
const OTHER_HEIGHT: f32 = 32.0;

/// The list.
pub fn list_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut BenchmarksDrafts, facts: &Facts, out: &mut Commands) {
    let t = cx.tokens;
    ui.spacing_mut().item_spacing.y = 0.0;
    indented(ui, |ui| row(ui, 36.0, |ui| ui.label(Role::Title.text("Benchmarks").color(t.text))));
    ui.add_space(16.0);
    let all = cx.model.derived().retests();
    let (due, later): (Vec<&Due>, Vec<&Due>) = all.iter().partition(|due| due.day <= cx.now.date());
    if !due.is_empty() {
        heading(ui, cx, "Due");
        for due in &due {
            due_row(ui, cx, due, drafts, facts);
        }
        ui.add_space(8.0);
        retest_all(ui, cx, &due, facts, out);
        ui.add_space(20.0);
    }
    if !facts.results.is_empty() && plain_row(ui, cx, "All joints at a glance", drafts.shown == Shown::Overview) {
        drafts.shown = Shown::Overview;
        drafts.own = None;
    }
    ui.add_space(8.0);
    if !later.is_empty() {
        heading(ui, cx, "Not due yet");
        for due in &later {
            later_row(ui, cx, due, drafts, facts);
        }
        ui.add_space(16.0);
    }
    let is_listed = |id: &BenchmarkId| all.iter().any(|due| due.benchmark == *id);
    heading(ui, cx, "Others");
    for benchmark in cx.model.catalog().benchmarks().iter().filter(|benchmark| !is_listed(&benchmark.id)) {
        if plain_row(ui, cx, &benchmark.name, is_chosen(cx, drafts, facts, &benchmark.id)) {
            drafts.show(&benchmark.id);
        }
    }
    ui.add_space(16.0);
    heading(ui, cx, "Performance, ready to set up");
    for template in own::TEMPLATES {
        let is_there = cx.model.catalog().benchmarks().iter().any(|benchmark| benchmark.name == template.name);
        if !is_there && plain_row(ui, cx, &format!("{}, {}", template.name, template.unit), false) {
            drafts.own = Some(own::OwnDraft::from_template(template));
        }
    }
    ui.add_space(8.0);
    indented(ui, |ui| {
        if text_button(ui, t, "Add a benchmark of your own", Some(icons::ADD)).clicked() {
            drafts.own = Some(own::OwnDraft::default());
        }
    });
    ui.add_space(8.0);
}

fn indented<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    egui::Frame::NONE.inner_margin(egui::Margin { left: 12, right: 12, top: 0, bottom: 0 }).show(ui, contents).inner
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    indented(ui, |ui| ui.label(Role::SmallBold.text(text).color(cx.tokens.quiet)));
    ui.add_space(4.0);
}

fn is_chosen(cx: &Cx<'_>, drafts: &BenchmarksDrafts, facts: &Facts, id: &BenchmarkId) -> bool {
    drafts.own.is_none() && drafts.chosen(cx, facts).as_ref() == Some(id)
}

/// The button under what is due, and what it must not come after.
fn retest_all(ui: &mut Ui, cx: &Cx<'_>, due: &[&Due], facts: &Facts, out: &mut Commands) {
    let minutes: u32 = due.iter().map(|due| due.minutes).sum();
    let what = match due.len() {
        1 => "Retest this one".to_owned(),
        2 => "Retest these two".to_owned(),
        3 => "Retest these three".to_owned(),
        count => format!("Retest these {count}"),
    };
    indented(ui, |ui| {
        let size = vec2(ui.available_width(), 40.0);
        if primary_button(ui, cx.tokens, &format!("{what}, about {minutes} min"), None, size).clicked() {
            let ids = due.iter().map(|due| due.benchmark.clone()).collect();
            out.push(Command::Retest(RetestCommand::Start(ids)));
        }
        ui.add_space(4.0);
        let text = format!(
            "Before the circuit, at the same time of day; at least 24 h after the hardest session{}.",
            last_hard(cx, facts)
        );
        ui.add(Label::new(Role::Small.text(text).color(cx.tokens.quiet)).wrap());
    });
}

/// " (Friday’s was 49 h ago)": the latest hard session of the last days, or nothing.
fn last_hard(cx: &Cx<'_>, facts: &Facts) -> String {
    const RECENT_HOURS: i64 = 96;
    let Some(when) = &facts.last_hard else { return String::new() };
    let hours = (cx.now.timestamp().as_second() - when.at.as_second()) / 3600;
    if hours >= RECENT_HOURS {
        return String::new();
    }
    let day = match (cx.now.date() - when.day()).get_days() {
        0 => "today’s".to_owned(),
        1 => "yesterday’s".to_owned(),
        _ => format!("{}’s", weekday(when.day())),
    };
    format!(" ({day} was {hours} h ago)")
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn due_row(ui: &mut Ui, cx: &Cx<'_>, due: &Due, drafts: &mut BenchmarksDrafts, facts: &Facts) {
    let t = cx.tokens;
    let Some(benchmark) = cx.model.catalog().benchmark(&due.benchmark) else { return };
    let last = match due.last {
        None => "not tested yet".to_owned(),
        Some(day) => match (cx.now.date() - day).get_days() {
            0 => "last tested today".to_owned(),
            1 => "last tested yesterday".to_owned(),
            days => format!("last tested {days} days ago"),
        },
    };
    let chosen = is_chosen(cx, drafts, facts, &due.benchmark);
    let (rect, clicked) = clickable(ui, cx, DUE_HEIGHT, &format!("{}, {last}", benchmark.name), chosen);
    let left = rect.left() + 12.0;
    let name = if chosen { Role::Label } else { Role::Body };
    let width = rect.width() - 48.0;
    cut_text(ui, pos2(left, rect.top() + 16.0), &benchmark.name, name.font(), t.text, width);
    cut_text(ui, pos2(left, rect.top() + 34.0), &last, Role::Small.font(), t.quiet, width);
    let at = pos2(rect.right() - 14.0, rect.center().y);
    ui.painter().text(at, Align2::RIGHT_CENTER, icons::FORWARD, icons::font(20.0), t.quiet);
    if clicked {
        drafts.show(&due.benchmark);
    }
}

fn later_row(ui: &mut Ui, cx: &Cx<'_>, due: &Due, drafts: &mut BenchmarksDrafts, facts: &Facts) {
    let t = cx.tokens;
    let Some(benchmark) = cx.model.catalog().benchmark(&due.benchmark) else { return };
    let when = match (due.day - cx.now.date()).get_days() {
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    };
    let results = facts.results.get(&due.benchmark);
    let values = results.map_or_else(|| "not tested yet".to_owned(), |results| values(benchmark, results));
    let verdict = results.map_or("", verdict_words);
    let name = format!("{}, {when}, {values}, {verdict}", benchmark.name);
    let chosen = is_chosen(cx, drafts, facts, &due.benchmark);
    let (rect, clicked) = clickable(ui, cx, LATER_HEIGHT, &name, chosen);
    let (left, right) = (rect.left() + 12.0, rect.right() - 12.0);
    let (first, second) = (rect.top() + 19.0, rect.top() + 39.0);
    let painter = ui.painter();
    painter.hline(left..=right, rect.top(), Stroke::new(1.0, t.line));
    let ends = [(first, when.as_str()), (second, verdict)]
        .map(|(y, text)| painter.text(pos2(right, y), Align2::RIGHT_CENTER, text, Role::Small.font(), t.quiet).width());
    let role = if chosen { Role::Label } else { Role::Body };
    cut_text(ui, pos2(left, first), &benchmark.name, role.font(), t.text, right - left - ends[0] - 8.0);
    cut_text(ui, pos2(left, second), &values, Role::Small.font(), t.quiet, right - left - ends[1] - 8.0);
    if clicked {
        drafts.show(&due.benchmark);
    }
}

/// A row that is chosen by a click.
fn plain_row(ui: &mut Ui, cx: &Cx<'_>, name: &str, chosen: bool) -> bool {
    let (rect, clicked) = clickable(ui, cx, OTHER_HEIGHT, name, chosen);
    let role = if chosen { Role::Label } else { Role::Body };
    cut_text(ui, pos2(rect.left() + 12.0, rect.center().y), name, role.font(), cx.tokens.text, rect.width() - 24.0);
    clicked
}

fn clickable(ui: &mut Ui, cx: &Cx<'_>, height: f32, name: &str, chosen: bool) -> (Rect, bool) {
    let t = cx.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(NodeRole::Button, true, chosen, name));
    let radius = CornerRadius::same(CARD_RADIUS);
    if chosen {
        ui.painter().rect_filled(rect, radius, t.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, t.sunk);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, radius, Stroke::new(2.0, t.accent), StrokeKind::Inside);
    }
    (rect, response.on_hover_cursor(CursorIcon::PointingHand).clicked())
}

/// "L 41° · R 39°".
fn values(benchmark: &Benchmark, results: &Results) -> String {
    let value = |side: &crate::insight::SideResults| {
        let score = side.latest()?.score;
        let letter = match side.side {
            Side::Left => "L ",
            Side::Right => "R ",
            Side::Midline => "",
        };
        Some(format!("{letter}{}{}", number(score, benchmark), benchmark.unit.suffix()))
    };
    results.sides.iter().filter_map(value).collect::<Vec<_>>().join(" · ")
}

/// The verdict that says most of the two sides.
fn verdict_words(results: &Results) -> &'static str {
    use crate::insight::Verdict;
    let weight = |verdict: &Verdict| match verdict {
        Verdict::Declined => 6,
        Verdict::Improved => 5,
        Verdict::FirstSign(_) => 4,
        Verdict::MayBeChanging => 3,
        Verdict::Within => 2,
        Verdict::CantTellYet(_) => 1,
        Verdict::RoughLook => 0,
    };
    let verdict = results.sides.iter().map(|side| side.verdict).max_by_key(weight);
    verdict.map_or("", Verdict::words)
}
