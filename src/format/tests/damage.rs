//! What disks, editors and sync tools do to a file: 500 cases of each kind, the same on every machine.
//!
//! The rule: a record or deletion is kept whenever none of its own bytes were touched, wherever the damage lies. What
//! reads differently from what was written must be reported; where a changed digit or letter still parses, the text
//! cannot know, and the share of that is printed. The store's hashes are there to catch it.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use fastrand::Rng;

use super::{busy_month, text};
use crate::domain::{Body, CheckIn, Record, RecordId};
use crate::format::{Content, ReadError, Salvage, decode, salvage};

const CASES: usize = 500;

/// A stretch of the sound file that gives way to other bytes.
struct Splice {
    from: Range<usize>,
    to: Vec<u8>,
}

impl Splice {
    fn replace(from: Range<usize>, to: impl Into<Vec<u8>>) -> Self {
        Self { from, to: to.into() }
    }

    fn insert(at: usize, bytes: impl Into<Vec<u8>>) -> Self {
        Self { from: at..at, to: bytes.into() }
    }

    /// Whether it changes bytes of this stretch, or stands between two of them.
    fn touches(&self, part: &Range<usize>) -> bool {
        self.from.start < part.end
            && part.start < self.from.end.max(self.from.start + usize::from(self.is_insertion()))
            && !(self.is_insertion() && self.from.start == part.start)
    }

    fn is_insertion(&self) -> bool {
        self.from.is_empty()
    }
}

/// A sound file, and where each thing lies in it.
struct Sound {
    content: Content,
    bytes: Vec<u8>,
    records: Vec<(Range<usize>, Arc<Record>)>,
    deletions: Vec<(Range<usize>, RecordId)>,
    /// The number of the version: whoever changes it claims another format for the whole file.
    version: Range<usize>,
}

impl Sound {
    fn new() -> Self {
        let content = busy_month();
        let text = text(&content);
        let begin_of = |id: RecordId| {
            let id_at = text.find(&format!("id: \"{id}\"")).expect("each id stands in the text");
            text[..id_at].rfind('(').expect("a bracket before it")
        };
        let records = content.records.values().map(|record| {
            let begin = begin_of(record.id);
            let end = begin + text[begin..].find("\n    ),\n").expect("a record ends") + "\n    )".len();
            (begin..end, record.clone())
        });
        let deletions = content.deleted.keys().map(|&id| {
            let begin = begin_of(id);
            (begin..begin + text[begin..].find(')').expect("a deletion ends") + 1, id)
        });
        let number = text.find("version: ").expect("a version") + "version: ".len();
        Self {
            records: records.collect(),
            deletions: deletions.collect(),
            version: number - 1..number + 2,
            bytes: text.clone().into_bytes(),
            content,
        }
    }

    fn line_starts(&self) -> Vec<usize> {
        let ends = self.bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
    }

    fn with(&self, splices: &[Splice]) -> Vec<u8> {
        let (mut bytes, mut at) = (Vec::new(), 0);
        for Splice { from, to } in splices {
            bytes.extend(&self.bytes[at..from.start]);
            bytes.extend(to);
            at = from.end;
        }
        bytes.extend(&self.bytes[at..]);
        bytes
    }

    /// A block of the disk, of 512 or 4,096 bytes.
    fn block(&self, rng: &mut Rng) -> Range<usize> {
        let size = if rng.bool() { 512 } else { 4096 };
        let begin = rng.usize(..self.bytes.len()) / size * size;
        begin..(begin + size).min(self.bytes.len())
    }
}

/// What is done to a file.
struct Kind {
    name: &'static str,
    /// Splices in the order of their places, none within another.
    damage: fn(&Sound, &mut Rng) -> Vec<Splice>,
    outcome: Outcome,
}

/// What is to be read afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Just what was written: nothing is amiss.
    AsBefore,
    /// Every untouched record.
    Untouched,
    /// Every untouched record, or a higher revision of it that now stands in the file beside it.
    UntouchedOrEdited,
}

const KINDS: [Kind; 12] = [
    Kind { name: "one flipped bit", damage: one_bit, outcome: Outcome::Untouched },
    Kind { name: "8 flipped bits", damage: bits, outcome: Outcome::Untouched },
    Kind { name: "random bytes", damage: random_bytes, outcome: Outcome::Untouched },
    Kind { name: "truncation", damage: truncation, outcome: Outcome::Untouched },
    Kind { name: "zeroed block", damage: zeroed_block, outcome: Outcome::Untouched },
    Kind { name: "garbage block", damage: garbage_block, outcome: Outcome::Untouched },
    Kind { name: "a block of itself", damage: own_block, outcome: Outcome::Untouched },
    Kind { name: "byte order mark", damage: byte_order_mark, outcome: Outcome::AsBefore },
    Kind { name: "CRLF", damage: carriage_returns, outcome: Outcome::AsBefore },
    Kind { name: "conflict markers", damage: conflict_markers, outcome: Outcome::UntouchedOrEdited },
    Kind { name: "empty or zeros", damage: nothing_left, outcome: Outcome::Untouched },
    Kind { name: "deep nesting", damage: deep_nesting, outcome: Outcome::Untouched },
];

