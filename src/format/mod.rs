//! The text of records: how they are written as RON, how that is read again, and what is kept of text that is damaged.
//!
//! A [`Content`] is a set of records with the deletions beside them. It has one canonical text, and merging two of them
//! knows no order and no repetition: that is what lets files of several devices be read as one history. A [`Plan`] is
//! what one device last said of the values that are no records: the profile, the settings, and the entries of the shelf,
//! each with a revision, merged one by one.
//!
//! Shapes of older versions are frozen in modules of their own: a file with a field that its version does not know is
//! refused, never half read.
//!
//! Architecture invariant: bytes and text in, values and text out. Nothing here opens a file.

mod canonical;
mod content;
mod plan;
mod records;
mod ron_text;
mod shelf;
#[cfg(test)]
mod tests;
mod version_1;
pub mod version_2;
pub mod version_3;
pub mod version_4;

pub use content::{Content, later};
pub use plan::{Plan, Revised, decode_plan, decode_profile, decode_settings, encode_plan};
pub use records::{Salvage, Valid, decode, encode, invalid, push_records, salvage};
pub use ron_text::{Damage, RECORDS_VERSION, ReadError, VERSION, read, read_up_to, text_of, version_of, write};
pub use shelf::{Shelf, Shelved, ValidEntry, entry_text, invalid_entry};
