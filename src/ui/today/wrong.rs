//! What is wrong in a region: the way in, the question, and what follows from the answer.

use egui::{RichText, Ui, vec2};

use super::super::words;
use super::{Commands, Cx, TodayDrafts};
use crate::domain::{Concern, Flag, Region};
use crate::model::Command;
use crate::safety;
use crate::theme::{Role, Tokens, icons};
use crate::widgets::controls::{notice_block, small_button};

/// The part of the region panel about what is wrong there.
pub fn wrong_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    region: Region,
    wrong: Option<Flag>,
    drafts: &mut TodayDrafts,
    out: &mut Commands,
) {
    match wrong {
        Some(flag) => answered_ui(ui, cx, region, flag.concern, out),
        None if drafts.asking_wrong => ask_ui(ui, cx, region, drafts, out),
        None => {
            if wrong_button(ui, cx.tokens).clicked() {
                drafts.asking_wrong = true;
            }
        }
    }
}

fn wrong_button(ui: &mut Ui, t: &Tokens) -> egui::Response {
    let icon = RichText::new(icons::WRONG).font(icons::font(20.0)).color(t.stop);
    let words = Role::Body.text("something is wrong here…").color(t.stop);
    ui.spacing_mut().button_padding = vec2(0.0, 4.0);
    let button = egui::Button::new((icon, words)).frame(false).min_size(vec2(0.0, 28.0));
    ui.add(button).accessible_name("something is wrong here…")
}

fn ask_ui(ui: &mut Ui, cx: &Cx<'_>, region: Region, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    ui.label(Role::SmallBold.text("What is it?").color(t.stop));
    for concern in Concern::ALL {
        let words = Role::Body.text(safety::choice(concern)).color(t.text);
        let row =
            egui::Button::new(words).min_size(vec2(ui.available_width(), 28.0)).wrap_mode(egui::TextWrapMode::Truncate);
        if ui.add(row).clicked() {
            drafts.asking_wrong = false;
            out.push(Command::SetFlag(region, Some(concern.into())));
        }
    }
}

fn answered_ui(ui: &mut Ui, cx: &Cx<'_>, region: Region, concern: Concern, out: &mut Commands) {
    let t = cx.tokens;
    let advice = safety::advice(region, concern);
    let text = format!("{}. {}", words::capitalised(safety::choice(concern)), advice.text);
    notice_block(ui, t, t.stop_soft, t.stop, icons::WRONG, &text);
    if let Some(emergency) = advice.emergency {
        notice_block(ui, t, t.stop_soft, t.stop, icons::TROUBLE, emergency);
    }
    if small_button(ui, t, "It is fine again").clicked() {
        out.push(Command::SetFlag(region, None));
    }
}
