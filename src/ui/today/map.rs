//! The map column: header with search, the body map, the legend, and the panel of the chosen region.

use egui::{Align, Key, Layout, Order, Rect, Ui, pos2, vec2};

use super::super::words;
use super::{Commands, Cx, TodayDrafts, region_panel};
use crate::domain::Region;
use crate::model::Command;
use crate::theme::{Role, icons};
use crate::widgets::body_map::{BodyMap, BodyMapEvent, legend};
use crate::widgets::controls::{search_field, text_button};

const HEADER_TOP: f32 = 20.0;
const HEADER_HEIGHT: f32 = 36.0;
const LEGEND_HEIGHT: f32 = 24.0;
const FOOT: f32 = 16.0;

/// The map column in the space that is left.
pub fn map_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts, padding: f32, out: &mut Commands) {
    let column = ui.available_rect_before_wrap();
    let header = Rect::from_min_size(
        pos2(column.left() + padding, column.top() + HEADER_TOP),
        vec2(column.width() - 2.0 * padding, HEADER_HEIGHT),
    );
    let legend_rect = Rect::from_min_max(
        pos2(header.left(), column.bottom() - FOOT - LEGEND_HEIGHT),
        pos2(header.right(), column.bottom() - FOOT),
    );
    let map_rect =
        Rect::from_min_max(pos2(column.left(), header.bottom() + 12.0), pos2(column.right(), legend_rect.top() - 8.0));
    ui.scope_builder(egui::UiBuilder::new().id_salt("header").max_rect(header), |ui| header_ui(ui, cx, drafts, out));

    let discs = station_discs(cx);
    let lit = drafts.lit_station.filter(|_| cx.model.planned().is_some());
    let map = BodyMap::new(cx.drawing, cx.tokens)
        .ratings(&cx.model.derived().regions_today)
        .stations(&discs, lit.map(|index| index as u32 + 1))
        .selected(cx.model.selected());
    let builder = egui::UiBuilder::new().id_salt("map").max_rect(map_rect);
    let shown = ui.scope_builder(builder, |ui| map.show(ui, &mut drafts.map, map_rect.size())).inner;
    for event in shown.events {
        drafts.asking_wrong = false;
        out.push(command_of(event));
    }
    ui.scope_builder(egui::UiBuilder::new().id_salt("legend").max_rect(legend_rect), |ui| legend(ui, cx.tokens));
    if let (Some(region), Some(anchor)) = (cx.model.selected(), shown.selected_rect) {
        region_panel::region_panel_ui(ui, cx, region, anchor, column, drafts, out);
    }
    ui.advance_cursor_after_rect(column);
}

fn command_of(event: BodyMapEvent) -> Command {
    match event {
        BodyMapEvent::Tapped(region) => Command::SelectRegion(Some(region)),
        BodyMapEvent::TappedBeside => Command::SelectRegion(None),
        BodyMapEvent::Rated { region, scale, rating } => Command::Rate(region, scale, Some(rating)),
        BodyMapEvent::Cleared(region) => Command::ClearRegion(region),
    }
}

/// The number of each station beside every region it works.
fn station_discs(cx: &Cx<'_>) -> Vec<(u32, Region)> {
    let Some(planned) = cx.model.planned() else { return Vec::new() };
    let stations = planned.plan.circuit.stations.iter().enumerate();
    // Breathing is done with the whole body; a number on one region would mislead.
    let placed = stations.filter(|(_, station)| station.phase != crate::domain::Phase::Breathing);
    placed.flat_map(|(index, station)| station.regions().map(move |region| (index as u32 + 1, region))).collect()
}

fn header_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let wide = ui.available_width() > 640.0;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.label(Role::Title.text("Body today").color(t.text));
        let now = cx.now.timestamp();
        if wide && let Some(at) = cx.model.derived().last_check_in {
            let minutes = (now.as_second() - at.as_second()) / 60;
            let text = match minutes {
                0 => "last check-in just now".to_owned(),
                _ => format!("last check-in {} ago", words::length(at, now)),
            };
            ui.label(Role::Small.text(text).color(t.quiet));
        }
        let nothing_today = cx.model.derived().regions_today.values().all(|rating| rating.worst().is_none());
        if let Some((day, _)) = cx.model.derived().regions_before.as_ref().filter(|_| nothing_today) {
            let hint = format!("Answer today what you answered {}", words::relative_day(*day, cx.now.date()));
            if text_button(ui, t, "copy last", Some(icons::COPY)).on_hover_text(hint).clicked() {
                out.push(Command::CopyLastCheckIn);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| search_ui(ui, cx, drafts, wide, out));
    });
}

fn search_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts, wide: bool, out: &mut Commands) {
    let width = if wide { 200.0 } else { 168.0 };
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
    if drafts.search.trim().is_empty() {
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
    drafts.map.focus(region);
    out.push(Command::SelectRegion(Some(region)));
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
