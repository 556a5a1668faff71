//! Whole flows through the real program: a fake machine, real files, and only what a person can see and press.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Parser as _;
use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use supple::circuit::SegmentKind;
use supple::cli::{self, Cli, Verdict};
use supple::domain::{Body, Outcome, Phase};
use supple::platform::{Chime, Platform as _};
use support::{Session, here, profile};

const WIDE: Vec2 = vec2(1280.0, 800.0);

#[test]
fn the_whole_loop_from_a_tap_to_a_point_on_the_chart() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.rate("left hamstrings", "Soreness", 6);
    session.rate("right soleus", "Stiffness", 5);
    assert!(session.says("your left hamstrings, soreness 6"));
    session.press(Role::Button, "Build my circuit");
    assert!(session.says("Your circuit"));
    session.look("flow_circuit");

    session.press(Role::Button, "Start");
    assert!(session.harness.state().model().running().is_some());
    session.look("flow_running");
    session.wait_for("Circuit finished", Duration::from_mins(13));
    session.look("flow_finished");
    let chimes = session.machine.take_chimes();
    assert_eq!(chimes.iter().filter(|&&chime| chime == Chime::Done).count(), 1);
    session.press(Role::Button, "Done");

    let records: Vec<&Body> = session.document().records().map(|record| &record.body).collect();
    let [Body::CheckIn(check_in), Body::Circuit(circuit)] = records[..] else { panic!("two records: {records:?}") };
    assert_eq!(check_in.regions.len(), 2);
    assert_eq!(circuit.outcome, Outcome::Finished);
    assert_eq!(circuit.planned_secs, 12 * 60);
    let planned: u32 = circuit.stations.iter().map(|done| done.station.work_secs()).sum();
    assert_eq!(circuit.done_secs(), planned);

    session.press(Role::Tab, "Journal");
    let circuit_row = session.harness.get_by_label_contains("Circuit, 22 Nov 18:10");
    circuit_row.click_accesskit();
    session.harness.run();
    assert!(session.says("12:00 of 12 min planned"));
    session.look("flow_journal");

    session.press(Role::Tab, "Trends");
    assert!(session.says("soreness"));
    session.press(Role::Button, "table");
    assert!(session.says("22 Nov"), "the rating of today stands in the table");
    session.look("flow_trends_table");

    // What was done is on disk: another session finds it.
    drop(session);
    let again = Session::open(data.path(), WIDE);
    assert_eq!(again.document().record_count(), 2);
}

#[test]
fn a_returning_user_has_a_running_circuit_in_two_actions() {
    let data = profile();
    {
        let mut session = Session::open(data.path(), WIDE);
        session.rate("left calf", "Soreness", 4);
    }
    let mut session = Session::open(data.path(), WIDE);
    session.key(Modifiers::NONE, Key::B);
    session.key(Modifiers::NONE, Key::S);
    assert!(session.harness.state().model().running().is_some());
}

#[test]
fn a_run_left_early_keeps_the_seconds_really_done_or_nothing_at_all() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    for (ending, kept) in [("Discard", false), ("Finish here", true)] {
        session.press(Role::Button, "Build my circuit");
        session.press(Role::Button, "Start");
        // Ten seconds to get ready, then twelve of work.
        session.machine.advance(Duration::from_secs(22));
        session.harness.step();
        session.key(Modifiers::NONE, Key::Escape);
        session.press(Role::Button, ending);
        if ending == "Discard" {
            session.press(Role::Button, "change");
        }
        let circuits = session.document().records().filter_map(|record| match &record.body {
            Body::Circuit(circuit) => Some((circuit.outcome, circuit.done_secs())),
            _ => None,
        });
        let expected = if kept { vec![(Outcome::Abandoned, 12)] } else { Vec::new() };
        assert_eq!(circuits.collect::<Vec<_>>(), expected, "{ending}");
    }
}

#[test]
fn a_deleted_record_comes_back_with_undo_and_every_edit_can_be_taken_back() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.rate("left calf", "Soreness", 4);
    session.open_check_in();
    session.press(Role::Button, "Delete");
    assert_eq!(session.document().record_count(), 0);
    session.press(Role::Button, "Undo");
    assert_eq!(session.document().record_count(), 1);
    session.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(session.document().record_count(), 0, "the rating itself is taken back");
    session.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(session.document().record_count(), 1);
}

