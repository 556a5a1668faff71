//! Packs: drills, techniques and benchmarks that one person gives to another, in a file of their own.
//!
//! ```ron
//! (
//!   supple_pack: 2,
//!   name: "Ankles, spring",
//!   author: "A physiotherapist",
//!   entries: [
//!     Drill((id: "heel-drop", name: "Heel drop", …)),
//!   ],
//!   figures: {
//!     "heel-drop": Like(Drill("d42")),
//!   },
//! )
//! ```
//!
//! A drill or technique stands as in `assets/catalog/`, with any short text for an id: the same id in a pack of the same
//! name is the same entry when it comes again. A pack says nothing of standing: what comes in stands aside until the
//! person says otherwise, also where it takes the place of something that did not.
//!
//! How an entry is drawn stands by its id in `figures`: like a built-in one, or `Composed((…))` in the form of
//! `assets/poses/*.ron`. Version 1 knows no figures; a pack without any is written as version 1, which every version of
//! the program reads.
//!
//! An entry without the field `hazards` was never asked what it demands of the body, so it counts as demanding all of it:
//! whoever has a condition that forbids any is not given it unasked.

use std::collections::{BTreeMap, BTreeSet};

use ron::extensions::Extensions;
use ron::value::RawValue;
use ron::{Options, error::Position, error::SpannedError};
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

use super::import::{Import, ImportError, Verdict};
use crate::domain::{
    Depiction, Document, Drill, Edit, Entry, Fault, Field, Hazard, OWN_PREFIX, Own, OwnBenchmark, RecordId, Standing,
    Technique, own_id,
};
use crate::format::{self, Damage, ReadError};
use crate::pose;

/// The version of packs, and of those without figures.
const VERSION: u32 = 2;
const WITHOUT_FIGURES: u32 = 1;
/// The most bytes of a pack, and the most entries in it.
const BYTES_MOST: usize = 1_000_000;
const ENTRIES_MOST: usize = 500;
/// The most characters of its name and its author.
const HEAD_MOST: usize = 80;
/// Deeper nesting than any entry has is refused.
const RECURSION_LIMIT: usize = 32;

/// What a pack says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackHead {
    /// What it is called.
    pub name: String,
    /// Who made it; may be empty.
    pub author: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile<'a> {
    supple_pack: u32,
    name: String,
    #[serde(default)]
    author: String,
    /// Each is read by itself, so that one that is wrong does not keep the others out.
    #[serde(borrow)]
    entries: Vec<&'a RawValue>,
    /// Of each entry by its id; each is read by itself too.
    #[serde(borrow, default)]
    figures: BTreeMap<String, &'a RawValue>,
}

/// An entry as a pack holds it.
#[derive(Serialize, Deserialize)]
enum Packed {
    Drill(Drill),
    Technique(Technique),
    Benchmark(OwnBenchmark),
}

/// Whether an entry says which hazards it has.
#[derive(Deserialize)]
enum Peeked {
    Drill(Declares),
    Technique(Declares),
    Benchmark(IgnoredAny),
}

#[derive(Deserialize)]
struct Declares {
    #[serde(default, deserialize_with = "stands_there")]
    hazards: bool,
}

fn stands_there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|_| true)
}

impl Packed {
    fn kind(&self) -> &'static str {
        match self {
            Self::Drill(_) => "Drill",
            Self::Technique(_) => "Technique",
            Self::Benchmark(_) => "Benchmark",
        }
    }

    fn id(&self) -> &str {
        match self {
            Self::Drill(drill) => drill.id.as_str(),
            Self::Technique(technique) => technique.id.as_str(),
            Self::Benchmark(benchmark) => benchmark.id.as_str(),
        }
    }

    /// What stands on a shelf of it; nothing of a favourite.
    fn of(entry: &Entry) -> Option<Self> {
        match entry {
            Entry::Favourite(_) => None,
            Entry::Drill(own) => Some(Self::Drill(own.entry.clone())),
            Entry::Technique(own) => Some(Self::Technique(own.entry.clone())),
            Entry::Benchmark(own) => Some(Self::Benchmark(own.clone())),
        }
    }

    /// The same on a shelf, aside.
    fn aside(self) -> Entry {
        let (standing, figure) = (Standing::Aside, None);
        match self {
            Self::Drill(entry) => Entry::Drill(Own { entry, standing, figure }),
            Self::Technique(entry) => Entry::Technique(Own { entry, standing, figure }),
            Self::Benchmark(own) => Entry::Benchmark(own),
        }
    }
}

