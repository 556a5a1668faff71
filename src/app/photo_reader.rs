//! The thread that decodes photos. Fifty megapixels take their time, and neither a frame nor a save waits for them.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::outside;
use crate::goniometer::Photo;
use crate::model::{Command, Failure, News};
use crate::platform::Wake;

/// The thread. Dropped, it waits for the photo that is being decoded.
pub struct PhotoReader {
    work: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
}

/// Hands photos to the thread, from any other.
#[derive(Clone)]
pub struct PhotoDesk(Sender<Work>);

enum Work {
    /// A file of the person's, to measure in.
    Open(PathBuf),
    /// A photo that was kept, to show.
    Show(String, Vec<u8>),
}

impl PhotoReader {
    /// Starts the thread. Its answers go to `tell`; `wake` is called after each.
    #[expect(clippy::disallowed_methods, reason = "the one thread that decodes photos; joined when dropped")]
    pub fn start(tell: Sender<Command>, wake: Wake) -> Self {
        let (work, waiting) = channel();
        let thread = std::thread::spawn(move || work_off(&waiting, &tell, &wake));
        Self { work: Some(work), thread: Some(thread) }
    }

    /// Someone who may hand it photos.
    pub fn desk(&self) -> Option<PhotoDesk> {
        self.work.clone().map(PhotoDesk)
    }

    /// Opens a file to measure in.
    pub fn open(&self, path: PathBuf) {
        if let Some(work) = &self.work
            && work.send(Work::Open(path)).is_err()
        {
            log::error!("the thread that decodes photos has ended");
        }
    }
}

impl Drop for PhotoReader {
    fn drop(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the thread that decodes photos has failed");
        }
    }
}

impl PhotoDesk {
    /// Shows the bytes of a photo that was kept under a name.
    pub fn show(&self, name: String, bytes: Vec<u8>) {
        if self.0.send(Work::Show(name, bytes)).is_err() {
            log::error!("the thread that decodes photos has ended");
        }
    }
}

fn work_off(waiting: &Receiver<Work>, tell: &Sender<Command>, wake: &Wake) {
    for work in waiting {
        let news = match work {
            Work::Open(path) => {
                let photo = open(&path).map(Arc::new);
                News::PhotoOpened(path, photo)
            }
            Work::Show(name, bytes) => {
                let text = "The photo cannot be shown.".to_owned();
                let photo = Photo::kept(bytes).map_err(|error| Failure { text, details: error.to_string() });
                News::PhotoRead(name, photo.map(Arc::new))
            }
        };
        // Where the window is gone, nobody wants to see it.
        let _ = tell.send(Command::News(Box::new(news)));
        wake();
    }
}

fn open(path: &std::path::Path) -> Result<Photo, Failure> {
    let failure = |details: String| Failure { text: "The photo could not be opened.".to_owned(), details };
    let bytes = outside::read_photo(path).map_err(failure)?;
    Photo::open(&bytes).map_err(|error| failure(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_a_photo_is_answered_with_its_reason() {
        let (tell, news) = channel();
        let reader = PhotoReader::start(tell, Arc::new(|| ()));
        let folder = tempfile::tempdir().expect("a folder");
        let gone = folder.path().join("gone.jpg");
        reader.open(gone.clone());
        reader.open(folder.path().to_owned());
        reader.desk().expect("it runs").show("a.jpg".to_owned(), b"no picture".to_vec());
        drop(reader);
        let answers: Vec<(String, String)> = news
            .iter()
            .map(|command| match command {
                Command::News(news) => match *news {
                    News::PhotoOpened(_, Err(Failure { text, details }))
                    | News::PhotoRead(_, Err(Failure { text, details })) => (text, details),
                    other => panic!("{other:?}"),
                },
                other => panic!("{other:?}"),
            })
            .collect();
        let [missing, folder, kept] = &answers[..] else { panic!("{answers:?}") };
        assert_eq!(missing.0, "The photo could not be opened.");
        assert!(missing.1.starts_with("There is no such file"), "{}", missing.1);
        assert!(folder.1.starts_with("It is no file"), "{}", folder.1);
        assert!(kept.0 == "The photo cannot be shown." && kept.1.contains("no PNG or JPEG"), "{kept:?}");
    }
}
