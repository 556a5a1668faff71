//! A picture as one mesh: convex polygons as fans, each with a rim about one pixel wide that fades to nothing.

use egui::{Color32, Mesh, Pos2, Vec2};

use super::Placement;
use super::tones::Tones;
use crate::pose::Picture;

/// Corners nearer to each other than this, in pixels, are one.
const SAME: f32 = 0.02;
/// The longest the normal of a corner may get, so that spikes stay where they are.
const MITER_LIMIT: f32 = 2.0;

/// The mesh of a picture; `pixel` is the size of a physical pixel in points.
pub fn mesh(picture: &Picture, placement: Placement, pixel: f32, tones: &mut Tones<'_>) -> Mesh {
    let (_, corners) = picture.size();
    let mut mesh = Mesh::default();
    mesh.reserve_vertices(2 * corners);
    mesh.reserve_triangles(3 * corners);
    let mut rim: Vec<Pos2> = Vec::new();
    for (ink, polygon) in picture.polygons() {
        rim.clear();
        for corner in polygon.iter().map(|&corner| placement.to_screen(corner)) {
            let is_new = rim.last().is_none_or(|last: &Pos2| last.distance_sq(corner) > (SAME * pixel).powi(2));
            if is_new {
                rim.push(corner);
            }
        }
        while rim.len() > 1 && rim[0].distance_sq(rim[rim.len() - 1]) <= (SAME * pixel).powi(2) {
            rim.pop();
        }
        fill(&mut mesh, &rim, tones.colour(ink), pixel);
    }
    mesh
}

/// Fills a convex polygon whose corners turn counter-clockwise as they are seen.
fn fill(mesh: &mut Mesh, rim: &[Pos2], colour: Color32, pixel: f32) {
    if rim.len() < 3 {
        return;
    }
    let (count, first) = (rim.len() as u32, mesh.vertices.len() as u32);
    let next = |index: usize| rim[(index + 1) % rim.len()];
    let mut area = 0.0;
    let mut length = 0.0;
    for (index, &corner) in rim.iter().enumerate() {
        let (from, to) = (corner - rim[0], next(index) - rim[0]);
        area += (to.x * from.y - to.y * from.x) / 2.0;
        length += corner.distance(next(index));
    }
    // A strip has an area of half its rim times its width. One narrower than a pixel keeps its share of the light.
    let width = 2.0 * area.abs() / length;
    let inset = (width / 2.0).min(pixel / 2.0);
    let colour = if width < pixel { colour.gamma_multiply(width / (inset + pixel / 2.0)) } else { colour };

    let mut before = outward(rim[rim.len() - 1], rim[0]);
    for (index, &corner) in rim.iter().enumerate() {
        let after = outward(corner, next(index));
        let sum = before + after;
        // Its length keeps the edges parallel: 1 / cos of half the turn.
        let normal = sum * (2.0 / sum.length_sq()).min(MITER_LIMIT / sum.length());
        mesh.colored_vertex(corner - normal * inset, colour);
        mesh.colored_vertex(corner + normal * (pixel / 2.0), Color32::TRANSPARENT);
        before = after;
    }
    for index in 1..count - 1 {
        mesh.add_triangle(first, first + 2 * index, first + 2 * index + 2);
    }
    for index in 0..count {
        let (this, next) = (first + 2 * index, first + 2 * ((index + 1) % count));
        mesh.add_triangle(this, this + 1, next + 1);
        mesh.add_triangle(this, next + 1, next);
    }
}

/// The unit normal of an edge, away from the polygon.
fn outward(from: Pos2, to: Pos2) -> Vec2 {
    let along = (to - from).normalized();
    Vec2::new(-along.y, along.x)
}