fn options() -> Options {
    Options::default().with_recursion_limit(RECURSION_LIMIT).with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Whether a file is a pack, sound or not.
pub fn is_pack(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let first = skip_comments(text).strip_prefix('(').map(skip_comments);
    first.is_some_and(|field| field.starts_with("supple_pack"))
}

/// The text after blanks, comments of a line, and extensions.
fn skip_comments(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        if !(text.starts_with("//") || text.starts_with("#!")) {
            return text;
        }
        text = text.find('\n').map_or("", |end| &text[end..]);
    }
}

/// The version that a pack names, as far as it can be seen before it is read.
fn version_of(text: &str) -> Option<u32> {
    let (_, after) = text.split_once("supple_pack")?;
    let after = after.trim_start().strip_prefix(':')?.trim_start();
    let end = after.find(|letter: char| !letter.is_ascii_digit())?;
    after[..end].parse().ok()
}

/// A pack of the entries in these places of the shelf; favourites are none.
pub fn to_pack(head: &PackHead, document: &Document, places: &BTreeSet<RecordId>) -> Result<String, ron::Error> {
    let PackHead { name, author } = head;
    let entries = || document.shelf().iter().filter(|(place, _)| places.contains(place));
    let is_drawn = entries().any(|(_, entry)| entry.depiction().is_some());
    let version = if is_drawn { VERSION } else { WITHOUT_FIGURES };
    let mut text = format!("(\n  supple_pack: {version},\n");
    text.extend(["  name: ", &format::write(name, 0)?, ",\n"]);
    text.extend(["  author: ", &format::write(author, 0)?, ",\n  entries: [\n"]);
    for (&place, entry) in entries() {
        let Some(packed) = Packed::of(&Entry::clone(entry).placed_at(place)) else { continue };
        let written = match &packed {
            Packed::Drill(drill) => declared(format::write(drill, 1)?, &drill.hazards),
            Packed::Technique(technique) => declared(format::write(technique, 1)?, &technique.hazards),
            Packed::Benchmark(benchmark) => format::write(benchmark, 1)?,
        };
        text.extend(["    ", packed.kind(), "(", &written.replace('\n', "\n    "), "),\n"]);
    }
    text.push_str("  ],\n");
    if is_drawn {
        text.push_str("  figures: {\n");
        for (&place, entry) in entries() {
            let Some(figure) = entry.depiction() else { continue };
            let figure = format::write(figure, 2)?.replace('\n', "\n    ");
            text.extend(["    ", &format::write(&own_id(place), 0)?, ": ", &figure, ",\n"]);
        }
        text.push_str("  },\n");
    }
    text.push_str(")\n");
    Ok(text)
}

/// An entry that has no hazards says so: without the field nobody would know that it was asked.
fn declared(written: String, hazards: &BTreeSet<Hazard>) -> String {
    match written.strip_suffix(')') {
        Some(open) if hazards.is_empty() => format!("{open}  hazards: [],\n)"),
        _ => written,
    }
}

