//! The shell around the model: news in, commands through, effects out, and the window.
//!
//! Architecture invariant: only here do the model, the store, the platform and the screens meet.

mod cues;
mod frames;
mod keeper;
mod outside;
mod photo_reader;
mod run_keeper;
mod words;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use egui::{Context, ThemePreference, Ui, ViewportCommand};

use crate::catalog::Catalog;
use crate::circuit::Run;
use crate::cli::StartError;
use crate::domain::ThemeChoice;
use crate::model::{self, Command, DataCommand, Effect, Job, Model, Moment, Place, Purpose, RetestCommand};
use crate::platform::{self, Appearance, Platform, Volume, Wake};
use crate::store::Opening;
use crate::theme::{self, Themes};
use crate::ui::{self, Commands, Cx, Drafts};
use crate::widgets;
use crate::widgets::body_map::Drawing;
use frames::Frames;
use keeper::{Draft, Keeper};
use run_keeper::{Kept, Pace};

/// What a session starts with.
pub struct Launch {
    /// The services of the machine.
    pub platform: Box<dyn Platform>,
    /// The user's files, of which the newest months are read.
    pub opening: Opening,
    /// The data folder.
    pub folder: PathBuf,
    /// Whether these are sample data.
    pub demo: bool,
}

/// The program, as eframe runs it.
pub struct Supple {
    model: Model,
    drafts: Drafts,
    commands: Commands,
    platform: Box<dyn Platform>,
    keeper: Keeper,
    folder: PathBuf,
    themes: Themes,
    drawing: Drawing,
    appearance: Option<Appearance>,
    /// What the open dialog is for.
    choosing: Option<Purpose>,
    was_focused: bool,
    /// How often what moves is painted.
    frames: Frames,
    /// How loud cues are, as the machine was told last.
    volume: Option<Volume>,
}

impl Supple {
    /// The program with these data in this window. `wake` asks the window for another pass, from any thread.
    pub fn new(ctx: &Context, launch: Launch, wake: Wake) -> Result<Self, StartError> {
        let Launch { platform, opening, folder, demo } = launch;
        let catalog = Arc::new(Catalog::built_in()?);
        let themes = Themes::built_in()?;
        let drawing = Drawing::embedded()?;
        theme::install_fonts(ctx);
        theme::install_styles(ctx, &themes);
        let read_only = opening.access().read_only().map(ToString::to_string);
        let document = opening.first().clone();
        let mut commands = Commands::default();
        commands.push(Command::Data(DataCommand::ReadAll));
        if let Some(why) = &read_only {
            let text = "Changes are kept in memory only, until you quit.".to_owned();
            commands.push(Command::Trouble(text, why.clone()));
        }
        let place = Place { folder: folder.display().to_string(), read_only, demo };
        let theme = document.settings.theme;
        let model = Model::new(catalog, document, place, &moment(platform.as_ref()));
        let keeper = Keeper::start(opening, platform.clock(), wake);
        platform.watch(&folder);
        let appearance = platform.appearance();
        use_theme(ctx, theme, appearance);
        Ok(Self {
            model,
            drafts: Drafts::default(),
            commands,
            platform,
            keeper,
            folder,
            themes,
            drawing,
            appearance,
            choosing: None,
            was_focused: true,
            frames: Frames::new(),
            volume: None,
        })
    }

    /// The model, for tests to read.
    pub fn model(&self) -> &Model {
        &self.model
    }

    fn update(&mut self, ctx: &Context, command: Command) {
        let moment = moment(self.platform.as_ref());
        // A run that has ended is forgotten last, when its record waits to be saved: the files are worked off in order.
        let (forget, effects): (Vec<Effect>, Vec<Effect>) =
            self.model.update(command, &moment).into_iter().partition(|effect| *effect == Effect::KeepRun(None));
        let volume = cues::volume(&self.model.document().settings);
        if self.volume.replace(volume) != Some(volume) {
            self.platform.set_volume(volume);
        }
        for effect in effects.into_iter().chain(forget) {
            self.run_effect(ctx, effect);
        }
    }

