//! The page after the end of a circuit: what was done, how the tissues feel, how hard it was.

use egui::{Align, Label, Layout, Rect, ScrollArea, Ui, UiBuilder, vec2};

use super::words::spoken_length;
use crate::circuit::RunCommand;
use crate::domain::{CircuitRecord, Effort, Group, Phase, Response, Sides, StationDone, Work};
use crate::model::{Command, Running};
use crate::theme::{Role, icons};
use crate::ui::words::{capitalised, count, sides};
use crate::ui::{Commands, Cx};
use crate::widgets::controls::{primary_button, segments};

const WIDTH: f32 = 640.0;
const MARGIN: f32 = 24.0;
const BUTTON_HEIGHT: f32 = 48.0;
const ANSWERS_WIDTH: f32 = 264.0;
const ANSWERS_HEIGHT: f32 = 32.0;
const LINE_HEIGHT: f32 = 20.0;

/// A tissue that was worked, with its stations.
struct Treated {
    group: Group,
    sides: Sides,
    secs: u32,
    stations: Vec<usize>,
    response: Option<Response>,
}

/// The last page; each question on it may stay unanswered.
pub fn finish_ui(ui: &mut Ui, cx: &Cx<'_>, running: &Running, out: &mut Commands) {
    let record = running.run.finish(cx.monotonic);
    let window = ui.max_rect();
    let width = WIDTH.min(window.width() - 2.0 * MARGIN);
    let column = Rect::from_center_size(window.center(), vec2(width, window.height() - 2.0 * MARGIN));
    let (page, foot) = column.split_top_bottom_at_y(column.bottom() - BUTTON_HEIGHT);
    let page = page.with_max_y(page.bottom() - MARGIN);
    ui.scope_builder(UiBuilder::new().max_rect(page), |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            what_was_done(ui, cx, &record);
            ui.add_space(16.0);
            tissues(ui, cx, &record, out);
            if record.done_secs() > 0 {
                effort(ui, cx, running.effort, out);
            }
        });
    });
    ui.scope_builder(UiBuilder::new().max_rect(foot), |ui| {
        let done = primary_button(ui, cx.tokens, "Done", Some(icons::CHECK), vec2(width, BUTTON_HEIGHT));
        if done.clicked() {
            out.push(Command::FinishRun);
        }
    });
}

fn what_was_done(ui: &mut Ui, cx: &Cx<'_>, record: &CircuitRecord) {
    let t = cx.tokens;
    let stations = record.stations.iter().filter(|done| done.done_secs() > 0).count();
    ui.add_space(24.0);
    ui.label(Role::Title.text("Circuit finished").color(t.text));
    let line = format!("{}, {}", spoken_length(record.elapsed_secs), count(stations, "station", "stations"));
    ui.label(Role::Body.text(line).color(t.quiet));
    ui.add_space(8.0);
    for phase in [Phase::WarmUp, Phase::Tissue, Phase::Motion, Phase::Active, Phase::Pattern, Phase::Breathing] {
        let of_phase = record.stations.iter().filter(|done| done.station.phase == phase);
        let secs: u32 = of_phase.map(StationDone::done_secs).sum();
        if secs > 0 {
            row(ui, LINE_HEIGHT, |ui| {
                ui.label(Role::Body.text(phase.label()).color(t.text));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label(Role::Label.text(spoken_length(secs)).color(t.text));
                });
            });
        }
    }
}

