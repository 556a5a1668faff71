//! Own drills and techniques through the real program: written, prescribed, shared, brought in again.

mod support;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, vec2};
use supple::domain::{Entry, Standing};
use supple::planner::Reason;
use supple::platform::Picked;
use support::{Session, profile, written};

const WIDE: Vec2 = vec2(1280.0, 800.0);
const SMALL: Vec2 = vec2(900.0, 700.0);

impl Session {
    /// Writes a drill for the calves that is prescribed for 45 s, and keeps it.
    fn prescribe_heel_drop(&mut self) {
        self.press(Role::Tab, "Library");
        self.press(Role::Button, "New drill…");
        self.type_into("Name", "Heel drop");
        self.type_into("Cue", "Rise with both feet, lower slowly with one.");
        self.type_into("From whom", "Anna");
        self.type_into("search a region to add…", "calf");
        self.press(Role::Button, "Add calf");
        self.press(Role::CheckBox, "moving through range");
        self.press(Role::CheckBox, "front to back");
        self.press(Role::RadioButton, "Position: standing");
        for question in ["Does the head hang below the heart?", "Does one lie on the back?"] {
            self.press(Role::RadioButton, &format!("{question}: No"));
        }
        self.press(Role::RadioButton, "Part in planning: Prescribed");
        self.press(Role::Button, "Keep");
        self.settle();
    }

    fn own(&self) -> Vec<Entry> {
        self.document().shelf().values().map(|entry| entry.as_ref().clone()).collect()
    }

    fn standing(&self) -> Option<Standing> {
        self.own().iter().find_map(|entry| match entry {
            Entry::Drill(own) => Some(own.standing),
            _ => None,
        })
    }
}

#[test]
fn a_prescribed_drill_is_written_and_every_circuit_holds_it() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.prescribe_heel_drop();
    assert_eq!(session.standing(), Some(Standing::Prescribed { secs: 45 }));
    assert!(session.says("prescribed, 45 s"));
    session.look("own_drill_in_library_light");
    session.dark();
    session.look("own_drill_in_library_dark");

    session.press(Role::Tab, "Today");
    session.press(Role::Button, "Build my circuit");
    let plan = session.model().planned().expect("a plan").plan.clone();
    let at = plan
        .circuit
        .stations
        .iter()
        .position(|station| session.model().catalog().work_name(&station.work) == "Heel drop");
    let at = at.expect("it is in the circuit");
    assert_eq!(plan.circuit.stations[at].secs_per_side, 45);
    assert_eq!(plan.reasons[at].first(), Some(&Reason::Prescribed));
    assert!(session.says("prescribed"));
    session.look("own_drill_in_circuit");

    session.key(Modifiers::COMMAND, Key::Z);
    assert!(session.own().is_empty(), "keeping it was one step");
    assert!(session.model().plan_is_outdated());
    session.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(session.own().len(), 1);
}

#[test]
fn nothing_is_kept_while_a_field_is_wrong_and_each_says_what_to_do() {
    let data = profile();
    let mut session = Session::open(data.path(), SMALL);
    session.press(Role::Tab, "Library");
    session.press(Role::RadioButton, "Shelf: Techniques");
    session.press(Role::Button, "New technique…");
    assert!(!session.says("Give it a name."), "nothing is said of a field that nobody came to");
    session.look("own_editor_small");
    session.press(Role::Button, "Keep");
    assert!(session.says("Give it a name.") && session.says("Choose at least one region."));
    assert!(session.says("3 things to change below"));

    // A region that is never pressed is said at once, and so is one that takes less.
    session.type_into("Name", "Rub");
    session.type_into("Cue", "Rub slowly.");
    session.type_into("search a region to add…", "back of the knee");
    session.press(Role::Button, "Add back of the knee");
    assert!(session.says("is never pressed; take it out."));
    session.press(Role::Button, "Take out back of the knee");
    session.type_into("search a region to add…", "quad");
    session.press(Role::Button, "Add quadriceps");
    session.look("own_technique_editor_small");
    session.press(Role::Button, "Keep");
    session.settle();
    assert_eq!(session.own().len(), 1);
    assert_eq!(session.own()[0].name(), "Rub");
}

