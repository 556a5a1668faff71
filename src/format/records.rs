//! The file of a month: its text, in one canonical form, and what is kept of a damaged one.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};

use super::content::{Content, say_the_same};
use super::ron_text::{self, Damage, ReadError, VERSION, options};
use crate::domain::{Body, Record, RecordId};

/// Version 1, as it lies on the disk. It is frozen: where a type of `domain` changes its shape, the old shape is copied
/// here, and a version 2 begins. `tests/golden/` holds a file that must always load.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Version1 {
    #[expect(dead_code, reason = "read beforehand, and must be known here")]
    version: u32,
    records: Vec<Valid>,
    #[serde(default)]
    deleted: Vec<Deletion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deletion {
    id: RecordId,
    rev: u32,
}

/// A record whose numbers are within what the rest of the program may rely on.
struct Valid(Record);

impl<'de> Deserialize<'de> for Valid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let record = Record::deserialize(deserializer)?;
        match invalid(&record) {
            Some(cause) => Err(serde::de::Error::custom(cause)),
            None => Ok(Self(record)),
        }
    }
}

/// What no record may hold, in plain words; `None` where the record is sound.
pub fn invalid(record: &Record) -> Option<String> {
    let Record { id: _, rev: _, when, body } = record;
    if jiff_offset_is_out_of_range(when.offset_secs) {
        return Some(format!("offset_secs {} is outside -93599 to 93599", when.offset_secs));
    }
    let Body::Retest(retest) = body else { return None };
    let trials = [&retest.left, &retest.right, &retest.both];
    let odd = trials.into_iter().flatten().find(|trial| !trial.is_finite());
    odd.map(|trial| format!("trial {trial} is not a number"))
}

/// 25:59:59 either way is what a fixed offset can hold.
fn jiff_offset_is_out_of_range(offset_secs: i32) -> bool {
    !(-93_599..=93_599).contains(&offset_secs)
}

/// What a file holds.
pub fn decode(bytes: &[u8]) -> Result<Content, ReadError> {
    let text = ron_text::text_of(bytes).map_err(ReadError::Damaged)?;
    let Version1 { version: _, records, deleted } = ron_text::read(text)?;
    let mut content = Content::default();
    for Valid(record) in records {
        let twin = content.records.get(&record.id);
        if twin.is_some_and(|twin| twin.rev == record.rev && !say_the_same(twin, &record)) {
            let cause = format!("the record {} stands twice with different content", record.id);
            return Err(ReadError::Damaged(Damage::somewhere(cause)));
        }
        content.put(Arc::new(record));
    }
    for Deletion { id, rev } in deleted {
        content.delete(id, rev);
    }
    Ok(content)
}

/// The canonical text of a content: the same records give the same bytes.
///
/// Records stand in the order of the moments they belong to; each rating of a region and each station has a line.
pub fn encode(content: &Content) -> Result<String, ron::Error> {
    let Content { records, deleted } = content;
    let mut ordered: Vec<&Record> = records.values().map(AsRef::as_ref).collect();
    ordered.sort_by_key(|record| (record.when.at, record.id));
    let mut text = format!("(\n  version: {VERSION},\n  records: [\n");
    for record in ordered {
        push_record(&mut text, record)?;
    }
    text.push_str("  ],\n");
    if !deleted.is_empty() {
        text.push_str("  deleted: [\n");
        for (id, rev) in deleted {
            writeln!(text, "    (id: \"{id}\", rev: {rev}),")?;
        }
        text.push_str("  ],\n");
    }
    text.push_str(")\n");
    Ok(text)
}

fn push_record(text: &mut String, record: &Record) -> Result<(), ron::Error> {
    let Record { id, rev, when, body } = record;
    let depth = match body {
        Body::CheckIn(_) | Body::Circuit(_) => 2,
        Body::Training(_) | Body::Retest(_) => 1,
    };
    let when = ron_text::write(when, 0)?;
    // Line breaks within texts are escaped, so that each line can be moved in.
    let body = ron_text::write(body, depth)?.replace('\n', "\n      ");
    Ok(write!(
        text,
        "    (\n      id: \"{id}\",\n      rev: {rev},\n      when: {when},\n      body: {body},\n    ),\n"
    )?)
}

/// What could be read of a damaged file.
#[derive(Debug, Default)]
pub struct Salvage {
    /// The records and deletions that parse.
    pub content: Content,
    /// How many records or deletions were begun but do not parse.
    pub lost: usize,
}

/// Reads each record and each deletion of a damaged file by itself, from wherever one begins to wherever it ends.
///
/// Nothing is guessed: a record is kept whole or not at all. Nor does it matter where it stands: the line between
/// records and deletions may be what was damaged, or stand twice.
pub fn salvage(bytes: &[u8]) -> Salvage {
    let text = with_gaps(bytes);
    let has_gaps = text.contains(GAP);
    let mut salvage = Salvage::default();
    let mut at = 0;
    while let Some(begin) = next_begin(&text, at) {
        let rest = &text[begin..];
        // With a gap in it, it would not be what was written.
        let found = Salvaged::begin_of(rest).filter(|(_, len)| !has_gaps || !rest[..*len].contains(GAP));
        at = begin + found.as_ref().map_or(1, |(_, len)| *len);
        match found {
            Some((Salvaged::Record(record), _)) => salvage.content.put(Arc::new(record)),
            Some((Salvaged::Deletion(Deletion { id, rev }), _)) => salvage.content.delete(id, rev),
            None => salvage.lost += 1,
        }
    }
    salvage
}

/// What can begin at an `(id:`. The fields of the two are told apart by name, so neither is taken for the other.
enum Salvaged {
    Record(Record),
    Deletion(Deletion),
}

impl Salvaged {
    /// What the text begins with, and how many bytes it takes.
    fn begin_of(text: &str) -> Option<(Self, usize)> {
        let record = parse_prefix(text).map(|(Valid(record), len)| (Self::Record(record), len));
        record.or_else(|| parse_prefix(text).map(|(deletion, len)| (Self::Deletion(deletion), len)))
    }
}

/// What stands in for bytes that are no UTF-8. A text within a record has it only escaped, so where it stands by itself,
/// the bytes never reached the disk.
const GAP: char = '\0';

/// The text of these bytes, with [`GAP`] in place of those that are no UTF-8.
fn with_gaps(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend((!chunk.invalid().is_empty()).then_some(GAP));
    }
    text
}

/// The next place from `at` on where `(id:` stands, with any white space in it.
fn next_begin(text: &str, at: usize) -> Option<usize> {
    text[at..].match_indices('(').map(|(offset, _)| at + offset).find(|begin| {
        let after_id = text[begin + 1..].trim_start().strip_prefix("id");
        after_id.is_some_and(|rest| rest.trim_start().starts_with(':'))
    })
}

/// The value that the text begins with, and how many bytes it takes.
fn parse_prefix<'a, T: Deserialize<'a>>(text: &'a str) -> Option<(T, usize)> {
    let mut deserializer = ron::Deserializer::from_str_with_options(text, &options()).ok()?;
    let value = T::deserialize(&mut deserializer).ok()?;
    Some((value, text.len() - deserializer.remainder().len()))
}
