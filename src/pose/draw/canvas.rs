//! Where outlines become polygons of a picture.

use std::f32::consts::PI;

use glam::Vec2;

use super::outline::{Outline, Pen};
use crate::pose::picture::{Ink, Picture};

/// The corners of each round end of a stroke: strokes are thin.
const CAP: usize = 5;

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

    /// Fills round-ended strokes from point to point. They are thin, so their ends have fewer corners than outlines.
    pub fn strokes(&mut self, ink: Ink, strokes: impl IntoIterator<Item = [Vec2; 2]>, half_width: f32) {
        for ends in strokes {
            self.picture.add(ink, stroke(ends, half_width));
        }
    }

    /// The same, set apart from what is below.
    pub fn strokes_apart(&mut self, ink: Ink, strokes: impl IntoIterator<Item = [Vec2; 2]> + Clone, half_width: f32) {
        self.strokes(Ink::Paper, strokes.clone(), half_width + self.margin);
        self.strokes(ink, strokes, half_width);
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

/// The corners of a round-ended stroke, counter-clockwise.
fn stroke([from, to]: [Vec2; 2], half_width: f32) -> [[f32; 2]; 2 * CAP] {
    let along = (to - from).normalize_or(Vec2::X) * half_width;
    std::array::from_fn(|corner| {
        let end = if corner < CAP { to } else { from };
        // The last corner of one end and the first of the other look the same way.
        let turn = (corner - corner / CAP) as f32 / (CAP - 1) as f32 - 0.5;
        (end + Vec2::from_angle(turn * PI).rotate(along)).to_array()
    })
}
