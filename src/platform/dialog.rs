//! The desktop's dialogs for files and folders.
//!
//! The dialog is made on the thread of the window, as macOS demands, and asked again whenever it wakes the window: no
//! thread waits for it, and no frame.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use rfd::{AsyncFileDialog, FileHandle};

use super::Wake;

/// An answer that comes sooner was given by no person: there is no dialog here.
const SOONEST: Duration = Duration::from_millis(250);

/// A dialog to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialog {
    /// What is asked for.
    pub kind: DialogKind,
    /// What it is for, in a few words.
    pub title: &'static str,
    /// The name of the file to save, with its ending; empty where it does not matter.
    pub file_name: String,
    /// Kinds of files to choose from: a name, and the endings without a dot.
    pub filters: Vec<(&'static str, &'static [&'static str])>,
}

/// What a dialog asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogKind {
    /// A file that is there.
    Open,
    /// A place for a file.
    Save,
    /// A folder.
    Folder,
}

/// The answer of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// This file or folder.
    Path(PathBuf),
    /// None after all.
    Nothing,
    /// The desktop shows no dialogs.
    Unavailable,
}

type Answer = Pin<Box<dyn Future<Output = Option<FileHandle>>>>;

/// A dialog that is open, or is just being opened.
pub(super) struct Open {
    answer: Answer,
    waker: Waker,
    since: Duration,
}

impl Open {
    /// Shows a dialog; `wake` is called when there is an answer. `now` is the monotonic time.
    pub(super) fn show(dialog: &Dialog, wake: Wake, now: Duration) -> Open {
        let Dialog { kind, title, file_name, filters } = dialog;
        let mut shown = AsyncFileDialog::new().set_title(*title);
        for (name, endings) in filters {
            shown = shown.add_filter(*name, endings);
        }
        if !file_name.is_empty() {
            shown = shown.set_file_name(file_name);
        }
        let answer: Answer = match kind {
            DialogKind::Open => Box::pin(shown.pick_file()),
            DialogKind::Save => Box::pin(shown.save_file()),
            DialogKind::Folder => Box::pin(shown.pick_folder()),
        };
        Open { answer, waker: Waker::from(Arc::new(WakesWindow(wake))), since: now }
    }

    /// The answer, if there is one by now. The first call is what opens the dialog on some systems.
    pub(super) fn answer(&mut self, now: Duration) -> Option<Picked> {
        match self.answer.as_mut().poll(&mut Context::from_waker(&self.waker)) {
            Poll::Pending => None,
            Poll::Ready(Some(file)) => Some(Picked::Path(file.path().to_owned())),
            Poll::Ready(None) if now.saturating_sub(self.since) < SOONEST => Some(Picked::Unavailable),
            Poll::Ready(None) => Some(Picked::Nothing),
        }
    }
}

struct WakesWindow(Wake);

impl std::task::Wake for WakesWindow {
    fn wake(self: Arc<Self>) {
        (self.0)();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(answer: Option<Answer>) -> Open {
        let waker = Waker::from(Arc::new(WakesWindow(Arc::new(|| ()))));
        Open { answer: answer.unwrap_or(Box::pin(std::future::pending())), waker, since: Duration::from_secs(5) }
    }

    #[test]
    fn an_answer_that_no_person_can_have_given_means_that_there_is_no_dialog() {
        let check = |millis: u64, expected| {
            let mut open = open(Some(Box::pin(async { None })));
            assert_eq!(open.answer(Duration::from_secs(5) + Duration::from_millis(millis)), Some(expected));
        };
        check(0, Picked::Unavailable);
        check(249, Picked::Unavailable);
        check(250, Picked::Nothing);
        assert_eq!(open(None).answer(Duration::from_mins(1)), None, "an open dialog is waited for");
    }
}