fn tissues(ui: &mut Ui, cx: &Cx<'_>, record: &CircuitRecord, out: &mut Commands) {
    let t = cx.tokens;
    let treated = treated(record);
    if treated.is_empty() {
        return;
    }
    ui.label(Role::Heading.text("How do they feel now?").color(t.text));
    let labels = Response::ALL.map(Response::label);
    for tissue in treated {
        let Treated { group, sides: which, secs, stations, response } = tissue;
        let side = sides(which);
        let mut name = capitalised(group.name());
        if !side.is_empty() {
            name = format!("{name}, {side}");
        }
        row(ui, ANSWERS_HEIGHT, |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let chosen = response.and_then(|answer| Response::ALL.iter().position(|each| *each == answer));
                if let Some(index) = segments(ui, t, &name, &labels, chosen, ANSWERS_WIDTH) {
                    let response = Response::ALL[index];
                    for &station in &stations {
                        out.push(Command::Run(RunCommand::Answer { station, response: Some(response) }));
                    }
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.label(Role::Label.text(&name).color(t.text));
                    ui.add(Label::new(Role::Small.text(spoken_length(secs)).color(t.quiet)).truncate());
                });
            });
        });
    }
    ui.add_space(16.0);
}

fn effort(ui: &mut Ui, cx: &Cx<'_>, chosen: Option<Effort>, out: &mut Commands) {
    let t = cx.tokens;
    ui.label(Role::Heading.text("How hard was it?").color(t.text));
    let labels: Vec<String> = Effort::all().map(|effort| effort.to_string()).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let chosen_index = chosen.map(|effort| usize::from(effort.get()));
    let width = ui.available_width();
    if let Some(index) = segments(ui, t, "Effort", &labels, chosen_index, width) {
        let tapped = Effort::all().nth(index);
        out.push(Command::SetEffort(if tapped == chosen { None } else { tapped }));
    }
    row(ui, LINE_HEIGHT, |ui| {
        ui.label(Role::Small.text("0 rest").color(t.quiet));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(Role::Small.text("10 as hard as it gets").color(t.quiet));
        });
    });
}

/// The tissues worked on, in the order of the circuit; one worked at several stations comes once.
fn treated(record: &CircuitRecord) -> Vec<Treated> {
    let mut all: Vec<Treated> = Vec::new();
    for (index, done) in record.stations.iter().enumerate().filter(|(_, done)| done.done_secs() > 0) {
        if !matches!(done.station.work, Work::Technique(_)) {
            continue;
        }
        let (group, sides) = (done.station.group, done.station.sides);
        match all.iter_mut().find(|known| known.group == group && known.sides == sides) {
            Some(known) => {
                known.secs += done.done_secs();
                known.stations.push(index);
                known.response = known.response.or(done.response);
            }
            None => all.push(Treated {
                group,
                sides,
                secs: done.done_secs(),
                stations: vec![index],
                response: done.response,
            }),
        }
    }
    all
}

fn row(ui: &mut Ui, height: f32, content: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), content);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Mode, Outcome, Side, Station};

    #[test]
    fn a_tissue_worked_at_two_stations_is_asked_about_once() {
        let done = |work: Work, group: Group, sides: Sides, left_secs: u32| StationDone {
            left_secs,
            ..StationDone::not_reached(Station {
                phase: Phase::Tissue,
                work,
                group,
                sides,
                secs_per_side: 60,
                pressure: None,
            })
        };
        let roll = || Work::Technique("s01".into());
        let record = CircuitRecord {
            mode: Mode::Recovery,
            outcome: Outcome::Finished,
            planned_secs: 300,
            elapsed_secs: 300,
            stations: vec![
                done(roll(), Group::Calf, Sides::Each, 30),
                done(Work::Drill("d41".into()), Group::Ankle, Sides::Each, 30),
                done(roll(), Group::Calf, Sides::Each, 20),
                done(roll(), Group::Calf, Sides::One(Side::Left), 10),
                done(roll(), Group::Quads, Sides::Each, 0),
            ],
            effort: None,
            spared: std::collections::BTreeMap::new(),
            name: String::new(),
            seed: None,
            felt: std::collections::BTreeMap::new(),
            note: String::new(),
        };
        let asked: Vec<_> = treated(&record).into_iter().map(|t| (t.group, t.sides, t.secs, t.stations)).collect();
        let expected = [(Group::Calf, Sides::Each, 50, vec![0, 2]), (Group::Calf, Sides::One(Side::Left), 10, vec![3])];
        assert_eq!(asked, expected);
    }
}
