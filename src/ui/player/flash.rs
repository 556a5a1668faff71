//! The frame of the window that lights up with each cue, for whoever does not hear it.

use std::time::Duration;

use egui::{CornerRadius, Rect, Stroke, StrokeKind, Ui};

use crate::circuit::{Cue, DueCue};
use crate::theme::{Tokens, mix};
use crate::widgets::pacer::Motion;
use crate::widgets::player_text::PlayerScale;

/// How long the frame lights up, fading out.
const FLASH: Duration = Duration::from_millis(300);
/// How long a still frame stands where nothing may move.
const STILL: Duration = Duration::from_secs(1);
/// Width of the frame at a scale of 1, in points.
const WIDTH: f32 = 12.0;

/// Paints the frame of a cue at the moment `now`, while it lights up.
pub fn flash_ui(ui: &Ui, t: &Tokens, scale: PlayerScale, cued: Option<DueCue>, now: Duration, motion: Motion) {
    let Some(strength) = cued.and_then(|cued| strength(cued, now, motion)) else { return };
    let window: Rect = ui.ctx().content_rect();
    // Not the accent, which tells the side at the same edges.
    let colour = mix(t.window, t.text, strength);
    let stroke = Stroke::new(scale.of(WIDTH), colour);
    // Over everything, so that it is seen whatever is open.
    let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("flash")));
    painter.rect_stroke(window, CornerRadius::ZERO, stroke, StrokeKind::Inside);
    match motion {
        Motion::Full => ui.request_repaint_after(Duration::from_millis(16)),
        Motion::Reduced => {
            let ends = cued.map_or(STILL, |cued| (cued.due + STILL).saturating_sub(now));
            ui.request_repaint_after(ends);
        }
    }
}

/// How strongly the frame shows, 0 to 1; none before the cue and once it is over.
fn strength(cued: DueCue, now: Duration, motion: Motion) -> Option<f32> {
    let since = now.checked_sub(cued.due)?;
    let most = match cued.cue {
        Cue::Start | Cue::Switch | Cue::Next | Cue::Done => 1.0,
        // What only counts is quieter than what begins.
        Cue::Halfway | Cue::Last(_) => 0.5,
    };
    match motion {
        Motion::Full if since < FLASH => Some(most * (1.0 - since.div_duration_f32(FLASH))),
        Motion::Reduced if since < STILL => Some(most),
        Motion::Full | Motion::Reduced => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_fades_within_300_ms_and_stands_a_second_where_nothing_may_move() {
        let check = |cue: Cue, millis: u64, motion: Motion, expected: Option<f32>| {
            let cued = DueCue { cue, due: Duration::from_secs(7) };
            let strength = strength(cued, cued.due + Duration::from_millis(millis), motion);
            assert_eq!(strength.map(|strength| (strength * 100.0).round()), expected, "{cue:?} {millis} {motion:?}");
        };
        check(Cue::Start, 0, Motion::Full, Some(100.0));
        check(Cue::Start, 150, Motion::Full, Some(50.0));
        check(Cue::Last(2), 0, Motion::Full, Some(50.0));
        check(Cue::Start, 300, Motion::Full, None);
        check(Cue::Switch, 999, Motion::Reduced, Some(100.0));
        check(Cue::Switch, 1_000, Motion::Reduced, None);
        let early = DueCue { cue: Cue::Start, due: Duration::from_secs(7) };
        assert_eq!(strength_at_six(early), None);
    }

    fn strength_at_six(cued: DueCue) -> Option<f32> {
        strength(cued, Duration::from_secs(6), Motion::Full)
    }
}
