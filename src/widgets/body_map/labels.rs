//! Where number pills stand: on their region, or beside the body with a leader to it.
//!
//! Pure geometry, in points. Beside the body, a pill takes the free place that needs the shortest and straightest
//! leader, where free means clear of both figures, of the words around them and of the pills placed before.

use egui::{Pos2, Rect, Vec2};

use super::drawing::{Drawing, Facing};
use super::layout::Layout;
use crate::domain::Region;

/// The height of the rows in which free space is kept, in points.
const ROW: f32 = 4.0;
/// What stays free around every pill, in points.
const CLEARANCE: f32 = 4.0;
/// How far up or down a pill may go from its region, in rows.
const FARTHEST_ROWS: i32 = 60;
/// What a point up or down costs, against a point sideways.
const SLOPE_COST: f32 = 2.5;
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

/// Places a pill for each of the wanted, in their order; `words` are boxes to keep clear of.
pub fn place(drawing: &Drawing, layout: Layout, words: &[Rect], wanted: &[Wanted]) -> Vec<Placed> {
    let mut free = FreeSpace::new(drawing, layout);
    for word in words {
        free.take(word.expand(CLEARANCE));
    }
    let mut placed = Vec::with_capacity(wanted.len());
    let mut beside = Vec::new();
    for &want in wanted {
        if let Some(rect) = on_region(drawing, layout, want) {
            placed.push(Placed { region: want.region, rect, leader: None });
        } else if let Some(part) = drawing.main_part(want.region) {
            let facing = drawing.main_facing(want.region);
            beside.push((want, facing, layout.place(facing).to_screen(part.centre)));
        }
    }
    beside.sort_by(|(_, _, a), (_, _, b)| a.y.total_cmp(&b.y));
    for (want, facing, anchor) in beside {
        let middle = layout.figure_rect(facing).center().x;
        let spot = best_spot(&free, &placed, want.size, anchor, middle);
        let rect = spot.unwrap_or_else(|| Rect::from_center_size(anchor, want.size));
        free.take(rect.expand(CLEARANCE));
        let leader = spot.map(|rect| [leader_start(rect, anchor), anchor]);
        placed.push(Placed { region: want.region, rect, leader });
    }
    placed
}

/// The pill's place in the middle of its region, if the region is large enough.
fn on_region(drawing: &Drawing, layout: Layout, want: Wanted) -> Option<Rect> {
    let part = drawing.main_part(want.region)?;
    let place = layout.place(drawing.main_facing(want.region));
    // Half-way across the region at the height of its centre.
    let crossings = part.outline.crossings(part.centre.y);
    let [left, right] = *crossings.chunks_exact(2).find(|pair| pair[0] <= part.centre.x && part.centre.x <= pair[1])?
    else {
        return None;
    };
    let middle = place.to_screen(Pos2::new(f32::midpoint(left, right), part.centre.y));
    let rect = Rect::from_center_size(middle, want.size);
    // The corners are round: only the ends of the straight edges have to fit.
    let (wide, high) = (rect.shrink2(Vec2::new(4.0, 0.0)), rect.shrink2(Vec2::new(0.0, 4.0)));
    let fits = [wide, high].into_iter().all(|rect| {
        [rect.left_top(), rect.right_top(), rect.left_bottom(), rect.right_bottom()]
            .into_iter()
            .all(|corner| part.outline.contains(place.to_drawing(corner)))
    });
    fits.then_some(rect)
}

fn best_spot(free: &FreeSpace, placed: &[Placed], size: Vec2, anchor: Pos2, middle: f32) -> Option<Rect> {
    let mut best: Option<(f32, Rect)> = None;
    let offsets = (0..=FARTHEST_ROWS).flat_map(|row| [row, -row]);
    for offset in offsets.skip(1) {
        let rise = offset as f32 * ROW;
        if best.is_some_and(|(cost, _)| rise.abs() * SLOPE_COST > cost) {
            break;
        }
        let height = anchor.y + rise;
        for (left, right) in free.gaps(height - size.y / 2.0, height + size.y / 2.0) {
            if right - left < size.x {
                continue;
            }
            let x = anchor.x.clamp(left + size.x / 2.0, right - size.x / 2.0);
            let rect = Rect::from_center_size(Pos2::new(x, height), size);
            let cost = rise.abs() * SLOPE_COST + spot_cost(placed, rect, anchor, middle);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, rect));
            }
        }
    }
    best.map(|(_, rect)| rect)
}

