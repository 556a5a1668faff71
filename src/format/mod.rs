//! The text of records: how they are written as RON, how that is read again, and what is kept of text that is damaged.
//!
//! A [`Content`] is a set of records with the deletions beside them. It has one canonical text, and merging two of them
//! knows no order and no repetition: that is what lets files of several devices be read as one history.
//!
//! Architecture invariant: bytes and text in, values and text out. Nothing here opens a file.

mod canonical;
mod content;
mod plan;
mod records;
mod ron_text;
#[cfg(test)]
mod tests;
mod version_1;
pub mod version_2;

pub use content::{Content, later};
pub use plan::{Plan, Revised, decode_plan, decode_profile, decode_settings, encode_plan};
pub use records::{Salvage, Valid, decode, encode, invalid, push_records, salvage};
pub use ron_text::{Damage, RECORDS_VERSION, ReadError, VERSION, read, read_up_to, text_of, version_of, write};
