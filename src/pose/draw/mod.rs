//! From a solved mannequin to flat convex polygons.

use super::body::Body;
use super::picture::Picture;
use crate::domain::figure::Figure;

/// How finely round outlines are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// 28 corners.
    Full,
    /// 16 corners: enough for figures below 120 pixels.
    Small,
}

/// The picture of a body in its figure, so many seconds after the loop began.
pub fn draw(figure: &Figure, body: &Body, secs: f32, detail: Detail) -> Picture {
    let mut picture = Picture::default();
    draw_into(&mut picture, figure, body, secs, detail);
    picture
}

/// As [`draw`], into a picture whose memory is used again.
pub fn draw_into(picture: &mut Picture, figure: &Figure, _body: &Body, _secs: f32, _detail: Detail) {
    picture.restart(figure.bounds);
}
