//! Closed outlines as polygons: containment, distance, visual centre.

use egui::{Pos2, Rect, Vec2};

/// A closed shape without holes: one or more rings of points, in drawing units.
#[derive(Clone, Debug)]
pub struct Outline {
    rings: Vec<Vec<Pos2>>,
    bounds: Rect,
}

impl Outline {
    /// An outline of the given rings; rings of fewer than three points are dropped.
    pub fn new(rings: impl IntoIterator<Item = Vec<Pos2>>) -> Self {
        let rings: Vec<_> = rings.into_iter().filter(|ring| ring.len() >= 3).collect();
        let bounds = rings.iter().flatten().fold(Rect::NOTHING, |mut bounds, &point| {
            bounds.extend_with(point);
            bounds
        });
        Self { rings, bounds }
    }

    /// The rings; the last point of each joins its first.
    pub fn rings(&self) -> &[Vec<Pos2>] {
        &self.rings
    }

    /// The smallest box around all rings.
    pub fn bounds(&self) -> Rect {
        self.bounds
    }

    /// The area, in square units.
    pub fn area(&self) -> f32 {
        self.rings.iter().map(|ring| signed_area(ring).abs()).sum()
    }

    /// Whether the point lies inside, by winding number.
    pub fn contains(&self, point: Pos2) -> bool {
        let mut turns = 0;
        if self.bounds.contains(point) {
            self.for_each_edge(|from, to| turns += winding(from, to, point));
        }
        turns != 0
    }

    /// The distance from the point to the nearest edge, in units, wherever the point lies.
    pub fn distance(&self, point: Pos2) -> f32 {
        self.signed_distance(point).abs()
    }

    /// Where a horizontal line crosses the outline, from left to right: inside lies between each pair.
    pub fn crossings(&self, y: f32) -> Vec<f32> {
        let mut crossings = Vec::new();
        self.for_each_edge(|from, to| {
            if (from.y <= y) != (to.y <= y) {
                crossings.push(from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y));
            }
        });
        crossings.sort_by(f32::total_cmp);
        crossings
    }

    /// The inner point that looks like the middle: as near to the centroid as it can be with room around it.
    pub fn visual_centre(&self) -> Pos2 {
        /// The room it keeps, as a share of the most there is anywhere.
        const ROOM: f32 = 0.7;
        let (most, pole) = self.pole();
        let way = self.centroid() - pole;
        let steps = (0..=10).rev().map(|tenth| pole + way * (tenth as f32 / 10.0));
        steps.into_iter().find(|&point| self.signed_distance(point) >= ROOM * most).unwrap_or(pole)
    }

    /// The centre of mass, which may lie outside a bent shape.
    fn centroid(&self) -> Pos2 {
        let (mut sum, mut area) = (Vec2::ZERO, 0.0);
        // Measured from inside the bounds, where rounding errors are least.
        let origin = self.bounds.center();
        for ring in &self.rings {
            let sign = signed_area(ring).signum();
            let next = ring.iter().skip(1).chain(ring.first());
            for (&a, &b) in ring.iter().zip(next) {
                let (a, b) = (a - origin, b - origin);
                let cross = (a.x * b.y - b.x * a.y) * sign;
                sum += (a + b) * cross / 6.0;
                area += cross / 2.0;
            }
        }
        origin + sum / area.max(f32::EPSILON)
    }

    /// The pole of inaccessibility, the inner point farthest from every edge, and its distance; to within half a unit.
    ///
    /// Quadtree search after Garcia-Castellanos and Lombardo 2007, Scottish Geographical Journal 123:227.
    fn pole(&self) -> (f32, Pos2) {
        const PRECISION: f32 = 0.5;
        let mut half = (self.bounds.size().min_elem() / 4.0).max(PRECISION);
        let mut best = (self.signed_distance(self.bounds.center()), self.bounds.center());
        let mut cells = Vec::new();
        let mut y = self.bounds.top() + half;
        while y < self.bounds.bottom() + half {
            let mut x = self.bounds.left() + half;
            while x < self.bounds.right() + half {
                cells.push(Pos2::new(x, y));
                x += 2.0 * half;
            }
            y += 2.0 * half;
        }
        while !cells.is_empty() {
            let reach = half * std::f32::consts::SQRT_2;
            let measured: Vec<_> = cells.iter().map(|&cell| (self.signed_distance(cell), cell)).collect();
            for &(distance, cell) in &measured {
                if distance > best.0 {
                    best = (distance, cell);
                }
            }
            let quarter = half / 2.0;
            let corners = [Vec2::new(-1.0, -1.0), Vec2::new(1.0, -1.0), Vec2::new(-1.0, 1.0), Vec2::new(1.0, 1.0)];
            cells = measured
                .into_iter()
                .filter(|(distance, _)| distance + reach > best.0 + PRECISION)
                .flat_map(|(_, cell)| corners.map(|corner| cell + corner * quarter))
                .collect();
            half = quarter;
        }
        best
    }

    /// The distance to the nearest edge, negative outside.
    fn signed_distance(&self, point: Pos2) -> f32 {
        let mut turns = 0;
        let mut least_sq = f32::INFINITY;
        self.for_each_edge(|from, to| {
            turns += winding(from, to, point);
            least_sq = least_sq.min(segment_distance_sq(from, to, point));
        });
        if turns == 0 { -least_sq.sqrt() } else { least_sq.sqrt() }
    }

    /// Visits every edge of every ring.
    fn for_each_edge(&self, mut visit: impl FnMut(Pos2, Pos2)) {
        for ring in &self.rings {
            let Some(&last) = ring.last() else { continue };
            let mut from = last;
            for &to in ring {
                visit(from, to);
                from = to;
            }
        }
    }
}

