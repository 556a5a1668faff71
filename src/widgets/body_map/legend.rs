//! The legends of the body map, and one figure on its own.

use egui::accesskit::Role as AccessRole;
use egui::{Align2, CornerRadius, CursorIcon, Painter, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::pills::{paint_bar, paint_sore_sample, paint_stiff_sample, text_size};
use crate::domain::{Rating, Scale};
use crate::theme::{Role, Tokens};

/// Measures, in points.
const HEIGHT: f32 = 24.0;
const CELL: f32 = 12.0;
const CELL_PITCH: f32 = 13.5;
const AFTER_WORD: f32 = 8.0;
const BETWEEN: f32 = 18.0;
/// The value whose colour stands for any, in the samples.
const SAMPLE_VALUE: u8 = 6;

/// The words of the legend: least, most, sore, stiff, and the last sign.
type Words = [&'static str; 5];
const FULL: Words = ["0 none", "10 worst", "sore", "stiff", "something wrong, no work there"];
const SHORT: Words = ["0", "10", "sore", "stiff", "no work there"];
const MEAN_FULL: Words = ["0 none", "10 worst", "sore", "stiff", "too few ratings for a mean"];
const MEAN_SHORT: Words = ["0", "10", "sore", "stiff", "too few"];
/// The words of the legend of a change: lower, higher, no difference, too few ratings.
const CHANGE_FULL: [&str; 4] = ["lower by 2 or more", "higher by 2 or more", "no clear difference", "under 5 ratings"];
const CHANGE_SHORT: [&str; 4] = ["lower", "higher", "no clear difference", "too few"];

/// Explains the colours of the body map in one row 24 points high, and is the palette of its brush: a tap on a value or
/// on a texture chooses what a drag over the body paints.
#[derive(Clone, Copy, Debug)]
pub struct BrushLegend<'a> {
    tokens: &'a Tokens,
    brush: Option<(Scale, Rating)>,
}

impl<'a> BrushLegend<'a> {
    /// The legend with the brush in use marked.
    pub fn new(tokens: &'a Tokens, brush: Option<(Scale, Rating)>) -> Self {
        Self { tokens, brush }
    }

    /// Shows it; the answer is the brush that was chosen.
    pub fn show(self, ui: &mut Ui) -> Option<(Scale, Rating)> {
        let [least, most, sore, stiff, wrong] = FULL;
        let text = format!("Legend: {least} to {most}; dot: {sore}; hatched: {stiff}; round mark: {wrong}");
        let mut row = Row::new(ui, self.tokens, &text);
        let words = row.fitting(FULL, SHORT, 11.0 * CELL_PITCH + 3.0 * (CELL + BETWEEN) + 5.0 * AFTER_WORD);
        let (cells, samples) = row.scale_and_textures(words);
        let mark = row.square();
        row.painter.circle_filled(mark.center(), CELL / 2.0, self.tokens.stop_fill);
        paint_bar(&row.painter, self.tokens, mark.center(), CELL / 2.0);
        row.word_after(mark, words[4]);

        let painter = row.painter;
        let (scale, rating) = self.brush.unzip();
        let ring = |rect: Rect| {
            let stroke = Stroke::new(2.0, self.tokens.text);
            painter.rect_stroke(rect.expand(1.5), CornerRadius::same(3), stroke, StrokeKind::Outside);
        };
        let mut chosen = None;
        for (value, cell) in Rating::all().zip(cells) {
            let is_brush = rating == Some(value);
            if touch(ui, cell.expand2(Vec2::new(0.75, 6.0)), is_brush, &format!("Brush: {value}")) {
                chosen = Some((scale.unwrap_or_default(), value));
            }
            if is_brush {
                ring(cell);
            }
        }
        for (of, sample) in Scale::ALL.into_iter().zip(samples) {
            let is_brush = scale == Some(of);
            if touch(ui, sample.expand(6.0), is_brush, &format!("Brush: {}", of.word())) {
                chosen = Some((of, rating.unwrap_or(Rating::try_from(SAMPLE_VALUE).unwrap_or(Rating::MAX))));
            }
            if is_brush {
                ring(sample);
            }
        }
        chosen
    }
}

/// A place to tap. It is no tab stop: by keyboard, digits rate at once.
fn touch(ui: &Ui, rect: Rect, is_chosen: bool, name: &str) -> bool {
    let response = ui.interact(rect, ui.scope_id().with(name), Sense::CLICK);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(AccessRole::RadioButton, enabled, is_chosen, name));
    let response = response.on_hover_text("What a drag over the body paints").on_hover_cursor(CursorIcon::PointingHand);
    response.clicked()
}

