//! The shelf as files hold it: each entry with a revision of its own, so that what two devices put there apart stays.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};

use super::ron_text;
use crate::domain::{
    Circuit, Depiction, Dose, Drill, Entry, Favourite, Own, OwnBenchmark, Range, RecordId, Standing, Technique,
};

/// Longer than any one thing of a circuit takes; sums of such seconds cannot overflow.
const SECS_MAX: u32 = 3_600;

/// So deep a figure is spread over lines: down to its poses and what is around them.
const FIGURE_DEPTH: usize = 2;

/// What one device, or all together, said of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelved {
    /// Counts the changes on all devices.
    pub rev: u32,
    /// The entry; `None` where it was taken off the shelf.
    pub entry: Option<Arc<Entry>>,
}

/// Entries and what is known of removed ones, by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf(pub(super) BTreeMap<RecordId, Shelved>);

impl Shelf {
    /// Takes in what was said of an entry; of two words the later one stays.
    pub fn put(&mut self, id: RecordId, said: Shelved) {
        if self.0.get(&id).is_none_or(|held| later(&said, held).is_gt()) {
            self.0.insert(id, said);
        }
    }

    /// Takes in all of another shelf. Neither order nor repetition matters.
    pub fn merge(&mut self, other: &Self) {
        for (&id, said) in &other.0 {
            self.put(id, said.clone());
        }
    }

    /// The entries that were not taken off.
    pub fn living(&self) -> impl Iterator<Item = (RecordId, Arc<Entry>)> {
        self.0.iter().filter_map(|(&id, said)| Some((id, said.entry.clone()?)))
    }

    /// What two shelves of a document differ in, with revisions above all that this one knows.
    pub fn changes(&self, before: &BTreeMap<RecordId, Arc<Entry>>, after: &BTreeMap<RecordId, Arc<Entry>>) -> Self {
        let ids = before.keys().chain(after.keys().filter(|id| !before.contains_key(id)));
        let changed = ids.filter(|id| before.get(id) != after.get(id)).map(|&id| {
            let rev = self.0.get(&id).map_or(1, |seen| seen.rev.saturating_add(1));
            (id, Shelved { rev, entry: after.get(&id).cloned() })
        });
        Self(changed.collect())
    }

    /// Whether nothing was ever said.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the field `shelf` of a file, one entry after the other.
    pub(super) fn push_to(&self, text: &mut String) -> Result<(), ron::Error> {
        text.push_str("  shelf: [\n");
        for (id, Shelved { rev, entry }) in &self.0 {
            match entry {
                Some(entry) => {
                    let entry = entry_text(entry)?;
                    writeln!(
                        text,
                        "    (\n      id: \"{id}\",\n      rev: {rev},\n      entry: Some({entry}),\n    ),"
                    )?;
                }
                None => writeln!(text, "    (id: \"{id}\", rev: {rev}),")?,
            }
        }
        text.push_str("  ],\n");
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Shelf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of_rows::<Entry, D>(deserializer)
    }
}

impl Shelf {
    /// A shelf whose entries are of the shape `E`.
    pub(super) fn of_rows<'de, E, D>(deserializer: D) -> Result<Self, D::Error>
    where
        E: Deserialize<'de> + Into<Entry>,
        D: Deserializer<'de>,
    {
        #[derive(Deserialize)]
        #[serde(rename = "Shelved", deny_unknown_fields, bound = "E: Deserialize<'de> + Into<Entry>")]
        struct Row<E> {
            id: RecordId,
            rev: u32,
            #[serde(default = "nothing")]
            entry: Option<ValidEntry<E>>,
        }

        let rows = Vec::<Row<E>>::deserialize(deserializer)?;
        let mut shelf = Self::default();
        for Row { id, rev, entry } in rows {
            shelf.put(id, Shelved { rev, entry: entry.map(|valid| Arc::new(valid.entry)) });
        }
        Ok(shelf)
    }
}

fn nothing<T>() -> Option<T> {
    None
}

/// An entry whose numbers are within what the rest of the program may rely on, read from the shape `E`.
#[derive(Debug)]
pub struct ValidEntry<E = Entry> {
    /// The entry.
    pub entry: Entry,
    shape: PhantomData<E>,
}

