//! Circuits followed in the window: by keyboard alone, by a presenter remote, without sound, fitted, skipped, left and taken
//! up again.

mod support;

use std::cell::RefCell;
use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Theme, Vec2, ViewportId, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use supple::circuit::{Intervals, RunState, SegmentKind};
use supple::domain::{Body, CircuitRecord, Outcome, Phase, Pressure, Response, Settings, SkipReason, Work};
use supple::model::{Command, Effect, KeptState, Overlay};
use support::stage::{Stage, harness, state, tissue};
use support::{Session, profile, save_picture};

const WIDE: Vec2 = vec2(1280.0, 800.0);

type Window = Harness<'static, RefCell<Stage>>;

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run();
}

fn press_button(window: &mut Window, name: &str) {
    window.get_by_role_and_label(Role::Button, name).click_accesskit();
    window.run();
}

fn wait(window: &mut Window, secs: u64) {
    window.state().borrow_mut().wait(secs);
    window.run();
}

fn is_finished(window: &Window) -> bool {
    window.state().borrow().model.running().is_none_or(|running| running.run.is_finished())
}

/// The circuits in the journal.
fn records(window: &Window) -> Vec<CircuitRecord> {
    let stage = window.state().borrow();
    let circuits = stage.model.document().records().filter_map(|record| match &record.body {
        Body::Circuit(circuit) => Some(circuit.clone()),
        Body::CheckIn(_) | Body::Training(_) | Body::Retest(_) => None,
    });
    circuits.collect()
}

/// A run of tissue work, ten seconds in.
fn in_tissue_work() -> Window {
    let mut stage = Stage::new(Theme::Light);
    tissue(&mut stage);
    let mut window = harness(stage, WIDE);
    window.run();
    window
}

#[test]
fn a_whole_circuit_is_built_followed_answered_and_kept_by_keyboard_alone() {
    let mut window = harness(Stage::today(Theme::Light), WIDE);
    window.run();
    press(&mut window, Key::B);
    press(&mut window, Key::S);
    assert_eq!(state(&window).kind, SegmentKind::GetReady);
    for _ in 0..400 {
        if is_finished(&window) {
            break;
        }
        if window.query_by_label_contains("How did it respond?").is_some() {
            press(&mut window, Key::Num1);
            window.key_press_modifiers(Modifiers::SHIFT, Key::Num3);
            window.run();
        }
        wait(&mut window, 4);
    }
    window.get_by_label("Circuit finished");
    press(&mut window, Key::Enter);
    let records = records(&window);
    assert_eq!(records.iter().map(|record| record.outcome).collect::<Vec<_>>(), [Outcome::Finished]);
    let tissue: Vec<_> =
        records[0].stations.iter().filter(|done| matches!(done.station.work, Work::Technique(_))).collect();
    assert!(!tissue.is_empty());
    for done in tissue {
        assert_eq!(done.response, Some(Response::Eased));
        assert_eq!(done.felt, Pressure::try_from(3).ok());
    }
}

#[test]
fn a_presenter_remote_goes_through_a_circuit_with_page_down_alone() {
    let mut window = harness(Stage::new(Theme::Light), WIDE);
    window.run();
    press(&mut window, Key::PageDown);
    let view = state(&window);
    assert_eq!((view.station, view.kind), (0, SegmentKind::Work), "the gap is over, the station is not");
    for _ in 0..60 {
        if is_finished(&window) {
            break;
        }
        wait(&mut window, 6);
        press(&mut window, Key::PageDown);
    }
    window.get_by_label("Circuit finished");
    wait(&mut window, 2);
    press(&mut window, Key::PageDown);
    assert_eq!(records(&window).len(), 1);
}

