//! RON as the files hold it: how values are written, and what is said of text that does not parse.

use ron::Options;
use ron::error::{Position, SpannedError};
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::canonical;

/// The version of the files that hold one value each.
pub const VERSION: u32 = 1;
/// The version of the files of records.
pub const RECORDS_VERSION: u32 = 4;

/// Deeper nesting than any record has is refused, so that no file can exhaust the stack.
const RECURSION_LIMIT: usize = 32;

/// Why a file was not read as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// A later version of the program wrote it.
    Newer(u32),
    /// It does not parse, or holds what no record may hold.
    Damaged(Damage),
}

/// Where and why a text does not parse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The place, if the cause has one.
    pub at: Option<Position>,
    /// The cause in plain words, without a full stop.
    pub cause: String,
}

impl Damage {
    pub(super) fn somewhere(cause: String) -> Self {
        Self { at: None, cause }
    }

    /// What `ron` says of a text, in plain words.
    pub fn in_text(text: &str, SpannedError { code, span }: &SpannedError) -> Self {
        let is_at_end = span.start >= end_of(text.trim_end());
        let cause = if is_at_end { "the file ends too early".to_owned() } else { plain(code) };
        Self { at: Some(span.start), cause }
    }
}

/// The place after the last letter, counted from 1.
fn end_of(text: &str) -> Position {
    let line = 1 + text.matches('\n').count();
    let col = 1 + text.chars().rev().take_while(|&letter| letter != '\n').count();
    Position { line, col }
}

/// The options that everything is read and written with: plain RON, no extensions.
pub(super) fn options() -> Options {
    Options::default().with_recursion_limit(RECURSION_LIMIT)
}

/// The text of a file's bytes, without the byte order mark that some editors put in front.
///
/// Zeros are refused: in a text they stand escaped, and by themselves where a disk never got the bytes.
pub fn text_of(bytes: &[u8]) -> Result<&str, Damage> {
    let at_end_of = |before: &[u8], cause: &str| {
        let at = Some(end_of(&String::from_utf8_lossy(before)));
        Damage { at, cause: cause.to_owned() }
    };
    let text = std::str::from_utf8(bytes)
        .map_err(|error| at_end_of(&bytes[..error.valid_up_to()], "this is not UTF-8 text"))?;
    match text.find('\0') {
        Some(zero) => Err(at_end_of(&bytes[..zero], "zeros stand where text should be")),
        None => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
    }
}

/// Reads a file that holds one value.
pub fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, ReadError> {
    read_up_to(VERSION, text)
}

/// Reads a file of the newest version known of its kind, or of one that has the same shape; the version stands first and
/// decides before anything else is looked at.
pub fn read_up_to<'a, T: Deserialize<'a>>(newest: u32, text: &'a str) -> Result<T, ReadError> {
    if text.trim().is_empty() {
        return Err(ReadError::Damaged(Damage::somewhere("the file is empty".to_owned())));
    }
    match version_of(text) {
        Some(version) if version > newest => Err(ReadError::Newer(version)),
        // Without a readable version the error of the whole says best what is wrong.
        Some(_) | None => match canonical::read(text) {
            Some(value) => Ok(value),
            None => options().from_str(text).map_err(|error| ReadError::Damaged(Damage::in_text(text, &error))),
        },
    }
}

/// A value as text: spread over lines down to `depth` levels, on one line below; two spaces a level, LF.
pub fn write<T: Serialize>(value: &T, depth: usize) -> Result<String, ron::Error> {
    let config = PrettyConfig::new().new_line("\n").indentor("  ").depth_limit(depth);
    let text = options().to_string_pretty(value, config)?;
    Ok(if text.contains("\\'") { with_plain_apostrophes(&text) } else { text })
}

