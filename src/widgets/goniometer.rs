//! A photo with points to drag, a loupe over the one that is moved, and the lines between them.

use egui::{
    Align2, CornerRadius, CursorIcon, EventFilter, Key, Modifiers, Pos2, Rect, Role as NodeRole, Sense, Shape, Stroke,
    StrokeKind, TextureHandle, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::controls::CONTROL_RADIUS;
use crate::theme::{Role, Tokens, UNTINTED};

/// How large a point is to touch, and to see, in points of the screen.
const HANDLE: f32 = 36.0;
const RING: f32 = 7.0;
/// The side of the loupe, and how much larger than the photo's pixels it shows them.
const LOUPE: f32 = 132.0;
const LOUPE_SCALE: f32 = 4.0;
/// Pixels of one step of the arrow keys, and with Shift.
const NUDGE: f64 = 1.0;
const LONG_NUDGE: f64 = 10.0;

/// A photo to place points in.
pub struct PhotoToMeasure<'a> {
    /// The photo.
    pub texture: &'a TextureHandle,
    /// How many points are wanted: two make an angle with the vertical, three one of their own.
    pub wanted: usize,
}

/// The photo, as large as the width and `height` allow. A click places the next point; points are dragged, or moved with
/// the arrow keys while they have the focus: one pixel, with Shift ten.
///
/// `points` are in pixels of the photo.
pub fn goniometer(ui: &mut Ui, t: &Tokens, photo: &PhotoToMeasure<'_>, points: &mut Vec<(f64, f64)>, height: f32) {
    let size = photo.texture.size_vec2();
    let scale = (ui.available_width() / size.x).min(height / size.y);
    let (rect, response) = ui.allocate_exact_size(size * scale, Sense::click());
    let name = format!("Photo, {} of {} points placed", points.len(), photo.wanted);
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Image, true, &name));
    let all = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    ui.painter().image(photo.texture.id(), rect, all, UNTINTED);
    let to_screen = |point: (f64, f64)| rect.min + vec2(point.0 as f32, point.1 as f32) * scale;
    let within = |point: (f64, f64)| (point.0.clamp(0.0, f64::from(size.x)), point.1.clamp(0.0, f64::from(size.y)));
    if points.len() < photo.wanted
        && response.clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        let at = (at - rect.min) / scale;
        points.push(within((f64::from(at.x), f64::from(at.y))));
    }
    let mut moved = None;
    let count = points.len();
    for (index, point) in points.iter_mut().enumerate() {
        let handle = Rect::from_center_size(to_screen(*point), Vec2::splat(HANDLE));
        let grip = ui.interact(handle, ui.scope_id().with(("point", index)), Sense::click_and_drag());
        let name = format!("Point {} of {count}: {:.0} across, {:.0} down", index + 1, point.0, point.1);
        grip.widget_info(|| WidgetInfo::labeled(NodeRole::Button, true, &name));
        let by = grip.drag_delta() / scale;
        *point = within((point.0 + f64::from(by.x), point.1 + f64::from(by.y)));
        if grip.has_focus() {
            *point = within(nudged(ui, &grip, *point));
        }
        if grip.dragged() || grip.has_focus() {
            moved = Some(index);
        }
        grip.on_hover_cursor(CursorIcon::Grab);
    }
    let at: Vec<Pos2> = points.iter().map(|&point| to_screen(point)).collect();
    lines(ui, t, rect, photo.wanted, &at);
    for (index, &point) in at.iter().enumerate() {
        ring(ui, t, point, if moved == Some(index) { 3.0 } else { 2.0 });
    }
    if let Some(index) = moved {
        loupe(ui, t, photo, rect, points[index]);
    }
}