/// The area of a ring, positive where it runs clockwise on screen (y down).
pub fn signed_area(ring: &[Pos2]) -> f32 {
    let next = ring.iter().skip(1).chain(ring.first());
    ring.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f32>() / 2.0
}

/// What the edge adds to the winding number of the point.
fn winding(from: Pos2, to: Pos2, point: Pos2) -> i32 {
    let side = (to.x - from.x) * (point.y - from.y) - (point.x - from.x) * (to.y - from.y);
    if from.y <= point.y && to.y > point.y && side > 0.0 {
        1
    } else if from.y > point.y && to.y <= point.y && side < 0.0 {
        -1
    } else {
        0
    }
}

fn segment_distance_sq(from: Pos2, to: Pos2, point: Pos2) -> f32 {
    let along = to - from;
    let t = ((point - from).dot(along) / along.length_sq().max(f32::EPSILON)).clamp(0.0, 1.0);
    point.distance_sq(from + along * t)
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    /// A U of outer size 30 × 30 whose legs are 8 wide and whose bridge at the top is 10 high.
    fn horseshoe() -> Outline {
        Outline::new([vec![
            pos2(0.0, 0.0),
            pos2(30.0, 0.0),
            pos2(30.0, 30.0),
            pos2(22.0, 30.0),
            pos2(22.0, 10.0),
            pos2(8.0, 10.0),
            pos2(8.0, 30.0),
            pos2(0.0, 30.0),
        ]])
    }

    #[test]
    fn containment_follows_the_outline_and_not_its_box() {
        let shape = horseshoe();
        let check = |x: f32, y: f32, inside: bool| assert_eq!(shape.contains(pos2(x, y)), inside, "{x}, {y}");
        check(15.0, 5.0, true);
        check(4.0, 29.0, true);
        check(26.0, 29.0, true);
        check(15.0, 20.0, false);
        check(-1.0, 5.0, false);
        check(31.0, 5.0, false);
    }

    #[test]
    fn the_visual_centre_of_a_horseshoe_lies_in_its_bridge() {
        let shape = horseshoe();
        let centre = shape.visual_centre();
        assert!(shape.contains(centre), "{centre:?}");
        assert!(shape.distance(centre) >= 3.5, "{centre:?} is {} from an edge", shape.distance(centre));
        assert!(!shape.contains(shape.bounds().center()));
    }

    #[test]
    fn the_visual_centre_of_a_wedge_lies_near_its_middle_rather_than_at_its_wide_end() {
        let wedge = Outline::new([vec![pos2(0.0, 0.0), pos2(30.0, 0.0), pos2(16.0, 90.0), pos2(14.0, 90.0)]]);
        let (_, pole) = wedge.pole();
        let centre = wedge.visual_centre();
        assert!(pole.y < 16.0, "{pole}");
        assert!((20.0..45.0).contains(&centre.y), "{centre}");
    }

    #[test]
    fn distances_crossings_and_area_follow_the_edges() {
        let shape = horseshoe();
        assert!((shape.distance(pos2(15.0, 13.0)) - 3.0).abs() < 1e-4);
        assert!((shape.distance(pos2(33.0, 34.0)) - 5.0).abs() < 1e-4);
        assert_eq!(shape.crossings(12.0), [0.0, 8.0, 22.0, 30.0]);
        assert!(shape.crossings(31.0).is_empty());
        assert!((shape.area() - 620.0).abs() < 1e-3);
    }
}
