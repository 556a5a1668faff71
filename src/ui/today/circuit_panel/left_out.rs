//! What is not in the circuit, and why; with a way in where there is one.

use egui::{Align, Label, Layout, ScrollArea, Stroke, TextWrapMode, Ui};

use super::super::super::words;
use super::super::{Commands, Cx, TodayDrafts};
use super::hand;
use crate::domain::Region;
use crate::model::Planned;
use crate::planner::WhyNot;
use crate::planner::hand::{Addable, HandChange};
use crate::theme::Role;
use crate::widgets::controls::{row, small_text_button};

/// The height of the list when it is open.
const OPEN_HEIGHT: f32 = 220.0;
/// So many lines are shown when it is not.
const SHOWN: usize = 2;

/// The height that the list takes.
pub fn left_out_height(drafts: &TodayDrafts) -> f32 {
    if drafts.why_not_open { OPEN_HEIGHT + 34.0 } else { 72.0 }
}

pub fn left_out_ui(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let why_not = &planned.plan.why_not;
    if why_not.is_empty() {
        return;
    }
    let top = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), top, Stroke::new(1.0, t.line));
    ui.add_space(4.0);
    let catalog = cx.model.catalog();
    row(ui, 20.0, |ui| {
        ui.label(Role::SmallBold.text("Not in this circuit, and why").color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let count: usize = why_not.iter().map(|why| why.works().len().max(1)).sum();
            let label = if drafts.why_not_open { "fewer".to_owned() } else { format!("all {count}") };
            if small_text_button(ui, t, &label).clicked() {
                drafts.why_not_open = !drafts.why_not_open;
            }
        });
    });
    if !drafts.why_not_open {
        for why in why_not.iter().take(SHOWN) {
            let line = why.words(catalog);
            let label = Label::new(Role::Small.text(&line).color(t.quiet));
            ui.add(label.wrap_mode(TextWrapMode::Truncate)).on_hover_text(line);
        }
        return;
    }
    ScrollArea::vertical().id_salt("why not").max_height(OPEN_HEIGHT).auto_shrink([false, false]).show(ui, |ui| {
        for why in why_not.iter().flat_map(WhyNot::one_by_one) {
            line_ui(ui, cx, planned, &why, out);
        }
    });
}

fn line_ui(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, why: &WhyNot, out: &mut Commands) {
    let t = cx.tokens;
    let line = why.words(cx.model.catalog());
    row(ui, 20.0, |ui| {
        ui.spacing_mut().interact_size.y = 16.0;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            if let Some((label, spoken, change)) = way_in(cx, planned, why)
                && small_text_button(ui, t, &label).accessible_name(spoken).clicked()
            {
                out.push(hand(change));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let label = Label::new(Role::Small.text(&line).color(t.quiet)).wrap_mode(TextWrapMode::Truncate);
                ui.add(label).on_hover_text(&line);
            });
        });
    });
}

/// What brings in what was left out: the words on the button, its name, and the change.
fn way_in(cx: &Cx<'_>, planned: &Planned, why: &WhyNot) -> Option<(String, String, HandChange)> {
    let additions = &planned.additions;
    let adds = |addable: &Addable| format!("adds {}", words::minutes_and_seconds(addable.adds_secs));
    if let WhyNot::Unwanted { region } = why {
        let spoken = format!("No longer leave out {}", region.name());
        return Some(("take back".to_owned(), spoken, HandChange::Include([*region].into())));
    }
    if let [work] = why.works() {
        let addable = additions.of(work)?;
        let spoken = format!("Add {}, {}", words::lower_first(cx.model.catalog().work_name(work)), adds(addable));
        let label = format!("add {}", words::minutes_and_seconds(addable.adds_secs));
        return Some((label, spoken, HandChange::Add(work.clone(), Some(addable.group))));
    }
    let region: Region = why.region()?;
    let addable = additions.regions.get(&region)?;
    let spoken = format!("Add a station for {}, {}", region.name(), adds(addable));
    let label = format!("add {}", words::minutes_and_seconds(addable.adds_secs));
    Some((label, spoken, HandChange::Pin([region].into())))
}
