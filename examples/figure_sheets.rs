//! Contact sheets of the moving figures, drawn by the very widget of the program and painted on the CPU:
//! `cargo run --example figure_sheets -- --ids d01,d02 --theme dark --out sheet.png`.
//!
//! It reads `assets/poses/*.ron` when it runs, so that a figure can be drawn, looked at and mended without a build.

#![expect(clippy::print_stderr, reason = "a command reports to the terminal")]

#[path = "../tests/support/raster.rs"]
mod raster;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use egui::{Align2, Rect, Theme, Ui, Vec2, pos2, vec2};
use egui_kittest::Harness;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, RgbaImage};
use supple::catalog::Catalog;
use supple::domain::figure::{Figure, Repeat};
use supple::pose::{faults, key_moments, parse, period};
use supple::theme::{Role, Themes, install_fonts, install_styles};
use supple::widgets::figure::{Facing, FigureView};

/// What is between pictures, and around the sheet, in points.
const GAP: f32 = 12.0;
/// The height of a title.
const TITLE: f32 = 26.0;
/// A sheet gets no wider or higher than this, if its pictures are not.
const WIDEST: f32 = 1600.0;
const HIGHEST: f32 = 1800.0;

/// Draws contact sheets of moving figures.
#[derive(Debug, Parser)]
struct Options {
    /// Only these figures, separated by commas.
    #[arg(long, value_delimiter = ',')]
    ids: Vec<String>,
    /// Only the figures of this file, such as `hips`.
    #[arg(long)]
    file: Option<String>,
    /// One figure, large, at 8 moments unless `--moments` says otherwise.
    #[arg(long, value_name = "ID")]
    strip: Option<String>,
    /// How many moments of each, evenly from the first key to the last.
    #[arg(long)]
    moments: Option<usize>,
    /// Each key itself instead of evenly spaced moments.
    #[arg(long)]
    keys: bool,
    /// The longer side of each picture, in points.
    #[arg(long)]
    size: Option<f32>,
    /// Light or dark.
    #[arg(long, default_value = "light")]
    theme: Look,
    /// Pixels of a point.
    #[arg(long, default_value_t = 1.0)]
    scale: f32,
    /// Reflected, as what works one side looks for the left.
    #[arg(long)]
    mirror: bool,
    /// Where the sheet is written; several get a number before the ending.
    #[arg(long, default_value = "figures.png")]
    out: PathBuf,
    /// Where the figures are.
    #[arg(long, default_value = "assets/poses")]
    poses: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Look {
    Light,
    Dark,
}

/// A figure with its name and the moments to be drawn.
#[derive(Clone, Debug)]
struct Strip {
    title: String,
    figure: Figure,
    moments: Vec<f32>,
    facing: Facing,
    /// Of each picture.
    size: Vec2,
}

/// Strips that stand beside each other.
type Row = Vec<Strip>;

impl Strip {
    fn new(title: String, figure: Figure, options: &Options) -> Self {
        let wanted = options.moments.unwrap_or(if options.strip.is_some() { 8 } else { 3 }).max(1);
        let longest = options.size.unwrap_or(if options.strip.is_some() { 380.0 } else { 160.0 });
        let moments = if options.keys { key_moments(&figure) } else { evenly(&figure, wanted) };
        let [_, _, width, height] = figure.bounds;
        let size = vec2(width, height) * (longest / width.max(height).max(1e-3));
        let facing = if options.mirror { Facing::Mirrored } else { Facing::AsDrawn };
        Self { title, figure, moments, facing, size }
    }

    /// How many pictures stand beside each other.
    fn columns(&self) -> usize {
        let fit = ((WIDEST - GAP) / (self.size.x + GAP)) as usize;
        self.moments.len().clamp(1, fit.max(1))
    }

    fn whole(&self) -> Vec2 {
        let columns = self.columns();
        let rows = self.moments.len().div_ceil(columns).max(1);
        let pictures = (self.size + Vec2::splat(GAP)) * vec2(columns as f32, rows as f32);
        pictures + vec2(GAP, TITLE)
    }

    fn show(&self, ui: &mut Ui, themes: &Themes, corner: egui::Pos2) {
        let t = themes.of(ui.ctx().theme());
        ui.painter().text(corner, Align2::LEFT_TOP, &self.title, Role::Label.font(), t.text);
        for (index, &secs) in self.moments.iter().enumerate() {
            let place = vec2((index % self.columns()) as f32, (index / self.columns()) as f32);
            let min = corner + vec2(0.0, TITLE) + place * (self.size + Vec2::splat(GAP));
            let view = FigureView::new(&self.figure, &self.title).at(secs).facing(self.facing);
            view.paint(ui.painter(), Rect::from_min_size(min, self.size), t);
        }
    }
}

/// Moments evenly from the first key to the last; of a loop that goes round, from the first to just before it again.
fn evenly(figure: &Figure, wanted: usize) -> Vec<f32> {
    let keys = key_moments(figure);
    let (first, last) = (keys.first().copied().unwrap_or(0.0), keys.last().copied().unwrap_or(0.0));
    let (whole, steps) = match figure.repeat {
        Repeat::PingPong => (last - first, (wanted - 1).max(1)),
        Repeat::Cyclic => (period(figure), wanted),
    };
    (0..wanted).map(|step| first + whole * step as f32 / steps as f32).collect()
}

/// The figures of all files, and the complaints about those that do not parse.
fn read(folder: &Path, only: Option<&str>) -> std::io::Result<(BTreeMap<String, Figure>, Vec<String>)> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "ron"));
    paths.retain(|path| only.is_none_or(|only| path.file_stem().is_some_and(|stem| stem == only)));
    paths.sort();
    let (mut figures, mut complaints) = (BTreeMap::new(), Vec::new());
    for path in paths {
        match parse(&fs::read_to_string(&path)?) {
            Ok(mut found) => figures.append(&mut found),
            Err(error) => complaints.push(format!("{}:{}: {}", path.display(), error.span.start, error.code)),
        }
    }
    Ok((figures, complaints))
}