/// The `version` of a file: read where it stands in every file that the program wrote, else by parsing the whole.
pub fn version_of(text: &str) -> Option<u32> {
    #[derive(Deserialize)]
    struct Header {
        version: u32,
    }

    let number = after(text, "(").and_then(|rest| after(rest, "version")).and_then(|rest| after(rest, ":"));
    let number = number.and_then(|rest| {
        let rest = rest.trim_start();
        let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
        rest[..end].parse().ok()
    });
    number.or_else(|| options().from_str(text).ok().map(|Header { version }| version))
}

fn after<'a>(text: &'a str, token: &str) -> Option<&'a str> {
    text.trim_start().strip_prefix(token)
}

/// Undoes the needless escape of `'` in strings, which ron writes after Rust's own rules: people read these files.
fn with_plain_apostrophes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        match letters.next() {
            Some('\'') => plain.push('\''),
            Some(escaped) => plain.extend([letter, escaped]),
            None => plain.push(letter),
        }
    }
    plain
}

fn plain(error: &ron::Error) -> String {
    use ron::Error;
    match error {
        Error::Message(message) => message.clone(),
        Error::Eof => "the file ends too early".to_owned(),
        Error::ExpectedNamedStructLike(_) | Error::ExpectedStructLike => "an opening `(` is missing".to_owned(),
        Error::ExpectedStringEnd => "a text has no closing quote".to_owned(),
        Error::NoSuchStructField { found, .. } => format!("unknown field `{found}`"),
        Error::MissingStructField { field, .. } => format!("the field `{field}` is missing"),
        Error::DuplicateStructField { field, .. } => format!("the field `{field}` stands twice"),
        Error::NoSuchEnumVariant { found, .. } => format!("unknown word `{found}`"),
        Error::ExpectedOption => "`Some(…)` or `None` is expected".to_owned(),
        Error::IntegerOutOfBounds => "a number is out of range".to_owned(),
        Error::ExceededRecursionLimit => "the brackets are nested too deep".to_owned(),
        other => {
            let text = other.to_string();
            let mut letters = text.chars();
            letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_found_first_wherever_it_stands() {
        let check = |text: &str, version: Option<u32>| assert_eq!(version_of(text), version, "{text}");
        check("(version: 1, records: [", Some(1));
        check("(\n  version: 27,\n garbage \"", Some(27));
        check("(\r\n\tversion :3)", Some(3));
        check("// mine\n(version: 2, more: [Word((a: 1))])", Some(2));
        check("(more: {\"a\": 1}, version: 2)", Some(2));
        check("(versions: 2)", None);
        check("(version: two)", None);
        check("", None);
        check("(version: 99999999999)", None);
    }

    #[test]
    fn only_the_escape_of_an_apostrophe_is_undone() {
        for text in ["it's", "a \"quote\"", "back\\slash", "\\'", "line\nbreak", "\\\\'", "'", "tab\t\u{301}\0\u{7f}"] {
            let written = write(&text, 0).expect("text can be written");
            assert!(!written.contains('\n'), "{written}");
            assert_eq!(options().from_str::<String>(&written).expect("it reads back"), text);
        }
        assert_eq!(write(&"it's", 0).expect("text can be written"), "\"it's\"");
    }

    #[test]
    fn a_text_that_is_no_utf_8_or_has_zeros_in_it_is_refused_at_its_place() {
        let damage = text_of(b"(\n ab\xff)").expect_err("no UTF-8");
        assert_eq!(damage.at, Some(Position { line: 2, col: 4 }));
        let damage = text_of(b"(\n  \0\0)").expect_err("zeros");
        assert_eq!(damage.at, Some(Position { line: 2, col: 3 }));
        assert_eq!(text_of("\u{feff}(a: 1)".as_bytes()), Ok("(a: 1)"));
    }

    #[test]
    fn nesting_without_end_is_an_error_and_not_a_crash() {
        let text = format!("(version: 1, records: {}", "[".repeat(100_000));
        assert!(matches!(read::<ron::Value>(&text), Err(ReadError::Damaged(_))));
    }
}
