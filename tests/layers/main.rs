//! Who may name whom: the boundaries between the modules of `src/`, and the sizes of its files.
//!
//! A boundary that nothing tests erodes. The table below is the rule; what a module's tests name is their own business.

mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use source::{Named, Source};

/// What a top-level module of the crate may name besides itself and the standard library.
struct Layer {
    name: &'static str,
    /// Other modules of this crate.
    modules: &'static [&'static str],
    /// Crates from `Cargo.toml`.
    crates: &'static [&'static str],
    /// Parts of the standard library and of permitted modules it must not name all the same.
    except: &'static [&'static [&'static str]],
}

const PURE: [&str; 10] =
    ["catalog", "circuit", "domain", "exchange", "goniometer", "insight", "planner", "pose", "safety", "sample"];

/// Files, processes, threads and the time of day: a module that must not reach for them is given values instead.
const EFFECTS: &[&str] = &[
    "jiff::tz::TimeZone::system",
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
];

/// What is drawn is values, not the document they are kept in.
const DOCUMENT: &[&str] = &["crate::domain::Document", "crate::domain::Edit"];

/// A view reads the model and sends commands; it does not carry them out.
const UPDATE: &[&str] = &["crate::model::update"];

const LAYERS: &[Layer] = &[
    Layer { name: "domain", modules: &[], crates: &["jiff", "serde", "thiserror", "ulid"], except: &[EFFECTS] },
    Layer { name: "catalog", modules: &["domain"], crates: &["jiff", "ron", "serde", "thiserror"], except: &[EFFECTS] },
    Layer { name: "safety", modules: &["domain"], crates: &["jiff", "ron", "serde", "thiserror"], except: &[EFFECTS] },
    Layer {
        name: "insight",
        modules: &["catalog", "domain", "safety"],
        crates: &["jiff", "serde", "thiserror"],
        except: &[EFFECTS],
    },
    Layer { name: "goniometer", modules: &[], crates: &["image", "thiserror"], except: &[EFFECTS] },
    Layer { name: "pose", modules: &["domain"], crates: &["glam", "ron", "serde", "thiserror"], except: &[EFFECTS] },
    Layer { name: "circuit", modules: &["domain"], crates: &["jiff", "serde", "thiserror"], except: &[EFFECTS] },
    Layer {
        name: "planner",
        modules: &["catalog", "domain", "insight", "safety"],
        crates: &["fastrand", "jiff", "serde", "thiserror"],
        except: &[EFFECTS],
    },
    Layer {
        name: "sample",
        modules: &["catalog", "domain"],
        crates: &["fastrand", "jiff", "serde", "thiserror", "ulid"],
        except: &[EFFECTS],
    },
    Layer { name: "format", modules: &["domain"], crates: &["jiff", "ron", "serde", "thiserror"], except: &[EFFECTS] },
    Layer {
        name: "exchange",
        modules: &["domain", "format", "pose"],
        crates: &["csv", "jiff", "ron", "serde", "thiserror"],
        except: &[EFFECTS],
    },
    Layer {
        name: "store",
        modules: &["domain", "format"],
        crates: &["etcetera", "jiff", "log", "ron", "serde", "siphasher", "tar", "thiserror", "ulid", "zstd"],
        except: &[],
    },
    Layer { name: "model", modules: &PURE, crates: &["jiff", "log", "serde", "thiserror", "ulid"], except: &[EFFECTS] },
    Layer {
        name: "theme",
        modules: &["domain"],
        crates: &["egui", "egui_material_icons", "ron", "serde", "thiserror", "ttf_noto_sans"],
        except: &[EFFECTS, DOCUMENT],
    },
    Layer {
        name: "widgets",
        modules: &["domain", "pose", "theme"],
        crates: &["egui", "egui_plot", "jiff", "kurbo", "lyon_tessellation", "thiserror"],
        except: &[EFFECTS, DOCUMENT],
    },
    Layer {
        name: "ui",
        modules: &[
            "catalog",
            "circuit",
            "domain",
            "exchange",
            "goniometer",
            "insight",
            "model",
            "planner",
            "pose",
            "safety",
            "sample",
            "theme",
            "widgets",
        ],
        crates: &["egui", "egui_plot", "jiff", "log"],
        except: &[EFFECTS, UPDATE],
    },
    Layer {
        name: "platform",
        modules: &[],
        crates: &[
            "fastrand",
            "gethostname",
            "jiff",
            "keepawake",
            "libloading",
            "log",
            "notify",
            "notify_rust",
            "pulseaudio",
            "rfd",
            "rodio",
            "rustix",
            "thiserror",
            "zbus",
        ],
        except: &[],
    },
    Layer {
        name: "cli",
        modules: &[
            "catalog", "circuit", "domain", "exchange", "insight", "model", "planner", "platform", "safety", "sample",
            "store",
        ],
        crates: &["clap", "csv", "etcetera", "jiff", "log", "ron", "serde", "thiserror"],
        except: &[],
    },
];

