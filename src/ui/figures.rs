//! Which moving figure shows a drill or technique, and at what moment.

use egui::Ui;

use super::Cx;
use crate::domain::Work;
use crate::pose::{self, Figure};
use crate::widgets::figure::{FRAME, FigureView};
use crate::widgets::pacer::Motion;

/// The figure of a work, built in or of the person's own, if it has one.
pub fn figure_of<'a>(cx: &Cx<'a>, work: &Work) -> Option<&'a Figure> {
    cx.model.figure(work)
}

/// Whether figures move.
pub fn motion(cx: &Cx<'_>) -> Motion {
    if cx.model.document().settings.reduce_motion { Motion::Reduced } else { Motion::Full }
}

/// Whether the pointer or the focus is on something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointed {
    /// It is.
    At,
    /// It is not.
    Away,
}

impl From<bool> for Pointed {
    fn from(is_at: bool) -> Self {
        if is_at { Self::At } else { Self::Away }
    }
}

/// The time of this frame in the loop of a figure, in seconds.
pub fn loop_secs(cx: &Cx<'_>, figure: &Figure) -> f32 {
    let period = std::time::Duration::from_secs_f32(pose::period(figure).clamp(0.1, 3600.0));
    let whole = cx.monotonic.as_nanos() % period.as_nanos().max(1);
    std::time::Duration::from_nanos(u64::try_from(whole).unwrap_or(0)).as_secs_f32()
}

/// A small figure: still at its most telling moment, and moving while it is pointed at.
pub fn at_moment<'a>(ui: &Ui, cx: &Cx<'_>, figure: &'a Figure, label: &'a str, pointed: Pointed) -> FigureView<'a> {
    let view = FigureView::new(figure, label);
    match (pointed, motion(cx)) {
        (Pointed::At, Motion::Full) => {
            ui.request_repaint_after(FRAME);
            view.at(loop_secs(cx, figure))
        }
        (Pointed::Away, _) | (_, Motion::Reduced) => view.at(pose::poster(figure)),
    }
}
