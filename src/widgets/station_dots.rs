//! The stations of a circuit as dots, in groups by phase: how many there are, and which one it is.

use egui::{Rect, Role as NodeRole, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2};

use crate::theme::Tokens;

/// How far a station has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DotState {
    /// It lies behind, done.
    Done,
    /// It lies behind, and nothing of it was done.
    Skipped,
    /// It is worked or got ready for.
    Current,
    /// It is to come.
    ToCome,
}

/// One station.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot<P> {
    /// How far it has come.
    pub state: DotState,
    /// What it belongs to; neighbours of another phase stand further apart.
    pub phase: P,
}

/// The widest that a dot gets, in parts of the height of the row.
const DIAMETER: f32 = 0.45;
/// The room of a dot with the gap behind it, and the further gap between phases, in diameters.
const STEP: f32 = 2.0;
const PHASE_GAP: f32 = 0.8;

/// Dots in the middle of `size`, as large as fits. `name` says them in words.
pub fn station_dots<P: PartialEq>(ui: &mut Ui, t: &Tokens, size: Vec2, dots: &[Dot<P>], name: &str) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Label, true, name));
    let phases: Vec<&P> = dots.iter().map(|dot| &dot.phase).collect();
    let (centres, diameter) = places(rect, &phases);
    for (dot, x) in dots.iter().zip(centres) {
        let centre = pos2(x, rect.center().y);
        let radius = diameter / 2.0;
        let painter = ui.painter();
        match dot.state {
            DotState::Done => {
                painter.circle_filled(centre, radius, t.accent);
            }
            DotState::Current => {
                painter.circle(centre, radius * 1.35, t.accent_soft, Stroke::new(radius * 0.5, t.accent));
            }
            DotState::ToCome => {
                painter.circle_stroke(centre, radius - 1.0, Stroke::new(2.0, t.control));
            }
            DotState::Skipped => {
                painter.hline(x - radius..=x + radius, centre.y, Stroke::new(3.0, t.control));
            }
        }
    }
}

/// The middles of the dots from left to right, and their diameter.
fn places<P: PartialEq>(rect: Rect, phases: &[&P]) -> (Vec<f32>, f32) {
    let mut at = 0.0;
    let mut middles = Vec::with_capacity(phases.len());
    for (index, phase) in phases.iter().enumerate() {
        if index > 0 {
            at += if phases[index - 1] == *phase { STEP } else { STEP + PHASE_GAP };
        }
        middles.push(at);
    }
    let diameter = (rect.height() * DIAMETER).min(rect.width() / (at + 2.2));
    let left = rect.center().x - at * diameter / 2.0;
    (middles.into_iter().map(|middle| left + middle * diameter).collect(), diameter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(width: f32, phases: &[u8]) -> (Vec<f32>, f32) {
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(width, 32.0));
        places(rect, &phases.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_change_of_phase_leaves_a_wider_gap() {
        let (at, diameter) = check(400.0, &[1, 1, 2]);
        assert!((diameter - 32.0 * DIAMETER).abs() < 1e-3);
        assert!((at[1] - at[0] - STEP * diameter).abs() < 1e-3);
        assert!((at[2] - at[1] - (STEP + PHASE_GAP) * diameter).abs() < 1e-3);
        assert!(((at[0] + at[2]) / 2.0 - 200.0).abs() < 1e-3, "in the middle");
    }

    #[test]
    fn many_dots_shrink_to_the_width() {
        let (at, diameter) = check(200.0, &[1; 30]);
        assert!(diameter < 8.0);
        assert!(at[0] - diameter >= 0.0 - 1.0 && at[29] + diameter <= 200.0 + 1.0, "{at:?}");
    }
}
