//! The 38 groups of which the body map is made, their zones, and the kinds of their facts.

use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ids::from_text;
use super::region::{Region, Side, UnknownRegion};
use super::region_table::GROUPS;

/// A muscle group or joint, without its side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Group {
    /// Front of the neck: sternocleidomastoid, scalenes.
    NeckFront,
    /// Back of the neck: suboccipitals, cervical extensors.
    NeckBack,
    /// Upper trapezius: upper trapezius, levator scapulae.
    UpperTraps,
    /// Front of the shoulder: anterior and lateral deltoid.
    ShoulderFront,
    /// Back of the shoulder: posterior deltoid.
    ShoulderRear,
    /// Shoulder blade: infraspinatus, teres minor and major.
    RotatorCuff,
    /// Chest: pectoralis major and minor.
    Chest,
    /// Between the shoulder blades: rhomboids, middle and lower trapezius.
    MidBack,
    /// Upper and middle spine: thoracic spine and ribs.
    ThoracicSpine,
    /// Latissimus: latissimus dorsi, teres major.
    Lats,
    /// Lower back: lumbar erectors, quadratus lumborum.
    LowBack,
    /// Sacrum: sacrum, sacroiliac joints.
    Sacrum,
    /// Abdomen: rectus abdominis.
    Abs,
    /// Side of the trunk: obliques, serratus anterior.
    Obliques,
    /// Front of the upper arm: biceps, brachialis.
    Biceps,
    /// Back of the upper arm: triceps.
    Triceps,
    /// Elbow: elbow joint, epicondyles.
    Elbow,
    /// Inside of the forearm: wrist and finger flexors.
    ForearmFlexors,
    /// Outside of the forearm: wrist and finger extensors.
    ForearmExtensors,
    /// Wrist and hand: wrist joint, palm, fingers.
    Hand,
    /// Front of the hip: iliopsoas, rectus femoris origin.
    HipFlexors,
    /// Outer front of the hip: tensor fasciae latae.
    Tfl,
    /// Upper outer buttock: gluteus medius and minimus.
    GluteMed,
    /// Buttock: gluteus maximus, deep rotators.
    GluteMax,
    /// Inner thigh: adductors, gracilis.
    Adductors,
    /// Front of the thigh: quadriceps.
    Quads,
    /// Outer thigh: iliotibial band, vastus lateralis.
    ItBand,
    /// Back of the thigh: biceps femoris, semitendinosus, semimembranosus.
    Hamstrings,
    /// Front of the knee: patella, tendon, joint line.
    KneeFront,
    /// Back of the knee: popliteal fossa.
    KneeBack,
    /// Shin: tibialis anterior.
    Shin,
    /// Outer lower leg: fibularis longus and brevis.
    OuterShin,
    /// Calf: gastrocnemius.
    Calf,
    /// Lower calf: soleus.
    Soleus,
    /// Achilles tendon: calcaneal tendon.
    Achilles,
    /// Ankle: talocrural and subtalar joints.
    Ankle,
    /// Top of the foot: toe extensors.
    FootTop,
    /// Sole of the foot: plantar fascia, intrinsic muscles.
    FootSole,
}

/// One of twelve groups of regions, for filters, doses and keyboard jumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Zone {
    Neck,
    Shoulder,
    Chest,
    Back,
    Core,
    Arm,
    Forearm,
    Hip,
    Thigh,
    Knee,
    LowerLeg,
    Foot,
}

impl Zone {
    /// All zones, from head to foot.
    pub const ALL: [Self; 12] = [
        Self::Neck,
        Self::Shoulder,
        Self::Chest,
        Self::Back,
        Self::Core,
        Self::Arm,
        Self::Forearm,
        Self::Hip,
        Self::Thigh,
        Self::Knee,
        Self::LowerLeg,
        Self::Foot,
    ];

    /// The word on screen, in lower case.
    pub fn label(self) -> &'static str {
        match self {
            Self::Neck => "neck",
            Self::Shoulder => "shoulder",
            Self::Chest => "chest",
            Self::Back => "back",
            Self::Core => "core",
            Self::Arm => "arm",
            Self::Forearm => "forearm",
            Self::Hip => "hip",
            Self::Thigh => "thigh",
            Self::Knee => "knee",
            Self::LowerLeg => "lower leg",
            Self::Foot => "foot",
        }
    }
}

