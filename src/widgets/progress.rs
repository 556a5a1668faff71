//! How far the whole circuit has come: one piece for each station.

use egui::{CornerRadius, Rect, Role as NodeRole, Sense, Ui, Vec2, WidgetInfo, pos2};

use crate::theme::Tokens;

/// One piece of the bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Its length in seconds.
    pub secs: f32,
    /// How much of it is behind, 0 to 1.
    pub fraction: f32,
}

const GAP: f32 = 4.0;

/// Pieces as wide as they are long, filled as far as they are behind. `name` says it in words.
pub fn progress(ui: &mut Ui, t: &Tokens, size: Vec2, pieces: &[Piece], name: &str) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::ProgressIndicator, true, name));
    let radius = CornerRadius::same((rect.height() / 4.0) as u8);
    for (piece, slot) in pieces.iter().zip(slots(rect, pieces)) {
        let painter = ui.painter().with_clip_rect(slot.intersect(ui.clip_rect()));
        painter.rect_filled(slot, radius, t.line);
        let behind = slot.with_max_x(slot.left() + slot.width() * piece.fraction);
        // The edge of what is behind is straight; only the ends of the piece are round.
        ui.painter().with_clip_rect(behind.intersect(ui.clip_rect())).rect_filled(slot, radius, t.accent);
    }
}

/// Where the pieces lie: side by side with gaps, each as wide as its share of the seconds.
fn slots(rect: Rect, pieces: &[Piece]) -> Vec<Rect> {
    let total: f32 = pieces.iter().map(|piece| piece.secs).sum();
    let gaps = GAP * pieces.len().saturating_sub(1) as f32;
    let per_sec = if total > 0.0 { (rect.width() - gaps).max(0.0) / total } else { 0.0 };
    let mut left = rect.left();
    let mut slots = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let right = left + piece.secs * per_sec;
        slots.push(Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom())));
        left = right + GAP;
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_share_the_width_by_their_seconds() {
        let rect = Rect::from_min_max(pos2(10.0, 0.0), pos2(118.0, 12.0));
        let pieces = [60.0, 20.0, 20.0].map(|secs| Piece { secs, fraction: 0.0 });
        let spans: Vec<(f32, f32)> = slots(rect, &pieces).iter().map(|slot| (slot.left(), slot.right())).collect();
        assert_eq!(spans, [(10.0, 70.0), (74.0, 94.0), (98.0, 118.0)]);
        assert!(slots(rect, &[]).is_empty());
    }
}
