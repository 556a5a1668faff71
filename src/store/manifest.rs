//! What each file was when it was last read or written, kept beside the files and never synced.
//!
//! It tells three things that the files themselves cannot: a file that is missing, one that has become smaller, and one
//! whose bytes changed although nobody wrote it. It is written when the program ends, so a stale one must never raise a
//! false alarm: every rule needs a file that still has the date it had.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Folders;
use super::disk::{self, Fingerprint, PathError, at};
use super::layout::{DeviceId, MANIFEST};
use super::vfs::{Facts, Vfs};
use crate::format;

/// What a file was when it was last read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// Its length and its date.
    pub(super) facts: Facts,
    /// What its bytes were.
    pub(super) fingerprint: Fingerprint,
    /// How many records and deletions it held.
    pub(super) entries: usize,
    /// Whether the person knows that it cannot be read, and needs no further word about it.
    pub(super) is_accepted: bool,
}

impl Seen {
    /// Whether bytes changed under a file that nobody wrote since. Where dates are whole seconds, two writings can bear
    /// one date, and nothing can be said.
    pub(super) fn is_rotten(&self, facts: Facts, fingerprint: Fingerprint) -> bool {
        let is_exact = facts.modified_ns % 1_000_000_000 != 0;
        is_exact && self.facts == facts && self.fingerprint != fingerprint
    }
}

/// All files by their path within the data folder.
pub(super) type Manifest = BTreeMap<PathBuf, Seen>;

/// Version 1 of `manifest.ron`.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ManifestFile {
    version: u32,
    files: BTreeMap<String, SeenFile>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct SeenFile {
    len: u64,
    modified_ns: i64,
    hash: String,
    entries: usize,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    accepted: bool,
}

/// The manifest of the last run. One that does not read is as good as none.
pub(super) fn read(vfs: &dyn Vfs, folders: &Folders) -> Manifest {
    let bytes = vfs.read(&folders.state.join(MANIFEST)).unwrap_or_default();
    let text = format::text_of(&bytes).unwrap_or_default();
    let Ok(ManifestFile { version: _, files }) = format::read(text) else { return Manifest::new() };
    let seen = |(path, file): (String, SeenFile)| {
        let SeenFile { len, modified_ns, hash, entries, accepted } = file;
        let fingerprint = Fingerprint { len, hash: u64::from_str_radix(&hash, 16).ok()? };
        let seen =
            Seen { facts: Facts { len, modified_ns: modified_ns.into() }, fingerprint, entries, is_accepted: accepted };
        Some((path.split('/').collect(), seen))
    };
    files.into_iter().filter_map(seen).collect()
}

/// Writes the manifest.
pub(super) fn write(vfs: &dyn Vfs, folders: &Folders, device: &DeviceId, manifest: &Manifest) -> Result<(), PathError> {
    let path = folders.state.join(MANIFEST);
    let file = |(path, seen): (&PathBuf, &Seen)| {
        let Seen { facts: Facts { len, modified_ns }, fingerprint, entries, is_accepted } = *seen;
        // Nanoseconds of 64 bits reach to the year 2262; RON knows no longer numbers.
        let modified_ns = i64::try_from(modified_ns).unwrap_or_default();
        let hash = format!("{:016x}", fingerprint.hash);
        (slashed(path), SeenFile { len, modified_ns, hash, entries, accepted: is_accepted })
    };
    let file = ManifestFile { version: 1, files: manifest.iter().map(file).collect() };
    let text = format::write(&file, 2).map_err(|error| at(&path)(std::io::Error::other(error)))?;
    disk::replace(vfs, &path, device, (text + "\n").as_bytes())?;
    vfs.sync_folder(&folders.state).map_err(at(&folders.state))
}

/// The same on every system.
fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
