//! Saving on a thread of its own, so that no frame waits for the disk.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use crate::domain::Document;
use crate::model::Command;
use crate::platform::Wake;
use crate::store::Store;

/// The thread that saves. Of several documents that wait, only the newest is written.
pub struct Saver {
    work: Option<Sender<(Document, u64)>>,
    news: Receiver<Command>,
    thread: Option<JoinHandle<()>>,
}

impl Saver {
    /// Starts the thread; `wake` is called when there is news.
    #[expect(clippy::disallowed_methods, reason = "the one thread that writes the user's files; joined when dropped")]
    pub fn start(store: Store, wake: Wake) -> Self {
        let (work, waiting) = channel();
        let (tell, news) = channel();
        let thread = std::thread::spawn(move || run(store, &waiting, &tell, &wake));
        Self { work: Some(work), news, thread: Some(thread) }
    }

    /// Asks to save a document, whose revision is named in the answer.
    pub fn save(&self, document: Document, revision: u64) {
        if let Some(work) = &self.work
            && work.send((document, revision)).is_err()
        {
            log::error!("the thread that saves has ended");
        }
    }

    /// The outcome of a save, if there is one that was not told yet.
    pub fn take_news(&self) -> Option<Command> {
        self.news.try_recv().ok()
    }
}

impl Drop for Saver {
    /// Waits until everything that was asked for is on disk.
    fn drop(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the thread that saves has failed");
        }
    }
}

fn run(mut store: Store, waiting: &Receiver<(Document, u64)>, tell: &Sender<Command>, wake: &Wake) {
    while let Ok(first) = waiting.recv() {
        let (document, revision) = waiting.try_iter().last().unwrap_or(first);
        let news: Vec<Command> = match store.save(&document) {
            Ok(saved) => super::attention(&saved.warnings).into_iter().chain([Command::Saved(revision)]).collect(),
            Err(error) => {
                let text = "Not saved. Your changes are kept in memory.".to_owned();
                vec![Command::SaveFailed(text, error.to_string())]
            }
        };
        for command in news {
            if tell.send(command).is_err() {
                // The window is gone; what waits is still written.
                break;
            }
        }
        wake();
    }
}
