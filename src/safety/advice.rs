//! The words about a concern: for the choice in the panel, and what to do.
//!
//! A table in code, not in RON: each [`Concern`] must have its row, and a `match` lets the compiler see to that.

use super::is_leg;
use crate::domain::{Concern, Region, Zone};

/// How soon someone should look at it , mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// No work on the region until it has healed.
    Block,
    /// See a clinician.
    Clinician,
    /// Medical care the same day.
    SameDay,
    /// Emergency services now.
    Emergency,
}

/// What to do about a concern in a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// How soon.
    pub level: Level,
    /// What to do and what is left out, in one or two sentences.
    pub text: &'static str,
    /// The signs that make it an emergency, where there are any.
    pub emergency: Option<&'static str>,
    /// What it rests on.
    pub source: &'static str,
}

const CLOT: &str = "Breathlessness, chest pain or coughing blood: call emergency services now.";
const NECK: &str = "New severe neck pain or headache with dizziness, double vision, slurred speech, trouble swallowing \
                    or unsteadiness: call emergency services now.";
const SADDLE: &str = "New numbness between the legs, new bladder or bowel trouble, or weakness of both legs: call \
                      emergency services now.";

/// The words of the choice in the region panel.
pub fn choice(concern: Concern) -> &'static str {
    match concern {
        Concern::BreathOrChest => "breathlessness, chest pain or coughing blood",
        Concern::SaddleOrBladder => "numbness between the legs, bladder or bowel trouble, both legs weak",
        Concern::NeckAndSenses => "severe neck pain or headache with dizziness, trouble seeing or speaking",
        Concern::DarkUrine => "dark urine, or very severe swelling or weakness after training",
        Concern::Swelling => "swelling, warmth or a colour change",
        Concern::HotAndIll => "hot, red and very painful, with fever or feeling ill",
        Concern::PopOrDeformity => "a pop with swelling, an odd shape, or it cannot bear weight",
        Concern::NightPain => "constant pain at night",
        Concern::Numbness => "numbness, tingling or weakness",
        Concern::SharpPain => "sharp, pinpoint or worsening pain",
        Concern::LastingPain => "pain for more than two weeks, locking or giving way",
        Concern::Wound => "a wound, burn, rash or infection",
        Concern::FreshStrain => "a fresh strain or bruise",
        Concern::Surgery => "recent surgery or an implant",
    }
}

/// What to do about a concern in this region.
pub fn advice(region: Region, concern: Concern) -> Advice {
    match concern {
        Concern::SharpPain => Advice {
            level: Level::Clinician,
            text: "No work here until it has settled. See a clinician about sharp, pinpoint or worsening pain.",
            emergency: (region.zone() == Zone::Neck).then_some(NECK),
            source: "design rule; cervical artery signs for the neck",
        },
        Concern::Swelling if is_leg(region.zone()) => Advice {
            level: Level::SameDay,
            text: "No massage and no tools on this leg. Swelling, warmth or a colour change of a leg needs medical \
                   care the same day.",
            emergency: Some(CLOT),
            source: "Wells items, pulmonary embolism after thrombosis; stricter than Bartsch 2021",
        },
        Concern::Swelling => Advice {
            level: Level::Clinician,
            text: "No work here. See a clinician; with fever, feeling ill or severe pain, the same day.",
            emergency: None,
            source: "signs of infection; Bartsch 2021: local inflammation, 97 % agreement",
        },
        Concern::Numbness => Advice {
            level: Level::Clinician,
            text: "No pressure and no stretching on this limb. See a clinician about numbness, tingling or weakness.",
            emergency: numbness_emergency(region.zone()),
            source: "signs of a nerve; cauda equina and cervical artery signs",
        },
        Concern::BreathOrChest | Concern::SaddleOrBladder | Concern::NeckAndSenses | Concern::DarkUrine => Advice {
            level: Level::Emergency,
            text: "Stop now and call emergency services.",
            emergency: Some("Call emergency services now."),
            source: "signs of an emergency",
        },
        Concern::HotAndIll | Concern::PopOrDeformity => Advice {
            level: Level::SameDay,
            text: "Stop. This needs medical care the same day.",
            emergency: None,
            source: "signs of infection; signs of an acute injury",
        },
        Concern::NightPain | Concern::LastingPain => Advice {
            level: Level::Clinician,
            text: "No work here. See a clinician.",
            emergency: None,
            source: "red flags of the spine; design rule",
        },
        Concern::Wound | Concern::FreshStrain | Concern::Surgery => Advice {
            level: Level::Block,
            text: "No work here until it has healed, after a strain or bruise for at least 72 h. If it came with a \
                   pop, looks out of shape or cannot bear four steps, get medical care the same day.",
            emergency: None,
            source: "Bartsch 2021: open wounds 73 %, fractures 84 %; fresh strains by practice",
        },
    }
}

fn numbness_emergency(zone: Zone) -> Option<&'static str> {
    match zone {
        Zone::Neck => Some(NECK),
        Zone::Back | Zone::Core | Zone::Hip | Zone::Thigh | Zone::Knee | Zone::LowerLeg | Zone::Foot => Some(SADDLE),
        Zone::Shoulder | Zone::Chest | Zone::Arm | Zone::Forearm => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_follows_the_levels_of_the_red_flags() {
        let check = |region: &str, concern, level, emergency: Option<&str>| {
            let found = advice(region.parse().expect("a known region"), concern);
            assert_eq!((found.level, found.emergency), (level, emergency), "{region} {concern:?}");
        };
        check("calf_left", Concern::Swelling, Level::SameDay, Some(CLOT));
        check("hand_left", Concern::Swelling, Level::Clinician, None);
        check("neck_back_left", Concern::SharpPain, Level::Clinician, Some(NECK));
        check("quads_right", Concern::SharpPain, Level::Clinician, None);
        check("low_back_left", Concern::Numbness, Level::Clinician, Some(SADDLE));
        check("hand_right", Concern::Numbness, Level::Clinician, None);
        check("shin_right", Concern::Wound, Level::Block, None);
    }

    #[test]
    fn no_advice_names_a_disease_or_promises_a_cure() {
        for region in Region::all() {
            for concern in Concern::ALL {
                let Advice { text, emergency, source, level: _ } = advice(region, concern);
                let words = format!("{text} {}", emergency.unwrap_or_default());
                for banned in ["thrombosis", "clot", "fix", "release", "toxin", "prevent", "!"] {
                    assert!(!words.contains(banned), "{words}");
                }
                assert!(!source.is_empty());
            }
        }
    }
}
