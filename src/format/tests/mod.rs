//! The text of records under damage of every kind, and the laws of merging.

mod canonical;
mod damage;
mod merge_laws;

use jiff::Zoned;

use super::{Content, encode};
use crate::catalog::Catalog;
use crate::domain::RecordId;
use crate::sample;

/// The records of one month of the sample life, with a few deletions: what one file of a busy month holds.
fn busy_month() -> Content {
    let now: Zoned = "2026-03-31T18:00:00+02:00[Europe/Berlin]".parse().expect("a moment");
    let catalog = Catalog::built_in().expect("the built-in catalogue parses");
    let life = sample::document(&catalog, &now, 2, 1);
    let mut content = Content::default();
    for record in life.records().filter(|record| record.when.day().month() == 3) {
        content.put(record.clone());
    }
    for number in 0..5 {
        content.delete(RecordId::new(now.timestamp(), number), 2);
    }
    assert!(content.records.len() > 60, "{} records", content.records.len());
    content
}

fn text(content: &Content) -> String {
    encode(content).expect("records can be written")
}
