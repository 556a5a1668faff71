//! The built-in figures, embedded from `assets/poses/`: one for each drill, technique and benchmark, by its id.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::domain::figure::Figure;

/// One embedded file of figures.
struct EmbeddedFile {
    name: &'static str,
    text: &'static str,
}

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        [$(EmbeddedFile { name: $name, text: include_str!(concat!("../../assets/poses/", $name)) }),+]
    };
}

static FILES: [EmbeddedFile; 8] = embedded![
    "benchmarks_lower.ron",
    "benchmarks_upper.ron",
    "hips.ron",
    "legs.ron",
    "techniques_lower.ron",
    "techniques_upper.ron",
    "trunk.ron",
    "upper_body.ron",
];

/// A file of figures that does not parse: a mistake in the program, shown with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("assets/poses/{file}:{}: {}", .error.span.start, .error.code)]
pub struct PosesError {
    file: &'static str,
    error: Box<ron::error::SpannedError>,
}

static FIGURES: LazyLock<BTreeMap<String, Figure>> = LazyLock::new(|| parse_all().unwrap_or_default());

/// The built-in figure of a drill, technique or benchmark.
pub fn figure(id: &str) -> Option<&'static Figure> {
    FIGURES.get(id)
}

/// The ids of all built-in figures, in order.
pub fn ids() -> impl Iterator<Item = &'static str> {
    FIGURES.keys().map(String::as_str)
}

/// The figures of one text in the form of `assets/poses/*.ron`.
pub fn parse(text: &str) -> Result<BTreeMap<String, Figure>, Box<ron::error::SpannedError>> {
    ron::from_str(text).map_err(Box::new)
}

fn parse_all() -> Result<BTreeMap<String, Figure>, PosesError> {
    let mut all = BTreeMap::new();
    for EmbeddedFile { name, text } in &FILES {
        all.append(&mut parse(text).map_err(|error| PosesError { file: name, error })?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_parses() {
        let figures = parse_all().unwrap_or_else(|error| panic!("{error}"));
        assert!(figures.values().all(|figure| !figure.keys.is_empty()));
    }

    #[test]
    fn every_built_in_figure_is_one_that_could_come_in_a_pack() {
        for id in ids() {
            assert_eq!(figure(id).and_then(Figure::unsound), None, "{id}");
        }
    }
}
