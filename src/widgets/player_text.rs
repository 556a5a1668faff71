//! The type of the running circuit: sizes that follow the window, to be read from the floor.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontFamily, FontId, Galley, Pos2, Rect, Role as NodeRole, Sense, Ui, Vec2, WidgetInfo, pos2};

use crate::theme::bold_family;

/// Height of figures and capitals of Noto Sans, in parts of the font size (OS/2 table: 714 of 1000).
pub const CAP_HEIGHT: f32 = 0.714;

/// How much larger than at a window height of 800 points everything is, 0.8 to 1.6.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlayerScale(f32);

impl PlayerScale {
    /// The scale of a window of this size in points. Its height decides; a narrow window holds it back.
    pub fn of_window(size: Vec2) -> Self {
        Self((size.y / 800.0).min(size.x / 1000.0).clamp(0.8, 1.6))
    }

    /// A length given for a window height of 800 points.
    pub fn of(self, points_at_800: f32) -> f32 {
        points_at_800 * self.0
    }

    /// A bold font of a size given for a window height of 800 points.
    pub fn bold(self, points_at_800: f32) -> FontId {
        FontId::new(self.of(points_at_800), bold_family())
    }

    /// A regular font of a size given for a window height of 800 points.
    pub fn regular(self, points_at_800: f32) -> FontId {
        FontId::new(self.of(points_at_800), FontFamily::Proportional)
    }
}

/// A stretch of text in one font and colour.
#[derive(Clone, Debug)]
pub struct Span<'a> {
    /// The text.
    pub text: &'a str,
    /// Its font.
    pub font: FontId,
    /// Its colour.
    pub colour: Color32,
}

/// Paints spans of text one after the other on a common baseline, centred in the height of `rect`, and says them.
/// What does not fit the width is set smaller, down to 70 %, then cut with an ellipsis.
pub fn line_of_text(ui: &Ui, rect: Rect, spans: &[Span<'_>]) {
    let galley = fitted_line(ui, rect.width(), spans);
    let spoken: String = spans.iter().map(|span| span.text).collect();
    paint_left_centred(ui, rect, galley);
    say(ui, rect, &spoken);
}

/// The width of spans of text as one line, in points.
pub fn line_width(ui: &Ui, spans: &[Span<'_>]) -> f32 {
    // A little more than measured, so that a line of exactly this width is not taken for too long.
    ui.painter().layout_job(job(spans, 1.0, f32::INFINITY, 1)).size().x + 1.0
}

/// Spans of text laid out as one line no wider than `width`.
fn fitted_line(ui: &Ui, width: f32, spans: &[Span<'_>]) -> Arc<Galley> {
    let whole = ui.painter().layout_job(job(spans, 1.0, f32::INFINITY, 1));
    if whole.size().x <= width {
        return whole;
    }
    let shrink = (width / whole.size().x).max(0.7);
    ui.painter().layout_job(job(spans, shrink * 0.99, width, 1))
}

/// Spans of text laid out in at most `max_rows` rows, the last one cut with an ellipsis.
pub fn block_of_text(ui: &Ui, width: f32, max_rows: usize, spans: &[Span<'_>]) -> Arc<Galley> {
    ui.painter().layout_job(job(spans, 1.0, width, max_rows))
}

/// Paints a galley at the left edge of `rect`, in the middle of its height.
fn paint_left_centred(ui: &Ui, rect: Rect, galley: Arc<Galley>) {
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left(), top), galley, Color32::PLACEHOLDER);
}

/// Paints one line of text with its baseline at `at.y` and its left edge at `at.x`.
pub fn paint_on_baseline(ui: &Ui, at: Pos2, galley: Arc<Galley>) {
    let baseline = galley.rows.first().and_then(|row| row.row.glyphs.first().map(|glyph| row.pos.y + glyph.pos.y));
    ui.painter().galley(pos2(at.x, at.y - baseline.unwrap_or_default()), galley, Color32::PLACEHOLDER);
}

/// Gives painted text to screen readers and tests.
pub fn say(ui: &Ui, rect: Rect, text: &str) {
    let id = ui.scope_id().with(("said", rect.min.x.to_bits(), rect.min.y.to_bits()));
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Label, true, text));
}

fn job(spans: &[Span<'_>], shrink: f32, width: f32, max_rows: usize) -> LayoutJob {
    let mut job = LayoutJob::default();
    for span in spans {
        let font = FontId::new(span.font.size * shrink, span.font.family.clone());
        job.append(span.text, 0.0, TextFormat { valign: egui::Align::Max, ..TextFormat::simple(font, span.colour) });
    }
    job.wrap.max_width = width;
    job.wrap.max_rows = max_rows;
    job
}