/// The drawings on which a region shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Only from the front.
    Front,
    /// Only from behind.
    Back,
    /// On both drawings, under the same id.
    Both,
}

/// Whether a region is mostly muscle or mostly joint, tendon and bone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TissueKind {
    /// Muscle: takes soft-tissue work where its [`PressureClass`] allows it.
    Muscle,
    /// Joint, tendon or bone: moved, never pressed.
    Joint,
}

/// How much pressure a region may ever receive, whatever else is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PressureClass {
    /// Drills only.
    Never,
    /// At most 3 of 10, by hand, soft ball or lying rest.
    Gentle,
    /// At most 5 of 10.
    Full,
}

impl PressureClass {
    /// The highest pressure target, 0–10, or `None` where no pressure is allowed.
    pub fn ceiling(self) -> Option<u8> {
        match self {
            Self::Never => None,
            Self::Gentle => Some(3),
            Self::Full => Some(5),
        }
    }
}

/// The facts of one [`Group`]. They are part of the program, so that every id resolves at compile time.
#[derive(Clone, Copy, Debug)]
pub struct GroupInfo {
    /// The stem of the region ids, e.g. `hamstrings`.
    pub id: &'static str,
    /// The field's usual name, lower case, without the side, e.g. "hamstrings".
    pub name: &'static str,
    /// Plain words for the place, lower case, e.g. "back of the thigh".
    pub label: &'static str,
    /// The structures meant, in the field's terms.
    pub anatomy: &'static str,
    /// The zone that holds it.
    pub zone: Zone,
    /// The drawings that show it.
    pub view: View,
    /// Whether there is a left and a right one.
    pub sided: bool,
    /// Muscle or joint.
    pub kind: TissueKind,
    /// The most pressure it may receive.
    pub pressure: PressureClass,
    /// What to keep clear of, in words; empty where nothing needs saying.
    pub pressure_note: &'static str,
    /// Groups that adjoin it on the same side.
    pub neighbours: &'static [Group],
    /// Groups linked to it across the midline (the posterior functional line).
    pub opposite_neighbours: &'static [Group],
}

impl Group {
    /// How many groups there are.
    pub const COUNT: usize = 38;

    /// All groups, from head to foot.
    pub const ALL: [Self; Self::COUNT] = [
        Self::NeckFront,
        Self::NeckBack,
        Self::UpperTraps,
        Self::ShoulderFront,
        Self::ShoulderRear,
        Self::RotatorCuff,
        Self::Chest,
        Self::MidBack,
        Self::ThoracicSpine,
        Self::Lats,
        Self::LowBack,
        Self::Sacrum,
        Self::Abs,
        Self::Obliques,
        Self::Biceps,
        Self::Triceps,
        Self::Elbow,
        Self::ForearmFlexors,
        Self::ForearmExtensors,
        Self::Hand,
        Self::HipFlexors,
        Self::Tfl,
        Self::GluteMed,
        Self::GluteMax,
        Self::Adductors,
        Self::Quads,
        Self::ItBand,
        Self::Hamstrings,
        Self::KneeFront,
        Self::KneeBack,
        Self::Shin,
        Self::OuterShin,
        Self::Calf,
        Self::Soleus,
        Self::Achilles,
        Self::Ankle,
        Self::FootTop,
        Self::FootSole,
    ];

    /// The facts of this group.
    pub fn info(self) -> &'static GroupInfo {
        &GROUPS[self as usize]
    }

    /// The usual name without the side, e.g. "hamstrings".
    pub fn name(self) -> &'static str {
        self.info().name
    }

    /// The regions of this group: left and right, or the one on the midline.
    pub fn regions(self) -> impl Iterator<Item = Region> {
        Side::ALL.into_iter().filter_map(move |side| Region::new(self, side))
    }
}

impl FromStr for Group {
    type Err = UnknownRegion;

    fn from_str(id: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|group| group.info().id == id).ok_or_else(|| UnknownRegion(id.to_owned()))
    }
}

impl Serialize for Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.info().id)
    }
}

impl<'de> Deserialize<'de> for Group {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, "the id of a group", str::parse)
    }
}
