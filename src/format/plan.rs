//! The file of the values that are not records: the profile, the settings and the shelf, each with revisions.

use std::cmp::Ordering;
use std::fmt::{Debug, Write as _};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ron_text::{self, ReadError};
use super::shelf::Shelf;
use super::{version_2, version_3, version_4};
use crate::domain::{Document, Profile, Record, Settings};

/// The version of the shape that this program writes.
const VERSION: u32 = 4;

/// A value with the number of the change that made it; of two, the higher one holds.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Revised<T> {
    /// Counts the changes on all devices; 0 where a file from before revisions says it.
    pub rev: u32,
    /// The value.
    pub value: Arc<T>,
}

/// What one device last said of the profile, of the settings and of the shelf; absent where it never changed them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// What the person has and likes.
    pub profile: Option<Revised<Profile>>,
    /// How the program behaves.
    pub settings: Option<Revised<Settings>>,
    /// What the person made to use again.
    pub shelf: Shelf,
}

impl<T> Revised<T> {
    /// The value in the shape of today.
    fn renewed<U>(self) -> Revised<U>
    where
        T: Clone + Into<U>,
    {
        Revised { rev: self.rev, value: Arc::new(Arc::unwrap_or_clone(self.value).into()) }
    }
}

impl Plan {
    /// Takes in what another device said. Neither order nor repetition matters.
    pub fn merge(&mut self, other: &Self) {
        let Self { profile, settings, shelf } = other;
        take_later(&mut self.profile, profile.as_ref());
        take_later(&mut self.settings, settings.as_ref());
        self.shelf.merge(shelf);
    }

    /// The document of these records with what the plan says; the usual values where nobody said anything.
    pub fn document(&self, records: impl IntoIterator<Item = Arc<Record>>) -> Document {
        let (profile, settings) = self.values();
        Document::from_shared(records, profile, settings).with_shelf(self.shelf.living())
    }

    /// The profile and the settings that hold, the usual ones where nobody said anything.
    pub fn values(&self) -> (Arc<Profile>, Arc<Settings>) {
        let Self { profile, settings, shelf: _ } = self;
        let profile = profile.as_ref().map(|revised| revised.value.clone()).unwrap_or_default();
        let settings = settings.as_ref().map(|revised| revised.value.clone()).unwrap_or_default();
        (profile, settings)
    }
}

fn take_later<T: Clone + Debug + PartialEq>(held: &mut Option<Revised<T>>, other: Option<&Revised<T>>) {
    let Some(other) = other else { return };
    if held.as_ref().is_none_or(|held| later(other, held).is_gt()) {
        *held = Some(other.clone());
    }
}

/// The higher revision, then whatever decides the same way on every machine.
fn later<T: Debug + PartialEq>(a: &Revised<T>, b: &Revised<T>) -> Ordering {
    let by_rev = a.rev.cmp(&b.rev);
    by_rev.then_with(|| if a == b { Ordering::Equal } else { format!("{a:?}").cmp(&format!("{b:?}")) })
}

/// A `plan/DEVICE.ron`. Each version is frozen, like those of the files of records.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "read beforehand, and must be known here")]
    version: u32,
    #[serde(default)]
    profile: Option<Revised<Profile>>,
    #[serde(default)]
    settings: Option<Revised<Settings>>,
    #[serde(default)]
    shelf: Shelf,
}

/// The same before what is on the shelf could say how it is drawn: version 3.
#[derive(Deserialize)]
#[serde(rename = "File", deny_unknown_fields)]
struct FileOf3 {
    #[expect(dead_code, reason = "read beforehand, and must be known here")]
    version: u32,
    #[serde(default)]
    profile: Option<Revised<Profile>>,
    #[serde(default)]
    settings: Option<Revised<Settings>>,
    #[serde(default)]
    shelf: version_4::Shelf,
}

/// The same before there was a shelf, with values of the shapes `P` and `S`: versions 1 and 2.
#[derive(Deserialize)]
#[serde(rename = "File", deny_unknown_fields)]
struct Older<P, S> {
    #[expect(dead_code, reason = "read beforehand, and must be known here")]
    version: u32,
    #[serde(default = "nothing")]
    profile: Option<Revised<P>>,
    #[serde(default = "nothing")]
    settings: Option<Revised<S>>,
}

fn nothing<T>() -> Option<T> {
    None
}

