//! What is offered, asked and advised about a sign, and what is said of a condition: the words for the window.

use serde::Deserialize;

use super::facts::FACTS;
use crate::domain::{Concern, Condition, Region};

/// How serious a sign or a condition is, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Level {
    /// Some kinds of work are left out.
    Caution,
    /// No work on the region until it has healed or is cleared.
    Block,
    /// See a clinician.
    Clinician,
    /// Medical care the same day.
    SameDay,
    /// Help at once.
    Emergency,
}

/// How what a sign leaves out comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Ending {
    /// When the person rates the region without the sign.
    ByAnswer,
    /// By itself, so many days after it was said.
    On(i32),
    /// When the person says that it has been seen to.
    ByWord,
}

/// A choice under "something is wrong here", in the person's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The sign, unless the second question leads elsewhere.
    pub concern: Concern,
    /// The choice, in the first person, without a full stop.
    pub words: &'static str,
    /// The second and last question, if there is one.
    pub further: Option<Further>,
}

/// A second question, and the sign that each answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Further {
    /// The question.
    pub question: &'static str,
    /// The sign if the answer is yes.
    pub yes: Concern,
    /// The sign if the answer is no.
    pub no: Concern,
}

/// What to do about a sign in a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Its id in the table of red flags, e.g. `U1`.
    pub id: &'static str,
    /// How serious it is.
    pub level: Level,
    /// What to do, in a few words.
    pub title: &'static str,
    /// What is left out and whom to ask, in one to three sentences.
    pub text: &'static str,
    /// The signs that make it an emergency, where there are any.
    pub emergency: Option<&'static str>,
    /// How it ends.
    pub ends: Ending,
    /// What it rests on.
    pub source: &'static str,
}

/// What to do in an emergency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmergencyWords {
    /// What to do, in a few words.
    pub title: &'static str,
    /// The signs, and that they need help at once.
    pub text: &'static str,
    /// What to do now, in short lines, in this order.
    pub steps: &'static [String],
    /// What it rests on.
    pub source: &'static str,
}

/// What is asked about a condition, and what it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConditionWords {
    /// Its id in the table of red flags, e.g. `K1`.
    pub id: &'static str,
    /// Its name, sentence case.
    pub label: &'static str,
    /// The question; the answer is yes or nothing.
    pub question: &'static str,
    /// What the program then does.
    pub does: &'static str,
    /// What it rests on.
    pub source: &'static str,
}

impl Sign {
    /// The signs that it may turn out to be.
    pub fn may_be(self) -> impl Iterator<Item = Concern> {
        let Self { concern, words: _, further } = self;
        let (one, other) = further.map_or((concern, None), |further| (further.yes, Some(further.no)));
        std::iter::once(one).chain(other)
    }
}

/// The choices of a region: what may be wrong there, the most serious first (by the worst that it may turn out to be).
pub fn signs(region: Region) -> Vec<Sign> {
    let sign = |facts: &'static super::facts::ConcernFacts| {
        let further = facts.offer(region)?.further.as_ref();
        let further = further.map(|asked| Further { question: &asked.question, yes: asked.yes, no: asked.no });
        Some(Sign { concern: facts.concern, words: &facts.words, further })
    };
    let mut signs: Vec<Sign> = FACTS.concerns().filter_map(sign).collect();
    let worst = |sign: &Sign| sign.may_be().map(|concern| level(region, concern)).max();
    signs.sort_by_key(|sign| std::cmp::Reverse(worst(sign)));
    signs
}

/// How serious a sign is in a region.
pub fn level(region: Region, concern: Concern) -> Level {
    FACTS.concern(concern).ruling(region).level
}

/// The sign in plain words, lower case, for the middle of a sentence.
pub fn choice(concern: Concern) -> &'static str {
    &FACTS.concern(concern).trigger
}

/// What to do about a sign in a region.
pub fn advice(region: Region, concern: Concern) -> Advice {
    let facts = FACTS.concern(concern);
    let ruling = facts.ruling(region);
    let emergency = ruling.watch.and_then(|watch| FACTS.concern(watch).emergency.as_ref());
    Advice {
        id: &facts.id,
        level: ruling.level,
        title: &ruling.title,
        text: &ruling.text,
        emergency: emergency.map(|emergency| emergency.signs.as_str()),
        ends: ruling.ends,
        source: &facts.source,
    }
}

