//! What each entry asks of the body agrees with what else the files say of it.

use std::collections::BTreeSet;

use super::catalog;
use crate::catalog::DrillKind;
use crate::domain::{Group, Hazard, Tool, ToolNeed};

/// What is said of one drill or technique, for both alike.
struct Entry {
    id: String,
    hazards: BTreeSet<Hazard>,
    needs: ToolNeed,
    cue: String,
    caution: String,
    groups: Vec<Group>,
}

impl Entry {
    fn asks(&self, hazard: Hazard) -> bool {
        self.hazards.contains(&hazard)
    }

    fn may_use(&self, tool: Tool) -> bool {
        self.needs.0.iter().flatten().any(|&known| known == tool)
    }

    fn says(&self, words: &str) -> bool {
        format!("{} {}", self.cue, self.caution).to_lowercase().contains(words)
    }
}

fn drills() -> Vec<Entry> {
    let catalog = catalog();
    let entry = |drill: &crate::catalog::Drill| Entry {
        id: drill.id.to_string(),
        hazards: drill.hazards.clone(),
        needs: drill.needs.clone(),
        cue: drill.cue.clone(),
        caution: drill.caution.clone(),
        groups: drill.groups.clone(),
    };
    catalog.drills().iter().map(entry).collect()
}

fn techniques() -> Vec<Entry> {
    let catalog = catalog();
    let entry = |technique: &crate::catalog::Technique| Entry {
        id: technique.id.to_string(),
        hazards: technique.hazards.clone(),
        needs: technique.needs.clone(),
        cue: technique.cue.clone(),
        caution: technique.caution.clone(),
        groups: technique.groups.clone(),
    };
    catalog.techniques().iter().map(entry).collect()
}

#[test]
fn a_hold_and_nothing_else_is_an_end_range_hold() {
    let catalog = catalog();
    for drill in catalog.drills() {
        let is_hold = drill.kinds.contains(&DrillKind::Hold);
        assert_eq!(drill.hazards.contains(&Hazard::EndRangeHold), is_hold, "{}", drill.id);
    }
    assert!(techniques().iter().all(|technique| !technique.asks(Hazard::EndRangeHold)));
}

#[test]
fn a_tool_that_may_be_taken_brings_its_hazard() {
    for technique in techniques() {
        let check = |hazard: Hazard, expected: bool| {
            assert_eq!(technique.asks(hazard), expected, "{}: {hazard:?}", technique.id);
        };
        check(Hazard::Percussion, technique.may_use(Tool::Percussion));
        // Balls or a towel under the skull: the person chooses.
        check(Hazard::Ball, technique.may_use(Tool::Ball) || technique.cue.contains("balls"));
        check(Hazard::FirmRoller, technique.may_use(Tool::Roller));
    }
    for drill in drills() {
        assert_eq!(drill.asks(Hazard::FirmRoller), drill.may_use(Tool::Roller), "{}", drill.id);
        assert!(!drill.asks(Hazard::Percussion) && !drill.asks(Hazard::Ball), "{}", drill.id);
    }
}

#[test]
fn the_position_that_the_cue_asks_for_is_marked() {
    for entry in drills().into_iter().chain(techniques()) {
        let lies_so = |words: &[&str]| words.iter().any(|words| entry.says(words));
        if lies_so(&["on your back,", "roller across the upper back", "lie with", "under the edge of the skull"]) {
            assert!(entry.asks(Hazard::OnTheBack), "{}", entry.id);
        }
        if lies_so(&["face down"]) {
            assert!(entry.asks(Hazard::OnTheBelly), "{}", entry.id);
        }
        if lies_so(&["uncontrolled high blood pressure"]) {
            assert!(entry.asks(Hazard::HeadDown), "{}", entry.id);
        }
        if lies_so(&["osteoporosis"]) {
            assert!(entry.asks(Hazard::FirmRoller), "{}", entry.id);
        }
        if lies_so(&["not in pregnancy"]) {
            let belly = [Group::Abs, Group::Obliques, Group::HipFlexors];
            assert!(entry.groups.iter().all(|group| belly.contains(group)), "{}", entry.id);
        }
        assert!(!(entry.asks(Hazard::OnTheBack) && entry.asks(Hazard::OnTheBelly)), "{}", entry.id);
    }
}

#[test]
fn nothing_asks_for_a_held_breath() {
    assert!(drills().into_iter().chain(techniques()).all(|entry| !entry.asks(Hazard::BreathHold)));
}

#[test]
fn the_spine_under_load_is_marked_only_where_a_drill_moves_it() {
    let spine = [Group::LowBack, Group::ThoracicSpine, Group::MidBack, Group::Obliques, Group::Abs];
    let marked: Vec<Entry> = drills().into_iter().filter(|drill| drill.asks(Hazard::LoadedFlexionOrTwist)).collect();
    assert!(!marked.is_empty());
    for drill in marked {
        assert!(drill.groups.iter().any(|group| spine.contains(group)), "{}", drill.id);
    }
}
