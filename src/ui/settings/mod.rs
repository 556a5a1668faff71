//! Settings: how the program looks and sounds, where the data live, and what it is.

mod backups;
mod columns;
mod exchange;
mod files;
mod health;
mod import;
mod page;
mod player;
mod preview;

use egui::{
    Align2, CornerRadius, CursorIcon, Frame, Label, Margin, Role as NodeRole, ScrollArea, Sense, Ui, WidgetInfo, pos2,
    vec2,
};

use super::check_in::{MeasureDraft, measures_ui};
use super::{Commands, Cx, words};
use crate::domain::{Ramp, Rating, Settings, ThemeChoice};
use crate::exchange::VerdictKind;
use crate::model::{Command, Page};
use crate::theme::{Role, icons};
use crate::widgets::controls::{
    CONTROL_RADIUS, Chosen, card, chip, cut_text, focus_ring, notice_block, plain_button, segments,
};

/// The half-done things of the pages.
#[derive(Default)]
pub struct SettingsDrafts {
    /// The second folder for backups, as typed.
    backup_folder: String,
    /// The file of an export, as typed.
    export_file: String,
    /// The folder of an export, as typed.
    export_folder: String,
    /// The file to bring in, as typed.
    import_file: String,
    /// The settings of the player.
    player: player::PlayerSettingsDrafts,
    /// The answers about health.
    health: health::HealthDrafts,
    /// A measurement that is being made.
    measure: MeasureDraft,
    /// Which rows of a file to bring in are listed; all without it.
    listed: Option<VerdictKind>,
}

/// From this width on there are two columns of cards.
const TWO_COLUMNS: f32 = 900.0;

/// The Settings screen.
pub fn settings_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut SettingsDrafts, out: &mut Commands) {
    match cx.model.page() {
        Page::Settings => first_page_ui(ui, cx, drafts, out),
        Page::Player => player::player_settings_ui(ui, cx, &mut drafts.player, out),
        Page::Health => health::health_ui(ui, cx, &mut drafts.health, out),
        Page::Files => files::files_ui(ui, cx, out),
        Page::Backups => backups::backups_ui(ui, cx, drafts, out),
        Page::Exchange => exchange::exchange_ui(ui, cx, drafts, out),
    }
}

fn first_page_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut SettingsDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let page = Frame::NONE.inner_margin(Margin::symmetric(24, 20));
    page.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_height(36.0);
            ui.label(Role::Title.text("Settings").color(t.text));
        });
        ui.add_space(4.0);
        ScrollArea::vertical().id_salt("settings").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(16.0, 12.0);
            let columns = if ui.available_width() >= TWO_COLUMNS { 2 } else { 1 };
            ui.columns(columns, |columns| {
                let last = columns.len() - 1;
                card(t).show(&mut columns[0], |ui| you_ui(ui, cx, drafts, out));
                card(t).show(&mut columns[0], |ui| look_ui(ui, cx, out));
                card(t).show(&mut columns[0], |ui| run_ui(ui, cx, out));
                card(t).show(&mut columns[last], |ui| data_ui(ui, cx, out));
                card(t).show(&mut columns[last], |ui| about_ui(ui, cx));
            });
        });
    });
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    ui.set_width(ui.available_width());
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.label(Role::Heading.text(text).color(cx.tokens.text));
}

fn change(cx: &Cx<'_>, out: &mut Commands, change: impl FnOnce(&mut Settings)) {
    let mut settings = Settings::clone(&cx.model.document().settings);
    change(&mut settings);
    out.push(Command::ChangeSettings(Box::new(settings)));
}

/// What is known of the person: their health, and what their check-in asks for.
fn you_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut SettingsDrafts, out: &mut Commands) {
    heading(ui, cx, "You");
    if link_row(ui, cx, Page::Health.label(), &link_line(cx, Page::Health)) {
        out.push(Command::OpenPage(Page::Health));
    }
    ui.label(Role::Label.text("Measured in the check-in").color(cx.tokens.text));
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    measures_ui(ui, cx, &mut drafts.measure, out);
}

fn look_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    heading(ui, cx, "Look");
    let settings = &cx.model.document().settings;
    let labels = ThemeChoice::ALL.map(ThemeChoice::label);
    let chosen = ThemeChoice::ALL.iter().position(|&theme| theme == settings.theme);
    if let Some(index) = segments(ui, t, "Colours", &labels, chosen, 360.0) {
        change(cx, out, |settings| settings.theme = ThemeChoice::ALL[index]);
    }
    let labels = Ramp::ALL.map(ramp_label);
    let chosen = Ramp::ALL.iter().position(|&ramp| ramp == settings.ramp);
    if let Some(index) = segments(ui, t, "Severity", &labels, chosen, 360.0) {
        change(cx, out, |settings| settings.ramp = Ramp::ALL[index]);
    }
    ramp_ui(ui, cx);
    if chip(ui, t, "Reduce motion", Chosen::from(settings.reduce_motion)).clicked() {
        change(cx, out, |settings| settings.reduce_motion = !settings.reduce_motion);
    }
}

fn ramp_label(ramp: Ramp) -> &'static str {
    match ramp {
        Ramp::Usual => "Severity by hue",
        Ramp::LightnessOrdered => "Severity by lightness",
    }
}

