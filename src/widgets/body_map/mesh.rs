//! Shapes as triangles: tessellated once in drawing units, then placed, coloured and feathered at any scale.
//!
//! There is no multisampling, so every edge carries a rim about one physical pixel wide that fades to nothing.
//! The triangles join the rim's inner points, which move with the scale while the triangulation stays.

use egui::{Color32, Mesh, Pos2, Vec2};
use lyon_tessellation::path::{EndpointId, IdEvent};
use lyon_tessellation::{BuffersBuilder, FillOptions, FillTessellator, FillVertex, VertexBuffers};

use super::outline::{Outline, signed_area};

/// The longest a corner's normal may get, so that spikes stay where they are.
const MITER_LIMIT: f32 = 2.0;

/// A shape that cannot be cut into triangles.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an outline of the body map cannot be filled: {0}")]
pub struct TessellationFailed(String);

/// Where and how large a drawing stands on screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// The screen position of the drawing's origin, in points.
    pub origin: Pos2,
    /// Points for each drawing unit.
    pub scale: f32,
    /// The size of a physical pixel, in points.
    pub pixel: f32,
}

impl Placement {
    /// From drawing units to the screen.
    pub fn to_screen(self, point: Pos2) -> Pos2 {
        self.origin + point.to_vec2() * self.scale
    }

    /// From the screen to drawing units.
    pub fn to_drawing(self, point: Pos2) -> Pos2 {
        ((point - self.origin) / self.scale).to_pos2()
    }
}

/// A filled shape: its rim and the triangles between the rim's points.
#[derive(Clone, Debug)]
pub struct Fill {
    rim: Vec<RimPoint>,
    ring_lengths: Vec<usize>,
    triangles: Vec<[u32; 3]>,
}

#[derive(Clone, Copy, Debug)]
struct RimPoint {
    pos: Pos2,
    /// Points outwards; longer than 1 at corners, so that parallel edges stay parallel.
    normal: Vec2,
    /// How far inwards the opposite edge is, in units; infinite where none is met.
    thickness: f32,
}

