//! The verdict and the chart as a picture, in the clipboard.

use egui::{Pos2, Rect, Ui, vec2};

use crate::theme::icons;
use crate::ui::Cx;
use crate::widgets::controls::text_button;

/// The button. The window makes a picture of all of itself, of which `part` is kept.
pub fn copy_ui(ui: &mut Ui, cx: &Cx<'_>, part: Option<Rect>) {
    let is_asked = text_button(ui, cx.tokens, "copy picture", Some(icons::COPY)).clicked();
    let Some(part) = part.filter(|_| is_asked) else { return };
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
