//! The stations of the circuit in rows: each with its reasons, and under the pointer or the focus what the hand may do.

use egui::{
    Align2, CornerRadius, CursorIcon, Id, Label, Layout, Rect, Response, Role as NodeRole, Sense, Stroke, StrokeKind,
    TextWrapMode, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::super::super::words;
use super::super::{Commands, Cx, TodayDrafts};
use super::tools::{self, TOOLS_WIDTH};
use super::{BLEED, hand};
use crate::domain::{Phase, PressureTarget, Side, Sides, Station};
use crate::model::Planned;
use crate::planner::hand::HandChange;
use crate::theme::{Role, Tokens, icons};
use crate::ui::figures::{Moves, facing, paint_small};
use crate::widgets::controls::{cut_text, text_width};

const ROW_HEIGHT: f32 = 48.0;
/// The small figure of a station, and how far from the left edge of its row it stands.
const FIGURE_SIZE: Vec2 = vec2(44.0, 44.0);
const FIGURE_LEFT: f32 = 20.0;
/// The part of a row by which it is dragged.
const HANDLE_WIDTH: f32 = 22.0;

/// What is half-done in the list of stations.
#[derive(Clone, Debug, Default)]
pub struct StationsDraft {
    /// The row that has the focus, or of which a button has it.
    focused: Option<usize>,
    /// The row that gets the focus in the next frame.
    pub focus_next: Option<usize>,
    /// The row that is dragged, and the height of the pointer.
    dragged: Option<(usize, f32)>,
}

pub fn stations_ui(ui: &mut Ui, cx: &Cx<'_>, planned: &Planned, drafts: &mut TodayDrafts, out: &mut Commands) {
    let plan = planned.plan.as_ref();
    let mut phase: Option<Phase> = None;
    let mut middles = Vec::new();
    for (index, station) in plan.circuit.stations.iter().enumerate() {
        if phase != Some(station.phase) {
            phase = Some(station.phase);
            phase_line(ui, cx.tokens, station.phase.label(), block_secs(planned, index));
        }
        let reasons: Vec<String> = plan.reasons[index].iter().map(|reason| reason.words(cx.model.catalog())).collect();
        let row = station_row(ui, cx, index, (planned, station), &reasons, drafts, out);
        middles.push(row.rect.center().y);
        if row.hovered() || row.has_focus() {
            drafts.lit_station = Some(index);
        }
    }
    drag_ui(ui, cx, &middles, drafts, out);
}

/// Seconds of the stations of one phase that stand together from a place on.
fn block_secs(planned: &Planned, from: usize) -> u32 {
    let circuit = &planned.plan.circuit;
    let phase = circuit.stations[from].phase;
    let together = circuit.stations[from..].iter().take_while(|station| station.phase == phase);
    together.map(|station| circuit.station_secs(station)).sum()
}

fn phase_line(ui: &mut Ui, t: &Tokens, name: &str, secs: u32) {
    ui.add_space(8.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - BLEED, 20.0), Sense::hover());
    let time = words::minutes_and_seconds(secs);
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Heading, true, format!("{name}, {time}")));
    let painter = ui.painter();
    let left = painter.text(rect.left_center(), Align2::LEFT_CENTER, name, Role::SmallBold.font(), t.quiet);
    let right = painter.text(rect.right_center(), Align2::RIGHT_CENTER, time, Role::Small.font(), t.quiet);
    painter.hline(left.right() + 8.0..=right.left() - 8.0, rect.center().y, Stroke::new(1.0, t.line));
}

