//! A photo file as a picture to measure in.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage, imageops};

/// Photos with more pixels are refused: they would take more memory than the picture is worth.
pub const MOST_MEGAPIXELS: u32 = 50;

/// The longer side of the picture that is shown and kept, in pixels: enough for 0.1° over the length of a limb.
const MOST_SIDE: u32 = 2048;
/// A picture with a shorter side shows no joint.
const LEAST_SIDE: u32 = 64;
/// Memory for decoding: 50 megapixels of 8 bytes, and as much again for the decoder.
const MOST_BYTES: u64 = 800_000_000;
/// The quality of the kept picture, of 100.
const QUALITY: u8 = 85;

/// A photo, upright, no larger than needed, and without anything else that its file said.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    picture: RgbImage,
    jpeg: Vec<u8>,
}

/// Why a file is no photo to measure in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// The content is a picture of another kind, whatever the file is called.
    #[error("This is no PNG or JPEG photo, whatever its name says. Its content is {0}.")]
    OtherContent(&'static str),
    /// The content is nothing that is known.
    #[error("This is no PNG or JPEG photo, whatever its name says.")]
    NoPicture,
    /// The content begins as a photo and is damaged.
    #[error("The photo is damaged and cannot be read. Try another one, or copy it again.")]
    Broken,
    /// There are too many pixels.
    #[error("The photo has {megapixels} megapixels; up to {MOST_MEGAPIXELS} can be read. Make it smaller first.")]
    TooLarge {
        /// Millions of pixels, rounded up.
        megapixels: u32,
    },
    /// There are too few pixels.
    #[error("The photo has only {width} × {height} pixels: too few to place points in.")]
    TooSmall {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
}

impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (width, height) = self.size();
        write!(f, "Photo({width} × {height})")
    }
}

impl Photo {
    /// Reads a PNG or JPEG by its content, whatever its name; turns it as its EXIF orientation says, and makes it smaller.
    ///
    /// Takes up to about a second for 50 megapixels, so it belongs into a thread of its own.
    pub fn open(bytes: &[u8]) -> Result<Self, PhotoError> {
        let picture = decoded(bytes)?;
        let mut jpeg = Vec::new();
        picture
            .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))
            .map_err(|_no_jpeg| PhotoError::Broken)?;
        Ok(Self { picture, jpeg })
    }

    /// A photo that was kept before: its bytes are those of [`jpeg`](Self::jpeg), and stay as they are.
    pub fn kept(bytes: Vec<u8>) -> Result<Self, PhotoError> {
        Ok(Self { picture: decoded(&bytes)?, jpeg: bytes })
    }

    /// Pixels across and down.
    pub fn size(&self) -> (u32, u32) {
        self.picture.dimensions()
    }

    /// Three bytes for each pixel, red, green and blue, row by row.
    pub fn rgb(&self) -> &[u8] {
        self.picture.as_raw()
    }

    /// The picture as a JPEG file that holds nothing but the picture.
    pub fn jpeg(&self) -> &[u8] {
        &self.jpeg
    }
}

/// The picture of a file, upright and no larger than needed.
fn decoded(bytes: &[u8]) -> Result<RgbImage, PhotoError> {
    let format = image::guess_format(bytes).map_err(|_unknown| PhotoError::NoPicture)?;
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg) {
        return Err(PhotoError::OtherContent(format.extensions_str().first().copied().unwrap_or("another one")));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let broken = |_: ImageError| PhotoError::Broken;
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > u64::from(MOST_MEGAPIXELS) * 1_000_000 {
        let megapixels = u32::try_from(pixels.div_ceil(1_000_000)).unwrap_or(u32::MAX);
        return Err(PhotoError::TooLarge { megapixels });
    }
    if width.min(height) < LEAST_SIDE {
        return Err(PhotoError::TooSmall { width, height });
    }
    // A photo whose orientation cannot be read is shown as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    Ok(upright(picture, orientation))
}

/// A picture made smaller, then turned: that is quicker than the other way round.
fn upright(picture: DynamicImage, orientation: Orientation) -> RgbImage {
    let longer = picture.width().max(picture.height());
    let rgb = picture.into_rgb8();
    let mut picture = DynamicImage::ImageRgb8(if longer > MOST_SIDE {
        let scale = f64::from(MOST_SIDE) / f64::from(longer);
        let scaled = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
        imageops::thumbnail(&rgb, scaled(rgb.width()), scaled(rgb.height()))
    } else {
        rgb
    });
    picture.apply_orientation(orientation);
    picture.into_rgb8()
}
