//! Showing a folder in the desktop's file manager.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::worker;

#[cfg(target_os = "windows")]
const FILE_MANAGER: &str = "explorer";
#[cfg(target_os = "macos")]
const FILE_MANAGER: &str = "open";
#[cfg(not(any(target_os = "windows", target_os = "macos")))]
const FILE_MANAGER: &str = "xdg-open";

/// Starts the file manager on `folder` and returns while it runs.
///
/// What it says when it ends is not waited for: `xdg-open` may live as long as the file manager's window, and
/// `explorer` reports failure even when it succeeds.
pub(super) fn open(folder: &Path) -> io::Result<()> {
    start(FILE_MANAGER, folder)
}

fn start(program: &str, folder: &Path) -> io::Result<()> {
    if !folder.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotFound, format!("{} is not a folder", folder.display())));
    }
    let mut child = Command::new(program)
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| io::Error::new(error.kind(), format!("{program} could not be started: {error}")))?;
    // Someone has to wait for a child that ends, else it stays in the process table until this program ends.
    worker::spawn("file-manager", move || {
        // What it says at its end means nothing; see `open`.
        let _ = child.wait();
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_or_a_missing_program_is_an_error_with_its_name() {
        let here = tempfile::tempdir().expect("a folder for the test");
        let check = |program: &str, folder: &Path, named: &str| {
            let error = start(program, folder).expect_err("nothing can be opened");
            assert_eq!(error.kind(), io::ErrorKind::NotFound);
            assert!(error.to_string().contains(named), "{error} does not name {named}");
        };
        check("supple-has-no-such-program", here.path(), "supple-has-no-such-program");
        check("supple-has-no-such-program", &here.path().join("gone"), "gone");
    }
}
