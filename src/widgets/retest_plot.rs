//! The chart of a benchmark's retests: for each side its trials, their scores, the baseline, and how far a retest can lie
//! from it by error alone.
//!
//! It says nothing of its points to screen readers: whoever shows it also shows its verdict, and offers the table.

use egui::{
    Align2, Color32, Painter, Pos2, Rect, Response, Role as NodeRole, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use jiff::civil::Date;

use super::date_axis::{date_label, date_marks, day_number};
use crate::theme::{Role, Tokens, mix};

/// Space for the numbers on the left and the words on the right, in points.
const LEFT: f32 = 48.0;
const RIGHT: f32 = 112.0;
/// The height of the axis with the dates, of the ticks of hard sessions, and of the name of a side.
const FOOT: f32 = 24.0;
const TICKS: f32 = 16.0;
const NAME: f32 = 24.0;
/// Between two sides.
const GAP: f32 = 12.0;
/// A line between two scores is broken over more days.
const GAP_DAYS: f64 = 20.0;
/// Trials stand in a column so far left of their score.
const TRIALS: f32 = 11.0;
/// Scores closer than this crowd: they get smaller, and trials stand behind them.
const CROWDED: f32 = 24.0;

/// A retest of one side.
#[derive(Clone, Debug, PartialEq)]
pub struct RetestMark {
    /// The day.
    pub day: Date,
    /// The trials.
    pub trials: Vec<f64>,
    /// The score.
    pub score: f64,
    /// How it is drawn.
    pub kind: MarkKind,
    /// Why it does not count, in words; empty where it does.
    pub aside: &'static str,
}

/// How a retest is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Hollow: it does not count.
    Aside,
    /// Filled.
    Counted,
    /// Filled with the accent: it confirms a change, or is confirmed.
    Confirmed,
}

/// One side of the chart, values in the unit of the benchmark.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RetestPane {
    /// "Left", "Right", or nothing where there are no sides.
    pub name: &'static str,
    /// The retests, oldest first.
    pub marks: Vec<RetestMark>,
    /// The baseline, from which day on, and how far one retest can lie from it by error.
    pub baseline: Option<(Date, f64, f64)>,
    /// The mean ± one standard deviation of other people.
    pub norm: Option<(f64, f64)>,
    /// The latest score, its day, and the baseline with its error, in words.
    pub latest: [String; 3],
}

/// The whole chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RetestChart {
    /// The unit, above the axis.
    pub unit: String,
    /// One side or two, which share a scale.
    pub panes: Vec<RetestPane>,
    /// Days with a hard session.
    pub hard_days: Vec<Date>,
}

/// Where values and days are on screen.
struct Scale {
    rect: Rect,
    days: (f64, f64),
    low: f64,
    per_unit: f32,
}

impl Scale {
    fn x(&self, day: f64) -> f32 {
        self.rect.left() + ((day - self.days.0) / (self.days.1 - self.days.0)) as f32 * self.rect.width()
    }

    fn y(&self, value: f64) -> f32 {
        self.rect.bottom() - (value - self.low) as f32 * self.per_unit
    }

    fn at(&self, day: Date, value: f64) -> Pos2 {
        pos2(self.x(day_number(day)), self.y(value))
    }
}

/// Draws the chart over the whole width, up to `today`. `name` is what it is called.
pub fn retest_plot(ui: &mut Ui, t: &Tokens, name: &str, chart: &RetestChart, today: Date, height: f32) -> Response {
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Image, true, name));
    let painter = ui.painter().with_clip_rect(whole.intersect(ui.clip_rect()));
    let Some(days) = days(chart, today) else { return response };
    let panes = chart.panes.len().max(1) as f32;
    let pane_height = (height - FOOT - TICKS - GAP * (panes - 1.0)) / panes;
    let extents: Vec<(f64, f64)> = chart.panes.iter().map(extent).collect();
    let span = extents.iter().map(|(low, high)| high - low).fold(0.0, f64::max);
    let step = nice_step(span / f64::from(pane_height / 44.0));
    for (index, (pane, extent)) in chart.panes.iter().zip(extents).enumerate() {
        let top = whole.top() + (pane_height + GAP) * index as f32;
        let rect =
            Rect::from_min_max(pos2(whole.left() + LEFT, top + NAME), pos2(whole.right() - RIGHT, top + pane_height));
        let middle = f64::midpoint(extent.0, extent.1);
        let scale = Scale { rect, days, low: middle - span / 2.0, per_unit: rect.height() / span as f32 };
        pane_ui(&painter, t, &scale, pane, span, step);
        if index == 0 {
            painter.text(
                pos2(rect.left() - 8.0, top),
                Align2::RIGHT_TOP,
                chart.unit.trim(),
                Role::Small.font(),
                t.quiet,
            );
        }
    }
    let foot = Rect::from_min_max(
        pos2(whole.left() + LEFT, whole.bottom() - FOOT - TICKS),
        pos2(whole.right() - RIGHT, whole.bottom()),
    );
    foot_ui(&painter, t, &Scale { rect: foot, days, low: 0.0, per_unit: 1.0 }, &chart.hard_days);
    response
}

