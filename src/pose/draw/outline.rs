//! Round outlines as support points: in each of a fixed row of directions, the point that lies farthest that way.
//!
//! All outlines share the directions. So the convex hull of two is, for each direction, the farther of two points, and
//! an outline grown by a margin is each point moved along its direction: no sorting, no clipping, no offset curves.

use glam::{Vec2, Vec3};

use super::Detail;
use super::projection::Projection;

/// The most directions there are.
const MOST: usize = 28;

/// Half-axes shorter than this have no direction.
const SHORT: f32 = 1e-9;

/// A convex outline on the screen: its farthest points in the directions of the [`Pen`] that drew it, counter-clockwise.
#[derive(Clone, Copy, Debug)]
pub struct Outline([Vec2; MOST]);

/// Draws outlines as a camera sees them.
#[derive(Clone, Debug)]
pub struct Pen {
    /// The camera.
    pub projection: Projection,
    directions: [Vec2; MOST],
    count: usize,
    /// The pieces of a chain from one of its given links to the next.
    pub pieces: usize,
}

impl Pen {
    /// A pen for a camera and a fineness.
    pub fn new(projection: Projection, detail: Detail) -> Self {
        let (count, pieces) = match detail {
            Detail::Full => (MOST, 2),
            Detail::Small => (16, 1),
        };
        let turn = std::f32::consts::TAU / count as f32;
        Self { projection, directions: std::array::from_fn(|i| Vec2::from_angle(i as f32 * turn)), count, pieces }
    }

    /// A ball.
    pub fn circle(&self, centre: Vec3, radius: f32) -> Outline {
        self.disc(self.projection.flat(centre), radius)
    }

    /// A circle on the screen.
    pub fn disc(&self, centre: Vec2, radius: f32) -> Outline {
        self.support(|direction| centre + radius * direction)
    }

    /// An ellipsoid with these half-axes; a flat one is an ellipse in space.
    pub fn ellipsoid(&self, centre: Vec3, half_axes: [Vec3; 3]) -> Outline {
        let centre = self.projection.flat(centre);
        let axes = half_axes.map(|axis| self.projection.flat(axis));
        self.support(|direction| {
            let reach = axes.map(|axis| axis.dot(direction));
            let length = reach.iter().map(|reach| reach * reach).sum::<f32>().sqrt().max(SHORT);
            centre + (reach[0] * axes[0] + reach[1] * axes[1] + reach[2] * axes[2]) / length
        })
    }

    /// A box with these half-edges.
    pub fn block(&self, centre: Vec3, half_edges: [Vec3; 3]) -> Outline {
        let centre = self.projection.flat(centre);
        let edges = half_edges.map(|edge| self.projection.flat(edge));
        self.support(|direction| {
            let farthest = |edge: Vec2| if edge.dot(direction) < 0.0 { -edge } else { edge };
            centre + farthest(edges[0]) + farthest(edges[1]) + farthest(edges[2])
        })
    }

    /// The convex hull of two outlines.
    pub fn hull(&self, a: &Outline, b: &Outline) -> Outline {
        let mut hull = *a;
        for ((point, other), direction) in hull.0.iter_mut().zip(b.0).zip(self.directions).take(self.count) {
            if other.dot(direction) > point.dot(direction) {
                *point = other;
            }
        }
        hull
    }

    /// The hulls of each outline and the next.
    pub fn chain(&self, links: impl IntoIterator<Item = Outline>, mut each: impl FnMut(Outline)) {
        let mut before: Option<Outline> = None;
        for link in links {
            if let Some(before) = before {
                each(self.hull(&before, &link));
            }
            before = Some(link);
        }
    }

    /// The hulls of each link and the next, where each link is a row of numbers that `draw` makes an outline of. In full
    /// detail a link is put in the middle between two, on a smooth curve through their neighbours (Catmull–Rom).
    pub fn smooth_chain<const N: usize>(
        &self,
        links: &[[Vec3; N]],
        draw: impl Fn(&Self, [Vec3; N]) -> Outline,
        each: impl FnMut(Outline),
    ) {
        let between = |index: usize| {
            let link = |index: usize| links[index.min(links.len() - 1)];
            let (before, from, to, after) =
                (link(index.saturating_sub(1)), link(index), link(index + 1), link(index + 2));
            std::array::from_fn(|i| (9.0 * (from[i] + to[i]) - before[i] - after[i]) / 16.0)
        };
        let row = links.iter().enumerate().flat_map(|(index, &link)| {
            let has_middle = self.pieces > 1 && index + 1 < links.len();
            std::iter::once(link).chain(has_middle.then(|| between(index)))
        });
        self.chain(row.map(|link| draw(self, link)), each);
    }

    /// A round-ended bar between two points.
    pub fn bar(&self, from: Vec3, to: Vec3, radius: f32) -> Outline {
        self.hull(&self.circle(from, radius), &self.circle(to, radius))
    }

    /// A round-ended stroke on the screen.
    pub fn stroke(&self, from: Vec2, to: Vec2, half_width: f32) -> Outline {
        self.hull(&self.disc(from, half_width), &self.disc(to, half_width))
    }

    /// The corners of an outline grown on all sides.
    pub fn corners(&self, outline: &Outline, grown: f32) -> impl Iterator<Item = [f32; 2]> {
        let grow = move |(point, direction): (Vec2, Vec2)| (point + grown * direction).to_array();
        outline.0.into_iter().zip(self.directions).take(self.count).map(grow)
    }

    fn support(&self, farthest: impl Fn(Vec2) -> Vec2) -> Outline {
        let mut points = [Vec2::ZERO; MOST];
        for (point, direction) in points.iter_mut().zip(self.directions).take(self.count) {
            *point = farthest(direction);
        }
        Outline(points)
    }
}
