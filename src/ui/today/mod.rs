//! Today: the body map on the left, the day or its circuit on the right.

mod anchored;
mod blocked;
mod circuit_panel;
mod day;
mod favourites;
mod health_card;
mod layers;
mod list;
mod map;
mod map_header;
mod morning;
mod region_panel;
mod retests;
mod training_editor;
mod unplanned;
mod without_plan;
mod wrong;

use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Stroke, Ui};

use super::nav::{RAIL_WIDTH, is_narrow};
use super::safety::Asked;
use super::{Commands, Cx};
use crate::widgets::body_map::{BodyMapState, Reach, RegionListState};

/// The half-done things of this screen.
#[derive(Default)]
pub struct TodayDrafts {
    map: BodyMapState,
    list: RegionListState,
    view: MapView,
    /// The region below whose row the list is open, once it was brought into sight.
    unfolded: Option<crate::domain::Region>,
    layers: layers::LayersDraft,
    /// Whether answers are for both sides even without a modifier.
    reach: Reach,
    /// Whether those of the open region are.
    panel_reach: Reach,
    search: String,
    training: Option<training_editor::TrainingDraft>,
    /// The station under the pointer or the focus, whose region is lit on the map.
    lit_station: Option<usize>,
    /// What is half-done in the list of stations.
    stations: circuit_panel::StationsDraft,
    /// Whether the list of everything that was left out is open.
    why_not_open: bool,
    /// Whether minutes, tools and purpose stand beside the circuit.
    options_open: bool,
    /// What was typed to find a station to add; nothing while the stations are shown.
    adding: Option<String>,
    /// Whether the field of that search gets the focus.
    focus_search: bool,
    /// The circuit that is about to be kept.
    keep: Option<circuit_panel::KeepDraft>,
    /// The favourites as today leaves them.
    favourites: favourites::FavouritesDraft,
    /// Whether the panel asks what is wrong.
    asking_wrong: bool,
    /// How far those questions have come.
    asked: Asked,
    /// Whether everything that is left out today is listed.
    blocked_open: bool,
}

pub use without_plan::last_circuit;

/// How the regions are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum MapView {
    /// As a body.
    #[default]
    Map,
    /// In words.
    List,
}

/// The height the map takes in a narrow window, in points.
const NARROW_MAP_HEIGHT: f32 = 560.0;

/// The Today screen.
pub fn today_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let width = ui.available_width();
    if is_narrow(ui.ctx()) {
        ScrollArea::vertical().id_salt("today").auto_shrink([false, false]).show(ui, |ui| {
            ui.allocate_ui(egui::vec2(width, NARROW_MAP_HEIGHT), |ui| map::map_ui(ui, cx, drafts, 16.0, out));
            Frame::NONE.fill(t.surface).inner_margin(Margin::same(16)).show(ui, |ui| side_ui(ui, cx, drafts, out));
        });
    } else {
        let wide = width + RAIL_WIDTH >= 1000.0;
        let has_circuit = cx.model.planned().is_some();
        let (panel_width, margin) = match (wide, has_circuit) {
            (true, true) => (432.0, 24),
            (true, false) => (392.0, 24),
            (false, true) => (352.0, 20),
            (false, false) => (312.0, 20),
        };
        let panel = Panel::right("day")
            .exact_size(panel_width)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::NONE.fill(t.surface));
        panel.show(ui, |ui| {
            let edge = ui.max_rect();
            ui.painter().vline(edge.left() + 0.5, edge.y_range(), Stroke::new(1.0, t.line));
            Frame::NONE.inner_margin(Margin::symmetric(margin, 20)).show(ui, |ui| side_ui(ui, cx, drafts, out));
        });
        let map_padding = if wide { 24.0 } else { 16.0 };
        CentralPanel::no_frame().show(ui, |ui| map::map_ui(ui, cx, drafts, map_padding, out));
    }
    training_editor::training_editor_ui(ui, cx, &mut drafts.training, out);
}

fn side_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts, out: &mut Commands) {
    if let Some(planned) = cx.model.planned() {
        circuit_panel::circuit_panel_ui(ui, cx, planned, drafts, out);
    } else {
        day::day_ui(ui, cx, drafts, out);
    }
}
