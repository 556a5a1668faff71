//! The breathing pacer: a shape that grows for the in-breath and shrinks for the out-breath, and never holds.

use std::f32::consts::PI;
use std::time::Duration;

use egui::{Align2, Color32, FontId, Painter, Rect, Role as NodeRole, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2};

use super::player_text::PlayerScale;
use crate::domain::Breath;
use crate::theme::{Tokens, bold_family, mix};

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
pub struct BreathMoment {
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

impl BreathMoment {
    /// The breath so long after the work began; it begins with an in-breath. Four seconds in and six out make the six
    /// breaths a minute of Laborde 2022 (NBR 138:104711).
    pub fn at(pace: Breath, since_start: Duration) -> Self {
        // A file may hold a zero; a breath that takes no time cannot be shown.
        let [in_breath, out_breath] =
            [pace.in_tenths, pace.out_tenths].map(|tenths| Duration::from_millis(u64::from(tenths.max(1)) * 100));
        let cycle = in_breath + out_breath;
        let into_cycle = Duration::from_nanos((since_start.as_nanos() % cycle.as_nanos()) as u64);
        if into_cycle < in_breath {
            let fullness = ease(into_cycle.div_duration_f32(in_breath));
            Self { direction: BreathDirection::In, fullness, turns_in: in_breath.saturating_sub(into_cycle) }
        } else {
            let part = into_cycle.saturating_sub(in_breath).div_duration_f32(out_breath);
            let turns_in = cycle.saturating_sub(into_cycle);
            Self { direction: BreathDirection::Out, fullness: 1.0 - ease(part), turns_in }
        }
    }

    /// When its picture must be painted again while the time runs; what moves is painted once in `interval`.
    pub fn next_picture_in(self, motion: Motion, interval: Duration) -> Duration {
        match motion {
            Motion::Full => interval,
            Motion::Reduced => self.turns_in,
        }
    }
}

/// "4 s in, 6 s out", with tenths where there are any.
pub fn pace_words(pace: Breath) -> String {
    format!("{} s in, {} s out", tenths_words(pace.in_tenths), tenths_words(pace.out_tenths))
}

/// "4" or "4.5".
pub fn tenths_words(tenths: u8) -> String {
    match (tenths / 10, tenths % 10) {
        (secs, 0) => secs.to_string(),
        (secs, tenth) => format!("{secs}.{tenth}"),
    }
}

/// A circle between its smallest and largest size, with the words in it.
pub fn pacer(ui: &mut Ui, t: &Tokens, scale: PlayerScale, size: Vec2, pace: Breath, now: BreathMoment, motion: Motion) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Label, true, now.direction.words()));
    let painter = ui.painter();
    paint_breath(painter, t, rect, now, motion);
    let centre = rect.center();
    // The words stay within the smallest circle, also where the whole is small.
    let largest = rect.width().min(rect.height());
    let words = now.direction.words();
    let words_at = centre - vec2(0.0, (largest * 0.035).min(scale.of(16.0)));
    let size = scale.of(36.0).min(largest * 0.078);
    painter.text(words_at, Align2::CENTER_CENTER, words, FontId::new(size, bold_family()), t.text);
    let pace_at = centre + vec2(0.0, (largest * 0.055).min(scale.of(24.0)));
    let font = FontId::proportional(scale.of(20.0).min(largest * 0.06));
    painter.text(pace_at, Align2::CENTER_CENTER, pace_words(pace), font, readable(t));
}

/// The breathing shape alone, in the middle of `rect`: to stand behind something else.
pub fn paint_breath(painter: &Painter, t: &Tokens, rect: Rect, now: BreathMoment, motion: Motion) {
    let largest = rect.width().min(rect.height()) * 0.48;
    let smallest = largest * 0.55;
    let fullness = match motion {
        Motion::Full => now.fullness,
        Motion::Reduced => 0.5,
    };
    let radius = egui::lerp(smallest..=largest, fullness);
    let centre = rect.center();
    painter.circle_stroke(centre, largest, Stroke::new(2.0, t.line));
    painter.circle(centre, radius, t.accent_soft, Stroke::new(4.0, t.accent));
    painter.circle_stroke(centre, smallest, Stroke::new(2.0, mix(t.accent_soft, t.accent, 0.3)));
}

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

    const FOUR_SIX: Breath = Breath { in_tenths: 40, out_tenths: 60, behind_recovery: false, sound: false };

    #[test]
    fn a_breath_takes_the_seconds_of_its_pace_in_and_out() {
        let check = |pace: Breath, secs: f64, direction: BreathDirection, fullness: f32, turns_in: f64| {
            let breath = BreathMoment::at(pace, Duration::from_secs_f64(secs));
            assert_eq!(breath.direction, direction, "at {secs} s");
            assert!((breath.fullness - fullness).abs() < 1e-6, "at {secs} s: {}", breath.fullness);
            assert_eq!(breath.turns_in, Duration::from_secs_f64(turns_in), "at {secs} s");
        };
        check(FOUR_SIX, 0.0, BreathDirection::In, 0.0, 4.0);
        check(FOUR_SIX, 2.0, BreathDirection::In, 0.5, 2.0);
        check(FOUR_SIX, 4.0, BreathDirection::Out, 1.0, 6.0);
        check(FOUR_SIX, 7.0, BreathDirection::Out, 0.5, 3.0);
        check(FOUR_SIX, 10.0, BreathDirection::In, 0.0, 4.0);
        check(FOUR_SIX, 107.0, BreathDirection::Out, 0.5, 3.0);
        let slow = Breath { in_tenths: 45, out_tenths: 75, ..FOUR_SIX };
        check(slow, 4.5, BreathDirection::Out, 1.0, 7.5);
        check(slow, 12.0, BreathDirection::In, 0.0, 4.5);
    }

    #[test]
    fn the_breath_is_never_held() {
        for pace in [FOUR_SIX, Breath { in_tenths: 20, out_tenths: 120, ..FOUR_SIX }] {
            let cycle = u64::from(pace.in_tenths) + u64::from(pace.out_tenths);
            let at = |tenth: u64| BreathMoment::at(pace, Duration::from_millis(tenth * 100)).fullness;
            for tenth in 0..cycle {
                let change = (at(tenth + 1) - at(tenth)).abs();
                assert!((1e-5..0.1).contains(&change), "from {tenth} tenths: {change}");
            }
        }
    }

    #[test]
    fn a_pace_of_zero_in_a_file_still_breathes() {
        let pace = Breath { in_tenths: 0, out_tenths: 0, ..FOUR_SIX };
        assert!(BreathMoment::at(pace, Duration::from_secs(3)).fullness.is_finite());
    }

    #[test]
    fn tenths_are_said_only_where_there_are_any() {
        assert_eq!(pace_words(FOUR_SIX), "4 s in, 6 s out");
        assert_eq!(pace_words(Breath { in_tenths: 45, out_tenths: 75, ..FOUR_SIX }), "4.5 s in, 7.5 s out");
    }
}
