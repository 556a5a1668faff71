//! Bytes that nobody would write, for as long as one likes: reading, salvaging and merging never panic, never hang, and
//! what they accept is what they would write.
//!
//! As plain tests they run for a moment. To let them run for ten minutes each:
//!
//! ```text
//! BOLERO_RANDOM_ITERATIONS=1000000000 BOLERO_RANDOM_TEST_TIME_MS=600000 cargo test --release --test fuzz
//! ```

use std::sync::LazyLock;
use std::time::Duration;

use bolero::check;
use jiff::Zoned;
use supple::catalog::Catalog;
use supple::domain::{Document, Entry, Standing};
use supple::exchange::{Take, VerdictKind, from_pack, to_pack};
use supple::format::{Content, ReadError, Salvage, decode, decode_plan, encode, encode_plan, salvage};
use supple::sample;

const MOMENT: Duration = Duration::from_secs(2);

/// Sound files to start from: all kinds of record in few lines and in each version, a month as people fill it, and an empty one.
static SOUND: LazyLock<[Vec<u8>; 6]> = LazyLock::new(|| {
    let golden: [&[u8]; 4] = [
        include_bytes!("../golden/version_1/log/2026/2026-03.k7f2q.ron"),
        include_bytes!("../golden/version_2/log/2026/2026-03.k7f2q.ron"),
        include_bytes!("../golden/version_3/log/2026/2026-03.k7f2q.ron"),
        include_bytes!("../golden/version_4/log/2026/2026-03.k7f2q.ron"),
    ];
    let now: Zoned = "2026-03-31T18:00:00+02:00[Europe/Berlin]".parse().expect("a moment");
    let catalog = Catalog::built_in().expect("the built-in catalogue parses");
    let mut month = Content::default();
    sample::document(&catalog, &now, 1, 1).records().take(12).for_each(|record| month.put(record.clone()));
    let [first, second, third, fourth] = golden.map(<[u8]>::to_vec);
    [first, second, third, fourth, text(&month), text(&Content::default())]
});

fn text(content: &Content) -> Vec<u8> {
    encode(content).expect("records can be written").into_bytes()
}

/// Pieces that mean something to the reader, to be put where they do not belong.
const PIECES: [&str; 24] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "\\u{0}",
    "\n",
    "\0",
    "(id: \"",
    "rev: ",
    "deleted: [",
    "Some(",
    "/*",
    "//",
    "r#\"",
    "#![enable(implicit_some)]",
    "4294967296",
    "-0.0",
    "inf",
];

/// One of these sound files after what the bytes say was done to it: each four of them cut, copy, overwrite or put in
/// something.
fn mutated(sound: &[impl AsRef<[u8]>], recipe: &[u8]) -> Vec<u8> {
    let Some((&which, recipe)) = recipe.split_first() else { return Vec::new() };
    let mut bytes = sound[usize::from(which) % sound.len()].as_ref().to_vec();
    for step in recipe.chunks_exact(4) {
        let [action, high, low, amount] = [step[0], step[1], step[2], step[3]].map(usize::from);
        let at = (high * 256 + low) * bytes.len() / 65_536;
        let end = (at + amount).min(bytes.len());
        match action % 6 {
            0 => drop(bytes.drain(at..end)),
            1 => bytes[at..end].fill(amount as u8),
            2 => bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= 1 << (amount % 8)),
            3 => {
                let copy = bytes[at..end].to_vec();
                bytes.splice(end..end, copy);
            }
            4 => {
                let other = sound[amount % sound.len()].as_ref();
                let from = low * other.len() / 256;
                bytes.splice(at..at, other[from..(from + 40 * amount).min(other.len())].iter().copied());
            }
            _ => drop(bytes.splice(at..at, PIECES[amount % PIECES.len()].bytes())),
        }
    }
    bytes
}

/// Reads bytes in both ways, and checks what every content must be able to do.
fn read(bytes: &[u8]) -> Content {
    check_comment(bytes);
    let Salvage { content: salvaged, twins: _, lost: _ } = salvage(bytes);
    let content = match decode(bytes) {
        Ok(content) => content,
        Err(ReadError::Newer(version)) => {
            assert!(version > 1);
            salvaged
        }
        Err(ReadError::Damaged(damage)) => {
            assert!(!damage.cause.is_empty());
            salvaged
        }
    };
    let written = text(&content);
    let again = decode(&written).expect("what was accepted can be written and read");
    assert_eq!(text(&again), written, "and that is the same to the byte");
    assert_eq!(text(&salvage(&written).content), written, "in whichever way it is read");
    content
}

/// The quick reader knows no comments, so with one at its end a file is read by `ron` itself: it must mean the same.
fn check_comment(bytes: &[u8]) {
    let with_comment = [bytes, b"\n// nothing"].concat();
    match (decode(bytes), decode(&with_comment)) {
        (Ok(quick), Ok(usual)) => assert_eq!(format!("{quick:?}"), format!("{usual:?}")),
        (quick, usual) => assert_eq!(quick.is_ok(), usual.is_ok()),
    }
}