/// What bringing in a pack would do, and what it says of itself.
pub fn from_pack(bytes: &[u8], into: &Document) -> Result<(PackHead, Import), ImportError> {
    let whole = |cause: String| ImportError::Damaged { line: None, cause };
    if bytes.len() > BYTES_MOST {
        return Err(whole(format!("a pack has at most {} KB", BYTES_MOST / 1_000)));
    }
    let text = format::text_of(bytes).map_err(ReadError::Damaged)?;
    if let Some(version) = version_of(text).filter(|&version| version > VERSION) {
        return Err(ImportError::Newer(version));
    }
    let file: PackFile<'_> = options().from_str(text).map_err(|error| {
        let Damage { at, cause } = Damage::in_text(text, &error);
        ImportError::Damaged { line: at.map(|at| at.line), cause }
    })?;
    let PackFile { supple_pack, name, author, entries, figures } = file;
    if supple_pack <= WITHOUT_FIGURES && !figures.is_empty() {
        return Err(whole(format!("a pack of version {supple_pack} has no figures; give it `supple_pack: {VERSION}`")));
    }
    if entries.len() > ENTRIES_MOST {
        return Err(whole(format!("a pack has at most {ENTRIES_MOST} entries, and this one has {}", entries.len())));
    }
    let is_sound = |text: &str| text.chars().count() <= HEAD_MOST && !text.chars().any(char::is_control);
    if !is_sound(&name) || !is_sound(&author) {
        return Err(whole(format!("its name and its author have at most {HEAD_MOST} characters and no line breaks")));
    }
    let head = PackHead { name, author };
    let mut reader = Reader {
        text,
        pack: &head.name,
        into,
        figures,
        import: Import::default(),
        knows_all: true,
        taken: BTreeSet::new(),
    };
    for entry in entries {
        reader.take(entry.get_ron());
    }
    reader.refuse_figures_of_none();
    let import = reader.import;
    Ok((head, import))
}

/// A pack while its entries are read.
struct Reader<'a> {
    text: &'a str,
    pack: &'a str,
    into: &'a Document,
    /// The figures that no entry has taken yet.
    figures: BTreeMap<String, &'a RawValue>,
    import: Import,
    /// Whether the id of every entry could be read.
    knows_all: bool,
    /// The places that entries of the pack have.
    taken: BTreeSet<RecordId>,
}

impl Reader<'_> {
    fn take(&mut self, raw: &str) {
        let body = raw.trim_start();
        let line = self.line_of(body);
        let packed = match options().from_str::<Packed>(body) {
            Ok(packed) => packed,
            Err(error) => {
                let (line, reason) = refusal(body, line, &error);
                self.knows_all = false;
                return self.import.refuse(line, "Entry".to_owned(), reason);
            }
        };
        let packed = with_hazards(packed, body);
        let place = self.place_of(packed.id());
        let kind = packed.kind();
        let figure = self.figures.remove(packed.id());
        let entry = packed.aside().placed_at(place);
        let what = format!("{kind}: {}", shown(entry.name()));
        let entry = match figure.map(|figure| self.figure(figure.get_ron())).transpose() {
            Ok(figure) => entry.drawn(figure),
            Err((line, reason)) => return self.import.refuse(line, what, reason),
        };
        if let Some(Fault { field, words }) = entry.faults().into_iter().next() {
            let reason = format!("{}: {}", field.key(), without_stop(&words));
            return self.import.refuse(line + line_of_field(body, field), what, reason);
        }
        if !self.taken.insert(place) {
            let reason = "id: another entry of this pack has the same".to_owned();
            return self.import.refuse(line, what, reason);
        }
        let known = self.into.shelf().get(&place).map(|known| Entry::clone(known).placed_at(place));
        let (what, verdict) = match known {
            None => (what, Verdict::New),
            Some(known) if content(&known) == content(&entry) => (what, Verdict::Duplicate),
            Some(known) if std::mem::discriminant(&known) == std::mem::discriminant(&entry) => {
                (format!("{what}, in the place of {}", shown(known.name())), Verdict::Changed)
            }
            Some(_) => {
                let reason = "id: something of another kind has it on your shelf".to_owned();
                return self.import.refuse(line, what, reason);
            }
        };
        self.import.add_change(verdict.kind(), Edit::Shelve(place, Box::new(entry)));
        self.import.add_row(line, what, verdict);
    }

    /// How an entry is drawn; else the line and the reason of what is wrong with it.
    fn figure(&self, raw: &str) -> Result<Depiction, (usize, String)> {
        let body = raw.trim_start();
        let line = self.line_of(body);
        let figure = options().from_str::<Depiction>(body).map_err(|error| {
            let (line, reason) = refusal(body, line, &error);
            (line, format!("figure: {reason}"))
        })?;
        match &figure {
            Depiction::Like(work) if pose::figure(work.id()).is_none() => {
                Err((line, format!("figure: nothing built in is called \"{}\"", shown(work.id()))))
            }
            Depiction::Like(_) => Ok(figure),
            Depiction::Composed(composed) => match composed.unsound() {
                Some(words) => Err((line, format!("figure: {}", without_stop(&words)))),
                None => Ok(figure),
            },
        }
    }

    /// Says of each figure that is of no entry that it is; nothing where it may be of one that cannot be read.
    fn refuse_figures_of_none(&mut self) {
        if !self.knows_all {
            return;
        }
        for (id, figure) in std::mem::take(&mut self.figures) {
            let line = self.line_of(figure.get_ron().trim_start());
            self.import.refuse(line, format!("Figure: {}", shown(&id)), "no entry of this pack has this id".to_owned());
        }
    }

    /// The line of the file in which a part of its text begins, counted from 1.
    fn line_of(&self, part: &str) -> usize {
        let before = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        1 + self.text.get(..before).map_or(0, |before| before.matches('\n').count())
    }

    /// The place of an entry on the shelf: the one that its id names, else one that follows from the pack and the id.
    fn place_of(&self, id: &str) -> RecordId {
        let named = id.strip_prefix(OWN_PREFIX).and_then(|place| place.parse().ok());
        named.unwrap_or_else(|| RecordId::new(jiff::Timestamp::UNIX_EPOCH, hash(&[self.pack, id])))
    }
}