#[test]
fn the_other_buttons_of_a_remote_pause_and_go_back() {
    let mut window = in_tissue_work();
    for key in [Key::B, Key::Period] {
        press(&mut window, key);
        assert_eq!(state(&window).state, RunState::Paused, "{key:?}");
        press(&mut window, key);
        assert_eq!(state(&window).state, RunState::Running, "{key:?}");
    }
    press(&mut window, Key::PageUp);
    assert_eq!(state(&window).kind, SegmentKind::GetReady);
}

#[test]
fn a_circuit_is_fitted_into_the_minutes_that_are_left() {
    let mut window = in_tissue_work();
    assert!(state(&window).total_left_secs > 300);
    press(&mut window, Key::R);
    window.get_by_label("How many minutes are left?");
    // The keys of the player rest meanwhile: this digit is no answer, these arrows neither skip nor add.
    press(&mut window, Key::Num3);
    press(&mut window, Key::ArrowUp);
    window.get_by_label("4 min left");
    press(&mut window, Key::Enter);
    assert!(window.query_by_label("How many minutes are left?").is_none());
    let view = state(&window);
    assert!((60..=245).contains(&view.total_left_secs), "{} s", view.total_left_secs);
    assert_eq!(view.kind, SegmentKind::Work, "what is worked goes on");
    press(&mut window, Key::R);
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("End the circuit?").is_none(), "Escape closes the choice, and only that");
}

#[test]
fn a_skip_asks_why_in_one_key_or_one_tap() {
    let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4];
    for (index, reason) in SkipReason::ALL.into_iter().enumerate() {
        for by_key in [true, false] {
            let mut window = in_tissue_work();
            let station = state(&window).station;
            press(&mut window, Key::ArrowRight);
            window.get_by_label_contains("Skipped. Why?");
            if by_key {
                press(&mut window, keys[index]);
            } else {
                let label = reason.label();
                let label = format!("{}{}", label[..1].to_uppercase(), &label[1..]);
                press_button(&mut window, &label);
            }
            assert!(window.query_by_label_contains("Skipped. Why?").is_none(), "{reason:?}");
            let stage = window.state().borrow();
            let answers = stage.running().run.answers()[station];
            assert_eq!(answers.skipped, Some(reason));
        }
    }
}

#[test]
fn what_hurts_stops_the_time_and_leads_to_the_safety_questions() {
    let mut window = in_tissue_work();
    press(&mut window, Key::H);
    window.get_by_label_contains("What is wrong:");
    let view = state(&window);
    assert_eq!(view.state, RunState::Paused);
    let region = window.state().borrow().running().asking.expect("a region");
    let sharp = window
        .get_all_by_role(Role::Button)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.contains("sharp")));
    sharp.expect("the signs are offered").click_accesskit();
    window.run();
    press_button(&mut window, "No");
    let stage = window.state().borrow();
    assert!(
        stage.model.derived().concerns().iter().any(|(flagged, _)| *flagged == region),
        "the answer is written down"
    );
    assert!(stage.model.running().is_none_or(|running| running.asking.is_none()));
}

#[test]
fn nothing_that_is_asked_holds_the_time() {
    let mut window = in_tissue_work();
    press(&mut window, Key::ArrowRight);
    window.get_by_label_contains("Skipped. Why?");
    let before = state(&window).total_left_secs;
    wait(&mut window, 30);
    assert_eq!(state(&window).total_left_secs, before - 30);
    assert!(window.query_by_label_contains("Skipped. Why?").is_none(), "the question goes by itself");
}

#[test]
fn leaving_asks_and_goes_on_where_it_was() {
    let mut window = in_tissue_work();
    let before = state(&window);
    press(&mut window, Key::Escape);
    wait(&mut window, 60);
    press_button(&mut window, "Resume");
    let after = state(&window);
    assert_eq!((after.state, after.remaining_secs), (RunState::Running, before.remaining_secs));
}