/// Strips in rows that are no wider than a sheet, and rows in sheets that are no higher.
fn sheets(strips: Vec<Strip>) -> Vec<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    for strip in strips {
        match rows.last_mut() {
            Some(row) if width(row) + strip.whole().x <= WIDEST => row.push(strip),
            _ => rows.push(vec![strip]),
        }
    }
    let mut sheets: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        match sheets.last_mut() {
            Some(sheet) if sheet.iter().map(|row| height(row)).sum::<f32>() + height(&row) <= HIGHEST => {
                sheet.push(row);
            }
            _ => sheets.push(vec![row]),
        }
    }
    sheets
}

fn width(row: &[Strip]) -> f32 {
    row.iter().map(|strip| strip.whole().x).sum()
}

fn height(row: &[Strip]) -> f32 {
    row.iter().map(|strip| strip.whole().y).fold(0.0, f32::max)
}

fn draw(sheet: Vec<Row>, themes: &Themes, options: &Options) -> Result<RgbaImage, String> {
    let size = vec2(
        sheet.iter().map(|row| width(row)).fold(0.0, f32::max) + GAP,
        sheet.iter().map(|row| height(row)).sum::<f32>() + GAP,
    );
    let theme = match options.theme {
        Look::Light => Theme::Light,
        Look::Dark => Theme::Dark,
    };
    let setup = themes.clone();
    let themes = themes.clone();
    let mut harness = Harness::builder()
        .with_size(size)
        .with_pixels_per_point(options.scale)
        .with_theme(theme)
        .with_context_setup(move |ctx| {
            install_fonts(ctx);
            install_styles(ctx, &setup);
        })
        .renderer(raster::Rasterizer::default())
        .with_render_cursor(false)
        .build_ui(move |ui| {
            ui.set_clip_rect(Rect::EVERYTHING);
            ui.painter().rect_filled(Rect::from_min_size(egui::Pos2::ZERO, size), 0.0, themes.of(theme).window);
            let mut corner = pos2(GAP, GAP);
            for row in &sheet {
                corner.x = GAP;
                for strip in row {
                    // Pictures of a row stand on one line.
                    let lower = height(row) - strip.whole().y;
                    strip.show(ui, &themes, corner + vec2(0.0, lower));
                    corner.x += strip.whole().x;
                }
                corner.y += height(row);
            }
        });
    harness.render()
}

fn run(options: &Options) -> Result<(), String> {
    let (mut figures, complaints) = read(&options.poses, options.file.as_deref())
        .map_err(|error| format!("{}: {error}", options.poses.display()))?;
    let wanted: Vec<String> = match &options.strip {
        Some(id) => vec![id.clone()],
        None if options.ids.is_empty() => figures.keys().cloned().collect(),
        None => options.ids.clone(),
    };
    let catalog = Catalog::built_in().map_err(|error| error.to_string())?;
    let mut strips = Vec::new();
    for id in &wanted {
        match figures.remove(id) {
            Some(figure) if figure.keys.is_empty() => eprintln!("{id}: a figure needs a key"),
            Some(figure) => {
                for fault in faults(&figure) {
                    eprintln!("{id}: {fault}");
                }
                strips.push(Strip::new(title(&catalog, id), figure, options));
            }
            None => eprintln!("{id}: there is no such figure"),
        }
    }
    let themes = Themes::built_in().map_err(|error| error.to_string())?;
    let sheets = sheets(strips);
    let count = sheets.len();
    for (index, sheet) in sheets.into_iter().enumerate() {
        let picture = draw(sheet, &themes, options)?;
        let path = if count == 1 { options.out.clone() } else { numbered(&options.out, index + 1) };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        }
        save(&picture_bytes(&picture)?, &path).map_err(|error| format!("{}: {error}", path.display()))?;
        eprintln!("{} ({} x {})", path.display(), picture.width(), picture.height());
    }
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n")) }
}

/// The picture as PNG without transparency, by whichever filter makes it smaller.
fn picture_bytes(picture: &RgbaImage) -> Result<Vec<u8>, String> {
    let opaque = DynamicImage::from(picture.clone()).into_rgb8();
    let mut smallest: Option<Vec<u8>> = None;
    for filter in [FilterType::NoFilter, FilterType::Adaptive] {
        let mut bytes = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, filter);
        opaque.write_with_encoder(encoder).map_err(|error| error.to_string())?;
        if smallest.as_ref().is_none_or(|smallest| bytes.len() < smallest.len()) {
            smallest = Some(bytes);
        }
    }
    Ok(smallest.unwrap_or_default())
}

#[expect(clippy::disallowed_methods, reason = "a sheet is made anew whenever it is wanted")]
fn save(bytes: &[u8], path: &Path) -> std::io::Result<()> {
    fs::write(path, bytes)
}

/// The id with the name it has in the catalogue.
fn title(catalog: &Catalog, id: &str) -> String {
    let drill = catalog.drill(&id.into()).map(|drill| &drill.name);
    let technique = || catalog.technique(&id.into()).map(|technique| &technique.name);
    let benchmark = || catalog.benchmark(&id.into()).map(|benchmark| &benchmark.name);
    match drill.or_else(technique).or_else(benchmark) {
        Some(name) => format!("{id} {name}"),
        None => id.to_owned(),
    }
}

/// `sheet.png` as `sheet_2.png`.
fn numbered(path: &Path, number: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}_{number}")).with_extension("png")
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            eprintln!("{complaint}");
            ExitCode::FAILURE
        }
    }
}
