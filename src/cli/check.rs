//! `supple check`: a look at the files that changes nothing.

use std::path::Path;

use super::{Answer, Verdict};
use crate::store::{self, Checked, Folders, RealFs};

/// One line for each file that needs attention, then the count.
pub(super) fn check(dir: &Path) -> Answer {
    let Checked { records, warnings } = store::check(RealFs, Folders::under(dir.to_owned()));
    let verdict = if warnings.is_empty() { Verdict::Sound } else { Verdict::Unsound };
    let mut lines: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    let to_mend = match warnings.len() {
        0 => "nothing".to_owned(),
        count => count.to_string(),
    };
    lines.push(format!("{records} records read, {to_mend} to mend"));
    Answer { text: lines.join("\n"), verdict }
}
