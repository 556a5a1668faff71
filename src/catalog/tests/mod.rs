//! What must hold of the built-in catalogue, whoever edits the files.

mod benchmarks;
mod doses;
mod hazards;
mod own;
mod references;
mod wording;

use super::{Catalog, Drill, EmbeddedFile};
use crate::domain::Work;

fn catalog() -> Catalog {
    Catalog::built_in().expect("the built-in catalogue parses")
}

#[test]
fn the_catalogue_is_complete_and_in_the_order_of_its_ids() {
    let catalog = catalog();
    let numbered =
        |letter: char, count: u32| -> Vec<String> { (1..=count).map(|n| format!("{letter}{n:02}")).collect() };
    let drills: Vec<&str> = catalog.drills().iter().map(|drill| drill.id.as_str()).collect();
    assert_eq!(drills, numbered('d', 55));
    let techniques: Vec<&str> = catalog.techniques().iter().map(|technique| technique.id.as_str()).collect();
    assert_eq!(techniques, numbered('s', 24));
    let sessions: Vec<&str> = catalog.session_types().iter().map(|session| session.id.as_str()).collect();
    let expected = "squat hinge press_oh push_h pull lunge jump_run olympic carry rotate gym swim rest";
    assert_eq!(sessions.join(" "), expected);
    let benchmarks: Vec<&str> = catalog.benchmarks().iter().map(|benchmark| benchmark.id.as_str()).collect();
    let expected = "ktw ktw_deg ake slr hip_flex hip_ir hip_er mthomas thor_rot sh_flex oh_gap sh_ir90 sh_er90 back_scr \
                    sit_reach ftf comb_el wrist_ext neck_rot ohs n9090";
    assert_eq!(benchmarks.join(" "), expected);
}

/// A file of one drill without a mistake; its tenth line closes the drill.
const ONE_DRILL: &str = r#"// One drill.
[
    (
        id: "d01",
        name: "Neck half-circles",
        kinds: [Circle],
        groups: ["neck_back"], position: Standing,
        laterality: Together,
        cue: "Roll the chin.", source: "Practice",
    ),
]"#;

#[test]
fn a_mistake_in_a_file_is_reported_with_file_line_and_column() {
    let parse = |text: &'static str| EmbeddedFile { file: "drills.ron", text }.parse::<Drill>();
    assert_eq!(parse(ONE_DRILL).map(|drills| drills.len()), Ok(1));
    let check = |right: &str, wrong: &str, place: &str, what: &str| {
        let message = parse(ONE_DRILL.replace(right, wrong).leak()).expect_err("a mistake").to_string();
        let told = message.strip_prefix(&format!("assets/catalog/drills.ron:{place}: "));
        assert!(told.is_some_and(|told| told.contains(what)), "{wrong}: {message}");
    };
    check("neck_back", "neck_bak", "7:19", "unknown region `neck_bak`");
    check("Circle", "Cirkle", "6:17", "`Cirkle`");
    check("cue", "hint", "9:9", "`hint`");
    check("laterality: Together,", "", "10:5", "`laterality`");
    check("circles\",", "circles\"", "6:9", "comma");
}

#[test]
fn work_that_the_catalogue_no_longer_has_is_shown_by_its_id_without_a_cue() {
    let catalog = catalog();
    let check = |work: Work, name: &str, has_cue: bool| {
        assert_eq!(catalog.work_name(&work), name);
        assert_eq!(!catalog.work_cue(&work).is_empty(), has_cue, "{name}");
    };
    check(Work::Drill("d41".into()), "Knee-to-wall rocks", true);
    check(Work::Technique("s02".into()), "Hamstring roll", true);
    check(Work::Drill("d99".into()), "d99", false);
    check(Work::Technique("d41".into()), "d41", false);
}
