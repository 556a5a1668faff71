//! The part of the region panel about what is wrong there: the questions, and what follows from the answers.

use egui::{Frame, Label, Margin, Ui};
use jiff::ToSpan as _;

use super::super::safety::{Asked, ask_ui, ending_words, flag_of, wrong_button};
use super::super::words;
use super::{Commands, Cx, TodayDrafts};
use crate::domain::{Concern, Flag, Region};
use crate::model::Command;
use crate::safety::{self, Ending};
use crate::theme::{Role, icons};
use crate::widgets::controls::{CONTROL_RADIUS, CanStep, small_button, stepper, text_button};

/// How long a region is left alone after surgery, unless it is cleared: the longer end of six to twelve weeks.
const SURGERY_WEEKS: i32 = 12;
/// The longest that a block with a date may last, in days.
const LONGEST_DAYS: i32 = 365;

/// The way in, the question that is due, or what was answered.
pub fn wrong_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    region: Region,
    wrong: Option<Flag>,
    drafts: &mut TodayDrafts,
    out: &mut Commands,
) {
    match wrong {
        Some(flag) => answered_ui(ui, cx, region, flag, out),
        None if drafts.asking_wrong => {
            let answer = ask_ui(ui, cx, &safety::signs(region), &mut drafts.asked);
            if let Some(concern) = answer {
                out.push(Command::SetFlag(region, Some(flag_of(region, concern, cx.now.date()))));
            }
            let goes_back = text_button(ui, cx.tokens, "nothing of this", Some(icons::BACK)).clicked();
            drafts.asking_wrong = answer.is_none() && !goes_back;
        }
        None => {
            drafts.asked = Asked::default();
            drafts.asking_wrong = wrong_button(ui, cx.tokens, "something is wrong here…").clicked();
        }
    }
}

/// What it is, what the program does about it, and how that ends.
fn answered_ui(ui: &mut Ui, cx: &Cx<'_>, region: Region, flag: Flag, out: &mut Commands) {
    let t = cx.tokens;
    let advice = safety::advice(region, flag.concern);
    let frame = Frame::new().fill(t.stop_soft).corner_radius(CONTROL_RADIUS).inner_margin(Margin::same(10));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let lines = [
            Some(Role::SmallBold.text(words::capitalised(safety::choice(flag.concern))).color(t.stop)),
            Some(Role::Label.text(advice.title).color(t.text)),
            Some(Role::Small.text(advice.text).color(t.text)),
            advice.emergency.map(|signs| Role::SmallBold.text(signs).color(t.stop)),
        ];
        for line in lines.into_iter().flatten() {
            ui.add(Label::new(line).wrap());
        }
    });
    let ends = words::capitalised(&ending_words(flag, advice.ends, cx.now.date()));
    ui.add(Label::new(Role::Small.text(format!("{ends}.")).color(t.quiet)).wrap());
    until_ui(ui, cx, region, flag, out);
    let cleared = match advice.ends {
        Ending::ByAnswer | Ending::On(_) => "It is fine again",
        Ending::ByWord => "A clinician has cleared it",
    };
    if small_button(ui, t, cleared).clicked() {
        out.push(Command::SetFlag(region, None));
    }
}

/// The day on which it ends, to move. After surgery there may be one, over an implant there is none.
fn until_ui(ui: &mut Ui, cx: &Cx<'_>, region: Region, flag: Flag, out: &mut Commands) {
    let is_surgery = flag.concern == Concern::Surgery;
    let today = cx.now.date();
    let Some(until) = flag.until else {
        if is_surgery
            && text_button(ui, cx.tokens, "let it end on a day", None).clicked()
            && let Ok(until) = today.checked_add(SURGERY_WEEKS.weeks())
        {
            out.push(Command::SetFlag(region, Some(Flag { until: Some(until), ..flag })));
        }
        return;
    };
    let step = if is_surgery { 7 } else { 1 };
    let left = (until - today).get_days();
    let can = CanStep { down: left > step, up: left + step <= LONGEST_DAYS };
    let by = stepper(ui, cx.tokens, "Ends on", &until.strftime("%-d %b").to_string(), can);
    if by != 0
        && let Ok(until) = until.checked_add((by * step).days())
    {
        out.push(Command::SetFlag(region, Some(Flag { until: Some(until), ..flag })));
    }
}