/// They tie the rest together and may name all of it.
const TIES: [&str; 3] = ["app", "lib", "main"];

/// The one module that may name a colour other than "none" and "as the widget decides".
const COLOURS_LIVE_IN: &str = "theme";

/// `lines` of the file at `path` must not exceed this.
fn most_lines(path: &str) -> usize {
    if path == "src/main.rs" { 40 } else { 600 }
}

/// The names a file must not name, each as `path:line: complaint`.
fn trespasses(path: &str, text: &str, crates: &BTreeSet<String>) -> Vec<String> {
    let module = source::module_of(path);
    let top = module.first().map_or("lib", String::as_str);
    let mut complaints = Vec::new();
    let mut complain = |line: usize, text: String| complaints.push(format!("{path}:{line}: {text}"));

    let layer = LAYERS.iter().find(|layer| layer.name == top);
    if layer.is_none() && !TIES.contains(&top) {
        complain(1, format!("no rule says what module `{top}` may name; add it to LAYERS"));
    }
    for Named { path: named, line } in Source::new(text).names(&module) {
        if top != COLOURS_LIVE_IN && is_colour(&named) {
            complain(line, format!("`{named}` is a raw colour; take it from the theme's tokens"));
        }
        let Some(layer) = layer else { continue };
        if let Some(inner) = named.strip_prefix("crate::") {
            let other = inner.split("::").next().unwrap_or(inner);
            let is_module = LAYERS.iter().any(|layer| layer.name == other) || TIES.contains(&other);
            if is_module && other != layer.name && !layer.modules.contains(&other) {
                complain(line, format!("`{}` must not name `{named}`", layer.name));
            }
        } else {
            let root = named.split("::").next().unwrap_or(&named);
            if crates.contains(root) && !layer.crates.contains(&root) {
                complain(line, format!("`{}` must not name the crate `{root}`", layer.name));
            }
        }
        if let Some(exception) = layer.except.iter().copied().flatten().find(|exception| is_within(&named, exception)) {
            complain(line, format!("`{}` must not name `{exception}`", layer.name));
        }
    }
    complaints
}

/// Whether `path` is `parent` or something inside it.
fn is_within(path: &str, parent: &str) -> bool {
    path.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn is_colour(path: &str) -> bool {
    let Some((owner, constant)) = path.rsplit_once("::") else { return false };
    let is_constant = constant.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    is_constant
        && (owner == "Color32" || owner.ends_with("::Color32"))
        && !["PLACEHOLDER", "TRANSPARENT"].contains(&constant)
}

/// Every `.rs` file below `src/` that is compiled outside tests, as its path from the root and its text, in order.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("src is readable") {
            let path = entry.expect("src is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let name = |path: &Path| {
        let below = path.strip_prefix(root).expect("it was found below the root");
        below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    files.iter().map(|path| (name(path), fs::read_to_string(path).expect("sources are UTF-8"))).collect()
}

/// The modules that exist only in tests, each as its path from the root of the crate.
fn test_modules(sources: &[(String, String)]) -> BTreeSet<Vec<String>> {
    let children = |(path, text): &(String, String)| {
        let parent = source::module_of(path);
        let names = Source::new(text).test_modules();
        names.into_iter().map(move |name| parent.iter().cloned().chain([name]).collect())
    };
    sources.iter().flat_map(children).collect()
}

/// The crates `Cargo.toml` depends on, as code spells them.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut within = false;
    let mut crates = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            within = line.ends_with("dependencies]") || line.ends_with("dependencies')]");
        } else if within && let Some((name, _)) = line.split_once('=') {
            crates.insert(name.trim().replace('-', "_"));
        }
    }
    crates
}

fn crates_of_the_manifest() -> BTreeSet<String> {
    dependencies(include_str!("../../Cargo.toml"))
}