fn flipped(sound: &Sound, at: usize, rng: &mut Rng) -> Splice {
    Splice::replace(at..at + 1, [sound.bytes[at] ^ (1 << rng.u32(..8))])
}

fn one_bit(sound: &Sound, rng: &mut Rng) -> Vec<Splice> {
    vec![flipped(sound, rng.usize(..sound.bytes.len()), rng)]
}

fn bits(sound: &Sound, rng: &mut Rng) -> Vec<Splice> {
    let mut places = rng.choose_multiple(0..sound.bytes.len(), 8);
    places.sort_unstable();
    places.into_iter().map(|at| flipped(sound, at, rng)).collect()
}

fn random_bytes(sound: &Sound, rng: &mut Rng) -> Vec<Splice> {
    let begin = rng.usize(..sound.bytes.len());
    let end = (begin + rng.usize(1..=16)).min(sound.bytes.len());
    vec![Splice::replace(begin..end, std::iter::repeat_with(|| rng.u8(..)).take(end - begin).collect::<Vec<_>>())]
}

fn truncation(sound: &Sound, rng: &mut Rng) -> Vec<Splice> {
    vec![Splice::replace(rng.usize(..sound.bytes.len())..sound.bytes.len(), [])]
}

fn zeroed_block(sound: &Sound, rng: &mut Rng) -> Vec<Splice> {
    let block = sound.block(rng);
    vec![Splice::replace(block.clone(), vec![0; block.len()])]
}

fn garbage_block(sound: &Sound, rng: &mut Rng) -> Vec<Splice> {
    let block = sound.block(rng);
    let garbage: Vec<u8> = block.clone().map(|_| rng.u8(..)).collect();
    vec![Splice::replace(block, garbage)]
}

/// A block that stands in the place of another, as after a wrong write of the disk.
fn own_block(sound: &Sound, rng: &mut Rng) -> Vec<Splice> {
    let (there, here) = (sound.block(rng), sound.block(rng));
    vec![Splice::replace(here, &sound.bytes[there])]
}

fn byte_order_mark(_: &Sound, _: &mut Rng) -> Vec<Splice> {
    vec![Splice::insert(0, "\u{feff}")]
}

/// Some lines, or all, end as on Windows.
fn carriage_returns(sound: &Sound, rng: &mut Rng) -> Vec<Splice> {
    let share = [0.1, 0.5, 1.1][rng.usize(..3)];
    let ends = sound.line_starts().into_iter().skip(1).filter(|_| rng.f64() < share);
    ends.map(|start| Splice::insert(start - 1, "\r")).collect()
}

/// As `git merge` leaves a file that both sides changed: some lines twice, the second time with a change.
fn conflict_markers(sound: &Sound, rng: &mut Rng) -> Vec<Splice> {
    let lines = sound.line_starts();
    let first = rng.usize(..lines.len() - 1);
    let last = (first + rng.usize(0..80)).min(lines.len() - 1);
    let [begin, end] = [first, last].map(|line| lines[line]);
    let theirs = sound.bytes[begin..end].escape_ascii().to_string().replace("\\n", "\n").replace("\\\"", "\"");
    let theirs =
        theirs.replace("\\'", "'").replace("soreness: Some(1)", "soreness: Some(2)").replace("rev: 1,", "rev: 2,");
    vec![Splice::insert(begin, "<<<<<<< HEAD\n"), Splice::insert(end, format!("=======\n{theirs}>>>>>>> theirs\n"))]
}

/// An empty file, or one whose bytes never reached the disk.
fn nothing_left(sound: &Sound, rng: &mut Rng) -> Vec<Splice> {
    let whole = 0..sound.bytes.len();
    let left = [Vec::new(), vec![0; whole.len()], vec![0; rng.usize(..whole.len())], b" \n".repeat(rng.usize(..9))];
    vec![Splice::replace(whole, left[rng.usize(..left.len())].clone())]
}

fn deep_nesting(sound: &Sound, rng: &mut Rng) -> Vec<Splice> {
    let bracket = ["(", "[", "{", "Some(", "(id:", "[[{("][rng.usize(..6)];
    vec![Splice::insert(rng.usize(..sound.bytes.len()), bracket.repeat(rng.usize(1..2_000)))]
}

#[derive(Default)]
struct Tally {
    reported: usize,
    silent: usize,
    alike: usize,
    untouched: usize,
    kept: usize,
}

