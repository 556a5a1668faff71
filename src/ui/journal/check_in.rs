//! The contents of a check-in, as fields that can be changed.

use std::collections::BTreeMap;

use egui::{DragValue, Label, Ui, vec2};

use super::super::check_in::{ends, field_name, metric_unit};
use super::super::safety::ending_words;
use super::super::words;
use super::Cx;
use crate::domain::{
    Amount, CheckIn, Habit, Metric, MetricId, PainAnswer, Rating, Readiness, Region, RegionRating, Response, Wellness,
    WellnessItem,
};
use crate::safety;
use crate::theme::{Role, icons};
use crate::widgets::answers::{Answer, answers};
use crate::widgets::controls::{icon_button, row};
use crate::widgets::rating::{Texture, segmented_rating};

const RATING_WIDTH: f32 = 264.0;
/// The width of the names before the answers.
const NAME_WIDTH: f32 = 88.0;
const FIVE: [&str; 5] = ["1", "2", "3", "4", "5"];

/// Everything that was answered, and what may still be.
pub fn check_in_ui(ui: &mut Ui, cx: &Cx<'_>, check_in: &mut CheckIn) {
    let CheckIn { regions: _, readiness, wellness, habits, metrics: _, mornings: _, pain_answers: _, note: _ } =
        check_in;
    let chosen = readiness.map(|answer| usize::from(answer.get()) - 1);
    if let Some(answer) = answer_ui(ui, cx, "Readiness", &FIVE, chosen, "") {
        *readiness = answer.of(Readiness::all());
    }
    for item in WellnessItem::ALL {
        let chosen = wellness.get(&item).map(|answer| usize::from(answer.get()) - 1);
        let [worst, best] = ends(item);
        if let Some(answer) = answer_ui(ui, cx, item.label(), &FIVE, chosen, &format!("1 {worst} – 5 {best}")) {
            match answer.of(Wellness::all()) {
                Some(answer) => _ = wellness.insert(item, answer),
                None => _ = wellness.remove(&item),
            }
        }
    }
    for habit in Habit::ALL {
        let chosen = habits.get(&habit).and_then(|amount| Amount::ALL.iter().position(|each| each == amount));
        if let Some(answer) = answer_ui(ui, cx, habit.label(), &Amount::ALL.map(Amount::label), chosen, "") {
            match answer.of(Amount::ALL.into_iter()) {
                Some(amount) => _ = habits.insert(habit, amount),
                None => _ = habits.remove(&habit),
            }
        }
    }
    metrics_ui(ui, cx, check_in);
    let CheckIn { mornings, pain_answers, .. } = check_in;
    let (treated, lasting) = (["Treated the day before", "the day after"], ["Pain that lasts", "advice"]);
    about_regions_ui(ui, cx, treated, Response::ALL, Response::label, mornings);
    about_regions_ui(ui, cx, lasting, PainAnswer::ALL, PainAnswer::label, pain_answers);
    regions_ui(ui, cx, check_in);
}

/// A name, its answers, and a word about them.
fn answer_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    name: &str,
    labels: &[&str],
    chosen: Option<usize>,
    hint: &str,
) -> Option<Answer> {
    let t = cx.tokens;
    row(ui, 32.0, |ui| {
        ui.allocate_ui(vec2(NAME_WIDTH, 32.0), |ui| {
            ui.set_min_width(NAME_WIDTH);
            ui.label(Role::Label.text(name).color(t.text));
        });
        let answer = answers(ui, t, name, labels, chosen, RATING_WIDTH.min(ui.available_width()));
        ui.add(Label::new(Role::Small.text(hint).color(t.quiet)).truncate());
        answer
    })
}

fn metrics_ui(ui: &mut Ui, cx: &Cx<'_>, check_in: &mut CheckIn) {
    let t = cx.tokens;
    let profile = &cx.model.document().profile;
    let mut removed: Option<MetricId> = None;
    for (id, value) in &mut check_in.metrics {
        let (name, unit) = (field_name(profile, id), metric_unit(profile, id));
        let range = Metric::of(id).map_or(f64::MIN..=f64::MAX, |metric| metric.min..=metric.max);
        let mut number = value.get();
        ui.horizontal(|ui| {
            ui.set_height(36.0);
            ui.label(Role::Label.text(name).color(t.text));
            let field = DragValue::new(&mut number).speed(0.1).range(range).max_decimals(2);
            ui.add(field.suffix(format!(" {unit}"))).accessible_name(name);
            if icon_button(ui, t, icons::DELETE, &format!("Remove {}", name.to_lowercase())).clicked() {
                removed = Some(id.clone());
            }
        });
        if number.to_bits() != value.get().to_bits() {
            *value = number.try_into().unwrap_or(*value);
        }
    }
    if let Some(id) = removed {
        check_in.metrics.remove(&id);
    }
}

