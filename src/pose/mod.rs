//! Moving figures, solved and drawn: from the keyframes of a [`Figure`] to flat convex polygons in screen units.
//!
//! [`Moment`] says where in its loop a figure is, [`Body`] is the mannequin solved at that moment in three dimensions,
//! and [`Picture`] is what is to be filled, from back to front, in tones that the theme gives colours to.
//! The skeleton's lengths, the order of rotations and the rules of solving are those of `assets/poses/README.md`.
//! Architecture invariant: nothing here knows of windows, clocks or colours.

mod body;
mod draw;
mod library;
mod picture;

pub use body::{Body, BodyPart, SolvedLimb};
pub use draw::{Detail, draw, draw_into};
pub use library::{PosesError, figure, ids};
pub use picture::{Ink, Picture, Point};

pub use crate::domain::figure::Figure;
