//! The body map: both sides of the body, to be tapped, painted, rated and read.
//!
//! The map shows what it is given and answers with [events](BodyMapEvent); it keeps no ratings of its own. To a keyboard
//! it is one tab stop, within which arrows move from region to region; to a screen reader, a group of 73 check boxes.
//! [`RegionList`] is the same instrument in words: it answers with the same events to the same keys.

mod drawing;
mod gesture;
mod hatch;
mod keyboard;
mod labels;
mod layout;
mod legend;
mod list;
mod look;
mod mesh;
mod nodes;
mod outline;
mod painting;
mod picture;
mod pills;
mod sign;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::accesskit::Role as AccessRole;
use egui::{Id, Mesh, Pos2, Rect, Sense, Ui, UiBuilder, Vec2};

use self::gesture::Gesture;
use self::labels::{Placed, Wanted};
use self::layout::{Figures, Layout};
use self::look::Scene;
use self::view::View;
use crate::domain::{Rating, Region, RegionRating, Scale, Side};
use crate::theme::Tokens;

pub use self::drawing::{Drawing, DrawingError, Facing};
pub use self::legend::{BrushLegend, change_legend, mean_legend};
pub use self::list::{RegionList, RegionListState};
pub use self::mesh::TessellationFailed;
pub use self::picture::{close_up, figure};
pub use self::sign::{Sign, Signs};

/// What someone did on the map or in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyMapEvent {
    /// Tapped a region, or opened it by keyboard or screen reader.
    Tapped(Region, Reach),
    /// Tapped where there is no region.
    TappedBeside,
    /// Rated the focused region by a digit.
    Rated {
        /// The region.
        region: Region,
        /// Whether its other side as well.
        reach: Reach,
        /// What was rated.
        scale: Scale,
        /// The digit.
        rating: Rating,
    },
    /// Dragged the [brush](BodyMap::brush) over these regions.
    Painted(BTreeSet<Region>),
    /// Asked to take the ratings of a region away.
    Cleared(Region, Reach),
    /// Asked to give the other side the ratings of a region.
    CopiedAcross(Region),
}

/// Whether an answer is for one side or for both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// For the region alone.
    #[default]
    OneSide,
    /// For the region and the same region of the other side.
    BothSides,
}

impl Reach {
    /// The regions that an answer for `region` is for.
    pub fn regions(self, region: Region) -> BTreeSet<Region> {
        match (self, region.side()) {
            (Self::BothSides, Side::Left | Side::Right) => BTreeSet::from([region, region.mirrored()]),
            (Self::OneSide, _) | (Self::BothSides, Side::Midline) => BTreeSet::from([region]),
        }
    }

    /// Both sides while Alt or Ctrl (⌘) is held, else this.
    #[must_use]
    pub fn or_held(self, ui: &Ui) -> Self {
        let held = ui.input(|input| input.modifiers.alt || input.modifiers.command);
        if held { Self::BothSides } else { self }
    }
}

/// What the map remembers from frame to frame. None of it needs saving.
#[derive(Clone, Debug, Default)]
pub struct BodyMapState {
    /// The region that holds the map's one tab stop.
    tab_stop: Option<Region>,
    /// The region to be focused at the end of the next frame.
    focus_next: Option<Region>,
    /// The region to be brought into sight.
    sight_next: Option<Region>,
    /// The figure on which a region was last tapped, where it was not its main one.
    tapped_on: Option<(Region, Facing)>,
    /// The figure shown where only one has room.
    alone: Facing,
    view: View,
    /// By how much to enlarge in the next frame.
    zoom_next: Option<f32>,
    gesture: Option<Gesture>,
    picture: Option<(Scene, Arc<Mesh>)>,
    pills: Option<(Layout, Vec<Wanted>, Vec<Placed>)>,
}

impl BodyMapState {
    /// Gives a region the keyboard focus, as after a search or when its panel closes, and brings it into sight.
    pub fn focus(&mut self, region: Region) {
        self.tab_stop = Some(region);
        self.focus_next = Some(region);
        self.sight_next = Some(region);
    }

    /// Gives the focus back to the region that had it last.
    pub fn focus_again(&mut self) {
        let last = self.tab_stop.or_else(|| Region::all().next());
        if let Some(region) = last {
            self.focus(region);
        }
    }

    /// Whether only a part of the map is seen.
    pub fn is_enlarged(&self) -> bool {
        self.view.is_enlarged()
    }