fn station_row(
    ui: &mut Ui,
    cx: &Cx<'_>,
    index: usize,
    (planned, station): (&Planned, &Station),
    reasons: &[String],
    drafts: &mut TodayDrafts,
    out: &mut Commands,
) -> Response {
    let t = cx.tokens;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width() - BLEED, ROW_HEIGHT));
    // An id by its place: headings come and go when stations move, and the focus must stay.
    let response = ui.interact(rect, ui.scope_id().with(("station", index)), Sense::focusable_noninteractive());
    let name = cx.model.catalog().work_name(&station.work);
    let spoken = format!(
        "{}. {name}, {} {}, {}. {}",
        index + 1,
        words::sides(station.sides),
        station.group.name(),
        secs_words(station),
        reasons.join(", ")
    );
    response.widget_info(|| WidgetInfo::labeled(NodeRole::ListItem, true, spoken.clone()));
    if drafts.circuit.stations.focus_next == Some(index) {
        drafts.circuit.stations.focus_next = None;
        response.request_focus();
    }
    let is_hovered = ui.rect_contains_pointer(rect) && drafts.circuit.stations.dragged.is_none();
    let has_tools = is_hovered || response.has_focus() || drafts.circuit.stations.focused == Some(index);
    if has_tools {
        ui.painter().rect_filled(rect.expand2(vec2(BLEED, 0.0)), CornerRadius::same(6), t.accent_soft);
    }
    if response.has_focus() {
        // Around the words, not through them.
        let ring = rect.expand2(vec2(8.0, 0.0));
        ui.painter().rect_stroke(ring, CornerRadius::same(6), Stroke::new(2.0, t.accent), StrokeKind::Inside);
    }
    let lower_right = if has_tools { rect.right() - TOOLS_WIDTH - 8.0 } else { rect.right() };
    if let Some(figure) = cx.model.figure(&station.work) {
        let place = Rect::from_min_size(pos2(rect.left() + FIGURE_LEFT, rect.top() + 2.0), FIGURE_SIZE);
        let paper = if has_tools { t.accent_soft } else { ui.visuals().panel_fill };
        let moves = if is_hovered || response.has_focus() { Moves::Yes } else { Moves::No };
        paint_small(ui, cx, place, figure, facing(station.sides), (paper, moves));
    }
    contents_ui(ui, cx, (index, station, name), reasons, rect, lower_right);
    let handle = Rect::from_min_size(rect.min, vec2(HANDLE_WIDTH, ROW_HEIGHT));
    let handle = ui.interact(handle, handle_id(ui, index), Sense::DRAG).on_hover_cursor(CursorIcon::Grab);
    if let Some(pointer) = handle.interact_pointer_pos().filter(|_| handle.dragged()) {
        drafts.circuit.stations.dragged = Some((index, pointer.y));
    }
    let tools_focused = has_tools && tools::tools_ui(ui, cx, index, (planned, station), rect, out);
    if response.has_focus() {
        tools::read_keys(ui, index, planned, drafts, out);
    }
    if response.has_focus() || tools_focused {
        drafts.circuit.stations.focused = Some(index);
    } else if drafts.circuit.stations.focused == Some(index) {
        drafts.circuit.stations.focused = None;
    }
    response.on_hover_cursor(CursorIcon::Default).on_hover_text(reasons.join("\n"))
}

fn handle_id(ui: &Ui, index: usize) -> Id {
    ui.scope_id().with(("handle", index))
}

/// A line where the dragged station would go; it goes there on release.
fn drag_ui(ui: &Ui, cx: &Cx<'_>, middles: &[f32], drafts: &mut TodayDrafts, out: &mut Commands) {
    let Some((from, y)) = drafts.circuit.stations.dragged else { return };
    let above = middles.iter().filter(|&&middle| middle < y).count();
    let to = if above > from { above - 1 } else { above };
    if ui.input(|input| input.pointer.any_down()) {
        let half = ROW_HEIGHT / 2.0;
        let line =
            middles.get(above).map_or_else(|| middles.last().map_or(y, |last| last + half), |middle| middle - half);
        let x = ui.max_rect().x_range();
        ui.painter().hline(x, line, Stroke::new(2.0, cx.tokens.accent));
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        return;
    }
    drafts.circuit.stations.dragged = None;
    if to != from {
        out.push(hand(HandChange::Move { from, to }));
    }
}