#[test]
fn a_region_is_found_by_words_and_rated_by_digits() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.key(Modifiers::NONE, Key::Slash);
    session.harness.get_by_role_and_label(Role::TextInput, "search a region…").type_text("right cal");
    session.harness.run();
    session.key(Modifiers::NONE, Key::Enter);
    session.key(Modifiers::NONE, Key::Num5);
    session.key(Modifiers::SHIFT, Key::Num3);
    assert!(session.says("your right calf, soreness 5, stiffness 3"));
}

#[test]
fn a_record_is_changed_in_the_journal() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.rate("left calf", "Soreness", 4);
    session.open_check_in();
    session.press(Role::RadioButton, "left calf soreness 7");
    session.press(Role::Button, "Save changes");
    let revs: Vec<u32> = session.document().records().map(|record| record.rev).collect();
    assert_eq!(revs, [2]);
    assert!(session.says("changed 1 time"));
}

#[test]
fn a_region_where_something_is_wrong_gets_no_station_until_it_is_fine_again() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.harness.get_by_label_contains("your left calf,").click_accesskit();
    session.harness.run();
    session.press(Role::Button, "something is wrong here…");
    session.harness.get_by_label_contains("The pain is sharp").click_accesskit();
    session.harness.run();
    session.press(Role::Button, "No");
    session.look("flow_wrong");
    session.key(Modifiers::NONE, Key::Escape);
    session.press(Role::Button, "Build my circuit");
    let calf = "calf_left".parse().expect("a region");
    let circuit = &session.harness.state().model().planned().expect("a circuit").plan.circuit;
    assert!(circuit.stations.iter().all(|station| station.regions().all(|region| region != calf)));

    session.harness.get_by_label_contains("your left calf, something is wrong").click_accesskit();
    session.harness.run();
    session.key(Modifiers::NONE, Key::Delete);
    assert!(!session.harness.state().model().derived().concerns().is_empty(), "a stray key does not end a concern");
    session.press(Role::Button, "It is fine again");
    assert!(session.harness.state().model().derived().concerns().is_empty());
}

#[test]
fn the_next_training_is_written_down_and_shapes_the_pressure() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Button, "Add the next training");
    session.look("flow_training");
    session.press(Role::CheckBox, "Squat");
    session.press(Role::Button, "Save training");
    assert!(session.says("Squat, hard"));
    assert!(session.says("pressure stays at 3 of 10"));
    session.press(Role::Button, "Build my circuit");
    let plan = &session.harness.state().model().planned().expect("a circuit").plan;
    assert_eq!(plan.pressure_ceiling, 3);
}

#[test]
fn every_screen_and_overlay_opens_by_keyboard() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    let check = |session: &mut Session, modifiers: Modifiers, key: Key, says: &str| {
        session.key(modifiers, key);
        assert!(session.says(says), "{key:?} shows {says}");
    };
    check(&mut session, Modifiers::ALT, Key::Num4, "Trends");
    check(&mut session, Modifiers::ALT, Key::Num5, "Everything you write down appears here");
    check(&mut session, Modifiers::ALT, Key::Num6, "Library");
    check(&mut session, Modifiers::COMMAND, Key::Comma, "Your data");
    check(&mut session, Modifiers::COMMAND, Key::Slash, "On the body map");
    check(&mut session, Modifiers::NONE, Key::Escape, "Your data");
    check(&mut session, Modifiers::COMMAND, Key::K, "Colours: dark");
    check(&mut session, Modifiers::NONE, Key::Escape, "Your data");
    check(&mut session, Modifiers::ALT, Key::Num1, "Body today");
}