    /// Enlarges the region that is open or was last in use, else a figure.
    pub fn zoom(&mut self, factor: f32) {
        self.zoom_next = Some(factor);
    }

    /// Shows the whole map again.
    pub fn show_whole(&mut self) {
        self.view = View::default();
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
    signs: Signs<'a>,
    stations: &'a [(u32, Region)],
    current_station: Option<u32>,
    selected: Option<(Region, Reach)>,
    reach: Reach,
    brush: Option<(Scale, Rating)>,
}

impl<'a> BodyMap<'a> {
    /// A map with nothing rated.
    pub fn new(drawing: &'a Drawing, tokens: &'a Tokens) -> Self {
        Self {
            drawing,
            tokens,
            signs: Signs::None,
            stations: &[],
            current_station: None,
            selected: None,
            reach: Reach::OneSide,
            brush: None,
        }
    }

    /// Shows how regions were rated.
    pub fn ratings(self, ratings: &'a BTreeMap<Region, RegionRating>) -> Self {
        self.signs(Signs::Ratings(ratings))
    }

    /// Shows these signs.
    pub fn signs(self, signs: Signs<'a>) -> Self {
        Self { signs, ..self }
    }

    /// Shows the numbers of stations on their regions, in place of the ratings' numbers.
    ///
    /// The current station is accented and its regions outlined.
    pub fn stations(self, stations: &'a [(u32, Region)], current: Option<u32>) -> Self {
        Self { stations, current_station: current, ..self }
    }

    /// Outlines a region, or it and its other side.
    pub fn selected(self, region: Option<Region>, reach: Reach) -> Self {
        Self { selected: region.map(|region| (region, reach)), ..self }
    }

    /// Whether answers are for both sides even without a modifier.
    pub fn reach(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }

    /// What a drag across regions paints; without a brush a drag opens the region where it began.
    pub fn brush(self, brush: Option<(Scale, Rating)>) -> Self {
        Self { brush, ..self }
    }

    /// Shows the map in a space of the given size.
    pub fn show(self, ui: &mut Ui, state: &mut BodyMapState, size: Vec2) -> BodyMapResponse {
        let group = UiBuilder::new().accessibility_role(AccessRole::Group).accessibility_label("Body map");
        ui.scope_builder(group, |ui| self.show_inside(ui, state, size)).inner
    }

    fn show_inside(self, ui: &mut Ui, state: &mut BodyMapState, size: Vec2) -> BodyMapResponse {
        let (rect, canvas) = ui.allocate_exact_size(size, Sense::CLICK | Sense::DRAG);
        if let Some(factor) = state.zoom_next.take() {
            let layout = Self::layout(ui, state, rect);
            let wanted = self.selected.map(|(region, _)| region).or(state.tab_stop);
            let place = wanted.and_then(|region| self.region_rect(state, layout, region));
            let figure = layout.facings().map(|facing| layout.figure_rect(facing)).next();
            let around = place.or(figure).unwrap_or(rect).center();
            state.view = state.view.zoomed(rect, around.clamp(rect.min, rect.max), factor);
        }
        self.bring_into_sight(ui, state, rect);
        let mut layout = Self::layout(ui, state, rect);
        if let Figures::One(facing) = layout.figures {
            state.alone = nodes::flip(ui, self.tokens, layout, facing);
            layout = Self::layout(ui, state, rect);
        }
        let mut events = Vec::new();
        let words = painting::words_around(ui, layout);
        let discs = self.discs(layout);
        let signs = self.signs_with_preview(state.gesture.as_ref());
        self.place_pills(ui, state, layout, &words, &signs);
        let pills = state.pills.as_ref().map(|(_, _, placed)| placed.clone()).unwrap_or_default();
        let at = gesture::Surroundings { map: self, layout, pills: &pills, discs: &discs };
        let hovered = canvas.hover_pos().and_then(|pos| at.hit(pos));
        gesture::answer_pointer(ui, &canvas, &at, state, &mut events);
        let focused = self.show_nodes(ui, state, layout, &mut events);
        if let Some(region) = state.focus_next.take() {
            ui.memory_mut(|memory| memory.request_focus(nodes::id(ui, region)));
        }
        if state.sight_next.is_some() {
            ui.ctx().request_repaint();
        }
        if ui.is_rect_visible(rect) {
            self.paint(ui, state, layout, &signs, hovered, focused);
            self.paint_signs(ui, state, layout, &signs, &discs);
            painting::paint_words(ui, self.tokens, layout, &words);
        }
        let selected_rect = self.selected.and_then(|(region, _)| self.region_rect(state, layout, region));
        BodyMapResponse { events, selected_rect: selected_rect.map(|found| found.intersect(rect)) }
    }