impl Fill {
    /// Cuts an outline into triangles.
    pub fn new(outline: &Outline) -> Result<Self, TessellationFailed> {
        let mut rim: Vec<RimPoint> = outline.rings().iter().flat_map(|ring| rim_of(ring)).collect();
        let ring_lengths: Vec<usize> = outline.rings().iter().map(Vec::len).collect();
        let positions: Vec<_> =
            rim.iter().map(|point| lyon_tessellation::math::point(point.pos.x, point.pos.y)).collect();
        let mut buffers: VertexBuffers<(Option<EndpointId>, Pos2), u32> = VertexBuffers::new();
        let vertex = |vertex: FillVertex<'_>| {
            let [x, y] = vertex.position().to_array();
            (vertex.as_endpoint_id(), Pos2::new(x, y))
        };
        FillTessellator::new()
            .tessellate_with_ids(
                ring_events(&ring_lengths),
                &(positions.as_slice(), [].as_slice()),
                None,
                &FillOptions::non_zero(),
                &mut BuffersBuilder::new(&mut buffers, vertex),
            )
            .map_err(|error| TessellationFailed(error.to_string()))?;
        let index_of: Vec<u32> = buffers
            .vertices
            .iter()
            .map(|&(endpoint, pos)| {
                endpoint.map_or_else(
                    || {
                        // Where an outline crosses itself, the crossing is a corner inside the shape.
                        rim.push(RimPoint { pos, normal: Vec2::ZERO, thickness: f32::INFINITY });
                        rim.len() as u32 - 1
                    },
                    |endpoint| endpoint.0,
                )
            })
            .collect();
        let triangles = buffers
            .indices
            .chunks_exact(3)
            .map(|corner| [corner[0], corner[1], corner[2]].map(|index| index_of[index as usize]))
            .collect();
        Ok(Self { rim, ring_lengths, triangles })
    }

    /// Adds the filled shape to a mesh.
    pub fn fill(&self, place: Placement, colour: Color32, mesh: &mut Mesh) {
        let base = mesh.vertices.len() as u32;
        for point in &self.rim {
            // A piece thinner than a pixel covers as much as it should by being paler:
            // its profile is a ramp up and down whose area is the piece's width.
            let width = point.thickness * place.scale;
            let cover = if width < place.pixel { 2.0 * width / (width + place.pixel) } else { 1.0 };
            mesh.colored_vertex(point.offset(place, -(place.pixel.min(width) / 2.0)), colour.gamma_multiply(cover));
        }
        for &triangle in &self.triangles {
            let [a, b, c] = triangle.map(|index| base + index);
            mesh.add_triangle(a, b, c);
        }
        let outer = mesh.vertices.len() as u32;
        for point in &self.rim {
            mesh.colored_vertex(point.offset(place, place.pixel / 2.0), Color32::TRANSPARENT);
        }
        self.join_rims(base, outer, mesh);
    }

    /// Adds a line along the rim, half of its width on either side.
    pub fn stroke(&self, place: Placement, width: f32, colour: Color32, mesh: &mut Mesh) {
        let (edge, half_feather) = (width / 2.0, place.pixel / 2.0);
        let profile = [
            (-edge - half_feather, Color32::TRANSPARENT),
            (-edge + half_feather, colour),
            (edge - half_feather, colour),
            (edge + half_feather, Color32::TRANSPARENT),
        ];
        let mut before = None;
        for (offset, colour) in profile {
            let base = mesh.vertices.len() as u32;
            for point in &self.rim {
                mesh.colored_vertex(point.offset(place, offset), colour);
            }
            if let Some(before) = before.replace(base) {
                self.join_rims(before, base, mesh);
            }
        }
    }

    /// The triangles on screen, without the rim.
    pub fn triangles(&self, place: Placement) -> impl Iterator<Item = [Pos2; 3]> {
        self.triangles.iter().map(move |corners| corners.map(|i| place.to_screen(self.rim[i as usize].pos)))
    }

    /// Fills the strip between two copies of the rim, given by their first vertices.
    fn join_rims(&self, inner: u32, outer: u32, mesh: &mut Mesh) {
        let mut start = 0;
        for &length in &self.ring_lengths {
            let length = length as u32;
            for i in 0..length {
                let (here, next) = (start + i, start + (i + 1) % length);
                mesh.add_triangle(inner + here, outer + here, outer + next);
                mesh.add_triangle(inner + here, outer + next, inner + next);
            }
            start += length;
        }
    }
}

impl RimPoint {
    /// The point on screen, moved outwards by so many points.
    fn offset(&self, place: Placement, outwards: f32) -> Pos2 {
        place.to_screen(self.pos) + self.normal * outwards
    }
}

fn ring_events(ring_lengths: &[usize]) -> Vec<IdEvent> {
    let mut events = Vec::new();
    let mut start = 0;
    for &length in ring_lengths {
        let id = |offset: usize| EndpointId::from_usize(start + offset);
        events.push(IdEvent::Begin { at: id(0) });
        events.extend((1..length).map(|i| IdEvent::Line { from: id(i - 1), to: id(i) }));
        events.push(IdEvent::End { last: id(length - 1), first: id(0), close: true });
        start += length;
    }
    events
}

fn rim_of(ring: &[Pos2]) -> Vec<RimPoint> {
    let clockwise = signed_area(ring) > 0.0;
    let edge_normal = |from: Pos2, to: Pos2| {
        let along = (to - from).normalized();
        if clockwise { Vec2::new(along.y, -along.x) } else { Vec2::new(-along.y, along.x) }
    };
    let count = ring.len();
    (0..count)
        .map(|i| {
            let (before, here, after) = (ring[(i + count - 1) % count], ring[i], ring[(i + 1) % count]);
            let (first, second) = (edge_normal(before, here), edge_normal(here, after));
            let normal = (first + second) / (1.0 + first.dot(second)).max(0.1);
            let length = normal.length().max(1.0);
            let normal = normal * (length.min(MITER_LIMIT) / length);
            // Measured across the edges, not along a corner's slanted normal.
            let thickness = thickness(ring, i, -normal.normalized()) / normal.length();
            RimPoint { pos: here, normal, thickness }
        })
        .collect()
}

