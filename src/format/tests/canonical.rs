//! The quick reader beside `ron`: it may refuse a text, but never say anything else of it.

use fastrand::Rng;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde::Deserialize;

use super::{busy_month, text};
use crate::domain::{Record, Settings, strategies};
use crate::format::records::{File, content_of};
use crate::format::ron_text::options;
use crate::format::{Content, Revised, canonical, version_1, version_2, version_3, write};

/// What a file means, in letters: two zeros of different sign are different.
fn meaning<R>(file: File<R>) -> String {
    format!("{:?}", content_of(file))
}

/// How often the two readers took a text or did not.
#[derive(Debug, Default)]
struct Tally {
    both: usize,
    ron_alone: usize,
    neither: usize,
}

impl Tally {
    /// Reads a text in both ways.
    fn compare<'de, T: Deserialize<'de>>(&mut self, text: &'de str, meaning: impl Fn(T) -> String) {
        let quick = canonical::read(text).map(&meaning);
        let usual = options().from_str(text).ok().map(&meaning);
        match (&quick, &usual) {
            (Some(_), _) => assert_eq!(quick, usual, "{text}"),
            (None, Some(_)) => self.ron_alone += 1,
            (None, None) => self.neither += 1,
        }
        self.both += usize::from(quick.is_some());
    }

    /// The same as each of the shapes that such a text may have.
    fn compare_all(&mut self, text: &str) {
        self.compare(text, meaning::<Record>);
        self.compare(text, meaning::<version_1::Record>);
        self.compare(text, meaning::<version_2::Record>);
        self.compare(text, meaning::<version_3::Record>);
        self.compare(text, |settings: Revised<Settings>| format!("{settings:?}"));
    }
}

/// What the grammar of RON allows here or there, and the quick reader should leave to `ron`, or see through.
const PIECES: [&str; 44] = [
    " ", "\n", "\t", "\r\n", "\u{a0}", "\u{2028}", "/* , */", "// )\n", ",", ",,", ":", "(", ")", "[", "]", "{", "}",
    "()", "\"", "\\", "\\\"", "\\u{41}", "\\x41", "\\\n  ", "r\"", "r#\"", "r#id", "Some", "Some(", "None", "CheckIn",
    "CheckIn(", "Stamp", "-", "+", ".", "_", "0", "0x", "u8", "e1", "inf", "NaN", "é",
];

/// One change or two, each of a few letters, and most of them between two tokens.
fn mutated(sound: &str, rng: &mut Rng) -> String {
    let mut letters: Vec<char> = sound.chars().collect();
    for _ in 0..rng.usize(1..=2) {
        let mut at = rng.usize(..=letters.len());
        if rng.u8(..4) > 0 {
            at += letters[at..].iter().take_while(|letter| letter.is_alphanumeric()).count();
        }
        let end = (at + rng.usize(..6)).min(letters.len());
        let piece = PIECES[rng.usize(..PIECES.len())];
        match rng.u8(..4) {
            0 => drop(letters.drain(at..end)),
            1 => drop(letters.splice(at..end, piece.chars())),
            2 => drop(letters.splice(at..at, letters[at..end].to_vec())),
            _ => drop(letters.splice(at..at, piece.chars())),
        }
    }
    letters.into_iter().collect()
}

#[test]
fn whatever_is_done_to_a_text_the_quick_reader_refuses_it_or_reads_what_ron_reads() {
    let mut runner = TestRunner::deterministic();
    let mut rng = Rng::with_seed(7);
    let mut tally = Tally::default();
    let mut check = |sound: &str| {
        for _ in 0..60 {
            tally.compare_all(&mutated(sound, &mut rng));
        }
    };
    for _ in 0..100 {
        let document = strategies::document(3).new_tree(&mut runner).expect("a document").current();
        let mut content = Content::default();
        document.records().for_each(|record| content.put(record.clone()));
        check(&text(&content));
        // The same on one line, and with other spaces, as other programs may write it.
        check(&text(&content).replace('\n', ""));
        check(&text(&content).replace("(\n", "(").replace(": (", ":("));
        let settings = Revised { rev: 1, value: document.settings };
        check(&write(&settings, 9).expect("settings can be written"));
    }
    let Tally { both, ron_alone, neither } = tally;
    assert!(both > 1_000 && ron_alone > 1_000 && neither > 1_000, "all three cases were seen: {tally:?}");
}

#[test]
fn every_text_of_records_that_the_program_writes_or_wrote_is_read_quickly() {
    fn check<R>(text: &str)
    where
        R: for<'de> Deserialize<'de> + Into<Record>,
    {
        let usual: File<R> = options().from_str(text).expect("ron reads it");
        assert_eq!(canonical::read(text).map(meaning::<R>), Some(meaning(usual)), "{text}");
    }
    check::<Record>(&text(&busy_month()));
    check::<Record>(&text(&Content::default()));
    check::<version_1::Record>(include_str!("../../../tests/golden/version_1/log/2026/2026-03.k7f2q.ron"));
    check::<version_2::Record>(include_str!("../../../tests/golden/version_2/log/2026/2026-03.k7f2q.ron"));
    check::<version_3::Record>(include_str!("../../../tests/golden/version_3/log/2026/2026-03.k7f2q.ron"));
    check::<Record>(include_str!("../../../tests/golden/version_4/log/2026/2026-03.k7f2q.ron"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn so_is_any_document(document in strategies::document(6)) {
        let mut content = Content::default();
        document.records().for_each(|record| content.put(record.clone()));
        let read = canonical::read(&text(&content)).map(content_of::<Record>);
        prop_assert_eq!(read, Some(Ok(content)));
    }
}
