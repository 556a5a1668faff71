//! The chart of one region's ratings over time: each rating, the line over them, two windows side by side, and the hard
//! sessions at the foot.
//!
//! egui's plot says nothing to screen readers: whoever shows this also shows its sentence, and offers the table.

use egui::{Align2, Painter, Pos2, Response, Role as NodeRole, Sense, Stroke, Ui, WidgetInfo, pos2};
use egui_plot::{
    AxisHints, GridMark, Line, LineStyle, Plot, PlotPoint, PlotPoints, PlotTransform, PlotUi, Points, Span,
};
use jiff::civil::Date;

use super::date_axis::{date_label, date_marks, day_at, day_number};
use crate::theme::{Role, Tokens};

/// The foot of the chart, below rating 0, holds the ticks; the head, above rating 10, the names of the windows.
const BOTTOM: f64 = -1.1;
const TOP: f64 = 11.4;
/// The height of a tick, in points.
const TICK: f32 = 7.0;
/// The narrowest stretch that zooming in shows, in days.
const MIN_DAYS: f64 = 7.0;
/// Radius of a rating where days are far apart and where they crowd, and of the ring around the one under the pointer,
/// in points.
const DOT: f32 = 2.5;
const SMALL_DOT: f32 = 1.5;
const RING: f32 = 5.5;
/// Days closer than this crowd, in points.
const CROWDED: f64 = 4.0;

/// What the chart shows, in positions of the axis. It is made once for each history, not in every frame.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrendMarks {
    ratings: Vec<PlotPoint>,
    lines: Vec<Vec<PlotPoint>>,
    hard_days: Vec<f64>,
}

impl TrendMarks {
    /// Ratings by day, oldest first; the lines over them, one for each stretch without a gap; days with a hard session.
    pub fn new(
        ratings: impl IntoIterator<Item = (Date, f64)>,
        lines: impl IntoIterator<Item = Vec<(Date, f64)>>,
        hard_days: impl IntoIterator<Item = Date>,
    ) -> Self {
        let points = |days: Vec<(Date, f64)>| -> Vec<PlotPoint> {
            days.into_iter().map(|(day, value)| PlotPoint::new(day_number(day), value)).collect()
        };
        Self {
            ratings: points(ratings.into_iter().collect()),
            lines: lines.into_iter().map(points).collect(),
            hard_days: hard_days.into_iter().map(day_number).collect(),
        }
    }
}

/// A stretch of days that is compared with another.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowMark {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Its name, e.g. "last 28 days".
    pub name: String,
    /// The median of its ratings, if it has enough of them to be compared.
    pub median: Option<f64>,
}

/// The two windows of a comparison, the earlier one first.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The earlier window.
    pub before: WindowMark,
    /// The later window, which is told apart by the accent.
    pub last: WindowMark,
}

/// The chart's answer.
pub struct TrendResponse {
    /// The plot's.
    pub response: Response,
    /// The day under the pointer.
    pub hovered: Option<Date>,
}

/// Draws the chart from `shown.0` to `shown.1` over the whole width. Dragging and pinching move along the time axis; a
/// double click goes back to `shown`. `name` is what it is called.
pub fn trend_plot(
    ui: &mut Ui,
    t: &Tokens,
    name: &str,
    marks: &TrendMarks,
    compared: &Compared,
    shown: (Date, Date),
    height: f32,
) -> TrendResponse {
    let home = day_number(shown.0) - 0.75..=day_number(shown.1) + 0.75;
    let oldest = marks.ratings.first().map_or(*home.start(), |point| point.x - 0.75);
    let limits = oldest.min(*home.start())..=*home.end();
    let x_axis = AxisHints::new_x()
        .formatter(|mark, _| date_label(mark))
        .label_spacing(1.0..=1.0)
        .tick_label_font(Role::Small.font())
        .tick_label_color(t.quiet)
        .min_thickness(22.0);
    let y_axis = AxisHints::new_y()
        .formatter(|mark, _| format!("{}", mark.value))
        .label_spacing(1.0..=1.0)
        .tick_label_font(Role::Small.font())
        .tick_label_color(t.quiet)
        .min_thickness(36.0);
    // The id holds the shown days, so that another choice of days starts from its own.
    let plot = Plot::new(("trend", shown))
        .height(height)
        .sense(Sense::CLICK | Sense::DRAG)
        .auto_bounds(false)
        .default_x_bounds(*home.start(), *home.end())
        .default_y_bounds(BOTTOM, TOP)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .allow_drag([true, false])
        .allow_zoom([true, false])
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .grid_color(t.line)
        .grid_fade(0.0)
        .x_grid_spacer(|input| date_marks(input.bounds.0, input.bounds.1))
        .y_grid_spacer(|_| (0..=5).map(|i| GridMark { value: f64::from(2 * i), step_size: 2.0 }).collect())
        .custom_x_axes(vec![x_axis])
        .custom_y_axes(vec![y_axis]);
    let shown_plot = plot.show(ui, |plot_ui| {
        keep_bounds(plot_ui, &home, &limits);
        paint_windows(plot_ui, t, compared);
        let crowded = plot_ui.transform().dpos_dvalue_x() < CROWDED;
        let ratings = Points::new("ratings", PlotPoints::Borrowed(&marks.ratings));
        plot_ui.points(ratings.radius(if crowded { SMALL_DOT } else { DOT }).color(t.quiet).allow_hover(false));
        for line in &marks.lines {
            let line = Line::new("medians", PlotPoints::Borrowed(line));
            plot_ui.line(line.color(t.accent).width(2.0).allow_hover(false));
        }
    });
    let response = shown_plot.response;
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Image, true, name));
    let transform = shown_plot.transform;
    let painter = ui.painter().with_clip_rect(transform.frame().intersect(ui.clip_rect()));
    paint_ticks(ui, &painter, t, &transform, marks);
    paint_names(&painter, t, &transform, compared);
    let hovered = response.hover_pos().map(|pos| day_at(transform.value_from_position(pos).x));
    if let Some(day) = hovered {
        paint_ring(&painter, t, &transform, marks, day);
    }
    TrendResponse { response, hovered }
}

