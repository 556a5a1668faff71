//! What the tests of whole screens share: pictures without a display, and a check of fonts.

#![allow(
    dead_code,
    unused_imports,
    reason = "each test binary compiles this module for itself and uses its own part of it"
)]

mod raster;
mod session;
pub mod stage;

use std::fs;
use std::path::{Path, PathBuf};

use egui::FontId;
use image::RgbaImage;

pub use raster::Rasterizer;
pub use session::{Session, here, profile, written};

/// Saves a picture to look at as `target/pictures/NAME.png`, and says where it is.
///
/// No test compares it with an earlier one: what a screen says is tested through its accessibility tree.
pub fn save_picture(name: &str, picture: &RgbaImage) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder lies in target");
    let folder = target.join("pictures");
    fs::create_dir_all(&folder).expect("target is writable");
    let path = folder.join(name).with_extension("png");
    picture.save(&path).expect("target is writable");
    path
}

/// Asserts that the program's fonts have a glyph for every character of `text`.
pub fn assert_has_glyphs(font: &FontId, text: &str) {
    let context = egui::Context::default();
    supple::theme::install_fonts(&context);
    let mut missing = String::new();
    let output = context.run_ui(egui::RawInput::default(), |ui| {
        let lacks = |c: &char| !c.is_control() && !ui.fonts_mut(|fonts| fonts.has_glyph(font, *c));
        missing = text.chars().filter(lacks).collect();
    });
    output.drop_without_applying_deltas();
    assert!(missing.is_empty(), "no glyph in {} for {missing:?}, needed by {text:?}", font.family);
}
