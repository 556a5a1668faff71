//! The body map in words: every region in a row, left beside right, with what the map says of it.
//!
//! It answers with the map's events to the map's keys, so that nothing can be done on one and not on the other. To a
//! keyboard it is one tab stop, like the map.

use egui::accesskit::Role as AccessRole;
use egui::{
    Align2, CornerRadius, CursorIcon, FocusDirection, Id, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::keyboard::{self, Answer, Way};
use super::{BodyMapEvent, Reach, Sign, Signs, pills};
use crate::domain::{Group, Region, Side};
use crate::theme::{Role, Tokens};
use crate::widgets::controls::{CONTROL_RADIUS, cut_text};

/// Measures, in points.
const ROW: f32 = 36.0;
const HEADING: f32 = 28.0;
const GAP: f32 = 8.0;
/// The share of the width that the name takes.
const NAME_SHARE: f32 = 0.36;

/// What the list remembers from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct RegionListState {
    tab_stop: Option<Region>,
    focus_next: Option<Region>,
}

impl RegionListState {
    /// Gives a region the keyboard focus.
    pub fn focus(&mut self, region: Region) {
        self.tab_stop = Some(region);
        self.focus_next = Some(region);
    }

    /// Gives the focus back to the region that had it last.
    pub fn focus_again(&mut self) {
        self.focus_next = self.tab_stop.or_else(|| Region::all().next());
    }
}

/// The list for one frame.
#[derive(Clone, Copy, Debug)]
pub struct RegionList<'a> {
    tokens: &'a Tokens,
    signs: Signs<'a>,
    selected: Option<(Region, Reach)>,
    reach: Reach,
}

/// The regions of one group that are listed, left before right.
#[derive(Clone, Debug)]
struct Row {
    group: Group,
    regions: Vec<Region>,
}

impl Row {
    /// The region of a side, or the one on the midline, or the only one.
    fn on(&self, side: Side) -> Option<Region> {
        self.regions.iter().find(|region| region.side() == side).or(self.regions.first()).copied()
    }
}

impl<'a> RegionList<'a> {
    /// A list that shows these signs.
    pub fn new(tokens: &'a Tokens, signs: Signs<'a>) -> Self {
        Self { tokens, signs, selected: None, reach: Reach::OneSide }
    }

    /// Marks a region, or it and its other side, and opens the space below its row.
    pub fn selected(self, region: Option<Region>, reach: Reach) -> Self {
        Self { selected: region.map(|region| (region, reach)), ..self }
    }

    /// Whether answers are for both sides even without a modifier.
    pub fn reach(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }

