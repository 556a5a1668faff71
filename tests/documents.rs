//! The documents at the root name no file that is not there.

use std::fs;
use std::path::Path;

/// Folders of this repository; a code span that begins with one of them is the path of a file or a folder.
const FOLDERS: [&str; 5] = ["src/", "tests/", "assets/", "benches/", ".ci/"];

/// The paths that a Markdown text names: targets of links and images, and code spans that look like paths.
fn paths(text: &str) -> Vec<&str> {
    let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    let links = links.filter(|target| !target.is_empty() && !target.contains("://"));
    let spans = text.split('`').skip(1).step_by(2);
    let spans = spans.filter(|span| FOLDERS.iter().any(|folder| span.starts_with(folder)) && !span.contains('*'));
    links.chain(spans).collect()
}

#[test]
fn every_path_a_document_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    for entry in fs::read_dir(root).expect("the root is readable") {
        let path = entry.expect("the root is readable").path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("documents are UTF-8");
        let of_this = paths(&text).into_iter().filter(|named| !root.join(named).exists());
        missing.extend(of_this.map(|named| format!("{}: {named}", path.display())));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn links_images_and_code_spans_count_as_paths() {
    let check = |text: &str, expected: &[&str]| assert_eq!(paths(text), expected, "{text}");
    check("See [the map](src/lib.rs#map) and ![Today](assets/today.png).", &["src/lib.rs", "assets/today.png"]);
    check("Run `.ci/run`, read `src/domain/`, not `cargo test` or `tests/*.rs`.", &[".ci/run", "src/domain/"]);
    check("[egui](https://github.com/emilk/egui) and [below](#below)", &[]);
}