impl<'de, E: Deserialize<'de> + Into<Entry>> Deserialize<'de> for ValidEntry<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entry = E::deserialize(deserializer)?.into();
        match invalid_entry(&entry) {
            Some(cause) => Err(serde::de::Error::custom(cause)),
            None => Ok(Self { entry, shape: PhantomData }),
        }
    }
}

/// The canonical text of an entry, moved in by three steps.
pub fn entry_text(entry: &Entry) -> Result<String, ron::Error> {
    let depth = match entry {
        Entry::Favourite(_) => 3,
        Entry::Drill(_) | Entry::Technique(_) | Entry::Benchmark(_) => 2,
    };
    // Line breaks within texts are escaped, so that each line can be moved in.
    let moved_in = |text: String| text.replace('\n', "\n      ");
    let Some(figure) = entry.depiction() else { return Ok(moved_in(ron_text::write(entry, depth)?)) };
    // A figure has a line for each of its poses, also where the rest of the entry goes less deep.
    let mut text = ron_text::write(&entry.clone().drawn(None), depth)?;
    if text.ends_with("))") {
        text.truncate(text.len() - 2);
    }
    let figure = ron_text::write(&Some(figure), FIGURE_DEPTH)?.replace('\n', "\n  ");
    text.extend(["  figure: ", &figure, ",\n))"]);
    Ok(moved_in(text))
}

/// What no entry may hold, in plain words; `None` where it is sound. What its id is, the catalogue sees to.
pub fn invalid_entry(entry: &Entry) -> Option<String> {
    match entry {
        Entry::Favourite(Favourite { name: _, circuit }) => invalid_circuit(circuit),
        Entry::Drill(Own { entry: Drill { before, recovery, .. }, standing, figure }) => {
            invalid_doses([*before, *recovery], *standing).or_else(|| invalid_figure(figure.as_ref()?))
        }
        Entry::Technique(Own { entry: Technique { before, recovery, .. }, standing, figure }) => {
            invalid_doses([*before, Some(*recovery)], *standing).or_else(|| invalid_figure(figure.as_ref()?))
        }
        Entry::Benchmark(OwnBenchmark { range: Range { min, max }, sem, .. }) => {
            let is_range = min.is_finite() && max.is_finite() && min <= max;
            let is_error = sem.is_none_or(|sem| sem.is_finite() && sem > 0.0);
            let odd =
                if is_range { "the standard error is not above 0" } else { "the range does not go from less to more" };
            (!is_range || !is_error).then(|| odd.to_owned())
        }
    }
}

fn invalid_circuit(Circuit { mode: _, stations, transition_secs, switch_secs }: &Circuit) -> Option<String> {
    let mut secs = stations.iter().map(|station| station.secs_per_side).chain([*transition_secs, *switch_secs]);
    if stations.is_empty() {
        return Some("the circuit has no stations".to_owned());
    }
    secs.any(|secs| secs > SECS_MAX).then(|| format!("a part of the circuit is longer than {SECS_MAX} s"))
}

fn invalid_figure(figure: &Depiction) -> Option<String> {
    match figure {
        Depiction::Like(_) => None,
        Depiction::Composed(figure) => figure.unsound(),
    }
}

fn invalid_doses(doses: [Option<Dose>; 2], standing: Standing) -> Option<String> {
    let is_sound = |Dose { min, usual, max }: &Dose| min <= usual && usual <= max && *max <= SECS_MAX;
    if !doses.iter().flatten().all(is_sound) {
        return Some(format!("a dose is not in order, or above {SECS_MAX} s"));
    }
    match standing {
        Standing::Prescribed { secs } if !(1..=SECS_MAX).contains(&secs) => {
            Some(format!("what is prescribed is outside 1 to {SECS_MAX} s"))
        }
        Standing::Prescribed { .. } | Standing::Aside | Standing::Offered => None,
    }
}

/// The higher revision; of equal ones what is there before what is gone; then whatever decides the same way on every
/// machine.
fn later(a: &Shelved, b: &Shelved) -> Ordering {
    let is_same = || match (&a.entry, &b.entry) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    let by_rev = a.rev.cmp(&b.rev).then(a.entry.is_some().cmp(&b.entry.is_some()));
    // Text, because 0.0 and -0.0 are equal and not the same.
    by_rev.then_with(|| if is_same() { Ordering::Equal } else { format!("{a:?}").cmp(&format!("{b:?}")) })
}