#[test]
fn no_module_names_what_its_layer_must_not() {
    let sources = sources();
    assert!(sources.len() > 5, "the sources were found");
    let crates = crates_of_the_manifest();
    let only_in_tests = test_modules(&sources);
    let complaints: Vec<String> = sources
        .iter()
        .filter(|(path, _)| {
            let module = source::module_of(path);
            !only_in_tests.iter().any(|tests| module.starts_with(tests))
        })
        .flat_map(|(path, text)| trespasses(path, text, &crates))
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn no_source_file_is_longer_than_one_can_keep_in_mind() {
    let long: Vec<String> = sources()
        .iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(path, lines)| *lines > most_lines(path))
        .map(|(path, lines)| format!("{path}: {lines} lines, at most {}", most_lines(path)))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_table_names_only_modules_and_crates_that_can_exist() {
    let crates = crates_of_the_manifest();
    for layer in LAYERS {
        for module in layer.modules {
            assert!(LAYERS.iter().any(|other| other.name == *module), "{}: no module `{module}`", layer.name);
        }
        for name in layer.crates {
            assert!(crates.contains(*name), "{}: no dependency `{name}`", layer.name);
        }
    }
}

#[test]
fn a_forbidden_name_is_found_where_it_stands() {
    let crates = dependencies("[dependencies]\negui = \"1\"\nserde = \"1\"\n");
    let check = |path: &str, text: &str, expected: &[&str]| {
        assert_eq!(trespasses(path, text, &crates), expected, "{text}");
    };
    check("src/domain/ids.rs", "use serde::Serialize;\nuse crate::domain::Rating;", &[]);
    check("src/domain/ids.rs", "\nuse egui::Ui;", &["src/domain/ids.rs:2: `domain` must not name the crate `egui`"]);
    check(
        "src/planner/mod.rs",
        "use crate::{\n    domain::Region,\n    store::{self, Store},\n};",
        &[
            "src/planner/mod.rs:3: `planner` must not name `crate::store`",
            "src/planner/mod.rs:3: `planner` must not name `crate::store::Store`",
        ],
    );
    check(
        "src/ui/today.rs",
        "fn f() { super::super::platform::beep() }",
        &["src/ui/today.rs:1: `ui` must not name `crate::platform::beep`"],
    );
    check("src/ui/today.rs", "fn f(x: super::platform::Thing) {}", &[]);
    check(
        "src/ui/today.rs",
        "fn f(m: &mut Model) { crate::model::update(m) }",
        &["src/ui/today.rs:1: `ui` must not name `crate::model::update`"],
    );
    check(
        "src/widgets/rating.rs",
        "use crate::domain::{Document, Rating};",
        &["src/widgets/rating.rs:1: `widgets` must not name `crate::domain::Document`"],
    );
    check(
        "src/model/mod.rs",
        "fn f() { let _ = std::fs::read(\"x\"); }",
        &["src/model/mod.rs:1: `model` must not name `std::fs`"],
    );
    check("src/cli.rs", "pub use egui as gui;", &["src/cli.rs:1: `cli` must not name the crate `egui`"]);
    check("src/app.rs", "use crate::{store::Store, ui}; use egui::Ui;", &[]);
    check(
        "src/ui/mod.rs",
        "const A: Color32 = egui::Color32::WHITE;\nconst B: Color32 = Color32::TRANSPARENT;",
        &["src/ui/mod.rs:1: `egui::Color32::WHITE` is a raw colour; take it from the theme's tokens"],
    );
    check("src/theme/mod.rs", "const A: egui::Color32 = egui::Color32::WHITE;", &[]);
    check("src/novel/mod.rs", "", &["src/novel/mod.rs:1: no rule says what module `novel` may name; add it to LAYERS"]);
}

#[test]
fn comments_strings_and_tests_name_nothing() {
    let check =
        |text: &str| assert_eq!(trespasses("src/domain/a.rs", text, &crates_of_the_manifest()), [""; 0], "{text}");
    check("// use egui::Ui;\n/// See [`egui::Ui`].\n//! crate::store\nfn f() {}");
    check("/* use egui::Ui; /* nested: crate::ui */ crate::ui::x */ fn f() {}");
    check(r#"const A: &str = "egui::Ui \" crate::store"; const B: char = '"'; const C: u8 = b'"';"#);
    check(r##"const A: &str = r#"say "egui::Ui" crate::ui"#; const B: &[u8] = br#"" egui::Ui"#;"##);
    check("fn f<'a>(x: &'a str) -> &'a str { x }");
    check("fn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::store::Store;\n    fn f() { { egui::x() } }\n}\n");
}

#[test]
fn a_name_after_a_string_or_a_test_is_still_found() {
    let found = |text: &str| trespasses("src/domain/a.rs", text, &crates_of_the_manifest()).len();
    assert_eq!(found("const A: &str = \"a \\\" b\"; use egui::Ui;"), 1);
    assert_eq!(found("const A: char = '\\''; const B: &'static str = r\"\\\"; use egui::Ui;"), 1);
    assert_eq!(found("#[cfg(test)] mod tests { fn f() {} } use egui::Ui;"), 1);
    assert_eq!(found("#[cfg(test)] mod tests; use egui::Ui;"), 1);
    assert_eq!(found("#[cfg(test)] pub(crate) mod strategies; use egui::Ui;"), 1);
    assert_eq!(found("#[cfg(test)] pub(crate) mod strategies { use egui::Ui; } use egui::Ui;"), 1);
    assert_eq!(found("fn f<'a>() -> impl Sized + use<'a> { egui::x() }"), 1);
}
