//! How a region looks, from how it was rated.

use std::collections::BTreeMap;

use egui::{Color32, Mesh};

use super::drawing::{Drawing, Facing};
use super::hatch::Hatch;
use super::layout::Layout;
use super::mesh::Placement;
use super::sign::Sign;
use crate::domain::{Region, RegionRating};
use crate::theme::{Tokens, mix};

/// How much of its severity a region that is only stiff shows.
const STIFF_SHARE: f32 = 0.8;
/// How much of the stop colour a region shows where something is wrong.
const WRONG_SHARE: f32 = 0.25;
/// The share of ink in hatching: every stripe keeps 3:1 against what it lies on.
const HATCH_SHARE: f32 = 0.8;
/// How much a region under the pointer darkens.
const HOVER_SHARE: f32 = 0.08;
/// How much the fine drawing shows on the body, and on a rated region in the tone of its edge.
const DETAIL_SHARE: f32 = 0.5;
const DETAIL_ON_RATED: f32 = 0.2;
/// Widths of lines, in points.
const EDGE_WIDTH: f32 = 1.5;
const WRONG_WIDTH: f32 = 2.0;
const TOO_FEW_WIDTH: f32 = 1.0;
const FOCUS_WIDTH: f32 = 3.0;
const FOCUS_HALO: f32 = 6.0;

/// The look of one region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegionLook {
    fill: Color32,
    /// The colour of the hatching.
    hatch: Option<Color32>,
    /// The width and colour of the edge.
    edge: Option<(f32, Color32)>,
}

impl RegionLook {
    /// One colour without an edge.
    pub fn plain(fill: Color32) -> Self {
        Self { fill, hatch: None, edge: None }
    }

    /// The look of a sign.
    pub fn of(sign: Sign, tokens: &Tokens) -> Self {
        let edged = |fill| Self { fill, hatch: None, edge: Some((EDGE_WIDTH, tokens.severity_edge(fill))) };
        match sign {
            Sign::Rated(RegionRating { wrong: Some(_), .. }) => {
                let fill = mix(tokens.rest, tokens.stop_fill, WRONG_SHARE);
                Self { fill, hatch: None, edge: Some((WRONG_WIDTH, tokens.stop_fill)) }
            }
            Sign::Rated(_) | Sign::Mean { .. } => Self::felt(sign, tokens),
            Sign::Change(by) if by < 0.0 => edged(tokens.change_lower),
            Sign::Change(_) => edged(tokens.change_higher),
            Sign::NoChange => Self::plain(tokens.change_none),
            Sign::TooFew => Self { fill: tokens.window, hatch: None, edge: Some((TOO_FEW_WIDTH, tokens.line)) },
        }
    }

    /// Fill from soreness, hatching from stiffness.
    fn felt(sign: Sign, tokens: &Tokens) -> Self {
        let [soreness, stiffness] = sign.levels().map(|(_, level)| level);
        let felt = |level: Option<f32>| level.filter(|&level| level > 0.0);
        let (fill, shown) = match (felt(soreness), felt(stiffness)) {
            (Some(sore), _) => (tokens.severity_at(sore), tokens.severity_at(sore)),
            (None, Some(stiff)) => {
                let severity = tokens.severity_at(stiff);
                (mix(tokens.rest, severity, STIFF_SHARE), severity)
            }
            (None, None) => (tokens.rest, tokens.rest),
        };
        let rated = soreness.is_some() || stiffness.is_some();
        Self {
            fill,
            hatch: felt(stiffness).map(|_| hatch_colour(fill, tokens)),
            edge: rated.then(|| (EDGE_WIDTH, tokens.severity_edge(shown))),
        }
    }

    /// The look under the pointer.
    pub fn hovered(self, tokens: &Tokens) -> Self {
        Self { fill: mix(self.fill, tokens.ink, HOVER_SHARE), ..self }
    }
}

/// The colour of hatching on a fill.
pub fn hatch_colour(fill: Color32, tokens: &Tokens) -> Color32 {
    mix(fill, tokens.on_fill(fill), HATCH_SHARE)
}

/// Everything the body's picture depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Where the figures stand.
    pub layout: Layout,
    /// Regions that look otherwise than at rest.
    pub looks: BTreeMap<Region, RegionLook>,
    /// Regions outlined as selected or focused.
    pub outlined: Vec<Region>,
    /// The colours of everything else.
    pub colours: BodyColours,
}

/// The colours of the body itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BodyColours {
    silhouette: Color32,
    rest: Color32,
    detail: Color32,
    focus: Color32,
    halo: Color32,
}

impl BodyColours {
    /// The body's colours in a theme.
    pub fn new(tokens: &Tokens) -> Self {
        Self {
            silhouette: tokens.body,
            rest: tokens.rest,
            detail: tokens.detail,
            focus: tokens.accent,
            halo: tokens.surface,
        }
    }
}

