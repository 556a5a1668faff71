//! What a backup holds, read as the files themselves would be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::Tree;
use super::report::BackupFlaw;
use crate::domain::{Document, Profile, Settings};
use crate::format::{self, Content, Damage, ReadError};
use crate::store::layout::{LOG, single_path};
use crate::store::report::Salvaged;
use crate::store::single_file::{self, Single};

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
        let (mut files, mut merged) = (BTreeMap::new(), Content::default());
        for (file, bytes) in tree.iter().filter(|(file, _)| is_records(file)) {
            let content = records(file, bytes, &mut flaws);
            merged.merge(&content);
            files.insert(file.clone(), content);
        }
        let (profile, settings) = (single::<Profile>(tree, &mut flaws), single::<Settings>(tree, &mut flaws));
        let document = Document::from_shared(merged.living().cloned(), profile, settings);
        Self { document, files, flaws }
    }
}

/// What a file of records in a backup holds, if it reads as a whole.
pub(super) fn sound_records(tree: &Tree, file: &Path) -> Option<Content> {
    let bytes = tree.get(file).filter(|_| is_records(file))?;
    format::decode(bytes).ok()
}

/// Whether a start of the program would look for records there.
fn is_records(file: &Path) -> bool {
    let is_near = file.components().count() <= 3;
    is_near && file.starts_with(LOG) && file.extension().is_some_and(|extension| extension == "ron")
}

fn records(file: &Path, bytes: &[u8], flaws: &mut Vec<BackupFlaw>) -> Content {
    match format::decode(bytes) {
        Ok(content) => content,
        Err(ReadError::Newer(version)) => {
            flaws.push(BackupFlaw::Newer { file: file.to_owned(), version });
            Content::default()
        }
        Err(ReadError::Damaged(Damage { at, cause })) => {
            let format::Salvage { content, lost } = format::salvage(bytes);
            let salvaged = Salvaged::Records { kept: content.records.len(), lost };
            flaws.push(BackupFlaw::Damaged { file: file.to_owned(), at, cause, salvaged });
            content
        }
    }
}

/// The value of the last readable part, as at a start of the program.
fn single<T: Single>(tree: &Tree, flaws: &mut Vec<BackupFlaw>) -> Arc<T> {
    let mut value = Arc::default();
    for part in 1.. {
        let file = single_path(Path::new(""), T::STEM, part);
        let Some(bytes) = tree.get(&file) else { break };
        match single_file::decode(bytes) {
            Ok(read) => value = Arc::new(read),
            Err(ReadError::Newer(version)) => flaws.push(BackupFlaw::Newer { file, version }),
            Err(ReadError::Damaged(Damage { at, cause })) => {
                flaws.push(BackupFlaw::Damaged { file, at, cause, salvaged: Salvaged::Default });
            }
        }
    }
    value
}
