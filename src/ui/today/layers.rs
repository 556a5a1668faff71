//! The layers of the body map: other days, means, and the change between two windows; a slider plays them.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use egui::style::HandleShape;
use egui::{Align, Align2, Layout, Role as NodeRole, Sense, Slider, Stroke, Ui, WidgetInfo, vec2};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::super::words;
use super::Cx;
use crate::domain::{Region, RegionRating, Scale};
use crate::insight::{Comparison, MapHistory, Mean, Means, Span, Trend, WINDOW_DAYS};
use crate::theme::{Role, icons};
use crate::widgets::body_map::Sign;
use crate::widgets::controls::{icon_button, row, segments};

/// The height of the strip, in points.
pub const HEIGHT: f32 = 72.0;
/// The width of the date beside the slider, in points.
const DATE_WIDTH: f32 = 84.0;
/// How long each day is shown while the map plays, and with reduced motion.
const STEP: Duration = Duration::from_millis(200);
const CALM_STEP: Duration = Duration::from_millis(600);
/// The first of the days that can be shown, as the slider counts: 0 is today.
const FIRST: i32 = 1 - MapHistory::DAYS;

/// What the map shows of the days up to the one chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layer {
    /// The day itself.
    #[default]
    Day,
    /// The mean of some days.
    Mean(Span),
    /// The change between the last 28 days and the 28 before.
    Change,
}

/// What is chosen, and what follows from it for the data of now.
#[derive(Default)]
pub struct LayersDraft {
    /// Whether the strip is open.
    pub open: bool,
    layer: Layer,
    /// The day chosen, counted from today: 0 or negative.
    day: i32,
    scale: Scale,
    /// When the day shown while playing was reached.
    playing_since: Option<Duration>,
    /// The region whose values are shown in words.
    pub asked: Option<Region>,
    history: Option<(u64, Date, Rc<MapHistory>)>,
    shown: Option<(ShownKey, Rc<Shown>)>,
}

/// What the shown values depend on.
type ShownKey = (u64, Date, Layer, Date, Scale);

/// The values of a layer, and their signs.
pub struct Shown {
    /// What the map shows.
    pub signs: BTreeMap<Region, Sign>,
    values: Values,
}

enum Values {
    Day(BTreeMap<Region, RegionRating>),
    Means(BTreeMap<Region, Means>, Span),
    Changes(BTreeMap<Region, Trend>),
}

impl LayersDraft {
    /// Whether something else than today is shown, which can only be looked at.
    pub fn is_past(&self) -> bool {
        self.open && (self.layer, self.day) != (Layer::Day, 0)
    }

    /// The layer shown.
    pub fn layer(&self) -> Layer {
        if self.open { self.layer } else { Layer::Day }
    }

    /// Shows today again, and only today.
    pub fn close(&mut self) {
        *self = Self { history: self.history.take(), scale: self.scale, ..Self::default() };
    }

    /// The title over the map.
    pub fn title(&self, today: Date) -> String {
        let day = self.chosen(today);
        let until = if self.day == 0 { String::new() } else { format!(" to {}", words::short_date(day, today)) };
        match self.layer() {
            Layer::Day if !self.is_past() => "Body today".to_owned(),
            Layer::Day if self.day == -1 => "Body yesterday".to_owned(),
            Layer::Day => format!("Body on {}", words::short_date(day, today)),
            Layer::Mean(span) => format!("Mean of {} days{until}", span.days()),
            Layer::Change => format!("Change in {}{until}", self.scale.word()),
        }
    }

    /// The values to show, where they are not those of today.
    pub fn shown(&mut self, cx: &Cx<'_>) -> Option<Rc<Shown>> {
        if !self.is_past() {
            return None;
        }
        let (revision, today) = (cx.model.revision(), cx.now.date());
        let key = (revision, today, self.layer, self.chosen(today), self.scale);
        let kept = self.shown.take().filter(|(kept, _)| *kept == key).map(|(_, shown)| shown);
        let shown =
            kept.unwrap_or_else(|| Rc::new(Shown::new(&self.history(cx), self.layer, self.chosen(today), self.scale)));
        self.shown = Some((key, Rc::clone(&shown)));
        Some(shown)
    }

