//! The library through the real program: found, read, used, drawn.

mod support;

use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::Queryable as _;
use supple::domain::figure::Figure;
use supple::domain::{Depiction, Entry, Work};
use support::{Session, profile, written};

const WIDE: Vec2 = vec2(1280.0, 800.0);
const SMALL: Vec2 = vec2(900.0, 700.0);

impl Session {
    fn choose(&mut self, name: &str, value: &str) {
        self.press(Role::ComboBox, name);
        self.press(Role::Button, value);
    }

    /// Gives something the focus, as Tab does.
    fn focus(&mut self, role: Role, name: &str) {
        self.harness.get_by_role_and_label(role, name).focus();
        self.harness.run();
    }

    fn keys(&mut self, key: Key, times: usize) {
        for _ in 0..times {
            self.key(Modifiers::NONE, key);
        }
    }

    /// Begins a drill with all that it needs but a figure.
    fn begin_drill(&mut self, name: &str) {
        self.press(Role::Tab, "Library");
        self.press(Role::Button, "New drill…");
        self.type_into("Name", name);
        self.type_into("Cue", "Raise the arm as far as it is easy.");
        self.type_into("search a region to add…", "chest");
        self.press(Role::Button, "Add chest");
        self.press(Role::CheckBox, "moving through range");
    }

    fn drawn(&self) -> Option<Depiction> {
        self.document().shelf().values().find_map(|entry| entry.depiction().cloned())
    }

    fn composed(&self) -> Figure {
        match self.drawn() {
            Some(Depiction::Composed(figure)) => *figure,
            other => panic!("a composed figure was kept, not {other:?}"),
        }
    }
}

#[test]
fn filters_lead_to_an_entry_and_each_can_be_taken_back() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Tab, "Library");
    assert!(session.says("55 in all"));
    session.look("library_light");
    session.choose("Region", "Ankle");
    session.choose("Tool", "No tool");
    session.choose("Position", "Standing");
    session.look("library_filtered_light");
    session.dark();
    session.look("library_filtered_dark");
    assert!(!session.says("55 in all") && session.says(" of 55"));
    session.press(Role::CheckBox, "Own only");
    assert!(session.says("Nothing here is all of this.") && session.says("0 of 55"));
    session.look("library_empty_dark");
    session.press(Role::Button, "Show all");
    assert!(session.says("55 in all"));
    session.choose("Kind of movement", "Slow breathing");
    assert!(session.says(" of 55"));
    session.press(Role::Button, "Clear all filters");
    assert!(session.says("55 in all"));

    // Techniques have no kinds of movement, and keep the other filters.
    session.choose("Region", "Calf");
    session.press(Role::RadioButton, "Shelf: Techniques");
    assert!(session.harness.query_by_role_and_label(Role::ComboBox, "Kind of movement").is_none());
    assert!(session.says(" of 24"));
    session.look("library_techniques_dark");
}

#[test]
fn the_use_of_a_drill_is_counted_after_a_run() {
    let data = profile();
    let mut session = Session::open(data.path(), SMALL);
    session.press(Role::Tab, "Library");
    session.press(Role::CheckBox, "Used lately");
    assert!(session.says("0 of 55"), "nothing was used yet");
    session.press(Role::CheckBox, "Used lately");
    assert!(session.says("Not used yet."));
    session.look("library_small_light");

    session.press(Role::Tab, "Today");
    session.press(Role::Button, "Build my circuit");
    let first = session.model().planned().expect("a plan").plan.circuit.stations[0].work.clone();
    assert!(matches!(first, Work::Drill(_)), "a circuit begins with movement");
    let name = session.model().catalog().work_name(&first).to_owned();
    session.press(Role::Button, "Start");
    session.machine.advance(Duration::from_secs(22));
    session.harness.step();
    session.key(Modifiers::NONE, Key::Escape);
    session.press(Role::Button, "Finish here");
    session.settle();
    for ending in ["Done", "Save", "Finish"] {
        if session.harness.query_by_role_and_label(Role::Button, ending).is_some() {
            session.press(Role::Button, ending);
            break;
        }
    }
    session.settle();

    session.press(Role::Tab, "Library");
    session.press(Role::CheckBox, "Used lately");
    assert!(session.says("1 of 55"));
    session.harness.get_by_label_contains(&format!("{name}, ")).click_accesskit();
    session.harness.run();
    assert!(session.says("In 1 circuit, 1 in the last 30 days; last today."));
    assert!(session.says("No answers yet."));
    session.look("library_used_small_light");
    session.dark();
    session.look("library_used_small_dark");
}

