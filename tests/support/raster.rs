//! Paints egui's meshes on the CPU: the same bytes on every run and every machine, with no display and no GPU.
//!
//! It does what `egui_glow` has the GPU do: colours are premultiplied and blend in gamma space, corners lie on a grid
//! of 1/256 pixel, and a pixel belongs to the one triangle that covers its centre (edges by the top-left rule), so
//! that neighbours leave no seam and blend nothing twice. It leaves out dithering.

use std::array;
use std::collections::HashMap;

use egui::epaint::textures::{TextureFilter, TextureOptions, TextureWrapMode};
use egui::epaint::{ImageData, ImageDelta, Primitive, Vertex};
use egui::{Color32, Context, FullOutput, Pos2, Rect, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// Steps of the grid that corners lie on, in one pixel.
const STEPS: i64 = 256;

/// A renderer for [`egui_kittest::HarnessBuilder::renderer`].
#[derive(Default)]
pub struct Rasterizer {
    textures: HashMap<TextureId, Texture>,
    /// Textures the frame just made still paints with.
    outgoing: Vec<TextureId>,
}

struct Texture {
    size: [usize; 2],
    texels: Vec<Color32>,
    options: TextureOptions,
}

struct Canvas {
    size: [i64; 2],
    pixels: Vec<Rgba>,
}

/// Premultiplied, gamma-encoded, 0 to 1.
type Rgba = [f32; 4];

/// In steps of the grid; y grows downwards.
type Point = [i64; 2];

/// Pixels `[left, top]` to `[right, bottom]`, without the latter.
struct Clip {
    min: [i64; 2],
    max: [i64; 2],
}

#[derive(Clone, Copy)]
struct Corner {
    at: Point,
    uv: Pos2,
    color: Color32,
}

impl TestRenderer for Rasterizer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for id in self.outgoing.drain(..) {
            self.textures.remove(&id);
        }
        #[expect(clippy::iter_over_hash_type, reason = "textures do not depend on one another")]
        for (id, images) in delta.set.drain() {
            for image in images {
                self.set(id, image);
            }
        }
        self.outgoing.extend(delta.free.drain());
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let [width, height] = [ctx.content_rect().width(), ctx.content_rect().height()].map(|side| pixel(side, scale));
        let background = ctx.global_style().visuals.panel_fill.to_normalized_gamma_f32();
        let mut canvas =
            Canvas { size: [width, height], pixels: vec![background; usize::try_from(width * height).unwrap_or(0)] };

        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = clipped.primitive else {
                return Err("a paint callback needs a GPU".to_owned());
            };
            let texture = self.textures.get(&mesh.texture_id).ok_or("a mesh names a texture that was never set")?;
            let clip = Clip::new(clipped.clip_rect, scale, canvas.size);
            let corners: Vec<Corner> = mesh.vertices.iter().map(|vertex| Corner::new(vertex, scale)).collect();
            for triangle in mesh.indices.chunks_exact(3) {
                canvas.paint(array::from_fn(|i| corners[triangle[i] as usize]), texture, &clip);
            }
        }

        let bytes = canvas.pixels.iter().flatten().map(|channel| to_byte(*channel)).collect();
        RgbaImage::from_raw(width as u32, height as u32, bytes).ok_or_else(|| "the window has no size".to_owned())
    }
}

impl Rasterizer {
    fn set(&mut self, id: TextureId, delta: ImageDelta) {
        let ImageData::Color(image) = delta.image;
        assert_eq!(delta.options.wrap_mode, TextureWrapMode::ClampToEdge, "only this is painted here");
        let Some([left, top]) = delta.pos else {
            let texture = Texture { size: image.size, texels: image.pixels.clone(), options: delta.options };
            self.textures.insert(id, texture);
            return;
        };
        let texture = self.textures.get_mut(&id).expect("a patch follows its texture");
        for (row, texels) in image.pixels.chunks_exact(image.size[0]).enumerate() {
            let start = (top + row) * texture.size[0] + left;
            texture.texels[start..start + texels.len()].copy_from_slice(texels);
        }
    }
}

impl Texture {
    fn sample(&self, uv: [f32; 2], filter: TextureFilter) -> Rgba {
        let position: [f32; 2] = array::from_fn(|axis| uv[axis] * self.size[axis] as f32);
        match filter {
            TextureFilter::Nearest => self.texel(position.map(|at| at.floor() as i64)),
            TextureFilter::Linear => {
                // GPUs keep 8 bits of the weights; it also keeps texels that lie on pixels exact.
                let steps = position.map(|at| ((at - 0.5) * STEPS as f32).round() as i64);
                let [x, y] = steps.map(|at| at.div_euclid(STEPS));
                let [right, below] = steps.map(|at| at.rem_euclid(STEPS) as f32 / STEPS as f32);
                let upper = mix(self.texel([x, y]), self.texel([x + 1, y]), right);
                let lower = mix(self.texel([x, y + 1]), self.texel([x + 1, y + 1]), right);
                mix(upper, lower, below)
            }
        }
    }

    fn texel(&self, at: [i64; 2]) -> Rgba {
        let [x, y] = array::from_fn(|axis| (at[axis].max(0) as usize).min(self.size[axis] - 1));
        self.texels[y * self.size[0] + x].to_normalized_gamma_f32()
    }

    /// The filter for a triangle with these corners in the texture and twice `area` pixels.
    fn filter(&self, [a, b, c]: [[f32; 2]; 3], area: f32) -> TextureFilter {
        let across =
            |to: [f32; 2]| -> [f32; 2] { array::from_fn(|axis| (to[axis] - a[axis]) * self.size[axis] as f32) };
        let ([bx, by], [cx, cy]) = (across(b), across(c));
        if (bx * cy - by * cx).abs() > area { self.options.minification } else { self.options.magnification }
    }
}

