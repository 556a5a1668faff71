//! Hearing of changes in a folder, from the system.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{Wake, worker};

/// A synchroniser writes many files at once. They are told of together, when it has been quiet for so long…
const QUIET: Duration = Duration::from_millis(300);
/// …or, where it never is, after so many times that.
const AT_MOST: u32 = 10;

/// A folder that is watched, with all that is in it. Where the system cannot watch it, nothing is ever heard.
pub(super) struct FolderWatch {
    changed: Arc<AtomicBool>,
    /// Hears for as long as it lives.
    _watcher: Option<RecommendedWatcher>,
}

impl FolderWatch {
    /// Begins to watch; `wake` is called after each change.
    pub(super) fn start(folder: &Path, wake: Wake) -> FolderWatch {
        let changed = Arc::new(AtomicBool::new(false));
        let watcher = listen(folder.to_owned(), Arc::clone(&changed), wake);
        if let Err(error) = &watcher {
            log::info!("The data folder cannot be watched: {error}");
        }
        FolderWatch { changed, _watcher: watcher.ok() }
    }

    /// Whether something has changed since the last call.
    pub(super) fn take_change(&self) -> bool {
        self.changed.swap(false, Ordering::Relaxed)
    }
}

fn listen(folder: PathBuf, changed: Arc<AtomicBool>, wake: Wake) -> notify::Result<RecommendedWatcher> {
    let (heard, hearing) = channel();
    worker::spawn("folder-watch", move || tell(&hearing, &changed, &wake)).map_err(notify::Error::io)?;
    let watched = folder.clone();
    let mut watcher = notify::recommended_watcher(move |event| hear(event, &folder, &heard))?;
    watcher.watch(&watched, RecursiveMode::Recursive)?;
    Ok(watcher)
}

fn hear(event: notify::Result<Event>, folder: &Path, heard: &Sender<()>) {
    // An error may mean that something was missed.
    let is_nothing =
        event.is_ok_and(|event| !is_a_change(&event) || !event.paths.iter().any(|path| holds_data(path, folder)));
    if !is_nothing {
        // Nobody listens any more: the program is about to end.
        let _ = heard.send(());
    }
}

/// Reading must not count: the answer to a change is to read.
fn is_a_change(event: &Event) -> bool {
    match event.kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => true,
    }
}

/// Whether a path may be data: neither hidden, nor in something hidden, nor half written.
fn holds_data(path: &Path, folder: &Path) -> bool {
    let inside = path.strip_prefix(folder).unwrap_or_else(|_| path.file_name().map_or(path, Path::new));
    let is_hidden = |part: &OsStr| part.to_string_lossy().starts_with('.');
    !inside.iter().any(is_hidden) && inside.extension().is_none_or(|ending| ending != "tmp")
}

/// Passes on what is heard, many as one, until nothing can be heard any more.
fn tell(hearing: &Receiver<()>, changed: &AtomicBool, wake: &Wake) {
    while hearing.recv().is_ok() {
        for _ in 0..AT_MOST {
            std::thread::sleep(QUIET);
            if hearing.try_iter().count() == 0 {
                break;
            }
        }
        changed.store(true, Ordering::Relaxed);
        wake();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::RecvTimeoutError;

    use super::*;

    #[test]
    fn only_what_may_be_data_is_heard() {
        let check = |path: &str, expected: bool| {
            assert_eq!(holds_data(Path::new(path), Path::new("/home/.local/data")), expected, "{path}");
        };
        check("/home/.local/data/log/2026/2026-03.k7f2q.ron", true);
        check("/home/.local/data/log/2026/2026-03.k7f2q.sync-conflict-1.ron", true);
        check("/home/.local/data/log", true);
        check("/home/.local/data/log/2026/.2026-03.k7f2q.ron.k7f2q.tmp", false);
        check("/home/.local/data/log/2026/2026-03.tmp", false);
        check("/home/.local/data/.state/lock", false);
        check("/home/.local/data/.stfolder/x", false);
        // Some systems tell of the folder under another name.
        check("/private/home/.local/data/log/2026/a.ron", true);
    }

    #[test]
    fn many_changes_are_told_once_and_reading_is_none() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (woken, wakes) = channel();
        let watch = FolderWatch::start(folder.path(), Arc::new(move || woken.send(()).expect("the test listens")));
        let file = |name: &str| folder.path().join(name);
        for name in ["a.ron", "b.ron", "c.ron"] {
            tempfile::NamedTempFile::new_in(folder.path()).expect("a file").persist(file(name)).expect("a name");
        }
        wakes.recv_timeout(Duration::from_secs(10)).expect("the changes are told");
        assert!(watch.take_change());
        assert!(!watch.take_change(), "each change is taken once");
        std::fs::read(file("a.ron")).expect("a file");
        std::fs::rename(file("a.ron"), file(".hidden")).expect("renamed");
        std::fs::remove_file(file(".hidden")).expect("removed");
        // The renaming takes a file away, and that is heard; what follows under the hidden name is not.
        wakes.recv_timeout(Duration::from_secs(10)).expect("a file that goes is told");
        std::fs::read(file("b.ron")).expect("a file");
        assert_eq!(wakes.recv_timeout(QUIET * 3), Err(RecvTimeoutError::Timeout));
    }

    #[test]
    fn a_folder_that_cannot_be_watched_is_silent() {
        let watch = FolderWatch::start(Path::new("/no/such/folder"), Arc::new(|| ()));
        assert!(!watch.take_change());
    }
}
