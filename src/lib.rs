//! Supple: short recovery circuits between hard training days.

pub mod app;
pub mod catalog;
pub mod circuit;
pub mod cli;
pub mod domain;
pub mod insight;
pub mod model;
pub mod planner;
pub mod platform;
pub mod safety;
pub mod sample;
pub mod store;
pub mod theme;
pub mod ui;
pub mod widgets;