/// The days shown: from a little before the first retest to today.
fn days(chart: &RetestChart, today: Date) -> Option<(f64, f64)> {
    let first =
        chart.panes.iter().filter_map(|pane| pane.marks.first()).map(|mark| day_number(mark.day)).reduce(f64::min)?;
    let last = day_number(today);
    let width = (last - first).max(28.0);
    Some((last - width * 1.04 - 1.0, last + width * 0.02))
}

/// The lowest and the highest value that a side shows, with some room.
fn extent(pane: &RetestPane) -> (f64, f64) {
    let trials = pane.marks.iter().flat_map(|mark| mark.trials.iter().copied().chain([mark.score]));
    let band = pane.baseline.into_iter().flat_map(|(_, mean, wobble)| [mean - wobble, mean + wobble]);
    let values = || trials.clone().chain(band.clone());
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let room = ((high - low) * 0.12).max(low.abs() * 0.03).max(1e-3);
    if low <= high { (low - room, high + room) } else { (0.0, 1.0) }
}

/// 1, 2 or 5 times a power of ten, at least `least`.
fn nice_step(least: f64) -> f64 {
    let power = 10.0_f64.powf(least.max(1e-9).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= least).unwrap_or(10.0 * power)
}

fn pane_ui(painter: &Painter, t: &Tokens, scale: &Scale, pane: &RetestPane, span: f64, step: f64) {
    let rect = scale.rect;
    let right = rect.right();
    if let Some((low, high)) = pane.norm {
        let norm = Rect::from_x_y_ranges(rect.x_range(), scale.y(high)..=scale.y(low)).intersect(rect);
        painter.rect_filled(norm, 0.0, t.sunk);
    }
    let first = (scale.low / step).ceil() as i64;
    let last = ((scale.low + span) / step).floor() as i64;
    for line in first..=last {
        let value = line as f64 * step;
        painter.hline(rect.x_range(), scale.y(value), Stroke::new(1.0, t.line));
        let decimals = if step < 0.1 { 2 } else { usize::from(step < 1.0) };
        let words = format!("{value:.decimals$}").replace('-', "−");
        painter.text(pos2(rect.left() - 8.0, scale.y(value)), Align2::RIGHT_CENTER, words, Role::Small.font(), t.quiet);
    }
    if let Some((from, mean, wobble)) = pane.baseline {
        let left = scale.x(day_number(from));
        let band = Rect::from_x_y_ranges(left..=right, scale.y(mean + wobble)..=scale.y(mean - wobble));
        painter.rect_filled(band, 0.0, t.accent.gamma_multiply(0.10));
        let line = [pos2(left, scale.y(mean)), pos2(right, scale.y(mean))];
        painter.extend(Shape::dashed_line(&line, Stroke::new(1.5, t.accent), 4.0, 4.0));
    }
    painter.text(pos2(rect.left() + 8.0, rect.top() - NAME), Align2::LEFT_TOP, pane.name, Role::Label.font(), t.text);
    marks_ui(painter, t, scale, &pane.marks);
    words_ui(painter, t, scale, pane);
}

fn marks_ui(painter: &Painter, t: &Tokens, scale: &Scale, marks: &[RetestMark]) {
    let counted: Vec<&RetestMark> = marks.iter().filter(|mark| mark.kind != MarkKind::Aside).collect();
    for pair in counted.windows(2) {
        if day_number(pair[1].day) - day_number(pair[0].day) <= GAP_DAYS {
            let ends = [pair[0], pair[1]].map(|mark| scale.at(mark.day, mark.score));
            painter.line_segment(ends, Stroke::new(1.5, t.text));
        }
    }
    let nearest = marks.windows(2).map(|pair| scale.at(pair[1].day, 0.0).x - scale.at(pair[0].day, 0.0).x);
    let is_crowded = nearest.fold(f32::INFINITY, f32::min) < CROWDED;
    let (radius, trial_radius, aside) = if is_crowded { (3.5, 1.5, 0.0) } else { (5.5, 2.5, TRIALS) };
    for mark in marks {
        for &trial in &mark.trials {
            let ink = if mark.kind == MarkKind::Aside { mix(t.quiet, t.surface, 0.4) } else { t.quiet };
            painter.circle_filled(scale.at(mark.day, trial) - vec2(aside, 0.0), trial_radius, ink);
        }
        let at = scale.at(mark.day, mark.score);
        let (fill, edge): (Color32, Color32) = match mark.kind {
            MarkKind::Aside => (t.surface, t.quiet),
            MarkKind::Counted => (t.text, t.surface),
            MarkKind::Confirmed => (t.accent, t.surface),
        };
        painter.circle(at, radius, fill, Stroke::new(1.5, edge));
    }
    // Only the first of them says so: the rest look the same.
    if let Some(mark) = marks.iter().find(|mark| !mark.aside.is_empty()).filter(|_| !is_crowded) {
        let at = scale.at(mark.day, mark.score) + vec2(12.0, 6.0);
        painter.text(at, Align2::LEFT_TOP, mark.aside, Role::Small.font(), t.quiet);
    }
    let confirmed: Vec<&RetestMark> = marks.iter().filter(|mark| mark.kind == MarkKind::Confirmed).collect();
    if let [first, last] = confirmed[..] {
        let top = scale.y(first.score.max(last.score)) - 12.0;
        let words = "two in a row outside the band";
        let at = pos2(scale.at(last.day, 0.0).x + 8.0, top);
        painter.text(at, Align2::RIGHT_BOTTOM, words, Role::SmallBold.font(), t.accent);
    }
}