#[test]
fn a_built_in_drill_is_copied_changed_and_deleted_and_each_comes_back_by_undo() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Tab, "Library");
    session.press(Role::Button, "Make one like it…");
    session.look("own_editor_light");
    session.dark();
    session.look("own_editor_dark");
    session.press(Role::Button, "Keep");
    session.settle();
    let name = session.own()[0].name().to_owned();
    session.press(Role::Button, "Edit…");
    session.type_into("Name", " slowly");
    session.press(Role::Button, "Keep");
    assert_eq!(session.own()[0].name(), format!("{name} slowly"));
    session.press(Role::RadioButton, "Part in planning: Offered");
    assert_eq!(session.standing(), Some(Standing::Offered));
    session.press(Role::Button, "Delete");
    assert!(session.own().is_empty());
    for expected in [Some(Standing::Offered), Some(Standing::Aside)] {
        session.key(Modifiers::COMMAND, Key::Z);
        assert_eq!(session.standing(), expected);
    }
    session.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(session.own()[0].name(), name);
}

#[test]
fn a_pack_is_shared_deleted_and_brought_in_again_after_a_look_at_it() {
    let (data, outside) = (profile(), profile());
    let mut session = Session::open(data.path(), WIDE);
    session.prescribe_heel_drop();
    let path = outside.path().join("ankles.ron");
    session.press(Role::Button, "Share…");
    session.type_into("Name of the pack", "Ankles");
    session.type_into("From whom", "Anna");
    session.look("own_share");
    session.machine.answer_dialog(Picked::Path(path.clone()));
    session.press(Role::Button, "Save the pack…");
    session.settle();
    session.press(Role::Button, "Back to the Library");
    let text = std::fs::read_to_string(&path).expect("the pack was written");
    assert!(text.starts_with("(\n  supple_pack: 1,\n  name: \"Ankles\",\n  author: \"Anna\","), "{text}");
    assert!(!text.contains("Prescribed"), "its standing is nobody else's business");

    // What is there already is said to be.
    session.drop_file(&path);
    assert!(session.says("already there") && session.says("Pack: Ankles, from Anna"));
    session.press(Role::Button, "Cancel");
    session.press(Role::Tab, "Library");
    session.press(Role::Button, "Delete");
    session.settle();
    assert!(session.own().is_empty());

    session.drop_file(&path);
    assert!(session.says("new, Drill: Heel drop"));
    session.look("own_pack_preview");
    session.press(Role::Button, "Import");
    session.settle();
    assert_eq!(session.standing(), Some(Standing::Aside), "it enters no circuit by itself");
    session.key(Modifiers::COMMAND, Key::Z);
    assert!(session.own().is_empty());
}

#[test]
fn a_damaged_pack_brings_in_nothing_and_one_with_a_wrong_entry_says_which() {
    let (data, outside) = (profile(), profile());
    let mut session = Session::open(data.path(), SMALL);
    let damaged = written(outside.path(), "damaged.ron", "(\n  supple_pack: 1,\n  name: \"Ankles\",\n  entries: [");
    session.drop_file(&damaged);
    assert!(session.says("the file ends too early"));
    session.press(Role::Button, "Cancel");
    let wrong = written(
        outside.path(),
        "wrong.ron",
        "(supple_pack: 1, name: \"Ankles\", entries: [\nDrill((id: \"a\", name: \"A\", position: Floor, kinds: [Hold],\n\
         groups: [\"elbow_joint\"], laterality: PerSide, cue: \"Do.\", source: \"\")),\n])",
    );
    session.drop_file(&wrong);
    assert!(session.says("unknown region \"elbow_joint\""));
    session.look("own_pack_refused_small");
    assert!(session.own().is_empty());
}