    fn run_effect(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::Save { document, revision, arrivals } => {
                self.keeper.save(Draft { document, revision, arrivals }, self.platform.now());
            }
            Effect::Keep(job) => self.keeper.keep(job, self.platform.now()),
            Effect::Choose(purpose) => {
                self.choosing = Some(purpose);
                self.platform.pick(words::dialog(purpose, self.platform.now().date()));
            }
            Effect::Schedule(announcements) => {
                let settings = &self.model.document().settings;
                let run = self.model.running().map(|running| &running.run);
                self.platform.schedule(cues::calls(announcements, run, settings, self.platform.monotonic()));
            }
            Effect::KeepRun(Some(state)) => {
                let goes_on = |run: &Run| !run.is_paused() && !run.is_finished();
                let pace = match self.model.running() {
                    Some(running) if goes_on(&running.run) => Pace::GoesOn,
                    Some(_) | None => Pace::Stands,
                };
                self.keeper.keep_run(Kept { state, at: self.platform.monotonic(), pace });
            }
            Effect::KeepRun(None) => self.keeper.forget_run(self.platform.now()),
            Effect::Awake(awake) => self.platform.set_awake(match awake {
                model::Awake::Yes => platform::Awake::Yes,
                model::Awake::No => platform::Awake::No,
            }),
            Effect::NotifyDone(text) => {
                if !is_seen(ctx) {
                    self.platform.notify("Supple", &text);
                }
            }
            Effect::ToggleFullScreen => {
                let is_full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!is_full));
            }
            Effect::OpenDataFolder => {
                if let Err(error) = self.platform.open_folder(&self.folder) {
                    let details = format!("{error}. The folder is {}", self.folder.display());
                    self.commands.push(Command::Trouble("The folder could not be opened.".to_owned(), details));
                }
            }
            Effect::UseTheme(choice) => use_theme(ctx, choice, self.appearance),
        }
    }

    /// News from outside, as commands.
    fn take_news(&mut self, ctx: &Context) {
        while let Some(news) = self.keeper.take_news() {
            self.commands.push(news);
        }
        if let Some(picked) = self.platform.take_picked()
            && let Some(purpose) = self.choosing.take()
        {
            self.commands.push(Command::Data(DataCommand::Chosen(purpose, words::choice(picked))));
        }
        // A network drive may tell nothing, so coming back to the window is a reason to look, too.
        let is_focused = ctx.input(|input| input.focused);
        let comes_back = is_focused && !std::mem::replace(&mut self.was_focused, is_focused);
        if self.platform.take_folder_change() || comes_back {
            self.commands.push(Command::Data(DataCommand::LookForChanges));
        }
        if let Some(trouble) = self.platform.take_trouble() {
            self.commands.push(Command::Trouble(trouble.words, trouble.details));
        }
        let appearance = self.platform.appearance();
        if appearance != self.appearance {
            self.appearance = appearance;
            use_theme(ctx, self.model.document().settings.theme, appearance);
        }
    }

    /// When the window must be drawn again although nothing happens.
    fn next_deadline(&self) -> Duration {
        let now = self.platform.monotonic();
        let to_next_minute = 60 - u64::try_from(self.platform.now().second()).unwrap_or(0).min(59);
        let run = self.model.running().and_then(|running| running.run.view(now).next_change_in);
        let notice = self.model.notices().next_deadline().map(|at| at.saturating_sub(now));
        let next = [run, notice].into_iter().flatten().min();
        next.unwrap_or(Duration::MAX).min(Duration::from_secs(to_next_minute))
    }
}

impl Drop for Supple {
    /// Nothing can be undone any more: the files of photos that were removed go.
    fn drop(&mut self) {
        let photos = self.model.photos_to_discard();
        if !photos.is_empty() && self.model.place().read_only.is_none() {
            self.keeper.keep(Job::DiscardPhotos(photos), self.platform.now());
        }
    }
}

impl eframe::App for Supple {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        // Before anything else: a run must not be let go on over a sleep.
        if let Some(since) = self.platform.take_slept() {
            self.update(ctx, Command::Slept { since });
        }
        self.take_news(ctx);
        while let Some(command) = self.commands.pop() {
            self.update(ctx, command);
        }
        self.update(ctx, Command::Tick);
        ctx.request_repaint_after(self.next_deadline());
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        ui::read_keys(ui.ctx(), &self.model, &mut self.commands);
        let interval = self.frames.begun(self.platform.monotonic(), self.platform.processor_time());
        widgets::frames::set_interval(ui.ctx(), interval);
        let now = self.platform.now();
        let cx = Cx {
            model: &self.model,
            tokens: self.themes.with_ramp(ui.ctx().theme(), self.model.document().settings.ramp),
            drawing: &self.drawing,
            now: &now,
            monotonic: self.platform.monotonic(),
        };
        ui::app_ui(ui, &cx, &mut self.drafts, &mut self.commands);
        let dropped = ui.ctx().input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped {
            self.commands.push(match self.model.guided() {
                Some(_) => Command::Retest(RetestCommand::OpenPhoto(path)),
                None => Command::Data(DataCommand::ReadImport(path)),
            });
        }
        if !self.commands.is_empty() {
            // They are carried out in the next pass, which otherwise would wait for the next event.
            ui.ctx().request_repaint();
        }
    }
}

/// The window's size, name and icon.
pub fn native_options() -> eframe::NativeOptions {
    // An icon that does not decode is no reason not to start.
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")).unwrap_or_default();
    let viewport = egui::ViewportBuilder::default()
        .with_icon(icon)
        .with_title("Supple")
        .with_app_id("supple")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([480.0, 560.0]);
    // There are no gradients to smooth, and without a GPU dithering costs at every pixel.
    eframe::NativeOptions { viewport, dithering: false, ..eframe::NativeOptions::default() }
}

/// Whether the person can be expected to look at the window.
fn is_seen(ctx: &Context) -> bool {
    // What the last pass knew is of no use here: a hidden window has none.
    ctx.input(|input| input.raw.focused && input.viewport().visible() != Some(false))
}

fn moment(platform: &dyn Platform) -> Moment {
    Moment { wall: platform.now(), monotonic: platform.monotonic(), random: platform.random_u128() }
}

fn use_theme(ctx: &Context, choice: ThemeChoice, appearance: Option<Appearance>) {
    // Where neither the desktop nor winit says anything, paper is the calmer guess.
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
    ctx.set_theme(match (choice, appearance) {
        (ThemeChoice::Light, _) | (ThemeChoice::System, Some(Appearance::Light)) => ThemePreference::Light,
        (ThemeChoice::Dark, _) | (ThemeChoice::System, Some(Appearance::Dark)) => ThemePreference::Dark,
        (ThemeChoice::System, None) => ThemePreference::System,
    });
}
