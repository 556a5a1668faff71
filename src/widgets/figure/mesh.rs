//! A picture as one mesh: convex polygons as fans, each with a rim about one pixel wide that fades to nothing.

use egui::{Color32, Mesh, Pos2, Vec2};

use super::Placement;
use super::tones::Tones;
use crate::pose::Picture;

/// Corners nearer to each other than this, in pixels, are one.
const SAME: f32 = 0.02;
/// The longest the normal of a corner may get, so that spikes stay where they are. Reached where the normals of its
/// edges together are shorter than 1.
const MITER_LIMIT: f32 = 2.0;

/// The mesh of a picture; `pixel` is the size of a physical pixel in points.
pub fn mesh(picture: &Picture, placement: Placement, pixel: f32, tones: &mut Tones<'_>) -> Mesh {
    let (_, corners) = picture.size();
    let mut mesh = Mesh::default();
    mesh.reserve_vertices(2 * corners);
    mesh.reserve_triangles(3 * corners);
    let mut rim: Vec<Pos2> = Vec::new();
    let mut normals = Vec::new();
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
        fill(&mut mesh, &rim, &mut normals, tones.colour(ink), pixel);
    }
    mesh
}

/// Fills a convex polygon whose corners turn counter-clockwise as they are seen; `normals` is scratch space.
fn fill(mesh: &mut Mesh, rim: &[Pos2], normals: &mut Vec<Vec2>, colour: Color32, pixel: f32) {
    let (Some(&origin), Some(&end)) = (rim.first(), rim.last()) else { return };
    if rim.len() < 3 {
        return;
    }
    // One pass over the edges: this runs for some thousands of corners in each frame.
    normals.clear();
    let (mut doubled, mut length) = (0.0, 0.0);
    let mut from = end;
    for &corner in rim {
        let along = corner - from;
        let edge = along.length();
        // The unit normal of the edge before the corner, away from the polygon.
        normals.push(Vec2::new(-along.y, along.x) / edge);
        length += edge;
        let (a, b) = (from - origin, corner - origin);
        doubled += b.x * a.y - b.y * a.x;
        from = corner;
    }
    // A strip has an area of half its rim times its width. One narrower than a pixel keeps its share of the light.
    let width = doubled.abs() / length;
    let inset = (width / 2.0).min(pixel / 2.0);
    let colour = if width < pixel { colour.gamma_multiply(width / (inset + pixel / 2.0)) } else { colour };

    let first = mesh.vertices.len() as u32;
    let after = normals.iter().cycle().skip(1);
    for ((&corner, &before), &after) in rim.iter().zip(normals.iter()).zip(after) {
        let sum = before + after;
        // Its length keeps the edges parallel: 1 / cos of half the turn.
        let square = sum.length_sq();
        let normal = sum * if square > 1.0 { 2.0 / square } else { MITER_LIMIT / square.sqrt() };
        mesh.colored_vertex(corner - normal * inset, colour);
        mesh.colored_vertex(corner + normal * (pixel / 2.0), Color32::TRANSPARENT);
    }
    let end = first + 2 * rim.len() as u32;
    for inner in (first + 2..end - 2).step_by(2) {
        mesh.indices.extend([first, inner, inner + 2]);
    }
    let mut this = end - 2;
    for next in (first..end).step_by(2) {
        mesh.indices.extend([this, this + 1, next + 1, this, next + 1, next]);
        this = next;
    }
}