/// Keeps the view within the history and no closer than a week, the ratings from 0 to 10, and goes home on a double click.
fn keep_bounds(plot_ui: &mut PlotUi<'_>, home: &std::ops::RangeInclusive<f64>, limits: &std::ops::RangeInclusive<f64>) {
    plot_ui.set_plot_bounds_y(BOTTOM..=TOP);
    if plot_ui.response().double_clicked() {
        plot_ui.set_plot_bounds_x(home.clone());
        return;
    }
    let view = plot_ui.plot_bounds();
    let (first, last) = (view.min()[0], view.max()[0]);
    let limit = limits.end() - limits.start();
    let width = (last - first).clamp(MIN_DAYS.min(limit), limit);
    let start = first.clamp(*limits.start(), limits.end() - width);
    if (start - first).abs() > 1e-6 || (start + width - last).abs() > 1e-6 {
        plot_ui.set_plot_bounds_x(start..=start + width);
    }
}

/// Shades the later window, sets both off, and draws their medians.
fn paint_windows(plot_ui: &mut PlotUi<'_>, t: &Tokens, compared: &Compared) {
    let Compared { before, last } = compared;
    let edges = |window: &WindowMark| (day_number(window.first) - 0.5, day_number(window.last) + 0.5);
    let (from, to) = edges(last);
    let shade = t.accent.gamma_multiply(0.07);
    plot_ui.span(Span::new("", from..=to).fill(shade).border(Stroke::NONE));
    let dash = LineStyle::Dashed { length: 5.0 };
    for (x, colour) in [(from, t.accent), (edges(before).0, t.control)] {
        let edge = Line::new("", vec![[x, BOTTOM], [x, TOP]]).style(dash).width(1.0).color(colour);
        plot_ui.line(edge.allow_hover(false));
    }
    for window in [before, last] {
        let (from, to) = edges(window);
        if let Some(median) = window.median {
            let level = Line::new("", vec![[from, median], [to, median]]).style(dash).width(1.5).color(t.text);
            plot_ui.line(level.allow_hover(false));
        }
    }
}

/// Draws a tick at the foot for each hard session, and what the ticks are in the place of the axis.
fn paint_ticks(ui: &Ui, painter: &Painter, t: &Tokens, transform: &PlotTransform, marks: &TrendMarks) {
    let frame = *transform.frame();
    let foot = frame.bottom() - 4.0;
    for &day in &marks.hard_days {
        let x = transform.position_from_point(&PlotPoint::new(day, 0.0)).x;
        if frame.x_range().contains(x) {
            painter.vline(x, foot - TICK..=foot, Stroke::new(1.5, t.text));
        }
    }
    let at = pos2(frame.left() - 4.0, foot - TICK / 2.0);
    ui.painter().text(at, Align2::RIGHT_CENTER, "hard", Role::Small.font(), t.quiet);
}

/// Writes each window's name and median at the head, where there is room.
fn paint_names(painter: &Painter, t: &Tokens, transform: &PlotTransform, compared: &Compared) {
    let frame = *transform.frame();
    let at = |x: f64, y: f64| transform.position_from_point(&PlotPoint::new(x, y));
    let windows = [(&compared.before, Role::Small, t.quiet), (&compared.last, Role::SmallBold, t.accent)];
    for (window, role, colour) in windows {
        let left = at(day_number(window.first) - 0.5, TOP).x.max(frame.left()) + 6.0;
        let right = at(day_number(window.last) + 0.5, TOP).x.min(frame.right());
        let words = match window.median {
            Some(median) => format!("{}: {median}", window.name),
            None => window.name.clone(),
        };
        let galley = painter.layout_no_wrap(words, role.font(), colour);
        if left + galley.size().x <= right {
            painter.galley(pos2(left, frame.top() + 4.0), galley, colour);
        }
    }
}

/// Rings the rating of a day, if it has one.
fn paint_ring(painter: &Painter, t: &Tokens, transform: &PlotTransform, marks: &TrendMarks, day: Date) {
    let x = day_number(day);
    let index = marks.ratings.partition_point(|point| point.x < x);
    if let Some(point) = marks.ratings.get(index).filter(|point| point.x <= x) {
        let at: Pos2 = transform.position_from_point(point);
        painter.circle(at, RING, t.surface, Stroke::new(2.0, t.accent));
        painter.circle_filled(at, DOT, t.text);
    }
}
