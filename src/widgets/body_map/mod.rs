//! The body map: both sides of the body, to be tapped, rated and read.
//!
//! The map shows what it is given and answers with [events](BodyMapEvent); it keeps no ratings of its own. To a keyboard
//! it is one tab stop, within which arrows move from region to region; to a screen reader, a group of 73 check boxes.

mod drawing;
mod hatch;
mod keyboard;
mod labels;
mod layout;
mod legend;
mod look;
mod mesh;
mod outline;
mod pills;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::accesskit::{Action, Role as AccessRole};
use egui::{
    Align2, CursorIcon, FocusDirection, Id, Mesh, Pos2, Rect, Response, Sense, Shape, Ui, UiBuilder, Vec2, WidgetInfo,
};

use self::labels::{Placed, Wanted};
use self::layout::Layout;
use self::look::{BodyColours, RegionLook, Scene};
use crate::domain::{Rating, Region, RegionRating, Scale};
use crate::theme::{Role, Tokens};

pub use self::drawing::{Drawing, DrawingError, Facing};
pub use self::legend::{figure, legend};
pub use self::mesh::TessellationFailed;

/// How far beside a region a tap still means it, in points: half a finger.
const TAP_RADIUS: f32 = 10.0;

/// What someone did on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyMapEvent {
    /// Tapped a region, or opened it by keyboard or screen reader.
    Tapped(Region),
    /// Tapped where there is no region.
    TappedBeside,
    /// Rated the focused region by a digit.
    Rated {
        /// The region.
        region: Region,
        /// What was rated.
        scale: Scale,
        /// The digit.
        rating: Rating,
    },
    /// Asked to take the focused region's ratings away.
    Cleared(Region),
}

/// What the map remembers from frame to frame. None of it needs saving.
#[derive(Clone, Debug, Default)]
pub struct BodyMapState {
    /// The region that holds the map's one tab stop.
    tab_stop: Option<Region>,
    /// The region to be focused at the end of the next frame.
    focus_next: Option<Region>,
    /// The figure on which a region was last tapped, where it was not its main one.
    tapped_on: Option<(Region, Facing)>,
    picture: Option<(Scene, Arc<Mesh>)>,
    pills: Option<(Layout, Vec<Wanted>, Vec<Placed>)>,
}

impl BodyMapState {
    /// Gives a region the keyboard focus, as after a search or when its panel closes.
    pub fn focus(&mut self, region: Region) {
        self.tab_stop = Some(region);
        self.focus_next = Some(region);
    }
}

/// What the map answers.
#[derive(Clone, Debug)]
pub struct BodyMapResponse {
    /// What happened, in order.
    pub events: Vec<BodyMapEvent>,
    /// The box of the selected region on screen, to open its panel beside.
    pub selected_rect: Option<Rect>,
}

/// The body map for one frame.
#[derive(Clone, Copy, Debug)]
pub struct BodyMap<'a> {
    drawing: &'a Drawing,
    tokens: &'a Tokens,
    ratings: Option<&'a BTreeMap<Region, RegionRating>>,
    stations: &'a [(u32, Region)],
    current_station: Option<u32>,
    selected: Option<Region>,
}

impl<'a> BodyMap<'a> {
    /// A map with nothing rated.
    pub fn new(drawing: &'a Drawing, tokens: &'a Tokens) -> Self {
        Self { drawing, tokens, ratings: None, stations: &[], current_station: None, selected: None }
    }

    /// Shows how regions were rated.
    pub fn ratings(self, ratings: &'a BTreeMap<Region, RegionRating>) -> Self {
        Self { ratings: Some(ratings), ..self }
    }

    /// Shows the numbers of stations on their regions, in place of the ratings' numbers.
    ///
    /// The current station is accented and its regions outlined.
    pub fn stations(self, stations: &'a [(u32, Region)], current: Option<u32>) -> Self {
        Self { stations, current_station: current, ..self }
    }

    /// Outlines a region.
    pub fn selected(self, region: Option<Region>) -> Self {
        Self { selected: region, ..self }
    }

    /// Shows the map in a space of the given size.
    pub fn show(self, ui: &mut Ui, state: &mut BodyMapState, size: Vec2) -> BodyMapResponse {
        let group = UiBuilder::new().accessibility_role(AccessRole::Group).accessibility_label("Body map");
        ui.scope_builder(group, |ui| self.show_inside(ui, state, size)).inner
    }