/// One answer of few about each of some regions; a heading where there are any.
fn about_regions_ui<T: Copy + PartialEq, const N: usize>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    [title, what]: [&str; 2],
    all: [T; N],
    label: fn(T) -> &'static str,
    given: &mut BTreeMap<Region, T>,
) {
    if given.is_empty() {
        return;
    }
    heading(ui, cx, title);
    given.retain(|region, answer| {
        let chosen = all.iter().position(|each| each == answer);
        let name = words::capitalised(&region.name());
        match line_ui(ui, cx, &name, what, &all.map(label), chosen) {
            Some(Answer::Given(index)) => *answer = all[index],
            Some(Answer::TakenBack) => return false,
            None => {}
        }
        true
    });
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    ui.add_space(4.0);
    ui.label(Role::Label.text(text).color(cx.tokens.text));
}

/// A region with its answer. `what` tells two questions about one region apart.
fn line_ui(ui: &mut Ui, cx: &Cx<'_>, name: &str, what: &str, labels: &[&str], chosen: Option<usize>) -> Option<Answer> {
    ui.horizontal_wrapped(|ui| {
        let width = (ui.available_width() - RATING_WIDTH - 16.0).max(120.0);
        ui.allocate_ui(vec2(width.min(240.0), 32.0), |ui| {
            ui.set_min_width(width.min(240.0));
            ui.add(Label::new(Role::Body.text(name).color(cx.tokens.text)).truncate());
        });
        answers(ui, cx.tokens, &format!("{name}, {what}"), labels, chosen, RATING_WIDTH + 40.0)
    })
    .inner
}

fn regions_ui(ui: &mut Ui, cx: &Cx<'_>, check_in: &mut CheckIn) {
    let t = cx.tokens;
    if check_in.regions.is_empty() {
        ui.label(Role::Small.text("No region was rated.").color(t.quiet));
        return;
    }
    let mut removed: Option<Region> = None;
    for (&region, rating) in &mut check_in.regions {
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.label(Role::Label.text(words::capitalised(&region.name())).color(t.text));
            let remove = format!("Remove {}", region.name());
            if icon_button(ui, t, icons::DELETE, &remove).clicked() {
                removed = Some(region);
            }
        });
        wrong_ui(ui, cx, region, rating);
        let scales = [
            ("soreness", &mut rating.soreness, Texture::Plain),
            ("stiffness", &mut rating.stiffness, Texture::Hatched),
        ];
        for (word, value, texture) in scales {
            ui.horizontal(|ui| {
                ui.allocate_ui(vec2(64.0, 32.0), |ui| {
                    ui.set_min_width(64.0);
                    ui.label(Role::Small.text(word).color(t.quiet));
                });
                let name = format!("{} {word}", region.name());
                let tapped: Option<Rating> = segmented_rating(ui, t, &name, *value, texture, RATING_WIDTH);
                if tapped.is_some() {
                    *value = tapped.filter(|_| tapped != *value);
                }
            });
        }
    }
    if let Some(region) = removed {
        check_in.regions.remove(&region);
    }
}

/// What was wrong, and how that ends or ended. It is changed in the region's own panel, never in passing.
fn wrong_ui(ui: &mut Ui, cx: &Cx<'_>, region: Region, rating: &RegionRating) {
    let Some(flag) = rating.wrong else { return };
    let t = cx.tokens;
    let advice = safety::advice(region, flag.concern);
    let what = words::capitalised(safety::choice(flag.concern));
    ui.add(Label::new(Role::Small.text(what).color(t.stop)).wrap());
    let ends = words::capitalised(&ending_words(flag, advice.ends, cx.now.date()));
    ui.add(Label::new(Role::Small.text(format!("{}. {ends}.", advice.title)).color(t.quiet)).wrap());
}
