//! What a body cannot do is found.

use supple::domain::figure::{Frame, Goal, Joint, Key, LimbName, LimbSide, Repeat};
use supple::pose::{Fault, Figure, faults, figure};

/// Standing with the knees a little bent, the feet planted.
fn standing() -> Figure {
    let mut standing = figure("d01").expect("d01 is built in").clone();
    standing.keys.truncate(2);
    let first = standing.keys[0].clone();
    standing.keys[1] = Key { pelvis: [0.0, 0.50, 0.0], ..first };
    standing
}

/// With the left foot in the floor.
fn sink(figure: &mut Figure) {
    for key in &mut figure.keys {
        key.pelvis[1] = 0.49;
        key.leg_l.to = Goal::At(0.0, 0.02, -0.055);
    }
}

fn found(change: impl FnOnce(&mut Figure)) -> Vec<Fault> {
    let mut figure = standing();
    change(&mut figure);
    let mut found: Vec<Fault> = faults(&figure).into_iter().map(|fault| fault.fault).collect();
    found.dedup();
    found
}

#[test]
fn a_fault_of_each_kind_is_found_and_nothing_else() {
    let own_elbow = Frame::Joint(Joint::Elbow, LimbSide::L);
    assert_eq!(found(|_| ()), []);
    assert_eq!(found(|figure| figure.keys[1].pelvis[0] = f32::NAN), [Fault::Placeless]);
    assert_eq!(found(|figure| figure.keys[0].arm_l.rel = own_elbow), [Fault::Circular]);
    assert_eq!(found(sink), [Fault::Sinks]);
    assert_eq!(found(|figure| figure.keys[1].pelvis[1] = 0.55), [Fault::Slides]);
    assert_eq!(found(|figure| figure.keys[1].pelvis_rot[2] = 900.0), [Fault::Rushes]);
    let switched = |figure: &mut Figure| (figure.keys[1].travel, figure.repeat) = (0.0, Repeat::Cyclic);
    assert_eq!(found(switched), [Fault::Rushes, Fault::Jumps]);
}

#[test]
fn what_slides_on_purpose_is_no_fault() {
    let slide = |figure: &mut Figure| figure.keys[1].pelvis[1] = 0.55;
    assert_eq!(found(slide), [Fault::Slides]);
    assert_eq!(
        found(|figure| {
            slide(figure);
            figure.slides = vec![LimbName::LegR, LimbName::LegL];
        }),
        []
    );
}

#[test]
fn a_fault_says_which_part_is_wrong_and_when() {
    let mut figure = standing();
    sink(&mut figure);
    let said: Vec<String> = faults(&figure).iter().map(ToString::to_string).collect();
    assert!(matches!(&said[..], [only] if only.starts_with("the left foot is 0.022 below the floor at ")), "{said:?}");
}
