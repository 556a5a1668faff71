//! Where everything of the running circuit stands, from the size of the window alone.

use egui::{Rect, Vec2, pos2, vec2};

use crate::widgets::player_text::PlayerScale;
use crate::widgets::tap_scale::tap_scale_height;

/// Below this width the figure gives its place to the words.
const FIGURE_FROM_WIDTH: f32 = 760.0;
/// Height of the figures of the countdown, in parts of the window's height: the aim and the least.
const FIGURES_AIM: f32 = 0.22;
const FIGURES_LEAST: f32 = 0.18;

/// The places of one window size, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlayerLayout {
    /// How large the type is.
    pub scale: PlayerScale,
    /// Phase and count on the left, the dots of the stations in the middle, time left on the right.
    pub header: Rect,
    /// The moving figure, the body map or the pacer; none in a narrow window.
    pub figure: Option<Rect>,
    /// What is asked in a gap: the lower part of the figure's place; in a narrow window it covers target and cue.
    pub ask: Rect,
    /// What the segment is for, where it is not work; or that time stands.
    pub status: Rect,
    /// The figures of the countdown, without the room above and below them that a font has.
    pub countdown: Rect,
    /// Left or right.
    pub side: Rect,
    /// Name of the station.
    pub station: Rect,
    /// Pressure or effort in words.
    pub target: Rect,
    /// The same on its scale; without height in a window too low for it.
    pub target_scale: Rect,
    /// How to do it, two lines.
    pub cue: Rect,
    /// What comes next.
    pub next: Rect,
    /// The bar of the whole.
    pub progress: Rect,
    /// The keys at the foot.
    pub keys: Rect,
}

/// The heights of the right column at a scale of 1, from top to bottom, as far as they do not depend on the window.
mod column {
    pub const STATUS: f32 = 32.0;
    pub const STATUS_GAP: f32 = 8.0;
    pub const COUNTDOWN_GAP: f32 = 24.0;
    pub const SIDE: f32 = 100.0;
    pub const SIDE_GAP: f32 = 10.0;
    pub const STATION: f32 = 52.0;
    pub const STATION_GAP: f32 = 4.0;
    pub const TARGET: f32 = 36.0;
    pub const TARGET_GAP: f32 = 8.0;
    pub const SCALE: f32 = 32.0;
    pub const SCALE_WORDS: f32 = 28.0;

    /// All but the countdown and the scale.
    pub const REST: f32 =
        STATUS + STATUS_GAP + COUNTDOWN_GAP + SIDE + SIDE_GAP + STATION + STATION_GAP + TARGET + TARGET_GAP;
}

impl PlayerLayout {
    /// The places in a window, for a countdown whose figures are `aspect` times as wide as they are high.
    pub fn new(window: Rect, aspect: f32) -> Self {
        let Vec2 { x: width, y: height } = window.size();
        let scale = PlayerScale::of_window(window.size());
        let of = |points| scale.of(points);
        let content = window.shrink2(vec2(of(48.0), 0.0));
        let row = |top: f32, height: f32| Rect::from_min_size(pos2(content.left(), top), vec2(content.width(), height));

        let header = row(window.top() + of(28.0), of(32.0));
        let keys = row(window.bottom() - of(54.0), of(44.0));
        let progress = row(window.bottom() - of(72.0), of(12.0));
        let next = row(window.bottom() - of(112.0), of(32.0));
        let cue = row(window.bottom() - of(196.0), of(76.0));
        let body = Rect::from_x_y_ranges(content.x_range(), header.bottom() + of(4.0)..=cue.top() - of(12.0));

        let gutter = of(44.0);
        let wanted = FIGURES_AIM * height * aspect;
        let has_figure = width >= FIGURE_FROM_WIDTH;
        let column_width =
            if has_figure { wanted.clamp(0.42 * content.width(), 0.52 * content.width()) } else { content.width() };
        let left = content.right() - column_width;
        let figure = has_figure.then(|| body.with_max_x(left - gutter));

        // The countdown keeps its least height; what does not fit beside it goes, the least needed first.
        let figures_least = (FIGURES_LEAST * height).min(column_width / aspect);
        let scale_heights = [of(column::SCALE + column::SCALE_WORDS), of(column::SCALE), 0.0];
        let room = body.height() - of(column::REST);
        let fits = |scale_height: &f32| room - scale_height >= figures_least;
        let scale_height = scale_heights.into_iter().find(fits).unwrap_or(0.0);
        let figures = (room - scale_height).min(FIGURES_AIM * height).min(column_width / aspect).max(of(40.0));
        let spare = (room - scale_height - figures).max(0.0);

        let mut top = body.top() + spare * 0.4;
        let mut place = |height: f32, gap_below: f32| {
            let rect = Rect::from_min_size(pos2(left, top), vec2(column_width, height));
            top = rect.bottom() + gap_below;
            rect
        };
        let status = place(of(column::STATUS), of(column::STATUS_GAP));
        let countdown = place(figures, of(column::COUNTDOWN_GAP) + spare * 0.2);
        let side = place(of(column::SIDE), of(column::SIDE_GAP));
        let station = place(of(column::STATION), of(column::STATION_GAP));
        let target = place(of(column::TARGET), of(column::TARGET_GAP));
        let target_scale = place(scale_height, 0.0);
        let ask = match figure {
            Some(figure) => figure.with_min_y(figure.bottom() - ask_height(scale, figure.width())),
            None => Rect::from_min_max(pos2(content.left(), target.top()), cue.max),
        };
        Self {
            scale,
            header,
            figure,
            ask,
            status,
            countdown,
            side,
            station,
            target,
            target_scale,
            cue,
            next,
            progress,
            keys,
        }
    }
}