/// How far from a ring's point, along a direction, its next crossing with the ring is.
fn thickness(ring: &[Pos2], index: usize, direction: Vec2) -> f32 {
    let count = ring.len();
    let from = ring[index];
    let mut nearest = f32::INFINITY;
    for i in 0..count {
        let next = (i + 1) % count;
        if i == index || next == index {
            continue;
        }
        let (start, edge) = (ring[i] - from, ring[next] - ring[i]);
        let cross = direction.x * edge.y - direction.y * edge.x;
        if cross.abs() < 1e-6 {
            continue;
        }
        let along_ray = (start.x * edge.y - start.y * edge.x) / cross;
        let along_edge = (start.x * direction.y - start.y * direction.x) / cross;
        if along_ray > 0.0 && (0.0..=1.0).contains(&along_edge) {
            nearest = nearest.min(along_ray);
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    const PLACE: Placement = Placement { origin: pos2(100.0, 50.0), scale: 2.0, pixel: 1.0 };

    fn ring(points: &[(f32, f32)]) -> Outline {
        Outline::new([points.iter().map(|&(x, y)| pos2(x, y)).collect()])
    }

    /// The area of a mesh, each triangle weighted with the mean opacity of its corners.
    fn covered(mesh: &Mesh) -> f32 {
        mesh.triangles()
            .map(|corners| {
                let [a, b, c] = corners.map(|i| mesh.vertices[i as usize]);
                let area = (b.pos - a.pos).x * (c.pos - a.pos).y - (b.pos - a.pos).y * (c.pos - a.pos).x;
                let alpha: f32 = [a, b, c].iter().map(|vertex| f32::from(vertex.color.a()) / 255.0 / 3.0).sum();
                area.abs() / 2.0 * alpha
            })
            .sum()
    }

    #[test]
    fn a_fill_covers_its_area_at_any_scale() {
        let concave = ring(&[(0.0, 0.0), (40.0, 0.0), (40.0, 30.0), (20.0, 12.0), (0.0, 30.0)]);
        let fill = Fill::new(&concave).expect("a simple shape");
        for scale in [1.0, 2.0, 3.5] {
            let mut mesh = Mesh::default();
            fill.fill(Placement { scale, ..PLACE }, Color32::WHITE, &mut mesh);
            let expected = concave.area() * scale * scale;
            let found = covered(&mesh);
            assert!((found - expected).abs() < expected * 0.02, "at {scale}: {found} instead of {expected}");
        }
    }

    #[test]
    fn a_line_thinner_than_a_pixel_is_painted_paler_instead_of_wider() {
        let sliver = ring(&[(0.0, 0.0), (100.0, 0.0), (100.0, 0.1), (0.0, 0.1)]);
        let fill = Fill::new(&sliver).expect("a simple shape");
        let mut mesh = Mesh::default();
        fill.fill(PLACE, Color32::WHITE, &mut mesh);
        let expected = sliver.area() * PLACE.scale * PLACE.scale;
        let found = covered(&mesh);
        assert!((found - expected).abs() < expected * 0.2, "{found} instead of {expected}");
    }

    #[test]
    fn a_stroke_covers_its_width_along_the_whole_rim() {
        let square = ring(&[(0.0, 0.0), (50.0, 0.0), (50.0, 50.0), (0.0, 50.0)]);
        let fill = Fill::new(&square).expect("a simple shape");
        let mut mesh = Mesh::default();
        fill.stroke(PLACE, 3.0, Color32::WHITE, &mut mesh);
        let expected = 4.0 * 100.0 * 3.0;
        let found = covered(&mesh);
        assert!((found - expected).abs() < expected * 0.02, "{found} instead of {expected}");
    }

    #[test]
    fn the_screen_position_of_a_point_leads_back_to_it() {
        let point = pos2(12.5, -3.0);
        assert!(PLACE.to_drawing(PLACE.to_screen(point)).distance(point) < 1e-4);
    }
}
