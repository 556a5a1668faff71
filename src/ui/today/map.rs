//! The map column: the body map or its list, the legend, the layers, and the panel of the chosen region.

use egui::{FocusDirection, Key, Modifiers, Rect, Ui, pos2, vec2};

use super::anchored::{Anchor, anchored_panel};
use super::layers::{self, Layer, Shown};
use super::{Commands, Cx, MapView, TodayDrafts, list, map_header, region_panel};
use crate::domain::Region;
use crate::model::{Command, MapCommand};
use crate::widgets::body_map::{
    BodyMap, BodyMapEvent, BodyMapResponse, BrushLegend, Reach, Signs, change_legend, mean_legend,
};
use crate::widgets::controls::small_button;

const HEADER_TOP: f32 = 20.0;
const HEADER_HEIGHT: f32 = 36.0;
const LEGEND_HEIGHT: f32 = 24.0;
const FOOT: f32 = 16.0;
/// The size of the button that shows the whole body again; it stands above the words under the feet.
const WHOLE: egui::Vec2 = vec2(104.0, 28.0);

/// The map column in the space that is left.
pub fn map_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts, padding: f32, out: &mut Commands) {
    let column = ui.available_rect_before_wrap();
    let inner = column.shrink2(vec2(padding, 0.0));
    let slice = |top: f32, bottom: f32| Rect::from_min_max(pos2(inner.left(), top), pos2(inner.right(), bottom));
    let header = slice(column.top() + HEADER_TOP, column.top() + HEADER_TOP + HEADER_HEIGHT);
    let legend = slice(column.bottom() - FOOT - LEGEND_HEIGHT, column.bottom() - FOOT);
    let strip_height = if drafts.layers.open { layers::HEIGHT + 4.0 } else { 0.0 };
    let strip = slice(legend.top() - strip_height, legend.top());
    let body = Rect::from_min_max(pos2(column.left(), header.bottom() + 12.0), pos2(column.right(), strip.top() - 8.0));

    within(ui, "header", header, |ui| map_header::header_ui(ui, cx, drafts, out));
    take_focus_by_arrow(ui, cx, drafts);
    match drafts.view {
        MapView::Map => within(ui, "map", body, |ui| body_ui(ui, cx, drafts, column, out)),
        MapView::List => {
            within(ui, "list", body.shrink2(vec2(padding, 0.0)), |ui| list::list_ui(ui, cx, drafts, out));
        }
    }
    if drafts.layers.open {
        within(ui, "layers", strip, |ui| layers::layers_ui(ui, cx, &mut drafts.layers));
        let is_free = cx.model.overlay().is_none() && !egui::Popup::is_any_open(ui.ctx());
        if is_free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            drafts.layers.close();
        }
    }
    within(ui, "legend", legend, |ui| match drafts.layers.layer() {
        Layer::Mean(_) => mean_legend(ui, cx.tokens),
        Layer::Change => change_legend(ui, cx.tokens),
        Layer::Day => {
            let brush = cx.model.brush().filter(|_| !drafts.layers.is_past());
            if let Some((scale, rating)) = BrushLegend::new(cx.tokens, brush).show(ui) {
                out.push(Command::Map(MapCommand::ChooseBrush(scale, rating)));
            }
        }
    });
    ui.advance_cursor_after_rect(column);
}

fn within<R>(ui: &mut Ui, salt: &'static str, rect: Rect, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope_builder(egui::UiBuilder::new().id_salt(salt).max_rect(rect), contents).inner
}

/// With nothing in focus, an arrow goes straight to the map or to the list.
fn take_focus_by_arrow(ui: &Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts) {
    let is_bare = ui.ctx().memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none());
    if !is_bare || cx.model.overlay().is_some() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let arrows = [Key::ArrowUp, Key::ArrowDown, Key::ArrowLeft, Key::ArrowRight];
    if ui.input_mut(|input| arrows.into_iter().any(|key| input.consume_key(Modifiers::NONE, key))) {
        // Else egui carries the new focus one step further in the same frame.
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        match drafts.view {
            MapView::Map => drafts.map.focus_again(),
            MapView::List => drafts.list.focus_again(),
        }
    }
}

