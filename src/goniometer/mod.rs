//! The photo goniometer: an angle read from a photo, by three points or by two and the vertical.
//!
//! It takes the place of a second person with a goniometer. A photo is turned as its camera held it, made smaller, and
//! keeps nothing else of its file: no place, no time, no maker.
//!
//! Architecture invariant: pure. Bytes come in as arguments; nothing here knows of files, windows or clocks.

mod angle;
mod photo;
#[cfg(test)]
mod tests;

pub use angle::{Method, Point, reading};
pub use photo::{MOST_MEGAPIXELS, Photo, PhotoError};
