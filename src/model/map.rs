//! What can be asked of the body map as a whole, or of several of its regions at once.

use std::collections::BTreeSet;

use crate::domain::{Rating, Region, Scale};

/// An answer for several regions; each is one change that one undo takes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MapCommand {
    /// Chooses what a drag over the map paints.
    ChooseBrush(Scale, Rating),
    /// Rates regions alike, or takes these ratings away.
    Rate(BTreeSet<Region>, Scale, Option<Rating>),
    /// Takes the ratings of regions away; what is wrong there stays.
    Clear(BTreeSet<Region>),
    /// Gives the other side the ratings of this one.
    CopyAcross(Region),
    /// Exchanges the ratings of left and right, of one region or of the whole body.
    SwapSides(Option<Region>),
    /// Says that nothing is sore or stiff where something was, today or at the check-in before.
    AllClear,
    /// Takes all ratings of today away.
    ClearAll,
}

impl MapCommand {
    /// What it does, in a few words.
    pub fn title(&self) -> String {
        match self {
            Self::ChooseBrush(scale, rating) => format!("Paint {} {rating}", scale.word()),
            Self::Rate(regions, scale, Some(rating)) => format!("{} of {}: {rating}", scale.label(), names(regions)),
            Self::Rate(regions, scale, None) => format!("No {} for {}", scale.word(), names(regions)),
            Self::Clear(regions) => format!("Clear {}", names(regions)),
            Self::CopyAcross(region) => format!("Copy {} to the other side", region.label()),
            Self::SwapSides(Some(region)) => format!("Swap the sides of {}", region.label()),
            Self::SwapSides(None) => "Swap left and right on the map".to_owned(),
            Self::AllClear => "All clear: nothing is sore or stiff".to_owned(),
            Self::ClearAll => "Take all ratings of today away".to_owned(),
        }
    }
}

fn names(regions: &BTreeSet<Region>) -> String {
    match regions.first() {
        Some(region) if regions.len() == 1 => region.label(),
        _ => format!("{} regions", regions.len()),
    }
}
