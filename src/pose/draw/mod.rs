//! From a solved mannequin to flat convex polygons, from back to front.

mod arrows;
mod canvas;
mod head;
mod highlight;
mod limbs;
mod marks;
mod outline;
mod projection;
mod props;
#[cfg(test)]
mod tests;
mod torso;

use glam::Vec2;

use super::body::Body;
use super::picture::{Ink, Picture};
use crate::domain::figure::{Figure, Ground, LimbName, Piece};
use canvas::Canvas;
use outline::{Outline, Pen};
use projection::Projection;
pub(super) use torso::ellipsoids;

/// How finely round outlines are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// 28 corners.
    Full,
    /// 16 corners: enough for figures below 120 pixels.
    Small,
}

/// The line of the floor: its height, and how far its ends are inside the visible rectangle.
const FLOOR_LINE: f32 = 0.004;
const FLOOR_INSET: f32 = 0.02;

/// Where the camera looks down less than this, in degrees, a mat is seen as a line.
const LEAST_LOOK_AT_MAT: f32 = 2.0;

/// An arch of the foot that is lifted less is not seen.
const LEAST_ARCH: f32 = 0.02;

/// Something that is painted as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    Piece(Piece),
    /// By its place among the figure's props.
    Prop(usize),
}

/// The picture of a body in its figure, so many seconds after the loop began.
pub fn draw(figure: &Figure, body: &Body, secs: f32, detail: Detail) -> Picture {
    let mut picture = Picture::default();
    draw_into(&mut picture, figure, body, secs, detail);
    picture
}

/// As [`draw`], into a picture whose memory is used again.
pub fn draw_into(picture: &mut Picture, figure: &Figure, body: &Body, secs: f32, detail: Detail) {
    picture.restart(figure.bounds);
    let pen = Pen::new(Projection::new(figure.view), detail);
    let mut canvas = Canvas::new(picture, &pen, figure.gap);
    ground(&mut canvas, figure);
    let mut shapes = Vec::new();
    for (_, layer) in layers(&pen.projection, figure, body) {
        match layer {
            Layer::Piece(piece) => draw_piece(&mut canvas, figure, body, piece, &mut shapes),
            Layer::Prop(index) => props::draw_prop(&mut canvas, &figure.props[index], &body.props[index]),
        }
    }
    for (arrow, points) in figure.arrows.iter().zip(&body.arrows) {
        arrows::draw_arrow(&mut canvas, arrow, points, secs);
    }
    for (mark, points) in figure.marks.iter().zip(&body.marks) {
        marks::draw_mark(&mut canvas, mark, points);
    }
}

/// The floor, under all else.
fn ground(canvas: &mut Canvas<'_>, figure: &Figure) {
    match figure.ground {
        Ground::None => {}
        Ground::Mat(x0, x1, z0, z1) if figure.view.elevation > LEAST_LOOK_AT_MAT => {
            let corners = [[x0, z0], [x1, z0], [x1, z1], [x0, z1]];
            let corners = corners.map(|[x, z]| canvas.pen.projection.flat([x, 0.0, z].into()));
            canvas.polygon(Ink::Mat, &corners);
        }
        Ground::Line | Ground::Mat(..) => {
            let [left, _, width, _] = canvas.bounds();
            let (left, right) = (left + FLOOR_INSET, left + width - FLOOR_INSET);
            let corners = [(left, -FLOOR_LINE), (right, -FLOOR_LINE), (right, 0.0), (left, 0.0)];
            canvas.polygon(Ink::Floor, &corners.map(Vec2::from));
        }
    }
}

/// What is painted, from the farthest to the nearest.
fn layers(projection: &Projection, figure: &Figure, body: &Body) -> Vec<(f32, Layer)> {
    let torso = (projection.depth(body.pelvis.at) + projection.depth(body.neck.at)) / 2.0;
    let limb = |name: LimbName| {
        let limb = body.limb(name);
        let upper = limb.root.midpoint(limb.mid);
        let nearer = if name.is_leg() { 0.03 } else { 0.02 };
        projection.depth((upper + limb.mid + limb.end) / 3.0) + nearer
    };
    let piece = |piece: Piece| {
        let depth = match highlight::limb_of(piece) {
            Some(name) => limb(name),
            None if piece == Piece::Head => 0.3 * projection.depth(body.head.at) + 0.7 * torso + 0.012,
            None => torso,
        };
        (depth + body.order_of(piece), Layer::Piece(piece))
    };
    let pieces = [Piece::Torso, Piece::Head, Piece::LegR, Piece::LegL, Piece::ArmR, Piece::ArmL].map(piece);
    let props = figure.props.iter().zip(&body.props).enumerate();
    let props = props.map(|(index, (prop, points))| {
        (projection.depth(props::middle(prop, points)) + prop.layer, Layer::Prop(index))
    });
    let mut layers: Vec<_> = pieces.into_iter().chain(props).collect();
    layers.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    layers
}

/// Draws a limb, the head or the torso with what is lit on it; `shapes` is scratch space.
fn draw_piece(canvas: &mut Canvas<'_>, figure: &Figure, body: &Body, piece: Piece, shapes: &mut Vec<Outline>) {
    let pen = canvas.pen;
    shapes.clear();
    let limb = highlight::limb_of(piece);
    let head = (piece == Piece::Head).then(|| head::head(pen, body));
    match (&head, limb) {
        (Some(head), _) => shapes.extend(head.shape),
        (None, Some(name)) => limbs::limb(pen, body, name, shapes),
        (None, None) => torso::torso(pen, body, shapes),
    }
    // A limb melts into the body at its root.
    let melted = if limb.is_some() { pen.pieces } else { 0 };
    for shape in shapes.iter().skip(melted) {
        canvas.clear(shape);
    }
    let far = limb.map_or(0.0, |name| far(&pen.projection, body, name));
    for shape in shapes.iter() {
        canvas.fill(Ink::Body { far }, shape);
    }
    for (ink, shape) in head.iter().flat_map(|head| &head.details) {
        canvas.fill(*ink, shape);
    }
    let leg = limb.filter(|name| name.is_leg()).map(|name| body.limb(name));
    for lit in highlight::lit_on(pen, body, piece, &figure.highlight) {
        let strength = lit.strength * (1.0 - 0.35 * far) * body.glow;
        for shape in &lit.shapes {
            canvas.fill(Ink::Lit { far, strength }, shape);
        }
    }
    // The arch is cut out of the sole, lit or not.
    if let Some(leg) = leg.filter(|leg| leg.arch > LEAST_ARCH) {
        canvas.polygon(Ink::Paper, &limbs::arch(pen, leg));
    }
}

/// The share of the far tone of a limb: of one whose root is farther away than the middle of the body.
fn far(projection: &Projection, body: &Body, name: LimbName) -> f32 {
    let middle = if name.is_leg() { body.pelvis.at } else { body.neck.at };
    let behind = projection.depth(middle) - projection.depth(body.limb(name).root);
    ((behind - 0.022) / 0.025).clamp(0.0, 1.0)
}
