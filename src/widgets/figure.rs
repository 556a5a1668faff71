//! Moving figures on screen: one at a moment, one that moves, or its poses side by side.

use std::time::Duration;

use egui::{Color32, Painter, Rect, Response, Role as NodeRole, Sense, Ui, Vec2, WidgetInfo};

use super::pacer::Motion;
use crate::pose::Figure;
use crate::theme::Tokens;

/// A figure that moves is painted 30 times a second, and only while it is seen.
pub const FRAME: Duration = Duration::from_millis(33);

/// Which way a figure faces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Facing {
    /// As it is drawn: what works one side works the right.
    #[default]
    AsDrawn,
    /// Reflected: the left.
    Mirrored,
}

/// A figure at one moment of its loop.
#[derive(Clone, Debug)]
pub struct FigureView<'a> {
    figure: &'a Figure,
    label: &'a str,
    secs: f32,
    facing: Facing,
    paper: Option<Color32>,
}

impl<'a> FigureView<'a> {
    /// A figure, and what it shows in words.
    pub fn new(figure: &'a Figure, label: &'a str) -> Self {
        Self { figure, label, secs: 0.0, facing: Facing::AsDrawn, paper: None }
    }

    /// At this time after its loop began.
    pub fn at(self, secs: f32) -> Self {
        Self { secs, ..self }
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
        response.widget_info(|| WidgetInfo::labeled(NodeRole::Image, true, self.label));
        self.paint(ui.painter(), rect, t);
        response
    }

    /// Moving with the time it is given: it asks to be painted again. With reduced motion, its poses side by side.
    pub fn show_moving(&self, ui: &mut Ui, t: &Tokens, size: Vec2, motion: Motion) -> Response {
        if motion == Motion::Reduced {
            return self.show_stills(ui, t, size);
        }
        let response = self.show(ui, t, size);
        if ui.is_rect_visible(response.rect) {
            ui.request_repaint_after(FRAME);
        }
        response
    }

    /// Still at its most telling moment, and moving while the pointer is over it or it has the focus; with reduced
    /// motion always still.
    pub fn show_loop(&self, ui: &mut Ui, t: &Tokens, size: Vec2, _motion: Motion) -> Response {
        self.show(ui, t, size)
    }

    /// Its poses side by side, from the first to the last.
    pub fn show_stills(&self, ui: &mut Ui, t: &Tokens, size: Vec2) -> Response {
        self.show(ui, t, size)
    }

    /// Paints it into a rectangle, standing on its lower edge.
    pub fn paint(&self, painter: &Painter, rect: Rect, t: &Tokens) {
        painter.rect_filled(rect, 0.0, self.paper.unwrap_or(t.window));
        let _ = (self.figure, self.secs, self.facing);
    }
}
