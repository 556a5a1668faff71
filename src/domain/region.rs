//! The 73 tappable parts of the body: a [`Group`] on a side.
//!
//! Left and right are always the person's own. The front view therefore shows the left on the viewer's right.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::group::{Group, PressureClass, Zone};
use super::ids::from_text;

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

    /// The name with its side, e.g. "left hamstrings" or "front of the right shoulder".
    pub fn name(self) -> String {
        // There is a right shoulder, but no right neck.
        let of_paired = self.group.name().split_once(" of the ").filter(|(_, whole)| *whole != "neck");
        match (self.side, of_paired) {
            (Side::Midline, _) => self.group.name().to_owned(),
            (side, None) => format!("{} {}", side.word(), self.group.name()),
            (side, Some((part, whole))) => format!("{part} of the {} {whole}", side.word()),
        }
    }

    /// The name as said to the person, e.g. "your left hamstrings" or "the front of your right shoulder".
    pub fn label(self) -> String {
        let name = self.name();
        match name.split_once(" of the ").filter(|(_, whole)| *whole != "neck") {
            None => format!("your {name}"),
            Some((part, whole)) => format!("the {part} of your {whole}"),
        }
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
        static BY_ID: LazyLock<HashMap<String, Region>> =
            LazyLock::new(|| Region::all().map(|region| (region.id(), region)).collect());
        BY_ID.get(id).copied().ok_or_else(|| UnknownRegion(id.to_owned()))
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, "the id of a region", str::parse)
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
    fn a_region_is_named_as_people_say_it() {
        let check = |id: &str, name: &str, label: &str| {
            let region: Region = id.parse().expect("a known region");
            assert_eq!((region.name().as_str(), region.label().as_str()), (name, label));
        };
        check("hamstrings_left", "left hamstrings", "your left hamstrings");
        check("shoulder_front_right", "front of the right shoulder", "the front of your right shoulder");
        check("foot_sole_left", "sole of the left foot", "the sole of your left foot");
        check("neck_front_left", "left front of the neck", "your left front of the neck");
        check("thoracic_spine", "thoracic spine", "your thoracic spine");
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
