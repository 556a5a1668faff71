//! Says what is wrong with figures, and writes their rows of `tests/golden/joints.txt` anew:
//!
//! ```text
//! cargo run --example figure_check -- [--write] [d10 d25 …]
//! ```
//!
//! Run from the repository's root; without ids it does all. The figures are read from `assets/poses/` as they are on
//! the disk, so that the built example may be run again without building. Rows that still agree stay as they are.

#![expect(clippy::disallowed_methods, reason = "rows of figures under the hand of the one who draws them")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::{Write, stdout};

use supple::pose::{Figure, faults, parse};

#[path = "../tests/poses/rows.rs"]
mod rows;

use rows::Row;

const ROWS: &str = "tests/golden/joints.txt";
const FIGURES: &str = "assets/poses";
const WRITE: &str = "--write";

fn main() -> Result<(), Box<dyn Error>> {
    let (options, ids): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|word| word.starts_with("--"));
    if let Some(unknown) = options.iter().find(|option| *option != WRITE) {
        return Err(format!("{unknown} is not an option; {WRITE} is").into());
    }
    let mut figures = figures()?;
    if let Some(unknown) = ids.iter().find(|id| !figures.contains_key(*id)) {
        return Err(format!("{FIGURES} has no figure {unknown}").into());
    }
    figures.retain(|id, _| ids.is_empty() || ids.contains(id));
    for (id, figure) in &figures {
        for fault in faults(figure) {
            writeln!(stdout(), "{id}: {fault}")?;
        }
    }
    if !options.is_empty() {
        write_rows(&figures)?;
    }
    Ok(())
}

fn figures() -> Result<BTreeMap<String, Figure>, Box<dyn Error>> {
    let mut figures = BTreeMap::new();
    for file in fs::read_dir(FIGURES)? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "ron") {
            let text = fs::read_to_string(&path)?;
            figures.append(&mut parse(&text).map_err(|error| format!("{}: {error}", path.display()))?);
        }
    }
    Ok(figures)
}

/// Puts rows of some figures in the place of their old ones, in the order of ids. A figure whose rows still agree keeps
/// them: those of the first figures were solved by another program, which says more than our own.
fn write_rows(figures: &BTreeMap<String, Figure>) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(ROWS)?;
    let header = text.lines().filter(|line| line.starts_with('#')).map(str::to_owned);
    let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in text.lines().filter_map(Row::read) {
        rows.entry(row.id.clone()).or_default().push(row);
    }
    for (id, figure) in figures {
        let (old, new) = (rows.entry(id.clone()).or_default(), Row::all_of(id, figure));
        let agree = old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| old.differences(new).is_empty());
        if !agree {
            *old = new.into();
        }
    }
    let lines: Vec<String> = header.chain(rows.values().flatten().map(Row::to_string)).collect();
    fs::write(ROWS, lines.join("\n") + "\n")?;
    Ok(())
}