/// A photo with the points that were placed in it, in pixels of the photo, as large as the width and `height` allow: to
/// look at, not to change.
pub fn measured(ui: &mut Ui, t: &Tokens, texture: &TextureHandle, points: &[(f64, f64)], height: f32) {
    let size = texture.size_vec2();
    let scale = (ui.available_width() / size.x).min(height / size.y);
    let (rect, response) = ui.allocate_exact_size(size * scale, Sense::hover());
    let name = format!("Photo of the trial, {} points", points.len());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Image, true, &name));
    let all = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    ui.painter().image(texture.id(), rect, all, UNTINTED);
    let at: Vec<Pos2> = points.iter().map(|&(x, y)| rect.min + vec2(x as f32, y as f32) * scale).collect();
    lines(ui, t, rect, points.len(), &at);
    for &point in &at {
        ring(ui, t, point, 2.0);
    }
}

/// The mark of a point.
fn ring(ui: &Ui, t: &Tokens, point: Pos2, width: f32) {
    ui.painter().circle_stroke(point, RING + 1.5, Stroke::new(1.5, t.surface));
    ui.painter().circle_stroke(point, RING, Stroke::new(width, t.accent));
}

/// The point after the arrow keys of this frame.
fn nudged(ui: &Ui, grip: &egui::Response, point: (f64, f64)) -> (f64, f64) {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(grip.id, filter));
    let ways = [
        (Key::ArrowLeft, (-1.0, 0.0)),
        (Key::ArrowRight, (1.0, 0.0)),
        (Key::ArrowUp, (0.0, -1.0)),
        (Key::ArrowDown, (0.0, 1.0)),
    ];
    let mut point = point;
    for (key, (x, y)) in ways {
        let long = ui.input_mut(|input| input.count_and_consume_key(Modifiers::SHIFT, key)) as f64 * LONG_NUDGE;
        let short = ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as f64 * NUDGE;
        point = (point.0 + x * (long + short), point.1 + y * (long + short));
    }
    point
}

/// The lines of the angle, and the vertical through the first of two points.
fn lines(ui: &Ui, t: &Tokens, rect: Rect, wanted: usize, at: &[Pos2]) {
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    for pair in at.windows(2) {
        painter.line_segment([pair[0], pair[1]], Stroke::new(3.0, t.surface));
        painter.line_segment([pair[0], pair[1]], Stroke::new(1.5, t.accent));
    }
    if let (2, Some(first)) = (wanted, at.first()) {
        let ends = [pos2(first.x, rect.top()), pos2(first.x, rect.bottom())];
        painter.extend(Shape::dashed_line(&ends, Stroke::new(1.5, t.accent), 6.0, 4.0));
    }
}

/// The surroundings of a point, larger, in the corner that is farther away.
fn loupe(ui: &Ui, t: &Tokens, photo: &PhotoToMeasure<'_>, rect: Rect, point: (f64, f64)) {
    let size = photo.texture.size_vec2();
    let share = pos2(point.0 as f32 / size.x, point.1 as f32 / size.y);
    let corner = Vec2::splat(LOUPE + 8.0);
    let min = if share.x < 0.5 { pos2(rect.right() - corner.x, rect.top() + 8.0) } else { rect.min + Vec2::splat(8.0) };
    let glass = Rect::from_min_size(min, Vec2::splat(LOUPE));
    let half = vec2(LOUPE / LOUPE_SCALE / 2.0 / size.x, LOUPE / LOUPE_SCALE / 2.0 / size.y);
    let painter = ui.painter();
    painter.rect_filled(glass, CornerRadius::same(CONTROL_RADIUS), t.sunk);
    painter.image(photo.texture.id(), glass, Rect::from_min_max(share - half, share + half), UNTINTED);
    painter.hline(glass.x_range(), glass.center().y, Stroke::new(1.0, t.accent));
    painter.vline(glass.center().x, glass.y_range(), Stroke::new(1.0, t.accent));
    painter.rect_stroke(glass, CornerRadius::same(CONTROL_RADIUS), Stroke::new(2.0, t.accent), StrokeKind::Outside);
    let words = format!("{LOUPE_SCALE}×");
    painter.text(
        glass.right_bottom() - Vec2::splat(4.0),
        Align2::RIGHT_BOTTOM,
        words,
        Role::SmallBold.font(),
        t.accent,
    );
}
