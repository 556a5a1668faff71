//! What lies over the screen: the list of keyboard shortcuts, and the palette of all commands.

use egui::{Align, Frame, Key, Layout, Margin, Modal, ScrollArea, TextEdit, Ui, vec2};

use super::shortcuts::{bindings, keys_as_read, keys_of};
use super::today::last_circuit;
use super::words::holds_all;
use super::{Commands, Cx};
use crate::domain::{Entry, Settings, ThemeChoice};
use crate::model::{Command, DataCommand, Form, HandCommand, MapCommand, Overlay, Page, Purpose, Screen};
use crate::theme::{Role, icons};
use crate::widgets::controls::icon_button;

/// The half-done things of the overlays.
#[derive(Default)]
pub struct OverlayDrafts {
    search: String,
    /// Index of the chosen command in the palette.
    chosen: usize,
    /// Whether the palette was open in the frame before, so that its field is focused once.
    was_open: bool,
}

const WIDTH: f32 = 480.0;

/// The overlay that is open, if one is.
pub fn overlays_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut OverlayDrafts, out: &mut Commands) {
    match cx.model.overlay() {
        Some(Overlay::Shortcuts) => shortcuts_ui(ui, cx, out),
        Some(Overlay::Palette) => palette_ui(ui, cx, drafts, out),
        Some(Overlay::CheckIn | Overlay::Wrong | Overlay::LessTime | Overlay::Intervals) | None => {
            *drafts = OverlayDrafts::default();
        }
    }
}

fn modal(ui: &Ui, name: &'static str) -> Modal {
    Modal::new(egui::Id::unique(name)).frame(Frame::popup(ui.style()).inner_margin(Margin::same(24)))
}

fn shortcuts_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Commands) {
    let t = cx.tokens;
    let shown = modal(ui, "shortcuts").show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        let mut close = false;
        ui.horizontal(|ui| {
            ui.label(Role::Title.text("Keyboard").color(t.text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                close = icon_button(ui, t, icons::CLOSE, "Close").clicked();
            });
        });
        let height = ui.ctx().content_rect().height() - 200.0;
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let mut heading = "";
            for binding in bindings() {
                if binding.when.label() != heading {
                    heading = binding.when.label();
                    ui.add_space(8.0);
                    ui.label(Role::SmallBold.text(heading).color(t.quiet));
                }
                row(ui, cx, &binding.command.title(), &keys_as_read(ui.ctx(), binding.keys));
            }
            ui.add_space(8.0);
            ui.label(Role::SmallBold.text("On the body map").color(t.quiet));
            for (title, keys) in [
                ("Move between regions", "Arrow keys"),
                ("Open the panel of the region", "Enter or Space"),
                ("Soreness of the region", "0–9"),
                ("Stiffness of the region", "Shift and 0–9"),
                ("Clear the region", "Delete"),
                ("Copy the region to the other side", "M"),
                ("Next zone, zone before", "Page Down, Page Up"),
                ("Enlarge, make smaller", "+, −"),
                ("Rate both sides", "Alt or Ctrl and a click"),
                ("Paint the last rating", "Drag over the body"),
                ("Search a region", "/"),
            ] {
                row(ui, cx, title, keys);
            }
            ui.add_space(8.0);
            ui.label(Role::SmallBold.text("On a station of the circuit").color(t.quiet));
            for (title, keys) in [
                ("Swap it for the next best", "X"),
                ("15 s more, 15 s less", "+, −"),
                ("Earlier, later", "Alt and Up, Alt and Down"),
                ("Pin its region", "P"),
                ("Leave it out", "Delete"),
            ] {
                row(ui, cx, title, keys);
            }
        });
        close
    });
    if shown.inner || shown.should_close() {
        out.push(Command::ShowOverlay(None));
    }
}

fn row(ui: &mut Ui, cx: &Cx<'_>, title: &str, keys: &str) {
    ui.horizontal(|ui| {
        ui.label(Role::Body.text(title).color(cx.tokens.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(Role::Body.text(keys).color(cx.tokens.quiet));
        });
    });
}

