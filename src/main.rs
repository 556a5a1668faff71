//! Supple.
fn main() {}
