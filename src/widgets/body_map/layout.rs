//! Where the figures stand in the space they are given: side by side or one alone, whole or enlarged.

use egui::{Pos2, Rect, Vec2};

use super::drawing::{Drawing, Facing, Figure};
use super::mesh::Placement;
use super::view::View;
use crate::domain::Region;

/// Height above the heads and below the feet that is not the figures', in points.
const ABOVE: f32 = 4.0;
const BELOW: f32 = 30.0;
/// The least gap between the hands of the two figures, in points.
const LEAST_GAP: f32 = 16.0;
/// The largest gap between the hands, in drawing units.
const LARGEST_GAP: f32 = 240.0;
/// The margin outside the hands, as a share of the gap between them.
const OUTER_SHARE: f32 = 0.5;
/// Side by side, the figures may be this much smaller than one alone before only one is shown ...
const LEAST_SHARE: f32 = 0.8;
/// ... unless they are at least so large all the same, in points for each drawing unit.
const ROOMY_SCALE: f32 = 0.5;
/// The middle of either figure and the height of the side words beside the head, in drawing units.
const MIDDLE: f32 = 250.0;
const SIDE_WORDS: Vec2 = Vec2::new(156.0, 81.0);

/// Which of the two figures have room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figures {
    /// Front and back, side by side.
    Both,
    /// Only this one.
    One(Facing),
}

/// The figures at one scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// The space they stand in.
    pub rect: Rect,
    /// Which of them are shown.
    pub figures: Figures,
    /// Whether only a part of them is seen.
    pub is_enlarged: bool,
    front: Placement,
    back: Placement,
}

impl Layout {
    /// The largest figures that fit, seen through a view; `alone` is shown where only one has room. `pixel` is the size
    /// of a physical pixel, in points.
    pub fn new(rect: Rect, pixel: f32, alone: Facing, view: View) -> Self {
        let body = Figure::BOUNDS.size();
        let by_height = (rect.height() - ABOVE - BELOW) / body.y;
        let by_width =
            |figures: f32| (rect.width() - LEAST_GAP * (figures - 1.0 + 2.0 * OUTER_SHARE)) / (figures * body.x);
        let (two, one) = (by_height.min(by_width(2.0)), by_height.min(by_width(1.0)));
        let figures = if two < ROOMY_SCALE && two < LEAST_SHARE * one { Figures::One(alone) } else { Figures::Both };
        let scale = if figures == Figures::Both { two } else { one }.max(0.05);
        let half_distance = match figures {
            Figures::One(_) => 0.0,
            Figures::Both => {
                let spare = rect.width() - 2.0 * body.x * scale;
                let gap = (spare / (1.0 + 2.0 * OUTER_SHARE)).clamp(LEAST_GAP, (LARGEST_GAP * scale).max(LEAST_GAP));
                (body.x * scale + gap) / 2.0
            }
        };
        let top = rect.top() + ABOVE + ((rect.height() - ABOVE - BELOW - body.y * scale) / 2.0).max(0.0);
        let place = |middle: f32| {
            let corner = Pos2::new(middle - MIDDLE * scale, top - Figure::BOUNDS.top() * scale);
            let origin = view.to_screen(rect, corner);
            // On whole pixels, so that the seams along the middle look alike on both sides.
            let snap = |value: f32| (value / pixel).round() * pixel;
            Placement { origin: Pos2::new(snap(origin.x), snap(origin.y)), scale: scale * view.zoom(), pixel }
        };
        let middle = rect.center().x;
        Self {
            rect,
            figures,
            is_enlarged: view.is_enlarged(),
            front: place(middle - half_distance),
            back: place(middle + half_distance),
        }
    }

    /// Where a figure stands.
    pub fn place(self, facing: Facing) -> Placement {
        match facing {
            Facing::Front => self.front,
            Facing::Back => self.back,
        }
    }

    /// The figures shown.
    pub fn facings(self) -> impl Iterator<Item = Facing> {
        [Facing::Front, Facing::Back].into_iter().filter(move |&facing| self.shows(facing))
    }

    /// The figure nearest to a point.
    pub fn facing_at(self, pos: Pos2) -> Facing {
        let middle =
            f32::midpoint(self.figure_rect(Facing::Front).center().x, self.figure_rect(Facing::Back).center().x);
        match self.figures {
            Figures::One(facing) => facing,
            Figures::Both if pos.x < middle => Facing::Front,
            Figures::Both => Facing::Back,
        }
    }

    /// The figure on which a region shows best, of those shown.
    pub fn facing_of(self, drawing: &Drawing, region: Region) -> Option<Facing> {
        let main = drawing.main_facing(region);
        let other = self.facings().find(|&facing| drawing.figure(facing).regions.contains_key(&region));
        if self.shows(main) { Some(main) } else { other }
    }

