//! Moving figures on screen: one at a moment, one that moves, or its poses side by side.

mod mesh;
#[cfg(test)]
mod tests;
mod tones;

use egui::{Color32, Painter, Pos2, Rect, Response, Role as NodeRole, Sense, Shape, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::frames;
use super::pacer::Motion;
use crate::pose::{Detail, Figure, draw, key_moments, poster, solve};
use crate::theme::Tokens;
use tones::Tones;

/// Figures lower than this, in physical pixels, are drawn in less detail.
const SMALL: f32 = 120.0;

/// A figure that was not painted for so long begins anew when it moves again.
const BREAK_SECS: f64 = 0.3;

/// Which way a figure faces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Facing {
    /// As it is drawn: what works one side works the right.
    #[default]
    AsDrawn,
    /// Reflected: the left.
    Mirrored,
}

/// A figure in a window.
#[derive(Clone, Debug)]
pub struct FigureView<'a> {
    figure: &'a Figure,
    label: &'a str,
    secs: Option<f32>,
    facing: Facing,
    paper: Option<Color32>,
}

impl<'a> FigureView<'a> {
    /// A figure at its most telling moment, and what it shows in words.
    pub fn new(figure: &'a Figure, label: &'a str) -> Self {
        Self { figure, label, secs: None, facing: Facing::AsDrawn, paper: None }
    }

    /// At this time after its loop began, in seconds.
    pub fn at(self, secs: f32) -> Self {
        Self { secs: Some(secs), ..self }
    }

    /// Facing this way.
    pub fn facing(self, facing: Facing) -> Self {
        Self { facing, ..self }
    }

    /// On a surface of this colour, where it is not the window's.
    pub fn on(self, paper: Color32) -> Self {
        Self { paper: Some(paper), ..self }
    }

    /// Still, at its moment.
    pub fn show(&self, ui: &mut Ui, t: &Tokens, size: Vec2) -> Response {
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        self.name(&response);
        self.paint(ui.painter(), rect, t);
        response
    }

    /// At its moment, which the caller moves on: it asks to be painted again. With reduced motion, its poses side by
    /// side.
    pub fn show_moving(&self, ui: &mut Ui, t: &Tokens, size: Vec2, motion: Motion) -> Response {
        match motion {
            Motion::Reduced => self.show_stills(ui, t, size),
            Motion::Full => {
                let response = self.show(ui, t, size);
                ask_for_next(ui, response.rect);
                response
            }
        }
    }

    /// Moving from its moment on, from the first frame in which this is called instead of [`Self::paint`]: for what is
    /// pointed at or has the focus. It asks to be painted again.
    pub fn paint_loop(&self, ui: &Ui, rect: Rect, t: &Tokens) {
        let id = ui.scope_id().with(("figure loop", std::ptr::from_ref(self.figure).addr()));
        let now = ui.input(|input| input.time);
        let start = ui.data_mut(|data| {
            let shown: &mut Shown = data.get_temp_mut_or_insert_with(id, || Shown { since: now, last: now });
            if now - shown.last > BREAK_SECS {
                shown.since = now;
            }
            shown.last = now;
            shown.since
        });
        ask_for_next(ui, rect);
        self.paint_at(ui.painter(), rect, t, self.moment() + (now - start) as f32);
    }

    /// Its poses side by side, from the first to the last, in as many rows as show them largest.
    pub fn show_stills(&self, ui: &mut Ui, t: &Tokens, size: Vec2) -> Response {
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        self.name(&response);
        let moments = key_moments(self.figure);
        for (cell, secs) in cells(rect, moments.len(), self.figure.bounds).zip(moments) {
            self.paint_at(ui.painter(), cell, t, secs);
        }
        response
    }

    /// Paints it into a rectangle, as large as it fits, standing in the middle of its lower edge.
    pub fn paint(&self, painter: &Painter, rect: Rect, t: &Tokens) {
        self.paint_at(painter, rect, t, self.moment());
    }

    fn moment(&self) -> f32 {
        self.secs.unwrap_or_else(|| poster(self.figure))
    }

    fn paint_at(&self, painter: &Painter, rect: Rect, t: &Tokens, secs: f32) {
        let placement = Placement::new(rect, self.figure.bounds);
        let clip = painter.clip_rect().intersect(placement.rect);
        if !clip.is_positive() {
            return;
        }
        let pixels_per_point = painter.ctx().pixels_per_point();
        let is_small = placement.rect.height() * pixels_per_point < SMALL;
        let detail = if is_small { Detail::Small } else { Detail::Full };
        let picture = draw(self.figure, &solve(self.figure, secs), secs, detail);
        let picture = match self.facing {
            Facing::AsDrawn => picture,
            Facing::Mirrored => picture.mirrored(),
        };
        let mut tones = Tones::new(t, self.paper.unwrap_or(t.window));
        let mesh = mesh::mesh(&picture, placement, 1.0 / pixels_per_point, &mut tones);
        painter.with_clip_rect(clip).add(Shape::mesh(mesh));
    }

    fn name(&self, response: &Response) {
        response.widget_info(|| WidgetInfo::labeled(NodeRole::Image, true, self.label));
    }
}

/// Since when a figure moves, and when it was last painted, in seconds of the window's time.
#[derive(Clone, Copy, Debug)]
struct Shown {
    since: f64,
    last: f64,
}

/// Asks for the next frame of what is in `rect`, if it is seen.
fn ask_for_next(ui: &Ui, rect: Rect) {
    if ui.is_rect_visible(rect) {
        ui.request_repaint_after(frames::interval(ui.ctx()));
    }
}

/// Where a figure stands on screen.
#[derive(Clone, Copy, Debug)]
struct Placement {
    /// What of the screen its bounds are.
    rect: Rect,
    /// The left and lower edge of its bounds, in its units.
    corner: [f32; 2],
    /// Points for each of its units.
    scale: f32,
}

impl Placement {
    fn new(rect: Rect, [left, bottom, width, height]: [f32; 4]) -> Self {
        let scale = (rect.width() / width).min(rect.height() / height);
        let size = vec2(width, height) * scale;
        let min = pos2(rect.center().x - size.x / 2.0, rect.bottom() - size.y);
        Self { rect: Rect::from_min_size(min, size), corner: [left, bottom], scale }
    }

    fn to_screen(self, [x, y]: [f32; 2]) -> Pos2 {
        let [left, bottom] = self.corner;
        self.rect.left_bottom() + vec2(x - left, bottom - y) * self.scale
    }
}

/// Cells of a rectangle for so many pictures of these bounds, row by row, in the grid that shows them largest.
fn cells(rect: Rect, count: usize, [_, _, width, height]: [f32; 4]) -> impl Iterator<Item = Rect> {
    let size = |columns: usize| rect.size() / vec2(columns as f32, count.div_ceil(columns) as f32);
    let scale = |columns: &usize| (size(*columns).x / width).min(size(*columns).y / height);
    let columns = (1..=count).max_by(|a, b| scale(a).total_cmp(&scale(b))).unwrap_or(1);
    let size = size(columns);
    (0..count).map(move |index| {
        let place = vec2((index % columns) as f32, (index / columns) as f32);
        Rect::from_min_size(rect.min + size * place, size)
    })
}
