//! The files that hold one value each: the profile and the settings.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::disk::Fingerprint;
use crate::domain::{Profile, Settings};
use crate::format::{self, ReadError, VERSION};

/// A value that has a file of its own.
pub(super) trait Single: Default + PartialEq {
    /// Version 1 of its file.
    type File: DeserializeOwned + Serialize;
    /// The name of the file without its ending.
    const STEM: &str;

    /// The value of a file.
    fn from_file(file: Self::File) -> Self;

    /// The file of a value.
    fn to_file(&self) -> Self::File;
}

/// Version 1 of `profile.ron`. Frozen: see [`crate::format`].
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProfileFile {
    version: u32,
    profile: Profile,
}

impl Single for Profile {
    type File = ProfileFile;
    const STEM: &str = "profile";

    fn from_file(file: Self::File) -> Self {
        file.profile
    }

    fn to_file(&self) -> Self::File {
        ProfileFile { version: VERSION, profile: self.clone() }
    }
}

/// Version 1 of `settings.ron`. Frozen: see [`crate::format`].
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SettingsFile {
    version: u32,
    settings: Settings,
}

impl Single for Settings {
    type File = SettingsFile;
    const STEM: &str = "settings";

    fn from_file(file: Self::File) -> Self {
        file.settings
    }

    fn to_file(&self) -> Self::File {
        SettingsFile { version: VERSION, settings: self.clone() }
    }
}

/// What is known of such a file.
#[derive(Debug)]
pub(super) struct SingleState<T> {
    /// The value as last loaded or saved.
    pub(super) value: Arc<T>,
    /// The part to write: the first after those that could not be read.
    pub(super) part: u32,
    /// The bytes that lie there, as far as known; `None` where there is no file.
    pub(super) on_disk: Option<Fingerprint>,
}

/// The value in a file.
pub(super) fn decode<T: Single>(bytes: &[u8]) -> Result<T, ReadError> {
    let text = format::text_of(bytes).map_err(ReadError::Damaged)?;
    format::read(text).map(T::from_file)
}

/// The canonical text of a value.
pub(super) fn encode<T: Single>(value: &T) -> Result<String, ron::Error> {
    Ok(format::write(&value.to_file(), 2)? + "\n")
}
