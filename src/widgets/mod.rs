//! Widgets: each draws values it is given and reports what was tapped.
//!
//! Architecture invariant: nothing here knows the document, the model or the store.

pub mod body_map;
pub mod controls;
pub mod rating;
