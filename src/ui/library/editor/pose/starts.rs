//! What a composed figure begins with: a plain position, or a built-in figure.

use crate::domain::Work;
use crate::domain::figure::{Camera, Ease, Figure, Ground, Repeat};
use crate::pose::{self, handles};

/// What composing begins with.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) enum Start {
    Standing,
    Sitting,
    Lying,
    Kneeling,
    AllFours,
    /// As this built-in one.
    Like(Work),
}

/// The plain positions, with their words.
pub(super) const POSITIONS: [(Start, &str); 5] = [
    (Start::Standing, "Standing"),
    (Start::Sitting, "Sitting"),
    (Start::Lying, "Lying on the back"),
    (Start::Kneeling, "Kneeling"),
    (Start::AllFours, "On all fours"),
];

/// One pose for each plain position, by its name.
const TEXT: &str = include_str!("starts.ron");

/// The figure to begin with: two poses alike, which the person then makes different.
pub(super) fn figure_of(start: &Start) -> Figure {
    let id = match start {
        Start::Standing => "standing",
        Start::Sitting => "sitting",
        Start::Lying => "lying",
        Start::Kneeling => "kneeling",
        Start::AllFours => "all_fours",
        Start::Like(work) => return pose::figure(work.id()).cloned().unwrap_or_else(empty),
    };
    let mut figure = pose::parse(TEXT).ok().and_then(|mut all| all.remove(id)).unwrap_or_else(empty);
    handles::add_pose(&mut figure, 0);
    figure.bounds = handles::bounds(&figure);
    figure
}

/// A figure without a pose: nothing is drawn of it.
fn empty() -> Figure {
    Figure {
        view: Camera { yaw: 0.0, elevation: 0.0 },
        bounds: [-0.5, -0.1, 1.0, 1.2],
        repeat: Repeat::PingPong,
        ease: Ease::InOut,
        highlight: Vec::new(),
        keys: Vec::new(),
        props: Vec::new(),
        arrows: Vec::new(),
        marks: Vec::new(),
        breath: (0.012, 4.0),
        ground: Ground::Line,
        order: std::collections::BTreeMap::new(),
        slides: Vec::new(),
        gap: 0.0125,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_start_has_two_poses_that_a_body_can_take() {
        let mut faults: Vec<String> = Vec::new();
        for (start, name) in &POSITIONS {
            let figure = figure_of(start);
            assert_eq!((figure.keys.len(), figure.unsound()), (2, None), "{name}");
            assert_eq!(handles::unreached(&figure, 0), [], "{name}");
            faults.extend(pose::faults(&figure).iter().map(|fault| format!("{name}: {fault}")));
        }
        assert_eq!(faults, Vec::<String>::new());
    }
}
