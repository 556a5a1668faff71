//! Small figures in lists: which way they face, and when they move.

use egui::{Color32, Rect, Ui};

use super::Cx;
use crate::domain::{Side, Sides};
use crate::pose::{self, Figure};
use crate::widgets::figure::{Facing, FigureView};
use crate::widgets::pacer::Motion;

/// Whether a small figure moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moves {
    /// It stands at its most telling moment.
    No,
    /// It moves: its row is under the pointer or has the focus.
    Yes,
}

/// Whether figures move at all.
pub fn motion(cx: &Cx<'_>) -> Motion {
    if cx.model.document().settings.reduce_motion { Motion::Reduced } else { Motion::Full }
}

/// The time of this frame in the loop of a figure that is shown large, in seconds.
pub fn loop_secs(ui: &Ui, figure: &Figure) -> f32 {
    (ui.input(|input| input.time) % f64::from(pose::period(figure))) as f32
}

/// Which way a figure faces that shows work on these sides; each side in turn begins with the left.
pub fn facing(sides: Sides) -> Facing {
    match sides {
        Sides::One(Side::Left) | Sides::Each => Facing::Mirrored,
        Sides::One(Side::Right | Side::Midline) | Sides::Together => Facing::AsDrawn,
    }
}

/// A small figure within a row that says in words what it is.
pub fn paint_small(
    ui: &Ui,
    cx: &Cx<'_>,
    rect: Rect,
    figure: &Figure,
    facing: Facing,
    (paper, moves): (Color32, Moves),
) {
    let view = FigureView::new(figure, "").facing(facing).on(paper);
    match moves {
        Moves::Yes if motion(cx) == Motion::Full => view.paint_loop(ui, rect, cx.tokens),
        Moves::Yes | Moves::No => view.paint(ui.painter(), rect, cx.tokens),
    }
}
