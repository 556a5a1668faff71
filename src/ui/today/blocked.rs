//! What is left out of every circuit today, and why: a line each.

use egui::{Align, Frame, Label, Layout, Margin, RichText, Ui};

use super::super::words;
use super::{Commands, Cx};
use crate::domain::{Cause, Exclusion, Region, Scope};
use crate::model::Command;
use crate::safety::{self, Ending};
use crate::theme::{Role, icons};
use crate::widgets::controls::{CONTROL_RADIUS, row, small_text_button};

/// So many lines are shown; the rest is folded.
const SHOWN: usize = 2;

/// A line, and the region whose panel says more.
struct Line {
    text: String,
    region: Option<Region>,
}

/// The lines in one block; nothing where nothing is left out.
pub fn blocked_ui(ui: &mut Ui, cx: &Cx<'_>, is_open: &mut bool, out: &mut Commands) {
    let lines = lines(cx);
    if lines.is_empty() {
        return;
    }
    let t = cx.tokens;
    ui.add_space(4.0);
    let frame = Frame::new().fill(t.stop_soft).corner_radius(CONTROL_RADIUS).inner_margin(Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let shown = if *is_open { lines.len() } else { SHOWN };
        for Line { text, region } in lines.iter().take(shown) {
            row(ui, 16.0, |ui| {
                ui.spacing_mut().interact_size.y = 16.0;
                ui.label(RichText::new(icons::WRONG).font(icons::font(16.0)).color(t.stop));
                match region {
                    Some(region) => {
                        let words = Role::Small.text(text).color(t.text);
                        let line = egui::Button::new(words).frame(false).truncate();
                        ui.spacing_mut().button_padding = egui::Vec2::ZERO;
                        if ui.add(line).on_hover_text(text).clicked() {
                            out.push(Command::SelectRegion(Some(*region)));
                        }
                    }
                    None => _ = ui.add(Label::new(Role::Small.text(text).color(t.text)).truncate()).on_hover_text(text),
                }
            });
        }
        if lines.len() > SHOWN {
            row(ui, 16.0, |ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let label = if *is_open { "fewer".to_owned() } else { format!("all {} left out", lines.len()) };
                    if small_text_button(ui, t, &label).clicked() {
                        *is_open = !*is_open;
                    }
                });
            });
        }
    });
}

fn lines(cx: &Cx<'_>) -> Vec<Line> {
    let derived = cx.model.derived();
    let today = cx.now.date();
    let flags = derived.concerns().iter().map(|(&region, active)| {
        let until = match (active.flag.until, safety::advice(region, active.flag.concern).ends) {
            (Some(until), _) => words::relative_day(until, today),
            (None, Ending::ByAnswer | Ending::On(_)) => "it is fine".to_owned(),
            (None, Ending::ByWord) => "cleared".to_owned(),
        };
        let (name, what) = (words::capitalised(&region.name()), safety::choice(active.flag.concern));
        Line { text: format!("{name}, until {until}: {what}"), region: Some(region) }
    });
    let painful: Vec<String> = derived
        .limits()
        .spared()
        .iter()
        .filter(|(_, cause)| **cause == Cause::Painful)
        .map(|(region, _)| region.name())
        .collect();
    let painful = (!painful.is_empty()).then(|| Line {
        text: format!(
            "{}: rated {} or more, until it is less",
            words::capitalised(&painful.join(", ")),
            safety::PAINFUL_FROM
        ),
        region: None,
    });
    let health = &cx.model.document().profile.health;
    let excluded = health.exclusions.iter().filter(|(_, exclusion)| exclusion.until.is_none_or(|until| today < until));
    let excluded =
        excluded.map(|(region, exclusion)| Line { text: exclusion_words(cx, *region, exclusion), region: None });
    let conditions = health.conditions.iter().map(|&condition| {
        let said = safety::condition_words(condition);
        Line { text: format!("{}: {}", said.label, said.does), region: None }
    });
    flags.chain(painful).chain(excluded).chain(conditions).collect()
}

/// "Left shin: no pressure until 3 Dec, varicose veins".
fn exclusion_words(cx: &Cx<'_>, region: Region, exclusion: &Exclusion) -> String {
    let Exclusion { scope, until, why } = exclusion;
    let what = match scope {
        Scope::Pressure => "no pressure",
        Scope::AllWork => "no work",
    };
    let until = until.map_or_else(
        || "until you change your health answers".to_owned(),
        |until| format!("until {}", words::relative_day(until, cx.now.date())),
    );
    let why = if why.is_empty() { String::new() } else { format!(", {why}") };
    format!("{}: {what} {until}{why}", words::capitalised(&region.name()))
}
