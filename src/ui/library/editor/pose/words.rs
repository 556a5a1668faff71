//! The words of the pose editor.

use crate::domain::Group;
use crate::domain::figure::{LimbName, Part};
use crate::pose::handles::{Handle, Plane};

/// The parts of the body that can be lit.
pub(super) const PARTS: [(Part, &str); 30] = [
    (Part::Neck, "neck"),
    (Part::UpperTrap, "upper trapezius"),
    (Part::ShoulderFront, "front of the shoulder"),
    (Part::ShoulderRear, "back of the shoulder"),
    (Part::Rhomboid, "between the shoulder blades"),
    (Part::ThoracicSpine, "upper back"),
    (Part::Lat, "latissimus"),
    (Part::Pec, "chest"),
    (Part::Biceps, "front of the upper arm"),
    (Part::Triceps, "back of the upper arm"),
    (Part::ForearmFlexors, "inside of the forearm"),
    (Part::ForearmExtensors, "outside of the forearm"),
    (Part::Wrist, "wrist"),
    (Part::Abs, "abdomen"),
    (Part::Obliques, "side of the trunk"),
    (Part::LowBack, "lower back"),
    (Part::Glute, "buttock"),
    (Part::HipRotators, "deep hip"),
    (Part::HipFlexor, "front of the hip"),
    (Part::Tfl, "outer hip"),
    (Part::Adductor, "inner thigh"),
    (Part::Quad, "front of the thigh"),
    (Part::OuterThigh, "outer thigh"),
    (Part::Hamstring, "back of the thigh"),
    (Part::Knee, "knee"),
    (Part::Shin, "shin"),
    (Part::Calf, "calf"),
    (Part::Soleus, "lower calf"),
    (Part::Ankle, "ankle"),
    (Part::Foot, "foot"),
];

/// Whether a part is one of the midline, lit as a whole.
pub(super) fn is_midline(part: Part) -> bool {
    matches!(part, Part::Neck | Part::ThoracicSpine | Part::LowBack | Part::Abs)
}

/// The part that shows a group.
pub(super) fn part_of(group: Group) -> Part {
    match group {
        Group::NeckFront | Group::NeckBack => Part::Neck,
        Group::UpperTraps => Part::UpperTrap,
        Group::ShoulderFront => Part::ShoulderFront,
        Group::ShoulderRear | Group::RotatorCuff => Part::ShoulderRear,
        Group::Chest => Part::Pec,
        Group::MidBack => Part::Rhomboid,
        Group::ThoracicSpine => Part::ThoracicSpine,
        Group::Lats => Part::Lat,
        Group::LowBack | Group::Sacrum => Part::LowBack,
        Group::Abs => Part::Abs,
        Group::Obliques => Part::Obliques,
        Group::Biceps => Part::Biceps,
        Group::Triceps | Group::Elbow => Part::Triceps,
        Group::ForearmFlexors => Part::ForearmFlexors,
        Group::ForearmExtensors => Part::ForearmExtensors,
        Group::Hand => Part::Wrist,
        Group::HipFlexors => Part::HipFlexor,
        Group::Tfl => Part::Tfl,
        Group::GluteMed => Part::HipRotators,
        Group::GluteMax => Part::Glute,
        Group::Adductors => Part::Adductor,
        Group::Quads => Part::Quad,
        Group::ItBand => Part::OuterThigh,
        Group::Hamstrings => Part::Hamstring,
        Group::KneeFront | Group::KneeBack => Part::Knee,
        Group::Shin | Group::OuterShin => Part::Shin,
        Group::Calf => Part::Calf,
        Group::Soleus | Group::Achilles => Part::Soleus,
        Group::Ankle => Part::Ankle,
        Group::FootTop | Group::FootSole => Part::Foot,
    }
}

/// What a handle is called.
pub(super) fn handle_name(handle: Handle) -> &'static str {
    match handle {
        Handle::Pelvis => "hips",
        Handle::Chest => "chest",
        Handle::Head => "head",
        Handle::Limb(LimbName::ArmR) => "right hand",
        Handle::Limb(LimbName::ArmL) => "left hand",
        Handle::Limb(LimbName::LegR) => "right foot",
        Handle::Limb(LimbName::LegL) => "left foot",
    }
}

/// From where a plane is seen.
pub(super) fn plane_name(plane: Plane) -> &'static str {
    match plane {
        Plane::Side => "from the side",
        Plane::Front => "from the front",
    }
}
