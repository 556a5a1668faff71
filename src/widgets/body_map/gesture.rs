//! What the pointer does on the map: it taps, paints, moves, enlarges and clears.
//!
//! A drag that begins on the body paints, one that begins beside it moves an enlarged map; two fingers and the wheel
//! with Ctrl enlarge, the wheel alone and the middle button move.

use std::collections::BTreeSet;

use egui::{CursorIcon, Key, PointerButton, Pos2, Response, Ui, Vec2};

use super::labels::Placed;
use super::layout::Layout;
use super::{BodyMap, BodyMapEvent, BodyMapState, Reach, pills};
use crate::domain::Region;

/// How far beside a region a tap still means it, in points: half a finger.
const TAP_RADIUS: f32 = 10.0;
/// How far a press may slip within its region and still be a tap, in points.
const SLIP: f32 = 16.0;
/// The step in which a quick stroke is followed, in points: less than the narrowest region.
const STROKE_STEP: f32 = 4.0;

/// A drag under way.
#[derive(Clone, Debug)]
pub enum Gesture {
    /// Paints regions.
    Stroke {
        /// Where it began.
        from: Pos2,
        /// How far it has come.
        to: Pos2,
        /// The region under its beginning.
        first: Region,
        /// The regions met so far, other sides included.
        regions: BTreeSet<Region>,
        /// Whether it has left its region or gone far enough to be no tap.
        is_stroke: bool,
    },
    /// Moves the map.
    Move,
    /// Was a long press, which has cleared a region; what follows of it means nothing.
    Spent,
}

impl Gesture {
    /// The regions that would be painted if the drag ended now.
    pub fn painted(&self) -> Option<&BTreeSet<Region>> {
        match self {
            Self::Stroke { regions, is_stroke: true, .. } => Some(regions),
            Self::Stroke { .. } | Self::Move | Self::Spent => None,
        }
    }
}

/// What a place on the map can mean.
pub struct Surroundings<'a> {
    pub map: BodyMap<'a>,
    pub layout: Layout,
    pub pills: &'a [Placed],
    pub discs: &'a [Pos2],
}

impl Surroundings<'_> {
    /// The region a tap means: by its disc, its pill, or the body itself.
    pub fn hit(&self, pos: Pos2) -> Option<Region> {
        let mut numbered = self.map.stations.iter().zip(self.discs);
        if let Some(((_, region), _)) = numbered.find(|(_, disc)| disc.distance(pos) <= pills::DISC_RADIUS) {
            return Some(*region);
        }
        if let Some(pill) = self.pills.iter().find(|pill| pill.rect.contains(pos)) {
            return Some(pill.region);
        }
        self.region_at(pos, TAP_RADIUS)
    }

    fn region_at(&self, pos: Pos2, radius: f32) -> Option<Region> {
        let facing = self.layout.facing_at(pos);
        let place = self.layout.place(facing);
        self.map.drawing.region_at(facing, place.to_drawing(pos), radius / place.scale)
    }

    /// The regions under a straight stroke.
    fn regions_along(&self, from: Pos2, to: Pos2) -> impl Iterator<Item = Region> {
        let steps = (from.distance(to) / STROKE_STEP).ceil().max(1.0) as u32;
        (0..=steps).filter_map(move |step| self.region_at(from.lerp(to, step as f32 / steps as f32), 0.0))
    }
}