    /// Shows the regions; `below` fills the space under the row of the selected one.
    pub fn show(
        self,
        ui: &mut Ui,
        state: &mut RegionListState,
        regions: &[Region],
        below: impl FnOnce(&mut Ui, Region),
    ) -> Vec<BodyMapEvent> {
        let rows = rows(regions);
        let mut events = Vec::new();
        let mut below = Some(below);
        let group = UiBuilder::new().accessibility_role(AccessRole::Group).accessibility_label("List of regions");
        ui.scope_builder(group, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut zone = None;
            for row in &rows {
                if zone != Some(row.group.info().zone) {
                    zone = Some(row.group.info().zone);
                    self.heading(ui, row.group.info().zone.label());
                }
                self.row(ui, state, &rows, row, &mut events);
                let opened = self.selected.filter(|(region, _)| row.regions.contains(region));
                if let Some(((region, _), below)) = opened.zip(below.take_if(|_| opened.is_some())) {
                    below(ui, region);
                }
            }
            if let Some(region) = state.focus_next.take() {
                ui.memory_mut(|memory| memory.request_focus(id(ui, region)));
            }
        });
        events
    }

    fn heading(&self, ui: &mut Ui, text: &str) {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEADING), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(AccessRole::Heading, true, text));
        let at = pos2(rect.left(), rect.bottom() - 6.0);
        let mut letters = text.chars();
        let text: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        ui.painter().text(at, Align2::LEFT_BOTTOM, text, Role::SmallBold.font(), self.tokens.quiet);
        ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(1.0, self.tokens.line));
    }

    fn row(&self, ui: &mut Ui, state: &mut RegionListState, rows: &[Row], row: &Row, events: &mut Vec<BodyMapEvent>) {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        let name_width = rect.width() * NAME_SHARE;
        let at = pos2(rect.left(), rect.center().y);
        cut_text(ui, at, row.group.name(), Role::Body.font(), self.tokens.text, name_width - GAP);
        let cell_width = (rect.width() - name_width - GAP) / 2.0;
        for &region in &row.regions {
            let (column, width) = match region.side() {
                Side::Left => (0.0, cell_width),
                Side::Right => (1.0, cell_width),
                Side::Midline => (0.0, 2.0 * cell_width + GAP),
            };
            let corner = pos2(rect.left() + name_width + column * (cell_width + GAP), rect.top() + 2.0);
            self.cell(ui, state, rows, Rect::from_min_size(corner, vec2(width, ROW - 4.0)), region, events);
        }
    }

    fn cell(
        &self,
        ui: &Ui,
        state: &mut RegionListState,
        rows: &[Row],
        rect: Rect,
        region: Region,
        events: &mut Vec<BodyMapEvent>,
    ) {
        let first = rows.first().and_then(|row| row.regions.first()).copied();
        let listed = |region: &Region| rows.iter().any(|row| row.regions.contains(region));
        let tab_stop = state.tab_stop.filter(listed).or(first);
        let focusable = if tab_stop == Some(region) { Sense::FOCUSABLE } else { Sense::hover() };
        let response = ui.interact(rect, id(ui, region), Sense::CLICK | focusable);
        let enabled = ui.is_enabled();
        let sign = self.signs.of(region);
        response.widget_info(|| {
            let said = sign.map_or_else(|| "not rated".to_owned(), Sign::words);
            WidgetInfo::selected(AccessRole::CheckBox, enabled, sign.is_some(), format!("{}, {said}", region.label()))
        });
        ui.ctx().accesskit_node_builder(response.id, |builder| builder.add_action(egui::accesskit::Action::Focus));
        if ui.input(|input| input.has_accesskit_action_request(response.id, egui::accesskit::Action::Focus)) {
            state.focus(region);
        }
        let reach = self.reach.or_held(ui);
        if response.clicked() {
            state.focus(region);
            events.push(BodyMapEvent::Tapped(region, reach));
        } else if response.secondary_clicked() || response.long_touched() {
            events.push(BodyMapEvent::Cleared(region, reach));
        }
        if response.has_focus() {
            if response.gained_focus() {
                response.scroll_to_me(None);
            }
            self.answer_keys(ui, state, rows, response.id, region, events);
        }
        self.paint_cell(ui, rect, region, sign, &response);
        response.on_hover_cursor(CursorIcon::PointingHand);
    }

    fn answer_keys(
        &self,
        ui: &Ui,
        state: &mut RegionListState,
        rows: &[Row],
        id: Id,
        region: Region,
        events: &mut Vec<BodyMapEvent>,
    ) {
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keyboard::FOCUS_FILTER));
        let mut at = region;
        for stroke in keyboard::take_strokes(ui) {
            let next = match stroke {
                keyboard::Stroke::Move(direction) => neighbour(rows, at, direction),
                keyboard::Stroke::Zone(way) => zone_jump(rows, at, way),
                // egui has turned the key into a click already.
                keyboard::Stroke::Zoom(_) | keyboard::Stroke::Answer(Answer::Open) => continue,
                keyboard::Stroke::Answer(answer) => {
                    events.push(answer.event(at, self.reach));
                    continue;
                }
            };
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            at = next.unwrap_or(at);
            state.focus(at);
        }
    }

    fn paint_cell(&self, ui: &Ui, rect: Rect, region: Region, sign: Option<Sign>, response: &egui::Response) {
        let t = self.tokens;
        let painter = ui.painter();
        let radius = CornerRadius::same(CONTROL_RADIUS);
        let is_selected = self.selected.is_some_and(|(region_, reach)| reach.regions(region_).contains(&region));
        let fill = match (is_selected, response.hovered()) {
            (true, _) => t.accent_soft,
            (false, true) => t.sunk,
            (false, false) => t.surface,
        };
        let border = if is_selected { t.accent } else { t.control };
        painter.rect(rect, radius, fill, Stroke::new(1.0, border), StrokeKind::Inside);
        if response.has_focus() {
            painter.rect_stroke(rect.expand(1.0), radius, Stroke::new(2.0, t.accent), StrokeKind::Outside);
        }
        let mut at = pos2(rect.left() + 12.0, rect.center().y);
        let side = painter.text(at, Align2::LEFT_CENTER, region.side().word(), Role::Small.font(), t.quiet);
        at.x = side.right() + 10.0;
        match sign {
            Some(sign) if sign.is_wrong() => {
                pills::paint_wrong_mark(painter, t, at + vec2(9.0, 0.0));
                let room = rect.right() - at.x - 34.0;
                let words = if room > 80.0 { "no work there" } else { "wrong" };
                cut_text(ui, at + vec2(26.0, 0.0), words, Role::Small.font(), t.text, room);
            }
            Some(sign) => match pills::pill_size(sign, painter) {
                Some(size) => {
                    let pill = Rect::from_min_size(at - vec2(0.0, size.y / 2.0), size);
                    pills::paint_pill(painter, t, pill, sign);
                }
                None => {
                    cut_text(ui, at, &sign.words(), Role::Small.font(), t.quiet, rect.right() - at.x - 8.0);
                }
            },
            None => {
                painter.text(at, Align2::LEFT_CENTER, "–", Role::Small.font(), t.quiet);
            }
        }
    }
}

