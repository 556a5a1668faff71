//! The screens. Each is a function of what it may read ([`Cx`]), what it half knows (its drafts), and a queue for the
//! commands it gives. egui may run it twice in a frame, so commands are pushed on edges (a click, a lost focus) and
//! never on levels.

mod benchmarks;
mod check_in;
mod cx;
mod figures;
mod journal;
mod library;
mod nav;
mod notices;
mod overlays;
mod player;
mod safety;
mod settings;
mod shortcuts;
mod today;
mod trends;
mod words;

pub use cx::{Commands, Cx};
pub use shortcuts::{Binding, When, bindings, read_keys};

use egui::{CentralPanel, Ui};

use crate::model::Screen;

/// Half-typed and half-done things, one part for each screen. They are not data: losing them loses nothing kept.
#[derive(Default)]
pub struct Drafts {
    today: today::TodayDrafts,
    check_in: check_in::CheckInDrafts,
    benchmarks: benchmarks::BenchmarksDrafts,
    trends: trends::TrendsDrafts,
    journal: journal::JournalDrafts,
    library: library::LibraryDrafts,
    player: player::PlayerDrafts,
    intervals: player::IntervalsDrafts,
    settings: settings::SettingsDrafts,
    overlays: overlays::OverlayDrafts,
}

/// The whole window. It lies on what the window was cleared to, the theme's `panel_fill`, and does not fill it again:
/// without a graphics card that is a good part of what a frame costs.
pub fn app_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut Drafts, out: &mut Commands) {
    if cx.model.emergency().is_some() {
        // Nothing else, not even the navigation: first things first.
        CentralPanel::no_frame().show(ui, |ui| safety::emergency_ui(ui, cx, out));
        return;
    }
    if cx.model.running().is_some() {
        CentralPanel::no_frame().show(ui, |ui| player::player_ui(ui, cx, &mut drafts.player, out));
        notices::notices_ui(ui, cx, out);
        return;
    }
    nav::nav_ui(ui, cx, out);
    CentralPanel::no_frame().show(ui, |ui| match cx.model.screen() {
        Screen::Today => today::today_ui(ui, cx, &mut drafts.today, out),
        Screen::Benchmarks => benchmarks::benchmarks_ui(ui, cx, &mut drafts.benchmarks, out),
        Screen::Trends => trends::trends_ui(ui, cx, &mut drafts.trends, out),
        Screen::Journal => journal::journal_ui(ui, cx, &mut drafts.journal, out),
        Screen::Library => library::library_ui(ui, cx, &mut drafts.library, out),
        Screen::Settings => settings::settings_ui(ui, cx, &mut drafts.settings, out),
    });
    notices::notices_ui(ui, cx, out);
    overlays::overlays_ui(ui, cx, &mut drafts.overlays, out);
    check_in::check_in_ui(ui, cx, &mut drafts.check_in, out);
    safety::unplaced_ui(ui, cx, out);
    player::intervals_ui(ui, cx, &mut drafts.intervals, out);
    player::kept_ui(ui, cx, out);
}
