//! The parts screens are made of. They know egui, the theme and plain domain values, and nothing of the document.

pub mod body_map;
