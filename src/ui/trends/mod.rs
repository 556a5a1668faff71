//! Trends: soreness or stiffness of one region over time, and the sentence that says what the chart shows.

mod chart;
mod history;
mod picker;
mod table;
#[cfg(test)]
mod tests;

use std::rc::Rc;
use std::sync::Arc;

use egui::{Align, Frame, Galley, Label, Layout, Margin, ScrollArea, Ui, vec2};
use jiff::ToSpan;
use jiff::civil::Date;

use super::words::capitalised;
use super::{Commands, Cx};
use crate::domain::{Region, Scale};
use crate::insight::{MIN_RATINGS, NOTICEABLE_POINTS, Series, WINDOW_DAYS};
use crate::model::{Command, Screen};
use crate::theme::{Role, Tokens, icons};
use crate::widgets::controls::{card, primary_button, segments, text_button};
use history::{Asked, History};

/// The lowest that the chart or the table becomes before the page scrolls, in points.
const LEAST_HEIGHT: f32 = 240.0;

/// What is chosen on this screen, and what follows from it for the data of now.
#[derive(Default)]
pub struct TrendsDrafts {
    region: Option<Region>,
    scale: Scale,
    days: Days,
    view: View,
    picker: picker::PickerDraft,
    history: Option<Rc<History>>,
}

/// How far back the chart goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Days {
    FourWeeks,
    #[default]
    EightWeeks,
    SixMonths,
    All,
}

impl Days {
    const ALL: [Self; 4] = [Self::FourWeeks, Self::EightWeeks, Self::SixMonths, Self::All];

    fn label(self) -> &'static str {
        match self {
            Self::FourWeeks => "4 weeks",
            Self::EightWeeks => "8 weeks",
            Self::SixMonths => "6 months",
            Self::All => "All",
        }
    }

    /// The first and the last day shown; a history shorter than four weeks still gets four.
    fn shown(self, series: &Series, today: Date) -> (Date, Date) {
        let back = |days: i32| today.saturating_sub((days - 1).days());
        let first = match self {
            Self::FourWeeks => back(WINDOW_DAYS),
            Self::EightWeeks => back(2 * WINDOW_DAYS),
            Self::SixMonths => today.saturating_sub(6.months()),
            Self::All => series.points().first().map_or(today, |point| point.day).min(back(WINDOW_DAYS)),
        };
        (first, today)
    }
}

/// How the ratings are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum View {
    #[default]
    Chart,
    Table,
}

/// The screen.
pub fn trends_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TrendsDrafts, out: &mut Commands) {
    let history = drafts.history(cx);
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 20, bottom: 16 }).show(ui, |ui| {
        header(ui, cx.tokens, drafts, &history);
        match history.region() {
            None => nothing_yet(ui, cx.tokens, "Rate a region on Today and its line starts here.", out),
            Some(region) => region_ui(ui, cx, drafts, &history, region, out),
        }
    });
}

impl TrendsDrafts {
    /// The history asked for: the kept one while the question and the data are the same.
    fn history(&mut self, cx: &Cx<'_>) -> Rc<History> {
        let Self { region, scale, days: _, view: _, picker: _, history } = self;
        let asked = Asked { revision: cx.model.revision(), today: cx.now.date(), region: *region, scale: *scale };
        let kept = history.take().filter(|kept| kept.asked == asked);
        let current = kept.unwrap_or_else(|| Rc::new(History::new(asked, cx.model.document(), cx.now.timestamp())));
        *history = Some(Rc::clone(&current));
        current
    }
}

fn header(ui: &mut Ui, t: &Tokens, drafts: &mut TrendsDrafts, history: &History) {
    ui.allocate_ui(vec2(ui.available_width(), 36.0), |ui| {
        ui.set_min_height(36.0);
        ui.horizontal_centered(|ui| {
            ui.label(Role::Title.text("Trends").color(t.text));
            if history.region().is_none() {
                return;
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let (label, icon, other) = match drafts.view {
                    View::Chart => ("table", icons::TABLE, View::Table),
                    View::Table => ("chart", icons::TRENDS, View::Chart),
                };
                if text_button(ui, t, label, Some(icon)).clicked() {
                    drafts.view = other;
                }
            });
        });
    });
}

