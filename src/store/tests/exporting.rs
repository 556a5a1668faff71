//! Files for elsewhere.

use std::path::{Path, PathBuf};

use super::MemoryFs;
use crate::store::{ExportError, export_file, export_folder};

const FILES: [(&str, &[u8]); 2] = [("a.csv", b"a"), ("b.csv", b"b")];

#[test]
fn an_export_is_written_and_survives_a_power_cut() {
    let fs = MemoryFs::default();
    fs.put("/home/old.txt", "old");
    export_file(&fs, Path::new("/home/all.ron"), b"()").expect("written");
    export_folder(&fs, Path::new("/home/tables/today"), &FILES).expect("written");
    let after = fs.after_power_cut();
    let files: Vec<String> = after.files("/home").keys().map(|path| path.display().to_string()).collect();
    assert_eq!(files, ["/home/all.ron", "/home/old.txt", "/home/tables/today/a.csv", "/home/tables/today/b.csv"]);
}

#[test]
fn an_export_never_takes_the_place_of_a_file() {
    let fs = MemoryFs::default();
    fs.put("/home/all.ron", "mine");
    fs.put("/home/tables/b.csv", "mine");
    let before = fs.files("/home");
    let file = export_file(&fs, Path::new("/home/all.ron"), b"()");
    assert_eq!(file, Err(ExportError::Exists(PathBuf::from("/home/all.ron"))));
    let folder = export_folder(&fs, Path::new("/home/tables"), &FILES);
    assert_eq!(folder, Err(ExportError::Exists(PathBuf::from("/home/tables/b.csv"))));
    assert_eq!(fs.files("/home"), before);
}

#[test]
fn an_export_that_fails_leaves_no_file_behind() {
    let fs = MemoryFs::default();
    fs.put("/home/old.txt", "old");
    let error = export_file(&fs, Path::new("/home/missing/all.ron"), b"()").expect_err("there is no such folder");
    assert_eq!(error.to_string(), "Not exported: no such file or folder. Path: /home/missing/all.ron");
    assert_eq!(fs.files("/home").len(), 1);
}
