//! What a backup holds, read as the files themselves would be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Whole;
use super::archive::Tree;
use super::report::BackupFlaw;
use crate::domain::Document;
use crate::format::{Content, Damage, Plan};
use crate::store::listing::Holds;
use crate::store::report::Salvaged;
use crate::store::scan::{Said, said_by};

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
        let mut flaws = Vec::new();
        let (mut files, mut merged, mut plan) = (BTreeMap::new(), Content::default(), Plan::default());
        for (file, bytes) in tree {
            let Some(holds) = Holds::of(file) else { continue };
            match said_by(bytes, holds) {
                Said::Records(content) => {
                    merged.merge(&content);
                    files.insert(file.clone(), content);
                }
                Said::Plan(said) => plan.merge(&said),
                Said::Newer(version) => flaws.push(BackupFlaw::Newer { file: file.clone(), version }),
                Said::Damaged(Damage { at, cause }, salvage) => {
                    let lost = salvage.as_ref().map(|salvage| salvage.lost);
                    let content = salvage.unwrap_or_default().content;
                    let kept = content.records.len();
                    let salvaged = lost.map_or(Salvaged::Default, |lost| Salvaged::Records { kept, lost });
                    flaws.push(BackupFlaw::Damaged { file: file.clone(), at, cause, salvaged });
                    merged.merge(&content);
                    if holds == Holds::Records {
                        files.insert(file.clone(), content);
                    }
                }
            }
        }
        Self { document: plan.document(merged.living().cloned()), files, flaws }
    }
}

/// What a file in a backup holds, if it reads as a whole.
pub(super) fn sound(tree: &Tree, file: &Path) -> Option<Whole> {
    match said_by(tree.get(file)?, Holds::of(file)?) {
        Said::Records(content) => Some(Whole::Records(content)),
        Said::Plan(plan) => Some(Whole::Plan(plan)),
        Said::Newer(_) | Said::Damaged(..) => None,
    }
}
