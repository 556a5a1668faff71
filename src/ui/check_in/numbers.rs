//! What is counted: hours slept, water and food, and the measurements that the person chose.

use egui::{Align, Label, Layout, Ui, vec2};

use super::super::{Commands, Cx};
use super::CheckInDrafts;
use crate::domain::{Amount, CheckIn, Habit, Metric, MetricId, MetricValue, Profile};
use crate::model::Command;
use crate::theme::{Role, icons};
use crate::widgets::answers::answers;
use crate::widgets::controls::{CanStep, row, text_button};
use crate::widgets::number_field::{NumberField, NumberInput, number_field};

/// The metric of the hours slept, which every check-in asks for.
const SLEEP: &str = "sleep";
/// Where the steps of sleep begin for someone who never wrote any down, in hours.
const USUAL_SLEEP: f64 = 8.0;

pub(super) fn numbers_ui(ui: &mut Ui, cx: &Cx<'_>, given: &CheckIn, drafts: &mut CheckInDrafts, out: &mut Commands) {
    let sleep = MetricId::from(SLEEP);
    number_ui(ui, cx, &sleep, given, drafts, out);
    for habit in Habit::ALL {
        ui.add_space(12.0);
        row(ui, 32.0, |ui| {
            ui.label(Role::Label.text(habit.label()).color(cx.tokens.text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let amount = given.habits.get(&habit);
                let chosen = amount.and_then(|amount| Amount::ALL.iter().position(|each| each == amount));
                let width = (ui.available_width() - 8.0).min(256.0);
                if let Some(answer) =
                    answers(ui, cx.tokens, habit.label(), &Amount::ALL.map(Amount::label), chosen, width)
                {
                    out.push(Command::SetHabit(habit, answer.of(Amount::ALL.into_iter())));
                }
            });
        });
    }
    // What was written down once stays in reach, also after it is no longer asked for.
    let asked = &cx.model.document().profile.metrics;
    let others = given.metrics.keys().filter(|id| !asked.contains(id));
    for id in asked.iter().chain(others).filter(|id| **id != sleep) {
        ui.add_space(8.0);
        number_ui(ui, cx, id, given, drafts, out);
    }
    ui.add_space(12.0);
    if text_button(ui, cx.tokens, "Add a measure", Some(icons::ADD)).clicked() {
        drafts.choosing = true;
    }
}

/// What a metric is called; one whose name is not known by its id.
pub fn metric_name<'a>(profile: &'a Profile, id: &'a MetricId) -> &'a str {
    let own = || profile.own_metrics.get(id).map_or(id.as_str(), |own| &own.label);
    Metric::of(id).map_or_else(own, |metric| metric.label)
}

/// What its field is called: sleep is asked about twice, how good it was, and how long.
pub fn field_name<'a>(profile: &'a Profile, id: &'a MetricId) -> &'a str {
    if id.as_str() == SLEEP { "Hours slept" } else { metric_name(profile, id) }
}

/// What stands after a value of a metric; nothing where it is not known.
pub fn metric_unit<'a>(profile: &'a Profile, id: &MetricId) -> &'a str {
    let own = || profile.own_metrics.get(id).map_or("", |own| &own.unit);
    Metric::of(id).map_or_else(own, |metric| metric.unit)
}

fn number_ui(ui: &mut Ui, cx: &Cx<'_>, id: &MetricId, given: &CheckIn, drafts: &mut CheckInDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let profile = &cx.model.document().profile;
    let (name, unit) = (field_name(profile, id), metric_unit(profile, id));
    let value = given.metrics.get(id).copied();
    let before = cx.model.derived().last_metrics().get(id).copied();
    let shown = value.map(|value| value.to_string()).unwrap_or_default();
    let input = row(ui, 36.0, |ui| {
        ui.add(Label::new(Role::Label.text(name).color(t.text)).truncate());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            // The unit has a place of its own, so that the fields stand below each other.
            ui.allocate_ui_with_layout(vec2(40.0, 20.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(40.0);
                ui.add(Label::new(Role::Small.text(unit).color(t.quiet)).truncate());
            });
            let step = |by: i32| stepped(id, value.or(before), by);
            let can = CanStep { down: step(-1).is_some(), up: step(1).is_some() };
            let field = NumberField { name, value: &shown, can };
            number_field(ui, t, &field, drafts.typed.entry(id.clone()).or_default())
        })
        .inner
    });
    match input {
        None => {}
        Some(NumberInput::Stepped(by)) => {
            drafts.refused.remove(id);
            if let Some(value) = stepped(id, value.or(before), by) {
                out.push(Command::SetMetric(id.clone(), Some(value)));
            }
        }
        Some(NumberInput::Typed(text)) => match read(id, &text) {
            Ok(value) => {
                drafts.refused.remove(id);
                out.push(Command::SetMetric(id.clone(), value));
            }
            Err(why) => {
                drafts.refused.insert(id.clone(), why);
            }
        },
    }
    if let Some(why) = drafts.refused.get(id) {
        ui.add(Label::new(Role::Small.text(why).color(t.stop)).wrap());
    }
}

