//! The running circuit on screen: what it says, what it does, and pictures of it to look at.

mod support;

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Theme, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use jiff::Zoned;
use supple::catalog::Catalog;
use supple::circuit::{RunState, RunView, SegmentKind};
use supple::domain::{Body, Document, Effort, Mode, Phase, Rating, Region, Sides};
use supple::model::{Command, Model, Moment, Place, Scale};
use supple::theme::{Themes, install_fonts, install_styles};
use supple::ui::{Commands, Cx, Drafts, app_ui, read_keys};
use supple::widgets::body_map::Drawing;
use supple::widgets::countdown::clock;
use support::{Rasterizer, save_picture};

/// The program around one run, with a clock that stands until it is set.
struct Stage {
    model: Model,
    themes: Themes,
    drawing: Drawing,
    drafts: Drafts,
    theme: Theme,
    now: Duration,
}

impl Stage {
    /// A recovery circuit for stiff hamstrings and a stiff neck, just started.
    fn new(theme: Theme) -> Self {
        let catalog = Arc::new(Catalog::built_in().expect("the built-in catalogue parses"));
        let mut stage = Self {
            model: Model::new(catalog, Document::default(), Place::default(), &moment(Duration::ZERO)),
            themes: Themes::built_in().expect("the built-in themes parse"),
            drawing: Drawing::embedded().expect("the drawing parses"),
            drafts: Drafts::default(),
            theme,
            now: Duration::ZERO,
        };
        for id in ["hamstrings_left", "hamstrings_right", "thoracic_spine", "calf_left"] {
            let region: Region = id.parse().expect("a known region");
            stage.give(Command::Rate(region, Scale::Stiffness, Rating::try_from(6).ok()));
        }
        stage.give(Command::BuildCircuit);
        stage.give(Command::StartRun);
        stage
    }

    fn give(&mut self, command: Command) {
        self.model.update(command, &moment(self.now));
    }

    fn view(&self) -> RunView {
        self.model.running().expect("a run").run.view(self.now)
    }

    /// Lets the run go on, second by second, until it shows what is asked for.
    fn go_to(&mut self, wanted: impl Fn(&Self, &RunView) -> bool) {
        for _ in 0..3600 {
            let view = self.view();
            if wanted(self, &view) {
                return;
            }
            assert!(view.state != RunState::Finished, "the run ended before it came to what was asked for");
            self.now += Duration::from_secs(1);
            self.give(Command::Tick);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        let mut out = Commands::default();
        read_keys(ui.ctx(), &self.model, &mut out);
        let wall = moment(self.now).wall;
        let tokens = Arc::clone(self.themes.of(self.theme));
        let cx = Cx { model: &self.model, tokens: &tokens, drawing: &self.drawing, now: &wall, monotonic: self.now };
        // The harness has a margin that a window has not.
        let window = egui::UiBuilder::new().max_rect(ui.ctx().content_rect());
        ui.scope_builder(window, |ui| {
            ui.set_clip_rect(ui.max_rect());
            app_ui(ui, &cx, &mut self.drafts, &mut out);
        });
        while let Some(command) = out.pop() {
            self.give(command);
        }
    }
}

fn moment(monotonic: Duration) -> Moment {
    let start: Zoned = "2026-11-22T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment");
    let wall = start.checked_add(jiff::SignedDuration::try_from(monotonic).expect("hours")).expect("this year");
    Moment { wall, monotonic, random: 7 }
}

fn harness(stage: Stage, size: Vec2) -> Harness<'static, RefCell<Stage>> {
    let (themes, theme) = (stage.themes.clone(), stage.theme);
    Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_context_setup(move |ctx| {
            install_fonts(ctx);
            install_styles(ctx, &themes);
        })
        .renderer(Rasterizer::default())
        .with_render_cursor(false)
        .build_ui_state(|ui, stage: &mut RefCell<Stage>| stage.get_mut().ui(ui), RefCell::new(stage))
}

fn working(view: &RunView, phase: Phase) -> bool {
    view.kind == SegmentKind::Work && view.phase == Some(phase)
}

/// Ten seconds into tissue work of a station that works each side, left first.
fn tissue(stage: &mut Stage) {
    stage.go_to(|stage, view| {
        let run = &stage.model.running().expect("a run").run;
        let stations = &run.circuit().expect("a circuit").stations;
        working(view, Phase::Tissue) && stations[view.station].sides == Sides::Each && view.spent.as_secs() == 10
    });
}

fn state(harness: &Harness<'static, RefCell<Stage>>) -> RunView {
    harness.state().borrow().view()
}

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
    let scenes: [(&str, Prepare); 8] = [
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
            stage.give(Command::Run(supple::circuit::RunCommand::Pause));
        }),
        ("breathing", |stage| stage.go_to(|_, view| working(view, Phase::Breathing) && view.spent.as_secs() == 12)),
        ("leave", |stage| {
            tissue(stage);
            stage.give(Command::LeaveRun);
        }),
        ("finish", |stage| stage.go_to(|_, view| view.state == RunState::Finished)),
    ];
    for (name, prepare) in scenes {
        for (theme, theme_name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            for (width, height) in [(1280.0, 800.0), (900.0, 700.0)] {
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
