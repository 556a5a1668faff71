//! Where number pills stand: on their region, or beside the body with a leader to it.
//!
//! Pure geometry, in points. Beside the body, a pill takes the free place that needs the shortest and straightest
//! leader, where free means clear of both figures, of the words around them and of the pills placed before.

use egui::{Pos2, Rect, Vec2};

use super::drawing::{Drawing, Part};
use super::layout::Layout;
use super::mesh::Placement;
use crate::domain::Region;

/// The height of the rows in which free space is kept, in points.
const ROW: f32 = 4.0;
/// What stays free around every pill, in points.
const CLEARANCE: f32 = 4.0;
/// How far up or down a pill may go from its region, in rows.
const FARTHEST_ROWS: i32 = 60;
/// What a point up or down costs against a point sideways, with a slanted leader and with a level one.
const SLOPE_COST: f32 = 2.5;
const LEVEL_COST: f32 = 0.8;
/// The width of region that a leader's dot needs, in points.
const DOT_ROOM: f32 = 8.0;
/// What it costs to stand on the other side of the figure.
const WRONG_SIDE_COST: f32 = 80.0;
/// What it costs to cross another pill or leader.
const CROSSING_COST: f32 = 60.0;

/// A pill to be placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// The region it tells of.
    pub region: Region,
    /// Its size.
    pub size: Vec2,
}

/// A pill in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The region it tells of.
    pub region: Region,
    /// Where it stands.
    pub rect: Rect,
    /// The line from the pill to a dot inside the region, for a pill that stands beside the body.
    pub leader: Option<[Pos2; 2]>,
}

/// Places a pill for each of the wanted that is in sight, in their order; `words` are boxes to keep clear of.
pub fn place(drawing: &Drawing, layout: Layout, words: &[Rect], wanted: &[Wanted]) -> Vec<Placed> {
    let mut free = FreeSpace::new(drawing, layout);
    for word in words {
        free.take(word.expand(CLEARANCE));
    }
    let mut placed = Vec::with_capacity(wanted.len());
    let mut beside = Vec::new();
    for &want in wanted {
        let Some(facing) = layout.facing_of(drawing, want.region) else { continue };
        let Some(part) = drawing.figure(facing).regions.get(&want.region) else { continue };
        let place = layout.place(facing);
        if let Some(rect) = on_region(part, place, want.size, layout.rect) {
            placed.push(Placed { region: want.region, rect, leader: None });
            continue;
        }
        // A region whose middle is out of sight has no pill: nothing could lead to it.
        let anchor = place.to_screen(part.centre);
        if layout.rect.contains(anchor) {
            let middle = layout.figure_rect(facing).center().x;
            beside.push(Beside { want, part, place, anchor, middle });
        }
    }
    beside.sort_by(|a, b| a.anchor.y.total_cmp(&b.anchor.y));
    for pill in beside {
        let (rect, leader) = pill.best_spot(&free, &placed);
        free.take(rect.expand(CLEARANCE));
        placed.push(Placed { region: pill.want.region, rect, leader });
    }
    placed
}

/// The pill's place on its region, as near to the middle as it fits and is in sight.
fn on_region(part: &Part, place: Placement, size: Vec2, space: Rect) -> Option<Rect> {
    let centre = place.to_screen(part.centre).y;
    let reach = (part.outline.bounds().height() * place.scale / 2.0 / ROW) as i32;
    rows_around(reach).map(|row| centre + row as f32 * ROW).find_map(|height| {
        let (left, right) = widest_stretch(part, place, height)?;
        let rect = Rect::from_center_size(Pos2::new(f32::midpoint(left, right), height), size);
        // The corners are round, so the ends of the straight edges have to fit; they may lie on the region's edge.
        let inner = rect.shrink(2.0);
        let (wide, high) = (inner.shrink2(Vec2::new(3.0, 0.0)), inner.shrink2(Vec2::new(0.0, 3.0)));
        let fits = [wide, high].into_iter().all(|rect| {
            [rect.left_top(), rect.right_top(), rect.left_bottom(), rect.right_bottom()]
                .into_iter()
                .all(|corner| part.outline.contains(place.to_drawing(corner)))
        });
        (fits && space.contains_rect(rect)).then_some(rect)
    })
}

