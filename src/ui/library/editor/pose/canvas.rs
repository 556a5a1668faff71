//! One view of the body with its handles, to be dragged, or moved by the arrow keys.

use egui::{
    Align2, CornerRadius, CursorIcon, EventFilter, Key, Pos2, Rect, Response, Role as NodeRole, Sense, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::PoseEditor;
use super::words::{handle_name, plane_name};
use crate::domain::figure::{Figure, Ground, LimbName};
use crate::pose::handles::{self, Handle, Plane};
use crate::pose::{self, Body};
use crate::theme::Role;
use crate::ui::Cx;
use crate::ui::words::capitalised;
use crate::widgets::controls::CARD_RADIUS;
use crate::widgets::figure::FigureView;

/// The least side of the square of the plane that a view shows, and the space around the body in it, in body heights.
const LEAST: f32 = 0.9;
const AROUND: f32 = 0.12;
/// The side of the square in which a handle is hit, and the radius that is drawn, in points.
const HIT: f32 = 28.0;
const RADIUS: f32 = 7.0;
/// How far an arrow key moves a handle, and how far with Shift, in body heights.
const STEP: f32 = 0.01;
const LONG_STEP: f32 = 0.05;

/// The handles in the order in which they lie on each other: what is nearer in the side view comes later.
const ORDER: [Handle; 7] = [
    Handle::Pelvis,
    Handle::Chest,
    Handle::Head,
    Handle::Limb(LimbName::LegL),
    Handle::Limb(LimbName::ArmL),
    Handle::Limb(LimbName::LegR),
    Handle::Limb(LimbName::ArmR),
];

/// From body heights to points, within one view.
#[derive(Clone, Copy)]
struct Screen {
    rect: Rect,
    /// What is shown of the plane: left, bottom, width, height.
    view: [f32; 4],
    scale: f32,
}

impl Screen {
    fn of(rect: Rect, view: [f32; 4]) -> Self {
        Self { rect, view, scale: rect.width() / view[2] }
    }

    /// The point of the screen; never so near to the edge that a handle could not be got hold of.
    fn point(self, [right, up]: [f32; 2]) -> Pos2 {
        let at = self.rect.left_bottom() + vec2(right - self.view[0], self.view[1] - up) * self.scale;
        at.clamp(self.rect.min + Vec2::splat(HIT / 2.0), self.rect.max - Vec2::splat(HIT / 2.0))
    }
}

/// A view of the pose that is edited.
pub(super) fn canvas_ui(ui: &mut Ui, cx: &Cx<'_>, editor: &mut PoseEditor, plane: Plane, width: f32) {
    let t = cx.tokens;
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.label(Role::SmallBold.text(capitalised(plane_name(plane))).color(t.quiet));
        let (rect, _) = ui.allocate_exact_size(vec2(width, width), Sense::hover());
        let radius = CornerRadius::same(CARD_RADIUS);
        ui.painter().rect(rect, radius, t.surface, Stroke::new(1.0, t.line), StrokeKind::Inside);
        let screen = Screen::of(rect, editor.view_of(plane));
        for handle in ORDER {
            act(ui, editor, plane, handle, screen);
        }
        // Painted after all handles were moved, so that nothing is a frame late.
        let seen = seen(&editor.figure, editor.index, plane, screen.view);
        let painter = ui.painter().with_clip_rect(rect.shrink(1.0).intersect(ui.clip_rect()));
        FigureView::new(&seen, "").on(t.surface).paint(&painter, rect, t);
        ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, t.line), StrokeKind::Inside);
        let body = pose::solve(&seen, 0.0);
        for handle in ORDER {
            paint(ui, cx, editor, plane, handle, screen, &body);
        }
    });
}

/// The squares of both planes in which all poses of a figure have room, of one size.
pub(super) fn views_of(figure: &Figure) -> [[f32; 4]; 2] {
    let bounds =
        [Plane::Side, Plane::Front].map(|plane| handles::bounds(&Figure { view: plane.camera(), ..figure.clone() }));
    let side = bounds.iter().flat_map(|[_, _, width, height]| [*width, *height]).fold(LEAST, f32::max) + 2.0 * AROUND;
    bounds
        .map(|[left, bottom, width, height]| [left + (width - side) / 2.0, bottom + (height - side) / 2.0, side, side])
}

/// The pose alone, as this view shows it.
fn seen(figure: &Figure, index: usize, plane: Plane, bounds: [f32; 4]) -> Figure {
    let still = handles::still(figure, index);
    let ground = if still.ground == Ground::None { Ground::None } else { Ground::Line };
    Figure { view: plane.camera(), bounds, ground, arrows: Vec::new(), marks: Vec::new(), ..still }
}