/// The ramp in use, 0 to 10.
fn ramp_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let t = cx.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(360.0, 16.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Image, true, "The colours of severity, 0 to 10"));
    let width = rect.width() / 11.0;
    for rating in Rating::all() {
        let left = rect.left() + width * f32::from(rating.get());
        let cell = egui::Rect::from_min_size(pos2(left, rect.top()), vec2(width - 2.0, rect.height()));
        ui.painter().rect_filled(cell, CornerRadius::same(2), t.severity(rating));
    }
}

fn run_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    heading(ui, cx, "During a circuit");
    if link_row(ui, cx, Page::Player.label(), &link_line(cx, Page::Player)) {
        out.push(Command::OpenPage(Page::Player));
    }
}

fn data_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    heading(ui, cx, "Your data");
    let place = cx.model.place();
    if place.demo {
        let text = "These are sample data in a folder of their own. Nothing here mixes with your records.";
        notice_block(ui, t, t.sunk, t.quiet, icons::INFO, text);
    }
    let text = format!(
        "{} in plain text files that are yours:",
        words::count(cx.model.document().record_count(), "record", "records")
    );
    ui.label(Role::Body.text(text).color(t.text));
    ui.add(Label::new(Role::Body.text(&place.folder).color(t.quiet)).wrap().selectable(true));
    if let Some(why) = &place.read_only {
        notice_block(ui, t, t.stop_soft, t.stop, icons::TROUBLE, why);
    }
    ui.label(Role::Small.text(page::saved_words(cx)).color(t.quiet));
    for further in [Page::Files, Page::Backups, Page::Exchange] {
        if link_row(ui, cx, further.label(), &link_line(cx, further)) {
            out.push(Command::OpenPage(further));
        }
    }
    ui.horizontal(|ui| {
        if plain_button(ui, t, "Open the folder", vec2(144.0, 36.0)).clicked() {
            out.push(Command::OpenDataFolder);
        }
        let changes = [("Undo", cx.model.undo_label(), Command::Undo), ("Redo", cx.model.redo_label(), Command::Redo)];
        for (word, label, command) in changes {
            ui.add_enabled_ui(label.is_some(), |ui| {
                let response = plain_button(ui, t, word, vec2(96.0, 36.0));
                if response.clicked() {
                    out.push(command);
                }
                if let Some(label) = label {
                    response.on_hover_text(label);
                }
            });
        }
    });
}

/// What a page is for, or what waits there.
fn link_line(cx: &Cx<'_>, page: Page) -> String {
    let data = cx.model.data();
    match page {
        Page::Files => {
            let versions = data.unsettled(cx.model.document()).count();
            match (data.attention().len(), versions) {
                (0, 0) => "Where they are, and who writes them".to_owned(),
                (0, versions) => format!("{} in 2 versions", words::count(versions, "record", "records")),
                (files, _) => format!("{} attention", words::count(files, "file needs", "files need")),
            }
        }
        Page::Backups => "Made by themselves; look at one, bring it back".to_owned(),
        Page::Exchange => "As one file or as tables, out and in".to_owned(),
        Page::Player => player_line(&cx.model.document().settings),
        Page::Health => {
            let health = &cx.model.document().profile.health;
            match (health.conditions.len(), health.exclusions.len()) {
                (0, 0) => "What every circuit must obey".to_owned(),
                (conditions, regions) => {
                    let conditions = words::count(conditions, "condition", "conditions");
                    format!("{conditions}, {} left out", words::count(regions, "region", "regions"))
                }
            }
        }
        Page::Settings => String::new(),
    }
}

/// "10 s to change place, 5 s to change side · chimes, voice, flash".
fn player_line(settings: &Settings) -> String {
    let channels = [(settings.sound, "chimes"), (settings.speech, "voice"), (settings.flash, "flash")];
    let on: Vec<&str> = channels.into_iter().filter_map(|(is_on, word)| is_on.then_some(word)).collect();
    let on = if on.is_empty() { "no cues".to_owned() } else { on.join(", ") };
    format!("{} s to change place, {} s to change side · {on}", settings.transition_secs, settings.switch_secs)
}

/// A row that leads to another page. Returns whether it was chosen.
fn link_row(ui: &mut Ui, cx: &Cx<'_>, title: &str, line: &str) -> bool {
    let t = cx.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 48.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(NodeRole::Button, true, title));
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(8.0, 0.0)), CornerRadius::same(CONTROL_RADIUS), t.sunk);
    }
    focus_ring(ui, t, &response);
    let width = rect.width() - 32.0;
    cut_text(ui, pos2(rect.left(), rect.top() + 15.0), title, Role::Label.font(), t.text, width);
    cut_text(ui, pos2(rect.left(), rect.top() + 34.0), line, Role::Small.font(), t.quiet, width);
    let end = pos2(rect.right() - 4.0, rect.center().y);
    ui.painter().text(end, Align2::RIGHT_CENTER, icons::FORWARD, icons::font(20.0), t.quiet);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

fn about_ui(ui: &mut Ui, cx: &Cx<'_>) {
    heading(ui, cx, "About");
    let paragraphs = [
        concat!("Supple ", env!("CARGO_PKG_VERSION"), ". Short recovery circuits between hard training days."),
        "For healthy adults who train. It is not medical advice and does not diagnose or treat anything. \
         Where something is wrong, it leaves the region alone and says whom to see.",
        "The classes of pressure, the cautions and the red flags follow published lists where there are any, and \
         anatomy and practice elsewhere. A clinician has not reviewed them yet.",
        "No account, no network: nothing you write leaves this computer unless you copy it.",
    ];
    for paragraph in paragraphs {
        page::prose(ui, cx, paragraph);
    }
}
