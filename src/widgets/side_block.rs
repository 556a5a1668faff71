//! The side being worked, in the largest words but the countdown's.

use egui::{
    Align2, Color32, CornerRadius, Painter, Pos2, Rect, Role as NodeRole, Sense, Shape, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

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
const WORKED_SHARE: f32 = 0.74;
/// The size of the word at a scale of 1; a word that does not fit is smaller.
const WORD_SIZE: f32 = 76.0;
/// The arrow beside the word, in parts of the block's height: its space, and its size.
const ARROW_SPACE: f32 = 0.56;
const ARROW_HALF: f32 = 0.2;

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
    let arrow_space = rect.height() * ARROW_SPACE;
    let (word_rect, arrow) = match side {
        WorkedSide::Left => (worked.with_min_x(worked.left() + arrow_space * 0.7), Some((worked.left_center(), -1.0))),
        WorkedSide::Right => {
            (worked.with_max_x(worked.right() - arrow_space * 0.7), Some((worked.right_center(), 1.0)))
        }
        WorkedSide::Both | WorkedSide::Centre => (worked, None),
    };
    paint_word(painter, scale, word_rect, side.word(), ink);
    if let Some((edge, way)) = arrow {
        paint_arrow(painter, pos2(edge.x - way * arrow_space * 0.6, edge.y), rect.height() * ARROW_HALF, way, ink);
    }
    if let Some((slot, word)) = other {
        painter.text(slot.center(), Align2::CENTER_CENTER, word, scale.regular(24.0), t.quiet);
    }
}

/// One word in the place of the sides, for work that has none.
pub fn word_block(ui: &mut Ui, t: &Tokens, scale: PlayerScale, size: Vec2, word: &str, time: SideTime) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Label, true, word));
    let (fill, ink) = match time {
        SideTime::Now => (t.accent, t.on_accent),
        SideTime::Soon => (t.accent_soft, t.accent),
    };
    let stroke = Stroke::new(2.0, t.accent);
    ui.painter().rect(rect, CornerRadius::same(8), fill, stroke, StrokeKind::Inside);
    paint_word(ui.painter(), scale, rect, word, ink);
}

/// The word in the middle of its slot, as large as fits.
fn paint_word(painter: &Painter, scale: PlayerScale, slot: Rect, word: &str, ink: Color32) {
    let whole = painter.layout_no_wrap(word.to_owned(), scale.bold(WORD_SIZE), ink);
    let fitting = (slot.width() - scale.of(24.0)) / whole.size().x;
    if fitting >= 1.0 {
        painter.galley(slot.center() - whole.size() / 2.0, whole, ink);
    } else {
        painter.text(slot.center(), Align2::CENTER_CENTER, word, scale.bold(WORD_SIZE * fitting), ink);
    }
}

/// A triangle that points to the worked edge of the window: `way` is −1 for left, 1 for right.
fn paint_arrow(painter: &Painter, centre: Pos2, half: f32, way: f32, ink: Color32) {
    let tip = centre + vec2(way * half * 0.8, 0.0);
    let back = centre.x - way * half * 0.8;
    let corners = vec![tip, pos2(back, centre.y + way * half), pos2(back, centre.y - way * half)];
    painter.add(Shape::convex_polygon(corners, ink, Stroke::NONE));
}

/// Rounds only the corners that the slot shares with the block.
fn corners(block: Rect, slot: Rect) -> CornerRadius {
    let left = if slot.left() <= block.left() { 8 } else { 0 };
    let right = if slot.right() >= block.right() { 8 } else { 0 };
    CornerRadius { nw: left, sw: left, ne: right, se: right }
}