/// One step from a value; without one the steps of sleep begin at a usual night, and others wait for a first number.
fn stepped(id: &MetricId, from: Option<MetricValue>, by: i32) -> Option<MetricValue> {
    let known = Metric::of(id);
    let step = match known.map(|metric| metric.unit) {
        Some("h") => 0.25,
        Some("cm") => 0.5,
        Some("m/s") => 0.01,
        _ => 1.0,
    };
    let Some(from) = from else {
        return (id.as_str() == SLEEP).then(|| USUAL_SLEEP.try_into().ok()).flatten();
    };
    // Hundredths are exact enough, and leave no 0.30000000000000004.
    let next = ((from.get() + step * f64::from(by)) * 100.0).round() / 100.0;
    let next = MetricValue::try_from(next).ok()?;
    known.is_none_or(|metric| metric.allows(next)).then_some(next)
}

/// The number that a text says, or that there is none; else why it is refused, in words.
fn read(id: &MetricId, text: &str) -> Result<Option<MetricValue>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let known = Metric::of(id);
    let is_hours = known.is_some_and(|metric| metric.unit == "h");
    let number = match text.split_once(':').filter(|_| is_hours) {
        Some((hours, minutes)) => hours_of(hours, minutes),
        None => text.replace(',', ".").parse().ok(),
    };
    let value = number.and_then(|number: f64| MetricValue::try_from(number).ok());
    let Some(value) = value else { return Err(format!("“{text}” is not a number.")) };
    match known.filter(|metric| !metric.allows(value)) {
        Some(metric) => Err(format!("{}.", super::super::words::capitalised(&metric.outside()))),
        None => Ok(Some(value)),
    }
}

/// Hours and minutes as hours, to the hundredth.
fn hours_of(hours: &str, minutes: &str) -> Option<f64> {
    let (hours, minutes): (u8, u8) = (hours.trim().parse().ok()?, minutes.trim().parse().ok()?);
    (minutes < 60).then(|| (f64::from(hours) * 100.0 + f64::from(minutes) / 0.6).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them_and_refused_in_words() {
        let check = |id: &str, text: &str, expected: Result<Option<f64>, &str>| {
            let found = read(&id.into(), text).map(|value| value.map(MetricValue::get));
            assert_eq!(found, expected.map_err(str::to_owned), "{id} {text}");
        };
        check("sleep", "7.5", Ok(Some(7.5)));
        check("sleep", " 7,5 ", Ok(Some(7.5)));
        check("sleep", "7:20", Ok(Some(7.33)));
        check("sleep", "7:75", Err("“7:75” is not a number."));
        check("sleep", "", Ok(None));
        check("sleep", "25", Err("Sleep is outside 0 to 24 h."));
        check("resting_heart_rate", "19", Err("Resting heart rate is outside 20 to 220 /min."));
        check("resting_heart_rate", "7:20", Err("“7:20” is not a number."));
        check("jump_height", "forty", Err("“forty” is not a number."));
        check("grip", "-3", Ok(Some(-3.0)));
        check("grip", "inf", Err("“inf” is not a number."));
    }

    #[test]
    fn a_step_stays_within_the_range_and_begins_at_what_is_known() {
        let check = |id: &str, from: Option<f64>, by: i32, expected: Option<f64>| {
            let from = from.and_then(|from| MetricValue::try_from(from).ok());
            assert_eq!(stepped(&id.into(), from, by).map(MetricValue::get), expected, "{id} {from:?} {by}");
        };
        check("sleep", None, 1, Some(8.0));
        check("sleep", None, -1, Some(8.0));
        check("sleep", Some(7.5), -1, Some(7.25));
        check("sleep", Some(24.0), 1, None);
        check("bar_speed", Some(0.29), 1, Some(0.3));
        check("resting_heart_rate", Some(20.0), -1, None);
        check("jump_height", None, 1, None);
        check("grip", Some(51.0), 1, Some(52.0));
    }
}
