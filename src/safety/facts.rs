//! The entries of `assets/safety/*.ron`: parsed once, and refused unless every sign and every condition has its one
//! entry.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Ending, Level};
use crate::domain::{Concern, Condition, Group, Hazard, Region, Zone};

/// The facts that ship with the program.
pub(super) static FACTS: LazyLock<Facts> =
    LazyLock::new(|| Facts::parse(CONCERNS, CONDITIONS).expect("a test parses the embedded files"));

const CONCERNS: Embedded = Embedded { file: "concerns.ron", text: include_str!("../../assets/safety/concerns.ron") };
const CONDITIONS: Embedded =
    Embedded { file: "conditions.ron", text: include_str!("../../assets/safety/conditions.ron") };

/// One embedded file.
#[derive(Clone, Copy)]
struct Embedded {
    file: &'static str,
    text: &'static str,
}

/// What is known of every sign and every condition.
#[derive(Debug)]
pub(super) struct Facts {
    concerns: BTreeMap<Concern, ConcernFacts>,
    conditions: BTreeMap<Condition, ConditionFacts>,
}

/// A mistake in the embedded files.
#[derive(Debug, thiserror::Error)]
enum FactsError {
    #[error("assets/safety/{file}:{}: {}", .error.span.start, .error.code)]
    Syntax { file: &'static str, error: Box<ron::error::SpannedError> },
    #[error("assets/safety/{file} has no entry for {missing}")]
    Missing { file: &'static str, missing: String },
    #[error("assets/safety/{file} has two entries for {doubled}")]
    Double { file: &'static str, doubled: String },
}

/// Parts of the body: those of these zones and of these groups; neither means everywhere.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Places {
    zones: Vec<Zone>,
    groups: Vec<Group>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConcernFacts {
    pub id: String,
    pub concern: Concern,
    pub trigger: String,
    pub words: String,
    pub offers: Vec<Offer>,
    pub ruling: Ruling,
    #[serde(default)]
    pub special: Vec<Ruling>,
    #[serde(default)]
    pub emergency: Option<EmergencyFacts>,
    pub source: String,
}

/// A place where a sign is a choice, and what is asked next.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Offer {
    #[serde(default)]
    pub at: Places,
    #[serde(default)]
    pub further: Option<FurtherFacts>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FurtherFacts {
    pub question: String,
    pub yes: Concern,
    pub no: Concern,
}

/// What the program does about a sign.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ruling {
    #[serde(default)]
    pub at: Places,
    pub level: Level,
    pub title: String,
    pub text: String,
    pub ends: Ending,
    #[serde(default)]
    pub watch: Option<Concern>,
    #[serde(default)]
    pub work: Reach,
    #[serde(default)]
    pub press: Reach,
    #[serde(default)]
    pub hold: Reach,
}

/// How far from a region something is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(super) enum Reach {
    /// The region itself.
    #[default]
    Region,
    /// The same arm or leg; elsewhere the region itself.
    Limb,
    /// All of the body.
    Body,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmergencyFacts {
    pub signs: String,
    pub steps: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionFacts {
    pub id: String,
    pub condition: Condition,
    pub label: String,
    pub question: String,
    pub does: String,
    #[serde(default)]
    pub pressure: Vec<PressureLimit>,
    #[serde(default)]
    pub forbids: Vec<Ban>,
    pub source: String,
}

/// The most pressure in some places.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PressureLimit {
    #[serde(default)]
    pub at: Places,
    pub most: u8,
}

/// What no work may ask for in some places.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ban {
    #[serde(default)]
    pub at: Places,
    pub hazards: Vec<Hazard>,
}

impl Facts {
    fn parse(concerns: Embedded, conditions: Embedded) -> Result<Self, FactsError> {
        Ok(Self {
            concerns: one_each(concerns, &Concern::ALL, |entry: &ConcernFacts| entry.concern)?,
            conditions: one_each(conditions, &Condition::ALL, |entry: &ConditionFacts| entry.condition)?,
        })
    }

    pub fn concern(&self, concern: Concern) -> &ConcernFacts {
        &self.concerns[&concern]
    }