fn id(ui: &Ui, region: Region) -> Id {
    ui.scope_id().with(region)
}

/// The regions by their groups, in the order in which they are given.
fn rows(regions: &[Region]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for &region in regions {
        match rows.iter_mut().find(|row| row.group == region.group()) {
            Some(row) => row.regions.push(region),
            None => rows.push(Row { group: region.group(), regions: vec![region] }),
        }
    }
    // Rows of one zone stand together under its heading.
    rows.sort_by_key(|row| row.group.info().zone);
    rows
}

/// Where an arrow leads: up and down to the same side of the next row, left and right to the other side.
fn neighbour(rows: &[Row], from: Region, direction: Vec2) -> Option<Region> {
    let index = rows.iter().position(|row| row.regions.contains(&from))?;
    if direction.y > 0.0 {
        rows.get(index + 1)?.on(from.side())
    } else if direction.y < 0.0 {
        rows.get(index.checked_sub(1)?)?.on(from.side())
    } else {
        let side = if direction.x < 0.0 { Side::Left } else { Side::Right };
        rows[index].on(side)
    }
}

/// The first region listed of the next zone, or of the zone before.
fn zone_jump(rows: &[Row], from: Region, way: Way) -> Option<Region> {
    let zone = from.zone();
    let first_of = |zone| rows.iter().find(|row| row.group.info().zone == zone)?.on(from.side());
    let next = match way {
        Way::Next => rows.iter().map(|row| row.group.info().zone).filter(|&other| other > zone).min(),
        Way::Previous => rows.iter().map(|row| row.group.info().zone).filter(|&other| other < zone).max(),
    };
    first_of(next?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(id: &str) -> Region {
        id.parse().expect("a known region")
    }

    #[test]
    fn arrows_keep_to_the_side_and_cross_to_the_other() {
        let all: Vec<Region> = Region::all().collect();
        let rows = rows(&all);
        let check = |from: &str, direction, expected: Option<&str>| {
            assert_eq!(neighbour(&rows, region(from), direction).map(Region::id).as_deref(), expected, "{from}");
        };
        check("hamstrings_left", Vec2::RIGHT, Some("hamstrings_right"));
        check("hamstrings_right", Vec2::RIGHT, Some("hamstrings_right"));
        check("hamstrings_right", Vec2::LEFT, Some("hamstrings_left"));
        let down = neighbour(&rows, region("hamstrings_right"), Vec2::DOWN).expect("not the last row");
        assert_eq!(down.side(), Side::Right);
        assert_eq!(neighbour(&rows, down, Vec2::UP), Some(region("hamstrings_right")));
        let first = rows[0].on(Side::Left).expect("every row has a region");
        assert_eq!(neighbour(&rows, first, Vec2::UP), None);
    }

    #[test]
    fn every_region_is_reached_from_the_first_by_down_and_right() {
        let all: Vec<Region> = Region::all().collect();
        let rows = rows(&all);
        let mut at = rows[0].on(Side::Left);
        let mut reached = Vec::new();
        while let Some(region) = at {
            reached.push(region);
            reached.extend(neighbour(&rows, region, Vec2::RIGHT).filter(|&other| other != region));
            at = neighbour(&rows, region, Vec2::DOWN);
            assert!(reached.len() <= Region::COUNT, "it goes in circles");
        }
        assert_eq!(reached.len(), Region::COUNT);
    }

    #[test]
    fn a_zone_jump_stays_within_what_is_listed() {
        let listed = [region("neck_front_left"), region("hamstrings_left"), region("hamstrings_right")];
        let rows = rows(&listed);
        assert_eq!(zone_jump(&rows, listed[0], Way::Next), Some(listed[1]));
        assert_eq!(zone_jump(&rows, listed[2], Way::Previous), Some(listed[0]));
        assert_eq!(zone_jump(&rows, listed[2], Way::Next), None);
    }
}