    fn history(&mut self, cx: &Cx<'_>) -> Rc<MapHistory> {
        let (revision, today) = (cx.model.revision(), cx.now.date());
        let kept = self.history.take().filter(|(at, day, _)| (*at, *day) == (revision, today));
        let made = || (revision, today, Rc::new(MapHistory::new(cx.model.document(), today)));
        let (_, _, history) = self.history.insert(kept.unwrap_or_else(made));
        Rc::clone(history)
    }

    fn chosen(&self, today: Date) -> Date {
        today.saturating_add(self.day.days())
    }

    /// Goes on by the days that have passed while playing; today is the end.
    fn play_on(&mut self, ui: &Ui, cx: &Cx<'_>) {
        let Some(mut since) = self.playing_since else { return };
        let step = if cx.model.document().settings.reduce_motion { CALM_STEP } else { STEP };
        while cx.monotonic >= since + step && self.day < 0 {
            since += step;
            self.day += 1;
        }
        self.playing_since = (self.day < 0).then_some(since);
        if self.playing_since.is_some() {
            ui.ctx().request_repaint_after((since + step).saturating_sub(cx.monotonic));
        }
    }
}

/// The strip below the map: which layer, and which day.
pub fn layers_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut LayersDraft) {
    draft.play_on(ui, cx);
    let t = cx.tokens;
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    let layers = [
        (Layer::Day, 0, "Today"),
        (Layer::Day, -1, "Yesterday"),
        (Layer::Mean(Span::Week), 0, "7 days"),
        (Layer::Mean(Span::FourWeeks), 0, "28 days"),
        (Layer::Change, 0, "Change"),
    ];
    row(ui, 32.0, |ui| {
        let wide = ui.available_width() > 640.0;
        let scale_width = if wide { 184.0 } else { 100.0 };
        let others = if draft.layer == Layer::Change { scale_width + 8.0 } else { 0.0 };
        let width = (ui.available_width() - others).min(480.0);
        let labels = layers.map(|(_, _, label)| label);
        let chosen = layers
            .iter()
            .position(|&(layer, day, _)| layer == draft.layer && (layer != Layer::Day || day == draft.day));
        if let Some(index) = segments(ui, t, "Layer", &labels, chosen, width) {
            let (layer, day, _) = layers[index];
            draft.layer = layer;
            draft.playing_since = None;
            if layer == Layer::Day || draft.day == -1 {
                draft.day = day;
            }
            draft.asked = None;
        }
        if draft.layer == Layer::Change {
            let labels = if wide { ["Soreness", "Stiffness"] } else { ["sore", "stiff"] };
            let chosen = Scale::ALL.iter().position(|&scale| scale == draft.scale);
            if let Some(index) = segments(ui, t, "Change in", &labels, chosen, scale_width) {
                draft.scale = Scale::ALL[index];
            }
        }
    });
    row(ui, 28.0, |ui| {
        let (icon, name) = match draft.playing_since {
            Some(_) => (icons::PAUSE, "Pause"),
            None => (icons::START, "Play the last 90 days"),
        };
        if icon_button(ui, t, icon, name).clicked() {
            draft.playing_since = match draft.playing_since {
                Some(_) => None,
                None => Some(cx.monotonic),
            };
            if draft.playing_since.is_some() && draft.day == 0 {
                draft.day = FIRST;
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let today = cx.now.date();
            let day = match draft.day {
                0 => "today".to_owned(),
                _ => words::short_date(draft.chosen(today), today),
            };
            let (rect, response) = ui.allocate_exact_size(vec2(DATE_WIDTH, 28.0), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(NodeRole::Label, true, &day));
            ui.painter().text(rect.right_center(), Align2::RIGHT_CENTER, &day, Role::Label.font(), t.text);
            slider_ui(ui, cx, draft);
        });
    });
}