#[test]
fn a_run_left_behind_is_offered_and_taken_up_at_its_place() {
    let mut first = Stage::new(Theme::Light);
    tissue(&mut first);
    let before = first.view();
    let kept = |effect: &Effect| match effect {
        Effect::KeepRun(Some(kept)) => Some(kept.clone()),
        _ => None,
    };
    let kept = first.effects.iter().rev().find_map(kept).expect("each second is kept");
    let open = |kept: KeptState| {
        let mut stage = Stage::today(Theme::Light);
        stage.give(Command::OfferKept(Box::new(kept)));
        let mut window = harness(stage, WIDE);
        window.run();
        window.get_by_label_contains("not finished");
        window
    };
    let kept: KeptState = (*Box::new(kept)).clone();
    let mut window = open(kept.clone());
    save_picture("player_kept_light", &window.render().expect("meshes need no GPU"));
    press_button(&mut window, "Resume");
    let after = state(&window);
    assert_eq!(after.state, RunState::Paused);
    assert_eq!((after.station, after.remaining_secs), (before.station, before.remaining_secs));

    let mut window = open(kept.clone());
    press_button(&mut window, "Finish here");
    assert_eq!(records(&window).len(), 1);

    let mut window = open(kept);
    press_button(&mut window, "Discard");
    assert_eq!(records(&window).len(), 0);
    assert!(window.query_by_label_contains("not finished").is_none());
}

#[test]
fn plain_intervals_are_started_from_today_and_leave_a_record() {
    let mut window = harness(Stage::today(Theme::Light), WIDE);
    window.run();
    press_button(&mut window, "Intervals…");
    save_picture("player_intervals_page_light", &window.render().expect("meshes need no GPU"));
    press_button(&mut window, "Rounds: less");
    press_button(&mut window, "Start intervals");
    window.get_by_label("GET READY");
    wait(&mut window, 12);
    window.get_by_label("WORK");
    window.get_by_label_contains("Round 1 of 7");
    wait(&mut window, 40);
    window.get_by_label("REST");
    for _ in 0..60 {
        if is_finished(&window) {
            break;
        }
        wait(&mut window, 10);
    }
    window.get_by_label("Intervals finished");
    press(&mut window, Key::Enter);
    assert!(records(&window)[0].stations.is_empty());
}

#[test]
fn the_last_circuit_is_repeated_from_today() {
    let mut stage = Stage::new(Theme::Light);
    tissue(&mut stage);
    let stations = stage.running().run.circuit().expect("a circuit").stations.len();
    stage.give(Command::FinishRun);
    let mut window = harness(stage, WIDE);
    window.run();
    window.get_by_label_contains("Repeat the last circuit").click_accesskit();
    window.run();
    assert_eq!(window.state().borrow().running().run.circuit().expect("a circuit").stations.len(), stations);
}

#[test]
fn mute_silences_what_is_to_come_and_says_so() {
    let mut window = in_tissue_work();
    let schedule = |window: &Window| {
        let stage = window.state().borrow();
        let last = stage.effects.iter().rev().find_map(|effect| match effect {
            Effect::Schedule(announcements) => Some(announcements.len()),
            _ => None,
        });
        last.expect("a run schedules its cues")
    };
    press(&mut window, Key::M);
    window.get_by_label("Muted");
    assert_eq!(schedule(&window), 0);
    press(&mut window, Key::Space);
    press(&mut window, Key::Space);
    assert_eq!(schedule(&window), 0, "a pause does not unmute");
    press(&mut window, Key::M);
    assert!(window.query_by_label("Muted").is_none());
    assert!(schedule(&window) > 0);
}

#[test]
fn full_screen_help_and_side_swap_have_their_keys() {
    let mut window = in_tissue_work();
    for key in [Key::F, Key::F11] {
        window.state().borrow_mut().effects.clear();
        press(&mut window, key);
        assert!(window.state().borrow().effects.contains(&Effect::ToggleFullScreen), "{key:?}");
    }
    window.key_press_modifiers(Modifiers::SHIFT, Key::Questionmark);
    window.run();
    window.get_by_label("swap the sides of what remains");
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("swap the sides of what remains").is_none());
    window.get_by_label("LEFT");
    press(&mut window, Key::S);
    window.get_by_label("RIGHT comes");
}

