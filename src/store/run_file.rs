//! The run that goes on, kept in the state folder until it ends, so that a crash or a closed window does not lose it.

use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::disk::{MAX_FILE_BYTES, PathError, at, keep_copy, replace};
use super::layout::{DeviceId, QUARANTINE, RUN};
use super::vfs::{Kind, Vfs};
use super::{Folders, Opening};
use crate::format;

/// The version of `run.ron`. A kept run lives for hours at most, so an older one is not migrated but put aside.
const VERSION: u32 = 1;

/// The file of the run. What a run is made of, its caller knows.
///
/// It is written whole or not at all, and only by the program that holds the lock of its state folder: so it must not
/// outlive its [`Store`](super::Store).
#[derive(Debug)]
pub struct RunFile {
    vfs: Box<dyn Vfs>,
    state: PathBuf,
    device: DeviceId,
}

/// Why the run was not kept.
#[derive(Debug, thiserror::Error)]
#[error("the run could not be kept: {0}")]
pub struct NotKept(#[from] PathError);

#[derive(serde::Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Content<T> {
    version: u32,
    run: T,
}

impl Opening {
    /// The file of the run; `None` where another program has the profile open, or nothing can be written.
    pub fn run_file(&self, vfs: impl Vfs + 'static) -> Option<RunFile> {
        let Folders { data: _, state } = &self.store.folders;
        let is_writable = self.store.access.is_writable();
        let file = || RunFile { vfs: Box::new(vfs), state: state.clone(), device: self.store.device.clone() };
        is_writable.then(file)
    }
}

impl RunFile {
    /// The run that was kept last, if it had not ended. One that cannot be read is moved to quarantine, and the log
    /// says so: nobody can decide anything about it.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        match self.look() {
            Ok(None) => None,
            Ok(Some(bytes)) => match parse(&bytes) {
                Ok(run) => Some(run),
                Err(cause) => {
                    log::warn!("the run that was kept cannot be read and is put aside: {cause}");
                    if let Err(error) = self.put_aside(&bytes) {
                        log::warn!("it stays where it is: {error}");
                    }
                    None
                }
            },
            Err(error) => {
                log::warn!("the run that was kept cannot be read: {error}");
                None
            }
        }
    }

    /// Keeps a run in place of the one before. Once it returns, the run survives a crash and a power cut.
    pub fn write<T: Serialize>(&self, run: &T) -> Result<(), NotKept> {
        let path = self.path();
        let content = Content { version: VERSION, run };
        let text = format::write(&content, 2).map_err(|error| at(&path)(std::io::Error::other(error)))?;
        replace(&*self.vfs, &path, &self.device, (text + "\n").as_bytes())?;
        Ok(self.vfs.sync_folder(&self.state).map_err(at(&self.state))?)
    }

    /// Keeps none any more: it has ended.
    pub fn remove(&self) -> Result<(), NotKept> {
        let path = self.path();
        if self.vfs.kind(&path).map_err(at(&path))?.is_some() {
            self.vfs.remove_file(&path).map_err(at(&path))?;
            self.vfs.sync_folder(&self.state).map_err(at(&self.state))?;
        }
        Ok(())
    }

    fn path(&self) -> PathBuf {
        self.state.join(RUN)
    }

    fn look(&self) -> Result<Option<Vec<u8>>, PathError> {
        let path = self.path();
        match self.vfs.kind(&path).map_err(at(&path))? {
            Some(Kind::File(facts)) if facts.len <= MAX_FILE_BYTES => self.vfs.read(&path).map(Some).map_err(at(&path)),
            Some(_) => Err(at(&path)(std::io::Error::other("it is no file, or too large"))),
            None => Ok(None),
        }
    }

    fn put_aside(&self, bytes: &[u8]) -> Result<(), NotKept> {
        keep_copy(&*self.vfs, &self.state.join(QUARANTINE), &self.device, &self.path(), bytes)?;
        self.remove()
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    let text = format::text_of(bytes).map_err(|damage| damage.cause)?;
    match format::read_up_to::<Content<T>>(VERSION, text) {
        Ok(Content { version: VERSION, run }) => Ok(run),
        Ok(Content { version, .. }) | Err(format::ReadError::Newer(version)) => {
            Err(format!("version {version} is not version {VERSION}"))
        }
        Err(format::ReadError::Damaged(damage)) => Err(damage.cause),
    }
}
