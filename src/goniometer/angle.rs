//! Angles between points of a photo.

/// A point of a photo, in pixels from its upper left corner, x to the right and y down.
pub type Point = (f64, f64);

/// How an angle is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Between the lines from the middle point to the other two: 0–180°.
    #[default]
    ThreePoints,
    /// Between the line through two points and the vertical of the photo: 0–90°. The camera must not be tilted.
    Vertical,
}

impl Method {
    /// Both methods.
    pub const ALL: [Self; 2] = [Self::ThreePoints, Self::Vertical];

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::ThreePoints => "three points",
            Self::Vertical => "two and the vertical",
        }
    }

    /// How many points it needs.
    pub fn points(self) -> usize {
        match self {
            Self::ThreePoints => 3,
            Self::Vertical => 2,
        }
    }
}

/// The angle in degrees, rounded to 0.1: of three points with the vertex in the middle, or of two and the vertical. `None`
/// with any other number of points, and where two that make a line are the same.
pub fn reading(points: &[Point]) -> Option<f64> {
    let degrees = match *points {
        [from, vertex, to] => between(minus(from, vertex)?, minus(to, vertex)?),
        [from, to] => {
            let to_vertical = between(minus(to, from)?, (0.0, -1.0));
            to_vertical.min(180.0 - to_vertical)
        }
        _ => return None,
    };
    Some((degrees * 10.0).round() / 10.0)
}

/// The way from one point to another, if they differ.
fn minus(to: Point, from: Point) -> Option<Point> {
    let way = (to.0 - from.0, to.1 - from.1);
    (way.0.hypot(way.1) > 0.0).then_some(way)
}

/// The angle between two directions, in degrees. The tangent is exact also where they are nearly parallel, where the
/// cosine loses half of its digits.
fn between(one: Point, other: Point) -> f64 {
    let cross = one.0 * other.1 - one.1 * other.0;
    let dot = one.0 * other.0 + one.1 * other.1;
    cross.abs().atan2(dot).to_degrees()
}
