//! "Add a station…": a search over all that may join the circuit today.

use egui::{Align, Key, Label, Layout, Modifiers, ScrollArea, TextWrapMode, Ui, vec2};

use super::super::super::words;
use super::super::{Commands, Cx, TodayDrafts};
use super::hand;
use crate::model::Planned;
use crate::planner::hand::{Addable, HandChange};
use crate::theme::Role;
use crate::widgets::controls::{plain_button, row, search_field, small_text_button};

/// At most so many lines are laid out.
const SHOWN: usize = 60;

/// The search in place of the stations.
pub fn add_ui(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, height: f32, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let Some(mut typed) = drafts.adding.take() else { return };
    let mut is_done = false;
    ui.add_space(8.0);
    row(ui, 36.0, |ui| {
        let width = ui.available_width() - 72.0 - 8.0;
        let field = ui.scope(|ui| {
            ui.spacing_mut().interact_size.y = 36.0;
            search_field(ui, t, &mut typed, "Search what may be added", width)
        });
        if drafts.focus_search {
            drafts.focus_search = false;
            field.inner.request_focus();
        }
        is_done = plain_button(ui, t, "Done", vec2(72.0, 36.0)).clicked();
    });
    is_done |= ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    ui.add_space(4.0);
    let found = found(cx, planned, &typed);
    ScrollArea::vertical().id_salt("addable").max_height((height - 56.0).max(120.0)).auto_shrink([false, false]).show(
        ui,
        |ui| {
            if found.is_empty() {
                let text = "Nothing of this name may be added today. The list below says why.";
                ui.add(Label::new(Role::Small.text(text).color(t.quiet)).wrap());
            }
            for addable in found.iter().take(SHOWN) {
                line_ui(ui, cx, addable, out);
            }
        },
    );
    drafts.adding = (!is_done).then_some(typed);
}

/// What may be added and has all the words that were typed in its names. Without a word each work once, for what it
/// serves best.
fn found<'p>(cx: &Cx<'_>, planned: &'p Planned, typed: &str) -> Vec<&'p Addable> {
    let works = &planned.additions.works;
    let is_best = |index: usize| index == 0 || works[index - 1].work != works[index].work;
    let names = |addable: &Addable| {
        let info = addable.group.info();
        let name = cx.model.catalog().work_name(&addable.work);
        [name, addable.group.name(), info.label, info.anatomy, info.zone.label(), addable.phase.label()].join(" ")
    };
    let found = works.iter().enumerate().filter(|(index, addable)| {
        let is_asked = if typed.trim().is_empty() { is_best(*index) } else { true };
        is_asked && words::holds_all(&names(addable), typed)
    });
    found.map(|(_, addable)| addable).collect()
}

fn line_ui(ui: &mut Ui, cx: &Cx<'_>, addable: &Addable, out: &mut Commands) {
    let t = cx.tokens;
    let name = cx.model.catalog().work_name(&addable.work);
    let time = words::minutes_and_seconds(addable.adds_secs);
    let sides = words::sides(addable.sides);
    let comma = if sides.is_empty() { "" } else { ", " };
    let about = format!("{}, {}{comma}{sides}", addable.phase.label(), addable.group.name());
    row(ui, 40.0, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            let spoken = format!("Add {} for {}, adds {time}", words::lower_first(name), addable.group.name());
            if small_text_button(ui, t, &format!("add {time}")).accessible_name(spoken).clicked() {
                out.push(hand(HandChange::Add(addable.work.clone(), Some(addable.group))));
            }
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let line = |text| Label::new(text).wrap_mode(TextWrapMode::Truncate);
                ui.add(line(Role::Label.text(name).color(t.text)));
                ui.add(line(Role::Small.text(about).color(t.quiet)));
            });
        });
    });
}
