//! The header of the map column: the day, the check-in before, search, layers, list, and everything for the whole map.

use egui::{Align, Button, Key, Layout, Order, Popup, Ui, vec2};

use super::super::words;
use super::{Commands, Cx, MapView, TodayDrafts};
use crate::domain::Region;
use crate::model::{Command, MapCommand};
use crate::theme::{Role, icons};
use crate::widgets::body_map::Reach;
use crate::widgets::controls::{Chosen, icon_button, icon_toggle, search_field, text_button};

/// One press of "Enlarge".
const ZOOM_STEP: f32 = 1.5;
/// The width of the menu, in points.
const MENU_WIDTH: f32 = 264.0;

/// The header in the space that is left.
pub fn header_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let wide = ui.available_width() > 640.0;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.label(Role::Title.text(drafts.layers.title(cx.now.date())).color(t.text));
        if !drafts.layers.is_past() {
            check_in_ui(ui, cx, ui.available_width(), out);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            menu_ui(ui, cx, drafts, out);
            let in_list = drafts.view == MapView::List;
            if icon_toggle(ui, t, icons::LIST, "List of regions", Chosen::from(in_list)).clicked() {
                drafts.view = if in_list { MapView::Map } else { MapView::List };
                match drafts.view {
                    MapView::List => drafts.list.focus_again(),
                    MapView::Map => drafts.map.focus_again(),
                }
            }
            if icon_toggle(ui, t, icons::LAYERS, "Other days and changes", Chosen::from(drafts.layers.open)).clicked() {
                if drafts.layers.open {
                    drafts.layers.close();
                } else {
                    drafts.layers.open = true;
                }
                out.push(Command::SelectRegion(None));
            }
            ui.add_space(4.0);
            search_ui(ui, cx, drafts, wide, out);
        });
    });
}

/// When the last check-in was and, where it is not answered yet, the way to answer as then; both only where they fit.
fn check_in_ui(ui: &mut Ui, cx: &Cx<'_>, room: f32, out: &mut Commands) {
    let now = cx.now.timestamp();
    if room < 320.0 {
        return;
    }
    if let Some(at) = cx.model.derived().last_check_in().filter(|_| room > 520.0) {
        let minutes = (now.as_second() - at.as_second()) / 60;
        let text = match minutes {
            0 => "last check-in just now".to_owned(),
            _ => format!("last check-in {} ago", words::length(at, now)),
        };
        ui.label(Role::Small.text(text).color(cx.tokens.quiet));
    }
    let nothing_today = cx.model.derived().regions_today().values().all(|rating| rating.worst().is_none());
    if let Some((day, _)) = cx.model.derived().regions_before().filter(|_| nothing_today) {
        let hint = format!("Answer today what you answered {}", words::relative_day(*day, cx.now.date()));
        if text_button(ui, cx.tokens, "copy last", Some(icons::COPY)).on_hover_text(hint).clicked() {
            out.push(Command::CopyLastCheckIn);
        }
    }
}

/// What can be done with the whole map.
fn menu_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts, out: &mut Commands) {
    let button = icon_button(ui, cx.tokens, icons::MORE, "More for the map");
    Popup::menu(&button).width(MENU_WIDTH).accessible_name("More for the map").show(|ui| {
        let t = cx.tokens;
        ui.spacing_mut().item_spacing.y = 2.0;
        let item = |ui: &mut Ui, text: &str, enabled: bool| {
            let ink = if enabled { t.text } else { t.quiet };
            let row = Button::new(Role::Body.text(text).color(ink)).frame_when_inactive(false);
            let clicked = ui.add_enabled(enabled, row.min_size(vec2(MENU_WIDTH, 32.0))).clicked();
            if clicked {
                // A click by keyboard or screen reader closes no menu by itself.
                ui.close();
            }
            clicked
        };
        let derived = cx.model.derived();
        let rated = derived.regions_today().values().any(|rating| rating.worst().is_some());
        let editable = !drafts.layers.is_past();
        let commands = [
            (Command::CopyLastCheckIn, derived.regions_before().is_some()),
            (Command::Map(MapCommand::AllClear), rated || derived.regions_before().is_some()),
            (Command::Map(MapCommand::SwapSides(None)), rated),
            (Command::Map(MapCommand::ClearAll), rated),
        ];
        for (command, possible) in commands {
            if item(ui, &command.title(), possible && editable) {
                out.push(command);
            }
        }
        let both = drafts.reach == Reach::BothSides;
        if item(ui, if both { "Rate one side at a time" } else { "Rate both sides at once" }, editable) {
            drafts.reach = if both { Reach::OneSide } else { Reach::BothSides };
            drafts.panel_reach = drafts.reach;
        }
        if drafts.view == MapView::Map {
            if item(ui, "Enlarge the map", true) {
                drafts.map.zoom(ZOOM_STEP);
            }
            if item(ui, "Show the whole body", drafts.map.is_enlarged()) {
                drafts.map.show_whole();
            }
        }
    });
}

