//! The drawing of the body, read once from its two SVG files.

use std::collections::BTreeMap;

use egui::{Pos2, Rect};
use kurbo::{BezPath, PathEl};

use super::mesh::{Fill, TessellationFailed};
use super::outline::Outline;
use crate::domain::{Group, Region, UnknownRegion};

/// How far a straight piece may leave its curve, in drawing units.
const FLATNESS: f64 = 0.12;

/// Which side of the body a figure shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facing {
    /// Seen from the front: the person's left is on the viewer's right.
    #[default]
    Front,
    /// Seen from behind: the person's left is on the viewer's left.
    Back,
}

/// Why a drawing could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrawingError {
    /// A path has no `id` or no `d`.
    #[error("a path of the body map has no `{0}`")]
    MissingAttribute(&'static str),
    /// A path named as no region is.
    #[error("the body map shows an {0}")]
    UnknownRegion(#[from] UnknownRegion),
    /// A path whose data cannot be read.
    #[error("the path `{id}` of the body map is malformed: {reason}")]
    MalformedPath {
        /// The id of the path.
        id: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A part that every figure needs.
    #[error("the body map lacks `{0}`")]
    MissingPart(String),
    /// The same id twice in one figure.
    #[error("the body map shows `{0}` twice")]
    DoublePart(String),
    /// A shape that cannot be filled.
    #[error(transparent)]
    Tessellation(#[from] TessellationFailed),
}

/// Both figures, ready to be painted at any size.
#[derive(Clone, Debug)]
pub struct Drawing {
    front: Figure,
    back: Figure,
    main_facing: BTreeMap<Region, Facing>,
}

/// One figure of the body, in drawing units: 500 wide, 1000 high, centred on x = 250.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The outline of the whole body.
    pub silhouette: Outline,
    /// How the silhouette is filled.
    pub silhouette_fill: Fill,
    /// Thin lines drawn above the regions.
    pub details: Vec<Detail>,
    /// The regions this figure shows.
    pub regions: BTreeMap<Region, Part>,
}

/// A thin line of the drawing, which can be neither tapped nor rated.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The region it lies on, if any.
    pub region: Option<Region>,
    /// How it is filled.
    pub fill: Fill,
}

/// A region's shape on a figure.
#[derive(Clone, Debug)]
pub struct Part {
    /// Where it is.
    pub outline: Outline,
    /// How it is filled.
    pub fill: Fill,
    /// The point that best stands for it, always inside.
    pub centre: Pos2,
}

impl Drawing {
    /// The drawing that comes with the program.
    pub fn embedded() -> Result<Self, DrawingError> {
        let front = include_str!("../../../assets/body/front.svg");
        let back = include_str!("../../../assets/body/back.svg");
        Self::parse(front, back)
    }

    /// Reads both figures; every region must show in at least one.
    pub fn parse(front: &str, back: &str) -> Result<Self, DrawingError> {
        let front = Figure::parse(front)?;
        let back = Figure::parse(back)?;
        let area = |figure: &Figure, region| figure.regions.get(&region).map_or(0.0, |part| part.outline.area());
        let mut main_facing = BTreeMap::new();
        for region in Region::all() {
            let (in_front, behind) = (area(&front, region), area(&back, region));
            if in_front == 0.0 && behind == 0.0 {
                return Err(DrawingError::MissingPart(region.id()));
            }
            main_facing.insert(region, if in_front >= behind { Facing::Front } else { Facing::Back });
        }
        Ok(Self { front, back, main_facing })
    }

    /// One of the two figures.
    pub fn figure(&self, facing: Facing) -> &Figure {
        match facing {
            Facing::Front => &self.front,
            Facing::Back => &self.back,
        }
    }

    /// The figure on which a region shows best: the one that gives it the larger area.
    pub fn main_facing(&self, region: Region) -> Facing {
        self.main_facing.get(&region).copied().unwrap_or(Facing::Front)
    }

    /// The region at a point of a figure, or else the nearest one within the radius (drawing units).
    pub fn region_at(&self, facing: Facing, point: Pos2, radius: f32) -> Option<Region> {
        let near = self.figure(facing).regions.iter().filter(|&(&region, part)| {
            is_target(facing, region) && part.outline.bounds().expand(radius).contains(point)
        });
        let mut best = None;
        let mut best_distance = radius;
        for (&region, part) in near {
            if part.outline.contains(point) {
                return Some(region);
            }
            let distance = part.outline.distance(point);
            if distance <= best_distance {
                (best, best_distance) = (Some(region), distance);
            }
        }
        best
    }

    /// A region's shape on its main figure.
    pub fn main_part(&self, region: Region) -> Option<&Part> {
        self.figure(self.main_facing(region)).regions.get(&region)
    }
}

impl Figure {
    /// The box that holds the silhouette of either figure, in drawing units.
    pub const BOUNDS: Rect = Rect { min: Pos2 { x: 45.0, y: 30.0 }, max: Pos2 { x: 455.0, y: 968.0 } };

    fn parse(svg: &str) -> Result<Self, DrawingError> {
        let mut silhouette = None;
        let mut detail = None;
        let mut regions = BTreeMap::new();
        for element in path_elements(svg) {
            let id = attribute(element, "id").ok_or(DrawingError::MissingAttribute("id"))?;
            let data = attribute(element, "d").ok_or(DrawingError::MissingAttribute("d"))?;
            let outline = flatten(id, data)?;
            let double = match id {
                "silhouette" => silhouette.replace(outline).is_some(),
                "detail" => detail.replace(outline).is_some(),
                _ => regions.insert(id.parse()?, Part::new(outline)?).is_some(),
            };
            if double {
                return Err(DrawingError::DoublePart(id.to_owned()));
            }
        }
        let missing = |id: &str| DrawingError::MissingPart(id.to_owned());
        let silhouette = silhouette.ok_or_else(|| missing("silhouette"))?;
        let details = detail.ok_or_else(|| missing("detail"))?;
        let details = details.rings().iter().map(|ring| Detail::new(ring, &regions)).collect::<Result<_, _>>()?;
        Ok(Self { silhouette_fill: Fill::new(&silhouette)?, silhouette, details, regions })
    }
}

impl Detail {
    fn new(ring: &[Pos2], regions: &BTreeMap<Region, Part>) -> Result<Self, TessellationFailed> {
        let outline = Outline::new([ring.to_vec()]);
        let middle = outline.bounds().center();
        let region = regions.iter().find(|(_, part)| part.outline.contains(middle)).map(|(&region, _)| region);
        Ok(Self { region, fill: Fill::new(&outline)? })
    }
}

impl Part {
    fn new(outline: Outline) -> Result<Self, TessellationFailed> {
        Ok(Self { fill: Fill::new(&outline)?, centre: outline.visual_centre(), outline })
    }
}

/// Whether a tap can mean this region here: the ankle strips of the back are too narrow to be meant.
fn is_target(facing: Facing, region: Region) -> bool {
    facing == Facing::Front || region.group() != Group::Ankle
}

/// The text of each `<path … />` element.
fn path_elements(svg: &str) -> impl Iterator<Item = &str> {
    svg.split("<path ").skip(1).map(|rest| rest.split_once("/>").map_or(rest, |(element, _)| element))
}

/// The value of `name="…"` in an element.
fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = element;
    while let Some((key, after)) = rest.split_once("=\"") {
        let (value, next) = after.split_once('"')?;
        if key.trim() == name {
            return Some(value);
        }
        rest = next;
    }
    None
}

