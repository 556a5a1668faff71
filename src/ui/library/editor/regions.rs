//! The regions of an own drill or technique: chosen ones in order, the main one first, and a search for more.

use egui::{Align, Layout, Ui};

use super::super::super::{Cx, words};
use crate::domain::{Group, PressureClass};
use crate::theme::{Role, icons};
use crate::widgets::controls::{icon_button, row, search_field, small_button, small_text_button};

/// So many found regions are listed.
const FOUND: usize = 8;

/// The list and the search.
pub(super) fn regions_ui(ui: &mut Ui, cx: &Cx<'_>, groups: &mut Vec<Group>, search: &mut String) {
    let t = cx.tokens;
    let mut change = None;
    for (index, &group) in groups.iter().enumerate() {
        row(ui, 28.0, |ui| {
            ui.label(Role::Label.text(words::capitalised(group.name())).color(t.text));
            let main = if index == 0 { "main" } else { "" };
            let note = match group.info().pressure {
                PressureClass::Never => "never pressed",
                PressureClass::Gentle => "gentle pressure only",
                PressureClass::Full => "",
            };
            let said = [main, note].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
            ui.add_space(8.0);
            ui.label(Role::Small.text(said).color(t.quiet));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, t, icons::CLOSE, &format!("Take out {}", group.name())).clicked() {
                    change = Some(Change::TakeOut(index));
                }
                let name = format!("Make {} the main one", group.name());
                if index > 0 && small_text_button(ui, t, "make main").accessible_name(name).clicked() {
                    change = Some(Change::First(index));
                }
            });
        });
    }
    match change {
        Some(Change::TakeOut(index)) => _ = groups.remove(index),
        Some(Change::First(index)) => groups[..=index].rotate_right(1),
        None => {}
    }
    search_field(ui, t, search, "search a region to add…", ui.available_width().min(360.0) - 46.0);
    if search.trim().is_empty() {
        return;
    }
    let found: Vec<Group> = Group::ALL
        .into_iter()
        .filter(|group| !groups.contains(group) && words::holds_all(&names(*group), search))
        .take(FOUND)
        .collect();
    if found.is_empty() {
        ui.label(Role::Body.text("No further region of this name.").color(t.quiet));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = 28.0;
        for group in found {
            if small_button(ui, t, &format!("Add {}", group.name())).clicked() {
                groups.push(group);
                search.clear();
            }
        }
    });
}

/// What is done to a region of the list.
enum Change {
    TakeOut(usize),
    First(usize),
}

/// All the names that a group may be searched by.
fn names(group: Group) -> String {
    let info = group.info();
    [info.name, info.label, info.anatomy, info.zone.label()].join(" ")
}