#[test]
fn a_folder_that_cannot_be_written_is_said_with_its_name_and_the_program_goes_on() {
    let taken = tempfile::NamedTempFile::new().expect("a file in the way");
    let mut session = Session::open(&taken.path().join("data"), WIDE);
    assert!(session.says("Changes are kept in memory only"));
    session.press(Role::Tab, "Settings");
    let name = taken.path().file_name().and_then(std::ffi::OsStr::to_str).expect("a name");
    assert!(session.says(name), "the folder is named");
    session.press(Role::Tab, "Today");
    session.rate("left calf", "Soreness", 4);
    assert_eq!(session.document().record_count(), 1);
}

#[test]
fn a_missing_sound_device_is_said_once_and_the_run_goes_on() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Button, "Build my circuit");
    session.press(Role::Button, "Start");
    session.machine.set_trouble("No sound: no device.");
    session.machine.advance(Duration::from_secs(30));
    session.harness.run_steps(4);
    let notices = session.harness.state().model().notices().iter().count();
    assert_eq!(notices, 1);
    assert!(session.harness.state().model().running().is_some());
}

#[test]
fn the_screens_fit_a_small_window_and_twice_the_pixels() {
    let data = profile();
    for (name, size) in [("small", vec2(900.0, 700.0)), ("narrow", vec2(560.0, 760.0))] {
        let mut session = Session::open(data.path(), size);
        session.rate("left calf", "Soreness", if name == "small" { 4 } else { 5 });
        for screen in ["Trends", "Journal", "Library", "Settings", "Today"] {
            session.press(Role::Tab, screen);
            match screen {
                "Journal" => {
                    session.harness.get_by_label_contains("Check-in, 22 Nov").click_accesskit();
                    session.harness.run();
                }
                "Today" => {
                    session.press(Role::Button, "Build my circuit");
                    let start = session.harness.get_by_role_and_label(Role::Button, "Start").rect();
                    assert!(start.max.y < 2_000.0, "Start stands within reach: {start:?}");
                }
                _ => {}
            }
            session.look(&format!("{}_{name}", screen.to_lowercase()));
            let outside = session.harness.root().children_recursive().filter(|node| {
                let node = node.accesskit_node();
                let is_shown = matches!(node.role(), Role::Button | Role::Label | Role::TextInput);
                is_shown && node.bounding_box().is_some_and(|bounds| bounds.x1 > f64::from(size.x) + 1.0)
            });
            let names: Vec<String> =
                outside.filter_map(|node| node.accesskit_node().label().or(node.accesskit_node().value())).collect();
            assert!(names.is_empty(), "{screen} at {size}: {names:?} stand outside the window");
        }
    }
}

/// The pictures of the README, for `assets/pictures/`; they show what the program really does.
#[test]
fn a_week_with_a_hard_session_ahead_fills_the_pictures_of_the_readme() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Button, "Add the next training");
    for what in ["Squat", "Deadlift or hinge"] {
        session.press(Role::CheckBox, what);
    }
    session.press(Role::Button, "Save training");
    for tool in ["Band", "Stick"] {
        session.press(Role::CheckBox, tool);
    }
    session.press(Role::RadioButton, "Readiness: 4");
    session.harness.get_by_label_contains("the front of your right shoulder,").click_accesskit();
    session.harness.run();
    session.press(Role::Button, "something is wrong here…");
    session.harness.get_by_label_contains("The pain is sharp").click_accesskit();
    session.harness.run();
    session.press(Role::Button, "No");
    session.key(Modifiers::NONE, Key::Escape);
    for (region, scale, value) in [
        ("left hip flexors", "Stiffness", 5),
        ("right adductors", "Soreness", 4),
        ("left lower back", "Soreness", 2),
        ("right hamstrings", "Soreness", 3),
        ("right soleus", "Stiffness", 6),
        ("left hamstrings", "Soreness", 6),
        ("left hamstrings", "Stiffness", 4),
    ] {
        session.rate(region, scale, value);
    }
    session.harness.get_by_label_contains("your left hamstrings,").click_accesskit();
    session.harness.run();
    session.look("readme_today");
    session.key(Modifiers::NONE, Key::Escape);
    session.press(Role::Button, "Build my circuit");
    session.look("readme_circuit");
    session.press(Role::Button, "Start");
    let is_tissue = |session: &Session| {
        let model = session.harness.state().model();
        let view = model.running().map(|running| running.run.view(session.machine.monotonic()));
        view.is_some_and(|view| view.phase == Some(Phase::Tissue) && view.kind == SegmentKind::Work)
    };
    for _ in 0..600 {
        if is_tissue(&session) {
            break;
        }
        session.machine.advance(Duration::from_secs(1));
        session.harness.step();
    }
    assert!(is_tissue(&session), "the circuit has soft-tissue work");
    session.machine.advance(Duration::from_secs(8));
    session.harness.run_steps(2);
    session.look("readme_player");
    session.harness.set_size(vec2(900.0, 700.0));
    session.harness.run_steps(2);
    session.look("player_small");
}

