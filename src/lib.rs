//! Supple: short recovery circuits between hard training days.

pub mod catalog;
pub mod circuit;
pub mod domain;
pub mod theme;
pub mod widgets;
