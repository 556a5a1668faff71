//! Tests of where figures stand, and of their meshes.

use egui::{Mesh, Theme};

use super::*;
use crate::pose::{figure, ids};

const SQUARE: [f32; 4] = [-0.5, -0.1, 1.0, 1.0];
const WIDE: [f32; 4] = [-1.0, -0.1, 2.0, 1.0];
const HIGH: [f32; 4] = [-0.25, -0.1, 0.5, 1.0];

fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect::from_min_size(pos2(x, y), vec2(width, height))
}

#[test]
fn a_figure_stands_in_the_middle_of_the_lower_edge_as_large_as_it_fits() {
    let check = |bounds: [f32; 4], within: Rect, expected: Rect| {
        let placement = Placement::new(within, bounds);
        assert_eq!(placement.rect, expected, "{bounds:?}");
        let [left, bottom, width, height] = bounds;
        let corner = |x: f32, y: f32| placement.to_screen([x, y]);
        assert!(corner(left, bottom).distance(expected.left_bottom()) < 1e-4, "{bounds:?}");
        assert!(corner(left + width, bottom + height).distance(expected.right_top()) < 1e-4, "{bounds:?}");
    };
    check(SQUARE, rect(10.0, 20.0, 100.0, 100.0), rect(10.0, 20.0, 100.0, 100.0));
    check(SQUARE, rect(0.0, 0.0, 200.0, 100.0), rect(50.0, 0.0, 100.0, 100.0));
    check(SQUARE, rect(0.0, 0.0, 100.0, 200.0), rect(0.0, 100.0, 100.0, 100.0));
    check(WIDE, rect(0.0, 0.0, 100.0, 100.0), rect(0.0, 50.0, 100.0, 50.0));
    check(HIGH, rect(0.0, 0.0, 100.0, 100.0), rect(25.0, 0.0, 50.0, 100.0));
}

#[test]
fn stills_are_laid_out_as_large_as_they_fit_without_overlap() {
    let check = |bounds: [f32; 4], size: (f32, f32), count: usize, columns: usize| {
        let within = rect(0.0, 0.0, size.0, size.1);
        let cells: Vec<Rect> = cells(within, count, bounds).collect();
        assert_eq!(cells.len(), count);
        let first_row = cells.iter().filter(|cell| cell.top() < 1.0).count();
        assert_eq!(first_row, columns, "{bounds:?}, {count} in {size:?}");
        for (index, cell) in cells.iter().enumerate() {
            assert!(within.expand(1e-3).contains_rect(*cell), "{cell:?}");
            let overlap = |other: &Rect| other.shrink(0.01).intersects(cell.shrink(0.01));
            assert!(!cells[index + 1..].iter().any(overlap), "{cell:?}");
        }
    };
    check(SQUARE, (300.0, 100.0), 1, 1);
    check(SQUARE, (300.0, 100.0), 3, 3);
    check(SQUARE, (100.0, 300.0), 3, 1);
    check(SQUARE, (200.0, 200.0), 4, 2);
    check(SQUARE, (200.0, 200.0), 3, 2);
    check(WIDE, (200.0, 200.0), 2, 1);
    check(SQUARE, (200.0, 200.0), 0, 0);
}

fn mesh_of(id: &str, size: f32, pixel: f32) -> Mesh {
    let figure = figure(id).expect("a built-in figure");
    let picture = draw(figure, &solve(figure, 0.0), 0.0, Detail::Full);
    let t = Tokens::built_in(Theme::Light).expect("the theme parses");
    let placement = Placement::new(rect(0.0, 0.0, size, size), figure.bounds);
    mesh::mesh(&picture, placement, pixel, &mut Tones::new(&t, t.window))
}

#[test]
fn the_mesh_of_every_figure_is_whole() {
    for id in ids() {
        for size in [24.0, 400.0] {
            let mesh = mesh_of(id, size, 1.0);
            assert!(mesh.is_valid(), "{id}");
            assert!(mesh.vertices.iter().all(|vertex| vertex.pos.is_finite()), "{id} at {size}");
        }
    }
}

#[test]
fn the_rim_that_fades_is_one_pixel_wide() {
    let pixel = 0.5;
    let mesh = mesh_of("d26", 400.0, pixel);
    let mut widths: Vec<f32> = mesh.vertices.chunks_exact(2).map(|pair| pair[0].pos.distance(pair[1].pos)).collect();
    assert!(mesh.vertices.chunks_exact(2).all(|pair| pair[1].color == Color32::TRANSPARENT));
    widths.sort_unstable_by(f32::total_cmp);
    let median = widths[widths.len() / 2];
    assert!((median - pixel).abs() < 0.02, "{median}");
    assert!(widths[widths.len() - 1] <= 2.0 * pixel + 1e-3, "spikes stay where they are");
}