/// The widest stretch of a region at a height on screen.
fn widest_stretch(part: &Part, place: Placement, height: f32) -> Option<(f32, f32)> {
    let crossings = part.outline.crossings(place.to_drawing(Pos2::new(0.0, height)).y);
    let stretches = crossings.chunks_exact(2).map(|pair| {
        let [left, right] = [pair[0], pair[1]].map(|x| place.to_screen(Pos2::new(x, 0.0)).x);
        (left, right)
    });
    stretches.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))
}

/// 0, −1, 1, −2, 2 and so on.
fn rows_around(reach: i32) -> impl Iterator<Item = i32> {
    (0..=reach).flat_map(|row| [-row, row]).skip(1)
}

/// A pill that finds no room on its region.
struct Beside<'a> {
    want: Wanted,
    part: &'a Part,
    place: Placement,
    /// The region's middle on screen.
    anchor: Pos2,
    /// The middle of its figure.
    middle: f32,
}

impl Beside<'_> {
    /// The cheapest free place and its leader; over the region, without a leader, where nothing is free.
    fn best_spot(&self, free: &FreeSpace, placed: &[Placed]) -> (Rect, Option<[Pos2; 2]>) {
        let size = self.want.size;
        let mut least = f32::INFINITY;
        let mut best = (Rect::from_center_size(self.anchor, size), None);
        for row in rows_around(FARTHEST_ROWS) {
            let rise = row as f32 * ROW;
            if rise.abs() * LEVEL_COST > least {
                break;
            }
            let height = self.anchor.y + rise;
            let (dot, cost_of_rise) = self.dot_at(height);
            for (left, right) in free.gaps(height - size.y / 2.0, height + size.y / 2.0) {
                if right - left < size.x {
                    continue;
                }
                let x = dot.x.clamp(left + size.x / 2.0, right - size.x / 2.0);
                let rect = Rect::from_center_size(Pos2::new(x, height), size);
                let leader = [leader_start(rect, dot), dot];
                let cost = rise.abs() * cost_of_rise + self.leader_cost(placed, rect, leader);
                if cost < least {
                    (least, best) = (cost, (rect, Some(leader)));
                }
            }
        }
        best
    }

    /// The leader's end for a pill at a height, and what a point up or down costs with it.
    ///
    /// The leader is level where the region is wide enough at that height.
    fn dot_at(&self, height: f32) -> (Pos2, f32) {
        match widest_stretch(self.part, self.place, height) {
            Some((left, right)) if right - left >= DOT_ROOM => {
                (Pos2::new(f32::midpoint(left, right), height), LEVEL_COST)
            }
            _ => (self.anchor, SLOPE_COST),
        }
    }

    fn leader_cost(&self, placed: &[Placed], rect: Rect, [start, dot]: [Pos2; 2]) -> f32 {
        let outwards = (dot.x - self.middle) * (rect.center().x - dot.x) >= 0.0;
        let crossed = placed.iter().filter(|other| {
            let over_pill = segment_meets(other.rect.expand(1.0), start, dot);
            let under_leader = other.leader.is_some_and(|[from, to]| {
                segment_meets(rect.expand(1.0), from, to) || segments_cross(from, to, start, dot)
            });
            over_pill || under_leader
        });
        let side = if outwards { 0.0 } else { WRONG_SIDE_COST };
        start.distance(dot) + side + crossed.count() as f32 * CROSSING_COST
    }
}