    /// All signs, in the order of [`Concern::ALL`].
    pub fn concerns(&self) -> impl Iterator<Item = &ConcernFacts> {
        self.concerns.values()
    }

    pub fn condition(&self, condition: Condition) -> &ConditionFacts {
        &self.conditions[&condition]
    }
}

/// The entries of a file by what they are about, each of `all` exactly once.
fn one_each<K, T>(file: Embedded, all: &[K], about: impl Fn(&T) -> K) -> Result<BTreeMap<K, T>, FactsError>
where
    K: Copy + Ord + std::fmt::Debug,
    T: DeserializeOwned,
{
    let Embedded { file, text } = file;
    let entries: Vec<T> = ron::from_str(text).map_err(|error| FactsError::Syntax { file, error: Box::new(error) })?;
    let mut found = BTreeMap::new();
    for entry in entries {
        let key = about(&entry);
        if found.insert(key, entry).is_some() {
            return Err(FactsError::Double { file, doubled: format!("{key:?}") });
        }
    }
    match all.iter().find(|key| !found.contains_key(key)) {
        Some(missing) => Err(FactsError::Missing { file, missing: format!("{missing:?}") }),
        None => Ok(found),
    }
}

impl Places {
    /// Whether a region is among them.
    pub fn hold(&self, region: Region) -> bool {
        let Self { zones, groups } = self;
        let is_everywhere = zones.is_empty() && groups.is_empty();
        is_everywhere || zones.contains(&region.zone()) || groups.contains(&region.group())
    }
}

impl ConcernFacts {
    /// What the program does about the sign in a region.
    pub fn ruling(&self, region: Region) -> &Ruling {
        self.special.iter().find(|special| special.at.hold(region)).unwrap_or(&self.ruling)
    }

    /// How the sign is offered in a region, if it is a choice there.
    pub fn offer(&self, region: Region) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.at.hold(region))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text without the entry of an id.
    fn without(text: &str, id: &str) -> String {
        let entries = |text: &str| text.split("\n    (\n").map(str::to_owned).collect::<Vec<_>>();
        let kept: Vec<String> =
            entries(text).into_iter().filter(|entry| !entry.contains(&format!("id: \"{id}\""))).collect();
        kept.join("\n    (\n")
    }

    /// The text with the entry of an id twice.
    fn doubled(text: &str, id: &str) -> String {
        let entries: Vec<&str> = text.split("\n    (\n").collect();
        let twice = entries.iter().find(|entry| entry.contains(&format!("id: \"{id}\""))).expect("an entry");
        let (head, tail) = (entries[0], entries[1..].join("\n    (\n"));
        format!("{head}\n    (\n{twice}\n    (\n{tail}")
    }

    #[test]
    fn the_embedded_files_parse() {
        assert!(Facts::parse(CONCERNS, CONDITIONS).is_ok());
    }

    #[test]
    fn a_missing_or_doubled_entry_or_a_wrong_word_is_refused() {
        let concerns = |text: String| Embedded { text: text.leak(), ..CONCERNS };
        let conditions = |text: String| Embedded { text: text.leak(), ..CONDITIONS };
        let check = |concerns: Embedded, conditions: Embedded, told: &str| {
            let message = Facts::parse(concerns, conditions).expect_err("a mistake").to_string();
            assert!(message.contains(told), "{message}");
        };
        check(concerns(without(CONCERNS.text, "U1")), CONDITIONS, "concerns.ron has no entry for Swelling");
        check(concerns(doubled(CONCERNS.text, "E4")), CONDITIONS, "concerns.ron has two entries for DarkUrine");
        check(CONCERNS, conditions(without(CONDITIONS.text, "K5")), "conditions.ron has no entry for Hypermobility");
        check(CONCERNS, conditions(doubled(CONDITIONS.text, "K1")), "conditions.ron has two entries for BloodThinners");
        check(concerns(CONCERNS.text.replace("trigger:", "sign:")), CONDITIONS, "field named `sign`");
        check(CONCERNS, conditions(CONDITIONS.text.replace("\"abs\"", "\"abz\"")), "unknown region `abz`");
    }
}
