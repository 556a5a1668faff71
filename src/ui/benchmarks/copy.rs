//! The verdict and the chart as a picture, in the clipboard.

use std::time::Duration;

use egui::{Pos2, Rect, Ui, vec2};

use crate::theme::icons;
use crate::ui::Cx;
use crate::widgets::controls::text_button;

/// For so long the button says that it is done, in seconds.
const SAID_SECS: f64 = 2.0;

/// The button. The window makes a picture of all of itself, of which `part` is kept.
pub fn copy_ui(ui: &mut Ui, cx: &Cx<'_>, part: Option<Rect>) {
    let asked_at = ui.scope_id().with("copied");
    let now = ui.input(|input| input.time);
    let is_said = ui.data(|data| data.get_temp::<f64>(asked_at)).is_some_and(|at| now < at + SAID_SECS);
    let (words, icon) = if is_said { ("picture copied", icons::CHECK) } else { ("copy picture", icons::COPY) };
    let is_asked = text_button(ui, cx.tokens, words, Some(icon)).clicked();
    let Some(part) = part.filter(|_| is_asked) else { return };
    ui.data_mut(|data| data.insert_temp(asked_at, now));
    ui.request_repaint_after(Duration::from_secs_f64(SAID_SECS));
    let ctx = ui.ctx().clone();
    let points = ctx.pixels_per_point();
    ui.ctx().request_screenshot(move |picture| {
        // The window may have become smaller meanwhile.
        let all = Rect::from_min_size(Pos2::ZERO, vec2(picture.width() as f32, picture.height() as f32) / points);
        let part = part.intersect(all);
        if part.is_positive() {
            ctx.copy_image(picture.region(&part, Some(points)));
            ctx.request_repaint();
        }
    });
}
