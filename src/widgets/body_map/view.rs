//! What part of the map is seen: whole, or enlarged and moved.

use egui::{Pos2, Rect, Vec2};

/// The strongest enlargement: a finger's region is then wider than a finger.
const MOST: f32 = 4.0;
/// An enlargement so small that the whole map was meant.
const SNAP: f32 = 1.04;

/// An enlargement and the place that is enlarged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    zoom: f32,
    /// From the middle of the whole map to what stands in the middle now, in points of the whole map.
    centre: Vec2,
}

impl Default for View {
    fn default() -> Self {
        Self { zoom: 1.0, centre: Vec2::ZERO }
    }
}

impl View {
    /// The enlargement, 1 to 4.
    pub fn zoom(self) -> f32 {
        self.zoom
    }

    /// Whether only a part is seen.
    pub fn is_enlarged(self) -> bool {
        self.zoom > 1.0
    }

    /// From a place on the whole map to the screen.
    pub fn to_screen(self, space: Rect, pos: Pos2) -> Pos2 {
        space.center() + (pos - space.center() - self.centre) * self.zoom
    }

    /// The view enlarged by a factor around a point of the screen, which stays where it is.
    #[must_use]
    pub fn zoomed(self, space: Rect, around: Pos2, factor: f32) -> Self {
        let zoom = (self.zoom * factor).clamp(1.0, MOST);
        let from_middle = around - space.center();
        let centre = self.centre + from_middle / self.zoom - from_middle / zoom;
        Self { zoom: if zoom < SNAP && factor < 1.0 { 1.0 } else { zoom }, centre }.within(space)
    }

    /// The view moved with the finger by so many points of the screen.
    #[must_use]
    pub fn moved(self, space: Rect, by: Vec2) -> Self {
        Self { centre: self.centre - by / self.zoom, ..self }.within(space)
    }

    /// The view moved as little as needed to show a box of the screen, or its middle where the box is too large.
    #[must_use]
    pub fn showing(self, space: Rect, wanted: Rect) -> Self {
        let wanted = wanted.expand(8.0);
        let way = |low: f32, high: f32, from: f32, to: f32| {
            if high - low > to - from {
                f32::midpoint(from, to) - f32::midpoint(low, high)
            } else {
                (from - low).max(0.0) + (to - high).min(0.0)
            }
        };
        let x = way(wanted.left(), wanted.right(), space.left(), space.right());
        let y = way(wanted.top(), wanted.bottom(), space.top(), space.bottom());
        self.moved(space, Vec2::new(x, y))
    }

    /// Nothing beyond the edge of the whole map is ever seen.
    fn within(self, space: Rect) -> Self {
        let most = space.size() / 2.0 * (1.0 - 1.0 / self.zoom);
        Self { centre: self.centre.clamp(-most, most), ..self }
    }
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::*;

    const SPACE: Rect = Rect { min: Pos2 { x: 100.0, y: 50.0 }, max: Pos2 { x: 500.0, y: 350.0 } };

    #[test]
    fn the_place_under_the_pointer_stays_there_while_it_is_enlarged() {
        let pointer = pos2(180.0, 300.0);
        let mut view = View::default();
        for _ in 0..5 {
            view = view.zoomed(SPACE, pointer, 1.3);
            assert!(view.to_screen(SPACE, pointer).distance(pointer) < 0.01, "{view:?}");
        }
        assert!(view.is_enlarged());
    }

    #[test]
    fn the_view_ends_at_the_edges_and_at_four_times() {
        let far = View::default().zoomed(SPACE, SPACE.center(), 100.0);
        assert!((far.zoom() - 4.0).abs() < 1e-6);
        for by in [vec2(9e3, 9e3), vec2(-9e3, -9e3)] {
            let moved = far.moved(SPACE, by);
            let (min, max) = (moved.to_screen(SPACE, SPACE.min), moved.to_screen(SPACE, SPACE.max));
            assert!(min.x <= SPACE.left() + 0.1 && min.y <= SPACE.top() + 0.1, "{min}");
            assert!(max.x >= SPACE.right() - 0.1 && max.y >= SPACE.bottom() - 0.1, "{max}");
        }
        assert_eq!(far.zoomed(SPACE, pos2(100.0, 50.0), 0.01), View::default());
        assert_eq!(View::default().moved(SPACE, vec2(50.0, 0.0)), View::default(), "the whole map does not move");
    }

    #[test]
    fn a_box_out_of_sight_comes_into_sight_and_one_in_sight_stays() {
        let view = View::default().zoomed(SPACE, SPACE.min, 3.0);
        let inside = Rect::from_center_size(SPACE.center(), vec2(40.0, 40.0));
        assert_eq!(view.showing(SPACE, inside), view);
        let beyond = inside.translate(vec2(400.0, 100.0));
        let shown = view.showing(SPACE, beyond);
        let whole_map = SPACE.center() + view.centre + (beyond.center() - SPACE.center()) / view.zoom;
        assert!(SPACE.contains(shown.to_screen(SPACE, whole_map)), "{shown:?}");
    }
}
