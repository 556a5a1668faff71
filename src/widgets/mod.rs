//! Widgets: each draws values it is given and reports what was tapped.
//!
//! Architecture invariant: nothing here knows the document, the model or the store.

pub mod answers;
pub mod body_map;
pub mod controls;
pub mod countdown;
pub mod date_axis;
pub mod figure;
pub mod frames;
pub mod goniometer;
pub mod keycap;
pub mod number_field;
pub mod pacer;
pub mod player_text;
pub mod pressure_scale;
pub mod progress;
pub mod rating;
pub mod retest_plot;
pub mod side_block;
pub mod station_dots;
pub mod tap_scale;
pub mod trend_plot;
