//! Supple: short recovery circuits between hard training days.

pub mod catalog;
pub mod domain;
pub mod store;
pub mod theme;