/// The latest value beside its mark, and the baseline beside its line, never over one another.
fn words_ui(painter: &Painter, t: &Tokens, scale: &Scale, pane: &RetestPane) {
    let left = scale.rect.right() + 12.0;
    let [latest, day, baseline] = &pane.latest;
    let Some(mark) = pane.marks.iter().rfind(|mark| mark.kind != MarkKind::Aside).or(pane.marks.last()) else { return };
    let latest_top = scale.y(mark.score) - 14.0;
    let baseline_middle = pane.baseline.map_or(latest_top + 60.0, |(_, mean, _)| scale.y(mean));
    // The two blocks are 40 and 32 high.
    let is_above = latest_top + 14.0 <= baseline_middle;
    let apart = (baseline_middle - 16.0) - (latest_top + 40.0);
    let push = if is_above { (4.0 - apart).max(0.0) } else { 0.0 };
    let (latest_top, baseline_top) = if is_above {
        (latest_top - push / 2.0, baseline_middle - 16.0 + push / 2.0)
    } else {
        let overlap = (baseline_middle + 16.0 + 4.0 - latest_top).max(0.0);
        (latest_top + overlap / 2.0, baseline_middle - 16.0 - overlap / 2.0)
    };
    painter.text(pos2(left, latest_top), Align2::LEFT_TOP, latest, Role::Heading.font(), t.text);
    painter.text(pos2(left, latest_top + 24.0), Align2::LEFT_TOP, day, Role::Small.font(), t.quiet);
    painter.text(pos2(left, baseline_top), Align2::LEFT_TOP, baseline, Role::Small.font(), t.accent);
}

fn foot_ui(painter: &Painter, t: &Tokens, scale: &Scale, hard_days: &[Date]) {
    let rect = scale.rect;
    let axis = rect.top() + TICKS;
    painter.hline(rect.x_range(), axis, Stroke::new(1.0, t.control));
    for &day in hard_days {
        let x = scale.x(day_number(day));
        if rect.x_range().contains(x) {
            painter.vline(x, axis - 9.0..=axis - 2.0, Stroke::new(1.5, t.quiet));
        }
    }
    if !hard_days.is_empty() {
        let at = pos2(rect.right() + 12.0, axis - 6.0);
        painter.text(at, Align2::LEFT_CENTER, "hard sessions", Role::Small.font(), t.quiet);
    }
    let today = painter.layout_no_wrap("today".to_owned(), Role::Small.font(), t.quiet);
    let free_to = rect.right() - today.size().x - 12.0;
    let mut free_from = rect.left();
    for mark in date_marks(scale.days.0, scale.days.1) {
        let x = scale.x(mark.value);
        painter.vline(x, axis..=axis + 4.0, Stroke::new(1.0, t.control));
        let galley = painter.layout_no_wrap(date_label(mark), Role::Small.font(), t.quiet);
        let half = galley.size().x / 2.0;
        if x - half >= free_from && x + half < free_to {
            free_from = x + half + 16.0;
            painter.galley(pos2(x - half, axis + 6.0), galley, t.quiet);
        }
    }
    painter.galley(pos2(rect.right() - today.size().x, axis + 6.0), today, t.quiet);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_the_axis_are_one_two_or_five_times_a_power_of_ten() {
        let check = |least: f64, expected: f64| {
            let found = nice_step(least);
            assert!((found / expected - 1.0).abs() < 1e-9, "{least}: {found}");
        };
        check(0.011, 0.02);
        check(0.3, 0.5);
        check(1.0, 1.0);
        check(1.1, 2.0);
        check(6.0, 10.0);
        check(90.0, 100.0);
    }
}