/// Explains the colours of means, in one row 24 points high.
pub fn mean_legend(ui: &mut Ui, tokens: &Tokens) {
    let [least, most, sore, stiff, too_few] = MEAN_FULL;
    let text = format!("Legend: {least} to {most}; dot: {sore}; hatched: {stiff}; blank: {too_few}");
    let mut row = Row::new(ui, tokens, &text);
    let words = row.fitting(MEAN_FULL, MEAN_SHORT, 11.0 * CELL_PITCH + 3.0 * (CELL + BETWEEN) + 5.0 * AFTER_WORD);
    row.scale_and_textures(words);
    let blank = row.square();
    row.blank(blank);
    row.word_after(blank, words[4]);
}

/// Explains the colours of a change, in one row 24 points high.
pub fn change_legend(ui: &mut Ui, tokens: &Tokens) {
    let [lower, higher, none, too_few] = CHANGE_FULL;
    let mut row = Row::new(ui, tokens, &format!("Legend: {lower}; {higher}; {none}; blank: {too_few}"));
    let words = row.fitting(CHANGE_FULL, CHANGE_SHORT, 4.0 * (CELL + BETWEEN + AFTER_WORD));
    for (word, fill) in words.into_iter().zip([tokens.change_lower, tokens.change_higher, tokens.change_none]) {
        let square = row.square();
        row.painter.rect_filled(square, CornerRadius::same(2), fill);
        row.word_after(square, word);
        row.x += BETWEEN;
    }
    let blank = row.square();
    row.blank(blank);
    row.word_after(blank, words[3]);
}

/// A row of a legend that is being painted from left to right.
struct Row<'a> {
    tokens: &'a Tokens,
    painter: Painter,
    rect: Rect,
    x: f32,
}

impl<'a> Row<'a> {
    fn new(ui: &mut Ui, tokens: &'a Tokens, text: &str) -> Self {
        let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEIGHT), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(AccessRole::Image, true, text));
        Self { tokens, painter: ui.painter_at(rect.expand(4.0)), rect, x: rect.left() }
    }

    /// The full words where they fit beside so many points of signs, else the short ones.
    fn fitting<const N: usize>(
        &self,
        full: [&'static str; N],
        short: [&'static str; N],
        signs: f32,
    ) -> [&'static str; N] {
        let texts: f32 = full.iter().map(|word| text_size(&self.painter, word, Role::Small.font()).x).sum();
        if texts + signs <= self.rect.width() { full } else { short }
    }

    fn square(&self) -> Rect {
        let corner = Pos2::new(self.x, self.rect.center().y - CELL / 2.0);
        Rect::from_min_size(corner, Vec2::splat(CELL))
    }

    fn word(&mut self, text: &str) {
        let at = Pos2::new(self.x, self.rect.center().y);
        self.x = self.painter.text(at, Align2::LEFT_CENTER, text, Role::Small.font(), self.tokens.quiet).right();
    }

    fn word_after(&mut self, sign: Rect, text: &str) {
        self.x = sign.right() + AFTER_WORD;
        self.word(text);
    }

    fn blank(&self, square: Rect) {
        let border = Stroke::new(1.0, self.tokens.control);
        self.painter.rect(square, CornerRadius::same(2), self.tokens.window, border, StrokeKind::Inside);
    }

    /// The eleven cells between their words, then the samples of sore and stiff; the row goes on after them.
    fn scale_and_textures(&mut self, [least, most, sore, stiff, _]: Words) -> (Vec<Rect>, [Rect; 2]) {
        let tokens = self.tokens;
        self.word(least);
        self.x += AFTER_WORD;
        let mut cells = Vec::new();
        for rating in Rating::all() {
            let cell = self.square();
            self.painter.rect_filled(cell, CornerRadius::same(2), tokens.severity(rating));
            cells.push(cell);
            self.x += CELL_PITCH;
        }
        self.x += AFTER_WORD;
        self.word(most);
        self.x += BETWEEN;
        let sample = tokens.severity(Rating::try_from(SAMPLE_VALUE).unwrap_or(Rating::MAX));
        let sore_rect = self.square();
        paint_sore_sample(&self.painter, tokens, sore_rect, sample);
        self.word_after(sore_rect, sore);
        self.x += BETWEEN;
        let stiff_rect = self.square();
        paint_stiff_sample(&self.painter, tokens, stiff_rect, sample);
        self.word_after(stiff_rect, stiff);
        self.x += BETWEEN;
        (cells, [sore_rect, stiff_rect])
    }
}