    fn layout(ui: &Ui, state: &BodyMapState, rect: Rect) -> Layout {
        Layout::new(rect, 1.0 / ui.pixels_per_point(), state.alone, state.view)
    }

    /// Turns and moves the map so that the region that is given the focus can be seen.
    fn bring_into_sight(&self, ui: &Ui, state: &mut BodyMapState, rect: Rect) {
        let Some(region) = state.sight_next.take() else { return };
        let layout = Self::layout(ui, state, rect);
        if layout.facing_of(self.drawing, region).is_none() {
            state.alone = self.drawing.main_facing(region);
        }
        if state.view.is_enlarged()
            && let Some(wanted) = self.region_rect(state, Self::layout(ui, state, rect), region)
        {
            state.view = state.view.showing(rect, wanted);
        }
    }

    /// What is shown, with what is being painted laid over it.
    fn signs_with_preview(&self, gesture: Option<&Gesture>) -> BTreeMap<Region, Sign> {
        let mut signs = self.signs.all();
        let painted = gesture.and_then(Gesture::painted);
        if let (Some(painted), Some((scale, rating))) = (painted, self.brush) {
            for &region in painted {
                let sign = signs.entry(region).or_insert(Sign::Rated(RegionRating::default()));
                if let Sign::Rated(before) = sign {
                    match scale {
                        Scale::Soreness => before.soreness = Some(rating),
                        Scale::Stiffness => before.stiffness = Some(rating),
                    }
                }
            }
        }
        signs
    }

    /// The box of a region, on the figure where it was last tapped or else where it shows best.
    fn region_rect(&self, state: &BodyMapState, layout: Layout, region: Region) -> Option<Rect> {
        let tapped = state.tapped_on.filter(|(tapped, _)| *tapped == region).map(|(_, facing)| facing);
        let tapped = tapped.filter(|facing| layout.facings().any(|shown| shown == *facing));
        let best = layout.facing_of(self.drawing, region).or(Some(self.drawing.main_facing(region)));
        let found = tapped.into_iter().chain(best).filter_map(|facing| {
            let bounds = self.drawing.figure(facing).regions.get(&region)?.outline.bounds();
            let place = layout.place(facing);
            Some(Rect::from_min_max(place.to_screen(bounds.min), place.to_screen(bounds.max)))
        });
        found.into_iter().next()
    }

    /// The middles of the stations' discs.
    fn discs(&self, layout: Layout) -> Vec<Pos2> {
        let centre = |&(_, region): &(u32, Region)| {
            let facing = layout.facing_of(self.drawing, region).unwrap_or(self.drawing.main_facing(region));
            let part = self.drawing.figure(facing).regions.get(&region);
            part.map_or(layout.rect.center(), |part| layout.place(facing).to_screen(part.centre))
        };
        pills::spread_discs(&self.stations.iter().map(centre).collect::<Vec<_>>())
    }

    /// Places the pills anew where the layout or the pills have changed.
    fn place_pills(
        &self,
        ui: &Ui,
        state: &mut BodyMapState,
        layout: Layout,
        words: &[painting::Word],
        signs: &BTreeMap<Region, Sign>,
    ) {
        let wanted: Vec<Wanted> = if self.stations.is_empty() {
            let sized =
                signs.iter().filter_map(|(&region, &sign)| Some((region, pills::pill_size(sign, ui.painter())?)));
            sized.map(|(region, size)| Wanted { region, size }).collect()
        } else {
            Vec::new()
        };
        let fresh = state.pills.as_ref().is_some_and(|(at, for_these, _)| *at == layout && *for_these == wanted);
        if !fresh {
            let boxes: Vec<Rect> = words.iter().map(|word| word.rect).collect();
            let placed = labels::place(self.drawing, layout, &boxes, &wanted);
            state.pills = Some((layout, wanted, placed));
        }
    }
}

/// The id of the map's own things within it.
fn part_id(ui: &Ui, part: &'static str) -> Id {
    ui.scope_id().with(part)
}
