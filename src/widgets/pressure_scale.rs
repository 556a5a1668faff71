//! Where on the scale from 0 to 10 to stay: pressure for tissue work, effort for movement.

use egui::{Align2, Color32, CornerRadius, Rect, Role as NodeRole, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::player_text::PlayerScale;
use crate::domain::{Effort, Pressure, PressureTarget};
use crate::theme::Tokens;

/// From this pressure on: ease (science of the pressure rules, section 3.4).
pub const EASE_FROM: u8 = 6;
/// From this pressure on: stop.
pub const STOP_FROM: u8 = 7;

/// What the scale measures, with the values to stay at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleTarget {
    /// Pressure as felt: above the target come "ease" and "stop".
    Pressure(PressureTarget),
    /// Effort, both ends included: above the target nothing is marked.
    Effort(Effort, Effort),
}

impl ScaleTarget {
    /// What is measured, sentence case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pressure(_) => "Pressure",
            Self::Effort(..) => "Effort",
        }
    }

    /// The values to stay at, e.g. `3–4`.
    pub fn range_text(self) -> String {
        let (from, to) = self.ends();
        if from == to { from.to_string() } else { format!("{from}–{to}") }
    }

    fn ends(self) -> (u8, u8) {
        match self {
            Self::Pressure(PressureTarget { from, to }) => (from.get(), to.get()),
            Self::Effort(from, to) => (from.get(), to.get()),
        }
    }

    fn zone(self, value: u8) -> Zone {
        let (from, to) = self.ends();
        match self {
            _ if (from..=to).contains(&value) => Zone::Stay,
            Self::Pressure(_) if value >= STOP_FROM => Zone::Stop,
            Self::Pressure(_) if value >= EASE_FROM => Zone::Ease,
            Self::Pressure(_) | Self::Effort(..) => Zone::Plain,
        }
    }
}

/// What a value asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    Plain,
    Stay,
    Ease,
    Stop,
}

impl Zone {
    fn word(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Stay => Some("stay here"),
            Self::Ease => Some("ease"),
            Self::Stop => Some("stop"),
        }
    }
}

/// Eleven cells, and under each zone its word where `size` has the height for it (cells 32, words 28 at a scale of 1).
pub fn pressure_scale(ui: &mut Ui, t: &Tokens, scale: PlayerScale, size: Vec2, target: ScaleTarget) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let spoken = format!("{} {} of 10", target.name(), target.range_text());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Meter, true, &spoken));
    let gap = 2.0;
    let cell_size = vec2((rect.width() - 10.0 * gap) / 11.0, scale.of(32.0).min(rect.height()));
    let cell_of = |value: u8| {
        Rect::from_min_size(pos2(rect.left() + f32::from(value) * (cell_size.x + gap), rect.top()), cell_size)
    };
    let painter = ui.painter();
    for value in Pressure::all().map(Pressure::get) {
        let (fill, ink) = colours(t, target.zone(value));
        let font = if target.zone(value) == Zone::Stay { scale.bold(16.0) } else { scale.regular(16.0) };
        painter.rect_filled(cell_of(value), CornerRadius::same(4), fill);
        painter.text(cell_of(value).center(), Align2::CENTER_CENTER, value.to_string(), font, ink);
    }
    if rect.height() < cell_size.y + scale.of(24.0) {
        return;
    }
    let words_y = rect.top() + cell_size.y + scale.of(16.0);
    for zone in [Zone::Stay, Zone::Ease, Zone::Stop] {
        let mut values = Pressure::all().map(Pressure::get).filter(|&value| target.zone(value) == zone);
        let (Some(word), Some(first)) = (zone.word(), values.next()) else { continue };
        let cells = cell_of(first).union(cell_of(values.last().unwrap_or(first)));
        let (_, ink) = colours(t, zone);
        let (ink, font) = match zone {
            Zone::Stay => (t.accent, scale.bold(16.0)),
            Zone::Plain | Zone::Ease | Zone::Stop => (ink, scale.regular(16.0)),
        };
        let galley = painter.layout_no_wrap(word.to_owned(), font, ink);
        // A word wider than its cells still starts within the scale.
        let left = (cells.center().x - galley.size().x / 2.0).max(rect.left());
        painter.galley(pos2(left, words_y - galley.size().y / 2.0), galley, ink);
    }
}

/// Fill and ink of a cell.
fn colours(t: &Tokens, zone: Zone) -> (Color32, Color32) {
    match zone {
        Zone::Plain => (t.sunk, t.quiet),
        Zone::Stay => (t.accent, t.on_accent),
        Zone::Ease => (t.caution_soft, t.caution),
        Zone::Stop => (t.stop_soft, t.stop),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressure(from: u8, to: u8) -> ScaleTarget {
        let value = |value| Pressure::try_from(value).expect("within 0 to 10");
        ScaleTarget::Pressure(PressureTarget { from: value(from), to: value(to) })
    }

    #[test]
    fn pressure_says_stay_then_ease_at_six_and_stop_from_seven() {
        let zones: Vec<Zone> = (0..=10).map(|value| pressure(3, 4).zone(value)).collect();
        let (plain, stay, ease, stop) = (Zone::Plain, Zone::Stay, Zone::Ease, Zone::Stop);
        assert_eq!(zones, [plain, plain, plain, stay, stay, plain, ease, stop, stop, stop, stop]);
    }

    #[test]
    fn effort_knows_no_stop() {
        let effort = |value| Effort::try_from(value).expect("within 0 to 10");
        let target = ScaleTarget::Effort(effort(2), effort(3));
        let marked: Vec<u8> = (0..=10).filter(|&value| target.zone(value) != Zone::Plain).collect();
        assert_eq!(marked, [2, 3]);
    }

    #[test]
    fn a_range_of_one_value_is_one_number() {
        assert_eq!(pressure(3, 4).range_text(), "3–4");
        assert_eq!(pressure(2, 2).range_text(), "2");
    }
}
