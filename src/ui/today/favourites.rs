//! "Your circuits": the favourites, each with what today leaves of it; and the way to build one by hand.

use std::sync::Arc;

use egui::{Align, Key, Label, Layout, TextEdit, Ui};

use super::super::words;
use super::{Commands, Cx, TodayDrafts};
use crate::domain::{Entry, Favourite, RecordId};
use crate::model::{Command, HandCommand};
use crate::planner::Request;
use crate::planner::hand::{Fitted, fit_today};
use crate::theme::{Role, icons};
use crate::widgets::controls::{icon_button, quiet_block, row, small_button, small_text_button, text_button};

/// The favourites as today leaves them, for one revision and minute.
#[derive(Debug, Default)]
pub struct FavouritesDraft {
    /// The revision and the minute for which they were looked at.
    seen: Option<(u64, i64)>,
    fitted: Vec<(RecordId, Option<Fitted>)>,
    /// A name that is being changed.
    renaming: Option<(RecordId, String)>,
}

/// The favourites, and the way to a new one.
pub fn favourites_ui(ui: &mut Ui, cx: &Cx<'_>, drafts: &mut TodayDrafts, out: &mut Commands) {
    let t = cx.tokens;
    look(cx, &mut drafts.favourites);
    row(ui, 28.0, |ui| {
        ui.label(Role::Label.text("Your circuits").color(t.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if text_button(ui, t, "Build one by hand", Some(icons::ADD)).clicked() {
                out.push(Command::Hand(HandCommand::BuildByHand));
            }
        });
    });
    let FavouritesDraft { seen: _, fitted, renaming } = &mut drafts.favourites;
    for (id, fitted) in fitted {
        let Some(Entry::Favourite(favourite)) = cx.model.document().shelf().get(id).map(Arc::as_ref) else { continue };
        quiet_block(t).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            favourite_ui(ui, cx, (*id, favourite), fitted.as_ref(), renaming, out);
        });
    }
}

/// Fits the favourites to today, once for each revision and minute.
fn look(cx: &Cx<'_>, draft: &mut FavouritesDraft) {
    let at = (cx.model.revision(), cx.now.timestamp().as_second() / 60);
    if draft.seen == Some(at) {
        return;
    }
    draft.seen = Some(at);
    let profile = &cx.model.document().profile;
    let request = Request::new(cx.now.clone(), profile.minutes, profile.tools.clone(), 0);
    // Asked for only where there is a favourite: it is the dearest of the facts.
    let planning = || cx.model.derived().planning();
    let fit = |favourite: &Favourite| fit_today(&favourite.circuit, planning(), cx.model.catalog(), &request).ok();
    let entries = cx.model.document().shelf().iter();
    let favourites = entries.filter_map(|(&id, entry)| match entry.as_ref() {
        Entry::Favourite(favourite) => Some((id, fit(favourite))),
        Entry::Drill(_) | Entry::Technique(_) | Entry::Benchmark(_) => None,
    });
    draft.fitted = favourites.collect();
}

fn favourite_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (id, favourite): (RecordId, &Favourite),
    fitted: Option<&Fitted>,
    renaming: &mut Option<(RecordId, String)>,
    out: &mut Commands,
) {
    let t = cx.tokens;
    let name = &favourite.name;
    let stations = fitted.map_or(0, |fitted| fitted.plan.circuit.stations.len());
    if let Some((_, typed)) = renaming.as_mut().filter(|(renamed, _)| *renamed == id) {
        let field = TextEdit::singleline(typed).desired_width(ui.available_width()).char_limit(60);
        let field = ui.add(field.font(Role::Body.font())).accessible_name("New name of the circuit");
        let (entered, left) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
        if field.lost_focus() || left {
            if entered {
                out.push(Command::Hand(HandCommand::RenameFavourite(id, typed.clone())));
            }
            *renaming = None;
        } else {
            field.request_focus();
        }
        return;
    }
    row(ui, 28.0, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            if icon_button(ui, t, icons::DELETE, &format!("Delete {name}")).clicked() {
                out.push(Command::Unshelve(id));
            }
            if icon_button(ui, t, icons::EDIT, &format!("Edit {name}")).clicked() {
                out.push(Command::Hand(HandCommand::EditFavourite(id)));
            }
            ui.add_enabled_ui(stations > 0, |ui| {
                if small_button(ui, t, "Start").accessible_name(format!("Start {name}")).clicked() {
                    out.push(Command::StartFavourite(id));
                }
            });
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(Role::Label.text(name).color(t.text)).truncate());
            });
        });
    });
    row(ui, 16.0, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if small_text_button(ui, t, "rename").accessible_name(format!("Rename {name}")).clicked() {
                *renaming = Some((id, name.clone()));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let words = length_words(favourite, fitted);
                ui.add(Label::new(Role::Small.text(words).color(t.quiet)).truncate());
            });
        });
    });
    for left_out in fitted.into_iter().flat_map(|fitted| &fitted.left_out) {
        let line = format!("Not today: {}", left_out.words(cx.model.catalog()));
        ui.add(Label::new(Role::Small.text(&line).color(t.caution)).truncate()).on_hover_text(line);
    }
}

/// "12:00, 9 stations", or what remains of it today.
fn length_words(favourite: &Favourite, fitted: Option<&Fitted>) -> String {
    let whole = words::minutes_and_seconds(favourite.circuit.total_secs());
    let Some(fitted) = fitted else { return format!("{whole}, not today") };
    let today = &fitted.plan.circuit;
    let stations = words::count(today.stations.len(), "station", "stations");
    let length = words::minutes_and_seconds(today.total_secs());
    if today.stations.is_empty() {
        format!("{whole}, nothing of it today")
    } else if today.total_secs() == favourite.circuit.total_secs() {
        format!("{length}, {stations}")
    } else {
        format!("{length} of {whole} today, {stations}")
    }
}
