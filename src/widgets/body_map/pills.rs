//! The signs on and beside the body: number pills with leaders, marks where something is wrong, station discs.

use std::collections::BTreeMap;

use egui::{Align2, Color32, CornerRadius, FontId, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2};

use super::hatch::Hatch;
use super::labels::Placed;
use super::look::hatch_colour;
use super::mesh::Placement;
use super::sign::{Sign, change_text, mean_text};
use crate::domain::{Region, Scale};
use crate::theme::{Role, Tokens};

/// Measures of a pill, in points.
const HEIGHT: f32 = 20.0;
const PADDING: f32 = 6.0;
const SAMPLE: f32 = 9.0;
const SAMPLE_GAP: f32 = 3.0;
const VALUE_GAP: f32 = 8.0;
/// Radius of the dot at a leader's end.
const LEADER_DOT: f32 = 2.0;
/// Radius of a station's disc.
pub const DISC_RADIUS: f32 = 11.0;
/// Radius of the mark where something is wrong.
const MARK_RADIUS: f32 = 9.0;

/// One value on a pill.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    /// The scale and the level it stands for; a change has no sample.
    sample: Option<(Scale, f32)>,
    text: String,
}

/// What a pill says: what is felt, or a single 0 where nothing is; a change with its sign.
fn parts(sign: Sign) -> Vec<Part> {
    let text: fn(f32) -> String = match sign {
        Sign::Rated(_) if sign.is_wrong() => return Vec::new(),
        Sign::Rated(_) => |level| level.to_string(),
        Sign::Mean { .. } => mean_text,
        Sign::Change(by) => return vec![Part { sample: None, text: change_text(by) }],
        Sign::NoChange | Sign::TooFew => return Vec::new(),
    };
    let all = sign.levels().into_iter().filter_map(|(scale, level)| Some((scale, level?)));
    let part = |(scale, level)| Part { sample: Some((scale, level)), text: text(level) };
    let felt: Vec<_> = all.clone().filter(|&(_, level)| level > 0.0).map(part).collect();
    if felt.is_empty() { all.take(1).map(part).collect() } else { felt }
}

/// The size of the pill a sign needs, if it needs one.
pub fn pill_size(sign: Sign, painter: &Painter) -> Option<Vec2> {
    let parts = parts(sign);
    let gaps = parts.len().checked_sub(1)? as f32 * VALUE_GAP;
    let contents: f32 = parts.iter().map(|part| sample_width(part) + number_width(part, painter)).sum();
    Some(Vec2::new((2.0 * PADDING + gaps + contents).ceil(), HEIGHT))
}

fn sample_width(part: &Part) -> f32 {
    part.sample.map_or(0.0, |_| SAMPLE + SAMPLE_GAP)
}

fn number_width(part: &Part, painter: &Painter) -> f32 {
    text_size(painter, &part.text, Role::SmallBold.font()).x
}

/// The size of one line of text.
pub fn text_size(painter: &Painter, text: &str, font: FontId) -> Vec2 {
    painter.layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size()
}

/// Paints the pills: leaders below, pills above.
pub fn paint_pills(painter: &Painter, tokens: &Tokens, placed: &[Placed], signs: &BTreeMap<Region, Sign>) {
    for [start, dot] in placed.iter().filter_map(|pill| pill.leader) {
        painter.line_segment([start, dot], Stroke::new(1.0, tokens.quiet));
        painter.circle_filled(dot, LEADER_DOT, tokens.text);
    }
    for pill in placed {
        if let Some(&sign) = signs.get(&pill.region) {
            paint_pill(painter, tokens, pill.rect, sign);
        }
    }
}

/// Paints one pill; it is as large as [`pill_size`] says.
pub fn paint_pill(painter: &Painter, tokens: &Tokens, rect: Rect, sign: Sign) {
    let border = Stroke::new(1.0, tokens.control);
    painter.rect(rect, CornerRadius::same(6), tokens.surface, border, StrokeKind::Inside);
    let mut x = rect.left() + PADDING;
    for part in parts(sign) {
        let sample = Rect::from_center_size(Pos2::new(x + SAMPLE / 2.0, rect.center().y), Vec2::splat(SAMPLE));
        if let Some((scale, level)) = part.sample {
            let fill = tokens.severity_at(level);
            match scale {
                Scale::Soreness => paint_sore_sample(painter, tokens, sample, fill),
                Scale::Stiffness => paint_stiff_sample(painter, tokens, sample, fill),
            }
        }
        x += sample_width(&part);
        let at = Pos2::new(x, rect.center().y);
        painter.text(at, Align2::LEFT_CENTER, &part.text, Role::SmallBold.font(), tokens.text);
        x += number_width(&part, painter) + VALUE_GAP;
    }
}

/// A dot in the colour of a soreness.
pub fn paint_sore_sample(painter: &Painter, tokens: &Tokens, rect: Rect, fill: Color32) {
    painter.circle(rect.center(), rect.width() / 2.0 - 0.5, fill, Stroke::new(1.0, tokens.severity_edge(fill)));
}

/// A hatched square in the colour of a stiffness.
pub fn paint_stiff_sample(painter: &Painter, tokens: &Tokens, rect: Rect, fill: Color32) {
    painter.rect_filled(rect, CornerRadius::same(2), fill);
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
    let inside = corners.map(|corner| corner + (rect.center() - corner) * 0.06);
    let place = Placement { origin: rect.center(), scale: 1.0, pixel: 1.0 / painter.pixels_per_point() };
    let mut mesh = Mesh::default();
    let [a, b, c, d] = inside;
    Hatch::sample(hatch_colour(fill, tokens)).add(place, [[a, b, c], [a, c, d]].into_iter(), &mut mesh);
    painter.add(Shape::mesh(mesh));
}