    fn show_inside(self, ui: &mut Ui, state: &mut BodyMapState, size: Vec2) -> BodyMapResponse {
        let (rect, canvas) = ui.allocate_exact_size(size, Sense::CLICK);
        let layout = Layout::new(rect, 1.0 / ui.pixels_per_point());
        let words = words_around(ui, layout);
        let mut events = Vec::new();

        let discs = self.discs(layout);
        self.place_pills(ui, state, layout, &words);
        let pills = state.pills.as_ref().map_or(&[][..], |(_, _, placed)| placed.as_slice());
        let hit = |pos: Pos2| self.hit(layout, pills, &discs, pos);
        let hovered = canvas.hover_pos().and_then(hit);
        if hovered.is_some() {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        if canvas.clicked()
            && let Some(pos) = canvas.interact_pointer_pos()
        {
            match hit(pos) {
                Some(region) => {
                    events.push(BodyMapEvent::Tapped(region));
                    state.focus(region);
                    state.tapped_on = Some((region, layout.facing_at(pos)));
                }
                None => events.push(BodyMapEvent::TappedBeside),
            }
        }

        let focused = self.show_nodes(ui, state, layout, &mut events);
        if let Some(region) = state.focus_next.take() {
            ui.memory_mut(|memory| memory.request_focus(node_id(ui, region)));
        }

        if ui.is_rect_visible(rect) {
            self.paint_body(ui, state, layout, hovered, focused);
            self.paint_signs(ui, state, layout, &discs);
            for (text, pos, _, role) in &words {
                ui.painter().text(*pos, Align2::CENTER_CENTER, *text, role.font(), self.tokens.quiet);
            }
        }
        let selected_rect = self.selected.and_then(|region| self.region_rect(state, layout, region));
        BodyMapResponse { events, selected_rect }
    }

    fn rating(&self, region: Region) -> RegionRating {
        self.ratings.and_then(|ratings| ratings.get(&region)).copied().unwrap_or_default()
    }

    /// Places the pills anew where the layout or the pills have changed.
    fn place_pills(&self, ui: &Ui, state: &mut BodyMapState, layout: Layout, words: &[(&str, Pos2, Rect, Role)]) {
        let wanted: Vec<Wanted> = if self.stations.is_empty() {
            let ratings = self.ratings.into_iter().flatten();
            ratings
                .filter_map(|(&region, rating)| {
                    pills::pill_size(*rating, ui.painter()).map(|size| Wanted { region, size })
                })
                .collect()
        } else {
            Vec::new()
        };
        let fresh = state.pills.as_ref().is_some_and(|(at, for_these, _)| *at == layout && *for_these == wanted);
        if !fresh {
            let boxes: Vec<Rect> = words.iter().map(|&(_, _, rect, _)| rect).collect();
            let placed = labels::place(self.drawing, layout, &boxes, &wanted);
            state.pills = Some((layout, wanted, placed));
        }
    }

    /// The middles of the stations' discs.
    fn discs(&self, layout: Layout) -> Vec<Pos2> {
        let centre = |&(_, region): &(u32, Region)| {
            let place = layout.place(self.drawing.main_facing(region));
            self.drawing.main_part(region).map_or(layout.rect.center(), |part| place.to_screen(part.centre))
        };
        pills::spread_discs(&self.stations.iter().map(centre).collect::<Vec<_>>())
    }

    /// The region a pointer means: by its disc, its pill, or the body itself.
    fn hit(&self, layout: Layout, pills: &[Placed], discs: &[Pos2], pos: Pos2) -> Option<Region> {
        let mut numbered = self.stations.iter().zip(discs);
        if let Some(((_, region), _)) = numbered.find(|(_, disc)| disc.distance(pos) <= pills::DISC_RADIUS) {
            return Some(*region);
        }
        if let Some(pill) = pills.iter().find(|pill| pill.rect.contains(pos)) {
            return Some(pill.region);
        }
        let facing = layout.facing_at(pos);
        let place = layout.place(facing);
        self.drawing.region_at(facing, place.to_drawing(pos), TAP_RADIUS / place.scale)
    }

    /// The box of a region, on the figure where it was last tapped or else its main one.
    fn region_rect(&self, state: &BodyMapState, layout: Layout, region: Region) -> Option<Rect> {
        let tapped = state.tapped_on.filter(|(tapped, _)| *tapped == region).map(|(_, facing)| facing);
        let facings = tapped.into_iter().chain([self.drawing.main_facing(region)]);
        let found = facings.filter_map(|facing| {
            let bounds = self.drawing.figure(facing).regions.get(&region)?.outline.bounds();
            let place = layout.place(facing);
            Some(Rect::from_min_max(place.to_screen(bounds.min), place.to_screen(bounds.max)))
        });
        found.into_iter().next()
    }

    /// Tells screen readers of every region and acts on keys; returns the region with the keyboard focus.
    fn show_nodes(
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
            let id = node_id(ui, region);
            let sense = if tab_stop == Some(region) { Sense::FOCUSABLE } else { Sense::hover() };
            let node = ui.interact(bounds, id, sense);
            let rating = self.rating(region);
            let enabled = ui.is_enabled();
            node.widget_info(|| {
                WidgetInfo::selected(AccessRole::CheckBox, enabled, !rating.is_empty(), self.label(region))
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
                events.push(BodyMapEvent::Tapped(region));
                state.focus(region);
            } else if requested(Action::Focus) {
                state.focus(region);
            }
            if node.has_focus() {
                focused = Some(region);
                self.answer_keys(ui, state, &node, region, events);
            }
        }
        focused
    }

    fn answer_keys(
        &self,
        ui: &Ui,
        state: &mut BodyMapState,
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
            match stroke {
                keyboard::Stroke::Move(direction) => {
                    // Else egui moves the focus as well, in the frame before the filter takes hold.
                    ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
                    region = keyboard::neighbour(self.drawing, region, direction).unwrap_or(region);
                    state.focus(region);
                }
                keyboard::Stroke::Open => events.push(BodyMapEvent::Tapped(region)),
                keyboard::Stroke::Rate(scale, rating) => events.push(BodyMapEvent::Rated { region, scale, rating }),
                keyboard::Stroke::Clear => events.push(BodyMapEvent::Cleared(region)),
            }
        }
    }

