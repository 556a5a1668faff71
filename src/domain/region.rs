//! The tappable parts of the body: 38 groups, 35 of them sided, so 73 regions in 12 zones.
//!
//! Left and right are always the person's own. The front view therefore shows the left on the viewer's right.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// The side of the person's own body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Side {
    /// The person's left.
    Left,
    /// The person's right.
    Right,
    /// On the midline.
    Midline,
}

impl Side {
    /// All sides.
    pub const ALL: [Self; 3] = [Self::Left, Self::Right, Self::Midline];

    /// The other side; the midline is its own.
    pub fn opposite(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
            Self::Midline => Self::Midline,
        }
    }

    /// "left", "right", or nothing for the midline.
    pub fn word(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Midline => "",
        }
    }
}

/// One tappable part of the body.
///
/// ```
/// use supple::domain::{Group, Region, Side};
///
/// let region: Region = "hamstrings_left".parse().expect("a known region");
/// assert_eq!(region.group(), Group::Hamstrings);
/// assert_eq!(region.side(), Side::Left);
/// assert_eq!(region.label(), "your left hamstrings");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region {
    group: Group,
    side: Side,
}

/// A region id that is none of the 73.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown region `{0}`")]
pub struct UnknownRegion(pub String);

impl Region {
    /// How many regions there are.
    pub const COUNT: usize = 73;

    /// The region of a group on a side; `None` where the group has no such side.
    pub fn new(group: Group, side: Side) -> Option<Self> {
        let on_midline = side == Side::Midline;
        (group.info().sided != on_midline).then_some(Self { group, side })
    }

    /// All regions, from head to foot, left before right.
    pub fn all() -> impl Iterator<Item = Self> {
        Group::ALL.into_iter().flat_map(Group::regions)
    }

    /// The group.
    pub fn group(self) -> Group {
        self.group
    }

    /// The person's side.
    pub fn side(self) -> Side {
        self.side
    }

    /// The zone.
    pub fn zone(self) -> Zone {
        self.group.info().zone
    }

    /// The most pressure this region may ever receive.
    pub fn pressure(self) -> PressureClass {
        self.group.info().pressure
    }

    /// The same group on the other side.
    pub fn mirrored(self) -> Self {
        Self { group: self.group, side: self.side.opposite() }
    }

    /// Adjoining regions: on the same side, on either side for the midline, and across where a functional line crosses.
    pub fn neighbours(self) -> Vec<Self> {
        let info = self.group.info();
        let near = info.neighbours.iter().flat_map(|group| {
            group
                .regions()
                .filter(|region| self.side == Side::Midline || region.side == self.side || region.side == Side::Midline)
        });
        let across = info.opposite_neighbours.iter().filter_map(|&group| Self::new(group, self.side.opposite()));
        near.chain(across).collect()
    }

    /// The id in files, e.g. `hamstrings_left`.
    pub fn id(self) -> String {
        match self.side {
            Side::Midline => self.group.info().id.to_owned(),
            side => format!("{}_{}", self.group.info().id, side.word()),
        }
    }

    /// The name with its side, e.g. "left hamstrings".
    pub fn name(self) -> String {
        match self.side {
            Side::Midline => self.group.name().to_owned(),
            side => format!("{} {}", side.word(), self.group.name()),
        }
    }

    /// The name as said to the person, e.g. "your left hamstrings".
    pub fn label(self) -> String {
        format!("your {}", self.name())
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id())
    }
}

impl FromStr for Region {
    type Err = UnknownRegion;

    fn from_str(id: &str) -> Result<Self, Self::Err> {
        let (stem, side) = match id.rsplit_once('_') {
            Some((stem, "left")) => (stem, Side::Left),
            Some((stem, "right")) => (stem, Side::Right),
            _ => (id, Side::Midline),
        };
        let group = Group::ALL.into_iter().find(|group| group.info().id == stem);
        group.and_then(|group| Self::new(group, side)).ok_or_else(|| UnknownRegion(id.to_owned()))
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        id.parse().map_err(serde::de::Error::custom)
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
        let id = String::deserialize(deserializer)?;
        id.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_73_regions_in_38_groups_and_every_id_parses_back() {
        let regions: Vec<Region> = Region::all().collect();
        assert_eq!(regions.len(), Region::COUNT);
        assert_eq!(Group::ALL.iter().filter(|group| group.info().sided).count(), 35);
        let ids: BTreeSet<String> = regions.iter().map(|region| region.id()).collect();
        assert_eq!(ids.len(), Region::COUNT);
        for region in regions {
            assert_eq!(region.id().parse(), Ok(region));
        }
    }

    #[test]
    fn a_row_of_the_table_stands_at_its_own_group() {
        for (index, group) in Group::ALL.into_iter().enumerate() {
            assert_eq!(group as usize, index);
            let camel: String = group.info().id.split('_').flat_map(capitalised).collect();
            assert_eq!(format!("{group:?}"), camel);
        }
    }

    fn capitalised(word: &str) -> Vec<char> {
        let mut chars = word.chars();
        chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
    }

    #[test]
    fn an_unknown_id_or_a_side_that_does_not_exist_is_refused_by_name() {
        for id in ["", "hamstring_left", "hamstrings", "sacrum_left", "hamstrings_midline", "Hamstrings_left"] {
            assert_eq!(id.parse::<Region>(), Err(UnknownRegion(id.to_owned())));
        }
    }

    #[test]
    fn neighbours_keep_to_the_side_and_cross_only_along_the_functional_line() {
        let check = |id: &str, expected: &[&str]| {
            let region: Region = id.parse().expect("a known region");
            let mut found: Vec<String> = region.neighbours().into_iter().map(Region::id).collect();
            found.sort();
            assert_eq!(found, expected, "{id}");
        };
        check("hamstrings_left", &["adductors_left", "calf_left", "glute_max_left"]);
        check("lats_right", &["glute_max_left", "low_back_right", "obliques_right", "rotator_cuff_right"]);
        check("sacrum", &["glute_max_left", "glute_max_right", "low_back_left", "low_back_right"]);
        check("mid_back_left", &["lats_left", "rotator_cuff_left", "thoracic_spine", "upper_traps_left"]);
    }
}
