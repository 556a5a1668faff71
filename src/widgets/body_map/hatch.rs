//! Hatching: the sign of stiffness, as stripes clipped to a shape.

use egui::{Color32, Mesh, Pos2};

use super::mesh::Placement;

/// The distance between two stripes, in points.
const PITCH: f32 = 6.0;
/// The width of a stripe, in points.
const WIDTH: f32 = 1.7;

/// Parallel stripes at 45°, rising to the right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hatch {
    /// The distance between the middles of two stripes, in points.
    pub pitch: f32,
    /// The width of a stripe, in points.
    pub width: f32,
    /// The colour of the stripes.
    pub colour: Color32,
}

impl Hatch {
    /// The hatching of a region.
    pub fn region(colour: Color32) -> Self {
        Self { pitch: PITCH, width: WIDTH, colour }
    }

    /// The finer hatching of a small sample, as on a number pill.
    pub fn sample(colour: Color32) -> Self {
        Self { pitch: 4.0, width: 1.6, colour }
    }

    /// Adds the stripes within some triangles, which share the pattern's origin (that of the placement).
    ///
    /// Each stripe is cut along its own edges into a core and two feathered flanks, and each of these by the triangle:
    /// so stripes end exactly at the shape's edge, whatever its form.
    pub fn add(self, place: Placement, triangles: impl Iterator<Item = [Pos2; 3]>, mesh: &mut Mesh) {
        let (edge, half_feather) = (self.width / 2.0, place.pixel / 2.0);
        let bands = [
            (-edge - half_feather, 0.0),
            (-edge + half_feather, 1.0),
            (edge - half_feather, 1.0),
            (edge + half_feather, 0.0),
        ];
        for triangle in triangles {
            let corners = triangle.map(|pos| Corner { pos, across: across(place, pos) });
            let low = corners.iter().map(|corner| corner.across).fold(f32::INFINITY, f32::min);
            let high = corners.iter().map(|corner| corner.across).fold(f32::NEG_INFINITY, f32::max);
            let reach = edge + half_feather;
            let first = ((low - reach) / self.pitch).ceil() as i32;
            let last = ((high + reach) / self.pitch).floor() as i32;
            for stripe in first..=last {
                let middle = stripe as f32 * self.pitch;
                for pair in bands.windows(2) {
                    let (from, to) = (middle + pair[0].0, middle + pair[1].0);
                    let opacity = |corner: &Corner| {
                        let t = ((corner.across - from) / (to - from)).clamp(0.0, 1.0);
                        pair[0].1 + (pair[1].1 - pair[0].1) * t
                    };
                    let piece = cut(&cut(&corners, |corner| corner.across - from), |corner| to - corner.across);
                    self.add_fan(&piece, opacity, mesh);
                }
            }
        }
    }

    fn add_fan(self, piece: &[Corner], opacity: impl Fn(&Corner) -> f32, mesh: &mut Mesh) {
        if piece.len() < 3 {
            return;
        }
        let base = mesh.vertices.len() as u32;
        for corner in piece {
            mesh.colored_vertex(corner.pos, self.colour.gamma_multiply(opacity(corner)));
        }
        for i in 1..piece.len() as u32 - 1 {
            mesh.add_triangle(base, base + i, base + i + 1);
        }
    }
}

/// A corner and its distance across the stripes, in points.
#[derive(Clone, Copy, Debug)]
struct Corner {
    pos: Pos2,
    across: f32,
}

fn across(place: Placement, pos: Pos2) -> f32 {
    let from_origin = pos - place.origin;
    (from_origin.x + from_origin.y) * std::f32::consts::FRAC_1_SQRT_2
}

/// The part of a convex polygon where the measure is not negative.
fn cut(polygon: &[Corner], measure: impl Fn(&Corner) -> f32) -> Vec<Corner> {
    let mut kept = Vec::with_capacity(polygon.len() + 1);
    for (i, corner) in polygon.iter().enumerate() {
        let next = &polygon[(i + 1) % polygon.len()];
        let (here, there) = (measure(corner), measure(next));
        if here >= 0.0 {
            kept.push(*corner);
        }
        if (here >= 0.0) != (there >= 0.0) {
            let t = here / (here - there);
            kept.push(Corner {
                pos: corner.pos + (next.pos - corner.pos) * t,
                across: corner.across + (next.across - corner.across) * t,
            });
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    const PLACE: Placement = Placement { origin: pos2(0.0, 0.0), scale: 1.0, pixel: 1.0 };

    #[test]
    fn stripes_stay_inside_the_shape_and_cover_their_share_of_it() {
        let (a, b, c, d) = (pos2(0.0, 0.0), pos2(120.0, 0.0), pos2(120.0, 90.0), pos2(0.0, 90.0));
        let mut mesh = Mesh::default();
        Hatch::region(Color32::WHITE).add(PLACE, [[a, b, c], [a, c, d]].into_iter(), &mut mesh);
        assert!(mesh.is_valid());
        let bounds = mesh.calc_bounds();
        assert!(bounds.min.x >= -1e-3 && bounds.min.y >= -1e-3 && bounds.max.x <= 120.001 && bounds.max.y <= 90.001);
        let covered: f32 = mesh
            .triangles()
            .map(|corners| {
                let [a, b, c] = corners.map(|i| mesh.vertices[i as usize]);
                let area = ((b.pos - a.pos).x * (c.pos - a.pos).y - (b.pos - a.pos).y * (c.pos - a.pos).x).abs() / 2.0;
                area * [a, b, c].iter().map(|vertex| f32::from(vertex.color.a()) / 255.0 / 3.0).sum::<f32>()
            })
            .sum();
        let expected = 120.0 * 90.0 * WIDTH / PITCH;
        assert!((covered - expected).abs() < expected * 0.03, "{covered} instead of {expected}");
    }

    #[test]
    fn a_sliver_between_two_stripes_gets_none() {
        let between = PITCH * std::f32::consts::SQRT_2 / 2.0;
        let sliver = [pos2(between, 0.0), pos2(between + 0.5, 0.0), pos2(between, 0.5)];
        let mut mesh = Mesh::default();
        Hatch::region(Color32::WHITE).add(PLACE, [sliver].into_iter(), &mut mesh);
        assert!(mesh.is_empty());
    }
}
