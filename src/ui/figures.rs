//! Which moving figure shows a drill or technique.

use super::Cx;
use crate::domain::Work;
use crate::pose::{self, Figure};

/// The figure of a work, if it has one.
pub fn figure_of(_cx: &Cx<'_>, work: &Work) -> Option<&'static Figure> {
    pose::figure(work.id())
}