fn search_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts, wide: bool, out: &mut Commands) {
    let width = if wide { 200.0 } else { (ui.available_width() - 8.0).clamp(96.0, 168.0) };
    let response = search_field(ui, cx.tokens, &mut drafts.search, "search a region…", width);
    let nothing_focused = ui.ctx().memory(|memory| memory.focused().is_none());
    if nothing_focused
        && cx.model.overlay().is_none()
        && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Slash))
    {
        response.request_focus();
    }
    let found = matches(&drafts.search);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if let Some(&first) = found.first().filter(|_| entered) {
        open_found(drafts, first, out);
        return;
    }
    // The list itself shows what was found.
    if drafts.search.trim().is_empty() || drafts.view == MapView::List {
        return;
    }
    let area = egui::Area::new(egui::Id::unique("found regions"))
        .order(Order::Foreground)
        .fixed_pos(response.rect.left_bottom() + vec2(0.0, 4.0))
        .accessible_name("Found regions");
    area.show(ui.ctx(), |ui| {
        egui::Frame::popup(ui.style()).show(ui, |ui| {
            ui.set_width(response.rect.width().max(220.0));
            if found.is_empty() {
                ui.label(Role::Body.text("No region of this name.").color(cx.tokens.quiet));
            }
            for region in found {
                let label = Role::Body.text(region.name()).color(cx.tokens.text);
                let row =
                    egui::Button::new(label).frame_when_inactive(false).min_size(vec2(ui.available_width(), 28.0));
                if ui.add(row).clicked() {
                    open_found(drafts, region, out);
                }
            }
        });
    });
}

/// Opens the panel of a found region, and gives the region the focus so that digits rate it at once.
fn open_found(drafts: &mut TodayDrafts, region: Region, out: &mut Commands) {
    drafts.search.clear();
    drafts.panel_reach = drafts.reach;
    match drafts.view {
        MapView::Map => drafts.map.focus(region),
        MapView::List => drafts.list.focus(region),
    }
    if drafts.layers.is_past() {
        drafts.layers.asked = Some(region);
    } else {
        out.push(Command::SelectRegion(Some(region)));
    }
}

/// The regions whose name, place or anatomy holds every word typed, at most eight; those found by their name first.
fn matches(search: &str) -> Vec<Region> {
    if search.trim().is_empty() {
        return Vec::new();
    }
    let by_name = |region: &Region| words::holds_all(&region.name(), search);
    let by_any = |region: &Region| words::holds_all(&words::region_names(*region), search);
    let named = Region::all().filter(by_name);
    let others = Region::all().filter(|region| !by_name(region) && by_any(region));
    named.chain(others).take(8).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_found_by_its_name_its_place_or_its_anatomy() {
        let check = |search: &str, first: &str| {
            assert_eq!(matches(search).first().map(|region| region.id()), Some(first.to_owned()), "{search}");
        };
        check("left ham", "hamstrings_left");
        // The scalenes of the neck hold these letters too, but a name counts for more.
        check("right cal", "calf_right");
        check("back of the thigh right", "hamstrings_right");
        check("patella", "knee_front_left");
    }

    #[test]
    fn nothing_typed_finds_nothing_and_a_common_word_finds_eight() {
        assert!(matches("  ").is_empty());
        assert_eq!(matches("left").len(), 8);
        assert!(matches("left xyz").is_empty());
    }
}
