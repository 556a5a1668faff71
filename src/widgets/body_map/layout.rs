//! Where the two figures stand in the space they are given.

use egui::{Pos2, Rect, Vec2};

use super::drawing::{Facing, Figure};
use super::mesh::Placement;

/// Height above the heads and below the feet that is not the figures', in points.
const ABOVE: f32 = 4.0;
const BELOW: f32 = 30.0;
/// The least gap between the hands of the two figures, in points.
const LEAST_GAP: f32 = 16.0;
/// The largest gap between the hands, in drawing units.
const LARGEST_GAP: f32 = 240.0;
/// The margin outside the hands, as a share of the gap between them.
const OUTER_SHARE: f32 = 0.5;
/// The middle of either figure and the height of the side words beside the head, in drawing units.
const MIDDLE: f32 = 250.0;
const SIDE_WORDS: Vec2 = Vec2::new(156.0, 81.0);

/// Both figures side by side at one scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// The space they stand in.
    pub rect: Rect,
    front: Placement,
    back: Placement,
}

impl Layout {
    /// The largest figures that fit; `pixel` is the size of a physical pixel, in points.
    pub fn new(rect: Rect, pixel: f32) -> Self {
        let body = Figure::BOUNDS.size();
        let by_height = (rect.height() - ABOVE - BELOW) / body.y;
        let by_width = (rect.width() - LEAST_GAP * (1.0 + 2.0 * OUTER_SHARE)) / (2.0 * body.x);
        let scale = by_height.min(by_width).max(0.05);
        let spare = rect.width() - 2.0 * body.x * scale;
        let gap = (spare / (1.0 + 2.0 * OUTER_SHARE)).clamp(LEAST_GAP, (LARGEST_GAP * scale).max(LEAST_GAP));
        let half_distance = (body.x * scale + gap) / 2.0;
        let top = rect.top() + ABOVE + ((rect.height() - ABOVE - BELOW - body.y * scale) / 2.0).max(0.0);
        let place = |middle: f32| {
            let corner = Pos2::new(middle - MIDDLE * scale, top - Figure::BOUNDS.top() * scale);
            // On whole pixels, so that the seams along the middle look alike on both sides.
            let snap = |value: f32| (value / pixel).round() * pixel;
            Placement { origin: Pos2::new(snap(corner.x), snap(corner.y)), scale, pixel }
        };
        let middle = rect.center().x;
        Self { rect, front: place(middle - half_distance), back: place(middle + half_distance) }
    }

    /// Where a figure stands.
    pub fn place(self, facing: Facing) -> Placement {
        match facing {
            Facing::Front => self.front,
            Facing::Back => self.back,
        }
    }

    /// The figure nearest to a point.
    pub fn facing_at(self, pos: Pos2) -> Facing {
        if pos.x < self.rect.center().x { Facing::Front } else { Facing::Back }
    }

    /// The box of a figure on screen.
    pub fn figure_rect(self, facing: Facing) -> Rect {
        let place = self.place(facing);
        Rect::from_min_max(place.to_screen(Figure::BOUNDS.min), place.to_screen(Figure::BOUNDS.max))
    }

    /// The words around a figure and where their middles are: the sides beside the head, the view under the feet.
    ///
    /// `widest` is the width of the wider side word; the words keep to their own figure's half.
    pub fn words(self, facing: Facing, widest: f32) -> [(&'static str, Pos2); 3] {
        let place = self.place(facing);
        let body = self.figure_rect(facing);
        let (left, right, view) = match facing {
            Facing::Front => ("your right", "your left", "Front"),
            Facing::Back => ("your left", "your right", "Back"),
        };
        let middle = body.center().x;
        let aside = (SIDE_WORDS.x * place.scale).min((body.width() - widest) / 2.0 + LEAST_GAP / 2.0 - 2.0);
        let height = place.to_screen(Pos2::new(0.0, SIDE_WORDS.y)).y;
        [
            (left, Pos2::new(middle - aside, height)),
            (right, Pos2::new(middle + aside, height)),
            (view, Pos2::new(middle, body.bottom() + 16.0)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::*;

    fn layout(width: f32, height: f32) -> Layout {
        Layout::new(Rect::from_min_size(pos2(112.0, 80.0), vec2(width, height)), 1.0)
    }

    #[test]
    fn the_figures_fill_the_height_where_there_is_width() {
        let layout = layout(800.0, 672.0);
        let body = layout.figure_rect(Facing::Front);
        assert!((body.height() - 638.0).abs() < 1.0, "{}", body.height());
        let apart = layout.figure_rect(Facing::Back).center().x - body.center().x;
        assert!((apart - 400.0).abs() < 4.0, "{apart}");
    }

    #[test]
    fn the_figures_never_overlap_nor_leave_their_space() {
        for (width, height) in [(752.0, 672.0), (468.0, 536.0), (320.0, 900.0), (1600.0, 500.0), (280.0, 300.0)] {
            let layout = layout(width, height);
            let (front, back) = (layout.figure_rect(Facing::Front), layout.figure_rect(Facing::Back));
            assert!(front.right() + LEAST_GAP - 1.0 <= back.left(), "{width} × {height}: {front} {back}");
            let space = layout.rect.expand(1.0);
            assert!(space.contains_rect(front) && space.contains_rect(back), "{width} × {height}: {front} {back}");
        }
    }
}