fn body_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts, column: Rect, out: &mut Commands) {
    let space = ui.max_rect();
    let shown = drafts.layers.shown(cx);
    let discs = if shown.is_some() { Vec::new() } else { station_discs(cx) };
    let lit = drafts.lit_station.filter(|_| cx.model.planned().is_some());
    let map = BodyMap::new(cx.drawing, cx.tokens).stations(&discs, lit.map(|index| index as u32 + 1));
    let map = if let Some(shown) = &shown {
        map.signs(Signs::Layer(&shown.signs)).selected(drafts.layers.asked, Reach::OneSide)
    } else {
        let map = map.ratings(cx.model.derived().regions_today()).reach(drafts.reach).brush(cx.model.brush());
        map.selected(cx.model.selected(), drafts.panel_reach)
    };
    let asked = drafts.layers.asked;
    let BodyMapResponse { events, selected_rect } = map.show(ui, &mut drafts.map, space.size());
    answer(events, cx, None, shown.as_deref(), drafts, out);
    if drafts.map.is_enlarged() {
        let corner = Rect::from_min_size(space.right_bottom() - WHOLE - vec2(12.0, 36.0), WHOLE);
        let clicked = within(ui, "whole body", corner, |ui| small_button(ui, cx.tokens, "Whole body").clicked());
        if clicked {
            drafts.map.show_whole();
        }
    }
    let Some(place) = selected_rect else { return };
    let anchor = Anchor { place, column };
    match (&shown, asked, cx.model.selected()) {
        (Some(shown), Some(region), _) => {
            let title = drafts.layers.title(cx.now.date());
            let close = anchored_panel(ui, cx, region.label(), anchor, |ui| {
                layers::words_ui(ui, cx, region, &title, shown);
            });
            // A tap on another region has asked for that one already.
            if close && drafts.layers.asked == asked {
                drafts.layers.asked = None;
            }
        }
        (None, _, Some(region)) => region_panel::region_panel_ui(ui, cx, region, anchor, drafts, out),
        (Some(_), None, _) | (None, _, None) => {}
    }
}

/// Does what was done on the map or in the list; days that are past can only be looked at.
///
/// `open` is a region whose second tap closes it.
pub fn answer(
    events: Vec<BodyMapEvent>,
    cx: &Cx<'_>,
    open: Option<Region>,
    past: Option<&Shown>,
    drafts: &mut TodayDrafts,
    out: &mut Commands,
) {
    for event in events {
        drafts.asking_wrong = false;
        if past.is_some() {
            match event {
                BodyMapEvent::Tapped(region, _) => {
                    drafts.layers.asked = Some(region).filter(|_| drafts.layers.asked != Some(region));
                }
                BodyMapEvent::TappedBeside => drafts.layers.asked = None,
                BodyMapEvent::Rated { .. }
                | BodyMapEvent::Painted(_)
                | BodyMapEvent::Cleared(..)
                | BodyMapEvent::CopiedAcross(_) => {}
            }
            continue;
        }
        let command = match event {
            BodyMapEvent::Tapped(region, reach) => {
                drafts.panel_reach = reach;
                Command::SelectRegion(Some(region).filter(|_| open != Some(region)))
            }
            BodyMapEvent::TappedBeside => Command::SelectRegion(None),
            BodyMapEvent::Rated { region, reach, scale, rating } => {
                region_panel::rate(region, reach, scale, Some(rating))
            }
            BodyMapEvent::Painted(regions) => {
                out.push(Command::SelectRegion(None));
                match cx.model.brush() {
                    Some((scale, rating)) => Command::Map(MapCommand::Rate(regions, scale, Some(rating))),
                    None => continue,
                }
            }
            BodyMapEvent::Cleared(region, reach) => Command::Map(MapCommand::Clear(reach.regions(region))),
            BodyMapEvent::CopiedAcross(region) => Command::Map(MapCommand::CopyAcross(region)),
        };
        out.push(command);
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