    /// The box of a figure on screen.
    pub fn figure_rect(self, facing: Facing) -> Rect {
        let place = self.place(facing);
        Rect::from_min_max(place.to_screen(Figure::BOUNDS.min), place.to_screen(Figure::BOUNDS.max))
    }

    /// The words around a figure and where their middles are: the sides beside the head, the view under the feet.
    ///
    /// `widest` is the width of the wider side word; the words keep to their own figure's half, and within the space
    /// while any of the figure is seen there: which side is whose must never be a guess.
    pub fn words(self, facing: Facing, widest: f32) -> Vec<(&'static str, Pos2)> {
        let place = self.place(facing);
        let body = self.figure_rect(facing);
        let seen = body.intersect(self.rect);
        if !self.shows(facing) || seen.width() <= 0.0 {
            return Vec::new();
        }
        let (left, right, view) = match facing {
            Facing::Front => ("your right", "your left", "Front"),
            Facing::Back => ("your left", "your right", "Back"),
        };
        let middle = body.center().x;
        let aside = (SIDE_WORDS.x * place.scale).min((body.width() - widest) / 2.0 + LEAST_GAP / 2.0 - 2.0);
        let height = place.to_screen(Pos2::new(0.0, SIDE_WORDS.y)).y.max(self.rect.top() + 10.0);
        let foot = (body.bottom() + 16.0).min(self.rect.bottom() - 10.0);
        let within = |x: f32, low: f32, high: f32| (low <= high).then(|| x.clamp(low, high));
        let half = widest / 2.0 + 8.0;
        let edge = |x: f32| within(x, self.rect.left() + half, self.rect.right() - half);
        // A side word stays on its side of the body's middle; it goes where that side is out of sight.
        let left_x = edge(middle - aside).filter(|&x| x < middle - half);
        let right_x = edge(middle + aside).filter(|&x| x > middle + half);
        // A figure alone is named by the switch below it.
        let view_x = within(middle, seen.left() + half, seen.right() - half).filter(|_| self.figures == Figures::Both);
        let placed = [(left, left_x, height), (right, right_x, height), (view, view_x, foot)];
        placed.into_iter().filter_map(|(word, x, y)| Some((word, Pos2::new(x?, y)))).collect()
    }

    fn shows(self, facing: Facing) -> bool {
        self.figures == Figures::Both || self.figures == Figures::One(facing)
    }
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::*;

    fn layout(width: f32, height: f32) -> Layout {
        Layout::new(Rect::from_min_size(pos2(112.0, 80.0), vec2(width, height)), 1.0, Facing::Front, View::default())
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
        for (width, height) in [(752.0, 672.0), (468.0, 536.0), (420.0, 420.0), (1600.0, 500.0), (280.0, 300.0)] {
            let layout = layout(width, height);
            assert_eq!(layout.figures, Figures::Both, "{width} × {height}");
            let (front, back) = (layout.figure_rect(Facing::Front), layout.figure_rect(Facing::Back));
            assert!(front.right() + LEAST_GAP - 1.0 <= back.left(), "{width} × {height}: {front} {back}");
            let space = layout.rect.expand(1.0);
            assert!(space.contains_rect(front) && space.contains_rect(back), "{width} × {height}: {front} {back}");
        }
    }

    #[test]
    fn where_two_figures_would_be_small_one_fills_the_space() {
        for (width, height) in [(320.0, 900.0), (360.0, 640.0), (400.0, 620.0)] {
            let layout = layout(width, height);
            assert_eq!(layout.figures, Figures::One(Facing::Front), "{width} × {height}");
            assert!(layout.rect.expand(1.0).contains_rect(layout.figure_rect(Facing::Front)), "{width} × {height}");
            assert_eq!(layout.facing_at(layout.rect.right_center()), Facing::Front);
            assert_eq!(layout.words(Facing::Back, 56.0), []);
        }
    }

    #[test]
    fn the_words_stay_in_sight_and_on_their_side_while_the_map_is_enlarged() {
        let space = layout(752.0, 672.0).rect;
        let corners = [space.min, space.max, space.center(), space.right_top(), space.left_bottom()];
        for (corner, factor) in corners.into_iter().flat_map(|corner| [1.3, 2.0, 4.0].map(|factor| (corner, factor))) {
            let view = View::default().zoomed(space, corner, factor);
            let layout = Layout::new(space, 1.0, Facing::Front, view);
            for facing in layout.facings() {
                let middle = layout.figure_rect(facing).center().x;
                for (word, pos) in layout.words(facing, 56.0) {
                    assert!(space.contains(pos), "{word} of {facing:?} at {pos}");
                    let on_viewers_left = pos.x < middle;
                    let is_left_word = word == "your left";
                    if word.starts_with("your") {
                        assert_eq!(on_viewers_left, is_left_word == (facing == Facing::Back), "{word} of {facing:?}");
                    }
                }
            }
        }
    }
}