#[test]
fn an_own_drill_is_drawn_like_a_built_in_one() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.begin_drill("Arm raise");
    session.press(Role::RadioButton, "Figure: like a built-in one");
    session.type_into("search a figure…", "wall angel");
    session.harness.get_by_role_and_label(Role::RadioButton, "Figure: none").scroll_to_me();
    session.harness.run_steps(4);
    session.look("library_figure_picker_light");
    session.press(Role::RadioButton, "Drawn like Wall angel");
    session.dark();
    session.look("library_figure_picker_dark");
    session.press(Role::Button, "Keep");
    session.settle();
    assert_eq!(session.drawn(), Some(Depiction::Like(Work::Drill("d05".into()))));
    assert!(session.says("How it is done: Arm raise"));
    session.look("library_own_like_dark");

    // It is changed, and taken away, in the same place.
    session.press(Role::Button, "Edit…");
    session.press(Role::RadioButton, "Figure: none");
    session.press(Role::Button, "Keep");
    session.settle();
    assert_eq!(session.drawn(), None);
    session.key(Modifiers::COMMAND, Key::Z);
    assert!(session.drawn().is_some());
}

#[test]
fn a_copy_of_a_built_in_drill_is_drawn_like_it() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Tab, "Library");
    session.press(Role::Button, "Make one like it…");
    session.press(Role::Button, "Keep");
    session.settle();
    let Some(Entry::Drill(_)) = session.document().shelf().values().next().map(|entry| entry.as_ref().clone()) else {
        panic!("a drill was kept");
    };
    assert_eq!(session.drawn(), Some(Depiction::Like(Work::Drill("d01".into()))));
}

#[test]
fn a_figure_of_two_poses_is_composed_by_keyboard_alone_kept_and_found_moving() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.begin_drill("Arm raise");
    session.focus(Role::RadioButton, "Figure: composed");
    session.keys(Key::Space, 1);
    assert!(session.says("Compose a figure"));
    session.look("library_pose_editor_light");

    // The second pose: the right hand goes up, the left follows.
    session.focus(Role::RadioButton, "Shown: pose 2");
    session.keys(Key::Space, 1);
    session.focus(Role::Button, "Right hand from the side");
    let before = session.harness.get_by_role_and_label(Role::Button, "Right hand from the side").rect().center();
    session.keys(Key::ArrowUp, 3);
    for _ in 0..4 {
        session.key(Modifiers::SHIFT, Key::ArrowUp);
        session.key(Modifiers::SHIFT, Key::ArrowRight);
    }
    let after = session.harness.get_by_role_and_label(Role::Button, "Right hand from the side").rect().center();
    assert!(after.y < before.y - 20.0 && after.x > before.x + 20.0, "{before} {after}");
    session.look("library_pose_editor_moved_light");
    session.keys(Key::Tab, 1);
    let focused =
        |session: &Session, name: &str| session.harness.get_by_role_and_label(Role::Button, name).is_focused();
    assert!(!focused(&session, "Right hand from the side"), "Tab leads on");

    // One step back and on again, without touching anything else.
    let at = |session: &Session| {
        session.harness.get_by_role_and_label(Role::Button, "Right hand from the side").rect().center()
    };
    session.key(Modifiers::COMMAND, Key::Z);
    assert_ne!(at(&session), after);
    session.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(at(&session), after);

    session.focus(Role::Button, "Right hand from the side");
    session.focus(Role::CheckBox, "The other one alike");
    session.keys(Key::Space, 1);
    session.focus(Role::Button, "Hold: more");
    session.keys(Key::Space, 2);
    session.dark();
    session.look("library_pose_editor_dark");
    session.focus(Role::Button, "Use this figure");
    session.keys(Key::Enter, 1);
    session.focus(Role::Button, "Keep");
    session.keys(Key::Enter, 1);
    session.settle();
    let figure = session.composed();
    assert_eq!((figure.keys.len(), figure.keys[1].hold), (2, 1.0));
    assert_ne!(figure.keys[0].arm_r, figure.keys[1].arm_r);
    assert_ne!(figure.keys[0].arm_l, figure.keys[1].arm_l, "the other one alike");
    assert_eq!(figure.keys[0].leg_r, figure.keys[1].leg_r);
    drop(session);

    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Tab, "Library");
    assert_eq!(session.composed(), figure);
    assert!(session.says("How it is done: Arm raise"));
    let one = session.harness.render().expect("the CPU renderer draws");
    for _ in 0..4 {
        session.harness.step();
    }
    let other = session.harness.render().expect("the CPU renderer draws");
    assert!(one != other, "it moves");
    session.look("library_composed_light");
}

