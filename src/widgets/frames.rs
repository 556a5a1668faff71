//! How often what moves is painted: the window says, what moves obeys.

use std::time::Duration;

use egui::{Context, Id};

/// Thirty a second, where nobody said otherwise.
const USUAL: Duration = Duration::from_millis(33);

/// Sets how long what moves waits for its next frame, from now on.
pub fn set_interval(ctx: &Context, interval: Duration) {
    ctx.data_mut(|data| data.insert_temp(id(), interval));
}

/// How long what moves waits for its next frame.
pub fn interval(ctx: &Context) -> Duration {
    ctx.data(|data| data.get_temp(id())).unwrap_or(USUAL)
}

fn id() -> Id {
    Id::unique("interval of frames")
}