impl Canvas {
    fn paint(&mut self, [a, mut b, mut c]: [Corner; 3], texture: &Texture, clip: &Clip) {
        let mut area = side(a.at, b.at, c.at);
        if area < 0 {
            (b, c) = (c, b);
            area = -area;
        }
        if area == 0 {
            return;
        }
        let corners = [a, b, c];
        let colors = corners.map(|corner| corner.color.to_normalized_gamma_f32());
        let uvs = corners.map(|corner| <[f32; 2]>::from(corner.uv));
        let filter = texture.filter(uvs, area as f32 / (STEPS * STEPS) as f32);
        // Most triangles show one texel, and most of those in one colour: these need no weights.
        let one_texel = [b, c].iter().all(|other| other.uv == a.uv).then(|| texture.sample(uvs[0], filter));
        let one_color = [b, c].iter().all(|other| other.color == a.color);
        let flat = one_texel.filter(|_| one_color).map(|texel| multiply(colors[0], texel));

        // The sides opposite to each corner; a pixel centre on a side is inside only if the triangle owns that side.
        let sides = [(b.at, c.at), (c.at, a.at), (a.at, b.at)];
        let least = sides.map(|(start, end)| i64::from(!owns(start, end)));
        let growth = sides.map(|(start, end)| (start[1] - end[1]) * STEPS);

        let [left, top, right, bottom] = clip.around(corners);
        for y in top..bottom {
            let centre = [left * STEPS + STEPS / 2, y * STEPS + STEPS / 2];
            let weights = sides.map(|(start, end)| side(start, end, centre));
            let (mut from, mut to) = (0, right - left);
            for i in 0..3 {
                let (first, end) = reach(weights[i], growth[i], least[i]);
                (from, to) = (from.max(first), to.min(end));
            }
            let row = (y * self.size[0] + left) as usize;
            for x in from..to {
                let source = flat.unwrap_or_else(|| {
                    let shares = array::from_fn(|i| (weights[i] + x * growth[i]) as f32 / area as f32);
                    let texel = one_texel.unwrap_or_else(|| texture.sample(between(uvs, shares), filter));
                    multiply(between(colors, shares), texel)
                });
                let pixel = &mut self.pixels[row + x as usize];
                *pixel = if source[3] < 1.0 { over(source, *pixel) } else { source };
            }
        }
    }
}

impl Clip {
    fn new(rect: Rect, scale: f32, size: [i64; 2]) -> Self {
        let within = |at: [f32; 2]| array::from_fn(|axis| pixel(at[axis], scale).clamp(0, size[axis]));
        Self { min: within(rect.min.into()), max: within(rect.max.into()) }
    }

    /// The left, top, right and bottom of the pixels that a triangle can cover.
    fn around(&self, corners: [Corner; 3]) -> [i64; 4] {
        let [x, y] = [0, 1].map(|axis| corners.map(|corner| (corner.at[axis] - STEPS / 2).div_euclid(STEPS)));
        let least = |of: [i64; 3]| of[0].min(of[1]).min(of[2]);
        let most = |of: [i64; 3]| of[0].max(of[1]).max(of[2]) + 1;
        [least(x).max(self.min[0]), least(y).max(self.min[1]), most(x).min(self.max[0]), most(y).min(self.max[1])]
    }
}

impl Corner {
    fn new(vertex: &Vertex, scale: f32) -> Self {
        // Far outside any window, and small enough that no product overflows.
        let far = (STEPS << 20) as f32;
        let at: [f32; 2] = vertex.pos.into();
        Self {
            at: at.map(|at| (at * scale * STEPS as f32).round().clamp(-far, far) as i64),
            uv: vertex.uv,
            color: vertex.color,
        }
    }
}

/// Twice the area of the triangle, positive where `point` lies to the right of the way `from` → `to`.
fn side(from: Point, to: Point, point: Point) -> i64 {
    (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0])
}

/// Whether a triangle to the right of `from` → `to` owns this side of it: a top or a left one.
fn owns(from: Point, to: Point) -> bool {
    to[1] < from[1] || (to[1] == from[1] && to[0] > from[0])
}

/// The pixels of a row where a weight is at least `least`: it is `first` at pixel 0 and grows by `growth` with each.
fn reach(first: i64, growth: i64, least: i64) -> (i64, i64) {
    match growth.signum() {
        1 => (-(first - least).div_euclid(growth), i64::MAX),
        -1 => (i64::MIN, (first - least).div_euclid(-growth) + 1),
        _ if first >= least => (i64::MIN, i64::MAX),
        _ => (0, 0),
    }
}

fn pixel(points: f32, scale: f32) -> i64 {
    (points * scale).round() as i64
}

fn multiply(a: Rgba, b: Rgba) -> Rgba {
    array::from_fn(|i| a[i] * b[i])
}

fn mix(from: Rgba, to: Rgba, share: f32) -> Rgba {
    array::from_fn(|i| from[i] + (to[i] - from[i]) * share)
}

/// The value inside a triangle, from those at its corners.
fn between<const N: usize>([a, b, c]: [[f32; N]; 3], [share_a, share_b, share_c]: [f32; 3]) -> [f32; N] {
    array::from_fn(|i| share_a * a[i] + share_b * b[i] + share_c * c[i])
}

/// What a frame buffer of 8 bits holds after `source` is painted over `below`.
fn over(source: Rgba, below: Rgba) -> Rgba {
    array::from_fn(|i| f32::from(to_byte(source[i] + below[i] * (1.0 - source[3]))) / 255.0)
}

fn to_byte(channel: f32) -> u8 {
    (channel * 255.0).round() as u8
}
