//! The things a drill or technique may need, and whether they are at hand.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A thing a drill or technique may need. The floor and a doorway are everywhere and are not tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tool {
    /// Foam roller.
    Roller,
    /// Massage or lacrosse ball.
    Ball,
    /// Long elastic band or loop; also serves as a strap.
    Band,
    /// A free stretch of wall, post or door frame.
    Wall,
    /// Dowel, broomstick or stick roller.
    Stick,
    /// Percussive massage device.
    Percussion,
    /// Bench, chair or couch of about knee height.
    Bench,
    /// Step, stair or weight plate under the forefoot.
    Step,
    /// Pull-up bar.
    Bar,
}

impl Tool {
    /// All tools, the commonest first.
    pub const ALL: [Self; 9] = [
        Self::Roller,
        Self::Ball,
        Self::Band,
        Self::Wall,
        Self::Stick,
        Self::Percussion,
        Self::Bench,
        Self::Step,
        Self::Bar,
    ];

    /// The word on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Roller => "Roller",
            Self::Ball => "Ball",
            Self::Band => "Band",
            Self::Wall => "Wall",
            Self::Stick => "Stick",
            Self::Percussion => "Percussion",
            Self::Bench => "Bench",
            Self::Step => "Step",
            Self::Bar => "Bar",
        }
    }
}

/// What must be at hand: each inner list is met by any one of its tools. Empty: nothing is needed.
///
/// `[[Roller, Stick]]` is a roller or a stick; `[[Ball], [Wall]]` is a ball and a wall.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ToolNeed(pub Vec<Vec<Tool>>);

impl ToolNeed {
    /// Whether the tools at hand suffice.
    pub fn is_met_by(&self, at_hand: &BTreeSet<Tool>) -> bool {
        self.first_missing(at_hand).is_none()
    }

    /// The first unmet choice of tools, for "needs a roller or stick".
    pub fn first_missing(&self, at_hand: &BTreeSet<Tool>) -> Option<&[Tool]> {
        self.0.iter().find(|choice| !choice.iter().any(|tool| at_hand.contains(tool))).map(Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_is_met_by_one_tool_of_each_choice() {
        let check = |need: &[&[Tool]], at_hand: &[Tool], missing: Option<&[Tool]>| {
            let need = ToolNeed(need.iter().map(|choice| choice.to_vec()).collect());
            let at_hand = at_hand.iter().copied().collect();
            assert_eq!(need.first_missing(&at_hand), missing);
        };
        check(&[], &[], None);
        check(&[&[Tool::Roller, Tool::Stick]], &[Tool::Stick], None);
        check(&[&[Tool::Ball], &[Tool::Wall]], &[Tool::Ball], Some(&[Tool::Wall]));
        check(&[&[Tool::Ball]], &[], Some(&[Tool::Ball]));
    }
}