fn check_merging(a: &Content, b: &Content) {
    let merged = |parts: [&Content; 3]| {
        let mut all = Content::default();
        for part in parts {
            all.merge(part);
        }
        text(&all)
    };
    let both = merged([a, b, b]);
    assert_eq!(merged([b, a, a]), both);
    assert_eq!(merged([a, b, a]), both);
}

#[test]
fn any_bytes_can_be_read() {
    check!().with_test_time(MOMENT).for_each(|bytes: &[u8]| drop(read(bytes)));
}

#[test]
fn sound_files_can_be_read_whatever_was_done_to_them() {
    check!().with_test_time(MOMENT).for_each(|recipe: &[u8]| {
        let recipe = &recipe[..recipe.len().min(1 + 4 * 24)];
        drop(read(&mutated(&*SOUND, recipe)));
    });
}

/// Sound files of a profile and settings, in each version.
const SOUND_PLANS: [&[u8]; 3] = [
    include_bytes!("../golden/version_2/plan/k7f2q.ron"),
    include_bytes!("../golden/version_3/plan/k7f2q.ron"),
    include_bytes!("../golden/version_4/plan/k7f2q.ron"),
];

fn read_plan(bytes: &[u8]) {
    let Ok(plan) = decode_plan(bytes) else { return };
    let written = encode_plan(&plan).expect("what was accepted can be written");
    assert_eq!(decode_plan(written.as_bytes()), Ok(plan), "and read");
}

#[test]
fn plans_can_be_read_whatever_was_done_to_them() {
    check!().with_test_time(MOMENT).for_each(|recipe: &[u8]| {
        let recipe = &recipe[..recipe.len().min(1 + 4 * 24)];
        read_plan(recipe);
        read_plan(&mutated(&SOUND_PLANS, recipe));
    });
}

#[test]
fn whatever_was_read_can_be_merged() {
    check!().with_test_time(MOMENT).for_each(|recipes: &[u8]| {
        let recipes = &recipes[..recipes.len().min(2 * (1 + 4 * 8))];
        let (a, b) = recipes.split_at(recipes.len() / 2);
        let [a, b] = [a, b].map(|recipe| read(&mutated(&*SOUND, recipe)));
        check_merging(&a, &b);
    });
}

/// Sound packs: one as the program writes it, one as a person does.
const SOUND_PACKS: [&str; 2] = [
    r#"(
  supple_pack: 1,
  name: "Ankles",
  author: "Anna",
  entries: [
    Drill((
      id: "own-01J00000000000000000000000",
      name: "Heel drop",
      position: Standing,
      kinds: [Dynamic],
      needs: [[Step, Wall]],
      groups: ["calf", "achilles"],
      planes: [Sagittal],
      laterality: PerSide,
      before: None,
      recovery: Some((min: 30, usual: 45, max: 60)),
      cue: "Rise with both, lower with one.",
      caution: "",
      source: "A physiotherapist",
      hazards: [],
    )),
  ],
)
"#,
    r#"// by hand
(supple_pack: 1, name: "Hands", entries: [
  Technique((id: "rub", name: "Rub", position: Floor, groups: ["quads"], laterality: PerSide, hazards: [Ball],
    recovery: (min: 30, usual: 45, max: 60), max_pressure: 3, gentle: true, cue: "Rub.", source: "")),
  Benchmark((id: "hang", name: "Hang", unit: "s", laterality: Together, better: Up, range: (min: 0, max: 600))),
])
"#,
];

/// What comes in of a pack is sound, stands aside, and comes back the same when it is packed again.
fn read_pack(bytes: &[u8]) {
    let none = Document::default();
    let Ok((head, import)) = from_pack(bytes, &none) else { return };
    let document = import.apply(&none, Take::Later);
    for (place, entry) in document.shelf().iter() {
        assert_eq!(entry.faults(), [], "{place}");
        let is_aside = match entry.as_ref() {
            Entry::Drill(own) => own.standing == Standing::Aside,
            Entry::Technique(own) => own.standing == Standing::Aside,
            Entry::Benchmark(_) => true,
            Entry::Favourite(_) => false,
        };
        assert!(is_aside, "{place}");
    }
    let places = document.shelf().keys().copied().collect();
    let written = to_pack(&head, &document, &places).expect("what was accepted can be written");
    let (again, import) = from_pack(written.as_bytes(), &none).expect("and read");
    assert_eq!(again, head);
    assert_eq!(import.apply(&none, Take::Later).shelf(), document.shelf());
    let catalog = Catalog::built_in().expect("the built-in catalogue parses");
    let all = catalog.with_shelf(document.shelf());
    assert!(document.shelf().values().all(|entry| entry.work().is_none_or(|work| all.own_work(&work).is_some())));
}

#[test]
fn packs_can_be_read_whatever_was_done_to_them() {
    for pack in SOUND_PACKS {
        let (_, import) = from_pack(pack.as_bytes(), &Document::default()).expect("a sound pack");
        assert_eq!(import.count(VerdictKind::Refused), 0, "{:?}", import.rows());
    }
    check!().with_test_time(MOMENT).for_each(|recipe: &[u8]| {
        let recipe = &recipe[..recipe.len().min(1 + 4 * 24)];
        read_pack(recipe);
        read_pack(&mutated(&SOUND_PACKS, recipe));
    });
}