#[test]
fn a_handle_is_dragged_and_what_a_body_cannot_do_is_said() {
    let data = profile();
    let mut session = Session::open(data.path(), SMALL);
    session.begin_drill("Foot drop");
    session.press(Role::RadioButton, "Figure: composed");
    session.look("library_pose_editor_small_light");
    assert!(session.says("A body can take these poses."));
    let foot = "Left foot from the front";
    let at = session.harness.get_by_role_and_label(Role::Button, foot).rect().center();
    session.harness.hover_at(at);
    session.harness.run();
    session.harness.drag_at(at);
    session.harness.run();
    session.harness.hover_at(at + vec2(12.0, -8.0));
    session.harness.run();
    session.harness.hover_at(at + vec2(24.0, -16.0));
    session.harness.run();
    session.harness.drop_at(at + vec2(24.0, -16.0));
    session.harness.run();
    let after = session.harness.get_by_role_and_label(Role::Button, foot).rect().center();
    assert!(after.distance(at + vec2(24.0, -16.0)) < 3.0, "{at} {after}");
    session.key(Modifiers::COMMAND, Key::Z);
    let back = session.harness.get_by_role_and_label(Role::Button, foot).rect().center();
    assert!(back.distance(at) < 0.5, "a drag is one step");

    // The hips sink, and a foot with them, into the floor.
    session.focus(Role::Button, "Hips from the side");
    for _ in 0..3 {
        session.key(Modifiers::SHIFT, Key::ArrowDown);
    }
    session.focus(Role::Button, "Right foot from the side");
    for _ in 0..2 {
        session.key(Modifiers::SHIFT, Key::ArrowDown);
    }
    assert!(session.says("below the floor near pose 1"));
    session.look("library_pose_editor_faults_small_light");

    // Beginning anew is one step too.
    session.press(Role::ComboBox, "Begin anew from");
    session.press(Role::Button, "Lying on the back");
    assert!(!session.says("below the floor"));
    session.look("library_pose_editor_lying_small_light");
    session.press(Role::Button, "Cancel");
    assert!(session.says("New drill"));
}

#[test]
fn a_pack_with_a_broken_figure_says_which_and_why_and_brings_in_the_rest() {
    let (data, outside) = (profile(), profile());
    let mut session = Session::open(data.path(), WIDE);
    let drill = |id: &str| {
        format!(
            "Drill((id: \"{id}\", name: \"{id}\", position: Floor, kinds: [Hold], groups: [\"calf\"],\n\
             laterality: PerSide, recovery: (min: 30, usual: 45, max: 60), cue: \"Do.\", hazards: [], source: \"\")),\n"
        )
    };
    let text = format!(
        "(supple_pack: 2, name: \"Ankles\", entries: [\n{}{}],\nfigures: {{\n\"far\": Composed((view: (yaw: 0.0), \
         bounds: (0.0, 0.0, 1.0, 1.0),\nkeys: [])),\n\"like\": Like(Drill(\"d41\")),\n}})",
        drill("far"),
        drill("like")
    );
    let pack = written(outside.path(), "ankles.ron", &text);
    session.drop_file(&pack);
    assert!(session.says("figure: The figure cannot be drawn: it needs 1 to 16 poses"));
    session.look("library_pack_broken_figure_light");
    session.press(Role::Button, "Import");
    session.settle();
    assert_eq!(session.document().shelf().len(), 1);
    assert_eq!(session.drawn(), Some(Depiction::Like(Work::Drill("d41".into()))));
}
