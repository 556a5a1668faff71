//! Where outlines become polygons of a picture.

use glam::Vec2;

use super::outline::{Outline, Pen};
use crate::pose::picture::{Ink, Picture};

/// Less than this, in square body heights, is seen edge-on and left out.
const NO_AREA: f32 = 1e-7;

/// A picture in the making, with the pen for it.
pub struct Canvas<'a> {
    picture: &'a mut Picture,
    /// Draws the outlines.
    pub pen: &'a Pen,
    /// Half the width of seams.
    margin: f32,
}

impl<'a> Canvas<'a> {
    /// A canvas over a picture; `gap` is the width of seams.
    pub fn new(picture: &'a mut Picture, pen: &'a Pen, gap: f32) -> Self {
        Self { picture, pen, margin: gap / 2.0 }
    }

    /// The visible rectangle: left, bottom, width, height.
    pub fn bounds(&self) -> [f32; 4] {
        self.picture.bounds()
    }

    /// Fills an outline.
    pub fn fill(&mut self, ink: Ink, outline: &Outline) {
        self.picture.add(ink, self.pen.corners(outline, 0.0));
    }

    /// Clears an outline and a rim around it, so that what follows stands apart from what is behind.
    pub fn clear(&mut self, outline: &Outline) {
        self.picture.add(Ink::Paper, self.pen.corners(outline, self.margin));
    }

    /// Fills outlines of one thing, which stands apart from what is behind.
    pub fn set_apart<const N: usize>(&mut self, shapes: [(Ink, Outline); N]) {
        for (_, outline) in &shapes {
            self.clear(outline);
        }
        for (ink, outline) in &shapes {
            self.fill(*ink, outline);
        }
    }

    /// Fills a convex polygon with corners of its own, whichever way they turn.
    pub fn polygon(&mut self, ink: Ink, corners: &[Vec2]) {
        let turns = |[a, b]: [Vec2; 2]| a.perp_dot(b);
        let pairs = corners.iter().zip(corners.iter().cycle().skip(1));
        let doubled: f32 = pairs.map(|(&a, &b)| turns([a - corners[0], b - corners[0]])).sum();
        if doubled.abs() < NO_AREA {
            return;
        }
        if doubled > 0.0 {
            self.picture.add(ink, corners.iter().map(Vec2::to_array));
        } else {
            self.picture.add(ink, corners.iter().rev().map(Vec2::to_array));
        }
    }
}