#[test]
fn while_a_note_is_typed_no_key_of_the_player_acts() {
    let mut stage = Stage::new(Theme::Light);
    stage.go_to(|_, view| view.state == RunState::Finished);
    let mut window = harness(stage, WIDE);
    window.run();
    window.get_by_role_and_label(Role::TextInput, "Note").focus();
    window.run();
    window.get_by_role_and_label(Role::TextInput, "Note").type_text("b s m easy");
    window.run();
    press(&mut window, Key::Enter);
    press(&mut window, Key::Enter);
    assert_eq!(records(&window)[0].note, "b s m easy");
}

#[test]
fn the_last_page_asks_how_treated_regions_feel_now() {
    let mut stage = Stage::new(Theme::Light);
    stage.go_to(|_, view| view.state == RunState::Finished);
    let mut window = harness(stage, WIDE);
    window.run();
    window.get_by_role_and_label(Role::RadioButton, "your left hamstrings stiffness now: 3").click_accesskit();
    window.run();
    press_button(&mut window, "Done");
    let record = &records(&window)[0];
    let region = "hamstrings_left".parse().expect("a region");
    let felt = record.felt.get(&region).expect("an answer");
    assert_eq!((felt.before.map(u8::from), u8::from(felt.after)), (Some(6), 3));
}

#[test]
fn everything_to_be_hit_is_at_least_44_points_large() {
    for size in [WIDE, vec2(900.0, 700.0)] {
        let mut stage = Stage::new(Theme::Light);
        tissue(&mut stage);
        stage.go_to(|_, view| view.kind == SegmentKind::GetReady);
        let mut window = harness(stage, size);
        window.run();
        window.get_by_label_contains("How did it respond?");
        for role in [Role::Button, Role::RadioButton] {
            for node in window.get_all_by_role(role) {
                let rect = node.rect();
                let name = node.accesskit_node().label().unwrap_or_default();
                assert!(rect.width() >= 43.9 && rect.height() >= 43.9, "{name}: {rect} in {size}");
            }
        }
    }
}

#[test]
fn the_countdown_takes_its_share_of_a_window_of_1280_by_800_in_every_phase() {
    let kinds = [SegmentKind::GetReady, SegmentKind::Work, SegmentKind::Switch];
    for kind in kinds {
        let mut stage = Stage::new(Theme::Light);
        stage.go_to(|_, view| view.kind == kind);
        let mut window = harness(stage, WIDE);
        window.run();
        let countdown = window.get_by_role(Role::Timer).rect();
        assert!(countdown.height() >= 0.18 * WIDE.y, "{kind:?}: {countdown}");
    }
    let window = in_tissue_work();
    let side = window.get_by_label("LEFT").rect();
    assert!(side.height() >= 0.12 * WIDE.y && side.width() >= 0.35 * WIDE.x, "{side}");
}

#[test]
fn a_run_without_audio_goes_on_and_says_so_once() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.key(Modifiers::NONE, Key::B);
    session.key(Modifiers::NONE, Key::S);
    session.machine.set_trouble("There is no sound.");
    session.harness.run();
    assert_eq!(session.harness.query_all_by_label_contains("There is no sound.").count(), 1);
    let before = session.model().running().expect("a run").run.elapsed();
    for _ in 0..10 {
        session.machine.advance(Duration::from_secs(5));
        session.harness.step();
    }
    let after = session.model().running().expect("the run goes on").run.elapsed();
    assert_eq!(after, before + Duration::from_secs(50));
}

