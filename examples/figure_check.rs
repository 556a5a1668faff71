//! Writes rows of `tests/golden/joints.txt` anew:
//!
//! ```text
//! cargo run --example figure_check -- --write d10 d25
//! ```
//!
//! Run from the repository's root. The figures are read from `assets/poses/` as they are on the disk.

#![expect(clippy::disallowed_methods, reason = "rows of figures under the hand of the one who draws them")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

use supple::pose::{Figure, parse};

#[path = "../tests/poses/rows.rs"]
mod rows;

use rows::Row;

const ROWS: &str = "tests/golden/joints.txt";
const FIGURES: &str = "assets/poses";

fn main() -> Result<(), Box<dyn Error>> {
    let (options, ids): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let mut figures = figures()?;
    figures.retain(|id, _| ids.is_empty() || ids.contains(id));
    if options.iter().any(|option| option == "--write") {
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

/// Puts the rows of some figures in the place of their old ones, in the order of ids.
fn write_rows(figures: &BTreeMap<String, Figure>) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(ROWS)?;
    let header = text.lines().filter(|line| line.starts_with('#')).map(str::to_owned);
    let old = text.lines().filter_map(Row::read).filter(|row| !figures.contains_key(&row.id));
    let new = figures.iter().flat_map(|(id, figure)| Row::all_of(id, figure));
    let mut rows: Vec<Row> = old.chain(new).collect();
    rows.sort_by(|a, b| a.id.cmp(&b.id).then(a.secs.total_cmp(&b.secs)));
    let lines: Vec<String> = header.chain(rows.iter().map(Row::to_string)).collect();
    fs::write(ROWS, lines.join("\n") + "\n")?;
    Ok(())
}