fn slider_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut LayersDraft) {
    let history = draft.history(cx);
    let t = cx.tokens;
    let visuals = ui.visuals_mut();
    visuals.handle_shape = HandleShape::Circle;
    visuals.selection.bg_fill = t.accent;
    for (widget, fill) in [
        (&mut visuals.widgets.inactive, t.control),
        (&mut visuals.widgets.hovered, t.accent_soft),
        (&mut visuals.widgets.active, t.accent),
    ] {
        widget.bg_fill = fill;
        widget.fg_stroke = Stroke::new(2.0, t.accent);
    }
    ui.spacing_mut().slider_width = ui.available_width();
    ui.spacing_mut().slider_rail_height = 2.0;
    ui.spacing_mut().interact_size.y = 18.0;
    let slider = Slider::new(&mut draft.day, FIRST..=0).show_value(false).trailing_fill(true);
    let response = ui.add(slider).accessible_name("Day, counted from today");
    if response.changed() {
        draft.playing_since = None;
    }
    // A tick for each day on which something was rated.
    let handle = response.rect.height() / 2.5;
    let rail = response.rect.x_range().shrink(handle);
    let (today, top) = (cx.now.date(), response.rect.center().y + 8.0);
    for day in history.days() {
        let back = (day - today).get_days();
        if (FIRST..=0).contains(&back) {
            let x = egui::remap((back - FIRST) as f32, 0.0..=(-FIRST) as f32, rail.min..=rail.max);
            ui.painter().vline(x, top..=top + 3.0, Stroke::new(1.0, t.quiet));
        }
    }
}

impl Shown {
    fn new(history: &MapHistory, layer: Layer, day: Date, scale: Scale) -> Self {
        let values = match layer {
            Layer::Day => Values::Day(history.day(day)),
            Layer::Mean(span) => Values::Means(history.means(day, span), span),
            Layer::Change => Values::Changes(history.changes(day, scale)),
        };
        let signs = match &values {
            Values::Day(ratings) => ratings.iter().map(|(&region, &rating)| (region, Sign::Rated(rating))).collect(),
            Values::Means(means, _) => means.iter().map(|(&region, means)| (region, mean_sign(*means))).collect(),
            Values::Changes(trends) => trends.iter().map(|(&region, trend)| (region, change_sign(trend))).collect(),
        };
        Self { signs, values }
    }

    /// The values of a region, in words.
    pub fn lines(&self, region: Region) -> Vec<String> {
        match &self.values {
            Values::Day(ratings) => match ratings.get(&region) {
                Some(&rating) => vec![words::capitalised(&Sign::Rated(rating).words())],
                None => vec!["Not rated that day.".to_owned()],
            },
            Values::Means(means, span) => {
                let Means { soreness, stiffness } = means.get(&region).copied().unwrap_or_default();
                let days = span.days();
                let said = |scale: Scale, Mean { ratings, mean }: Mean| {
                    let count = words::count(ratings, "rating", "ratings");
                    match mean {
                        Some(mean) => format!("{}: mean {mean:.1} of {count} in {days} days", scale.label()),
                        None if ratings == 0 => format!("{}: not rated in {days} days", scale.label()),
                        None => format!("{}: {count} in {days} days, too few for a mean", scale.label()),
                    }
                };
                vec![said(Scale::Soreness, soreness), said(Scale::Stiffness, stiffness)]
            }
            Values::Changes(trends) => match trends.get(&region) {
                Some(trend) => vec![trend.sentence(), trend.conclusion()],
                None => vec![format!("Not rated in {} days.", 2 * WINDOW_DAYS)],
            },
        }
    }
}

fn mean_sign(means: Means) -> Sign {
    let Means { soreness, stiffness } = means;
    match (soreness.mean, stiffness.mean) {
        (None, None) => Sign::TooFew,
        (soreness, stiffness) => {
            let level = |mean: Option<f64>| mean.map(|mean| mean as f32);
            Sign::Mean { soreness: level(soreness), stiffness: level(stiffness) }
        }
    }
}

fn change_sign(trend: &Trend) -> Sign {
    match trend.comparison {
        Comparison::Lower { by } => Sign::Change(-by as f32),
        Comparison::Higher { by } => Sign::Change(by as f32),
        Comparison::NoClearDifference => Sign::NoChange,
        Comparison::NotEnough => Sign::TooFew,
    }
}

/// What is said of a region of another day.
pub fn words_ui(ui: &mut Ui, cx: &Cx<'_>, region: Region, title: &str, shown: &Shown) {
    let t = cx.tokens;
    ui.label(Role::Heading.text(words::capitalised(&region.name())).color(t.text));
    ui.label(Role::Small.text(title).color(t.quiet));
    for line in shown.lines(region) {
        ui.add(egui::Label::new(Role::Body.text(line).color(t.text)).wrap());
    }
}
