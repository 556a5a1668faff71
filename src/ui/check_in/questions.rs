//! What is felt: readiness and the five items of wellness, each on a scale of 1 to 5.

use egui::{Align, Layout, Ui};

use super::super::{Commands, Cx};
use super::Focus;
use crate::domain::{CheckIn, Readiness, Wellness, WellnessItem};
use crate::model::Command;
use crate::theme::Role;
use crate::widgets::answers::{Answer, answers, answers_id};
use crate::widgets::controls::row;

/// The words at both ends of the scale of readiness.
pub const READINESS_ENDS: [&str; 2] = ["very low", "very good"];

/// The name of the first question, told apart from the one on the day behind it.
const READINESS: &str = "Readiness to train";
const DIGITS: [&str; 5] = ["1", "2", "3", "4", "5"];

/// The six questions, below each other. Returns whether the first one has the focus.
pub(super) fn questions_ui(ui: &mut Ui, cx: &Cx<'_>, given: &CheckIn, focus: Focus, out: &mut Commands) -> bool {
    let first = answers_id(ui, READINESS);
    let has_focus = ui.memory(|memory| memory.has_focus(first));
    if focus == Focus::TakeFirst {
        ui.memory_mut(|memory| memory.request_focus(first));
    }
    let readiness = given.readiness.map(|answer| usize::from(answer.get()) - 1);
    if let Some(answer) = question_ui(ui, cx, READINESS, READINESS_ENDS, readiness) {
        out.push(Command::SetReadiness(answer.of(Readiness::all())));
    }
    for item in WellnessItem::ALL {
        ui.add_space(12.0);
        let chosen = given.wellness.get(&item).map(|answer| usize::from(answer.get()) - 1);
        if let Some(answer) = question_ui(ui, cx, item.label(), ends(item), chosen) {
            out.push(Command::SetWellness(item, answer.of(Wellness::all())));
        }
    }
    has_focus
}

/// The words at both ends of a scale, after McLean et al. 2010 (IJSPP 5:367): 1 first.
pub fn ends(item: WellnessItem) -> [&'static str; 2] {
    match item {
        WellnessItem::Sleep => ["hardly slept", "very restful"],
        WellnessItem::Energy => ["always tired", "very fresh"],
        WellnessItem::Mood => ["very low", "very good"],
        WellnessItem::Stress => ["highly stressed", "very relaxed"],
        WellnessItem::Soreness => ["very sore", "not sore at all"],
    }
}

fn question_ui(ui: &mut Ui, cx: &Cx<'_>, name: &str, ends: [&str; 2], chosen: Option<usize>) -> Option<Answer> {
    let t = cx.tokens;
    row(ui, 20.0, |ui| {
        ui.label(Role::Label.text(name).color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let [worst, best] = ends;
            ui.label(Role::Small.text(format!("1 {worst} – 5 {best}")).color(t.quiet));
        });
    });
    ui.add_space(4.0);
    let width = ui.available_width();
    answers(ui, t, name, &DIGITS, chosen, width)
}