impl Scene {
    /// Paints both figures into one mesh.
    pub fn mesh(&self, drawing: &Drawing) -> Mesh {
        let mut mesh = Mesh::default();
        for facing in self.layout.facings() {
            let place = self.layout.place(facing);
            add_figure(drawing, facing, place, &self.looks, self.colours, &mut mesh);
            let figure = drawing.figure(facing);
            for part in self.outlined.iter().filter_map(|region| figure.regions.get(region)) {
                part.fill.stroke(place, FOCUS_HALO, self.colours.halo, &mut mesh);
                part.fill.stroke(place, FOCUS_WIDTH, self.colours.focus, &mut mesh);
            }
        }
        mesh
    }
}

/// Adds one figure to a mesh: silhouette, regions, fine drawing, hatching, then edges above all fills.
pub fn add_figure(
    drawing: &Drawing,
    facing: Facing,
    place: Placement,
    looks: &BTreeMap<Region, RegionLook>,
    colours: BodyColours,
    mesh: &mut Mesh,
) {
    let figure = drawing.figure(facing);
    let rest = RegionLook::plain(colours.rest);
    let look_of = |region: &Region| looks.get(region).copied().unwrap_or(rest);
    figure.silhouette_fill.fill(place, colours.silhouette, mesh);
    for (region, part) in &figure.regions {
        part.fill.fill(place, look_of(region).fill, mesh);
    }
    for line in &figure.details {
        let look = line.region.map_or(RegionLook::plain(colours.silhouette), |region| look_of(&region));
        let tone = match look.edge {
            Some((_, edge)) => mix(look.fill, edge, DETAIL_ON_RATED),
            None => mix(look.fill, colours.detail, DETAIL_SHARE),
        };
        line.fill.fill(place, tone, mesh);
    }
    for (region, part) in &figure.regions {
        let look = look_of(region);
        if let Some(colour) = look.hatch {
            Hatch::region(colour).add(place, part.fill.triangles(place), mesh);
        }
        if let Some((width, colour)) = look.edge {
            part.fill.stroke(place, width, colour, mesh);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Concern, Rating};

    #[test]
    fn sore_stiff_and_wrong_each_look_their_own_way() {
        let tokens = Tokens::built_in(egui::Theme::Light).expect("the built-in theme");
        let rating = |value: u8| Some(Rating::try_from(value).expect("a rating"));
        let look = |soreness, stiffness, wrong| {
            RegionLook::of(Sign::Rated(RegionRating { soreness, stiffness, wrong }), &tokens)
        };
        let at_rest = look(None, None, None);
        assert_eq!(at_rest, RegionLook::plain(tokens.rest));

        let none = look(rating(0), rating(0), None);
        assert_eq!((none.fill, none.hatch), (tokens.rest, None));
        assert!(none.edge.is_some(), "rated as nothing is still rated");

        let sore = look(rating(6), rating(0), None);
        assert_eq!((sore.fill, sore.hatch), (tokens.severity(Rating::try_from(6).expect("a rating")), None));

        let stiff = look(None, rating(6), None);
        assert_ne!(stiff.fill, sore.fill);
        assert!(stiff.hatch.is_some());

        let both = look(rating(6), rating(4), None);
        assert_eq!((both.fill, both.edge), (sore.fill, sore.edge));
        assert!(both.hatch.is_some());

        let wrong = look(rating(6), rating(4), Some(Concern::SharpPain.into()));
        assert_eq!((wrong.hatch, wrong.edge), (None, Some((WRONG_WIDTH, tokens.stop_fill))));
    }

    #[test]
    fn lower_higher_none_and_too_few_each_look_their_own_way() {
        let tokens = Tokens::built_in(egui::Theme::Light).expect("the built-in theme");
        let signs = [Sign::Change(-2.0), Sign::Change(2.0), Sign::NoChange, Sign::TooFew];
        let looks = signs.map(|sign| RegionLook::of(sign, &tokens));
        for (i, look) in looks.iter().enumerate() {
            assert!(!looks[i + 1..].contains(look) && *look != RegionLook::plain(tokens.rest), "{:?}", signs[i]);
        }
    }

    #[test]
    fn a_mean_looks_between_the_ratings_around_it() {
        let tokens = Tokens::built_in(egui::Theme::Light).expect("the built-in theme");
        let look = |level: f32| RegionLook::of(Sign::Mean { soreness: Some(level), stiffness: None }, &tokens).fill;
        assert_eq!(look(4.0), tokens.severity(Rating::try_from(4).expect("a rating")));
        assert!(look(4.5) != look(4.0) && look(4.5) != look(5.0));
        assert_eq!((look(0.0), look(10.0)), (tokens.rest, tokens.severity(Rating::MAX)));
    }
}