fn region_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    drafts: &mut TrendsDrafts,
    history: &History,
    region: Region,
    out: &mut Commands,
) {
    let t = cx.tokens;
    let window_bottom = ui.max_rect().bottom();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        if let Some(trend) = &history.trend {
            ui.add(Label::new(Role::Heading.text(trend.sentence()).color(t.text)).wrap());
            ui.add(Label::new(Role::Body.text(trend.conclusion()).color(t.quiet)).wrap());
        } else {
            let sentence = format!("{}: no {} rated yet.", capitalised(&region.name()), drafts.scale.word());
            ui.add(Label::new(Role::Heading.text(sentence).color(t.text)).wrap());
        }
        ui.add_space(10.0);
        controls(ui, t, drafts, history, region);
        ui.add_space(10.0);
        if history.series.points().is_empty() {
            let words =
                format!("Rate the {} of {} on Today and its line starts here.", drafts.scale.word(), region.label());
            nothing_yet(ui, t, &words, out);
            return;
        }
        let foot = footnote(ui, t, drafts.view);
        let left = window_bottom - ui.cursor().top() - foot.size().y - 16.0 - 2.0 * 16.0;
        let height = left.max(LEAST_HEIGHT);
        card(t).show(ui, |ui| match drafts.view {
            View::Chart => chart::chart_ui(ui, t, history, drafts.days.shown(&history.series, cx.now.date()), height),
            View::Table => table::table_ui(ui, t, history, height),
        });
        ui.add_space(4.0);
        ui.label(foot);
    });
}

fn controls(ui: &mut Ui, t: &Tokens, drafts: &mut TrendsDrafts, history: &History, region: Region) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        if let Some(region) = picker::picker_ui(ui, t, &mut drafts.picker, &history.choices, region) {
            drafts.region = Some(region);
        }
        let scales = Scale::ALL.map(Scale::label);
        let chosen = Scale::ALL.iter().position(|&scale| scale == drafts.scale);
        if let Some(index) = segments(ui, t, "Rating", &scales, chosen, 176.0) {
            drafts.scale = Scale::ALL[index];
            // The choice of region stays, also where it was only the default.
            drafts.region = Some(region);
        }
        if drafts.view == View::Chart {
            let labels = Days::ALL.map(Days::label);
            let chosen = Days::ALL.iter().position(|&days| days == drafts.days);
            if let Some(index) = segments(ui, t, "Time shown", &labels, chosen, 332.0) {
                drafts.days = Days::ALL[index];
            }
        }
    });
}

/// One sentence, and the action that fills the screen.
fn nothing_yet(ui: &mut Ui, t: &Tokens, words: &str, out: &mut Commands) {
    ui.add_space(12.0);
    card(t).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.vertical_centered(|ui| {
            ui.add_space(56.0);
            ui.add(Label::new(Role::Heading.text(words).color(t.text)).wrap());
            ui.add_space(8.0);
            if primary_button(ui, t, "Go to Today", None, vec2(144.0, 36.0)).clicked() {
                out.push(Command::GoTo(Screen::Today));
            }
            ui.add_space(56.0);
        });
    });
}

/// What the marks mean and what the comparison leaves out, laid out for the width at hand.
fn footnote(ui: &Ui, t: &Tokens, view: View) -> Arc<Galley> {
    let marks = match view {
        View::Chart => format!(
            "Dots: ratings. Line: median of {} days with at least {} ratings, broken over gaps. Dashes: the median of \
             each window. ",
            Series::MEDIAN_DAYS,
            Series::MEDIAN_RATINGS,
        ),
        View::Table => String::new(),
    };
    let words = format!(
        "{marks}A window needs at least {MIN_RATINGS} ratings. Differences count from {NOTICEABLE_POINTS} points, the \
         size people usually notice; that figure comes from studies of pain, not of training soreness.",
    );
    ui.painter().layout(words, Role::Small.font(), t.quiet, ui.available_width())
}
