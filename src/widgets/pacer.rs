//! The breathing pacer: a shape that grows for the in-breath and shrinks for the out-breath, and never holds.

use std::f32::consts::PI;
use std::time::Duration;

use egui::{Align2, Color32, Role as NodeRole, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2};

use super::player_text::PlayerScale;
use crate::theme::{Tokens, mix};

/// Length of the in-breath. Four in and six out make the six breaths a minute of Laborde 2022 (NBR 138:104711).
pub const IN_BREATH: Duration = Duration::from_secs(4);
/// Length of the out-breath, the longer one.
pub const OUT_BREATH: Duration = Duration::from_secs(6);

/// Whether shapes may move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// They move.
    Full,
    /// They stand still, and words and states change instead.
    Reduced,
}

/// One moment of breathing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breath {
    /// In or out.
    pub direction: BreathDirection,
    /// How full, 0 to 1; it changes at every moment.
    pub fullness: f32,
    /// How long until the direction turns.
    pub turns_in: Duration,
}

/// The way the breath goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreathDirection {
    /// In, through the nose.
    In,
    /// Out.
    Out,
}

impl BreathDirection {
    /// The words on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::In => "Breathe in",
            Self::Out => "Breathe out",
        }
    }
}

/// The breath so long after the work began; it begins with an in-breath.
pub fn breath(since_start: Duration) -> Breath {
    let cycle = IN_BREATH + OUT_BREATH;
    let into_cycle = Duration::from_nanos((since_start.as_nanos() % cycle.as_nanos()) as u64);
    if into_cycle < IN_BREATH {
        let part = into_cycle.div_duration_f32(IN_BREATH);
        Breath { direction: BreathDirection::In, fullness: ease(part), turns_in: IN_BREATH.saturating_sub(into_cycle) }
    } else {
        let part = into_cycle.saturating_sub(IN_BREATH).div_duration_f32(OUT_BREATH);
        Breath {
            direction: BreathDirection::Out,
            fullness: 1.0 - ease(part),
            turns_in: cycle.saturating_sub(into_cycle),
        }
    }
}

/// A circle between its smallest and largest size, with the words in it. Returns when it must be painted again.
pub fn pacer(ui: &mut Ui, t: &Tokens, scale: PlayerScale, size: Vec2, now: Breath, motion: Motion) -> Duration {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Label, true, now.direction.words()));
    let largest = rect.width().min(rect.height()) * 0.46;
    let smallest = largest * 0.5;
    let fullness = match motion {
        Motion::Full => now.fullness,
        Motion::Reduced => 0.5,
    };
    let radius = egui::lerp(smallest..=largest, fullness);
    let centre = rect.center();
    let painter = ui.painter();
    painter.circle_stroke(centre, largest, Stroke::new(2.0, t.line));
    painter.circle(centre, radius, t.accent_soft, Stroke::new(4.0, t.accent));
    painter.circle_stroke(centre, smallest, Stroke::new(2.0, mix(t.accent_soft, t.accent, 0.3)));
    let words_at = centre - vec2(0.0, scale.of(14.0));
    painter.text(words_at, Align2::CENTER_CENTER, now.direction.words(), scale.bold(28.0), t.text);
    let pattern = format!("{} s in, {} s out", IN_BREATH.as_secs(), OUT_BREATH.as_secs());
    painter.text(centre + vec2(0.0, scale.of(20.0)), Align2::CENTER_CENTER, pattern, scale.regular(20.0), readable(t));
    match motion {
        Motion::Full => FRAME,
        Motion::Reduced => now.turns_in,
    }
}

/// A slow shape needs no more than 30 pictures a second.
const FRAME: Duration = Duration::from_millis(33);

/// Secondary text on the soft accent, where `quiet` would be too faint.
fn readable(t: &Tokens) -> Color32 {
    mix(t.quiet, t.text, 0.5)
}

/// Half a cosine: slow at both turns, 0 to 1.
fn ease(part: f32) -> f32 {
    (1.0 - (part * PI).cos()) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breath_is_four_seconds_in_and_six_out() {
        let check = |secs: f64, direction: BreathDirection, fullness: f32, turns_in: f64| {
            let breath = breath(Duration::from_secs_f64(secs));
            assert_eq!(breath.direction, direction, "at {secs} s");
            assert!((breath.fullness - fullness).abs() < 1e-6, "at {secs} s: {}", breath.fullness);
            assert_eq!(breath.turns_in, Duration::from_secs_f64(turns_in), "at {secs} s");
        };
        check(0.0, BreathDirection::In, 0.0, 4.0);
        check(2.0, BreathDirection::In, 0.5, 2.0);
        check(4.0, BreathDirection::Out, 1.0, 6.0);
        check(7.0, BreathDirection::Out, 0.5, 3.0);
        check(10.0, BreathDirection::In, 0.0, 4.0);
        check(107.0, BreathDirection::Out, 0.5, 3.0);
    }

    #[test]
    fn the_breath_is_never_held() {
        let at = |tenth: u64| breath(Duration::from_millis(tenth * 100)).fullness;
        for tenth in 0..100 {
            let change = (at(tenth + 1) - at(tenth)).abs();
            assert!((1e-4..0.05).contains(&change), "from {tenth} tenths: {change}");
        }
    }
}