/// Damages the file once and checks the rule.
fn check(sound: &Sound, kind: &Kind, case: usize, tally: &mut Tally) {
    let mut rng = Rng::with_seed(case as u64);
    let splices = (kind.damage)(sound, &mut rng);
    let bytes = sound.with(&splices);
    let name = kind.name;
    let is_touched = |part: &Range<usize>| splices.iter().any(|splice| splice.touches(part));
    let (read, twins, is_reported) = match decode(&bytes) {
        Ok(content) => (content, Vec::new(), false),
        Err(ReadError::Damaged(damage)) => {
            assert!(!damage.cause.is_empty());
            let Salvage { content, twins, lost: _ } = salvage(&bytes);
            (content, twins, true)
        }
        Err(ReadError::Newer(_)) => {
            assert!(is_touched(&sound.version), "{name}, case {case}: taken for a later version");
            tally.reported += 1;
            return;
        }
    };
    match (is_reported, read == sound.content) {
        (true, _) => tally.reported += 1,
        (false, true) => tally.alike += 1,
        (false, false) => tally.silent += 1,
    }
    if kind.outcome == Outcome::AsBefore {
        assert_eq!((&read, is_reported), (&sound.content, false), "{name}, case {case}");
    }
    let may_be_edited = kind.outcome == Outcome::UntouchedOrEdited;
    let is_kept =
        |found: &Arc<Record>, record: &Arc<Record>| found == record || may_be_edited && found.rev > record.rev;
    // Of two that claim to be one revision, both are shown.
    let kept = |record: &Arc<Record>| {
        read.records.get(&record.id).into_iter().chain(&twins).any(|found| is_kept(found, record))
    };
    tally.kept += sound.records.iter().filter(|(_, record)| kept(record)).count();
    for (part, record) in sound.records.iter().filter(|(part, _)| !is_touched(part)) {
        tally.untouched += 1;
        let found = read.records.get(&record.id);
        assert!(
            kept(record),
            "{name}, case {case}: {} at {part:?} is {found:?}\n{}",
            record.id,
            around(&bytes, &splices)
        );
    }
    for (part, id) in sound.deletions.iter().filter(|(part, _)| !is_touched(part)) {
        let found = read.deleted.get(id);
        let is_kept = found == sound.content.deleted.get(id);
        assert!(is_kept, "{name}, case {case}: deletion {id} at {part:?} is {found:?}\n{}", around(&bytes, &splices));
    }
}

/// The text about the first damage, for whoever has to find out why.
fn around(bytes: &[u8], splices: &[Splice]) -> String {
    let at = splices.first().map_or(0, |splice| splice.from.start).min(bytes.len());
    String::from_utf8_lossy(&bytes[at.saturating_sub(300)..(at + 300).min(bytes.len())]).into_owned()
}

#[test]
#[expect(clippy::print_stdout, reason = "the shares are for people to read")]
fn whatever_is_done_to_a_file_the_records_that_were_not_touched_are_kept() {
    let sound = Sound::new();
    let records = sound.records.len();
    let mut table = format!("{CASES} cases each, {records} records, {} bytes\n", sound.bytes.len());
    table.push_str("kind               reported  silent  as before  records kept  of the untouched\n");
    for kind in &KINDS {
        let mut tally = Tally::default();
        (0..CASES).for_each(|case| check(&sound, kind, case, &mut tally));
        let Tally { reported, silent, alike, untouched, kept } = tally;
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole as f64;
        writeln!(
            table,
            "{:<18} {:>7.1}% {:>6.1}% {:>9.1}% {:>12.2}% {:>16}%",
            kind.name,
            share(reported, CASES),
            share(silent, CASES),
            share(alike, CASES),
            share(kept, CASES * records),
            if untouched == 0 { "-".to_owned() } else { "100".to_owned() },
        )
        .expect("text can grow");
    }
    println!("{table}");
}

#[test]
fn a_block_of_zeros_within_a_long_note_is_damage_and_not_a_part_of_the_note() {
    let mut content = busy_month();
    let id = *content.records.keys().next().expect("a record");
    let record = Arc::make_mut(content.records.get_mut(&id).expect("it is there"));
    let note = "slept well, ".repeat(200);
    record.body = Body::CheckIn(CheckIn { note: note.clone(), ..CheckIn::default() });
    let mut bytes = text(&content).into_bytes();
    let at = bytes.windows(note.len()).position(|part| part == note.as_bytes()).expect("the note stands in the text");
    bytes[at + 500..at + 1_012].fill(0);
    assert!(matches!(decode(&bytes), Err(ReadError::Damaged(_))));
    let Salvage { content: kept, twins: _, lost } = salvage(&bytes);
    content.records.remove(&id);
    assert_eq!((kept, lost), (content, 1));
}

#[test]
fn where_the_deletions_begin_need_not_be_readable() {
    let sound = text(&busy_month());
    let (records, deletions) = sound.split_once("\n  deleted: [").expect("there are deletions");
    for damaged in [
        format!("{records}\n  dxleted: [{deletions}"),
        // Both sides of a conflict of `git merge`: records stand behind deletions.
        format!("<<<<<<< ours\n(version: 1, records: [], deleted: [{deletions}=======\n{records}])\n>>>>>>> theirs\n"),
    ] {
        let Salvage { content, twins: _, lost } = salvage(damaged.as_bytes());
        assert_eq!((content, lost), (busy_month(), 0));
    }
}