/// Turns what the pointer did on the canvas into events, and moves the view.
pub fn answer_pointer(
    ui: &Ui,
    canvas: &Response,
    at: &Surroundings<'_>,
    state: &mut BodyMapState,
    events: &mut Vec<BodyMapEvent>,
) {
    let reach = at.map.reach.or_held(ui);
    answer_zoom(ui, canvas, at.layout, state);
    if canvas.hover_pos().and_then(|pos| at.hit(pos)).is_some() && state.gesture.is_none() {
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    if let Some(pos) = canvas.interact_pointer_pos() {
        if canvas.clicked() {
            tap(at, state, pos, reach, events);
        } else if canvas.secondary_clicked() || (canvas.long_touched() && !is_spent(state)) {
            state.gesture = Some(Gesture::Spent);
            if let Some(region) = at.hit(pos) {
                events.push(BodyMapEvent::Cleared(region, reach));
            }
        }
        answer_drag(ui, canvas, at, state, pos, reach);
    }
    if ui.input(|input| input.key_pressed(Key::Escape)) && state.gesture.is_some() {
        state.gesture = Some(Gesture::Spent);
    }
    if canvas.drag_stopped()
        && let Some(Gesture::Stroke { from, first, regions, is_stroke, .. }) = state.gesture.take()
    {
        if is_stroke && at.map.brush.is_some() {
            events.push(BodyMapEvent::Painted(regions));
        } else {
            tap_region(at, state, first, from, reach, events);
        }
    }
    if !ui.input(|input| input.pointer.any_down()) {
        state.gesture = None;
    }
}

fn is_spent(state: &BodyMapState) -> bool {
    matches!(state.gesture, Some(Gesture::Spent))
}

fn tap(at: &Surroundings<'_>, state: &mut BodyMapState, pos: Pos2, reach: Reach, events: &mut Vec<BodyMapEvent>) {
    match at.hit(pos) {
        Some(region) => tap_region(at, state, region, pos, reach, events),
        None => events.push(BodyMapEvent::TappedBeside),
    }
}

fn tap_region(
    at: &Surroundings<'_>,
    state: &mut BodyMapState,
    region: Region,
    pos: Pos2,
    reach: Reach,
    events: &mut Vec<BodyMapEvent>,
) {
    events.push(BodyMapEvent::Tapped(region, reach));
    // What is tapped is in sight; the map must not move under the finger.
    state.tab_stop = Some(region);
    state.focus_next = Some(region);
    state.tapped_on = Some((region, at.layout.facing_at(pos)));
}

fn answer_drag(ui: &Ui, canvas: &Response, at: &Surroundings<'_>, state: &mut BodyMapState, pos: Pos2, reach: Reach) {
    if is_spent(state) {
        return;
    }
    let from = ui.input(|input| input.pointer.press_origin()).unwrap_or(pos);
    if canvas.drag_started_by(PointerButton::Primary) {
        state.gesture = Some(match at.hit(from) {
            Some(first) => Gesture::Stroke { from, to: from, first, regions: reach.regions(first), is_stroke: false },
            None => Gesture::Move,
        });
    } else if canvas.drag_started_by(PointerButton::Middle) {
        state.gesture = Some(Gesture::Move);
    }
    match &mut state.gesture {
        Some(Gesture::Stroke { from, to, first, regions, is_stroke }) => {
            regions.extend(at.regions_along(*to, pos).flat_map(|region| reach.regions(region)));
            *to = pos;
            *is_stroke |= from.distance(pos) > SLIP || regions.len() > reach.regions(*first).len();
        }
        Some(Gesture::Move) if state.view.is_enlarged() => {
            ui.set_cursor_icon(CursorIcon::Grabbing);
            state.view = state.view.moved(at.layout.rect, canvas.drag_delta());
        }
        // The whole map does not move; the page it stands on may.
        Some(Gesture::Move) if canvas.dragged() => ui.scroll_with_delta(canvas.drag_delta()),
        Some(Gesture::Move | Gesture::Spent) | None => {}
    }
}

/// Enlarges by the wheel with Ctrl or by two fingers; moves what is enlarged.
fn answer_zoom(ui: &Ui, canvas: &Response, layout: Layout, state: &mut BodyMapState) {
    if !canvas.contains_pointer() && !canvas.dragged() {
        return;
    }
    let space = layout.rect;
    let (fingers, factor, around) = ui.input(|input| {
        let touch = input.multi_touch();
        let around = touch.map(|touch| touch.center_pos).or(input.pointer.latest_pos());
        (touch.map(|touch| touch.translation_delta), input.zoom_delta(), around.unwrap_or(space.center()))
    });
    if (factor - 1.0).abs() > 1e-4 {
        state.view = state.view.zoomed(space, around, factor);
    }
    if let Some(delta) = fingers {
        state.gesture = None;
        state.view = state.view.moved(space, delta);
    }
    if state.view.is_enlarged() {
        // The page below must not scroll as well.
        let wheel = ui.input_mut(|input| std::mem::replace(&mut input.smooth_scroll_delta, Vec2::ZERO));
        state.view = state.view.moved(space, wheel);
    }
}