/// What to do now about an emergency; `None` for a sign that is none.
pub fn emergency_words(concern: Concern) -> Option<EmergencyWords> {
    let facts = FACTS.concern(concern);
    let emergency = facts.emergency.as_ref()?;
    let (title, text) = (&facts.ruling.title, &facts.ruling.text);
    Some(EmergencyWords { title, text, steps: &emergency.steps, source: &facts.source })
}

/// What is asked about a condition, and what it changes.
pub fn condition_words(condition: Condition) -> ConditionWords {
    let facts = FACTS.condition(condition);
    ConditionWords {
        id: &facts.id,
        label: &facts.label,
        question: &facts.question,
        does: &facts.does,
        source: &facts.source,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const CLOT: &str = "Breathlessness, chest pain or coughing blood: call emergency services now.";

    fn region(id: &str) -> Region {
        id.parse().expect("a known region")
    }

    fn words(concern: Concern) -> Vec<String> {
        let facts = FACTS.concern(concern);
        let rulings = facts.special.iter().chain([&facts.ruling]).flat_map(|ruling| [&ruling.title, &ruling.text]);
        let asked = facts.offers.iter().filter_map(|offer| offer.further.as_ref()).map(|further| &further.question);
        let emergency = facts.emergency.iter().flat_map(|words| words.steps.iter().chain([&words.signs]));
        [&facts.trigger, &facts.words].into_iter().chain(rulings).chain(asked).chain(emergency).cloned().collect()
    }

    #[test]
    fn every_region_offers_at_most_seven_choices_the_most_serious_first_and_each_leads_on_to_itself() {
        for region in Region::all() {
            let signs = signs(region);
            assert!((5..=7).contains(&signs.len()), "{region}: {}", signs.len());
            let worst: Vec<Option<Level>> =
                signs.iter().map(|sign| sign.may_be().map(|concern| level(region, concern)).max()).collect();
            assert!(worst.is_sorted_by(|one, other| one >= other), "{region}: {worst:?}");
            for sign in &signs {
                if let Some(Further { question, yes, no }) = sign.further {
                    assert_eq!(no, sign.concern, "{region}: {question}");
                    assert!(level(region, yes) >= level(region, no), "{region}: a yes is no milder: {question}");
                    assert!(question.ends_with('?'));
                }
            }
            let distinct: BTreeSet<Concern> = signs.iter().map(|sign| sign.concern).collect();
            assert_eq!(distinct.len(), signs.len(), "{region}");
        }
    }

    #[test]
    fn every_sign_can_be_said_somewhere_and_all_that_is_no_emergency_everywhere() {
        let said = |region: Region| signs(region).into_iter().flat_map(Sign::may_be).collect::<BTreeSet<_>>();
        let anywhere: BTreeSet<Concern> = Region::all().flat_map(said).collect();
        assert_eq!(anywhere, BTreeSet::from(Concern::ALL));
        for region in Region::all() {
            let missing: Vec<Concern> = Concern::ALL
                .into_iter()
                .filter(|&concern| level(region, concern) < Level::Emergency && !said(region).contains(&concern))
                .collect();
            assert_eq!(missing, [], "{region}");
            let emergencies = said(region).into_iter().filter(|&concern| level(region, concern) == Level::Emergency);
            assert!(emergencies.count() >= 1, "{region}");
        }
    }

    #[test]
    fn a_second_question_leads_from_a_swollen_leg_to_help_at_once() {
        let further = |id: &str, concern: Concern| {
            let sign = signs(region(id)).into_iter().find(|sign| sign.concern == concern);
            sign.and_then(|sign| sign.further).map(|further| further.yes)
        };
        assert_eq!(further("calf_left", Concern::Swelling), Some(Concern::BreathOrChest));
        assert_eq!(further("biceps_left", Concern::Swelling), Some(Concern::DarkUrine));
        assert_eq!(further("elbow_left", Concern::Swelling), Some(Concern::HotAndIll));
        assert_eq!(further("hand_left", Concern::Numbness), Some(Concern::NeckAndSenses));
        assert_eq!(further("low_back_left", Concern::Numbness), Some(Concern::SaddleOrBladder));
        assert_eq!(further("ankle_right", Concern::FreshStrain), Some(Concern::PopOrDeformity));
        assert_eq!(further("neck_front_left", Concern::NeckAndSenses), None);
    }

    #[test]
    fn the_advice_follows_the_levels_of_the_red_flags() {
        use Ending::{ByAnswer, ByWord, On};

        let check = |id: &str, concern, level, ends, emergency: bool| {
            let found = advice(region(id), concern);
            assert_eq!((found.level, found.ends), (level, ends), "{id} {concern:?}");
            assert_eq!(found.emergency.is_some(), emergency, "{id} {concern:?}");
        };
        check("chest_left", Concern::BreathOrChest, Level::Emergency, ByWord, false);
        check("calf_left", Concern::Swelling, Level::SameDay, ByWord, true);
        check("hand_left", Concern::Swelling, Level::Clinician, ByAnswer, false);
        check("knee_front_left", Concern::HotAndIll, Level::SameDay, ByWord, false);
        check("ankle_left", Concern::PopOrDeformity, Level::SameDay, ByWord, false);
        check("low_back_left", Concern::NightPain, Level::Clinician, ByWord, false);
        check("neck_back_left", Concern::SharpPain, Level::Clinician, ByAnswer, true);
        check("quads_right", Concern::SharpPain, Level::Clinician, ByAnswer, false);
        check("low_back_left", Concern::Numbness, Level::Clinician, ByAnswer, true);
        check("knee_front_right", Concern::LastingPain, Level::Clinician, ByAnswer, false);
        check("shin_right", Concern::Wound, Level::Block, ByAnswer, false);
        check("hamstrings_right", Concern::FreshStrain, Level::Block, On(3), false);
        check("knee_front_right", Concern::Surgery, Level::Block, ByWord, false);
        assert_eq!(advice(region("calf_left"), Concern::Swelling).emergency, Some(CLOT));
    }

    #[test]
    fn an_emergency_and_nothing_else_says_what_to_do_now() {
        for concern in Concern::ALL {
            let is_emergency = Region::all().any(|region| level(region, concern) == Level::Emergency);
            let words = emergency_words(concern);
            assert_eq!(words.is_some(), is_emergency, "{concern:?}");
            let Some(words) = words else { continue };
            assert!(Region::all().all(|region| level(region, concern) == Level::Emergency), "{concern:?}");
            assert!((2..=5).contains(&words.steps.len()), "{concern:?}");
            assert!(words.steps[0].starts_with("Stop."), "{concern:?}");
            assert!(words.steps.iter().any(|step| step.contains("112")), "{concern:?}");
        }
        for watch in Concern::ALL.into_iter().flat_map(|concern| {
            let facts = FACTS.concern(concern);
            facts.special.iter().chain([&facts.ruling]).filter_map(|ruling| ruling.watch)
        }) {
            assert!(emergency_words(watch).is_some(), "{watch:?}");
        }
    }

    #[test]
    fn no_words_name_a_disease_promise_a_cure_or_raise_their_voice() {
        let conditions = Condition::ALL.map(condition_words);
        let asked = conditions.iter().flat_map(|words| [words.label, words.question, words.does].map(str::to_owned));
        for words in Concern::ALL.into_iter().flat_map(words).chain(asked) {
            for banned in
                ["thrombosis", "embolism", "clot", "stroke", "rhabdo", "fix", "release", "toxin", "prevent", "!"]
            {
                assert!(!words.to_lowercase().contains(banned), "{words}");
            }
            assert!(!words.trim().is_empty());
        }
    }

    #[test]
    fn every_entry_has_the_id_of_its_level_and_a_source() {
        for facts in FACTS.concerns() {
            let levels: BTreeSet<Level> = Region::all().map(|region| facts.ruling(region).level).collect();
            let expected = match levels.last() {
                Some(Level::Emergency) => 'E',
                Some(Level::SameDay) => 'U',
                Some(Level::Clinician) => 'C',
                Some(Level::Block | Level::Caution) | None => 'B',
            };
            assert!(facts.id.starts_with(expected), "{}", facts.id);
            assert!(!facts.source.is_empty());
            assert!(facts.trigger.starts_with(char::is_lowercase) && !facts.trigger.ends_with('.'));
            assert!(facts.words.starts_with(char::is_uppercase) && !facts.words.ends_with('.'));
        }
        let ids = Condition::ALL.map(|condition| condition_words(condition).id);
        assert_eq!(ids, ["K1", "K2", "K3", "K4", "K5", "K6", "K7"]);
        for condition in Condition::ALL {
            let ConditionWords { id: _, label, question, does, source } = condition_words(condition);
            assert!(question.ends_with('?') && does.ends_with('.') && !label.is_empty() && !source.is_empty());
        }
    }
}
