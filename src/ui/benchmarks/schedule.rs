//! The foot of a benchmark's page, always in sight: the retest, how it is done, and when it is due next.

use egui::{Align, Label, Layout, Ui, vec2};
use jiff::ToSpan;
use jiff::civil::Time;

use super::detail::{DetailDraft, View};
use super::own::OwnDraft;
use super::{BenchmarksDrafts, Facts};
use crate::catalog::Benchmark;
use crate::domain::{Entry, Schedule};
use crate::insight::{EVERY_DAYS, minutes_of};
use crate::model::{Command, RetestCommand};
use crate::theme::{Role, icons};
use crate::ui::{Commands, Cx, words};
use crate::widgets::controls::{CanStep, plain_button, primary_button, stepper, text_button};

/// Days that a retest is put off.
const SNOOZE_DAYS: i32 = 3;
/// Retests are comparable within so long of the same time of day (G1).
const SAME_TIME_HOURS: i64 = 2;
/// The time of day stands beside the buttons where there is so much room.
const TIME_WIDTH: f32 = 264.0;

/// The foot.
pub fn foot_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    benchmark: &Benchmark,
    facts: &Facts,
    drafts: &mut BenchmarksDrafts,
    out: &mut Commands,
) {
    ui.spacing_mut().item_spacing.y = 8.0;
    actions_ui(ui, cx, benchmark, facts, &mut drafts.detail, out);
    schedule_ui(ui, cx, benchmark, drafts, out);
}

fn actions_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    benchmark: &Benchmark,
    facts: &Facts,
    draft: &mut DetailDraft,
    out: &mut Commands,
) {
    let t = cx.tokens;
    let time = facts.times.get(&benchmark.id).map(|&time| format!("Same time of day as before: {}", around(time)));
    let small = |ui: &mut Ui, text: &str| ui.label(Role::Small.text(text).color(t.quiet));
    let is_due_elsewhere = cx.model.derived().retests().iter().any(|due| due.day <= cx.now.date());
    let has_room = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let label = format!("Retest only this one, {} min", minutes_of(benchmark));
            let size = vec2(240.0, 36.0);
            // Only one button of a screen is the main one: with retests due, that of all of them.
            let retest = if is_due_elsewhere {
                plain_button(ui, t, &label, size)
            } else {
                primary_button(ui, t, &label, None, size)
            };
            if retest.clicked() {
                out.push(Command::Retest(RetestCommand::Start(vec![benchmark.id.clone()])));
            }
            let is_open = draft.view == View::Steps;
            let label = if is_open { "Results" } else { "How to do it" };
            // The page of one that was not tested yet shows it anyway.
            let is_tested = facts.results.contains_key(&benchmark.id);
            if is_tested && plain_button(ui, t, label, vec2(120.0, 36.0)).clicked() {
                draft.view = if is_open { View::Chart } else { View::Steps };
            }
            let has_room = ui.available_width() >= TIME_WIDTH;
            if let Some(time) = time.as_deref().filter(|_| has_room) {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| small(ui, time));
            }
            has_room
        })
        .inner;
    if let Some(time) = time.as_deref().filter(|_| !has_room) {
        small(ui, time);
    }
}

/// "16:00–20:00" around 18:10: to the quarter of an hour before and after.
fn around(time: Time) -> String {
    let minutes = i64::from(time.hour()) * 60 + i64::from(time.minute());
    let clock = |minutes: i64| {
        let minutes = minutes.rem_euclid(24 * 60);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    };
    let quarter = |minutes: i64| (minutes + 7).div_euclid(15) * 15;
    let (from, to) = (minutes - 60 * SAME_TIME_HOURS, minutes + 60 * SAME_TIME_HOURS);
    format!("{}–{}", clock(quarter(from)), clock(quarter(to)))
}

fn schedule_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, drafts: &mut BenchmarksDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let said = cx.model.document().profile.retests.get(&benchmark.id).copied();
    let due = cx.model.derived().retests().iter().find(|due| due.benchmark == benchmark.id);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
        let mut set = |schedule: Schedule| out.push(Command::ScheduleRetest(benchmark.id.clone(), schedule));
        if let Some(due) = due {
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
                        let every_days = said.map_or(Some(EVERY_DAYS), |said| said.every_days);
                        set(Schedule { every_days, snoozed_until: Some(today.saturating_add(days.days())) });
                    }
                }
            } else {
                let words = format!("next {}", words::relative_day(due.day, today));
                ui.add(Label::new(Role::Small.text(words).color(t.quiet)));
            }
            if text_button(ui, t, "not this one again", None).clicked() {
                set(Schedule { every_days: None, snoozed_until: None });
            }
        } else {
            ui.label(Role::Body.text("Not on your schedule.").color(t.quiet));
            if text_button(ui, t, "retest it every 14 days", Some(icons::ADD)).clicked() {
                set(Schedule { every_days: Some(EVERY_DAYS), snoozed_until: None });
            }
        }
        own_ui(ui, cx, benchmark, drafts, out);
    });
}

/// Changing and deleting a benchmark of the person's own.
fn own_ui(ui: &mut Ui, cx: &Cx<'_>, benchmark: &Benchmark, drafts: &mut BenchmarksDrafts, out: &mut Commands) {
    let Some(place) = cx.model.catalog().own_benchmark(&benchmark.id) else { return };
    let shelf = cx.model.document().shelf();
    let Some(Entry::Benchmark(own)) = shelf.get(&place).map(AsRef::as_ref) else { return };
    if text_button(ui, cx.tokens, "change it", Some(icons::EDIT)).clicked() {
        drafts.own = Some(OwnDraft::of(place, own));
    }
    if text_button(ui, cx.tokens, "delete it", Some(icons::DELETE)).clicked() {
        out.push(Command::Unshelve(place));
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    #[test]
    fn the_time_of_day_is_two_hours_either_way_to_the_quarter() {
        let check = |of: Time, expected: &str| assert_eq!(around(of), expected);
        check(time(18, 0, 0, 0), "16:00–20:00");
        check(time(18, 10, 0, 0), "16:15–20:15");
        check(time(1, 0, 0, 0), "23:00–03:00");
        check(time(23, 30, 0, 0), "21:30–01:30");
    }
}
