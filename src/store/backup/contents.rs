//! What a backup holds, read as the files themselves would be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::archive::Tree;
use super::report::BackupFlaw;
use crate::domain::Document;
use crate::format::{Content, Damage, Plan};
use crate::store::layout::{LOG, PLAN};
use crate::store::report::Salvaged;
use crate::store::scan::{Holds, Said, said_by};

/// What a backup holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BackupContents {
    /// All of it as one document.
    pub document: Document,
    /// What each file of records holds, by its path from the data folder; of damaged ones, what could be kept.
    pub files: BTreeMap<PathBuf, Content>,
    /// The files that could not be used as a whole.
    pub flaws: Vec<BackupFlaw>,
}

impl BackupContents {
    pub(super) fn of(tree: &Tree) -> Self {
        let (mut files, mut flaws) = (BTreeMap::new(), Vec::new());
        let (mut merged, mut plan) = (Content::default(), Plan::default());
        for (path, bytes) in tree {
            let Some(holds) = holds(path) else { continue };
            let file = path.clone();
            let content = match said_by(bytes, holds) {
                Said::Records(content) => content,
                Said::Damaged(Damage { at, cause }, content, lost) => {
                    let salvaged =
                        lost.map_or(Salvaged::Default, |lost| Salvaged::Records { kept: content.records.len(), lost });
                    flaws.push(BackupFlaw::Damaged { file, at, cause, salvaged });
                    content
                }
                Said::Newer(version) => {
                    flaws.push(BackupFlaw::Newer { file, version });
                    continue;
                }
                Said::Plan(said) => {
                    plan.merge(&said);
                    continue;
                }
            };
            merged.merge(&content);
            if holds == Holds::Records {
                files.insert(path.clone(), content);
            }
        }
        let (profile, settings) = plan.values();
        Self { document: Document::from_shared(merged.living().cloned(), profile, settings), files, flaws }
    }
}

/// What a file of records in a backup holds, if it reads as a whole.
pub(super) fn sound_records(tree: &Tree, file: &Path) -> Option<Content> {
    let bytes = tree.get(file).filter(|_| holds(file) == Some(Holds::Records))?;
    match said_by(bytes, Holds::Records) {
        Said::Records(content) => Some(content),
        Said::Plan(_) | Said::Newer(_) | Said::Damaged(..) => None,
    }
}

/// What a start of the program would look for in a file; `None` where it would not read it.
fn holds(file: &Path) -> Option<Holds> {
    let is_ron = file.extension().is_some_and(|extension| extension == "ron");
    let names: Vec<_> = file.iter().map(|name| name.to_string_lossy()).collect();
    match names.iter().map(AsRef::as_ref).collect::<Vec<&str>>()[..] {
        _ if !is_ron => None,
        [LOG, _] | [LOG, _, _] => Some(Holds::Records),
        [PLAN, _] => Some(Holds::Plan),
        [name] if name.starts_with("profile") => Some(Holds::Profile),
        [name] if name.starts_with("settings") => Some(Holds::Settings),
        _ => None,
    }
}
