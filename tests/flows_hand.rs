//! The person's hand on the circuit through the real program: only what a person can see and press.

mod support;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use supple::domain::{Entry, Work};
use supple::model::Planned;
use support::{Session, profile};

const WIDE: Vec2 = vec2(1280.0, 800.0);
const SMALL: Vec2 = vec2(900.0, 700.0);

/// A session with a circuit for a sore hamstring and a stiff soleus.
fn with_circuit(data: &std::path::Path, size: Vec2) -> Session {
    let mut session = Session::open(data, size);
    session.rate("left hamstrings", "Soreness", 6);
    session.rate("right soleus", "Stiffness", 5);
    session.press(Role::Button, "Build my circuit");
    session
}

fn planned(session: &Session) -> &Planned {
    session.model().planned().expect("a circuit")
}

fn works(session: &Session) -> Vec<Work> {
    planned(session).plan.circuit.stations.iter().map(|station| station.work.clone()).collect()
}

fn name(session: &Session, index: usize) -> String {
    let name = session.model().catalog().work_name(&works(session)[index]).to_owned();
    let mut chars = name.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// Gives the row of a station the focus.
fn focus(session: &mut Session, index: usize) {
    let row = format!("{}. ", index + 1);
    let is_row =
        |node: &egui_kittest::Node<'_>| node.accesskit_node().label().is_some_and(|label| label.starts_with(&row));
    let rows: Vec<_> = session.harness.get_all_by_role(Role::ListItem).filter(is_row).collect();
    rows.first().expect("the row of the station").focus();
    session.harness.run();
}

#[test]
fn every_change_of_a_station_is_a_button_with_a_name_and_can_be_undone() {
    let data = profile();
    let mut session = with_circuit(data.path(), WIDE);
    let built = planned(&session).plan.clone();
    let place = 2;
    focus(&mut session, place);
    let named = name(&session, place);
    let presses = [
        format!("{named} earlier"),
        format!("{named} later"),
        format!("Leave out {named}"),
        format!("Swap {named} for the next best"),
    ];
    session.look("hand_focused");
    for press in presses {
        focus(&mut session, place);
        let before = planned(&session).plan.clone();
        session.press(Role::Button, &press);
        assert_ne!(planned(&session).plan, before, "{press}");
        assert!(!planned(&session).last_change.is_empty(), "{press}");
        let said = planned(&session).last_change.clone();
        assert!(session.says(&said), "the change stands in the panel: {said}");
        session.key(Modifiers::COMMAND, Key::Z);
        assert_eq!(planned(&session).plan, built, "{press} taken back");
    }
}

#[test]
fn the_keys_of_a_focused_station_do_what_its_buttons_do() {
    let data = profile();
    let mut session = with_circuit(data.path(), WIDE);
    let built = works(&session);
    focus(&mut session, 1);
    session.key(Modifiers::ALT, Key::ArrowDown);
    let mut moved = built.clone();
    moved.swap(1, 2);
    assert_eq!(works(&session), moved);
    // The focus went along.
    session.key(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(works(&session), built);
    let secs = |session: &Session, index: usize| planned(session).plan.circuit.stations[index].secs_per_side;
    let before = secs(&session, 1);
    session.key(Modifiers::NONE, Key::Minus);
    session.key(Modifiers::NONE, Key::Plus);
    assert!(secs(&session, 1).abs_diff(before) <= 15);
    session.key(Modifiers::NONE, Key::P);
    assert!(!planned(&session).request.pinned.is_empty());
    session.key(Modifiers::NONE, Key::Delete);
    assert_eq!(works(&session).len(), built.len() - 1);
    assert!(!works(&session).contains(&built[1]));
}

#[test]
fn what_is_not_in_the_circuit_says_why_and_can_be_added_with_what_it_costs() {
    let data = profile();
    let mut session = with_circuit(data.path(), WIDE);
    let count = works(&session).len();
    let total = planned(&session).plan.circuit.total_secs();
    let all: usize = planned(&session).plan.why_not.iter().map(|why| why.works().len().max(1)).sum();
    session.press(Role::Button, &format!("all {all}"));
    session.look("hand_why_not");
    let addable: Vec<String> = session
        .harness
        .query_all_by_role(Role::Button)
        .filter_map(|node| node.accesskit_node().label())
        .filter(|label| label.starts_with("Add ") && label.contains(", adds "))
        .collect();
    let label = addable.first().expect("something may be added").clone();
    session.press(Role::Button, &label);
    assert_eq!(works(&session).len(), count + 1);
    assert!(planned(&session).plan.circuit.total_secs() > total);
    assert!(session.says("over the 12 min"));
    session.look("hand_added");
    session.press(Role::Button, "Fit to 12 min");
    assert!(planned(&session).plan.circuit.total_secs().abs_diff(12 * 60) <= 5);
}

#[test]
fn a_circuit_is_built_by_hand_kept_renamed_started_and_deleted() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.press(Role::Button, "Build one by hand");
    assert!(session.says("No station yet."));
    session.look("hand_empty");
    session.press(Role::Button, "Add the first station");
    session.harness.get_by_role_and_label(Role::TextInput, "Search what may be added").type_text("ankle");
    session.harness.run();
    session.look("hand_search");
    let first = session
        .harness
        .query_all_by_role(Role::Button)
        .filter_map(|node| node.accesskit_node().label())
        .find(|label| label.starts_with("Add ") && label.contains(", adds "))
        .expect("something for the ankle");
    session.press(Role::Button, &first);
    session.press(Role::Button, "Done");
    assert_eq!(works(&session).len(), 1);
    session.press(Role::Button, "Keep among your circuits");
    session.type_into("Name of the circuit", "Ankles");
    session.look("hand_keep");
    session.press(Role::Button, "Keep");
    session.press(Role::Button, "change");
    let kept = |session: &Session| {
        let names = session.document().shelf().values().map(|entry| match entry.as_ref() {
            Entry::Favourite(favourite) => favourite.name.clone(),
            other => panic!("not a favourite: {other:?}"),
        });
        names.collect::<Vec<_>>()
    };
    assert_eq!(kept(&session), ["Ankles"]);
    session.press(Role::Button, "Rename Ankles");
    session.harness.get_by_role_and_label(Role::TextInput, "New name of the circuit").type_text(" at work");
    session.harness.run();
    session.key(Modifiers::NONE, Key::Enter);
    assert_eq!(kept(&session), ["Ankles at work"]);
    session.look("hand_favourites");
    session.press(Role::Button, "Edit Ankles at work");
    assert!(session.says("Ankles at work"));
    session.press(Role::Button, "change");
    session.press(Role::Button, "Delete Ankles at work");
    assert_eq!(kept(&session), Vec::<String>::new());
    session.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(kept(&session), ["Ankles at work"]);
    session.press(Role::Button, "Start Ankles at work");
    assert!(session.model().running().is_some());
}

#[test]
fn minutes_tools_and_purpose_are_changed_beside_the_circuit() {
    let data = profile();
    let mut session = with_circuit(data.path(), WIDE);
    session.press(Role::Button, "options");
    session.look("hand_options");
    for _ in 0..3 {
        session.press(Role::Button, "Time: more");
    }
    assert!(planned(&session).plan.circuit.total_secs().abs_diff(15 * 60) <= 5);
    session.press(Role::RadioButton, "For: before training");
    assert_eq!(planned(&session).plan.circuit.mode, supple::domain::Mode::BeforeTraining);
    session.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(planned(&session).plan.circuit.mode, supple::domain::Mode::Recovery);
}

#[test]
fn the_panel_is_whole_in_a_small_window_and_in_the_dark() {
    let data = profile();
    let mut session = with_circuit(data.path(), SMALL);
    focus(&mut session, 2);
    session.look("hand_small");
    drop(session);
    let data = profile();
    let mut session = with_circuit(data.path(), WIDE);
    focus(&mut session, 2);
    session.press(Role::Button, &format!("Leave out {}", name(&session, 2)));
    session.dark();
    session.look("hand_dark");
}
