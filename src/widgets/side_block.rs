//! The side being worked, in the largest words but the countdown's.

use egui::{Align2, CornerRadius, Rect, Role as NodeRole, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::player_text::PlayerScale;
use crate::theme::Tokens;

/// The side to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkedSide {
    /// The person's left.
    Left,
    /// The person's right.
    Right,
    /// Both at once.
    Both,
    /// The midline.
    Centre,
}

impl WorkedSide {
    /// The word on screen, in capitals.
    pub fn word(self) -> &'static str {
        match self {
            Self::Left => "LEFT",
            Self::Right => "RIGHT",
            Self::Both => "BOTH SIDES",
            Self::Centre => "CENTRE",
        }
    }
}

/// Whether the side is worked now or comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideTime {
    /// It is worked now: filled.
    Now,
    /// It comes after the gap: in outline.
    Soon,
}

/// The width of the worked slot, in parts of the block.
const WORKED_SHARE: f32 = 316.0 / 500.0;

/// Two slots, left and right as the person lies, the worked one larger; or one for both sides and the midline.
pub fn side_block(ui: &mut Ui, t: &Tokens, scale: PlayerScale, size: Vec2, side: WorkedSide, time: SideTime) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let spoken = match time {
        SideTime::Now => side.word().to_owned(),
        SideTime::Soon => format!("{} comes", side.word()),
    };
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Label, true, &spoken));
    let worked_width = rect.width() * WORKED_SHARE;
    let (worked, other) = match side {
        WorkedSide::Left => {
            let (worked, other) = rect.split_left_right_at_x(rect.left() + worked_width);
            (worked, Some((other, "right")))
        }
        WorkedSide::Right => {
            let (other, worked) = rect.split_left_right_at_x(rect.right() - worked_width);
            (worked, Some((other, "left")))
        }
        WorkedSide::Both | WorkedSide::Centre => (rect, None),
    };
    let (fill, ink) = match time {
        SideTime::Now => (t.accent, t.on_accent),
        SideTime::Soon => (t.accent_soft, t.accent),
    };
    let painter = ui.painter();
    painter.rect_filled(worked, corners(rect, worked), fill);
    painter.rect_stroke(rect, CornerRadius::same(8), Stroke::new(2.0, t.accent), StrokeKind::Inside);
    painter.text(worked.center(), Align2::CENTER_CENTER, side.word(), scale.bold(56.0), ink);
    if let Some((slot, word)) = other {
        painter.text(slot.center(), Align2::CENTER_CENTER, word, scale.regular(24.0), t.quiet);
    }
}

/// Rounds only the corners that the slot shares with the block.
fn corners(block: Rect, slot: Rect) -> CornerRadius {
    let left = if slot.left() <= block.left() { 8 } else { 0 };
    let right = if slot.right() >= block.right() { 8 } else { 0 };
    CornerRadius { nw: left, sw: left, ne: right, se: right }
}
