//! The map for keyboards and screen readers: one node for each region, and the buttons of the map itself.

use egui::accesskit::{Action, Role as AccessRole};
use egui::{FocusDirection, Id, Rect, Response, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::layout::Layout;
use super::{BodyMap, BodyMapEvent, BodyMapState, Facing, keyboard, part_id};
use crate::domain::Region;
use crate::theme::Tokens;
use crate::widgets::controls::segments;

/// The size of the two words that turn the figure round, in points.
const FLIP: Vec2 = vec2(152.0, 32.0);

/// The id of a region's node, stable from frame to frame.
pub fn id(ui: &Ui, region: Region) -> Id {
    ui.scope_id().with(region)
}

/// The switch between front and back where only one has room; the answer is the figure to show.
pub fn flip(ui: &mut Ui, tokens: &Tokens, layout: Layout, facing: Facing) -> Facing {
    let corner = pos2(layout.rect.center().x - FLIP.x / 2.0, layout.rect.bottom() - FLIP.y);
    let rect = Rect::from_min_size(corner, FLIP);
    let builder = egui::UiBuilder::new().id_salt(part_id(ui, "flip")).max_rect(rect);
    let chosen = usize::from(facing == Facing::Back);
    let tapped =
        ui.scope_builder(builder, |ui| segments(ui, tokens, "Figure", &["Front", "Back"], Some(chosen), FLIP.x));
    match tapped.inner {
        Some(0) => Facing::Front,
        Some(_) => Facing::Back,
        None => facing,
    }
}

impl BodyMap<'_> {
    /// Tells screen readers of every region and acts on keys; returns the region with the keyboard focus.
    pub(super) fn show_nodes(
        &self,
        ui: &Ui,
        state: &mut BodyMapState,
        layout: Layout,
        events: &mut Vec<BodyMapEvent>,
    ) -> Option<Region> {
        let tab_stop = state.tab_stop.or_else(|| Region::all().next());
        let mut focused = None;
        for region in Region::all() {
            let Some(bounds) = self.region_rect(state, layout, region) else { continue };
            let id = id(ui, region);
            let sense = if tab_stop == Some(region) { Sense::FOCUSABLE } else { Sense::hover() };
            let node = ui.interact(bounds, id, sense);
            let enabled = ui.is_enabled();
            node.widget_info(|| {
                let rated = self.signs.of(region).is_some();
                WidgetInfo::selected(AccessRole::CheckBox, enabled, rated, self.label(region))
            });
            ui.ctx().accesskit_node_builder(id, |builder| {
                builder.add_action(Action::Click);
                builder.add_action(Action::Focus);
            });
            if !enabled {
                continue;
            }
            let requested = |action| ui.input(|input| input.has_accesskit_action_request(id, action));
            if requested(Action::Click) {
                events.push(BodyMapEvent::Tapped(region, self.reach));
                state.focus(region);
            } else if requested(Action::Focus) {
                state.focus(region);
            }
            if node.has_focus() {
                focused = Some(region);
                self.answer_keys(ui, state, layout, &node, region, events);
            }
        }
        focused
    }

    fn answer_keys(
        &self,
        ui: &Ui,
        state: &mut BodyMapState,
        layout: Layout,
        node: &Response,
        region: Region,
        events: &mut Vec<BodyMapEvent>,
    ) {
        if node.gained_focus() {
            node.scroll_to_me(None);
        }
        ui.memory_mut(|memory| memory.set_focus_lock_filter(node.id, keyboard::FOCUS_FILTER));
        let mut region = region;
        for stroke in keyboard::take_strokes(ui) {
            let next = match stroke {
                keyboard::Stroke::Move(direction) => keyboard::neighbour(self.drawing, region, direction),
                keyboard::Stroke::Zone(way) => Some(keyboard::zone_jump(region, way)),
                keyboard::Stroke::Zoom(factor) => {
                    state.view = state.view.zoomed(layout.rect, node.rect.center(), factor);
                    continue;
                }
                keyboard::Stroke::Answer(answer) => {
                    events.push(answer.event(region, self.reach));
                    continue;
                }
            };
            // Else egui moves the focus as well, in the frame before the filter takes hold.
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            region = next.unwrap_or(region);
            state.focus(region);
        }
    }

    /// What a screen reader says of a region.
    fn label(&self, region: Region) -> String {
        let said = self.signs.of(region).map_or_else(|| "not rated".to_owned(), super::Sign::words);
        let mut parts = vec![region.label(), said];
        let numbers = self.stations.iter().filter(|(_, at)| *at == region);
        parts.extend(numbers.map(|(number, _)| format!("station {number}")));
        parts.join(", ")
    }
}
