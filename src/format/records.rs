//! The file of a month: its text, in one canonical form, and what is kept of a damaged one.

use std::fmt::Write as _;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};

use super::content::Content;
use super::ron_text::{self, Damage, RECORDS_VERSION, ReadError, options};
use super::{version_1, version_2, version_3};
use crate::domain::{Body, Metric, Record, RecordId};

/// A file as it lies on the disk, with records of shape `R`.
///
/// Each version is frozen: where a type of `domain` changes its shape, the old shape is copied to a module such as
/// [`version_1`], and a further version begins. `tests/golden/` holds files of each that must always load.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound = "R: Deserialize<'de> + Into<Record>")]
pub(super) struct File<R> {
    #[expect(dead_code, reason = "read beforehand, and must be known here")]
    version: u32,
    records: Vec<Valid<R>>,
    #[serde(default)]
    deleted: Vec<Deletion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deletion {
    id: RecordId,
    rev: u32,
}

/// A record whose numbers are within what the rest of the program may rely on, read from the shape `R`.
#[derive(Debug)]
pub struct Valid<R = Record> {
    /// The record.
    pub record: Record,
    shape: PhantomData<R>,
}

impl<'de, R: Deserialize<'de> + Into<Record>> Deserialize<'de> for Valid<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let record = R::deserialize(deserializer)?.into();
        match invalid(&record) {
            Some(cause) => Err(serde::de::Error::custom(cause)),
            None => Ok(Self { record, shape: PhantomData }),
        }
    }
}

/// What no record may hold, in plain words; `None` where the record is sound.
pub fn invalid(record: &Record) -> Option<String> {
    let Record { id: _, rev: _, when, body } = record;
    if jiff_offset_is_out_of_range(when.offset_secs) {
        return Some(format!("offset_secs {} is outside -93599 to 93599", when.offset_secs));
    }
    match body {
        Body::CheckIn(check_in) => {
            let mut known = check_in.metrics.iter().filter_map(|(id, &value)| Some((Metric::of(id)?, value)));
            known.find(|(metric, value)| !metric.allows(*value)).map(|(metric, _)| metric.outside())
        }
        Body::Retest(retest) => {
            let trials = [&retest.left, &retest.right, &retest.both];
            let odd = trials.into_iter().flatten().find(|trial| !trial.is_finite());
            let points = retest.photos.iter().flat_map(|photo| &photo.points);
            let mut odd_points = points.filter(|(x, y)| !x.is_finite() || !y.is_finite());
            let of_photo = odd_points.next().map(|_| "a point in a photo is not a number".to_owned());
            odd.map(|trial| format!("trial {trial} is not a number")).or(of_photo)
        }
        Body::Circuit(circuit) => {
            let mut chances = circuit.stations.iter().filter_map(|done| done.chance_percent);
            let odd = chances.find(|percent| *percent > 100);
            odd.map(|percent| format!("chance_percent {percent} is above 100"))
        }
        Body::Training(_) => None,
    }
}

/// 25:59:59 either way is what a fixed offset can hold.
fn jiff_offset_is_out_of_range(offset_secs: i32) -> bool {
    !(-93_599..=93_599).contains(&offset_secs)
}

/// What a file holds.
pub fn decode(bytes: &[u8]) -> Result<Content, ReadError> {
    let text = ron_text::text_of(bytes).map_err(ReadError::Damaged)?;
    match ron_text::version_of(text) {
        Some(1) => content_of(ron_text::read_up_to::<File<version_1::Record>>(RECORDS_VERSION, text)?),
        Some(2) => content_of(ron_text::read_up_to::<File<version_2::Record>>(RECORDS_VERSION, text)?),
        Some(3) => content_of(ron_text::read_up_to::<File<version_3::Record>>(RECORDS_VERSION, text)?),
        Some(_) | None => content_of(ron_text::read_up_to::<File<Record>>(RECORDS_VERSION, text)?),
    }
}

pub(super) fn content_of<R>(File { version: _, records, deleted }: File<R>) -> Result<Content, ReadError> {
    let mut content = Content::default();
    for Valid { record, .. } in records {
        let twin = content.records.get(&record.id);
        if twin.is_some_and(|twin| twin.rev == record.rev && !twin.says_the_same(&record)) {
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
    let mut text = format!("(\n  version: {RECORDS_VERSION},\n");
    push_records(&mut text, records.values().map(AsRef::as_ref))?;
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

/// Adds the field `records` of a file, in the canonical order.
pub fn push_records<'a>(text: &mut String, records: impl Iterator<Item = &'a Record>) -> Result<(), ron::Error> {
    let mut ordered: Vec<&Record> = records.collect();
    ordered.sort_by_key(|record| (record.when.at, record.id));
    text.push_str("  records: [\n");
    for record in ordered {
        push_record(text, record)?;
    }
    text.push_str("  ],\n");
    Ok(())
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
    /// Records that claim to be a revision in `content` and say something else: where a block of the file stands twice,
    /// the head of one record may go on as another, and nothing tells which of the two was written so.
    pub twins: Vec<Arc<Record>>,
    /// How many records or deletions were begun but do not parse.
    pub lost: usize,
}

impl Salvage {
    fn put(&mut self, record: Arc<Record>) {
        let id = record.id;
        let known = self.content.records.get(&id).cloned();
        self.content.put(record.clone());
        if let Some(known) = known.filter(|known| known.rev == record.rev && !known.says_the_same(&record)) {
            let is_shown = self.content.records.get(&id).is_some_and(|shown| Arc::ptr_eq(shown, &record));
            self.twins.push(if is_shown { known } else { record });
        }
    }
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
            Some((Salvaged::Record(record), _)) => salvage.put(Arc::from(record)),
            Some((Salvaged::Deletion(Deletion { id, rev }), _)) => salvage.content.delete(id, rev),
            None => salvage.lost += 1,
        }
    }
    salvage
}

/// What can begin at an `(id:`. The fields of the two are told apart by name, so neither is taken for the other.
enum Salvaged {
    Record(Box<Record>),
    Deletion(Deletion),
}

impl Salvaged {
    /// What the text begins with, and how many bytes it takes.
    fn begin_of(text: &str) -> Option<(Self, usize)> {
        let record = parse_prefix::<Valid>(text).map(|(Valid { record, .. }, len)| (Self::Record(record.into()), len));
        // What is a record of version 3 is one of today too, and one of version 1 is one of version 2.
        let older = || {
            let parsed = parse_prefix::<Valid<version_2::Record>>(text);
            parsed.map(|(Valid { record, .. }, len)| (Self::Record(record.into()), len))
        };
        record.or_else(older).or_else(|| parse_prefix(text).map(|(deletion, len)| (Self::Deletion(deletion), len)))
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
