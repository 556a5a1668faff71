//! The texts can be read from the floor, and claim nothing.

use super::super::EmbeddedFile;
use super::catalog;

/// The words that the program never says.
const FORBIDDEN: [&str; 6] = ["fix", "release", "knot", "flush", "toxin", "prevent"];

/// How many lines a text fills when broken between words.
fn lines_of(text: &str, width: usize) -> usize {
    let mut lines = 1;
    let mut used = 0;
    for word in text.split(' ') {
        let len = word.chars().count();
        if used > 0 && used + 1 + len > width {
            lines += 1;
            used = len;
        } else {
            used += len + usize::from(used > 0);
        }
    }
    lines
}

#[test]
fn lines_break_between_words() {
    let check = |text: &str, lines: usize| assert_eq!(lines_of(text, 7), lines, "{text}");
    check("", 1);
    check("one two", 1);
    check("one twos", 2);
    check("one two three four", 3);
}

#[test]
fn every_cue_fits_two_lines_of_sixty_characters() {
    let catalog = catalog();
    let drills = catalog.drills().iter().map(|drill| (drill.id.as_str(), &drill.name, &drill.cue, &drill.source));
    let techniques =
        catalog.techniques().iter().map(|entry| (entry.id.as_str(), &entry.name, &entry.cue, &entry.source));
    for (id, name, cue, source) in drills.chain(techniques) {
        assert!((1..=2).contains(&lines_of(cue, 60)) && cue.ends_with('.'), "{id}: {cue}");
        assert!((1..=32).contains(&name.chars().count()), "{id}: {name}");
        assert!(!source.is_empty(), "{id} has no source");
    }
}

#[test]
fn every_session_type_and_benchmark_states_its_source() {
    let catalog = catalog();
    for session in catalog.session_types() {
        assert!(!session.source.is_empty() && !session.positions.is_empty(), "{}", session.id);
    }
    for benchmark in catalog.benchmarks() {
        assert!(!benchmark.source.is_empty() && !benchmark.steps.is_empty(), "{}", benchmark.id);
        for norm in &benchmark.norms {
            assert!(!norm.source.is_empty() && !norm.people.is_empty(), "{}: {}", benchmark.id, norm.value);
        }
    }
}

#[test]
fn no_file_says_a_forbidden_word_or_raises_its_voice() {
    for embedded in
        [EmbeddedFile::DRILLS, EmbeddedFile::TECHNIQUES, EmbeddedFile::SESSION_TYPES, EmbeddedFile::BENCHMARKS]
    {
        let EmbeddedFile { file, text } = embedded;
        for (index, line) in text.lines().enumerate() {
            let said = FORBIDDEN.into_iter().find(|word| line.to_lowercase().contains(word));
            assert_eq!(said, None, "{file}:{}", index + 1);
            assert!(!line.replace("#![enable", "").contains('!'), "{file}:{}", index + 1);
        }
    }
}