/// The middle of the pill's edge that faces the region.
fn leader_start(rect: Rect, anchor: Pos2) -> Pos2 {
    if rect.x_range().contains(anchor.x) {
        if anchor.y < rect.top() { rect.center_top() } else { rect.center_bottom() }
    } else if anchor.x < rect.left() {
        rect.left_center()
    } else {
        rect.right_center()
    }
}

fn segment_meets(rect: Rect, from: Pos2, to: Pos2) -> bool {
    let diagonals = [(rect.left_top(), rect.right_bottom()), (rect.right_top(), rect.left_bottom())];
    rect.contains(from) || rect.contains(to) || diagonals.iter().any(|&(a, b)| segments_cross(a, b, from, to))
}

fn segments_cross(a: Pos2, b: Pos2, c: Pos2, d: Pos2) -> bool {
    let side = |from: Pos2, to: Pos2, point: Pos2| (to - from).rot90().dot(point - from);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

/// The space around the figures, as the taken stretches of each row.
struct FreeSpace {
    bounds: Rect,
    rows: Vec<Vec<(f32, f32)>>,
}

impl FreeSpace {
    fn new(drawing: &Drawing, layout: Layout) -> Self {
        let bounds = layout.rect;
        let count = (bounds.height() / ROW).ceil() as usize;
        let mut space = Self { bounds, rows: vec![Vec::new(); count] };
        for facing in layout.facings() {
            let place = layout.place(facing);
            let silhouette = &drawing.figure(facing).silhouette;
            for index in 0..count {
                let height = bounds.top() + (index as f32 + 0.5) * ROW;
                let crossings = silhouette.crossings(place.to_drawing(Pos2::new(0.0, height)).y);
                for pair in crossings.chunks_exact(2) {
                    let [left, right] = [pair[0], pair[1]].map(|x| place.to_screen(Pos2::new(x, 0.0)).x);
                    space.take(Rect::from_min_max(Pos2::new(left, height), Pos2::new(right, height)).expand(CLEARANCE));
                }
            }
        }
        space
    }

    fn take(&mut self, rect: Rect) {
        for row in self.rows_between(rect.top(), rect.bottom()) {
            self.rows[row].push((rect.left(), rect.right()));
        }
    }

    /// The stretches free at every height between the two; none outside the bounds.
    fn gaps(&self, top: f32, bottom: f32) -> Vec<(f32, f32)> {
        if top < self.bounds.top() || bottom > self.bounds.bottom() {
            return Vec::new();
        }
        let mut taken: Vec<(f32, f32)> =
            self.rows_between(top, bottom).flat_map(|row| self.rows[row].iter().copied()).collect();
        taken.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut gaps = Vec::new();
        let mut left = self.bounds.left();
        for (from, to) in taken {
            if from > left {
                gaps.push((left, from));
            }
            left = left.max(to);
        }
        if left < self.bounds.right() {
            gaps.push((left, self.bounds.right()));
        }
        gaps
    }

    fn rows_between(&self, top: f32, bottom: f32) -> std::ops::Range<usize> {
        let row = |height: f32| ((height - self.bounds.top()) / ROW).max(0.0);
        let last = (row(bottom).ceil() as usize).min(self.rows.len());
        (row(top).floor() as usize).min(last)..last
    }
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::super::drawing::{EMBEDDED, Facing};
    use super::super::view::View;
    use super::*;

    fn layout(size: Vec2, view: View) -> Layout {
        Layout::new(Rect::from_min_size(pos2(100.0, 70.0), size), 1.0, Facing::Front, view)
    }

    /// Fifteen regions that crowd both figures, each with two values.
    const CROWD: [&str; 15] = [
        "hamstrings_left",
        "hamstrings_right",
        "hip_flexors_left",
        "hip_flexors_right",
        "adductors_left",
        "adductors_right",
        "tfl_left",
        "glute_med_right",
        "sacrum",
        "elbow_left",
        "biceps_right",
        "neck_front_left",
        "soleus_right",
        "achilles_right",
        "hand_left",
    ];

    fn check(layout: Layout, regions: &[Region]) -> usize {
        let drawing = &*EMBEDDED;
        let words = layout.words(Facing::Front, 56.0);
        let words: Vec<Rect> =
            words.into_iter().map(|(_, pos)| Rect::from_center_size(pos, vec2(56.0, 16.0))).collect();
        let wanted: Vec<_> = regions.iter().map(|&region| Wanted { region, size: vec2(60.0, 20.0) }).collect();
        let placed = place(drawing, layout, &words, &wanted);
        for (i, pill) in placed.iter().enumerate() {
            let name = pill.region.id();
            assert!(layout.rect.expand(0.1).contains_rect(pill.rect), "{name} leaves the map: {}", pill.rect);
            for other in &placed[i + 1..] {
                assert!(!pill.rect.intersects(other.rect), "{name} covers {}", other.region);
            }
            assert!(words.iter().all(|word| !word.intersects(pill.rect)), "{name} covers a word");
            let facing = layout.facing_of(drawing, pill.region).expect("it has a pill, so it is shown");
            let part = &drawing.figure(facing).regions[&pill.region];
            let Some([_, dot]) = pill.leader else { continue };
            let dot = layout.place(facing).to_drawing(dot);
            assert!(part.outline.contains(dot), "the leader of {name} misses it");
            for facing in layout.facings() {
                let place = layout.place(facing);
                let silhouette = &drawing.figure(facing).silhouette;
                let corners =
                    [pill.rect.left_top(), pill.rect.right_top(), pill.rect.left_bottom(), pill.rect.center()];
                let covers = corners.into_iter().any(|corner| silhouette.contains(place.to_drawing(corner)));
                assert!(!covers, "{name} stands on a body: {}", pill.rect);
            }
        }
        placed.len()
    }

    #[test]
    fn fifteen_pills_overlap_neither_each_other_nor_a_body_nor_a_word() {
        let crowd = CROWD.map(|id| id.parse().expect("a known region"));
        for size in [vec2(752.0, 672.0), vec2(468.0, 536.0), vec2(1100.0, 900.0)] {
            assert_eq!(check(layout(size, View::default()), &crowd), crowd.len());
        }
    }

    #[test]
    fn pills_follow_an_enlarged_or_a_single_figure() {
        let crowd = CROWD.map(|id| id.parse().expect("a known region"));
        let space = layout(vec2(752.0, 672.0), View::default()).rect;
        let enlarged = View::default().zoomed(space, pos2(300.0, 400.0), 1.6);
        let seen = check(layout(vec2(752.0, 672.0), enlarged), &crowd);
        assert!((1..crowd.len()).contains(&seen), "{seen} of {}", crowd.len());
        // The front alone: hip flexors, adductors, sides of the hips, elbow, biceps, neck, hand.
        let alone = check(layout(vec2(340.0, 620.0), View::default()), &crowd);
        assert!((8..crowd.len()).contains(&alone), "{alone} of {}", crowd.len());
    }

    #[test]
    fn a_single_pill_stands_level_with_its_region() {
        let drawing = &*EMBEDDED;
        let layout = layout(vec2(752.0, 672.0), View::default());
        let region = "adductors_right".parse().expect("a known region");
        let placed = place(drawing, layout, &[], &[Wanted { region, size: vec2(32.0, 20.0) }]);
        let [start, dot] = placed[0].leader.expect("the inner thigh is narrower than a pill");
        assert!((start.y - dot.y).abs() < 0.1, "{start} {dot}");
        assert!(start.x < dot.x, "the person's right is on the viewer's left in front");
    }

    #[test]
    fn a_wide_region_carries_its_pill() {
        let drawing = &*EMBEDDED;
        let layout = layout(vec2(752.0, 672.0), View::default());
        let region = "chest_left".parse().expect("a known region");
        let placed = place(drawing, layout, &[], &[Wanted { region, size: vec2(32.0, 20.0) }]);
        assert_eq!(placed[0].leader, None);
    }
}
