//! What the hand may do with one station: small buttons in its row, and their keys.

use egui::{Align, Key, Layout, Modifiers, Rect, Response, Ui, UiBuilder, pos2, vec2};

use super::super::super::words;
use super::super::{Commands, Cx, TodayDrafts};
use super::hand;
use crate::domain::{Region, Station};
use crate::model::Planned;
use crate::planner::hand::HandChange;
use crate::theme::icons;
use crate::widgets::controls::{Chosen, icon_button, icon_toggle};

/// The width of all buttons together.
pub const TOOLS_WIDTH: f32 = 7.0 * 28.0;

/// The buttons in the lower right of a row. Whether one of them has the focus.
pub fn tools_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    index: usize,
    (planned, station): (&Planned, &Station),
    row: Rect,
    out: &mut Commands,
) -> bool {
    let t = cx.tokens;
    let name = words::lower_first(cx.model.catalog().work_name(&station.work));
    let last = planned.plan.circuit.stations.len() - 1;
    let place = Rect::from_min_max(pos2(row.right() - TOOLS_WIDTH, row.bottom() - 27.0), row.right_bottom());
    let builder =
        UiBuilder::new().id_salt(("tools", index)).max_rect(place).layout(Layout::left_to_right(Align::Center));
    let mut focused = false;
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let mut tool = |response: Response, change: HandChange| {
            focused |= response.has_focus();
            if response.clicked() {
                out.push(hand(change));
            }
        };
        tool(icon_button(ui, t, icons::NEXT_BEST, &format!("Swap {name} for the next best")), HandChange::Swap(index));
        tool(icon_button(ui, t, icons::REMOVE, &format!("15 s less of {name}")), HandChange::Shorter(index));
        tool(icon_button(ui, t, icons::ADD, &format!("15 s more of {name}")), HandChange::Longer(index));
        let earlier = HandChange::Move { from: index, to: index.saturating_sub(1) };
        let button = ui.add_enabled_ui(index > 0, |ui| icon_button(ui, t, icons::UP, &format!("{name} earlier"))).inner;
        tool(button, earlier);
        let later = HandChange::Move { from: index, to: index + 1 };
        let button =
            ui.add_enabled_ui(index < last, |ui| icon_button(ui, t, icons::DOWN, &format!("{name} later"))).inner;
        tool(button, later);
        let is_pinned = is_pinned(planned, station);
        let label = format!("Pin {}", station.group.name());
        tool(icon_toggle(ui, t, icons::PIN, &label, Chosen::from(is_pinned)), pin(planned, station));
        tool(icon_button(ui, t, icons::CLOSE, &format!("Leave out {name}")), HandChange::LeaveOut(index));
    });
    focused
}

fn is_pinned(planned: &Planned, station: &Station) -> bool {
    station.regions().all(|region| planned.request.pinned.contains(&region))
}

/// Pins the regions of a station, or takes the pins off.
fn pin(planned: &Planned, station: &Station) -> HandChange {
    let regions: std::collections::BTreeSet<Region> = station.regions().collect();
    if is_pinned(planned, station) { HandChange::Unpin(regions) } else { HandChange::Pin(regions) }
}

/// The keys of a row that has the focus.
pub fn read_keys(ui: &Ui, index: usize, planned: &Planned, drafts: &mut TodayDrafts, out: &mut Commands) {
    let stations = &planned.plan.circuit.stations;
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let plain = Modifiers::NONE;
    let up = HandChange::Move { from: index, to: index.saturating_sub(1) };
    let down = HandChange::Move { from: index, to: index + 1 };
    if index > 0 && pressed(Modifiers::ALT, Key::ArrowUp) {
        drafts.stations.focus_next = Some(index - 1);
        out.push(hand(up));
    } else if index + 1 < stations.len() && pressed(Modifiers::ALT, Key::ArrowDown) {
        drafts.stations.focus_next = Some(index + 1);
        out.push(hand(down));
    } else if pressed(plain, Key::X) {
        out.push(hand(HandChange::Swap(index)));
    } else if pressed(plain, Key::Plus) || pressed(plain, Key::Equals) {
        out.push(hand(HandChange::Longer(index)));
    } else if pressed(plain, Key::Minus) {
        out.push(hand(HandChange::Shorter(index)));
    } else if pressed(plain, Key::P) {
        out.push(hand(pin(planned, &stations[index])));
    } else if pressed(plain, Key::Delete) || pressed(plain, Key::Backspace) {
        drafts.stations.focus_next = Some(index.min(stations.len().saturating_sub(2)));
        out.push(hand(HandChange::LeaveOut(index)));
    }
}