fn spot_cost(placed: &[Placed], rect: Rect, anchor: Pos2, middle: f32) -> f32 {
    let start = leader_start(rect, anchor);
    let outwards = (anchor.x - middle) * (rect.center().x - anchor.x) >= 0.0;
    let crossed = placed.iter().filter(|other| {
        let over_pill = segment_meets(other.rect.expand(1.0), start, anchor);
        let under_leader = other.leader.is_some_and(|[from, to]| {
            segment_meets(rect.expand(1.0), from, to) || segments_cross(from, to, start, anchor)
        });
        over_pill || under_leader
    });
    let side = if outwards { 0.0 } else { WRONG_SIDE_COST };
    start.distance(anchor) + side + crossed.count() as f32 * CROSSING_COST
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
        for facing in [Facing::Front, Facing::Back] {
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

    use super::super::drawing::EMBEDDED;
    use super::*;

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

    fn check(size: Vec2, regions: &[Region]) {
        let drawing = &*EMBEDDED;
        let layout = Layout::new(Rect::from_min_size(pos2(100.0, 70.0), size), 1.0);
        let words = layout.words(Facing::Front, 56.0).map(|(_, pos)| Rect::from_center_size(pos, vec2(56.0, 16.0)));
        let wanted: Vec<_> = regions.iter().map(|&region| Wanted { region, size: vec2(60.0, 20.0) }).collect();
        let placed = place(drawing, layout, &words, &wanted);
        assert_eq!(placed.len(), regions.len());
        for (i, pill) in placed.iter().enumerate() {
            let name = pill.region.id();
            assert!(layout.rect.expand(0.1).contains_rect(pill.rect), "{name} leaves the map: {}", pill.rect);
            for other in &placed[i + 1..] {
                assert!(!pill.rect.intersects(other.rect), "{name} covers {}", other.region);
            }
            assert!(words.iter().all(|word| !word.intersects(pill.rect)), "{name} covers a word");
            let part = drawing.main_part(pill.region).expect("every region is drawn");
            let Some([_, dot]) = pill.leader else { continue };
            let dot = layout.place(drawing.main_facing(pill.region)).to_drawing(dot);
            assert!(part.outline.contains(dot), "the leader of {name} misses it");
            for facing in [Facing::Front, Facing::Back] {
                let place = layout.place(facing);
                let silhouette = &drawing.figure(facing).silhouette;
                let corners =
                    [pill.rect.left_top(), pill.rect.right_top(), pill.rect.left_bottom(), pill.rect.center()];
                let covers = corners.into_iter().any(|corner| silhouette.contains(place.to_drawing(corner)));
                assert!(!covers, "{name} stands on a body: {}", pill.rect);
            }
        }
    }

    #[test]
    fn fifteen_pills_overlap_neither_each_other_nor_a_body_nor_a_word() {
        let crowd = CROWD.map(|id| id.parse().expect("a known region"));
        check(vec2(752.0, 672.0), &crowd);
        check(vec2(468.0, 536.0), &crowd);
        check(vec2(1100.0, 900.0), &crowd);
    }

    #[test]
    fn a_single_pill_stands_level_with_its_region() {
        let drawing = &*EMBEDDED;
        let layout = Layout::new(Rect::from_min_size(pos2(0.0, 0.0), vec2(752.0, 672.0)), 1.0);
        let region = "adductors_right".parse().expect("a known region");
        let placed = place(drawing, layout, &[], &[Wanted { region, size: vec2(32.0, 20.0) }]);
        let [start, dot] = placed[0].leader.expect("the inner thigh is narrower than a pill");
        assert!((start.y - dot.y).abs() < 0.1, "{start} {dot}");
        assert!(start.x < dot.x, "the person's right is on the viewer's left in front");
    }

    #[test]
    fn a_wide_region_carries_its_pill() {
        let drawing = &*EMBEDDED;
        let layout = Layout::new(Rect::from_min_size(pos2(0.0, 0.0), vec2(752.0, 672.0)), 1.0);
        let region = "chest_left".parse().expect("a known region");
        let placed = place(drawing, layout, &[], &[Wanted { region, size: vec2(32.0, 20.0) }]);
        assert_eq!(placed[0].leader, None);
    }
}