#[test]
fn the_settings_of_the_player_are_changed_on_their_page_and_shape_the_next_run() {
    let data = profile();
    let mut session = Session::open(data.path(), WIDE);
    session.open_page("Player");
    session.look("player_settings_light");
    session.press(Role::Button, "Test the chimes");
    session.machine.advance(Duration::from_millis(1));
    session.harness.run();
    assert_eq!(session.machine.take_chimes().len(), 1);
    session.machine.take_words();
    session.press(Role::Button, "Test the voice");
    session.machine.advance(Duration::from_millis(1));
    session.harness.run();
    assert_eq!(session.machine.take_words().len(), 1);
    for _ in 0..2 {
        session.press(Role::Button, "Seconds to change place: less");
    }
    session.press(Role::Button, "Seconds to change side: less");
    session.press(Role::CheckBox, "Flash of the frame");
    session.press(Role::Button, "Seconds to breathe out: more");
    let Settings { transition_secs, switch_secs, flash, breath, .. } = Settings::clone(&session.document().settings);
    assert_eq!((transition_secs, switch_secs, flash, breath.out_tenths), (0, 0, false, 61));
    session.dark();
    session.look("player_settings_dark");
    session.press(Role::Button, "Back to Settings");
    session.press(Role::Tab, "Today");
    session.look("player_today_light");
    session.press(Role::Button, "Build my circuit");
    session.press(Role::Button, "Start");
    let running = session.model().running().expect("a run");
    let view = running.run.view(Duration::ZERO);
    assert_eq!(view.kind, SegmentKind::Work, "without a gap the work begins at once");
}

#[test]
fn the_pictures_of_overlays_are_drawn_over_the_run() {
    for overlay in [Overlay::LessTime, Overlay::Shortcuts, Overlay::Wrong] {
        let mut stage = Stage::new(Theme::Dark);
        tissue(&mut stage);
        stage.give(Command::ShowOverlay(Some(overlay)));
        let before = stage.view().remaining_secs;
        let mut window = harness(stage, vec2(900.0, 700.0));
        window.run();
        // None of them holds the time, and Escape closes each.
        wait(&mut window, 2);
        assert_eq!(state(&window).remaining_secs, before - 2, "{overlay:?}");
        press(&mut window, Key::Escape);
        assert_eq!(window.state().borrow().model.overlay(), None, "{overlay:?}");
        assert_eq!(state(&window).state, RunState::Running, "{overlay:?}");
    }
}

#[test]
fn the_window_is_painted_thirty_times_a_second_while_something_moves_and_else_once() {
    let check = |what: &str, phase: Phase| {
        let delay = |window: &Window| window.output().viewport_output[&ViewportId::ROOT].repaint_delay;
        let mut stage = Stage::new(Theme::Light);
        stage.go_to(|_, view| view.phase == Some(phase) && view.kind == SegmentKind::Work);
        stage.wait(2);
        let settings = Settings::clone(&stage.model.document().settings);
        let mut window = harness(stage, WIDE);
        window.run_steps(2);
        assert_eq!(delay(&window), Duration::from_millis(33), "{what} moves");
        press(&mut window, Key::Space);
        assert!(delay(&window) > Duration::from_secs(10), "{what} stands with the run");
        press(&mut window, Key::Space);
        let still = Settings { reduce_motion: true, ..settings };
        window.state().borrow_mut().give(Command::ChangeSettings(Box::new(still)));
        window.run_steps(2);
        assert_eq!(delay(&window), Duration::from_secs(1), "{what} stands");
    };
    check("the figure", Phase::Tissue);
    check("the pacer", Phase::Breathing);
}

#[test]
fn an_overlay_ends_with_the_run() {
    let mut stage = Stage::today(Theme::Light);
    let intervals = Intervals { work_secs: 5, rest_secs: 0, rounds: 1, name: String::new() };
    stage.give(Command::StartIntervals(intervals));
    stage.give(Command::ShowOverlay(Some(Overlay::LessTime)));
    let mut window = harness(stage, WIDE);
    window.run();
    wait(&mut window, 60);
    window.get_by_label("Intervals finished");
    assert_eq!(window.state().borrow().model.overlay(), None);
}