/// The commands that make sense from anywhere, in the order in which they are offered.
fn offered(cx: &Cx<'_>) -> Vec<Command> {
    let mut commands = vec![Command::BuildCircuit, Command::Hand(HandCommand::BuildByHand)];
    commands.extend([Overlay::CheckIn, Overlay::Wrong].map(|overlay| Command::ShowOverlay(Some(overlay))));
    if cx.model.planned().is_some() {
        commands.extend([Command::StartRun, Command::DropCircuit]);
    }
    if cx.model.derived().regions_before().is_some() {
        commands.push(Command::CopyLastCheckIn);
    }
    commands.extend(cx.model.selected().map(|region| Command::Map(MapCommand::CopyAcross(region))));
    commands.extend([MapCommand::AllClear, MapCommand::SwapSides(None), MapCommand::ClearAll].map(Command::Map));
    commands.extend(cx.model.undo_label().map(|_| Command::Undo));
    commands.extend(cx.model.redo_label().map(|_| Command::Redo));
    commands.push(Command::ShowOverlay(Some(Overlay::Intervals)));
    commands.extend(last_circuit(cx).map(|(id, _)| Command::RepeatCircuit(id)));
    commands.push(Command::ToggleFullScreen);
    commands.extend(Screen::ALL.map(Command::GoTo));
    commands.extend(Page::FURTHER.map(Command::OpenPage));
    commands.push(Command::Data(DataCommand::LookForChanges));
    if cx.model.place().read_only.is_none() {
        commands.push(Command::Data(DataCommand::BackUp));
    }
    let purposes = [Purpose::Export(Form::Ron), Purpose::Export(Form::Csv), Purpose::Import];
    commands.extend(purposes.map(|purpose| Command::Data(DataCommand::Choose(purpose))));
    commands.push(Command::ShowOverlay(Some(Overlay::Shortcuts)));
    commands.push(Command::OpenDataFolder);
    commands
}

/// A row of the palette: what it says, its keys, and what it asks for.
struct Offer {
    title: String,
    keys: String,
    command: Command,
}

fn offers(ui: &Ui, cx: &Cx<'_>, typed: &str) -> Vec<Offer> {
    let plain = offered(cx).into_iter().map(|command| Offer {
        title: command.title(),
        keys: keys_of(ui.ctx(), &command).unwrap_or_default(),
        command,
    });
    let themes = ThemeChoice::ALL.into_iter().map(|theme| {
        let settings = Settings { theme, ..Settings::clone(&cx.model.document().settings) };
        let title = format!("Colours: {}", theme.label().to_lowercase());
        Offer { title, keys: String::new(), command: Command::ChangeSettings(Box::new(settings)) }
    });
    let favourites = cx.model.document().shelf().iter().filter_map(|(&id, entry)| match entry.as_ref() {
        Entry::Favourite(favourite) => {
            let title = format!("Start {}", favourite.name);
            Some(Offer { title, keys: String::new(), command: Command::StartFavourite(id) })
        }
        Entry::Drill(_) | Entry::Technique(_) | Entry::Benchmark(_) => None,
    });
    plain.chain(favourites).chain(themes).filter(|offer| holds_all(&offer.title, typed)).collect()
}

fn palette_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut OverlayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    let shown = modal(ui, "palette").show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        let field = TextEdit::singleline(&mut drafts.search).hint_text("what to do…").desired_width(WIDTH);
        let response = ui.add(field).accessible_name("What to do");
        if !drafts.was_open {
            response.request_focus();
            drafts.was_open = true;
        }
        if response.changed() {
            drafts.chosen = 0;
        }
        let mut offers = offers(ui, cx, &drafts.search);
        let last = offers.len().saturating_sub(1);
        ui.input(|input| {
            if input.key_pressed(Key::ArrowDown) {
                drafts.chosen = (drafts.chosen + 1).min(last);
            }
            if input.key_pressed(Key::ArrowUp) {
                drafts.chosen = drafts.chosen.saturating_sub(1);
            }
        });
        drafts.chosen = drafts.chosen.min(last);
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let mut taken = entered.then_some(drafts.chosen);
        ui.add_space(8.0);
        ui.spacing_mut().item_spacing.y = 2.0;
        if offers.is_empty() {
            ui.label(Role::Body.text("No command of this name.").color(t.quiet));
        }
        let moved = ui.input(|input| input.key_pressed(Key::ArrowDown) || input.key_pressed(Key::ArrowUp));
        let height = ui.ctx().content_rect().height() - 200.0;
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for (index, offer) in offers.iter().enumerate() {
                let text = Role::Body.text(&offer.title).color(t.text);
                let row = egui::Button::selectable(index == drafts.chosen, text)
                    .min_size(vec2(WIDTH, 32.0))
                    .shortcut_text(Role::Small.text(&offer.keys).color(t.quiet));
                let response = ui.add(row);
                if response.clicked() {
                    taken = Some(index);
                }
                if moved && index == drafts.chosen {
                    response.scroll_to_me(None);
                }
            }
        });
        taken.filter(|&index| index < offers.len()).map(|index| offers.swap_remove(index).command)
    });
    let closes = shown.should_close();
    if let Some(command) = shown.inner {
        out.push(Command::ShowOverlay(None));
        out.push(command);
    } else if closes {
        out.push(Command::ShowOverlay(None));
    }
}