/// What an entry says, whatever its standing.
fn content(entry: &Entry) -> Option<Entry> {
    Packed::of(entry).map(|packed| packed.aside().drawn(entry.depiction().cloned()))
}

/// The entry with every hazard, where it does not say which it has.
fn with_hazards(mut packed: Packed, body: &str) -> Packed {
    let declares = match options().from_str(body) {
        Ok(Peeked::Drill(Declares { hazards }) | Peeked::Technique(Declares { hazards })) => hazards,
        Ok(Peeked::Benchmark(_)) | Err(_) => false,
    };
    if !declares {
        match &mut packed {
            Packed::Drill(drill) => drill.hazards = Hazard::ALL.into(),
            Packed::Technique(technique) => technique.hazards = Hazard::ALL.into(),
            Packed::Benchmark(_) => {}
        }
    }
    packed
}

/// The line and the reason of an entry that does not parse: its field first, where it can be told.
fn refusal(body: &str, line: usize, error: &SpannedError) -> (usize, String) {
    let Damage { at, cause } = Damage::in_text(body, error);
    let cause = cause.replace('`', "\"");
    let Some(at) = at else { return (line, cause) };
    let reason = field_before(body, at).map_or_else(|| cause.clone(), |field| format!("{field}: {cause}"));
    (line + at.line - 1, reason)
}

/// The last field that is named before a place.
fn field_before(body: &str, at: Position) -> Option<&str> {
    let before: usize = body.split_inclusive('\n').take(at.line.saturating_sub(1)).map(str::len).sum();
    let in_line: usize = body[before..].chars().take(at.col).map(char::len_utf8).sum();
    let head = &body[..before + in_line];
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let names = head.rmatch_indices(':').filter_map(|(colon, _)| {
        let head = head[..colon].trim_end();
        let start = head.rfind(|letter| !is_name(letter)).map_or(0, |index| index + 1);
        Some(&head[start..]).filter(|name| name.starts_with(|letter: char| letter.is_ascii_lowercase()))
    });
    let mut names = names;
    names.next()
}

/// The line of an entry in which a field stands, counted from 0; its first where it stands nowhere.
fn line_of_field(body: &str, field: Field) -> usize {
    let name = format!("{}:", field.key());
    let stands_in = |line: &str| line.trim_start().starts_with(&name) || line.contains(&format!("({name}"));
    body.lines().position(stands_in).unwrap_or(0)
}

/// A name no longer than a line, without what could not be drawn.
fn shown(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control()).take(60).collect()
}

fn without_stop(words: &str) -> &str {
    words.strip_suffix('.').unwrap_or(words)
}

/// FNV-1a over some texts, in 128 bits: an id that nobody has to keep.
fn hash(parts: &[&str]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(OFFSET, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests;
