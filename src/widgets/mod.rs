//! Widgets: each draws values it is given and reports what was tapped.
//!
//! Architecture invariant: nothing here knows the document, the model or the store.

pub mod controls;
pub mod date_axis;
pub mod rating;
pub mod trend_plot;