/// What a file of a device holds.
pub fn decode_plan(bytes: &[u8]) -> Result<Plan, ReadError> {
    let text = ron_text::text_of(bytes).map_err(ReadError::Damaged)?;
    match ron_text::version_of(text) {
        Some(1) => older::<version_2::Profile, version_2::Settings>(text),
        Some(2) => older::<version_3::Profile, version_3::Settings>(text),
        Some(3) => {
            let FileOf3 { version: _, profile, settings, shelf } = ron_text::read_up_to(VERSION, text)?;
            Ok(Plan { profile, settings, shelf: shelf.0 })
        }
        Some(_) | None => {
            let File { version: _, profile, settings, shelf } = ron_text::read_up_to(VERSION, text)?;
            Ok(Plan { profile, settings, shelf })
        }
    }
}

fn older<'a, P, S>(text: &'a str) -> Result<Plan, ReadError>
where
    P: Clone + Deserialize<'a> + Into<Profile>,
    S: Clone + Deserialize<'a> + Into<Settings>,
{
    let Older::<P, S> { version: _, profile, settings } = ron_text::read_up_to(VERSION, text)?;
    let (profile, settings) = (profile.map(Revised::renewed), settings.map(Revised::renewed));
    Ok(Plan { profile, settings, shelf: Shelf::default() })
}

/// The canonical text of such a file.
pub fn encode_plan(plan: &Plan) -> Result<String, ron::Error> {
    let Plan { profile, settings, shelf } = plan;
    let mut text = format!("(\n  version: {VERSION},\n");
    push_field(&mut text, "profile", profile.as_ref())?;
    push_field(&mut text, "settings", settings.as_ref())?;
    if !shelf.is_empty() {
        shelf.push_to(&mut text)?;
    }
    text.push_str(")\n");
    Ok(text)
}

fn push_field<T: Serialize>(text: &mut String, name: &str, value: Option<&Revised<T>>) -> Result<(), ron::Error> {
    if value.is_some() {
        // Line breaks within texts are escaped, so that each line can be moved in.
        let value = ron_text::write(&value, 2)?.replace('\n', "\n  ");
        writeln!(text, "  {name}: {value},")?;
    }
    Ok(())
}

/// The profile in a `profile.ron`, as it was before each device had a file of its own.
pub fn decode_profile(bytes: &[u8]) -> Result<Plan, ReadError> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Version1 {
        #[expect(dead_code, reason = "read beforehand, and must be known here")]
        version: u32,
        profile: version_2::Profile,
    }

    let text = ron_text::text_of(bytes).map_err(ReadError::Damaged)?;
    let Version1 { version: _, profile } = ron_text::read(text)?;
    let value = Arc::new(profile.into());
    Ok(Plan { profile: Some(Revised { rev: 0, value }), ..Plan::default() })
}

/// The settings in a `settings.ron`, as they were before each device had a file of its own.
pub fn decode_settings(bytes: &[u8]) -> Result<Plan, ReadError> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Version1 {
        #[expect(dead_code, reason = "read beforehand, and must be known here")]
        version: u32,
        settings: version_2::Settings,
    }

    let text = ron_text::text_of(bytes).map_err(ReadError::Damaged)?;
    let Version1 { version: _, settings } = ron_text::read(text)?;
    let value = Arc::new(settings.into());
    Ok(Plan { settings: Some(Revised { rev: 0, value }), ..Plan::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(rev: u32, minutes: u32) -> Plan {
        let value = Arc::new(Profile { minutes, ..Profile::default() });
        Plan { profile: Some(Revised { rev, value }), ..Plan::default() }
    }

    #[test]
    fn the_higher_revision_holds_in_any_order_and_equal_ones_are_settled_alike_everywhere() {
        let check = |plans: [&Plan; 2], minutes: u32| {
            for order in [[0, 1], [1, 0]] {
                let mut merged = Plan::default();
                for index in order {
                    merged.merge(plans[index]);
                }
                assert_eq!(merged.values().0.minutes, minutes);
            }
        };
        check([&plan(1, 20), &plan(2, 10)], 10);
        check([&plan(0, 20), &plan(0, 10)], 20);
        check([&Plan::default(), &plan(0, 10)], 10);
    }

    #[test]
    fn a_plan_reads_back_and_its_text_is_one_that_people_can_read() {
        let plan = plan(3, 15);
        let text = encode_plan(&plan).expect("text");
        assert_eq!(decode_plan(text.as_bytes()), Ok(plan));
        let expected = "(\n  version: 4,\n  profile: Some((\n    rev: 3,\n    value: (\n      tools: [Roller, Ball, Wall],\n      \
                        minutes: 15,\n    ),\n  )),\n)\n";
        assert_eq!(text, expected);
    }
}
