//! Which moving figure shows a drill or technique.

use super::Cx;
use crate::domain::Work;
use crate::pose::Figure;

/// The figure of a work, built in or of the person's own, if it has one.
pub fn figure_of<'a>(cx: &Cx<'a>, work: &Work) -> Option<&'a Figure> {
    cx.model.figure(work)
}
