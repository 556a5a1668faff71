//! Moving figures, solved and drawn: from the keyframes of a [`Figure`] to flat convex polygons in screen units.
//!
//! A moment says where in its loop a figure is, [`Body`] is the mannequin solved at that moment in three dimensions,
//! and `Picture` is what is to be filled, from back to front, in tones that the theme gives colours to.
//! The skeleton's lengths, the order of rotations and the rules of solving are those of `assets/poses/README.md`.
//! Architecture invariant: nothing here knows of windows, clocks or colours.

mod blend;
mod body;
mod draw;
mod faults;
mod flesh;
pub mod handles;
mod library;
mod picture;
mod skeleton;
mod solve;
mod timing;
mod trunk;

pub use body::{Body, BodyPart, Foot, SolvedLimb};
pub use draw::{Detail, draw, draw_into};
pub use faults::{Fault, PoseFault, faults};
pub use library::{PosesError, figure, ids, parse};
pub use picture::{Ink, Picture, Point};
pub use solve::{poster, solve};
pub use timing::{key_moments, period};

pub use crate::domain::figure::Figure;