#[test]
fn bad_files_are_named_with_their_line_and_everything_else_is_read() {
    let check = |damage: &dyn Fn(&str) -> String, says: &[&str]| {
        let data = profile();
        drop({
            let mut session = Session::open(data.path(), WIDE);
            session.rate("left calf", "Soreness", 4);
            session.rate("right calf", "Soreness", 5);
            session
        });
        let month = std::fs::read_dir(data.path().join("log/2026")).expect("a year").next().expect("a month");
        let file = month.expect("an entry").path();
        let text = std::fs::read_to_string(&file).expect("text");
        replace(&file, &damage(&text));
        let session = Session::open(data.path(), WIDE);
        let notices: Vec<String> =
            session.harness.state().model().notices().iter().map(|notice| notice.details.clone()).collect();
        let name = file.file_name().and_then(std::ffi::OsStr::to_str).expect("a name");
        for words in says.iter().chain([&name]) {
            assert!(notices.iter().any(|text| text.contains(words)), "«{words}» is not in {notices:?}");
        }
        // The file itself is as it was, for a person to mend.
        assert_eq!(std::fs::read_to_string(&file).expect("text"), damage(&text));
    };
    let broken_line = |text: &str| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines[2] = "  oops";
        lines.join("\n")
    };
    check(&broken_line, &["line 3"]);
    check(
        &|text: &str| text.replace("soreness: Some(4)", "soreness: Some(11)"),
        &["rating 11 is outside 0 to 10", "line"],
    );
    check(&|text: &str| text.replace("calf_left", "calf_lfet"), &["unknown region `calf_lfet`", "line"]);
}

#[test]
fn two_bad_files_are_both_named() {
    let data = profile();
    drop({
        let mut session = Session::open(data.path(), WIDE);
        session.rate("left calf", "Soreness", 4);
        session.press(Role::CheckBox, "Bar");
        session
    });
    let month = std::fs::read_dir(data.path().join("log/2026")).expect("a year").next().expect("a month");
    replace(&month.expect("an entry").path(), "( version: 1, records: [ oops ] )");
    let plan = std::fs::read_dir(data.path().join("plan")).expect("a folder").next().expect("a file");
    replace(&plan.expect("an entry").path(), "oops");
    let session = Session::open(data.path(), WIDE);
    assert!(session.says("2 files need attention. What can be read of them is shown."));
    let notice = session.harness.state().model().notices().iter().next().expect("a notice");
    for name in ["2026-11", "plan"] {
        assert!(notice.details.contains(name), "{name} is not in {}", notice.details);
    }
    drop(session);

    // The same is said without a window, and nothing is changed by saying it.
    let now = "2026-11-22T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment");
    let before = files_in(data.path());
    let line = ["supple".as_ref(), "check".as_ref(), data.path().as_os_str()];
    let cli = Cli::try_parse_from(line).expect("a valid command line");
    let answer = cli::run(cli.task.as_ref().expect("a task"), &cli, None, &now, &here()).expect("a check answers");
    assert_eq!(answer.verdict, Verdict::Unsound);
    assert!(answer.text.contains("plan") && answer.text.contains("line 1"), "{}", answer.text);
    assert_eq!(files_in(data.path()), before);
}

/// Every file below a folder with its bytes.
fn files_in(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("a file");
                files.insert(path, bytes);
            }
        }
    }
    files
}

#[expect(clippy::disallowed_methods, reason = "the test does the damage that the program must survive")]
fn replace(file: &Path, text: &str) {
    std::fs::write(file, text).expect("a writable file");
}
