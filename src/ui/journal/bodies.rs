//! The contents of a record, by its kind, as fields that can be changed.

use std::collections::BTreeMap;

use egui::{DragValue, Label, Ui, vec2};

use super::super::words;
use super::{Cx, summary};
use crate::domain::{Cause, CircuitRecord, Effort, Intensity, Phase, Region, Response, Retest, StationDone, Training};
use crate::safety;
use crate::theme::{Role, icons};
use crate::widgets::controls::{Chosen, chip, chip_rows, icon_button, segments, text_button};

const RATING_WIDTH: f32 = 264.0;

/// The types and the intensity of a training.
pub fn training_ui(ui: &mut Ui, cx: &Cx<'_>, training: &mut Training) {
    let t = cx.tokens;
    ui.label(Role::Label.text("What").color(t.text));
    chip_rows(ui, |ui| {
        for session in cx.model.catalog().session_types() {
            let on = training.types.contains(&session.id);
            // The last type stays: a training without one says nothing.
            let removable = training.types.len() > 1;
            if chip(ui, t, &session.name, Chosen::from(on)).clicked() {
                if !on {
                    training.types.insert(session.id.clone());
                } else if removable {
                    training.types.remove(&session.id);
                }
            }
        }
    });
    ui.label(Role::Label.text("How hard").color(t.text));
    let chosen = Intensity::ALL.iter().position(|&intensity| intensity == training.intensity);
    if let Some(index) = segments(ui, t, "How hard", &Intensity::ALL.map(Intensity::label), chosen, RATING_WIDTH) {
        training.intensity = Intensity::ALL[index];
    }
}

/// What was done in a circuit, how the tissue answered, and the effort.
pub fn circuit_ui(ui: &mut Ui, cx: &Cx<'_>, circuit: &mut CircuitRecord) {
    let t = cx.tokens;
    let summary = format!(
        "{} of {} min planned, {} of it work",
        words::minutes_and_seconds(circuit.elapsed_secs),
        circuit.planned_secs.div_ceil(60),
        words::minutes_and_seconds(circuit.done_secs()),
    );
    ui.label(Role::Body.text(summary).color(t.text));
    for (index, done) in circuit.stations.iter_mut().enumerate() {
        station_ui(ui, cx, index, done);
    }
    spared_ui(ui, cx, circuit);
    ui.add_space(4.0);
    ui.label(Role::Label.text("Effort, 0–10").color(t.text));
    let labels: Vec<String> = Effort::all().map(|effort| effort.to_string()).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let chosen = circuit.effort.map(|effort| usize::from(effort.get()));
    if let Some(index) = segments(ui, t, "Effort", &labels, chosen, 352.0) {
        let tapped = Effort::all().nth(index);
        circuit.effort = tapped.filter(|_| tapped != circuit.effort);
    }
}

/// What was left out when the circuit was started, by its cause.
fn spared_ui(ui: &mut Ui, cx: &Cx<'_>, circuit: &CircuitRecord) {
    if circuit.spared.is_empty() {
        return;
    }
    let t = cx.tokens;
    ui.add_space(4.0);
    ui.label(Role::Label.text("Left out").color(t.text));
    for (cause, regions) in by_cause(&circuit.spared) {
        let line = format!("{}: {}", cause_words(cause), regions.join(", "));
        ui.add(Label::new(Role::Small.text(words::capitalised(&line)).color(t.quiet)).wrap());
    }
}

/// The names of the regions of each cause.
fn by_cause(spared: &BTreeMap<Region, Cause>) -> BTreeMap<Cause, Vec<String>> {
    let mut causes = BTreeMap::<Cause, Vec<String>>::new();
    for (region, &cause) in spared {
        causes.entry(cause).or_default().push(region.name());
    }
    causes
}

/// Why something was left out, in the middle of a sentence.
fn cause_words(cause: Cause) -> String {
    match cause {
        Cause::Flagged(concern) => safety::choice(concern).to_owned(),
        Cause::Painful => format!("rated {} or more", safety::PAINFUL_FROM),
        Cause::Condition(condition) => safety::condition_words(condition).label.to_lowercase(),
        Cause::Excluded => "left out by your health answers".to_owned(),
    }
}

fn station_ui(ui: &mut Ui, cx: &Cx<'_>, index: usize, done: &mut StationDone) {
    let t = cx.tokens;
    let name = cx.model.catalog().work_name(&done.station.work);
    ui.horizontal(|ui| {
        ui.set_height(28.0);
        ui.label(Role::Body.text(format!("{}  {name}", index + 1)).color(t.text));
        ui.label(Role::Small.text(done_words(done)).color(t.quiet));
    });
    if done.station.phase == Phase::Tissue && done.done_secs() > 0 {
        ui.horizontal(|ui| {
            ui.add_space(20.0);
            for response in Response::ALL {
                let on = done.response == Some(response);
                if chip(ui, t, response.label(), Chosen::from(on)).clicked() {
                    done.response = Some(response).filter(|_| !on);
                }
            }
        });
    }
}

/// "left 45 s, right 45 s", or "not reached".
fn done_words(done: &StationDone) -> String {
    let parts = [("left ", done.left_secs), ("right ", done.right_secs), ("", done.together_secs)];
    let said: Vec<String> =
        parts.into_iter().filter(|(_, secs)| *secs > 0).map(|(side, secs)| format!("{side}{secs} s")).collect();
    if said.is_empty() { "not reached".to_owned() } else { said.join(", ") }
}

/// The trials of a retest, side by side with their mean.
pub fn retest_ui(ui: &mut Ui, cx: &Cx<'_>, retest: &mut Retest) {
    let t = cx.tokens;
    let benchmark = cx.model.catalog().known_benchmark(&retest.benchmark);
    let suffix = benchmark.map_or("", |benchmark| benchmark.unit.suffix());
    let range = benchmark.map_or(f64::MIN..=f64::MAX, |benchmark| benchmark.hard.min..=benchmark.hard.max);
    let sided = benchmark.is_none_or(|benchmark| benchmark.sided);
    let sides = [("Left", &mut retest.left), ("Right", &mut retest.right), ("Both", &mut retest.both)];
    for (side, trials) in sides {
        let applies = (side == "Both") != sided || !trials.is_empty();
        if !applies {
            continue;
        }
        ui.horizontal(|ui| {
            ui.set_height(36.0);
            ui.allocate_ui(vec2(48.0, 20.0), |ui| {
                ui.set_min_width(48.0);
                ui.label(Role::Label.text(side).color(t.text));
            });
            for (index, trial) in trials.iter_mut().enumerate() {
                let field = DragValue::new(trial).speed(0.1).range(range.clone()).max_decimals(1).suffix(suffix);
                ui.add(field).accessible_name(format!("{side} trial {}", index + 1));
            }
            if let Some(mean) = summary::mean(trials) {
                ui.label(Role::Small.text(format!("mean {mean:.1}{suffix}")).color(t.quiet));
            }
            if trials.len() < 5 && text_button(ui, t, "Add a trial", Some(icons::ADD)).clicked() {
                trials.push(trials.last().copied().unwrap_or(*range.start()).clamp(*range.start(), *range.end()));
            }
            if trials.len() > 1
                && icon_button(ui, t, icons::REMOVE, &format!("Remove the last trial, {side}")).clicked()
            {
                trials.pop();
            }
        });
    }
}
