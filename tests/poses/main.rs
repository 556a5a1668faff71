//! The built-in figures: their joints are where they are written to be, and every one of them moves as a body can.

mod faults;
mod joints;
mod movement;
mod random;
mod rows;
mod timing;