/// Path data as polygons.
fn flatten(id: &str, data: &str) -> Result<Outline, DrawingError> {
    let path = BezPath::from_svg(data)
        .map_err(|error| DrawingError::MalformedPath { id: id.to_owned(), reason: error.to_string() })?;
    let mut rings: Vec<Vec<Pos2>> = Vec::new();
    kurbo::flatten(path, FLATNESS, |element| match element {
        PathEl::MoveTo(point) => rings.push(vec![to_pos(point)]),
        PathEl::LineTo(point) => {
            let point = to_pos(point);
            if let Some(ring) = rings.last_mut()
                && ring.last().is_none_or(|last| last.distance(point) > 1e-3)
            {
                ring.push(point);
            }
        }
        // The end of a ring needs no point of its own, and flattening leaves no curves.
        PathEl::ClosePath | PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
    for ring in &mut rings {
        // A path that draws its closing edge itself ends where it began.
        while ring.len() > 1 && ring.first().zip(ring.last()).is_some_and(|(a, b)| a.distance(*b) <= 1e-3) {
            ring.pop();
        }
    }
    Ok(Outline::new(rings))
}

fn to_pos(point: kurbo::Point) -> Pos2 {
    Pos2::new(point.x as f32, point.y as f32)
}

/// The drawing of the program, read once for all tests.
#[cfg(test)]
pub static EMBEDDED: std::sync::LazyLock<Drawing> =
    std::sync::LazyLock::new(|| Drawing::embedded().expect("the embedded drawing is whole"));

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use egui::pos2;

    use super::*;
    use crate::domain::{Side, View};

    #[test]
    fn every_region_shows_exactly_on_the_figures_its_view_names() {
        let drawing = &*EMBEDDED;
        let shown = |facing| drawing.figure(facing).regions.keys().copied().collect::<BTreeSet<Region>>();
        let (front, back) = (shown(Facing::Front), shown(Facing::Back));
        for region in Region::all() {
            let found = (front.contains(&region), back.contains(&region));
            let expected = match region.group().info().view {
                View::Front => (true, false),
                View::Back => (false, true),
                View::Both => (true, true),
            };
            assert_eq!(found, expected, "{region}");
        }
    }

    #[test]
    fn left_is_the_persons_own_left() {
        let drawing = &*EMBEDDED;
        for facing in [Facing::Front, Facing::Back] {
            for (region, part) in &drawing.figure(facing).regions {
                let on_viewers_right = match (facing, region.side()) {
                    (_, Side::Midline) => continue,
                    (Facing::Front, side) => side == Side::Left,
                    (Facing::Back, side) => side == Side::Right,
                };
                let bounds = part.outline.bounds();
                let found = if on_viewers_right { bounds.left() >= 250.0 } else { bounds.right() <= 250.0 };
                assert!(found, "{region} at {bounds} of the {facing:?}");
            }
        }
    }

    #[test]
    fn both_figures_lie_within_the_bounds_and_every_centre_within_its_region() {
        let drawing = &*EMBEDDED;
        for facing in [Facing::Front, Facing::Back] {
            let figure = drawing.figure(facing);
            let body = figure.silhouette.bounds();
            assert!(Figure::BOUNDS.contains_rect(body), "{body} of the {facing:?}");
            for (region, part) in &figure.regions {
                assert!(part.outline.contains(part.centre), "{region}");
                assert!(body.contains_rect(part.outline.bounds()), "{region} leaves the body");
            }
        }
    }

    #[test]
    fn a_tap_hits_the_region_under_it_or_the_nearest_within_reach() {
        let drawing = &*EMBEDDED;
        let check = |facing, x: f32, y: f32, radius: f32, expected: Option<&str>| {
            let found = drawing.region_at(facing, pos2(x, y), radius).map(Region::id);
            assert_eq!(found.as_deref(), expected, "{facing:?} {x}, {y}");
        };
        for region in Region::all() {
            let facing = drawing.main_facing(region);
            let centre = drawing.main_part(region).expect("every region is drawn").centre;
            assert_eq!(drawing.region_at(facing, centre, 0.0), Some(region));
        }
        // On the seam in the middle of the chest, a little to either side of it.
        check(Facing::Front, 249.6, 250.0, 0.0, None);
        check(Facing::Front, 249.6, 250.0, 10.0, Some("chest_right"));
        check(Facing::Front, 250.4, 250.0, 10.0, Some("chest_left"));
        // Between the feet and far from the body.
        check(Facing::Front, 250.0, 960.0, 10.0, None);
        check(Facing::Back, 480.0, 100.0, 15.0, None);
        // The head is no region.
        check(Facing::Front, 250.0, 70.0, 10.0, None);
    }

    #[test]
    fn the_ankle_strips_of_the_back_are_no_target() {
        let drawing = &*EMBEDDED;
        let ankle = "ankle_left".parse().expect("a known region");
        assert_eq!(drawing.main_facing(ankle), Facing::Front);
        let centre = drawing.figure(Facing::Back).regions[&ankle].centre;
        let found = drawing.region_at(Facing::Back, centre, 10.0);
        assert!(found.is_some_and(|region| region != ankle), "{found:?}");
    }

    #[test]
    fn a_broken_drawing_is_refused_with_the_name_of_what_is_wrong() {
        let whole = r#"<path id="silhouette" d="M0 0L9 0L9 9Z"/><path id="detail" d="M0 0L9 0L9 9Z"/>"#;
        let check = |extra: &str, expected: &str| {
            let error = Drawing::parse(&format!("{whole}{extra}"), whole).expect_err("something is wrong");
            assert_eq!(error.to_string(), expected);
        };
        check("", "the body map lacks `neck_front_left`");
        check(r#"<path id="tail" d="M0 0L9 0L9 9Z"/>"#, "the body map shows an unknown region `tail`");
        check(r#"<path id="abs"/>"#, "a path of the body map has no `d`");
        check(r#"<path id="detail" d="M0 0L9 0L9 9Z"/>"#, "the body map shows `detail` twice");
        check(
            r#"<path id="abs" d="M0 0L9 zero"/>"#,
            "the path `abs` of the body map is malformed: Unable to parse a number",
        );
    }
}