/// The mark of a region where something is wrong.
pub fn paint_wrong_mark(painter: &Painter, tokens: &Tokens, centre: Pos2) {
    painter.circle(centre, MARK_RADIUS, tokens.stop_fill, Stroke::new(2.0, tokens.surface));
    paint_bar(painter, tokens, centre, MARK_RADIUS);
}

/// The bar on such a mark.
pub fn paint_bar(painter: &Painter, tokens: &Tokens, centre: Pos2, radius: f32) {
    let bar = Rect::from_center_size(centre, Vec2::new(radius * 1.0, radius * 0.33));
    painter.rect_filled(bar, CornerRadius::same(1), tokens.on_stop_fill);
}

/// Paints the disc of a station.
pub fn paint_disc(painter: &Painter, tokens: &Tokens, centre: Pos2, number: u32, current: Option<u32>) {
    let (fill, text) =
        if current == Some(number) { (tokens.accent, tokens.on_accent) } else { (tokens.surface, tokens.accent) };
    painter.circle(centre, DISC_RADIUS, fill, Stroke::new(1.5, tokens.accent));
    painter.text(centre, Align2::CENTER_CENTER, number.to_string(), Role::SmallBold.font(), text);
}

/// Moves discs apart until none covers another, each as little as possible from where it belongs.
pub fn spread_discs(centres: &[Pos2]) -> Vec<Pos2> {
    const ROUNDS: usize = 60;
    let apart = 2.0 * DISC_RADIUS + 4.0;
    // Discs of one region start in rows of two around its middle.
    let mut spread: Vec<Pos2> = (0..centres.len())
        .map(|i| {
            let before = centres[..i].iter().filter(|&&other| other == centres[i]).count();
            let total = before + centres[i..].iter().filter(|&&other| other == centres[i]).count();
            let (row, rows) = ((before / 2) as f32, total.div_ceil(2) as f32);
            let alone_in_row = before % 2 == 0 && before + 1 == total;
            let column = if alone_in_row { 0.0 } else { (before % 2) as f32 - 0.5 };
            centres[i] + Vec2::new(column, row - (rows - 1.0) / 2.0) * apart
        })
        .collect();
    for _ in 0..ROUNDS {
        let mut moved = false;
        for i in 0..spread.len() {
            for j in i + 1..spread.len() {
                let between = spread[j] - spread[i];
                let overlap = apart - between.length();
                if overlap > 0.1 {
                    let way = if between.length() > 0.1 { between.normalized() } else { Vec2::RIGHT };
                    spread[i] -= way * overlap / 2.0;
                    spread[j] += way * overlap / 2.0;
                    moved = true;
                }
            }
        }
        if !moved {
            break;
        }
    }
    spread
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;
    use crate::domain::{Concern, Rating, RegionRating};

    #[test]
    fn a_pill_says_what_is_felt_and_a_single_zero_where_nothing_is() {
        let rating = |value: u8| Rating::try_from(value).expect("a rating");
        let says = |sign: Sign, expected: &[(Option<Scale>, &str)]| {
            let parts = parts(sign);
            let found: Vec<(Option<Scale>, &str)> =
                parts.iter().map(|part| (part.sample.map(|(scale, _)| scale), part.text.as_str())).collect();
            assert_eq!(found, expected, "{sign:?}");
        };
        let check = |soreness: Option<u8>, stiffness: Option<u8>, expected: &[(Option<Scale>, &str)]| {
            let rating = RegionRating { soreness: soreness.map(rating), stiffness: stiffness.map(rating), wrong: None };
            says(Sign::Rated(rating), expected);
        };
        let (sore, stiff) = (Some(Scale::Soreness), Some(Scale::Stiffness));
        check(None, None, &[]);
        check(Some(4), None, &[(sore, "4")]);
        check(Some(4), Some(10), &[(sore, "4"), (stiff, "10")]);
        check(Some(0), Some(3), &[(stiff, "3")]);
        check(Some(0), Some(0), &[(sore, "0")]);
        check(None, Some(0), &[(stiff, "0")]);
        let wrong = RegionRating { soreness: Some(rating(9)), stiffness: None, wrong: Some(Concern::Swelling.into()) };
        says(Sign::Rated(wrong), &[]);
        says(Sign::Mean { soreness: Some(3.44), stiffness: Some(0.0) }, &[(sore, "3.4")]);
        says(Sign::Change(-2.0), &[(None, "−2")]);
        says(Sign::NoChange, &[]);
        says(Sign::TooFew, &[]);
    }

    #[test]
    fn discs_never_cover_each_other_and_stay_near() {
        let check = |centres: &[Pos2]| {
            let spread = spread_discs(centres);
            for (i, a) in spread.iter().enumerate() {
                for b in &spread[i + 1..] {
                    assert!(a.distance(*b) >= 2.0 * DISC_RADIUS, "{spread:?}");
                }
                assert!(a.distance(centres[i]) < 70.0, "{spread:?}");
            }
        };
        check(&[pos2(10.0, 10.0)]);
        check(&[pos2(10.0, 10.0), pos2(10.0, 10.0), pos2(10.0, 10.0)]);
        check(&[pos2(10.0, 10.0), pos2(22.0, 10.0), pos2(10.0, 20.0), pos2(12.0, 24.0), pos2(10.0, 10.0)]);
    }

    #[test]
    fn a_disc_alone_stays_where_it_belongs() {
        let centres = [pos2(10.0, 10.0), pos2(80.0, 10.0)];
        assert_eq!(spread_discs(&centres), centres);
    }
}
