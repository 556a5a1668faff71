//! A drawn figure: flat convex polygons from back to front.

use crate::domain::figure::Tone;

/// A point in screen units, y up.
pub type Point = [f32; 2];

/// What a figure looks like at one moment: convex polygons to fill one after the other, each over those before it.
///
/// It may be drawn into again and again; its memory is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    bounds: [f32; 4],
    /// The corners of all polygons, one polygon after the other.
    points: Vec<Point>,
    polygons: Vec<Polygon>,
}

/// A polygon's tone, and where its corners end; they begin where those of the one before end.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Polygon {
    ink: Ink,
    end: usize,
}

/// What a polygon is, which says its tone; the theme has the colours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ink {
    /// The surface that the figure stands on, as in seams.
    Paper,
    /// The body; `far` is the share of the tone of what is farther away, 0 to 1.
    Body {
        /// 0 = near, 1 = far.
        far: f32,
    },
    /// A part of the body that is worked.
    Lit {
        /// The tone of the body below, as in [`Ink::Body`].
        far: f32,
        /// How strongly it is lit, 0 to 1.
        strength: f32,
    },
    /// Hair.
    Hair,
    /// The line of the floor.
    Floor,
    /// The mat on the floor.
    Mat,
    /// A thing.
    Prop(Tone),
    /// An arrow, 0 to 1 as it pulses.
    Arrow {
        /// 0 would be the paper.
        strength: f32,
    },
    /// The line of a mark.
    Mark,
    /// What is between the arms of a measured angle; what is below shows through.
    Sector,
}

impl Picture {
    /// The visible rectangle: left, bottom, width, height. What is outside is to be clipped.
    pub fn bounds(&self) -> [f32; 4] {
        self.bounds
    }

    /// The polygons from back to front, each with its tone and its corners, counter-clockwise where y points up.
    pub fn polygons(&self) -> impl Iterator<Item = (Ink, &[Point])> {
        let mut start = 0;
        self.polygons
            .iter()
            .map(move |&Polygon { ink, end }| (ink, &self.points[std::mem::replace(&mut start, end)..end]))
    }

    /// How many polygons there are, and how many corners they have together.
    pub fn size(&self) -> (usize, usize) {
        (self.polygons.len(), self.points.len())
    }

    /// The same reflected about the vertical middle of its bounds: the other side of a figure that works one.
    pub fn mirrored(mut self) -> Self {
        let [left, _, width, _] = self.bounds;
        let mut rest = self.points.as_mut_slice();
        let mut start = 0;
        for polygon in &self.polygons {
            let (corners, after) = rest.split_at_mut(polygon.end - start);
            for corner in corners.iter_mut() {
                corner[0] = 2.0 * left + width - corner[0];
            }
            corners.reverse();
            (rest, start) = (after, polygon.end);
        }
        self
    }

    /// Empties it for another drawing.
    pub(super) fn restart(&mut self, bounds: [f32; 4]) {
        self.bounds = bounds;
        self.points.clear();
        self.polygons.clear();
    }

    /// Adds a polygon before all others; its corners turn counter-clockwise.
    pub(super) fn add(&mut self, ink: Ink, corners: impl IntoIterator<Item = Point>) {
        self.points.extend(corners);
        self.polygons.push(Polygon { ink, end: self.points.len() });
    }
}
