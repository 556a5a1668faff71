//! The running circuit on screen: what it says, what it does, and pictures of it to look at.

mod support;

use egui::accesskit::Role;
use egui::{Key, Theme, vec2};
use egui_kittest::kittest::Queryable;
use supple::circuit::{Intervals, RunCommand, RunState, SegmentKind};
use supple::domain::{Body, Effort, Mode, Phase};
use supple::model::{Command, Overlay};
use supple::widgets::countdown::clock;
use support::save_picture;
use support::stage::{Stage, harness, state, tissue, working};

#[test]
fn the_screen_says_side_time_station_and_pressure() {
    let mut stage = Stage::new(Theme::Light);
    tissue(&mut stage);
    let view = stage.view();
    let mut harness = harness(stage, vec2(1280.0, 800.0));
    harness.run();
    harness.get_by_label("LEFT");
    harness.get_by_label(&format!("{} left", clock(view.remaining_secs)));
    harness
        .get_by(|node| node.role() == Role::Meter && node.label().is_some_and(|label| label.starts_with("Pressure")));
    harness.get_by_label_contains(", RIGHT   5 s to change side");
}

#[test]
fn keys_and_clicks_steer_the_run_alike() {
    let mut stage = Stage::new(Theme::Light);
    tissue(&mut stage);
    let before = stage.view();
    let mut harness = harness(stage, vec2(900.0, 700.0));
    harness.run();

    harness.key_press(Key::Space);
    harness.run();
    assert_eq!(state(&harness).state, RunState::Paused);
    harness.get_by_label("Paused");
    harness.get_by_label("go on").click();
    harness.run();
    assert_eq!(state(&harness).state, RunState::Running);

    harness.get_by_label("15 s more").click();
    harness.run();
    assert_eq!(state(&harness).remaining_secs, before.remaining_secs + 15);
    harness.key_press(Key::Minus);
    harness.run();
    assert_eq!(state(&harness).remaining_secs, before.remaining_secs);

    harness.get_by_label("skip").click();
    harness.run();
    assert_eq!(state(&harness).kind, SegmentKind::Switch);
    harness.get_by_label("Change side");
    harness.get_by_label("RIGHT comes");
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert_eq!(state(&harness).station, before.station + 1);
    harness.key_press(Key::ArrowLeft);
    harness.run();
    assert_eq!(state(&harness).station, before.station);
}

#[test]
fn escape_asks_how_to_leave_and_once_more_resumes() {
    let mut harness = harness(Stage::new(Theme::Light), vec2(1280.0, 800.0));
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(state(&harness).state, RunState::Paused);
    harness.get_by_label("End the circuit?");
    assert!(harness.get_by_label("Resume").is_focused());
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(state(&harness).state, RunState::Running);
    assert!(harness.query_by_label("End the circuit?").is_none());
}

#[test]
fn finishing_here_keeps_a_record_and_discarding_keeps_none() {
    for (button, kept) in [("Finish here", 1), ("Discard", 0)] {
        let mut stage = Stage::new(Theme::Light);
        tissue(&mut stage);
        let mut harness = harness(stage, vec2(1280.0, 800.0));
        harness.run();
        harness.get_by_label("end").click();
        harness.run();
        harness.get_by_label(button).click();
        harness.run();
        let stage = harness.state().borrow();
        assert!(stage.model.running().is_none());
        let circuits = stage.model.document().records().filter(|record| matches!(record.body, Body::Circuit(_)));
        assert_eq!(circuits.count(), kept, "{button}");
    }
}

#[test]
fn the_last_page_takes_answers_and_keeps_them() {
    let mut stage = Stage::new(Theme::Light);
    stage.go_to(|_, view| view.state == RunState::Finished);
    let mut harness = harness(stage, vec2(1280.0, 800.0));
    harness.run();
    harness.get_by_label("Circuit finished");
    harness
        .get_all_by(|node| node.label().is_some_and(|label| label.ends_with(": eased")))
        .next()
        .expect("a row")
        .click();
    harness.run();
    harness.get_by_label("Effort: 3").click();
    harness.run();
    harness.get_by_label("Done").click();
    harness.run();
    let stage = harness.state().borrow();
    let record = stage.model.document().records().find_map(|record| match &record.body {
        Body::Circuit(circuit) => Some(circuit),
        Body::CheckIn(_) | Body::Training(_) | Body::Retest(_) => None,
    });
    let record = record.expect("a record was kept");
    assert_eq!(record.mode, Mode::Recovery);
    assert_eq!(record.effort.map(Effort::get), Some(3));
    assert!(record.stations.iter().any(|done| done.response.is_some()));
}

#[test]
fn pictures() {
    type Prepare = fn(&mut Stage);
    let scenes: [(&str, Prepare); 15] = [
        ("ready", |_| {}),
        ("tissue", tissue),
        ("switch", |stage| stage.go_to(|_, view| view.kind == SegmentKind::Switch)),
        ("last", |stage| {
            stage.go_to(|_, view| {
                view.phase == Some(Phase::Motion) && view.kind == SegmentKind::Work && view.remaining_secs == 4
            });
        }),
        ("paused", |stage| {
            tissue(stage);
            stage.give(Command::Run(RunCommand::Pause));
        }),
        ("breathing", |stage| stage.go_to(|_, view| working(view, Phase::Breathing) && view.spent.as_secs() == 12)),
        ("leave", |stage| {
            tissue(stage);
            stage.give(Command::LeaveRun);
        }),
        ("asked", |stage| {
            tissue(stage);
            stage.go_to(|_, view| view.kind == SegmentKind::GetReady);
        }),
        ("skipped", |stage| {
            tissue(stage);
            stage.give(Command::Run(RunCommand::Skip));
            stage.give(Command::Run(RunCommand::Skip));
        }),
        ("hurts", |stage| {
            tissue(stage);
            stage.give(Command::StopForPain);
        }),
        ("muted", |stage| {
            tissue(stage);
            stage.give(Command::ToggleMute);
        }),
        ("less_time", |stage| {
            tissue(stage);
            stage.give(Command::ShowOverlay(Some(Overlay::LessTime)));
        }),
        ("help", |stage| {
            tissue(stage);
            stage.give(Command::ShowOverlay(Some(Overlay::Shortcuts)));
        }),
        ("intervals", |stage| {
            stage.give(Command::DiscardRun);
            let intervals = Intervals { work_secs: 40, rest_secs: 20, rounds: 8, name: "Plank".to_owned() };
            stage.give(Command::StartIntervals(intervals));
            stage.go_to(|_, view| view.station == 2 && view.kind == SegmentKind::Work && view.spent.as_secs() == 25);
        }),
        ("finish", |stage| stage.go_to(|_, view| view.state == RunState::Finished)),
    ];
    for (name, prepare) in scenes {
        for (theme, theme_name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            for (width, height) in [(1280.0, 800.0), (900.0, 700.0), (1920.0, 1080.0)] {
                // The large window shows the same at another scale: one phase of it is enough to look at.
                if width > 1280.0 && name != "tissue" && name != "asked" {
                    continue;
                }
                let mut stage = Stage::new(theme);
                prepare(&mut stage);
                let mut harness = harness(stage, vec2(width, height));
                harness.run();
                let picture = harness.render().expect("meshes need no GPU");
                save_picture(&format!("player_{name}_{theme_name}_{width}"), &picture);
            }
        }
    }
}