fn point_of(handle: Handle, plane: Plane, body: &Body, screen: Screen) -> Pos2 {
    screen.point(handles::project(plane.camera(), handle.at(body)))
}

fn response_of(ui: &Ui, handle: Handle, plane: Plane, at: Pos2, sense: Sense) -> Response {
    let hit = Rect::from_center_size(at, Vec2::splat(HIT));
    ui.interact(hit, ui.scope_id().with((handle, plane)), sense)
}

/// Lets a handle be dragged, chosen and moved by the arrow keys.
fn act(ui: &mut Ui, editor: &mut PoseEditor, plane: Plane, handle: Handle, screen: Screen) {
    let body = pose::solve(&handles::still(&editor.figure, editor.index), 0.0);
    let at = point_of(handle, plane, &body, screen);
    let response = response_of(ui, handle, plane, at, Sense::click_and_drag());
    let name = format!("{} {}", capitalised(handle_name(handle)), plane_name(plane));
    let is_chosen = editor.handle == handle;
    response.widget_info(|| WidgetInfo::selected(NodeRole::Button, true, is_chosen, &name));
    if response.clicked() || response.gained_focus() || response.drag_started() {
        editor.handle = handle;
    }
    if response.drag_started() {
        editor.remember();
        editor.grip = response.interact_pointer_pos().map_or(Vec2::ZERO, |pointer| at - pointer);
    }
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        let by = (pointer + editor.grip - at) / screen.scale;
        if by.length_sq() > 0.0 {
            editor.nudge(plane, [by.x, -by.y]);
        }
    }
    if response.drag_stopped() {
        editor.changed();
    }
    if response.has_focus() {
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: false, tab: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        let by = pressed(ui);
        if by != [0.0, 0.0] {
            editor.handle = handle;
            editor.remember();
            editor.nudge(plane, by);
            editor.changed();
        }
    }
    let cursor = if response.dragged() { CursorIcon::Grabbing } else { CursorIcon::Grab };
    response.on_hover_cursor(cursor);
}

/// How far the arrow keys that were pressed in this frame move something.
fn pressed(ui: &Ui) -> [f32; 2] {
    ui.input(|input| {
        let step = if input.modifiers.shift { LONG_STEP } else { STEP };
        let presses = |key| input.num_presses(key) as f32;
        let right = presses(Key::ArrowRight) - presses(Key::ArrowLeft);
        let up = presses(Key::ArrowUp) - presses(Key::ArrowDown);
        [right * step, up * step]
    })
}

/// Draws a handle: a ring that stands out from the body and the paper, filled where it is the chosen one.
fn paint(ui: &Ui, cx: &Cx<'_>, editor: &PoseEditor, plane: Plane, handle: Handle, screen: Screen, body: &Body) {
    let t = cx.tokens;
    let at = point_of(handle, plane, body, screen);
    let Some(response) = ui.ctx().read_response(ui.scope_id().with((handle, plane))) else { return };
    let is_chosen = editor.handle == handle;
    let is_held = response.hovered() || response.dragged() || response.has_focus();
    let fill = if is_chosen { t.accent } else { t.surface };
    let painter = ui.painter();
    painter.circle(at, RADIUS + 1.5, t.surface, Stroke::NONE);
    painter.circle(at, RADIUS, fill, Stroke::new(1.5, t.text));
    if response.has_focus() {
        painter.circle_stroke(at, RADIUS + 4.0, Stroke::new(2.0, t.accent));
    }
    if is_held {
        let above = at.y - screen.rect.top() > 40.0;
        let (middle, align) = if above {
            (pos2(at.x, at.y - RADIUS - 8.0), Align2::CENTER_BOTTOM)
        } else {
            (pos2(at.x, at.y + RADIUS + 8.0), Align2::CENTER_TOP)
        };
        let text = ui.painter().layout_no_wrap(handle_name(handle).to_owned(), Role::SmallBold.font(), t.text);
        let place = align.anchor_size(middle, text.size());
        let shift =
            (screen.rect.left() + 8.0 - place.left()).max(0.0) - (place.right() - screen.rect.right() + 8.0).max(0.0);
        let place = place.translate(vec2(shift, 0.0));
        painter.rect_filled(place.expand2(vec2(6.0, 3.0)), CornerRadius::same(4), t.sunk);
        painter.galley(place.min, text, t.text);
    }
}
