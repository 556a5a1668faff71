//! What a run asks of the machine, through the real program: the cues to be heard, the display, a sleep in the middle,
//! a notification at the end, and the file in which it is kept.

mod support;

use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, vec2};
use supple::circuit::RunState;
use supple::domain::Settings;
use supple::platform::{Awake, Chime, Platform as _, Volume};
use support::{Session, profile};
use tempfile::TempDir;

const WINDOW: Vec2 = vec2(1280.0, 800.0);

/// A window in which a circuit has just been started.
fn started() -> (TempDir, Session) {
    let data = profile();
    let mut session = Session::open(data.path(), WINDOW);
    session.press(Role::Button, "Build my circuit");
    session.press(Role::Button, "Start");
    assert!(session.model().running().is_some());
    (data, session)
}

fn state(session: &Session) -> RunState {
    let running = session.model().running().expect("it runs");
    running.run.view(session.machine.monotonic()).state
}

/// Lets the program look at its machine, without a person doing anything.
fn look(session: &mut Session) {
    session.harness.run_steps(2);
}

#[test]
fn cues_are_heard_at_their_moments_even_if_the_window_never_looks() {
    let (_data, session) = started();
    for _ in 0..60 {
        session.machine.advance(Duration::from_millis(500));
    }
    let chimes = session.machine.take_chimes();
    assert_eq!(chimes[..5], [Chime::Next, Chime::Tick, Chime::Tick, Chime::Tick, Chime::Start], "{chimes:?}");
    let words = session.machine.take_words();
    assert!(words.first().is_some_and(|words| words.starts_with("next: ")), "{words:?}");
}

#[test]
fn the_volume_is_that_of_the_settings() {
    let data = profile();
    let session = Session::open(data.path(), WINDOW);
    let Settings { volume_percent, .. } = Settings::default();
    let expected = Volume { chimes_percent: volume_percent, voice_percent: volume_percent };
    assert_eq!(session.machine.volume(), expected);
}

#[test]
fn the_display_stays_on_and_calls_are_to_come_only_while_the_run_goes_on() {
    let (_data, mut session) = started();
    let is = |session: &Session| (session.machine.awake(), session.machine.next_call().is_some());
    assert_eq!(is(&session), (Awake::Yes, true));
    session.key(Modifiers::NONE, Key::Space);
    assert_eq!((state(&session), is(&session)), (RunState::Paused, (Awake::No, false)));
    assert_eq!(session.machine.take_words().last().map(String::as_str), Some("…"), "the voice falls silent");
    session.key(Modifiers::NONE, Key::Space);
    assert_eq!((state(&session), is(&session)), (RunState::Running, (Awake::Yes, true)));
}

#[test]
fn a_sleep_pauses_the_run_where_it_was_and_says_so() {
    let (_data, mut session) = started();
    session.machine.advance(Duration::from_secs(13));
    look(&mut session);
    session.machine.take_chimes();
    session.machine.sleep(Duration::from_mins(40));
    look(&mut session);
    let running = session.model().running().expect("it is still there");
    assert_eq!((running.run.elapsed(), state(&session)), (Duration::from_secs(13), RunState::Paused));
    assert!(session.says("The computer slept"));
    assert_eq!((session.machine.awake(), session.machine.take_chimes()), (Awake::No, Vec::new()));
    session.key(Modifiers::NONE, Key::Space);
    assert_eq!(session.machine.awake(), Awake::Yes);
    assert!(session.machine.next_call().is_some(), "what was dropped is scheduled anew");
}

#[test]
fn the_end_of_a_run_is_notified_where_nobody_looks_at_the_window() {
    let check = |is_focused: bool, expected: usize| {
        let (_data, mut session) = started();
        for _ in 0..15 {
            session.machine.advance(Duration::from_mins(1));
            session.harness.input_mut().focused = is_focused;
            look(&mut session);
        }
        assert_eq!((state(&session), session.machine.awake()), (RunState::Finished, Awake::No));
        let notes = session.machine.take_notes();
        assert_eq!(notes.len(), expected, "{notes:?}");
        assert!(notes.iter().all(|note| note.starts_with("Circuit finished")), "{notes:?}");
    };
    check(false, 1);
    check(true, 0);
}

#[test]
fn a_run_whose_record_is_kept_is_not_offered_again() {
    let (data, mut session) = started();
    let kept = data.path().join(".state").join("run.ron");
    session.wait_until("the run is kept", |_| kept.exists());
    for _ in 0..15 {
        session.machine.advance(Duration::from_mins(1));
        look(&mut session);
    }
    session.press(Role::Button, "Done");
    session.settle();
    session.wait_until("the run is forgotten", |_| !kept.exists());
    assert!(session.document().records().count() > 0);
    drop(session);
    let session = Session::open(data.path(), WINDOW);
    assert!(session.model().kept().is_none());
}
