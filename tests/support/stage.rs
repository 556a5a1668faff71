//! The program around one run, without files and without a machine: a model, a window, and a clock that stands.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use egui::{Theme, Vec2};
use egui_kittest::Harness;
use jiff::Zoned;
use supple::catalog::Catalog;
use supple::circuit::{RunState, RunView, SegmentKind};
use supple::domain::{Document, Phase, Rating, Region, Sides};
use supple::model::{Command, Effect, Model, Moment, Place, Running, Scale};
use supple::theme::{Themes, install_fonts, install_styles};
use supple::ui::{Commands, Cx, Drafts, app_ui, read_keys};
use supple::widgets::body_map::Drawing;

use super::Rasterizer;

/// The program around one run, with a clock that stands until it is set.
pub struct Stage {
    pub model: Model,
    /// All that was asked of the outside world, in order.
    pub effects: Vec<Effect>,
    themes: Themes,
    drawing: Drawing,
    drafts: Drafts,
    theme: Theme,
    now: Duration,
}

impl Stage {
    /// A recovery circuit for stiff hamstrings and a stiff neck, just started.
    pub fn new(theme: Theme) -> Self {
        let mut stage = Self::today(theme);
        stage.give(Command::BuildCircuit);
        stage.give(Command::StartRun);
        stage
    }

    /// The day before the circuit is built.
    pub fn today(theme: Theme) -> Self {
        let catalog = Arc::new(Catalog::built_in().expect("the built-in catalogue parses"));
        let mut stage = Self {
            model: Model::new(catalog, Document::default(), Place::default(), &moment(Duration::ZERO)),
            effects: Vec::new(),
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
        stage
    }

    /// Gives the model a command now.
    pub fn give(&mut self, command: Command) {
        let effects = self.model.update(command, &moment(self.now));
        self.effects.extend(effects);
    }

    /// Lets time pass.
    pub fn wait(&mut self, secs: u64) {
        self.now += Duration::from_secs(secs);
        self.give(Command::Tick);
    }

    /// The run.
    pub fn running(&self) -> &Running {
        self.model.running().expect("a run")
    }

    /// What the run shows now.
    pub fn view(&self) -> RunView {
        self.running().run.view(self.now)
    }

    /// Lets the run go on, second by second, until it shows what is asked for.
    pub fn go_to(&mut self, wanted: impl Fn(&Self, &RunView) -> bool) {
        for _ in 0..3600 {
            let view = self.view();
            if wanted(self, &view) {
                return;
            }
            assert!(view.state != RunState::Finished, "the run ended before it came to what was asked for");
            self.wait(1);
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

/// The window of a stage.
pub fn harness(stage: Stage, size: Vec2) -> Harness<'static, RefCell<Stage>> {
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

/// Whether work of this phase goes on.
pub fn working(view: &RunView, phase: Phase) -> bool {
    view.kind == SegmentKind::Work && view.phase == Some(phase)
}

/// Ten seconds into tissue work of a station that works each side, left first.
pub fn tissue(stage: &mut Stage) {
    stage.go_to(|stage, view| {
        let run = &stage.model.running().expect("a run").run;
        let stations = &run.circuit().expect("a circuit").stations;
        working(view, Phase::Tissue) && stations[view.station].sides == Sides::Each && view.spent.as_secs() == 10
    });
}

/// What the run in a window shows.
pub fn state(harness: &Harness<'static, RefCell<Stage>>) -> RunView {
    harness.state().borrow().view()
}