/// The words of a row, the reasons no further than `lower_right`.
fn contents_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (index, station, name): (usize, &Station, &str),
    reasons: &[String],
    rect: Rect,
    lower_right: f32,
) {
    let t = cx.tokens;
    let secs = secs_words(station);
    let painter = ui.painter();
    let upper = rect.top() + 15.0;
    let lower = rect.top() + 34.0;
    let number = pos2(rect.left() + 16.0, rect.center().y);
    if ui.rect_contains_pointer(rect) {
        let grip = pos2(rect.left() + 8.0, rect.center().y);
        painter.text(grip, Align2::CENTER_CENTER, icons::DRAG, icons::font(20.0), t.quiet);
    } else {
        painter.text(number, Align2::RIGHT_CENTER, (index + 1).to_string(), Role::Small.font(), t.quiet);
    }
    if cx.model.figure(&station.work).is_none() {
        let at = pos2(rect.left() + FIGURE_LEFT + FIGURE_SIZE.x / 2.0, rect.center().y);
        painter.text(at, Align2::CENTER_CENTER, glyph(station.phase), icons::font(20.0), t.text);
    }
    let text_left = rect.left() + FIGURE_LEFT + FIGURE_SIZE.x + 8.0;
    let right = painter.text(pos2(rect.right(), upper), Align2::RIGHT_CENTER, &secs, Role::Body.font(), t.text);
    // The slots of the side tag always find room behind the name.
    let tag_width = if words::sides(station.sides).is_empty() { 0.0 } else { 24.0 };
    let name_width = right.left() - 8.0 - tag_width - text_left;
    let named = cut_text(ui, pos2(text_left, upper), name, Role::Label.font(), t.text, name_width);
    let tag_right = side_tag(ui, t, pos2(named.right() + 8.0, upper), right.left() - 8.0, station.sides);
    if let Some(pressure) = station.pressure {
        let words = format!("pressure {}", pressure_words(pressure));
        let width = text_width(ui, &words, Role::Small.font());
        let at = (rect.right() - 60.0).min(right.left() - 12.0) - width;
        if at > tag_right + 8.0 {
            ui.painter().text(pos2(at, upper), Align2::LEFT_CENTER, words, Role::Small.font(), t.quiet);
        }
    }
    let first = reasons.iter().take(2).cloned().collect::<Vec<_>>().join(" · ");
    let reason_rect = Rect::from_min_max(pos2(text_left, lower - 8.0), pos2(lower_right, lower + 8.0));
    let reason = Label::new(Role::Small.text(first).color(t.quiet)).wrap_mode(TextWrapMode::Truncate);
    ui.place(reason_rect, |ui: &mut Ui| {
        ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| ui.add(reason)).inner
    });
}

/// "60 s", or "30+30 s" where each side has its own.
fn secs_words(station: &Station) -> String {
    let secs = station.secs_per_side;
    match station.sides {
        Sides::Each => format!("{secs}+{secs} s"),
        Sides::One(_) | Sides::Together => format!("{secs} s"),
    }
}

/// "3–4", or "3" where both ends are one.
fn pressure_words(target: PressureTarget) -> String {
    let PressureTarget { from, to } = target;
    if from == to { to.to_string() } else { format!("{from}–{to}") }
}

fn glyph(phase: Phase) -> &'static str {
    match phase {
        Phase::WarmUp | Phase::Motion | Phase::Active | Phase::Pattern => icons::MOVEMENT,
        Phase::Tissue => icons::TISSUE,
        Phase::Breathing => icons::BREATHING,
    }
}

/// Two slots, the worked one filled, and the word where it ends before `limit`. Returns where the tag ends.
fn side_tag(ui: &Ui, t: &Tokens, at: egui::Pos2, limit: f32, sides: Sides) -> f32 {
    let word = words::sides(sides);
    if word.is_empty() {
        return at.x;
    }
    let painter = ui.painter();
    for (index, side) in [Side::Left, Side::Right].into_iter().enumerate() {
        let slot = Rect::from_min_size(pos2(at.x + 9.0 * index as f32, at.y - 5.0), vec2(7.0, 10.0));
        let worked = match sides {
            Sides::One(one) => one == side,
            Sides::Each | Sides::Together => true,
        };
        if worked {
            painter.rect_filled(slot, CornerRadius::same(2), t.accent);
        } else {
            painter.rect_stroke(slot, CornerRadius::same(2), Stroke::new(1.0, t.accent), StrokeKind::Inside);
        }
    }
    let word_left = at.x + 21.0;
    if word_left + text_width(ui, word, Role::SmallBold.font()) > limit {
        return at.x + 16.0;
    }
    painter.text(pos2(word_left, at.y), Align2::LEFT_CENTER, word, Role::SmallBold.font(), t.accent).right()
}