    /// What a screen reader says of a region.
    fn label(&self, region: Region) -> String {
        let RegionRating { soreness, stiffness, wrong } = self.rating(region);
        let mut parts = vec![region.label()];
        if wrong.is_some() {
            parts.push("something is wrong here".to_owned());
        } else {
            parts.extend(soreness.map(|rating| format!("soreness {rating}")));
            parts.extend(stiffness.map(|rating| format!("stiffness {rating}")));
            if parts.len() == 1 {
                parts.push("not rated".to_owned());
            }
        }
        let numbers = self.stations.iter().filter(|(_, at)| *at == region);
        parts.extend(numbers.map(|(number, _)| format!("station {number}")));
        parts.join(", ")
    }

    fn paint_body(
        &self,
        ui: &Ui,
        state: &mut BodyMapState,
        layout: Layout,
        hovered: Option<Region>,
        focused: Option<Region>,
    ) {
        let ratings = self.ratings.into_iter().flatten();
        let mut looks: BTreeMap<Region, RegionLook> =
            ratings.map(|(&region, rating)| (region, RegionLook::of(*rating, self.tokens))).collect();
        if let Some(region) = hovered {
            let look = looks.entry(region).or_insert(RegionLook::plain(self.tokens.rest));
            *look = look.hovered(self.tokens);
        }
        let current = self.stations.iter().filter(|(number, _)| self.current_station == Some(*number));
        let outlined = current.map(|(_, region)| *region).chain(self.selected).chain(focused).collect();
        let scene = Scene { layout, looks, outlined, colours: BodyColours::new(self.tokens) };
        let mesh = match state.picture.take() {
            Some((painted, mesh)) if painted == scene => mesh,
            _ => Arc::new(scene.mesh(self.drawing)),
        };
        ui.painter().add(Shape::Mesh(Arc::clone(&mesh)));
        state.picture = Some((scene, mesh));
    }

    fn paint_signs(&self, ui: &Ui, state: &BodyMapState, layout: Layout, discs: &[Pos2]) {
        let ratings = self.ratings.into_iter().flatten();
        for (&region, _) in ratings.filter(|(_, rating)| rating.wrong.is_some()) {
            if let Some(part) = self.drawing.main_part(region) {
                let centre = layout.place(self.drawing.main_facing(region)).to_screen(part.centre);
                pills::paint_wrong_mark(ui.painter(), self.tokens, centre);
            }
        }
        if let (Some((_, _, placed)), Some(ratings)) = (&state.pills, self.ratings) {
            pills::paint_pills(ui.painter(), self.tokens, placed, ratings);
        }
        for (&(number, _), &centre) in self.stations.iter().zip(discs) {
            pills::paint_disc(ui.painter(), self.tokens, centre, number, self.current_station);
        }
    }
}

/// The id of a region's node, stable from frame to frame.
fn node_id(ui: &Ui, region: Region) -> Id {
    ui.scope_id().with(region)
}

/// The words around the figures: text, middle, box, role.
fn words_around(ui: &Ui, layout: Layout) -> Vec<(&'static str, Pos2, Rect, Role)> {
    let side_width = text_width(ui, "your right", Role::Small).max(text_width(ui, "your left", Role::Small));
    let facings = [Facing::Front, Facing::Back].into_iter();
    let words = facings.flat_map(|facing| {
        let roles = [Role::Small, Role::Small, Role::SmallBold];
        layout.words(facing, side_width).into_iter().zip(roles)
    });
    words
        .map(|((text, pos), role)| {
            let size = Vec2::new(text_width(ui, text, role), role.line_height());
            (text, pos, Rect::from_center_size(pos, size), role)
        })
        .collect()
}

fn text_width(ui: &Ui, text: &str, role: Role) -> f32 {
    pills::text_size(ui.painter(), text, role.font()).x
}