/// The height of what is asked, in points.
fn ask_height(scale: PlayerScale, width: f32) -> f32 {
    scale.of(ask::TEXT + ask::CHOICES + 2.0 * ask::MARGIN) + tap_scale_height(width - scale.of(2.0 * ask::MARGIN))
}

/// The measures of what is asked, at a scale of 1.
pub mod ask {
    /// Around everything.
    pub const MARGIN: f32 = 12.0;
    /// The question, the label of the scale, and the gaps.
    pub const TEXT: f32 = 76.0;
    /// The row of large answers.
    pub const CHOICES: f32 = 52.0;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Noto Sans Bold: three figures of 572 and a colon of 286 over a height of 714.
    const MINUTES: f32 = (3.0 * 572.0 + 286.0) / 714.0;
    const TEN_MINUTES: f32 = (4.0 * 572.0 + 286.0) / 714.0;

    fn layout(width: f32, height: f32, aspect: f32) -> PlayerLayout {
        PlayerLayout::new(Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height)), aspect)
    }

    const SIZES: [(f32, f32); 9] = [
        (1280.0, 800.0),
        (900.0, 700.0),
        (1024.0, 600.0),
        (1366.0, 768.0),
        (1920.0, 1080.0),
        (2560.0, 1440.0),
        (900.0, 1400.0),
        (640.0, 800.0),
        (1280.0, 2000.0),
    ];

    #[test]
    fn the_countdown_is_at_least_eighteen_parts_of_a_hundred_of_the_window_height() {
        let check = |width: f32, height: f32| {
            let share = layout(width, height, MINUTES).countdown.height() / height;
            assert!(share >= 0.18, "{width} × {height}: {share}");
        };
        check(1280.0, 800.0);
        check(900.0, 700.0);
        check(1024.0, 600.0);
        check(1366.0, 768.0);
        check(1920.0, 1080.0);
        check(2560.0, 1440.0);
    }

    #[test]
    fn the_countdown_always_fits_its_column() {
        for (width, height) in SIZES {
            for aspect in [MINUTES, TEN_MINUTES] {
                let PlayerLayout { countdown, .. } = layout(width, height, aspect);
                assert!(countdown.height() * aspect <= countdown.width() + 0.01, "{width} × {height}, {aspect}");
            }
        }
    }

    #[test]
    fn nothing_overlaps_and_nothing_leaves_the_window() {
        for (width, height) in SIZES {
            let layout = layout(width, height, MINUTES);
            let PlayerLayout {
                header,
                status,
                countdown,
                side,
                station,
                target,
                target_scale,
                cue,
                next,
                progress,
                keys,
                ..
            } = layout;
            let in_order = [header, status, countdown, side, station, target, target_scale, cue, next, progress, keys];
            for pair in in_order.windows(2) {
                assert!(pair[0].bottom() <= pair[1].top() + 0.01, "{width} × {height}: {pair:?}");
            }
            let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height));
            assert!(in_order.iter().all(|rect| window.contains_rect(*rect)), "{width} × {height}");
            if let Some(figure) = layout.figure {
                assert!(figure.right() < countdown.left() && figure.bottom() <= cue.top(), "{width} × {height}");
                assert!(figure.width() > 250.0 && figure.height() > 200.0, "{width} × {height}: {figure}");
            }
        }
    }

    #[test]
    fn a_low_window_gives_up_the_words_under_the_scale_before_the_scale() {
        let scale_height = |height: f32| layout(1280.0, height, MINUTES).target_scale.height();
        assert!(scale_height(800.0) > 50.0);
        assert!((20.0..40.0).contains(&scale_height(580.0)), "{}", scale_height(580.0));
    }
}
