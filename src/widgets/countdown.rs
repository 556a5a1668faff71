//! The countdown: the largest thing on the screen.

use egui::{Color32, FontId, Role as NodeRole, Sense, Ui, Vec2, WidgetInfo, pos2};

use super::player_text::{CAP_HEIGHT, paint_on_baseline};
use crate::theme::{Tokens, bold_family};

/// The white on the left of a figure of Noto Sans Bold, in parts of the font size. At this size it would show as a
/// false margin, so the figures start that much further left.
const SIDE_BEARING: f32 = 0.033;

/// What the colour of the figures says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountdownTone {
    /// Time goes on.
    Running,
    /// The last seconds before a change.
    LastSeconds,
    /// Time stands.
    Paused,
}

/// Minutes and seconds, e.g. `0:42`.
pub fn clock(secs: u32) -> String {
    format!("{}:{:02}", secs / 60, secs % 60)
}

/// How many times as wide as high the figures of a time are.
pub fn figures_aspect(ui: &Ui, secs: u32) -> f32 {
    const PROBE: f32 = 100.0;
    let probe = ui.painter().layout_no_wrap(clock(secs), FontId::new(PROBE, bold_family()), Color32::PLACEHOLDER);
    probe.size().x / (PROBE * CAP_HEIGHT)
}

/// Minutes and seconds in a space of `size`, whose upper edge is the upper edge of the figures.
/// The figures are of equal width, so nothing jumps as they change.
pub fn countdown(ui: &mut Ui, t: &Tokens, size: Vec2, secs: u32, tone: CountdownTone) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Timer, true, format!("{} left", clock(secs))));
    let colour = match tone {
        CountdownTone::Running => t.text,
        CountdownTone::LastSeconds => t.accent,
        CountdownTone::Paused => t.quiet,
    };
    let figures_height = size.y.min(size.x / figures_aspect(ui, secs));
    let font_size = figures_height / CAP_HEIGHT;
    let galley = ui.painter().layout_no_wrap(clock(secs), FontId::new(font_size, bold_family()), colour);
    // Figures narrower than the space stand in the middle of its height.
    let baseline = rect.center().y + figures_height / 2.0;
    paint_on_baseline(ui, pos2(rect.left() - SIDE_BEARING * font_size, baseline), galley);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_minutes_and_two_figures_of_seconds() {
        let check = |secs: u32, expected: &str| assert_eq!(clock(secs), expected);
        check(0, "0:00");
        check(9, "0:09");
        check(60, "1:00");
        check(625, "10:25");
        check(3725, "62:05");
    }
}
