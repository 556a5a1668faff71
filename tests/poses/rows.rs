//! `tests/golden/joints.txt`: where the joints of each figure are at three moments of its loop.

use std::fmt;

use glam::Vec3;
use supple::pose::{Figure, SolvedLimb, period, solve};

/// The shares of a figure's period that it has a row for.
const SHARES: [f32; 3] = [0.0, 0.37, 0.71];
/// Joints nearer to each other agree, in body heights; so do moments, in seconds.
const TOLERANCE: f32 = 0.001;

/// The joints of one figure at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub id: String,
    /// Seconds from the beginning of the loop.
    pub secs: f32,
    /// In the order of the file's columns.
    pub joints: Vec<Vec3>,
}

impl Row {
    /// The row of a figure as it is solved now.
    pub fn solved(id: &str, figure: &Figure, secs: f32) -> Self {
        let body = solve(figure, secs);
        let [leg_r, leg_l, arm_r, arm_l] = body.limbs;
        let leg = |leg: SolvedLimb| [leg.root, leg.mid, leg.end, leg.foot().toe_end];
        let arm = |arm: SolvedLimb| [arm.root, arm.mid, arm.end, arm.finger_end()];
        let joints = [&[body.head.at, body.chest.at][..], &leg(leg_r), &leg(leg_l), &arm(arm_r), &arm(arm_l)].concat();
        Self { id: id.to_owned(), secs, joints }
    }

    /// All rows of a figure, made anew.
    pub fn all_of(id: &str, figure: &Figure) -> [Self; 3] {
        SHARES.map(|share| Self::solved(id, figure, round(share * period(figure))))
    }

    /// The columns in which it differs from another, each by how much; none if they agree. A joint that only one of them
    /// has, and another moment, differ by infinity.
    pub fn differences(&self, other: &Self) -> Vec<(usize, f32)> {
        let is_alike = (self.secs - other.secs).abs() <= TOLERANCE && self.joints.len() == other.joints.len();
        let distance = |(a, b): (&Vec3, &Vec3)| if is_alike { a.distance(*b) } else { f32::INFINITY };
        let distances = self.joints.iter().zip(&other.joints).map(distance).enumerate();
        distances.filter(|(_, distance)| distance.is_nan() || *distance > TOLERANCE).collect()
    }

    /// Reads one line; none of a comment, an empty line or one that is not as it should be.
    pub fn read(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let id = words.next().filter(|word| !word.starts_with('#'))?.to_owned();
        let secs = words.next()?.parse().ok()?;
        let point = |word: &str| {
            let numbers: Vec<f32> = word.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
            <[f32; 3]>::try_from(numbers).ok().map(Vec3::from)
        };
        Some(Self { id, secs, joints: words.map(point).collect::<Option<_>>()? })
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:.4}", self.id, self.secs)?;
        self.joints.iter().try_for_each(|joint| {
            let Vec3 { x, y, z } = joint.map(round);
            write!(f, " {x:.4},{y:.4},{z:.4}")
        })
    }
}

/// To the four places that the file has; never "-0".
fn round(number: f32) -> f32 {
    (number * 1e4).round() / 1e4 + 0.0
}
